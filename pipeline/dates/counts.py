"""How many of a unit of time, as the reader NUM gives it: a tuple of one, as a vague count is not the same as none."""

from __future__ import annotations

from fractions import Fraction

Count = tuple[Fraction | None] | int | None


def known_count(n: Count) -> Fraction | None:
    """The number, None where it is vague ("several") or was left out.

    >>> known_count((Fraction(3, 2),)), known_count(2), known_count((None,))
    (Fraction(3, 2), Fraction(2, 1), None)
    """
    if isinstance(n, int):
        return Fraction(n)
    return None if n is None else n[0]
