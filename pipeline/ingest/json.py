"""`.json` files: an array of articles, one article, or an object that holds them; JSON lines under that name too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from pipeline.article import Item, Problem
from pipeline.ingest.column_names import find_columns
from pipeline.ingest.encodings import NotTextError, decode
from pipeline.ingest.jsonl import doubled_keys, guessed_encoding, load_json, read_jsonl
from pipeline.ingest.options import InputFile, Options
from pipeline.ingest.record import Record, present, read_records

MAX_FILE = 200_000_000  # bytes; it takes several times as much in memory
MAX_NESTED = 5_000_000  # brackets: `[[],[],…]` takes twenty times its length in memory
_BETWEEN = re.compile(r"[\s,]*")
_DEEPEST = 3  # levels of objects under which an array of articles is looked for


def read_json(file: InputFile, options: Options) -> Iterator[Item]:
    """Yield the items of a `.json` file: numbered from 1 in their `source`, or the only one under the file's name."""
    if (size := file.path.stat().st_size) > MAX_FILE:
        yield Problem(file.source, "too_large", f"the file has {size} bytes; write JSONL, one article a line")
        return
    try:
        decoded = decode(file.path.read_bytes(), options.encoding)
    except NotTextError as error:
        yield Problem(file.source, "not_text", f"the file was left out: {error}; give its encoding with --encoding")
        return
    text = decoded.text.strip()
    if _is_lines(text):
        yield from read_jsonl(file, options)
        return
    guessed = (guessed_encoding(file.source, decoded.encoding),) if decoded.guessed else ()
    records = partial(_records, text, file.source, options, guessed)
    yield from read_records(file.source, options, records(), records)


def _is_lines(text: str) -> bool:
    """Whether the first line is an object of its own, and others follow."""
    first, _, more = text.partition("\n")
    if not more or not first.startswith("{"):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def _records(text: str, source: str, options: Options, guessed: tuple[Problem, ...]) -> Iterator[Record | Problem]:
    if not text:
        yield Problem(source, "empty", "the file is empty; fill it or take it out")
        return
    if text.count("[") + text.count("{") > MAX_NESTED:
        yield Problem(source, "bomb", f"the file was left out: it has more than {MAX_NESTED} brackets; write JSONL")
        return
    broken = None
    try:
        whole = load_json(text)
    except RecursionError as error:
        yield _broken(source, error)
        return
    except ValueError as error:
        whole, rest = _before_the_break(text)
        broken = _broken(source, error) if rest else None
    names = present(whole) if isinstance(whole, Mapping) else f"it holds {type(whole).__name__}"
    if _is_article(whole, options):
        yield Record(source, whole, (*guessed, *doubled_keys(source, whole)))
    elif not isinstance(whole, list) and not (whole := _articles(whole, options)):
        yield Problem(source, "missing_text", f"no article was found ({names}); --text-column names the text")
    elif not whole and not broken:
        yield Problem(source, "empty", "the array is empty; fill it or take the file out")
    else:
        for number, record in enumerate(whole, start=1):
            yield _record(f"{source}:{number}", record, guessed)
    if broken:
        yield broken


def _record(where: str, record: object, guessed: tuple[Problem, ...]) -> Record | Problem:
    if not isinstance(record, dict):
        return Problem(where, "bad_json", f"it is {type(record).__name__}, no article; write a JSON object for each")
    return Record(where, record, (*guessed, *doubled_keys(where, record)))


def _broken(source: str, error: Exception) -> Problem:
    return Problem(source, "bad_json", f"reading stopped here, it is not JSON ({error}); what stood before was read")


def _before_the_break(text: str) -> tuple[list[Any], bool]:
    """The whole elements of an array that is not JSON to its end, or of objects in a row; and whether it breaks."""
    found: list[Any] = []
    decoder, at = json.JSONDecoder(), int(text.startswith("["))
    while at < len(text):
        try:
            element, at = decoder.raw_decode(text, _BETWEEN.match(text, at).end())  # type: ignore[union-attr]
        except (ValueError, RecursionError):
            return found, True
        found.append(element)
    return found, text.startswith("[")


def _is_article(value: object, options: Options) -> bool:
    """Whether it is an object with a text."""
    if not isinstance(value, Mapping):
        return False
    key = find_columns(value, options.columns).taken.get("text")
    return key is not None and isinstance(value[key], str)


def _articles(value: object, options: Options, depth: int = _DEEPEST) -> list[Any]:
    """The articles in an array or object: the arrays that hold some, the nearest to the top first."""
    if isinstance(value, list):
        return value if any(_is_article(element, options) for element in value) else []
    if not isinstance(value, Mapping) or not depth:
        return []
    if columns := _transposed(value, options):
        return columns
    if value and all(_is_article(element, options) for element in value.values()):
        return [{"id": key, **element} for key, element in value.items()]
    arrays, objects = ([one for one in value.values() if isinstance(one, kind)] for kind in (list, Mapping))
    nearest = [article for array in arrays for article in _articles(array, options)]
    return nearest or [article for one in objects for article in _articles(one, options, depth - 1)]


def _transposed(value: Mapping[str, Any], options: Options) -> list[Any]:
    """Articles from an object of columns, as pandas writes it: `{"text": {"0": …, "1": …}, "title": {…}}`."""
    key = find_columns(value, options.columns).taken.get("text")
    texts = value[key] if key is not None else None
    if not isinstance(texts, Mapping) or not all(isinstance(column, Mapping) for column in value.values()):
        return []
    return [{name: column.get(row) for name, column in value.items()} for row in texts]
