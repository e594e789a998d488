"""The ladder of follow-ups, what help costs, and what a question comes to."""

from dataclasses import replace

import pytest

from interviewer.grading.result import Status
from interviewer.interview import phrases, policy
from interviewer.interview.conductor import Conductor
from interviewer.interview.coverage import Help, PointCoverage
from interviewer.interview.debrief import QuestionReport, debrief
from interviewer.interview.events import FOLLOW_UPS, Act, Mode, MoveKind
from interviewer.interview.scoring import Score, question_score
from interviewer.interview.state import End
from tests.unit.interview.support import (
    BARE,
    CHOICE,
    DROPOUT,
    FULL,
    HALF,
    WRONG,
    Clock,
    WordGrader,
    about,
    kinds,
    lookup,
    start,
)


def point(conductor: Conductor, name: str) -> PointCoverage:
    """Return what was earned on one point, whatever the verdict's words."""
    return replace(conductor.session.round.coverage.point(name), verdict=None)


def active(conductor: Conductor) -> tuple[str, ...]:
    return conductor.session.round.coverage.active


def score(conductor: Conductor, number: int = 0) -> Score:
    round_ = conductor.session.rounds[number]
    return question_score(round_, lookup(round_.question))


def report(conductor: Conductor, number: int = 0) -> QuestionReport:
    return debrief(conductor.session, lookup).questions[number]


# The order of follow-ups


def test_a_thin_first_answer_is_pumped_once() -> None:
    conductor = start()
    assert kinds(conductor.submit("It zeroes units.")) == ["pump"]
    assert kinds(conductor.submit("Well, at random.")) == ["hint"]
    assert kinds(conductor.submit("Hm.")) == ["prompt"]


def test_a_long_answer_that_says_nothing_to_the_point_is_pumped() -> None:
    text = " ".join(f"word{n}" for n in range(40))
    assert kinds(start().submit(text)) == ["pump"]


def test_an_answer_with_substance_is_not_pumped() -> None:
    assert about(start().submit(HALF)) == [(MoveKind.HINT, "training-only")]


def test_a_pump_gives_nothing_away() -> None:
    conductor = start()
    (pump,) = conductor.submit("No units.")
    assert pump.text in phrases.PUMPS
    assert pump.target is None
    conductor.submit(FULL)
    assert [p.credit for p in conductor.session.round.coverage.points[:2]] == [1, 1]


def test_hints_that_are_asked_for_then_the_prompt_then_the_next_point() -> None:
    conductor = start()
    asked = [about(conductor.act(Act.HINT))[0] for _ in range(7)]
    assert asked == [
        (MoveKind.HINT, "zeroes"),
        (MoveKind.HINT, "zeroes"),
        (MoveKind.PROMPT, "zeroes"),
        (MoveKind.HINT, "training-only"),
        (MoveKind.HINT, "training-only"),
        (MoveKind.PROMPT, "training-only"),
        (MoveKind.NOTE, None),
    ]


def test_the_point_in_focus_comes_before_a_heavier_one() -> None:
    conductor = start()
    conductor.submit(HALF)  # leaves training-only, which gets its hint
    assert about(conductor.act(Act.DONT_KNOW)) == [(MoveKind.PROMPT, "training-only")]


def test_the_heaviest_gap_comes_first() -> None:
    assert about(start().act(Act.DONT_KNOW)) == [(MoveKind.HINT, "zeroes")]
    conductor = start()
    conductor.submit("In training only.")
    assert about(conductor.submit("I said so"))[0] == (MoveKind.HINT, "zeroes")


def test_a_misconception_is_probed_once() -> None:
    conductor = start()
    (probe,) = conductor.submit(WRONG)
    assert (probe.kind, probe.target) == (MoveKind.PROBE, "always-on")
    assert probe.text == DROPOUT.misconceptions[0].probe
    assert kinds(conductor.submit(WRONG)) == ["hint"]


def test_a_probe_comes_before_a_pump() -> None:
    assert kinds(start().submit("always")) == ["probe"]


