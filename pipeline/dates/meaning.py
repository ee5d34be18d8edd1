"""What calendar expressions mean, before it is known when the text was written; each resolves itself in a `Scene`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from pipeline.dates.context import Answer, Scene, answer
from pipeline.dates.periods import (
    Period,
)
from pipeline.dates.timex import TimexType


class Meaning(Protocol):
    """An expression understood but not yet placed in time."""

    def resolve(self, scene: Scene) -> Answer:
        """Place the expression in time."""
        ...


@dataclass(frozen=True, slots=True)
class Exact:
    """A period that needs no context: "July 2022", "the 1980s"."""

    period: Period

    def resolve(self, scene: Scene) -> Answer:
        """The period itself."""
        return answer(self.period)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no context and covers no known days: "now", "annually"."""

    value: str
    type: TimexType = "DATE"
    grain: str | None = None

    def resolve(self, scene: Scene) -> Answer:
        """The value itself."""
        return Answer(self.type, self.value, self.grain)


@dataclass(frozen=True, slots=True)
class Modified:
    """An expression with a TIMEX3 modifier: "early June", "about two years ago"."""

    inner: Meaning
    mod: str

    def resolve(self, scene: Scene) -> Answer:
        """The inner answer with the modifier on it."""
        found = self.inner.resolve(scene)
        return found if found.mod else replace(found, mod=self.mod)
