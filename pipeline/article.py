"""What ingest hands on: an article, a problem with one, or how one is read. Value objects, no logic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Stage = Literal["ingest", "annotate", "extract", "store"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read. `source` says where; `text` is the input's, character for character."""

    doc_id: str
    source: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One input that could not be used (`doc_id` None), or the article `doc_id` that was used only in part.

    `error` names the kind ("empty", "bad_json"); `message` says what happened and what to do about it. Where a part of
    the program failed, `component` names it, `place` the file and line, and `traceback` the way there, if it is kept.
    """

    source: str
    error: str
    message: str
    doc_id: str | None = None
    stage: Stage = "ingest"
    component: str | None = None
    place: str | None = None
    traceback: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """Which columns of an input were taken for which fields, where they have other names or several would fit.

    `columns` and `passed`, those that would fit as well, are pairs of a field and a column.
    """

    source: str
    columns: tuple[tuple[str, str], ...]
    passed: tuple[tuple[str, str], ...] = ()


Item = Article | Problem | ColumnChoice
