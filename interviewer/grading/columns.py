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
    """Sparse matrices that share one pattern of rows and columns, kept column by column.

    Args:
        count: number of rows.
        rows: row of each value.
        columns: column of each value; no pair of row and column stands twice.
        values: for each matrix its values, matrices × values.
    """

    def __init__(self, count: int, rows: Indices, columns: Indices, *values: Array) -> None:
        order = np.argsort(columns, kind="stable")
        self.count = count
        self.rows, self.columns = rows[order], columns[order]
        self.values = [kept[order] for kept in values]

    @classmethod
    def of(cls, *matrices: Array) -> Self:
        """Return dense matrices of one shape as sparse ones."""
        rows, columns = np.nonzero(np.any(matrices, axis=0))
        return cls(len(matrices[0]), rows, columns, *(matrix[rows, columns] for matrix in matrices))

    def take(self, wanted: Indices) -> list[Array]:
        """Return each matrix dense, its rows × the columns ``wanted``, which are different from one another."""
        starts = self.columns.searchsorted(wanted)
        counts = self.columns.searchsorted(wanted, side="right") - starts
        found = runs(starts, counts)
        # Filled column by column and handed out transposed: the products want the rows last.
        place = np.repeat(np.arange(len(wanted)) * self.count, counts) + self.rows[found]
        taken = np.zeros((len(self.values), len(wanted) * self.count))
        for into, kept in zip(taken, self.values, strict=True):
            into[place] = kept[found]
        return [matrix.reshape(len(wanted), self.count).T for matrix in taken]

    def sums(self, scale: Sequence[float] | Array) -> list[Array]:
        """Return each matrix's sums along its rows, column *c* counted ``scale[c]`` times."""
        factors = np.asarray(scale)[self.columns]
        return [np.bincount(self.rows, kept * factors, self.count).astype(np.float64) for kept in self.values]


def runs(starts: Indices, counts: Indices) -> Indices:
    """Return the indices ``start, start + 1, …`` of every run, one run after another."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()))
