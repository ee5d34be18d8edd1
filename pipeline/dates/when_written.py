"""What the document itself says about when it was written: its dateline, the order of its figures, its horizon."""

from __future__ import annotations

from datetime import date

from pipeline.dates.context import Context
from pipeline.dates.meaning import Exact
from pipeline.dates.numeric import NumericDate
from pipeline.dates.pattern import Part
from pipeline.dates.periods import Period, make_date
from pipeline.dates.relative_dates import FromNow, SaidDay
from pipeline.dates.tense import Facts
from pipeline.dates.weekday import Weekday
from pipeline.dates.yearly import Yearly
from pipeline.text.furniture import in_dateline
from pipeline.text.words import Words

_DATELINE_CHARS = 300
# A dateline further from the publication day than this belongs to something else.
_BEFORE, _AFTER = 7, 2
_NARRATIVE_YEARS = 3
_NARRATIVE_DATES = 6
_CHRONICLE_DATES = 25

ExactPart = tuple[Part, Period]


def context_of(words: Words, parts: list[Part], facts: Facts, published: date | None) -> Context:
    """The context in which a document's expressions are resolved.

    A dateline stands in for a publication date that is missing or differs by some days, and what is computed from it is
    anchored in the document.
    """
    exact = [(part, part.meaning.period) for part in parts if isinstance(part.meaning, Exact)]
    dateline = _dateline(words, exact) or _dateline_without_year(words, parts, published)
    now = published
    if published is None or (dateline is not None and -_BEFORE <= (dateline - published).days <= _AFTER):
        now = dateline
    context = Context(now, "published" if now == published and now else "document", facts.tense, facts.sentence)
    context.month_first = _month_first(words, parts)
    newsy = sum(isinstance(part.meaning, FromNow | SaidDay | Weekday) for part in parts)
    context.narrative = newsy * 10 < len(parts) and _is_narrative(exact, now)
    return context


def _dateline(words: Words, exact: list[ExactPart]) -> date | None:
    """The day that stands alone on its line, or opens the text after a place name, near the top of the document."""
    for part, period in exact:
        if words.start[part.start] > _DATELINE_CHARS:
            return None
        if period.grain == "day" and (words.alone_on_line(part.start, part.end) or _after_place(words, part)):
            return period.first
    return None


def _dateline_without_year(words: Words, parts: list[Part], published: date | None) -> date | None:
    """ "PARIS, July 13 -": the day of that name nearest to publication."""
    for part in parts:
        if published is None or words.start[part.start] > _DATELINE_CHARS:
            return None
        if isinstance(part.meaning, Yearly) and part.meaning.kind == "day" and _after_place(words, part):
            years = (part.meaning.period(published.year + step) for step in (-1, 0, 1))
            days = [period.first for period in years if period is not None]
            return min(days, key=lambda day: abs((day - published).days), default=None)
    return None


def _after_place(words: Words, part: Part) -> bool:
    """ "PARIS, July 13, 2022 -": a place in capitals before the day, a dash or colon after it."""
    start, end = words.start[part.start], words.end[part.end - 1]
    return in_dateline(words.text, words.layout.line_start(start), start, end)


def _month_first(words: Words, parts: list[Part]) -> bool | None:
    """The order of day and month in figures: where some date can only be read one way, else as in words."""
    for part in parts:
        meaning = part.meaning
        if isinstance(meaning, NumericDate):
            american = make_date(meaning.year, meaning.first, meaning.second)
            british = make_date(meaning.year, meaning.second, meaning.first)
            if (american is None) != (british is None):
                return american is not None
    spelled = [words.low[part.start][:1].isdecimal() for part in parts if _is_spelled_day(words, part)]
    return None if not spelled else spelled.count(True) <= spelled.count(False)


def _is_spelled_day(words: Words, part: Part) -> bool:
    has_name = any(word.isalpha() and len(word) > 2 for word in words.low[part.start : part.end])
    return isinstance(part.meaning, Exact) and part.meaning.period.grain == "day" and has_name


def _is_narrative(exact: list[ExactPart], now: date | None) -> bool:
    """Whether most years named lie long before publication, or very many of them before it: a history, not news."""
    if now is None or len(exact) < _NARRATIVE_DATES:
        return False
    back = 0 if len(exact) >= _CHRONICLE_DATES else _NARRATIVE_YEARS
    old = [period.first.year < now.year - back for _, period in exact]
    return sum(old) > 0.7 * len(old)
