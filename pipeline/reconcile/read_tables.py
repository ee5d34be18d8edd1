"""The extract tables as records: only the columns that reconcile needs, one file at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.reconcile.table_rows import DocumentRow, FigureRow, MentionRow, QuoteRow, SpeakerRow
from pipeline.tables import store

_AROUND = 240  # characters of context on each side of a figure
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]*[A-Z])|\n")
_FIGURE = (
    "figure_id", "doc_id", "text", "kind", "low", "high", "unit", "counted", "counted_head", "bound", "change",
    "concept", "quote_id", "speaker_id", "start",
)  # fmt: skip


def read_documents(out: Path) -> dict[str, DocumentRow]:
    """Articles by id."""
    columns = ("doc_id", "outlet", "published", "keyterms")
    return {row[0]: DocumentRow(row[0], row[1], row[2], tuple(row[3])) for row in _rows(out, "documents", columns)}


def read_speakers(out: Path) -> list[SpeakerRow]:
    """All speakers."""
    columns = ("speaker_id", "doc_id", "name", "type", "role", "affiliation", "n_quotes")
    return [SpeakerRow(*row) for row in _rows(out, "speakers", columns)]


def read_mentions(out: Path) -> Iterator[MentionRow]:
    """All mentions."""
    return (MentionRow(*row) for row in _rows(out, "mentions", ("speaker_id", "text", "kind")))


def read_quotes(out: Path) -> list[QuoteRow]:
    """All quotes, with what was said only: the words that attribute within a quotation are left out."""
    columns = ("quote_id", "doc_id", "kind", "content", "speaker_id", "start")
    return [QuoteRow(*row) for row in _rows(out, "quotes", columns)]


def read_figures(out: Path) -> list[FigureRow]:
    """All figures, each with the sentence around it."""
    texts: dict[str, str] = {}
    found = []
    shards = {path.name for path in store.files(out, "documents")}
    for path in store.files(out, "figures"):
        if path.name in shards:
            texts = dict(_rows(out, "documents", ("doc_id", "text"), path.name))
        for row in _rows(out, "figures", (*_FIGURE, "end"), path.name):
            figure, end = FigureRow(*row[:-1]), row[-1]
            text = texts.get(figure.doc_id, "")
            before = text[max(0, figure.start - _AROUND) : figure.start]
            after = text[end : end + _AROUND]
            found.append(figure._replace(before=_SENTENCE.split(before)[-1], after=_SENTENCE.split(after)[0]))
    return found


def _rows(out: Path, table: str, columns: tuple[str, ...], file: str | None = None) -> Iterator[tuple[Any, ...]]:
    for path in store.files(out, table):
        if file is None or path.name == file:
            part = store.read_file(path, columns)
            yield from zip(*(part.column(name).to_pylist() for name in columns), strict=True)
