"""Three made-up articles as tables, for those who ask them: one thing said in two ways, one number in dispute."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from pipeline.tables import stale, store
from pipeline.tables.schemas import RECONCILE_TABLES, TABLES, Column

HERALD = (
    'The ferry sank at noon. "We lost 40 boats in the storm," said Anneke Hollander, the harbour master, on 3 May '
    "2021. Nobody else spoke."
)
ECHO = 'Hollander told the Echo "we lost 50 boats in the gale". 🚢 Owners counted 50 boats.'
WIRE = "<b>Rates & fees</b> will rise, Bo Beck fears."

_EMPTY: dict[str, Any] = {"string": "", "int": 0, "float": 0.0, "bool": False, "strings": [], "date": None}


def row(table: str, **given: Any) -> dict[str, Any]:
    """A whole row of a table; what is not given is empty."""
    columns = TABLES[table].columns
    assert set(given) <= {column.name for column in columns}
    return {column.name: given.get(column.name, _nothing(column)) for column in columns}


def _nothing(column: Column) -> Any:
    if column.nullable:
        return None
    return column.values[0] if column.type == "category" else _EMPTY[column.type]


def put(out: Path, table: str, *rows: dict[str, Any]) -> None:
    """Write a table."""
    metadata = {stale.MADE_FROM: stale.fingerprint(out)} if TABLES[table] in RECONCILE_TABLES else {}
    rows_of = [row(table, **given) for given in rows]
    store.write(store.to_table(TABLES[table], rows_of, metadata), out / table / "all.parquet", out / "_work")


def at(text: str, words: str, name: str = "") -> dict[str, Any]:
    """Text and offsets of words in a text; `name` goes before the columns' names."""
    start = text.index(words)
    return {f"{name}text": words, f"{name}start": start, f"{name}end": start + len(words)}


def extracted(out: Path) -> Path:
    """The tables as extract leaves them."""
    day = datetime.date
    put(
        out,
        "documents",
        {"doc_id": "d1", "source": "herald.txt", "title": "Ferry lost", "outlet": "The Herald", "text": HERALD}
        | {"published": day(2021, 5, 4)},
        {"doc_id": "d2", "source": "news/echo.txt", "title": "After the gale", "outlet": "Echo", "text": ECHO}
        | {"published": day(2021, 5, 5)},
        {"doc_id": "d3", "source": "wire.jsonl:1", "outlet": "THE  HERALD", "text": WIRE},
        {"doc_id": "d4", "source": "wire.jsonl:2", "outlet": "The Herald", "text": "Nothing was said."},
    )
    hollander = {"speaker": "Anneke Hollander", "speaker_type": "person"}
    put(
        out,
        "quotes",
        {"quote_id": "q1", "doc_id": "d1", "kind": "direct", "speaker_id": "s1", "attribution": "inverted"}
        | at(HERALD, "We lost 40 boats in the storm")
        | at(HERALD, "said", "cue_")
        | at(HERALD, "Anneke Hollander, the harbour master", "source_")
        | {
            "content": "We lost 40 boats in the storm",
            "sentence_start": 24,
            "sentence_end": HERALD.index(" Nobody"),
            "confidence": 0.9,
        }
        | hollander,
        {"quote_id": "q2", "doc_id": "d2", "kind": "direct", "speaker_id": "s2", "attribution": "subject"}
        | at(ECHO, "we lost 50 boats in the gale")
        | at(ECHO, "told", "cue_")
        | at(ECHO, "Hollander", "source_")
        | {"content": "we lost 50 boats in the gale", "sentence_start": 0, "sentence_end": 56, "confidence": 0.8}
        | hollander
        | {"speaker": "Hollander"},
        {"quote_id": "q3", "doc_id": "d3", "kind": "indirect", "act": "attitude", "speaker_id": "s3"}
        | at(WIRE, "<b>Rates & fees</b> will rise")
        | at(WIRE, "fears", "cue_")
        | at(WIRE, "Bo Beck", "source_")
        | {"content": "<b>Rates & fees</b> will rise", "sentence_start": 0, "sentence_end": len(WIRE)}
        | {"speaker": "Bo Beck\x1b[31m", "speaker_type": "person", "attribution": "subject", "confidence": 0.4},
    )
    spans = [("q1", "d1", HERALD, "We lost 40 boats in the storm", "said", "Anneke Hollander, the harbour master")]
    spans += [("q2", "d2", ECHO, "we lost 50 boats in the gale", "told", "Hollander")]
    spans += [("q3", "d3", WIRE, "<b>Rates & fees</b> will rise", "fears", "Bo Beck")]
    put(
        out,
        "quote_spans",
        *(
            {"quote_id": quote, "doc_id": doc, "role": role} | at(text, words)
            for quote, doc, text, *pieces in spans
            for role, words in zip(("content", "cue", "source"), pieces, strict=True)
        ),
    )
    put(
        out,
        "speakers",
        {"speaker_id": "s1", "doc_id": "d1", "name": "Anneke Hollander", "role": "harbour master", "n_quotes": 1},
        {"speaker_id": "s2", "doc_id": "d2", "name": "Hollander", "n_quotes": 1},
        {"speaker_id": "s3", "doc_id": "d3", "name": "Bo Beck\x1b[31m", "n_quotes": 1},
    )
    put(out, "mentions", {"mention_id": "m1", "doc_id": "d1", "speaker_id": "s1"} | at(HERALD, "Anneke Hollander"))
    boats = {"counted": "boats", "counted_head": "boat", "kind": "count"}
    put(
        out,
        "figures",
        {"figure_id": "f1", "doc_id": "d1", "quote_id": "q1", "speaker_id": "s1", "value": 40.0, "low": 40.0}
        | {"high": 40.0}
        | at(HERALD, "40")
        | boats,
        {"figure_id": "f2", "doc_id": "d2", "quote_id": "q2", "speaker_id": "s2", "value": 50.0, "low": 50.0}
        | {"high": 50.0}
        | at(ECHO, "50")
        | boats,
        {"figure_id": "f3", "doc_id": "d2", "value": 50.0, "low": 50.0, "high": 50.0}
        | {"text": "50", "start": ECHO.rindex("50"), "end": ECHO.rindex("50") + 2}
        | boats,
    )
    may = {"value": "2021-05-03", "start_date": day(2021, 5, 3), "end_date": day(2021, 5, 3), "anchor": "absolute"}
    put(out, "dates", {"date_id": "t1", "doc_id": "d1"} | at(HERALD, "3 May 2021") | may)
    put(out, "errors")
    return out


