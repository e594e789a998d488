"""What must not grow with a history: the queries that a screen makes, and the rows that come back."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from interviewer.interview.events import Plan
from interviewer.interview.recording import catch_up
from interviewer.progress.attempts import questions_of
from interviewer.progress.days import local_day
from interviewer.progress.history import History
from interviewer.progress.outcomes import MistakeOutcome, Outcome, PointOutcome, put
from interviewer.progress.statistics import MOST_SESSIONS, due_points, progress
from tests.benchmarks.plot_growth import PAGE, PICTURE, picture
from tests.unit.interview.support import lookup
from tests.unit.progress.support import store

DAYS, HOUR = 20, 3_600.0
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()
NOW = NOON + DAYS * 24 * HOUR


class CountingHistory(History):
    """Keeps how many rows each query gave and how SQLite went about it, and how many statements wrote."""

    rows: tuple[int, ...] = ()
    plans: tuple[str, ...] = ()
    written: int = 0

    def read(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        found = super().read(query, values)
        self.rows = (*self.rows, len(found))
        self.plans = (*self.plans, *(str(step[3]) for step in super().read(f"EXPLAIN QUERY PLAN {query}", values)))
        return found

    @contextmanager
    def writing(self) -> Iterator[Any]:
        with super().writing() as write:

            def counted(*given: Any) -> Any:
                self.written += 1
                return write(*given)

            yield counted


def lived(sessions: int) -> CountingHistory:
    """Return a history of so many sessions of one answer on always the same days."""
    history = CountingHistory.in_memory()
    for number in range(sessions):
        at = NOON + DAYS * 24 * HOUR * number / sessions
        name = f"s{number:05}"
        history.begin(name, at, Plan(name, ("demo.bare",)).to_json())
        store(history, name, history.append(name, at, {"act": "pause", "at": at}), [answer(number, at)])
    return history


def answer(number: int, at: float) -> Outcome:
    """Return one of two questions, answered at ``at`` in one of three ways."""
    credit = number % 3 / 2
    return Outcome(
        number=0,
        question=f"demo.q{number % 2}",
        topic="demo",
        level=2,
        at=at,
        day=local_day(at).isoformat(),
        seconds=90.0,
        minutes=1.0,
        score=credit,
        unaided=credit,
        points=(PointOutcome("p", "hit" if credit else "miss", credit),),
        mistakes=(MistakeOutcome("m", repaired=number % 2 == 0),),
        solved=number % 2 == 0,
        ratio=1.5,
        rating=1 + number % 4,
        skills=("shapes",),
    )


@pytest.fixture(scope="module")
def histories() -> tuple[CountingHistory, CountingHistory]:
    return lived(MOST_SESSIONS + 20), lived(2 * MOST_SESSIONS + 40)


def read_by(history: CountingHistory, work: str) -> tuple[int, ...]:
    history.rows = history.plans = ()
    if work == "screen":
        progress(history, NOW)
        questions_of(history)
        due_points(history, NOW)
    else:
        catch_up(history, lookup)
    return history.rows


@pytest.mark.parametrize("work", ["screen", "catch up"])
def test_twice_the_answers_take_the_same_queries_and_rows(
    histories: tuple[CountingHistory, CountingHistory], work: str
) -> None:
    few, many = (read_by(history, work) for history in histories)
    assert few == many
    assert few


def test_one_new_answer_is_reckoned_without_reading_the_others(
    histories: tuple[CountingHistory, CountingHistory],
) -> None:
    read = []
    for history in histories:
        history.append("s00000", NOW, {"act": "pause", "at": NOW})
        read.append(read_by(history, "catch up"))
        assert read[-1][0] == 1, "the session that went on"
        assert any("event" in step for step in history.plans)
        assert not any(step.startswith(("SCAN event", "SCAN session", "SCAN outcome")) for step in history.plans)
    assert read[0] == read[1]


def test_an_older_session_is_put_among_the_others_without_learning_all_of_them_anew() -> None:
    written = []
    for sessions in (20, 40):
        history = lived(sessions)
        history.begin("older", NOON - HOUR, {})
        event = history.append("older", NOON - HOUR, {"act": "pause"})
        history.written = 0
        put(history, "older", event, [answer(0, NOON - HOUR)])
        written.append(history.written)
    assert written[0] == written[1]


def test_the_picture_in_the_documentation_shows_the_figures_of_its_table() -> None:
    drawn = picture(PAGE.read_text(encoding="utf-8"))
    assert ET.fromstring(drawn).find("{http://www.w3.org/2000/svg}title") is not None
    assert drawn == PICTURE.read_text(encoding="utf-8"), "python -m tests.benchmarks.plot_growth"
