"""What the figures component finds: one value object, no logic."""

from dataclasses import dataclass
from typing import Literal

FigureKind = Literal["count", "percent", "money", "measure", "duration", "score", "ratio", "age", "ordinal", "range"]
Bound = Literal["exact", "approx", "at_least", "at_most", "more_than", "less_than"]
Change = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One numeric figure with what it counts.

    `start`/`end` delimit the number with its modifiers and unit, `number_start`/`number_end` the number alone, as
    character offsets into the document text, end exclusive. `value` is null for a range or a score; `low` and `high`
    are the interval meant (a score's two numbers in the order written). `value_text` is the exact decimal string.
    `unit` is a normalised name, singular, or an ISO 4217 code; `counted` the noun counted with its modifiers as
    written and `counted_head` its lemma; `concept` what the figure is said of.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    kind: FigureKind
    value: float | None
    low: float | None
    high: float | None
    value_text: str | None
    unit: str | None = None
    counted: str | None = None
    counted_head: str | None = None
    bound: Bound = "exact"
    change: Change | None = None
    concept: str | None = None
