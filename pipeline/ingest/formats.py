"""Which reader reads which kind of file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from pipeline.article import Item, Problem
from pipeline.ingest.csv import read_csv
from pipeline.ingest.feed import read_feed
from pipeline.ingest.input_files import Input
from pipeline.ingest.json import read_json
from pipeline.ingest.jsonl import read_jsonl, read_stream
from pipeline.ingest.local_files import STDIN
from pipeline.ingest.office import read_docx, read_xlsx
from pipeline.ingest.options import InputFile, Options
from pipeline.ingest.parquet import read_parquet
from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.remote import fetched
from pipeline.ingest.single import read_html, read_text

_RECORDS: dict[str, Callable[[InputFile, Options], Iterator[Item]]] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".jsonl.gz": read_jsonl,
    ".ndjson.gz": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".xlsx": read_xlsx,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
}
_SINGLE: dict[str, Callable[[InputFile, Options, Mapping[str, object]], Iterator[Item]]] = {
    ".txt": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
_PAGES = (".html", ".htm", ".docx", ".pdf")
_TABLES = (".json", ".parquet", ".xlsx", ".rss", ".atom", ".xml")
_PACKAGES = {"docx": "python-docx", "openpyxl": "openpyxl", "pdfminer": "pdfminer.six"}
_MOST_PROBLEMS = 100_000  # in a row: a file of another kind, or one made to fill the memory
FORMATS = (*_SINGLE, *_RECORDS)


def is_page(file: InputFile) -> bool:
    """Whether it is a web page or another file of one article, found by parsers in C and thousands of rules."""
    return file.path.name.lower().endswith(_PAGES)


def is_table(file: InputFile) -> bool:
    """Whether it holds many articles in a format that a large parser reads, or reads whole."""
    return file.path.name.lower().endswith(_TABLES)


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
    except ImportError as error:
        if (error.name or "").split(".")[0] not in _PACKAGES:
            raise
        yield _missing_library(file, error)
    except OSError as error:
        yield Problem(file.source, "unreadable", f"it cannot be read: {error.strerror or error}; check its permissions")


def _missing_library(file: InputFile, error: ImportError) -> Problem:
    package = _PACKAGES[(error.name or "").split(".")[0]]
    message = f"it was left out: {package} is not installed; install it with: pip install 'onrecord[formats]'"
    return Problem(file.source, "missing_library", message)


def _until_hopeless(items: Iterator[Item], source: str) -> Iterator[Item]:
    in_a_row = 0
    for item in items:
        yield item
        in_a_row = in_a_row + 1 if isinstance(item, Problem) else 0
        if in_a_row >= _MOST_PROBLEMS:
            message = f"reading stopped here: {in_a_row} records in a row are no articles; what stood before was read"
            yield Problem(source, "too_many_problems", message)
            return
