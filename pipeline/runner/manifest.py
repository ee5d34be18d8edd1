"""What a run did, in `OUT/_runs/<run>.json`: the only place for times and run ids."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pipeline import store
from pipeline.runner.target import Target

Status = Literal["running", "complete", "interrupted", "failed"]


@dataclass(slots=True)
class Manifest:
    """One run. `inputs` counts the articles read and the inputs that could not be; `rows` the rows of each table.

    `kept` counts the articles that were not read and stay in the tables.
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
    error: str | None = None

    def write(self, target: Target) -> str:
        """Write it, atomically, over its own earlier state; return where it stands."""
        return target.put_account(f"{self.run}.json", json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n")

    def finish(self, status: Status, target: Target) -> None:
        """Note how it ended and write it."""
        self.status, self.finished = status, now()
        self.write(target)


def now() -> str:
    """The time, in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def run_id() -> str:
    """A name for a run that sorts by time."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")


def latest(out: Path, status: Status | None = "complete") -> dict[str, Any] | None:
    """The manifest of the last run of that status, of any status for None; one that cannot be read is passed over."""
    for path in sorted((out / store.RUNS).glob("*.json"), reverse=True):
        try:
            found = json.loads(path.read_text(encoding="utf8"))
        except ValueError:
            continue
        if isinstance(found, dict) and status in (None, found.get("status")):
            return found
    return None
