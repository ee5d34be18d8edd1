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

from pipeline import __version__
from pipeline.annotate import ModelFound, find_model
from pipeline.article import Problem
from pipeline.extraction.extractor import file_metadata, problem_row
from pipeline.ingest import Options, check_paths
from pipeline.ingest.find import NothingToReadError
from pipeline.run.existing import Survey, survey
from pipeline.run.existing_plan import decide
from pipeline.run.extract_shards import Desk, How, work_off
from pipeline.run.extract_units import EXTRACTOR, ExtractJob
from pipeline.run.gather import Gathered, gather
from pipeline.run.guarded_reading import read_guarded
from pipeline.run.keep_unread import Kept, take_in
from pipeline.run.machine import workers_that_fit
from pipeline.run.output import Folder, RunError, Target, open_target
from pipeline.run.plan import Plan
from pipeline.run.publish import Publisher, remove_others
from pipeline.run.reporter import Counting, Reporter, Silent
from pipeline.run.run_key import run_key
from pipeline.run.shards import Limits, workers_for
from pipeline.run.unread import places
from pipeline.run.workers.local_pool import LocalPool
from pipeline.settings import Settings
from pipeline.tables import store
from pipeline.tables.ids import bytes_hash
from pipeline.tables.manifest import Manifest, now, run_id
from pipeline.tables.schemas import ERRORS, EXTRACT_TABLES, SCHEMA_VERSION

__all__ = ["Flags", "Interrupted", "RunError", "RunResult", "run"]
Engine = Literal["local", "dask"]


class Interrupted(KeyboardInterrupt):
    """A run that was stopped; so many of its articles are done, and stay done."""

    def __init__(self, done: int, articles: int) -> None:
        super().__init__(f"{done:,} of {articles:,} articles are done and stay done")


