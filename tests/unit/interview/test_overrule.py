"""A candidate's own word against the grader's."""

import json

import pytest

from interviewer.grading.result import Grade, MisconceptionVerdict, PointVerdict, Span, Status
from interviewer.interview.debrief import debrief
from interviewer.interview.events import Act, Event, Mode, Plan
from interviewer.interview.session import advance, begin, replay
from interviewer.interview.state import Session, State
from interviewer.knowledge.models import KeyPoint, Misconception, Question

QUESTION = Question(
    id="demo.one",
    kind="explain",  # type: ignore[arg-type] # as YAML gives it
    level=1,
    prompt="What does dropout do?",
    key_points=[
        KeyPoint(id="zeroes", statement="It zeroes units at random."),
        KeyPoint(id="scales", statement="It scales the rest by 1/(1-p)."),
    ],
    misconceptions=[Misconception(id="at-test", statement="It is active at test time.", contradicts="scales")],
)
GRADE = Grade(
    score=0.4,
    points=(
        PointVerdict("zeroes", Status.HIT, 0.9, (Span(0, 5),)),
        PointVerdict("scales", Status.CONTRADICTED, 0.6, (Span(6, 9),)),
    ),
    misconceptions=(MisconceptionVerdict("at-test", (Span(6, 9),)),),
)


def lookup(_: str) -> Question:
    return QUESTION


def ended(mode: Mode = Mode.PRACTICE) -> tuple[Session, list[Event]]:
    session, _ = begin(Plan("s", ("demo.one",), mode), 0.0, lookup)
    events = [Event(Act.ANSWER, 1.0, "drops and more", GRADE), Event(Act.SKIP, 2.0)]
    for event in events:
        session, _ = advance(session, event, lookup)
    return session, events


def overrule(point: str, number: int = 0) -> Event:
    return Event(Act.OVERRULE, 3.0, overrules=(number, point))


def test_the_candidate_s_word_earns_the_point_and_is_shown_as_theirs() -> None:
    session, _ = ended()
    after, moves = advance(session, overrule("scales"), lookup)
    assert moves == ()
    before, now = debrief(session, lookup).questions[0], debrief(after, lookup).questions[0]
    assert [p.overruled for p in now.points] == [False, True]
    assert now.points[1].status is Status.CONTRADICTED
    assert now.score.final == pytest.approx(before.score.final + 0.5 + 0.1)
    assert "1 by your own word" in now.reason
    assert "contradicted" not in now.reason
    assert now.missing == ()
    assert now.score.unaided == before.score.unaided


def test_overruling_twice_turns_it_back() -> None:
    session, _ = ended()
    once, _ = advance(session, overrule("scales"), lookup)
    twice, _ = advance(once, overrule("scales"), lookup)
    assert debrief(twice, lookup).questions[0].score == debrief(session, lookup).questions[0].score


def test_a_finished_session_can_be_overruled_and_stays_finished() -> None:
    session, events = ended(Mode.INTERVIEW)
    assert session.state is State.FINISHED
    stored = [json.loads(json.dumps(e.to_json())) for e in [*events, overrule("scales")]]
    again = replay(session.plan, 0.0, map(Event.from_json, stored), lookup)
    assert again.state is State.FINISHED
    assert again.rounds[0].coverage.point("scales").overruled
    assert again.seconds == session.seconds


@pytest.mark.parametrize("number", [-1, 1, 99])
def test_there_is_nothing_to_overrule_in_a_question_that_was_not_asked(number: int) -> None:
    session, _ = ended()
    after, _ = advance(session, overrule("scales", number), lookup)
    assert after.rounds == session.rounds


def test_an_open_question_has_no_verdict_to_overrule() -> None:
    session, _ = begin(Plan("s", ("demo.one",)), 0.0, lookup)
    after, _ = advance(session, overrule("scales"), lookup)
    assert not after.rounds[0].coverage.point("scales").overruled
