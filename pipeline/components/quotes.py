"""The record of the quotes: rows tell them with who says them, which the component of the speakers finds out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.components.interface import FilledTable, listing
from pipeline.tables import schemas

if TYPE_CHECKING:
    from pipeline.components.document import Document, Row
    from pipeline.quotes.quote import Quote
    from pipeline.text.reading import Window


def _placed(quote: Quote, window: Window) -> Quote:
    return replace(
        quote,
        content=tuple(window.place(*piece) for piece in quote.content),
        cue=quote.cue and window.place(*quote.cue),
        source=quote.source and window.place(*quote.source),
        sentence=quote.sentence and window.place(*quote.sentence),
        continues=quote.continues and window.place(*quote.continues),
    )


def _rows(_: tuple[Quote, ...], document: Document) -> list[Row]:
    return [_row(number, quote, document) for number, quote in enumerate(document.quotes)]


def _row(number: int, quote: Quote, document: Document) -> Row:
    speaker = document.speaker_of(number)
    return {
        "quote_id": document.quote_id(number),
        "doc_id": document.doc_id,
        "seq": number,
        "kind": quote.kind,
        "act": quote.act,
        **document.span(quote.start, quote.end),
        "content": document.said(quote),
        **document.sentence(quote),
        "continues": document.continued_id(number),
        **document.part("cue", quote.cue),
        **document.part("source", quote.source),
        "speaker_id": document.speaker_id(number),
        "speaker": speaker and speaker.name,
        "speaker_type": speaker and speaker.type,
        "attribution": quote.attribution,
        "reason": None if speaker else document.who[number].reason or quote.reason,
        "confidence": document.confidence(number),
    }


def _span_rows(_: tuple[Quote, ...], document: Document) -> list[Row]:
    return [row for number, quote in enumerate(document.quotes) for row in _pieces(number, quote, document)]


def _pieces(number: int, quote: Quote, document: Document) -> Iterator[Row]:
    of_quote = {"quote_id": document.quote_id(number), "doc_id": document.doc_id}
    roles = {"content": quote.content, "cue": (quote.cue,), "source": (quote.source,)}
    for role, spans in roles.items():
        for seq, span in enumerate(span for span in spans if span):
            yield {**of_quote, "role": role, "seq": seq, **document.span(*span)}


QUOTES = listing(
    "onrecord_quotes",
    "quotes",
    "the quotes there are missing",
    _placed,
    FilledTable(schemas.QUOTES, _rows, "its quotes are missing"),
    FilledTable(schemas.QUOTE_SPANS, _span_rows, "the pieces of its quotes are missing", rest=lambda quotes: quotes),
)
