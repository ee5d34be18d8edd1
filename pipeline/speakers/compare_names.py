"""Names as strings: folding, comparing, initials. Nothing here knows a document."""

import re
import unicodedata
from functools import lru_cache

from pipeline.speakers.lexicon import lexicon, small_words

_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_GENERATION = small_words("words.generations")
_SMALL = small_words("links.left_out_of_initials")
_SHORTEST_SLIP = 6

Key = tuple[str, ...]


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Lower case without accents, apostrophes straightened.

    >>> fold("Noël"), fold("O’Neill")
    ('noel', "o'neill")
    """
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=8192)
def name_key(name: str) -> Key:
    """The parts of a name that count when names are compared: folded, hyphens opened, generation left out.

    >>> name_key("Jean-Noël Vasseur"), name_key("John Q. Public, Jr.")
    (('jean', 'noel', 'vasseur'), ('john', 'q', 'public'))
    """
    parts = tuple(fold(part) for part in _PART.findall(name))
    return tuple(part for part in parts if part not in _GENERATION) or parts


def one_edit(a: str, b: str) -> bool:
    """Whether one letter inserted, left out, replaced or two neighbours swapped make `a` into `b`.

    >>> one_edit("hollander", "hollandr"), one_edit("hollander", "hollnader"), one_edit("hollander", "holland")
    (True, True, False)
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    if len(a) > len(b):
        a, b = b, a
    i = 0
    while i < len(a) and a[i] == b[i]:
        i += 1
    if len(a) < len(b):
        return a[i:] == b[i + 1 :]
    swapped = i + 1 < len(a) and a[i] == b[i + 1] and a[i + 1] == b[i] and a[i + 2 :] == b[i + 2 :]
    return a[i + 1 :] == b[i + 1 :] or swapped


def slip(a: str, b: str) -> bool:
    """Whether two surnames are one, misspelt once: only long names, where chance likeness is rare.

    >>> slip("vandermeer", "vandemeer"), slip("marsh", "march")
    (True, False)
    """
    return min(len(a), len(b)) >= _SHORTEST_SLIP - 1 and max(len(a), len(b)) >= _SHORTEST_SLIP and one_edit(a, b)


def same_given(a: str, b: str) -> bool:
    """Whether two given names may be one: equal, an initial, or a short form.

    >>> same_given("robert", "bob"), same_given("r", "robert"), same_given("anna", "anita")
    (True, True, False)
    """
    if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    full = lexicon().short_names
    fulls_a, fulls_b = full.get(a, frozenset()), full.get(b, frozenset())
    return b in fulls_a or a in fulls_b or bool(fulls_a & fulls_b)


def same_person(a: Key, b: Key) -> bool:
    """Whether two full names may be one person's: surnames equal or misspelt, given names compatible.

    >>> same_person(("donna", "m", "reyes"), ("donna", "reyes")), same_person(("paul", "reyes"), ("donna", "reyes"))
    (True, False)
    """
    if a == b or _ends_with(a, b) or _ends_with(b, a):
        return True
    if min(len(a), len(b)) < 2:
        return False
    if a[-1] == b[-1]:
        return same_given(a[0], b[0]) and _middles_agree(a[1:-1], b[1:-1])
    return slip(a[-1], b[-1]) and same_given(a[0], b[0])


def _ends_with(longer: Key, shorter: Key) -> bool:
    return 2 <= len(shorter) < len(longer) and longer[-len(shorter) :] == shorter


def _middles_agree(a: Key, b: Key) -> bool:
    """Middle names contradict each other only where both give one in the same place."""
    return (
        all(same_given(x, y) for x, y in zip(a, b, strict=False))
        or not a
        or not b
        or set(a) <= set(b)
        or set(b) <= set(a)
    )


def is_acronym(word: str) -> bool:
    """Whether a word looks like an acronym: two to six capitals, perhaps with dots.

    >>> is_acronym("FRAA"), is_acronym("U.N."), is_acronym("Mr"), is_acronym("A")
    (True, True, False, False)
    """
    letters = word.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


def stands_for(acronym: str, name: str) -> bool:
    """Whether the capitals of an acronym are the initials of a name, its small words counted or not.

    >>> stands_for("FRA", "Ferry Riders Association"), stands_for("DoT", "Department of Transport")
    (True, True)
    """
    letters = fold(acronym.replace(".", ""))
    words = [fold(word) for word in _PART.findall(name.replace("'s", "").replace("’s", ""))]
    if words and words[0] == "the":
        words = words[1:]
    every = "".join(word[0] for word in words)
    great = "".join(word[0] for word in words if word not in _SMALL)
    return len(letters) >= 2 and letters in (every, great)
