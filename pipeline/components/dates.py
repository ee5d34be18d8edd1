"""The record of the dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.components.interface import FilledTable, listing, placed
from pipeline.tables import schemas
from pipeline.tables.ids import unique_ids

if TYPE_CHECKING:
    from pipeline.components.document import Document, Row
    from pipeline.dates.timex import Timex

_SAME = ("type", "value", "start_date", "end_date", "precision", "mod", "anchor")  # columns named as in `Timex`


def _rows(dates: tuple[Timex, ...], document: Document) -> list[Row]:
    ids = unique_ids("t", document.doc_id, [(timex.start, timex.end) for timex in dates])
    around = document.quotes_around([(timex.start, timex.end) for timex in dates])
    return [
        {
            "date_id": date_id,
            "doc_id": document.doc_id,
            **document.span(timex.start, timex.end),
            **{name: getattr(timex, name) for name in _SAME},
            "quote_id": document.quote_id(quote),
        }
        for date_id, timex, quote in zip(ids, dates, around, strict=True)
    ]


DATES = listing(
    "onrecord_dates",
    "dates",
    "the dates there are missing, and some figures there may be parts of dates",
    placed,
    FilledTable(schemas.DATES, _rows, "its dates are missing"),
)
