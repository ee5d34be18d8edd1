"""Noun phrases that may speak or be spoken of without a name: "the minister", "a government report", "his wife"."""

from dataclasses import dataclass
from typing import Literal

from pipeline.speakers.lexicon import Lexicon, lexicon
from pipeline.speakers.naming import fold
from pipeline.speakers.page import Page
from pipeline.speakers.speaker import SpeakerType

Definiteness = Literal["definite", "indefinite", "possessive", "bare"]
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))
_INDEFINITE = frozenset(("a", "an", "another", "some", "one", "several", "many", "other"))
_OWNERS = frozenset(("his", "her", "their", "its", "my", "our", "your", "whose"))
_MODIFIER_TAGS = frozenset(("JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "CD", "HYPH", "POS", "ADD", "AFX", "RB"))
_NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_FURTHEST = 8
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "person", "wives": "wife", "spokesmen": "spokesman",
    "spokeswomen": "spokeswoman", "chairmen": "chairman", "congressmen": "congressman", "policemen": "policeman",
    "parties": "party", "companies": "company", "agencies": "agency", "ministries": "ministry", "studies": "study",
    "surveys": "survey", "authorities": "authority", "families": "family", "businessmen": "businessman",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `[first, last)` with the head noun at `at`; `head` is its singular, lower case; `owner` the possessor's token.

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


def find_phrases(page: Page, taken: list[bool]) -> list[Phrase]:
    """Return the noun phrases headed by a noun of the word lists, in text order; `taken` marks tokens inside names."""
    words = lexicon()
    found = []
    for i, low in enumerate(page.lower):
        if len(low) > 2 and not taken[i] and noun_type(low, words) is not None and _is_head(page, i, taken):
            found.append(phrase_at(page, i))
    return found


def singular(noun: str) -> str:
    """The singular of a common noun, by ending; nouns it does not know stay as they are.

    >>> singular("ministers"), singular("studies"), singular("boss")
    ('minister', 'study', 'boss')
    """
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith(("sses", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3 else noun


def noun_type(low: str, words: Lexicon) -> tuple[SpeakerType, bool] | None:
    """What a noun names (by the word lists) and whether it is plural; None where the lists do not know it.

    >>> noun_type("ministers", lexicon()), noun_type("dossier", lexicon()), noun_type("window", lexicon())
    (('group', True), ('document', False), None)
    """
    one = singular(low)
    if low in words.group_nouns and low not in words.org_nouns or low in words.plural_people:
        return "group", True
    if one in words.roles:
        return ("group", True) if one != low else ("person", False)
    if one in words.org_nouns:
        return ("group", True) if one != low else ("org", False)
    if one in words.document_nouns or one in words.statements:
        return "document", one != low
    return None


def phrase_at(page: Page, at: int) -> Phrase:
    """The noun phrase headed by token `at`, its words before the head included."""
    first = at
    while first > 0 and at - first < _FURTHEST and _modifies(page, first - 1, at):
        first -= 1
    low = fold(page.words[at])
    kind = noun_type(low, lexicon()) or ("unknown", page.tags[at] in ("NNS", "NNPS"))
    definiteness, start, owner = _determiner(page, first, at)
    inner = frozenset(fold(w) for w in page.words[start:at] if w[0].isalnum())
    return Phrase(first, at, at + 1, singular(low), kind[0], kind[1], definiteness, inner, owner)


def _is_head(page: Page, i: int, taken: list[bool]) -> bool:
    """Not a modifier of the next noun, not the role before a name, not a verb that looks like a noun."""
    if page.tags[i] and page.tags[i] not in _NOUN_TAGS:
        return False
    n = i + 1
    if n >= len(page.words):
        return True
    if taken[n] or page.words[n] in ("-", "–") and page.attached(n):
        return False
    return not (page.tags[n] in _NOUN_TAGS and page.deps[i] in ("compound", "nmod", "amod", "flat") and page.heads[i] > i)


def _modifies(page: Page, i: int, at: int) -> bool:
    low = page.lower[i]
    if page.sentence[i] != page.sentence[at] or page.lower[i + 1] in _DEFINITE or page.lower[i + 1] in ("a", "an"):
        return False
    if page.lower[i + 1] in _OWNERS:
        return False
    if low in _DEFINITE or low in _INDEFINITE or low in _OWNERS or low in ("'s", "’s"):
        return True
    if page.tags[i]:
        return page.tags[i] in _MODIFIER_TAGS and low not in ("not", "also", "only", "even", "however", "then", "said")
    return page.words[i][0].isupper() and not page.begins_sentence(i)


def _determiner(page: Page, first: int, at: int) -> tuple[Definiteness, int, int | None]:
    """How the phrase begins, where its modifiers begin, and the token of the possessor."""
    for i in range(at - 1, first - 1, -1):
        if page.lower[i] in ("'s", "’s") and i > first:
            return "possessive", i + 1, i - 1
        if page.lower[i] in _OWNERS:
            return "possessive", i + 1, i
    low = page.lower[first]
    if low in _DEFINITE:
        return "definite", first + 1, None
    if low in _INDEFINITE:
        return "indefinite", first + 1, None
    return "bare", first, None
