"""Tokens of any text in linear time: spaCy's tokenizer takes quadratic time over long stretches without white space."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_PIECE = 500  # characters; no word of a language is as long, and a piece of this length costs nothing
_LONG = re.compile(rf"\S{{{2 * _PIECE},}}")


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
        return nlp.make_doc(text)
    from spacy.tokens import Doc

    borders = [0, *cuts, len(text)]
    pieces = [nlp.make_doc(text[start:end]) for start, end in pairwise(borders)]
    words = [token.text for piece in pieces for token in piece]
    spaces = [bool(token.whitespace_) for piece in pieces for token in piece]
    return Doc(nlp.vocab, words, spaces)
