"""The learned finder: weights from a file, and the attributions of a `Doc` in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.quotes.network.columns import Floats, Ints, WordColumns, joined
from pipeline.quotes.network.embeddings import Embeddings
from pipeline.quotes.network.features import Vocabulary, token_features
from pipeline.quotes.network.layers import (
    CONTENT_BEGIN,
    SOURCE_BEGIN,
    Dilations,
    Weights,
    cue_scores,
    encode,
    log_softmax,
    role_scores,
)
from pipeline.quotes.network.pairs import Pairs, make_pairs
from pipeline.quotes.network.viterbi import best_labels

Span = tuple[int, int]
Doubles = npt.NDArray[np.float64]
_PAIRS_AT_ONCE = 20_000
_LEAST_RELATION = 0.3


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
    """Weights, dilations and vocabulary."""

    weights: Weights
    dilations: Dilations
    vocabulary: Vocabulary
    pipeline: str | None  # fingerprint of the pipeline that the vectors came from
    tables: dict[str, Embeddings] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Join the small embedding tables of both networks."""
        tables = {
            name: Embeddings.of(
                self.weights[f"{name}.embed.table"], self.weights[f"{name}.embed.offset"].astype(np.int64)
            )
            for name in ("encoder", "roles")
        }
        object.__setattr__(self, "tables", tables)

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
            weights,
            Dilations(tuple(settings["encoder"]), tuple(settings["roles"])),
            Vocabulary(**known),
            settings.get("pipeline"),
        )

    @classmethod
    def load(cls, path: Path) -> Network:
        """Read the `.npz` that training wrote."""
        with np.load(path) as arrays:
            return cls.of(dict(arrays))

    def findings(self, words: WordColumns, vectors: Floats) -> list[Finding]:
        """Attributions of one document; `vectors` are those of its words."""
        return self.findings_of_all([words], [vectors])[0]

    def findings_of_all(self, parts: Sequence[WordColumns], vectors: Sequence[Floats]) -> list[list[Finding]]:
        """Attributions of several documents, for each of them.

        What is counted and compared is done for all at once. What is multiplied is done one document at a time: the
        last bits of a product of matrices depend on all their rows, and what is found in a document must not depend
        on its neighbours.
        """
        words, begins = joined(parts)
        features = token_features(words, self.vocabulary)
        states = self._states(features, vectors, begins)
        odds = [np.exp(cue_scores(own, self.weights)) for own in states]
        first, last = _all_cue_spans(odds, begins)
        if not len(first):
            return [[] for _ in parts]
        pairs = make_pairs(words, features[:, 0], len(self.vocabulary.dep) + 1, first, last)
        emissions, relation = self._roles(states, pairs, begins, np.searchsorted(first, begins).tolist())
        labels = best_labels(emissions, pairs.first, self.weights["roles.transitions"], self.weights["roles.start"])
        scores = CueScores(_cue_odds(odds, first, last), relation, labels, _sure(emissions, labels))
        owner = np.searchsorted(begins, first, side="right") - 1
        cues = np.stack([first, last], axis=1) - begins[owner][:, None]
        found: list[list[Finding]] = [[] for _ in parts]
        for i, one in found_by_cue(pairs, cues, begins[owner], scores):
            found[owner[i]].append(one)
        return found

    def _states(self, features: Ints, vectors: Sequence[Floats], begins: Ints) -> list[Floats]:
        """Hidden states of the words of each document."""
        tables = self.tables["encoder"]
        rows = tables.rows(features)
        return [
            encode(own, rows[:, a:b], self.weights, tables, self.dilations)
            for own, (a, b) in zip(vectors, pairwise(begins.tolist()), strict=True)
        ]

    def _roles(self, states: Sequence[Floats], pairs: Pairs, begins: Ints, of_cue: list[int]) -> tuple[Floats, Floats]:
        """Emissions and relation probabilities, some cues at a time: a long paragraph has very many pairs."""
        tables = self.tables["roles"]
        table_rows = tables.rows(pairs.features)
        emissions, relations = [], []
        for own, begin, (at, end) in zip(states, begins.tolist(), pairwise(of_cue), strict=False):
            while at < end:
                limit = pairs.first[at] + _PAIRS_AT_ONCE
                after = min(max(at + 1, int(np.searchsorted(pairs.first, limit, side="right")) - 1), end)
                rows = slice(int(pairs.first[at]), int(pairs.first[after]))
                scores, relation = role_scores(
                    own, pairs.cue[rows] - at, pairs.word[rows] - begin, table_rows[:, rows],
                    pairs.heads[at:after] - begin, self.weights, tables, self.dilations,
                )  # fmt: skip
                emissions.append(scores)
                relations.append(1 / (1 + np.exp(-relation)))
                at = after
        return np.concatenate(emissions), np.concatenate(relations)


