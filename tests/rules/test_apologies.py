"""RULES 32-36 and 38: one apology, at most a third of the term, sent a day before."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.term import CountingMode, Term, TermUnit
from cchc_desktop.rules import apologies
from cchc_desktop.rules.deadlines import promise, working_minutes_between
from tests.rules.calendars import at, nha_trang

DAY, HOUR, SAME, CALENDAR = TermUnit.WORKING_DAYS, TermUnit.WORKING_HOURS, TermUnit.SAME_DAY, TermUnit.CALENDAR_DAYS
HOURS, DAYS = CountingMode.HOURS, CountingMode.DAYS

_moments = st.datetimes(datetime(2022, 1, 1), datetime(2026, 7, 1), timezones=st.just(VIETNAM))


@pytest.mark.parametrize(
    ("statutory", "most"), [(1_440, 480), (4_800, 1_600), (2_400, 800), (480, 160), (59, 19), (60, 20), (62, 20)]
)
def test_rule_32_a_third_rounded_down(statutory: int, most: int) -> None:
    assert apologies.most_minutes(statutory) == most


@pytest.mark.parametrize(
    ("rule", "due", "count", "unit", "mode", "latest"),
    [
        ("32 same day", "2023-11-08 17:00", 1, SAME, HOURS, "2023-11-09 09:40"),
        ("32 same day in DAYS", "2023-11-08 17:00", 1, SAME, DAYS, "2023-11-09 09:40"),
        ("32 one day in DAYS", "2023-11-08 17:00", 1, DAY, DAYS, "2023-11-09 09:40"),
        ("32 two days in DAYS", "2023-11-08 17:00", 2, DAY, DAYS, "2023-11-09 14:20"),
        ("32 three days in DAYS", "2023-11-08 17:00", 3, DAY, DAYS, "2023-11-09 17:00"),
        ("32 five days in DAYS", "2023-11-10 17:00", 5, DAY, DAYS, "2023-11-13 17:00"),
        ("32 ten days in DAYS", "2023-11-20 17:00", 10, DAY, DAYS, "2023-11-23 17:00"),
        ("33", "2023-11-09 08:00", 3, DAY, HOURS, "2023-11-10 08:00"),
        ("34", "2023-11-20 08:00", 10, DAY, HOURS, "2023-11-23 10:40"),
        ("eight hours", "2023-11-09 08:00", 8, HOUR, HOURS, "2023-11-09 10:40"),
        ("eight hours in DAYS", "2023-11-09 08:00", 8, HOUR, DAYS, "2023-11-09 10:40"),
        ("15 calendar days", "2023-11-08 17:00", 15, CALENDAR, HOURS, "2023-11-13 17:00"),
        ("15 calendar days in DAYS", "2023-11-08 17:00", 15, CALENDAR, DAYS, "2023-11-13 17:00"),
        ("15 calendar days to a Saturday", "2023-11-06 17:00", 15, CALENDAR, HOURS, "2023-11-13 17:00"),
        ("3 calendar days to a holiday", "2026-11-23 17:00", 3, CALENDAR, HOURS, "2026-11-25 17:00"),
        ("2 calendar days have no whole third", "2023-11-08 17:00", 2, CALENDAR, HOURS, "2023-11-09 14:20"),
    ],
)
def test_latest_new_appointment(
    rule: str, due: str, count: int, unit: TermUnit, mode: CountingMode, latest: str
) -> None:
    found = apologies.latest(at(due), term=Term(count, unit), calendar=nha_trang(), mode=mode)
    assert found == at(latest), rule


def test_without_a_term_there_is_no_third() -> None:
    assert apologies.latest(at("2023-11-09 08:00"), term=None, calendar=nha_trang(), mode=HOURS) is None


@given(_moments, st.integers(1, 40), st.sampled_from([DAY, HOUR, SAME]), st.sampled_from(CountingMode))
def test_the_third_is_never_exceeded_and_never_nothing(
    accepted_at: datetime, count: int, unit: TermUnit, mode: CountingMode
) -> None:
    term, calendar = Term(1 if unit is SAME else count, unit), nha_trang()
    due_at = promise(accepted_at, term, calendar, mode=mode).due_at
    latest = apologies.latest(due_at, term=term, calendar=calendar, mode=mode)
    assert latest is not None
    given_minutes = working_minutes_between(due_at, latest, calendar)
    statutory = term.statutory_minutes()
    assert statutory is not None
    assert 0 < 3 * given_minutes <= statutory
    if mode is HOURS:
        assert 3 * (given_minutes + 1) > statutory


@given(_moments, st.integers(1, 60))
def test_a_third_of_calendar_days_ends_with_the_first_working_day_from_there(accepted_at: datetime, count: int) -> None:
    term, calendar = Term(count, CALENDAR), nha_trang()
    due_at = promise(accepted_at, term, calendar).due_at
    latest = apologies.latest(due_at, term=term, calendar=calendar, mode=HOURS)
    assert latest is not None
    assert latest > due_at
    if count >= 3:
        plain = due_at.date() + timedelta(days=count // 3)
        assert latest == calendar.closing(latest.date())
        assert latest.date() >= plain
        skipped = (plain + timedelta(days=number) for number in range((latest.date() - plain).days))
        assert not any(calendar.is_working(day) for day in skipped)


@pytest.mark.parametrize(
    ("rule", "changed", "found"),
    [
        ("33 at the latest", {}, []),
        ("33 a minute later", {"new_due_at": at("2023-11-10 08:01")}, [("new_due_at", "past_cap")]),
        ("33 the cap is off", {"new_due_at": at("2023-12-29 08:01"), "latest_at": None}, []),
        ("35 the second", {"apologies_before": 1}, [("new_due_at", "once_only")]),
        ("38 no reason", {"reason": " "}, [("reason", "missing")]),
        ("38 no new moment", {"new_due_at": None}, [("new_due_at", "missing")]),
        ("38 no head's name", {"signer_name": ""}, [("signer", "missing")]),
        (
            "38 nothing at all, the second time",
            {"reason": "", "new_due_at": None, "signer_name": " ", "apologies_before": 1},
            [("reason", "missing"), ("new_due_at", "once_only"), ("new_due_at", "missing"), ("signer", "missing")],
        ),
        ("the old moment", {"new_due_at": at("2023-11-09 08:00")}, [("new_due_at", "not_after_due")]),
        ("a minute after the old moment", {"new_due_at": at("2023-11-09 08:01")}, []),
        ("this very moment", {"now": at("2023-11-10 08:00")}, [("new_due_at", "past")]),
        ("a minute after this moment", {"now": at("2023-11-10 07:59")}, []),
        (
            "before everything",
            {"new_due_at": at("2023-11-07 08:00")},
            [("new_due_at", "not_after_due"), ("new_due_at", "past")],
        ),
    ],
)
def test_faults_of_an_apology(rule: str, changed: dict[str, object], found: list[tuple[str, str]]) -> None:
    filled: dict[str, object] = {
        "reason": "chờ xác minh",
        "new_due_at": at("2023-11-10 08:00"),
        "due_at": at("2023-11-09 08:00"),
        "signer_name": "Trần Văn Mẫu",
        "apologies_before": 0,
        "latest_at": at("2023-11-10 08:00"),
        "now": at("2023-11-08 08:00"),
    }
    faults = apologies.apology_faults(**{**filled, **changed})  # type: ignore[arg-type]
    assert [(fault.field, fault.cause) for fault in faults] == found, rule
    assert not any(fault.is_warning for fault in faults)


@pytest.mark.parametrize(
    ("rule", "issued", "days_before", "late"),
    [
        ("36 on Friday", "2026-11-20 16:59", 1, False),
        ("36 on Sunday", "2026-11-22 23:59", 1, False),
        ("36 on the day", "2026-11-23 07:00", 1, True),
        ("36 on the day at midnight", "2026-11-23 00:00", 1, True),
        ("36 R0-R2", "2026-11-23 07:00", 0, False),
        ("36 R0-R2, overdue", "2026-11-30 07:00", 0, False),
        ("two days before", "2026-11-21 07:00", 2, False),
        ("two days before, a day late", "2026-11-22 00:00", 2, True),
    ],
)
def test_rule_36_sent_a_day_before(rule: str, issued: str, days_before: int, late: bool) -> None:
    assert apologies.is_sent_late(at(issued), at("2026-11-23 10:00"), days_before=days_before) is late, rule
