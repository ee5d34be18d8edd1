"""Word vectors out of raw text: which words stand next to a word, as positive mutual information, made short by SVD."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

Vectors = NDArray[np.float32]

_PLACES = (-2, -1, 1, 2)  # what stands before and after a word tells its part of speech: places are kept apart
_CONTEXTS = 6000
_SMOOTH = 0.75  # as in word2vec: rare contexts count for less


def vector_key(word: str) -> str:
    """What words with one vector share: the form without case, digits made alike.

    >>> vector_key("Rain"), vector_key("1985")
    ('rain', '0000')
    """
    return "".join("0" if char.isdigit() else char for char in word.lower())


def word_vectors(texts: Iterable[Sequence[str]], width: int, min_count: int) -> tuple[dict[str, int], Vectors]:
    """Vectors for the words that occur `min_count` times or more.

    Args:
        texts: sentences as words.
        width: the length of a vector.
        min_count: how often a word must occur.

    Returns:
        The row of each `vector_key`, and the rows; row 0 is zero and belongs to all other words.
    """
    lines = [[vector_key(word) for word in text] for text in texts]
    counts = Counter(word for line in lines for word in line)
    known = [word for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if count >= min_count]
    rows = {word: row for row, word in enumerate(known)}
    if len(rows) <= width:
        raise ValueError(f"{len(rows)} words of {min_count} occurrences: too few for vectors of length {width}")
    stream, gap = [], [-1] * max(_PLACES)
    for line in lines:  # a gap parts the sentences, so that no word has the next sentence's for a neighbour
        stream += [rows.get(word, -1) for word in line] + gap
    left, sizes, _ = svds(_association(np.array(gap + stream), len(rows)), k=width, v0=_start(len(rows)))
    found = left * np.sqrt(sizes)
    found *= np.sign(found.sum(axis=0)) / found.std()
    return {word: row + 1 for word, row in rows.items()}, np.vstack([np.zeros(width), found]).astype(np.float32)


def _association(stream: NDArray[np.int64], words: int) -> csr_matrix:
    """Positive pointwise mutual information of words (rows) and neighbours by place (columns)."""
    contexts = min(words, _CONTEXTS)
    row, column = [], []
    for number, place in enumerate(_PLACES):
        neighbour = np.roll(stream, -place)
        both = (stream >= 0) & (neighbour >= 0) & (neighbour < contexts)
        row.append(stream[both])
        column.append(neighbour[both] + number * contexts)
    at = np.concatenate(row), np.concatenate(column)
    table = csr_matrix((np.ones(len(at[0])), at), shape=(words, contexts * len(_PLACES))).tocoo()
    by_row = np.asarray(table.sum(axis=1)).ravel()
    by_column = np.asarray(table.sum(axis=0)).ravel() ** _SMOOTH
    chance = by_column / by_column.sum()
    strength = np.log(table.data / (by_row[table.row] * chance[table.col]))
    return csr_matrix((np.maximum(strength, 0), (table.row, table.col)), shape=table.shape)


def _start(words: int) -> NDArray[np.float64]:
    # svds starts at a random vector unless given one.
    return np.random.default_rng(0).standard_normal(words)
