"""The record of the figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.components.interface import FilledTable, listing, placed
from pipeline.tables import schemas
from pipeline.tables.ids import unique_ids

if TYPE_CHECKING:
    from pipeline.components.document import Document, Row
    from pipeline.figures.figure import Figure
    from pipeline.text.reading import Window

_SAME = (  # columns named as in `Figure`
    *("number_start", "number_end", "kind", "value", "low", "high", "value_text"),
    *("unit", "counted", "counted_head", "bound", "change", "concept"),
)


def _placed(figure: Figure, window: Window) -> Figure:
    number_start, number_end = window.place(figure.number_start, figure.number_end)
    return replace(placed(figure, window), number_start=number_start, number_end=number_end)


def _rows(figures: tuple[Figure, ...], document: Document) -> list[Row]:
    ids = unique_ids("f", document.doc_id, [(f.start, f.end, f.number_start, f.number_end) for f in figures])
    around = document.quotes_around([(figure.start, figure.end) for figure in figures])
    return [
        {
            "figure_id": figure_id,
            "doc_id": document.doc_id,
            **document.span(figure.start, figure.end),
            **{name: getattr(figure, name) for name in _SAME},
            "quote_id": document.quote_id(quote),
            "speaker_id": document.speaker_id(quote),
        }
        for figure_id, figure, quote in zip(ids, figures, around, strict=True)
    ]


FIGURES = listing(
    "onrecord_figures",
    "figures",
    "the figures there are missing",
    _placed,
    FilledTable(schemas.FIGURES, _rows, "its figures are missing"),
)