def test_a_misconception_without_an_authored_probe_is_quoted_and_left_open() -> None:
    (probe,) = start().submit("It removes them forever.")
    assert "it removes weights for good?" in probe.text
    assert probe.text.endswith("?")


def test_two_misconceptions_are_probed_in_turn() -> None:
    conductor = start()
    assert about(conductor.submit("always and forever")) == [(MoveKind.PROBE, "always-on")]
    assert about(conductor.submit("always and forever")) == [(MoveKind.PROBE, "weights")]


def test_the_deeper_question_comes_only_when_all_is_covered() -> None:
    conductor = start()
    conductor.submit(HALF)
    (deeper,) = conductor.submit("in training only")
    assert (deeper.kind, deeper.text) == (MoveKind.DEEPER, "Why does that help?")
    assert policy.deeper_question(DROPOUT, deeper.target) is DROPOUT.follow_ups[0]
    assert kinds(conductor.submit("An ensemble.")) == ["close", "debrief"]
    assert conductor.session.round.end is End.COVERED


@pytest.mark.parametrize("target", [None, "", "follow-up-", "follow-up-2", "follow-up--1", "zeroes"])
def test_no_deeper_question_is_made_up(target: str | None) -> None:
    with pytest.raises(KeyError):
        policy.deeper_question(DROPOUT, target)


def test_a_deeper_question_may_dig_into_one_point() -> None:
    question = DROPOUT.model_copy(update={"follow_ups": DROPOUT.follow_ups[1:]})
    conductor = start(question, find=lambda _: question)
    assert [m.text for m in conductor.submit(FULL)] == ["What is the expectation of a unit?"]


def test_not_knowing_the_deeper_answer_costs_nothing() -> None:
    conductor = start()
    conductor.submit(FULL)
    conductor.submit("I don't know")
    assert conductor.session.round.end is End.COVERED
    assert score(conductor).final == 1


def test_the_deeper_answer_is_graded_apart() -> None:
    conductor = start(mode=Mode.PRACTICE)
    conductor.submit(FULL)
    conductor.submit("It is always an ensemble.")
    round_ = conductor.session.round
    assert round_.coverage.mistakes == ()
    assert round_.answers == (FULL,)
    told = report(conductor)
    assert told.deeper_answer == "It is always an ensemble."
    assert [(p.point.id, p.status) for p in told.deeper] == [("ensemble", Status.HIT)]
    assert told.answer == FULL


def test_a_question_without_more_closes_when_covered() -> None:
    conductor = start(BARE)
    assert kinds(conductor.submit("One pass over the data.")) == ["close", "debrief"]
    assert conductor.session.round.end is End.COVERED


def test_a_question_without_hints_ends_when_the_pump_is_used() -> None:
    conductor = start(BARE)
    assert kinds(conductor.submit("No.")) == ["pump"]
    assert kinds(conductor.submit("Still no.")) == ["close", "debrief"]
    assert conductor.session.round.end is End.BUDGET


def test_at_most_three_follow_ups() -> None:
    conductor = start()
    moves = [kinds(conductor.submit(f"nothing {n}")) for n in range(4)]
    assert moves == [["pump"], ["hint"], ["prompt"], ["close", "debrief"]]
    assert conductor.session.round.end is End.BUDGET


def test_hints_that_were_asked_for_are_not_the_interviewers_follow_ups() -> None:
    conductor = start()
    for _ in range(3):
        conductor.act(Act.HINT)
    assert [kinds(conductor.submit(f"nothing {n}"))[0] for n in range(4)] == ["pump", "hint", "prompt", "close"]


def test_no_follow_up_after_120_percent_of_the_time() -> None:
    clock = Clock()
    conductor = start(clock=clock)
    clock.wait(144)  # 1.2 × 2 min
    assert kinds(conductor.submit(HALF)) == ["hint"]
    clock.wait(0.5)
    assert kinds(conductor.submit(HALF)) == ["close", "debrief"]
    assert conductor.session.round.end is End.TIME


