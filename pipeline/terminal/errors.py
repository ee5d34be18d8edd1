"""The table `errors` for people: each with what to do about it; the first of each kind; as CSV and JSON."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from io import StringIO
from pathlib import Path

from pipeline.tables import store
from pipeline.terminal.remedies import remedy

_FIRST = 3  # of each kind


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """A row of `errors`, and what to do about it."""

    source: str
    error: str
    message: str
    what_to_do: str
    doc_id: str | None = None
    stage: str | None = None
    component: str | None = None
    place: str | None = None
    traceback: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """All errors of one kind: how many, what to do about them, the first few."""

    name: str
    number: int
    remedy: str
    first: tuple[ErrorLine, ...]


def read_errors(out: Path) -> list[ErrorLine]:
    """All errors of the tables under `out`, in order of their sources.

    Raises:
        FileNotFoundError: where there is no such table.
    """
    if not (out / "errors").is_dir():
        raise FileNotFoundError(f"{out} holds no table `errors`; is it the folder that extract wrote?")
    names = {field.name for field in fields(ErrorLine)}
    # Tables of an older version may lack some of the columns: what went wrong is told as far as they go.
    rows = [row for path in store.files(out, "errors") for row in store.read_file(path, None).to_pylist()]
    lines = [ErrorLine(what_to_do=remedy(row["error"]), **{k: row[k] for k in names & set(row)}) for row in rows]
    return sorted(lines, key=lambda line: (line.source, line.stage or "", line.error, line.message))


def kinds_of(lines: Iterable[ErrorLine]) -> list[Kind]:
    """The kinds of errors, the most frequent first, with the first few of each.

    >>> [(kind.name, kind.number) for kind in kinds_of([ErrorLine("a.txt", "empty", "it is empty", "fill it")])]
    [('empty', 1)]
    """
    by_kind: defaultdict[str, list[ErrorLine]] = defaultdict(list)
    for line in lines:
        by_kind[line.error].append(line)
    kinds = [Kind(name, len(same), same[0].what_to_do, tuple(same[:_FIRST])) for name, same in by_kind.items()]
    return sorted(kinds, key=lambda kind: (-kind.number, kind.name))


def as_csv(lines: Sequence[ErrorLine]) -> str:
    """The errors as CSV with a header."""
    stream = StringIO()
    writer = csv.DictWriter(stream, [field.name for field in fields(ErrorLine)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(line) for line in lines)
    return stream.getvalue()


def as_json(lines: Sequence[ErrorLine]) -> str:
    """The errors as a JSON array of objects, in ASCII: a terminal finds nothing to obey to.

    >>> as_json([])
    '[]\\n'
    """
    return json.dumps([asdict(line) for line in lines], indent=1).replace("\x7f", "\\u007f") + "\n"
