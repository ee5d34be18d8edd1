"""Starting runs, killing them, and looking at what they left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.tables.inventory import INVENTORIES, InventoryError, inventory_from
from pipeline.tables.schemas import EXTRACT_TABLES
from tests.torture.pipeline_with_faults import FACTORY

ROOT = Path(__file__).parent.parent.parent
SMALL = {"shard_documents": 8, "unit_documents": 2, "workers": 2}


@dataclass(frozen=True)
class Run:
    """One way to run onrecord in a process of its own."""

    paths: Sequence[Path]
    out: Path
    model: Path
    settings: Mapping[str, Any] = field(default_factory=lambda: SMALL)
    flags: Mapping[str, Any] = field(default_factory=lambda: {"prune": True})
    factory: str = FACTORY
    hash_seed: str = "random"

    def start(self, aim: str = "-") -> subprocess.Popen[bytes]:
        """Begin; the process leads a group of its own."""
        arguments = {
            "paths": [str(path) for path in self.paths],
            "out": str(self.out),
            "settings": {**self.settings, "model": str(self.model)},
            "flags": dict(self.flags),
            "factory": self.factory,
        }
        return subprocess.Popen(
            [sys.executable, "-m", "tests.torture.child", aim, json.dumps(arguments)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": self.hash_seed, "OMP_NUM_THREADS": "1"},
            start_new_session=True,
        )

    def finish(self) -> Path:
        """Run to the end; the output folder."""
        if code := self.start().wait():
            raise AssertionError(f"the run ended with {code}")
        return self.out

    def to(self, out: Path) -> Run:
        """The same into another folder."""
        return replace(self, out=out)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def run_and_kill(run: Run, aim: str, seconds: float) -> bool:
    """Begin a run and kill it; whether it was killed before it had ended by itself."""
    process = run.start(aim)
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    killed = process.poll() in (None, -signal.SIGKILL)
    kill_group(process)
    return killed


def tables(out: Path) -> dict[str, bytes]:
    """Every file under `out` but the accounts of runs, with its bytes."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.relative_to(out).parts[0] != "_runs"
    }


def strays(out: Path) -> list[str]:
    """What lies under `out` and is neither a table's file nor the whole account of a run."""
    known = {table.name for table in EXTRACT_TABLES}
    found = []
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out)
        if path.is_dir() and name.parts[0] in known | {"_runs"} and len(name.parts) == 1:
            continue
        if len(name.parts) == 2 and name.parts[0] in known and path.suffix == ".parquet":
            continue
        if len(name.parts) == 2 and name.parts[0] == "_runs" and _is_account(path):
            continue
        if name.as_posix() == INVENTORIES or (name.parent.as_posix() == INVENTORIES and _tells_of_files(path, out)):
            continue
        found.append(str(name))
    return found


def _is_account(path: Path) -> bool:
    with suppress(ValueError):
        return path.suffix == ".json" and "status" in json.loads(path.read_bytes())
    return False


def _tells_of_files(path: Path, out: Path) -> bool:
    with suppress(InventoryError):
        return all((out / name).is_file() for name in inventory_from(path.read_bytes()).files)
    return False


def timed(run: Run) -> float:
    """Seconds that a whole run takes."""
    began = time.monotonic()
    run.finish()
    return time.monotonic() - began
