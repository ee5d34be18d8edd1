"""The inline-annotated cases of tests/gold/dates*.txt: the right expressions, all of them, nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import spacy

from pipeline.dates.find import find_dates
from pipeline.dates.timex import Timex

GOLD = Path(__file__).parent / "gold"
_CASE = re.compile(r"^<case(?: published=(\S+?))?>(.*)</case>$")
_TIMEX = re.compile(r"<t((?: \w+=\S+?)*)>(.*?)</t>")
_COLUMNS = {"value": "value", "type": "type", "mod": "mod", "anchor": "anchor", "precision": "precision",
            "start": "start_date", "end": "end_date"}  # fmt: skip
FLOOR = 0.97


@dataclass(frozen=True)
class Case:
    text: str
    published: date | None
    expected: tuple[tuple[int, int, dict[str, str]], ...]


def read_case(line: str) -> Case:
    match = _CASE.match(line)
    assert match, f"not a case: {line}"
    body = match[2].replace("\\n", "\n")
    text, expected, last = "", [], 0
    for mark in _TIMEX.finditer(body):
        text += body[last : mark.start()]
        wanted = dict(pair.split("=") for pair in mark[1].split())
        expected.append((len(text), len(text) + len(mark[2]), {"type": "DATE", **wanted}))
        text, last = text + mark[2], mark.end()
    published = date.fromisoformat(match[1]) if match[1] else None
    return Case(text + body[last:], published, tuple(expected))


def read_cases() -> list[Case]:
    lines = [line for path in sorted(GOLD.glob("dates*.txt")) for line in path.read_text(encoding="utf8").splitlines()]
    return [read_case(line) for line in lines if line.strip() and not line.startswith("#")]


CASES = read_cases()
NLP = spacy.blank("en")


def problems(case: Case, found: tuple[Timex, ...]) -> list[str]:
    spans = {(timex.start, timex.end): timex for timex in found}
    wrong = [f"unexpected {case.text[s:e]!r}" for s, e in spans if (s, e) not in {(a, b) for a, b, _ in case.expected}]
    for start, end, wanted in case.expected:
        timex = spans.get((start, end))
        if timex is None:
            wrong.append(f"missed {case.text[start:end]!r}")
            continue
        for name, value in wanted.items():
            got = getattr(timex, _COLUMNS[name])
            if ("null" if got is None else str(got)) != value:
                wrong.append(f"{case.text[start:end]!r}: {name} {got}, not {value}")
    return wrong


@pytest.mark.parametrize("case", CASES, ids=[case.text[:60] for case in CASES])
def test_the_expressions_of_a_gold_case_are_found_and_normalised(case: Case) -> None:
    assert problems(case, find_dates(NLP(case.text), case.published)) == []


def test_there_are_enough_gold_cases_and_the_floor_holds() -> None:
    right = sum(not problems(case, find_dates(NLP(case.text), case.published)) for case in CASES)
    assert len(CASES) >= 150
    assert right >= FLOOR * len(CASES)
