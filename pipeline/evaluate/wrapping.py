"""Whether lines change anything: articles wrapped at a width, extracted, and compared with the same articles unwrapped.

    python -m pipeline.evaluate.wrapping ARTICLES [--width 66] [--form plain] [--number 60] [--show 5]

ARTICLES is anything that `onrecord extract` reads. For quotes, figures and dates the script prints how many rows the
unwrapped articles give, how many of them are found in the wrapped ones with the same content, and the share.
"""

import argparse
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from pipeline.article import Article
from pipeline.extraction.extractor import make_extractor
from pipeline.ingest import read
from pipeline.settings import load_settings

Row = dict[str, Any]
RowCounts = Counter[tuple[str, ...]]
FORMS: dict[str, dict[str, Any]] = {
    "plain": {},
    "indented": {"initial_indent": "    "},
    "block": {"initial_indent": "    ", "subsequent_indent": "    "},
    "mail": {"initial_indent": "> ", "subsequent_indent": "> "},
}
COLUMNS = {
    "quotes": ("kind", "content", "cue_text", "source_text", "speaker", "speaker_type", "attribution"),
    "figures": ("text", "kind", "value", "low", "high", "unit", "counted", "bound", "change", "concept"),
    "dates": ("text", "type", "value", "start_date", "end_date", "mod", "anchor"),
}
_BATCH = 20


def wrap(text: str, width: int, form: str = "plain") -> str:
    r"""Every line of a text wrapped at a width, as `textwrap` does it; blank lines stay.

    >>> wrap("Rain.\n\nIt fell on the town all day.", 14, "mail")
    '> Rain.\n\n> It fell on\n> the town all\n> day.'
    """
    return "\n".join(textwrap.fill(line, width, **FORMS[form]) for line in text.split("\n"))


def content(row: Row, table: str) -> tuple[str, ...]:
    """What a row says, wherever it stands and however its lines are broken."""
    return tuple(_joined(row[column]) for column in COLUMNS[table])


def _joined(value: Any) -> str:
    """A value without layout: no quoting marks of mail, no blanks (which are lost at a hyphen or a dash)."""
    words = str(value).split()
    return "".join(word for word in words if set(word) != {">"})


def compare(
    extract: Callable[[Sequence[Article]], Any], articles: Sequence[Article], width: int, form: str
) -> Iterator[tuple[str, RowCounts, RowCounts]]:
    """For some articles and each table: its rows from the articles as they are, and from the wrapped ones."""
    before = extract(articles)
    after = extract([replace(article, text=wrap(article.text, width, form)) for article in articles])
    for table in COLUMNS:
        yield table, _rows(before, table), _rows(after, table)


def _rows(tables: Any, table: str) -> RowCounts:
    return Counter((row["doc_id"], *content(row, table)) for row in tables[table].to_pylist())


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--width", type=int, default=66)
    parser.add_argument("--form", choices=sorted(FORMS), default="plain")
    parser.add_argument("--number", type=int, default=60, help="how many articles, from the first on")
    parser.add_argument("--show", type=int, default=0, help="rows to print of those that differ")
    given = parser.parse_args()
    found = (item for item in read([given.articles]) if isinstance(item, Article))
    articles = list(islice(found, given.number))
    extract = make_extractor(load_settings({"keyterms": 0}))
    before: dict[str, RowCounts] = {table: Counter() for table in COLUMNS}
    after: dict[str, RowCounts] = {table: Counter() for table in COLUMNS}
    for start in range(0, len(articles), _BATCH):
        for table, old, new in compare(extract, articles[start : start + _BATCH], given.width, given.form):
            before[table] += old
            after[table] += new
    for table in COLUMNS:
        _print(table, before[table], after[table], given.show)


def _print(table: str, before: RowCounts, after: RowCounts, show: int) -> None:
    same = (before & after).total()
    print(f"{table:8s} {before.total():6d} unwrapped {after.total():6d} wrapped {same:6d} the same", end="")
    print(f"  {100 * same / max(before.total(), 1):5.1f}%")
    for sign, rows in (("-", before - after), ("+", after - before)):
        for row in list(rows)[:show]:
            print(f"  {sign} {' | '.join(row)}")


if __name__ == "__main__":
    main()
