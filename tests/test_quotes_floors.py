"""Quality has floors: the program reads the passages of `gold/quotes.txt` no worse than it once did."""

from __future__ import annotations

import json
from functools import lru_cache

import pytest

from pipeline.annotate import load
from tests.floors import FLOORS, moved, score
from tests.inline import read_marked, read_passages

_FLOORS = json.loads(FLOORS.read_text(encoding="utf8"))["quotes"]


@lru_cache(maxsize=1)
def _scores() -> dict[str, float]:
    return score(read_passages("quotes.txt"), load())


@pytest.mark.parametrize("measure", sorted(_FLOORS))
def test_no_measure_falls_below_its_floor(measure: str) -> None:
    assert _scores()[measure] >= _FLOORS[measure]["floor"]


def test_every_measure_has_a_floor() -> None:
    assert sorted(_FLOORS) == sorted(_scores())


@pytest.mark.parametrize("measure", sorted(_FLOORS))
def test_a_floor_lower_than_it_once_was_says_why(measure: str) -> None:
    floor = _FLOORS[measure]
    assert floor["floor"] == floor["highest"] or floor.get("lowered_because", "").strip()


def test_floors_rise_only_where_asked_and_fall_only_with_a_reason() -> None:
    floors = {"cue": {"floor": 80.0, "highest": 80.0}}
    assert moved(floors, {"cue": 90.0}, lift=False, reason=None) == floors
    assert moved(floors, {"cue": 93.0}, lift=True, reason=None) == {"cue": {"floor": 90.0, "highest": 90.0}}
    assert moved(floors, {"cue": 82.0}, lift=True, reason=None) == floors
    assert moved(floors, {"cue": 70.0}, lift=True, reason=None) == floors
    lowered = moved(floors, {"cue": 70.0}, lift=False, reason="the old cases were wrong")
    assert lowered == {"cue": {"floor": 70.0, "highest": 80.0, "lowered_because": "the old cases were wrong"}}


def test_a_reason_stays_until_the_floor_is_back_where_it_was() -> None:
    lowered = {"cue": {"floor": 70.0, "highest": 80.0, "lowered_because": "a reason"}}
    risen = moved(lowered, {"cue": 78.0}, lift=True, reason=None)
    assert risen == {"cue": {"floor": 75.0, "highest": 80.0, "lowered_because": "a reason"}}
    assert moved(risen, {"cue": 83.0}, lift=True, reason=None) == {"cue": {"floor": 80.0, "highest": 80.0}}


def test_the_passages_are_many_and_say_what_they_are_about() -> None:
    passages = read_passages("quotes.txt")
    assert len(passages) >= 60
    assert len({passage.what for passage in passages}) == len(passages)


def test_tags_are_taken_out_and_their_places_kept() -> None:
    passage = read_marked(
        "x", '<s 1>Ann</s> <v 1>said</v> <q 1 by="Ann"><s 2>he</s> <v 2>hoped</v> <q 2 by="Bo">so</q></q>.'
    )
    assert passage.text == "Ann said he hoped so."
    outer, inner = passage.marked
    assert [passage.text[slice(*span)] for span in (*outer.content, *outer.cue, *inner.content, *inner.source)] == [
        "he hoped so", "said", "so", "he",
    ]  # fmt: skip
    assert (outer.given, inner.given) == ({"by": "Ann"}, {"by": "Bo"})
