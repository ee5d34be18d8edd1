"""Every line of the date rules reads its own example, alone and among all others; what is wrong in a line is told."""

from datetime import date
from typing import Any

import pytest
import spacy

from pipeline.dates.find import find_dates
from pipeline.dates.parser import Parser
from pipeline.dates.rule_index import rule_index
from pipeline.dates.rules import FILES, rule_of
from pipeline.dates.tense import Facts
from pipeline.resources import read_lists
from pipeline.text.words import split_words

WEDNESDAY = date(2022, 7, 13)
RULE_FILES = [read_lists("dates", f"rules/{name}") for name in FILES]
LINES = [(file, line) for file in RULE_FILES for line in file["rules"]]
NLP = spacy.blank("en")


def marked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its brackets, and the spans that stood in them."""
    text, spans = "", []
    for piece in example.split("["):
        inside, bracket, after = piece.partition("]")
        if bracket:
            spans.append((len(text), len(text) + len(inside)))
        text += inside + after
    return text, spans


def given(line: dict[str, Any]) -> list[str]:
    """The values with their modifiers: "196X MID" is one."""
    values: list[str] = []
    for word in line["gives"].split():
        if word.replace("_", "").isalpha() and word.isupper() and values and not word.endswith("REF"):
            values[-1] += f" {word}"
        else:
            values.append(word)
    return values


@pytest.mark.parametrize("line", [line for _, line in LINES], ids=lambda line: line["example"])
def test_a_rule_finds_what_its_example_marks(line: dict[str, Any]) -> None:
    text, spans = marked(line["example"])
    found = find_dates(NLP(text), WEDNESDAY)
    read = {(timex.start, timex.end): f"{timex.value}{f' {timex.mod}' if timex.mod else ''}" for timex in found}
    assert [read.get(span) for span in spans] == given(line), read


@pytest.mark.parametrize(("file", "line"), LINES, ids=[line["example"] for _, line in LINES])
def test_a_rule_reads_its_example_by_itself(file: dict[str, Any], line: dict[str, Any]) -> None:
    text, spans = marked(line["example"])
    words = split_words(text)
    parser = Parser(words, rule_index().rules, rule_index().digit_rules, Facts(NLP(text)))
    rule = rule_of([line], file)
    matches = [match for i in range(len(words)) if (match := parser.match(rule, i)) is not None]
    read = [[(words.start[p.start], words.end[p.end - 1]) for p in rule.parts(match) or ()] for match in matches]
    assert spans in read


def test_every_example_is_of_another_sentence() -> None:
    examples = [line["example"] for _, line in LINES]
    assert len(set(examples)) == len(examples)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"value": "Month(moon)"}, "moon"),
        ({"value": "Lunar(month)"}, "Lunar"),
        ({"value": "month.real"}, "Attribute"),
        ({"value": "Month(month)", "unless": ["behind=the"]}, "behind"),
        ({"value": "Month(month)", "unless": ["before=the."]}, None),
        ({"value": "Month(month)", "unles": []}, "unles"),
        ({"value": "Month(month)", "guard": "no_such_guard"}, "no_such_guard"),
        ({"parts": ["start..middle: Month(month)"]}, "middle"),
    ],
)
def test_a_line_that_names_what_is_not_there_is_refused(line: dict[str, Any], told: str | None) -> None:
    whole = {"pattern": "month=MONTH", **line}
    if told is None:
        assert rule_of([whole], {}).cases
        return
    with pytest.raises(ValueError, match=told):
        rule_of([whole], {})


def test_two_slots_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two slots"):
        rule_of([{"pattern": "day=DAY day=DAY", "value": "Day(1, day)"}], {})
