"""Where the user stands in each topic and skill, as the abilities of today have it."""

from dataclasses import dataclass

from interviewer.progress import mastery
from interviewer.progress.days import end_of_day
from interviewer.progress.history import History
from interviewer.progress.mastery import Ability, Standing, standing

TREND_SESSIONS = 3
"""Sessions with a topic before a trend is told; it spans as many."""


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """One topic.

    Attributes:
        topic: its id.
        standing: mastery with its band.
        sessions: sessions in which it came up.
        trend: how much mastery has changed over the last sessions with it, -1..1; None before there are enough.
        due: key points due by the end of today.
        last: when it came up last, seconds since the epoch.
    """

    topic: str
    standing: Standing
    sessions: int
    trend: float | None
    due: int
    last: float


@dataclass(frozen=True, slots=True)
class SkillFigures:
    """One skill, which cuts across topics: its id, mastery with its band, and when it was practised last."""

    skill: str
    standing: Standing
    last: float


def topics_of(history: History, now: float) -> tuple[TopicFigures, ...]:
    """Return every topic that came up, the weakest first; those with too few answers last."""
    known = _abilities(history)
    due = dict(history.read("SELECT topic, count(*) FROM card WHERE due < ? GROUP BY topic", (end_of_day(now),)))
    sessions: dict[str, int] = dict(history.read("SELECT topic, count(DISTINCT session) FROM outcome GROUP BY topic"))
    made = [
        TopicFigures(
            topic,
            standing(known, topic, now),
            sessions.get(topic, 0),
            _trend(history, topic) if sessions.get(topic, 0) >= TREND_SESSIONS else None,
            due.get(topic, 0),
            ability.last,
        )
        for topic, ability in known.items()
        if topic != mastery.GENERAL and not topic.startswith(mastery.SKILL)
    ]
    return tuple(sorted(made, key=lambda one: (not one.standing.enough, one.standing.mastery, one.topic)))


def skills_of(history: History, now: float) -> tuple[SkillFigures, ...]:
    """Return every skill that was practised, the weakest first; those with too few answers last."""
    known = _abilities(history)
    made = [
        SkillFigures(name.removeprefix(mastery.SKILL), standing(known, name, now), ability.last)
        for name, ability in known.items()
        if name.startswith(mastery.SKILL)
    ]
    return tuple(sorted(made, key=lambda one: (not one.standing.enough, one.standing.mastery, one.skill)))


def _abilities(history: History) -> dict[str, Ability]:
    return {name: Ability(value, n, last) for name, value, n, last in history.read("SELECT * FROM ability")}


def _trend(history: History, topic: str) -> float | None:
    """Return how much a topic's mastery has changed over its last sessions."""
    rows = history.read("SELECT session, mastery FROM outcome WHERE topic = ? ORDER BY at DESC LIMIT 200", (topic,))
    last: dict[str, float] = {}
    for session, after in rows:
        if session not in last and len(last) == TREND_SESSIONS + 1:
            break
        last.setdefault(session, after)
    newest, *_, oldest = last.values()
    return float(newest - oldest)
