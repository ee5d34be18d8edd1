"""What the dates component finds: one value object, no logic."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["absolute", "published", "document", "none"]


@dataclass(frozen=True, slots=True)
class Timex:
    """One date or time expression, after TIMEX3 (TimeML).

    `start` and `end` are character offsets into the document text, end exclusive. `value` is the TIMEX3 value
    ("2022-07-13", "P48H", "PRESENT_REF"), None where it cannot be known. `start_date` and `end_date` are the days
    covered, end inclusive, None if unknown. `precision` names the unit of the value ("day", "month", "decade", …).
    `mod` is the TIMEX3 modifier ("START", "APPROX", "LESS_THAN", …). `anchor` says what the value was computed from:
    nothing (`absolute`), the publication date, another date in the document, or that it stays open (`none`).
    """

    start: int
    end: int
    type: TimexType
    value: str | None
    start_date: date | None = None
    end_date: date | None = None
    precision: str | None = None
    mod: str | None = None
    anchor: Anchor = "absolute"
