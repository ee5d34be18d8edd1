"""Reading where it cannot harm the run: all but plain text is parsed in processes of their own.

Their parsers are large, in C, and see foreign input; one that crashes or never ends costs its file and no other.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from pipeline.article import ColumnChoice, Item, Problem
from pipeline.ingest import Input, Options, find_inputs, read_input
from pipeline.ingest.formats import is_page, is_table
from pipeline.run.workers.local_pool import Died, Done, LocalPool
from pipeline.run.workers.worker_process import Job

_PAGES = 16  # in one task
_ROWS = 256  # in one answer
_AHEAD = 3  # tasks for each worker
_MEMORY = 6 << 30  # bytes that one reading process may take


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Inputs to read whole (`rows` None), or one of which the items after the first `done` are asked for."""

    number: int
    inputs: tuple[Input, ...]
    done: int | None = None


@dataclass(frozen=True, slots=True)
class ReadJob:
    """The job of a reading process."""

    options: Options

    def start(self) -> Callable[[ReadTask], list[Item]]:
        """Bound the memory; the function returned gives the items of a task."""
        _bound_memory()
        return _TableInProgress(self.options).read


class _TableInProgress:
    """Reads in a process of its own; between two answers from one table it keeps its place in it."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._open: tuple[Input, int, Iterator[Item]] | None = None

    def read(self, task: ReadTask) -> list[Item]:
        if task.done is None:
            return [item for given in task.inputs for item in _contained(given, self._options)]
        (given,) = task.inputs
        items = self._at(given, task.done)
        found = list(islice(items, _ROWS))
        self._open = given, task.done + len(found), items
        return found

    def _at(self, given: Input, done: int) -> Iterator[Item]:
        if self._open and self._open[:2] == (given, done):
            return self._open[2]
        return islice(_contained(given, self._options), done, None)


def _contained(given: Input, options: Options) -> Iterator[Item]:
    try:
        yield from read_input(given, options)
    except Exception as error:
        yield Problem(given.file.source, "unreadable", f"it cannot be read: {type(error).__name__}: {error}"[:500])


def _bound_memory() -> None:
    """A page or table that unpacks to more than the machine has ends its reader, and nobody else."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def read_guarded(
    paths: Sequence[str],
    options: Options,
    stdin: BinaryIO | None,
    workers: int,
    seconds: float,
    job: Job | None = None,
) -> Generator[Item, None, None]:
    """What `pipeline.ingest.read` yields, in the same order; `seconds` is what 16 web pages or 256 rows may take."""
    with ExitStack() as stack:
        pages, rows = (
            stack.enter_context(LocalPool(job or ReadJob(options), size, lambda task: seconds)) for size in (workers, 1)
        )
        yield from _GuardedReading(options, stdin, pages, rows, _AHEAD * workers).read(find_inputs(paths, options))


class _GuardedReading:
    def __init__(self, options: Options, stdin: BinaryIO | None, pages: LocalPool, rows: LocalPool, ahead: int) -> None:
        self._options, self._stdin, self._pages, self._rows, self._ahead = options, stdin, pages, rows, ahead
        self._number = 0
        self._outcomes: dict[int, Done | Died] = {}

    def read(self, found: Iterator[Input | Problem | ColumnChoice]) -> Iterator[Item]:
        """Keep the order: what comes after pages that are under way waits for them."""
        waiting: deque[ReadTask | Input | Problem | ColumnChoice] = deque()
        pages: list[Input] = []
        for one in found:
            if isinstance(one, Input) and is_page(one.file):
                pages.append(one)
                if len(pages) < _PAGES:
                    continue
            if pages:
                waiting.append(self._submit(pages))
                pages = []
            if not (isinstance(one, Input) and is_page(one.file)):
                waiting.append(one)
            while waiting and (len(waiting) > self._ahead or not isinstance(waiting[0], ReadTask)):
                yield from self._items(waiting.popleft())
        if pages:
            waiting.append(self._submit(pages))
        for task in waiting:
            yield from self._items(task)

    def _items(self, one: ReadTask | Input | Problem | ColumnChoice) -> Iterator[Item]:
        if isinstance(one, Problem | ColumnChoice):
            yield one
        elif isinstance(one, ReadTask):
            yield from self._of_pages(one)
        elif is_table(one.file):
            yield from self._of_table(one)
        else:
            yield from read_input(one, self._options, self._stdin)

    def _submit(self, pages: Sequence[Input]) -> ReadTask:
        self._number += 1
        task = ReadTask(self._number, tuple(pages))
        while not self._pages.free:
            self._hear()
        self._pages.submit(task)
        return task

    def _hear(self) -> None:
        outcome = self._pages.wait()
        self._outcomes[outcome.task.number] = outcome

    def _of_pages(self, task: ReadTask) -> Iterator[Item]:
        while task.number not in self._outcomes:
            self._hear()
        outcome = self._outcomes.pop(task.number)
        if isinstance(outcome, Done):
            yield from outcome.result
        elif len(task.inputs) == 1:
            yield _harmful(task.inputs[0], outcome)
        else:
            for page in task.inputs:
                yield from self._of_pages(self._submit([page]))

    def _of_table(self, given: Input) -> Iterator[Item]:
        done = 0
        while True:
            self._rows.submit(ReadTask(0, (given,), done))
            outcome = self._rows.wait()
            if isinstance(outcome, Died):
                yield _harmful(given, outcome)
                return
            yield from outcome.result
            if len(outcome.result) < _ROWS:
                return
            done += _ROWS


def _harmful(given: Input, outcome: Died) -> Problem:
    what = f"the process that read it {outcome.how}; it was left out from there on: mend it, or save its text as .txt"
    return Problem(given.file.source, "timed_out" if outcome.late else "reader_died", what)
