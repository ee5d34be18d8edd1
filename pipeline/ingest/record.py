"""Fields of one record (a JSONL line, a CSV or Parquet row, a file with its metadata) to an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from pipeline.article import Article, Item, Problem
from pipeline.ids import content_id
from pipeline.ingest.published import DateUnclearError, parse_published

MAX_TEXT = 100_000_000  # characters
_HALF_PAIR = re.compile("[\ud800-\udfff]")


def article_from(source: str, fields: Mapping[str, object], columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield the article of one record and a problem for every part of it that cannot be used.

    `fields` holds the record under the names that `columns` gives for id, text, title, …

    >>> next(article_from("a.jsonl:1", {"id": 7, "text": "It rained."}, {"id": "id", "text": "text"})).doc_id
    '7'
    """
    text = fields.get(columns["text"])
    if not isinstance(text, str):
        yield _no_text(source, text, columns["text"], fields)
        return
    if not text.strip():
        yield Problem(source, "empty", "the text is empty; give it a text or take it out")
        return
    if len(text) > MAX_TEXT:
        yield Problem(source, "too_long", f"the text is longer than {MAX_TEXT} characters; split the record")
        return
    text, halves = _HALF_PAIR.subn("\ufffd", text)
    doc_id = _scalar(fields.get(columns.get("id", "id"))) or content_id("d", source, text)
    published, unclear = _published(fields.get(columns.get("published", "published")))
    about = {name: _scalar(fields.get(columns.get(name, name))) for name in ("title", "outlet", "author", "url")}
    yield Article(doc_id=doc_id, source=source, text=text, published=published, **about)
    if halves:
        message = f"{halves} halves of surrogate pairs were replaced by U+FFFD; mend the encoding where it was made"
        yield Problem(source, "lone_surrogates", message, doc_id)
    if unclear:
        yield Problem(source, "published_unclear", f"{unclear}; it stays empty: write it as YYYY-MM-DD", doc_id)


def _no_text(source: str, text: object, column: str, fields: Mapping[str, object]) -> Problem:
    if text is not None:
        return Problem(source, "bad_text", f"{column!r} holds {type(text).__name__}, not text; write it as a string")
    return Problem(source, "missing_text", f"there is no {column!r} ({present(fields)}); name it with --text-column")


def present(names: Iterable[str]) -> str:
    """What columns there are, in words, however many and long they are.

    >>> present(["id", "body"])
    'present: id, body'
    """
    return "present: " + (", ".join(name[:50] for name in islice(names, 20)) or "none")


def _published(value: object) -> tuple[date | None, str | None]:
    try:
        return parse_published(value), None
    except DateUnclearError as error:
        return None, str(error)


def _scalar(value: object) -> str | None:
    """Words or a number as a string; a list of words (authors) joined; anything else is not metadata."""
    if isinstance(value, list | tuple):
        value = ", ".join(part for part in value if isinstance(part, str))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float):
        if value != value:  # an empty cell of a number column
            return None
        value = int(value) if value.is_integer() else value
    return _HALF_PAIR.sub("\ufffd", str(value)) or None
