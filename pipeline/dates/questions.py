"""What rules ask of what they read, in their `where`: is it a month, a day, a whole number of years?"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.dates.counts import Count, known_count
from pipeline.dates.durations_and_times import Length, Often
from pipeline.dates.meaning import Exact, Fixed, Meaning
from pipeline.dates.relative_dates import FromFocus, FromNow, UnitsAway
from pipeline.dates.yearly import Yearly


def is_one_month(of: Meaning) -> bool:
    """A month by its name."""
    return isinstance(of, Yearly | Exact) and _grain(of) == "month"


def names_a_month(of: Meaning) -> bool:
    """A month by its name, or one counted from another date."""
    return is_one_month(of) or (isinstance(of, FromNow | FromFocus) and of.grain == "month")


def _grain(of: Yearly | Exact) -> str:
    return of.kind if isinstance(of, Yearly) else of.period.grain


def may_be_a_year(of: Meaning) -> bool:
    """A calendar expression that needs nothing else, or a year counted from another date."""
    return isinstance(of, Exact) or is_a_counted_year(of)


def is_a_counted_year(of: Meaning) -> bool:
    """A year counted from another date: "last year"."""
    return isinstance(of, FromNow | FromFocus) and of.grain == "year"


def is_counted(of: Meaning) -> bool:
    """ "Two years ago"."""
    return isinstance(of, UnitsAway)


def is_the_end_of_the_year(of: Meaning) -> bool:
    """31 December of any year."""
    return isinstance(of, Yearly) and of.key == "12-31"


def is_a_day(of: Meaning) -> bool:
    """A single day, whatever it is counted from."""
    inner = getattr(of, "inner", of)
    if isinstance(inner, Exact):
        return inner.period.grain == "day"
    if isinstance(inner, FromNow | FromFocus):
        return inner.grain == "day"
    return getattr(inner, "kind", "day") in ("day", "holiday") and not isinstance(inner, Fixed | Length | Often)


def is_whole(n: Count) -> bool:
    """A known whole number."""
    count = known_count(n)
    return count is not None and count.denominator == 1


def is_below(n: Count, limit: Count) -> bool:
    """Below a number, as a vague count is taken to be, or below another count, where both are known."""
    count, most = known_count(n), known_count(limit)
    if isinstance(limit, int):
        return count is None or count < limit
    return count is not None and most is not None and count < most


QUESTIONS: dict[str, Callable[..., bool]] = {
    question.__name__: question
    for question in (
        is_one_month,
        names_a_month,
        may_be_a_year,
        is_a_counted_year,
        is_counted,
        is_the_end_of_the_year,
        is_a_day,
        is_whole,
        is_below,
    )
}
