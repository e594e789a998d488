"""The conductor: hears, grades, stores, and only then moves; and comes back after a kill."""

from pathlib import Path
from typing import Any

import pytest

from interviewer.grading.result import Status
from interviewer.interview.conductor import LONGEST_ANSWER, Conductor, ResumeError, pooled
from interviewer.interview.events import Act, Event, Mode, MoveKind, Plan
from interviewer.interview.session import advance, replay
from interviewer.interview.state import State
from interviewer.knowledge.models import Question
from interviewer.progress.history import History, HistoryError
from tests.unit.interview.support import (
    BARE,
    CHOICE,
    DROPOUT,
    FULL,
    HALF,
    Clock,
    WordGrader,
    about,
    kinds,
    lookup,
    start,
)


def resume(history: History, clock: Clock) -> Conductor:
    """Come back to the newest unfinished session, as a new process would."""
    stored = history.unfinished()
    assert stored is not None
    return Conductor.resume(stored.plan, stored.began, lookup=lookup, grader=WordGrader(), log=history, clock=clock)


def test_everything_is_stored_before_it_is_answered() -> None:
    history = History.in_memory()
    conductor = start(log=history)
    name = conductor.session.plan.session
    assert [stored.id for stored in history.sessions()] == [name]
    for number, text in enumerate(("It zeroes units.", "hint", "what do you mean by do?", "skip"), 1):
        conductor.submit(text)
        assert len(history.events(name)) == number
    assert history.unfinished() is None


def test_what_cannot_be_stored_has_not_happened() -> None:
    class Broken(History):
        def append(self, *args: Any, **kwargs: Any) -> int:
            raise HistoryError("the disk is full")

    conductor = start(log=Broken.in_memory())
    before = conductor.session
    for act in (Act.ANSWER, Act.HINT, Act.SKIP, Act.FINISH):
        with pytest.raises(HistoryError):
            conductor.act(act, HALF)
        assert conductor.session is before


def test_a_session_that_cannot_be_stored_is_not_begun() -> None:
    history = History.in_memory()
    plan = Plan("twice", (BARE.id,))
    Conductor.start(plan, lookup=lookup, grader=WordGrader(), log=history, clock=Clock())
    with pytest.raises(HistoryError):
        Conductor.start(plan, lookup=lookup, grader=WordGrader(), log=history, clock=Clock())
    assert len(history.sessions()) == 1


def test_a_plan_without_questions_is_not_stored() -> None:
    history = History.in_memory()
    with pytest.raises(ValueError, match="at least one"):
        Conductor.start(Plan("s", ()), lookup=lookup, grader=WordGrader(), log=history, clock=Clock())
    assert history.sessions() == []


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u2003"])
def test_an_empty_answer_is_passed_over(text: str) -> None:
    history = History.in_memory()
    conductor = start(log=history)
    before = conductor.session
    assert conductor.submit(text) == ()
    assert conductor.session is before
    assert history.events(before.plan.session) == []


def test_an_answer_is_passed_over_while_no_question_is_open() -> None:
    conductor = start(DROPOUT, BARE, mode=Mode.PRACTICE)
    conductor.act(Act.PAUSE)
    assert conductor.submit(FULL) == ()
    conductor.act(Act.RESUME)
    conductor.act(Act.SKIP)
    assert conductor.session.state is State.BETWEEN
    assert conductor.submit(FULL) == ()


def test_only_so_much_of_an_answer_is_kept() -> None:
    conductor = start()
    conductor.submit("x" * (LONGEST_ANSWER + 1))
    assert conductor.session.round.answers == ("x" * LONGEST_ANSWER,)


def test_answers_to_one_question_are_graded_together_and_alone() -> None:
    conductor = start()
    conductor.submit("It zeroes units.")
    conductor.submit("In training only.")
    round_ = conductor.session.round
    assert round_.grade == WordGrader().grade(DROPOUT, pooled(["It zeroes units.", "In training only."]))
    assert round_.first == WordGrader().grade(DROPOUT, "It zeroes units.")


