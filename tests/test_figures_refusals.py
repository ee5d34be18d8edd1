"""Every row of the refusals decides its own example; what is wrong in a row is told."""

from dataclasses import replace
from typing import Any

import pytest
import spacy
from spacy.language import Language

from pipeline.annotate import ModelError, find_model
from pipeline.factories import register_attributes
from pipeline.figures import refusals
from pipeline.figures.around import Around
from pipeline.figures.find import find_figures
from pipeline.figures.prepared_doc import PreparedDoc
from pipeline.figures.refusals import is_refused, rows_of
from pipeline.resources import read_lists

FILES = ("bounds_after", "bounds_before", "digits", "fractions", "ordinals", "spelled")
READ = {file: read_lists("figures", f"refusals/{file}") for file in FILES}
ROWS = [
    (file, section, at, row)
    for file, sections in READ.items()
    for section, rows in sections.items()
    if section != "words"
    for at, row in enumerate(rows)
]
register_attributes("dates", "figures")
BLANK = spacy.blank("en")


def language(row: dict[str, Any]) -> Language:
    """Without a model, but for rows that ask for what only a trained pipeline knows."""
    if not any(asked in row.get("when", "") for asked in ("tagged=yes", "inside_name=yes", "phrase=no")):
        return BLANK
    try:
        return spacy.load(find_model().path)
    except ModelError:
        pytest.skip("no trained pipeline: make it with `make model`")


def marked(example: str) -> tuple[str, int, int]:
    """The text of an example, and where it marks what its row decides."""
    before, _, rest = example.partition("[")
    inside, _, after = rest.partition("]")
    return before + inside + after, len(before), len(before) + len(inside)


@pytest.mark.parametrize(("file", "section", "at", "row"), ROWS, ids=[row["example"] for *_, row in ROWS])
def test_a_row_decides_its_example(
    file: str, section: str, at: int, row: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    text, start, end = marked(row["example"])
    rows = {name: list(listed) for name, listed in refusals.refusals(file).items()}
    decided: list[int] = []

    def watched(around: Around) -> bool:
        holds = original.where is None or bool(original.where(around))
        decided.extend([around.prepared.pieces[around.first].start] if holds else [])
        return holds

    original = rows[section][at]
    rows[section][at] = replace(original, where=watched)
    others = {name: refusals.refusals(name) for name in FILES}
    monkeypatch.setattr(refusals, "refusals", (others | {file: rows}).__getitem__)
    found = find_figures(language(row)(text))
    assert any(f.start <= start and end <= f.end for f in found) == ("then" in row)
    assert start in decided


def test_every_example_is_of_another_sentence() -> None:
    assert len({row["example"] for *_, row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"when": "behind=the"}, "behind"),
        ({"when": "before.colour=red"}, "colour"),
        ({"when": "the"}, "no term"),
        ({"when": "before=@nowhere"}, "nowhere"),
        ({"where": "size > 2"}, "size"),
        ({"then": "nowhere"}, "nowhere"),
        ({"unless": "before=the"}, "unless"),
    ],
)
def test_a_row_that_names_what_is_not_there_is_refused(row: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        rows_of({"some": [row]})


@pytest.mark.parametrize(
    ("text", "refused"),
    [("At two lamps.", True), ("For two lamps.", False), ("At one lamp.", True), ("For four lamps.", False)],
)
def test_sections_are_asked_in_their_order_unless_a_row_names_the_next(
    text: str, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: dict[str, list[dict[str, str]]] = {
        "first": [{"when": "first=two", "then": "third"}, {"when": "first=four", "then": "keep"}],
        "second": [{"when": ""}],
        "third": [{"when": "before=at"}],
    }
    monkeypatch.setattr(refusals, "refusals", lambda file: rows_of(listed))
    assert is_refused("any", Around(PreparedDoc(BLANK(text)), 1, 2)) == refused
