"""Paths, folders, globs and URLs to inputs: each a file with what the `metadata.csv` above it says about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pipeline.article import ColumnChoice, Problem
from pipeline.ingest.local_files import STDIN, find_files
from pipeline.ingest.metadata import NAME, Metadata, is_metadata, read_metadata
from pipeline.ingest.options import InputFile, Options
from pipeline.ingest.remote import Listing, fetched, is_url

Folders = dict[Path, Metadata | None]


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read, and its row in a `metadata.csv`."""

    file: InputFile
    about: Mapping[str, object] = field(default_factory=dict)


def find_inputs(paths: Sequence[str], options: Options) -> Iterator[Input | Problem | ColumnChoice]:
    """Yield what is to be read, in order of the paths and, in each, of the names; and what cannot be read."""
    folders: Folders = {}
    for path in paths:
        if path == STDIN:
            yield Input(InputFile(Path(STDIN), "stdin", Path()))
            continue
        for file in _remote_files(path, folders, options) if is_url(path) else find_files(path, options.skip):
            if isinstance(file, Problem):
                yield file
            elif file.path.name == NAME and (metadata := _metadata(file.path, file.root, folders, options)):
                yield from metadata.notes
            else:
                yield Input(file, _about(file, folders, options))


def _remote_files(url: str, folders: Folders, options: Options) -> Iterator[InputFile]:
    """The files of a URL; their metadata is read ahead, for nothing of it lies in a folder that could be looked at."""
    listing = Listing(url)
    for file in listing.files:
        if file.path.name == NAME:
            with fetched(file) as local:
                if is_metadata(local.path):
                    exists = partial(listing.has, file.path.parent)
                    folders[file.path] = read_metadata(local.path, file.source, options, exists)
    for file in listing.files:
        for folder in (file.path.parent, *file.path.parent.parents):
            folders.setdefault(folder / NAME, None)
        yield file


def _metadata(path: Path, root: Path, folders: Folders, options: Options) -> Metadata | None:
    """What the `metadata.csv` at `path` says, read once; None where there is none."""
    if path not in folders:
        source = path.relative_to(root).as_posix()
        folders[path] = read_metadata(path, source, options) if is_metadata(path) else None
    return folders[path]


def _about(file: InputFile, folders: Folders, options: Options) -> dict[str, object]:
    """The row of the `metadata.csv` in the file's folder, or in one above it, up to the folder that was named."""
    for folder in file.path.parents:
        found = _metadata(folder / NAME, file.root, folders, options)
        row = found.rows.get(file.path.relative_to(folder).as_posix()) if found else None
        if row is not None:
            return row
        if folder == file.root:
            break
    return {}
