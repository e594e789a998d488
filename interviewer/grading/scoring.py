"""From verdicts to a score."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from interviewer.grading import weights as w
from interviewer.grading.judging import Judged
from interviewer.grading.result import Choice, Flag, Status
from interviewer.knowledge.models import Misconception, Tier


class Score(NamedTuple):
    """A score 0..1 and how it was reckoned, line by line."""

    value: float
    arithmetic: tuple[str, ...]


def score(
    points: Sequence[Judged], mistakes: Sequence[Misconception], flag: Flag | None, choice: Choice | None
) -> Score:
    """Return the score from core key points, stated misconceptions, what is odd, and the choice made.

    A choice weighs half as much as all core key points together; without one they alone decide.
    """
    core = [judged for judged in points if judged.point.tier is Tier.CORE]
    charged = {mistake.contradicts for mistake in mistakes}  # one fault costs once
    worths = [0.0 if j.verdict.status is Status.CONTRADICTED and j.point.id in charged else j.credit for j in core]
    total = sum(judged.point.weight for judged in core)
    earned = sum(judged.point.weight * worth for judged, worth in zip(core, worths, strict=True))
    share = max(earned / total, 0.0) if total else 0.0
    value = float(np.interp(share, w.SHARE_EARNED, w.SCORE_GIVEN))
    lines = [
        f"{j.point.id}: {j.verdict.status}, weight {j.point.weight:g} × credit {worth:.2f}"
        for j, worth in zip(core, worths, strict=True)
    ]
    lines.append(f"share {max(earned, 0.0):.2f} / {total:g} = {share:.2f}, which counts {value:.2f}")
    for mistake in mistakes:
        value -= w.MISTAKE_COST
        lines.append(f"misconception {mistake.id}: −{w.MISTAKE_COST:g}")
    if choice is not None:
        value = (value + w.CHOICE_WEIGHT * choice.correct) / (1.0 + w.CHOICE_WEIGHT)
        verdict = "right" if choice.correct else "wrong"
        lines.append(f"choice {choice.given}: {verdict}, weight {w.CHOICE_WEIGHT:g} beside the key points: {value:.2f}")
    caps = [
        (choice is not None and not choice.correct, w.WRONG_CHOICE_CAP, "wrong choice"),
        (any(mistake.fatal for mistake in mistakes), w.FATAL_CAP, "fatal misconception"),
        (flag is not None, w.FLAG_CAP, f"flag {flag}"),
    ]
    for applies, cap, name in caps:
        if applies:
            value = min(value, cap)
            lines.append(f"{name}: at most {cap:g}")
    value = round(min(max(value, 0.0), 1.0), 3)
    return Score(value, (*lines, f"score {value:g}"))
