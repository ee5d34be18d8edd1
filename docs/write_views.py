"""Write docs/views.md from the views themselves: `python docs/write_views.py`. A test fails where the two differ."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.views.declared import QUESTION_NAMES, Question, View, question, views

_HEAD = """\
# The views

<!-- Made by `make docs` from pipeline/resources/views and questions; a test fails where the two differ. -->

A view is SQL over the [tables](tables.md) that is written once: `onrecord query OUT "SELECT ... FROM sayings"` and, in
Python, `pipeline.load("OUT").sql("...")` know every table and every view. DuckDB answers from the Parquet files as they
lie; nothing is written. Before `onrecord reconcile` has run, its tables are empty: names hold within an article only,
`variants` and `disputes` have no rows, and a note says so.
"""
_QUESTIONS = """\
## Ready questions

`onrecord query OUT NAME`, with `--help` for its SQL; in Python `pipeline.load("OUT").NAME()`. A parameter that is left
out has the value in brackets.
"""


def views_page() -> str:
    """The whole page."""
    parts = [_HEAD, *map(_view, views()), _QUESTIONS, *(_question(question(name)) for name in QUESTION_NAMES)]
    return "\n".join(parts)


def _view(view: View) -> str:
    rows = "\n".join(_rows("column", view.columns))
    return f"## {view.name}\n\nOne row is {view.row}.\n\n{rows}\n"


def _question(asked: Question) -> str:
    rows = "\n".join(_rows("parameter", asked.parameters))
    return f"### {asked.name}\n\n{asked.answers}\n\n{rows}\n\n```sql\n{asked.sql}\n```\n"


def _rows(what: str, meanings: dict[str, str]) -> Iterator[str]:
    yield f"| {what} | meaning |"
    yield "|---|---|"
    for name, meaning in meanings.items():
        yield f"| `{name}` | {meaning} |"


if __name__ == "__main__":
    Path(__file__).with_name("views.md").write_text(views_page(), encoding="utf8")