@dataclass(frozen=True, slots=True)
class Flags:
    """How to run, as against what to extract: none of these changes what the tables say.

    With `scheduler`, the address of a Dask cluster, or with `engine` "dask", Dask does the work. `prune` removes what
    stands in the tables and was not read; without it, it is kept.
    """

    force: bool = False
    retry_errors: bool = False
    dry_run: bool = False
    limit: int | None = None
    engine: Engine = "local"
    scheduler: str | None = None
    prune: bool = False


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did: articles in all, those of them extracted now, and rows of errors; and where its account is.

    `kept` of the articles were not read but stood in the tables; `removed` others were removed.
    """

    articles: int
    extracted: int
    errors: int
    manifest: str | None
    kept: int = 0
    removed: int = 0


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
        except Exception as error:
            self._check_there(error)
            if self.reporter.done:
                done, articles = self.reporter.done, self.reporter.articles
                error.add_note(f"{done:,} of {articles:,} articles are done and stay done")
            raise
        finally:
            self._tidy()

    def _check_there(self, cause: Exception | None = None) -> None:
        """Say so where the output folder is not there any more: whatever else went wrong went wrong by that."""
        if self.target.is_gone():
            raise RunError(
                f"{self.target.name} was removed or renamed while the run worked, with all that was done; "
                "put it back, or give the same command again to begin anew"
            ) from cause
        file = cause.filename if isinstance(cause, FileNotFoundError) else None
        if file and isinstance(self.target, Folder) and Path(file).is_relative_to(self.target.out):
            raise RunError(
                f"{file} was removed while the run worked; give the same command again, which makes it anew"
            ) from cause

    def _check_whole(self, files: set[tuple[str, str]]) -> None:
        """Make sure that nobody removed files of the tables while the run worked: it would end as if all were well."""
        self._check_there()
        stand = {(table.name, name) for table in EXTRACT_TABLES for name in self.target.sizes(table.name)}
        if lost := sorted(files - stand):
            raise RunError(
                f"{len(lost):,} files of {self.target.name} were removed while the run worked, the first of them "
                f"{'/'.join(lost[0])}; give the same command again, which makes them anew"
            )

    def _tidy(self) -> None:
        """Remove the copy of the input, also where it filled the disk; results of an interrupted run stay."""
        with suppress(OSError):
            self.spool.unlink(missing_ok=True)
            self.work.rmdir()

    def _go(self, stdin: BinaryIO | None) -> RunResult:
        # Tables that lie among the inputs are none.
        own = self.target.out if isinstance(self.target, Folder) else None
        given = self.settings
        options = Options(given.column_names(), given.encoding, own, given.day_first, given.first_line_title)
        readers = self.settings.workers or workers_that_fit()
        with closing(read_guarded(self.paths, options, stdin, readers, self.settings.timeout)) as items:
            gathered = gather(items, self.spool, self.reporter, self.flags.limit)
        self._check_read(gathered)
        inputs = gathered.inputs
        kept = take_in(self.target, gathered, self.spool, self.paths, self.flags, self.reporter)
        found = survey(self.target, self.key)
        plan = decide(self.target, gathered.records, found, self.key, self.limits, self.flags)
        extracted = plan.fresh
        for line in found.told():
            self.reporter.note(line)
        workers = min(self.settings.workers or workers_that_fit(), self._workers(plan))
        self._tell_anew(plan, kept)
        self.reporter.planned(len(gathered.records), len(gathered.records) - extracted, workers)
        if self.flags.dry_run:
            return self._result(plan, len(gathered.problems), None, kept)
        self.manifest.inputs, self.manifest.articles = inputs, len(gathered.records)
        self.manifest.read_from = list(places(self.paths) or ())
        self.manifest.kept, self.manifest.kept_from = len(kept.records) + kept.lost, kept.groups
        account = self.manifest.write(self.target.put_account)
        self._guarded(plan, found, workers, gathered, kept)
        return self._result(plan, self.manifest.rows["errors"], account, kept)

    @staticmethod
    def _result(plan: Plan, errors: int, account: str | None, kept: Kept) -> RunResult:
        articles = sum(len(shard.records) for shard in plan.shards)
        return RunResult(articles, plan.fresh, errors, account, len(kept.records), kept.removed)

    def _check_read(self, gathered: Gathered) -> None:
        """An input that was emptied, or a disk that is not there, is a slip: nothing is touched."""
        if not (gathered.inputs or self.flags.prune):
            raise NothingToReadError(
                f"{', '.join(self.paths)}: no article lies there; the tables in {self.target.name} stay as they are. "
                "Look whether the path is right (--prune removes what is not in the input, even if that is all)"
            )

    def _tell_anew(self, plan: Plan, kept: Kept) -> None:
        if anew := kept.among(one.fresh for one in plan.todo):
            self.reporter.note(
                f"{anew:,} of them are extracted anew, from the text in the tables: settings, model or onrecord "
                "have changed since, or their rows were damaged"
            )

    def _workers(self, plan: Plan) -> int:
        return workers_for(plan.fresh, sum(one.fresh.chars for one in plan.todo), self.limits)

    def _guarded(self, plan: Plan, found: Survey, workers: int, gathered: Gathered, kept: Kept) -> None:
        """Extract and publish; whatever ends the run, the manifest says so, and what is done stays done."""
        publisher = Publisher(self.target, self.spool, self.key, self.metadata)
        try:
            self._extract(plan, workers, publisher)
            problems = self._publish_problems(gathered.problems, kept, publisher)
            keep = {(table.name, shard.file_name) for table in EXTRACT_TABLES for shard in plan.shards}
            keep.add((ERRORS.name, problems))
            self._check_whole(keep)
            self.manifest.removed_files = remove_others(self.target, keep, found.accounts)
            self._account_for(plan, found, publisher)
        except KeyboardInterrupt:
            self._finish_early("interrupted")
            raise
        except Exception as error:
            self.manifest.error = f"{type(error).__name__}: {error}"
            self._finish_early("failed")
            raise
        else:
            self.manifest.finish("complete", self.target.put_account)
            self._sweep()

    def _finish_early(self, status: Literal["interrupted", "failed"]) -> None:
        """Write how it ended; what ended it may not let it, and is what has to be told."""
        with suppress(Exception):
            if not self.target.is_gone():
                self.manifest.finish(status, self.target.put_account)

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
            from pipeline.run.extract_on_dask import work_off_on_dask

            how = How(self.settings, self.factory, self.key, self.limits, self.metadata)
            work_off_on_dask(plan.todo, publisher, self.spool, how, self.flags.scheduler, workers, self.reporter)
            return
        desk = Desk(self.work, self.spool, self.key, self.limits, self.metadata, publisher.publish_parts)
        job = ExtractJob(self.settings, self.spool, self.work, self.factory)
        with LocalPool(job, workers, lambda unit: unit.seconds(self.settings)) as pool:
            work_off(plan.todo, desk, pool, self.reporter)

    def _publish_problems(self, problems: Sequence[Problem], kept: Kept, publisher: Publisher) -> str:
        """The problems met in reading have a file of their own among the errors; return its name."""
        rows = [*(problem_row(problem) for problem in problems), *kept.errors]
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
