"""What a run did, in `OUT/_runs/<run>.json`: the only place for times and run ids."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pipeline.tables import store

Status = Literal["running", "complete", "interrupted", "failed"]
Put = Callable[[str, str], str]  # writes a text under `_runs/` by its name there, whole or not at all; gives its place


@dataclass(slots=True)
class Manifest:
    """One run. `inputs` counts the articles read and the inputs that could not be; `rows` the rows of each table.

    `kept` counts what was not read and stays in the tables, `kept_from` names it by the paths that it was read from.
    `read_from` are the paths of this run in full.
    """

    run: str
    paths: list[str]
    settings: dict[str, Any]
    model: dict[str, str]
    versions: dict[str, str]
    started: str
    status: Status = "running"
    finished: str | None = None
    inputs: int = 0
    kept: int = 0
    articles: int = 0
    shards: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    removed_files: int = 0
    read_from: list[str] = field(default_factory=list)
    kept_from: list[dict[str, Any]] = field(default_factory=list)
    error: str | None = None

    def write(self, put: Put) -> str:
        """Have `put` write it over its own earlier state; return where it stands."""
        return put(f"{self.run}.json", json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n")

    def finish(self, status: Status, put: Put) -> None:
        """Note how it ended and write it."""
        self.status, self.finished = status, now()
        self.write(put)


def now() -> str:
    """The time, in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def run_id() -> str:
    """A name for a run that sorts by time."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")


def manifests(out: Path) -> Iterator[dict[str, Any]]:
    """The manifests of all runs, the last one first; files that are none are left out."""
    return (found for found in map(_manifest, manifest_files(out)) if found is not None)


def manifest_files(out: Path) -> list[Path]:
    """The files that manifests of runs stand in, the last one first."""
    return sorted((out / store.RUNS).glob("*.json"), reverse=True)


def read_manifest(text: str | bytes) -> dict[str, Any] | None:
    """The manifest of a run; None where the text is none: cut off, or not ours.

    >>> read_manifest('{"run": "1", "status": "complete"}')["status"]
    'complete'
    >>> read_manifest('{"run": "1", "sta')
    """
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) and "status" in found else None


def _manifest(path: Path) -> dict[str, Any] | None:
    try:
        return read_manifest(path.read_bytes())
    except (FileNotFoundError, IsADirectoryError):
        return None


def unreadable(out: Path) -> list[Path]:
    """Files beside the manifests that are none."""
    return [path for path in manifest_files(out) if _manifest(path) is None]


def latest(out: Path, status: Status | None = "complete") -> dict[str, Any] | None:
    """The manifest of the last run of that status, of any status for None; files that are none are passed over."""
    return next((found for found in manifests(out) if status in (None, found["status"])), None)
