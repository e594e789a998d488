"""What a candidate has earned on one question, point by point, and with how much help.

Credit never falls: a later answer can add to it, never take from it. A point covered after a hint earns three
quarters, after a directed prompt a half; a pump ("what else?") or a probe gives nothing away and costs nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Self

from interviewer.grading.result import Grade, PointVerdict, Span, Status
from interviewer.interview.events import Event, Move, MoveKind
from interviewer.knowledge.models import Question


class Help(IntEnum):
    """How much a candidate was told about a key point before they covered it."""

    NONE = 0
    HINT = 1
    PROMPT = 2


FACTOR = {Help.NONE: 1.0, Help.HINT: 0.75, Help.PROMPT: 0.5}
"""What is left of a key point's credit after help."""

WORTH = {Status.HIT: 1.0, Status.PARTIAL: 0.5, Status.MISS: 0.0, Status.CONTRADICTED: 0.0}
"""A key point's credit, 0..1, before help."""

_HELPS = {MoveKind.HINT: Help.HINT, MoveKind.PROMPT: Help.PROMPT}


@dataclass(frozen=True, slots=True)
class PointCoverage:
    """One key point.

    Attributes:
        id: the key point's id.
        status: the best verdict so far.
        credit: 0..1, what that verdict earned.
        help: how much has been given away about the point.
        overruled: whether the candidate insists that they said it; ``status`` stays what the grader found.
        verdict: what earned ``status``; its evidence points into all the answers to the question.
    """

    id: str
    status: Status = Status.MISS
    credit: float = 0.0
    help: Help = Help.NONE
    overruled: bool = False
    verdict: PointVerdict | None = None

    @property
    def earned(self) -> float:
        """Credit 0..1 with the candidate's own word counted: all that the help leaves."""
        return max(self.credit, FACTOR[self.help]) if self.overruled else self.credit


@dataclass(frozen=True, slots=True)
class Mistake:
    """A misconception that the candidate has shown; ``repaired`` once they said the opposite."""

    id: str
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """All key points of a question in the bank's order, and the misconceptions shown so far."""

    points: tuple[PointCoverage, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    @classmethod
    def of(cls, question: Question) -> Self:
        """Return the coverage of a question just asked: nothing."""
        return cls(tuple(PointCoverage(point.id) for point in question.key_points))

    def point(self, point_id: str) -> PointCoverage:
        """Return one key point.

        Raises:
            KeyError: the question has no such key point.
        """
        for point in self.points:
            if point.id == point_id:
                return point
        raise KeyError(point_id)

    @property
    def active(self) -> tuple[str, ...]:
        """Ids of the misconceptions that still stand."""
        return tuple(mistake.id for mistake in self.mistakes if not mistake.repaired)

    def overrule(self, point_id: str) -> Self:
        """Return the coverage after the candidate turned a verdict over, or turned it back.

        Raises:
            KeyError: the question has no such key point.
        """
        turned = self.point(point_id)
        return replace(
            self,
            points=tuple(replace(p, overruled=not p.overruled) if p is turned else p for p in self.points),
        )

    def helped(self, move: Move) -> Self:
        """Return the coverage after the interviewer gave something away."""
        given = _HELPS.get(move.kind)
        if given is None:
            return self
        return replace(
            self,
            points=tuple(
                replace(point, help=max(point.help, given)) if point.id == move.target else point
                for point in self.points
            ),
        )

    def after(self, question: Question, event: Event, prompted: str | None, start: int = 0) -> Self:
        """Return the coverage after a graded answer.

        Args:
            question: the question asked.
            event: the answer with the grade of everything said and, for a later answer, of its own words.
            prompted: the key point whose directed prompt this answers, if any.
            start: where this answer begins in all the answers together.
        """
        grades = [grade for grade in (event.grade, event.turn) if grade is not None]
        accepted = prompted if event.accepted else None
        points = []
        for point in self.points:
            verdicts = [event.grade.point(point.id)] if event.grade is not None else []
            if event.turn is not None:
                verdicts.append(_moved(event.turn.point(point.id), start))
            if point.id == accepted:
                said = (Span(start, start + len(event.text)),)
                verdicts.append(PointVerdict(point.id, Status.HIT, 1.0, said, "Answered when asked for it directly."))
            points.append(_better(point, verdicts))
        shown = dict.fromkeys(m.id for grade in grades for m in grade.misconceptions)
        known = {mistake.id: mistake for mistake in self.mistakes}
        mistakes = tuple(
            _repaired(known[name], question, event.turn, accepted) if name in known else Mistake(name)
            for name in [*known, *(name for name in shown if name not in known)]
        )
        return replace(self, points=tuple(points), mistakes=mistakes)


def _better(point: PointCoverage, verdicts: Sequence[PointVerdict]) -> PointCoverage:
    best = max(verdicts, key=lambda verdict: WORTH[verdict.status])
    if WORTH[best.status] > WORTH[point.status]:
        # A hit after a prompt may earn no more than the partial answer before it, and is a hit all the same.
        credit = max(point.credit, WORTH[best.status] * FACTOR[point.help])
        return replace(point, status=best.status, credit=credit, verdict=best)
    opposed = next((verdict for verdict in verdicts if verdict.status is Status.CONTRADICTED), None)
    if point.credit == 0 and opposed is not None:
        return replace(point, status=Status.CONTRADICTED, verdict=opposed)
    return replace(point, verdict=best) if point.verdict is None else point


def _moved(verdict: PointVerdict, start: int) -> PointVerdict:
    """Return a verdict on one answer with its evidence where that answer stands among all."""
    return replace(verdict, evidence=tuple(Span(span.start + start, span.end + start) for span in verdict.evidence))


def _repaired(mistake: Mistake, question: Question, turn: Grade | None, accepted: str | None) -> Mistake:
    """A misconception is repaired by words that do not repeat it and state a key point, the contradicted one if any."""
    if mistake.repaired or turn is None or any(m.id == mistake.id for m in turn.misconceptions):
        return mistake
    opposed = next((m.contradicts for m in question.misconceptions if m.id == mistake.id), None)
    right = {verdict.id for verdict in turn.points if verdict.status is Status.HIT} | {accepted}
    repaired = opposed in right if opposed else any(verdict in right for verdict in (p.id for p in question.core))
    return replace(mistake, repaired=True) if repaired else mistake
