"""The same bytes whatever the number of workers, the order of inputs, the hash seed, and the engine."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.torture.corpus import Article, altered, articles, write
from tests.torture.pipeline_with_faults import save_pipeline
from tests.torture.runs import SMALL, Run, strays, tables

WAYS = ("2 workers", "4 workers", "inputs shuffled", "PYTHONHASHSEED=1", "units of other sizes", "Dask")


def same(
    folder: Path, found: Iterable[Article], model: Path, settings: dict[str, Any], ways: Iterable[str] = WAYS
) -> str:
    """Run in these ways and compare.

    Raises:
        AssertionError: where a byte differs.
    """
    given = list(found)
    # Ids of their own keep the articles apart from the place where they stand.
    straight = [write([article], folder / "in" / f"{i:04}.jsonl") for i, article in enumerate(given)]
    first = Run(straight, folder / "n1", model, {**settings, "workers": 1}, hash_seed="0")
    first.finish()
    expected = tables(first.out)
    shuffled = random.Random(1).sample(straight, len(straight))
    known = {
        "2 workers": replace(first, settings={**settings, "workers": 2}),
        "4 workers": replace(first, settings={**settings, "workers": 4}),
        "inputs shuffled": replace(first, paths=shuffled),
        "PYTHONHASHSEED=1": replace(first, hash_seed="1"),
        "units of other sizes": replace(first, settings={**settings, "workers": 2, "unit_documents": 5}),
        "all of these": replace(first, paths=shuffled, settings={**settings, "workers": 2}, hash_seed="1"),
        "Dask": replace(first, settings={**settings, "workers": 2}, flags={"engine": "dask"}),
    }
    for name in ways:
        known[name].to(folder / "out" / name).finish()
        assert tables(folder / "out" / name) == expected, f"{name}: other bytes"
        assert not strays(folder / "out" / name)
    return f"{len(given)} articles, {len(expected)} files, the same bytes with 1 worker and with {', '.join(ways)}"


def torture(folder: Path) -> str:
    """Invented articles with a pipeline without weights, and news with the model that ships, where both are there."""
    model = save_pipeline(folder / "model")
    told = [same(folder / "blank", articles(60), model, SMALL)]
    news = Path("../shared/corpora/polnear/dev.jsonl.gz")
    shipped = Path("models/en_onrecord")
    if news.exists() and shipped.exists():
        told.append(same(folder / "news", altered(news, 24), shipped, SMALL) + " (model that ships)")
    return "; ".join(told)
