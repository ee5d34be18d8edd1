"""Signs that look alike: dashes, hyphens, apostrophes and quotation marks by what they are used for."""

from __future__ import annotations

# What people write between two numbers, a number and a word, or the words of a compound, hyphens made one by `plain`.
DASHES = ("-", "–", "—", "−")
# Before a number below zero.
MINUS_SIGNS = ("-", "−", "–")
# The owner's ending, in text as it was written.
POSSESSIVES = ("'s", "’s")
# The same, with the one behind a plural: "the riders’ union".
POSSESSIVES_OF_ALL = (*POSSESSIVES, "'", "’")
# What ends a sentence, as a token of its own.
SENTENCE_ENDS = frozenset((".", "!", "?"))

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
