from fractions import Fraction

import pytest

from pipeline.dates.durations_and_times import length_value
from pipeline.dates.numbers import ordinal, quantity, spelled_year
from pipeline.dates.words import split_words


@pytest.mark.parametrize(
    ("text", "value"),
    [("48 hours", 48), ("1,200 days", 1200), ("2.5 hours", Fraction(5, 2)), ("5 1/2 hours", Fraction(11, 2)),
     ("2½ hours", Fraction(5, 2)), ("twenty-four hours", 24), ("a hundred days", 100), ("half an hour", Fraction(1, 2)),
     ("two and a half years", Fraction(5, 2)), ("a couple of years", 2), ("two hundred and ten days", 210),
     ("a dozen years", 12)],
)  # fmt: skip
def test_a_quantity_is_read_up_to_its_unit(text: str, value: int | Fraction) -> None:
    words = split_words(text)
    found = quantity(words, 0)
    assert found is not None
    assert found[0] == value
    assert words.low[found[1]] in ("hours", "hour", "days", "years")


@pytest.mark.parametrize("text", ["several years", "a few days", "many weeks"])
def test_a_vague_quantity_has_no_number(text: str) -> None:
    found = quantity(split_words(text), 0)
    assert found is not None and found[0] is None


def test_ordinals_and_spelled_years_are_read() -> None:
    assert ordinal(split_words("twenty-first century"), 0) == (21, 3)
    assert ordinal(split_words("3rd"), 0) == (3, 2)
    assert ordinal(split_words("3 rd"), 0) is None
    assert spelled_year(split_words("two thousand and eight"), 0) == (2008, 4)
    assert spelled_year(split_words("nineteen people"), 0) is None


def test_lengths_are_written_as_timex_values() -> None:
    assert length_value(Fraction(3), "fortnight") == "P6W"
    assert length_value(None, "hour") == "PTXH"
    assert length_value(Fraction(1, 3), "hour") == "PT20M"
