"""Where the tables of a run stand: a folder here, or a URL (`s3://…`) by fsspec. Whole files only, in either.

On an object store a rename is a copy and a removal; the copy appears whole, as every object there does. The account of
a run is written last. What a run needs meanwhile (the spool, results of units) lies on this machine in both cases.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pipeline import store
from pipeline.ids import content_id
from pipeline.ingest.remote import is_url
from pipeline.ingest.stores import check_bucket, file_system, reaching

if TYPE_CHECKING:
    import pyarrow as pa

_AT_ONCE = 16  # requests to an object store


class RunError(RuntimeError):
    """A run that cannot begin or go on; the message says why and what to do."""


class Sink(Protocol):
    """What takes tables. `work` is a folder on this machine."""

    work: Path

    def put(self, table: str, name: str, rows: pa.Table) -> None:
        """Write one file of a table, whole or not at all."""
        ...


class Target(Sink, Protocol):
    """A place for tables: one folder each, and the accounts of runs. `name` is what a person calls it."""

    name: str

    def names(self, table: str) -> list[str]:
        """The files of a table, in order."""
        ...

    def sizes(self, table: str) -> Mapping[str, int]:
        """The files of a table, in order, with their bytes."""
        ...

    def load(self, table: str, name: str) -> bytes:
        """One file of a table as it stands."""
        ...

    def remove(self, table: str, name: str) -> None:
        """Remove one file of a table."""
        ...

    def runs(self) -> Iterator[bytes]:
        """The accounts of runs, the last one first."""
        ...

    def count(self, table: str, names: Sequence[str]) -> int:
        """The rows of these files."""
        ...

    def put_account(self, name: str, text: str) -> str:
        """Write the account of a run, over its own earlier state; return where it stands."""
        ...

    def sweep(self) -> None:
        """Remove what only an unfinished run needs, but for `work`."""
        ...

    def is_gone(self) -> bool:
        """Whether someone removed or renamed it since it was opened."""
        ...


class Folder:
    """Tables in a folder of this machine."""

    def __init__(self, out: Path) -> None:
        self.out, self.work, self.name = out, out / store.WORK, str(out)
        out.mkdir(parents=True, exist_ok=True)
        self._identity = _identity(out)

    def names(self, table: str) -> list[str]:
        """The files of a table, in order."""
        return [path.name for path in store.files(self.out, table)]

    def put(self, table: str, name: str, rows: pa.Table) -> None:
        """Write one file of a table atomically."""
        store.write(rows, self.out / table / name, self.work)

    def sizes(self, table: str) -> Mapping[str, int]:
        """The files of a table, in order, with their bytes."""
        return {path.name: path.stat().st_size for path in store.files(self.out, table)}

    def load(self, table: str, name: str) -> bytes:
        """One file of a table as it stands."""
        return (self.out / table / name).read_bytes()

    def runs(self) -> Iterator[bytes]:
        """The accounts of runs, the last one first."""
        paths = sorted((self.out / store.RUNS).glob("*.json"), reverse=True)
        return (path.read_bytes() for path in paths if path.is_file())

    def remove(self, table: str, name: str) -> None:
        """Remove one file of a table."""
        (self.out / table / name).unlink()

    def count(self, table: str, names: Sequence[str]) -> int:
        """The rows of these files."""
        return sum(store.n_rows(self.out / table / name) for name in names)

    def put_account(self, name: str, text: str) -> str:
        """Write the account of a run atomically."""
        path = self.out / store.RUNS / name
        with store.atomic_path(path, self.work) as temporary:
            temporary.write_text(text, "utf8", "replace")
        return str(path)

    def sweep(self) -> None:
        """Nothing lies anywhere else."""

    def is_gone(self) -> bool:
        """Whether another folder, or none, stands at its path; the lock keeps its number from being given again."""
        return _identity(self.out) != self._identity


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Collected:
    """Tables in memory, for a process that hands them on."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.tables: dict[str, pa.Table] = {}

    def put(self, table: str, name: str, rows: pa.Table) -> None:
        """Keep the rows of a table; there is one file."""
        self.tables[table] = rows


