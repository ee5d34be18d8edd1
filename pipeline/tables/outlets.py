"""Outlets that differ only in case and blanks are one: how they are told apart, and which of their forms is shown.

`documents.outlet` stays as the input writes it: what a row says never depends on which other articles there are. What
counts or shows outlets goes by their keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def outlet_key(outlet: str | None) -> str | None:
    """What two forms of one outlet's name have in common; None where there is no name.

    >>> outlet_key("The  Tarn Valley POST") == outlet_key("the Tarn Valley Post")
    True
    """
    return " ".join((outlet or "").casefold().split()) or None


def shown_outlets(outlets: Iterable[str | None]) -> dict[str, str]:
    """The form in which each outlet is shown, by its key: the most frequent one, then the first of the alphabet.

    >>> shown_outlets(["the post", "The Post", "THE POST", "The Post", None])
    {'the post': 'The Post'}
    """
    forms = Counter(" ".join(outlet.split()) for outlet in outlets if outlet_key(outlet) and outlet)
    shown: dict[str, str] = {}
    for form in sorted(forms, key=lambda form: (-forms[form], form)):
        shown.setdefault(outlet_key(form) or "", form)
    return shown
