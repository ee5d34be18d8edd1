"""The tree of a sentence from the scores of its words' governors (Chu, Liu, Edmonds), with one root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ROOTS = 3  # words that are tried as the root


def tree_of(scores: Floats) -> Ints:
    """A tree of high score: the best governor of each word where that is a tree, and that it is nearly always.

    Else each of the words that look most like the root is tried, and the best of the trees is taken.

    Args:
        scores: [word, head], finite, of size [n, n + 1]; head 0 is the root, head `i` the word of row `i - 1`.

    Returns:
        The head of each word, 0 for the root.

    >>> tree_of(np.array([[0.0, 0.0, 5.0], [1.0, 4.0, 0.0]])).tolist()
    [2, 0]
    """
    heads: Ints = scores.argmax(axis=1)
    if np.count_nonzero(heads == 0) == 1 and _all_reach_root(heads):
        return heads
    inner = scores.copy()
    inner[:, 0] = -np.inf
    inner[np.arange(len(inner)), np.arange(1, len(inner) + 1)] = -np.inf
    best = inner.max(axis=1, initial=-np.inf)
    likely = np.argsort(best - scores[:, 0], kind="stable")[:_ROOTS]
    trees = [(_total(scores, found), found) for found in (_below(inner, int(root)) for root in likely)]
    return max(trees, key=lambda one: one[0])[1]


def _total(scores: Floats, heads: Ints) -> float:
    return float(scores[np.arange(len(heads)), heads].sum())


def _below(inner: Floats, root: int) -> Ints:
    """The best tree with a given root."""
    heads: Ints = inner.argmax(axis=1)
    heads[root] = 0
    if _all_reach_root(heads):
        return heads
    count = len(inner)
    table = np.full((count + 1, count + 1), -np.inf)
    table[1:] = inner
    table[root + 1] = -np.inf
    table[root + 1, 0] = 0.0
    found: Ints = _spanning(table)[1:]
    return found


def _spanning(table: Floats) -> Ints:
    """Heads of the best arborescence from node 0 over [node, head]; the head of node 0 is -1."""
    heads: Ints = table.argmax(axis=1)
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
    whole: Ints = heads.copy()
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


def _all_reach_root(heads: Ints) -> bool:
    """Follow all heads at once, each time twice as far."""
    above = np.concatenate([[0], heads])
    for _ in range(len(heads).bit_length()):
        above = above[above]
    return not above.any()
