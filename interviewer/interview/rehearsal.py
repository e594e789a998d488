"""Grading an author's labelled examples, to see whether a question is graded as its author means it."""

from collections.abc import Iterator
from dataclasses import dataclass

from interviewer.grading.grader import Grader
from interviewer.grading.result import Grade, Status
from interviewer.knowledge.models import Example, Question
from interviewer.knowledge.places import Where

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Check:
    """One label of an example and what the grader made of it.

    Attributes:
        where: the label's path from the question, ``("examples", 0, "covers", 1)``.
        name: the key point or misconception.
        wanted: what the label says, in words.
        got: what the grader says, in words.
        agreement: 1 where both say the same, 0.5 where a covered key point was found in part, else 0.
    """

    where: Where
    name: str
    wanted: str
    got: str
    agreement: float


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How the grader did on one question's examples."""

    question: str
    checks: tuple[Check, ...]

    @property
    def agreed(self) -> float:
        """The sum of the labels' agreement."""
        return sum(check.agreement for check in self.checks)

    @property
    def agreement(self) -> float:
        """The mean agreement of the labels, 0..1; 1 where there is no label."""
        return self.agreed / len(self.checks) if self.checks else 1.0


def rehearse(question: Question, grader: Grader) -> Rehearsal:
    """Grade every example of ``question`` and compare each label with the verdict."""
    checks = [
        check
        for i, example in enumerate(question.examples)
        for check in _checks(("examples", i), example, grader.grade(question, example.text))
    ]
    return Rehearsal(question.id, tuple(checks))


def _checks(where: Where, example: Example, grade: Grade) -> Iterator[Check]:
    found = {verdict.id for verdict in grade.misconceptions}
    worth = {Status.HIT: 1.0, Status.PARTIAL: _HALF}
    for i, name in enumerate(example.covers):
        status = grade.point(name).status
        yield Check((*where, "covers", i), name, "covered", status.value, worth.get(status, 0.0))
    for i, name in enumerate(example.misses):
        status = grade.point(name).status
        yield Check((*where, "misses", i), name, "missed", status.value, float(status is not Status.HIT))
    for i, name in enumerate(example.misconceptions):
        got = "seen" if name in found else "not seen"
        yield Check((*where, "misconceptions", i), name, "a misconception", got, float(name in found))
