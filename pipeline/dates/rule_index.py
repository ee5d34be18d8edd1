"""The whole date grammar, compiled once and indexed by the words its rules start with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.dates.holidays import holiday_table
from pipeline.dates.lexicon import PhraseTable, lexicon, word_set
from pipeline.dates.pattern import Candidate, candidate
from pipeline.dates.rules import date_rules

_TRIGGER_TABLES = (
    "months", "month_abbreviations", "weekdays", "weekday_abbreviations", "seasons", "day_parts", "units",
    "unit_plurals", "decade_words", "zones",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """Rules by first word with what must follow it, those that can start with digits, and the words worth a look."""

    rules: dict[str, tuple[Candidate, ...]]
    digit_rules: tuple[Candidate, ...]
    triggers: frozenset[str]


def _triggers() -> frozenset[str]:
    words = lexicon()
    found = {word for table in _TRIGGER_TABLES for word in words[table] if " " not in word}
    for table in ("references", "recurring"):
        found |= PhraseTable(words[table]).last_words
    found |= {f"{day}s" for day in words["weekdays"]}
    found |= holiday_table().last_words | word_set("triggers")
    return frozenset(found - word_set("no_triggers"))


@cache
def rule_index() -> RuleIndex:
    """Return the compiled grammar."""
    compiled = date_rules()
    date_words = frozenset(word for rule in compiled if rule.dated for word in rule.starts()[0])
    rules: dict[str, list[Candidate]] = {}
    digit_rules: list[Candidate] = []
    for rule in compiled:
        words, digits, anything = rule.starts()
        for word in sorted(words | date_words if anything else words):
            rules.setdefault(word, []).append(candidate(rule, word))
        if digits or anything:
            digit_rules.append(candidate(rule, "0", is_number=True))
    return RuleIndex({word: tuple(found) for word, found in rules.items()}, tuple(digit_rules), _triggers())
