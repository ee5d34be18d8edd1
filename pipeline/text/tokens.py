"""Tokens of any text in linear time, and the text of a `Doc` without putting it together again."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_PIECE = 500  # characters; no word of a language is as long, and a piece of this length costs nothing
# spaCy's tokenizer takes quadratic time over long stretches without white space.
_LONG = re.compile(rf"\S{{{2 * _PIECE},}}")

# `Doc.text` joins all tokens anew at each call: for a dozen readers that is a tenth of the time of the parse.
_texts: WeakKeyDictionary[Doc, str] = WeakKeyDictionary()


def text_of(doc: Doc) -> str:
    """`doc.text`, put together once for each `Doc`.

    >>> import spacy
    >>> doc = spacy.blank("en")("Rain fell.")
    >>> text_of(doc), text_of(doc) is text_of(doc)
    ('Rain fell.', True)
    """
    text = _texts.get(doc)
    if text is None:
        text = _texts[doc] = doc.text
    return text


def token_starts(doc: Doc) -> list[int]:
    """The offset of every token's first character, by way of one array instead of a `Token` each.

    >>> import spacy
    >>> token_starts(spacy.blank("en")("Rain fell."))
    [0, 5, 9]
    """
    from spacy.attrs import IDX

    starts: list[int] = doc.to_array(IDX).tolist()
    return starts


_trees: WeakKeyDictionary[Doc, bool] = WeakKeyDictionary()


def has_tree(doc: Doc) -> bool:
    """Whether the document is parsed, asked once for each `Doc`.

    >>> import spacy
    >>> has_tree(spacy.blank("en")("Rain fell."))
    False
    """
    parsed = _trees.get(doc)
    if parsed is None:
        parsed = _trees[doc] = bool(doc.has_annotation("DEP"))
    return parsed


_children: WeakKeyDictionary[Doc, dict[int, list[int]]] = WeakKeyDictionary()


def children(token: Token) -> Iterable[Token]:
    """`token.children` from one table for each `Doc`; none without a parse, where spaCy reads memory not its own.

    spaCy searches all that a token governs at each call, and raises where that is more than ten thousand tokens.

    >>> import spacy
    >>> from spacy.tokens import Doc
    >>> doc = Doc(spacy.blank("en").vocab, ["it", "rained", "here"], heads=[1, 1, 1], deps=["nsubj", "ROOT", "advmod"])
    >>> [child.text for child in children(doc[1])], [child.text for child in lefts(doc[1])]
    (['it', 'here'], ['it'])
    """
    doc = token.doc
    return map(doc.__getitem__, _child_places(doc, token.i))


def lefts(token: Token) -> Iterable[Token]:
    """`token.lefts`, as `children`."""
    doc, at = token.doc, token.i
    return (doc[i] for i in _child_places(doc, at) if i < at)


def rights(token: Token) -> Iterable[Token]:
    """`token.rights`, as `children`."""
    doc, at = token.doc, token.i
    return (doc[i] for i in _child_places(doc, at) if i > at)


def _child_places(doc: Doc, at: int) -> Sequence[int]:
    table = _children.get(doc)
    if table is None:
        table = _children[doc] = _child_table(doc) if has_tree(doc) else {}
    return table.get(at, ())


def _child_table(doc: Doc) -> dict[int, list[int]]:
    from spacy.attrs import HEAD

    table: dict[int, list[int]] = {}
    for i, step in enumerate(doc.to_array(HEAD).astype("int64").tolist()):
        if step:
            table.setdefault(i + step, []).append(i)
    return table


_sentences: WeakKeyDictionary[Doc, list[int]] = WeakKeyDictionary()


def sentence_around(doc: Doc, at: int) -> tuple[int, int] | None:
    """The sentence that token `at` stands in, as `token.sent` gives it; None in a document without sentences.

    spaCy looks through the whole document at each call.

    >>> import spacy
    >>> from spacy.tokens import Doc
    >>> doc = Doc(spacy.blank("en").vocab, ["It", "rained", "Why"], sent_starts=[True, False, True])
    >>> sentence_around(doc, 1), sentence_around(doc, 2)
    ((0, 2), (2, 3))
    """
    starts = _sentences.get(doc)
    if starts is None:
        told = doc.has_annotation("SENT_START")
        starts = _sentences[doc] = [sentence.start for sentence in doc.sents] if told else []
    if not starts:
        return None
    place = bisect_right(starts, at)
    return starts[place - 1], starts[place] if place < len(starts) else len(doc)


def make_doc(nlp: Language, text: str) -> Doc:
    """A `Doc` of the text, as `nlp.make_doc` gives it, but for stretches of 1,000 characters without white space.

    Such stretches (a hundred thousand quotation marks, data in a link) are cut every 500 characters.

    >>> import spacy
    >>> doc = make_doc(spacy.blank("en"), "Look: " + "x" * 1200 + " there")
    >>> [len(token) for token in doc]
    [4, 1, 500, 500, 200, 5]
    """
    cuts = [at for found in _LONG.finditer(text) for at in range(found.start() + _PIECE, found.end(), _PIECE)]
    if not cuts:
        doc = nlp.make_doc(text)
        _texts[doc] = text
        return doc
    from spacy.tokens import Doc

    borders = [0, *cuts, len(text)]
    pieces = [nlp.make_doc(text[start:end]) for start, end in pairwise(borders)]
    words = [token.text for piece in pieces for token in piece]
    spaces = [bool(token.whitespace_) for piece in pieces for token in piece]
    return Doc(nlp.vocab, words, spaces)


_strings: dict[int, str] = {0: ""}
_MOST_STRINGS = 100_000


def looked_up(doc: Doc, hashes: NDArray[np.int64]) -> list[str]:
    """The strings of a column of hashes, as `Doc.to_array` gives it; each is fetched once in many documents.

    >>> import spacy
    >>> from spacy.attrs import LOWER
    >>> doc = spacy.blank("en")("Rain fell")
    >>> looked_up(doc, doc.to_array(LOWER).astype("int64"))
    ['rain', 'fell']
    """
    listed: list[int] = hashes.tolist()
    if len(_strings) > _MOST_STRINGS:
        _strings.clear()
    try:
        return list(map(_strings.__getitem__, listed))
    except KeyError:
        strings = doc.vocab.strings
        for value in set(listed).difference(_strings):
            _strings[value] = strings[value & 0xFFFFFFFFFFFFFFFF]  # the array is signed, hashes are not
    return list(map(_strings.__getitem__, listed))
