"""Không giấy hẹn: when the mode is on, what counts in it, and what becomes an appointment after all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.same_day import HalfDay, SameDaySpan
from cchc_desktop.rules.sources import LegalSource, applies

LEAST_STATUTORY_MINUTES = 480
"""A term counts as one day of eight hours at least (RULES §6)."""
MORE_DAYS_FROM = date(2024, 3, 12)
PILOT_WEEKDAYS = frozenset({1, 3})
"""Tuesday and Thursday."""
_NOON = time(12)
_MODE = LegalSource(
    document="Kế hoạch 8679/KH-UBND thành phố Nha Trang", provision="", in_force_from=date(2023, 10, 18),
    statement="44, 45, 46, 47",
)  # fmt: skip
_MORE = LegalSource(
    document="Công văn 1846/UBND-NV thành phố Nha Trang", provision="", in_force_from=MORE_DAYS_FROM, statement="45"
)
_NO_SLIP = LegalSource(
    document="Nghị định 118/2025/NĐ-CP", provision="Điều 17 khoản 4", in_force_from=date(2025, 7, 1), statement="48"
)
_CERTIFICATION = LegalSource(
    document="Nghị định 23/2015/NĐ-CP", provision="Điều 7", in_force_from=date(2015, 4, 10), statement="47"
)


@applies(_MODE, _NO_SLIP)
def span_on(spans: Iterable[SameDaySpan], moment: datetime, calendar: WorkingCalendar) -> SameDaySpan | None:
    """Return the decision by which ``moment`` is without appointments, ``None`` on every other half-day and day off.

    Once the last session of a day is over nothing can be handed over on it any more.

    Raises:
        CalendarNotCovered: The year has no loaded calendar.
    """
    day = moment.date()
    if not calendar.is_working(day) or moment > calendar.closing(day):
        return None
    half = HalfDay.MORNING if moment.time() < _NOON else HalfDay.AFTERNOON
    return next((span for span in spans if span.covers(moment, half)), None)


@applies(_MODE, _MORE)
def span_faults(spans: Iterable[SameDaySpan]) -> tuple[Problem, ...]:
    """Return what a list of decisions must not say: other days than the pilot's before the city's letter of 2024."""
    found = []
    for number, span in enumerate(spans, 1):
        others = {weekday for weekday, _half in span.half_days} - PILOT_WEEKDAYS
        if others and span.since < MORE_DAYS_FROM:
            found.append(Problem("same_day_spans", "more_days_too_early", number=number))
        if span.until is not None and span.until < span.since:
            found.append(Problem("same_day_spans", "ends_before_start", number=number))
        if not span.half_days:
            found.append(Problem("same_day_spans", "no_days", number=number))
        if not span.decision.strip():
            found.append(Problem("same_day_spans", "no_decision", number=number))
    return tuple(found)


@applies(_MODE)
def counts(received_at: datetime, returned_at: datetime, calendar: WorkingCalendar) -> bool:
    """Return whether a result was handed over the same day, the end of the last session itself being in time."""
    day = received_at.date()
    return returned_at.date() == day and returned_at <= calendar.closing(day)


@applies(_MODE)
def saved_minutes(statutory_minutes: int | None, elapsed_minutes: int) -> int:
    """Return the working minutes saved: the term, at least one day, less what it took, never below zero.

    Args:
        statutory_minutes: The term in working minutes; ``None`` where the law counts otherwise: one day.
        elapsed_minutes: Working minutes from the receipt to the handing over.
    """
    return max(0, max(statutory_minutes or 0, LEAST_STATUTORY_MINUTES) - elapsed_minutes)


@applies(_MODE, _CERTIFICATION)
def latest_appointment(now: datetime, *, is_certification: bool, calendar: WorkingCalendar) -> datetime:
    """Return the latest moment that what was not settled today may be promised for without a written agreement.

    Certification has at most two working days more, everything else the next one, until its last session ends.

    Raises:
        CalendarNotCovered: A year on the way has no loaded calendar.
    """
    return calendar.closing(calendar.add_working_days(now.date(), 2 if is_certification else 1))