def test_a_word_that_a_prompt_asks_for_is_an_answer_even_where_it_is_a_request() -> None:
    prompt = {"ask": "What is such a connection called?", "accept": ["skip"]}
    question = Question.model_validate(
        {
            "id": "demo.skip",
            "kind": "explain",
            "level": 1,
            "prompt": "How does a residual block begin?",
            "key_points": [{"id": "name", "statement": "With a skip connection.", "prompt": prompt}],
        }
    )
    conductor = start(question, find=lambda _: question)
    assert about(conductor.act(Act.HINT)) == [(MoveKind.PROMPT, "name")]
    conductor.submit("Skip.")
    assert conductor.session.round.coverage.points[0].credit == 0.5
    again = start(question, find=lambda _: question)
    again.act(Act.HINT)
    assert kinds(again.submit("/skip")) == ["close", "debrief"]


# Coming back


def test_time_away_counts_nowhere(tmp_path: Path) -> None:
    clock = Clock()
    history = History.open(tmp_path / "history.sqlite3")
    conductor = start(DROPOUT, BARE, clock=clock, log=history)
    clock.wait(20)
    conductor.submit(HALF)
    history.close()  # killed
    clock.wait(86_400)
    conductor = resume(History.open(tmp_path / "history.sqlite3"), clock)
    assert conductor.session.seconds == 20
    clock.wait(5)
    conductor.submit("in training only")
    assert conductor.session.seconds == 25


def test_killed_in_a_pause_comes_back_running() -> None:
    clock = Clock()
    history = History.in_memory()
    conductor = start(clock=clock, log=history)
    clock.wait(5)
    conductor.act(Act.PAUSE)
    clock.wait(1000)
    conductor = resume(history, clock)
    assert conductor.session.state is State.ASKING
    clock.wait(3)
    conductor.act(Act.REPEAT)
    assert conductor.session.seconds == 8


def test_killed_between_questions_comes_back_there() -> None:
    history = History.in_memory()
    conductor = start(DROPOUT, BARE, mode=Mode.PRACTICE, log=history)
    conductor.act(Act.SKIP)
    conductor = resume(history, Clock())
    assert conductor.session.state is State.BETWEEN
    assert about(conductor.act(Act.NEXT)) == [(MoveKind.ASK, BARE.id)]


def test_what_comes_back_is_what_was_left() -> None:
    clock = Clock()
    history = History.in_memory()
    conductor = start(DROPOUT, CHOICE, BARE, clock=clock, log=history)
    for text in ("It zeroes units.", "always", "hint", "in training only", "ensemble", "bn", "/repeat", "I don't know"):
        clock.wait(7.125)
        conductor.submit(text)
        stored = history.sessions()[0]
        events = [Event.from_json(event) for event in history.events(stored.id)]
        assert replay(Plan.from_json(stored.plan), stored.began, events, lookup) == conductor.session
    left = conductor.session
    come_back = resume(history, clock)
    assert come_back.session == left
    twin, moves = advance(left, Event(Act.HINT, clock()), lookup)
    assert (come_back.act(Act.HINT), come_back.session) == (moves, twin)


def test_two_windows_on_one_session_do_not_mix() -> None:
    history = History.in_memory()
    first = start(DROPOUT, BARE, log=history)
    second = resume(history, Clock())
    before = first.session
    with pytest.raises(HistoryError, match="another window"):
        first.submit("It zeroes units.")
    assert first.session == before
    assert kinds(second.submit("It zeroes units."))
    assert len([e for e in history.events(second.session.plan.session) if e["act"] == "answer"]) == 1


def test_a_question_back_that_states_a_key_point_is_an_answer() -> None:
    conductor = start()
    assert kinds(conductor.submit("What do you mean by it?")) == ["clarify"]
    assert conductor.session.round.grade is None
    conductor.submit(f"Is this {' '.join(DROPOUT.key_points[0].statement.split()[:9])}?")
    assert conductor.session.round.answers