@dataclass(frozen=True, slots=True)
class CueScores:
    """What the networks say: probabilities of each cue and its relation, labels of the pairs with probabilities."""

    cue_odds: Floats
    relation: Floats
    labels: Ints
    sure: Floats


def found_by_cue(pairs: Pairs, cues: Ints, begins: Ints, scores: CueScores) -> Iterator[tuple[int, Finding]]:
    """Number and finding of each cue that reports something; `cues` has the spans, `begins` what comes off of pairs."""
    contents = window_spans(scores.labels, pairs, CONTENT_BEGIN)
    sources = window_spans(scores.labels, pairs, SOURCE_BEGIN)
    summed = np.concatenate([[0.0], np.cumsum(scores.sure, dtype=np.float64)])
    unsurest = np.minimum.reduceat(scores.sure, pairs.first[:-1]).tolist()
    shifts = (pairs.word[pairs.first[:-1]] - pairs.first[:-1] - begins).tolist()
    spans = list(map(tuple, cues.tolist()))
    for i in np.flatnonzero(scores.relation >= _LEAST_RELATION).tolist():
        if not contents[i]:
            continue
        content_odds, content = _surest(contents[i], summed, shifts[i], every=True)
        source_odds, source = _surest(sources[i], summed, shifts[i], every=False)
        yield (
            i,
            Finding(
                cue=spans[i],
                content=content,
                source=source[0] if source else None,
                cue_odds=float(scores.cue_odds[i]),
                relation=float(scores.relation[i]),
                content_odds=content_odds,
                source_odds=source_odds if source else unsurest[i],
            ),
        )


def _cue_odds(odds: Sequence[Floats], first: Ints, last: Ints) -> Floats:
    """The probability that at least the surest word of each cue belongs to one."""
    outside = np.append(np.concatenate([own[:, 0] for own in odds]), np.float32(1))
    least: Floats = np.minimum.reduceat(outside, np.stack([first, last], axis=1).ravel())[::2]
    return 1 - least


def _sure(emissions: Floats, labels: Ints) -> Floats:
    """The probability of each label given."""
    chosen: Floats = np.exp(log_softmax(emissions)[np.arange(len(labels)), labels])
    return chosen


def _surest(rows: list[Span], summed: Doubles, shift: int, *, every: bool) -> tuple[float, tuple[Span, ...]]:
    """Spans of pairs as spans of words, with a mean probability: all spans with the least one's, or the surest one."""
    means = [(summed[b] - summed[a]) / (b - a) for a, b in rows]
    if every:
        return float(min(means)), tuple((a + shift, b + shift) for a, b in rows)
    best = max(range(len(rows)), key=means.__getitem__, default=None)
    return (0.0, ()) if best is None else (float(means[best]), ((rows[best][0] + shift, rows[best][1] + shift),))


def _all_cue_spans(odds: Sequence[Floats], begins: Ints) -> tuple[Ints, Ints]:
    """The cues of all documents: none runs over a border."""
    spans = [cue_spans(own) for own in odds]
    first = [own + at for (own, _), at in zip(spans, begins.tolist(), strict=False)]
    last = [own + at for (_, own), at in zip(spans, begins.tolist(), strict=False)]
    return np.concatenate(first), np.concatenate(last)


def cue_spans(odds: Floats) -> tuple[Ints, Ints]:
    """Runs of words more likely in a cue than not, parted where a new cue begins."""
    cue = odds[:, 0] < 0.5
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
