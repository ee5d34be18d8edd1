from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.published import AmbiguousDateError, DateUnclearError, order_of_dates, parse_published

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
        "2022-07-13Z",
        "2022-07-13+02:00",
        "2022-07-13-05:00",
        "13th of July 2022",
        "the 13th of July, 2022".removeprefix("the "),
        "Wed, 13 Jul 22 10:00:00 EST",
        "Wed Jul 13 10:12:13 +0000 2022",
        "10:30, 13 July 2022",
        "July 13, 2022 at 10:30 AM",
        "13/07/22",
        1657670400,
        "1657670400",
        1657670400.0,
        "1657670400.25",
        1657670400123,
        "1657670400123456",
        1657670400123456789,
        pd.Timestamp("2022-07-13 23:59"),
        DAY,
        datetime(2022, 7, 13, 23, 59, tzinfo=UTC),
    ],
)
def test_a_day_is_understood_as_it_is_commonly_written(value):
    assert parse_published(value) == DAY


@pytest.mark.parametrize("value", [None, "", "  ", float("nan"), pd.NaT])
def test_nothing_is_no_date(value):
    assert parse_published(value) is None


def test_day_and_month_that_could_be_swapped_are_not_guessed():
    with pytest.raises(AmbiguousDateError, match="day/month or month/day"):
        parse_published("03/04/2022")
    assert parse_published("03/04/2022", "day") == date(2022, 4, 3)
    assert parse_published("03/04/2022", "month") == date(2022, 3, 4)
    assert parse_published("03.04.22 10:30", "day") == date(2022, 4, 3)


@pytest.mark.parametrize("order", ["day", "month"])
def test_an_order_that_cannot_be_gives_way_to_the_calendar(order):
    assert parse_published("13/07/2022", order) == parse_published("07/13/2022", order) == DAY


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["05/06/2022", "13/05/2022", None, "x", 7], "day"),
        (["05/06/2022", "05/13/2022 10:00"], "month"),
        (["05/06/2022", "06/07/2022"], None),
        (["13/05/2022", "05/13/2022"], None),
        (["13 May 2022", "2022-05-13", "13-05-99", "45/05/2022"], None),
        ([], None),
    ],
)
def test_one_date_settles_the_order_of_a_column(values, order):
    assert order_of_dates(values) == order == order_of_dates(reversed(values))


def test_years_of_two_digits_mean_the_same_whenever_they_are_read():
    assert parse_published("13/07/69") == date(2069, 7, 13) and parse_published("13/07/70") == date(1970, 7, 13)


def test_day_and_month_that_are_the_same_need_no_guess():
    assert parse_published("04/04/2022") == date(2022, 4, 4)


@pytest.mark.parametrize(
    "value",
    [
        "2022-13-45",
        "31 June 2022",
        "yesterday",
        "2022",
        "13 Juillet 2022",
        20.5,
        True,
        12,
        "May 2022",
        "Friday",
        "10:30",
        "22-07-13",
        "5/6",
    ],
)
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
