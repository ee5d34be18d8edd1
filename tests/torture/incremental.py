"""A few articles more cost little: they are annotated, and all others are taken over."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from tests.torture.corpus import Article, altered, articles, write
from tests.torture.pipeline_with_faults import FACTORY, save_pipeline
from tests.torture.runs import Run, strays, tables


def incremental(
    folder: Path, found: Iterable[Article], n: int, more: int, model: Path, factory: str = FACTORY, **settings: Any
) -> tuple[str, float]:
    """Run over `n` articles, then over `more` of them besides; what share of the first run's time the second takes.

    The processor time of all processes, starting included.

    Raises:
        AssertionError: where the tables are not those of a fresh run.
    """
    given = list(islice(found, n + more))
    few, all_of_them = write(given[:n], folder / "few.jsonl"), write(given, folder / "more.jsonl")
    # Articles have ids of their own and stand in one file of one name, as where somebody adds to it.
    inputs = folder / "in.jsonl"
    run = Run([inputs], folder / "out", model, {"workers": 2, **settings}, factory=factory)
    shutil.copyfile(few, inputs)
    first = _cost(run)
    shutil.copyfile(all_of_them, inputs)
    second = _cost(run)
    fresh = run.to(folder / "fresh")
    fresh.finish()
    assert tables(run.out) == tables(fresh.out) and not strays(run.out)
    share = second / first
    return f"{n} articles: {first:.0f} s of processor time; {more} more: {second:.1f} s, {share:.1%}", share


def _cost(run: Run) -> float:
    before = os.times()
    run.finish()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def torture(folder: Path) -> str:
    """Twenty articles more than 400, and than 2,000, with the model that ships where it is there.

    Raises:
        AssertionError: where they cost more than a third, or a tenth.
    """
    news = Path("../shared/corpora/polnear/dev.jsonl.gz")
    shipped = Path("models/en_onrecord")
    told = []
    for n, most in ((400, 1 / 3), (2000, 1 / 10)):
        place = folder / str(n)
        if news.exists() and shipped.exists():
            words, share = incremental(place, altered(news, n + 20, 2300), n, 20, shipped)
        else:
            words, share = incremental(place, articles(20 * n), 20 * n - 20, 20, save_pipeline(folder / "model"))
        assert share <= most, words
        told.append(words)
    return "; ".join(told)
