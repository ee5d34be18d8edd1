"""`metadata.csv`: what a folder of text files says about them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path, PurePosixPath

from pipeline.article import Problem
from pipeline.ingest.csv import csv_rows
from pipeline.ingest.decode import NotTextError, decode

NAME = "metadata.csv"
MAX_FILE = 100_000_000  # bytes


@dataclass(slots=True)
class Metadata:
    """The rows of one `metadata.csv` by file name relative to its folder, and what was wrong with it."""

    rows: dict[str, dict[str, object]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def is_metadata(path: Path) -> bool:
    """Whether a file of that name is metadata (it has a `file` column), not a table of articles.

    >>> is_metadata(Path("no-such-folder/metadata.csv"))
    False
    """
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.readline(100_000)
    names = head.decode("utf-8-sig", "replace").replace(";", ",").replace("\t", ",").split(",")
    return "file" in (name.strip(' "\r\n') for name in names)


def read_metadata(path: Path, source: str, exists: Callable[[str], bool] | None = None) -> Metadata:
    """Read a `metadata.csv` with the columns file, title, outlet, author, url, published (and id, if there is one).

    `exists` tells whether a file of that name is there; without it, the folder of `path` is looked at.
    """
    found = Metadata()
    exists = exists or (lambda name: (path.parent / name).is_file())
    if (size := path.stat().st_size) > MAX_FILE:
        message = f"it was left out: it has {size} bytes; write the articles as JSONL or Parquet with their metadata"
        found.problems.append(Problem(source, "bad_metadata", message))
        return found
    try:
        text = decode(path.read_bytes()).text
        rows = list(csv_rows(StringIO(text, newline="")))
    except (NotTextError, OSError, csv.Error) as error:
        found.problems.append(Problem(source, "bad_metadata", f"it was left out: {error}; write it as CSV in UTF-8"))
        return found
    header = [name.strip() for name in rows[0]] if rows else []
    for number, values in enumerate((row for row in rows[1:] if row), start=1):
        row = {name: value for name, value in zip(header, values, strict=False) if value.strip()}
        found.problems.extend(_add(found.rows, row, f"{source}:{number}", exists))
    return found


def _add(
    rows: dict[str, dict[str, object]], row: Mapping[str, object], where: str, exists: Callable[[str], bool]
) -> Iterator[Problem]:
    name = str(row.get("file", "")).strip().removeprefix("./")
    if not name:
        yield Problem(where, "bad_metadata", "the row names no file; fill its column `file`")
    elif PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name:
        yield Problem(where, "outside_folder", f"{name!r} is not below this folder; move the file here")
    elif name in rows:
        yield Problem(where, "duplicate_metadata", f"{name!r} has a row already, which is kept; take one out")
    elif "\0" in name or not exists(name):
        yield Problem(where, "missing_file", f"there is no file {name!r} here; add it or take the row out")
    else:
        rows[name] = {key: value for key, value in row.items() if key != "file"}
