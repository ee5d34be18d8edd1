"""A short form of the fuzzers of `make torture`, and what they say of a component that raises."""

from datetime import date

import pytest

from pipeline.article import Article
from pipeline.components.interface import Findings
from pipeline.extraction.rows import rows
from pipeline.quotes.quote import Quote
from tests.torture.fuzz import ROOT, fuzz, fuzz_batch
from tests.torture.fuzz_passages import Whole, fuzz_passages
from tests.torture.fuzz_strings import fuzz_strings
from tests.torture.holding import assert_rows_hold
from tests.torture.strings import case

SEED = 11


def raising(text: str, published: date | None) -> None:
    if "late tonight" in text:
        raise KeyError("part")
    assert published is None, "no day"


def test_no_string_of_the_grammars_and_word_lists_raises() -> None:
    found = fuzz_strings(3_000, SEED)
    found.assert_none_failed()
    assert found.strings >= 3_000


def test_no_mutated_passage_raises() -> None:
    found = fuzz_passages(Whole(), [ROOT / "data" / "raw"], 72, SEED)
    found.assert_none_failed()
    assert found.cases == 72


def test_what_raises_is_told_by_its_place_once_with_a_short_text() -> None:
    cases = [("It rains late tonight, they say.", None), ("Rain.", None), ("Not late tonight.", None), ("", date.max)]
    found = fuzz(cases, raising)
    assert sorted((failure.times, failure.text) for failure in found.failures.values()) == [
        (1, ""),
        (2, "late tonight"),
    ]
    with pytest.raises(AssertionError, match=r"2 x KeyError .*test_fuzz.py"):
        found.assert_none_failed()


def test_of_a_batch_that_raises_each_text_is_tried_alone() -> None:
    def check_all(cases: list[tuple[str, date | None]]) -> None:
        for text, day in cases:
            raising(text, day)

    found = fuzz_batch([("Rain.", None), ("So late tonight", None)], check_all, raising)
    assert [failure.text for failure in found.failures.values()] == ["late tonight"]
    assert not fuzz_batch([("Rain.", None)], check_all, raising).failures


def test_a_text_follows_from_its_number() -> None:
    assert [case(1, number) for number in range(40)] == [case(1, number) for number in range(40)]
    assert case(1, 0) != case(2, 0)


def test_a_row_that_does_not_hold_is_told() -> None:
    article = Article("a", "a.txt", "It rained.")
    quote = Quote(((0, 2),), None, None, "direct", "speech", "colon", 1.5)
    found = rows(article, Findings(by_attribute={"quotes": (quote,)}))
    with pytest.raises(AssertionError, match="confidence"):
        assert_rows_hold(article, found)
    found["quotes"][0] |= {"confidence": 0.5, "text": "Rain"}
    with pytest.raises(AssertionError, match="does not stand"):
        assert_rows_hold(article, found)
