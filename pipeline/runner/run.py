"""A run: read, plan, extract what is not done, publish shard by shard, sweep up."""

from __future__ import annotations

import platform
import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO, Literal

from pipeline import __version__, store
from pipeline.annotate import ModelFound, find_model
from pipeline.article import Problem
from pipeline.engines.local import LocalPool
from pipeline.extractor import file_metadata, problem_row
from pipeline.ids import bytes_hash
from pipeline.ingest import Options, check_paths
from pipeline.runner.decide import decide, with_kept
from pipeline.runner.gather import Gathered, gather
from pipeline.runner.job import EXTRACTOR, ExtractJob
from pipeline.runner.keys import run_key
from pipeline.runner.machine import workers_that_fit
from pipeline.runner.manifest import Manifest, now, run_id
from pipeline.runner.plan import Limits, workers_for
from pipeline.runner.publish import Publisher, remove_others
from pipeline.runner.reading import read_guarded
from pipeline.runner.report import Counting, Reporter, Silent
from pipeline.runner.standing import Gone, Plan
from pipeline.runner.survey import Survey, survey
from pipeline.runner.target import Folder, RunError, Target, open_target
from pipeline.runner.work import Desk, How, work_off
from pipeline.schemas import ERRORS, EXTRACT_TABLES, SCHEMA_VERSION
from pipeline.settings import Settings

__all__ = ["Flags", "Interrupted", "RunError", "RunResult", "run"]
Engine = Literal["local", "dask"]


class Interrupted(KeyboardInterrupt):
    """A run that was stopped; so many of its articles are done, and stay done."""

    def __init__(self, done: int, articles: int) -> None:
        super().__init__(f"{done:,} of {articles:,} articles are done and stay done")


