"""The date rules, read from `pipeline/resources/dates/rules/*.toml`: one line each, from a pattern to what it means.

A rule has a `pattern` (see `pattern.py`) and a `value`, or `parts` where it reads two dates at once
(`"start..join: Day(month, a)"`); `only` and `unless` are conditions (`conditions.py`) of which one must hold and none
may hold; `where` compares what was read (`expressions.py`); `guard` names a function of `guards.py` for what no
condition can say. `example` marks what it reads, `gives` is what that means on 13 July 2022: the rule's own test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from pipeline.dates.conditions import Condition, read_conditions
from pipeline.dates.guards import GUARDS, Guard
from pipeline.dates.makers import MAKERS
from pipeline.dates.match import Match
from pipeline.dates.pattern import Case, Part, Rule, compile_slots, slot_names
from pipeline.dates.questions import QUESTIONS
from pipeline.dates.readers import readers
from pipeline.resources import read_lists
from pipeline.text.expressions import Expression, read_expression

# Of two rules that match equally far the earlier one wins.
FILES = ("days", "periods", "relative", "bent", "lengths", "sets", "times")
_KNOWN = frozenset(("pattern", "value", "parts", "only", "unless", "where", "guard", "example", "gives"))
_PLACES = frozenset(("start", "end"))


@cache
def date_rules() -> tuple[Rule, ...]:
    """All rules in their order; neighbours with the same pattern are one rule with several cases.

    Raises:
        ValueError: where a rule cannot be read; the message has its pattern.

    >>> len(date_rules()) > 100
    True
    """
    return tuple(rule for name in FILES for rule in _rules_of(read_lists("dates", f"rules/{name}")))


def _rules_of(file: Mapping[str, Any]) -> list[Rule]:
    return [rule_of(list(lines), file) for _, lines in groupby(file["rules"], key=lambda line: line["pattern"])]


def rule_of(lines: Sequence[Mapping[str, Any]], file: Mapping[str, Any]) -> Rule:
    """One rule from lines with the same pattern; their file has the tables that they speak of.

    Raises:
        ValueError: where a line says something that is not understood.

    >>> line = {"pattern": "the day=HOLIDAY week", "value": "Holiday(day)"}
    >>> len(rule_of([line], {}).slots)
    3
    """
    tables = {name: table for name, table in file.items() if isinstance(table, dict)}
    pattern = lines[0]["pattern"]
    try:
        slots = compile_slots(_spelled_out(pattern, tables.get("words", {})), readers())
        cases = tuple(_case(line, slot_names(slots), tables) for line in lines)
    except (ValueError, KeyError) as error:
        raise ValueError(f"the date rule {pattern!r} cannot be read: {error}") from error
    return Rule(slots, cases, bool(file.get("dated", True)))


def _spelled_out(pattern: str, words: Mapping[str, str]) -> str:
    for name, listed in words.items():
        pattern = pattern.replace(f"@{name}", listed)
    return pattern


def _case(line: Mapping[str, Any], names: frozenset[str], tables: Mapping[str, Any]) -> Case:
    if unknown := line.keys() - _KNOWN:
        raise ValueError(f"there is no {', '.join(sorted(unknown))} in a rule")
    groups = tables.get("conditions", {})
    said: Mapping[str, Any] = {name: table for name, table in tables.items() if name not in ("conditions", "words")}
    return LineCase(
        only=read_conditions(line.get("only", ()), names, groups),
        unless=read_conditions(line.get("unless", ()), names, groups),
        where=read_expression(line["where"], names, said, QUESTIONS) if "where" in line else None,
        guard=GUARDS[line["guard"]] if "guard" in line else None,
        parts=tuple(_part(source, names, said) for source in line.get("parts", (f"start..end: {line.get('value')}",))),
    )


def _part(source: str, names: frozenset[str], tables: Mapping[str, Any]) -> PartOf:
    place, _, value = source.partition(": ")
    first, _, last = place.partition("..")
    if not {first, last} <= names | _PLACES:
        raise ValueError(f"{place!r} are no places of the pattern")
    return PartOf(first, last, read_expression(value, names, tables, MAKERS))


@dataclass(frozen=True, slots=True)
class PartOf:
    """What the words from one place of a match up to another mean."""

    first: str
    last: str
    value: Expression

    def __call__(self, match: Match) -> Part | None:
        """The part, None where the words mean nothing."""
        meaning = self.value(match)
        return None if meaning is None else Part(_place(match, self.first), _place(match, self.last), meaning)


def _place(match: Match, name: str) -> int:
    return match.start if name == "start" else match.end if name == "end" else match.places[name]


@dataclass(frozen=True, slots=True)
class LineCase:
    """One line of the rules: when it holds, and what it then means."""

    only: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    where: Expression | None
    guard: Guard | None
    parts: tuple[PartOf, ...]

    def __call__(self, match: Match) -> list[Part] | None:
        """The parts of a match, None where this line says nothing of it."""
        if self.only and not any(condition(match) for condition in self.only):
            return None
        if any(condition(match) for condition in self.unless):
            return None
        if (self.where is not None and not self.where(match)) or (self.guard is not None and not self.guard(match)):
            return None
        parts = [part(match) for part in self.parts]
        return None if None in parts else [part for part in parts if part is not None]
