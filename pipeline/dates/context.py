"""What is known at one place of a document: the publication day, the date under discussion, the tense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pipeline.dates.periods import Period
from pipeline.dates.timex import Anchor, TimexType

# "past_direct": the expression itself depends on a verb in the past; "since": it follows that word.
Tense = Literal["past", "past_direct", "since", "present", "future"]
_STALE_SENTENCES = 12
_DATED_GRAINS = ("day", "week", "weekend", "month", "quarter", "half", "season", "year")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolved expression: what goes into a `Timex` except the offsets."""

    type: TimexType
    value: str | None
    grain: str | None = None
    first: date | None = None
    last: date | None = None
    mod: str | None = None
    anchor: Anchor = "absolute"


def resolved(period: Period, anchor: Anchor = "absolute", mod: str | None = None) -> Resolved:
    """A period as a DATE."""
    return Resolved("DATE", period.value, period.grain, period.first, period.last, mod, anchor)


def unknown(value: str | None = None, grain: str | None = None, kind: TimexType = "DATE") -> Resolved:
    """An expression that nothing settles."""
    return Resolved(kind, value, grain, anchor="none")


@dataclass(slots=True)
class Context:
    """The state that resolving goes through, expression by expression.

    `now` is the publication day or, failing that, the day of a dateline; `now_anchor` says which. `tense_at` gives the
    tense of the clause around an offset. `narrative` is set for texts that tell of years long before publication.
    """

    now: date | None
    now_anchor: Anchor
    tense_at: Callable[[int], Tense | None]
    sentence_at: Callable[[int], int]
    narrative: bool = False
    month_first: bool | None = None
    offset: int = 0
    focus: Resolved | None = None
    focus_day: Resolved | None = None
    focus_day_offset: int = 0
    quarter: Resolved | None = None

    def tense(self) -> Tense | None:
        """The tense around the current expression."""
        return self.tense_at(self.offset)

    def day_sentences_back(self) -> int:
        """How many sentences ago the day under discussion was named."""
        return self.sentence_at(self.offset) - self.sentence_at(self.focus_day_offset)

    def focus_day_is_stale(self) -> bool:
        """Whether the day under discussion was named too long ago to count from."""
        return self.day_sentences_back() > _STALE_SENTENCES

    def remember(self, found: Resolved, aside: bool = False) -> None:
        """Make a resolved date the one under discussion; `aside`, not for quarters: it was only compared with."""
        if found.first is None or (found.grain not in _DATED_GRAINS and found.type != "TIME"):
            return
        dated = replace(found, grain="day") if found.type == "TIME" else found
        self.focus = dated
        if dated.grain == "day":
            self.focus_day, self.focus_day_offset = dated, self.offset
        if dated.grain == "quarter" and not aside and not self._only_compared(dated):
            self.quarter = dated

    def _only_compared(self, found: Resolved) -> bool:
        """Company reports look back on other quarters and ahead, but speak of the last one that is over."""
        known = self.quarter
        if known is None or known.last is None or found.last is None or self.now is None or known.last >= self.now:
            return False
        return found.last < known.last or found.last >= self.now

    def origin_anchor(self) -> Anchor:
        """The anchor of something computed from the date under discussion."""
        if self.focus is None:
            return self.now_anchor
        return "document" if self.focus.anchor in ("absolute", "document") else self.focus.anchor
