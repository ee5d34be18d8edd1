"""The views and the ready questions as they are declared: SQL with what it means in the comments above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.resources import read_sql

# A view may read those before it.
VIEW_NAMES = ("articles", "sayings", "people", "variants", "disputes", "figures_said", "timeline")
QUESTION_NAMES = ("who", "said", "disputes", "variants")
_NAMED = re.compile(r"(\w+): (.*)")
_DEFAULT = re.compile(r"\[(\d+)\]$")


@dataclass(frozen=True, slots=True)
class View:
    """One view: what a row of it is, what its columns mean, its SQL."""

    name: str
    row: str
    columns: dict[str, str]
    sql: str


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question: what it answers, what may be told it, its SQL. A parameter left out has its default."""

    name: str
    answers: str
    parameters: dict[str, str]
    sql: str

    def defaults(self) -> dict[str, int | None]:
        """What each parameter is where nothing is said: the number at the end of its meaning, or nothing.

        >>> question("said").defaults()
        {'by': None, 'about': None, 'limit': 100}
        """
        numbers = {name: _DEFAULT.search(meaning) for name, meaning in self.parameters.items()}
        return {name: int(found[1]) if found else None for name, found in numbers.items()}


@cache
def views() -> tuple[View, ...]:
    """All views, in an order in which each reads only those before it."""
    return tuple(View(name, *_parts(read_sql("views", name))) for name in VIEW_NAMES)


@cache
def question(name: str) -> Question:
    """One ready question.

    >>> question("who").answers
    'Who is quoted most: people and organisations, in which roles, by how many outlets.'
    """
    return Question(name, *_parts(read_sql("questions", name)))


def macros() -> str:
    """The functions that views and questions share."""
    return read_sql("views", "macros")


def _parts(text: str) -> tuple[str, dict[str, str], str]:
    """The first line of the comment at the top, its lines "name: meaning", and what stands below."""
    lines = text.splitlines()
    end = next(number for number, line in enumerate(lines) if not line.startswith("--"))
    first, *others = (line.removeprefix("-- ") for line in lines[:end])
    named = [_NAMED.fullmatch(line) for line in others]
    return first, {found[1]: found[2] for found in named if found}, "\n".join(lines[end:]).strip()