def test_covered_late_is_covered() -> None:
    clock = Clock()
    conductor = start(clock=clock)
    clock.wait(500)
    assert kinds(conductor.submit(FULL)) == ["close", "debrief"]
    assert conductor.session.round.end is End.COVERED


# "I don't know"


def test_three_times_dont_know_ends_the_question() -> None:
    conductor = start()
    assert [kinds(conductor.submit("I don't know"))[0] for _ in range(3)] == ["hint", "prompt", "close"]
    assert conductor.session.round.end is End.GIVEN_UP
    assert score(conductor) == Score(0.0, None, ())


def test_an_answer_breaks_the_streak() -> None:
    conductor = start()
    conductor.act(Act.DONT_KNOW)
    conductor.act(Act.DONT_KNOW)
    conductor.submit(HALF)
    assert conductor.session.round.idle == 0
    assert conductor.session.round.end is None


def test_a_hint_in_between_does_not() -> None:
    conductor = start()
    conductor.act(Act.DONT_KNOW)
    conductor.act(Act.HINT)
    conductor.act(Act.DONT_KNOW)
    assert conductor.session.round.idle == 2


def test_who_does_not_know_is_neither_pumped_nor_probed() -> None:
    conductor = start()
    assert kinds(conductor.submit("always")) == ["probe"]
    assert kinds(conductor.act(Act.DONT_KNOW)) == ["hint"]
    conductor = start()
    conductor.act(Act.DONT_KNOW)
    assert kinds(conductor.act(Act.DONT_KNOW)) == ["prompt"]


def test_not_knowing_where_nothing_helps_ends_at_once() -> None:
    conductor = start(BARE)
    assert kinds(conductor.act(Act.DONT_KNOW)) == ["close", "debrief"]
    assert conductor.session.round.end is End.GIVEN_UP


# What help costs


def test_a_point_covered_after_a_hint_earns_three_quarters() -> None:
    conductor = start()
    conductor.submit(HALF)
    conductor.submit("in training only")
    assert point(conductor, "training-only") == PointCoverage("training-only", Status.HIT, 0.75, Help.HINT)
    assert point(conductor, "zeroes").credit == 1
    assert score(conductor).final == pytest.approx((2 + 0.75) / 3, abs=0.001)
    assert score(conductor).unaided == pytest.approx(2 / 3, abs=0.001)


def test_a_point_covered_after_a_prompt_earns_a_half() -> None:
    conductor = start()
    conductor.submit(HALF)
    conductor.submit("I cannot think of it right now, honestly")
    conductor.submit("Hm, in training only")
    assert point(conductor, "training-only").help is Help.PROMPT
    assert point(conductor, "training-only").credit == 0.5


def test_what_the_prompt_asked_for_is_enough() -> None:
    conductor = start()
    conductor.submit(HALF)
    conductor.act(Act.DONT_KNOW)
    conductor.submit("Training")
    assert point(conductor, "training-only").status is Status.HIT
    assert score(conductor).final == pytest.approx((2 + 0.5) / 3, abs=0.001)


def test_what_a_prompt_asked_for_is_nothing_before_the_prompt() -> None:
    conductor = start()
    conductor.submit(HALF)
    conductor.submit("Training")
    assert point(conductor, "training-only").status is Status.PARTIAL


def test_what_a_prompt_asked_for_counts_also_after_another_hint() -> None:
    conductor = start()
    conductor.submit(HALF)
    conductor.act(Act.DONT_KNOW)
    conductor.act(Act.HINT)
    conductor.submit("Training")
    assert point(conductor, "training-only").status is Status.HIT


def test_a_partial_point_that_a_prompt_completes_is_covered() -> None:
    conductor = start()
    conductor.submit(f"{HALF}, in training")  # partial: credit 0.5 unaided, which is what a prompt leaves of a hit
    assert point(conductor, "training-only").status is Status.PARTIAL
    conductor.act(Act.DONT_KNOW)
    conductor.submit("in training only")
    assert point(conductor, "training-only") == PointCoverage("training-only", Status.HIT, 0.5, Help.PROMPT)
    assert conductor.session.round.used(MoveKind.DEEPER, "follow-up-0"), "nothing is open any more"


