"""Words a second of our figures and dates on top of the parse, beside quantulum3 and dateparser in the same run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pipeline.annotate import load
from pipeline.article import Article
from pipeline.bench.sample import Sample, parsed
from pipeline.bench.timing import in_turns

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    Piece = tuple[Article, Doc]

_WORDS = 3000  # dateparser takes its time
_WARM_UP = "On 3 May it paid $5."
Work = Callable[[Any], Sequence[object]]


def measure(samples: Sequence[Sample], rounds: int) -> Iterator[str]:
    """Lines of the tables, sample by sample."""
    nlp = load(components=("onrecord_dates", "onrecord_figures"))
    others = _others()
    for sample in samples:
        articles = list(_first(sample))
        n_words = sum(len(article.text.split()) for article in articles)
        yield f"### Figures and dates beside other libraries: {sample.name}, {n_words:,} words\n"
        pieces = [(article, parsed(nlp, article)) for article in articles]
        yield from _lines(_works(nlp, others), pieces, n_words, rounds)
        yield ""


def _first(sample: Sample) -> Iterator[Article]:
    words = 0
    for article in sample.articles:
        if words >= _WORDS:
            return
        yield article
        words += len(article.text.split())


def _works(nlp: Language, others: dict[str, Work | None]) -> dict[str, Work | None]:
    dates, figures = nlp.get_pipe("onrecord_dates"), nlp.get_pipe("onrecord_figures")
    return {
        "onrecord figures": lambda piece: figures(piece[1])._.figures,
        "onrecord dates": lambda piece: dates(piece[1])._.dates,
        **others,
    }


def _others() -> dict[str, Work | None]:
    """The other libraries by name; None where one is not installed."""
    works: dict[str, Work | None] = {}
    for name, make in (("quantulum3", _quantulum3), ("dateparser", _dateparser)):
        try:
            works[f"{name} {version(name)}"] = make()
        except ImportError:
            works[name] = None
    return works


def _quantulum3() -> Work:
    """Without its classifier, which was saved by a version of scikit-learn that few have, and is not what it costs."""
    classifier: Any = import_module("quantulum3.classifier")
    classifier.USE_CLF = False
    parse = import_module("quantulum3.parser").parse
    parse(_WARM_UP)
    return lambda piece: parse(piece[0].text)


def _dateparser() -> Work:
    """`search_dates` told what we are told: the language and the day of publication."""
    search = import_module("dateparser.search").search_dates

    def work(piece: Piece) -> Sequence[object]:
        published = piece[0].published
        settings = {"RELATIVE_BASE": _midnight(published)} if published else {}
        return search(piece[0].text, languages=["en"], settings=settings) or ()

    search(_WARM_UP, languages=["en"])
    return work


def _midnight(day: Any) -> object:
    from datetime import datetime

    return datetime(day.year, day.month, day.day)


def _lines(works: dict[str, Work | None], pieces: Sequence[Piece], n_words: int, rounds: int) -> Iterator[str]:
    seconds = in_turns(pieces, rounds, *(work for work in works.values() if work is not None))
    yield "| | words/s | found |"
    yield "|---|---|---|"
    for name, work in works.items():
        if work is None:
            yield f"| {name} | not installed | |"
        else:
            yield f"| {name} | {n_words / seconds.pop(0):,.0f} | {sum(len(work(piece)) for piece in pieces):,} |"
