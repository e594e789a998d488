"""What came of each question, in tables derived from the events; every figure of the progress screen is read from here.

The interview layer turns a session's events into :class:`Outcome` values; :func:`put` puts them in place of what was
stored of that session before, and :func:`learn` brings the review schedule and the abilities up to date with them.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from interviewer.progress import mastery, schedule
from interviewer.progress.history import History

Write = Any
"""``execute`` of a connection inside a transaction."""

DERIVED = ("reckoned", "outcome", "point_outcome", "mistake_outcome", "day", "card", "ability")
"""The tables that can be made anew from events."""


@dataclass(frozen=True, slots=True)
class PointOutcome:
    """One core key point.

    Attributes:
        id: the key point's id.
        status: hit, partial, miss or contradicted.
        credit: 0..1, what it earned after help; 1 where the candidate turned the verdict over unaided.
    """

    id: str
    status: str
    credit: float


@dataclass(frozen=True, slots=True)
class MistakeOutcome:
    """A misconception that was shown, and whether the candidate set it right."""

    id: str
    repaired: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question that has ended and counts.

    Attributes:
        number: its place in the session, from 0.
        question: its id; for a review that of the question the key point belongs to.
        topic: the topic's id.
        level: 1..4.
        at: when it ended, seconds since the epoch.
        day: the local day of that, ``2026-11-25``.
        seconds: time spent on it.
        minutes: time it should take.
        score: 0..1, with help counted.
        unaided: 0..1, of the first answer alone; None where there was none.
        points: the core key points.
        mistakes: the misconceptions shown.
        review: whether single key points were reviewed, not the whole question asked.
        solved: for a code challenge whether it was solved, else None.
        ratio: its time beside the reference solution's, where known.
        rating: how well the candidate thought it went, 1..4, before they saw the grade; None where they did not say.
        skills: what it was practice in.
    """

    number: int
    question: str
    topic: str
    level: int
    at: float
    day: str
    seconds: float
    minutes: float
    score: float
    unaided: float | None
    points: tuple[PointOutcome, ...] = ()
    mistakes: tuple[MistakeOutcome, ...] = ()
    review: bool = False
    solved: bool | None = None
    ratio: float | None = None
    rating: int | None = None
    skills: tuple[str, ...] = ()


def pending(history: History) -> dict[str, int]:
    """Return the sessions that have events not reckoned yet, with the number of the newest of each, in its order.

    They must be put in that order: then none is ever left with events older than the newest that was reckoned, and only
    what is newer than that has to be looked at, however long the history is.

    Raises:
        HistoryError: the history cannot be read.
    """
    rows = history.read(
        "SELECT session, max(id) FROM event WHERE id > (SELECT ifnull(max(event), 0) FROM reckoned)"
        # Not by the index of sessions, which would be read from end to end.
        " GROUP BY +session ORDER BY 2"
    )
    return {str(session): int(newest) for session, newest in rows}


def forget(history: History) -> None:
    """Forget everything derived, so that all of it is reckoned anew; what the user has settled stays.

    Raises:
        HistoryError: it could not be committed.
    """
    with history.writing() as write:
        forget_within(write)


def forget_within(write: Write) -> None:
    """Do the same as part of a transaction."""
    for table in DERIVED:
        write(f"DELETE FROM {table}")  # noqa: S608 -- the names above


