"""CSV files with a header: one article a row, a bad row loses only itself."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.article import Item, Problem
from pipeline.ingest.column_names import find_columns
from pipeline.ingest.delimited import Rows
from pipeline.ingest.encodings import NotTextError, decode, unmarked_utf16
from pipeline.ingest.jsonl import guessed_encoding
from pipeline.ingest.options import InputFile, Options
from pipeline.ingest.record import Record, missing_text, read_records

_CHUNK = 1 << 20


def read_csv(file: InputFile, options: Options) -> Iterator[Item]:
    """Yield the items of a `.csv` (comma, semicolon, tab or bar) or `.tsv` file, numbered from 1 in their `source`."""
    try:
        encoding, guessed = file_encoding(file.path, options.encoding)
    except NotTextError as error:
        yield Problem(file.source, "not_text", f"the file was left out: {error}; give its encoding with --encoding")
        return
    records = partial(_records, file, options, encoding, guessed)
    yield from read_records(file.source, options, records(), records)


def _records(file: InputFile, options: Options, encoding: str, guessed: bool) -> Iterator[Record | Problem]:
    source = file.source
    with closing(file.path.open(encoding=encoding, newline="")) as stream:
        try:
            rows = Rows(stream, tabs=source.lower().endswith(".tsv"))
            if "text" not in (found := find_columns(rows.header, options.columns)).taken:
                yield missing_text(source, options.columns["text"], rows.header)
                return
            yield from doubled_columns(source, rows.header, found.taken.values())
            for number, row in enumerate(rows, start=1):
                where = f"{source}:{number}"
                notes = (guessed_encoding(where, encoding),) if guessed else ()
                yield record_of_row(where, rows.header, row, notes)
        except (csv.Error, UnicodeError) as error:
            yield Problem(
                source, "bad_csv", f"reading stopped here: {error}; what stood before was read: mend the file"
            )


def record_of_row(where: str, header: list[str], row: list[str], notes: tuple[Problem, ...] = ()) -> Record | Problem:
    """A row under the names of its header, of which the first counts where two are the same."""
    if len(row) != len(header):
        message = f"the row has {len(row)} fields, the header {len(header)}; put fields with commas in quotation marks"
        return Problem(where, "bad_row", message)
    return Record(where, dict(zip(reversed(header), reversed(row), strict=True)), notes)


def doubled_columns(source: str, header: list[str], used: Any) -> Iterator[Problem]:
    """That a column of the article stands twice in a header."""
    for name in [name for name, number in Counter(header).items() if number > 1 and name in used]:
        message = f"there are several columns {name!r}; the first was read: give each a name of its own"
        yield Problem(source, "duplicate_column", message)


def file_encoding(path: Path, declared: str | None) -> tuple[str, bool]:
    """The encoding of a whole file, found without holding it in memory, and whether it was guessed.

    Raises:
        NotTextError: where the file is binary or no encoding fits.
    """
    with path.open("rb") as stream:
        start = stream.read(_CHUNK)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", False
        if b"\0" in start:
            if utf16 := unmarked_utf16(start):
                return utf16, True
            raise NotTextError("it holds NUL bytes, so it is not text")
        decoder: Any = codecs.getincrementaldecoder("utf-8")()
        chunk = start
        try:
            for chunk in chain([start], iter(partial(stream.read, _CHUNK), b"")):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return (declared, False) if declared else (decode(_whole_lines(start, chunk)).encoding, True)
    return "utf-8-sig", False


def _whole_lines(start: bytes, chunk: bytes) -> bytes:
    """A sample that holds the bytes that are not UTF-8 and cuts no character in two."""
    return start[: start.rfind(b"\n") + 1] + (chunk if chunk is not start else start)
