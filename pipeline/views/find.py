"""From an id, or the name of an article's file, to the row that it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.tables.schemas import TABLES
from pipeline.views.database import Database, QueryError

_FIRST = 5  # of several articles that a name may mean
_ARTICLE = "SELECT doc_id, source FROM documents WHERE {} ORDER BY source, doc_id"
_PLACES = (  # the first of these that finds one
    "doc_id = $name",
    "source = $name",
    "regexp_replace(source, ':[0-9]+$', '') = $name",
    "ends_with('/' || source, '/' || $name) OR ends_with('/' || $name, '/' || source)",
)


@dataclass(frozen=True, slots=True)
class Found:
    """A row of a table."""

    table: str
    row: dict[str, Any]


def find(database: Database, name: str) -> Found:
    """The row with this id, or the article that was read from this file.

    Raises:
        QueryError: where there is none, or where a file holds several articles.
    """
    for table, key in _keys().items():
        rows = database.answer(f"SELECT * FROM {table} WHERE {key} = $name LIMIT 1", {"name": name}).records()
        if rows:
            return Found(table, rows[0])
    return Found("documents", _article(database, name))


def _article(database: Database, name: str) -> dict[str, Any]:
    for place in _PLACES:
        found = database.answer(_ARTICLE.format(place), {"name": name}).records()
        if len(found) > 1:
            first = ", ".join(row["source"] if row["source"] != name else row["doc_id"] for row in found[:_FIRST])
            more = ", …" if len(found) > _FIRST else ""
            raise QueryError(f"{name} holds {len(found):,} articles; name one of them: {first}{more}")
        if found:
            sql = "SELECT * FROM documents WHERE doc_id = $id"
            return database.answer(sql, {"id": found[0]["doc_id"]}).records()[0]
    raise QueryError(
        f"no row has the id {name} and no article was read from such a file; "
        f'onrecord query {database.out} "SELECT doc_id, source FROM articles" names all'
    )


def _keys() -> dict[str, str]:
    """The tables whose rows have an id of their own, and its column."""
    own = {"documents", "quotes", "figures", "dates", "speakers", "mentions", "entities", "statements", "claims"}
    return {name: table.key[0] for name, table in TABLES.items() if name in own}
