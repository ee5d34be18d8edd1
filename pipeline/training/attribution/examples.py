"""PolNeAR articles as arrays to train on: words, vectors, gold cues and the roles around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate.chunks import Chunks, chunks_of, spaced_words
from pipeline.annotate.pieces import WordPieces
from pipeline.quotes.network.columns import Ints, WordColumns, read_words
from pipeline.quotes.network.features import Vocabulary
from pipeline.quotes.network.layers import CONTENT_BEGIN, SOURCE_BEGIN
from pipeline.quotes.network.pairs import Pairs, make_pairs
from pipeline.quotes.rules.find import find_quotes
from pipeline.text.quotations import regions_of


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One attribution in words: the cue `[first, last)`, and the spans of content and source."""

    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    source: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Example:
    """One article."""

    name: str
    words: WordColumns
    chunks: Chunks
    gold: tuple[GoldAttribution, ...]
    features: Ints | None = None


def example(name: str, doc: Doc, pieces: WordPieces, attributions: Sequence[dict[str, Any]]) -> Example:
    """Read one annotated article."""
    words = read_words(doc, doc.text, regions_of(doc), find_quotes(doc))
    gold = (_gold(words, attribution) for attribution in attributions)
    unique = {one.cue: one for one in gold if one is not None}
    return Example(name, words, chunks_of(spaced_words(doc), pieces), tuple(unique[cue] for cue in sorted(unique)))


def annotated(nlp: Language, pieces: WordPieces, articles: Iterable[dict[str, Any]]) -> Iterator[Example]:
    """Annotate articles with the encoder's pipeline, one at a time in the order of their names."""
    rows = sorted(articles, key=lambda row: str(row["id"]))
    for row, doc in zip(rows, nlp.pipe((row["text"] for row in rows), batch_size=8), strict=True):
        yield example(row["id"], doc, pieces, row["attributions"])


def _gold(words: WordColumns, attribution: dict[str, Any]) -> GoldAttribution | None:
    cues = [span for span in (_span(words, *offsets) for offsets in attribution["cue"]) if span]
    content = [span for span in (_span(words, *offsets) for offsets in attribution["content"]) if span]
    source = [span for span in (_span(words, *offsets) for offsets in attribution["source"]) if span]
    return GoldAttribution(cues[0], tuple(content), tuple(source)) if cues and content else None


def _span(words: WordColumns, start: int, end: int) -> tuple[int, int] | None:
    """Words that lie in `[start, end)` with more than half of their characters."""
    first = int(np.searchsorted(words.end, start, side="right"))
    last = int(np.searchsorted(words.start, end, side="left"))
    inside = np.minimum(words.end[first:last], end) - np.maximum(words.start[first:last], start)
    mostly = np.flatnonzero(2 * inside >= words.end[first:last] - words.start[first:last])
    return (first + int(mostly[0]), first + int(mostly[-1]) + 1) if len(mostly) else None


def vocabulary(examples: Iterable[Example], least: int = 4) -> Vocabulary:
    """Labels and lemmas seen at least `least` times."""
    columns: dict[str, list[np.ndarray[Any, Any]]] = {}
    for one in examples:
        for name in ("dep", "tag", "entity", "shape", "lemma"):
            columns.setdefault(name, []).append(one.words.strings[name])
    known = {}
    for name, parts in columns.items():
        hashes, counts = np.unique(np.concatenate(parts), return_counts=True)
        known[name] = hashes[counts >= (least if name in ("shape", "lemma") else 1)]
    return Vocabulary(**known)


def cue_labels(one: Example) -> Ints:
    """0 outside, 1 begin, 2 inside, per word."""
    labels = np.zeros(len(one.words.start), dtype=np.int64)
    for gold in one.gold:
        labels[gold.cue[0] : gold.cue[1]] = 2
        labels[gold.cue[0]] = 1
    return labels


def role_labels(pairs: Pairs, cues: Sequence[GoldAttribution | None]) -> Ints:
    """Role of every pair; cues that are none of the gold's (None) have no roles."""
    labels = np.zeros(len(pairs.word), dtype=np.int64)
    for i, gold in enumerate(cues):
        if gold is None:
            continue
        low = int(pairs.word[pairs.first[i]])
        end = int(pairs.first[i + 1])
        for spans, begin in ((gold.source, SOURCE_BEGIN), (gold.content, CONTENT_BEGIN)):
            for first, last in spans:
                a, b = pairs.first[i] + max(first - low, 0), min(pairs.first[i] + last - low, end)
                if a < b:
                    labels[a:b] = begin + 1
                    labels[a] = begin
    return labels


def pairs_of(one: Example, cues: Sequence[tuple[int, int]], known: Vocabulary) -> Pairs:
    """Pairs of the given cues with the words around them."""
    assert one.features is not None
    first = np.array([cue[0] for cue in cues], dtype=np.int64)
    last = np.array([cue[1] for cue in cues], dtype=np.int64)
    return make_pairs(one.words, one.features[:, 0], len(known.dep) + 1, first, last)
