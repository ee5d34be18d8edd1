"""Passages of articles, mutated, through the whole pipeline: nothing raises, all rows hold.

`python -m tests.torture.fuzz_passages N [PATH ...]` runs so many, of articles at PATH (else of data/raw).
Passages are read when it runs; nothing of them is kept.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from pipeline.annotate import annotate
from pipeline.article import Article
from pipeline.extraction.doc_findings import findings, merge
from pipeline.extraction.extractor import make_extractor
from pipeline.extraction.keyterms import keyterms
from pipeline.extraction.rows import rows
from pipeline.ingest import read
from pipeline.settings import Settings
from tests.torture.fuzz import ROOT, Case, Fuzzed, fuzz_batch
from tests.torture.holding import assert_rows_hold
from tests.torture.mutations import mutated
from tests.torture.strings import published

_BATCH = 24
_LENGTHS = (80, 200, 400, 800)
_WINDOWS = (50_000, 50_000, 150)
READING = ROOT.parent / "shared" / "reading"


class Whole:
    """The whole pipeline on one text or on many at once."""

    def __init__(self) -> None:
        self.nlp = make_extractor(Settings()).nlp

    def check(self, text: str, day: date | None) -> None:
        """Read one text and look at its rows."""
        self.check_all([(text, day)])

    def check_all(self, cases: Sequence[Case]) -> None:
        """Read several in one batch."""
        size = _WINDOWS[len(cases[0][0]) % len(_WINDOWS)]
        articles = [Article(f"a{i}", "a.txt", text, published=day) for i, (text, day) in enumerate(cases)]
        found: dict[str, list[object]] = {article.doc_id: [] for article in articles}
        for article, offset, doc in annotate(self.nlp, articles, size):
            found[article.doc_id].append(findings(doc, offset, lambda doc: keyterms(doc, 10)))
        for article in articles:
            assert_rows_hold(article, rows(article, merge(found[article.doc_id])))  # type: ignore[arg-type]


def fuzz_passages(whole: Whole, paths: Iterable[Path], n: int, seed: int = 0) -> Fuzzed:
    """Run so many mutated passages, some at a time."""
    done = Fuzzed()
    cases = mutated_passages(passages(paths), n, seed)
    while batch := list(islice(cases, _BATCH)):
        done.add(fuzz_batch(batch, whole.check_all, whole.check))
        if done.cases % 1000 < _BATCH:
            print(done.told(), file=sys.stderr, flush=True)
    return done


def passages(paths: Iterable[Path]) -> list[str]:
    """The texts of articles, cut into passages."""
    articles = [item for item in read([str(path) for path in paths]) if isinstance(item, Article)]
    found = []
    for i, article in enumerate(articles):
        at = 0
        while at < len(article.text):
            size = _LENGTHS[(i + len(found)) % len(_LENGTHS)]
            found.append(article.text[at : at + size])
            at += size
    return found


def mutated_passages(found: Sequence[str], n: int, seed: int) -> Iterator[Case]:
    """So many of them, each mutated and published on some day."""
    for number in range(n):
        chance = random.Random(f"{seed}-{number}")
        yield mutated(chance, chance.choice(found)), published(chance)


def torture(folder: Path) -> str:
    """Twenty thousand passages of the sample articles, and of those to read, where they are there."""
    paths = [ROOT / "data" / "raw", *([READING] if READING.is_dir() else [])]
    found = fuzz_passages(Whole(), paths, 20_000)
    found.assert_none_failed()
    return found.told()


if __name__ == "__main__":
    done = fuzz_passages(Whole(), list(map(Path, sys.argv[2:])) or [ROOT / "data" / "raw"], int(sys.argv[1]))
    print(done.told(), flush=True)
    done.assert_none_failed()
