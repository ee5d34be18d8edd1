"""A run: read, plan, extract what is not done, publish shard by shard, sweep up."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO

from pipeline import __version__, store
from pipeline.annotate import ModelFound, find_model
from pipeline.article import Problem
from pipeline.engines.local import LocalPool
from pipeline.extractor import file_metadata, problem_row
from pipeline.ids import bytes_hash
from pipeline.ingest import Options, check_paths
from pipeline.runner.gather import Gathered, gather
from pipeline.runner.job import EXTRACTOR, ExtractJob
from pipeline.runner.keys import run_key
from pipeline.runner.manifest import Manifest, now, run_id
from pipeline.runner.parts import is_published, remove_others
from pipeline.runner.plan import Limits, Shard, make_shards
from pipeline.runner.reading import read_guarded
from pipeline.runner.report import Reporter, Silent
from pipeline.runner.work import Desk, work_off
from pipeline.schemas import ERRORS, EXTRACT_TABLES, SCHEMA_VERSION
from pipeline.settings import Settings


class RunError(RuntimeError):
    """A run that cannot begin or go on; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Flags:
    """How to run, as against what to extract: none of these changes what the tables say."""

    force: bool = False
    retry_errors: bool = False
    dry_run: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did: articles in all, of which so many were extracted now, and rows of errors."""

    articles: int
    extracted: int
    errors: int
    manifest: Path | None


def run(
    paths: Sequence[str],
    out: Path,
    settings: Settings,
    flags: Flags = Flags(),
    reporter: Reporter | None = None,
    stdin: BinaryIO | None = None,
    factory: str = EXTRACTOR,
) -> RunResult:
    """Make the tables under `out` say what is in `paths`, doing only what is not done yet.

    Raises:
        NothingToReadError: where a path names nothing.
        ModelError: where the model cannot be found.
        RunError: where another run works on `out`.
        WorkerError: where workers cannot start.
    """
    check_paths(paths)
    model = find_model(settings.model)
    out.mkdir(parents=True, exist_ok=True)
    with _locked(out):
        return _Run(paths, out, settings, flags, reporter or Silent(), model, factory).go(stdin)


class _Run:
    """The state of one run."""

    def __init__(
        self,
        paths: Sequence[str],
        out: Path,
        settings: Settings,
        flags: Flags,
        reporter: Reporter,
        model: ModelFound,
        factory: str,
    ) -> None:
        self.paths, self.out, self.settings, self.flags, self.reporter = paths, out, settings, flags, reporter
        self.factory, self.key = factory, run_key(settings, model, factory)
        self.metadata = file_metadata(settings, model.name)
        self.work = out / store.WORK
        self.spool = self.work / "articles.jsonl"
        self.limits = Limits(
            settings.shard_documents, settings.shard_chars, settings.unit_documents, settings.unit_chars
        )
        self.manifest = Manifest(
            run_id(), list(paths), asdict(settings), {"name": model.name, "path": str(model.path)}, _versions(), now()
        )

    def go(self, stdin: BinaryIO | None) -> RunResult:
        options = Options(self.settings.column_names(), self.settings.encoding, self.out)
        readers = self.settings.workers or _cores()
        with closing(read_guarded(self.paths, options, stdin, readers, self.settings.timeout)) as items:
            gathered = gather(items, self.spool, self.reporter, self.flags.limit)
        shards = make_shards(gathered.records, self.key, self.limits)
        todo = [shard for shard in shards if not self._is_done(shard)]
        extracted = sum(len(shard.records) for shard in todo)
        workers = min(self.settings.workers or _cores(), max(1, extracted))
        self.reporter.planned(len(gathered.records), len(gathered.records) - extracted, workers)
        if self.flags.dry_run:
            self._sweep()
            return RunResult(len(gathered.records), extracted, len(gathered.problems), None)
        self.manifest.inputs, self.manifest.articles = gathered.inputs, len(gathered.records)
        path = self.manifest.write(self.out)
        self._guarded(shards, todo, workers, gathered)
        return RunResult(len(gathered.records), extracted, self.manifest.rows["errors"], path)

    def _is_done(self, shard: Shard) -> bool:
        if self.flags.force or not is_published(self.out, shard.file_name):
            return False
        return not (self.flags.retry_errors and _rows(self.out / ERRORS.name / shard.file_name))

    def _guarded(self, shards: Sequence[Shard], todo: Sequence[Shard], workers: int, gathered: Gathered) -> None:
        """Extract and publish; whatever ends the run, the manifest says so, and what is done stays done."""
        try:
            self._extract(todo, workers)
            problems = self._publish_problems(gathered.problems)
            keep = {(table.name, shard.file_name) for table in EXTRACT_TABLES for shard in shards}
            self.manifest.removed_files = remove_others(self.out, keep | {(ERRORS.name, problems)})
            done = {shard.name for shard in shards} - {shard.name for shard in todo}
            self.manifest.shards = [
                {"file": s.file_name, "documents": len(s.records), "made": s.name not in done} for s in shards
            ]
            self.manifest.rows = {
                t.name: sum(_rows(file) for file in store.files(self.out, t.name)) for t in EXTRACT_TABLES
            }
        except KeyboardInterrupt:
            self.manifest.finish("interrupted", self.out)
            raise
        except Exception as error:
            self.manifest.error = f"{type(error).__name__}: {error}"
            self.manifest.finish("failed", self.out)
            raise
        else:
            self.manifest.finish("complete", self.out)
            self._sweep()
        finally:
            self.spool.unlink(missing_ok=True)

    def _sweep(self) -> None:
        shutil.rmtree(self.work, ignore_errors=True)

    def _extract(self, todo: Sequence[Shard], workers: int) -> None:
        if self.flags.force or self.flags.retry_errors:
            shutil.rmtree(self.work / "parts", ignore_errors=True)
        job = ExtractJob(self.settings, self.spool, self.work, self.factory)
        desk = Desk(self.out, self.spool, self.key, self.limits, self.metadata)
        with LocalPool(job, workers, lambda unit: unit.seconds(self.settings)) as pool:
            work_off(todo, desk, pool, self.reporter)

    def _publish_problems(self, problems: Sequence[Problem]) -> str:
        """The problems met in reading have a file of their own among the errors; return its name."""
        rows = [problem_row(problem) for problem in problems]
        table = store.to_table(ERRORS, rows, self.metadata)
        name = f"ingest-{bytes_hash(repr(table.to_pylist()).encode('utf8', 'surrogatepass'))[:16]}.parquet"
        store.write(table, self.out / ERRORS.name / name, self.work)
        return name


def _rows(path: Path) -> int:
    import pyarrow.parquet as pq

    return int(pq.read_metadata(path).num_rows)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _versions() -> dict[str, str]:
    versions = {"onrecord": __version__, "schema": SCHEMA_VERSION, "python": platform.python_version()}
    for name in ("spacy", "textacy", "pyarrow"):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "unknown"
    return versions


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Let no second run work on the same folder; the lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    descriptor = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise RunError(f"another run works on {out}; wait for it, or name another folder with -o") from None
    finally:
        os.close(descriptor)
