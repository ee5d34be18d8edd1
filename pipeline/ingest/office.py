"""Word and Excel files: one article a `.docx`, one article a row of an `.xlsx`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from pipeline.article import Item, Problem
from pipeline.ingest.column_names import find_columns
from pipeline.ingest.csv import doubled_columns, record_of_row
from pipeline.ingest.jsonl import MAX_RATIO, MAX_UNPACKED
from pipeline.ingest.options import InputFile, Options
from pipeline.ingest.record import Record, missing_text, read_records
from pipeline.ingest.single import article_of_file

_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what is encrypted lies in a file of the older format
_TITLES = ("Title", "Heading 1")


def read_docx(file: InputFile, options: Options, metadata: Mapping[str, object]) -> Iterator[Item]:
    """Yield the article of a `.docx` file; what `metadata` says goes before what the file says."""
    import docx

    if problem := _unusable(file):
        yield problem
        return
    try:
        document: Any = docx.Document(str(file.path))
        paragraphs = [(p.text.strip("\n"), p.style.name if p.style else None) for p in document.paragraphs]
        named = document.core_properties.title
    except Exception as error:  # foreign input: the parser raises whatever it trips over
        yield _damaged(file, error)
        return
    shown = [(text, style) for text, style in paragraphs if text.strip()]
    title = shown[0][0] if shown and shown[0][1] in _TITLES else (named or "").strip() or None
    # A blank line between paragraphs, so that none is taken for a wrapped line.
    fields = {"title": title, "text": "\n\n".join(text for text, _ in shown)}
    yield from article_of_file(file, fields, metadata, options)


def read_xlsx(file: InputFile, options: Options) -> Iterator[Item]:
    """Yield the items of an `.xlsx` file, numbered from 1 in their `source`; further sheets under their names."""
    import openpyxl  # noqa: F401 (without it there is nothing to begin)

    if problem := _unusable(file):
        yield problem
        return
    records = partial(_records, file, options)
    yield from read_records(file.source, options, records(), records)


def _records(file: InputFile, options: Options) -> Iterator[Record | Problem]:
    with file.path.open("rb") as stream:  # a name without the ending is refused, and what is fetched has none
        try:
            yield from _rows(stream, file.source, options)
        except Exception as error:  # foreign input: the parser raises whatever it trips over
            yield _damaged(file, error)


def _rows(stream: BinaryIO, source: str, options: Options) -> Iterator[Record | Problem]:
    from openpyxl import load_workbook

    headers: list[list[str]] = []
    tables = 0
    for number, sheet in enumerate(load_workbook(stream, read_only=True, data_only=True).worksheets):
        sheet.reset_dimensions()  # what the file says of its size is often wrong
        rows = (row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row))
        header = ["" if name is None else str(name).strip() for name in next(rows, ())]
        headers.append(header)
        if "text" not in (found := find_columns(header, options.columns)).taken:
            continue
        tables += 1
        yield from doubled_columns(source, header, found.taken.values())
        prefix = f"{source}:{sheet.title}" if number else source
        for at, row in enumerate(rows, start=1):
            yield record_of_row(f"{prefix}:{at}", header, _cells(row, len(header)))
    if not any(headers):
        yield Problem(source, "empty", "the workbook is empty; fill it or take it out")
    elif not tables:
        yield missing_text(source, options.columns["text"], next(header for header in headers if header))


def _cells(row: tuple[Any, ...], width: int) -> list[Any]:
    """A row as wide as its header: empty cells at its end may be left out of the file, or stand in it beyond."""
    cells = [*row, *[None] * (width - len(row))]
    return cells[:width] if not any(cell is not None for cell in cells[width:]) else cells


def _unusable(file: InputFile) -> Problem | None:
    """What is wrong with the file as such: empty, encrypted, no such file at all, or made to fill the memory."""
    with file.path.open("rb") as stream:
        start = stream.read(8)
    if not start:
        return Problem(file.source, "empty", "the file is empty; fill it or take it out")
    if start == _ENCRYPTED:
        message = "it is encrypted, or in the format of before 2007; save it anew without a password"
        return Problem(file.source, "encrypted", message)
    try:
        unpacked = _unpacked(file.path)
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return _damaged(file, error)
    if unpacked > max(MAX_UNPACKED, MAX_RATIO * file.path.stat().st_size):
        return Problem(file.source, "bomb", f"it was left out: it unpacks to {unpacked} bytes; save it anew")
    return None


def _unpacked(path: Path) -> int:
    with ZipFile(path) as packed:
        return sum(part.file_size for part in packed.infolist())


def _damaged(file: InputFile, error: Exception) -> Problem:
    what = f"the file cannot be read: {type(error).__name__}: {error}"[:300]
    return Problem(file.source, "bad_office_file", f"{what}; open it and save it anew")
