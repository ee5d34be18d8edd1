"""Applies the rules to the words of one text, and keeps what it found at each place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.dates.match import Match
from pipeline.dates.pattern import Candidate, Part, Reader, Rule, Slot
from pipeline.dates.tense import Facts
from pipeline.text.words import Words

# Dates within dates ("early on the morning of the last Friday of May") go no deeper than this.
_MAX_DEPTH = 8
# What the named slots of a pattern took, and at which word.
Taken = list[tuple[str, Any, int]]


@dataclass(slots=True)
class Parser:
    """Applies rules to the words of one text, and keeps what it found at each place."""

    words: Words
    rules: dict[str, tuple[Candidate, ...]]
    digit_rules: tuple[Candidate, ...]
    facts: Facts | None = None
    _depth: int = 0
    _numbers: dict[tuple[int, int], tuple[Any, int] | None] = field(default_factory=dict)
    _memo: dict[tuple[int, bool], tuple[int, list[Part]] | None] = field(default_factory=dict)

    def match(self, rule: Rule, i: int) -> Match | None:
        """Match a rule at a word; nothing is said yet of what the words mean."""
        taken: Taken = []
        end = self._match_from(rule.slots, 0, i, taken)
        if end is None:
            return None
        values = {name: value for name, value, _ in taken}
        places = {name: place for name, _, place in taken}
        return Match(self.words, i, end, values, places, self.facts)

    def _match_from(self, slots: tuple[Slot, ...], k: int, i: int, taken: Taken) -> int | None:
        """Index after a match of the slots from `k` on; only what an optional slot took may be given back."""
        here: Taken = []
        low = self.words.low
        for at in range(k, len(slots)):
            slot = slots[at]
            if slot.reader is None:
                read = (low[i], i + 1) if low[i] in slot.words else None
            else:
                read = self._take(slot.reader, i)
            if read is None:
                if slot.optional:
                    continue
                return None
            end = self._match_from(slots, at + 1, read[1], taken) if slot.optional else None
            if slot.optional and end is None:
                continue
            if slot.name:
                here.append((slot.name, read[0], i))
            i = read[1] if end is None else end
            if end is not None:
                break
        taken.extend(here)
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
            if matched is None or (best is not None and matched.end <= best[0]):
                continue
            parts = None if self.words.broken(i, matched.end) else rule.parts(matched)
            if parts and not (dated_only and len(parts) > 1):
                best = (matched.end, parts)
        return best
