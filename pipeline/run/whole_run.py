"""A run: read, plan, extract what is not done, publish shard by shard, sweep up."""

from __future__ import annotations

import platform
import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO, Literal

from pipeline import __version__
from pipeline.annotate import ModelFound, find_model
from pipeline.article import Problem
from pipeline.extraction.extractor import file_metadata, problem_row
from pipeline.ingest import Options, check_paths
from pipeline.ingest.local_files import NothingToReadError
from pipeline.run.existing import Existing, decide, look_at_existing
from pipeline.run.extract_shards import ExtractSpec, extract_shards
from pipeline.run.extract_units import EXTRACTOR
from pipeline.run.flags import Flags, Interrupted, RunResult
from pipeline.run.gather import Gathered, gather
from pipeline.run.guarded_reading import read_guarded
from pipeline.run.keep_unread import Kept, take_in
from pipeline.run.machine import workers_that_fit
from pipeline.run.output import Folder, Output, RunError, open_output
from pipeline.run.plan import Plan
from pipeline.run.publish import Publisher, remove_others
from pipeline.run.reporter import Counting, Reporter, Silent
from pipeline.run.run_key import run_key
from pipeline.run.shards import Limits, workers_for
from pipeline.run.spool import spool_path
from pipeline.run.unread import places
from pipeline.settings import Settings
from pipeline.tables import store
from pipeline.tables.ids import bytes_hash
from pipeline.tables.manifest import Manifest, now, run_id
from pipeline.tables.schemas import ERRORS, EXTRACT_TABLES, SCHEMA_VERSION

_AS_USUAL = Flags()


