"""Role and affiliation of speakers who are known by their office alone ("a spokesman for Avon Ferries")."""

from pipeline.speakers.lexicon import Lexicon, lexicon, small_words
from pipeline.speakers.noun_phrases import noun
from pipeline.speakers.participant import Owners, Participant
from pipeline.speakers.token_lists import TokenLists
from pipeline.text.signs import POSSESSIVES

_LINKS = small_words("links.office")
_SKIPPED = small_words("determiners.before_office")
_REACH = 5  # tokens from the link to the name behind it


def add_offices(tokens: TokenLists, participants: list[Participant], owners: Owners) -> None:
    """Fill `roles` and `affiliation` of the unnamed persons who speak, from the noun phrases they go by."""
    words = lexicon()
    for participant in participants:
        if participant.named or participant.type != "person" or not participant.speaks or participant.plural:
            continue
        if participant.head not in words.roles - words.kin - words.relational - words.wide_roles:
            continue
        for first, last, kind in participant.mentions:
            if kind == "nominal" and (known := noun(tokens.lower[last - 1])) and known.head == participant.head:
                _read(tokens, participant, first, last, owners, words)


def _read(tokens: TokenLists, participant: Participant, first: int, last: int, owners: Owners, words: Lexicon) -> None:
    at = first
    affiliation = None
    for i in range(first, last - 1):
        if i in owners:
            affiliation, at = owners[i][1].name, i + 1
    while at < last - 1 and tokens.lower[at] in _SKIPPED:
        at += 1
    participant.roles.append(tokens.string(at, last))
    speaks_for = participant.head in words.role_synonyms["spokesman"]
    affiliation = affiliation or _behind(tokens, last, owners, speaks_for)
    participant.affiliation = participant.affiliation or affiliation


def _behind(tokens: TokenLists, at: int, owners: Owners, speaks_for: bool) -> str | None:
    """The organisation behind "for" or "of"; a person too where the office is to speak for somebody."""
    if tokens.lower[at : at + 1] == [] or tokens.lower[at] not in _LINKS:
        return None
    for i in range(at + 1, min(at + _REACH, len(tokens.words))):
        if i in owners:
            person = owners[i][0].type == "person"
            return None if person and not speaks_for else owners[i][1].name
        if not tokens.words[i][0].isalpha() and tokens.words[i] not in POSSESSIVES:
            return None
    return None
