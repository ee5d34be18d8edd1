"""Terms of conditions, as `before=the|a` or `after.kind!=W`: what stands in and around a place, as rules write it.

A term names a place or what was read, with an attribute of it or without, and what it may be (`=`) or may not be
(`!=`): words parted by `|`, where `*` stands for the rest of a word, `^` for no word at all, and `@name` for a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

M = TypeVar("M")
_TERM = re.compile(r"(?P<name>\w+)(?:\.(?P<attribute>\w+))?(?P<sign>!?=)(?P<words>\S+)")


def read_term(
    source: str, asked: Callable[[str, str | None], Callable[[M], str]], listed: Callable[[str], frozenset[str]]
) -> Callable[[M], bool]:
    """Read a term; `asked` finds what a name and its attribute stand for, `listed` the words of a list.

    Raises:
        ValueError: where it is none.

    >>> holds = read_term("first!=th*|a", lambda name, attribute: lambda words: words[0], lambda name: frozenset())
    >>> [holds(words) for words in (["the", "end"], ["a"], ["an"])]
    [False, False, True]
    """
    parts = _TERM.fullmatch(source)
    if parts is None:
        raise ValueError(f"{source!r} is no term of a condition: NAME=WORD|WORD")
    ask = asked(parts["name"], parts["attribute"])
    may_be = words_matched(parts["words"], listed)
    return (lambda match: may_be(ask(match))) if parts["sign"] == "=" else (lambda match: not may_be(ask(match)))


def words_matched(source: str, listed: Callable[[str], frozenset[str]]) -> Callable[[str], bool]:
    """Whether a word is one of those that the right side of a term gives.

    >>> [words_matched("*ing|^", lambda name: frozenset())(word) for word in ("going", "", "gone")]
    [True, True, False]
    """
    if source.startswith("@"):
        return listed(source[1:]).__contains__
    words = source.split("|")
    whole = frozenset("" if word == "^" else word for word in words if "*" not in word or word == "*")
    begin = tuple(word[:-1] for word in words if word.endswith("*") and word != "*")
    end = tuple(word[1:] for word in words if word.startswith("*") and word != "*")
    if not begin and not end:
        return whole.__contains__
    return lambda word: word in whole or (bool(begin) and word.startswith(begin)) or (bool(end) and word.endswith(end))


def yes_no(holds: bool) -> str:
    """A fact as terms write it.

    >>> yes_no(2 > 1)
    'yes'
    """
    return "yes" if holds else "no"
