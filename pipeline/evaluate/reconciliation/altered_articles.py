"""Real articles, each with copies as other papers would have it, and near-twins between them. Who is who is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from pipeline.evaluate.reconciliation.alterations import altered_number, altered_person, altered_quote, twin_quote
from pipeline.evaluate.reconciliation.extracted_rows import ExtractedRows
from pipeline.reconcile.read_tables import read_documents, read_figures, read_mentions, read_quotes, read_speakers
from pipeline.reconcile.table_rows import DocumentRow, FigureRow, MentionRow, QuoteRow, SpeakerRow
from pipeline.speakers.lexicon import lexicon
from pipeline.text.names import fold, is_acronym, name_key

_COPIES = 2
_BASES = 2  # articles of one name that are measured, so that the most frequent does not decide
_LEAST_WORDS = 6
_LEAST_COUNT = 10
_SAME_WORDS = 0.6  # of a quote's words in another of its speaker: perhaps one statement already, so left out
_OUTLETS = ("Morning Herald", "Evening Ledger")


@dataclass
class LabelledTables(ExtractedRows):
    """Records to reconcile, and the label of each that is measured: equal labels are one thing."""

    entity_labels: dict[str, str] = field(default_factory=dict)
    statement_labels: dict[str, str] = field(default_factory=dict)
    claim_labels: dict[str, str] = field(default_factory=dict)
    done: dict[str, str] = field(default_factory=dict)
    crowded: set[str] = field(default_factory=set)
    """Names of which the same event has a twin, so that papers give them in full."""


def labelled_tables(out: Path, seed: int) -> LabelledTables:
    """Read the tables that extract made of real articles and add copies and twins."""
    random, gold = Random(seed), LabelledTables()
    gold.documents = read_documents(out)
    names = _clean_names(read_speakers(out))
    gold.speakers = list(names.values())
    others = [s for s in read_speakers(out) if s.speaker_id not in names]
    all_mentions = list(read_mentions(out))
    gold.mentions = [m for m in all_mentions if m.speaker_id in names]
    gold.quotes = _clean_quotes([q for q in read_quotes(out) if q.speaker_id in names])
    gold.figures = _clean_figures(read_figures(out))
    _label_bases(gold)
    gold.crowded = {name for i, name in enumerate(sorted(set(gold.entity_labels.values()))) if i % 2}
    base = LabelledTables(
        dict(gold.documents), list(gold.speakers), list(gold.mentions), list(gold.quotes), list(gold.figures)
    )
    for n in range(_COPIES):
        _copy_all(base, gold, n, random)
    _twins(base, gold, random)
    _company(others, all_mentions, gold)
    return gold


def _company(others: Sequence[SpeakerRow], mentions: Sequence[MentionRow], gold: LabelledTables) -> None:
    """The speakers that are not measured stand in every copy, as company."""
    known = {speaker.speaker_id for speaker in others}
    for copy in ("", *(f"~{n}" for n in range(_COPIES))):
        gold.speakers += [s._replace(speaker_id=s.speaker_id + copy, doc_id=s.doc_id + copy) for s in others]
        gold.mentions += [m._replace(speaker_id=m.speaker_id + copy) for m in mentions if m.speaker_id in known]


def _clean_names(speakers: Sequence[SpeakerRow]) -> dict[str, SpeakerRow]:
    """People with a full name that is surely theirs: one form of each, nothing that is nearly the same."""
    kept: dict[tuple[str, str], str] = {}
    found = {}
    of_two = {speaker.name for speaker in speakers if len(speaker.name.split()) == 2}
    for speaker in sorted(speakers, key=lambda s: (s.doc_id, s.speaker_id)):
        parts = speaker.name.split()
        if speaker.type == "person" and len(parts) in (2, 3) and fold(parts[0]) in lexicon().given:
            if not all(part.replace(".", "").replace("-", "").isalpha() and part[0].isupper() for part in parts):
                continue
            if len(parts) == 3 and " ".join(parts[:2]) in of_two:
                continue  # a verb of a headline was taken into the name
            form = kept.setdefault((fold(parts[-1]), fold(parts[0])[:1]), speaker.name)
            if form == speaker.name:
                found[speaker.speaker_id] = speaker
    return found


def _clean_quotes(quotes: Sequence[QuoteRow]) -> list[QuoteRow]:
    """Quotes long enough, of which no other of the same article or speaker has most words already."""
    found: list[QuoteRow] = []
    words: list[frozenset[str]] = []
    for quote in sorted(quotes, key=lambda q: (-len(q.text), q.quote_id)):
        own = frozenset(name_key(quote.text))
        if len(quote.text.split()) < _LEAST_WORDS or len(own) < _LEAST_WORDS:
            continue
        if all(len(own & other) < _SAME_WORDS * len(own) for other in words):
            found.append(quote)
            words.append(own)
    return found


def _clean_figures(figures: Sequence[FigureRow]) -> list[FigureRow]:
    """Counts of something with a value; one of each noun in an article."""
    found: dict[tuple[str, str], FigureRow] = {}
    for figure in figures:
        many = figure.low == figure.high and (figure.low or 0) >= _LEAST_COUNT
        counts = many and figure.kind == "count" and figure.counted_head
        if counts and len((figure.before + figure.after).split()) >= 8:
            found.setdefault((figure.doc_id, figure.counted_head or ""), figure)
    return list(found.values())


def _label_bases(gold: LabelledTables) -> None:
    bases: defaultdict[str, set[str]] = defaultdict(set)
    for speaker in gold.speakers:
        if len(bases[speaker.name]) < _BASES or speaker.doc_id in bases[speaker.name]:
            bases[speaker.name].add(speaker.doc_id)
            gold.entity_labels[speaker.speaker_id] = speaker.name
    gold.statement_labels = {quote.quote_id: quote.quote_id for quote in gold.quotes}
    gold.claim_labels = {figure.figure_id: figure.figure_id for figure in gold.figures}


def _copy_all(base: LabelledTables, gold: LabelledTables, n: int, random: Random) -> None:
    mentions: defaultdict[str, list[MentionRow]] = defaultdict(list)
    for mention in base.mentions:
        mentions[mention.speaker_id].append(mention)
    for document in base.documents.values():
        terms = tuple(term for term in document.keyterms if random.random() < 0.7)
        day = document.published or date(2016, 1, 1)
        doc_id = f"{document.doc_id}~{n}"
        gold.documents[doc_id] = DocumentRow(doc_id, _OUTLETS[n], day + timedelta(days=random.randrange(2)), terms)
    for speaker in base.speakers:
        _copy_speaker(speaker, mentions[speaker.speaker_id], gold, n, random)
    for quote in base.quotes:
        text, done = altered_quote(quote.text, random)
        if len(text.split()) < _LEAST_WORDS:
            continue
        kind = "indirect" if "report" in done else quote.kind
        copy = quote._replace(
            quote_id=f"{quote.quote_id}~{n}",
            doc_id=f"{quote.doc_id}~{n}",
            text=text,
            kind=kind,
            speaker_id=f"{quote.speaker_id}~{n}",
        )
        gold.quotes.append(copy)
        gold.statement_labels[copy.quote_id] = quote.quote_id
        gold.done[copy.quote_id] = done
    for figure in base.figures:
        _copy_figure(figure, gold, n, random)


def _copy_speaker(
    speaker: SpeakerRow, mentions: Sequence[MentionRow], gold: LabelledTables, n: int, random: Random
) -> None:
    gender = lexicon().given.get(fold(speaker.name.split()[0]), "")
    title = {"m": "Mr.", "f": "Ms."}.get(gender, "Sen.")
    name, done = altered_person(speaker.name, title, random, bare=speaker.name not in gold.crowded)
    copy_id = f"{speaker.speaker_id}~{n}"
    role = speaker.role if random.random() < 0.7 else None
    bare = name.removeprefix(title).strip() if done == "title and surname" else name
    gold.speakers.append(speaker._replace(speaker_id=copy_id, doc_id=f"{speaker.doc_id}~{n}", name=bare, role=role))
    gold.mentions.append(MentionRow(copy_id, name, "name"))
    for mention in mentions:
        if mention.kind == "pronoun" or is_acronym(mention.text):
            gold.mentions.append(mention._replace(speaker_id=copy_id))
    gold.done[copy_id] = done
    if speaker.speaker_id in gold.entity_labels:
        gold.entity_labels[copy_id] = gold.entity_labels[speaker.speaker_id]


def _copy_figure(figure: FigureRow, gold: LabelledTables, n: int, random: Random) -> None:
    assert figure.low is not None
    text, low, high, bound = altered_number(figure.low, random)
    before, after = (
        altered_quote(side, random)[0] if len(side.split()) > 8 else side for side in (figure.before, figure.after)
    )
    copy = figure._replace(
        figure_id=f"{figure.figure_id}~{n}", doc_id=f"{figure.doc_id}~{n}", text=text, low=low, high=high, bound=bound,
        before=before, after=after, speaker_id=None,
    )  # fmt: skip
    gold.figures.append(copy)
    gold.claim_labels[copy.figure_id] = figure.figure_id
    gold.done[copy.figure_id] = text


def _twins(base: LabelledTables, gold: LabelledTables, random: Random) -> None:
    """What is nearly the same and something else."""
    _twin_people(base, gold, random)
    _twin_quotes(base, gold)
    for figure in base.figures[::2]:
        twin = _twin_figure(figure, random.choice(base.figures), random)
        gold.figures.append(twin)
        gold.claim_labels[twin.figure_id] = twin.figure_id


def _twin_people(base: LabelledTables, gold: LabelledTables, random: Random) -> None:
    """The same surname, another person."""
    given = sorted({speaker.name.split()[0] for speaker in base.speakers})
    measured = [speaker for speaker in base.speakers if speaker.speaker_id in gold.entity_labels]
    for i, speaker in enumerate(measured):
        parts = speaker.name.split()
        other = random.choice([name for name in given if name[0] != parts[0][0]])
        name = f"{speaker.name} Jr." if i % 5 == 0 else f"{other} {parts[-1]}"
        same_event = speaker.name in gold.crowded
        doc_id = f"{speaker.doc_id if same_event else random.choice(measured).doc_id}~{random.randrange(_COPIES)}"
        twin_id = f"{speaker.speaker_id}~twin"
        gold.speakers.append(SpeakerRow(twin_id, doc_id, name, "person"))
        gold.mentions.append(MentionRow(twin_id, name, "name"))
        gold.entity_labels[twin_id] = f"{name} (twin)"


def _twin_quotes(base: LabelledTables, gold: LabelledTables) -> None:
    """Two quotes of one speaker in one."""
    by_speaker: defaultdict[str, list[QuoteRow]] = defaultdict(list)
    names = {speaker.speaker_id: speaker.name for speaker in base.speakers}
    for quote in base.quotes:
        by_speaker[names[quote.speaker_id or ""]].append(quote)
    for quotes in by_speaker.values():
        for one, second in zip(quotes[::2], quotes[1::2], strict=False):
            twin = one._replace(
                quote_id=f"{one.quote_id}~twin",
                doc_id=f"{second.doc_id}~0",
                text=twin_quote(one.text, second.text),
                speaker_id=f"{second.speaker_id}~0",
            )
            gold.quotes.append(twin)
            gold.statement_labels[twin.quote_id] = twin.quote_id


def _twin_figure(figure: FigureRow, other: FigureRow, random: Random) -> FigureRow:
    """Another count of the same noun in one event."""
    value = (figure.low or 0) * random.choice((0.2, 3, 7)) // 1 + 1
    kind = random.randrange(4)
    twin = figure._replace(
        figure_id=f"{figure.figure_id}~twin",
        doc_id=f"{figure.doc_id}~0",
        text=f"{value:,.0f}",
        low=value,
        high=value,
        speaker_id=None,
    )
    if kind == 0:
        return twin._replace(after=" of them on the first day")
    if kind == 1:
        return twin._replace(counted=f"unpaid {figure.counted}")
    if kind == 2:
        return twin._replace(before=other.before, after=f" {figure.counted} {other.after}")
    return twin._replace(before="A separate survey put the number of", after=" in Ruritania")
