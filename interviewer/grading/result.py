"""What a graded answer looks like.

A grade is a value: it holds no text but reasons, points into the answer by character ranges, and turns to and from
plain JSON without loss, so that history can keep it beside the version of the grader that gave it.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Self

GRADER_VERSION = 3
"""Raised whenever the same answer may get another grade than before."""


class Status(StrEnum):
    """How an answer stands to one key point."""

    HIT = "hit"
    PARTIAL = "partial"
    MISS = "miss"
    CONTRADICTED = "contradicted"


class Flag(StrEnum):
    """What is odd about an answer as a whole."""

    EMPTY = "empty"
    DONT_KNOW = "dont_know"
    ECHO = "echo"
    STUFFING = "stuffing"
    OFF_TOPIC = "off_topic"


class Span(NamedTuple):
    """A half-open range of characters of the answer, ``answer[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PointVerdict:
    """The verdict on one key point.

    Attributes:
        id: the key point's id.
        status: hit, partial, miss or contradicted.
        confidence: 0..1, how sure the grader is of ``status``.
        evidence: where the answer says it; empty for a miss.
        reason: one sentence that names the rule that decided.
    """

    id: str
    status: Status
    confidence: float
    evidence: tuple[Span, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MisconceptionVerdict:
    """A misconception that the answer states, and where."""

    id: str
    evidence: tuple[Span, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The option or output that a candidate committed to in a ``choose`` or ``predict`` question.

    Attributes:
        given: the option's id, or the output as typed.
        correct: whether it is the right one.
        evidence: where the answer says it.
    """

    given: str
    correct: bool
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """A graded answer.

    Attributes:
        score: 0..1.
        points: one verdict a key point, in the bank's order.
        misconceptions: those that were stated.
        flags: what is odd about the answer as a whole.
        choice: what was chosen, where there was something to choose.
        version: of the grader.
        arithmetic: how the score was reckoned, line by line.
    """

    score: float
    points: tuple[PointVerdict, ...]
    misconceptions: tuple[MisconceptionVerdict, ...] = ()
    flags: tuple[Flag, ...] = ()
    choice: Choice | None = None
    version: int = GRADER_VERSION
    arithmetic: tuple[str, ...] = ()

    def point(self, point_id: str) -> PointVerdict:
        """Return the verdict on one key point.

        Raises:
            KeyError: the question has no such key point.
        """
        for verdict in self.points:
            if verdict.id == point_id:
                return verdict
        raise KeyError(point_id)

    def to_json(self) -> dict[str, Any]:
        """Return the grade as JSON-ready values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Build a grade from what :meth:`to_json` gave, before or after a trip through JSON."""
        choice = data.get("choice")
        return cls(
            score=data["score"],
            points=tuple(
                PointVerdict(p["id"], Status(p["status"]), p["confidence"], _spans(p["evidence"]), p["reason"])
                for p in data["points"]
            ),
            misconceptions=tuple(
                MisconceptionVerdict(m["id"], _spans(m["evidence"]), m["reason"]) for m in data["misconceptions"]
            ),
            flags=tuple(Flag(f) for f in data["flags"]),
            choice=Choice(choice["given"], choice["correct"], _spans(choice["evidence"])) if choice else None,
            version=data["version"],
            arithmetic=tuple(data.get("arithmetic", ())),
        )


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
