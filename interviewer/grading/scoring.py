"""From verdicts to a score."""

from collections.abc import Sequence

import numpy as np

from interviewer.grading import weights as w
from interviewer.grading.judging import Judged
from interviewer.grading.result import Choice, Flag, Status
from interviewer.knowledge.models import Misconception, Tier


def score(
    points: Sequence[Judged], mistakes: Sequence[Misconception], flag: Flag | None, choice: Choice | None
) -> float:
    """Return the score 0..1 from core key points, stated misconceptions, what is odd, and the choice made.

    A choice weighs half as much as all core key points together; without one they alone decide.
    """
    core = [judged for judged in points if judged.point.tier is Tier.CORE]
    total = sum(judged.point.weight for judged in core)
    charged = {mistake.contradicts for mistake in mistakes}  # one fault costs once
    earned = sum(
        judged.point.weight * credit(judged)
        for judged in core
        if not (judged.verdict.status is Status.CONTRADICTED and judged.point.id in charged)
    )
    value = (earned / total if total else 0.0) - w.MISTAKE_COST * len(mistakes)
    if choice is not None:
        value = (value + w.CHOICE_WEIGHT * choice.correct) / (1.0 + w.CHOICE_WEIGHT)
        value = value if choice.correct else min(value, w.WRONG_CHOICE_CAP)
    if any(mistake.fatal for mistake in mistakes):
        value = min(value, w.FATAL_CAP)
    if flag is not None:
        value = min(value, w.FLAG_CAP)
    return round(min(max(value, 0.0), 1.0), 3)


def credit(judged: Judged) -> float:
    """Return what one key point earns, from a deduction for a contradiction to 1 for a hit.

    Where nothing but one statement is known of a key point, its credit follows the likeness without steps.
    """
    status = judged.verdict.status
    if status is Status.CONTRADICTED:
        return -w.CONTRADICTION_COST
    stepped = 1.0 if status is Status.HIT else 0.0
    if status is Status.PARTIAL:
        low, high = w.PARTIAL_CREDIT
        share = (min(max(judged.support, w.PARTIAL), w.HIT) - w.PARTIAL) / (w.HIT - w.PARTIAL)
        stepped = low + (high - low) * share
    smooth = float(np.interp(judged.likeness, w.GRADUAL_LIKENESS, w.GRADUAL_CREDIT))
    return (1.0 - judged.gradual) * stepped + judged.gradual * smooth