class Remote:
    """Tables at a URL. Each file goes to a key of its own under `_work/` first, then to its place."""

    def __init__(self, url: str) -> None:
        check_bucket(url)
        self._fs, root = file_system(url)
        self.name = self._url = url
        self._root: str = root.rstrip("/")
        self.work = _cache() / content_id("run", url.rstrip("/"))
        self._names: dict[str, set[str]] = {}

    def names(self, table: str) -> list[str]:
        """The files of a table, in order; listed once, for each listing is a request."""
        if table not in self._names:
            folder = f"{self._root}/{table}"
            with reaching(self._url):
                self._fs.invalidate_cache()
                found = self._fs.ls(folder, detail=False) if self._fs.exists(folder) else []
            self._names[table] = {name.rsplit("/", 1)[-1] for name in found if name.endswith(".parquet")}
        return sorted(self._names[table])

    def put(self, table: str, name: str, rows: pa.Table) -> None:
        """Write one file of a table, whole or not at all."""
        import pyarrow.parquet as pq

        self.names(table)
        local = self.work / f"{table}-{name}"
        with store.naming(local):
            self.work.mkdir(parents=True, exist_ok=True)
            pq.write_table(rows, local, **store.PARQUET)
        self._put(local, f"{table}/{name}")
        self._names[table].add(name)

    def sizes(self, table: str) -> Mapping[str, int]:
        return dict.fromkeys(self.names(table), 1)

    def load(self, table: str, name: str) -> bytes:
        """One file of a table as it stands."""
        return self._load(f"{table}/{name}")

    def runs(self) -> Iterator[bytes]:
        """The accounts of runs, the last one first."""
        with reaching(self._url):
            folder = f"{self._root}/{store.RUNS}"
            found = self._fs.ls(folder, detail=False) if self._fs.exists(folder) else []
        names = sorted((name.rsplit("/", 1)[-1] for name in found if name.endswith(".json")), reverse=True)
        return (self._load(f"{store.RUNS}/{name}") for name in names)

    def _load(self, name: str) -> bytes:
        with reaching(self._url):
            data: bytes = self._fs.cat_file(f"{self._root}/{name}")
        return data

    def remove(self, table: str, name: str) -> None:
        """Remove one file of a table."""
        with reaching(self._url):
            self._fs.rm_file(f"{self._root}/{table}/{name}")
        self._names[table].discard(name)

    def count(self, table: str, names: Sequence[str]) -> int:
        """The rows of these files, several asked at once."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return sum(pool.map(lambda name: self._rows(f"{self._root}/{table}/{name}"), names))

    def put_account(self, name: str, text: str) -> str:
        """Write the account of a run."""
        local = self.work / name
        with store.naming(local):
            self.work.mkdir(parents=True, exist_ok=True)
            local.write_text(text, "utf8", "replace")
        self._put(local, f"{store.RUNS}/{name}")
        return str(self._fs.unstrip_protocol(f"{self._root}/{store.RUNS}/{name}"))

    def sweep(self) -> None:
        """Remove what broken uploads have left."""
        with reaching(self._url):
            if self._fs.exists(f"{self._root}/{store.WORK}"):
                self._fs.rm(f"{self._root}/{store.WORK}", recursive=True)

    def is_gone(self) -> bool:
        """A store shows that by its errors."""
        return False

    def _put(self, local: Path, name: str) -> None:
        with reaching(self._url):
            self._upload(local, name)
        local.unlink()

    def _upload(self, local: Path, name: str) -> None:
        above = f"{self._root}/{name}".rsplit("/", 1)[0]
        temporary = f"{self._root}/{store.WORK}/{name.replace('/', '-')}.{os.getpid()}.tmp"
        for folder in (above, f"{self._root}/{store.WORK}"):
            self._fs.makedirs(folder, exist_ok=True)
        self._fs.put_file(str(local), temporary)
        self._fs.mv(temporary, f"{self._root}/{name}")

    def _rows(self, path: str) -> int:
        import pyarrow.parquet as pq

        with reaching(self._url), self._fs.open(path, "rb") as stream:
            return int(pq.read_metadata(stream).num_rows)


def _cache() -> Path:
    folder: Any = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(folder) / "onrecord"


@contextmanager
def open_target(out: str | Path) -> Iterator[Target]:
    """The place that `out` names, for this run alone.

    Raises:
        RunError: where another run works on it, which at a URL shows only if it runs on this machine.
    """
    text = str(out)
    if is_url(text) and not text.startswith("file://"):
        remote = Remote(text)
        remote.work.mkdir(parents=True, exist_ok=True)
        with _locked(remote.work, text):
            yield remote
    else:
        folder = Folder(Path(file_system(text)[1] if is_url(text) else text))
        with _locked(folder.out, text):
            yield folder


@contextmanager
def _locked(folder: Path, name: str) -> Iterator[None]:
    """Let no second run work on the same folder; the lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunError(f"another run works on {name}; wait for it, or name another folder with -o") from None
        yield
    finally:
        os.close(descriptor)
