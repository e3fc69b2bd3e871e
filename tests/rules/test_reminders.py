"""RULES 58: near due is told at the start of every session."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.clock import VIETNAM
from cchc_desktop.errors import CalendarNotCovered
from cchc_desktop.rules import reminders
from cchc_desktop.rules.deadlines import working_minutes_between
from tests.rules.calendars import at, nha_trang

_moments = st.datetimes(datetime(2022, 1, 1), datetime(2026, 11, 1), timezones=st.just(VIETNAM))


@pytest.mark.parametrize(
    ("rule", "now", "hours", "until"),
    [
        ("58 in the morning", "2023-10-26 07:00", 8, "2023-10-26 17:00"),
        ("58 in the afternoon", "2023-10-26 13:30", 8, "2023-10-27 11:30"),
        ("58 on Friday afternoon", "2023-10-27 13:30", 8, "2023-10-30 11:30"),
        ("58 before a holiday", "2026-11-23 13:30", 8, "2026-11-25 11:30"),
        ("58 before the doors open", "2023-10-26 06:30", 8, "2023-10-26 17:00"),
        ("58 another setting", "2023-10-26 07:00", 16, "2023-10-27 17:00"),
    ],
)
def test_rule_58_until_when_a_dossier_is_near_due(rule: str, now: str, hours: int, until: str) -> None:
    assert reminders.near_due_until(at(now), hours=hours, calendar=nha_trang()) == at(until), rule


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        ("2023-10-26 06:59:59", None),
        ("2023-10-26 07:00", "2023-10-26 07:00"),
        ("2023-10-26 11:29:59", "2023-10-26 07:00"),
        ("2023-10-26 11:30", None),
        ("2023-10-26 13:29:59", None),
        ("2023-10-26 13:30", "2023-10-26 13:30"),
        ("2023-10-26 16:59:59", "2023-10-26 13:30"),
        ("2023-10-26 17:00", None),
        ("2023-10-28 09:00", None),
        ("2026-11-24 09:00", None),
        ("2026-08-22 09:00", "2026-08-22 07:00"),
    ],
)
def test_rule_58_the_session_that_is_running(now: str, opening: str | None) -> None:
    assert reminders.session_opening(at(now), nha_trang()) == (at(opening) if opening else None)


def test_a_year_without_a_calendar_is_refused() -> None:
    with pytest.raises(CalendarNotCovered):
        reminders.session_opening(at("2027-01-04 09:00"), nha_trang())


@given(_moments, st.integers(1, 40))
def test_just_so_many_working_hours_lie_ahead(now: datetime, hours: int) -> None:
    now = now.replace(second=0, microsecond=0)
    until = reminders.near_due_until(now, hours=hours, calendar=nha_trang())
    assert working_minutes_between(now, until, nha_trang()) == hours * 60
