"""From verdicts to a score."""

from collections.abc import Sequence

from interviewer.grading import weights as w
from interviewer.grading.result import Choice, Flag, PointVerdict, Status
from interviewer.knowledge.models import KeyPoint, Tier


def score(
    points: Sequence[tuple[KeyPoint, PointVerdict, float]],
    mistakes: int,
    fatal: bool,
    flags: Sequence[Flag],
    choice: Choice | None,
) -> float:
    """Return the score 0..1 from core key points with their support, misconceptions, flags and the choice made."""
    core = [(point.weight, verdict.status, support) for point, verdict, support in points if point.tier is Tier.CORE]
    total = sum(weight for weight, _, _ in core)
    earned = sum(weight * credit(status, support) for weight, status, support in core)
    value = earned / total if total else 0.0
    value -= w.MISTAKE_COST * mistakes
    if choice is not None:
        value = (value + 0.5 * choice.correct) / 1.5 if choice.correct else min(value / 1.5, w.WRONG_CHOICE_CAP)
    if fatal:
        value = min(value, w.FATAL_CAP)
    if flags:
        value = min(value, w.FLAG_CAP)
    return round(min(max(value, 0.0), 1.0), 3)


def credit(status: Status, support: float) -> float:
    """Return what one key point earns, -1..1."""
    if status is Status.HIT:
        return 1.0
    if status is Status.PARTIAL:
        low, high = w.PARTIAL_CREDIT
        return low + (high - low) * (min(max(support, w.PARTIAL), w.HIT) - w.PARTIAL) / (w.HIT - w.PARTIAL)
    return -w.CONTRADICTION_COST if status is Status.CONTRADICTED else 0.0
