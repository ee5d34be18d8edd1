"""The learned finder: weights from a file, and the attributions of a `Doc` in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.quotes.learned.features import Floats, Ints, Vocabulary, Words, token_features
from pipeline.quotes.learned.network import (
    CONTENT_BEGIN,
    SOURCE_BEGIN,
    Settings,
    Weights,
    cue_scores,
    encode,
    log_softmax,
    role_scores,
)
from pipeline.quotes.learned.pairs import cue_heads, make_pairs
from pipeline.quotes.learned.viterbi import best_labels

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """One attribution in words, each span `[first, last)`, with the probabilities of its parts."""

    cue: Span
    content: tuple[Span, ...]
    source: Span | None
    cue_odds: float
    relation: float
    content_odds: float
    source_odds: float


@dataclass(frozen=True, slots=True)
class Network:
    """Weights, settings and vocabulary."""

    weights: Weights
    settings: Settings
    vocabulary: Vocabulary
    pipeline: str | None  # fingerprint of the pipeline that the vectors came from

    @classmethod
    def of(cls, arrays: dict[str, Any]) -> Network:
        """Take the arrays of a file apart."""
        settings = json.loads(bytes(arrays["settings"]).decode())
        known = {name.split(".")[1]: array for name, array in arrays.items() if name.startswith("vocabulary.")}
        weights = {
            name: array.astype(np.float32)
            for name, array in arrays.items()
            if not name.startswith("vocabulary.") and name != "settings"
        }
        return cls(
            weights, Settings(tuple(settings["encoder"]), tuple(settings["roles"])), Vocabulary(**known),
            settings.get("pipeline"),
        )  # fmt: skip

    @classmethod
    def load(cls, path: Path) -> Network:
        """Read the `.npz` that training wrote."""
        with np.load(path) as arrays:
            return cls.of(dict(arrays))

    def findings(self, words: Words, vectors: Floats, bias: float = 0.0, least: float = 0.3) -> list[Finding]:
        """Attributions of a document; `bias` lifts the odds of cues, `least` is the least relation probability."""
        if not len(words.start):
            return []
        features = token_features(words, self.vocabulary)
        states = encode(vectors, features, self.weights, self.settings)
        odds = np.exp(cue_scores(states, self.weights))
        first, last = cue_spans(odds, bias)
        if not len(first):
            return []
        pairs = make_pairs(words, features[:, 0], len(self.vocabulary.dep) + 1, first, last)
        heads = cue_heads(words, first, last)
        emissions, relation = role_scores(
            states, pairs.cue, pairs.word, pairs.features, heads, self.weights, self.settings
        )
        labels = best_labels(emissions, pairs.first, self.weights["roles.transitions"], self.weights["roles.start"])
        sure = np.exp(log_softmax(emissions))[np.arange(len(labels)), labels]
        sure_related = 1 / (1 + np.exp(-relation))
        found = []
        for i in range(len(first)):
            if sure_related[i] < least:
                continue
            span = slice(int(pairs.first[i]), int(pairs.first[i + 1]))
            low = int(pairs.word[span.start])
            content = label_spans(labels[span], CONTENT_BEGIN)
            if not content:
                continue
            source = label_spans(labels[span], SOURCE_BEGIN)
            best = max(source, key=lambda s: float(sure[span][s[0] : s[1]].mean()), default=None)
            found.append(
                Finding(
                    cue=(int(first[i]), int(last[i])),
                    content=tuple((a + low, b + low) for a, b in content),
                    source=(best[0] + low, best[1] + low) if best else None,
                    cue_odds=float(1 - odds[first[i] : last[i], 0].min()),
                    relation=float(sure_related[i]),
                    content_odds=float(min(sure[span][a:b].mean() for a, b in content)),
                    source_odds=float(sure[span][best[0] : best[1]].mean()) if best else float(sure[span].min()),
                )
            )
        return found


def cue_spans(odds: Floats, bias: float) -> tuple[Ints, Ints]:
    """Runs of words more likely in a cue than not, parted where a new cue begins."""
    cue = odds[:, 0] < 0.5 + bias
    begins = cue & (~np.concatenate([[False], cue[:-1]]) | (odds[:, 1] > odds[:, 2]))
    first = np.flatnonzero(begins)
    ends = np.flatnonzero(cue & ~(np.concatenate([cue[1:], [False]]) & ~np.concatenate([begins[1:], [True]])))
    return first, ends + 1


def label_spans(labels: Ints, begin: int) -> list[Span]:
    """Spans of one role in a label sequence."""
    inside = (labels == begin) | (labels == begin + 1)
    starts = np.flatnonzero((labels == begin) | (inside & ~np.concatenate([[False], inside[:-1]])))
    follows = np.concatenate([labels[1:] == begin + 1, [False]])
    ends = np.flatnonzero(inside & ~follows) + 1
    return list(zip(starts.tolist(), ends.tolist(), strict=True))