def test_what_was_said_before_keeps_its_own_words_as_evidence() -> None:
    conductor = start()
    conductor.submit(HALF)
    earned = next(p for p in conductor.session.round.coverage.points if p.status is Status.HIT)
    conductor.submit("no more than that")
    after = conductor.session.round.coverage.point(earned.id)
    assert after.verdict == earned.verdict
    conductor.submit(FULL)
    whole = pooled(conductor.session.round.answers)
    for point in conductor.session.round.coverage.points:
        for span in point.verdict.evidence if point.verdict else ():
            assert 0 <= span.start < span.end <= len(whole)


def test_a_finished_session_comes_back_finished_and_is_not_added_to() -> None:
    history = History.in_memory()
    conductor = start(log=history)
    conductor.act(Act.FINISH)
    (stored,) = history.sessions()
    back = Conductor.resume(stored.plan, stored.began, lookup=lookup, grader=WordGrader(), log=history, clock=Clock())
    assert back.finished
    assert history.sessions()[0].events == stored.events


def _other(question_id: str) -> Question:
    return DROPOUT.model_copy(update={"key_points": [*DROPOUT.key_points, BARE.key_points[0]]})


def _gone(question_id: str) -> Question:
    raise LookupError("no question is called 'demo.dropout'")


@pytest.mark.parametrize("find", [_other, _gone])
def test_a_session_whose_question_changed_says_so_in_one_line(find: Any) -> None:
    history = History.in_memory()
    start(log=history).submit(HALF)
    (stored,) = history.sessions()
    with pytest.raises(ResumeError, match="questions have changed") as error:
        Conductor.resume(stored.plan, stored.began, lookup=find, grader=WordGrader(), log=history, clock=Clock())
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "plan",
    [{}, {"session": "s"}, {"session": "s", "questions": ["demo.bare"], "mode": "exam", "minutes": 1, "seed": 1}],
)
def test_a_plan_that_cannot_be_read_says_so_in_one_line(plan: dict[str, Any]) -> None:
    history = History.in_memory()
    with pytest.raises(ResumeError) as error:
        Conductor.resume(plan, 0.0, lookup=lookup, grader=WordGrader(), log=history, clock=Clock())
    assert "\n" not in str(error.value)


# Drafts


def test_a_draft_goes_with_the_answer_it_became() -> None:
    conductor = start()
    conductor.save_draft(HALF[:20])
    assert conductor.draft() == HALF[:20]
    conductor.save_draft(HALF)
    assert conductor.draft() == HALF
    conductor.submit(HALF)
    assert conductor.draft() == ""


@pytest.mark.parametrize("act", [Act.HINT, Act.REPEAT, Act.PAUSE, Act.RESUME, Act.DONT_KNOW])
def test_a_draft_outlives_a_key(act: Act) -> None:
    conductor = start()
    conductor.save_draft(HALF)
    conductor.act(act)
    assert conductor.draft() == HALF


@pytest.mark.parametrize("text", ["hint", "what do you mean by do?", "/clarify which variant?"])
def test_a_draft_goes_with_the_typed_request_it_became(text: str) -> None:
    conductor = start()
    conductor.save_draft(text)
    conductor.submit(text)
    assert conductor.draft() == ""


def test_a_draft_goes_with_the_session() -> None:
    conductor = start()
    conductor.save_draft(HALF)
    conductor.act(Act.FINISH)
    assert conductor.draft() == ""


def test_a_draft_of_an_empty_box_is_empty() -> None:
    conductor = start()
    conductor.save_draft(HALF)
    conductor.save_draft("")
    assert conductor.draft() == ""


def test_a_draft_comes_back_after_a_kill() -> None:
    history = History.in_memory()
    conductor = start(log=history)
    conductor.submit("It zeroes units.")
    conductor.save_draft("and in trai")
    assert resume(history, Clock()).draft() == "and in trai"
