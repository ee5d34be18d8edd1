"""How many worker processes fit this machine, or the container that we run in."""

from __future__ import annotations

import os
from pathlib import Path

_WORKER = 900_000_000  # bytes: the model that ships takes half of it; a larger one wants --workers
_ROOT = Path("/")


def workers_that_fit(root: Path = _ROOT) -> int:
    """One for each core that we may use, fewer where memory is short, and at least one.

    A container may be allowed less than its machine has: its limits stand in the control group's files.
    """
    fit = [_cores(root)]
    if (memory := _memory(root)) is not None:
        fit.append(memory // _WORKER)
    return max(1, min(fit))


def _cores(root: Path) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, _, period = _line(root / "sys/fs/cgroup/cpu.max").partition(" ")
    if quota.isdecimal() and period.isdecimal() and int(period):
        return max(1, min(cores, int(quota) // int(period)))
    return cores


def _memory(root: Path) -> int | None:
    """Bytes that are free, or that the container may have; None where that is unknown."""
    known = []
    for line in _text(root / "proc/meminfo").splitlines():
        if line.startswith("MemAvailable:"):
            known.append(int(line.split()[1]) * 1024)
    if (most := _line(root / "sys/fs/cgroup/memory.max")).isdecimal():
        known.append(int(most))
    return min(known, default=None)


def _line(path: Path) -> str:
    return _text(path).strip()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeError):
        return ""
