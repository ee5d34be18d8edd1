"""Our own worker processes: each starts the job once; one that dies is noticed at once and names its task.

`nlp.pipe(n_process=…)` and process pools hang or lose their whole batch when a worker is killed; these do not. A task
that takes longer than it may has its worker killed from outside: no other way ends a loop in C code.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import inf
from multiprocessing import connection, get_context
from multiprocessing.process import BaseProcess, current_process
from threading import Lock
from types import TracebackType
from typing import Any

from pipeline.run.workers.worker_process import Failure, Job, serve

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_START_TRIES = 3
_start_lock = Lock()  # what a child inherits is set for the whole process
_LONGEST_WAIT = 3600.0  # seconds; the system call takes no infinity
_START_SECONDS = 900.0  # a large model on a slow network disk needs minutes


class WorkerError(RuntimeError):
    """Workers cannot be started, or the job failed as a whole; no single task is to blame.

    `traceback` is the worker's, where an exception ended it that was not meant for people.
    """

    def __init__(self, message: str, traceback: str | None = None) -> None:
        super().__init__(message)
        self.traceback = traceback


@dataclass(frozen=True, slots=True)
class Done:
    """A task that was finished, with what the job returned."""

    task: Any
    result: Any


@dataclass(frozen=True, slots=True)
class Died:
    """A task whose worker died over it, and how; `late` where it was ended because it took too long."""

    task: Any
    how: str
    late: bool = False


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: connection.Connection
    task: Any
    deadline: float
    ready: bool = False


class LocalPool:
    """At most `size` processes that run one task at a time each. Use it as a context manager.

    Hand out a task with `submit` while `free` is above 0, then `wait` for the next that is done. `seconds` says how
    long a task may take; without it there is no limit.
    """

    def __init__(self, job: Job, size: int, seconds: Callable[[Any], float] | None = None) -> None:
        self._job, self._size, self._seconds = job, size, seconds
        self._busy: list[_Worker] = []
        self._idle: list[_Worker] = []
        self._failed_starts = 0
        self._closed = False

    def __enter__(self) -> LocalPool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all workers. From another thread, this ends a `wait` with a WorkerError."""
        self._closed = True
        for worker in (*self._idle, *self._busy):
            worker.process.kill()
            worker.process.join()

    @property
    def free(self) -> int:
        """How many tasks can be submitted now."""
        return self._size - len(self._busy)

    @property
    def running(self) -> int:
        """How many tasks are under way."""
        return len(self._busy)

    def submit(self, task: Any) -> None:
        """Give a task to an idle worker, or to a new one."""
        while self._idle:
            worker = self._idle.pop()
            try:
                worker.pipe.send(task)
            except OSError:  # it died while it had nothing to do
                self._bury(worker)
                continue
            worker.task, worker.deadline = task, self._deadline(task)
            self._busy.append(worker)
            return
        self._busy.append(self._start(task))

    def wait(self) -> Done | Died:
        """The next task that is done or whose worker died.

        Raises:
            WorkerError: where the job raised, or workers die before they have started.
        """
        while True:
            pipes = {worker.pipe: worker for worker in self._busy}
            patience = min(worker.deadline for worker in self._busy) - time.monotonic()
            for pipe in connection.wait(list(pipes), min(max(patience, 0.0), _LONGEST_WAIT)):
                outcome = self._receive(pipes[pipe])  # type: ignore[index]
                if outcome is not None:
                    return outcome
            for worker in list(self._busy):
                if worker.deadline <= time.monotonic() and not worker.pipe.poll():
                    return self._end_late(worker)

    def _deadline(self, task: Any) -> float:
        return time.monotonic() + (self._seconds(task) if self._seconds else inf)

    def _end_late(self, worker: _Worker) -> Died:
        if not worker.ready:
            raise WorkerError(f"a worker had not started after {_START_SECONDS:.0f} s")
        worker.process.kill()
        self._busy.remove(worker)
        self._bury(worker)
        seconds = self._seconds(worker.task) if self._seconds else 0.0
        return Died(worker.task, f"took longer than {seconds:g} s", late=True)

    def _receive(self, worker: _Worker) -> Done | Died | None:
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            return self._died(worker)
        if kind == "ready":
            worker.ready, worker.deadline, self._failed_starts = True, self._deadline(worker.task), 0
            return None
        if kind == "failed":
            raise _worker_error(value)
        self._busy.remove(worker)
        self._idle.append(worker)
        return Done(worker.task, value)

    def _died(self, worker: _Worker) -> Died | None:
        if self._closed:
            raise WorkerError("the work was ended")
        self._busy.remove(worker)
        how = self._bury(worker)
        if worker.ready:
            return Died(worker.task, how)
        self._failed_starts += 1
        if self._failed_starts >= _START_TRIES:
            raise WorkerError(f"a worker {how} while it started; if memory is short, try fewer workers")
        self._busy.append(self._start(worker.task))
        return None

    @staticmethod
    def _bury(worker: _Worker) -> str:
        worker.pipe.close()
        worker.process.join()
        return _how(worker.process.exitcode)

    def _start(self, task: Any) -> _Worker:
        if self._closed:
            raise WorkerError("the work was ended")
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self._job), daemon=True)
        with _start_lock, _one_thread(), _may_start():
            process.start()
        theirs.close()  # so that the worker's death closes the pipe
        worker = _Worker(process, ours, task, time.monotonic() + _START_SECONDS)
        with suppress(OSError):  # dead already; `wait` will see it
            ours.send(task)
        return worker


def _worker_error(failed: Failure) -> WorkerError:
    error = WorkerError(failed.message, failed.traceback)
    error.__cause__ = OSError(*failed.system) if failed.system else None
    return error


def _how(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        name = signal.Signals(-exit_code).name
        return f"was killed by {name}" + (" (memory may have run out)" if name == "SIGKILL" else "")
    return f"ended with exit code {exit_code}"


@contextmanager
def _may_start() -> Iterator[None]:
    """Dask's processes are daemons, which multiprocessing forbids to start others; ours end with their parent."""
    config: dict[str, Any] = getattr(current_process(), "_config", {})
    before = config.pop("daemon", None)
    try:
        yield
    finally:
        if before is not None:
            config["daemon"] = before


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let a child inherit one BLAS thread: workers share the cores among themselves."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
