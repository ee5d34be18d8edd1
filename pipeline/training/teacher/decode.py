"""Several networks' opinions to one tree a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from pipeline.training.teacher.batches import in_turn, make_batch
from pipeline.training.teacher.known_words import KnownWords
from pipeline.training.teacher.mst import best_tree
from pipeline.training.teacher.nets import TeacherParser
from pipeline.training.teacher.sentences import ParserSentence

_LEAST = 1e-6  # keeps logarithms finite


def parse(
    nets: Sequence[TeacherParser], lexicon: KnownWords, sentences: Sequence[ParserSentence], words: int = 4000
) -> list[ParserSentence]:
    """The sentences with the trees that the networks find together: their probabilities are averaged."""
    parsed: list[ParserSentence | None] = [None] * len(sentences)
    with torch.inference_mode():
        for places, batch in in_turn(sentences, words):
            for place, one in zip(places, _parse_batch(nets, lexicon, batch), strict=True):
                parsed[place] = one
    return [one for one in parsed if one is not None]


def _parse_batch(
    nets: Sequence[TeacherParser], lexicon: KnownWords, batch: list[ParserSentence]
) -> list[ParserSentence]:
    inputs = make_batch(batch, lexicon)
    scores = [net(inputs) for net in nets]
    arcs = torch.stack([one.arcs.softmax(dim=-1) for one in scores]).mean(dim=0)
    odds = arcs.clamp(min=_LEAST).log().double().numpy()
    heads = torch.zeros(inputs.forms.shape, dtype=torch.long)
    for row, one in enumerate(batch):
        size = len(one.words)
        heads[row, 1 : size + 1] = torch.from_numpy(best_tree(odds[row, 1 : size + 1, : size + 1]))
    stacked = torch.stack([net.labels(one, heads).softmax(dim=-1) for net, one in zip(nets, scores, strict=True)])
    labels = _fitting(stacked.mean(dim=0).numpy(), heads.numpy() == 0, lexicon)
    return [
        ParserSentence(
            one.words,
            (),
            tuple(heads[row, 1 : len(one.words) + 1].tolist()),
            tuple(lexicon.labels[label] for label in labels[row, 1 : len(one.words) + 1]),
        )
        for row, one in enumerate(batch)
    ]


def _fitting(odds: NDArray[np.float32], roots: NDArray[np.bool_], lexicon: KnownWords) -> NDArray[np.int64]:
    """The best labels; the root, and nothing else, is called ROOT."""
    is_root_label = np.array([label == "ROOT" for label in lexicon.labels])
    barred = roots[:, :, None] != is_root_label
    return np.where(barred, -1.0, odds).argmax(axis=-1)


def accuracy(gold: Sequence[ParserSentence], found: Sequence[ParserSentence]) -> tuple[float, float]:
    """UAS and LAS in percent; as in spaCy's scorer, words whose true label is `punct` do not count.

    >>> gold = ParserSentence(("It", "rains"), (), (2, 0), ("expl", "ROOT"))
    >>> accuracy([gold], [ParserSentence(("It", "rains"), (), (2, 0), ("nsubj", "ROOT"))])
    (100.0, 50.0)
    """
    pairs = [
        (one.heads[i] == other.heads[i], one.labels[i] == other.labels[i])
        for one, other in zip(gold, found, strict=True)
        for i in range(len(one.words))
        if one.labels[i] != "punct"
    ]
    count = max(len(pairs), 1)
    return 100 * sum(head for head, _ in pairs) / count, 100 * sum(head and label for head, label in pairs) / count
