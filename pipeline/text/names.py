"""Names as strings: folded, cut into parts, one letter apart, told by initials. Nothing here knows a document."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.resources import listed_words, read_lists

_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_GENERATIONS: dict[str, str] = read_lists("text", "names")["generations"]
_SHORT_GENERATIONS = frozenset(_GENERATIONS.values())
_LEFT_OUT_OF_INITIALS = listed_words("text", "names", "left_out_of_initials")
LONG_SURNAME = 6
"""Letters of a surname that may be misspelt; among shorter ones a letter often parts two people."""

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
    return tuple(part for part in parts if part not in _SHORT_GENERATIONS) or parts


def generation_of(word: str) -> str:
    """What a word behind a name says of father and son, empty where it says nothing.

    >>> generation_of("Junior"), generation_of("Sr."), generation_of("Marsh")
    ('jr', 'sr', '')
    """
    return _GENERATIONS.get(word.strip(".").lower(), "")


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


def slip(a: str, b: str, shortest: int = LONG_SURNAME) -> bool:
    """Whether two names are one, misspelt once; the right one has `shortest` letters at least.

    >>> slip("vandermeer", "vandemeer"), slip("marsh", "march")
    (True, False)
    """
    return min(len(a), len(b)) >= shortest - 1 and max(len(a), len(b)) >= shortest and one_edit(a, b)


def with_one_letter_less(word: str) -> list[str]:
    """The word and every word with one letter left out: two words one edit apart share one of them.

    >>> with_one_letter_less("noel")
    ['nel', 'noe', 'noel', 'nol', 'oel']
    """
    return sorted({word, *(word[:i] + word[i + 1 :] for i in range(len(word)))})


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
    great = "".join(word[0] for word in words if word not in _LEFT_OUT_OF_INITIALS)
    return len(letters) >= 2 and letters in (every, great)
