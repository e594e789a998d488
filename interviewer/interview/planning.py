"""From a candidate's wishes to a plan."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from interviewer.interview.events import Mode, Plan
from interviewer.interview.selection import Candidate, choose


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a candidate asks of a new session.

    Attributes:
        mode: when verdicts are shown.
        topics: only these; empty for all.
        level: nothing harder than this, 1..4; None for all levels.
        questions: how many; None where ``minutes`` decides or nothing is settled.
        minutes: how long the session should take.
        challenges: how many code challenges come last, beside ``questions`` and within ``minutes``.
        review: whether to ask single key points that are due instead, ``questions`` of them.
        beyond: whether a review may go beyond the user's limit for a day.
        skills: only what is practice in one of these at least; empty for all.
    """

    mode: Mode
    topics: tuple[str, ...] = ()
    level: int | None = None
    questions: int | None = None
    minutes: float | None = None
    challenges: int = 0
    review: bool = False
    beyond: bool = False
    skills: tuple[str, ...] = ()


class NothingToAskError(Exception):
    """No question fits the wishes; the message is one line for a person."""


class NothingDueError(NothingToAskError):
    """There is nothing to review today, which is no fault of the wishes."""


def make_plan(
    bank: Iterable[Candidate],
    wishes: Wishes,
    *,
    at: float,
    seed: int,
    code: Iterable[Candidate] = (),
    past: Iterable[Mapping[str, Any]] = (),
) -> Plan:
    """Choose a session's questions and settle its id.

    Args:
        bank: what there is to ask.
        wishes: what the session should be.
        at: now, seconds since the epoch.
        seed: decides the choice of questions and words.
        code: what code challenges there are.
        past: plans of earlier sessions; what they asked comes later.

    Raises:
        NothingToAskError: no question fits.
    """
    asked = Counter(question for plan in past for question in plan.get("questions", ()))
    level, minutes = wishes.level, wishes.minutes
    fitting = partial(choose, seed=seed, topics=wishes.topics, skills=wishes.skills, level=level, asked=asked)
    challenges: tuple[str, ...] = ()
    if wishes.challenges:
        code = list(code)
        challenges = fitting(code, questions=wishes.challenges)
        taken = sum(one.minutes for one in code if one.id in challenges)
        minutes = None if minutes is None else max(minutes - taken, 0.0)
    chosen: tuple[str, ...] = ()
    if wishes.questions != 0 and (minutes is None or minutes > 0):
        chosen = fitting(bank, questions=wishes.questions, minutes=minutes)
    if not chosen and not challenges:
        where = [
            f"of level {level} or below" if level else "",
            f"in {', '.join(sorted(wishes.topics))}" if wishes.topics else "",
            f"that is practice in {' or '.join(sorted(wishes.skills))}" if wishes.skills else "",
        ]
        raise NothingToAskError(" ".join(["there is no question", *filter(None, where)]))
    length = wishes.minutes if wishes.questions is None else None
    return plan_for((*chosen, *challenges), at=at, seed=seed, mode=wishes.mode, minutes=length)


def plan_for(
    questions: Collection[str], *, at: float, seed: int, mode: Mode = Mode.PRACTICE, minutes: float | None = None
) -> Plan:
    """Return the plan of a session with exactly these questions."""
    moment = datetime.fromtimestamp(at, UTC)
    return Plan(f"{moment:%Y%m%dT%H%M%S.%f}-{seed:08x}", tuple(questions), mode, minutes, seed)
