"""What each of our components costs on top of the bare parse, and what throughput is left of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from pipeline.annotate import annotate
from pipeline.bench.sample import Sample, bare
from pipeline.bench.stages import PARSE, Clock, send_through
from pipeline.bench.timing import in_turns
from pipeline.extraction.extractor import Extractor, make_extractor
from pipeline.run.workers.worker_process import calm_collector
from pipeline.settings import Settings


def measure(samples: Sequence[Sample], rounds: int) -> Iterator[str]:
    """Lines of the tables, sample by sample."""
    extractor = make_extractor(Settings())
    calm_collector()  # as a worker does, once all is loaded
    for sample in samples:
        for batch in sample.batches():
            send_through(extractor, batch)  # imports, vocabulary and caches
        yield f"### Parts: {sample.name}, {sample.n_words:,} words\n"
        yield from _stage_lines([_clocks(extractor, sample) for _ in range(rounds)])
        yield ""
        yield from _whole_lines(extractor, sample, rounds)
        yield ""


def _clocks(extractor: Extractor, sample: Sample) -> list[Clock]:
    return [send_through(extractor, batch) for batch in sample.batches()]


def _stage_lines(turns: Sequence[Sequence[Clock]]) -> Iterator[str]:
    """One line per stage: for each batch the median over the rounds, summed."""
    tokens = sum(clock.tokens for clock in turns[0])
    seconds = {
        stage: sum(median(clock.seconds[stage] for clock in batch) for batch in zip(*turns, strict=True))
        for stage in turns[0][0].seconds
    }
    parse, every = seconds[PARSE], sum(seconds.values())
    components = sum(own for stage, own in seconds.items() if stage.startswith("onrecord_"))
    seconds |= {"**components**": components, "**all of ours**": every - parse}
    yield "| stage | µs per token | % of the bare parse |"
    yield "|---|---|---|"
    for stage, own in seconds.items():
        yield f"| {stage} | {1e6 * own / tokens:.1f} | {100 * own / parse:.1f} |"
    yield f"\nThroughput left by the components: {100 * parse / (parse + components):.1f} % of the bare parse."


def _whole_lines(extractor: Extractor, sample: Sample, rounds: int) -> Iterator[str]:
    """Articles to tables against `nlp.pipe` of the same model without anything of ours."""
    with bare() as nlp:
        parse, ours = in_turns(
            sample.batches(),
            rounds,
            lambda batch: sum(1 for _ in annotate(nlp, batch)),
            extractor,
        )
    yield f"Throughput left, articles to tables: {100 * parse / ours:.1f} % of the bare `nlp.pipe`"
    yield f"({sample.n_words / ours:,.0f} of {sample.n_words / parse:,.0f} words/s)."
