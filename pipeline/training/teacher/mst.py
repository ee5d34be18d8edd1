"""The best tree: maximum spanning arborescence with one root (Chu, Liu, Edmonds)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def best_tree(scores: Floats) -> Ints:
    """The heads of the tree with the highest sum of scores among those with one word below the root.

    Args:
        scores: [word, head], finite, of size [n, n + 1]; head 0 is the root, head `i` the word of row `i - 1`.

    Returns:
        The head of each word, 0 for the root.

    >>> best_tree(np.array([[0.0, 0.0, 5.0], [1.0, 4.0, 0.0]])).tolist()
    [2, 0]
    """
    count = len(scores)
    table = np.full((count + 1, count + 1), -np.inf)
    # A price for every root that no tree can gain back: the best tree pays it once.
    price = 1.0 + (scores.max() - scores.min()) * count
    table[1:] = scores
    table[1:, 0] -= price
    np.fill_diagonal(table, -np.inf)
    return _spanning(table)[1:]


def _spanning(table: Floats) -> Ints:
    """Heads of the best arborescence from node 0 over [node, head]; the head of node 0 is -1."""
    heads = table.argmax(axis=1)
    heads[0] = -1
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    outside = np.setdiff1d(np.arange(len(table)), cycle)  # keeps node 0 in front
    kept = table[cycle, heads[cycle]]
    into = table[np.ix_(cycle, outside)] - kept[:, None]
    out_of = table[np.ix_(outside, cycle)]
    small = np.full((len(outside) + 1,) * 2, -np.inf)
    small[:-1, :-1] = table[np.ix_(outside, outside)]
    small[-1, :-1] = into.max(axis=0)
    small[:-1, -1] = out_of.max(axis=1)
    found = _spanning(small)
    whole = heads.copy()
    whole[outside[1:]] = [
        cycle[out_of[row].argmax()] if head == len(outside) else outside[head]
        for row, head in enumerate(found[:-1])
        if row
    ]
    entry = into[:, found[-1]].argmax()  # where the tree breaks the cycle open
    whole[cycle[entry]] = outside[found[-1]]
    return whole


def _cycle(heads: Ints) -> Ints | None:
    """The nodes of one cycle, None where there is none."""
    seen = np.full(len(heads), -1)
    for start in range(1, len(heads)):
        node = start
        while node > 0 and seen[node] < 0:
            seen[node] = start
            node = int(heads[node])
        if node > 0 and seen[node] == start:
            cycle = [node]
            while (following := int(heads[cycle[-1]])) != node:
                cycle.append(following)
            return np.array(sorted(cycle))
    return None
