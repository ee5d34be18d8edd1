"""A run that is broken off in the middle and resumed costs little more than one that is not."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.torture.corpus import Article, altered, articles, write
from tests.torture.pipeline_with_faults import FACTORY, save_pipeline
from tests.torture.runs import Run, strays, tables


def resume(
    folder: Path, found: Iterable[Article], model: Path, factory: str = FACTORY, **settings: Any
) -> tuple[str, float]:
    """Run once as a whole, and once with a break in the middle; what share of processor time more the second takes.

    The processor time of all processes: the clock also runs for others on the machine.

    Raises:
        AssertionError: where the tables differ.
    """
    given = write(iter(found), folder / "in.jsonl")
    run = Run([given], folder / "whole", model, {"workers": 1, **settings}, factory=factory)
    before = _processor_time()
    began = time.monotonic()
    run.finish()
    seconds, cost = time.monotonic() - began, _processor_time() - before
    broken = run.to(folder / "broken")
    before = _processor_time()
    process = broken.start()
    time.sleep(seconds / 2)
    process.send_signal(signal.SIGTERM)
    process.wait()
    done = sum(1 for _ in (broken.out / "documents").glob("*"))
    broken.finish()
    more = (_processor_time() - before) / cost - 1
    assert tables(broken.out) == tables(run.out) and not strays(broken.out)
    return (
        f"{cost:.0f} s of processor time; broken off in the middle ({done} files done) and resumed: {more:+.1%}",
        more,
    )


def _processor_time() -> float:
    times = os.times()
    return times.children_user + times.children_system


def torture(folder: Path) -> str:
    """Some eight minutes of work, so that starting twice weighs what it weighs in a real run.

    Raises:
        AssertionError: where it costs more than a twentieth more.
    """
    news = Path("../shared/corpora/polnear/dev.jsonl.gz")
    shipped = Path("models/en_onrecord")
    if news.exists() and shipped.exists():
        told, more = resume(folder, altered(news, 1800), shipped)
    else:
        told, more = resume(folder, articles(20_000), save_pipeline(folder / "model"))
    assert more <= 0.05, told
    return told
