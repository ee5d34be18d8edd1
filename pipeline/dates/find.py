"""Finding all date and time expressions of a `Doc`: one pass for trigger words, the grammar around them, resolving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pipeline.dates.clock_days import with_days_told_later
from pipeline.dates.context import Context, Resolved
from pipeline.dates.ended_periods import with_days_of_ended
from pipeline.dates.parser import Parser
from pipeline.dates.pattern import Part
from pipeline.dates.quarters import QuarterOf, YearAgoQuarter
from pipeline.dates.relative_dates import UnitsAway
from pipeline.dates.rule_index import RuleIndex, rule_index
from pipeline.dates.tense import Facts
from pipeline.dates.timex import Timex
from pipeline.dates.when_written import context_of
from pipeline.text.words import Words, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LOOK_BACK = 7


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
    words = words_of(doc)
    facts = Facts(doc)
    parts = list(with_days_told_later(words, list(_parts(words, rule_index(), facts))))
    context = context_of(words, parts, facts, published)
    return tuple(with_days_of_ended(words, list(_timexes(words, parts, context))))


def _parts(words: Words, rules: RuleIndex, facts: Facts) -> Iterator[Part]:
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
            i = found[0]
        position = i  # whatever starts before here has been tried


def _trigger_places(words: Words, triggers: frozenset[str]) -> list[int]:
    return [
        i
        for i, word in enumerate(words.low)
        if word in triggers
        or (len(word) == 4 and word.isdecimal())
        or (word == "s" and words.before(i)[:1].isdecimal())
        or (word == "'" and words.low[i + 1][:1].isdecimal())
    ]


def _timexes(words: Words, parts: list[Part], context: Context) -> Iterator[Timex]:
    for part in parts:
        start, end = words.start[part.start], words.end[part.end - 1]
        context.offset = start
        found = part.meaning.resolve(context)
        context.remember(found, aside=isinstance(part.meaning, YearAgoQuarter | UnitsAway | QuarterOf))
        yield _timex(start, end, found)


def _timex(start: int, end: int, found: Resolved) -> Timex:
    return Timex(start, end, found.type, found.value, found.first, found.last, found.grain, found.mod, found.anchor)
