"""What holds for every receipt and every term, whatever the calendar."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.calendar import Session, WorkingCalendar
from cchc_desktop.domain.term import CountingMode, StepKind, Term, TermUnit
from cchc_desktop.rules.deadlines import (
    add_working_minutes,
    clock_start,
    hand_over_due,
    promise,
    working_minutes_between,
)
from tests.rules.calendars import nha_trang

DAY, HOUR = TermUnit.WORKING_DAYS, TermUnit.WORKING_HOURS
SKIPPED = (StepKind.WEEKEND, StepKind.DAY_OFF)

_moments = st.datetimes(datetime(2022, 1, 1), datetime(2026, 8, 1), timezones=st.just(VIETNAM)) | st.builds(
    datetime.combine,
    st.dates(date(2022, 1, 1), date(2026, 8, 1)),
    st.sampled_from(
        [time(7), time(11, 29), time(11, 30), time(13, 30), time(15), time(15, 0, 1), time(16, 59), time(17)]
    ),
    st.just(VIETNAM),
)
"""Any moment, and often one at a limit."""
_terms = st.builds(Term, st.integers(1, 40), st.sampled_from([DAY, HOUR, TermUnit.CALENDAR_DAYS])) | st.just(
    Term(1, TermUnit.SAME_DAY)
)
_modes = st.sampled_from(CountingMode)
_spans = st.integers(0, 60 * 24 * 40).map(lambda minutes: timedelta(minutes=minutes))
_days_off = st.sampled_from(sorted(nha_trang().days_off))
_calendars = st.sampled_from(
    [
        nha_trang(),
        dataclasses.replace(
            nha_trang(),
            sessions=(Session(time(7, 30), time(11)), Session(time(12), time(15)), Session(time(16), time(17))),
        ),
        dataclasses.replace(nha_trang(), sessions=(Session(time(8), time(12)),)),
    ]
)


@given(_moments, st.integers(1, 5_000), _calendars)
def test_adding_and_then_counting_gives_the_minutes_again(
    start: datetime, minutes: int, calendar: WorkingCalendar
) -> None:
    end = add_working_minutes(start, minutes, calendar)
    assert working_minutes_between(start.replace(second=0, microsecond=0), end, calendar) == minutes


@given(_moments, st.integers(1, 3_000), st.integers(1, 3_000), _calendars)
def test_adding_twice_is_adding_the_sum(start: datetime, first: int, second: int, calendar: WorkingCalendar) -> None:
    once = add_working_minutes(start, first + second, calendar)
    assert add_working_minutes(add_working_minutes(start, first, calendar), second, calendar) == once


@given(_moments, _spans, _spans, _calendars)
def test_minutes_between_are_additive_and_monotone(
    start: datetime, first: timedelta, second: timedelta, calendar: WorkingCalendar
) -> None:
    start = start.replace(second=0, microsecond=0)
    middle, end = start + first, start + first + second
    head, tail = (working_minutes_between(*pair, calendar) for pair in ((start, middle), (middle, end)))
    whole = working_minutes_between(start, end, calendar)
    assert whole == head + tail
    assert 0 <= head <= whole
    assert whole <= (end - start).total_seconds() / 60
    assert working_minutes_between(end, start, calendar) == 0


@given(_moments, _terms, _modes, _calendars)
def test_a_term_ends_in_working_time(
    received: datetime, term: Term, mode: CountingMode, calendar: WorkingCalendar
) -> None:
    due_at = promise(received, term, calendar, mode=mode).due_at
    assert any(opens < due_at <= closes for opens, closes in calendar.sessions_on(due_at.date()))
    assert (due_at.second, due_at.microsecond) == (0, 0)


@given(_moments, _terms, _modes, _days_off)
def test_a_holiday_taken_away_never_moves_a_promise_later(
    received: datetime, term: Term, mode: CountingMode, day: object
) -> None:
    with_it = nha_trang()
    kept = {off: name for off, name in with_it.days_off.items() if off != day}
    without = dataclasses.replace(with_it, days_off=kept)
    before, after = (promise(received, term, calendar, mode=mode).due_at for calendar in (with_it, without))
    # A receipt on that very day begins its clock then: a same-day answer may come on it, and never later.
    assert after <= before


@given(_moments, _terms, _modes, st.integers(1, 10_000))
def test_a_later_receipt_is_never_due_earlier(received: datetime, term: Term, mode: CountingMode, later: int) -> None:
    first, second = (
        promise(at, term, nha_trang(), mode=mode).due_at for at in (received, received + timedelta(minutes=later))
    )
    assert first <= second


@given(_moments, st.integers(1, 30), st.sampled_from([DAY, HOUR, TermUnit.CALENDAR_DAYS]), _modes)
def test_a_longer_term_is_never_due_earlier(received: datetime, count: int, unit: TermUnit, mode: CountingMode) -> None:
    shorter, longer = (promise(received, Term(n, unit), nha_trang(), mode=mode).due_at for n in (count, count + 1))
    assert shorter <= longer


@given(_moments, st.integers(1, 30))
def test_both_ways_of_counting_agree_on_the_day(received: datetime, count: int) -> None:
    calendar = nha_trang()
    hours, days = (promise(received, Term(count, DAY), calendar, mode=mode).due_at for mode in CountingMode)
    assert hours <= days
    assert days == calendar.closing(days.date())
    day = received.date()
    takes_the_whole_day = calendar.is_working(day) and clock_start(received, calendar) == calendar.opening(day)
    if takes_the_whole_day:  # received before the doors open: the day of receipt is the first of the hours
        assert calendar.next_working(hours.date()) == days.date()
    else:
        assert hours.date() == days.date()


@given(_moments, st.builds(Term, st.integers(1, 40), st.sampled_from([DAY, HOUR])), _calendars)
def test_the_steps_add_up_to_the_term(received: datetime, term: Term, calendar: WorkingCalendar) -> None:
    steps = promise(received, term, calendar).steps
    assert sum(step.minutes for step in steps) == term.statutory_minutes(calendar.minutes_a_day)


@given(_moments, _terms, _modes)
def test_every_day_to_the_promise_has_its_line_and_every_line_its_reason(
    received: datetime, term: Term, mode: CountingMode
) -> None:
    calendar = nha_trang()
    found = promise(received, term, calendar, mode=mode)
    days = [step.day for step in found.steps]
    assert days == sorted(days)
    expected = {received.date() + timedelta(days=n) for n in range((found.due_at.date() - received.date()).days + 1)}
    assert set(days) == expected
    for step in found.steps:
        assert step.text
        if step.kind in SKIPPED:
            assert not calendar.is_working(step.day)
            assert step.text == calendar.days_off.get(step.day, step.text)
        elif not calendar.is_working(step.day) and term.unit is not TermUnit.CALENDAR_DAYS:
            assert step.kind in (StepKind.OUTSIDE_SESSIONS, StepKind.NOT_COUNTED_FIRST_DAY)


@given(_moments, _calendars)
def test_the_clock_starts_in_a_session_and_not_before_the_receipt(
    received: datetime, calendar: WorkingCalendar
) -> None:
    start = clock_start(received, calendar)
    minute = received.replace(second=0, microsecond=0)
    assert start >= minute
    assert any(opens <= start < closes for opens, closes in calendar.sessions_on(start.date()))
    assert working_minutes_between(minute, start, calendar) == 0


@given(_moments)
def test_a_dossier_is_handed_over_on_a_working_day_and_within_the_next(received: datetime) -> None:
    calendar = nha_trang()
    due_at = hand_over_due(received, calendar)
    assert received.date() <= due_at.date() <= calendar.next_working(received.date())
    assert due_at in (calendar.opening(due_at.date()), calendar.closing(due_at.date()))


def test_a_receipt_on_a_day_off_names_that_day() -> None:
    sunday, holiday = (
        promise(datetime.fromisoformat(f"{text}+07:00"), Term(1, DAY), nha_trang()).steps[0].text
        for text in ("2023-10-22T09:00", "2026-11-24T09:00")
    )
    assert sunday == "nhận 09:00, Chủ nhật: tính từ 07:00 thứ Hai 23/10"
    assert holiday == "nhận 09:00, Ngày Văn hóa Việt Nam: tính từ 07:00 thứ Tư 25/11"


@pytest.mark.parametrize("seconds", ["00", "40", "59"])
def test_seconds_of_the_receipt_are_dropped(seconds: str) -> None:
    found = promise(datetime.fromisoformat(f"2023-10-24T09:00:{seconds}+07:00"), Term(3, DAY), nha_trang())
    assert found.due_at == datetime(2023, 10, 27, 9, tzinfo=VIETNAM)
