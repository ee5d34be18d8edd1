"""The pool alone, with jobs that know nothing of articles."""

import gc
import os
import signal
import time
from dataclasses import dataclass

import pytest

from pipeline.run.workers.local_pool import Died, Done, LocalPool, WorkerError
from pipeline.run.workers.worker_process import StartError


@dataclass(frozen=True)
class Square:
    """Squares numbers; a negative one kills the worker, None raises, a string gives an environment variable."""

    def start(self):
        return self._work

    @staticmethod
    def _work(task):
        if isinstance(task, str):
            return os.environ.get(task)
        if task < 0:
            os.kill(os.getpid(), signal.SIGSEGV)
        if task > 1000:
            os._exit(7)
        return task * task


@dataclass(frozen=True)
class NeverStarts:
    how: str

    def start(self):
        if self.how == "dies":
            os._exit(9)
        raise StartError("no model") if self.how == "says why" else KeyError("model")


@dataclass(frozen=True)
class Sleep:
    """Sleeps so many seconds; -1 is a loop inside C code, which no signal handler of Python ends."""

    def start(self):
        return lambda task: sum(range(10**12)) if task < 0 else time.sleep(task)


@dataclass(frozen=True)
class Collecting:
    """Makes many objects at the start; a task asks how many of them the garbage collector leaves alone."""

    def start(self):
        kept = [[] for _ in range(10_000)]
        return lambda task: len(kept) * task and (gc.get_freeze_count(), gc.get_threshold()[0])


def outcomes(job, tasks, size=2, seconds=None):
    waiting, found = list(tasks), []
    with LocalPool(job, size, seconds) as pool:
        while waiting or pool.running:
            while waiting and pool.free:
                pool.submit(waiting.pop(0))
            found.append(pool.wait())
    return found


def test_every_task_is_done_once():
    found = outcomes(Square(), range(20))
    assert sorted((o.task, o.result) for o in found) == [(i, i * i) for i in range(20)]


def test_a_task_that_kills_its_worker_is_named_and_the_others_are_done():
    found = outcomes(Square(), [1, -2, 3, 2000, 4])
    died = {o.task: o.how for o in found if isinstance(o, Died)}
    assert set(died) == {-2, 2000}
    assert "SIGSEGV" in died[-2] and "exit code 7" in died[2000]
    assert sorted(o.task for o in found if isinstance(o, Done)) == [1, 3, 4]


def test_a_worker_has_one_blas_thread_and_the_parent_keeps_its_own(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    assert [o.result for o in outcomes(Square(), ["OMP_NUM_THREADS", "MKL_NUM_THREADS"], 1)] == ["1", "1"]
    assert os.environ["OMP_NUM_THREADS"] == "3" and "MKL_NUM_THREADS" not in os.environ


def test_a_job_that_raises_ends_it_all_with_its_traceback():
    with pytest.raises(WorkerError, match="TypeError"):
        outcomes(Square(), [1, [2]])


@pytest.mark.parametrize(
    ("how", "words"), [("dies", "exit code 9"), ("says why", "^no model$"), ("raises", "KeyError")]
)
def test_a_job_that_cannot_start_ends_it_all(how, words):
    with pytest.raises(WorkerError, match=words):
        outcomes(NeverStarts(how), [1, 2])


def test_a_worker_that_died_idle_is_replaced():
    with LocalPool(Square(), 1) as pool:
        pool.submit(3)
        assert pool.wait().result == 9
        (worker,) = pool._idle
        worker.process.kill()
        worker.process.join()
        pool.submit(4)
        assert pool.wait().result == 16


def test_leaving_the_pool_ends_its_workers():
    with LocalPool(Square(), 1) as pool:
        pool.submit(3)
        pool.wait()
        (worker,) = pool._idle
        assert worker.process.is_alive()
    assert not worker.process.is_alive()


def test_a_task_that_takes_too_long_is_ended_and_named_and_the_others_are_done():
    found = outcomes(Sleep(), [0, 500, 0.01, -1, 0.02], 1, lambda task: 1.5)
    assert {o.task for o in found if isinstance(o, Died) and o.late and "longer than 1.5 s" in o.how} == {500, -1}
    assert sorted(o.task for o in found if isinstance(o, Done)) == [0, 0.01, 0.02]


def test_the_time_for_a_task_does_not_run_while_its_worker_starts():
    assert [type(o) for o in outcomes(SlowStart(), [1], 1, lambda task: 0.5)] == [Done]


@dataclass(frozen=True)
class SlowStart:
    def start(self):
        time.sleep(1)
        return lambda task: task


def test_what_a_worker_loads_is_left_alone_by_its_garbage_collector():
    (found,) = outcomes(Collecting(), [1], size=1)
    frozen, allocations = found.result
    assert frozen >= 10_000
    assert allocations > gc.get_threshold()[0]
