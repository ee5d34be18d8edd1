"""Fields of one record (a JSONL line, a CSV or Parquet row, a file with its metadata) to an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from pipeline.article import Article, ColumnChoice, Item, Problem
from pipeline.ingest.column_names import ColumnNames, find_columns
from pipeline.ingest.options import Options
from pipeline.ingest.published import AmbiguousDateError, DateUnclearError, Order, order_of_dates, parse_published
from pipeline.tables.ids import content_id

MAX_TEXT = 100_000_000  # characters
_MOST_TOLD = 20  # ways of one file to name its columns
_HALF_PAIR = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Record:
    """One record of an input that holds several, with what was wrong in it though it can be used."""

    where: str
    fields: Mapping[str, object]
    problems: tuple[Problem, ...] = ()


def read_records(
    source: str,
    options: Options,
    records: Iterable[Record | Problem],
    again: Callable[[], Iterable[Record | Problem]] | None = None,
) -> Iterator[Item]:
    """Yield the items of an input that holds several records, and once for each set of columns how it is read.

    `again` reads the input anew: where a date could be day/month or month/day, the others in it may settle that.
    """
    told: set[ColumnChoice] = set()
    order = _OrderOfDates(options, again)
    nothing = True
    for record in records:
        nothing = False
        if isinstance(record, Problem):
            yield record
            continue
        columns = find_columns(record.fields, options.columns)
        for note in taken(source, columns):
            if note not in told and len(told) < _MOST_TOLD:
                told.add(note)
                yield note
        yield from with_problems(article_from(record.where, record.fields, columns.taken, order), record.problems)
    if nothing:
        yield Problem(source, "empty", "it holds no records; fill it or take it out")


def taken(source: str, columns: ColumnNames) -> Iterator[ColumnChoice]:
    """How an input is read, where its columns do not bear the names of the fields."""
    if columns.told:
        yield ColumnChoice(source, columns.told, columns.passed)


def with_problems(items: Iterable[Item], problems: Iterable[Problem]) -> Iterator[Item]:
    """The items of one record, and what else was wrong in it, with the id of its article."""
    doc_id = None
    for item in items:
        yield item
        doc_id = item.doc_id if isinstance(item, Article) else doc_id
    if doc_id:
        yield from (replace(problem, doc_id=doc_id) for problem in problems)


class _OrderOfDates:
    """Whether day or month comes first in the dates of one input: what the user says, else what its dates show."""

    def __init__(self, options: Options, again: Callable[[], Iterable[Record | Problem]] | None) -> None:
        self._options, self._again = options, again
        self._found: list[Order | None] = [given] if (given := order_given(options)) else []

    def __call__(self) -> Order | None:
        if not self._found:
            self._found.append(order_of_dates(self._values()))
        return self._found[0]

    def _values(self) -> Iterator[object]:
        for record in self._again() if self._again else ():
            if isinstance(record, Record):
                key = find_columns(record.fields, self._options.columns).taken.get("published")
                yield record.fields[key] if key else None


def order_given(options: Options) -> Order | None:
    """What the user says comes first in 05/06/2022."""
    return None if options.day_first is None else "day" if options.day_first else "month"


def article_from(
    source: str,
    fields: Mapping[str, object],
    columns: Mapping[str, str],
    order: Callable[[], Order | None] = lambda: None,
) -> Iterator[Article | Problem]:
    """Yield the article of one record and a problem for every part of it that cannot be used.

    `fields` holds the record under the names that `columns` gives for id, text, title, … (see `find_columns`); `order`
    is asked what comes first in a date that could be day/month or month/day.

    >>> next(article_from("a.jsonl:1", {"id": 7, "text": "It rained."}, {"id": "id", "text": "text"})).doc_id
    '7'
    """
    column = columns.get("text", "text")
    text = fields.get(column)
    if not isinstance(text, str):
        yield _no_text(source, text, column, fields)
        return
    if not text.strip():
        yield Problem(source, "empty", "the text is empty; give it a text or take it out")
        return
    if len(text) > MAX_TEXT:
        yield Problem(source, "too_long", f"the text is longer than {MAX_TEXT} characters; split the record")
        return
    text, halves = _HALF_PAIR.subn("\ufffd", text)
    doc_id = _scalar(fields.get(columns.get("id", "id"))) or content_id("d", source, text)
    published, unclear = _published(fields.get(columns.get("published", "published")), order)
    about = {name: _scalar(fields.get(columns.get(name, name))) for name in ("title", "outlet", "author", "url")}
    yield Article(doc_id=doc_id, source=source, text=text, published=published, **about)
    if halves:
        message = f"{halves} halves of surrogate pairs were replaced by U+FFFD; mend the encoding where it was made"
        yield Problem(source, "lone_surrogates", message, doc_id)
    if unclear:
        yield replace(unclear, source=source, doc_id=doc_id)


def _no_text(source: str, text: object, column: str, fields: Mapping[str, object]) -> Problem:
    if text is not None:
        return Problem(source, "bad_text", f"{column!r} holds {type(text).__name__}, not text; write it as a string")
    return missing_text(source, column, fields)


def missing_text(source: str, column: str, names: Iterable[str]) -> Problem:
    """That no column of text was found among these."""
    return Problem(source, "missing_text", f"there is no text in {column!r} ({present(names)}); --text-column names it")


def present(names: Iterable[object]) -> str:
    """What columns there are, in words, however many and long they are.

    >>> present(["id", "body"])
    'present: id, body'
    """
    return "present: " + (", ".join(str(name)[:50] for name in islice(names, 20)) or "none")


def _published(value: object, order: Callable[[], Order | None]) -> tuple[date | None, Problem | None]:
    try:
        try:
            return parse_published(value), None
        except AmbiguousDateError:
            return parse_published(value, order()), None
    except AmbiguousDateError as error:
        message = f"{error}; it stays empty: say which comes first with --day-first or --month-first"
        return None, Problem("", "ambiguous_date", message)
    except DateUnclearError as error:
        return None, Problem("", "published_unclear", f"{error}; it stays empty: write it as YYYY-MM-DD")


def _scalar(value: object) -> str | None:
    """Words or a number as a string; a list of words (authors) joined; of an object its name; else nothing."""
    if isinstance(value, list | tuple):
        value = ", ".join(part for part in map(_name, value) if isinstance(part, str))
    value = _name(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float):
        if value != value:  # an empty cell of a number column
            return None
        value = int(value) if value.is_integer() else value
    return _HALF_PAIR.sub("\ufffd", str(value)) or None


def _name(value: object) -> object:
    """An outlet or author of a news service is often an object: `{"id": null, "name": "The Post"}`."""
    return value.get("name") if isinstance(value, Mapping) else value
