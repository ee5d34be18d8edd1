"""`metadata.csv`: what a folder of text files says about them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path, PurePosixPath

from pipeline.article import ColumnChoice, Problem
from pipeline.ingest.column_names import ColumnNames, file_column, find_columns
from pipeline.ingest.csv import doubled_columns, file_encoding
from pipeline.ingest.delimited import Rows
from pipeline.ingest.encodings import NotTextError, decode
from pipeline.ingest.options import Options
from pipeline.ingest.published import DateUnclearError, order_of_dates, parse_published
from pipeline.ingest.record import order_given, taken

NAME = "metadata.csv"
MAX_FILE = 100_000_000  # bytes


@dataclass(slots=True)
class Metadata:
    """The rows of one `metadata.csv` by file name relative to its folder, what was wrong with it, how it was read."""

    rows: dict[str, dict[str, object]] = field(default_factory=dict)
    notes: list[Problem | ColumnChoice] = field(default_factory=list)


def is_metadata(path: Path) -> bool:
    """Whether a file of that name is metadata (it names files and holds no texts), not a table of articles.

    >>> is_metadata(Path("no-such-folder/metadata.csv"))
    False
    """
    if not path.is_file():
        return False
    try:
        with path.open(encoding=file_encoding(path, None)[0], newline="") as stream:
            names = Rows(stream).header
    except (NotTextError, UnicodeError, csv.Error):
        return False
    return "file" in names or (file_column(names) is not None and "text" not in find_columns(names).taken)


def read_metadata(
    path: Path, source: str, options: Options | None = None, exists: Callable[[str], bool] | None = None
) -> Metadata:
    """Read a `metadata.csv` with the columns file, title, outlet, author, url, published (and id, if there is one).

    `exists` tells whether a file of that name is there; without it, the folder of `path` is looked at.
    """
    found = Metadata()
    if (size := path.stat().st_size) > MAX_FILE:
        message = f"it was left out: it has {size} bytes; write the articles as JSONL or Parquet with their metadata"
        found.notes.append(Problem(source, "bad_metadata", message))
        return found
    try:
        table = Rows(StringIO(decode(path.read_bytes()).text, newline=""))
        rows = list(table)
    except (NotTextError, OSError, csv.Error) as error:
        found.notes.append(Problem(source, "bad_metadata", f"it was left out: {error}; write it as CSV in UTF-8"))
        return found
    names = [name for name in table.header if name != (file_column(table.header) or "file")]
    columns = find_columns(names)
    found.notes += [*doubled_columns(source, table.header, columns.taken.values()), *taken(source, columns)]
    _RowReader(found, table.header, columns, exists or (lambda name: (path.parent / name).is_file())).read(rows, source)
    _settle_dates(found, options or Options())
    return found


@dataclass(frozen=True, slots=True)
class _RowReader:
    found: Metadata
    header: list[str]
    columns: ColumnNames
    exists: Callable[[str], bool]

    def read(self, rows: Iterable[list[str]], source: str) -> None:
        for number, values in enumerate(rows, start=1):
            where = f"{source}:{number}"
            if len(values) > len(self.header):
                message = f"the row has {len(values)} fields, the header {len(self.header)}; quote those with commas"
                self.found.notes.append(Problem(where, "bad_metadata", message))
            pairs = [*zip(self.header, values, strict=False)]
            self.found.notes.extend(self._add({name: value for name, value in reversed(pairs) if value.strip()}, where))

    def _add(self, row: Mapping[str, str], where: str) -> Iterator[Problem]:
        name = row.get(file_column(self.header) or "file", "").strip().removeprefix("./")
        if not name:
            yield Problem(where, "bad_metadata", "the row names no file; fill its column `file`")
        elif PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name:
            yield Problem(where, "outside_folder", f"{name!r} is not below this folder; move the file here")
        elif name in self.found.rows:
            yield Problem(where, "duplicate_metadata", f"{name!r} has a row already, which is kept; take one out")
        elif "\0" in name or not self.exists(name):
            yield Problem(where, "missing_file", f"there is no file {name!r} here; add it or take the row out")
        else:
            taken = self.columns.taken.items()
            self.found.rows[name] = {field: row[key] for field, key in taken if key in row and field != "text"}


def _settle_dates(found: Metadata, options: Options) -> None:
    """Read the dates that could be day/month or month/day by what the user says, or another date here shows."""
    days = [row["published"] for row in found.rows.values() if "published" in row]
    order = order_given(options) or order_of_dates(days)
    for row in found.rows.values() if order else ():
        with suppress(DateUnclearError):
            row["published"] = parse_published(row.get("published"), order)
