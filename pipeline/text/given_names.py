"""Given names: whose they mostly are, and the short forms that one person's name takes."""

from __future__ import annotations

from functools import cache

from pipeline.resources import read_lists

Gender = str  # "m", "f" or "" where it is open


def by_gender(lists: dict[str, str]) -> dict[str, Gender]:
    """Words to "m", "f" or "", from lists named "male", "female" and "either"; a word listed for both is open.

    >>> by_gender({"male": "king guest", "female": "queen guest"})
    {'guest': '', 'king': 'm', 'queen': 'f'}
    """
    male, female = set(lists.get("male", "").split()), set(lists.get("female", "").split())
    either = set(lists.get("either", "").split()) | (male & female)
    found = dict.fromkeys(sorted(either), "")
    found |= dict.fromkeys(sorted(male - either), "m")
    return found | dict.fromkeys(sorted(female - either), "f")


@cache
def given_names() -> dict[str, Gender]:
    """Given names, folded, with the gender of who bears them.

    >>> given_names()["laura"]
    'f'
    """
    return by_gender(read_lists("text", "given_names"))


@cache
def census_names() -> dict[str, Gender]:
    """Given names of the census, which tell the sex of a person and never that a word is a name.

    >>> census_names()["agustin"], "robert" in census_names()
    ('m', False)
    """
    return by_gender(read_lists("text", "census_names"))


@cache
def _full_forms() -> dict[str, frozenset[str]]:
    """Short form to the full forms it may stand for."""
    full: dict[str, set[str]] = {}
    for name, shorts in read_lists("text", "nicknames")["short"].items():
        for short in shorts.split():
            full.setdefault(short, set()).add(name)
    return {short: frozenset(names) for short, names in full.items()}


@cache
def _aliases() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, shorts in read_lists("text", "nicknames")["short"].items():
        found.setdefault(name, set()).update(shorts.split())
        for short in shorts.split():
            found.setdefault(short, set()).add(name)
    return {name: frozenset(others) for name, others in found.items()}


def aliases(name: str) -> frozenset[str]:
    """The other names that who bears a given name may go by.

    >>> "bob" in aliases("robert"), "robert" in aliases("bob")
    (True, True)
    """
    return _aliases().get(name, frozenset())


def same_given(a: str, b: str) -> bool:
    """Whether two given names may be one: equal, an initial, or a short form.

    >>> same_given("robert", "bob"), same_given("r", "robert"), same_given("anna", "anita")
    (True, True, False)
    """
    if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    fulls_a, fulls_b = _full_forms().get(a, frozenset()), _full_forms().get(b, frozenset())
    return b in fulls_a or a in fulls_b or bool(fulls_a & fulls_b)
