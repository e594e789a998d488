"""Runs of neighbouring clauses, in which a key point is looked for."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from interviewer.grading import weights as w
from interviewer.grading.columns import Indices
from interviewer.grading.polarity import Sides
from interviewer.grading.units import Analysis, Unit

BLOCK = 64
"""Windows looked at together."""


class Window(NamedTuple):
    """A run of neighbouring clauses, ``first`` to ``last`` (exclusive), and how much its matches count."""

    first: int
    last: int
    trust: float


def _units(answer: Analysis, first: int, last: int) -> int:
    return answer.unit_ranges[last - 1][1] - answer.unit_ranges[first][0] if last > first else 0


def windows_of(answer: Analysis) -> tuple[Window, ...]:
    """Return the windows of an answer: clauses, neighbouring pairs, sentences, pairs of sentences, a short whole."""
    count = len(answer.clauses)
    found: dict[tuple[int, int], float] = {(i, i + 1): 1.0 for i in range(count)}
    for i in range(count - 1):
        together = answer.clauses[i].sentence == answer.clauses[i + 1].sentence
        found.setdefault((i, i + 2), w.TRUST_PAIR if together else w.TRUST_SENTENCES)
    starts = [i for i in range(count) if i == 0 or answer.clauses[i].sentence != answer.clauses[i - 1].sentence]
    ends = [*starts[1:], count]
    for k, start in enumerate(starts):
        for span, trust in ((1, w.TRUST_SENTENCE), (2, w.TRUST_SENTENCES)):
            if k + span <= len(ends) and _units(answer, start, ends[k + span - 1]) <= w.LONGEST_WINDOW:
                found.setdefault((start, ends[k + span - 1]), trust)
    if _units(answer, 0, count) <= w.LONGEST_WINDOW:
        found.setdefault((0, count), w.TRUST_WHOLE)
    return tuple(Window(a, b, trust) for (a, b), trust in found.items())


def blocks(spans: Indices) -> Iterator[tuple[Indices, int, int]]:
    """Yield the windows in blocks of neighbours: their numbers, and the first and last (exclusive) clause they span.

    What is reckoned over the words of one block at a time takes time and memory in proportion to the answer's length.
    """
    order = spans[:, 0].argsort(kind="stable")
    for start in range(0, len(spans), BLOCK):
        rows = order[start : start + BLOCK]
        yield rows, int(spans[rows, 0].min()), int(spans[rows, 1].max())


def membership(spans: Indices, first: int, last: int) -> npt.NDArray[np.float64]:
    """Return windows × the clauses ``first`` to ``last`` (exclusive): 1 where a window holds a clause."""
    clauses = np.arange(first, last)
    return ((spans[:, :1] <= clauses) & (clauses < spans[:, 1:])).astype(np.float64)


def windows_with(clauses: Sequence[bool], windows: Sequence[Window]) -> npt.NDArray[np.bool_]:
    """Return for each window whether any of its clauses is marked."""
    if not any(clauses):
        return np.zeros(len(windows), dtype=np.bool_)
    return np.array([any(clauses[win.first : win.last]) for win in windows])


def side_of(compared: Sides, units: Sequence[Unit]) -> int:
    """Return 1 or -1 for units that name one side of the comparison only, else 0."""
    named = {compared.of(unit) for unit in units} - {0}
    return named.pop() if len(named) == 1 else 0


def window_sides(
    answer: Analysis, compared: Sides, windows: Sequence[Window]
) -> tuple[npt.NDArray[np.int_], npt.NDArray[np.bool_]]:
    """Return for each window the side it speaks of, and whether different clauses of it speak of different sides.

    A clause that names no side goes on about the one before it.
    """
    if not compared.left:
        return np.zeros(len(windows), dtype=np.int_), np.zeros(len(windows), dtype=np.bool_)
    named: list[frozenset[int]] = []
    for c, (first, last) in enumerate(answer.unit_ranges):
        here = frozenset({compared.of(unit) for unit in answer.units[first:last]} - {0})
        carries = c > 0 and answer.clauses[c].sentence == answer.clauses[c - 1].sentence
        named.append(here or (named[-1] if carries else here))
    spoken = [named[win.first : win.last] for win in windows]
    either = [frozenset[int]().union(*clauses) for clauses in spoken]
    side = np.array([next(iter(both)) if len(both) == 1 else 0 for both in either], dtype=np.int_)
    mixed = [
        len(both) == 2 and all(len(one) < 2 for one in clauses) for both, clauses in zip(either, spoken, strict=True)
    ]
    return side, np.array(mixed, dtype=np.bool_)
