"""Reporting periods end on the 14th (RULES 53), and what a ward owes when (row 145)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.clock import moment
from cchc_desktop.rules.periods import month_of, report_period, reports_due


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        pytest.param("2023", "2022-12-15", "2023-12-14", id="the year"),
        pytest.param("2023-H1", "2022-12-15", "2023-06-14", id="its first half"),
        pytest.param("2023-H2", "2023-06-15", "2023-12-14", id="its second half"),
        pytest.param("2023-9M", "2022-12-15", "2023-09-14", id="nine months"),
        pytest.param("2023-Q1", "2022-12-15", "2023-03-14", id="the first quarter"),
        pytest.param("2023-Q4", "2023-09-15", "2023-12-14", id="the last quarter"),
        pytest.param("2023-11", "2023-10-15", "2023-11-14", id="November"),
        pytest.param("2023-01", "2022-12-15", "2023-01-14", id="January begins in December"),
        pytest.param("2024-03", "2024-02-15", "2024-03-14", id="March of a leap year"),
    ],
)
def test_53_a_period_begins_on_the_15th_and_ends_on_the_14th(code: str, first: str, last: str) -> None:
    found = report_period(code)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("received", "code"),
    [
        pytest.param("2023-12-14T16:59", "2023", id="14/12 at 16:59"),
        pytest.param("2023-12-14T23:59", "2023", id="14/12, the last minute"),
        pytest.param("2023-12-15T00:00", "2024", id="15/12, the first minute"),
        pytest.param("2023-12-15T07:00", "2024", id="15/12 at 07:00"),
    ],
)
def test_53_the_year_changes_between_the_14th_and_the_15th_of_december(received: str, code: str) -> None:
    at = moment(received)
    belongs = [year for year in ("2023", "2024") if (p := report_period(year)) and p.starts_at <= at <= p.ends_at]
    assert belongs == [code]


@pytest.mark.parametrize("code", ["", "23", "2023-13", "2023-00", "2023-Q5", "2023-H3", "2023-1", "0000", "x"])
def test_any_other_code_is_no_period(code: str) -> None:
    assert report_period(code) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_53_every_day_lies_in_one_month_one_quarter_and_one_year(day: date) -> None:
    codes = [f"{year}{part}" for year in (day.year, day.year + 1) for part in _PARTS]
    found = [p for p in map(report_period, codes) if p is not None and p.first <= day <= p.last]
    kinds = [len(p.code.partition("-")[2]) if "Q" not in p.code else "quarter" for p in found]
    assert sorted(map(str, kinds)) == ["0", "2", "quarter"]
    assert month_of(day) in {p.code for p in found}


_PARTS = ("", *(f"-Q{n}" for n in range(1, 5)), *(f"-{n:02d}" for n in range(1, 13)))


@pytest.mark.parametrize(
    ("day", "owed"),
    [
        pytest.param("2023-11-01", {("staff_evaluation", "2023-10", 4)}, id="officials before the 5th"),
        pytest.param("2023-11-20", {("plan_progress", "2023-11", 25)}, id="the plan on the 25th"),
        pytest.param(
            "2023-12-12",
            {("reform", "2023-Q4", 14), ("procedures_control", "2023-Q4", 17)},
            id="the quarter's reports on the 14th and the 17th",
        ),
        pytest.param("2023-11-12", set(), id="no quarter ends in November"),
        pytest.param("2023-12-29", {("staff_evaluation", "2023-12", 4)}, id="the next year's first"),
    ],
)
def test_what_is_owed_within_a_week(day: str, owed: set[tuple[str, str, int]]) -> None:
    found = reports_due(date.fromisoformat(day))
    assert {(due.report, due.period, due.last_day.day) for due in found} == owed


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_nothing_owed_is_past(day: date) -> None:
    assert all(day <= due.last_day <= day + timedelta(days=7) for due in reports_due(day))
