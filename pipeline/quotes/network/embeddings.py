"""Embedding tables of many feature columns, summed in advance where two or three small ones make one not too large."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.quotes.network.columns import Floats, Ints

_MOST_ROWS = 1024  # of a joint table: what is looked up all the time should stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Embeddings:
    """One array with all joint tables; `groups` are the columns of each, `sizes` the tables' lengths by column.

    `offset` says where the table of each group begins.
    """

    table: Floats
    groups: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]
    offset: tuple[int, ...]

    @classmethod
    def of(cls, table: Floats, starts: Ints) -> Embeddings:
        """Join the tables of one array, one per column, that begin at `starts`."""
        ends = [*starts[1:].tolist(), len(table)]
        single = [table[int(a) : int(b)] for a, b in zip(starts.tolist(), ends, strict=True)]
        sizes = tuple(len(one) for one in single)
        groups = _grouped(sizes)
        joint = [_summed([single[column] for column in group]) for group in groups]
        offset = np.cumsum([0, *(len(one) for one in joint[:-1])])
        return cls(np.concatenate(joint), groups, sizes, tuple(offset.tolist()))

    def rows(self, features: Ints) -> Ints:
        """Rows of the array for feature numbers of shape (n, columns), shape (groups, n).

        >>> tables = Embeddings.of(np.float32([[1], [2], [10], [20], [30]]), np.array([0, 2]))
        >>> tables.table[tables.rows(np.array([[1, 2]]))].ravel().tolist()
        [32.0]
        """
        found = np.empty((len(self.groups), len(features)), dtype=np.int64)
        for row, group, offset in zip(found, self.groups, self.offset, strict=True):
            row[:] = features[:, group[0]]
            for column in group[1:]:
                row *= self.sizes[column]
                row += features[:, column]
            row += offset
        return found

    def add_to(self, x: Floats, rows: Ints) -> None:
        """Add to each row of `x` those of the tables, `rows` as `rows` returns them."""
        buffer = np.empty_like(x)
        for numbers in rows:
            x += np.take(self.table, numbers, axis=0, out=buffer, mode="clip")


def _grouped(sizes: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Neighbouring columns together, as long as their joint table does not grow too large."""
    groups: list[list[int]] = []
    rows = _MOST_ROWS + 1
    for column, size in enumerate(sizes):
        if rows * size <= _MOST_ROWS:
            groups[-1].append(column)
            rows *= size
        else:
            groups.append([column])
            rows = size
    return tuple(tuple(group) for group in groups)


def _summed(tables: list[Floats]) -> Floats:
    """One row for each combination of rows, the last table's changing fastest."""
    total = tables[0]
    for table in tables[1:]:
        total = (total[:, None] + table).reshape(-1, table.shape[1])
    return total
