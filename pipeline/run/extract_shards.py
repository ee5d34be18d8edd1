"""Shards in work: units go out and come back; the unit of a worker that died is cut until one article is left."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.article import Problem
from pipeline.extraction.extractor import problem_row
from pipeline.extraction.rows import unannotated
from pipeline.run.extract_units import ExtractJob, part_path, write_part
from pipeline.run.plan import ShardPlan
from pipeline.run.reporter import Reporter
from pipeline.run.shards import Limits, WorkUnit, make_units
from pipeline.run.spool import read_articles, spool_path
from pipeline.run.workers.local_pool import Died, Done, LocalPool
from pipeline.settings import Settings
from pipeline.tables import store
from pipeline.tables.schemas import ERRORS, EXTRACT_TABLES

Publish = Callable[[ShardPlan, Sequence[Path]], None]


@dataclass(frozen=True)
class ExtractSpec:
    """All that decides how shards become tables; `run_key` tells whether two machines would make the same of them."""

    settings: Settings
    factory: str
    run_key: str
    limits: Limits
    metadata: Mapping[str, str]

    def __hash__(self) -> int:
        return hash(self.run_key)

    def pool(self, work: Path, size: int) -> LocalPool:
        """Worker processes that extract units; their spool and their results lie in the folder `work`."""
        job = ExtractJob(self.settings, work, self.factory)
        return LocalPool(job, size, lambda unit: unit.seconds(self.settings))


def extract_shards(
    shards: Sequence[ShardPlan], spec: ExtractSpec, work: Path, publish: Publish, pool: LocalPool, reporter: Reporter
) -> None:
    """Extract all of these shards; `publish` is called with each as soon as it is whole, and the results of its units.

    `work` is the folder with the spool, where the results lie meanwhile.
    """
    out = _UnitsOut(spec, work, publish, reporter)
    waiting = out.units_of(shards)
    unit = out.next(waiting)
    while unit is not None or pool.running:
        while unit is not None and pool.free:
            pool.submit(unit)
            unit = out.next(waiting)
        out.hear(pool.wait())
        unit = unit or out.next(waiting)


class _UnitsOut:
    """Which units of which shard are still out."""

    def __init__(self, spec: ExtractSpec, work: Path, publish: Publish, reporter: Reporter) -> None:
        self._spec, self._work, self._publish, self._reporter = spec, work, publish, reporter
        self._again: deque[WorkUnit] = deque()
        self._shard_of: dict[str, ShardPlan] = {}
        self._units: dict[str, list[WorkUnit]] = {}  # of a shard, by its name
        self._left: dict[str, int] = {}
        self._died_once: set[str] = set()

    def next(self, waiting: Iterator[WorkUnit]) -> WorkUnit | None:
        """The next unit to do: one that has to be done again, or one that waits."""
        return self._again.popleft() if self._again else next(waiting, None)

    def units_of(self, shards: Sequence[ShardPlan]) -> Iterator[WorkUnit]:
        """Units to do, in order; what an interrupted run has left is taken over."""
        for one in shards:
            units = make_units(one.fresh, self._spec.run_key, self._spec.limits)
            self._units[one.shard.name], self._left[one.shard.name] = units, len(units)
            self._shard_of |= {unit.key: one for unit in units}
            self._publish_if_whole(one)
            for unit in list(units):
                if self._part(unit).is_file():
                    self._done(unit, 0)
                else:
                    yield unit

    def hear(self, outcome: Done | Died) -> None:
        """Book what a worker has done, or deal with its death."""
        unit: WorkUnit = outcome.task
        if isinstance(outcome, Done):
            self._done(unit, outcome.result)
        elif len(unit.refs) > 1:
            self._cut(unit, outcome)
        elif outcome.late or unit.key in self._died_once:
            self._give_up(unit, outcome)
        else:  # once may be chance: someone may have killed the worker
            self._died_once.add(unit.key)
            self._again.append(unit)

    def _cut(self, unit: WorkUnit, outcome: Died) -> None:
        """Halve it; one that took too long goes into single articles, for each further try takes as long again."""
        many = len(unit.refs)
        self._reporter.note(f"a worker {outcome.how} over {many} articles; looking for the one to blame")
        one = self._shard_of.pop(unit.key)
        key, name = self._spec.run_key, one.shard.name
        pieces = unit.singles(key) if outcome.late else unit.halves(key)
        self._units[name] = [other for other in self._units[name] if other.key != unit.key] + [*pieces]
        self._left[name] += len(pieces) - 1
        self._shard_of |= {piece.key: one for piece in pieces}
        self._again.extend(pieces)

    def _give_up(self, unit: WorkUnit, outcome: Died) -> None:
        ref = unit.refs[0]
        (article,) = read_articles(spool_path(self._work), [(ref.offset, ref.length)])
        error, advice = ("timed_out", " or a longer --timeout") if outcome.late else ("worker_died", "")
        lost = "nothing was found in it"
        message = f"the worker {outcome.how} over this article; {lost}: try again with --retry-errors{advice}"
        problem = Problem(article.source, error, message, article.doc_id, "annotate")
        self._reporter.note(f"{article.source}: the worker {outcome.how}")
        rows = unannotated(article) | {ERRORS.name: [problem_row(problem)]}
        tables = {table.name: store.to_table(table, rows[table.name], self._spec.metadata) for table in EXTRACT_TABLES}
        write_part(tables, self._part(unit))
        self._done(unit, 1)

    def _done(self, unit: WorkUnit, errors: int) -> None:
        one = self._shard_of.pop(unit.key)
        self._left[one.shard.name] -= 1
        self._reporter.advanced(len(unit.refs), errors)
        self._publish_if_whole(one)

    def _publish_if_whole(self, one: ShardPlan) -> None:
        if self._left[one.shard.name]:
            return
        parts = [self._part(unit) for unit in self._units.pop(one.shard.name)]
        self._publish(one, parts)
        for part in parts:
            part.unlink()

    def _part(self, unit: WorkUnit) -> Path:
        """Where the result of a unit lies."""
        return part_path(self._work, unit.key)
