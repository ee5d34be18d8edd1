"""What holds of the rows of every document, whatever its text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.article import Article
from pipeline.tables.schemas import EXTRACT_TABLES, Table

Row = Mapping[str, Any]


def assert_rows_hold(article: Article, rows: Mapping[str, Sequence[Row]]) -> None:
    """Check the rows of one document.

    Raises:
        AssertionError: where one is not grounded, not as declared, or a key is there twice.
    """
    ids = {table.name: {row[table.key[0]] for row in rows[table.name]} for table in EXTRACT_TABLES}
    for table in EXTRACT_TABLES:
        found = rows[table.name]
        keys = [tuple(row[name] for name in table.key) for row in found]
        assert len(set(keys)) == len(keys), f"{table.name}: a key is there twice"
        for row in found:
            _declared(table, row)
            _grounded(table, row, article.text)
            for column, other in table.references:
                assert row[column] is None or row[column] in ids[other], f"{table.name}.{column} leads to no row"
    for date in rows["dates"]:
        assert (date["start_date"] is None) == (date["end_date"] is None), f"half a period: {date}"
        assert date["start_date"] is None or date["start_date"] <= date["end_date"], f"runs backwards: {date}"
    for figure in rows["figures"]:
        _interval(figure)
    for quote in rows["quotes"]:
        assert 0 <= quote["confidence"] <= 1, f"confidence {quote['confidence']}"


def _declared(table: Table, row: Row) -> None:
    for column in table.columns:
        value = row[column.name]
        assert value is not None or column.nullable, f"{table.name}.{column.name} is empty"
        assert not column.values or value in (*column.values, None), f"{table.name}.{column.name} is {value!r}"
        assert not isinstance(value, float) or math.isfinite(value), f"{table.name}.{column.name} is {value}"


def _grounded(table: Table, row: Row, text: str) -> None:
    prefixes = ("", "cue_", "source_") if table.name == "quotes" else ("",) if table.grounded else ()
    for prefix in prefixes:
        start, end, own = (row[prefix + name] for name in ("start", "end", "text"))
        if prefix and start is None:
            assert end is None and own is None, f"{table.name}: half a {prefix.strip('_')}"
            continue
        assert 0 <= start < end <= len(text), f"{table.name}: {start}:{end} of {len(text)}"
        assert text[start:end] == own, f"{table.name}: {own!r} does not stand at {start}"


def _interval(figure: Row) -> None:
    low, high, kind = figure["low"], figure["high"], figure["kind"]
    assert figure["start"] <= figure["number_start"] < figure["number_end"] <= figure["end"], (
        f"number outside: {figure}"
    )
    assert kind == "score" or low is None or high is None or low <= high, f"runs backwards: {figure}"
