"""Which reader reads which kind of file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from pipeline.article import Item, Problem
from pipeline.ingest.csv import read_csv
from pipeline.ingest.find import STDIN
from pipeline.ingest.inputs import Input
from pipeline.ingest.jsonl import read_jsonl, read_stream
from pipeline.ingest.options import InputFile, Options
from pipeline.ingest.parquet import read_parquet
from pipeline.ingest.remote import fetched
from pipeline.ingest.single import read_html, read_text

_RECORDS: dict[str, Callable[[InputFile, Options], Iterator[Item]]] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".jsonl.gz": read_jsonl,
    ".ndjson.gz": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
}
_SINGLE: dict[str, Callable[[InputFile, Options, Mapping[str, object]], Iterator[Item]]] = {
    ".txt": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".html": read_html,
    ".htm": read_html,
}
_MOST_PROBLEMS = 100_000  # in a row: a file of another kind, or one made to fill the memory
FORMATS = (*_SINGLE, *_RECORDS)


def is_page(file: InputFile) -> bool:
    """Whether it is a web page: one article, found by parsers in C and thousands of rules."""
    return file.path.name.lower().endswith((".html", ".htm"))


def is_binary(file: InputFile) -> bool:
    """Whether it is a table in a binary format, which C++ code reads."""
    return file.path.name.lower().endswith(".parquet")


def read_input(given: Input, options: Options, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """Yield the articles of one input and the problems with it."""
    file = given.file
    if file.path.name == STDIN:
        yield from _until_hopeless(read_stream(stdin or sys.stdin.buffer, file.source, options), file.source)
        return
    name = file.path.name.lower()
    ending = next((ending for ending in FORMATS if name.endswith(ending)), None)
    if ending is None:
        message = f"this kind of file is not read; known are {', '.join(FORMATS)}"
        yield Problem(file.source, "unknown_format", message)
        return
    try:
        with fetched(file) as local:
            if ending in _RECORDS:
                yield from _until_hopeless(_RECORDS[ending](local, options), file.source)
            else:
                yield from _SINGLE[ending](local, options, given.about)
    except OSError as error:
        yield Problem(file.source, "unreadable", f"it cannot be read: {error.strerror or error}; check its permissions")


def _until_hopeless(items: Iterator[Item], source: str) -> Iterator[Item]:
    in_a_row = 0
    for item in items:
        yield item
        in_a_row = in_a_row + 1 if isinstance(item, Problem) else 0
        if in_a_row >= _MOST_PROBLEMS:
            message = f"reading stopped here: {in_a_row} records in a row are no articles; what stood before was read"
            yield Problem(source, "too_many_problems", message)
            return
