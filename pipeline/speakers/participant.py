"""Whoever a document speaks of, while its mentions are resolved: the mutable record behind a `Speaker`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.speakers.find_names import NameForm
from pipeline.speakers.lexicon import lexicon
from pipeline.speakers.speaker import MentionKind, SpeakerType
from pipeline.text.names import Key


@dataclass(slots=True, eq=False)
class Participant:
    """One person, organisation, group or document of the text.

    `gender` is "m", "f" or "" where open; `named` tells names from noun phrases; `head` is the noun of a noun phrase
    (singular, lower case) and `modifiers` the words before it that tell it from others of its kind. A `place` may speak
    ("Russia said") but is nobody otherwise.
    """

    type: SpeakerType
    named: bool = True
    place: bool = False
    plural: bool = False
    gender: str = ""
    forms: list[NameForm] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    phrase: str = ""
    head: str = ""
    modifiers: frozenset[str] = frozenset()
    members: tuple["Participant", ...] = ()
    roles: list[str] = field(default_factory=list)
    role_words: set[str] = field(default_factory=set)
    affiliation: str | None = None
    mentions: list[tuple[int, int, MentionKind]] = field(default_factory=list)
    speaks: bool = False

    @property
    def name(self) -> str:
        """The fullest form: most parts, then most often written so, then first; a noun phrase as it stands."""
        if self.members:
            return joined_names([member.name for member in self.members])
        if not self.forms:
            return self.phrase
        first: dict[str, int] = {}
        counts: dict[str, int] = {}
        for form in self.forms:
            counts[form.name] = counts.get(form.name, 0) + 1
            first.setdefault(form.name, form.first)
        given = lexicon().given
        forms = [f for f in self.forms if not self._only_in_headline(f)] or self.forms
        best = max(forms, key=lambda f: (_fullness(f), counts[f.name], -first[f.name]))
        if self.type == "person" and best.key[0] not in given:
            # an epithet before the name ("Lucky Ann Lee") is no part of it
            plain = [f for f in self.forms if 1 < len(f.key) < len(best.key) and f.key[0] in given]
            tails = [f for f in plain if best.key[-len(f.key) :] == f.key]
            best = max(tails, key=lambda f: (counts[f.name], -first[f.name]), default=best)
        return best.name

    def _only_in_headline(self, form: NameForm) -> bool:
        """ "Angry Lee Walks Out": what only the headline puts before a surname need not be a name."""
        if not form.headline or len(form.key) < 2 or self.type != "person" or form.key[0] in lexicon().given:
            return False
        return not any(form.key[0] in other.key for other in self.forms if not other.headline)


Owners = Mapping[int, tuple[Participant, NameForm]]
"""Token to the participant and the form of a name that cover it."""


def joined_names(names: list[str]) -> str:
    """Names as one speaks of them together.

    >>> joined_names(["Ada Moss", "Ben Ruiz", "Cy Holt"])
    'Ada Moss, Ben Ruiz and Cy Holt'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _fullness(form: NameForm) -> tuple[int, int]:
    """More parts are fuller; all-capitals lose a tie, for they are how a layout writes, not how a person is called."""
    shouted = form.name.isupper() and len(form.key) > 1
    return len(form.key) - form.name.count("’s") - form.name.count("'s"), -int(shouted)
