"""A small pattern language for rules over words.

A pattern is a row of slots: `the? part=early|late month=MONTH -? year=YEAR?`. A slot in capitals calls a reader, any
other matches one of its words; `name=` keeps what was read, a final `?` makes the slot optional. Slots are tried
taken first, then left out; there is no repetition, so a pattern looks at most a fixed number of words ahead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.dates.meaning import Meaning
from pipeline.dates.words import Words

Captures = dict[str, Any]
# Dates within dates ("early on the morning of the last Friday of May") go no deeper than this.
_MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Part:
    """A meaning with the words it is read from, end exclusive."""

    start: int
    end: int
    meaning: Meaning
    dated: bool = True


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
    """A compiled pattern with the function that builds the meaning; `dated` says that it names a day or a longer date.

    The function gets the captures (and `start`, `end`, `words` among them) and gives a meaning, several parts, or None
    where the words mean something else.
    """

    slots: tuple[Slot, ...]
    build: Callable[[Captures], Meaning | list[Part] | None]
    dated: bool

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


def compile_rule(
    pattern: str, build: Callable[[Captures], Meaning | list[Part] | None], readers: dict[str, Reader], dated: bool
) -> Rule:
    """Compile a pattern; an unknown reader is a KeyError."""
    slots = []
    for item in pattern.split():
        optional = item.endswith("?")
        name, _, body = item.removesuffix("?").rpartition("=")
        is_reader = body.isupper()
        words = frozenset() if is_reader else frozenset(body.split("|"))
        slots.append(Slot(name, optional, words, readers[body] if is_reader else None))
    return Rule(tuple(slots), build, dated)


@dataclass(slots=True)
class Parser:
    """Applies rules to the words of one text, and keeps what it found at each place."""

    words: Words
    rules: dict[str, tuple[Candidate, ...]]
    digit_rules: tuple[Candidate, ...]
    facts: Any = None
    _depth: int = 0
    _numbers: dict[tuple[int, int], tuple[Any, int] | None] = field(default_factory=dict)
    _memo: dict[tuple[int, bool], tuple[int, list[Part]] | None] = field(default_factory=dict)

    def match(self, rule: Rule, i: int) -> tuple[Captures, int] | None:
        """Match a rule at a word and return its captures and the index after it."""
        captures: Captures = {}
        end = self._match_from(rule.slots, 0, i, captures)
        return None if end is None else (captures, end)

    def _match_from(self, slots: tuple[Slot, ...], k: int, i: int, captures: Captures) -> int | None:
        """Index after a match of the slots from `k` on; only what an optional slot took may be given back."""
        taken_here: list[tuple[str, Any, int]] = []
        low = self.words.low
        for at in range(k, len(slots)):
            slot = slots[at]
            if slot.reader is None:
                taken = (low[i], i + 1) if low[i] in slot.words else None
            else:
                taken = self._take(slot.reader, i)
            if taken is None:
                if slot.optional:
                    continue
                return None
            end = self._match_from(slots, at + 1, taken[1], captures) if slot.optional else None
            if slot.optional and end is None:
                continue
            if slot.name:
                taken_here.append((slot.name, taken[0], i))
            i = taken[1] if end is None else end
            if end is not None:
                break
        for name, value, place in reversed(taken_here):  # of two slots of one name the last counts
            captures.setdefault(name, value)
            captures.setdefault(name + "_at", place)
        return i

    def _take(self, reader: Reader, i: int) -> tuple[Any, int] | None:
        word = self.words.low[i]
        if word not in reader.first_words and not reader.anything and not (reader.digits and word[:1].isdecimal()):
            return None
        if reader.anything or not reader.digits:
            return reader.read(self, i)
        key = (id(reader), i)  # numbers are read for many rules, and always alike
        if key not in self._numbers:
            self._numbers[key] = reader.read(self, i)
        return self._numbers[key]

    def best(self, i: int, dated_only: bool = False) -> tuple[int, list[Part]] | None:
        """The longest phrase that starts at a word; with `dated_only`, only a single date."""
        key = (i, dated_only)
        if key not in self._memo:
            if self._depth >= _MAX_DEPTH:
                return None
            self._memo[key] = None  # a rule that comes back to its own start finds nothing there
            self._depth += 1
            self._memo[key] = self._search(i, dated_only)
            self._depth -= 1
        return self._memo[key]

    def _search(self, i: int, dated_only: bool) -> tuple[int, list[Part]] | None:
        word = self.words.low[i]
        rules = self.digit_rules if word[:1].isdecimal() else self.rules.get(word, ())
        best: tuple[int, list[Part]] | None = None
        if not rules:
            return None
        following = self.words.low[i + 1]
        if word == "'" and not following[:1].isdecimal():
            return None  # an apostrophe begins only years and decades
        read: dict[int, str | None] = {}
        digit_follows = following[:1].isdecimal()
        for rule, words, digits, reader, after in rules:
            if (dated_only and not rule.dated) or (
                words is not None and following not in words and not (digits and digit_follows)
            ):
                continue
            if reader is not None:  # read once for all rules: None, or the word behind
                key = id(reader)
                if key not in read:
                    taken = self._take(reader, i)
                    read[key] = None if taken is None else self.words.low[taken[1]]
                behind = read[key]
                if behind is None or (after is not None and not after.may_be(behind)):
                    continue
            matched = self.match(rule, i)
            if matched is None or (best is not None and matched[1] <= best[0]):
                continue
            parts = self._build(rule, i, *matched)
            if parts and not (dated_only and len(parts) > 1):
                best = (matched[1], parts)
        return best

    def _build(self, rule: Rule, start: int, captures: Captures, end: int) -> list[Part] | None:
        if self.words.broken(start, end):
            return None
        captures.update(start=start, end=end, words=self.words, facts=self.facts)
        built = rule.build(captures)
        if built is None or isinstance(built, list):
            return built
        return [Part(start, end, built, rule.dated)]
