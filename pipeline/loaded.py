"""A folder of tables in Python: each table and view as a DataFrame, SQL, ready questions, one row with its passage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.tables.schemas import TABLES
from pipeline.views.declared import VIEW_NAMES, question

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.views.database import Database
    from pipeline.views.known import Card


def load(out: str | Path) -> Tables:
    """The tables and views under a folder, each read when it is first asked for.

    `tables.quotes` and every other table and view is a DataFrame (docs/tables.md, docs/views.md). `disputes` and
    `variants` are questions: `tables.disputes()`; the views of these names are `tables.sql("FROM disputes")`.

    Raises:
        NoTablesError: where the folder holds no tables.

    >>> load("no such folder")
    Traceback (most recent call last):
    ...
    pipeline.views.database.NoTablesError: no such folder holds no tables; name the folder that `onrecord extract` wrote
    """
    tables = Tables(Path(out))
    tables.database  # noqa: B018 - a folder that holds nothing is told now, not at the first question
    return tables


class Tables:
    """The tables and views of one folder."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._frames: dict[str, pd.DataFrame] = {}

    @cached_property
    def database(self) -> Database:
        """The folder, opened to be read."""
        from pipeline.views.database import Database

        return Database(self.out)

    def __getattr__(self, name: str) -> pd.DataFrame:
        """A table or view, read once."""
        if name not in (*TABLES, *VIEW_NAMES):
            raise AttributeError(f"there is no table or view {name!r}; there are {', '.join((*TABLES, *VIEW_NAMES))}")
        if name not in self._frames:
            self._frames[name] = self.sql(f"SELECT * FROM {name}")
        return self._frames[name]

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *TABLES, *VIEW_NAMES})

    def __repr__(self) -> str:
        return f"<tables of {self.out}>"

    def sql(self, sql: str, **parameters: object) -> pd.DataFrame:
        """What one SELECT over tables and views gives; `$name` in it stands for a parameter.

        Raises:
            QueryError: where it is wrong, or is no question.
        """
        return self.database.frame(sql, parameters)

    def who(self, limit: int | None = None) -> pd.DataFrame:
        """Who is quoted most."""
        return self.database.ask_frame(question("who"), limit=limit)

    def said(self, by: str | None = None, about: str | None = None, limit: int | None = None) -> pd.DataFrame:
        """What somebody said, or what was said about something.

        Args:
            by: part of the speaker's name, in any case and without accents.
            about: words that all stand in what was said or in its sentences.
            limit: at most so many quotes.
        """
        return self.database.ask_frame(question("said"), by=by, about=about, limit=limit)

    def disputes(self, limit: int | None = None) -> pd.DataFrame:
        """On which numbers sources disagree."""
        return self.database.ask_frame(question("disputes"), limit=limit)

    def variants(self, limit: int | None = None) -> pd.DataFrame:
        """What articles word differently."""
        return self.database.ask_frame(question("variants"), limit=limit)

    def show(self, row: str) -> Shown:
        """A row by its id, or an article by its id or file, with its marks: HTML in a notebook, text elsewhere.

        Raises:
            QueryError: where there is no such row.
        """
        from pipeline.views.known import known

        return Shown(known(self.database, row))


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """What is known of a row, as a notebook or a terminal shows it."""

    card: Card

    def __repr__(self) -> str:
        from pipeline.terminal.card import card_as_text

        return card_as_text(self.card)

    def _repr_html_(self) -> str:
        from pipeline.views.as_html import card_as_html

        return card_as_html(self.card)
