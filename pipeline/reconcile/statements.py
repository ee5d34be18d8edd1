"""Quotes that report one utterance are one statement, the longest of them its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.reconcile.alignment import Alignment, align
from pipeline.reconcile.candidate_pairs import candidate_pairs
from pipeline.reconcile.differences import describe, material
from pipeline.reconcile.entities import Entities
from pipeline.reconcile.quote_words import QuoteWord, plain_letters, split_words
from pipeline.reconcile.same_utterance import Circumstances, same_utterance
from pipeline.reconcile.table_rows import DocumentRow, QuoteRow
from pipeline.tables.ids import content_id
from pipeline.tables.outlets import outlet_key

if TYPE_CHECKING:
    from pipeline.reconcile.candidate_pairs import Allowed

Row = dict[str, Any]
_WHOLE = 0.8  # of the longest form's words has a variant; a fragment has fewer
_ANYBODY = 10  # words that a quote of nobody named must have to be compared with all others


class Report(NamedTuple):
    """A quote that belongs to a statement: the longest form, and how the two align (None: the quote is that form)."""

    longest: int
    alignment: Alignment | None


@dataclass
class QuoteGroups:
    """Quotes and which of them is the longest form of each one's statement."""

    quotes: Sequence[QuoteRow]
    entities: Entities
    plain: list[str]
    speakers: list[str | None]
    documents: Mapping[str, DocumentRow]
    reports: dict[int, Report] = field(default_factory=dict)
    _words: dict[str, tuple[QuoteWord, ...]] = field(default_factory=dict)

    def words(self, i: int) -> tuple[QuoteWord, ...]:
        """The words of a quote; of copies split once."""
        text = self.quotes[i].text
        if text not in self._words:
            self._words[text] = split_words(text)
        return self._words[text]

    def may_be_one_speaker(self, i: int, k: int) -> bool:
        """Whether one person said both, one speaks for the other, or nobody knows who said one of them."""
        a, b = self.speakers[i], self.speakers[k]
        if a is not None and a == b:
            return True
        if a is None or b is None or a in self.entities.unnamed or b in self.entities.unnamed:
            return True
        voices = self.entities.speaks_for
        return b in voices.get(a, ()) or a in voices.get(b, ())

    def circumstances(self, i: int, k: int) -> Circumstances:
        """What beyond the words says whether two quotes are one."""
        one, other = self.quotes[i], self.quotes[k]
        days = [self.documents[q.doc_id].published if q.doc_id in self.documents else None for q in (one, other)]
        apart = abs((days[0] - days[1]).days) if days[0] and days[1] else None
        a, b = self.speakers[i], self.speakers[k]
        nobody = a is None or b is None or (a != b and bool({a, b} & self.entities.unnamed))
        return Circumstances(one.kind, other.kind, one.doc_id == other.doc_id, apart, nobody)


def find_statements(
    quotes: Sequence[QuoteRow], documents: Mapping[str, DocumentRow], entities: Entities
) -> tuple[list[Row], list[Row]]:
    """Rows of `statements` and `statement_quotes`."""
    ordered = sorted(quotes, key=lambda q: (q.doc_id, q.start, q.quote_id))
    speakers = [entities.by_speaker.get(q.speaker_id) if q.speaker_id else None for q in ordered]
    grouping = QuoteGroups(ordered, entities, [plain_letters(q.text) for q in ordered], speakers, documents)
    _group(grouping)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for i in range(len(ordered)):
        members[grouping.reports[i].longest].append(i)
    statements, reports = [], []
    for longest, whole in members.items():
        row = _statement(grouping, longest, whole)
        statements.append(row)
        reports += [_report(grouping, row["statement_id"], i) for i in whole]
    return statements, reports


def _group(g: QuoteGroups) -> None:
    """Give each quote its longest form. Longer ones come first, and each is held against a longest form only."""
    near: defaultdict[int, list[int]] = defaultdict(list)
    for longer, shorter in _candidates(g):
        near[shorter].append(longer)
    order = sorted(range(len(g.quotes)), key=lambda i: (-len(g.plain[i]), g.quotes[i].kind != "direct", i))
    for i in order:
        longest = {g.reports[k].longest for k in near[i] if k in g.reports}
        fits = []
        for k in sorted(longest):
            alignment = _fit(g, i, k)
            if alignment is not None:
                fits.append((alignment.similarity, alignment.covers, -k, alignment))
        if fits:
            _, _, k, alignment = max(fits, key=lambda fit: fit[:3])
            g.reports[i] = Report(-k, alignment)
        else:
            g.reports[i] = Report(i, None)


