"""The learned finder: weights from a file, and the attributions of a `Doc` in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

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
Doubles = npt.NDArray[np.float64]
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
        contents = window_spans(labels, pairs, CONTENT_BEGIN)
        sources = window_spans(labels, pairs, SOURCE_BEGIN)
        summed = np.concatenate([[0.0], np.cumsum(sure, dtype=np.float64)])
        found = []
        for i in np.flatnonzero(relation >= least).tolist():
            if not contents[i]:
                continue
            shift = int(pairs.word[pairs.first[i]] - pairs.first[i])
            content_odds, content = _surest(contents[i], summed, shift, every=True)
            source_odds, source = _surest(sources[i], summed, shift, every=False)
            found.append(
                Finding(
                    cue=(int(first[i]), int(last[i])),
                    content=content,
                    source=source[0] if source else None,
                    cue_odds=float(1 - odds[first[i] : last[i], 0].min()),
                    relation=float(relation[i]),
                    content_odds=content_odds,
                    source_odds=source_odds if source else float(sure[pairs.first[i] : pairs.first[i + 1]].min()),
                )
            )
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


def _surest(rows: list[Span], summed: Doubles, shift: int, *, every: bool) -> tuple[float, tuple[Span, ...]]:
    """Spans of pairs as spans of words, with a mean probability: all spans with the least one's, or the surest one."""
    means = [(summed[b] - summed[a]) / (b - a) for a, b in rows]
    if every:
        return float(min(means)), tuple((a + shift, b + shift) for a, b in rows)
    best = max(range(len(rows)), key=means.__getitem__, default=None)
    return (0.0, ()) if best is None else (float(means[best]), ((rows[best][0] + shift, rows[best][1] + shift),))


def cue_spans(odds: Floats, bias: float) -> tuple[Ints, Ints]:
    """Runs of words more likely in a cue than not, parted where a new cue begins."""
    cue = odds[:, 0] < 0.5 + bias
    begins = cue & (~np.concatenate([[False], cue[:-1]]) | (odds[:, 1] > odds[:, 2]))
    first = np.flatnonzero(begins)
    ends = np.flatnonzero(cue & ~(np.concatenate([cue[1:], [False]]) & ~np.concatenate([begins[1:], [True]])))
    return first, ends + 1


def window_spans(labels: Ints, pairs: Pairs, begin: int) -> list[list[Span]]:
    """Spans of one role, as ranges of pairs, for every cue."""
    spans = label_spans(labels, begin, pairs.first[:-1])
    owners = pairs.cue[[a for a, _ in spans]].tolist() if spans else []
    by_cue: list[list[Span]] = [[] for _ in range(len(pairs.first) - 1)]
    for owner, span in zip(owners, spans, strict=True):
        by_cue[owner].append(span)
    return by_cue


def label_spans(labels: Ints, begin: int, borders: Ints) -> list[Span]:
    """Spans of one role in a label sequence; none runs over the first positions of windows, `borders`."""
    inside = (labels == begin) | (labels == begin + 1)
    border = np.zeros(len(labels) + 1, dtype=bool)
    border[borders] = True
    border[-1] = True
    starts = (labels == begin) | (inside & (border[:-1] | ~np.concatenate([[False], inside[:-1]])))
    goes_on = np.concatenate([(labels[1:] == begin + 1), [False]]) & ~border[1:]
    return list(zip(np.flatnonzero(starts).tolist(), (np.flatnonzero(inside & ~goes_on) + 1).tolist(), strict=True))
