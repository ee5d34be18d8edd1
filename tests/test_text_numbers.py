import tomllib
from fractions import Fraction
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.numbers.lists import number_words, values
from pipeline.text.numbers.read import read_amount, read_number, read_ordinal_number
from pipeline.text.words import split_words


@pytest.mark.parametrize(
    ("text", "value"),
    [("2,471", 2471), ("1.5 million", 1_500_000), ("3bn", 3_000_000_000), ("6-1/2", Fraction(13, 2)),
     ("3/4", Fraction(3, 4)), ("2×10^3", 2000), ("two hundred and six thousand", 206_000),
     ("two thirds", Fraction(2, 3)),
     ("half a million", 500_000), ("twenty‑one", 21), ("2½", Fraction(5, 2))],
)  # fmt: skip
def test_a_number_is_read_as_it_is_written(text: str, value: int | Fraction) -> None:
    pieces = split_words(text).pieces
    number = read_number(pieces, 0)
    assert number is not None and (number.value, number.last) == (value, len(pieces))


def test_an_amount_is_no_part_of_something() -> None:
    pieces = split_words("two thirds").pieces
    amount, number = read_amount(pieces, 0), read_number(pieces, 0)
    assert amount is not None and number is not None
    assert (amount.value, number.value) == (2, Fraction(2, 3))
    assert read_amount(split_words("dozens").pieces, 0) is None


@given(st.integers(1, 9), st.sampled_from(sorted(number_words().tens)))
def test_an_ordinal_in_words_may_lack_its_hyphen_where_that_is_allowed(unit: int, ten: str) -> None:
    ordinal = next(word for word, value in number_words().ordinals.items() if value == unit)
    joined, apart = split_words(f"{ten}-{ordinal}").pieces, split_words(f"{ten} {ordinal}").pieces
    expected = number_words().tens[ten] + unit
    for found in (read_ordinal_number(joined, 0), read_ordinal_number(apart, 0, may_be_apart=True)):
        assert found is not None and found.value == expected
    assert read_ordinal_number(apart, 0) is None


@pytest.mark.parametrize("text", ["3 rd", "21", "1.5th", "rain", "9" * 50 + "th"])
def test_what_is_no_ordinal_is_none(text: str) -> None:
    assert read_ordinal_number(split_words(text).pieces, 0) is None


def test_number_words_are_listed_once() -> None:
    resources = files("pipeline.resources")
    listed = [
        f"{room.name}/{path.name}"
        for room in resources.iterdir()
        if room.is_dir()
        for path in room.iterdir()
        if path.name.endswith(".toml")
        and any({"seven", "eleven"} <= set(table) for table in _tables(tomllib.loads(path.read_text("utf8"))))
    ]
    assert listed == ["text/numbers.toml"]
    assert values()["eleven"] == 11


def _tables(data: dict[str, object]) -> list[dict[str, object]]:
    inner = [table for value in data.values() if isinstance(value, dict) for table in _tables(value)]
    return [data, *inner]
