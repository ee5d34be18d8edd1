"""What follows from a quote's parts once all corrections are made: kind, words, sentences, and what it goes on."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.quotes.settle.overlap import shared, touched
from pipeline.text.marks import bare_span, has_mark, without_marks
from pipeline.text.tokens import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from pipeline.quotes.quote import Offsets, Quote, QuoteKind
    from pipeline.quotes.settle.correction import Evidence
    from pipeline.text.marks import Region

BETWEEN_PIECES = " … "
_NEAR = 4  # characters between a content and its mark, as in `" … and we lost"`
_ANY = (*"\"“”„‟«»‘’'", "``")
_CONTINUED, _TURN = "continued", "transcript"
_CLOSING = "\"”»'’"
_OPENING = "\"“„‟«'‘"


def finished(quotes: Iterable[Quote], doc: Doc, evidence: Evidence) -> tuple[Quote, ...]:
    """The quotes with all that follows from their parts; those of which nothing is left but marks go."""
    bare = [quote for each in quotes if (quote := _bare(each, evidence)) is not None]
    sentences = _Sentences(doc, evidence)
    goes_on = dict(_going_on(bare, evidence))
    return tuple(
        replace(
            quote,
            said=words_said(evidence.text, quote.content),
            sentence=sentences.around(quote),
            continues=goes_on.get(i),
        )
        for i, quote in enumerate(bare)
    )


def words_said(text: str, pieces: Iterable[Offsets]) -> str:
    """The words of the pieces and nothing else.

    >>> text = '"It rains," she said, "all day"'
    >>> words_said(text, [(1, 9), (23, 30)])
    'It rains … all day'
    """
    return BETWEEN_PIECES.join(filter(None, (without_marks(text[start:end]) for start, end in pieces)))


def _bare(quote: Quote, evidence: Evidence) -> Quote | None:
    """The quote without marks at the ends of its pieces, those that only marks part made one, and its kind anew."""
    pieces = [bare_span(evidence.text, *piece) for piece in quote.content]
    content: list[Offsets] = []
    for start, end in pieces:
        if not any(c.isalnum() for c in evidence.text[start:end]):
            continue
        if content and _only_marks(evidence.text[content[-1][1] : start]):
            content[-1] = (content[-1][0], end)
        else:
            content.append((start, end))
    if not content:
        return None
    kind = quote.kind if quote.attribution == _TURN else _kind(content, evidence)
    return replace(quote, content=tuple(content), kind=kind)


def _only_marks(between: str) -> bool:
    return "\n" not in between and not between.strip(_CLOSING + _OPENING + " \t\u00a0")


def _kind(content: Sequence[Offsets], evidence: Evidence) -> QuoteKind:
    """Direct where every letter and digit of the content stands in quotation marks, mixed where some do.

    What somebody tells within a long quotation, no mark of it near, is told as indirectly as anywhere.
    """
    every = quoted = 0
    around = evidence.text[max(content[0][0] - _NEAR, 0) : content[-1][1] + _NEAR]
    if not any(mark in around for mark in _ANY):
        return "indirect"
    for start, end in content:
        every += _counted(evidence.text[start:end])
        for region in touched(evidence.regions, start, end):
            quoted += _counted(evidence.text[max(start, region.start) : min(end, region.end)])
    if not quoted:
        return "mixed" if any(has_mark(evidence.text[start:end]) for start, end in content) else "indirect"
    return "direct" if quoted == every else "mixed"


def _counted(text: str) -> int:
    return sum(map(str.isalnum, text))


def _going_on(quotes: Sequence[Quote], evidence: Evidence) -> Iterator[tuple[int, Offsets]]:
    """Which quote goes on which: its mark re-opens what was left open, or its paragraph has the speaker of the last."""
    followed = {after.start: before for before, after in reopened(evidence)}
    for i, quote in enumerate(quotes):
        if quote.kind == "indirect":
            continue
        first = next(iter(touched(evidence.regions, quote.start, quote.end)), None)
        before = followed.get(first.start) if first else None
        if before is not None and quote.start <= before.inner_end:
            before = None  # it holds both
        owner = _owner(before, quotes, i) if before else None
        if owner is None and quote.attribution == _CONTINUED:
            owner = next((k for k in range(i - 1, -1, -1) if _spoken_alike(quotes[k], quote)), None)
        if owner is not None:
            yield i, (quotes[owner].start, quotes[owner].end)


def reopened(evidence: Evidence) -> Iterator[tuple[Region, Region]]:
    """Each quotation that no mark closes, with the one right behind it, which opens again."""
    for before, after in zip(evidence.regions, evidence.regions[1:], strict=False):
        if not before.closed and not evidence.text[before.end : after.start].strip():
            yield before, after


def _owner(region: Region, quotes: Sequence[Quote], stop: int) -> int | None:
    """Who has most of a quotation, of those before `stop`; of two alike the one that says more besides."""
    inner = (region.inner_start, region.inner_end)
    near = [i for i in range(stop) if quotes[i].start < inner[1] and inner[0] < quotes[i].end]
    best = max(near, key=lambda i: (shared(quotes[i].content, (inner,)), i), default=None)
    return best if best is not None and 2 * shared(quotes[best].content, (inner,)) >= inner[1] - inner[0] else None


def _spoken_alike(earlier: Quote, later: Quote) -> bool:
    return earlier.kind != "indirect" and earlier.source is not None and earlier.source == later.source


class _Sentences:
    """Where the sentences of a document begin and end; without a parse its lines stand for them."""

    def __init__(self, doc: Doc, evidence: Evidence) -> None:
        self._text, self._evidence, self._starts = text_of(doc), evidence, list[int]()
        if doc.has_annotation("SENT_START"):
            self._starts = [sentence.start_char for sentence in doc.sents]

    def around(self, quote: Quote) -> Offsets:
        """The stretch of whole sentences that hold content, cue and source, the marks at its ends with them."""
        spans = [*quote.content, *(span for span in (quote.cue, quote.source) if span is not None)]
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        return self._trimmed(min(self._begin(first), first), first, last, max(self._end(last), last))

    def _begin(self, offset: int) -> int:
        layout = self._evidence.lines()
        return max(
            self._starts[bisect_right(self._starts, offset) - 1] if self._starts else 0, layout.line_start(offset)
        )

    def _end(self, offset: int) -> int:
        k = bisect_right(self._starts, offset - 1)
        ends = self._evidence.lines().line_end(offset - 1)
        return min(self._starts[k], ends) if k < len(self._starts) else ends

    def _trimmed(self, start: int, first: int, last: int, end: int) -> Offsets:
        text = self._text
        while start < first and text[start].isspace():
            start += 1
        while end > last and text[end - 1].isspace():
            end -= 1
        if start and text[start - 1] in _OPENING and (start == 1 or text[start - 2].isspace()):
            start -= 1
        if end < len(text) and text[end] in _CLOSING and (end + 1 == len(text) or text[end + 1].isspace()):
            end += 1
        return start, end
