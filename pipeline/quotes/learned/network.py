"""The forward pass in numpy: an encoder over the words of a document, a cue tagger, and a role tagger around each cue.

The weights are made by `pipeline.training.attribution`, whose torch modules compute the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.quotes.learned.features import Floats, Ints

# Role labels: outside, begin and inside of content, begin and inside of source.
OUT, CONTENT_BEGIN, CONTENT_IN, SOURCE_BEGIN, SOURCE_IN = range(5)
ROLES = 5
GAP = 8  # empty rows between windows, so that the convolutions do not look over their borders
_EPSILON = 1e-5

Weights = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the weights do not say: dilations of the convolutions."""

    encoder: tuple[int, ...]
    roles: tuple[int, ...]


def normalized(x: Floats, weights: Weights, name: str) -> Floats:
    """Layer normalization over the last axis."""
    centred: Floats = x - x.mean(axis=1, keepdims=True)
    scale = np.sqrt(np.einsum("ij,ij->i", centred, centred) / x.shape[1] + _EPSILON)
    centred /= scale[:, None]
    centred *= weights[f"{name}.weight"]
    centred += weights[f"{name}.bias"]
    return centred


def convolved(x: Floats, weights: Weights, name: str, dilation: int) -> Floats:
    """A residual gated convolution over three rows, `dilation` apart, with layer normalization."""
    width = x.shape[1]
    wide = np.zeros((len(x), 3 * width), dtype=np.float32)
    wide[dilation:, :width] = x[:-dilation]
    wide[:, width : 2 * width] = x
    wide[:-dilation, 2 * width :] = x[dilation:]
    mixed = wide @ weights[f"{name}.conv.weight"]
    mixed += weights[f"{name}.conv.bias"]
    np.maximum(mixed, 0, out=mixed)
    mixed += x
    return normalized(mixed, weights, f"{name}.norm")


def embedded(features: Ints, weights: Weights, name: str) -> Floats:
    """Sum of one table row per feature column; all tables stand in one array, `name.offset` apart."""
    rows = features + weights[f"{name}.offset"].astype(np.int64)
    table = weights[f"{name}.table"]
    total = table[rows[:, 0]]
    for column in range(1, rows.shape[1]):
        total += table[rows[:, column]]
    return total


def encode(vectors: Floats, features: Ints, weights: Weights, settings: Settings) -> Floats:
    """Hidden states of the words, shape (n, width)."""
    x = vectors @ weights["encoder.vectors.weight"]
    x += embedded(features, weights, "encoder.embed")
    x += weights["encoder.vectors.bias"]
    x = normalized(x, weights, "encoder.norm")
    for layer, dilation in enumerate(settings.encoder):
        x = convolved(x, weights, f"encoder.layers.{layer}", dilation)
    return x


def cue_scores(states: Floats, weights: Weights) -> Floats:
    """Log probabilities of outside, begin, inside; shape (n, 3)."""
    return log_softmax(states @ weights["cues.weight"] + weights["cues.bias"])


def role_scores(
    states: Floats, cue: Ints, word: Ints, features: Ints, heads: Ints, weights: Weights, settings: Settings
) -> tuple[Floats, Floats]:
    """Role emissions of all (cue, word) pairs, shape (pairs, 5), and one relation score per cue."""
    rows = np.arange(len(cue)) + GAP * cue
    x = np.zeros((len(cue) + GAP * (int(cue[-1]) + 1), weights["roles.word.weight"].shape[1]), dtype=np.float32)
    of_cue = states[heads] @ weights["roles.cue.weight"] + weights["roles.cue.bias"]
    mixed = (states @ weights["roles.word.weight"])[word]
    mixed += of_cue[cue]
    mixed += embedded(features, weights, "roles.embed")
    np.maximum(mixed, 0, out=mixed)
    x[rows] = normalized(mixed, weights, "roles.norm")
    gaps = np.ones(len(x), dtype=bool)
    gaps[rows] = False
    for layer, dilation in enumerate(settings.roles):
        x = convolved(x, weights, f"roles.layers.{layer}", dilation)
        x[gaps] = 0
    emissions = x[rows] @ weights["roles.out.weight"] + weights["roles.out.bias"]
    own = np.flatnonzero(word == heads[cue])
    relation = x[rows[own]] @ weights["roles.relation.weight"] + weights["roles.relation.bias"]
    return emissions, relation[:, 0]


def log_softmax(x: Floats) -> Floats:
    """Along the last axis."""
    x = x - x.max(axis=-1, keepdims=True)
    logs: Floats = x - np.log(np.exp(x).sum(axis=-1, keepdims=True))
    return logs
