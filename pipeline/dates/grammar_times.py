"""Rules for times of day: clock times, parts of the day, and both on a day."""

from __future__ import annotations

from typing import Any

from pipeline.dates.meaning import Exact, Fixed, Meaning, Modified
from pipeline.dates.pattern import Captures, Part
from pipeline.dates.spans import BareClock, FocusNight, Length, Often, TimeOf
from pipeline.dates.steps import FromFocus, FromNow

_HALVES = {"TMO": False, "TAF": True, "TEV": True, "TNI": True}
_MODS = {"early": "START", "mid": "MID", "late": "END", "earlier": "START", "later": "END"}


def clock_range(c: Captures) -> list[Part] | None:
    """ "9-11am", "6 to 8 p.m.": the half of the day said once holds for both, unless that runs backwards."""
    words, last = c["words"], int(c["clock"][1:3])
    if words.low[c["end"] - 1] not in ("am", "pm", ".", "m") or not 1 <= c["hour"] <= 12:
        return None
    first = c["hour"] % 12 + (12 if last >= 12 and c["hour"] % 12 <= last % 12 else 0)
    return [
        Part(c["start"], c["join_at"], TimeOf(f"T{first:02d}:00", "hour"), False),
        Part(c["clock_at"], c["end"], TimeOf(c["clock"], "hour"), False),
    ]


def clock(c: Captures) -> Meaning:
    """A clock time alone or with its day."""
    grain = "hour" if c["clock"].startswith("T") and c["clock"][4:6] == "00" and ":" not in c["clock"] else "minute"
    if c.get("of") is not None:
        return TimeOf(c["clock"], grain, c["of"])
    if c["words"].alone_on_line(c["start"], c["end"]):
        return TimeOf(c["clock"], grain, FromNow("day", 0))  # the heading of an entry in a live report
    return BareClock(c["clock"], grain, habit=c["facts"].is_habit(c["words"].start[c["start"]]))


def clocks_on_day(c: Captures) -> list[Part] | None:
    """ "9 a.m. to 5 p.m. on Saturday": the day holds for both, unless that runs backwards."""
    if not _is_day(c["of"]) or c["first"] >= c["clock"]:
        return None
    return [
        Part(c["start"], c["join_at"], TimeOf(c["first"], "minute", c["of"]), False),
        Part(c["clock_at"], c["end"], TimeOf(c["clock"], "minute", c["of"]), False),
    ]


def clock_in_part(c: Captures) -> Meaning | None:
    """ "6 o'clock this evening", "8:30 tonight", "9:15 Monday night": the part of the day tells its half."""
    of, clock_time = c["of"], c["clock"]
    if not isinstance(of, TimeOf) or of.suffix not in _HALVES or of.day is None:
        return None
    hour = int(clock_time[1:3])
    if 1 <= hour < 12 and _HALVES[of.suffix] and not (of.suffix == "TNI" and hour < 5):
        clock_time = f"T{hour + 12:02d}{clock_time[3:]}"
    return TimeOf(clock_time, "minute", of.day)


def hour_in_part(c: Captures) -> Meaning | None:
    """ "At 8 tonight", "by 6 this evening"."""
    words, start = c["words"], c["start"]
    if words.before(start) not in ("at", "by", "before", "after", "until", "from", "around", "about") or c["hour"] > 12:
        return None
    return clock_in_part({**c, "clock": f"T{c['hour']:02d}:00"})


def _is_day(meaning: Any) -> bool:
    inner = getattr(meaning, "inner", meaning)
    if isinstance(inner, Exact):
        return inner.period.grain == "day"
    if isinstance(inner, FromNow | FromFocus):
        return inner.grain == "day"
    return getattr(inner, "kind", "day") in ("day", "holiday") and not isinstance(inner, Fixed | Length | Often)


def clock_on_day(c: Captures) -> Meaning | None:
    """ "9 a.m. Tuesday", "5 p.m. EST, Nov. 6"."""
    return clock(c) if _is_day(c["of"]) else None


