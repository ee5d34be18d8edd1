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
from pipeline.run.article_refs import ArticleRefs
from pipeline.run.extract_shards import ExtractSpec, extract_shards
from pipeline.run.extract_units import pack, read_part, unpack
from pipeline.run.plan import ShardPlan
from pipeline.run.publish import Publisher
from pipeline.run.reporter import Reporter, Silent
from pipeline.run.run_key import run_key
from pipeline.run.spool import read_lines, spool_path
from pipeline.run.workers.dask_pool import DaskPool
from pipeline.run.workers.local_pool import WorkerError
from pipeline.tables import store
from pipeline.tables.schemas import EXTRACT_TABLES

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class ShardTask:
    """A shard, and the lines of the spool that hold the articles that are to be annotated."""

    plan: ShardPlan
    lines: bytes
    spec: ExtractSpec


@dataclass(frozen=True, slots=True)
class ShardResult:
    """The tables of a shard (see `pack`), the number of errors, and what was worth a line."""

    tables: bytes
    errors: int
    notes: tuple[str, ...]


def extract_on_dask(
    shards: Sequence[ShardPlan],
    publisher: Publisher,
    spool: Path,
    spec: ExtractSpec,
    scheduler: str | None,
    size: int,
    reporter: Reporter,
) -> None:
    """Extract all these shards on a cluster and publish each as soon as it comes back.

    Raises:
        WorkerError: where the cluster cannot be reached, or one of its machines has other code or another model.
    """
    for one in shards:
        if not one.fresh:
            publisher.publish(one, [])
    waiting = {one.shard.name: one for one in shards if one.fresh}
    if not waiting:
        return
    names = iter(waiting)
    name = next(names, None)
    with DaskPool(run_shard, close_workers, scheduler, size) as pool:
        while name is not None or pool.running:
            while name is not None and pool.free:
                pool.submit(_task(waiting[name], spool, spec), f"onrecord-{waiting[name].shard.file_name}")
                name = next(names, None)
            task, result = pool.wait()
            for note in result.notes:
                reporter.note(note)
            publisher.publish(waiting.pop(task.plan.shard.name), [unpack(result.tables)])
            reporter.advanced(len(task.plan.fresh), result.errors)


def _task(plan: ShardPlan, spool: Path, spec: ExtractSpec) -> ShardTask:
    """What is to be annotated of a shard: its refs with their places in their own lines, and these."""
    lines = read_lines(spool, [(ref.offset, ref.length) for ref in plan.fresh])
    refs, offset = [], 0
    for ref in plan.fresh:
        refs.append(replace(ref, offset=offset))
        offset += ref.length
    fresh = ArticleRefs.of(refs)
    return ShardTask(ShardPlan(replace(plan.shard, refs=()), fresh), b"".join(lines), spec)


# --- in the processes of the cluster ----------------------------------------------------------------------------------


def run_shard(task: ShardTask) -> ShardResult:
    """Extract one shard in this process of the cluster, with a worker of our own that stays for the next shard.

    Raises:
        WorkerError: where this machine has other code or another model than the one that began the run.
    """
    _check_same(task.spec)
    heard = _Heard()
    with _idle_worker(task.spec) as worker:
        spool_path(worker.work).write_bytes(task.lines)
        collected: dict[str, pa.Table] = {}
        spec = task.spec

        def collect(plan: ShardPlan, parts: Sequence[Path]) -> None:
            read = [read_part(part) for part in parts]
            for table in EXTRACT_TABLES:
                collected[table.name] = store.concat(table, [part[table.name] for part in read], spec.metadata)

        extract_shards([task.plan], spec, worker.work, collect, worker.pool, heard)
    return ShardResult(pack(collected), heard.errors, tuple(heard.notes))


@lru_cache
def _check_same(spec: ExtractSpec) -> None:
    """Make sure that this machine would make the same bytes."""
    if run_key(spec.settings, find_model(spec.settings.model), spec.factory) != spec.run_key:
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


class _OwnWorker:
    """A worker process of our own, with a folder for the articles and results of one shard at a time."""

    def __init__(self, spec: ExtractSpec) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="onrecord-")
        self.work = Path(self._folder.name)
        self.pool = spec.pool(self.work, 1)

    def close(self) -> None:
        """End the process and remove the folder."""
        self.pool.close()
        self._folder.cleanup()


_idle: dict[str, list[_OwnWorker]] = {}
_all: list[_OwnWorker] = []
_lock = threading.Lock()


@contextmanager
def _idle_worker(spec: ExtractSpec) -> Iterator[_OwnWorker]:
    """A worker that has nothing to do: a process of the cluster may have several threads."""
    with _lock:
        idle = _idle.setdefault(spec.run_key, [])
        worker = idle.pop() if idle else _OwnWorker(spec)
        _all.append(worker)
    try:
        yield worker
    except BaseException:
        worker.close()  # who knows in what state it is
        raise
    else:
        with _lock:
            idle.append(worker)
    finally:
        with _lock:
            _all.remove(worker)


def close_workers() -> None:
    """End the worker processes of this process of the cluster, also those at work: the run is over."""
    with _lock:
        workers = [*_all, *(worker for idle in _idle.values() for worker in idle)]
        _idle.clear()
    for worker in workers:
        worker.close()
