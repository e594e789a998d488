"""Runs of neighbouring clauses, in which a key point is looked for."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from interviewer.grading import weights as w
from interviewer.grading.units import Analysis

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


def blocks(windows: Sequence[Window]) -> Iterator[tuple[list[int], int, int]]:
    """Yield the windows in blocks of neighbours: their numbers, and the first and last (exclusive) clause they span.

    What is reckoned over the words of one block at a time takes time and memory in proportion to the answer's length.
    """
    order = sorted(range(len(windows)), key=lambda row: windows[row].first) if len(windows) > BLOCK else None
    for start in range(0, len(windows), BLOCK):
        rows = order[start : start + BLOCK] if order else list(range(len(windows)))
        yield rows, min(windows[row].first for row in rows), max(windows[row].last for row in rows)
