"""What looks like a figure, or a word about one, and is none: told by `pipeline/resources/figures/refusals/*.toml`.

A file has sections of rows. A row has `when`, terms (`text/terms.py`) that must all hold, and `where`, a comparison
(`text/expressions.py`). The first row that holds decides. It refuses, unless it says `then`: "keep" refuses nothing,
the name of another section goes on there. Where no row of a section holds, the next one is asked. `example` marks in
brackets what the row decides: the row's own test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from pipeline.figures.around import VALUES, Around, asked
from pipeline.figures.lexicon import table, word_set
from pipeline.resources import read_lists
from pipeline.text.expressions import Expression, read_expression
from pipeline.text.numbers.lists import number_words
from pipeline.text.signs import DASHES
from pipeline.text.terms import read_term, words_matched

KEEP = "keep"
_KNOWN = frozenset(("when", "where", "then", "example"))


Term = Callable[[Around], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a section: when it holds, and what follows; `then` is empty where it refuses.

    `lead` is its first term as written: of neighbours with the same one, it is asked once.
    """

    lead: str
    terms: tuple[Term, ...]
    where: Expression | None
    then: str

    def holds(self, around: Around) -> bool:
        """Whether all that the row asks for is so, the first term aside."""
        for term in self.terms[1:]:
            if not term(around):
                return False
        return self.where is None or bool(self.where(around))


def is_refused(file: str, around: Around) -> bool:
    """Whether the rows of a file refuse a stretch of the text.

    >>> import spacy
    >>> from pipeline.figures.prepared_doc import PreparedDoc
    >>> is_refused("bounds_before", Around(PreparedDoc(spacy.blank("en")("We talked about 40 seats")), 2, 3))
    True
    """
    wanted = ""
    for name, rows in refusals(file).items():
        if wanted and name != wanted:
            continue
        row = _first_that_holds(rows, around)
        if row is not None and row.then in ("", KEEP):
            return not row.then
        wanted = "" if row is None else row.then
    return False


def _first_that_holds(rows: Sequence[Row], around: Around) -> Row | None:
    failed = ""
    for row in rows:
        if row.lead and row.lead == failed:
            continue
        if row.terms and not row.terms[0](around):
            failed = row.lead
        elif row.holds(around):
            return row
    return None


@cache
def refusals(file: str) -> dict[str, tuple[Row, ...]]:
    """The sections of a file in their order.

    Raises:
        ValueError: where a row cannot be read; the message has its example.
    """
    return rows_of(read_lists("figures", f"refusals/{file}"))


def rows_of(file: Mapping[str, Any]) -> dict[str, tuple[Row, ...]]:
    """Read the sections of a file; its table `words` has the lists that its terms name.

    Raises:
        ValueError: where a row cannot be read.

    >>> len(rows_of({"ages": [{"when": "before=aged"}]})["ages"])
    1
    """
    sections: dict[str, list[Mapping[str, Any]]] = {name: rows for name, rows in file.items() if name != "words"}
    lists: Mapping[str, Sequence[str]] = file.get("words", {})
    return {name: tuple(_row(row, lists, [*sections]) for row in rows) for name, rows in sections.items()}


def _row(row: Mapping[str, Any], lists: Mapping[str, Sequence[str]], sections: Sequence[str]) -> Row:
    try:
        if unknown := row.keys() - _KNOWN:
            raise ValueError(f"there is no {', '.join(sorted(unknown))} in a row")
        then = row.get("then", "")
        if then not in ("", KEEP, *sections):
            raise ValueError(f"there is no section {then!r}")
        where = read_expression(row["where"], VALUES, {}, {}) if "where" in row else None
        terms = row.get("when", "").split()
        return Row("".join(terms[:1]), tuple(_term(term, lists) for term in terms), where, then)
    except (ValueError, KeyError) as error:
        raise ValueError(f"the row {row.get('example', row)!r} cannot be read: {error}") from error


def _term(source: str, lists: Mapping[str, Sequence[str]]) -> Term:
    listed = partial(_listed, lists)
    if source.startswith("near="):
        matched = words_matched(source.removeprefix("near="), listed)
        return lambda around: any(map(matched, around.near))
    return read_term(source, asked, listed)


def _listed(lists: Mapping[str, Sequence[str]], name: str) -> frozenset[str]:
    """A list of the file, or one of those that others have."""
    return frozenset(lists[name]) if name in lists else _shared()[name]


@cache
def _shared() -> dict[str, frozenset[str]]:
    return {
        "bounds": frozenset(word for words in table("bounds")["before"].values() for word in words),
        "dashes": frozenset(DASHES),
        "labels": word_set("grammar", "labels"),
        "number_words": number_words().starters,
        "small_numbers": frozenset(number_words().small),
        "stop": word_set("nouns", "stop"),
    }
