"""Which questions a session asks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random
from typing import Protocol

QUESTIONS = 5
"""Questions in a session where neither number nor minutes are given."""


class Candidate(Protocol):
    """What choosing needs to know of a question; ``minutes`` is how long it should take."""

    @property
    def id(self) -> str: ...  # noqa: D102 -- the names say it
    @property
    def topic(self) -> str: ...  # noqa: D102
    @property
    def level(self) -> int: ...  # noqa: D102
    @property
    def minutes(self) -> float: ...  # noqa: D102
    @property
    def skills(self) -> Collection[str]: ...  # noqa: D102


def choose(
    bank: Iterable[Candidate],
    *,
    seed: int,
    topics: Collection[str] = (),
    skills: Collection[str] = (),
    level: int | None = None,
    questions: int | None = None,
    minutes: float | None = None,
    asked: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """Choose a session's questions.

    Topics take turns, questions asked least often come first, and the session warms up: from its easiest question to
    its hardest.

    Args:
        bank: what there is to ask.
        seed: decides between equals.
        topics: only these; empty for all.
        skills: only what is practice in one of these at least; empty for all.
        level: nothing harder than this, 1..4; None for all levels.
        questions: how many; fewer where there are not enough.
        minutes: instead of ``questions``, how long the session should take by the questions' own minutes.
        asked: how often each question has been asked before.

    Returns:
        Ids, each once; empty where nothing fits.
    """
    times = asked or {}
    fits = [
        q
        for q in bank
        if (not topics or q.topic in topics)
        and (not skills or any(skill in skills for skill in q.skills))
        and (level is None or q.level <= level)
    ]
    rng = Random(f"choose/{seed}")  # noqa: S311 -- a shuffle, not a secret
    rng.shuffle(fits)
    fits.sort(key=lambda q: times.get(q.id, 0))
    # At the wished level first, so that "level 3" is not a session of warm-ups.
    if level is not None:
        fits.sort(key=lambda q: (times.get(q.id, 0), q.level < level - 1))
    taken = _take(_in_turns(fits), questions, minutes)
    return tuple(q.id for q in sorted(taken, key=lambda q: q.level))


def _in_turns(fits: Sequence[Candidate]) -> list[Candidate]:
    """Reorder so that every topic comes up before any comes up again."""
    seen: dict[str, int] = {}
    turns = []
    for place, question in enumerate(fits):
        turn = seen.get(question.topic, 0)
        seen[question.topic] = turn + 1
        turns.append((turn, place, question))
    return [question for _, _, question in sorted(turns, key=lambda t: t[:2])]


def _take(fits: Sequence[Candidate], questions: int | None, minutes: float | None) -> list[Candidate]:
    if minutes is None or questions is not None:
        return list(fits[: QUESTIONS if questions is None else questions])
    taken: list[Candidate] = []
    left = minutes
    for question in fits:
        if question.minutes <= left or not taken:
            taken.append(question)
            left -= question.minutes
    return taken
