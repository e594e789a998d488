"""Figures and answers for other programs: JSON, CSV, and what flashcards are made of."""

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any

from interviewer.progress.days import local_day
from interviewer.progress.goals import plan_of
from interviewer.progress.history import History
from interviewer.progress.mastery import Standing
from interviewer.progress.names import Names
from interviewer.progress.reports import PREFIX
from interviewer.progress.standings import TopicFigures
from interviewer.progress.statistics import Progress

FORMAT = 1
"""The version of the JSON structure: fields may be added to it, none taken away or given another meaning."""

CSV_HEADERS = (
    *("session", "number", "at", "question", "topic", "level"),
    *("score", "unaided", "rating", "seconds", "review", "solved", "ratio"),
)
"""The columns of :func:`to_csv`."""


def to_json(progress: Progress, names: Names, now: float) -> dict[str, Any]:
    """Return every figure as JSON-ready values; ``docs/progress.md`` documents them.

    Args:
        progress: the figures.
        names: what ids are called.
        now: when they were reckoned, seconds since the epoch.
    """
    today, first = progress.today, local_day(now)
    return {
        "format": FORMAT,
        "made": _moment(now),
        "today": {
            "answers": today.answers,
            "minutes": _rounded(today.minutes),
            "due": today.due,
            "to_review": today.to_review,
            "reviewed": today.reviewed,
            "reviews_a_day": today.most,
            "streak": today.streak,
            "total": today.total,
            "total_minutes": _rounded(today.total_minutes),
        },
        "goal": _goal(progress, names, first),
        "topics": [_topic(one, names) for one in progress.topics],
        "skills": [
            {
                "id": one.skill,
                "title": names.skill(one.skill),
                **_standing(one.standing),
                "last": _moment(one.last),
            }
            for one in progress.skills
        ],
        "judgement": {
            "ratings": progress.judgement.ratings,
            "rated": _rounded(progress.judgement.rated) if progress.judgement.enough else None,
            "scored": _rounded(progress.judgement.scored) if progress.judgement.enough else None,
        },
        "days": [
            {
                "day": one.day.isoformat(),
                "answers": one.answers,
                "minutes": _rounded(one.minutes),
                "score": _rounded(one.score),
            }
            for one in progress.days
        ],
        "sessions": [
            {
                "id": one.session,
                "at": _moment(one.at),
                "score": _rounded(one.score),
                "answers": one.answers,
                "review": one.review,
            }
            for one in progress.sessions
        ],
        "retention": [
            {"week": one.week.isoformat(), "share": _rounded(one.share), "reviews": one.reviews}
            for one in progress.retained
        ],
        "forecast": [
            {"day": (first + timedelta(days=later)).isoformat(), "due": due}
            for later, due in enumerate(progress.forecast)
        ],
        "weak_points": [
            {
                "question": one.question,
                "point": one.point,
                "statement": names.point(one.question, one.point),
                "misses": one.misses,
                "answers": one.answers,
                "status": one.status,
            }
            for one in progress.weak
        ],
        "misconceptions": [
            {
                "question": one.question,
                "misconception": one.mistake,
                "statement": names.mistake(one.question, one.mistake),
                "shown": one.shown,
                "repaired": one.repaired,
                "last_repaired": one.last_repaired,
            }
            for one in progress.mistakes
        ],
        "pacing": [
            {"topic": one.topic, "ratio": _rounded(one.ratio), "answers": one.answers} for one in progress.pacing
        ],
        "challenges": [
            {"id": one.challenge, "attempts": one.attempts, "solved": one.solved, "ratio": _rounded(one.ratio)}
            for one in progress.solved
        ],
    }


def to_csv(history: History) -> str:
    """Return every question that was answered, a line each in order of time, below a line of headers.

    Raises:
        HistoryError: the history cannot be read.
    """
    rows = history.read(
        "SELECT session, number + 1, at, question, topic, level, score, unaided, rating, seconds, review, solved, ratio"
        " FROM outcome ORDER BY at, session, number"
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_HEADERS)
    for session, number, at, question, topic, level, *figures in rows:
        names = map(_harmless, (session, question, topic))
        writer.writerow([next(names), number, _moment(at), *names, level, *map(_rounded, figures)])
    return text.getvalue()


def _harmless(cell: str) -> str:
    """Return a text that a spreadsheet takes for no formula: a history may come from somebody else."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def missed_of(history: History) -> list[tuple[str, str]]:
    """Return question and id of every core key point that was ever missed; code challenges have none to learn by heart.

    Raises:
        HistoryError: the history cannot be read.
    """
    rows = history.read("SELECT question, point FROM card WHERE misses > 0 ORDER BY question, point")
    return [(question, point) for question, point in rows if not question.startswith(PREFIX)]


def _goal(progress: Progress, names: Names, today: date) -> dict[str, Any] | None:
    if progress.goal is None:
        return None
    plan = plan_of(progress.goal, names.topics, progress.topics, today)
    return {
        "day": progress.goal.day.isoformat(),
        "level": progress.goal.level,
        "days": plan.days,
        "behind": list(plan.behind),
        "topics_today": list(plan.topics),
        "answers_today": plan.answers,
    }


def _topic(one: TopicFigures, names: Names) -> dict[str, Any]:
    return {
        "id": one.topic,
        "title": names.topic(one.topic),
        **_standing(one.standing),
        "sessions": one.sessions,
        "trend": _rounded(one.trend) if one.standing.enough else None,
        "due": one.due,
        "last": _moment(one.last),
    }


def _standing(here: Standing) -> dict[str, Any]:
    return {
        "answers": here.answers,
        "enough": here.enough,
        "mastery": _rounded(here.mastery) if here.enough else None,
        "low": _rounded(here.low) if here.enough else None,
        "high": _rounded(here.high) if here.enough else None,
    }


def _moment(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().isoformat(timespec="seconds")


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)
