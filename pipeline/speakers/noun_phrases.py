"""Noun phrases that may speak or be spoken of without a name: "the minister", "a government report", "his wife"."""

from collections.abc import Container
from functools import cache
from typing import Literal, NamedTuple

from pipeline.resources import verbs_of_saying
from pipeline.speakers.lexicon import lexicon, small_words
from pipeline.speakers.speaker import SpeakerType
from pipeline.speakers.token_lists import TokenLists
from pipeline.text.inflection import plural
from pipeline.text.names import fold
from pipeline.text.signs import POSSESSIVES_OF_ALL

Definiteness = Literal["definite", "indefinite", "possessive", "bare"]
_ARTICLES = small_words("determiners.articles")
_ARTICLES_AND_ONE = small_words("determiners.articles_and_one")
_DEFINITE = small_words("determiners.definite")
_INDEFINITE = small_words("determiners.indefinite")
_OWNERS = small_words("determiners.owners") | small_words("determiners.relative_owners")
_MODIFIER_TAGS = small_words("tags.modifiers")
_NO_MODIFIERS = small_words("words.no_modifiers") | verbs_of_saying()
_NOUN_TAGS = small_words("tags.nouns")
_MODIFIES_NEXT = small_words("relations.modifies_next_noun")
_HYPHENS = small_words("marks.hyphens")
_FURTHEST = 8
_SURE_BOUNDS = small_words("marks.bounds_phrase") | verbs_of_saying()


class Phrase(NamedTuple):
    """Tokens `[first, last)`, head noun at `at`; `head` is its singular, lower case; `owner` the possessor's token.

    `modifiers` are the folded words between determiner and head. `type` is what the head noun says it is.
    """

    first: int
    at: int
    last: int
    head: str
    type: SpeakerType
    plural: bool
    definiteness: Definiteness
    modifiers: frozenset[str]
    owner: int | None = None


class Noun(NamedTuple):
    """What the word lists know of one form of a noun."""

    head: str
    type: SpeakerType
    plural: bool


def find_phrases(tokens: TokenLists, taken: Container[int]) -> list[Phrase]:
    """Return the noun phrases headed by a noun of the word lists, in text order; `taken` holds tokens of names."""
    nouns = _nouns()
    return [
        phrase_at(tokens, i)
        for i, low in enumerate(tokens.lower)
        if low in nouns and i not in taken and _is_head(tokens, i, taken)
    ]


def noun(low: str) -> Noun | None:
    """What a lower-case noun names, by the word lists; None where they do not know it.

    >>> noun("ministers")
    Noun(head='minister', type='group', plural=True)
    >>> noun("dossier").type, noun("window")
    ('document', None)
    """
    return _nouns().get(low)


def listed_singular(low: str) -> str:
    """The singular of a noun of the word lists; other words stay as they are.

    >>> listed_singular("chairwomen"), listed_singular("studies"), listed_singular("boss")
    ('chairwoman', 'study', 'boss')
    """
    known = _nouns().get(low)
    return known.head if known else low


@cache
def _nouns() -> dict[str, Noun]:
    """Every form of every noun of the word lists; where a noun is on two lists, what is listed first here wins."""
    words = lexicon()
    found: dict[str, Noun] = {}
    many = sorted((words.group_nouns - words.org_nouns) | words.plural_people)
    one_by_one: list[tuple[SpeakerType, frozenset[str]]] = [
        ("person", words.roles),
        ("org", words.org_nouns),
        ("document", words.document_nouns | words.statements),
    ]
    for kind, listed in one_by_one:
        for one in sorted(listed):
            found.setdefault(one, Noun(one, kind, False))
            found.setdefault(plural(one), Noun(one, "document" if kind == "document" else "group", True))
    for low in many:
        known = found.get(low)
        found[low] = Noun(known.head if known else low, "group", True)
    return found


def phrase_at(tokens: TokenLists, at: int) -> Phrase:
    """The noun phrase headed by token `at`, its words before the head included."""
    first = _phrase_begin(tokens, _compound_begin(tokens, at))
    while (
        first > 0
        and tokens.attached(first)
        and (tokens.words[first] in _HYPHENS or tokens.words[first - 1] in _HYPHENS)
    ):
        first -= 1  # "cease-and-desist letter": cut nowhere inside
    low = fold(tokens.words[at])
    known = noun(low) or Noun(low, "unknown", tokens.tags[at] in ("NNS", "NNPS"))
    definiteness, start, owner = _determiner(tokens, first, at)
    inner = frozenset(fold(w) for w in tokens.words[start:at] if w[0].isalnum())
    return Phrase(first, at, at + 1, known.head, known.type, known.plural, definiteness, inner, owner)


