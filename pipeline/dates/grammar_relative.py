"""Rules for dates counted from another one: today, last week, the following day, two years ago."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pipeline.dates import guards
from pipeline.dates.cycle import Cycle
from pipeline.dates.lexicon import word_set
from pipeline.dates.meaning import Exact, Fixed, Meaning
from pipeline.dates.pattern import Captures, Part
from pipeline.dates.quarters import LatestQuarter
from pipeline.dates.relative import Fiscal, Weekend
from pipeline.dates.spans import Length
from pipeline.dates.steps import FromFocus, FromNow, SaidDay, Steps, TheDay
from pipeline.dates.weekday import Weekday, WeekdayNearFocus

_WHICH = {
    "last": -1,
    "past": -1,
    "this": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "current": 0,
    "previous": -1,
    "latest": -1,
}


_CALENDAR_UNITS = ("day", "week", "month", "quarter", "half", "year", "decade", "century")


_ENDS_CLAUSE = word_set("clause_ends")
_OF_OUR_AGE = word_set("of_our_age")
_PARTS_OF_THE_DAY = word_set("parts_of_the_day")
_RANKS = word_set("ranks")


def which_unit(c: Captures) -> Meaning | None:
    """ "Last week", "this year", "next month"."""
    words, unit, which = c["words"], c["unit"], _WHICH[c["which"]]
    if words.capital(c["start"]) and words.capital(c["end"] - 1):
        return None
    if unit == "weekend":
        return Weekend(which)
    if unit == "day" or unit not in _CALENDAR_UNITS:
        return None
    return FromNow(unit, which)


def this_past(c: Captures) -> Meaning | None:
    """ "This past week", "this coming weekend"."""
    which = -1 if c["way"] in ("past", "last") else 1
    if "dow" in c:
        return Weekday(c["dow"], which)
    if "month" in c:
        return Cycle("month", f"{c['month']:02d}", which)
    if "season" in c:
        return Cycle("season", c["season"], which)
    if c["unit"] == "weekend":
        return Weekend(which if which == -1 else 0)
    return FromNow(c["unit"], which) if c["unit"] in _CALENDAR_UNITS and c["unit"] != "day" else None


def the_last_unit(c: Captures) -> Meaning | None:
    """ "The last year" is a year of the calendar in news."""
    if c["unit"] == "weekend":
        return Weekend(-1)
    return FromNow(c["unit"], -1) if c["unit"] in ("week", "month", "quarter", "year") else None


def the_next_unit(c: Captures) -> Meaning | None:
    """ "The next day", "the following week", "the previous year": from the date under discussion."""
    step = -1 if c["way"] in ("previous", "preceding", "prior") else 1
    over = c["words"].before(c["start"]) in ("over", "within", "throughout", "for")
    if c["way"] == "next" and (c["unit"] in ("decade", "century") or (over and c["unit"] in _CALENDAR_UNITS)):
        return Length(Fraction(1), c["unit"])
    if c["unit"] == "weekend":
        return FromFocus("weekend", step)
    return FromFocus(c["unit"], step) if c["unit"] in _CALENDAR_UNITS else None


def that_unit(c: Captures) -> Meaning | None:
    """ "That day", "the same year"."""
    if c["unit"] == "weekend":
        return FromFocus("weekend", 0)
    if c["unit"] == "quarter":
        return LatestQuarter()
    return FromFocus(c["unit"], 0) if c["unit"] in _CALENDAR_UNITS else None


def the_unit(c: Captures) -> Meaning | None:
    """ "The week", "the quarter", "the weekend" with nothing after it that would make it another thing."""
    words, unit, end = c["words"], c["unit"], c["end"]
    if words.low[end] in ("-", "before", "after", "that", "when"):
        return None
    if unit == "year" and words.low[end] in ("ended", "ending", "to"):
        return Length(Fraction(1), "year")
    if unit == "weekend":
        return Weekend(None)
    if unit == "quarter":
        return LatestQuarter() if words.low[end] not in ("of", "final", "finals", "mile") else None
    lead = words.before(c["start"])
    if unit == "day" and lead == "of" and not _is_part_of_the_day(c):
        return None
    if unit == "day" and lead in ("for", "of", "on", "end", "ended", "during"):
        return TheDay() if words.low[end] not in ("of", "the") else None
    if unit in ("week", "month", "year") and lead in (
        "of",
        "for",
        "in",
        "during",
        "over",
        "through",
        "on",
        "earlier",
        "later",
    ):
        return FromNow(unit, 0) if words.low[end] not in ("of", "the") else None
    return None


def _is_part_of_the_day(c: Captures) -> bool:
    """ "The rest of the day", "the first match of the day", not "the question of the day"."""
    words, start = c["words"], c["start"]
    near = {words.before(start, 3), words.before(start, 4)}
    return words.before(start, 2) in _PARTS_OF_THE_DAY or not near.isdisjoint(_RANKS)


def unit_before(c: Captures) -> Meaning | None:
    """ "The year before", "the day after" at the end of a clause."""
    if c["words"].low[c["end"]] not in _ENDS_CLAUSE or c["unit"] not in _CALENDAR_UNITS:
        return None
    return FromFocus(c["unit"], 1 if c["way"] in ("after", "following") else -1)


def deictic(c: Captures) -> Meaning | None:
    """Today, yesterday, tomorrow; not the programme "Today"."""
    words, start, end = c["words"], c["start"], c["end"]
    if (
        c["word"] == "today"
        and words.capital(start)
        and (
            words.low[end] in ("programme", "program", "show")
            or words.before(start) in ("usa", "nbc", "bbc", "russia", "turkey", "india")
        )
    ):
        return None
    if c["word"] == "today" and _is_our_age(c):
        return Fixed("PRESENT_REF")
    count = {"yesterday": -1, "today": 0, "tomorrow": 1}[c["word"]]
    return SaidDay(count) if words.in_quotation(start) else FromNow("day", count)


def _is_our_age(c: Captures) -> bool:
    """ "Today's world", "Today, most of them live abroad": these days, not the day."""
    words, end = c["words"], c["end"]
    if words.low[end] == "'" and words.low[end + 1] == "s":
        return words.low[end + 2] in _OF_OUR_AGE or words.low[end + 3] in _OF_OUR_AGE
    return bool(c["facts"].holds_these_days(words.start[c["start"]]))


def day_but_one(c: Captures) -> Meaning:
    """ "The day before yesterday", "the day after tomorrow"."""
    return FromNow("day", -2 if c["word"] == "yesterday" else 2)


def ago(c: Captures) -> Meaning | None:
    """ "Three days ago", "two years earlier", "a month later"."""
    count, unit, way = c["n"][0], c["unit"], c["way"]
    if way in ("before", "after") and c["words"].low[c["end"]] not in _ENDS_CLAUSE:
        return None
    if unit in ("second", "minute", "hour") and way != "ago":
        return None
    if way == "today" and unit == "week" and count is not None and count.denominator == 1:
        return FromNow("day", 7 * int(count))
    direction = -1 if way in ("ago", "earlier", "before", "previously", "prior", "back") else 1
    return Steps(
        unit, None if count is None else float(count), direction, way not in ("ago", "hence", "now", "today", "back")
    )


def which_weekday(c: Captures) -> Meaning | None:
    """ "Last Monday", "this Friday"."""
    return Weekday(c["dow"], _WHICH[c["which"]]) if guards.weekday_alone({**c, "start": c["dow_at"]}) else None


def near_weekday(c: Captures) -> Meaning:
    """ "The following Monday"."""
    return WeekdayNearFocus(c["dow"], -1 if c["way"] in ("previous", "preceding") else 1)


def which_month(c: Captures) -> Meaning:
    """ "Last May", "this September"."""
    if "day" in c:
        return Cycle("day", f"{c['month']:02d}-{c['day']:02d}", _WHICH[c["which"]])
    return Cycle("month", f"{c['month']:02d}", _WHICH[c["which"]])


def which_season(c: Captures) -> Meaning:
    """ "Last fall", "next spring"."""
    return Cycle("season", c["season"], _WHICH[c["which"]])


def which_holiday(c: Captures) -> Meaning:
    """ "Last Thanksgiving"."""
    return Cycle("holiday", c["day"], _WHICH[c["which"]])


def month_of_year(c: Captures) -> Meaning | None:
    """ "May of last year", "July this year", "the summer of last year"."""
    of = c["of"]
    if not isinstance(of, FromNow | FromFocus | Exact) or getattr(of, "grain", "year") != "year":
        return None
    if "season" in c:
        return Cycle("season", c["season"], year=of)
    if "day" in c:
        return Cycle("day", f"{c['month']:02d}-{c['day']:02d}", year=of)
    return Cycle("month", f"{c['month']:02d}", year=of)


def two_months_of_year(c: Captures) -> list[Part] | None:
    """ "March and April of last year": the year holds for both."""
    of = c["of"]
    if not isinstance(of, FromNow | FromFocus) or of.grain != "year":
        return None
    first, second = (Cycle("month", f"{c[name]:02d}", year=of) for name in ("a", "b"))
    return [Part(c["start"], c["join_at"], first), Part(c["b_at"], c["end"], second)]


def fiscal_unit(c: Captures) -> Meaning:
    """ "The current fiscal year"."""
    return Fiscal(FromNow("year", _WHICH.get(c.get("which", "current"), 0)))


_WAYS = "ago|earlier|later|before|previously|hence|back"
RELATIVE_RULES: tuple[tuple[str, Any, bool], ...] = (
    ("which=last|this|next|past|previous unit=UNIT", which_unit, True),
    ("the which=coming|upcoming|current unit=UNIT", which_unit, True),
    ("this way=past|coming|last unit=UNIT", this_past, True),
    ("this way=past|coming|last dow=WDAY", this_past, True),
    ("this way=past|coming|last month=MONTH", this_past, True),
    ("this way=past|coming|last season=SEASON", this_past, True),
    ("the last unit=UNIT", the_last_unit, True),
    ("the way=next|following|previous|preceding|prior unit=UNIT", the_next_unit, True),
    ("that|same unit=UNIT", that_unit, True),
    ("the|that same|very unit=UNIT", that_unit, True),
    ("the unit=UNIT", the_unit, True),
    ("the unit=UNIT way=before|after|previous|earlier|prior|following", unit_before, True),
    ("word=today|yesterday|tomorrow", deictic, True),
    ("the day before|after word=yesterday|tomorrow", day_but_one, True),
    (f"n=NUM more? unit=UNIT or? so? way={_WAYS}", ago, True),
    (f"n=NUM more|full|whole? unit=UNITS or? so? way={_WAYS}", ago, True),
    ("n=NUM unit=UNIT from way=now|today", ago, True),
    ("n=NUM unit=UNITS from way=now|today", ago, True),
    ("which=last|this|next dow=WDAY", which_weekday, True),
    ("the way=following|previous|preceding|next dow=WDAY", near_weekday, True),
    ("which=last|this|next month=MONTH", which_month, True),
    ("which=last|this|next month=MONTH day=DAY", which_month, True),
    ("which=last|this|next season=SEASON", which_season, True),
    ("which=last|this|next day=HOLIDAY", which_holiday, True),
    ("month=MONTH of? of=DATE", month_of_year, True),
    ("a=MONTH join=and|to|or|through|- b=MONTH of? of=DATE", two_months_of_year, False),
    ("month=MONTH day=DAY ,? of? of=DATE", month_of_year, True),
    ("the season=SEASON of of=DATE", month_of_year, True),
    ("the which=current|latest|last|next|this? fiscal|financial year", fiscal_unit, True),
    ("which=last|next|this fiscal|financial year", fiscal_unit, True),
)
