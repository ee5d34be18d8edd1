"""The answer to a question: a table or, where that would be too narrow, one row below the other; CSV; JSON."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any

from pipeline.terminal.console import plain
from pipeline.views.database import Answer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

MOST = 100  # rows shown to people
_READABLE = 16  # characters: a column of longer texts that gets less than this is hard to read
_GAP = 2


def as_csv(answer: Answer) -> str:
    """The answer as CSV with a header; items of a list are parted by semicolons.

    >>> as_csv(Answer(("name", "roles"), (("Ann", ["mayor", "poet"]),)))
    'name,roles\\nAnn,mayor; poet\\n'
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_in_csv(value) for value in row] for row in answer.rows)
    return plain(stream.getvalue(), lines=True)


def as_json(answer: Answer, *, lines: bool = False) -> str:
    """The answer as a JSON array of objects, or an object a line; in ASCII: a terminal finds nothing to obey to.

    >>> as_json(Answer(("name", "n"), (("Ann", 2),)), lines=True)
    '{"name": "Ann", "n": 2}\\n'
    """
    records = [{name: _in_json(value) for name, value in record.items()} for record in answer.records()]
    if lines:
        return "".join(_ascii(json.dumps(record)) + "\n" for record in records)
    return _ascii(json.dumps(records, indent=1)) + "\n"


def print_answer(answer: Answer, notes: Sequence[str] = (), console: Console | None = None) -> None:
    """Print the answer for people, and what they must know of it."""
    from rich.console import Console

    console = console or Console(highlight=False)
    rows = [[_for_people(value) for value in row] for row in answer.rows[:MOST]]
    if not rows:
        console.print("No rows.")
    elif _fits(answer.columns, rows, console.width):
        console.print(_table(answer, rows))
    else:
        for number, row in enumerate(rows):
            console.print(*([""] if number else []), _record(answer.columns, row), sep="\n")
    if more := len(answer.rows) - len(rows):
        console.print(f"… {more:,} {'row' if more == 1 else 'rows'} more; --csv and --json give all")
    for note in notes:
        console.print(f"Note: {plain(note)}", markup=False)


def _table(answer: Answer, rows: Sequence[Sequence[str]]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="dim")
    for number, name in enumerate(answer.columns):
        justify: Any = "right" if all(_is_number(row[number]) for row in answer.rows) else "left"
        least = _longest_word([name, *(row[number] for row in rows)])
        table.add_column(plain(name), justify=justify, overflow="fold", min_width=least)
    for row in rows:
        table.add_row(*(Text(value) for value in row))
    return table


def _record(columns: Sequence[str], row: Sequence[str]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, _GAP))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in zip(columns, row, strict=True):
        if value:
            grid.add_row(Text(plain(name)), Text(value))
    return grid


def _fits(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether each column has its longest word on one line, and long texts have room to be read."""
    cells = [[name, *(row[number] for row in rows)] for number, name in enumerate(columns)]
    needed = [max(_longest_word(column), min(_READABLE, max(map(_cells, column)))) for column in cells]
    return sum(needed) + _GAP * len(needed) <= width


def _longest_word(texts: Sequence[str]) -> int:
    return max((_cells(word) for text in texts for word in text.split()), default=1)


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _for_people(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:,.15g}"
    return plain(_in_csv(value))


def _in_csv(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(_in_csv, value))
    if isinstance(value, Mapping):
        return json.dumps(_in_json(value), ensure_ascii=False)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _in_json(value: Any) -> Any:
    if isinstance(value, list):
        return [_in_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): _in_json(item) for name, item in value.items()}
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, str | int) else str(value)


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _ascii(text: str) -> str:
    return text.replace("\x7f", "\\u007f")
