"""The forward pass in numpy: an encoder over the words of a document, a cue tagger, and a role tagger around each cue.

The weights are made by `pipeline.training.attribution`, whose torch modules compute the same. Rows are worked on in
blocks: what many small steps over a block read and write then stays in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.quotes.network.columns import Floats, Ints
from pipeline.quotes.network.embeddings import Embeddings

# Role labels: outside, begin and inside of content, begin and inside of source.
OUT, CONTENT_BEGIN, CONTENT_IN, SOURCE_BEGIN, SOURCE_IN = range(5)
ROLES = 5
GAP = 8  # empty rows between windows in training, so that the convolutions do not look over their borders
_EPSILON = 1e-5
_BLOCK = 512

Weights = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Dilations:
    """What the weights do not say: dilations of the convolutions."""

    encoder: tuple[int, ...]
    roles: tuple[int, ...]


def blocks(count: int) -> Iterator[slice]:
    """Slices that part `count` rows."""
    return (slice(at, min(at + _BLOCK, count)) for at in range(0, count, _BLOCK))


def rectify(x: Floats) -> None:
    """Make what is negative zero, in place: numpy takes the greater of two arrays faster than that of one and 0."""
    np.maximum(x, np.zeros_like(x), out=x)


def normalize(x: Floats, weights: Weights, name: str) -> None:
    """Layer normalization over the last axis, in place; a product with ones sums faster than a sum."""
    mean = np.full(x.shape[1], 1 / x.shape[1], dtype=np.float32)
    x -= (x @ mean)[:, None]
    x *= (1 / np.sqrt((x * x) @ mean + np.float32(_EPSILON)))[:, None]
    x *= weights[f"{name}.weight"]
    x += weights[f"{name}.bias"]


def rows_beside(sequence: Ints, dilation: int) -> Ints:
    """Numbers of the rows `dilation` before and behind each row, and its own between, shape (n, 3).

    `sequence` says to which sequence each row belongs; where that has no such row stands `n`, a row of zeros.
    """
    count = len(sequence)
    own = np.flatnonzero(sequence[dilation:] == sequence[:-dilation])
    found = np.full((count, 3), count)
    found[own + dilation, 0] = own
    found[:, 1] = np.arange(count)
    found[own, 2] = own + dilation
    return found


def convolved(x: Floats, beside: Ints, weights: Weights, name: str) -> Floats:
    """A residual gated convolution over three rows, those of `beside`, with layer normalization.

    `x` and the result have a row of zeros behind the last.
    """
    width = x.shape[1]
    out = np.empty_like(x)
    out[-1] = 0
    gathered = np.empty((min(_BLOCK, len(beside)), 3, width), dtype=np.float32)
    for block in blocks(len(beside)):
        rows = gathered[: block.stop - block.start]
        np.take(x, beside[block], axis=0, out=rows, mode="clip")
        mixed = np.matmul(rows.reshape(len(rows), 3 * width), weights[f"{name}.conv.weight"], out=out[block])
        mixed += weights[f"{name}.conv.bias"]
        rectify(mixed)
        mixed += x[block]
        normalize(mixed, weights, f"{name}.norm")
    return out


def encode(vectors: Floats, rows: Ints, weights: Weights, tables: Embeddings, dilations: Dilations) -> Floats:
    """Hidden states of the words of one document, shape (n, width); `rows` are those of `tables`."""
    x = np.zeros((len(vectors) + 1, weights["encoder.vectors.weight"].shape[1]), dtype=np.float32)
    for block in blocks(len(vectors)):
        mixed = np.matmul(vectors[block], weights["encoder.vectors.weight"], out=x[block])
        mixed += weights["encoder.vectors.bias"]
        tables.add_to(mixed, rows[:, block])
        normalize(mixed, weights, "encoder.norm")
    together = np.zeros(len(vectors), dtype=np.int64)
    for layer, dilation in enumerate(dilations.encoder):
        x = convolved(x, rows_beside(together, dilation), weights, f"encoder.layers.{layer}")
    return x[:-1]


def cue_scores(states: Floats, weights: Weights) -> Floats:
    """Log probabilities of outside, begin, inside; shape (n, 3)."""
    return log_softmax(states @ weights["cues.weight"] + weights["cues.bias"])


def role_scores(
    states: Floats,
    cue: Ints,
    word: Ints,
    rows: Ints,
    heads: Ints,
    weights: Weights,
    tables: Embeddings,
    dilations: Dilations,
) -> tuple[Floats, Floats]:
    """Role emissions of all (cue, word) pairs, shape (pairs, 5), and one relation score per cue."""
    of_word = states @ weights["roles.word.weight"]
    of_cue = states[heads] @ weights["roles.cue.weight"] + weights["roles.cue.bias"]
    x = np.zeros((len(cue) + 1, of_cue.shape[1]), dtype=np.float32)
    for block in blocks(len(cue)):
        mixed = np.take(of_word, word[block], axis=0, out=x[block], mode="clip")
        mixed += of_cue[cue[block]]
        tables.add_to(mixed, rows[:, block])
        rectify(mixed)
        normalize(mixed, weights, "roles.norm")
    for layer, dilation in enumerate(dilations.roles):
        x = convolved(x, rows_beside(cue, dilation), weights, f"roles.layers.{layer}")
    emissions = x[:-1] @ weights["roles.out.weight"] + weights["roles.out.bias"]
    own = np.flatnonzero(word == heads[cue])
    relation = x[own] @ weights["roles.relation.weight"] + weights["roles.relation.bias"]
    return emissions, relation[:, 0]


def log_softmax(x: Floats) -> Floats:
    """Along the last axis; worked on label by label, for numpy is slow over many short rows."""
    labels = np.ascontiguousarray(x.T)
    labels -= labels.max(axis=0)
    labels -= np.log(np.exp(labels).sum(axis=0))
    return labels.T
