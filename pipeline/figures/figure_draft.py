"""A figure in the making: the steps of the grammar fill it in, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pipeline.figures.figure import Bound, Change, FigureKind
from pipeline.figures.unitnames import Unit
from pipeline.text.numbers.written import Number


@dataclass(slots=True)
class FigureDraft:
    """Positions are piece indices: the number proper runs `number.first`..`number_last`, all of it `first`..`last`.

    `pair` holds the two numbers of a range, ratio or score; `value` is None for a range and a score.
    """

    first: int
    last: int
    number: Number
    number_last: int
    value: Fraction | None
    kind: FigureKind = "count"
    unit: Unit | None = None
    unit_at: int = -1
    rate: str | None = None
    pair: tuple[Fraction, Fraction] | None = None
    counted: tuple[int, int] | None = None
    counted_head: str | None = None
    head: int = -1
    bound: Bound = "exact"
    change: Change | None = None
    concept: str | None = None
    currency_before: bool = False
    hyphened: bool = False
    borrowed: bool = False

    @property
    def unit_name(self) -> str | None:
        """The unit with its rate, as the table shows it."""
        if self.unit is None:
            return None
        return f"{self.unit.name} per {self.rate}" if self.rate else self.unit.name
