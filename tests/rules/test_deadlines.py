"""RULES 1-17: when a result is due, by number, in the words of the desk."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.term import CountingMode, StepKind, Term, TermUnit
from cchc_desktop.errors import CalendarNotCovered
from cchc_desktop.rules import deadlines
from tests.rules.calendars import at, nha_trang, without_swap

DAY, HOUR, SAME, CALENDAR = TermUnit.WORKING_DAYS, TermUnit.WORKING_HOURS, TermUnit.SAME_DAY, TermUnit.CALENDAR_DAYS
HOURS, DAYS = CountingMode.HOURS, CountingMode.DAYS


@pytest.mark.parametrize(
    ("rule", "count", "unit", "received", "mode", "due"),
    [
        ("1", 3, DAY, "2023-10-24 09:00", HOURS, "2023-10-27 09:00"),
        ("1 days", 3, DAY, "2023-10-24 09:00", DAYS, "2023-10-27 17:00"),
        ("2", 3, DAY, "2023-08-30 10:00", HOURS, "2023-09-06 10:00"),
        ("3", 1, DAY, "2026-11-23 09:00", HOURS, "2026-11-25 09:00"),
        ("3 a year before", 1, DAY, "2025-11-21 09:00", HOURS, "2025-11-24 09:00"),
        ("4", 3, DAY, "2026-11-20 16:00", HOURS, "2026-11-26 16:00"),
        ("5", 2, DAY, "2026-08-21 14:00", HOURS, "2026-08-24 14:00"),
        ("6", 3, DAY, "2025-04-25 10:00", HOURS, "2025-04-29 10:00"),
        ("7", 1, DAY, "2026-02-13 15:00", HOURS, "2026-02-23 15:00"),
        ("8", 8, HOUR, "2023-10-24 11:45", HOURS, "2023-10-25 11:30"),
        ("8 a minute before lunch", 8, HOUR, "2023-10-24 11:29", HOURS, "2023-10-25 11:29"),
        ("8 at lunch sharp", 8, HOUR, "2023-10-24 11:30", HOURS, "2023-10-25 11:30"),
        ("8 after lunch sharp", 8, HOUR, "2023-10-24 13:30", HOURS, "2023-10-25 11:30"),
        ("8 after lunch", 8, HOUR, "2023-10-24 13:31", HOURS, "2023-10-25 13:31"),
        ("8 ends at lunch", 4, HOUR, "2023-10-24 07:30", HOURS, "2023-10-24 11:30"),
        ("9", 8, HOUR, "2023-10-24 18:20", HOURS, "2023-10-25 17:00"),
        ("9 a minute before closing", 8, HOUR, "2023-10-24 16:59", HOURS, "2023-10-25 16:59"),
        ("9 at closing sharp", 8, HOUR, "2023-10-24 17:00", HOURS, "2023-10-25 17:00"),
        ("9 before the doors open", 8, HOUR, "2023-10-24 06:59", HOURS, "2023-10-24 17:00"),
        ("10", 8, HOUR, "2023-10-23 07:00", HOURS, "2023-10-23 17:00"),
        ("10 a minute later", 8, HOUR, "2023-10-23 07:01", HOURS, "2023-10-24 07:01"),
        ("12 the last day of the last year", 3, DAY, "2026-12-28 09:00", HOURS, "2026-12-31 09:00"),
        ("14", 1, SAME, "2023-10-26 14:59", HOURS, "2023-10-26 17:00"),
        ("15 sharp", 1, SAME, "2023-10-26 15:00:00", HOURS, "2023-10-26 17:00"),
        ("15 a second later", 1, SAME, "2023-10-26 15:00:01", HOURS, "2023-10-27 17:00"),
        ("15 half past", 1, SAME, "2023-10-26 15:30", HOURS, "2023-10-27 17:00"),
        ("16", 1, SAME, "2023-10-27 15:30", HOURS, "2023-10-30 17:00"),
        ("16 holiday", 1, SAME, "2026-11-23 15:30", HOURS, "2026-11-25 17:00"),
        ("16 before a holiday, in time", 1, SAME, "2026-11-23 15:00", HOURS, "2026-11-23 17:00"),
        ("17", 3, DAY, "2023-10-24 15:30", HOURS, "2023-10-27 15:30"),
        ("same day before the doors open", 1, SAME, "2023-10-26 06:10", HOURS, "2023-10-26 17:00"),
        ("same day on a Saturday", 1, SAME, "2023-10-28 09:00", HOURS, "2023-10-30 17:00"),
        ("calendar days", 15, CALENDAR, "2023-10-24 09:00", HOURS, "2023-11-08 17:00"),
        ("calendar days ending on a Sunday", 5, CALENDAR, "2023-10-24 09:00", HOURS, "2023-10-30 17:00"),
        ("working days in DAYS over a swap", 2, DAY, "2026-08-21 14:00", DAYS, "2026-08-24 17:00"),
        ("hours in DAYS are hours", 8, HOUR, "2023-10-24 11:45", DAYS, "2023-10-25 11:30"),
    ],
)
def test_due_moment(rule: str, count: int, unit: TermUnit, received: str, mode: CountingMode, due: str) -> None:
    found = deadlines.promise(at(received), Term(count, unit), nha_trang(), mode=mode)
    assert found.due_at == at(due), rule


def test_rule_5_without_the_swap() -> None:
    calendar = without_swap(date(2026, 8, 22))
    assert deadlines.promise(at("2026-08-21 14:00"), Term(2, DAY), calendar).due_at == at("2026-08-25 14:00")


def test_rule_6_without_the_swap() -> None:
    calendar = without_swap(date(2025, 4, 26))
    assert deadlines.promise(at("2025-04-25 10:00"), Term(3, DAY), calendar).due_at == at("2025-05-05 10:00")


@pytest.mark.parametrize(("received", "due"), [("14:00:00", "2023-10-26 17:00"), ("14:00:01", "2023-10-27 17:00")])
def test_rule_15_the_cut_off_is_a_setting(received: str, due: str) -> None:
    found = deadlines.promise(at(f"2023-10-26 {received}"), Term(1, SAME), nha_trang(), cut_off=time(14))
    assert found.due_at == at(due)


@pytest.mark.parametrize(
    ("received", "start"),
    [
        ("2023-10-24 06:59", "2023-10-24 07:00"),
        ("2023-10-24 11:29", "2023-10-24 11:29"),
        ("2023-10-24 11:30", "2023-10-24 13:30"),
        ("2023-10-24 13:30", "2023-10-24 13:30"),
        ("2023-10-24 16:59:59", "2023-10-24 16:59"),
        ("2023-10-24 17:00", "2023-10-25 07:00"),
        ("2023-10-27 17:00", "2023-10-30 07:00"),
        ("2026-11-23 18:20", "2026-11-25 07:00"),
    ],
)
def test_rules_8_and_9_the_clock_starts_at_the_next_opening(received: str, start: str) -> None:
    assert deadlines.clock_start(at(received), nha_trang()) == at(start)


def test_rule_10_says_why_one_minute_moves_a_day() -> None:
    steps = deadlines.promise(at("2023-10-23 07:01"), Term(8, HOUR), nha_trang()).steps
    assert [step.minutes for step in steps[:2]] == [479, 1]
    assert steps[-1].kind is StepKind.REMARK
    assert "1 phút" in steps[-1].text


def test_rule_11_working_minutes_over_a_weekend() -> None:
    between = deadlines.working_minutes_between(at("2023-10-26 10:00"), at("2023-10-30 10:00"), nha_trang())
    assert between == 960


@pytest.mark.parametrize("received", ["2027-01-04 09:00", "2026-12-29 09:00", "2026-12-31 16:00", "2021-12-31 09:00"])
def test_rule_12_a_year_without_a_calendar_is_refused(received: str) -> None:
    with pytest.raises(CalendarNotCovered) as refused:
        deadlines.promise(at(received), Term(3, DAY), nha_trang())
    assert refused.value.facts["year"] in (2021, 2027)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2023-10-26 15:00:00", "2023-10-26 17:00"),
        ("2023-10-26 15:00:01", "2023-10-27 07:00"),
        ("2023-10-26 15:30", "2023-10-27 07:00"),
        ("2026-11-23 15:30", "2026-11-25 07:00"),
        ("2023-10-27 15:30", "2023-10-30 07:00"),
        ("2023-10-28 09:00", "2023-10-30 07:00"),
    ],
)
def test_rule_17_only_the_hand_over_moves(received: str, due: str) -> None:
    assert deadlines.hand_over_due(at(received), nha_trang()) == at(due)


def test_every_skipped_day_is_named() -> None:
    steps = deadlines.promise(at("2026-08-28 10:00"), Term(3, DAY), nha_trang()).steps
    told = {step.day.isoformat(): (step.kind, step.text) for step in steps}
    assert told["2026-08-29"] == (StepKind.WEEKEND, "thứ Bảy")
    assert told["2026-08-31"][0] is StepKind.DAY_OFF
    assert "Quốc khánh" in told["2026-09-02"][1]


def test_a_worked_saturday_is_said_to_be_one() -> None:
    steps = deadlines.promise(at("2026-08-21 14:00"), Term(2, DAY), nha_trang()).steps
    saturday = next(step for step in steps if step.day == date(2026, 8, 22))
    assert saturday.kind is StepKind.COUNTED
    assert saturday.text == "đủ các buổi · Làm bù cho ngày 31/8 (Thứ Bảy)"


_moments = st.datetimes(
    min_value=at("2022-01-01 00:00").replace(tzinfo=None), max_value=at("2026-10-01 00:00").replace(tzinfo=None)
)
_terms = st.builds(Term, st.integers(1, 25), st.sampled_from([DAY, HOUR]))


@given(_moments, _terms)
def test_the_counted_minutes_make_the_term(received: object, term: Term) -> None:
    moment = at(str(received)[:16])
    found = deadlines.promise(moment, term, nha_trang())
    assert sum(step.minutes for step in found.steps if step.kind is StepKind.COUNTED) == term.statutory_minutes()
    assert deadlines.working_minutes_between(moment, found.due_at, nha_trang()) == term.statutory_minutes()


@given(_moments, st.builds(Term, st.integers(1, 25), st.sampled_from(list(TermUnit))), st.sampled_from([HOURS, DAYS]))
def test_a_promise_lies_in_working_time_and_never_before_the_receipt(
    received: object, term: Term, mode: CountingMode
) -> None:
    moment = at(str(received)[:16])
    found = deadlines.promise(moment, term, nha_trang(), mode=mode)
    assert found.due_at > moment or found.due_at == found.clock_start
    assert any(opens < found.due_at <= closes for opens, closes in nha_trang().sessions_on(found.due_at.date()))


@given(_moments, st.integers(1, 20), st.integers(1, 600))
def test_a_later_receipt_is_never_due_earlier(received: object, count: int, later: int) -> None:
    moment = at(str(received)[:16])
    term = Term(count, DAY)
    first = deadlines.promise(moment, term, nha_trang()).due_at
    assert deadlines.promise(moment + timedelta(minutes=later), term, nha_trang()).due_at >= first


@given(_moments, _terms)
def test_every_day_from_receipt_to_promise_is_explained(received: object, term: Term) -> None:
    moment = at(str(received)[:16])
    found = deadlines.promise(moment, term, nha_trang())
    explained = {step.day for step in found.steps}
    day = moment.date()
    while day <= found.due_at.date():
        assert day in explained
        day += timedelta(days=1)


def test_a_term_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        deadlines.promise(at("2023-10-24 09:00"), Term(0, DAY), nha_trang())
