"""Supplement of papers (bổ sung, hoàn thiện hồ sơ): once, told in time, and what full papers do to the clock."""

from __future__ import annotations

import dataclasses
import enum
from datetime import date, datetime, time, timedelta

from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.term import CountingMode, DueGround, Promise, Step, StepKind, Term, TermUnit
from cchc_desktop.rules.deadlines import CUT_OFF_BY_DEFAULT, promise
from cchc_desktop.rules.pauses import wait
from cchc_desktop.rules.sources import LegalSource, applies

_DECREE, _IN_FORCE = "Nghị định 118/2025/NĐ-CP", date(2025, 7, 1)
_ONCE = LegalSource(
    document="Công văn 535/UBND-NV thành phố Nha Trang",
    provision="mục 3",
    in_force_from=date(2018, 1, 23),
    statement="21",
)
_ONCE_BY_PLAN = LegalSource(
    document="Kế hoạch 2724/KH-UBND thành phố Nha Trang",
    provision="mục III.6",
    in_force_from=date(2023, 4, 14),
    statement="21",
)
_IN_FULL = LegalSource(
    document=_DECREE, provision="Điều 16 khoản 3, Điều 17 khoản 1", in_force_from=_IN_FORCE, statement="21, 22"
)
_REVIEW = LegalSource(document=_DECREE, provision="Điều 19 khoản 5", in_force_from=_IN_FORCE, statement="23-25")
_DAY_OFF = LegalSource(
    document="Bộ luật Dân sự 2015", provision="Điều 147, 148", in_force_from=date(2017, 1, 1), statement="25"
)


class ClockAfterPapers(enum.StrEnum):
    """What full papers do to the clock, by regime (RULES 24); values are stored and never renamed."""

    RESTART = "restart"
    PAUSE = "pause"


@applies(_ONCE, _ONCE_BY_PLAN, _IN_FULL, _REVIEW)
def request_faults(
    *, items: int, reason: str, requests_before: int, legal_basis: str, is_late: bool
) -> tuple[Problem, ...]:
    """Return what keeps a supplement request after receipt from being made.

    Args:
        items: How many papers or corrections are asked for.
        reason: Why.
        requests_before: Requests of this dossier that stand.
        legal_basis: The provision that allows a second or a late request; with the approver it opens both.
        is_late: See `is_late_notice`.
    """
    found = [Problem("items", "missing")] if items < 1 else []
    if not reason.strip():
        found.append(Problem("reason", "missing"))
    if not legal_basis.strip():
        if requests_before >= 1:
            found.append(Problem("legal_basis", "once_only", number=requests_before))
        if is_late:
            found.append(Problem("legal_basis", "late_needs_basis"))
    return tuple(found)


@applies(_REVIEW)
def notice_due(accepted_at: datetime, *, working_days: int, calendar: WorkingCalendar, mode: CountingMode) -> datetime:
    """Return until when a request may be told: so many working days after the receipt, counted as a term is."""
    return promise(accepted_at, Term(working_days, TermUnit.WORKING_DAYS), calendar, mode=mode).due_at


@applies(_REVIEW)
def is_late_notice(
    at: datetime,
    *,
    accepted_at: datetime,
    due_at: datetime,
    working_days: int | None,
    calendar: WorkingCalendar,
    mode: CountingMode,
) -> bool:
    """Return whether a request at ``at`` comes too late: after the days of notice, or after the due moment.

    Args:
        at: When it would be approved.
        accepted_at: When the dossier was received.
        due_at: The first promise, not a re-appointment.
        working_days: The regime's days of notice; ``None``: it has none, and only the due moment counts.
        calendar: Must cover the days of notice, unless the due moment decides alone.
        mode: How the desk counts days.
    """
    if at > due_at:
        return True
    if working_days is None:
        return False
    return at > notice_due(accepted_at, working_days=working_days, calendar=calendar, mode=mode)


@applies(_REVIEW)
def due_after_papers(
    *,
    clock: ClockAfterPapers,
    papers_at: datetime,
    term: Term | None,
    requested_at: datetime,
    due_at: datetime,
    was_overdue: bool,
    calendar: WorkingCalendar,
    mode: CountingMode,
    cut_off: time = CUT_OFF_BY_DEFAULT,
    ground: DueGround = DueGround.RULE,
) -> Promise:
    """Return the promise after full papers came.

    Restart: the whole term from the papers on; the time used before is ignored. Pause, and wherever there is no
    term to begin anew: the due moment moved on by the working minutes of the wait. What was overdue when papers
    were asked for keeps its due moment: a request must not wash lateness away.

    Args:
        clock: What the regime says.
        papers_at: When the papers were full.
        term: The statutory term; ``None``: the law gives none.
        requested_at: When the request was approved and the clock stopped.
        due_at: The first promise so far.
        was_overdue: Whether it was overdue when the request was approved.
        calendar: Must cover every day up to the new due day.
        mode: How the desk counts days.
        cut_off: For same-day procedures, as at receipt.
        ground: Where the promise so far comes from; kept unless the term begins anew.

    Raises:
        CalendarNotCovered: A year on the way has no loaded calendar.
    """
    if was_overdue:
        text = f"đã quá hạn trước khi yêu cầu bổ sung, vẫn tính theo hẹn {due_at:%H:%M %d/%m/%Y}"
        kept = Step(day=due_at.date(), kind=StepKind.REMARK, text=text)
        return Promise(due_at=due_at, clock_start=due_at, term=term, ground=ground, steps=(kept,))
    if clock is ClockAfterPapers.PAUSE or term is None:
        moved = wait(since=requested_at, until=papers_at, due_at=due_at, calendar=calendar, mode=mode, ground=ground)
        return dataclasses.replace(moved, term=term)
    begun = promise(papers_at, term, calendar, mode=mode, cut_off=cut_off)
    text = f"đủ giấy tờ bổ sung lúc {papers_at:%H:%M %d/%m/%Y}, tính lại từ đầu"
    anew = Step(day=papers_at.date(), kind=StepKind.REMARK, text=text)
    return dataclasses.replace(begun, steps=(anew, *begun.steps))


@applies(_REVIEW, _DAY_OFF)
def closes_on(noticed_on: date, days: int | None, *, calendar: WorkingCalendar | None) -> date | None:
    """Return the last day on which papers are waited for; the day of the notice is not counted.

    Args:
        noticed_on: When the citizen was told.
        days: Calendar days of the regime; ``None``: it closes nothing, and there is no such day.
        calendar: A last day off gives way to the next working day. ``None`` where the year is not loaded:
            the plain day.

    Raises:
        CalendarNotCovered: The calendar does not know the last day's year.
    """
    if days is None:
        return None
    last = noticed_on + timedelta(days=days)
    if calendar is None or calendar.is_working(last):
        return last
    return calendar.next_working(last)


@applies(_REVIEW)
def is_to_close(today: date, last_day: date | None) -> bool:
    """Return whether closing is proposed: from the day after the last day of the wait on."""
    return last_day is not None and today > last_day
