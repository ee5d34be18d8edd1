"""CSV files with a header: one article a row, a bad row loses only itself."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TextIO

from pipeline.article import Article, Item, Problem
from pipeline.ingest.decode import NotTextError, decode
from pipeline.ingest.jsonl import guessed_encoding
from pipeline.ingest.options import InputFile, Options
from pipeline.ingest.record import article_from, present

MAX_FIELD = 100_000_000  # characters, also of a line
MAX_COLUMNS = 10_000
_CHUNK = 1 << 20


def read_csv(file: InputFile, options: Options) -> Iterator[Item]:
    """Yield the items of a `.csv` (comma or semicolon) or `.tsv` file, numbered from 1 in their `source`."""
    try:
        encoding, guessed = file_encoding(file.path, options.encoding)
    except NotTextError as error:
        yield Problem(file.source, "not_text", f"the file was left out: {error}; give its encoding with --encoding")
        return
    with closing(file.path.open(encoding=encoding, newline="")) as stream:
        for item in _items(stream, file.source, options):
            yield item
            if guessed and isinstance(item, Article):
                yield guessed_encoding(item, encoding)


def _items(stream: TextIO, source: str, options: Options) -> Iterator[Item]:
    try:
        rows = csv_rows(stream)
        header = next(rows, None)
        if header is None or options.columns["text"] not in header:
            message = f"no column {options.columns['text']!r} ({present(header or [])}); name it with --text-column"
            yield Problem(source, "missing_text", message)
            return
        for number, row in enumerate((row for row in rows if row), start=1):
            yield from _row(row, header, f"{source}:{number}", options)
    except (csv.Error, UnicodeError) as error:
        yield Problem(source, "bad_csv", f"reading stopped here: {error}; what stood before was read: mend the file")


def _row(row: list[str], header: list[str], where: str, options: Options) -> Iterator[Item]:
    if len(row) != len(header):
        message = f"the row has {len(row)} fields, the header {len(header)}; put fields with commas in quotation marks"
        yield Problem(where, "bad_row", message)
        return
    yield from article_from(where, dict(zip(header, row, strict=True)), options.columns)


def csv_rows(stream: TextIO) -> Iterator[list[str]]:
    """Rows of a CSV stream, header first; the delimiter is the one of `,` `;` and tab that splits the header most."""
    csv.field_size_limit(MAX_FIELD)
    first = stream.readline(MAX_FIELD)
    delimiter = max((",", ";", "\t"), key=first.count)
    if (columns := first.count(delimiter)) > MAX_COLUMNS:
        raise csv.Error(f"the header has {columns} columns")
    return csv.reader(_chain(first, stream, delimiter), delimiter=delimiter, strict=False)


def _chain(line: str, stream: TextIO, delimiter: str) -> Iterator[str]:
    while line:
        if len(line) >= MAX_FIELD:
            raise csv.Error(f"a line has more than {MAX_FIELD} characters")
        if len(line) > MAX_COLUMNS and line.count(delimiter * 100) > MAX_COLUMNS:  # a list of a million empty fields
            raise csv.Error("a line holds next to nothing but delimiters")
        yield line
        line = stream.readline(MAX_FIELD)


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
            raise NotTextError("it holds NUL bytes, so it is not text")
        decoder: Any = codecs.getincrementaldecoder("utf-8")()
        chunk = start
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = stream.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return (declared, False) if declared else (decode(_whole_lines(start, chunk)).encoding, True)
    return "utf-8-sig", False


def _whole_lines(start: bytes, chunk: bytes) -> bytes:
    """A sample that holds the bytes that are not UTF-8 and cuts no character in two."""
    return start[: start.rfind(b"\n") + 1] + (chunk if chunk is not start else start)
