"""Sparse matrices with few rows, of which a handful of columns at a time is wanted dense.

An answer touches a small part of a question's vocabulary. Dense products over that part alone are far quicker than
products of sparse matrices, whose fixed costs exceed the arithmetic on texts of a few dozen words.
"""

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


class Columns:
    """Sparse matrices that share one pattern of rows and columns.

    Args:
        count: number of rows.
        rows: row of each value.
        columns: column of each value; no pair of row and column stands twice.
        values: for each matrix its values, matrices × values.
    """

    def __init__(self, count: int, rows: Indices, columns: Indices, *values: Array) -> None:
        self.count = count
        self.rows, self.columns = rows, columns
        self.values = values

    @classmethod
    def of(cls, *matrices: Array) -> Self:
        """Return dense matrices of one shape as sparse ones."""
        rows, columns = np.nonzero(np.any(matrices, axis=0))
        return cls(len(matrices[0]), rows, columns, *(matrix[rows, columns] for matrix in matrices))

    def take(self, places: Indices, size: int) -> Array:
        """Return some columns dense: matrices × those columns × rows.

        Args:
            places: for every column its place among those that are wanted, or -1.
            size: how many are wanted.
        """
        place = places[self.columns]
        (wanted,) = (place >= 0).nonzero()
        place = place[wanted] * self.count + self.rows[wanted]
        taken = np.zeros((len(self.values), size * self.count))
        for into, kept in zip(taken, self.values, strict=True):
            into[place] = kept[wanted]
        return taken.reshape(len(taken), size, self.count)

    def sums(self, scale: Sequence[float] | Array) -> list[Array]:
        """Return each matrix's sums along its rows, column *c* counted ``scale[c]`` times."""
        factors = np.asarray(scale)[self.columns]
        return [np.bincount(self.rows, kept * factors, self.count).astype(np.float64) for kept in self.values]


def numbered(found: Indices, limit: int) -> tuple[Indices, Indices]:
    """Return the different ones among numbers below ``limit``, ascending, and for every number its place, or -1.

    numpy's ``unique`` does the same by sorting.
    """
    seen = np.zeros(limit, dtype=np.bool_)
    seen[found] = True
    (kept,) = seen.nonzero()
    places = np.full(limit, -1, dtype=np.intp)
    places[kept] = np.arange(len(kept))
    return kept, places
