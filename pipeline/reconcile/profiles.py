"""Speakers of all articles as profiles: equal names together, each with what is known of its bearer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.reconcile.organisation_names import org_key, says_which, weak_role_words
from pipeline.reconcile.person_names import PersonName, parse_person
from pipeline.reconcile.table_rows import MentionRow, SpeakerRow
from pipeline.speakers.lexicon import lexicon
from pipeline.text.names import fold, is_acronym, name_key

Sort = Literal["person", "org", "document", "unnamed"]
_NEARLY_ALL = 0.75
_CLEAR = 2  # pronouns of one gender, and none of the other, that tell a gender


@dataclass(slots=True)
class Profile:
    """Speakers that bear one name; a name that may be anybody's ("Marsh", "the council") keeps to one article."""

    key: str
    sort: Sort
    name: str
    speakers: list[SpeakerRow] = field(default_factory=list)
    docs: set[str] = field(default_factory=set)
    n_mentions: int = 0
    acronyms: set[str] = field(default_factory=set)
    genders: Counter[str] = field(default_factory=Counter)
    roles: set[str] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    said: set[int] = field(default_factory=set)

    @property
    def person(self) -> PersonName:
        """Its name as that of a person, gender as the articles tell it."""
        parsed = parse_person(self.name)
        return PersonName(parsed.parts, parsed.generation, parsed.gender or self.gender)

    @property
    def gender(self) -> str:
        """What titles and pronouns say, where they agree."""
        return next(iter(self.genders)) if len(self.genders) == 1 else ""

    @property
    def bare(self) -> bool:
        """Whether the name alone does not say who it is."""
        if self.sort == "person":
            return not parse_person(self.name).is_full
        if self.sort == "org":
            return is_acronym(self.name) or not says_which(org_key(self.name))
        return self.sort == "document"

    def weight(self) -> tuple[object, ...]:
        """Sorts what is named most first, then names without initials, then the shorter: what stands before a name is
        sometimes taken into it."""
        short = len(self.key) if self.sort == "person" else -len(self.key)
        initial = self.sort == "person" and len(parse_person(self.name).parts[0]) == 1
        return (-len(self.docs), -self.n_mentions, initial, short, self.key, min(s.speaker_id for s in self.speakers))

    def add(self, other: Profile) -> None:
        """Take in what is known of another that turned out to be the same."""
        self.speakers += other.speakers
        self.docs |= other.docs
        self.n_mentions += other.n_mentions
        self.acronyms |= other.acronyms
        self.genders += other.genders
        self.roles |= other.roles
        self.said |= other.said
        self.names += other.names


def profiles(
    speakers: Sequence[SpeakerRow], mentions: Iterable[MentionRow], said: Mapping[str, frozenset[int]]
) -> list[Profile]:
    """All speakers as profiles, in no order that means anything but always the same one."""
    by_speaker: defaultdict[str, list[MentionRow]] = defaultdict(list)
    for mention in mentions:
        by_speaker[mention.speaker_id].append(mention)
    sorts = _sorts(speakers, by_speaker)
    found: dict[tuple[str, ...], Profile] = {}
    for speaker in speakers:
        one = _profile(speaker, by_speaker[speaker.speaker_id], sorts[speaker.speaker_id])
        one.said |= said.get(speaker.speaker_id, frozenset())
        place: tuple[str, ...] = (one.sort, one.key)
        if one.sort == "unnamed":
            place = (one.sort, speaker.speaker_id)
        elif one.bare:
            place = (*place, speaker.doc_id, one.gender)
        if place in found:
            found[place].add(one)
        else:
            found[place] = one
    return list(found.values())


def _sorts(speakers: Sequence[SpeakerRow], mentions: dict[str, list[MentionRow]]) -> dict[str, Sort]:
    """What each speaker is; where articles disagree about one full name, what most of them say."""
    votes: defaultdict[tuple[str, ...], Counter[Sort]] = defaultdict(Counter)
    first: dict[str, Sort] = {}
    keys: dict[str, tuple[str, ...]] = {}
    for speaker in speakers:
        sort = first[speaker.speaker_id] = _sort(speaker, mentions.get(speaker.speaker_id, ()))
        if sort in ("person", "org"):
            keys[speaker.speaker_id] = name_key(speaker.name)
            votes[keys[speaker.speaker_id]][sort] += 1
    most = {
        key: min(count, key=lambda sort: (-count[sort], sort)) for key, count in votes.items() if _clear(key, count)
    }
    return {speaker_id: most.get(keys.get(speaker_id, ()), sort) for speaker_id, sort in first.items()}


def _clear(key: tuple[str, ...], count: Counter[Sort]) -> bool:
    """Whether the vote settles it: of a single word, which may be two things, only where nearly all agree."""
    return len(key) > 1 or max(count.values()) >= _NEARLY_ALL * count.total()


def _sort(speaker: SpeakerRow, mentions: Sequence[MentionRow]) -> Sort:
    named = any(m.kind in ("name", "acronym") for m in mentions)
    district = speaker.name[1:2] == "-"  # "D-Ohio" is a note behind a name
    if not named or district or not name_key(speaker.name) or not any(c.isupper() for c in speaker.name):
        return "document" if speaker.type == "document" and len(name_key(speaker.name)) > 1 else "unnamed"
    if speaker.type == "person":
        return "person"
    return "org" if speaker.type in ("org", "unknown") else "unnamed"


def _profile(speaker: SpeakerRow, mentions: Sequence[MentionRow], sort: Sort) -> Profile:
    person = parse_person(speaker.name)
    key = {"person": person.key, "unnamed": fold(speaker.name)}.get(sort) or " ".join(org_key(speaker.name))
    written = Counter({speaker.name: max(1, sum(m.text == speaker.name for m in mentions))})
    return Profile(
        key,
        sort,
        speaker.name,
        [speaker],
        {speaker.doc_id},
        len(mentions),
        {m.text.replace(".", "") for m in mentions if m.kind == "acronym" or is_acronym(m.text)},
        Counter(_gender(speaker, mentions)),
        role_words(speaker),
        written,
    )


def _gender(speaker: SpeakerRow, mentions: Sequence[MentionRow]) -> dict[str, int]:
    """A title before the name tells the gender, else the role, else pronouns that agree."""
    titles = {parse_person(m.text).gender for m in mentions if m.kind == "name"} - {""}
    if not titles and speaker.role:
        titles = {lexicon().role_gender.get(word, "") for word in name_key(speaker.role)} - {""}
    if not titles:
        told = Counter(lexicon().pronouns.get(fold(m.text), "") for m in mentions if m.kind == "pronoun")
        male, female = told["male"], told["female"]
        if max(male, female) >= _CLEAR and not min(male, female):
            titles = {"m" if male else "f"}
    return {titles.pop(): 1} if len(titles) == 1 else {}


def role_words(speaker: SpeakerRow) -> set[str]:
    """Words of role and affiliation that narrow down whose they are."""
    words = name_key(f"{speaker.role or ''} {speaker.affiliation or ''}")
    full = (lexicon().abbreviations.get(word, word) for word in words)
    return {word for word in full if word not in weak_role_words() and len(word) > 2}
