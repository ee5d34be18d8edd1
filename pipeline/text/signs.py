"""Signs that look alike: dashes, hyphens, apostrophes and quotation marks by what they are used for."""

from __future__ import annotations

SOFT_HYPHEN = "\u00ad"
APOSTROPHES = ("'", "’")
POSSESSIVES = ("'s", "’s")

# Within a word ("twenty‑one"); `plain` writes them all "-".
HYPHENS = ("-", "‐", "‑")
# Between two sides of a sentence, two numbers, or a number and what it is of.
DASHES = ("–", "—", "―")
MINUS_SIGNS = ("-", "−", "–")

# Double quotation marks by the way they mostly face; '"' faces either way.
OPENING_MARKS = ("“", "„", "‟", "«", "``")
CLOSING_MARKS = ("”", "»", "''")
SINGLE_MARKS = ("'", "‘", "’")

# Signs that read alike; replacing one after the other is much faster than a table.
_ALIKE = (("’", "'"), ("‘", "'"), ("`", "'"), ("‐", "-"), ("‑", "-"))


def plain(text: str) -> str:
    """The text with one kind of apostrophe and one of hyphen; every character stays in its place.

    >>> plain("Noël’s twenty‑one")
    "Noël's twenty-one"
    """
    if not text.isascii():
        for sign, one_for_all in _ALIKE:
            text = text.replace(sign, one_for_all)
        return text
    return text.replace("`", "'")
