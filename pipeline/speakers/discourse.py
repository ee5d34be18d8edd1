"""What a reader has in mind while going through a document: who was seen where, who speaks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pipeline.speakers.find_names import NameForm
from pipeline.speakers.participant import Character
from pipeline.speakers.speaker import MentionKind
from pipeline.speakers.token_lists import Page

Part = Literal["subject", "object", "owner", "other"]
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_OBJECTS = frozenset(("dobj", "obj", "dative", "iobj"))
_CARRIED = frozenset(("conj", "flat", "compound", "appos"))
_WINDOW = 60


class Sighting(NamedTuple):
    """One mention, resolved: tokens `[first, last)`, the head token `at`, the part it plays in its clause."""

    character: Character
    first: int
    last: int
    at: int
    kind: MentionKind
    part: Part


@dataclass(slots=True)
class Said:
    """A quote as the resolver sees it: content and source in tokens, `verbatim` where it stands in quotation marks.

    `speaker` is filled in when it is known, for sources that are names from the start.
    """

    content: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None
    verbatim: bool
    speaker: Character | None = None

    def holds(self, token: int) -> bool:
        """Whether a token lies in the content."""
        return any(first <= token < last for first, last in self.content)


@dataclass(slots=True)
class Scene:
    """The state of the walk through one document; everything in text order.

    `said_by` lists quotes by the head token of their source, `said_in` by the paragraphs their content touches. `count`
    and `latest` hold, by the id of a character, how often it was seen and where in `sightings` last, in that order.
    """

    page: Page
    owners: dict[int, tuple[Character, NameForm]]
    said_by: dict[int, list[Said]]
    said_in: dict[int, list[Said]]
    characters: list[Character]
    sightings: list[Sighting] = field(default_factory=list)
    count: dict[int, int] = field(default_factory=dict)
    latest: dict[int, int] = field(default_factory=dict)
    kin: dict[tuple[str, int], Character] = field(default_factory=dict)
    couples: list[tuple[int, Character]] = field(default_factory=list)
    statements: list[tuple[int, Character]] = field(default_factory=list)
    speaker: Character | None = None
    leading: dict[str, Sighting] = field(default_factory=dict)
    source_heads: frozenset[int] = frozenset()

    def see(self, character: Character, first: int, last: int, at: int, kind: MentionKind) -> None:
        """Note a mention; later pronouns and noun phrases may point to it."""
        self._note(Sighting(character, first, last, at, kind, part_of(self.page, at)))
        if character.named and character.type == "person":
            self._note_leading(character)
        character.mentions.append((first, last, kind))

    def see_together(self, couple: Character, first: int, last: int, at: int) -> None:
        """Note two who are named together, so that "they" may mean both; no mention of its own."""
        self._note(Sighting(couple, first, last, at, "name", part_of(self.page, at)))

    def _note(self, sighting: Sighting) -> None:
        key = id(sighting.character)
        self.sightings.append(sighting)
        self.count[key] = self.count.get(key, 0) + 1
        self.latest.pop(key, None)
        self.latest[key] = len(self.sightings) - 1

    def _note_leading(self, character: Character) -> None:
        """Keep in mind the man and the woman the text is mostly about, however long ago they were mentioned."""
        for gender in ("m", "f") if not character.gender else (character.gender,):
            known = self.leading.get(gender)
            if known is None or self.count[id(character)] >= self.count[id(known.character)]:
                self.leading[gender] = self.sightings[-1]

    def around(self, token: int) -> list[Said]:
        """The quotes in whose content a token stands."""
        return [said for said in self.said_in.get(self.page.paragraph[token], ()) if said.holds(token)]

    def recent(self) -> list[Sighting]:
        """Mentions seen so far, the latest first, as far back as a reader remembers."""
        return self.sightings[: -_WINDOW - 1 : -1]

    def recent_characters(self) -> Iterator[Sighting]:
        """The latest mention of everybody mentioned of late, the latest first; as far back as `recent`.

        One by one: most who ask need the first few only.
        """
        first = len(self.sightings) - _WINDOW
        for k in reversed(self.latest.values()):
            if k < first:
                return
            yield self.sightings[k]

    def new(self, character: Character) -> Character:
        """Let a character enter."""
        self.characters.append(character)
        return character


def part_of(page: Page, at: int) -> Part:
    """The part a head token plays; without a parse, what opens a sentence counts as its subject.

    Coordinated nouns play the part of the first.
    """
    at = head_noun(page, at)
    dep = page.deps[at]
    if dep in _SUBJECTS:
        return "subject"
    if dep in _OBJECTS:
        return "object"
    if dep == "poss":
        return "owner"
    if not dep and page.begins_sentence(at):
        return "subject"
    return "other"


def head_noun(page: Page, at: int) -> int:
    """The noun that carries the clause relation for a name's part, a modifier or a conjunct."""
    for _ in range(4):
        dep = page.deps[at]
        if dep not in _CARRIED or page.heads[at] == at:
            break
        at = page.heads[at]
    return at


def head_of(page: Page, first: int, last: int) -> int:
    """The token of `[first, last)` that depends on something outside; the last one where there is no parse."""
    for i in range(first, last):
        if page.deps[i] and not first <= page.heads[i] < last:
            return i
        if page.deps[i] == "ROOT":
            return i
    return last - 1
