"""Candidates' own ratings, given before they see a grade."""

import json

import pytest

from interviewer.interview.events import Act, Event, Mode, Plan
from interviewer.interview.rating import to_rate
from interviewer.interview.recording import outcomes
from interviewer.interview.session import advance, begin, replay
from interviewer.interview.state import State
from tests.unit.interview.test_overrule import ended, lookup


def rate(rating: int, number: int = 0) -> Event:
    return Event(Act.RATE, 9.0, rates=(number, rating))


def test_a_rating_is_stored_replayed_and_reckoned() -> None:
    session, events = ended(Mode.INTERVIEW)
    assert to_rate(session) == (0,)
    stored = [json.loads(json.dumps(event.to_json())) for event in [*events, rate(3)]]
    again = replay(session.plan, 0.0, map(Event.from_json, stored), lookup)
    assert again.rounds[0].rating == 3
    assert again.state is State.FINISHED
    assert again.seconds == session.seconds, "rating takes none of the session's time"
    assert to_rate(again) == ()
    assert [one.rating for one in outcomes(again, lookup)] == [3]


def test_the_last_rating_counts() -> None:
    session, _ = ended(Mode.INTERVIEW)
    for rating in (4, 2):
        session, moves = advance(session, rate(rating), lookup)
        assert moves == ()
    assert session.rounds[0].rating == 2


@pytest.mark.parametrize("event", [rate(0), rate(5), rate(-1), rate(3, 1), rate(3, -1), Event(Act.RATE, 9.0)])
def test_what_is_no_rating_of_a_question_changes_nothing(event: Event) -> None:
    session, _ = ended(Mode.INTERVIEW)
    after, _ = advance(session, event, lookup)
    assert after.rounds == session.rounds


def test_an_open_question_is_not_rated() -> None:
    session, _ = begin(Plan("s", ("demo.one",), Mode.INTERVIEW), 0.0, lookup)
    after, _ = advance(session, rate(3), lookup)
    assert after.rounds[0].rating is None
    assert to_rate(after) == ()


def test_practice_has_shown_its_verdicts_and_silence_has_nothing_to_rate() -> None:
    shown, _ = ended(Mode.PRACTICE)
    finished, _ = advance(shown, Event(Act.FINISH, 3.0), lookup)
    assert finished.state is State.FINISHED
    assert to_rate(finished) == ()
    session, _ = begin(Plan("s", ("demo.one",), Mode.INTERVIEW), 0.0, lookup)
    skipped, _ = advance(session, Event(Act.SKIP, 1.0), lookup)
    assert skipped.state is State.FINISHED
    assert to_rate(skipped) == ()
