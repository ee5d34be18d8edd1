"""What the tables know of a row: its passage with the marks, who says it, how that was found, who else reports it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.resources import read_lists
from pipeline.tables.schemas import TABLES
from pipeline.views.database import Database
from pipeline.views.find import Found, find
from pipeline.views.marked import Mark, Passage, passage

_AROUND = 200  # characters shown on each side of what has no sentence of its own
_MARKS = """
SELECT s.start, s."end", CASE s.role WHEN 'content' THEN 'quote' ELSE s.role END AS role, s.quote_id AS id
FROM quote_spans s WHERE doc_id = $doc_id
UNION ALL SELECT start, "end", 'figure', figure_id FROM figures WHERE doc_id = $doc_id
UNION ALL SELECT start, "end", 'date', date_id FROM dates WHERE doc_id = $doc_id
ORDER BY ALL
"""
_SAYINGS = "SELECT * FROM sayings WHERE {} ORDER BY published NULLS LAST, outlet, doc_id, start, quote_id"
_ELSEWHERE = """
SELECT s.*, sq.relation, sq.diff, sq.differs_materially FROM statement_quotes sq JOIN sayings s USING (quote_id)
WHERE sq.statement_id = $id ORDER BY s.published NULLS LAST, s.outlet, s.quote_id
"""
_FIGURE = """
SELECT f.*, cf.claim_id, cf.claimant, c.status FROM figures f
LEFT JOIN claim_figures cf USING (figure_id) LEFT JOIN claims c ON c.claim_id = cf.claim_id
WHERE {} ORDER BY f.doc_id, f.start, f.figure_id
"""
_REPORTS = """
SELECT f.text AS figure, f.figure_id, cf.claimant, a.outlet, a.published FROM claim_figures cf
JOIN figures f USING (figure_id) JOIN articles a ON a.doc_id = f.doc_id
WHERE cf.claim_id = $id ORDER BY f.low NULLS FIRST, f.high, a.published, f.figure_id
"""

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Card:
    """A title, facts about the row, its passage if it has one, and notes, each a title with facts of its own."""

    title: str
    facts: tuple[Fact, ...]
    passage: Passage | None = None
    notes: tuple[tuple[str, tuple[Fact, ...]], ...] = ()
    told: tuple[str, ...] = ()


def known(database: Database, name: str) -> Card:
    """What is known of the row with this id, or of the article from this file.

    Raises:
        QueryError: where there is no such row.
    """
    found = find(database, name)
    make = {"documents": _of_article, "quotes": _of_quote, "figures": _of_figure}.get(found.table, _of_row)
    return make(database, found)


def _of_article(database: Database, found: Found) -> Card:
    row = found.row
    rows = database.answer(_MARKS, {"doc_id": row["doc_id"]}).records()
    sayings = database.answer(_SAYINGS.format("doc_id = $id"), {"id": row["doc_id"]}).records()
    sayings.sort(key=lambda saying: (saying["start"], saying["quote_id"]))
    number = {saying["quote_id"]: str(place) for place, saying in enumerate(sayings, start=1)}
    notes = tuple((f"{number[s['quote_id']]} {_who(s)}", _saying_facts(database, s)) for s in sayings)
    facts = _article_facts(database, row["doc_id"])
    return Card(_title(row), facts, passage(row["text"], _numbered(rows, number)), notes, _told(database))


def _of_quote(database: Database, found: Found) -> Card:
    id_, doc_id = found.row["quote_id"], found.row["doc_id"]
    (saying,) = database.answer(_SAYINGS.format("quote_id = $id"), {"id": id_}).records()
    rows = database.answer(_MARKS, {"doc_id": doc_id}).records()
    others = ("figure", "date")
    marks = [Mark(r["start"], r["end"], r["role"]) for r in rows if r["id"] == id_ or r["role"] in others]
    start, end = found.row["sentence_start"], found.row["sentence_end"]
    if start is None:
        start, end = found.row["start"] - _AROUND, found.row["end"] + _AROUND
    figures = database.answer(_FIGURE.format("f.quote_id = $id"), {"id": id_}).records()
    notes = [(f"figure {figure['text']}", _figure_facts(figure)) for figure in figures]
    where = (("article", _title(saying)), *_article_facts(database, doc_id))
    shown = passage(_text(database, doc_id), marks, max(0, start), end)
    facts = (*_saying_facts(database, saying), *where)
    return Card(_who(saying), facts, shown, tuple(notes), _told(database))


def _of_figure(database: Database, found: Found) -> Card:
    row = found.row
    (figure,) = database.answer(_FIGURE.format("f.figure_id = $id"), {"id": row["figure_id"]}).records()
    notes = []
    if figure["claim_id"]:
        reports = database.answer(_REPORTS, {"id": figure["claim_id"]}).records()
        notes = [
            ("reported as", tuple((r["figure"], _of(r["claimant"], r["outlet"], r["published"])) for r in reports))
        ]
    facts = (*_figure_facts(figure), *_article_facts(database, row["doc_id"]))
    return Card(f"figure {row['text']}", facts, _around(database, row, "figure"), tuple(notes), _told(database))


def _of_row(database: Database, found: Found) -> Card:
    """A row of any other table: its columns, and the quotes that belong to it."""
    table, row = TABLES[found.table], found.row
    facts = _facts((name, row[name]) for name in table.column_names() if name != "text" or not table.grounded)
    id_ = row[table.key[0]]
    notes: list[tuple[str, tuple[Fact, ...]]] = []
    if found.table in ("entities", "statements", "speakers"):
        where = "quote_id IN (SELECT quote_id FROM quotes WHERE speaker_id = $id)"
        condition = where if found.table == "speakers" else f"{table.key[0]} = $id"
        sayings = database.answer(_SAYINGS.format(condition), {"id": id_}).records()
        notes = [("said", tuple((_of(s["outlet"], s["published"]), f"{s['said']} ({s['quote_id']})") for s in sayings))]
    if found.table == "claims":
        reports = database.answer(_REPORTS, {"id": id_}).records()
        notes = [
            ("reported as", tuple((r["figure"], _of(r["claimant"], r["outlet"], r["published"])) for r in reports))
        ]
    shown = _around(database, row, "date" if found.table == "dates" else "mention") if table.grounded else None
    return Card(
        f"{found.table}: {row.get('name') or row.get('text') or id_}", facts, shown, tuple(notes), _told(database)
    )


def _saying_facts(database: Database, saying: dict[str, Any]) -> tuple[Fact, ...]:
    how = read_lists("views", "words")["attribution"].get(saying["attribution"], "")
    facts = [
        ("said", saying["said"]),
        ("found", _of(saying["attribution"], how) if saying["speaker"] else f"no speaker: {saying['reason']}"),
        ("kind", f"{saying['kind']} {saying['act']}"),
        ("confidence", f"{saying['confidence']:.2f}"),
        ("in the article", saying["speaker"] if saying["speaker"] != saying["person"] else None),
        ("goes on", saying["continues"]),
        ("id", saying["quote_id"]),
    ]
    if saying["statement_id"]:
        reports = database.answer(_ELSEWHERE, {"id": saying["statement_id"]}).records()
        others = [report for report in reports if report["quote_id"] != saying["quote_id"]]
        facts += [("also in", _report(report)) for report in others]
    return _facts(facts)


def _report(report: dict[str, Any]) -> str:
    where = _of(report["outlet"] or report["doc_id"], report["published"])
    differs = f"; differs{' in substance' if report['differs_materially'] else ''}: {report['diff']}"
    return f"{where}: {report['said']}{differs if report['diff'] else ''} ({report['quote_id']})"


def _figure_facts(figure: dict[str, Any]) -> tuple[Fact, ...]:
    columns = ("kind", "value", "low", "high", "unit", "counted", "bound", "change", "concept")
    facts = [(name, figure[name]) for name in columns]
    status = figure["status"]
    return _facts([*facts, ("claimed by", figure["claimant"]), ("reports", status), ("id", figure["figure_id"])])


def _article_facts(database: Database, doc_id: str) -> tuple[Fact, ...]:
    (row,) = database.answer("SELECT * FROM articles WHERE doc_id = $id", {"id": doc_id}).records()
    return _facts((("paper", _of(row["outlet"], row["published"])), ("file", row["source"]), ("article id", doc_id)))


def _around(database: Database, row: dict[str, Any], role: str) -> Passage:
    text = _text(database, row["doc_id"])
    marks = [Mark(row["start"], row["end"], role)]
    return passage(text, marks, max(0, row["start"] - _AROUND), row["end"] + _AROUND)


def _text(database: Database, doc_id: str) -> str:
    return str(database.answer("SELECT text FROM documents WHERE doc_id = $id", {"id": doc_id}).rows[0][0])


def _told(database: Database) -> tuple[str, ...]:
    return tuple(database.notes("FROM sayings JOIN claims"))


def _numbered(rows: Iterable[dict[str, Any]], number: dict[str, str]) -> list[Mark]:
    """The marks of an article: one for each place and role, with the numbers of all quotes that it belongs to."""
    labels: dict[tuple[int, int, str], list[str]] = {}
    for row in rows:
        labels.setdefault((row["start"], row["end"], row["role"]), []).append(number.get(row["id"], ""))
    return [Mark(*place, ",".join(sorted(filter(None, found), key=int))) for place, found in labels.items()]


def _who(saying: dict[str, Any]) -> str:
    return str(saying["person"] or "nobody named")


def _title(row: dict[str, Any]) -> str:
    return str(row["title"] or row.get("source") or row["doc_id"])


def _of(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)


def _facts(pairs: Iterable[tuple[str, Any]]) -> tuple[Fact, ...]:
    """What is known; an empty value is none, a list is one line."""
    return tuple((name, _shown(value)) for name, value in pairs if value not in (None, "", []))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return f"{value:,.15g}" if isinstance(value, float) else str(value)
