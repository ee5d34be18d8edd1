"""Paths, folders and globs to the files to read, in a fixed order, never leaving the folder that was named."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.article import Problem
from pipeline.ingest.options import InputFile
from pipeline.ingest.remote import Listing, is_url

STDIN = "-"


class NothingToReadError(ValueError):
    """A path that names no file."""


def check_paths(paths: Sequence[str]) -> None:
    """Make sure that every path, glob, URL or `-` names something.

    Raises:
        NothingToReadError: for the first that does not.
    """
    if not paths:
        raise NothingToReadError("name a file, a folder, a glob, or - for JSON lines on standard input")
    for path in paths:
        if path == STDIN:
            continue
        if is_url(path):
            if not Listing(path).files:
                raise NothingToReadError(f"{path}: no file lies there")
        elif not Path(path).exists() and not _matches(path):
            raise NothingToReadError(f"{path}: there is no such file or folder, and no file matches it")


def find_files(path: str, skip: Path | None = None) -> Iterator[InputFile | Problem]:
    """Yield the files that one path or glob names, in order of their names; not hidden ones, nor those below `skip`."""
    whole = Path(path)
    if whole.is_dir():
        yield from _in_folder(whole, skip and skip.resolve())
    elif whole.exists():
        yield InputFile(whole, printable(whole.name), whole.parent)
    else:
        folder = _fixed_part(path)
        for match in _matches(path):
            if match.is_file() and not (skip and Path(os.path.realpath(match)).is_relative_to(skip.resolve())):
                yield from _checked(match, folder)


def _matches(pattern: str) -> list[Path]:
    return sorted(Path(match) for match in glob.glob(pattern, recursive=True))  # noqa: PTH207 (Path.glob needs a root)


def _fixed_part(pattern: str) -> Path:
    """The folder in front of the first part that is a pattern."""
    parts = Path(pattern).parts
    fixed = next((i for i, part in enumerate(parts) if glob.has_magic(part)), len(parts) - 1)
    return Path(*parts[:fixed]) if fixed else Path()


def _in_folder(root: Path, skip: Path | None) -> Iterator[InputFile | Problem]:
    for folder, folders, names in os.walk(root):
        if Path(folder).resolve() == skip:
            folders[:] = []
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [name for name in folders if (Path(folder) / name).is_symlink()]:
            source = printable((Path(folder) / name).relative_to(root).as_posix())
            yield Problem(source, "link", "links to folders are not followed; name the folder itself as an input")
        for name in sorted(name for name in names if not name.startswith(".")):
            yield from _checked(Path(folder) / name, root)


def printable(name: str) -> str:
    r"""A file's name as text: bytes that are not UTF-8 become U+FFFD, for no table can hold them.

    >>> printable("caf\udce9.txt") == "caf\ufffd.txt"
    True
    """
    return name.encode("utf8", "surrogateescape").decode("utf8", "replace")


def _checked(path: Path, root: Path) -> Iterator[InputFile | Problem]:
    source = printable(path.relative_to(root).as_posix())
    target = Path(os.path.realpath(path))  # Path.resolve raises over a loop
    if not target.is_file():
        yield Problem(source, "not_a_file", "it is a broken link or no plain file; take it out")
    elif path.is_symlink() and not target.is_relative_to(root.resolve()):
        yield Problem(source, "outside_folder", "the link leads out of the folder; copy the file here")
    else:
        yield InputFile(path, source, root)
