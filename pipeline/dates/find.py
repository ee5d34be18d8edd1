"""Finding all date and time expressions of a `Doc`: one pass for trigger words, the grammar around them, resolving."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pipeline.dates.grammar import Grammar, grammar
from pipeline.dates.meaning import Exact, FromNow, NumericDate, QuarterOf, Steps, Weekday, YearAgoQuarter
from pipeline.dates.pattern import Parser, Part
from pipeline.dates.periods import make_date
from pipeline.dates.scene import Answer, Scene
from pipeline.dates.tense import Facts
from pipeline.dates.timex import Timex
from pipeline.dates.words import Words, split_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LOOK_BACK = 7
_DATELINE_CHARS = 300
_NARRATIVE_YEARS = 3


def find_dates(doc: Doc, published: date | None) -> tuple[Timex, ...]:
    """Find the date and time expressions of a document, sorted by start.

    Args:
        doc: a document; tags, parse, entities and sentences are used where it has them.
        published: the day of publication. Without it, relative expressions stay open unless a dateline or another
            date in the text settles them.

    Returns:
        One `Timex` per expression; no two overlap.

    Example:
        >>> import spacy
        >>> from datetime import date
        >>> doc = spacy.blank("en")("The report came out on Wednesday.")
        >>> [(timex.value, timex.anchor) for timex in find_dates(doc, date(2022, 7, 13))]
        [('2022-07-13', 'published')]
    """
    words = split_words(doc.text)
    facts = Facts(doc)
    parts = list(_parts(words, grammar(), facts))
    scene = _scene(words, parts, facts, published)
    return tuple(_timexes(words, parts, scene))


def _parts(words: Words, rules: Grammar, facts: Facts) -> Iterator[Part]:
    parser = Parser(words, rules.rules, rules.digit_rules, facts)
    position = 0
    for trigger in _trigger_places(words, rules.triggers):
        i = max(position, trigger - _LOOK_BACK)
        while i <= trigger:
            found = parser.best(i)
            if found is None:
                i += 1
                continue
            yield from found[1]
            i = position = found[0]


def _trigger_places(words: Words, triggers: frozenset[str]) -> list[int]:
    return [
        i
        for i, word in enumerate(words.low)
        if word in triggers or (len(word) == 4 and word.isdigit()) or (word == "s" and words.before(i)[:1].isdigit()) or word == "'"
    ]


def _scene(words: Words, parts: list[Part], facts: Facts, published: date | None) -> Scene:
    exact = [part for part in parts if isinstance(part.meaning, Exact)]
    now, anchor = published, "published"
    if now is None:
        now, anchor = _dateline(words, exact), "document"
    scene = Scene(now, "published" if anchor == "published" else "document", facts.tense, facts.sentence)
    scene.month_first = _month_first(words, parts)
    newsy = sum(isinstance(part.meaning, FromNow | Weekday) for part in parts)
    scene.narrative = newsy * 10 < len(parts) and _is_narrative(exact, now)
    return scene


def _dateline(words: Words, exact: list[Part]) -> date | None:
    """The day that stands alone on its line, or opens the text after a place name, near the top of the document."""
    for part in exact:
        if words.start[part.start] > _DATELINE_CHARS:
            return None
        period = part.meaning.period  # type: ignore[attr-defined]
        if period.grain != "day":
            continue
        opens = words.opens_line(part.start)
        closes = "\n" in words.text[words.end[part.end - 1] : words.start[part.end] + 1] or part.end >= len(words)
        before = words.text[max(0, words.start[part.start] - 40) : words.start[part.start]].rpartition("\n")[2]
        after = words.text[words.end[part.end - 1] : words.end[part.end - 1] + 8]
        place = bool(re.fullmatch(r"[A-Z][A-Z .'-]{1,30},? ?(?:\([A-Z][A-Za-z ]{1,12}\)|[A-Za-z. ]{0,12})?,? ?", before))
        if (opens and closes) or (place and re.match(r"\.? ?(?:\([A-Z]\w{1,10}\) ?)?[-–—:]", after)):
            return period.first  # type: ignore[no-any-return]
    return None


def _month_first(words: Words, parts: list[Part]) -> bool | None:
    """The order of day and month in figures, where some date of the document can only be read one way."""
    for part in parts:
        meaning = part.meaning
        if isinstance(meaning, NumericDate):
            american = make_date(meaning.year, meaning.first, meaning.second)
            british = make_date(meaning.year, meaning.second, meaning.first)
            if (american is None) != (british is None):
                return american is not None
    spelled = [words.low[part.start][:1].isdigit() for part in parts if _is_spelled_day(words, part)]
    return None if not spelled else spelled.count(True) <= spelled.count(False)


def _is_spelled_day(words: Words, part: Part) -> bool:
    has_name = any(word.isalpha() and len(word) > 2 for word in words.low[part.start : part.end])
    return isinstance(part.meaning, Exact) and part.meaning.period.grain == "day" and has_name


def _is_narrative(exact: list[Part], now: date | None) -> bool:
    """Whether most years named lie long before publication: a history, not news."""
    if now is None or len(exact) < 6:
        return False
    years = [part.meaning.period.first.year for part in exact]  # type: ignore[attr-defined]
    return sum(year < now.year - _NARRATIVE_YEARS for year in years) > 0.7 * len(years)


def _timexes(words: Words, parts: list[Part], scene: Scene) -> Iterator[Timex]:
    for part in parts:
        start, end = words.start[part.start], words.end[part.end - 1]
        scene.offset = start
        found = part.meaning.resolve(scene)
        scene.remember(found, aside=isinstance(part.meaning, YearAgoQuarter | Steps | QuarterOf))
        yield _timex(start, end, found)


def _timex(start: int, end: int, found: Answer) -> Timex:
    return Timex(
        start, end, found.type, found.value, found.first, found.last, found.grain, found.mod, found.anchor
    )
