"""Memory does not grow with the number of articles."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.torture.corpus import Article, altered, articles, write
from tests.torture.pipeline_with_faults import FACTORY, save_pipeline
from tests.torture.runs import Run

_EVERY = 0.05  # seconds: what a process needs at its very end is seen as well


def peaks(run: Run) -> tuple[float, float]:
    """The most memory (MB, resident) that the parent and that any one worker of a run ever had."""
    process = run.start()
    parent = worker = 0
    while process.poll() is None:
        for pid, size in _high_water(process.pid).items():
            if pid == process.pid:
                parent = max(parent, size)
            else:
                worker = max(worker, size)
        time.sleep(_EVERY)
    if process.returncode:
        raise AssertionError(f"the run ended with {process.returncode}")
    return parent / 1024, worker / 1024


def _high_water(group: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        with suppress(OSError, StopIteration):  # it has ended meanwhile
            if folder.name.isdigit() and os.getpgid(int(folder.name)) == group:
                line = next(line for line in (folder / "status").read_text().splitlines() if line.startswith("VmHWM"))
                found[int(folder.name)] = int(line.split()[1])
    return found


def memory(
    folder: Path, few: Iterable[Article], many: Iterable[Article], model: Path, factory: str = FACTORY, **settings: Any
) -> str:
    """Run over few and over many articles.

    Raises:
        AssertionError: where many need more than a tenth more.
    """
    told = []
    measured = []
    for name, found in {"few": few, "many": many}.items():
        given = write(iter(found), folder / f"{name}.jsonl")
        n = sum(1 for _ in given.open("rb"))
        parent, worker = peaks(Run([given], folder / name, model, {"workers": 2, **settings}, factory=factory))
        measured.append((parent, worker))
        told.append(f"{n} articles: parent {parent:.0f} MB, worker {worker:.0f} MB")
    for before, after in zip(*measured, strict=True):
        assert after <= 1.1 * before, told
    return "; ".join(told)


def torture(folder: Path) -> str:
    """20,000 short articles against 2,000 without weights; 336 whole ones against 84 with the model that ships."""
    news = Path("../shared/corpora/polnear/dev.jsonl.gz")
    shipped = Path("models/en_onrecord")
    model = save_pipeline(folder / "model", parse=True)
    few, many = (altered(news, n, 800) if news.exists() else articles(n, 30) for n in (2000, 20_000))
    told = [memory(folder / "blank", few, many, model, keyterms=0, workers=1)]
    if news.exists() and shipped.exists():
        few, many = altered(news, 84), altered(news, 336)
        # A shard is put together in memory: small ones, so that few articles fill some too.
        told.append(memory(folder / "news", few, many, shipped, workers=1, shard_documents=32) + " (model that ships)")
    return "; ".join(told)
