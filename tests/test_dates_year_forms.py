import pytest

from pipeline.dates.year_forms import spelled_year
from pipeline.text.words import split_words


@pytest.mark.parametrize(
    ("text", "year"),
    [("two thousand and eight", 2008), ("two thousand", 2000), ("nineteen ninety-four", 1994),
     ("nineteen-ninety", 1990), ("twenty twelve", 2012), ("nineteen hundred", 1900),
     ("eighteen hundred and five", 1805)],
)  # fmt: skip
def test_a_year_is_read_in_words(text: str, year: int) -> None:
    words = split_words(text)
    assert spelled_year(words, 0) == (year, len(words))


@pytest.mark.parametrize(
    "text", ["nineteen people", "twenty-four hours", "two thousand eight hundred", "twenty hundred hours", "two years"]
)
def test_a_number_is_no_year(text: str) -> None:
    assert spelled_year(split_words(text), 0) is None
