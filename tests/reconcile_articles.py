"""Rows of extract as reconcile reads them, written down in a few words each."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from pipeline.reconcile.entities import Entities, find_entities
from pipeline.reconcile.overrides import Override
from pipeline.reconcile.statements import find_statements
from pipeline.reconcile.table_rows import DocumentRow, FigureRow, MentionRow, QuoteRow, SpeakerRow

FIRST = datetime.date(2021, 3, 1)
_NUMBER = re.compile(r"<([^|>]+)\|([^|>]*)\|([^>]*)>")


class Corpus:
    """Articles to which speakers, quotes and figures are added one by one."""

    def __init__(self) -> None:
        self.documents: dict[str, DocumentRow] = {}
        self.speakers: list[SpeakerRow] = []
        self.mentions: list[MentionRow] = []
        self.quotes: list[QuoteRow] = []
        self.figures: list[FigureRow] = []

    def article(self, doc_id: str, *terms: str, day: int | None = 0, outlet: str | None = None) -> Corpus:
        """An article of a day counted from the first; `terms` say what it is about."""
        published = None if day is None else FIRST + datetime.timedelta(days=day)
        self.documents[doc_id] = DocumentRow(doc_id, outlet or f"Paper {doc_id}", published, terms)
        return self

    def speaker(self, doc_id: str, name: str, kind: str = "person", *mentions: str, role=None, affiliation=None) -> str:
        """A speaker; mentions are names, pronouns (lower case) or acronyms (upper case)."""
        if doc_id not in self.documents:
            self.article(doc_id)
        speaker_id = f"s{len(self.speakers):03d}"
        self.speakers.append(SpeakerRow(speaker_id, doc_id, name, kind, role, affiliation, 1))
        for text in (name, *mentions):
            form = "pronoun" if text.islower() else "acronym" if text.isupper() and text != name else "name"
            form = "nominal" if text is name and text.islower() else form
            self.mentions.append(MentionRow(speaker_id, text, form))
        return speaker_id

    def quote(self, doc_id: str, text: str, speaker_id: str | None, kind: str = "direct") -> str:
        """A quote."""
        quote_id = f"q{len(self.quotes):03d}"
        self.quotes.append(QuoteRow(quote_id, doc_id, kind, text, speaker_id, len(self.quotes)))
        return quote_id

    def figure(self, doc_id: str, sentence: str, **more: object) -> str:
        """A figure, marked in its sentence: <number as written|lowest value|highest value>."""
        if doc_id not in self.documents:
            self.article(doc_id)
        found = _NUMBER.search(sentence)
        assert found is not None
        text, low, high = found.groups()
        figure_id = f"f{len(self.figures):03d}"
        around = {"before": sentence[: found.start()], "after": sentence[found.end() :]}
        known = {"kind": "count", "start": len(self.figures)} | around | more
        bounds = (float(low) if low else None, float(high) if high else None)
        self.figures.append(FigureRow(figure_id, doc_id, text, low=bounds[0], high=bounds[1], **known))
        return figure_id

    def entities(self, *overrides: Override) -> Entities:
        """What reconcile makes of the speakers."""
        return find_entities(self.documents, self.speakers, self.mentions, overrides)

    def together(self, *overrides: Override) -> set[frozenset[str]]:
        """Names of speakers that are one entity, with their articles."""
        by_speaker = self.entities(*overrides).by_speaker
        return _groups({f"{s.name}/{s.doc_id}": by_speaker[s.speaker_id] for s in self.speakers})

    def statements(self) -> tuple[list[dict], dict[str, dict]]:
        """Rows of statements, and of statement_quotes by quote."""
        statements, reports = find_statements(self.quotes, self.documents, self.entities())
        return statements, {row["quote_id"]: row for row in reports}

    def one_statement(self, *quote_ids: str) -> bool:
        """Whether all these quotes are one statement."""
        _, reports = self.statements()
        return len({reports[quote_id]["statement_id"] for quote_id in quote_ids}) == 1


def _groups(labels: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(n for n, label in labels.items() if label == one) for one in labels.values()}


def two_articles(*terms: str, speaker: str = "Marta Quell", days: Sequence[int] = (0, 0)) -> tuple[Corpus, str, str]:
    """Two articles of one story, and the speaker they share, once for each."""
    corpus = Corpus()
    corpus.article("a", *terms, day=days[0]).article("b", *terms, day=days[1])
    return corpus, corpus.speaker("a", speaker), corpus.speaker("b", speaker)
