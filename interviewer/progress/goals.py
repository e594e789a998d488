"""An interview to be ready for: its date and level, and what that asks for each day."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from interviewer.progress.history import History
from interviewer.progress.standings import TopicFigures
from interviewer.text import counted

TARGET = {1: 0.5, 2: 0.6, 3: 0.7, 4: 0.8}
"""The mastery, 0..1, that an interview of each level asks for in a topic."""

STEP = 0.04
"""What an answer adds to a topic's mastery, about: so many answers a topic that is behind still needs."""

MOST_A_DAY = 4
"""Topics named for one day."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An interview: the local day it is on, and its level, 1..4."""

    day: date
    level: int


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What a goal asks for today.

    Attributes:
        days: days left, today counted; 0 once the interview is over.
        behind: topics below the level's mastery or with too few answers, what is furthest behind first.
        topics: those of them to take up today.
        answers: how many questions to answer today.
    """

    days: int
    behind: tuple[str, ...]
    topics: tuple[str, ...]
    answers: int


def plan_of(goal: Goal, topics: Iterable[str], figures: Sequence[TopicFigures], today: date) -> DayPlan:
    """Return what the goal asks for today.

    Args:
        goal: the interview.
        topics: every topic that may be asked.
        figures: how the candidate stands in those that came up.
        today: the local day.
    """
    days = max((goal.day - today).days + 1, 0)
    target = TARGET[goal.level]
    known = {one.topic: one.standing for one in figures}
    needs: dict[str, int] = {}
    for topic in topics:
        standing = known.get(topic)
        missing = 0.5 if standing is None or not standing.enough else target - standing.mastery
        if missing > 0:
            needs[topic] = max(1, math.ceil(missing / STEP)) if standing is not None and standing.enough else 4
    behind = sorted(needs, key=lambda topic: (-needs[topic], topic))
    if not days or not behind:
        return DayPlan(days, tuple(behind), (), 0)
    today_many = min(math.ceil(len(behind) / days), MOST_A_DAY)
    return DayPlan(days, tuple(behind), tuple(behind[:today_many]), math.ceil(sum(needs.values()) / days))


def goal_line(goal: Goal | None, plan: DayPlan | None, titles: Mapping[str, str]) -> str:
    """Return in a sentence what the goal asks for today."""
    if goal is None or plan is None:
        return "No goal is set: set the date and level of your interview."
    if not plan.days:
        return f"Your interview was on {goal.day}: set the next one."
    left = "today" if plan.days == 1 else f"in {plan.days - 1} day{'s' if plan.days > 2 else ''}"
    if not plan.behind:
        return f"Interview {left}, level {goal.level}: you are there in every topic; reviews keep it so."
    named = ", ".join(titles.get(topic, topic) for topic in plan.topics)
    return (
        f"Interview {left}, level {goal.level}: today {named} (about {counted(plan.answers, 'question')}); "
        f"{counted(len(plan.behind), 'topic')} {'is' if len(plan.behind) == 1 else 'are'} behind."
    )


def goal_of(history: History) -> Goal | None:
    """Return the goal; None where none is set, or what was stored is none.

    Raises:
        HistoryError: the history cannot be read.
    """
    rows = history.read("SELECT value FROM setting WHERE name = 'goal'")
    try:
        value = json.loads(rows[0][0])
        goal = Goal(date.fromisoformat(value["day"]), int(value["level"]))
    except (IndexError, KeyError, TypeError, ValueError):
        return None
    return goal if goal.level in TARGET else None


def set_goal(history: History, goal: Goal | None) -> None:
    """Store a goal in place of the one before; None takes it away.

    Raises:
        HistoryError: it could not be committed.
    """
    with history.writing() as write:
        if goal is None:
            write("DELETE FROM setting WHERE name = 'goal'")
        else:
            value = json.dumps({"day": goal.day.isoformat(), "level": goal.level})
            write("INSERT OR REPLACE INTO setting VALUES ('goal', ?)", (value,))