def _fit(g: QuoteGroups, i: int, k: int) -> Alignment | None:
    if not g.may_be_one_speaker(i, k):
        return None
    alignment = align(g.words(i), g.words(k))
    return alignment if same_utterance(alignment, g.circumstances(i, k)) else None


def _candidates(g: QuoteGroups) -> Iterable[tuple[int, int]]:
    """Pairs (longer, shorter) worth a look. Equal texts of one speaker go as one, so that copies cost little."""
    numbers: dict[str, int] = {}
    first: dict[tuple[str, str | None], int] = {}
    for i in sorted(range(len(g.quotes)), key=lambda i: (g.quotes[i].kind != "direct", i)):
        key = (g.plain[i], g.speakers[i])
        if key in first:
            yield first[key], i
        else:
            first[key] = i
    unique = sorted(first.values())
    blocks = [_blocks(g, i, numbers) for i in unique]
    for a, b in candidate_pairs([g.plain[i] for i in unique], blocks, _allowed(g, unique)):
        yield _by_length(g, unique[a], unique[b])


def _allowed(g: QuoteGroups, unique: Sequence[int]) -> Allowed:
    """`may_be_one_speaker`, roughly, for many pairs at once."""
    import numpy as np

    names: dict[str, int] = {}
    speakers = [g.speakers[i] for i in unique]
    codes = np.array([names.setdefault(speaker or "", len(names)) for speaker in speakers])
    unsure = [s is None or s in g.entities.unnamed or s in g.entities.speaks_for for s in speakers]
    loose = np.array(unsure)

    def allowed(longer: Any, shorter: Any) -> Any:
        return (codes[longer] == codes[shorter]) | loose[longer] | loose[shorter]

    return allowed


def _by_length(g: QuoteGroups, a: int, b: int) -> tuple[int, int]:
    one, other = ((-len(g.plain[i]), g.quotes[i].kind != "direct", i) for i in (a, b))
    return (a, b) if one < other else (b, a)


def _blocks(g: QuoteGroups, i: int, numbers: dict[str, int]) -> list[int]:
    """With whom a quote is compared: its speaker, those for whom the speaker speaks, and anybody if it is long."""
    speaker = g.speakers[i]
    voices = [] if speaker is None else [speaker, *sorted(g.entities.speaks_for.get(speaker, ()))]
    if g.quotes[i].kind == "direct" and g.plain[i].count(" ") + 1 >= _ANYBODY:
        voices.append("")
    return [numbers.setdefault(voice, len(numbers)) for voice in voices]


def _statement(g: QuoteGroups, longest: int, members: Sequence[int]) -> Row:
    quotes = [g.quotes[i] for i in members]
    docs = {q.doc_id for q in quotes}
    known = [g.documents[doc_id] for doc_id in docs if doc_id in g.documents]
    published = [d.published for d in known if d.published]
    first = min(quotes, key=lambda q: (_day(g, q), q.doc_id, q.start, q.quote_id))
    return {
        "statement_id": content_id("st", first.quote_id),
        "entity_id": _said_by(g, longest, members),
        "text": g.quotes[longest].text,
        "first_published": min(published, default=None),
        "n_quotes": len(quotes),
        "n_documents": len(docs),
        "n_outlets": len({outlet_key(d.outlet) for d in known} - {None}),
    }


def _day(g: QuoteGroups, quote: QuoteRow) -> date:
    document = g.documents.get(quote.doc_id)
    return document.published if document and document.published else date.max


def _said_by(g: QuoteGroups, longest: int, members: Sequence[int]) -> str | None:
    """The speaker of the longest form, or of the next one whose speaker is named."""
    known = [g.speakers[i] for i in (longest, *members)]
    named = [speaker for speaker in known if speaker is not None and speaker not in g.entities.unnamed]
    return named[0] if named else next((speaker for speaker in known if speaker is not None), None)


def _report(g: QuoteGroups, statement_id: str, i: int) -> Row:
    longest, alignment = g.reports[i]
    same = alignment is None or g.plain[i] == g.plain[longest]
    relation = "exact" if same else "variant" if alignment and alignment.covers >= _WHOLE else "fragment"
    return {
        "statement_id": statement_id,
        "quote_id": g.quotes[i].quote_id,
        "doc_id": g.quotes[i].doc_id,
        "relation": relation,
        "similarity": 1.0 if same or alignment is None else round(alignment.similarity, 3),
        "diff": "" if same or alignment is None else describe(alignment),
        "differs_materially": not same and alignment is not None and material(alignment),
    }