def put(history: History, session: str, event: int, outcomes: Sequence[Outcome]) -> None:
    """Put ``outcomes`` in place of what was stored of a session, for :func:`learn` to be called after.

    What comes later than everything before is learned from at once. A verdict that was turned over, or another order,
    takes back what was learned, so that it is learned anew once, however many sessions bring such.

    Args:
        history: where they are stored.
        session: the session's id.
        event: the number of its newest event that they are derived from; nothing is done where another window has
            reckoned the session further.
        outcomes: the session's questions that have ended and count.

    Raises:
        HistoryError: it could not be committed; nothing of it was.
    """
    with history.writing() as write:
        if write("SELECT 1 FROM reckoned WHERE session = ? AND event > ?", (session, event)).fetchone():
            return
        before = _stored(write, session)
        now = {one.number: _told(one) for one in outcomes}
        write("INSERT OR REPLACE INTO reckoned VALUES (?, ?)", (session, event))
        fresh = [one for one in outcomes if one.number not in before]
        for one in outcomes:
            # What comes later than the outcome itself and nothing is learned from.
            write(
                "UPDATE outcome SET ratio = ?, rating = ? WHERE session = ? AND number = ?",
                (one.ratio, one.rating, session, one.number),
            )
        newest = write("SELECT max(last) FROM ability").fetchone()[0]
        changed = any(now.get(number) != told for number, told in before.items())
        late = newest is not None and any(one.at < newest for one in fresh)
        if changed or late or write(_TAKEN_BACK).fetchone()[0]:
            for table in ("outcome", "point_outcome", "mistake_outcome"):
                write(f"DELETE FROM {table} WHERE session = ?", (session,))  # noqa: S608 -- the names above
            _insert(write, session, outcomes)
            write("DELETE FROM ability")
            for question in {one.question for one in outcomes} | {told[0] for told in before.values()}:
                write("DELETE FROM card WHERE question = ?", (question,))
        else:
            _insert(write, session, fresh)
            _rate(write, session, fresh)
            for one in fresh:
                _schedule(write, session, one)
            for day in {one.day for one in fresh}:
                write(f"INSERT OR REPLACE INTO day {_SUMS} WHERE o.day = ? GROUP BY o.day", (day,))


def learn(history: History) -> None:
    """Learn anew what :func:`put` has taken back; most often there is nothing.

    Raises:
        HistoryError: it could not be committed; nothing of it was.
    """
    if not history.read(_TAKEN_BACK)[0][0]:
        return
    with history.writing() as write:
        _rate_all(write)
        rows = write("SELECT DISTINCT question FROM point_outcome EXCEPT SELECT question FROM card").fetchall()
        for (question,) in rows:
            _schedule_anew(write, question)
        write("DELETE FROM day")
        write(f"INSERT INTO day {_SUMS} GROUP BY o.day")


_TAKEN_BACK = "SELECT NOT EXISTS (SELECT 1 FROM ability) AND EXISTS (SELECT 1 FROM day)"
"""Whether there is anything to learn anew: days are summed up with the first answer that is learned from."""

_SUMS = (
    "SELECT o.day, count(*), total(o.seconds), avg(o.score),"
    " (SELECT count(*) FROM point_outcome p WHERE p.day = o.day AND recalled),"
    " (SELECT count(*) FROM point_outcome p WHERE p.day = o.day AND recalled IS NOT NULL)"
    " FROM outcome o"
)
"""The sums of a local day."""


Told = tuple[str, float, frozenset[tuple[str, str, float]]]
"""What of an outcome is learned from: question, score, and each key point's id, status and credit."""


def _told(one: Outcome) -> Told:
    return one.question, one.score, frozenset((point.id, point.status, point.credit) for point in one.points)


def _stored(write: Write, session: str) -> dict[int, Told]:
    points: dict[int, set[tuple[str, str, float]]] = {}
    for number, *point in write(
        "SELECT number, point, status, credit FROM point_outcome WHERE session = ?", (session,)
    ):
        points.setdefault(number, set()).add((point[0], point[1], point[2]))
    rows = write("SELECT number, question, score FROM outcome WHERE session = ?", (session,)).fetchall()
    return {number: (question, score, frozenset(points.get(number, ()))) for number, question, score in rows}