def test_help_after_a_partial_answer_takes_nothing_away() -> None:
    conductor = start()
    conductor.submit(f"{HALF}, in training")
    conductor.submit("nothing to add here")
    assert point(conductor, "training-only") == PointCoverage("training-only", Status.PARTIAL, 0.5, Help.PROMPT)


def test_a_later_contradiction_takes_no_credit_away() -> None:
    conductor = start(mode=Mode.PRACTICE)
    conductor.submit(HALF)
    conductor.submit("in training only")
    credits_before = [p.credit for p in conductor.session.round.coverage.points]
    conductor.submit("Thinking about it, always.")
    assert [p.credit for p in conductor.session.round.coverage.points] == credits_before


def test_a_contradicted_point_is_told_apart_from_a_missed_one() -> None:
    conductor = start()
    conductor.submit(WRONG)
    assert point(conductor, "training-only") == PointCoverage("training-only", Status.CONTRADICTED, 0.0)
    assert point(conductor, "zeroes").status is Status.MISS


def test_a_hint_before_the_first_answer_is_no_unaided_knowledge() -> None:
    conductor = start()
    conductor.act(Act.HINT)
    conductor.submit(FULL)
    assert score(conductor).final == pytest.approx((2 * 0.75 + 1) / 3, abs=0.001)
    assert score(conductor).unaided == pytest.approx(1 / 3, abs=0.001)


def test_a_repeated_or_clarified_question_costs_nothing() -> None:
    conductor = start()
    conductor.act(Act.REPEAT)
    conductor.act(Act.CLARIFY, "which variant?")
    conductor.submit(FULL)
    assert score(conductor).final == 1
    assert score(conductor).unaided == 1


def test_bonus_points_are_named_and_not_counted() -> None:
    conductor = start()
    conductor.submit(f"{FULL}, scaled up")
    assert score(conductor) == Score(1.0, 1.0, ("rescaled",))
    without = start()
    without.submit(FULL)
    assert score(without) == Score(1.0, 1.0, ())


# Misconceptions


def test_a_misconception_is_repaired_by_stating_what_it_contradicts() -> None:
    conductor = start()
    conductor.submit(f"{HALF}; it is always at work")
    assert active(conductor) == ("always-on",)
    conductor.submit("No, I was wrong: in training only.")
    assert active(conductor) == ()
    (mistake,) = report(conductor).mistakes
    assert mistake.repaired
    assert mistake.correction == "It is off at test time."
    assert score(conductor).final == 1, "a probe gives nothing away, and the repair gives back what the mistake cost"


def test_it_is_not_repaired_by_something_else_or_while_it_is_repeated() -> None:
    for text in ("It zeroes units.", "It is always on, in training only."):
        conductor = start()
        conductor.submit(f"{HALF}; it is always at work")
        conductor.submit(text)
        assert active(conductor) == ("always-on",), text
        assert not report(conductor).mistakes[0].repaired


def test_it_is_repaired_by_what_a_prompt_asked_for() -> None:
    conductor = start()
    conductor.submit(f"{HALF}; it is always at work")
    for _ in range(2):
        conductor.act(Act.DONT_KNOW)
    conductor.submit("training")
    assert active(conductor) == ()


def test_one_that_contradicts_no_point_is_repaired_by_any_core_point() -> None:
    conductor = start()
    conductor.submit("It removes them forever.")
    conductor.submit("It zeroes units.")
    assert active(conductor) == ()


def test_an_unrepaired_misconception_costs() -> None:
    conductor = start()
    conductor.submit(f"{FULL}, forever")
    conductor.act(Act.FINISH)
    assert score(conductor).final == 0.9


# Choose questions, skipping


