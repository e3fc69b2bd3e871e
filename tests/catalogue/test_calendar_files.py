"""The calendar that comes with the program against RULES §8."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

WEEKDAYS_OFF = {
    2023: "02/01 20/01 23/01 24/01 25/01 26/01 01/05 02/05 03/05 01/09 04/09",
    2024: "01/01 08/02 09/02 12/02 13/02 14/02 18/04 29/04 30/04 01/05 02/09 03/09",
    2025: "01/01 27/01 28/01 29/01 30/01 31/01 07/04 30/04 01/05 02/05 01/09 02/09",
    2026: "01/01 02/01 16/02 17/02 18/02 19/02 20/02 27/04 30/04 01/05 31/08 01/09 02/09 24/11",
}
SATURDAYS_WORKED = {2023: "", 2024: "04/05", 2025: "26/04", 2026: "10/01 22/08"}


def written(days):
    return " ".join(f"{day:%d/%m}" for day in sorted(days))


def weekdays_off(year):
    return [day for day in {**year.holidays, **year.days_off_in_lieu} if day.weekday() < 5]


@pytest.mark.parametrize("number", sorted(WEEKDAYS_OFF))
def test_a_year_has_the_days_of_the_rulebook(years, number):
    assert written(weekdays_off(years[number])) == WEEKDAYS_OFF[number]
    assert written(years[number].extra_working_days) == SATURDAYS_WORKED[number]


def test_which_years_are_complete(years):
    assert {number: year.complete for number, year in years.items()} == {
        2022: True, 2023: True, 2024: True, 2025: True, 2026: True, 2027: False,
    }  # fmt: skip


def test_an_incomplete_year_brings_no_days(years):
    empty = years[2027]
    assert not empty.holidays
    assert not empty.days_off_in_lieu
    assert not empty.extra_working_days
    assert "không bao giờ tự tính" in empty.note


def test_every_line_of_the_data_is_there(years):
    assert sum(len(y.holidays) + len(y.days_off_in_lieu) + len(y.extra_working_days) for y in years.values()) == 77


def test_the_uncertain_days_of_2026_are_to_be_confirmed(years):
    assert written(years[2026].to_confirm) == "22/08 31/08 24/11"
    assert "28/11" in years[2026].note


def test_days_lie_in_their_year_and_each_worked_saturday_pays_for_one_day_off(years):
    for number, year in years.items():
        days = [*year.holidays, *year.days_off_in_lieu, *year.extra_working_days]
        assert {day.year for day in days} <= {number}
        for worked, name in year.extra_working_days.items():
            paid = [day for day in year.days_off_in_lieu if f"{day:%d/%m}" in name or f"{day.day}/{day.month}" in name]
            assert len(paid) == 1, name
            assert abs(paid[0] - worked) < timedelta(days=14)


def test_culture_day_is_a_holiday_from_2026_only(years):
    assert date(2026, 11, 24) in years[2026].holidays
    assert date(2025, 11, 24) not in years[2025].holidays
