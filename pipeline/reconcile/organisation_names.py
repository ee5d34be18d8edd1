"""Names of organisations: what is compared, acronyms, and short forms of longer names."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.resources import read_lists
from pipeline.text.names import name_key, stands_for

Key = tuple[str, ...]


@cache
def _words(table: str, name: str) -> frozenset[str]:
    return frozenset(read_lists("reconcile", "names")[table][name].split())


@lru_cache(maxsize=65536)
def org_key(name: str) -> Key:
    """The words of a name that count: folded, one spelling, without articles, possessives and legal forms.

    >>> org_key("The Lowgate Centre's Friends, Inc.")
    ('lowgate', 'center', 'friends')
    """
    plain = name.replace("'s ", " ").replace("’s ", " ").replace("&", " and ")
    words = [_spelling(word) for word in name_key(plain)]
    kept = tuple(word for word in words if word not in _words("organisations", "small"))
    while len(kept) > 1 and kept[-1] in _words("organisations", "forms") and says_which(kept[:-1]):
        kept = kept[:-1]
    return kept or tuple(words) or (name.lower(),)


def _spelling(word: str) -> str:
    known: dict[str, dict[str, str]] = read_lists("reconcile", "names")
    for british, american in known["endings"].items():
        if word.endswith(british):
            return word[: -len(british)] + american
    return known["spellings"].get(word.rstrip("."), word)


def says_which(key: Key) -> bool:
    """Whether a name says which body it is: one word at least is not such as many bodies bear.

    >>> says_which(("lowgate", "council")), says_which(("health", "committee"))
    (True, False)
    """
    return any(word not in _words("organisations", "common") for word in key)


def parts_of(key: Key) -> list[Key]:
    """Every stretch of two words or more that leaves something out.

    >>> parts_of(("north", "lowgate", "council"))
    [('north', 'lowgate'), ('lowgate', 'council')]
    """
    n = len(key)
    stretches = [key[i:k] for i in range(n) for k in range(i + 2, n + 1) if k - i < n]
    return sorted(set(stretches), key=stretches.index) if n <= 12 else []


def acronym_of(acronym: str, name: str) -> bool:
    """Whether an acronym is made of the initials of a name of several words.

    >>> acronym_of("LBC", "Lowgate Borough Council"), acronym_of("LBC", "Lowgate")
    (True, False)
    """
    return len(name.split()) > 1 and stands_for(acronym, name)


def weak_role_words() -> frozenset[str]:
    """Words of a role that say little about whose it is."""
    return _words("roles", "weak")
