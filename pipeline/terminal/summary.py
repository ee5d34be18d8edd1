"""What the tables hold, in a few numbers and names: plain values, computed with pyarrow alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.tables import store
from pipeline.tables.outlets import shown_outlets
from pipeline.tables.schemas import EXTRACT_TABLES
from pipeline.terminal.errors import Kind, kinds_of, read_errors

_TELLING = {"count": 3, "money": 3, "percent": 2, "measure": 1, "range": 2, "ratio": 1}
_FIGURE_COLUMNS = (
    *("doc_id", "text", "kind", "value", "low", "high", "unit"),
    *("counted", "counted_head", "concept", "speaker_id"),
)
_SMALL = 10  # figures below are seldom news


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """A speaker as the documents name them, over all documents that use this name."""

    name: str
    type: str
    role: str | None
    n_quotes: int
    n_documents: int


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure that says something: what it counts, in how many documents it stands, and who claims it."""

    text: str
    counted: str
    n_documents: int
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of one folder of tables."""

    rows: dict[str, int]
    n_words: int
    n_outlets: int
    published: tuple[date, date] | None
    quotes_by_kind: dict[str, int]
    quotes_attributed: int
    speakers: list[SpeakerLine] = field(default_factory=list)
    figures: list[FigureLine] = field(default_factory=list)
    days: list[tuple[date, int]] = field(default_factory=list)
    errors: list[Kind] = field(default_factory=list)


def summarize(out: Path, top: int = 5) -> Summary:
    """Read the tables under `out` into a summary with the `top` speakers, figures and days."""
    documents = store.read(out, "documents", ["doc_id", "outlet", "published", "n_tokens"]).to_pydict()
    quotes = store.read(out, "quotes", ["kind", "speaker_id"]).to_pydict()
    dates = store.read(out, "dates", ["doc_id", "start_date", "end_date", "precision"]).to_pylist()
    kinds = Counter(quotes["kind"])
    return Summary(
        rows={table.name: store.read(out, table.name, ["doc_id"]).num_rows for table in EXTRACT_TABLES},
        n_words=sum(n or 0 for n in documents["n_tokens"]),
        n_outlets=len(shown_outlets(documents["outlet"])),
        published=_span(documents["published"]),
        quotes_by_kind={kind: kinds[kind] for kind in ("direct", "mixed", "indirect")},
        quotes_attributed=sum(speaker is not None for speaker in quotes["speaker_id"]),
        speakers=_top_speakers(store.read(out, "speakers").to_pylist(), top),
        figures=_top_figures(out, top),
        days=_top_days(dates, top),
        errors=kinds_of(read_errors(out)),
    )


def _span(days: Iterable[date | None]) -> tuple[date, date] | None:
    known = [day for day in days if day is not None]
    return (min(known), max(known)) if known else None


def _top_speakers(rows: Iterable[dict[str, Any]], top: int) -> list[SpeakerLine]:
    by_name: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["n_quotes"]:
            by_name[row["name"], row["type"]].append(row)
    lines = [
        SpeakerLine(name, kind, _role(same), sum(row["n_quotes"] for row in same), len(same))
        for (name, kind), same in by_name.items()
    ]
    return sorted(lines, key=lambda line: (-line.n_quotes, -line.n_documents, line.name, line.type))[:top]


def _role(rows: Iterable[dict[str, Any]]) -> str | None:
    roles = Counter(row["role"] for row in rows if row["role"])
    return min(roles, key=lambda role: (-roles[role], role)) if roles else None


def _top_figures(out: Path, top: int) -> list[FigureLine]:
    """Figures that several documents give, that are claimed in a quote, or are large, each value of a thing once."""
    names = store.read(out, "speakers", ["speaker_id", "name"]).to_pydict()
    speaker_names = dict(zip(names["speaker_id"], names["name"], strict=True))
    same: defaultdict[tuple[object, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in store.read(out, "figures", _FIGURE_COLUMNS).to_pylist():
        of_what = row["counted_head"] or row["concept"]
        if row["kind"] in _TELLING and of_what and _size(row) >= _SMALL:
            same[row["value"], row["low"], row["high"], row["unit"], of_what].append(row)
    ranked = sorted(same.values(), key=_weight, reverse=True)
    return [_figure_line(rows, speaker_names) for rows in ranked[:top]]


def _size(row: dict[str, Any]) -> float:
    return abs(float(row["value"] or row["high"] or row["low"] or 0.0))


def _weight(rows: Sequence[dict[str, Any]]) -> tuple[object, ...]:
    first = rows[0]
    claimed = any(row["speaker_id"] for row in rows)
    telling = _TELLING[first["kind"]] + claimed + (first["counted"] is not None)
    return len({row["doc_id"] for row in rows}), telling, _size(first), first["text"]


def _figure_line(rows: Sequence[dict[str, Any]], speaker_names: dict[str, str]) -> FigureLine:
    first = min(rows, key=lambda row: (row["speaker_id"] is None, row["doc_id"], row["text"]))
    speaker = speaker_names.get(first["speaker_id"]) if first["speaker_id"] else None
    of_what = first["counted"] or first["concept"] or ""
    return FigureLine(first["text"], of_what, len({row["doc_id"] for row in rows}), speaker)


def _top_days(rows: Iterable[dict[str, Any]], top: int) -> list[tuple[date, int]]:
    documents: defaultdict[date, set[str]] = defaultdict(set)
    for row in rows:
        if row["start_date"] is not None and row["start_date"] == row["end_date"]:
            documents[row["start_date"]].add(row["doc_id"])
    counted = [(day, len(ids)) for day, ids in documents.items()]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:top]
