"""What a run is asked for, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Engine = Literal["local", "dask"]


class Interrupted(KeyboardInterrupt):
    """A run that was stopped; so many of its articles are done, and stay done."""

    def __init__(self, done: int, articles: int) -> None:
        super().__init__(f"{done:,} of {articles:,} articles are done and stay done")


@dataclass(frozen=True, slots=True)
class Flags:
    """How to run, as against what to extract: none of these changes what the tables say.

    With `scheduler`, the address of a Dask cluster, or with `engine` "dask", Dask does the work. `prune` removes what
    stands in the tables and was not read; without it, it is kept.
    """

    force: bool = False
    retry_errors: bool = False
    dry_run: bool = False
    limit: int | None = None
    engine: Engine = "local"
    scheduler: str | None = None
    prune: bool = False


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did: articles in all, those of them extracted now, and rows of errors; and where its manifest is.

    `kept` of the articles were not read but stood in the tables; `removed` others were removed.
    """

    articles: int
    extracted: int
    errors: int
    manifest: str | None
    kept: int = 0
    removed: int = 0
