"""The component in front of the parser: a sentence never runs over the end of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import IDX, IS_SPACE, SENT_START
from spacy.language import Language

from pipeline.text.layout import layout_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


def start_sentences(doc: Doc) -> Doc:
    """Set a sentence start on the first token after every line that ends by itself, not where it was wrapped."""
    layout = layout_of(doc)
    if not layout.starts:
        return doc
    table: Any = doc.to_array([IS_SPACE, IDX, SENT_START])
    blank, at = table[:, 0] != 0, table[:, 1]
    # Line ends stand in tokens of their own: the few runs of blank tokens are looked at, not all tokens.
    change = np.diff(blank, prepend=False)
    runs = zip(np.flatnonzero(change & blank).tolist(), np.flatnonzero(change & ~blank).tolist(), strict=False)
    found = [after for first, after in runs if layout.breaks(int(at[first]), int(at[after]))]
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
