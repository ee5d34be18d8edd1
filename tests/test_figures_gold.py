"""The inline-annotated cases of tests/gold/figures.txt: the right figures, all of them, nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pipeline.annotate import ModelError, find_model
from pipeline.factories import register_attributes
from pipeline.figures.figure import Figure
from pipeline.figures.find import find_figures

GOLD = Path(__file__).parent / "gold" / "figures.txt"
FLOOR = 0.97
_FIGURE = re.compile(r"<f((?: \w+=(?:\"[^\"]*\"|[^\s>]+))*)>(.*?)</f>")
_ATTRIBUTE = re.compile(r"(\w+)=(?:\"([^\"]*)\"|([^\s>]+))")
_COLUMNS = {"head": "counted_head"}
_DEFAULTS = {"kind": "count", "unit": "null", "bound": "exact", "change": "null"}
_NUMERIC = ("value", "low", "high")


@dataclass(frozen=True)
class Case:
    text: str
    needs_tags: bool
    expected: tuple[tuple[int, int, dict[str, str]], ...]


def read_case(line: str) -> Case:
    needs_tags, line = line.startswith("* "), line.removeprefix("* ")
    text, expected, last = "", [], 0
    for mark in _FIGURE.finditer(line):
        text += line[last : mark.start()]
        wanted = _DEFAULTS | {name: quoted or bare for name, quoted, bare in _ATTRIBUTE.findall(mark[1])}
        expected.append((len(text), len(text) + len(mark[2]), wanted))
        text, last = text + mark[2], mark.end()
    text += line[last:]
    assert "<" not in text, f"broken mark-up: {line}"
    return Case(text, needs_tags, tuple(expected))


def read_cases() -> list[Case]:
    lines = GOLD.read_text(encoding="utf8").splitlines()
    return [read_case(line) for line in lines if line.strip() and not line.startswith("#")]


CASES = read_cases()
PLAIN_CASES = [case for case in CASES if not case.needs_tags]


@cache
def blank() -> Language:
    register_attributes("dates", "figures")
    return spacy.blank("en")


@cache
def trained() -> Language | None:
    try:
        found = find_model()
    except ModelError:
        return None
    register_attributes("dates", "figures")
    return spacy.load(found.path)


def same(got: object, wanted: str, name: str) -> bool:
    if wanted == "null" or got is None:
        return (got is None) == (wanted == "null")
    if name in _NUMERIC:
        return float(str(got)) == pytest.approx(float(wanted), rel=1e-9)
    return str(got) == wanted


def problems(case: Case, nlp: Language) -> list[str]:
    found = {(f.start, f.end): f for f in find_figures(nlp(case.text)) if f.kind != "ordinal"}
    marked = {(start, end) for start, end, _ in case.expected}
    wrong = [f"unexpected {case.text[s:e]!r}" for s, e in found if (s, e) not in marked]
    for start, end, wanted in case.expected:
        wrong += _differences(case.text[start:end], found.get((start, end)), wanted)
    return wrong


def _differences(surface: str, figure: Figure | None, wanted: dict[str, str]) -> list[str]:
    if figure is None:
        return [f"missed {surface!r}"]
    wrong = []
    for name, value in wanted.items():
        got = getattr(figure, _COLUMNS.get(name, name))
        if not same(got, value, name):
            wrong.append(f"{surface!r}: {name} is {got}, not {value}")
    return wrong


@pytest.mark.parametrize("case", PLAIN_CASES, ids=[case.text[:60] for case in PLAIN_CASES])
def test_the_figures_of_a_gold_case_are_found_without_a_model(case: Case) -> None:
    assert problems(case, blank()) == []


def test_there_are_enough_gold_cases_and_the_floor_holds_with_the_trained_pipeline() -> None:
    assert len(CASES) >= 150
    nlp = trained()
    if nlp is None:
        pytest.skip("no trained pipeline: make it with `make model`")
    wrong = {case.text: problem for case in CASES if (problem := problems(case, nlp))}
    assert len(wrong) <= (1 - FLOOR) * len(CASES), wrong