def run(
    paths: Sequence[str],
    out: str | Path,
    settings: Settings,
    flags: Flags = _AS_USUAL,
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
    with open_output(out) as output:
        return _Run(paths, output, settings, flags, Counting(reporter or Silent()), model, factory).go(stdin)


class _Run:
    """The state of one run."""

    def __init__(
        self,
        paths: Sequence[str],
        output: Output,
        settings: Settings,
        flags: Flags,
        reporter: Counting,
        model: ModelFound,
        factory: str,
    ) -> None:
        self.paths, self.output, self.settings, self.flags, self.reporter = paths, output, settings, flags, reporter
        self.factory, self.key = factory, run_key(settings, model, factory)
        self.metadata = file_metadata(settings, model.name)
        self.work = output.work
        self.spool = spool_path(self.work)
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
        if self.output.is_gone():
            raise RunError(
                f"{self.output.name} was removed or renamed while the run worked, with all that was done; "
                "put it back, or give the same command again to begin anew"
            ) from cause
        file = cause.filename if isinstance(cause, FileNotFoundError) else None
        if file and isinstance(self.output, Folder) and Path(file).is_relative_to(self.output.out):
            raise RunError(
                f"{file} was removed while the run worked; give the same command again, which makes it anew"
            ) from cause

    def _check_whole(self, files: set[tuple[str, str]]) -> None:
        """Make sure that nobody removed files of the tables while the run worked: it would end as if all were well."""
        self._check_there()
        stand = {(table.name, name) for table in EXTRACT_TABLES for name in self.output.sizes(table.name)}
        if lost := sorted(files - stand):
            raise RunError(
                f"{len(lost):,} files of {self.output.name} were removed while the run worked, the first of them "
                f"{'/'.join(lost[0])}; give the same command again, which makes them anew"
            )

    def _tidy(self) -> None:
        """Remove the copy of the input, also where it filled the disk; results of an interrupted run stay."""
        with suppress(OSError):
            self.spool.unlink(missing_ok=True)
            self.work.rmdir()

    def _go(self, stdin: BinaryIO | None) -> RunResult:
        # Tables that lie among the inputs are none.
        own = self.output.out if isinstance(self.output, Folder) else None
        given = self.settings
        options = Options(given.column_names(), given.encoding, own, given.day_first, given.first_line_title)
        readers = self.settings.workers or workers_that_fit()
        with closing(read_guarded(self.paths, options, stdin, readers, self.settings.timeout)) as items:
            gathered = gather(items, self.spool, self.reporter, self.flags.limit)
        self._check_read(gathered)
        inputs = gathered.inputs
        kept = take_in(self.output, gathered, self.spool, self.paths, self.flags, self.reporter)
        found = look_at_existing(self.output, self.key)
        plan = decide(self.output, gathered.refs, found, self.key, self.limits, self.flags)
        extracted = plan.fresh
        for line in found.told():
            self.reporter.note(line)
        workers = min(self.settings.workers or workers_that_fit(), self._workers(plan))
        self._tell_anew(plan, kept)
        self.reporter.planned(len(gathered.refs), len(gathered.refs) - extracted, workers)
        if self.flags.dry_run:
            return self._result(plan, len(gathered.problems), None, kept)
        self.manifest.inputs, self.manifest.articles = inputs, len(gathered.refs)
        self.manifest.read_from = list(places(self.paths) or ())
        self.manifest.kept, self.manifest.kept_from = len(kept.refs) + kept.lost, kept.groups
        manifest = self.manifest.write(self.output.put_json)
        self._guarded(plan, found, workers, gathered, kept)
        return self._result(plan, self.manifest.rows["errors"], manifest, kept)

    @staticmethod
    def _result(plan: Plan, errors: int, manifest: str | None, kept: Kept) -> RunResult:
        articles = sum(len(shard.refs) for shard in plan.shards)
        return RunResult(articles, plan.fresh, errors, manifest, len(kept.refs), kept.removed)

    def _check_read(self, gathered: Gathered) -> None:
        """An input that was emptied, or a disk that is not there, is a slip: nothing is touched."""
        if not (gathered.inputs or self.flags.prune):
            raise NothingToReadError(
                f"{', '.join(self.paths)}: no article lies there; the tables in {self.output.name} stay as they are. "
                "Look whether the path is right (--prune removes what is not in the input, even if that is all)"
            )

    def _tell_anew(self, plan: Plan, kept: Kept) -> None:
        if anew := kept.among(one.fresh for one in plan.to_write):
            self.reporter.note(
                f"{anew:,} of them are extracted anew, from the text in the tables: settings, model or onrecord "
                "have changed since, or their rows were damaged"
            )

    def _workers(self, plan: Plan) -> int:
        return workers_for(plan.fresh, sum(one.fresh.chars for one in plan.to_write), self.limits)

    def _guarded(self, plan: Plan, found: Existing, workers: int, gathered: Gathered, kept: Kept) -> None:
        """Extract and publish; whatever ends the run, the manifest says so, and what is done stays done."""
        publisher = Publisher(self.output, self.spool, self.key, self.metadata)
        try:
            self._extract(plan, workers, publisher)
            problems = self._publish_problems(gathered.problems, kept, publisher)
            keep = {(table.name, shard.file_name) for table in EXTRACT_TABLES for shard in plan.shards}
            keep.add((ERRORS.name, problems))
            self._check_whole(keep)
            self.manifest.removed_files = remove_others(self.output, keep, found.inventories)
            self._count(plan, found, publisher)
        except KeyboardInterrupt:
            self._finish_early("interrupted")
            raise
        except Exception as error:
            self.manifest.error = f"{type(error).__name__}: {error}"
            self._finish_early("failed")
            raise
        else:
            self.manifest.finish("complete", self.output.put_json)
            self._sweep()

    def _finish_early(self, status: Literal["interrupted", "failed"]) -> None:
        """Write how it ended; what ended it may not let it, and is what has to be told."""
        with suppress(Exception):
            if not self.output.is_gone():
                self.manifest.finish(status, self.output.put_json)

    def _count(self, plan: Plan, found: Existing, publisher: Publisher) -> None:
        fresh = {one.shard.name: len(one.fresh) for one in plan.to_write}
        done = [found.rows(shard.file_name) for shard in plan.shards if shard.name not in fresh]
        rows = sum(done, Counter(publisher.rows))
        self.manifest.rows = {table.name: rows[table.name] for table in EXTRACT_TABLES}
        self.manifest.shards = [
            {
                "file": shard.file_name,
                "documents": len(shard.refs),
                "made": shard.name in fresh,
                "annotated": fresh.get(shard.name, 0),
            }
            for shard in plan.shards
        ]

    def _sweep(self) -> None:
        self.output.sweep()
        shutil.rmtree(self.work, ignore_errors=True)

    def _extract(self, plan: Plan, workers: int, publisher: Publisher) -> None:
        if self.flags.force or self.flags.retry_errors:
            shutil.rmtree(self.work / "parts", ignore_errors=True)
        spec = ExtractSpec(self.settings, self.factory, self.key, self.limits, self.metadata)
        if self.flags.engine == "dask" or self.flags.scheduler:
            from pipeline.run.extract_on_dask import extract_on_dask

            extract_on_dask(plan.to_write, publisher, self.spool, spec, self.flags.scheduler, workers, self.reporter)
            return
        with spec.pool(self.work, workers) as pool:
            extract_shards(plan.to_write, spec, self.work, publisher.publish_parts, pool, self.reporter)

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
