"""Every act in every state, the two modes, and where time goes."""

from dataclasses import replace

import pytest

from interviewer.interview.conductor import Conductor
from interviewer.interview.events import FOLLOW_UPS, Act, Event, Mode, MoveKind, Plan
from interviewer.interview.session import advance, begin, replay
from interviewer.interview.state import End, Session, Speaker, State
from tests.unit.interview.support import (
    BARE,
    CHOICE,
    DROPOUT,
    FULL,
    HALF,
    QUESTIONS,
    WRONG,
    Clock,
    WordGrader,
    about,
    kinds,
    lookup,
    start,
)


def an_event(act: Act, session: Session, after: float = 1.0, text: str = "") -> Event:
    grade = WordGrader().grade(lookup(session.round.question), text or HALF) if act is Act.ANSWER else None
    return Event(act, session.last + after, text or (HALF if act is Act.ANSWER else ""), grade)


def in_state(state: State) -> Session:
    """Return a practice session of two questions in ``state``."""
    session, _ = begin(Plan("s", (DROPOUT.id, BARE.id), Mode.PRACTICE, seed=1), 1000.0, lookup)
    way = {
        State.ASKING: (),
        State.PAUSED: (Act.PAUSE,),
        State.BETWEEN: (Act.SKIP,),
        State.FINISHED: (Act.FINISH,),
    }[state]
    for act in way:
        session, _ = advance(session, an_event(act, session), lookup)
    assert session.state is state
    return session


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", State)
def test_every_act_in_every_state(state: State, act: Act) -> None:
    before = in_state(state)
    after, moves = advance(before, an_event(act, before), lookup)
    expected = {
        (State.ASKING, Act.ANSWER): (State.ASKING, ["hint"]),
        (State.ASKING, Act.HINT): (State.ASKING, ["hint"]),
        (State.ASKING, Act.SKIP): (State.BETWEEN, ["close"]),
        (State.ASKING, Act.REPEAT): (State.ASKING, ["repeat"]),
        (State.ASKING, Act.CLARIFY): (State.ASKING, ["clarify"]),
        (State.ASKING, Act.HELP): (State.ASKING, ["note"]),
        (State.ASKING, Act.DONT_KNOW): (State.ASKING, ["hint"]),
        (State.ASKING, Act.PAUSE): (State.PAUSED, []),
        (State.ASKING, Act.FINISH): (State.FINISHED, ["debrief"]),
        (State.PAUSED, Act.RESUME): (State.ASKING, []),
        (State.PAUSED, Act.FINISH): (State.FINISHED, ["debrief"]),
        (State.BETWEEN, Act.NEXT): (State.ASKING, ["ask"]),
        (State.BETWEEN, Act.PAUSE): (State.PAUSED, []),
        (State.BETWEEN, Act.FINISH): (State.FINISHED, ["debrief"]),
    }
    assert (after.state, kinds(moves)) == expected.get((state, act), (state, []))
    if (state, act) not in expected:
        assert [r.lines for r in after.rounds] == [r.lines for r in before.rounds]
        assert [r.coverage for r in after.rounds] == [r.coverage for r in before.rounds]


def test_a_session_needs_a_question() -> None:
    with pytest.raises(ValueError, match="at least one question"):
        begin(Plan("s", ()), 0.0, lookup)


def test_an_answer_needs_its_grade() -> None:
    session = in_state(State.ASKING)
    with pytest.raises(ValueError, match="needs its grade"):
        advance(session, Event(Act.ANSWER, session.last, "words"), lookup)


def test_pausing_between_questions_goes_back_to_between() -> None:
    session = in_state(State.BETWEEN)
    for act in (Act.PAUSE, Act.PAUSE, Act.RESUME):
        session, _ = advance(session, an_event(act, session), lookup)
    assert session.state is State.BETWEEN


def test_an_interview_goes_straight_on_and_practice_waits() -> None:
    interview = start(DROPOUT, BARE)
    assert about(interview.act(Act.SKIP)) == [(MoveKind.CLOSE, DROPOUT.id), (MoveKind.ASK, BARE.id)]
    practice = start(DROPOUT, BARE, mode=Mode.PRACTICE)
    assert kinds(practice.act(Act.SKIP)) == ["close"]
    assert practice.question is DROPOUT
    assert about(practice.act(Act.NEXT)) == [(MoveKind.ASK, BARE.id)]
    assert practice.question is BARE


