"""A promise that the tables make, and how far they keep it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

_SHOWN = 5  # failures told in words


@dataclass(slots=True)
class Check:
    """One promise: how many rows or files were looked at, how many broke it, and the first of those in words."""

    promise: str
    looked_at: int = 0
    failures: int = 0
    examples: list[str] = field(default_factory=list)

    def fail(self, what: str) -> None:
        """Note one failure."""
        self.failures += 1
        if len(self.examples) < _SHOWN:
            self.examples.append(what)


def all_hold(checks: Iterable[Check]) -> bool:
    """Whether no check failed.

    >>> all_hold([Check("fine")])
    True
    """
    return not any(check.failures for check in checks)