def phrase_name(tokens: TokenLists, phrase: Phrase, last: int | None = None, begin: int | None = None) -> str:
    """The phrase as written, a leading article left out."""
    first = phrase.first if begin is None else begin
    if tokens.lower[first] in _ARTICLES_AND_ONE and first < phrase.at:
        first += 1
    return " ".join(tokens.string(first, last or phrase.last).split())


def source_name(tokens: TokenLists, name: str, phrase: Phrase, first: int, last: int) -> str:
    """A noun phrase that speaks, with the rest of its source ("critics of the pier", "city and state aides")."""
    before = tokens.words[first : phrase.first]
    if any(word.lower() in ("and", "or") for word in before):
        first += tokens.lower[first] in _ARTICLES
        name = f"{tokens.string(first, phrase.first)} {name}"
    return " ".join(f"{name} {tokens.string(phrase.last, max(last, phrase.last))}".split())


def _compound_begin(tokens: TokenLists, at: int) -> int:
    """ "co-chair" may be three tokens; the phrase begins before all of them."""
    while at > 1 and tokens.words[at - 1] in _HYPHENS and tokens.attached(at) and tokens.attached(at - 1):
        at -= 2
    return at


def _phrase_begin(tokens: TokenLists, at: int) -> int:
    first = at
    if tokens.tags[at]:
        while first > 0 and at - first < _FURTHEST and _modifies(tokens, first - 1, at):
            first -= 1
        return first
    for first in range(at - 1, max(-1, at - _FURTHEST), -1):  # no tags: from the determiner on, if one is near
        if tokens.sentence[first] != tokens.sentence[at] or tokens.lower[first] in _SURE_BOUNDS:
            break
        if tokens.lower[first] in _DEFINITE or tokens.lower[first] in _INDEFINITE or tokens.lower[first] in _OWNERS:
            return first
    first = at
    while first > 0 and _modifies(tokens, first - 1, at):
        first -= 1
    return first


def _is_head(tokens: TokenLists, i: int, taken: Container[int]) -> bool:
    """Not a modifier of the next noun, not the role before a name, not a verb that looks like a noun."""
    if tokens.tags[i] and tokens.tags[i] not in _NOUN_TAGS:
        return False
    n = i + 1
    if n >= len(tokens.words):
        return True
    if n in taken or (tokens.words[n] in _HYPHENS and tokens.attached(n)):
        return False
    return not (tokens.tags[n] in _NOUN_TAGS and tokens.deps[i] in _MODIFIES_NEXT and tokens.heads[i] > i)


def _modifies(tokens: TokenLists, i: int, at: int) -> bool:
    low = tokens.lower[i]
    if (
        tokens.sentence[i] != tokens.sentence[at]
        or tokens.lower[i + 1] in _DEFINITE
        or tokens.lower[i + 1] in ("a", "an")
    ):
        return False
    if low in POSSESSIVES_OF_ALL:
        return tokens.attached(i)
    if tokens.lower[i + 1] in _OWNERS or (not tokens.words[i][0].isalnum() and not tokens.attached(i + 1)):
        return False
    if low == "that" and tokens.tags[i] == "IN":
        return False
    if low in _DEFINITE or low in _INDEFINITE or low in _OWNERS:
        return True
    if tokens.tags[i]:
        return tokens.tags[i] in _MODIFIER_TAGS and low not in _NO_MODIFIERS
    return tokens.words[i][0].isupper() and not tokens.begins_sentence(i)


def _determiner(tokens: TokenLists, first: int, at: int) -> tuple[Definiteness, int, int | None]:
    """How the phrase begins, where its modifiers begin, and the token of the possessor."""
    for i in range(at - 1, first - 1, -1):
        if tokens.lower[i] in POSSESSIVES_OF_ALL and i > first:
            return "possessive", i + 1, i - 1
        if tokens.lower[i] in _OWNERS:
            return "possessive", i + 1, i
    low = tokens.lower[first]
    if low in _DEFINITE:
        return "definite", first + 1, None
    if low in _INDEFINITE:
        return "indefinite", first + 1, None
    return "bare", first, None
