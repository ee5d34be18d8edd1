"""Input at a URL (`s3://…`, `gs://…`, `memory://…`), by fsspec: listed once, each file copied here while it is read.

A copy lets every reader be the one for files, and a connection that breaks breaks before the first article.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from pipeline.ingest.options import InputFile
from pipeline.ingest.stores import check_bucket, file_system, reaching

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_CHUNK = 1 << 20


def is_url(path: str) -> bool:
    """Whether it is a URL and no path of this machine.

    >>> is_url("s3://bucket/articles"), is_url("articles/2022"), is_url("file:///articles")
    (True, False, True)
    """
    return bool(_URL.match(path))


class Listing:
    """The files under a URL: a file, a folder with all below it, or a glob."""

    def __init__(self, url: str) -> None:
        self._fs, path = file_system(url)
        check_bucket(url)
        with reaching(url):
            root, names = self._find(path)
        kept = [name for name in sorted(names) if not _hidden(name, root)]
        self.files = [self._file(name, root) for name in kept]
        self._names = {file.path for file in self.files}

    def has(self, folder: Path, name: str) -> bool:
        """Whether the file is among them."""
        return folder / name in self._names

    def _find(self, path: str) -> tuple[str, list[str]]:
        if "*" in path or "?" in path or "[" in path:
            fixed = PurePosixPath(path.split("*")[0].split("?")[0].split("[")[0] + "x").parent
            return str(fixed), [name for name in self._fs.glob(path) if self._fs.isfile(name)]
        if self._fs.isfile(path):
            return str(PurePosixPath(path).parent), [path]
        return path, list(self._fs.find(path))

    def _file(self, name: str, root: str) -> InputFile:
        source = PurePosixPath(name).relative_to(root).as_posix()
        return InputFile(Path(name), source, Path(root), str(self._fs.unstrip_protocol(name)))


def _hidden(name: str, root: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(name).relative_to(root).parts)


@contextmanager
def fetched(file: InputFile) -> Iterator[InputFile]:
    """The file itself, or a copy of it here as long as the block lasts."""
    if file.url is None:
        yield file
        return
    fs, path = file_system(file.url)
    with TemporaryDirectory(prefix="onrecord-") as folder:
        local = Path(folder) / "input"
        # The name is not taken over: it comes from outside and could lead anywhere.
        local = local.with_suffix(".gz" if file.path.suffix == ".gz" else "")
        with reaching(file.url), fs.open(path, "rb") as stream, local.open("wb") as copy:
            shutil.copyfileobj(stream, copy, _CHUNK)
        yield replace(file, path=local)
