"""`python -m pipeline.evaluate.corrections GOLD`: what each correction of quotes is worth, by leaving it out.

GOLD is a file like PolNeAR's `dev.jsonl.gz`. Its articles are parsed and read by the rules and the networks once; only
the corrections are applied anew, all of them first, then all but one. The scorer does not come with the project;
`--shared` says where it lies.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.annotate import load
from pipeline.quotes.network.attribution import AttributionModel, NetworkReading
from pipeline.quotes.quote import Quote
from pipeline.quotes.rules.find import find_quotes
from pipeline.quotes.settle.order import CORRECTIONS, Corrections, settled
from pipeline.text.tokens import make_doc
from pipeline.training.polnear import read_articles

MEASURES = {
    "a_exact_that": "exact content",
    "b_token": "content words",
    "c_quoted": "quoted passages",
    "c_e2e": "passage + speaker",
    "d_cue_overlap": "cue",
    "e_ar_pair": "attribution + speaker",
}
Scores = dict[str, float]
QuotesFound = dict[str, tuple[Quote, ...]]
_COMPONENT = "onrecord_quotes"


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article before the corrections: its parse, and what the rules and the networks found."""

    name: str
    doc: Doc
    rules: tuple[Quote, ...]
    reading: NetworkReading | None


def read(articles: Sequence[dict[str, Any]]) -> list[ReadArticle]:
    """Parse the articles with the pipeline that ships, and let rules and networks read them."""
    nlp = load(components=(_COMPONENT,))
    networks: AttributionModel = nlp.get_pipe(_COMPONENT).networks  # type: ignore[attr-defined]
    with nlp.select_pipes(disable=_COMPONENT):
        docs = list(nlp.pipe([make_doc(nlp, article["text"]) for article in articles], batch_size=8))
    ruled = [find_quotes(doc) for doc in docs]
    readings = networks.read(docs, ruled)
    names = [str(article["id"]) for article in articles]
    return [ReadArticle(*parts) for parts in zip(names, docs, ruled, readings, strict=True)]


def found(articles: Sequence[ReadArticle], corrections: Corrections) -> QuotesFound:
    """The quotes of each article with these corrections."""
    return {one.name: settled(one.doc, one.rules, one.reading, corrections) for one in articles}


def _spans(quote: Quote) -> dict[str, list[list[int]]]:
    """A quote as the scorer reads it."""
    parts = {"content": quote.content, "cue": (quote.cue,), "source": (quote.source,)}
    return {name: [list(span) for span in spans if span is not None] for name, spans in parts.items()}


@dataclass(frozen=True, slots=True)
class Worth:
    """By how much a correction lifts each score, negative where it lowers it, and how many articles it touches."""

    name: str
    mends: str
    touches: int
    lifts: Scores


def worths(articles: Sequence[ReadArticle], score: Callable[[QuotesFound], Scores]) -> Iterator[Worth]:
    """What each correction in turn is worth while all the others stay."""
    with_all = found(articles, CORRECTIONS)
    best = score(with_all)
    for correction in CORRECTIONS:
        without = found(articles, CORRECTIONS.without(correction.name))
        touches = sum(without[name] != with_all[name] for name in with_all)
        rest = score(without) if touches else best
        yield Worth(correction.name, correction.mends, touches, {name: best[name] - rest[name] for name in best})


def scorer(shared: Path, articles: Sequence[dict[str, Any]]) -> Callable[[QuotesFound], Scores]:
    """F1 in percent by the scorer in `shared`."""
    sys.path.insert(0, str(shared / "bench"))
    score = import_module("quotes_scorer").score
    gold = [(article["id"], article["text"], article["attributions"]) for article in articles]

    def scores(answers: QuotesFound) -> Scores:
        spans = {name: [_spans(quote) for quote in quotes] for name, quotes in answers.items()}
        measured = score(gold, spans)["scores"]
        return {said: 100 * measured[name]["F1"] for name, said in MEASURES.items()}

    return scores


def main() -> None:
    """Read the command line, measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="articles with their attributions, JSON lines, gzipped")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds bench/, the scorers")
    flags = parser.parse_args()
    if not (flags.shared / "bench" / "quotes_scorer.py").is_file():
        sys.exit(f"no scorer in {flags.shared}: give the folder that holds bench/quotes_scorer.py with --shared")
    gold = list(read_articles(flags.gold))
    score, articles = scorer(flags.shared, gold), read(gold)
    print(f"| correction | what it mends | articles | {' | '.join(MEASURES.values())} |")
    print("|---|---|---|" + "---|" * len(MEASURES))
    _row("", "without any of them", len(articles), "{:.1f}", score(found(articles, Corrections((), (), ()))))
    for worth in worths(articles, score):
        _row(worth.name, worth.mends, worth.touches, "{:+.2f}", worth.lifts)
    _row("", "with all of them", len(articles), "{:.1f}", score(found(articles, CORRECTIONS)))


def _row(name: str, mends: str, articles: int, form: str, scores: Scores) -> None:
    cells = [name, mends, str(articles), *(form.format(value) for value in scores.values())]
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
