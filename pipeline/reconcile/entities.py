"""One entity for each speaker across all articles, and what links each speaker to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.reconcile.entity_groups import EntityGroup
from pipeline.reconcile.entity_linking import link_entities
from pipeline.reconcile.events import Events
from pipeline.reconcile.organisation_names import org_key
from pipeline.reconcile.overrides import Override, apply
from pipeline.reconcile.person_names import parse_person
from pipeline.reconcile.profiles import Profile, profiles
from pipeline.reconcile.speech_samples import speech_samples
from pipeline.reconcile.table_rows import DocumentRow, MentionRow, QuoteRow, SpeakerRow
from pipeline.tables.ids import content_id
from pipeline.tables.outlets import outlet_key

Row = dict[str, Any]


@dataclass(frozen=True)
class Entities:
    """Rows of the two tables, and what statements and claims ask of them."""

    rows: list[Row]
    links: list[Row]
    events: Events
    unused_overrides: list[str]
    by_speaker: Mapping[str, str] = field(default_factory=dict)
    speaks_for: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    unnamed: frozenset[str] = frozenset()


def find_entities(
    documents: Mapping[str, DocumentRow],
    speakers: Sequence[SpeakerRow],
    mentions: Iterable[MentionRow],
    overrides: Sequence[Override] = (),
    quotes: Iterable[QuoteRow] = (),
) -> Entities:
    """Say which speakers of which articles are one.

    >>> speakers = [SpeakerRow("s1", "a", "Zoë Hart-Lowe", "person"), SpeakerRow("s2", "b", "Zoe Hart Lowe", "person")]
    >>> mentions = [MentionRow(s.speaker_id, s.name, "name") for s in speakers]
    >>> found = find_entities({d: DocumentRow(d) for d in "ab"}, speakers, mentions)
    >>> [row["name"] for row in found.rows], found.by_speaker["s1"] == found.by_speaker["s2"]
    (['Zoë Hart-Lowe'], True)
    """
    all_profiles = profiles(sorted(speakers, key=lambda s: (s.doc_id, s.speaker_id)), mentions, speech_samples(quotes))
    events = Events(documents, _names_by_document(all_profiles))
    groups, names, unused = apply(link_entities(all_profiles, events), overrides)
    ids = _ids(groups)
    rows = [_row(ids[i], found, documents, names.get(i)) for i, found in enumerate(groups)]
    links = [link for i, found in enumerate(groups) for link in _links(ids[i], found)]
    by_speaker = {link["speaker_id"]: link["entity_id"] for link in links}
    return Entities(
        rows,
        links,
        events,
        unused,
        by_speaker,
        _speaks_for(speakers, groups, ids, by_speaker),
        {row["entity_id"]: row["name"] for row in rows},
        frozenset(ids[i] for i, found in enumerate(groups) if found.canonical.sort in ("unnamed", "document")),
    )


def _names_by_document(found: Iterable[Profile]) -> dict[str, frozenset[str]]:
    names: defaultdict[str, set[str]] = defaultdict(set)
    for profile in found:
        if profile.sort in ("person", "org"):
            for doc_id in profile.docs:
                names[doc_id].add(profile.key)
    return {doc_id: frozenset(keys) for doc_id, keys in names.items()}


def _ids(groups: Sequence[EntityGroup]) -> list[str]:
    """Ids from names, so that more articles change no id; of a name that may be anybody's, from its first speaker."""
    found: list[str] = []
    taken: set[str] = set()
    for one in groups:
        profile = one.canonical
        first = min(s.speaker_id for s in profile.speakers)
        full = not profile.bare and profile.sort in ("person", "org")
        entity_id = content_id("e", profile.sort, _core(profile)) if full else content_id("e", profile.sort, first)
        if entity_id in taken:
            entity_id = content_id("e", profile.sort, _core(profile), first)
        taken.add(entity_id)
        found.append(entity_id)
    return found


