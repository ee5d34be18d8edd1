"""Reading articles: one reader per format, one interface: a stream of articles and problems."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from pipeline.article import Item, Problem
from pipeline.ingest.csv import read_csv
from pipeline.ingest.find import STDIN, check_paths, find_files
from pipeline.ingest.jsonl import read_jsonl, read_stream
from pipeline.ingest.metadata import NAME, Metadata, is_metadata, read_metadata
from pipeline.ingest.options import InputFile, Options
from pipeline.ingest.parquet import read_parquet
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
_SINGLE = {
    ".txt": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".html": read_html,
    ".htm": read_html,
}
FORMATS = (*_SINGLE, *_RECORDS)
__all__ = ["FORMATS", "Options", "check_paths", "read"]

Folders = dict[Path, Metadata | None]


def read(paths: Sequence[str], options: Options | None = None, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """Yield every article under `paths` (files, folders, globs, or `-` for JSON lines) and every problem met.

    One article is held at a time. The order is fixed by the names of the files.

    Raises:
        NothingToReadError: before anything is read, where a path names nothing.
    """
    check_paths(paths)
    return _read(paths, options or Options(), stdin)


def _read(paths: Sequence[str], options: Options, stdin: BinaryIO | None) -> Iterator[Item]:
    folders: Folders = {}
    for path in paths:
        if path == STDIN:
            yield from read_stream(stdin or sys.stdin.buffer, "stdin", options)
            continue
        for file in find_files(path, options.skip):
            if isinstance(file, Problem):
                yield file
            else:
                yield from _read_file(file, options, folders)


def _read_file(file: InputFile, options: Options, folders: Folders) -> Iterator[Item]:
    if file.path.name == NAME and (metadata := _metadata(file.path, file.root, folders)):
        yield from metadata.problems
        return
    name = file.path.name.lower()
    try:
        for ending, read_records in _RECORDS.items():
            if name.endswith(ending):
                yield from read_records(file, options)
                return
        for ending, read_single in _SINGLE.items():
            if name.endswith(ending):
                yield from read_single(file, options, _about(file, folders))
                return
    except OSError as error:
        yield Problem(file.source, "unreadable", f"it cannot be read: {error.strerror or error}; check its permissions")
        return
    message = f"this kind of file is not read; known are {', '.join(FORMATS)}"
    yield Problem(file.source, "unknown_format", message)


def _metadata(path: Path, root: Path, folders: Folders) -> Metadata | None:
    """What the `metadata.csv` at `path` says, read once; None where there is none."""
    if path not in folders:
        folders[path] = read_metadata(path, path.relative_to(root).as_posix()) if is_metadata(path) else None
    return folders[path]


def _about(file: InputFile, folders: Folders) -> dict[str, object]:
    """The row of the `metadata.csv` in the file's folder, or in one above it, up to the folder that was named."""
    for folder in file.path.parents:
        found = _metadata(folder / NAME, file.root, folders)
        row = found.rows.get(file.path.relative_to(folder).as_posix()) if found else None
        if row is not None:
            return row
        if folder == file.root:
            break
    return {}
