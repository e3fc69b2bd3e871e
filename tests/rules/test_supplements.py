"""RULES 21-25: a supplement is asked for once, in time, and full papers move the promise by the regime's clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.domain.term import CountingMode, DueGround, StepKind, Term, TermUnit
from cchc_desktop.errors import CalendarNotCovered
from cchc_desktop.rules import supplements
from cchc_desktop.rules.deadlines import promise, working_minutes_between
from cchc_desktop.rules.supplements import ClockAfterPapers
from tests.rules.calendars import at, nha_trang

HOURS, DAYS = CountingMode.HOURS, CountingMode.DAYS
RESTART, PAUSE = ClockAfterPapers.RESTART, ClockAfterPapers.PAUSE
THREE_DAYS = Term(3, TermUnit.WORKING_DAYS)
YEAR_2018 = WorkingCalendar(years=frozenset({2018}), days_off={}, extra_days={})

_moments = st.datetimes(datetime(2022, 1, 1), datetime(2026, 8, 1), timezones=st.just(VIETNAM))
_spans = st.integers(0, 60 * 24 * 20).map(lambda minutes: timedelta(minutes=minutes))
_modes = st.sampled_from(CountingMode)
_terms = st.builds(Term, st.integers(1, 20), st.sampled_from(TermUnit))


@pytest.mark.parametrize(
    ("rule", "changed", "found"),
    [
        ("21 the first", {}, []),
        ("21 the second", {"requests_before": 1}, [("legal_basis", "once_only", 1)]),
        ("21 the third", {"requests_before": 2}, [("legal_basis", "once_only", 2)]),
        ("21 the second by law", {"requests_before": 1, "legal_basis": "Điều 5"}, []),
        ("21 a basis of blanks", {"requests_before": 1, "legal_basis": " \n"}, [("legal_basis", "once_only", 1)]),
        ("22 one item", {"items": 1}, []),
        ("22 no item", {"items": 0}, [("items", "missing", None)]),
        ("22 no reason", {"reason": ""}, [("reason", "missing", None)]),
        ("22 a reason of blanks", {"reason": "  "}, [("reason", "missing", None)]),
        ("23 late", {"is_late": True}, [("legal_basis", "late_needs_basis", None)]),
        ("23 late by law", {"is_late": True, "legal_basis": "Điều 5"}, []),
        (
            "21 and 23",
            {"requests_before": 1, "is_late": True},
            [("legal_basis", "once_only", 1), ("legal_basis", "late_needs_basis", None)],
        ),
        (
            "22 a basis opens nothing else",
            {"items": 0, "reason": "", "legal_basis": "Điều 5"},
            [("items", "missing", None), ("reason", "missing", None)],
        ),
    ],
)
def test_faults_of_a_request(rule: str, changed: dict[str, object], found: list[tuple[str, str, int | None]]) -> None:
    filled = {"items": 2, "reason": "thiếu chữ ký", "requests_before": 0, "legal_basis": "", "is_late": False}
    faults = supplements.request_faults(**{**filled, **changed})  # type: ignore[arg-type]
    assert [(fault.field, fault.cause, fault.number) for fault in faults] == found, rule
    assert not any(fault.is_warning for fault in faults)


@pytest.mark.parametrize(
    ("rule", "accepted", "mode", "due"),
    [
        ("23", "2025-11-06 10:00", HOURS, "2025-11-11 10:00"),
        ("23 days", "2025-11-06 10:00", DAYS, "2025-11-11 17:00"),
        ("23 over a holiday", "2026-11-20 16:00", HOURS, "2026-11-26 16:00"),
        ("23 over a holiday, days", "2026-11-20 16:00", DAYS, "2026-11-26 17:00"),
    ],
)
def test_rule_23_a_request_is_told_within_three_working_days(
    rule: str, accepted: str, mode: CountingMode, due: str
) -> None:
    found = supplements.notice_due(at(accepted), working_days=3, calendar=nha_trang(), mode=mode)
    assert found == at(due), rule


@pytest.mark.parametrize(
    ("rule", "asked", "due", "days", "mode", "late"),
    [
        ("23 sharp", "2025-11-11 10:00", "2025-11-20 10:00", 3, HOURS, False),
        ("23 a second later", "2025-11-11 10:00:01", "2025-11-20 10:00", 3, HOURS, True),
        ("23 a minute later", "2025-11-11 10:01", "2025-11-20 10:00", 3, HOURS, True),
        ("23 days, the same day", "2025-11-11 17:00", "2025-11-20 17:00", 3, DAYS, False),
        ("23 days, after closing", "2025-11-11 17:01", "2025-11-20 17:00", 3, DAYS, True),
        ("23 at the due moment", "2025-11-07 10:00", "2025-11-07 10:00", 3, HOURS, False),
        ("23 after the due moment", "2025-11-07 10:01", "2025-11-07 10:00", 3, HOURS, True),
        ("no days of notice", "2025-11-19 10:00", "2025-11-20 10:00", None, HOURS, False),
        ("no days of notice, overdue", "2025-11-20 10:01", "2025-11-20 10:00", None, HOURS, True),
    ],
)
def test_rule_23_late_is_after_the_notice_or_after_the_due_moment(
    rule: str, asked: str, due: str, days: int | None, mode: CountingMode, late: bool
) -> None:
    found = supplements.is_late_notice(
        at(asked),
        accepted_at=at("2025-11-06 10:00"),
        due_at=at(due),
        working_days=days,
        calendar=nha_trang(),
        mode=mode,
    )
    assert found is late, rule


def test_rule_24_full_papers_begin_the_term_anew() -> None:
    found = supplements.due_after_papers(
        clock=RESTART,
        papers_at=at("2023-11-06 08:00"),
        term=THREE_DAYS,
        requested_at=at("2023-11-01 16:00"),
        due_at=at("2023-11-02 08:00"),
        was_overdue=False,
        calendar=nha_trang(),
        mode=HOURS,
        ground=DueGround.AGREED,
    )
    assert found.due_at == at("2023-11-09 08:00")
    assert found.ground is DueGround.RULE
    assert (found.steps[0].kind, found.steps[0].text) == (
        StepKind.REMARK,
        "đủ giấy tờ bổ sung lúc 08:00 06/11/2023, tính lại từ đầu",
    )
    assert sum(step.minutes for step in found.steps) == 1_440


@pytest.mark.parametrize(
    ("mode", "due", "new"),
    [
        (HOURS, "2018-03-08 08:00", "2018-03-12 08:00"),
        (DAYS, "2018-03-08 17:00", "2018-03-12 17:00"),
    ],
)
def test_rule_24_where_the_clock_only_pauses(mode: CountingMode, due: str, new: str) -> None:
    assert promise(at("2018-03-05 08:00"), THREE_DAYS, YEAR_2018, mode=mode).due_at == at(due)
    found = supplements.due_after_papers(
        clock=PAUSE,
        papers_at=at("2018-03-08 08:00"),
        term=THREE_DAYS,
        requested_at=at("2018-03-06 08:00"),
        due_at=at(due),
        was_overdue=False,
        calendar=YEAR_2018,
        mode=mode,
        ground=DueGround.AGREED,
    )
    assert found.due_at == at(new)
    assert (found.term, found.ground) == (THREE_DAYS, DueGround.AGREED)
    assert found.steps[0].text.startswith("chờ bổ sung từ 08:00 06/03/2018 đến 08:00 08/03/2018: 16 giờ làm việc")


def test_rule_24_without_a_term_there_is_nothing_to_begin_anew() -> None:
    found = supplements.due_after_papers(
        clock=RESTART,
        papers_at=at("2023-11-08 08:00"),
        term=None,
        requested_at=at("2023-11-06 08:00"),
        due_at=at("2023-11-09 10:00"),
        was_overdue=False,
        calendar=nha_trang(),
        mode=HOURS,
        ground=DueGround.NO_TERM,
    )
    assert found.due_at == at("2023-11-13 10:00")
    assert (found.term, found.ground) == (None, DueGround.NO_TERM)


@pytest.mark.parametrize(("cut_off", "due"), [(15, "2023-11-07 17:00"), (16, "2023-11-06 17:00")])
def test_rule_24_a_same_day_procedure_keeps_its_cut_off(cut_off: int, due: str) -> None:
    found = supplements.due_after_papers(
        clock=RESTART,
        papers_at=at("2023-11-06 15:30"),
        term=Term(1, TermUnit.SAME_DAY),
        requested_at=at("2023-11-03 08:00"),
        due_at=at("2023-11-03 17:00"),
        was_overdue=False,
        calendar=nha_trang(),
        mode=HOURS,
        cut_off=at(f"2023-11-06 {cut_off}:00").time(),
    )
    assert found.due_at == at(due)


@pytest.mark.parametrize("clock", [RESTART, PAUSE])
def test_rule_23_what_was_overdue_keeps_its_due_moment(clock: ClockAfterPapers) -> None:
    found = supplements.due_after_papers(
        clock=clock,
        papers_at=at("2023-11-08 08:00"),
        term=THREE_DAYS,
        requested_at=at("2023-11-03 08:00"),
        due_at=at("2023-11-02 08:00"),
        was_overdue=True,
        calendar=nha_trang(),
        mode=HOURS,
    )
    assert found.due_at == at("2023-11-02 08:00")
    assert [step.text for step in found.steps] == [
        "đã quá hạn trước khi yêu cầu bổ sung, vẫn tính theo hẹn 08:00 02/11/2023"
    ]


@given(_moments, _spans, _moments, _terms, _modes)
def test_a_restart_ignores_the_time_used(
    papers_at: datetime, waited: timedelta, due_at: datetime, term: Term, mode: CountingMode
) -> None:
    found = supplements.due_after_papers(
        clock=RESTART,
        papers_at=papers_at,
        term=term,
        requested_at=papers_at - waited,
        due_at=due_at,
        was_overdue=False,
        calendar=nha_trang(),
        mode=mode,
    )
    assert found.due_at == promise(papers_at, term, nha_trang(), mode=mode).due_at


@given(_moments, st.integers(1, 20), _spans)
def test_a_pausing_clock_gives_back_just_the_wait(requested_at: datetime, days: int, waited: timedelta) -> None:
    requested_at = requested_at.replace(second=0, microsecond=0)
    due_at = promise(requested_at, Term(days, TermUnit.WORKING_DAYS), nha_trang()).due_at
    found = supplements.due_after_papers(
        clock=PAUSE,
        papers_at=requested_at + waited,
        term=THREE_DAYS,
        requested_at=requested_at,
        due_at=due_at,
        was_overdue=False,
        calendar=nha_trang(),
        mode=HOURS,
    )
    wait = working_minutes_between(requested_at, requested_at + waited, nha_trang())
    assert working_minutes_between(due_at, found.due_at, nha_trang()) == wait


@pytest.mark.parametrize(
    ("rule", "noticed", "days", "last"),
    [
        ("25", "2026-11-02", 15, "2026-11-17"),
        ("25 a year before", "2023-11-01", 15, "2023-11-16"),
        ("25 ends on a Saturday", "2026-11-06", 15, "2026-11-23"),
        ("25 ends on a holiday", "2026-11-09", 15, "2026-11-25"),
        ("25 ends on a worked Saturday", "2026-08-07", 15, "2026-08-22"),
    ],
)
def test_rule_25_papers_are_waited_for_fifteen_days(rule: str, noticed: str, days: int, last: str) -> None:
    last_day = date.fromisoformat(last)
    assert supplements.closes_on(date.fromisoformat(noticed), days, calendar=nha_trang()) == last_day, rule
    assert not supplements.is_to_close(last_day, last_day)
    assert supplements.is_to_close(last_day + timedelta(days=1), last_day)


def test_rule_25_an_older_regime_closes_nothing() -> None:
    last_day = supplements.closes_on(date(2023, 11, 1), None, calendar=nha_trang())
    assert last_day is None
    assert not supplements.is_to_close(date(2026, 1, 1), last_day)


def test_rule_25_a_year_without_a_calendar_counts_plain_days_only_when_told_so() -> None:
    with pytest.raises(CalendarNotCovered):
        supplements.closes_on(date(2026, 12, 24), 15, calendar=nha_trang())
    assert supplements.closes_on(date(2026, 12, 25), 15, calendar=None) == date(2027, 1, 9)


@given(st.dates(date(2022, 1, 1), date(2026, 11, 1)), st.integers(1, 30))
def test_the_wait_is_never_shorter_than_its_days_and_ends_on_a_working_day(noticed_on: date, days: int) -> None:
    last = supplements.closes_on(noticed_on, days, calendar=nha_trang())
    assert last is not None
    assert last >= noticed_on + timedelta(days=days)
    assert nha_trang().is_working(last)
    assert not any(
        nha_trang().is_working(day) for day in _days(noticed_on + timedelta(days=days), last - timedelta(days=1))
    )


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
