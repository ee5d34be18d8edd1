from datetime import date

import pytest

from pipeline.dates.holidays import easter, holiday_date
from pipeline.dates.periods import century_of, decade_of, half_of, move, period_around, season_around, season_of


def test_weeks_follow_iso_over_the_turn_of_the_year() -> None:
    assert period_around("week", date(2021, 1, 3)).value == "2020-W53"
    assert period_around("week", date(2024, 12, 30)).value == "2025-W01"


def test_winter_runs_into_the_next_year() -> None:
    winter = season_of(2021, "WI")
    assert (winter.first, winter.last) == (date(2021, 12, 1), date(2022, 2, 28))
    assert season_around(date(2022, 1, 15)) == (2021, "WI")
    assert season_around(date(2022, 12, 1)) == (2022, "WI")


def test_halves_decades_and_centuries_cover_their_days() -> None:
    assert (half_of(2022, 2).first, half_of(2022, 2).last) == (date(2022, 7, 1), date(2022, 12, 31))
    assert (decade_of(1987).value, decade_of(1987).last) == ("198X", date(1989, 12, 31))
    assert (century_of(1850).value, century_of(1850).first) == ("18XX", date(1800, 1, 1))


def test_a_period_that_runs_out_of_the_calendar_ends_with_it() -> None:
    week, winter = period_around("week", date.max), season_of(9999, "WI")
    assert (week.first, week.last) == (date(9999, 12, 27), date.max)
    assert (winter.first, winter.last) == (date(9999, 12, 1), date.max)
    assert period_around("weekend", date.max).first <= period_around("weekend", date.max).last


def test_moving_stops_where_the_calendar_ends() -> None:
    assert move(date(9999, 6, 1), "year", 1) is None
    assert move(date(1, 1, 1), "day", -1) is None
    assert move(date(2024, 2, 29), "year", 1) == date(2025, 2, 28)


@pytest.mark.parametrize(("year", "day"), [(2000, (4, 23)), (2008, (3, 23)), (2011, (4, 24)), (2024, (3, 31))])
def test_easter_falls_where_the_church_says(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_moving_holidays_are_the_right_weekday_of_their_month() -> None:
    assert holiday_date("5/1/-1", 2022) == date(2022, 5, 30)
    assert holiday_date("9/1/1", 2022) == date(2022, 9, 5)
    assert holiday_date("election", 2016) == date(2016, 11, 8)
