"""Every row of the refusals decides its own example, which would be read otherwise without it."""

from typing import Any

import pytest
import spacy
from spacy.language import Language

from pipeline.annotate import ModelError, find_model
from pipeline.attributes import register_attributes
from pipeline.figures import refusals
from pipeline.figures.find import find_figures
from pipeline.figures.refusals import Row, rows_of
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


def is_read(nlp: Language, example: str) -> bool:
    """Whether a figure holds what the example marks."""
    before, _, rest = example.partition("[")
    marked, _, after = rest.partition("]")
    start, end = len(before), len(before) + len(marked)
    return any(f.start <= start and end <= f.end for f in find_figures(nlp(before + marked + after)))


@pytest.mark.parametrize(("file", "section", "at", "row"), ROWS, ids=[row["example"] for *_, row in ROWS])
def test_a_row_decides_its_example(
    file: str, section: str, at: int, row: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp = language(row)
    read = is_read(nlp, row["example"])
    assert read == ("then" in row)
    without = {name: rows for name, rows in refusals.refusals(file).items()}
    without[section] = tuple(one for i, one in enumerate(without[section]) if i != at)
    all_files = {name: refusals.refusals(name) for name in FILES} | {file: without}
    monkeypatch.setattr(refusals, "refusals", all_files.__getitem__)
    assert is_read(nlp, row["example"]) != read, "without the row it is the same"
