"""Time and peak memory of our quotes and speakers beside textacy's quotations, on the same parse."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.annotate import load
from pipeline.bench.sample import Sample, parsed
from pipeline.bench.timing import in_turns

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_OURS = ("onrecord_quotes", "onrecord_speakers")


def measure(samples: Sequence[Sample], rounds: int) -> Iterator[str]:
    """Lines of the tables, sample by sample."""
    nlp = load(components=_OURS)
    works = {"onrecord quotes and speakers": _quotes(nlp), "textacy direct_quotations": _textacy}
    for sample in samples:
        docs = _parsed(nlp, sample)
        kept = [(doc, dict(doc.user_data)) for doc in docs]
        yield f"### Quotes beside textacy: {sample.name}, {sample.n_words:,} words\n"
        yield "| | words/s | peak memory, MB | found | articles refused |"
        yield "|---|---|---|---|---|"
        for work in works.values():
            work(kept[0])  # imports
        seconds = in_turns(kept, rounds, *works.values())
        for (name, work), time in zip(works.items(), seconds, strict=True):
            found = [work(one) for one in kept]
            refused = f"{found.count(None)} of {len(kept)}"
            n_found = sum(len(one or ()) for one in found)
            yield f"| {name} | {sample.n_words / time:,.0f} | {_peak(work, kept):.2f} | {n_found:,} | {refused} |"
        yield ""


def _parsed(nlp: Language, sample: Sample) -> list[Doc]:
    with nlp.select_pipes(disable=list(_OURS)):
        return [parsed(nlp, article) for article in sample.articles]


def _quotes(nlp: Language) -> Callable[[Any], Sequence[object] | None]:
    pipes = [nlp.get_pipe(name) for name in _OURS]

    def work(piece: tuple[Doc, dict[Any, Any]]) -> Sequence[object] | None:
        doc, before = piece
        doc.user_data.clear()
        doc.user_data.update(before)  # with the vectors, which the quotes component takes out
        for pipe in pipes:
            pipe(doc)
        return tuple(doc._.quotes)

    return work


def _textacy(piece: tuple[Doc, dict[Any, Any]]) -> Sequence[object] | None:
    """None where textacy refuses: it raises on an odd number of quotation marks."""
    from textacy.extract.triples import direct_quotations

    try:
        return list(direct_quotations(piece[0]))
    except ValueError:
        return None


def _peak(work: Callable[[Any], Sequence[object] | None], pieces: Sequence[Any]) -> float:
    """The most memory that Python objects and arrays made by the work take at one time, in MB."""
    tracemalloc.start()
    try:
        for piece in pieces:
            work(piece)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()
