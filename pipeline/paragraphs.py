"""The component in front of the parser: a sentence never runs over a line break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline.tokens import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A line break inside a paragraph that was wrapped at a fixed width is mostly followed by a small letter.
_WRAPPED = re.compile(r"[^\n]\n[a-z]")
_SINGLE = re.compile(r"[^\n]\n[^\n]")
_WRAPPED_SHARE = 0.3


def is_wrapped(text: str) -> bool:
    r"""Whether the lines are wrapped at a fixed width, so that only blank lines part paragraphs.

    >>> is_wrapped("The rain fell on\nthe town all day and\nthe river rose.")
    True
    >>> is_wrapped("Rain in town\nThe rain fell all day.\nThe river rose.")
    False
    """
    wrapped = len(_WRAPPED.findall(text))
    return wrapped > 0 and wrapped > _WRAPPED_SHARE * len(_SINGLE.findall(text))


def start_sentences(doc: Doc) -> Doc:
    """Set a sentence start on the first token after every line break (after every blank line in wrapped text)."""
    border = "\n\n" if is_wrapped(text_of(doc)) else "\n"
    gap = ""
    for token in doc:
        if token.is_space:
            gap += token.text_with_ws
            continue
        if border in gap.replace("\r", "").replace(" ", "").replace("\t", ""):
            token.is_sent_start = True
        gap = ""
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
