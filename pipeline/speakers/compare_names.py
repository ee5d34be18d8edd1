"""Whether two names in one article can be one person's."""

from pipeline.text.given_names import same_given
from pipeline.text.names import Key, slip


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