@dataclass(frozen=True, slots=True)
class Flags:
    """How to run, as against what to extract: none of these changes what the tables say.

    With `scheduler`, the address of a Dask cluster, or with `engine` "dask", Dask does the work. `gone` says what
    becomes of articles that stand in the tables and were not read.
    """

    force: bool = False
    retry_errors: bool = False
    dry_run: bool = False
    limit: int | None = None
    engine: Engine = "local"
    scheduler: str | None = None
    gone: Gone = "remove"


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did: articles in all, those of them extracted now, rows of errors; and where its account is.

    `gone` counts the articles that stood in the tables and were not read, whatever became of them.
    """

    articles: int
    extracted: int
    errors: int
    manifest: str | None
    gone: int = 0


def run(
    paths: Sequence[str],
    out: str | Path,
    settings: Settings,
    flags: Flags = Flags(),
    reporter: Reporter | None = None,
    stdin: BinaryIO | None = None,
    factory: str = EXTRACTOR,
) -> RunResult:
    """Make the tables under `out`, a folder or a URL, say what is in `paths`, doing only what is not done yet.

    Raises:
        NothingToReadError: where a path names nothing.
        ModelError: where the model cannot be found.
        RunError: where another run works on `out`.
        WorkerError: where workers cannot start.
        Interrupted: by Ctrl-C or SIGTERM.
    """
    check_paths(paths)
    model = find_model(settings.model)
    with open_target(out) as target:
        return _Run(paths, target, settings, flags, Counting(reporter or Silent()), model, factory).go(stdin)


class _Run:
    """The state of one run."""

    def __init__(
        self,
        paths: Sequence[str],
        target: Target,
        settings: Settings,
        flags: Flags,
        reporter: Counting,
        model: ModelFound,
        factory: str,
    ) -> None:
        self.paths, self.target, self.settings, self.flags, self.reporter = paths, target, settings, flags, reporter
        self.factory, self.key = factory, run_key(settings, model, factory)
        self.metadata = file_metadata(settings, model.name)
        self.work = target.work
        self.spool = self.work / "articles.jsonl"
        self.limits = Limits(
            settings.shard_documents, settings.shard_chars, settings.unit_documents, settings.unit_chars
        )
        self.manifest = Manifest(
            run_id(), list(paths), asdict(settings), {"name": model.name, "path": str(model.path)}, _versions(), now()
        )

    def go(self, stdin: BinaryIO | None) -> RunResult:
        try:
            return self._go(stdin)
        except KeyboardInterrupt:
            raise Interrupted(self.reporter.done, self.reporter.articles) from None

    def _go(self, stdin: BinaryIO | None) -> RunResult:
        # Tables that lie among the inputs are none.
        own = self.target.out if isinstance(self.target, Folder) else None
        options = Options(self.settings.column_names(), self.settings.encoding, own)
        readers = self.settings.workers or workers_that_fit()
        with closing(read_guarded(self.paths, options, stdin, readers, self.settings.timeout)) as items:
            gathered = gather(items, self.spool, self.reporter, self.flags.limit)
        inputs, read = gathered.inputs, len(gathered.records)
        found = survey(self.target, self.key)
        if self.flags.gone == "keep":
            gathered.records = with_kept(self.target, found, gathered.records, self.spool)
        plan = decide(self.target, gathered.records, found, self.key, self.limits, self.flags)
        gone = plan.gone + len(gathered.records) - read
        extracted = plan.fresh
        for line in found.told():
            self.reporter.note(line)
        workers = min(self.settings.workers or workers_that_fit(), self._workers(plan))
        self.reporter.planned(len(gathered.records), len(gathered.records) - extracted, workers)
        if self.flags.dry_run:
            self.spool.unlink()
            with suppress(OSError):  # results of an interrupted run lie there and stay
                self.work.rmdir()
            return RunResult(len(gathered.records), extracted, len(gathered.problems), None, gone)
        self.manifest.inputs, self.manifest.articles = inputs, len(gathered.records)
        self.manifest.kept = gone if self.flags.gone == "keep" else 0
        account = self.manifest.write(self.target)
        self._guarded(plan, found, workers, gathered)
        return RunResult(len(gathered.records), extracted, self.manifest.rows["errors"], account, gone)

    def _workers(self, plan: Plan) -> int:
        return workers_for(plan.fresh, sum(one.fresh.chars for one in plan.todo), self.limits)

    def _guarded(self, plan: Plan, found: Survey, workers: int, gathered: Gathered) -> None:
        """Extract and publish; whatever ends the run, the manifest says so, and what is done stays done."""
        publisher = Publisher(self.target, self.spool, self.key, self.metadata)
        try:
            self._extract(plan, workers, publisher)
            problems = self._publish_problems(gathered.problems, publisher)
            keep = {(table.name, shard.file_name) for table in EXTRACT_TABLES for shard in plan.shards}
            self.manifest.removed_files = remove_others(self.target, keep | {(ERRORS.name, problems)}, found.accounts)
            self._account_for(plan, found, publisher)
        except KeyboardInterrupt:
            self.manifest.finish("interrupted", self.target)
            raise
        except Exception as error:
            self.manifest.error = f"{type(error).__name__}: {error}"
            self.manifest.finish("failed", self.target)
            raise
        else:
            self.manifest.finish("complete", self.target)
            self._sweep()
        finally:
            self.spool.unlink(missing_ok=True)

    def _account_for(self, plan: Plan, found: Survey, publisher: Publisher) -> None:
        fresh = {one.shard.name: len(one.fresh) for one in plan.todo}
        done = [found.rows(shard.file_name) for shard in plan.shards if shard.name not in fresh]
        rows = sum(done, Counter(publisher.rows))
        self.manifest.rows = {table.name: rows[table.name] for table in EXTRACT_TABLES}
        self.manifest.shards = [
            {
                "file": shard.file_name,
                "documents": len(shard.records),
                "made": shard.name in fresh,
                "annotated": fresh.get(shard.name, 0),
            }
            for shard in plan.shards
        ]

    def _sweep(self) -> None:
        self.target.sweep()
        shutil.rmtree(self.work, ignore_errors=True)

    def _extract(self, plan: Plan, workers: int, publisher: Publisher) -> None:
        if self.flags.force or self.flags.retry_errors:
            shutil.rmtree(self.work / "parts", ignore_errors=True)
        if self.flags.engine == "dask" or self.flags.scheduler:
            from pipeline.runner.cluster import work_off_on_dask

            how = How(self.settings, self.factory, self.key, self.limits, self.metadata)
            work_off_on_dask(plan.todo, publisher, self.spool, how, self.flags.scheduler, workers, self.reporter)
            return
        desk = Desk(self.work, self.spool, self.key, self.limits, self.metadata, publisher.publish_parts)
        job = ExtractJob(self.settings, self.spool, self.work, self.factory)
        with LocalPool(job, workers, lambda unit: unit.seconds(self.settings)) as pool:
            work_off(plan.todo, desk, pool, self.reporter)

    def _publish_problems(self, problems: Sequence[Problem], publisher: Publisher) -> str:
        """The problems met in reading have a file of their own among the errors; return its name."""
        rows = [problem_row(problem) for problem in problems]
        table = store.to_table(ERRORS, rows, self.metadata)
        name = f"ingest-{bytes_hash(repr(table.to_pylist()).encode('utf8', 'surrogatepass'))[:16]}.parquet"
        publisher.publish_problems(table, name)
        return name


def _versions() -> dict[str, str]:
    versions = {"onrecord": __version__, "schema": SCHEMA_VERSION, "python": platform.python_version()}
    for name in ("spacy", "textacy", "pyarrow"):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "unknown"
    return versions
