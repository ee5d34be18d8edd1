"""Sentences and their trees from the scores of the encoder."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.annotate.chunks import Chunks, Ints
from pipeline.annotate.graph import Floats, Scores
from pipeline.annotate.trees import tree_of

Truths = npt.NDArray[np.bool_]


def sentence_starts(scores: Floats, chunks: Chunks, given: Ints) -> Truths:
    """Whether a sentence starts at each word: where the encoder says so, a chunk begins, or it was said before.

    `given` is 1 where a start was set before, -1 where somebody said that none is there.
    """
    starts: Truths = (scores > 0) & (given >= 0) | (given == 1)
    starts[chunks.word[:, 0]] = True
    return starts


def trees(scores: Scores, chunks: Chunks, starts: Truths, relations: tuple[Floats, Floats]) -> tuple[Ints, Ints]:
    """The governor of each word, itself for a root, and the number of its label; no tree runs over a sentence."""
    heads = np.empty(len(starts), dtype=np.int64)
    labels = np.empty(len(starts), dtype=np.int64)
    weight, bias = relations
    at = 0
    for arcs, dependent, governor in zip(scores.arcs, scores.dependent, scores.governor, strict=True):
        size = len(arcs)
        own = _heads(arcs, starts[at : at + size])
        joint = np.maximum(dependent + governor[own], 0)
        labels[at : at + size] = (joint @ weight + bias).argmax(axis=1)
        heads[at : at + size] = np.where(own > 0, own - 1, np.arange(size)) + at
        at += size
    return heads, labels


def _heads(arcs: Floats, starts: Truths) -> Ints:
    """Heads of the words of one chunk, from 1; 0 for the roots."""
    borders = [*np.flatnonzero(starts).tolist(), len(starts)]
    heads = np.zeros(len(starts), dtype=np.int64)
    for first, last in pairwise(borders):
        if last - first > 1:
            table = np.concatenate([arcs[first:last, :1], arcs[first:last, first + 1 : last + 1]], axis=1)
            found = tree_of(table)
            heads[first:last] = np.where(found > 0, found + first, 0)
    return heads
