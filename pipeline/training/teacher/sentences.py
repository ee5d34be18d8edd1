"""Treebank `Doc`s to plain sentences, and back to where a sentence's words stand in its `Doc`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

Ints = NDArray[np.int64]

# Outlets differ in their quotation marks and apostrophes; the trees do not.
_MARKS = {"“": '"', "”": '"', "„": '"', "''": '"', "``": '"', "‘": "'", "’": "'", "`": "'"}
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class ParserSentence:
    """The words of one sentence and, where it has been parsed, their tags, heads and labels.

    `heads` counts from 1, 0 stands for the root; a sentence without a tree has none of the last three.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()


def normal_form(word: str) -> str:
    """The word with one kind of quotation marks and apostrophes.

    >>> normal_form("’s"), normal_form("``"), normal_form("Rain")
    ("'s", '"', 'Rain')
    """
    return _MARKS.get(word) or word.translate(_APOSTROPHES)


def sentence_words(doc: Doc) -> list[Ints]:
    """For each sentence the indexes of its words in the `Doc`; white-space tokens belong to none.

    >>> import spacy
    >>> words = ["Rain", ".", "\\n", "Sun"]
    >>> doc = Doc(spacy.blank("en").vocab, words=words, sent_starts=[True, False, False, True])
    >>> [indexes.tolist() for indexes in sentence_words(doc)]
    [[0, 1], [3]]
    """
    borders = [token.i for token in doc if token.i == 0 or token.is_sent_start] + [len(doc)]
    found = ([i for i in range(start, end) if not doc[i].is_space] for start, end in pairwise(borders))
    return [np.array(indexes, dtype=np.int64) for indexes in found if indexes]


def gold_sentences(doc: Doc) -> Iterator[ParserSentence]:
    """The sentences of a treebank `Doc` with their trees."""
    for indexes in sentence_words(doc):
        place = {int(at): number for number, at in enumerate(indexes, 1)}
        tokens = [doc[int(at)] for at in indexes]
        yield ParserSentence(
            tuple(normal_form(token.text) for token in tokens),
            tuple(token.tag_ for token in tokens),
            tuple(0 if token.head.i == token.i else place[token.head.i] for token in tokens),
            tuple(token.dep_ for token in tokens),
        )


def bare_sentences(doc: Doc) -> Iterator[ParserSentence]:
    """The sentences of a `Doc` as words alone."""
    for indexes in sentence_words(doc):
        yield ParserSentence(tuple(normal_form(doc[int(at)].text) for at in indexes))
