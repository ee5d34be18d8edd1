"""English inflection: number of nouns, forms of verbs, and what all forms of a word have in common.

Words come in lower case. Rules go by letters; what they cannot know is in `pipeline/resources/text/inflection.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.resources import read_lists
from pipeline.text.signs import POSSESSIVES

_HISSING = ("s", "sh", "ch", "x", "z")  # a form in -s needs an e behind these
_HISSING_PLURALS = ("ches", "shes", "sses", "xes", "zzes", "oes")
_PLAIN_OES = ("shoes", "toes")
_NO_PLURAL = ("ss", "us", "is", *POSSESSIVES)
_ENDINGS = ("ingly", "edly", "ing", "ied", "ies", "ed", "es", "s")
_STEM = 4  # letters that an ending leaves at least


class _Nouns(NamedTuple):
    singulars: Mapping[str, str]
    plurals: Mapping[str, str]
    plural_as_they_are: frozenset[str]


@cache
def _nouns() -> _Nouns:
    listed = read_lists("text", "inflection")["nouns"]
    same = frozenset(listed["plural_as_they_are"].split())
    unchanged = {word: word for word in (*sorted(same), *listed["singular_as_they_are"].split())}
    plurals = {singular: plural for plural, singular in listed["singulars"].items()}
    return _Nouns(listed["singulars"] | unchanged, plurals | listed["plurals"], same)


def is_irregular(noun: str) -> bool:
    """Whether a noun's number cannot be told by rule: "mice", "news".

    >>> is_irregular("mice"), is_irregular("ferries")
    (True, False)
    """
    return noun in _nouns().singulars


def is_plural(noun: str) -> bool:
    """Whether a word looks like a plural.

    >>> is_plural("tickets"), is_plural("children"), is_plural("bus")
    (True, True, False)
    """
    known = _nouns()
    if noun in known.singulars:
        return known.singulars[noun] != noun or noun in known.plural_as_they_are
    return _of_men(noun) or (len(noun) > 2 and noun.endswith("s") and not noun.endswith(_NO_PLURAL))


def singular(noun: str) -> str:
    """The singular of a noun; what is none, or singular already, stays as it is.

    >>> [singular(noun) for noun in ("tickets", "companies", "boxes", "children", "bus")]
    ['ticket', 'company', 'box', 'child', 'bus']
    """
    if is_irregular(noun):
        return _nouns().singulars[noun]
    if _of_men(noun):
        return noun[:-2] + "an"
    if len(noun) > 4 and noun.endswith("ies"):
        return noun[:-3] + "y"
    if len(noun) > 4 and noun.endswith(_HISSING_PLURALS) and noun not in _PLAIN_OES:
        return noun[:-2]
    return noun[:-1] if is_plural(noun) else noun


def _of_men(noun: str) -> bool:
    """Whether a noun is one of men or women: "chairmen"."""
    return len(noun) > 4 and noun.endswith("men")


def plural(noun: str) -> str:
    """The plural of a noun in the singular.

    >>> [plural(noun) for noun in ("inch", "study", "day", "chairman", "person")]
    ['inches', 'studies', 'days', 'chairmen', 'people']
    """
    known = _nouns().plurals.get(noun)
    if known is not None:
        return known
    return noun[:-2] + "en" if noun.endswith("man") else _with_s(noun)


def regular_forms(verb: str) -> tuple[str, str, str]:
    """Third person, past and -ing form of a verb, as if it were regular.

    >>> regular_forms("deny"), regular_forms("announce")
    (('denies', 'denied', 'denying'), ('announces', 'announced', 'announcing'))
    """
    if _ends_in_y(verb):
        return _with_s(verb), verb[:-1] + "ied", verb + "ing"
    stem = verb.removesuffix("e")
    return _with_s(verb), stem + "ed", stem + "ing"


@cache
def participles() -> frozenset[str]:
    """Past participles of the irregular verbs; the others end in -ed.

    >>> sorted(participles() & {"taken", "took", "kept", "walked"})
    ['kept', 'taken']
    """
    return frozenset(forms[-1] for forms in irregular_verbs().values())


@cache
def irregular_verbs() -> Mapping[str, tuple[str, ...]]:
    """The irregular verbs, each with all of its forms, the past participle last.

    >>> irregular_verbs()["take"]
    ('take', 'takes', 'taking', 'took', 'taken')
    """
    listed: dict[str, str] = read_lists("text", "inflection")["verbs"]
    return {verb: (verb, *_third(verb, forms), *forms.split()) for verb, forms in listed.items()}


def _third(verb: str, forms: str) -> tuple[str, ...]:
    """The regular third person, unless one is given: "has"."""
    return () if any(form.endswith("s") for form in forms.split()) else (_with_s(verb),)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What stays of a word without the ending that tells tense, person or number; no word of its own.

    >>> {stem(word) for word in ("promise", "promised", "promising", "promises")}
    {'promis'}
    """
    if word.isalpha():
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _STEM:
                return word[: -len(ending)].rstrip("ey")
    return word.rstrip("ey") if len(word) > _STEM else word


def _with_s(word: str) -> str:
    """With the -s of a plural or of the third person."""
    if _ends_in_y(word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(_HISSING) else "s")


def _ends_in_y(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in "aeiou"
