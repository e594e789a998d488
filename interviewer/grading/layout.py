"""Where the targets of a question lie in the matrices of its forms and of its concept groups."""

from collections.abc import Iterable, Sequence

import numpy as np

from interviewer.grading import weights as w
from interviewer.grading.columns import Indices
from interviewer.grading.question_forms import Target


class Layout:
    """Places of neighbouring targets, so that all of them can be reckoned at once.

    An answer has a few windows and a target a few forms: a step for each target costs more than its arithmetic.

    Attributes:
        own: the targets' forms.
        forms: the first form of each target, counted within ``own``.
        sizes: how many forms each has.
        grouped: the targets that have concept groups.
        own_groups: their groups.
        groups: the first group of each of these targets, counted within ``own_groups``.
        group_sizes: how many groups each of them has.
        floor: for each form the likeness that is nothing.
        full: for each form the likeness that is full support.
    """

    def __init__(self, targets: Sequence[Target]) -> None:
        forms = [target.forms for target in targets]
        groups = [target.groups for target in targets if len(target.groups)]
        self.own, self.own_groups = _joined(forms), _joined(groups)
        self.forms, self.groups = _starts(forms), _starts(groups)
        self.sizes, self.group_sizes = _indices(map(len, forms)), _indices(map(len, groups))
        self.grouped = _indices(i for i, target in enumerate(targets) if len(target.groups))
        richness = np.array([_richness(len(each)) for each in forms for _ in each])
        self.floor, self.full = (low + (high - low) * richness for low, high in (w.LEXICAL_FLOOR, w.LEXICAL_FULL))

    def __len__(self) -> int:
        return len(self.forms)


def _richness(forms: int) -> float:
    """Return 0 for a target with one form, up to 1 for one with many."""
    return min((forms - 1) / (w.FORMS_RICH - 1), 1.0)


def _joined(ranges: Sequence[range]) -> slice:
    return slice(ranges[0].start, ranges[-1].stop) if ranges else slice(0, 0)


def _starts(ranges: Sequence[range]) -> Indices:
    return _indices(each.start - ranges[0].start for each in ranges)


def _indices(numbers: Iterable[int]) -> Indices:
    return np.fromiter(numbers, dtype=np.intp)
