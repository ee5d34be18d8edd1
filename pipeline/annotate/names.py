"""Spans of names from the scores of their labels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

# (first word, word behind the last, number of the kind in `ENTITIES`)
Name = tuple[int, int, int]


def names_of(scores: Floats, breaks: npt.NDArray[np.bool_]) -> list[Name]:
    """The names among words, from scores of shape (n, 1 + 2 kinds); none runs over a word where `breaks` is true.

    A name begins at a word that says so, and at one inside a name where nothing stands before. Its kind is the one
    that its words say together: "Bank of America" is no place because its last word is.

    >>> scores = np.full((3, 15), -9, dtype=np.float32)  # seven kinds
    >>> scores[0, 1] = scores[1, 2] = scores[2, 0] = 5
    >>> names_of(scores, np.array([True, False, False]))
    [(0, 2, 0)]
    """
    best = scores.argmax(axis=1)
    inside = best > 0
    if not inside.any():
        return []
    before = np.concatenate([[False], inside[:-1]])
    begins = np.flatnonzero(inside & ((best % 2 == 1) | ~before | breaks))
    after = np.flatnonzero(~inside | breaks)
    ends = np.append(after, len(best))[np.searchsorted(after, begins, side="right")]
    ends = np.minimum(ends, np.append(begins[1:], len(best)))
    kinds = np.logaddexp(scores[:, 1::2], scores[:, 2::2])
    odds = kinds - np.logaddexp.reduce(scores, axis=1)[:, None]
    return [(a, b, int(odds[a:b].sum(axis=0).argmax())) for a, b in zip(begins.tolist(), ends.tolist(), strict=True)]
