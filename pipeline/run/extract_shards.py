"""Shards in work: units go out and come back; the unit of a worker that died is cut until one article is left."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.article import Problem
from pipeline.extraction.extractor import problem_row
from pipeline.extraction.rows import unannotated
from pipeline.run.parts import part_path, write_part
from pipeline.run.plan import Todo
from pipeline.run.reporter import Reporter
from pipeline.run.shards import Limits, Unit, make_units
from pipeline.run.spool import read_articles
from pipeline.run.workers.local_pool import Died, Done, LocalPool
from pipeline.settings import Settings
from pipeline.tables import store
from pipeline.tables.schemas import ERRORS, EXTRACT_TABLES

Publish = Callable[[Todo, Sequence[Path]], None]


@dataclass(frozen=True)
class How:
    """All that decides how shards become tables; `run_key` tells whether two machines would make the same of them."""

    settings: Settings
    factory: str
    run_key: str
    limits: Limits
    metadata: Mapping[str, str]

    def __hash__(self) -> int:
        return hash(self.run_key)


@dataclass(frozen=True, slots=True)
class Desk:
    """What work is done with: a folder for results, the spool, the run's key, the limits of units, files' metadata.

    `publish` is called with every shard that is whole, and with the results of its units.
    """

    work: Path
    spool: Path
    run_key: str
    limits: Limits
    metadata: Mapping[str, str]
    publish: Publish

    def part(self, unit: Unit) -> Path:
        """Where the result of a unit stands."""
        return part_path(self.work, unit.key)


def work_off(todo: Sequence[Todo], desk: Desk, pool: LocalPool, reporter: Reporter) -> None:
    """Extract all shards of `todo` and publish each as soon as it is whole."""
    work = _Work(desk, reporter)
    waiting = work.units_of(todo)
    unit = work.next(waiting)
    while unit is not None or pool.running:
        while unit is not None and pool.free:
            pool.submit(unit)
            unit = work.next(waiting)
        work.hear(pool.wait())
        unit = unit or work.next(waiting)


class _Work:
    """Which units of which shard are still out."""

    def __init__(self, desk: Desk, reporter: Reporter) -> None:
        self._desk, self._reporter = desk, reporter
        self._again: deque[Unit] = deque()
        self._shard_of: dict[str, Todo] = {}
        self._units: dict[str, list[Unit]] = {}  # of a shard, by its name
        self._left: dict[str, int] = {}
        self._died_once: set[str] = set()

    def next(self, waiting: Iterator[Unit]) -> Unit | None:
        """The next unit to do: one that has to be done again, or one that waits."""
        return self._again.popleft() if self._again else next(waiting, None)

    def units_of(self, todo: Sequence[Todo]) -> Iterator[Unit]:
        """Units to do, in order; what an interrupted run has left is taken over."""
        for one in todo:
            units = make_units(one.fresh, self._desk.run_key, self._desk.limits)
            self._units[one.shard.name], self._left[one.shard.name] = units, len(units)
            self._shard_of |= {unit.key: one for unit in units}
            self._publish_if_whole(one)
            for unit in list(units):
                if self._desk.part(unit).is_file():
                    self._done(unit, 0)
                else:
                    yield unit

    def hear(self, outcome: Done | Died) -> None:
        """Book what a worker has done, or deal with its death."""
        unit: Unit = outcome.task
        if isinstance(outcome, Done):
            self._done(unit, outcome.result)
        elif len(unit.records) > 1:
            self._cut(unit, outcome)
        elif outcome.late or unit.key in self._died_once:
            self._give_up(unit, outcome)
        else:  # once may be chance: someone may have killed the worker
            self._died_once.add(unit.key)
            self._again.append(unit)

    def _cut(self, unit: Unit, outcome: Died) -> None:
        """Halve it; one that took too long goes into single articles, for each further try takes as long again."""
        many = len(unit.records)
        self._reporter.note(f"a worker {outcome.how} over {many} articles; looking for the one to blame")
        one = self._shard_of.pop(unit.key)
        key, name = self._desk.run_key, one.shard.name
        pieces = unit.singles(key) if outcome.late else unit.halves(key)
        self._units[name] = [other for other in self._units[name] if other.key != unit.key] + [*pieces]
        self._left[name] += len(pieces) - 1
        self._shard_of |= {piece.key: one for piece in pieces}
        self._again.extend(pieces)

    def _give_up(self, unit: Unit, outcome: Died) -> None:
        record = unit.records[0]
        (article,) = read_articles(self._desk.spool, [(record.offset, record.length)])
        error, advice = ("timed_out", " or a longer --timeout") if outcome.late else ("worker_died", "")
        lost = "nothing was found in it"
        message = f"the worker {outcome.how} over this article; {lost}: try again with --retry-errors{advice}"
        problem = Problem(article.source, error, message, article.doc_id, "annotate")
        self._reporter.note(f"{article.source}: the worker {outcome.how}")
        rows = unannotated(article) | {ERRORS.name: [problem_row(problem)]}
        tables = {table.name: store.to_table(table, rows[table.name], self._desk.metadata) for table in EXTRACT_TABLES}
        write_part(tables, self._desk.part(unit))
        self._done(unit, 1)

    def _done(self, unit: Unit, errors: int) -> None:
        one = self._shard_of.pop(unit.key)
        self._left[one.shard.name] -= 1
        self._reporter.advanced(len(unit.records), errors)
        self._publish_if_whole(one)

    def _publish_if_whole(self, one: Todo) -> None:
        if self._left[one.shard.name]:
            return
        parts = [self._desk.part(unit) for unit in self._units.pop(one.shard.name)]
        self._desk.publish(one, parts)
        for part in parts:
            part.unlink()
