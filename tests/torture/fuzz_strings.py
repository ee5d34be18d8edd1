"""Very many short texts through the components, some with tags and trees drawn by lot: nothing raises, all rows hold.

`python -m tests.torture.fuzz_strings N [SEED]` runs so many; a failure is printed with its text.
"""

from __future__ import annotations

import sys
import zlib
from datetime import date
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.article import Article
from pipeline.components import COMPONENTS
from pipeline.dates.component import DateFinder
from pipeline.extraction.doc_findings import findings
from pipeline.extraction.rows import rows
from pipeline.factories import register_attributes
from pipeline.figures.component import FiguresComponent
from pipeline.quotes.component import QuotesComponent
from pipeline.speakers.component import SpeakersComponent
from pipeline.text.tokens import make_doc
from tests.torture.annotated import annotated
from tests.torture.fuzz import Fuzzed, fuzz
from tests.torture.holding import assert_rows_hold
from tests.torture.strings import case

_ZONE = 4_000  # texts between two sweepings of spaCy's strings


class Components:
    """The components by rules, on a tokenized document or on one annotated by lot."""

    def __init__(self) -> None:
        register_attributes("published", *(component.attribute for component in COMPONENTS))
        self.nlp: Language = spacy.blank("en")
        self.readers = (DateFinder(), FiguresComponent())
        self.talkers = (QuotesComponent(), SpeakersComponent())

    def check(self, text: str, published: date | None) -> None:
        """Read one text and look at its rows; half of the texts are annotated."""
        by_lot = zlib.crc32(text.encode("utf8", "surrogatepass"))
        doc = annotated(self.nlp, text, 0) if by_lot % 2 else make_doc(self.nlp, text)
        doc._.published = published
        for component in (*self.readers, *(self.talkers if by_lot % 4 else ())):
            doc = component(doc)
        self._rows(doc, text, published)

    def _rows(self, doc: Doc, text: str, published: date | None) -> None:
        if doc._.dates or doc._.figures or doc._.quotes or doc._.cast:
            article = Article("a", "a.txt", text, published=published)
            assert_rows_hold(article, rows(article, findings(doc)))


def fuzz_strings(n: int, seed: int = 0) -> Fuzzed:
    """Run the texts of a seed until they hold so many strings."""
    components, whole = Components(), Fuzzed()
    number = strings = 0
    while strings < n:
        batch = [case(seed, number + i) for i in range(min(_ZONE, 1 + (n - strings) // 8))]
        with components.nlp.memory_zone():
            whole.add(fuzz([(text, published) for text, published, _ in batch], components.check))
        number += len(batch)
        strings += sum(size for _, _, size in batch)
        whole.strings = strings
        print(whole.told(), file=sys.stderr, flush=True)
    return whole


def torture(folder: Path) -> str:
    """A million texts."""
    found = fuzz_strings(1_000_000)
    found.assert_none_failed()
    return found.told()


if __name__ == "__main__":
    done = fuzz_strings(int(sys.argv[1]), *map(int, sys.argv[2:]))
    print(done.told(), flush=True)
    done.assert_none_failed()
