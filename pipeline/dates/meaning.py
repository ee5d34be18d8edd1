"""What calendar expressions mean, before it is known when the text was written; each resolves itself in a `Context`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from pipeline.dates.context import Context, Resolved, resolved
from pipeline.dates.periods import (
    Period,
)
from pipeline.dates.timex import TimexType


class Meaning(Protocol):
    """An expression understood but not yet placed in time."""

    def resolve(self, context: Context) -> Resolved:
        """Place the expression in time."""
        ...


@dataclass(frozen=True, slots=True)
class Exact:
    """A period that needs no context: "July 2022", "the 1980s"."""

    period: Period

    def resolve(self, context: Context) -> Resolved:
        """The period itself."""
        return resolved(self.period)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no context and covers no known days: "now", "annually"."""

    value: str
    type: TimexType = "DATE"
    grain: str | None = None

    def resolve(self, context: Context) -> Resolved:
        """The value itself."""
        return Resolved(self.type, self.value, self.grain)


@dataclass(frozen=True, slots=True)
class Modified:
    """An expression with a TIMEX3 modifier: "early June", "about two years ago"."""

    inner: Meaning
    mod: str

    def resolve(self, context: Context) -> Resolved:
        """The inner answer with the modifier on it."""
        found = self.inner.resolve(context)
        return found if found.mod else replace(found, mod=self.mod)
