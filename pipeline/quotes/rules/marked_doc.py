"""A `Doc` seen as the quotes rules need it: paragraphs of tokens, and which quotation region each token stands in."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDX, IS_ALPHA, IS_PUNCT, IS_SPACE, LEMMA, LENGTH, LOWER
from spacy.tokens import Doc

from pipeline.text.furniture import is_boilerplate
from pipeline.text.layout import Layout, layout_of
from pipeline.text.marks import Region
from pipeline.text.quotations import regions_of
from pipeline.text.tokens import looked_up, text_of

_COLUMNS = [IDX, LENGTH, IS_SPACE, IS_PUNCT, IS_ALPHA, LOWER, LEMMA]


@dataclass(frozen=True, slots=True)
class QuotedTokens:
    """A quotation region as tokens: `[start, end)` with the marks, and the paragraph it stands in."""

    region: Region
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class MarkedDoc:
    """Paragraphs as token ranges, quotation regions as token ranges, and the region of each token (-1: none).

    `is_word` (neither punctuation nor white space), `is_alpha`, `lower` and `lemma` hold one entry per token: to look
    at every token through spaCy costs ten times as much.
    """

    doc: Doc
    text: str  # `Doc.text` is put together anew at each call
    layout: Layout
    paragraphs: tuple[tuple[int, int], ...]
    quoted: tuple[QuotedTokens, ...]
    region_of: tuple[int, ...]
    is_word: list[bool]
    is_alpha: list[bool]
    lower: list[str]
    lemma: list[str]

    def is_quoted(self, i: int) -> bool:
        """Whether token `i` stands in a quotation region, marks included."""
        return self.region_of[i] >= 0

    def ends_line(self, i: int) -> bool:
        """Whether a line ends in token `i`, which then is white space."""
        start = self.doc[i].idx
        return self.layout.breaks(start, start + len(self.doc[i])) > 0

    def regions_in(self, paragraph: int) -> list[int]:
        """Positions in `quoted` of the regions of one paragraph."""
        first = bisect_left(self.quoted, paragraph, key=lambda quoted: quoted.paragraph)
        return list(range(first, bisect_right(self.quoted, paragraph, first, key=lambda quoted: quoted.paragraph)))

    def is_boilerplate(self, i: int) -> bool:
        """Whether token `i` stands in a line that is no part of the article ("READ MORE: …")."""
        paragraph = bisect_right(self.paragraphs, i, key=lambda borders: borders[0]) - 1
        return paragraph >= 0 and is_boilerplate(self.paragraph_text(paragraph))

    def paragraph_text(self, paragraph: int) -> str:
        """The text of one paragraph."""
        start, end = self.paragraphs[paragraph]
        last = self.doc[end - 1]
        return self.text[self.doc[start].idx : last.idx + len(last)]


def mark_doc(doc: Doc) -> MarkedDoc:
    """Lay out a `Doc` for the quotes rules."""
    table = doc.to_array(_COLUMNS).astype("int64").T
    starts, length, space, punctuation, alphabetic, lower, lemma = table
    ends = starts + length
    layout = layout_of(doc)
    paragraphs = _paragraphs(layout, starts, ends, space)
    region_of = np.full(len(doc), -1)
    quoted: list[QuotedTokens] = []
    text = text_of(doc)
    paragraph = i = 0
    for region in regions_of(doc):
        start = max(i, int(np.searchsorted(ends, region.start, side="right")))
        i = max(start, int(np.searchsorted(starts, region.end, side="left")))
        region_of[start:i] = len(quoted)
        while paragraph + 1 < len(paragraphs) and paragraphs[paragraph][1] <= start:
            paragraph += 1
        if start < i:
            quoted.append(QuotedTokens(region, start, i, paragraph))
    return MarkedDoc(
        doc=doc,
        text=text,
        layout=layout,
        paragraphs=tuple(paragraphs),
        quoted=tuple(quoted),
        region_of=tuple(region_of.tolist()),
        is_word=((space == 0) & (punctuation == 0)).tolist(),
        is_alpha=(alphabetic != 0).tolist(),
        lower=looked_up(doc, lower),
        lemma=looked_up(doc, lemma),
    )


def _paragraphs(
    layout: Layout, starts: NDArray[np.int64], ends: NDArray[np.int64], space: NDArray[np.int64]
) -> list[tuple[int, int]]:
    """Token ranges between line ends, white-space tokens left out at the ends, empty ones dropped."""
    paragraphs = []
    blank = np.flatnonzero(space)
    spaces = set(blank.tolist())
    start = 0
    for at in [*(i for i in blank.tolist() if layout.breaks(int(starts[i]), int(ends[i]))), len(starts)]:
        while start < at and start in spaces:
            start += 1
        if start < at:
            paragraphs.append((start, at))
        start = at + 1
    return paragraphs


def inside(marked: MarkedDoc, k: int) -> tuple[int, int]:
    """Tokens between the marks of region `k`."""
    quoted = marked.quoted[k]
    start, end = quoted.start, quoted.end
    while start < end and marked.doc[start].idx < quoted.region.inner_start:
        start += 1
    while end > start and marked.doc[end - 1].idx >= quoted.region.inner_end:
        end -= 1
    return start, end