@pytest.mark.parametrize("mode", Mode)
def test_the_last_question_leads_to_the_debrief(mode: Mode) -> None:
    conductor = start(BARE, mode=mode)
    moves = conductor.act(Act.SKIP)
    if mode is Mode.PRACTICE:
        assert not conductor.finished
        moves = conductor.act(Act.NEXT)
    assert kinds(moves)[-1] == "debrief"
    assert conductor.finished
    assert conductor.act(Act.FINISH) == ()


def test_finishing_in_the_middle_keeps_what_was_said() -> None:
    conductor = start(DROPOUT, BARE)
    conductor.submit(HALF)
    assert kinds(conductor.act(Act.FINISH)) == ["debrief"]
    session = conductor.session
    assert len(session.rounds) == 1
    assert session.round.end is End.FINISHED
    assert session.round.answers == (HALF,)


def test_finishing_between_questions_keeps_the_reason_of_the_last_end() -> None:
    conductor = start(DROPOUT, BARE, mode=Mode.PRACTICE)
    conductor.act(Act.SKIP)
    conductor.act(Act.FINISH)
    assert conductor.session.round.end is End.SKIPPED


def test_repeat_says_the_follow_up_that_stands_or_the_question() -> None:
    conductor = start()
    assert conductor.act(Act.REPEAT)[0].text == DROPOUT.prompt
    (hint,) = conductor.submit(HALF)
    assert hint.kind is MoveKind.HINT
    assert conductor.act(Act.REPEAT)[0].text == hint.text
    assert conductor.act(Act.REPEAT)[0].text == hint.text


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Do you mean the standard variant?", "Plain dropout."),
        ("which variant do you mean?", "Plain dropout."),
        ("Do you mean during fine-tuning?", "Assume what you need, and say what you assumed."),
        ("", "Assume what you need, and say what you assumed."),
    ],
)
def test_a_question_back_is_answered_from_what_the_author_foresaw(text: str, answer: str) -> None:
    assert start().act(Act.CLARIFY, text)[0].text == answer


# Time


def test_time_counts_for_the_question_that_is_open() -> None:
    clock = Clock()
    conductor = start(DROPOUT, BARE, clock=clock)
    clock.wait(30)
    conductor.submit(HALF)
    clock.wait(12)
    conductor.act(Act.SKIP)
    clock.wait(5)
    conductor.act(Act.SKIP)
    clock.wait(1000)
    conductor.act(Act.REPEAT)
    assert [round_.seconds for round_ in conductor.session.rounds] == [42, 5]
    assert conductor.session.seconds == 47


def test_time_in_a_pause_and_between_questions_counts_nowhere() -> None:
    clock = Clock()
    conductor = start(DROPOUT, BARE, mode=Mode.PRACTICE, clock=clock)
    clock.wait(10)
    conductor.act(Act.PAUSE)
    clock.wait(5000)
    conductor.act(Act.RESUME)
    clock.wait(7)
    conductor.act(Act.SKIP)
    clock.wait(600)
    conductor.act(Act.NEXT)
    clock.wait(3)
    conductor.act(Act.HINT)
    assert [round_.seconds for round_ in conductor.session.rounds] == [17, 3]


def test_time_after_a_clock_that_was_set_back_counts_again() -> None:
    session, _ = begin(Plan("s", (DROPOUT.id,)), 100_000.0, lookup)
    for at in (100_010.0, 13_600.0, 13_605.0):  # a day back, then five seconds on
        session, _ = advance(session, Event(Act.REPEAT, at), lookup)
    assert session.round.seconds == 15
    assert all(round_.seconds >= 0 for round_ in session.rounds)


def test_no_question_is_asked_after_the_sessions_minutes() -> None:
    clock = Clock()
    conductor = start(DROPOUT, BARE, CHOICE, minutes=2, clock=clock)
    clock.wait(119)
    assert kinds(conductor.act(Act.SKIP)) == ["close", "ask"]
    clock.wait(1)
    assert kinds(conductor.act(Act.SKIP)) == ["close", "debrief"]
    assert len(conductor.session.rounds) == 2


def test_minutes_leave_out_pauses() -> None:
    clock = Clock()
    conductor = start(DROPOUT, BARE, minutes=1, clock=clock)
    conductor.act(Act.PAUSE)
    clock.wait(3600)
    conductor.act(Act.RESUME)
    assert kinds(conductor.act(Act.SKIP)) == ["close", "ask"]


# Determinism


def test_the_same_session_and_event_give_the_same_moves() -> None:
    for state in State:
        session = in_state(state)
        for act in Act:
            event = an_event(act, session)
            assert advance(session, event, lookup) == advance(session, event, lookup)


