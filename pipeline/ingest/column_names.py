"""Which column of a table, or key of a record, holds which field: by its name, or by what people call it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.ingest.options import FIELDS
from pipeline.resources import read_lists


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """`taken` gives the key of each field that was found, `passed` the keys that would have fitted a field as well.

    `told` are the fields and keys that somebody should hear of: found by another name, or where several would fit.
    """

    taken: Mapping[str, str]
    passed: tuple[tuple[str, str], ...] = ()
    told: tuple[tuple[str, str], ...] = ()


def find_columns(keys: Iterable[str], named: Mapping[str, str] | None = None) -> ColumnNames:
    """Find out which of `keys` hold which fields: id, text, title, outlet, author, url, published.

    A field's own name goes before any other, then the synonyms in the order of `resources/ingest/columns.toml`,
    whatever their case. Where `named` gives a field another name than its own, only a key of that name is taken.

    >>> find_columns(["Headline", "BODY", "pubDate"]).taken
    {'text': 'BODY', 'title': 'Headline', 'published': 'pubDate'}
    >>> find_columns(["body", "story"]).passed
    (('text', 'story'),)
    >>> find_columns(["body", "lead"], {"text": "lead"}).taken
    {'text': 'lead'}
    """
    wanted = tuple((named or {}).get(field, field) for field in FIELDS)
    return _find(tuple(key for key in keys if isinstance(key, str)), wanted)


def file_column(keys: Iterable[str]) -> str | None:
    """The column that names files, None where there is none.

    >>> file_column(["Filename", "title"]), file_column(["title"])
    ('Filename', None)
    """
    return next(iter(_fitting("file", tuple(keys))), None)


@lru_cache(4096)  # records of one file mostly have the same keys
def _find(keys: tuple[str, ...], wanted: tuple[str, ...]) -> ColumnNames:
    taken: dict[str, str] = {}
    passed: list[tuple[str, str]] = []
    by_flag = {name for field, name in zip(FIELDS, wanted, strict=True) if name != field}
    for field, name in zip(FIELDS, wanted, strict=True):
        if name != field:
            fitting = [name] if name in keys else []
        else:
            fitting = [key for key in _fitting(field, keys) if key not in by_flag]
        if fitting:
            taken[field] = fitting[0]
            passed += [(field, key) for key in fitting[1:]]
    several = {field for field, _ in passed}
    told = [(field, key) for field, key in taken.items() if field in several or key not in (field, *by_flag)]
    return ColumnNames(taken, tuple(passed), tuple(told))


def _fitting(field: str, keys: tuple[str, ...]) -> list[str]:
    """The keys that fit a field, the best first."""
    ranks = {_folded(name): rank for rank, name in enumerate(read_lists("ingest", "columns")[field], start=1)}
    found = [(0 if key == field else ranks[_folded(key)], key) for key in keys if _folded(key) in ranks]
    return [key for _, key in sorted(found, key=lambda pair: pair[0])]


def _folded(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
