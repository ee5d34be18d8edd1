from fractions import Fraction

import pytest

from pipeline.dates.counts import read_count
from pipeline.dates.durations_and_times import length_value
from pipeline.text.words import split_words


@pytest.mark.parametrize(
    ("text", "value"),
    [("48 hours", 48), ("1,200 days", 1200), ("2.5 hours", Fraction(5, 2)), ("5 1/2 hours", Fraction(11, 2)),
     ("2½ hours", Fraction(5, 2)), ("twenty-four hours", 24), ("a hundred days", 100), ("half an hour", Fraction(1, 2)),
     ("two and a half years", Fraction(5, 2)), ("a couple of years", 2), ("two hundred and ten days", 210),
     ("a dozen years", 12), ("a million years", 1_000_000), ("3 million years", 3_000_000), ("two and half years", 2.5),
     ("half a million years", 500_000)],
)  # fmt: skip
def test_a_count_is_read_up_to_its_unit(text: str, value: int | Fraction) -> None:
    words = split_words(text)
    found = read_count(words, 0)
    assert found is not None
    assert found[0] == value
    assert words.low[found[1]] in ("hours", "hour", "days", "years")


@pytest.mark.parametrize("text", ["several years", "a few days", "many weeks"])
def test_a_vague_count_has_no_number(text: str) -> None:
    found = read_count(split_words(text), 0)
    assert found is not None and found[0] is None


def test_a_part_of_a_number_is_no_count() -> None:
    words = split_words("1,200 days")
    assert read_count(words, 0) == (1200, 3)
    assert read_count(words, 2) is None


def test_three_quarters_of_a_year_are_nine_months() -> None:
    found = read_count(split_words("three quarters of the year"), 0)
    assert found == (3, 1)


def test_lengths_are_written_as_timex_values() -> None:
    assert length_value(Fraction(3), "fortnight") == "P6W"
    assert length_value(None, "hour") == "PTXH"
    assert length_value(Fraction(1, 3), "hour") == "PT20M"
