"""The component in front of the parser: a sentence never runs over a line break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import IDX, IS_SPACE, SENT_START
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
    table: Any = doc.to_array([IS_SPACE, IDX, SENT_START])
    blank, at = table[:, 0] != 0, table[:, 1]
    # Line breaks stand in tokens of their own: the few runs of blank tokens are looked at, not all tokens.
    change = np.diff(blank, prepend=False)
    runs = zip(np.flatnonzero(change & blank).tolist(), np.flatnonzero(change & ~blank).tolist(), strict=False)
    found = [after for first, after in runs if border in text[at[first] : at[after]].translate(_NO_BREAKS)]
    if found:
        table[found, 2] = 1
        # All at once: `Token.is_sent_start` looks through the whole document for a parse, each time that it is set.
        doc.from_array([SENT_START], table[:, 2:])
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
