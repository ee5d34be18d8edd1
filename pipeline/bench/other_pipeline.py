"""Articles to tables, beside the bare parse of spaCy's small English model in the same run.

The model is no dependency: it is the pipeline that `ONRECORD_BENCH_MODEL` names, or an installed `en_core_web_sm`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

import spacy

from pipeline.annotate import ModelError, annotate, find_model
from pipeline.article import Article
from pipeline.bench.sample import Sample, bare
from pipeline.bench.timing import in_turns
from pipeline.extraction.extractor import make_extractor
from pipeline.run.workers.worker_process import calm_collector
from pipeline.settings import Settings
from pipeline.text.tokens import make_doc

DEFAULT = "en_core_web_sm"

Work = Callable[[Sequence[Article]], object]


def measure(samples: Sequence[Sample], rounds: int) -> Iterator[str]:
    """Lines of the tables, sample by sample; one line that says so where the model is not there."""
    yield "### Beside another pipeline\n"
    try:
        found = find_model(os.environ.get("ONRECORD_BENCH_MODEL") or DEFAULT)
    except ModelError as error:
        yield f"Not measured: {error}\n"
        return
    other, extractor = spacy.load(found.path), make_extractor(Settings())
    calm_collector()

    def parse(batch: Sequence[Article]) -> None:
        with other.memory_zone():
            list(other.pipe([make_doc(other, article.text) for article in batch]))

    yield f"| | {found.name}, bare, words/s | ours, bare | articles to tables | as many times the other |"
    yield "|---|---|---|---|---|"
    for sample in samples:
        yield _line(sample, rounds, parse, extractor)
    yield ""


def _line(sample: Sample, rounds: int, parse: Work, extract: Work) -> str:
    with bare() as nlp:
        theirs, ours, all_of_it = in_turns(
            sample.batches(), rounds, parse, lambda batch: sum(1 for _ in annotate(nlp, batch)), extract
        )
    speeds = " | ".join(f"{sample.n_words / seconds:,.0f}" for seconds in (theirs, ours, all_of_it))
    return f"| {sample.name} | {speeds} | {theirs / all_of_it:.2f} |"
