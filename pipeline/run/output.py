"""Where the tables of a run stand: a folder here, or a URL (`s3://…`) by fsspec. Whole files only, in either.

On an object store a rename is a copy and a removal; the copy appears whole, as every object there does. The manifest
of a run is written last. What a run needs meanwhile (the spool, results of units) lies on this machine in both cases.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.ingest.remote import is_url
from pipeline.ingest.stores import check_bucket, file_system, reaching
from pipeline.tables import store
from pipeline.tables.ids import content_id
from pipeline.tables.inventory import INVENTORIES, FileFacts, file_facts

if TYPE_CHECKING:
    import pyarrow as pa

_AT_ONCE = 16  # requests to an object store


class RunError(RuntimeError):
    """A run that cannot begin or go on; the message says why and what to do."""


class Output(Protocol):
    """A place for tables: one folder each, and the manifests of runs. `work` is a folder on this machine.

    `far` says that each file that is read has a journey before it. `name` is what a person calls it.
    """

    name: str
    work: Path
    far: bool

    def sizes(self, table: str) -> Mapping[str, int]:
        """The files of a table, in order, with their bytes."""
        ...

    def put(self, table: str, name: str, rows: pa.Table) -> FileFacts:
        """Write one file of a table, whole or not at all."""
        ...

    def load(self, table: str, name: str) -> bytes:
        """One file of a table as it stands."""
        ...

    def remove(self, table: str, name: str) -> None:
        """Remove one file of a table."""
        ...

    def put_json(self, name: str, text: str) -> str:
        """Write a manifest or inventory over its earlier state; return where it stands. `name` is below `_runs/`."""
        ...

    def inventories(self) -> Iterator[tuple[str, bytes]]:
        """The inventories with their names, one after the other."""
        ...

    def remove_inventory(self, name: str) -> None:
        """Remove an inventory."""
        ...

    def manifests(self) -> Iterator[bytes]:
        """The manifests of runs, the last one first."""
        ...

    def sweep(self) -> None:
        """Remove what only an unfinished run needs, but for `work`."""
        ...

    def is_gone(self) -> bool:
        """Whether someone removed or renamed it since it was opened."""
        ...


class Folder:
    """Tables in a folder of this machine."""

    far = False

    def __init__(self, out: Path) -> None:
        self.out, self.work, self.name = out, out / store.WORK, str(out)
        out.mkdir(parents=True, exist_ok=True)
        self._identity = _identity(out)

    def sizes(self, table: str) -> Mapping[str, int]:
        """The files of a table, in order, with their bytes."""
        return {path.name: path.stat().st_size for path in store.files(self.out, table)}

    def put(self, table: str, name: str, rows: pa.Table) -> FileFacts:
        """Write one file of a table atomically."""
        path = self.out / table / name
        store.write(rows, path, self.work)
        return file_facts(path, rows.num_rows)

    def load(self, table: str, name: str) -> bytes:
        """One file of a table as it stands."""
        return (self.out / table / name).read_bytes()

    def remove(self, table: str, name: str) -> None:
        """Remove one file of a table."""
        (self.out / table / name).unlink()

    def put_json(self, name: str, text: str) -> str:
        """Write a manifest or inventory atomically."""
        path = self.out / store.RUNS / name
        with store.atomic_path(path, self.work) as temporary:
            temporary.write_text(text, "utf8", "replace")
        return str(path)

    def inventories(self) -> Iterator[tuple[str, bytes]]:
        """The inventories with their names, one after the other."""
        return ((path.stem, path.read_bytes()) for path in sorted((self.out / INVENTORIES).glob("*.json")))

    def remove_inventory(self, name: str) -> None:
        """Remove an inventory."""
        (self.out / INVENTORIES / f"{name}.json").unlink()

    def manifests(self) -> Iterator[bytes]:
        """The manifests of runs, the last one first."""
        paths = sorted((self.out / store.RUNS).glob("*.json"), reverse=True)
        return (path.read_bytes() for path in paths if path.is_file())

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


class Remote:
    """Tables at a URL. Each file goes to a key of its own under `_work/` first, then to its place."""

    far = True

    def __init__(self, url: str) -> None:
        check_bucket(url)
        self._fs, root = file_system(url)
        self.name = self._url = url
        self._root: str = root.rstrip("/")
        self.work = _cache() / content_id("run", url.rstrip("/"))
        self._sizes: dict[str, dict[str, int]] = {}

    def sizes(self, table: str) -> Mapping[str, int]:
        """The files of a table, in order, with their bytes; listed once, for each listing is a request."""
        if table not in self._sizes:
            self._sizes[table] = self._listed(table, ".parquet")
        return dict(sorted(self._sizes[table].items()))

    def put(self, table: str, name: str, rows: pa.Table) -> FileFacts:
        """Write one file of a table, whole or not at all."""
        import pyarrow.parquet as pq

        self.sizes(table)
        local = self.work / f"{table}-{name}"
        with store.naming(local):
            self.work.mkdir(parents=True, exist_ok=True)
            pq.write_table(rows, local, **store.PARQUET)
            facts = file_facts(local, rows.num_rows)
        self._put(local, f"{table}/{name}")
        self._sizes[table][name] = facts.size
        return facts

    def load(self, table: str, name: str) -> bytes:
        """One file of a table as it stands."""
        return self._read(f"{table}/{name}")

    def remove(self, table: str, name: str) -> None:
        """Remove one file of a table."""
        with reaching(self._url):
            self._fs.rm_file(f"{self._root}/{table}/{name}")
        self._sizes.get(table, {}).pop(name, None)

    def put_json(self, name: str, text: str) -> str:
        """Write a manifest or inventory."""
        local = self.work / name.replace("/", "-")
        with store.naming(local):
            self.work.mkdir(parents=True, exist_ok=True)
            local.write_text(text, "utf8", "replace")
        self._put(local, f"{store.RUNS}/{name}")
        return str(self._fs.unstrip_protocol(f"{self._root}/{store.RUNS}/{name}"))

    def inventories(self) -> Iterator[tuple[str, bytes]]:
        """The inventories with their names, several asked for at once."""
        names = sorted(self._listed(INVENTORIES, ".json"))
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            texts = pool.map(lambda name: self._read(f"{INVENTORIES}/{name}"), names)
            yield from zip((name.removesuffix(".json") for name in names), texts, strict=True)

    def remove_inventory(self, name: str) -> None:
        """Remove an inventory."""
        with reaching(self._url):
            self._fs.rm_file(f"{self._root}/{INVENTORIES}/{name}.json")

    def sweep(self) -> None:
        """Remove what broken uploads have left."""
        with reaching(self._url):
            if self._fs.exists(f"{self._root}/{store.WORK}"):
                self._fs.rm(f"{self._root}/{store.WORK}", recursive=True)

    def manifests(self) -> Iterator[bytes]:
        """The manifests of runs, the last one first."""
        return (self._read(f"{store.RUNS}/{name}") for name in sorted(self._listed(store.RUNS, ".json"), reverse=True))

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

    def _listed(self, folder: str, ending: str) -> dict[str, int]:
        path = f"{self._root}/{folder}"
        with reaching(self._url):
            self._fs.invalidate_cache()
            found = self._fs.ls(path, detail=True) if self._fs.exists(path) else []
        return {one["name"].rsplit("/", 1)[-1]: int(one["size"]) for one in found if one["name"].endswith(ending)}

    def _read(self, name: str) -> bytes:
        with reaching(self._url):
            data: bytes = self._fs.cat_file(f"{self._root}/{name}")
        return data


def _cache() -> Path:
    folder: Any = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(folder) / "onrecord"


@contextmanager
def open_output(out: str | Path) -> Iterator[Output]:
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
