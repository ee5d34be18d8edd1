"""A document as its rows refer to it: stretches of its text, its quotes, and who says them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.components.confidence import sureness
from pipeline.components.innermost import innermost
from pipeline.quotes.settle.finish import words_said
from pipeline.tables.ids import content_id, unique_ids

if TYPE_CHECKING:
    from pipeline.article import Article
    from pipeline.quotes.quote import Offsets, Quote
    from pipeline.speakers.speaker import Cast, QuoteSpeaker, Speaker

Row = dict[str, Any]
NOT_LOOKED_FOR = "speakers were not looked for"
SPEAKERS_FAILED = "speakers could not be looked for, see errors"


class Document:
    """What the rows of one table need to know beyond their own finding.

    Quotes are numbered in the order of their table. Each thing is worked out when it is first asked for, so that what
    fails costs only the rows that need it.
    """

    def __init__(self, article: Article, quotes: tuple[Quote, ...], cast: Cast) -> None:
        self.doc_id, self._text = article.doc_id, article.text
        self._found, self._cast = quotes, cast

    def span(self, start: int, end: int) -> Row:
        """The columns text, start and end of a row.

        Raises:
            ValueError: where that is no stretch of the text.
        """
        if not 0 <= start < end <= len(self._text):
            raise ValueError(f"{start}:{end} is no stretch of the text, which has {len(self._text)} characters")
        return {"text": self._text[start:end], "start": start, "end": end}

    def part(self, name: str, span: Offsets | None) -> Row:
        """The same columns with a prefix, empty where there is no span."""
        columns = self.span(*span) if span else {"text": None, "start": None, "end": None}
        return {f"{name}_{column}": value for column, value in columns.items()}

    def said(self, quote: Quote) -> str:
        """The words of a quote, of the text as it was read where the quotes were found there."""
        return quote.said or words_said(self._text, quote.content) or self._text[quote.start : quote.end]

    def sentence(self, quote: Quote) -> Row:
        """The columns of the sentences that hold a quote with its cue and source."""
        spans = [*quote.content, *(span for span in (quote.cue, quote.source, quote.sentence) if span is not None)]
        return {"sentence_start": min(start for start, _ in spans), "sentence_end": max(end for _, end in spans)}

    @cached_property
    def _by_content(self) -> dict[Offsets, int]:
        """The first of the quotes of each extent."""
        return {(quote.start, quote.end): i for i, quote in reversed(list(enumerate(self.quotes)))}

    def continued_id(self, quote: int) -> str | None:
        """The id of the quote that one goes on."""
        before = self.quotes[quote].continues
        return self.quote_id(None if before is None else self._by_content.get(before))

    @cached_property
    def _order(self) -> list[int]:
        return sorted(range(len(self._found)), key=lambda i: (self._found[i].start, self._found[i].end, i))

    @cached_property
    def quotes(self) -> list[Quote]:
        """The quotes in the order of their table."""
        return [self._found[i] for i in self._order]

    @cached_property
    def quote_ids(self) -> list[str]:
        """The id of each quote."""
        return unique_ids("q", self.doc_id, [(quote.start, quote.end) for quote in self.quotes])

    @cached_property
    def who(self) -> list[QuoteSpeaker]:
        """Who says each quote, or why that is not known."""
        return [self._cast.of_quotes[i] for i in self._order]

    @cached_property
    def speaker_ids(self) -> list[str]:
        """The id of each speaker of the cast."""
        return [content_id("s", self.doc_id, speaker.name, speaker.type) for speaker in self._cast.speakers]

    @cached_property
    def _passages(self) -> list[tuple[int, int, int]]:
        return [(*piece, i) for i, quote in enumerate(self.quotes) for piece in quote.content]

    def quotes_around(self, spans: Sequence[Offsets]) -> list[int | None]:
        """For each span the innermost quote in whose content it stands, None where there is none."""
        return innermost(spans, self._passages)

    def quote_id(self, quote: int | None) -> str | None:
        """The id of a quote."""
        return None if quote is None else self.quote_ids[quote]

    def speaker_of(self, quote: int | None) -> Speaker | None:
        """Who says a quote."""
        place = None if quote is None else self.who[quote].speaker
        return None if place is None else self._cast.speakers[place]

    def confidence(self, number: int) -> float:
        """How sure it is that passage and name are right; passage and source, where no speakers were found out."""
        quote = self.quotes[number]
        if self.who[number].reason in (NOT_LOOKED_FOR, SPEAKERS_FAILED):
            return quote.confidence
        return sureness(quote, quote.source and self._text[slice(*quote.source)], self.speaker_of(number))

    def speaker_id(self, quote: int | None) -> str | None:
        """The id of who says a quote."""
        place = None if quote is None else self.who[quote].speaker
        return None if place is None else self.speaker_ids[place]
