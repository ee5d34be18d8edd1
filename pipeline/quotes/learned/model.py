"""The learned finder: weights from a file, and the attributions of a `Doc` in words."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
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
from pipeline.quotes.learned.pairs import Pairs, cue_heads, make_pairs
from pipeline.quotes.learned.viterbi import best_labels

Span = tuple[int, int]
_PAIRS_AT_ONCE = 20_000


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
        emissions, relation = self._roles(states, pairs, cue_heads(words, first, last))
        labels = best_labels(emissions, pairs.first, self.weights["roles.transitions"], self.weights["roles.start"])
        sure = np.exp(log_softmax(emissions))[np.arange(len(labels)), labels]
        found = []
        for i in np.flatnonzero(relation >= least).tolist():
            window = slice(int(pairs.first[i]), int(pairs.first[i + 1]))
            cue = (int(first[i]), int(last[i]))
            cue_odds = float(1 - odds[cue[0] : cue[1], 0].min())
            finding = _finding(cue, int(pairs.word[window.start]), labels[window], sure[window])
            if finding is not None:
                found.append(replace(finding, cue_odds=cue_odds, relation=float(relation[i])))
        return found

    def _roles(self, states: Floats, pairs: Pairs, heads: Ints) -> tuple[Floats, Floats]:
        """Emissions and relation probabilities, some cues at a time: a long paragraph has very many pairs."""
        emissions, relations = [], []
        at = 0
        while at < len(heads):
            limit = pairs.first[at] + _PAIRS_AT_ONCE
            after = max(at + 1, int(np.searchsorted(pairs.first, limit, side="right")) - 1)
            rows = slice(int(pairs.first[at]), int(pairs.first[after]))
            scores, relation = role_scores(
                states, pairs.cue[rows] - at, pairs.word[rows], pairs.features[rows], heads[at:after],
                self.weights, self.settings,
            )  # fmt: skip
            emissions.append(scores)
            relations.append(1 / (1 + np.exp(-relation)))
            at = after
        return np.concatenate(emissions), np.concatenate(relations)


def _finding(cue: Span, low: int, labels: Ints, sure: Floats) -> Finding | None:
    """Read one cue's labels; of several sources the surest one counts. None where there is no content."""
    content = label_spans(labels, CONTENT_BEGIN)
    if not content:
        return None
    sources = label_spans(labels, SOURCE_BEGIN)
    source = max(sources, key=lambda s: float(sure[s[0] : s[1]].mean()), default=None)
    return Finding(
        cue=cue,
        content=tuple((a + low, b + low) for a, b in content),
        source=(source[0] + low, source[1] + low) if source else None,
        cue_odds=0.0,
        relation=0.0,
        content_odds=float(min(sure[a:b].mean() for a, b in content)),
        source_odds=float(sure[source[0] : source[1]].mean()) if source else float(sure.min()),
    )


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
