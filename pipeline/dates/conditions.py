"""Conditions of rules, as `before=the|a after!=@clause_ends`: what stands in and around a match.

A condition is a row of terms (`text/terms.py`) that must all hold. They name words or slots; `@name` is a list of the
lexicon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.dates.lexicon import word_set
from pipeline.dates.match import Match
from pipeline.text.terms import read_term, yes_no

Condition = Callable[[Match], bool]
Asked = Callable[[Match], str]

# Words by where they stand: the first and last of the match, those before it and after it.
_PLACES: dict[str, Callable[[Match], int]] = {
    "first": lambda match: match.start,
    "second": lambda match: match.start + 1,
    "third": lambda match: match.start + 2,
    "last": lambda match: match.end - 1,
    "last2": lambda match: match.end - 2,
    "before": lambda match: match.start - 1,
    "before2": lambda match: match.start - 2,
    "before3": lambda match: match.start - 3,
    "before4": lambda match: match.start - 4,
    "after": lambda match: match.end,
    "after2": lambda match: match.end + 1,
}
_ATTRIBUTES: dict[str, Callable[[Match, int], bool]] = {
    "capital": lambda match, at: match.words.capital(at),
    "glued": lambda match, at: match.words.glued(at),
    "opens_line": lambda match, at: match.words.opens_line(at),
    "alpha": lambda match, at: match.words.low[at][:1].isalpha(),
    "alnum": lambda match, at: match.words.low[at].isalnum(),
    "digit": lambda match, at: match.words.low[at][:1].isdecimal(),
}


# What the document around it says of the match.
_SCENE: dict[str, Asked] = {
    "quoted": lambda match: yes_no(match.words.in_quotation(match.start)),
    "alone": lambda match: yes_no(match.words.alone_on_line(match.start, match.end)),
    "habit": lambda match: yes_no(match.facts is not None and match.facts.is_habit(match.offset)),
    "tense": lambda match: "" if match.facts is None else match.facts.tense(match.offset) or "",
}


def read_conditions(
    sources: Iterable[str], names: frozenset[str], groups: Mapping[str, Sequence[str]]
) -> tuple[Condition, ...]:
    """Read conditions over the slots `names`; `@name` alone stands for a group of them.

    Raises:
        ValueError: where a term is none, or names what is not there.

    >>> from pipeline.text.words import split_words
    >>> (condition,) = read_conditions(["first=over second!=a|an"], frozenset(), {})
    >>> [condition(Match(split_words(text), 0, 2, {}, {})) for text in ("over two", "over a")]
    [True, False]
    """
    spelled = [one for source in sources for one in (groups[source[1:]] if source.startswith("@") else (source,))]
    return tuple(_condition(source, names) for source in spelled)


def _condition(source: str, names: frozenset[str]) -> Condition:
    terms = [
        read_term(term, lambda name, attribute: _asked(name, attribute, names), word_set) for term in source.split()
    ]
    return lambda match: all(term(match) for term in terms)


def _asked(name: str, attribute: str | None, names: frozenset[str]) -> Asked:
    """How to find the word or value that a term is about."""
    if name in names and attribute in (None, "word"):
        return (lambda match: match.word(name)) if attribute else (lambda match: _written(match.values.get(name)))
    if name in _PLACES and attribute in _ATTRIBUTES:
        place, has = _PLACES[name], _ATTRIBUTES[attribute]
        return lambda match: yes_no(has(match, place(match)))
    if name in _PLACES and attribute is None:
        place = _PLACES[name]
        return lambda match: match.words.low[place(match)]
    if name in _SCENE and attribute is None:
        return _SCENE[name]
    raise ValueError(f"there is no {name}{'.' + attribute if attribute else ''} to ask for")


def _written(value: object) -> str:
    """A value as terms write it: a count that is not known is "vague", what was left out is nothing."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "vague" if value[0] is None else str(value[0])
    return str(value)
