"""Parsed articles to `Doc`s that `spacy train` reads beside the treebanks': trees alone, without tags and lemmas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.pipeline._parser_internals import nonproj
from spacy.tokens import Doc

from pipeline.training.teacher.sentences import Ints, ParserSentence, sentence_words

# As many as in the treebanks' documents; a paragraph is never cut.
_SENTENCES_PER_DOC = 12


@dataclass(frozen=True, slots=True)
class Tree:
    """Heads (as indexes of tokens, a root's its own), labels and sentence starts of all tokens of a `Doc`."""

    heads: list[int]
    labels: list[str]
    starts: list[bool]


def tree_of(doc: Doc, parsed: Sequence[ParserSentence]) -> Tree:
    """Lay the trees of `bare_sentences(doc)` over the tokens of `doc`.

    White space hangs on the token before it, as in the treebanks' documents; at the very start on the one after it.

    Raises:
        ValueError: `parsed` are not the sentences of this `Doc`.
    """
    sentences = sentence_words(doc)
    first = int(sentences[0][0]) if sentences else 0
    heads = [i - 1 if i > first else min(i + 1, len(doc) - 1) for i in range(len(doc))]
    labels = ["dep"] * len(doc)
    starts = [False] * len(doc)
    for indexes, one in zip(sentences, parsed, strict=True):
        starts[int(indexes[0])] = True
        for at, head, label in zip(indexes.tolist(), one.heads, one.labels, strict=True):
            heads[at] = int(indexes[head - 1]) if head else at
            labels[at] = label
    if len(doc) and first:
        starts[0], starts[first] = True, False
    return Tree(heads, labels, starts)


def silver_docs(doc: Doc, parsed: Sequence[ParserSentence]) -> Iterator[Doc]:
    """New `Doc`s of about a dozen sentences with the trees of `parsed`; white space between them is left out.

    Arcs that cross are lifted: most are the teacher's mistakes, and each kind would be a label more for the student.
    """
    tree = tree_of(doc, parsed)
    for group in _groups(doc, sentence_words(doc)):
        start, end = int(group[0][0]), int(group[-1][-1]) + 1
        tokens = doc[start:end]
        heads, _ = nonproj.projectivize([head - start for head in tree.heads[start:end]], tree.labels[start:end])
        yield Doc(
            doc.vocab,
            words=[token.text for token in tokens],
            spaces=[bool(token.whitespace_) for token in tokens],
            heads=heads,
            deps=tree.labels[start:end],
            sent_starts=[True, *tree.starts[start + 1 : end]],
        )


def _groups(doc: Doc, sentences: list[Ints]) -> Iterator[list[Ints]]:
    group = sentences[:1]
    for before, after in pairwise(sentences):
        between = doc[int(before[-1]) + 1 : int(after[0])].text
        if len(group) >= _SENTENCES_PER_DOC and "\n" in between:
            yield group
            group = []
        group.append(after)
    if group:
        yield group