def test_another_seed_changes_words_alone() -> None:
    def told(seed: int) -> list[tuple[str, tuple[tuple[MoveKind, str | None], ...]]]:
        conductor = start(seed=seed)
        moves = [conductor.submit("No units."), conductor.act(Act.SKIP)]
        return [(" ".join(m.text for m in group), tuple(about(group))) for group in moves]

    runs = [told(seed) for seed in range(20)]
    assert len({tuple(text for text, _ in run) for run in runs}) > 3
    assert len({tuple(what for _, what in run) for run in runs}) == 1


def test_advance_leaves_the_session_it_was_given_alone() -> None:
    session = in_state(State.ASKING)
    copy = replace(session)
    advance(session, an_event(Act.ANSWER, session), lookup)
    assert session == copy


def transcript(conductor: Conductor) -> list[str]:
    who = {Speaker.INTERVIEWER: "I", Speaker.CANDIDATE: "C"}
    return [
        f"{who[line.speaker]} {line.kind}{f' {line.target}' if line.target else ''}: {line.text}"
        for round_ in conductor.session.rounds
        for line in round_.lines
    ]


def test_a_whole_interview_word_for_word() -> None:
    clock = Clock()
    conductor = start(DROPOUT, BARE, CHOICE, seed=2024, clock=clock)
    for line in (
        "It zeroes units.",
        "It is always on.",
        "No: in training only.",
        "An ensemble, I think.",
        "what do you mean by epoch?",
        "I don't know",
        "bn, both have them",
        "hint",
        "it needs statistics for inference",
    ):
        clock.wait(10)
        conductor.submit(line)
    assert transcript(conductor) == GOLDEN
    assert conductor.finished
    assert [round_.end for round_ in conductor.session.rounds] == [End.COVERED, End.GIVEN_UP, End.COVERED]
    assert [round_.seconds for round_ in conductor.session.rounds] == [40, 20, 30]


def test_a_replay_of_the_stored_events_is_the_session() -> None:
    clock = Clock()
    conductor = start(DROPOUT, BARE, CHOICE, clock=clock)
    events: list[Event] = []
    session, _ = begin(conductor.session.plan, clock(), lookup)
    for act in (Act.ANSWER, Act.HINT, Act.ANSWER, Act.PAUSE, Act.RESUME, Act.SKIP, Act.DONT_KNOW, Act.FINISH):
        event = an_event(act, session, 3.25)
        events.append(event)
        session, _ = advance(session, event, lookup)
    stored = [Event.from_json(event.to_json()) for event in events]
    assert stored == events
    assert replay(session.plan, session.began, stored, lookup) == session


def test_every_follow_up_leads_to_one_round_line() -> None:
    conductor = start()
    conductor.submit(HALF)
    conductor.act(Act.HINT)
    spoken = [line for line in conductor.session.round.lines if line.speaker is Speaker.INTERVIEWER]
    assert [line.kind in FOLLOW_UPS for line in spoken] == [False, True, True]
    assert len(conductor.session.round.follow_ups) == 1, "the hint that was asked for is the candidate's"


def test_the_bank_of_this_test_is_what_the_tests_say_of_it() -> None:
    grader = WordGrader()
    assert grader.grade(DROPOUT, FULL).score == 1
    assert grader.grade(DROPOUT, HALF).score == pytest.approx(2 / 3, abs=0.01)
    assert [m.id for m in grader.grade(DROPOUT, WRONG).misconceptions] == ["always-on"]
    assert set(QUESTIONS) == {"demo.dropout", "demo.bare", "other.choice"}


GOLDEN = [
    "I ask demo.dropout: What does dropout do?",
    "C answer: It zeroes units.",
    "I pump: Go on: what is the reasoning behind that?",
    "C answer: It is always on.",
    "I probe always-on: Would two runs of the evaluation then agree?",
    "C answer: No: in training only.",
    "I deeper follow-up-0: Why does that help?",
    "C answer: An ensemble, I think.",
    "I close demo.dropout: All right, let us leave it there.",
    "I ask demo.bare: What is an epoch?",
    "C clarify: what do you mean by epoch?",
    "I clarify demo.bare: Assume what you need, and say what you assumed.",
    "C dont_know: I don't know",
    "I close demo.bare: That is fine, on we go.",
    "I ask other.choice: Which layer keeps running statistics?",
    "C answer: bn, both have them",
    "I probe layer-too: Is it so that layer norm keeps them as well? What would you check to find out?",
    "C hint: hint",
    "I hint batch: What does it use when the batch is one image?",
    "C answer: it needs statistics for inference",
    "I close other.choice: All right, let us leave it there.",
]
