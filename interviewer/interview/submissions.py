"""What comes of the code that a candidate submits to a challenge."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from interviewer.challenges.events import Ratios, Verdict
from interviewer.grading.result import Grade, PointVerdict, Status

SOLVES = "solves"
"""The one key point of a challenge: its code passes."""

PARTLY = 0.5
"""Share of cases from which code that fails is partly right."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one submission.

    Attributes:
        passed: whether every case passed.
        stage: where it failed, as the judge names it; empty after a pass.
        message: what is wrong, in a sentence.
        case: the case that failed.
        cases: how many cases passed.
        of: how many there are.
        seed: what they were drawn from.
        ms: milliseconds from the request to the verdict.
        device: where it ran.
        time: its largest case's time beside the reference solution's, 0.5 for half as much; None where unknown.
        memory: its peak of memory likewise.
    """

    passed: bool
    stage: str = ""
    message: str = ""
    case: str = ""
    cases: int = 0
    of: int = 0
    seed: int = 0
    ms: float = 0.0
    device: str = ""
    time: float | None = None
    memory: float | None = None

    @classmethod
    def of_verdict(cls, verdict: Verdict) -> Self:
        """Return what is kept of the judge's verdict."""
        return cls(
            verdict.passed,
            verdict.stage,
            verdict.message,
            verdict.case,
            verdict.cases,
            verdict.of,
            verdict.seed,
            verdict.ms,
            verdict.device,
        )

    def measured(self, ratios: Ratios) -> Self:
        """Return the result with what was measured after the pass."""
        return replace(self, time=ratios.time, memory=ratios.memory)

    @property
    def sentence(self) -> str:
        """The result in words, ``Failed at shape: …``."""
        count = f"{self.cases} of {self.of} cases pass; " if self.of else ""
        if self.passed:
            return f"Solved: all {self.of} cases pass."
        case = f" in the case “{self.case}”" if self.case else ""
        return f"Not solved: {count}it fails at {self.stage}{case}: {self.message}"

    @property
    def grade(self) -> Grade:
        """The result as a grade: everything for a pass, half for code that passes half the cases."""
        status = Status.MISS
        if self.passed:
            status = Status.HIT
        elif self.of and self.cases >= PARTLY * self.of:
            status = Status.PARTIAL
        score = {Status.HIT: 1.0, Status.PARTIAL: 0.5}.get(status, 0.0)
        return Grade(score, (PointVerdict(SOLVES, status, 1.0, (), self.sentence),), version=0)

    def to_json(self) -> dict[str, Any]:
        """Return the result as JSON-ready values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Build a result from what :meth:`to_json` gave."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Submission:
    """Code that was submitted, and what came of it."""

    code: str
    result: Result
