"""The component in front of the parser: a sentence never runs over a line break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import IS_SPACE
from spacy.language import Language

from pipeline.tokens import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A line break inside a paragraph that was wrapped at a fixed width is mostly followed by a small letter.
_BREAK = re.compile("\n")
_WRAPPED_SHARE = 0.3
_NO_BREAKS = str.maketrans("", "", "\r \t")


def is_wrapped(text: str) -> bool:
    r"""Whether the lines are wrapped at a fixed width, so that only blank lines part paragraphs.

    >>> is_wrapped("The rain fell on\nthe town all day and\nthe river rose.")
    True
    >>> is_wrapped("Rain in town\nThe rain fell all day.\nThe river rose.")
    False
    """
    single = [found.end() for found in _BREAK.finditer(text, 1) if text[found.start() - 1] != "\n"]
    single = [at for at in single if at < len(text) and text[at] != "\n"]
    wrapped = sum("a" <= text[at] <= "z" for at in single)
    return wrapped > 0 and wrapped > _WRAPPED_SHARE * len(single)


def start_sentences(doc: Doc) -> Doc:
    """Set a sentence start on the first token after every line break (after every blank line in wrapped text)."""
    text = text_of(doc)
    border = "\n\n" if is_wrapped(text) else "\n"
    # Line breaks stand in tokens of their own: the few of them are looked at, not all tokens.
    blank = doc.to_array([IS_SPACE]).astype(bool)
    for last in np.flatnonzero(blank[:-1] & ~blank[1:]).tolist():
        first = last
        while first and blank[first - 1]:
            first -= 1
        following = doc[last + 1]
        if border in text[doc[first].idx : following.idx].translate(_NO_BREAKS):
            following.is_sent_start = True
    return doc


@Language.factory("onrecord_paragraphs")
def create(nlp: Language, name: str) -> ParagraphStarts:
    """Make the component; it belongs in front of the parser."""
    return ParagraphStarts()


class ParagraphStarts:
    """The component: `start_sentences` on every `Doc`. It holds no settings."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentence starts of one `Doc`."""
        return start_sentences(doc)
