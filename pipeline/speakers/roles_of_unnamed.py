"""Role and affiliation of speakers who are known by their office alone ("a spokesman for Avon Ferries")."""

from collections.abc import Mapping

from pipeline.speakers.find_names import NameForm
from pipeline.speakers.lexicon import Lexicon, lexicon
from pipeline.speakers.noun_phrases import noun
from pipeline.speakers.participant import Character
from pipeline.speakers.token_lists import Page

_LINKS = frozenset(("for", "of", "at", "with", "from"))
_SKIPPED = frozenset(("the", "a", "an", "one", "another", "'s", "’s", "his", "her", "its", "their"))
_REACH = 5  # tokens from the link to the name behind it


Owners = Mapping[int, tuple[Character, NameForm]]


def add_offices(page: Page, characters: list[Character], owners: Owners) -> None:
    """Fill `roles` and `affiliation` of the unnamed persons who speak, from the noun phrases they go by."""
    words = lexicon()
    for character in characters:
        if character.named or character.type != "person" or not character.speaks or character.plural:
            continue
        if character.head not in words.roles - words.kin - words.relational - words.wide_roles:
            continue
        for first, last, kind in character.mentions:
            if kind == "nominal" and (known := noun(page.lower[last - 1])) and known.head == character.head:
                _read(page, character, first, last, owners, words)


def _read(page: Page, character: Character, first: int, last: int, owners: Owners, words: Lexicon) -> None:
    at = first
    affiliation = None
    for i in range(first, last - 1):
        if i in owners:
            affiliation, at = owners[i][1].name, i + 1
    while at < last - 1 and page.lower[at] in _SKIPPED:
        at += 1
    character.roles.append(page.string(at, last))
    speaks_for = character.head in words.role_synonyms["spokesman"]
    affiliation = affiliation or _behind(page, last, owners, speaks_for)
    character.affiliation = character.affiliation or affiliation


def _behind(page: Page, at: int, owners: Owners, speaks_for: bool) -> str | None:
    """The organisation behind "for" or "of"; a person too where the office is to speak for somebody."""
    if page.lower[at : at + 1] == [] or page.lower[at] not in _LINKS:
        return None
    for i in range(at + 1, min(at + _REACH, len(page.words))):
        if i in owners:
            person = owners[i][0].type == "person"
            return None if person and not speaks_for else owners[i][1].name
        if not page.words[i][0].isalpha() and page.words[i] not in ("'s", "’s"):
            return None
    return None
