"""Figures as they are shown: dots in thousands, a comma, half up, "-" for what nobody said (RULES 55)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.text import counted, hours, hours_and_minutes, percent, quotient, short_date, signed


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "shown"),
    [
        pytest.param(90, 12_919, 1, "0,7 %", id="late results of the city"),
        pytest.param(77, 79_075, 1, "0,1 %", id="late results of the wards"),
        pytest.param(622, 79_075, 2, "0,79 %", id="returned by post"),
        pytest.param(234, 12_919, 2, "1,81 %", id="returned by post, the city"),
        pytest.param(0, 0, 1, "-", id="of nothing"),
        pytest.param(0, 5, 1, "0,0 %", id="none of five is a figure"),
        pytest.param(None, 5, 1, "-", id="nobody said the part"),
        pytest.param(5, None, 1, "-", id="nobody said the whole"),
        pytest.param(1, 8, 1, "12,5 %", id="exact"),
        pytest.param(1, 8, 0, "13 %", id="a half goes up"),
        pytest.param(1249, 10_000, 1, "12,5 %", id="just under a half goes up to the nearest"),
        pytest.param(12_449, 100_000, 1, "12,4 %", id="below the half"),
        pytest.param(5, 5, 1, "100,0 %", id="all"),
        pytest.param(50, 1, 0, "5.000 %", id="more than a thousand"),
    ],
)
def test_55_a_share_is_rounded_half_up_with_a_comma(
    part: int | None, whole: int | None, decimals: int, shown: str
) -> None:
    assert percent(part, whole, decimals) == shown


def test_44_seventy_four_thousand_hours_are_rounded_only_when_shown() -> None:
    assert hours(10_662 * 7 * 60) == "74.634"
    assert [hours(minutes) for minutes in (0, 29, 30, 89, 90)] == ["0", "0", "1", "1", "2"]
    assert hours(411, 2) == "6,85"


def test_minutes_are_told_as_they_are() -> None:
    shown = [hours_and_minutes(minutes) for minutes in (0, 45, 60, 870, 4_478_045)]
    assert shown == ["0 phút", "45 phút", "1 giờ", "14 giờ 30 phút", "74.634 giờ 05 phút"]


@given(st.integers(0, 10**9), st.integers(1, 10**7), st.integers(0, 3))
def test_what_is_shown_is_the_nearest_number_and_of_two_the_higher(part: int, whole: int, decimals: int) -> None:
    shown = Fraction(quotient(part, whole, decimals).replace(".", "").replace(",", "."))
    off = shown - Fraction(part, whole)
    half = Fraction(1, 2 * 10**decimals)
    assert -half < off <= half


def test_nobody_said_is_a_dash_and_none_is_a_nought() -> None:
    assert [counted(value) for value in (None, 0, 999, 1000, 88_018)] == ["-", "0", "999", "1.000", "88.018"]


def test_a_difference_bears_its_sign() -> None:
    assert [signed(value) for value in (-66, 0, 8_000)] == ["−66", "0", "+8.000"]


def test_a_short_date_has_two_digits_in_the_day_and_in_the_first_two_months() -> None:
    assert [short_date(day) for day in (date(2023, 9, 5), date(2024, 2, 1))] == ["05/9/2023", "01/02/2024"]
