"""Sentences to padded arrays of about equal cost."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from pipeline.training.teacher.known_words import KnownWords
from pipeline.training.teacher.sentences import ParserSentence

IGNORED = -100  # what torch's cross entropy passes over: the root, and padding


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences side by side, the root in front of each: arrays of [sentence, place].

    `forms` points into the distinct forms of the batch, whose features are `word`, `vector` and the bags of `pieces`
    that begin at `bags`.
    """

    lengths: Tensor
    forms: Tensor
    word: Tensor
    vector: Tensor
    pieces: Tensor
    bags: Tensor


@dataclass(frozen=True, slots=True)
class GoldTrees:
    """What is to be found, [sentence, place]; `IGNORED` where nothing is."""

    tags: Tensor
    heads: Tensor
    labels: Tensor


def make_batch(sentences: Sequence[ParserSentence], lexicon: KnownWords) -> Batch:
    """Put sentences side by side."""
    number: dict[str, int] = {}
    forms = [[number.setdefault(form, len(number)) for form in ("", *one.words)] for one in sentences]
    readings = [lexicon.read(form) for form in number]
    sizes = torch.tensor([0] + [len(reading.pieces) for reading in readings[:-1]])
    return Batch(
        torch.tensor([len(row) for row in forms]),
        _padded(forms, 0),
        torch.tensor([reading.word for reading in readings]),
        torch.tensor([reading.vector for reading in readings]),
        torch.tensor([piece for reading in readings for piece in reading.pieces]),
        sizes.cumsum(0),
    )


def make_gold(sentences: Sequence[ParserSentence], lexicon: KnownWords) -> GoldTrees:
    """The answers for `make_batch` of the same sentences."""
    tags = {tag: i for i, tag in enumerate(lexicon.tags)}
    labels = {label: i for i, label in enumerate(lexicon.labels)}
    return GoldTrees(
        _padded([[IGNORED, *(tags[tag] for tag in one.tags)] for one in sentences], IGNORED),
        _padded([[IGNORED, *one.heads] for one in sentences], IGNORED),
        _padded([[IGNORED, *(labels[label] for label in one.labels)] for one in sentences], IGNORED),
    )


def _padded(rows: list[list[int]], filler: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [filler] * (longest - len(row)) for row in rows])


def shuffled(sentences: Sequence[ParserSentence], words: int, chance: random.Random) -> Iterator[list[ParserSentence]]:
    """Batches of sentences of like length, in random order."""
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].words) * chance.uniform(0.9, 1.1))
    cut = list(_cut([sentences[i] for i in order], words))
    chance.shuffle(cut)
    yield from cut


def in_turn(sentences: Sequence[ParserSentence], words: int) -> Iterator[tuple[list[int], list[ParserSentence]]]:
    """Batches of sentences of like length with their places in the input, short sentences first."""
    order = sorted(range(len(sentences)), key=lambda i: (len(sentences[i].words), i))
    begin = 0
    for batch in _cut([sentences[i] for i in order], words):
        yield order[begin : begin + len(batch)], batch
        begin += len(batch)


def _cut(sentences: list[ParserSentence], words: int) -> Iterator[list[ParserSentence]]:
    """Cut a list so that no batch has more than `words` places, padding included; at least one sentence each."""
    batch: list[ParserSentence] = []
    longest = 0
    for one in sentences:
        longest = max(longest, len(one.words) + 1)
        if batch and longest * (len(batch) + 1) > words:
            yield batch
            batch, longest = [], len(one.words) + 1
        batch.append(one)
    if batch:
        yield batch