def reconciled(out: Path) -> Path:
    """The same with the tables of reconcile."""
    extracted(out)
    put(
        out,
        "entities",
        {"entity_id": "e1", "name": "Anneke Hollander", "roles": ["harbour master (2021-05-04)"], "n_documents": 2}
        | {"n_outlets": 2, "n_quotes": 2},
        {"entity_id": "e2", "name": "Bo Beck\x1b[31m", "n_documents": 1, "n_outlets": 1, "n_quotes": 1},
    )
    put(
        out,
        "entity_speakers",
        {"entity_id": "e1", "speaker_id": "s1", "doc_id": "d1", "rule": "founder", "score": 1.0},
        {"entity_id": "e1", "speaker_id": "s2", "doc_id": "d2", "rule": "surname", "score": 0.9},
        {"entity_id": "e2", "speaker_id": "s3", "doc_id": "d3", "rule": "founder", "score": 1.0},
    )
    lost, rise = "We lost 40 boats in the storm", "<b>Rates & fees</b> will rise"
    put(
        out,
        "statements",
        {"statement_id": "st1", "entity_id": "e1", "text": lost, "n_quotes": 2, "n_documents": 2, "n_outlets": 2},
        {"statement_id": "st2", "entity_id": "e2", "text": rise, "n_quotes": 1, "n_documents": 1, "n_outlets": 1},
    )
    changed = {"relation": "variant", "similarity": 0.7, "diff": "50 → 40; gale → storm", "differs_materially": True}
    put(
        out,
        "statement_quotes",
        {"statement_id": "st1", "quote_id": "q1", "doc_id": "d1", "similarity": 1.0},
        {"statement_id": "st1", "quote_id": "q2", "doc_id": "d2"} | changed,
        {"statement_id": "st2", "quote_id": "q3", "doc_id": "d3", "similarity": 1.0},
    )
    put(
        out,
        "claims",
        {"claim_id": "c1", "counted": "boats", "counted_head": "boat", "low": 40.0, "high": 50.0, "n_figures": 2}
        | {"n_documents": 2, "n_sources": 2, "status": "conflict"},
    )
    put(
        out,
        "claim_figures",
        {"claim_id": "c1", "figure_id": "f1", "doc_id": "d1", "speaker_id": "s1", "claimant": "Anneke Hollander"},
        {"claim_id": "c1", "figure_id": "f3", "doc_id": "d2"},
    )
    return out
