"""Every row of the joints reads its own example."""

from typing import Any

import pytest
import spacy

from pipeline.factories import register_attributes
from pipeline.figures import pairs
from pipeline.figures.figure import Figure
from pipeline.figures.figure_draft import FigureDraft
from pipeline.figures.find import find_figures
from pipeline.resources import read_lists

JOINTS = read_lists("figures", "joints")["joints"]
register_attributes("dates", "figures")
NLP = spacy.blank("en")


def told(figure: Figure) -> str:
    ends = (figure.value,) if figure.value is not None else (figure.low, figure.high)
    return " ".join([figure.kind, *(f"{end:g}" for end in ends if end is not None)])


@pytest.mark.parametrize("row", JOINTS, ids=[row["example"] for row in JOINTS])
def test_a_joint_reads_its_example(row: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    before, _, rest = row["example"].partition("[")
    inside, _, after = rest.partition("]")
    made: list[bool] = []

    def watched(pair: pairs.Pair) -> FigureDraft | None:
        joined = pairs.READINGS[row["reads"]](pair)
        made.append(joined is not None)
        return joined

    readings = {words: [pairs.READINGS[one["reads"]] for one in JOINTS if words in one["between"] and one is not row]
                for words in row["between"]}  # fmt: skip
    place = [one["reads"] for one in JOINTS if row["between"][0] in one["between"]].index(row["reads"])
    for listed in readings.values():
        listed.insert(place, watched)
    monkeypatch.setattr(pairs, "_readings", lambda: readings)
    (figure,) = [f for f in find_figures(NLP(before + inside + after)) if f.kind != "ordinal"]
    assert (figure.start, figure.end) == (len(before), len(before) + len(inside))
    assert told(figure) == row["gives"]
    assert made == [True]


def test_every_reading_stands_at_some_joint() -> None:
    assert {row["reads"] for row in JOINTS} == set(pairs.READINGS)


@pytest.mark.parametrize("text", ["They took 3 into 5 lamps.", "It was 3 kg.\n- 5 kg more.", "It was 3 and 5 lamps."])
def test_what_stands_at_no_joint_stays_apart(text: str) -> None:
    assert len(find_figures(NLP(text))) == 2
