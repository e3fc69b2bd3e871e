"""Reminders: what is near due, told once at the start of every session."""

from __future__ import annotations

from datetime import date, datetime

from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.rules.deadlines import add_working_minutes
from cchc_desktop.rules.sources import LegalSource, applies

_REMINDER = LegalSource(
    document="Kế hoạch 2724/KH-UBND thành phố Nha Trang",
    provision="mục III.11",
    in_force_from=date(2023, 4, 14),
    statement="58",
)


@applies(_REMINDER)
def near_due_until(now: datetime, *, hours: int, calendar: WorkingCalendar) -> datetime:
    """Return the last due moment that is near at ``now``: the one so many working hours ahead, itself included.

    Raises:
        CalendarNotCovered: A year on the way has no loaded calendar.
    """
    return add_working_minutes(now, hours * 60, calendar)


@applies(_REMINDER)
def session_opening(now: datetime, calendar: WorkingCalendar) -> datetime | None:
    """Return when the running session opened, ``None`` between sessions: a list is made once for each such moment.

    Raises:
        CalendarNotCovered: The year of ``now`` has no loaded calendar.
    """
    return next((opens for opens, closes in calendar.sessions_on(now.date()) if opens <= now < closes), None)
