"""`metadata.csv`: what a folder of text files says about them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path, PurePosixPath

from pipeline.article import Problem
from pipeline.ingest.csv import csv_rows
from pipeline.ingest.decode import NotTextError, decode

NAME = "metadata.csv"


@dataclass(slots=True)
class Metadata:
    """The rows of one `metadata.csv` by file name relative to its folder, and what was wrong with it."""

    rows: dict[str, dict[str, object]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def is_metadata(path: Path) -> bool:
    """Whether a file is a `metadata.csv` (it has a `file` column), not a table of articles of that name.

    >>> is_metadata(Path("articles.csv"))
    False
    """
    if path.name != NAME or not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.readline(100_000)
    names = head.decode("utf-8-sig", "replace").replace(";", ",").replace("\t", ",").split(",")
    return "file" in (name.strip(' "\r\n') for name in names)


def read_metadata(path: Path, source: str) -> Metadata:
    """Read a `metadata.csv` with the columns file, title, outlet, author, url, published (and id, if there is one)."""
    found = Metadata()
    try:
        text = decode(path.read_bytes()).text
        rows = list(csv_rows(StringIO(text, newline="")))
    except (NotTextError, OSError, csv.Error) as error:
        found.problems.append(Problem(source, "bad_metadata", f"it was left out: {error}; write it as CSV in UTF-8"))
        return found
    header = [name.strip() for name in rows[0]] if rows else []
    for number, values in enumerate((row for row in rows[1:] if row), start=1):
        row = {name: value for name, value in zip(header, values, strict=False) if value.strip()}
        found.problems.extend(_add(found.rows, row, f"{source}:{number}", path.parent))
    return found


def _add(rows: dict[str, dict[str, object]], row: Mapping[str, object], where: str, folder: Path) -> Iterator[Problem]:
    name = str(row.get("file", "")).strip().removeprefix("./")
    if not name:
        yield Problem(where, "bad_metadata", "the row names no file; fill its column `file`")
    elif PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name:
        yield Problem(where, "outside_folder", f"{name!r} is not below this folder; move the file here")
    elif name in rows:
        yield Problem(where, "duplicate_metadata", f"{name!r} has a row already, which is kept; take one out")
    elif not (folder / name).is_file():
        yield Problem(where, "missing_file", f"there is no file {name!r} here; add it or take the row out")
    else:
        rows[name] = {key: value for key, value in row.items() if key != "file"}