def _core(profile: Profile) -> str:
    """The letters of a name that stay whichever of its forms is the most frequent."""
    if profile.sort != "person":
        return "".join(org_key(profile.name))
    name = parse_person(profile.name)
    return " ".join((name.parts[0], name.surname, name.generation))


def _row(entity_id: str, found: EntityGroup, documents: Mapping[str, DocumentRow], name: str | None) -> Row:
    speakers = [s for profile, _ in found.members for s in profile.speakers]
    docs = {s.doc_id for s in speakers}
    outlets = {outlet_key(documents[doc_id].outlet) for doc_id in docs if doc_id in documents} - {None}
    return {
        "entity_id": entity_id,
        "name": name or _best_spelling(found),
        "type": _type(speakers),
        "roles": _roles(speakers, documents),
        "n_documents": len(docs),
        "n_outlets": len(outlets),
        "n_quotes": sum(s.n_quotes for s in speakers),
    }


def _best_spelling(found: EntityGroup) -> str:
    """The commonest spelling of the canonical name; among equals the one with its accents and hyphens."""
    if found.canonical.name not in found.canonical.names:
        return found.canonical.name
    spelled = found.canonical.names
    return min(spelled, key=lambda name: (-spelled[name], name.isascii(), -len(name), name))


def _type(speakers: Sequence[SpeakerRow]) -> str:
    count = Counter(s.type for s in speakers)
    return min(count, key=lambda kind: (kind == "unknown", -count[kind], kind))


def _roles(speakers: Sequence[SpeakerRow], documents: Mapping[str, DocumentRow]) -> list[str]:
    """Each role with the days of the articles that give it: "mayor (2021-03-01 to 2022-07-14)"."""
    days: defaultdict[str, list[date]] = defaultdict(list)
    for speaker in speakers:
        if speaker.role:
            published = documents[speaker.doc_id].published if speaker.doc_id in documents else None
            days[speaker.role] += [published] if published else []
    ordered = sorted(days.items(), key=lambda pair: (min(pair[1], default=date.max), pair[0]))
    return [_dated(role, found) for role, found in ordered]


def _dated(role: str, days: Sequence[date]) -> str:
    if not days:
        return role
    first, last = min(days), max(days)
    return f"{role} ({first})" if first == last else f"{role} ({first} to {last})"


def _links(entity_id: str, found: EntityGroup) -> list[Row]:
    return [
        {
            "entity_id": entity_id,
            "speaker_id": speaker.speaker_id,
            "doc_id": speaker.doc_id,
            "rule": link.rule,
            "score": link.score,
            "reason": link.reason,
        }
        for profile, link in found.members
        for speaker in profile.speakers
    ]


def _speaks_for(
    speakers: Iterable[SpeakerRow], groups: Sequence[EntityGroup], ids: Sequence[str], by_speaker: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """Which organisations each person speaks for, by the affiliations that articles give."""
    orgs: dict[tuple[str, str], str] = {}
    for entity_id, found in zip(ids, groups, strict=True):
        for profile, _ in found.members:
            if profile.sort == "org":
                for speaker in profile.speakers:
                    orgs.setdefault(("", "".join(org_key(profile.name))), entity_id)
                    orgs[speaker.doc_id, "".join(org_key(profile.name))] = entity_id
                for acronym in sorted(profile.acronyms):
                    orgs.update({(doc_id, acronym.lower()): entity_id for doc_id in sorted(profile.docs)})
    voices: defaultdict[str, set[str]] = defaultdict(set)
    for speaker in speakers:
        if speaker.affiliation and speaker.type == "person":
            key = "".join(org_key(speaker.affiliation))
            org = orgs.get((speaker.doc_id, key)) or orgs.get(("", key))
            if org is not None and org != by_speaker[speaker.speaker_id]:
                voices[by_speaker[speaker.speaker_id]].add(org)
    return {person: frozenset(found) for person, found in voices.items()}
