"""How many questions a bank has, by topic and by skill."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from interviewer.knowledge.bank import Bank, Summary

LEVELS = range(1, 5)


@dataclass(frozen=True, slots=True)
class Count:
    """How many questions of each level there are of one kind.

    Attributes:
        id: the topic or skill.
        title: what it is called.
        levels: how many questions there are of each level, from 1 to 4.
        minutes: how long they take together.
    """

    id: str
    title: str
    levels: tuple[int, ...]
    minutes: float

    def to_json(self) -> dict[str, Any]:
        """Return it as what JSON can hold."""
        return {"id": self.id, "title": self.title, "levels": list(self.levels), "minutes": self.minutes}


def topic_counts(bank: Bank) -> list[Count]:
    """Count the questions of each topic."""
    return [_count(one.id, one.title, (s for s in bank.summaries if s.topic == one.id)) for one in bank.topics]


def skill_counts(bank: Bank) -> list[Count]:
    """Count the questions that are practice in each skill; a question counts for all of its skills."""
    return [
        _count(one, bank.skills.get(one, one), (s for s in bank.summaries if one in s.skills))
        for one in bank.known_skills
    ]


def describe_counts(name: str, counts: Sequence[Count], bank: Bank) -> str:
    """Return a table under the heading ``name``, with a last line for the whole bank; nothing where there are none."""
    if not counts:
        return ""
    head = (name, *(f"level {level}" for level in LEVELS), "all", "minutes")
    every = (*counts, _count("all", "", bank.summaries))
    rows = [head, *((one.id, *map(str, one.levels), str(sum(one.levels)), f"{one.minutes:.0f}") for one in every)]
    width = max(len(row[0]) for row in rows)
    return "\n".join("  ".join([row[0].ljust(width), *(cell.rjust(7) for cell in row[1:])]) for row in rows)


def _count(name: str, title: str, summaries: Iterable[Summary]) -> Count:
    found = list(summaries)
    levels = Counter(one.level for one in found)
    # Seconds are whole numbers, so that the sum does not depend on the order.
    seconds = sum(round(one.minutes * 60) for one in found)
    return Count(name, title, tuple(levels[level] for level in LEVELS), seconds / 60)
