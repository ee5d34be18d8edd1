"""What a document has told up to some place in it: who was mentioned where, and who speaks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal, NamedTuple

from pipeline.speakers.find_names import NameForm
from pipeline.speakers.lexicon import small_words
from pipeline.speakers.participant import Participant
from pipeline.speakers.speaker import MentionKind
from pipeline.speakers.token_lists import TokenLists

ClausePart = Literal["subject", "object", "owner", "other"]
_SUBJECTS = small_words("relations.subjects")
_OBJECTS = small_words("relations.objects")
_CARRIED = small_words("relations.carried")
_WINDOW = 60


class Sighting(NamedTuple):
    """One mention, resolved: tokens `[first, last)`, the head token `at`, the part it plays in its clause."""

    participant: Participant
    first: int
    last: int
    at: int
    kind: MentionKind
    part: ClausePart


@dataclass(slots=True)
class Said:
    """A quote as the resolver sees it: content and source in tokens, `verbatim` where it stands in quotation marks.

    `speaker` is filled in when it is known, for sources that are names from the start.
    """

    content: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None
    verbatim: bool
    speaker: Participant | None = None


class ContentIndex:
    """Where the contents of some quotes lie, so that those around a token are found without a look at all others."""

    def __init__(self, said: Sequence[Said]) -> None:
        self._said = said
        self._spans = sorted((first, last, i) for i, one in enumerate(said) for first, last in one.content)
        self._furthest = list(accumulate((last for _, last, _ in self._spans), max))

    def holding(self, token: int) -> list[Said]:
        """The quotes in whose content a token stands, in the order given."""
        found: set[int] = set()
        k = bisect_right(self._spans, token, key=lambda span: span[0]) - 1
        while k >= 0 and self._furthest[k] > token:
            if token < self._spans[k][1]:
                found.add(self._spans[k][2])
            k -= 1
        return [self._said[i] for i in sorted(found)]


@dataclass(slots=True)
class Discourse:
    """What has been told so far, while the mentions of one document are resolved; everything in text order.

    `said_by` lists quotes by the head token of their source, `said_in` by the paragraphs their content touches. `count`
    and `latest` hold, by the id of a participant, how often it was seen and where in `sightings` last, in that order,
    `as_subject` in which sentence it was a subject last, `sexes` what its name and the `pronouns` near it tell.
    """

    tokens: TokenLists
    owners: dict[int, tuple[Participant, NameForm]]
    said_by: dict[int, list[Said]]
    said_in: dict[int, list[Said]]
    participants: list[Participant]
    sightings: list[Sighting] = field(default_factory=list)
    count: dict[int, int] = field(default_factory=dict)
    latest: dict[int, int] = field(default_factory=dict)
    kin: dict[tuple[str, int], Participant] = field(default_factory=dict)
    couples: list[tuple[int, Participant]] = field(default_factory=list)
    statements: list[tuple[int, Participant]] = field(default_factory=list)
    speaker: Participant | None = None
    leading: dict[str, Sighting] = field(default_factory=dict)
    source_heads: frozenset[int] = frozenset()
    as_subject: dict[int, int] = field(default_factory=dict)
    as_main_subject: dict[int, int] = field(default_factory=dict)
    person_names: int = 0
    called: set[tuple[str, int]] = field(default_factory=set)
    names_of_type: dict[str, int] = field(default_factory=dict)
    sexes: dict[int, tuple[str, float, float]] = field(default_factory=dict)
    pronouns: dict[str, list[int]] | None = None
    _contents: dict[int, ContentIndex] = field(default_factory=dict)

    def see(self, participant: Participant, first: int, last: int, at: int, kind: MentionKind) -> None:
        """Note a mention; later pronouns and noun phrases may point to it."""
        self._note(Sighting(participant, first, last, at, kind, part_of(self.tokens, at)))
        if participant.named and participant.type == "person":
            self._note_leading(participant)
        participant.mentions.append((first, last, kind))

    def see_together(self, couple: Participant, first: int, last: int, at: int) -> None:
        """Note two who are named together, so that "they" may mean both; no mention of its own."""
        self._note(Sighting(couple, first, last, at, "name", part_of(self.tokens, at)))

    def _note(self, sighting: Sighting) -> None:
        key = id(sighting.participant)
        self.sightings.append(sighting)
        self.count[key] = self.count.get(key, 0) + 1
        if sighting.part == "subject":
            self.as_subject[key] = self.tokens.sentence[sighting.at]
            verb = self.tokens.heads[head_noun(self.tokens, sighting.at)]
            if self.tokens.heads[verb] == verb:
                self.as_main_subject[key] = self.tokens.sentence[sighting.at]
        self.latest.pop(key, None)
        self.latest[key] = len(self.sightings) - 1

    def _note_leading(self, participant: Participant) -> None:
        """Keep in mind the man and the woman the text is mostly about, however long ago they were mentioned."""
        for gender in ("m", "f") if not participant.gender else (participant.gender,):
            known = self.leading.get(gender)
            if known is None or self.count[id(participant)] >= self.count[id(known.participant)]:
                self.leading[gender] = self.sightings[-1]

    def around(self, token: int) -> list[Said]:
        """The quotes in whose content a token stands."""
        paragraph = self.tokens.paragraph[token]
        contents = self._contents.get(paragraph)
        if contents is None:
            contents = self._contents[paragraph] = ContentIndex(self.said_in.get(paragraph, ()))
        return contents.holding(token)

    def recent(self) -> list[Sighting]:
        """Mentions seen so far, the latest first, as far back as a reader remembers."""
        return self.sightings[: -_WINDOW - 1 : -1]

    def recent_participants(self) -> Iterator[Sighting]:
        """The latest mention of everybody mentioned of late, the latest first; as far back as `recent`.

        One by one: most who ask need the first few only.
        """
        first = len(self.sightings) - _WINDOW
        for k in reversed(self.latest.values()):
            if k < first:
                return
            yield self.sightings[k]

    def new(self, participant: Participant) -> Participant:
        """Let a participant enter."""
        self.participants.append(participant)
        return participant


def part_of(tokens: TokenLists, at: int) -> ClausePart:
    """The part a head token plays; without a parse, what opens a sentence counts as its subject.

    Coordinated nouns play the part of the first.
    """
    at = head_noun(tokens, at)
    dep = tokens.deps[at]
    if dep in _SUBJECTS:
        return "subject"
    if dep in _OBJECTS:
        return "object"
    if dep == "poss":
        return "owner"
    if not dep and tokens.begins_sentence(at):
        return "subject"
    return "other"


def head_noun(tokens: TokenLists, at: int) -> int:
    """The noun that carries the clause relation for a name's part, a modifier or a conjunct."""
    for _ in range(4):
        dep = tokens.deps[at]
        if dep not in _CARRIED or tokens.heads[at] == at:
            break
        at = tokens.heads[at]
    return at


def head_of(tokens: TokenLists, first: int, last: int) -> int:
    """The token of `[first, last)` that depends on something outside; the last one where there is no parse."""
    for i in range(first, last):
        if tokens.deps[i] and not first <= tokens.heads[i] < last:
            return i
        if tokens.deps[i] == "ROOT":
            return i
    return last - 1
