"""Exceptions to words for people: what happened, what to do, and the exit code. It is done nowhere else."""

from __future__ import annotations

import errno
import os
import re
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.annotate import ModelError
from pipeline.ingest.local_files import NothingToReadError
from pipeline.ingest.stores import StoreError
from pipeline.reconcile.overrides import OverridesError
from pipeline.run.output import RunError
from pipeline.run.workers.local_pool import WorkerError
from pipeline.settings import SettingsError
from pipeline.tables.stale import StaleError
from pipeline.tables.store import DamagedTableError
from pipeline.views.database import QueryError

FINE, FAILED, WRONG_USE, WITH_ERRORS = 0, 1, 2, 3

_WRONG = (SettingsError, NothingToReadError, ModelError, OverridesError, QueryError)
_FAILED = (RunError, WorkerError, StoreError, DamagedTableError, StaleError)  # their messages say all there is to say
_AGAIN = "then give the same command again"
_HERE = Path(__file__).parent.parent
_SYSTEM = {
    errno.ENOSPC: "{disk} is full: {file} could not be written; make room there, or name another disk, {again}",
    errno.EDQUOT: "your quota on {disk} is used up: {file} could not be written; make room there, {again}",
    errno.EFBIG: "{file} is larger than {disk} or a limit (ulimit -f) allows; raise it, or name another disk, {again}",
    errno.EROFS: "{disk} can only be read: {file} could not be written; name a folder on another disk",
    errno.EACCES: "there is no permission for {file}; change its permissions or its owner, or name another place",
    errno.EPERM: "the system does not permit it: {file}; change its permissions or its owner, or name another place",
    errno.ENOENT: "{file}: there is no such file or folder; was it removed or renamed? Look whether the name is right",
    errno.EEXIST: "{file} is a file where a folder is needed; move it away, or name another folder",
    errno.ENOTDIR: "{file}: part of it is a file where a folder is needed; move that away, or name another folder",
    errno.EISDIR: "{file} is a folder where a file is needed; name a file",
    errno.ENAMETOOLONG: "the name {file} is too long for {disk}; name a shorter one",
    errno.EMFILE: "too many files are open; raise the limit (ulimit -n 4096) or take fewer --workers, {again}",
    errno.EIO: "{disk} reports that it cannot read or write {file}; look after the disk, {again}",
    errno.ESTALE: "{file} was moved or its disk was unmounted; look whether it is there, {again}",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """What to tell, and how the command ends."""

    message: str
    code: int = FAILED


def disk_of(path: str) -> str:
    """The disk that a path lies on, by the folder where it is mounted.

    >>> disk_of("/")
    'the disk mounted at /'
    """
    folder = Path(path).absolute()
    while not os.path.ismount(folder) and folder != folder.parent:
        folder = folder.parent
    return f"the disk mounted at {folder}"


def explain(error: BaseException, disk: Callable[[str], str] = disk_of) -> Explained:
    """What an exception has to tell a person; `disk` names the disk of a path.

    >>> explain(IsADirectoryError(21, "Is a directory", "tables.md")).message
    'tables.md is a folder where a file is needed; name a file'
    >>> explain(SettingsError("workers must be at least 0, not -1")).code
    2
    """
    told = _told(error, disk)
    notes = getattr(error, "__notes__", ())
    return Explained("; ".join([told.message, *notes]), told.code)


def details(error: BaseException) -> str:
    """The traceback, and that of the worker where the error came from one."""
    lines = "".join(traceback.format_exception(error))
    inside = [cause.traceback for cause in _causes(error) if isinstance(cause, WorkerError) and cause.traceback]
    return "\n".join([*inside, lines])


def _told(error: BaseException, disk: Callable[[str], str]) -> Explained:
    if isinstance(error, _WRONG):
        return Explained(str(error), WRONG_USE)
    if isinstance(error, WorkerError):
        return _of_worker(error, disk)
    if isinstance(error, _FAILED):
        return Explained(str(error))
    if isinstance(error, MemoryError):
        return Explained(f"memory ran out; take fewer --workers, or close other programs, {_AGAIN}")
    if isinstance(error, OSError):
        return Explained(_of_system(error, disk))
    return Explained(_fault(f"{type(error).__name__}: {error}", _place(error)))


def _of_worker(error: WorkerError, disk: Callable[[str], str]) -> Explained:
    if isinstance(error.__cause__, OSError):
        return Explained(_of_system(error.__cause__, disk))
    if error.traceback:
        return Explained(_fault(str(error), "a worker" + _last_place(error.traceback)))
    return Explained(str(error))


def _of_system(error: OSError, disk: Callable[[str], str]) -> str:
    if error.errno is None:
        return str(error)  # one of ours: its words are for people
    name = None if error.filename is None else os.fsdecode(error.filename)
    if (words := _SYSTEM.get(error.errno)) is None:
        return f"{name}: {error.strerror}" if name else str(error.strerror or error)
    where = disk(name) if name else "the disk"
    return words.format(file=name or "a file", disk=where, again=_AGAIN)


def _fault(what: str, where: str) -> str:
    return (
        f"this is a fault of onrecord, not of yours: {what} ({where}). Nothing that was written is lost. "
        "Please report it, with what the same command prints with --debug"
    )


def _place(error: BaseException) -> str:
    """The last line of our own code that the exception went through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_HERE)]
    if not ours:
        return "place unknown"
    return f"{Path(ours[-1].filename).relative_to(_HERE.parent).as_posix()}:{ours[-1].lineno}"


def _last_place(worker_traceback: str) -> str:
    """The same, from a traceback that came as text."""
    found = re.findall(r'File "(.*)", line (\d+)', worker_traceback)
    ours = [(Path(file), line) for file, line in found if Path(file).is_relative_to(_HERE)]
    return f": {ours[-1][0].relative_to(_HERE.parent).as_posix()}:{ours[-1][1]}" if ours else ""


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