def _insert(write: Write, session: str, outcomes: Iterable[Outcome]) -> None:
    for one in outcomes:
        write(
            "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(session, one.number, one.question, one.topic, one.level, one.at, one.day, one.seconds, one.minutes),
                *(one.score, one.unaided, one.review, one.solved, one.ratio, 0.0, one.rating),
                json.dumps(one.skills),
            ),
        )
        for point in one.points:
            write(
                "INSERT INTO point_outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
                (one.question, point.id, one.at, session, one.number, point.status, point.credit, one.day),
            )
        for mistake in one.mistakes:
            write(
                "INSERT INTO mistake_outcome VALUES (?, ?, ?, ?, ?, ?)",
                (one.question, mistake.id, one.at, session, one.number, mistake.repaired),
            )


def _rate(write: Write, session: str, fresh: Iterable[Outcome]) -> None:
    """Let the abilities learn from outcomes that come after all others."""
    before = {row[0]: mastery.Ability(*row[1:]) for row in write("SELECT * FROM ability")}
    known = before
    for one in sorted(fresh, key=lambda outcome: outcome.at):
        known = mastery.after(known, one.topic, one.level, one.score, one.at, skills=one.skills)
        write(
            "UPDATE outcome SET mastery = ? WHERE session = ? AND number = ?",
            (mastery.mastery(known, one.topic), session, one.number),
        )
    _keep(write, dict(known.items() - before.items()))


def _rate_all(write: Write) -> None:
    """Let the abilities learn from every outcome anew, in order of time."""
    rows = write(
        "SELECT session, number, topic, level, score, at, skills FROM outcome ORDER BY at, session, number"
    ).fetchall()
    known: dict[str, mastery.Ability] = {}
    for session, number, topic, level, score, at, skills in rows:
        known = mastery.after(known, topic, level, score, at, skills=json.loads(skills))
        write(
            "UPDATE outcome SET mastery = ? WHERE session = ? AND number = ?",
            (mastery.mastery(known, topic), session, number),
        )
    write("DELETE FROM ability")
    _keep(write, known)


def _keep(write: Write, known: dict[str, mastery.Ability]) -> None:
    for topic, ability in known.items():
        write(
            "INSERT OR REPLACE INTO ability VALUES (?, ?, ?, ?)", (topic, ability.value, ability.answers, ability.last)
        )


def _schedule_anew(write: Write, question: str) -> None:
    """Reckon when each key point of a question is due, from all the times it was answered."""
    rows = write(
        "SELECT p.point, p.status, p.credit, p.at, p.session, p.number, o.topic FROM point_outcome p"
        " JOIN outcome o ON o.session = p.session AND o.number = p.number"
        " WHERE p.question = ? ORDER BY p.at, p.session, p.number",
        (question,),
    ).fetchall()
    for point, status, credit, at, session, number, topic in rows:
        _review(write, (question, topic, at, session, number), PointOutcome(point, status, credit))


def _schedule(write: Write, session: str, one: Outcome) -> None:
    """Bring the key points of a question that was answered just now up to date."""
    for point in one.points:
        _review(write, (one.question, one.topic, one.at, session, one.number), point)


def _review(write: Write, answer: tuple[str, str, float, str, int], point: PointOutcome) -> None:
    """Let one key point's card learn from an answer: its question, topic, time, session and number there."""
    question, topic, at, session, number = answer
    row = write(
        "SELECT stability, difficulty, due, last, answers, misses FROM card WHERE question = ? AND point = ?",
        (question, point.id),
    ).fetchone()
    card = schedule.Card(*row[:4]) if row else None
    answers, misses = row[4:] if row else (0, 0)
    write(
        "UPDATE point_outcome SET recalled = ?"
        " WHERE question = ? AND point = ? AND at = ? AND session = ? AND number = ?",
        (schedule.recalled(card, point.credit, at), question, point.id, at, session, number),
    )
    card = schedule.after(card, point.credit, at)
    misses += point.status in {"miss", "contradicted"}
    write(
        "INSERT OR REPLACE INTO card VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(question, point.id, topic, card.stability, card.difficulty, card.due, card.last),
            *(answers + 1, misses, point.status),
        ),
    )
