"""Whole runs with 1 to n worker processes, against as many times the bare `nlp.pipe` in one process."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.annotate import annotate
from pipeline.article import Article
from pipeline.bench.sample import Sample, bare
from pipeline.run import run
from pipeline.run.reporter import Silent
from pipeline.settings import Settings

_REPEATED = 8  # times for each worker, so that a run takes a minute and its end weighs little


def measure(samples: Sequence[Sample], rounds: int) -> Iterator[str]:
    """Lines of the table: articles and words a second of the clock, for the machine is what is measured.

    Each number of workers has `rounds` runs, of which the fastest counts: whatever else the machine does only slows.
    """
    sample = samples[-1]
    alone = max(_bare(sample) for _ in range(rounds))
    yield f"### Throughput: {sample.name}, {sample.n_words:,} words, repeated\n"
    yield f"The bare `nlp.pipe` in one process: {alone:,.0f} words/s.\n"
    yield "| workers | articles/s | words/s | % of as many times the bare `nlp.pipe` |"
    yield "|---|---|---|---|"
    words = sample.n_words / len(sample.articles)
    for n in range(1, len(os.sched_getaffinity(0)) + 1):
        rate = max(_rate(sample, n) for _ in range(rounds))
        yield f"| {n} | {rate:.1f} | {rate * words:,.0f} | {100 * rate * words / (n * alone):.1f} |"


def _bare(sample: Sample) -> float:
    """Words a second of the model without anything of ours."""
    with bare() as nlp:
        list(annotate(nlp, sample.articles[:1]))
        began = time.perf_counter()
        for _ in annotate(nlp, sample.articles):
            pass
    return sample.n_words / (time.perf_counter() - began)


def _rate(sample: Sample, workers: int) -> float:
    """Articles a second of a whole run, from the first unit that is done to the last: loading models is left out."""
    times = _Times()
    with TemporaryDirectory() as folder:
        given = Path(folder) / "articles.jsonl"
        given.write_text("".join(_lines(sample.articles, _REPEATED * workers)), encoding="utf8")
        run([str(given)], Path(folder) / "out", Settings(workers=workers), reporter=times)
    (first, _), *others = times.done
    return sum(n for _, n in others) / (others[-1][0] - first)


def _lines(articles: Sequence[Article], times: int) -> Iterator[str]:
    for i in range(times):
        for article in articles:
            yield json.dumps({"id": f"{i}-{article.doc_id}", "text": article.text}) + "\n"


@dataclass
class _Times(Silent):
    """Notes when how many articles were done."""

    done: list[tuple[float, int]] = field(default_factory=list)

    def advanced(self, articles: int, errors: int) -> None:
        """Note it."""
        self.done.append((time.perf_counter(), articles))