def test_a_bare_choice_is_asked_for_its_reason() -> None:
    conductor = start(CHOICE)
    assert kinds(conductor.submit("bn")) == ["pump"]
    assert kinds(conductor.submit("It needs the statistics in inference.")) == ["close", "debrief"]


def test_a_skipped_question_keeps_what_was_earned() -> None:
    conductor = start()
    conductor.submit(HALF)
    conductor.act(Act.SKIP)
    assert conductor.session.round.end is End.SKIPPED
    assert score(conductor).final == pytest.approx(2 / 3, abs=0.001)


# The debrief


def test_every_question_ends_with_what_was_covered_missing_and_mistaken() -> None:
    conductor = start(DROPOUT, BARE, CHOICE)
    conductor.submit(f"{HALF}; it is always at work")
    conductor.act(Act.SKIP)
    conductor.act(Act.SKIP)
    conductor.act(Act.FINISH)
    told = debrief(conductor.session, lookup)
    first, second, third = told.questions
    assert [p.point.id for p in first.points] == ["zeroes", "training-only", "rescaled"]
    assert [p.point.id for p in first.missing] == ["training-only"]
    assert [m.id for m in first.mistakes] == ["always-on"]
    start_, end = first.points[0].evidence[0]
    assert first.answer[start_:end] == f"{HALF}; it is always at work"
    assert (second.counts, second.score.final, second.reason) == (True, 0.0, "Skipped, which counts as 0.")
    assert (third.counts, third.reason) == (False, "Not answered, so it does not count.")
    assert told.score == round((first.score.final + 0.0) / 2, 3)
    assert [r.question.id for r in told.review] == ["demo.bare", "demo.dropout"]


def test_the_reason_names_help_contradictions_and_mistakes() -> None:
    conductor = start()
    conductor.submit(HALF)
    conductor.submit("in training only")
    assert report(conductor).reason == "2 of 2 core points, 1 after a hint (worth 75%)."
    conductor = start()
    conductor.submit(WRONG)
    assert report(conductor).reason == "0 of 2 core points, 1 contradicted, 1 misconception."


def test_the_reason_does_not_name_help_that_cost_nothing() -> None:
    conductor = start()
    conductor.submit(f"{HALF}, in training")
    conductor.submit("nothing to add here")
    assert report(conductor).reason == "1 of 2 core points, 1 in part."


def test_a_session_without_an_answer_has_no_score() -> None:
    conductor = start()
    conductor.act(Act.FINISH)
    told = debrief(conductor.session, lookup)
    assert (told.score, told.unaided, told.review) == (None, None, ())


def test_a_debrief_can_be_had_at_any_moment() -> None:
    conductor = start(mode=Mode.PRACTICE)
    assert debrief(conductor.session, lookup).score is None
    conductor.submit(HALF)
    assert debrief(conductor.session, lookup).score == pytest.approx(2 / 3, abs=0.001)


def test_the_weakest_three_are_for_review() -> None:
    conductor = start(DROPOUT, BARE, CHOICE, BARE, DROPOUT)
    conductor.submit(HALF)
    for _ in range(5):
        conductor.act(Act.SKIP)
    review = debrief(conductor.session, lookup).review
    assert len(review) == 3
    assert all(r.score.final == 0 for r in review)


# What the grader is told


def test_the_grader_hears_what_the_interviewer_said() -> None:
    grader = WordGrader()
    conductor = start(grader=grader)
    (pump,) = conductor.submit("No units.")
    (hint,) = conductor.submit("Still none.")
    conductor.act(Act.REPEAT)
    conductor.submit("None at all.")
    assert grader.said[0] == ()
    assert grader.said[1] == grader.said[2] == (pump.text,)
    assert grader.said[3] == grader.said[4] == (pump.text, hint.text)


def test_follow_up_moves_are_what_asks_for_an_answer() -> None:
    assert {MoveKind.ASK, MoveKind.NOTE, MoveKind.CLARIFY, MoveKind.REPEAT, MoveKind.CLOSE}.isdisjoint(FOLLOW_UPS)
