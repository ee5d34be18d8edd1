"""The rows of all tables for one document: pure, from an article and what was found in it."""

from __future__ import annotations

from typing import Any

from pipeline.article import Article
from pipeline.components import COMPONENTS
from pipeline.components.document import Document, Row
from pipeline.components.interface import Component, FilledTable, Findings
from pipeline.components.quotes import QUOTES
from pipeline.components.speakers import SPEAKERS
from pipeline.tables.ids import bytes_hash
from pipeline.tables.schemas import DOCUMENTS, ERRORS, EXTRACT_TABLES, Table

# Who fills which table, and how.
FILLED: dict[str, tuple[Component[Any], FilledTable[Any]]] = {
    filled.table.name: (component, filled) for component in COMPONENTS for filled in component.tables
}


def rows(article: Article, found: Findings) -> dict[str, list[Row]]:
    """The rows of one document by table, with ids made from content and all links set.

    Raises:
        ValueError: where an offset does not lie in the text.

    >>> [row["n_tokens"] for row in rows(Article("a", "a.txt", "It rained."), Findings(n_tokens=3))["documents"]]
    [3]
    """
    maker = RowMaker(article, found)
    return {table.name: maker.rows(table) for table in EXTRACT_TABLES}


def unannotated(article: Article) -> dict[str, list[Row]]:
    """The rows of a document in which nothing was looked for: its own, without counts.

    >>> made = unannotated(Article("a", "a.txt", "It rained."))
    >>> made["documents"][0]["n_tokens"], made["quotes"]
    (None, [])
    """
    return rows(article, Findings(n_tokens=None, n_sentences=None))


class RowMaker:
    """Makes the rows of one document, a table at a time, so that one that fails takes no other with it."""

    def __init__(self, article: Article, found: Findings) -> None:
        self._article, self._found = article, found
        self._document = Document(article, found.of(QUOTES), found.of(SPEAKERS))

    def rows(self, table: Table) -> list[Row]:
        """The rows of one table."""
        if table is DOCUMENTS:
            return [_document(self._article, self._found)]
        if table is ERRORS:
            return []  # what was found is no error
        component, filled = FILLED[table.name]
        return filled.rows(self._found.of(component), self._document)


def _document(article: Article, found: Findings) -> Row:
    names = ("doc_id", "source", "title", "outlet", "author", "url", "published", "text")
    return {name: getattr(article, name) for name in names} | {
        "n_chars": len(article.text),
        "n_tokens": found.n_tokens,
        "n_sentences": found.n_sentences,
        "keyterms": list(found.keyterms),
        "content_hash": bytes_hash(article.text.encode("utf8", "surrogatepass")),
    }
