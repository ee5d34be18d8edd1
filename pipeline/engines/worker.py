"""The inside of a worker process: start the job once, then serve tasks from a pipe until it closes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Protocol


class Job(Protocol):
    """What workers do. It is pickled to them; `start` makes what is costly and returns the function for tasks."""

    def start(self) -> Callable[[Any], Any]:
        """Load what the tasks need."""
        ...


class StartError(RuntimeError):
    """A job cannot start, for a reason that the user should read without a traceback."""


def serve(pipe: Connection, job: Job) -> None:
    """Serve tasks until the pipe closes; messages are (kind, value) with kind ready, done or failed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the parent, which ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        work = job.start()
        pipe.send(("ready", None))
        while True:
            pipe.send(("done", work(pipe.recv())))
    except (EOFError, BrokenPipeError):
        return
    except StartError as error:
        pipe.send(("failed", str(error)))
    except Exception:
        pipe.send(("failed", traceback.format_exc()))


def _end_with_parent() -> None:
    """A parent that was killed leaves no worker behind that goes on writing."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
