"""`kill -9` of the whole process group, at any moment and at the worst ones."""

from __future__ import annotations

import random
import shutil
import sys
from collections import Counter
from pathlib import Path

from tests.torture.corpus import articles, write
from tests.torture.pipeline_with_faults import FACTORY, save_pipeline
from tests.torture.runs import Run, run_and_kill, strays, tables, timed

# Where a kill hurts most: os.<call> on a path with these words in it, and how often that is called in one run.
_WORST = (
    ("replace", ".arrows", 4),  # a worker's result
    ("fsync", ".arrows", 4),
    ("replace", ".parquet", 20),  # a table's file
    ("fsync", ".parquet", 20),
    ("fsync", "documents", 3),  # the folder of a table
    ("replace", "_runs", 2),  # the account of the run: its beginning and its end
    ("fsync", "_runs", 4),
    ("replace", "_runs/files", 6),  # the account of a shard's files
    ("unlink", "_runs/files", 6),
    ("unlink", ".arrows", 10),  # results that stand in a table now
    ("unlink", ".parquet", 10),  # tables of articles that changed
    ("unlink", "articles.jsonl", 1),
    ("rmdir", "", 2),  # sweeping up
)


def kills(folder: Path, n: int, model: Path, factory: str, documents: int = 48, seed: int = 0) -> Counter[str]:
    """Kill `n` runs, some in a row on the same tables, and finish each row with the tables of an undisturbed run.

    Every row begins with tables of other articles, so that there is something to remove as well.

    Raises:
        AssertionError: where a byte differs or a file is left over.
    """
    old = write(articles(documents // 2), folder / "old.jsonl")
    new = write([*articles(documents, seed=1), *articles(documents // 3)], folder / "new.jsonl")
    before = Run([old], folder / "before", model, factory=factory)
    before.finish()
    run = Run([new], folder / "clean", model, factory=factory)
    seconds = timed(run)
    clean = tables(run.out)
    assert not strays(run.out)
    counted: Counter[str] = Counter()
    chance = random.Random(seed)
    while counted["aimed"] + counted["at random"] < n:
        in_a_row = _in_a_row(chance, n)
        out = folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(before.out, out)
        for aim, share in in_a_row:
            killed = run_and_kill(run.to(out), aim, 3 * seconds + 20 if aim != "-" else share * seconds)
            counted[("aimed" if aim != "-" else "at random") if killed else "ended before"] += 1
        run.to(out).finish()
        assert tables(out) == clean, f"after {in_a_row} the tables differ"
        assert not strays(out), f"after {in_a_row} there is {strays(out)}"
        counted["finished"] += 1
        print(dict(counted), file=sys.stderr, flush=True)
    return counted


def _in_a_row(chance: random.Random, most: int) -> list[tuple[str, float]]:
    """Kills to come, one to eight: each as ("-", share of a run's time), or as (an aim, 0)."""
    size = min(chance.randint(1, 8), most)
    return [_aimed(chance) if chance.random() < 0.5 else ("-", chance.uniform(0.1, 1.0)) for _ in range(size)]


def _aimed(chance: random.Random) -> tuple[str, float]:
    call, kind, most = chance.choice(_WORST)
    number = chance.choice((1, 2, chance.randint(1, most)))  # the first ones are there however much is done already
    return f"{call}:{kind}:{min(number, most)}:{chance.choice(('before', 'after'))}", 0.0


def torture(folder: Path) -> str:
    """More than 200 kills."""
    counted = kills(folder, 210, save_pipeline(folder / "model"), FACTORY)
    return (
        f"killed {counted['at random']} times at random and {counted['aimed']} times at the worst moments "
        f"({counted['ended before']} runs ended before); finished {counted['finished']} times, each time the same bytes"
    )