def part_of_day(c: Captures) -> Meaning | None:
    """ "Friday night", "yesterday morning", "mid-afternoon yesterday"."""
    if not _is_day(c["of"]):
        return None
    found: Meaning = TimeOf(c["part"], "part of day", c["of"])
    return Modified(found, _MODS[c["mod"]]) if c.get("mod") else found


def this_part(c: Captures) -> Meaning:
    """ "This morning", "tonight", "last night"."""
    words, start = c["words"], c["start"]
    first = words.low[start + ("mod" in c)]
    suffix = c.get("part", "TNI")  # "tonight" and "overnight" name their part themselves
    over = first == "overnight" and (c["facts"].tense(words.start[start]) or "").startswith("past")
    back = first == "last" or over  # what happened overnight began the evening before
    found: Meaning = TimeOf(suffix, "part of day", FromNow("day", -back))
    return Modified(found, _MODS[c["mod"]]) if c.get("mod") else found


def overnight(c: Captures) -> Meaning | None:
    """ "Overnight" as an adverb."""
    return this_part(c)


def next_part(c: Captures) -> Meaning:
    """ "The next morning", "the previous night", "that evening"."""
    count = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(c["way"], 0)
    return FocusNight(c["part"], count)


def bare_part(c: Captures) -> Meaning | None:
    """ "In the morning", "late afternoon": the part of a day with a word before it that makes it one."""
    words, start, end = c["words"], c["start"], c["end"]
    if words.low[start] == "the" and words.before(start) not in (
        "in",
        "during",
        "into",
        "by",
        "until",
        "through",
        "on",
    ):
        return None
    if words.low[start] == "the" and words.low[end] == "of" and words.before(start) != "on":
        return None
    if words.low[start] == "the" and words.low[end] in ("show", "sky", "bus", "train", "shift", "before", "after"):
        return None
    if words.low[start] != "the" and not c.get("mod"):
        return None
    if words.low[end] in ("show", "shift", "news", "bus", "train"):
        return None
    told_of = words.low[start] == "the" and words.before(start) == "on"  # "on the night": of what was spoken of
    found: Meaning = FocusNight(c["part"], 0) if told_of else TimeOf(c["part"], "part of day")
    return Modified(found, _MODS[c["mod"]]) if c.get("mod") else found


def night_of(c: Captures) -> Meaning | None:
    """ "The night of Aug. 7"."""
    return TimeOf(c["part"], "part of day", c["of"]) if _is_day(c["of"]) else None


TIME_RULES: tuple[tuple[str, Any, bool], ...] = (
    ("hour=SHORT join=-|–|to clock=CLOCK", clock_range, False),
    ("clock=CLOCK", clock, False),
    ("clock=CLOCK ,? on? of=TIME", clock_in_part, False),
    ("clock=CLOCK ,? on? of=DATE PART?", clock_on_day, False),
    ("first=CLOCK join=to|and|until|till|through|-|– clock=CLOCK on? of=DATE", clocks_on_day, False),
    ("hour=SHORT of=TIME", hour_in_part, False),
    ("of=DATE ,? at clock=CLOCK", clock_on_day, False),
    ("of=DATE clock=CLOCK", clock_on_day, False),
    ("of=DATE part=PART", part_of_day, False),
    ("mod=mid|early|late? -? part=PART of=DATE", part_of_day, False),
    ("mod=early|late|later|earlier? this part=PART", this_part, False),
    ("mod=early|late|later|earlier? tonight|overnight", this_part, False),
    ("mod=early|late|later|earlier? last part=NIGHT", this_part, False),
    ("way=that same? part=PART", next_part, False),
    ("the way=next|following|previous|preceding|same part=PART", next_part, False),
    ("the? mod=early|mid|late? -? part=PART", bare_part, False),
    ("the part=PART of of=DATE", night_of, False),
)
