"""A Dask cluster that others run, or a local one: tasks go out, results come back one by one. `onrecord[dask]`."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any

from pipeline.run.workers.local_pool import WorkerError

_AHEAD = 2  # tasks for each thread of the cluster, so that none waits for us and memory holds few
_TRIES = 3
_SECONDS = 30  # that a scheduler may take to answer


class DaskPool:
    """Hands `work` to a cluster, a few tasks ahead of it. Use it as a context manager.

    Args:
        work: the function of a task. It is pickled by its name, so the cluster needs the same package installed.
        close: a function without arguments that each process of the cluster calls in the end.
        address: of a scheduler; None makes a cluster of processes on this machine.
        size: how many processes that has.

    Raises:
        WorkerError: where Dask is not installed or the scheduler does not answer.
    """

    def __init__(
        self, work: Callable[[Any], Any], close: Callable[[], None], address: str | None = None, size: int = 1
    ) -> None:
        try:
            from distributed import Client, LocalCluster, as_completed
        except ImportError as error:
            raise WorkerError(f"Dask is not installed ({error}): pip install onrecord[dask]") from error
        self._work, self._close, self._cluster = work, close, None
        if address is None:
            self._cluster = LocalCluster(
                n_workers=size, threads_per_worker=1, dashboard_address=None, memory_limit=0, silence_logs=40
            )
        try:
            self._client = Client(address or self._cluster, set_as_default=False, timeout=_SECONDS)
        except OSError as error:
            raise WorkerError(f"the Dask scheduler at {address} does not answer: {error}") from error
        self._results = as_completed(loop=self._client.loop)
        self._tasks: dict[str, tuple[str, Any, int]] = {}

    def __enter__(self) -> DaskPool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._results.clear()
        try:
            self._client.run(self._close, on_error="ignore")
        finally:
            self._client.close()
            if self._cluster is not None:
                self._cluster.close()

    @property
    def free(self) -> bool:
        """Whether another task can go out; a cluster may grow and shrink meanwhile."""
        threads: int = sum(self._client.nthreads().values())
        return len(self._tasks) < _AHEAD * max(1, threads)

    @property
    def running(self) -> int:
        """How many tasks are under way."""
        return len(self._tasks)

    def submit(self, task: Any, name: str, tries: int = 1) -> None:
        """Hand out a task; Dask's own pages show the name."""
        future = self._client.submit(self._work, task, key=f"{name}-{tries}", pure=False)
        self._tasks[future.key] = name, task, tries
        self._results.add(future)

    def wait(self) -> tuple[Any, Any]:
        """The next task that is done, and what `work` returned; one whose machine was lost is handed out again.

        Raises:
            WorkerError: where `work` raised, or the machines of a task were lost again and again.
        """
        while True:
            future = next(self._results)
            name, task, tries = self._tasks.pop(future.key)
            if future.status == "finished":
                result = future.result()
                future.release()
                return task, result
            error = None if future.status == "cancelled" else future.exception()
            if error is not None and type(error).__name__ != "KilledWorker":
                raise WorkerError(f"{name}: {error}") from error
            if tries == _TRIES:
                raise WorkerError(f"{name}: the machines that had this task were lost, {tries} times: {error}")
            self.submit(task, name, tries + 1)
