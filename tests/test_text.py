"""What clerks type: dates without a picker, moments, sums; and how numbers are hidden."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.clock import VIETNAM
from cchc_desktop.text import dong, fold, mask_number, nfc, parse_dong, parse_typed_date, parse_typed_moment, words

TODAY = date(2024, 4, 24)
NOW = datetime(2024, 4, 24, 15, 20, tzinfo=VIETNAM)
days = st.dates(date(1925, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("010290", date(1990, 2, 1)),
        ("01021990", date(1990, 2, 1)),
        ("1/2/90", date(1990, 2, 1)),
        ("1.2.1990", date(1990, 2, 1)),
        ("1-2-1990", date(1990, 2, 1)),
        ("240424", date(2024, 4, 24)),
        ("250425", date(1925, 4, 25)),
        ("290224", date(2024, 2, 29)),
    ],
)
def test_a_date_is_typed(typed: str, meant: date) -> None:
    assert parse_typed_date(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["", "310290", "1", "0102", "01/13/1990", "aa/bb/cccc", "01021", "290223"])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert parse_typed_date(typed, TODAY) is None


@given(days)
def test_a_day_written_with_four_figures_is_read_back(day: date) -> None:
    assert parse_typed_date(f"{day:%d%m%Y}", TODAY) == day
    assert parse_typed_date(f"{day.day}/{day.month}/{day.year}", TODAY) == day


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15:30 02/05/2024", (2024, 5, 2, 15, 30)),
        ("02/05/2024 15:30", (2024, 5, 2, 15, 30)),
        ("1530 020524", (2024, 5, 2, 15, 30)),
        ("15g30 02/05", (2024, 5, 2, 15, 30)),
        ("8h 03/01", (2025, 1, 3, 8, 0)),
        ("0205 0900", (2024, 5, 2, 9, 0)),
    ],
)
def test_a_moment_is_typed(typed: str, meant: tuple[int, ...]) -> None:
    assert parse_typed_moment(typed, NOW) == datetime(*meant, tzinfo=VIETNAM)


@pytest.mark.parametrize("typed", ["", "15:30", "02/05/2024", "24:00 02/05", "15:60 02/05", "15:30 31/02", "a b"])
def test_what_is_no_moment_is_none(typed: str) -> None:
    assert parse_typed_moment(typed, NOW) is None


@given(st.integers(0, 10_000_000_000))
def test_a_sum_is_read_back_as_it_is_written(amount: int) -> None:
    assert parse_dong(dong(amount)) == parse_dong(f"{amount}") == parse_dong(f"{dong(amount)} đ") == amount


@pytest.mark.parametrize("typed", ["", "15.00", "1.5", "-5", "mười", "15,0000"])
def test_what_is_no_sum_is_none(typed: str) -> None:
    assert parse_dong(typed) is None


@pytest.mark.parametrize(
    ("number", "shown"), [("056190004821", "056••••••821"), ("C1234567", "C12••567"), ("123456", "••••••"), ("", "")]
)
def test_a_number_is_hidden_but_for_its_ends(number: str, shown: str) -> None:
    assert mask_number(number) == shown


def test_rule_43_hoa_and_hoa_are_one_word() -> None:
    assert fold("Hòa") == fold("Hoà") == fold(unicodedata.normalize("NFD", "HÒA")) == "hoa"
    assert fold("Đặng Ước") == "dang uoc"
    assert words("Hòa-Đặng, 2") == ["hoa", "dang", "2"]


@given(st.text())
def test_every_text_is_nfc_after_one_pass(text: str) -> None:
    once = nfc(text)
    assert unicodedata.is_normalized("NFC", once)
    assert nfc(once) == once
