"""A `Doc` seen as the quotes rules need it: paragraphs of tokens, and which quotation region each token stands in."""

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.quotes.lexicon import cue_lexicon
from pipeline.quotes.regions import Region, quotation_regions
from pipeline.tokens import text_of


@dataclass(frozen=True, slots=True)
class QuotedTokens:
    """A quotation region as tokens: `[start, end)` with the marks, and the paragraph it stands in."""

    region: Region
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Page:
    """Paragraphs as token ranges, quotation regions as token ranges, and the region of each token (-1: none)."""

    doc: Doc
    text: str  # `Doc.text` is put together anew at each call
    paragraphs: tuple[tuple[int, int], ...]
    quoted: tuple[QuotedTokens, ...]
    region_of: tuple[int, ...]

    def is_quoted(self, i: int) -> bool:
        """Whether token `i` stands in a quotation region, marks included."""
        return self.region_of[i] >= 0

    def regions_in(self, paragraph: int) -> list[int]:
        """Positions in `quoted` of the regions of one paragraph."""
        return [k for k, q in enumerate(self.quoted) if q.paragraph == paragraph]

    def is_boilerplate(self, i: int) -> bool:
        """Whether token `i` stands in a line that is no part of the article ("READ MORE: …")."""
        paragraph = bisect_right(self.paragraphs, i, key=lambda borders: borders[0]) - 1
        return paragraph >= 0 and cue_lexicon().is_boilerplate(self.paragraph_text(paragraph))

    def paragraph_text(self, paragraph: int) -> str:
        """The text of one paragraph."""
        start, end = self.paragraphs[paragraph]
        last = self.doc[end - 1]
        return self.text[self.doc[start].idx : last.idx + len(last)]


def make_page(doc: Doc) -> Page:
    """Lay out a `Doc` for the quotes rules."""
    paragraphs = _paragraphs(doc)
    region_of = [-1] * len(doc)
    quoted: list[QuotedTokens] = []
    text = text_of(doc)
    regions = quotation_regions(text)
    paragraph = i = 0
    for region in regions:
        while i < len(doc) and doc[i].idx + len(doc[i]) <= region.start:
            i += 1
        start = i
        while i < len(doc) and doc[i].idx < region.end:
            region_of[i] = len(quoted)
            i += 1
        while paragraph + 1 < len(paragraphs) and paragraphs[paragraph][1] <= start:
            paragraph += 1
        if start < i:
            quoted.append(QuotedTokens(region, start, i, paragraph))
    return Page(doc, text, tuple(paragraphs), tuple(quoted), tuple(region_of))


def _paragraphs(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges between line breaks, white-space tokens left out at the ends, empty ones dropped."""
    paragraphs = []
    start = None
    for token in doc:
        if token.is_space:
            if start is not None and "\n" in token.text:
                paragraphs.append((start, token.i))
                start = None
        elif start is None:
            start = token.i
    if start is not None:
        paragraphs.append((start, len(doc)))
    return paragraphs
