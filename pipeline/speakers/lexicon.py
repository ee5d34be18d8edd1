"""The word lists the speakers component works with, read once from `pipeline/resources/speakers`."""

from dataclasses import dataclass
from functools import cache

from pipeline.resources import listed_words, read_lists
from pipeline.text.given_names import Gender, by_gender, given_names


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word sets, all lower case with accents folded."""

    given: dict[str, Gender]
    titles: dict[str, Gender]
    roles: frozenset[str]
    role_gender: dict[str, Gender]
    kin: frozenset[str]
    relational: frozenset[str]
    parties: frozenset[str]
    wide_roles: frozenset[str]
    abbreviations: dict[str, str]
    role_synonyms: dict[str, frozenset[str]]
    org_heads: frozenset[str]
    org_joining: frozenset[str]
    org_suffixes: frozenset[str]
    org_nouns: frozenset[str]
    no_people: frozenset[str]
    group_nouns: frozenset[str]
    plural_people: frozenset[str]
    document_nouns: frozenset[str]
    document_synonyms: frozenset[str]
    statements: frozenset[str]
    function_words: frozenset[str]
    alone: frozenset[str]
    behind_hyphen: frozenset[str]
    connectors: frozenset[str]
    pronouns: dict[str, str]


@cache
def lexicon() -> Lexicon:
    """Return the word lists; read from disk at the first call.

    >>> lexicon().titles["mrs"], lexicon().given["laura"], lexicon().pronouns["themselves"]
    ('f', 'f', 'plural')
    """
    words = read_lists("speakers", "lexicon")
    roles, organisations, documents = words["roles"], words["organisations"], words["documents"]
    return Lexicon(
        given=given_names(),
        titles=by_gender(words["titles"]),
        roles=_set(roles["people"]),
        role_gender=by_gender({"male": roles["male"], "female": roles["female"]}),
        kin=_set(roles["kin"]),
        relational=_set(roles["relational"]),
        parties=_set(roles["parties"]),
        abbreviations=words["abbreviations"],
        wide_roles=_set(roles["wide"]),
        role_synonyms=_synonyms(words["role_synonyms"]),
        org_heads=_set(organisations["heads"]),
        org_joining=_set(organisations["joining"]),
        org_suffixes=_set(organisations["suffixes"]),
        org_nouns=_set(organisations["nouns"]),
        no_people=_set(organisations["never"]),
        group_nouns=_set(words["groups"]["nouns"]),
        plural_people=_set(words["groups"]["plural_people"]),
        document_nouns=_set(documents["nouns"]),
        document_synonyms=_set(documents["synonyms"]),
        statements=_set(documents["statements"]),
        function_words=_set(words["words"]["function"]),
        alone=_set(words["words"]["alone"]),
        behind_hyphen=_set(words["words"]["behind_hyphen"]),
        connectors=_set(words["words"]["connectors"]),
        pronouns={word: kind for kind, listed in words["pronouns"].items() for word in listed.split()},
    )


def small_words(path: str) -> frozenset[str]:
    """Return one list of `pipeline/resources/speakers/grammar.toml`, by section and name.

    >>> sorted(small_words("determiners.articles"))
    ['a', 'an', 'the']
    """
    return listed_words("speakers", "grammar", *path.split("."))


def demonyms() -> frozenset[str]:
    """Nouns for somebody from a place, which are no adjectives as well or stand behind "the".

    >>> "zealander" in demonyms()
    True
    """
    return listed_words("speakers", "descriptions", "demonyms", "words")


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _synonyms(listed: dict[str, str]) -> dict[str, frozenset[str]]:
    """Each noun by which a later mention may pick a person, with the roles it fits."""
    return {noun: _set(line) for noun, line in listed.items()}
