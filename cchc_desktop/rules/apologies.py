"""Apology with a new appointment (xin lỗi và hẹn lại): how far, how often, how early it must be sent."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.term import CountingMode, Term, TermUnit
from cchc_desktop.rules.deadlines import add_working_minutes
from cchc_desktop.rules.sources import LegalSource, applies

_DECREE = LegalSource(
    document="Nghị định 118/2025/NĐ-CP",
    provision="Điều 19 khoản 6",
    in_force_from=date(2025, 7, 1),
    statement="35, 36, 38",
)
_THIRD = LegalSource(
    document="Công văn 535/UBND-NV thành phố Nha Trang",
    provision="mục 3 (theo Quyết định 14/2015/QĐ-UBND tỉnh Khánh Hòa)",
    in_force_from=date(2018, 1, 23),
    statement="32-34",
    certainty="L",
)


@applies(_THIRD)
def most_minutes(statutory_minutes: int) -> int:
    """Return the longest extension in working minutes: a third of the term, rounded down."""
    return statutory_minutes // 3


@applies(_THIRD)
def latest(due_at: datetime, *, term: Term | None, calendar: WorkingCalendar, mode: CountingMode) -> datetime | None:
    """Return the latest new appointment, counted from the promise; ``None`` where there is no term to take a third of.

    In DAYS a third of the working days, rounded down, and to the end of that day; a third below one day is
    counted in minutes. A term in calendar days likewise gives calendar days, and one that would end on a day off
    ends with the next working day, as every term in days does.

    Raises:
        CalendarNotCovered: A year on the way has no loaded calendar.
    """
    if term is None:
        return None
    third = term.count // 3
    if term.unit is TermUnit.CALENDAR_DAYS and third:
        last = due_at.date() + timedelta(days=third)
        return calendar.closing(last if calendar.is_working(last) else calendar.next_working(last))
    if term.unit is TermUnit.WORKING_DAYS and mode is CountingMode.DAYS and third:
        return calendar.closing(calendar.add_working_days(due_at.date(), third))
    # One or two calendar days have no whole third and no minutes of their own: 1 day = 1 working day here.
    statutory = term.statutory_minutes(calendar.minutes_a_day) or term.count * calendar.minutes_a_day
    return add_working_minutes(due_at, most_minutes(statutory), calendar)


@applies(_DECREE, _THIRD)
def apology_faults(
    *,
    reason: str,
    new_due_at: datetime | None,
    due_at: datetime,
    signer_name: str,
    apologies_before: int,
    latest_at: datetime | None,
    now: datetime,
) -> tuple[Problem, ...]:
    """Return what keeps an apology from being made.

    Args:
        reason: Why the result is not ready.
        new_due_at: The new appointment; ``None``: not filled in.
        due_at: The promise that is not kept.
        signer_name: Who signs for the resolving agency: its head, or who signs in his place.
        apologies_before: Apologies of this dossier that stand.
        latest_at: See `latest`; ``None`` where the cap is off or there is no term.
        now: When it would be made.
    """
    found = [Problem("reason", "missing")] if not reason.strip() else []
    if apologies_before >= 1:
        found.append(Problem("new_due_at", "once_only", number=apologies_before))
    if new_due_at is None:
        found.append(Problem("new_due_at", "missing"))
    else:
        if new_due_at <= due_at:
            found.append(Problem("new_due_at", "not_after_due"))
        if new_due_at <= now:
            found.append(Problem("new_due_at", "past"))
        if latest_at is not None and new_due_at > latest_at:
            found.append(Problem("new_due_at", "past_cap"))
    if not signer_name.strip():
        found.append(Problem("signer", "missing"))
    return tuple(found)


@applies(_DECREE)
def is_sent_late(issued_at: datetime, due_at: datetime, *, days_before: int) -> bool:
    """Return whether an apology went out too late: after the day ``days_before`` calendar days before the due day.

    A regime without such a day has 0 and is never flagged: there one apologises once it is late.
    """
    return days_before > 0 and issued_at.date() > due_at.date() - timedelta(days=days_before)
