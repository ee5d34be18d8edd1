from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.published import DateUnclearError, parse_published

DAY = date(2022, 7, 13)


@pytest.mark.parametrize(
    "value",
    [
        "2022-07-13",
        "2022/7/13",
        "2022-07-13T23:59:00Z",
        "2022-07-13 08:00:00+02:00",
        "20220713",
        20220713,
        "20220713T080000Z",
        "13 July 2022",
        "13 Jul 2022",
        "13th July, 2022",
        "13-Jul-2022",
        "July 13, 2022",
        "Jul. 13 2022",
        "Wednesday, July 13, 2022",
        "Wed, 13 Jul 2022 10:00:00 +0000",
        "13/07/2022",
        "07/13/2022",
        "13.07.2022",
        " 2022-07-13 ",
        DAY,
        datetime(2022, 7, 13, 23, 59, tzinfo=UTC),
    ],
)
def test_a_day_is_understood_as_it_is_commonly_written(value):
    assert parse_published(value) == DAY


@pytest.mark.parametrize("value", [None, "", "  "])
def test_nothing_is_no_date(value):
    assert parse_published(value) is None


def test_day_and_month_that_could_be_swapped_are_not_guessed():
    with pytest.raises(DateUnclearError, match="day/month or month/day"):
        parse_published("03/04/2022")


def test_day_and_month_that_are_the_same_need_no_guess():
    assert parse_published("04/04/2022") == date(2022, 4, 4)


@pytest.mark.parametrize("value", ["2022-13-45", "31 June 2022", "yesterday", "2022", "13 Juillet 2022", 20.5, True])
def test_what_names_no_day_is_refused(value):
    with pytest.raises(DateUnclearError):
        parse_published(value)


@given(st.text())
def test_any_words_give_a_day_or_are_refused(words):
    try:
        found = parse_published(words)
    except DateUnclearError:
        return
    assert found is None or isinstance(found, date)


@given(st.dates())
def test_a_day_written_in_iso_form_comes_back(day):
    assert parse_published(day.isoformat()) == day
