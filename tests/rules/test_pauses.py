"""RULES 27-31: what a pause needs, what it gives back, and the time that stands still."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.term import CountingMode, DueGround, StepKind, Term, TermUnit
from cchc_desktop.errors import CalendarNotCovered
from cchc_desktop.rules import pauses
from cchc_desktop.rules.deadlines import promise, working_minutes_between
from tests.rules.calendars import at, nha_trang

HOURS, DAYS = CountingMode.HOURS, CountingMode.DAYS

_moments = st.datetimes(datetime(2022, 1, 1), datetime(2026, 7, 1), timezones=st.just(VIETNAM))
_spans = st.integers(0, 60 * 24 * 20).map(lambda minutes: timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("rule", "changed", "found"),
    [
        ("27 nothing missing", {}, []),
        ("27 no reason", {"reason": " "}, [("reason", "missing")]),
        ("27 no number of the paper", {"document": ""}, [("document", "missing")]),
        ("27 no paper attached", {"has_attachment": False}, [("attachment", "missing")]),
        (
            "27 all of it",
            {"reason": "", "document": " ", "has_attachment": False},
            [("reason", "missing"), ("document", "missing"), ("attachment", "missing")],
        ),
        ("28 at the due moment", {"now": at("2023-11-13 08:00")}, []),
        ("28 a second later", {"now": at("2023-11-13 08:00:01")}, [("due_at", "already_overdue")]),
        ("30 a pause in a pause", {"is_paused": True}, [("paused_at", "paused_already")]),
    ],
)
def test_faults_of_a_pause(rule: str, changed: dict[str, object], found: list[tuple[str, str]]) -> None:
    filled: dict[str, object] = {
        "reason": "chờ ý kiến của cơ quan phối hợp",
        "document": "12/UBND-VP",
        "has_attachment": True,
        "now": at("2023-11-07 14:00"),
        "due_at": at("2023-11-13 08:00"),
        "is_paused": False,
    }
    faults = pauses.pause_faults(**{**filled, **changed})  # type: ignore[arg-type]
    assert [(fault.field, fault.cause) for fault in faults] == found, rule
    assert not any(fault.is_warning for fault in faults)


@pytest.mark.parametrize(
    ("rule", "paused", "resumed", "due", "mode", "new"),
    [
        ("29", "2023-11-07 14:00", "2023-11-10 09:00", "2023-11-13 08:00", HOURS, "2023-11-15 15:00"),
        ("29 days", "2023-11-07 14:00", "2023-11-10 09:00", "2023-11-13 17:00", DAYS, "2023-11-16 17:00"),
        (
            "29 days, two whole days",
            "2023-11-08 07:00",
            "2023-11-09 17:00",
            "2023-11-13 17:00",
            DAYS,
            "2023-11-15 17:00",
        ),
        (
            "29 days, a term in hours",
            "2023-11-07 14:00",
            "2023-11-07 15:00",
            "2023-11-08 10:00",
            DAYS,
            "2023-11-08 11:00",
        ),
        (
            "29 ends with a session",
            "2023-11-07 14:00",
            "2023-11-07 15:00",
            "2023-11-08 10:30",
            HOURS,
            "2023-11-08 11:30",
        ),
        ("30 weekend", "2023-11-10 17:00", "2023-11-13 07:00", "2023-11-13 08:00", HOURS, "2023-11-13 08:00"),
        (
            "30 weekend, due at closing",
            "2023-11-11 09:00",
            "2023-11-12 10:00",
            "2023-11-17 17:00",
            HOURS,
            "2023-11-17 17:00",
        ),
        ("30 weekend, days", "2023-11-11 09:00", "2023-11-12 10:00", "2023-11-17 17:00", DAYS, "2023-11-17 17:00"),
        ("30 lunch", "2023-11-07 11:30", "2023-11-07 13:30", "2023-11-13 08:00", HOURS, "2023-11-13 08:00"),
        ("over a holiday", "2026-11-23 16:00", "2026-11-25 08:00", "2026-11-26 09:00", HOURS, "2026-11-26 11:00"),
        (
            "seconds are dropped",
            "2023-11-07 14:00:59",
            "2023-11-07 15:00:01",
            "2023-11-13 08:00",
            HOURS,
            "2023-11-13 09:00",
        ),
    ],
)
def test_the_promise_after_a_pause(
    rule: str, paused: str, resumed: str, due: str, mode: CountingMode, new: str
) -> None:
    found = pauses.resume(paused_at=at(paused), resumed_at=at(resumed), due_at=at(due), calendar=nha_trang(), mode=mode)
    assert found.due_at == at(new), rule


def test_rule_29_why_this_day() -> None:
    found = pauses.resume(
        paused_at=at("2023-11-07 14:00"),
        resumed_at=at("2023-11-10 09:00"),
        due_at=at("2023-11-10 16:00"),
        calendar=nha_trang(),
        mode=HOURS,
        ground=DueGround.AGREED,
    )
    assert found.due_at == at("2023-11-15 11:00")
    assert (found.ground, found.clock_start) == (DueGround.AGREED, at("2023-11-10 16:00"))
    assert [(f"{step.day:%d/%m}", step.kind, step.minutes, step.text) for step in found.steps] == [
        (
            "10/11",
            StepKind.REMARK,
            0,
            "dừng tính từ 14:00 07/11/2023 đến 09:00 10/11/2023: 21 giờ làm việc, cộng vào hẹn 16:00 10/11/2023",
        ),
        ("10/11", StepKind.COUNTED, 60, "16:00-17:00"),
        ("11/11", StepKind.WEEKEND, 0, "thứ Bảy"),
        ("12/11", StepKind.WEEKEND, 0, "Chủ nhật"),
        ("13/11", StepKind.COUNTED, 480, "đủ các buổi"),
        ("14/11", StepKind.COUNTED, 480, "đủ các buổi"),
        ("15/11", StepKind.COUNTED, 240, "07:00-11:00"),
    ]


def test_rule_29_days_says_why_it_ends_with_the_day() -> None:
    found = pauses.resume(
        paused_at=at("2026-08-20 16:00"),
        resumed_at=at("2026-08-20 16:45"),
        due_at=at("2026-08-21 17:00"),
        calendar=nha_trang(),
        mode=DAYS,
        paused_before=30,
    )
    assert found.due_at == at("2026-08-22 17:00")
    assert [step.text for step in found.steps] == [
        "dừng tính từ 16:00 20/08/2026 đến 16:45 20/08/2026: 45 phút làm việc, các lần dừng trước 30 phút,"
        " cộng vào hẹn 17:00 21/08/2026",
        "07:00-08:15 · Làm bù cho ngày 31/8 (Thứ Bảy)",
        "tính theo ngày: đến hết buổi cuối của ngày này",
    ]


def test_a_holiday_on_the_way_is_named() -> None:
    steps = pauses.resume(
        paused_at=at("2026-11-23 07:00"),
        resumed_at=at("2026-11-23 08:30"),
        due_at=at("2026-11-23 16:00"),
        calendar=nha_trang(),
        mode=HOURS,
    ).steps
    assert [(step.kind, step.minutes) for step in steps[1:]] == [
        (StepKind.COUNTED, 60),
        (StepKind.DAY_OFF, 0),
        (StepKind.COUNTED, 30),
    ]
    assert steps[2].text == nha_trang().days_off[at("2026-11-24 07:00").date()]


@pytest.mark.parametrize(
    ("mode", "due", "once", "twice"),
    [
        (HOURS, "2023-11-13 08:00", "2023-11-13 09:00", "2023-11-13 10:00"),
        (DAYS, "2023-11-13 17:00", "2023-11-14 17:00", "2023-11-14 17:00"),
    ],
)
def test_rule_30_two_pauses_add_up(mode: CountingMode, due: str, once: str, twice: str) -> None:
    first, second = at("2023-11-07 08:00"), at("2023-11-08 14:00")
    hour = timedelta(hours=1)
    calendar = nha_trang()
    found = pauses.resume(paused_at=first, resumed_at=first + hour, due_at=at(due), calendar=calendar, mode=mode)
    assert found.due_at == at(once)
    again = pauses.resume(
        paused_at=second, resumed_at=second + hour, due_at=at(due), calendar=calendar, mode=mode, paused_before=60
    )
    assert again.due_at == at(twice)


def test_a_year_without_a_calendar_is_refused() -> None:
    with pytest.raises(CalendarNotCovered):
        pauses.resume(
            paused_at=at("2026-12-28 08:00"),
            resumed_at=at("2026-12-30 08:00"),
            due_at=at("2026-12-31 08:00"),
            calendar=nha_trang(),
            mode=HOURS,
        )


@pytest.mark.parametrize(
    ("rule", "now", "left"),
    [
        ("31", "2023-11-07 14:00", 1_680),
        ("31 at the weekend", "2023-11-11 10:00", 60),
        ("31 a minute before", "2023-11-13 07:59", 1),
        ("31 at the due moment", "2023-11-13 08:00", 0),
        ("31 overdue", "2023-11-14 08:00", 0),
    ],
)
def test_rule_31_the_time_left(rule: str, now: str, left: int) -> None:
    assert pauses.minutes_left(at(now), due_at=at("2023-11-13 08:00"), calendar=nha_trang()) == left, rule


@given(_moments, st.integers(1, 20), _spans, _spans)
def test_a_pause_gives_back_just_its_minutes_and_leaves_as_much_as_there_was(
    accepted_at: datetime, days: int, used: timedelta, paused: timedelta
) -> None:
    calendar = nha_trang()
    due_at = promise(accepted_at, Term(days, TermUnit.WORKING_DAYS), calendar).due_at
    paused_at = min(accepted_at + used, due_at)
    resumed_at = paused_at + paused
    found = pauses.resume(paused_at=paused_at, resumed_at=resumed_at, due_at=due_at, calendar=calendar, mode=HOURS)
    minutes = working_minutes_between(
        paused_at.replace(second=0, microsecond=0), resumed_at.replace(second=0, microsecond=0), calendar
    )
    assert working_minutes_between(due_at, found.due_at, calendar) == minutes
    assert sum(step.minutes for step in found.steps) == minutes
    before = pauses.minutes_left(paused_at, due_at=due_at, calendar=calendar)
    assert pauses.minutes_left(resumed_at, due_at=found.due_at, calendar=calendar) == before


@given(_moments, st.integers(1, 10), _spans, _spans, _spans)
def test_two_pauses_in_hours_are_one_pause_of_both(
    accepted_at: datetime, days: int, first: timedelta, between: timedelta, second: timedelta
) -> None:
    calendar = nha_trang()
    due_at = promise(accepted_at, Term(days, TermUnit.WORKING_DAYS), calendar).due_at
    resumed_at = accepted_at + first
    once = pauses.resume(paused_at=accepted_at, resumed_at=resumed_at, due_at=due_at, calendar=calendar, mode=HOURS)
    later = resumed_at + between
    moved = pauses.resume(paused_at=later, resumed_at=later + second, due_at=once.due_at, calendar=calendar, mode=HOURS)
    summed = pauses.resume(
        paused_at=later,
        resumed_at=later + second,
        due_at=due_at,
        calendar=calendar,
        mode=HOURS,
        paused_before=working_minutes_between(due_at, once.due_at, calendar),
    )
    assert moved.due_at == summed.due_at


@given(_moments, st.integers(1, 10), _spans)
def test_in_days_less_than_a_day_is_given_on_top(accepted_at: datetime, days: int, paused: timedelta) -> None:
    calendar = nha_trang()
    due_at = promise(accepted_at, Term(days, TermUnit.WORKING_DAYS), calendar, mode=DAYS).due_at
    resumed_at = accepted_at + paused
    found = pauses.resume(paused_at=accepted_at, resumed_at=resumed_at, due_at=due_at, calendar=calendar, mode=DAYS)
    given_minutes = working_minutes_between(due_at, found.due_at, calendar)
    paused_minutes = sum(step.minutes for step in found.steps)
    assert paused_minutes <= given_minutes < paused_minutes + calendar.minutes_a_day
    assert found.due_at == calendar.closing(found.due_at.date())
