"""The inside of a worker process: start the job once, then serve tasks from a pipe until it closes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

_ALLOCATIONS = 50_000  # more than were freed, before the collector looks; Python's default is 700 to 2,000


class Job(Protocol):
    """What workers do. It is pickled to them; `start` makes what is costly and returns the function for tasks."""

    def start(self) -> Callable[[Any], Any]:
        """Load what the tasks need."""
        ...


class StartError(RuntimeError):
    """A job cannot start, for a reason that the user should read without a traceback."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job failed as a whole, in what every process can unpickle.

    `traceback` is there where an exception was not meant for people; `system` holds number, words and file of an error
    of the system, such as a full disk.
    """

    message: str
    traceback: str | None = None
    system: tuple[int, str, str | None] | None = None


def failure(error: Exception) -> Failure:
    """What an exception in a worker has to tell.

    >>> failure(OSError(28, "No space left on device", "out/a")).system
    (28, 'No space left on device', 'out/a')
    """
    system = None
    if isinstance(error, OSError) and error.errno is not None:
        system = error.errno, str(error.strerror), None if error.filename is None else os.fsdecode(error.filename)
    return Failure(f"{type(error).__name__}: {error}", traceback.format_exc(), system)


def serve(pipe: Connection, job: Job) -> None:
    """Serve tasks until the pipe closes; messages are (kind, value) with kind ready, done or failed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the parent, which ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        work = job.start()
        calm_collector()
        pipe.send(("ready", None))
        while True:
            pipe.send(("done", work(pipe.recv())))
    except (EOFError, BrokenPipeError):
        return
    except StartError as error:
        pipe.send(("failed", Failure(str(error))))
    except Exception as error:
        pipe.send(("failed", failure(error)))


def calm_collector() -> None:
    """Have the garbage collector leave alone what was loaded, as it stays, and look at the rest less often.

    Annotating makes and drops many small objects, few of them in circles. At its defaults the collector goes through
    all that spaCy holds again and again for them: some 6 % of the time of our components.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS, 20, 20)


def _end_with_parent() -> None:
    """A parent that was killed leaves no worker behind that goes on writing."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
