"""A small pattern language for rules over words.

A pattern is a row of slots: `the? part=early|late month=MONTH -? year=YEAR?`. A slot in capitals calls a reader, any
other matches one of its words; `name=` keeps what was read, a final `?` makes the slot optional. Slots are tried
taken first, then left out; there is no repetition, so a pattern looks at most a fixed number of words ahead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.dates.match import Match
from pipeline.dates.meaning import Meaning

if TYPE_CHECKING:
    from pipeline.dates.parser import Parser


@dataclass(frozen=True, slots=True)
class Part:
    """A meaning with the words it is read from, end exclusive."""

    start: int
    end: int
    meaning: Meaning


# What a line of the rules makes of a match: its parts, None where it says nothing of these words.
Case = Callable[[Match], list[Part] | None]


@dataclass(frozen=True, slots=True)
class Reader:
    """A named slot: a function from words and an index to a value and the index after it, and how it can start."""

    read: Callable[[Parser, int], tuple[Any, int] | None]
    first_words: frozenset[str]
    digits: bool = False
    anything: bool = False

    def may_start(self, word: str) -> bool:
        """Whether it is worth reading at this word."""
        return word in self.first_words or self.anything or (self.digits and word[:1].isdecimal())


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a pattern."""

    name: str
    optional: bool
    words: frozenset[str]
    reader: Reader | None


@dataclass(frozen=True, slots=True)
class Next:
    """What can stand behind the first word of a match: one of `words`, with `digits` also a number."""

    words: frozenset[str]
    digits: bool

    def may_be(self, word: str) -> bool:
        """Whether it is worth matching on at this word."""
        return word in self.words or (self.digits and word[:1].isdecimal())


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled pattern with what it may mean: the first case that holds; `dated`: it names a day or a longer date."""

    slots: tuple[Slot, ...]
    cases: tuple[Case, ...]
    dated: bool

    def parts(self, match: Match) -> list[Part] | None:
        """What a match means, None where the words mean something else."""
        return next((parts for case in self.cases if (parts := case(match)) is not None), None)

    def starts(self) -> tuple[frozenset[str], bool, bool]:
        """The words the rule can start with, whether it can start with digits, and whether with any date."""
        return starts_of(self.slots)


def next_words(rule: Rule, word: str) -> Next | None:
    """What must follow `word` where it begins a match, None where that is open.

    It is known only where plain words take `word`: a reader may take several.
    """
    found, digits = frozenset[str](), False
    for k, slot in enumerate(rule.slots):
        if slot.reader is not None and slot.reader.may_start(word):
            return None
        if slot.reader is None and word in slot.words:
            words, numbers, anything = starts_of(rule.slots[k + 1 :])
            if anything:
                return None
            found, digits = found | words, digits | numbers
        if not slot.optional:
            break
    return Next(found, digits)


class Candidate(NamedTuple):
    """A rule for matches that begin with a certain word, and what shows at once that it does not match.

    `following` and `digits` say what must stand behind the word (None: open); `reader` must take the word, with one of
    `after` behind what it takes, where one reader and no other slot can take it. A tuple, as many are unpacked.
    """

    rule: Rule
    following: frozenset[str] | None
    digits: bool
    reader: Reader | None
    after: Next | None


def candidate(rule: Rule, word: str, *, is_number: bool = False) -> Candidate:
    """Prepare a rule for matches that begin with `word`, or with any number like it."""
    following = None if is_number else next_words(rule, word)
    reader, after = _lead(rule, word)
    return Candidate(
        rule, following.words if following else None, following is not None and following.digits, reader, after
    )


def _lead(rule: Rule, word: str) -> tuple[Reader | None, Next | None]:
    for k, slot in enumerate(rule.slots):
        takes = word in slot.words if slot.reader is None else slot.reader.may_start(word)
        if slot.optional and not takes:
            continue
        if slot.optional or slot.reader is None or not takes:
            break
        words, digits, anything = starts_of(rule.slots[k + 1 :])
        return slot.reader, None if anything else Next(words, digits)
    return None, None


def starts_of(slots: tuple[Slot, ...]) -> tuple[frozenset[str], bool, bool]:
    """The words that slots can start with, whether they can start with digits, and whether with anything."""
    words: frozenset[str] = frozenset()
    digits = anything = False
    for slot in slots:
        words |= slot.words if slot.reader is None else slot.reader.first_words
        digits |= any(word.isdecimal() for word in slot.words) or (slot.reader is not None and slot.reader.digits)
        anything |= slot.reader is not None and slot.reader.anything
        if not slot.optional:
            return words, digits, anything
    return words, digits, True


def compile_slots(pattern: str, readers: dict[str, Reader]) -> tuple[Slot, ...]:
    """Compile a pattern.

    Raises:
        KeyError: where it names a reader that there is none of.
        ValueError: where two slots have one name.

    >>> [slot.name for slot in compile_slots("the? part=early|late of=year", {})]
    ['', 'part', 'of']
    """
    slots = []
    for item in pattern.split():
        optional = item.endswith("?")
        name, _, body = item.removesuffix("?").rpartition("=")
        is_reader = body.isupper()
        words = frozenset() if is_reader else frozenset(body.split("|"))
        slots.append(Slot(name, optional, words, readers[body] if is_reader else None))
    if len(named := [slot.name for slot in slots if slot.name]) > len(set(named)):
        raise ValueError("two slots of one name")
    return tuple(slots)


def slot_names(slots: tuple[Slot, ...]) -> frozenset[str]:
    """The names that slots are kept under."""
    return frozenset(slot.name for slot in slots if slot.name)
