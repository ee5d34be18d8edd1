"""`python -m pipeline.evaluate.reconciliation.scaling 10000 100000`: CPU time and memory for so many made-up quotes.

A quote is told by one to four papers, some of which cut it; a speaker in a hundred has most of the quotes, as in news.
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from pipeline.evaluate.reconciliation.extracted_rows import ExtractedRows
from pipeline.reconcile.claims import find_claims
from pipeline.reconcile.entities import find_entities
from pipeline.reconcile.statements import find_statements
from pipeline.reconcile.table_rows import DocumentRow, FigureRow, MentionRow, QuoteRow, SpeakerRow

_SYLLABLES = ("ba", "do", "ge", "hi", "ku", "la", "mer", "no", "pra", "quo", "ris", "sto", "tal", "und", "ver", "wim")
_PER_DOCUMENT = 8
_WORDS = 6000
_DAY = date(2020, 1, 1)


def _word(number: int) -> str:
    found = ""
    while True:
        number, rest = divmod(number, len(_SYLLABLES))
        found += _SYLLABLES[rest]
        if not number:
            return found


def _sentence(random: Random) -> str:
    return " ".join(_word(int(_WORDS * random.random() ** 2)) for _ in range(random.randint(8, 45)))


@dataclass
class MadeUp(ExtractedRows):
    """Rows of made-up events."""

    def add_event(self, people: list[str], random: Random) -> None:
        """One to four articles that report the same four people and what they said."""
        event = len(self.documents)
        terms = tuple(_word(random.randrange(_WORDS)) for _ in range(8))
        cast = [people[int(len(people) * random.random() ** 3)] for _ in range(4)]
        said = [_sentence(random) for _ in range(_PER_DOCUMENT)]
        for copy in range(random.randint(1, 4)):
            doc_id = f"d{event}-{copy}"
            self.documents[doc_id] = DocumentRow(doc_id, f"Paper {copy}", _DAY + timedelta(days=event // 50), terms)
            self._add_speakers(doc_id, cast, random)
            self._add_quotes(doc_id, said, random)
            self._add_figures(doc_id, event, said, random)

    def _add_speakers(self, doc_id: str, cast: list[str], random: Random) -> None:
        for i, name in enumerate(cast):
            speaker_id = f"{doc_id}-{i}"
            form = name if random.random() < 0.8 else name.split()[-1]
            self.speakers.append(SpeakerRow(speaker_id, doc_id, form, "person", None, None, 2))
            self.mentions.append(MentionRow(speaker_id, form, "name"))

    def _add_quotes(self, doc_id: str, said: list[str], random: Random) -> None:
        for k, sentence in enumerate(said):
            words = sentence.split()
            text = " ".join(words[: random.randint(6, len(words))]) if random.random() < 0.3 else sentence
            self.quotes.append(QuoteRow(f"q{doc_id}-{k}", doc_id, "direct", text, f"{doc_id}-{k % 4}", k))

    def _add_figures(self, doc_id: str, event: int, said: list[str], random: Random) -> None:
        for k in range(3):
            noun = _word((event * 7 + k) % 3000)
            value = float(random.randrange(10, 5000))
            bare = FigureRow(f"f{doc_id}-{k}", doc_id, str(value), "count", value, value)
            self.figures.append(bare._replace(before=said[k][:80], counted=noun, counted_head=noun))


def make(n: int) -> MadeUp:
    """Made-up tables with about `n` quotes."""
    random, made = Random(1), MadeUp()
    people = [
        f"{_word(random.randrange(900)).title()} {_word(random.randrange(20000)).title()}" for _ in range(n // 20)
    ]
    while len(made.quotes) < n:
        made.add_event(people, random)
    return made


def main() -> None:
    """Print a row of a table for each size given."""
    print("| quotes | speakers | entities, s | statements, s | claims, s | together, s | memory, GB |")
    print("|---|---|---|---|---|---|---|")
    for size in map(int, sys.argv[1:] or ["10000", "100000"]):
        made = make(size)
        times = [time.process_time()]
        entities = find_entities(made.documents, made.speakers, made.mentions, (), made.quotes)
        times.append(time.process_time())
        find_statements(made.quotes, made.documents, entities)
        times.append(time.process_time())
        find_claims(made.figures, made.documents, entities)
        times.append(time.process_time())
        steps = [after - before for before, after in pairwise(times)]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        cells = [
            f"{len(made.quotes):,}",
            f"{len(made.speakers):,}",
            *(f"{s:.1f}" for s in (*steps, sum(steps))),
            f"{memory:.1f}",
        ]
        print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
