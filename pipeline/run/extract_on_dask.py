"""Shards on a Dask cluster: one task each. A task carries its articles and brings back its tables, so that the
machines need nothing in common but the same onrecord and model.

Inside a task, a worker process of our own does the work, as in a local run: an article that kills or holds it is found
and named there, and Dask's process stays.
"""

from __future__ import annotations

import socket
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.annotate import find_model
from pipeline.run.article_refs import Records
from pipeline.run.extract_shards import Desk, How, work_off
from pipeline.run.extract_units import ExtractJob
from pipeline.run.parts import pack, read_part, unpack
from pipeline.run.plan import Todo
from pipeline.run.publish import Publisher
from pipeline.run.reporter import Reporter, Silent
from pipeline.run.run_key import run_key
from pipeline.run.spool import read_lines
from pipeline.run.workers.dask_pool import DaskPool
from pipeline.run.workers.local_pool import LocalPool, WorkerError
from pipeline.tables import store
from pipeline.tables.schemas import EXTRACT_TABLES

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Task:
    """A shard, and the lines of the spool that hold the articles that are to be annotated."""

    todo: Todo
    lines: bytes
    how: How


@dataclass(frozen=True, slots=True)
class Result:
    """The tables of a shard (see `parts.pack`), the number of errors, and what was worth a line."""

    tables: bytes
    errors: int
    notes: tuple[str, ...]


def work_off_on_dask(
    todo: Sequence[Todo], publisher: Publisher, spool: Path, how: How, scheduler: str | None, size: int, ears: Reporter
) -> None:
    """Extract all shards of `todo` on a cluster and publish each as soon as it comes back.

    Raises:
        WorkerError: where the cluster cannot be reached, or one of its machines has other code or another model.
    """
    for one in todo:
        if not one.fresh:
            publisher.publish(one, [])
    waiting = {one.shard.name: one for one in todo if one.fresh}
    if not waiting:
        return
    names = iter(waiting)
    name = next(names, None)
    with DaskPool(run_shard, close_benches, scheduler, size) as pool:
        while name is not None or pool.running:
            while name is not None and pool.free:
                pool.submit(_task(waiting[name], spool, how), f"onrecord-{waiting[name].shard.file_name}")
                name = next(names, None)
            task, result = pool.wait()
            for note in result.notes:
                ears.note(note)
            publisher.publish(waiting.pop(task.todo.shard.name), [unpack(result.tables)])
            ears.advanced(len(task.todo.fresh), result.errors)


def _task(todo: Todo, spool: Path, how: How) -> Task:
    """What is to be annotated of a shard: its records with their places in their own lines, and these."""
    lines = read_lines(spool, [(record.offset, record.length) for record in todo.fresh])
    records, offset = [], 0
    for record in todo.fresh:
        records.append(replace(record, offset=offset))
        offset += record.length
    fresh = Records.of(records)
    return Task(Todo(replace(todo.shard, records=()), fresh), b"".join(lines), how)


# --- in the processes of the cluster ----------------------------------------------------------------------------------


def run_shard(task: Task) -> Result:
    """Extract one shard in this process of the cluster, with a worker of our own that stays for the next shard.

    Raises:
        WorkerError: where this machine has other code or another model than the one that began the run.
    """
    _check_same(task.how)
    heard = _Heard()
    with _bench(task.how) as bench:
        bench.spool.write_bytes(task.lines)
        collected: dict[str, pa.Table] = {}
        how = task.how

        def collect(todo: Todo, parts: Sequence[Path]) -> None:
            read = [read_part(part) for part in parts]
            for table in EXTRACT_TABLES:
                collected[table.name] = store.concat(table, [part[table.name] for part in read], how.metadata)

        desk = Desk(bench.work, bench.spool, how.run_key, how.limits, how.metadata, collect)
        work_off([task.todo], desk, bench.pool, heard)
    return Result(pack(collected), heard.errors, tuple(heard.notes))


@lru_cache
def _check_same(how: How) -> None:
    """Make sure that this machine would make the same bytes."""
    if run_key(how.settings, find_model(how.settings.model), how.factory) != how.run_key:
        raise WorkerError(f"{socket.gethostname()} has another onrecord or another model; install the same on all")


class _Heard(Silent):
    """Keeps what a shard's work tells, for the process that began the run."""

    def __init__(self) -> None:
        self.errors = 0
        self.notes: list[str] = []

    def advanced(self, articles: int, errors: int) -> None:
        self.errors += errors

    def note(self, message: str) -> None:
        self.notes.append(f"{socket.gethostname()}: {message}")


class _Bench:
    """A worker process of our own, with a folder for the articles and results of one shard at a time."""

    def __init__(self, how: How) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="onrecord-")
        self.work = Path(self._folder.name)
        self.spool = self.work / "articles.jsonl"
        job = ExtractJob(how.settings, self.spool, self.work, how.factory)
        self.pool = LocalPool(job, 1, lambda unit: unit.seconds(how.settings))

    def close(self) -> None:
        """End the process and remove the folder."""
        self.pool.close()
        self._folder.cleanup()


_idle: dict[str, list[_Bench]] = {}
_all: list[_Bench] = []
_lock = threading.Lock()


@contextmanager
def _bench(how: How) -> Iterator[_Bench]:
    """A bench that nobody works at: a process of the cluster may have several threads."""
    with _lock:
        idle = _idle.setdefault(how.run_key, [])
        bench = idle.pop() if idle else _Bench(how)
        _all.append(bench)
    try:
        yield bench
    except BaseException:
        bench.close()  # who knows in what state it is
        raise
    else:
        with _lock:
            idle.append(bench)
    finally:
        with _lock:
            _all.remove(bench)


def close_benches() -> None:
    """End the worker processes of this process of the cluster, also those at work: the run is over."""
    with _lock:
        benches = [*_all, *(bench for idle in _idle.values() for bench in idle)]
        _idle.clear()
    for bench in benches:
        bench.close()
