"""The whole date grammar, compiled once and indexed by the words its rules start with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.dates.grammar_bent import BENT_RULES
from pipeline.dates.grammar_days import DAY_RULES
from pipeline.dates.grammar_lengths import LENGTH_RULES
from pipeline.dates.grammar_periods import PERIOD_RULES
from pipeline.dates.grammar_relative import RELATIVE_RULES
from pipeline.dates.grammar_sets import SET_RULES
from pipeline.dates.grammar_times import TIME_RULES
from pipeline.dates.holidays import holiday_table
from pipeline.dates.lexicon import PhraseTable, lexicon
from pipeline.dates.pattern import Candidate, Rule, candidate, compile_rule
from pipeline.dates.readers import readers

_TRIGGER_TABLES = (
    "months", "month_abbreviations", "weekdays", "weekday_abbreviations", "seasons", "day_parts", "units",
    "unit_plurals", "decade_words", "zones",
)  # fmt: skip
_TRIGGER_WORDS = [
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "overnight",
    "noon",
    "midnight",
    "midday",
    "am",
    "pm",
    "m",
    "clock",
    "ago",
    "earlier",
    "fy",
    "bc",
    "bce",
    "q",
    "hrs",
    "past",
    "year",
    "years",
    ":",
    "/",
    "'s",
    "hundred",
    "nineteen",
    "thousand",
    "q1",
    "past",
    "to",
]


# Of two rules that match equally far the earlier one wins.
_ALL_RULES = (
    *DAY_RULES,
    *PERIOD_RULES,
    *RELATIVE_RULES,
    *BENT_RULES,
    *LENGTH_RULES,
    *SET_RULES,
    *TIME_RULES,
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules by first word with what must follow it, those that can start with digits, and the words worth a look."""

    rules: dict[str, tuple[Candidate, ...]]
    digit_rules: tuple[Candidate, ...]
    triggers: frozenset[str]


def _compiled() -> list[Rule]:
    known = readers()
    return [compile_rule(pattern, build, known, dated) for pattern, build, dated in _ALL_RULES]


def _triggers() -> frozenset[str]:
    words = lexicon()
    found = {word for table in _TRIGGER_TABLES for word in words[table] if " " not in word}
    for table in ("references", "recurring"):
        found |= PhraseTable(words[table]).last_words
    found |= {f"{day}s" for day in words["weekdays"]}
    found |= holiday_table().last_words | set(_TRIGGER_WORDS)
    return frozenset(found - {"to", "of", "and", "possible", "s"})


@cache
def grammar() -> Grammar:
    """Return the compiled grammar."""
    compiled = _compiled()
    date_words = frozenset(word for rule in compiled if rule.dated for word in rule.starts()[0])
    rules: dict[str, list[Candidate]] = {}
    digit_rules: list[Candidate] = []
    for rule in compiled:
        words, digits, anything = rule.starts()
        for word in sorted(words | date_words if anything else words):
            rules.setdefault(word, []).append(candidate(rule, word))
        if digits or anything:
            digit_rules.append(candidate(rule, "0", is_number=True))
    return Grammar({word: tuple(found) for word, found in rules.items()}, tuple(digit_rules), _triggers())
