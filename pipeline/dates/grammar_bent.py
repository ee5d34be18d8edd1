"""Rules that bend a date - its edge, its week, the same quarter a year ago - and for "now", "recently", "soon"."""

from __future__ import annotations

from typing import Any

from pipeline.dates.cycle import Cycle
from pipeline.dates.lexicon import word_set
from pipeline.dates.meaning import Fixed, Meaning, Modified
from pipeline.dates.pattern import Captures
from pipeline.dates.quarters import LastQuarter, YearAgoQuarter
from pipeline.dates.relative import WeekOf
from pipeline.dates.steps import FromNow, Steps, TheDay
from pipeline.dates.weekday import Weekday

_CALENDAR_UNITS = ("day", "week", "month", "quarter", "half", "year", "decade", "century")


_MODS = {
    "early": "START",
    "earlier": "START",
    "beginning": "START",
    "start": "START",
    "opening": "START",
    "turn": "START",
    "mid": "MID",
    "middle": "MID",
    "midst": "MID",
    "late": "END",
    "later": "END",
    "end": "END",
    "close": "END",
    "conclusion": "END",
}


_ENDS_CLAUSE = word_set("clause_ends")


def bounded(c: Captures) -> Meaning | None:
    """ "About two years ago", "around year-end": only before what is counted, or a point that can be missed."""
    near = isinstance(c["of"], Cycle) and c["of"].key == "12-31" and c["mod"] == "APPROX"
    return Modified(c["of"], c["mod"]) if near or isinstance(c["of"], Steps) else None


def edge(c: Captures) -> Meaning | None:
    """ "Early June", "late last week", "the end of 1990"."""
    return Modified(c["of"], _MODS[c["mod"]])


def edge_of_unit(c: Captures) -> Meaning | None:
    """ "The end of the year"."""
    if c["unit"] not in _CALENDAR_UNITS:
        return None
    inner: Meaning = TheDay() if c["unit"] == "day" else FromNow(c["unit"], 0)
    return Modified(inner, _MODS[c["mod"]])


def edge_of_weekday(c: Captures) -> Meaning:
    """ "The end of the day Saturday"."""
    return Modified(Weekday(c["of"]), _MODS[c["mod"]])


def later_in(c: Captures) -> Meaning | None:
    """ "Earlier in the year", "later in the week"."""
    return edge_of_unit(c)


def sometime(c: Captures) -> Meaning:
    """ "Sometime next year"."""
    meaning: Meaning = c["of"]
    return meaning


def year_ago_quarter(c: Captures) -> Meaning:
    """ "The year-ago quarter", "the year-earlier third quarter", "the same period last year"."""
    grain = c.get("unit", "quarter")
    number = str(c["n"]) if c.get("n") in (1, 2, 3, 4) else None
    return YearAgoQuarter(number, grain if grain in ("month", "week", "day") else "quarter")


def latest_quarter(c: Captures) -> Meaning:
    """ "The latest quarter"."""
    return LastQuarter()


def year_end(c: Captures) -> Meaning:
    """ "Year-end"."""
    return Cycle("day", "12-31")


def week_of(c: Captures) -> Meaning:
    """ "The week of March 6"."""
    return WeekOf(c["of"])


def holiday_week(c: Captures) -> Meaning:
    """ "Easter week"."""
    return WeekOf(Cycle("holiday", c["of"]))


def reference(c: Captures) -> Meaning | None:
    """ "Now", "recently", "soon" where they speak of time."""
    words, start, end = c["words"], c["start"], c["end"]
    word, before, after = words.low[start], words.before(start), words.low[end]
    if word == "now" and (after == "that" or (after == "," and words.capital(start))):
        return None
    past = word in ("soon", "shortly") and (c["facts"].tense(words.start[start]) or "").startswith("past")
    if past or (word == "soon" and after in ("began", "found", "came", "went", "took", "lost", "became")):
        return None
    if word == "soon" and (
        before in ("was", "were", "had") or after.endswith("ed") or after in ("became", "after", "before")
    ):
        return None
    if word == "long" and before in ("that", "so", "too", "how", "not"):
        return None
    if word == "soon" and (before in ("as", "too", "how", "so") or after == "as"):
        return None
    if word == "shortly" and after in ("before", "after", "thereafter"):
        return None
    if word == "current" and (after in ("account", "accounts", "events") or after.endswith(".")):
        return None
    if word == "the" and words.low[start + 1] == "future" and after == "of":
        return None
    if (
        word == "the"
        and words.low[start + 1] == "past"
        and (after[:1].isalpha() and after in ("president", "few", "several"))
    ):
        return None
    if (
        word == "the"
        and words.low[start + 1] in ("present", "moment")
        and before not in ("at", "for", "to", "until", "of", "and")
    ):
        return None
    return Fixed(c["ref"])


BENT_RULES: tuple[tuple[str, Any, bool], ...] = (
    ("mod=BOUND of=DATE", bounded, True),
    ("mod=early|mid|late|later|earlier -? of=DATE", edge, True),
    ("the? mod=end|beginning|start|middle|close|turn|midst of of=DATE", edge, True),
    ("the? mod=end|beginning|start|middle|close|turn|midst of the unit=UNIT", edge_of_unit, True),
    ("the? mod=end|beginning|start|middle|close of? the day of=WDAY", edge_of_weekday, True),
    ("mod=early|late|later|earlier in the unit=UNIT", later_in, True),
    ("mod=early|late|later|earlier in of=DATE", edge, True),
    ("sometime|some in|during? of=DATE", sometime, True),
    (
        "the? comparable|corresponding|same? year -? ago|earlier n=ORD? quarter|period|level|figure",
        year_ago_quarter,
        True,
    ),
    ("year - ago|earlier", year_ago_quarter, True),
    (
        "the same|corresponding|comparable|like unit=month|week|day|quarter|period|time last year",
        year_ago_quarter,
        True,
    ),
    (
        "the same|corresponding|comparable|like unit=month|week|day|quarter|period|time a year ago|earlier",
        year_ago_quarter,
        True,
    ),
    ("the quarter a year ago|earlier", year_ago_quarter, True),
    ("last year ' s quarter|period", year_ago_quarter, True),
    ("the latest|most|reported recent? quarter|period", latest_quarter, True),
    ("year -? end", year_end, True),
    ("of=HOLIDAY week", holiday_week, True),
    ("the? week of|ending|ended|beginning of=DATE", week_of, True),
    ("ref=REF", reference, True),
)
