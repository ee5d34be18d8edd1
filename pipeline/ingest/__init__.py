"""Reading articles: one reader per input format, one interface: a stream of articles and problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from pipeline.article import ColumnChoice, Item, Problem
from pipeline.ingest.formats import FORMATS, read_input
from pipeline.ingest.input_files import Input, find_inputs
from pipeline.ingest.local_files import check_paths
from pipeline.ingest.options import Options

__all__ = ["FORMATS", "Input", "Options", "check_paths", "find_inputs", "read", "read_input"]


def read(paths: Sequence[str], options: Options | None = None, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """Yield every article under `paths` (files, folders, globs, URLs, or `-` for JSON lines) and every problem met.

    One article is held at a time. The order is fixed by the names of the files. All is read in this process; a run
    reads what may harm its reader in processes of their own (`pipeline.run.guarded_reading`).

    Raises:
        NothingToReadError: before anything is read, where a path names nothing.
    """
    check_paths(paths)
    return _read(paths, options or Options(), stdin)


def _read(paths: Sequence[str], options: Options, stdin: BinaryIO | None) -> Iterator[Item]:
    for found in find_inputs(paths, options):
        if isinstance(found, Problem | ColumnChoice):
            yield found
        else:
            yield from read_input(found, options, stdin)
