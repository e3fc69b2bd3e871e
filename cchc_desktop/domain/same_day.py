"""Không giấy hẹn: on which half-days a desk settles while the citizen waits, by whose decision, and what waits."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Sequence
from datetime import date, datetime


class HalfDay(enum.StrEnum):
    """Morning or afternoon; values are stored and never renamed."""

    MORNING = "am"
    AFTERNOON = "pm"


class Priority(enum.StrEnum):
    """Why somebody goes first (row 87); values are stored and never renamed."""

    NONE = ""
    ELDERLY = "elderly"
    DISABLED = "disabled"
    PREGNANT = "pregnant"


class AppointmentGround(enum.StrEnum):
    """Why an appointment that takes the place of settling at once may be as late as it is; values are stored."""

    BY_RULE = "by_rule"
    """The law's own due moment is still to come: nothing is given anew."""
    NEXT_WORKING_DAY = "next_working_day"
    CERTIFICATION = "certification"
    """At most two working days (ND 23/2015 Điều 7)."""
    AGREEMENT = "written_agreement"
    NO_CALENDAR = "no_calendar"
    """The latest moment cannot be reckoned for want of a calendar."""


class Lane(enum.StrEnum):
    """Where somebody stands on the board."""

    WAITING = "waiting"
    STARTED = "started"
    READY = "ready"


NOT_COUNTED = -1
"""Where the minutes stand in a day's tally for those who were served while their time is left out."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""How days are written in the setting, in the order of `date.weekday`."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SameDaySpan:
    """One decision: from when until when, and on which half-days of the week."""

    since: date
    until: date | None
    """The last day; ``None``: until another decision."""
    half_days: frozenset[tuple[int, HalfDay]]
    """(weekday as `date.weekday` counts, half of the day)."""
    decision: str
    """Number and day of the decision, as the screen names it."""

    def covers(self, moment: datetime, half: HalfDay) -> bool:
        """Return whether a half-day belongs to it."""
        day = moment.date()
        return (
            self.since <= day and (self.until is None or day <= self.until) and (day.weekday(), half) in self.half_days
        )


def span_of(since: str, until: str, days: str, decision: str) -> SameDaySpan:
    """Return the span that a setting spells: ("2024-03-12", "", "tue,thu,wed-am", "1846/UBND-NV").

    Raises:
        ValueError: A date or a day is none.
    """
    half_days: set[tuple[int, HalfDay]] = set()
    for word in (part.strip() for part in days.split(",") if part.strip()):
        name, _, half = word.partition("-")
        halves = (HalfDay(half),) if half else tuple(HalfDay)
        half_days.update((WEEKDAYS.index(name), one) for one in halves)
    return SameDaySpan(
        since=date.fromisoformat(since),
        until=date.fromisoformat(until) if until else None,
        half_days=frozenset(half_days),
        decision=decision,
    )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One person on the board of those waiting; the name is for the desk's own screen only."""

    code: str
    number: int
    """The last digits of the dossier's code, which is what the citizen is called by."""
    name: str
    procedure_name: str
    lane: Lane
    received_at: datetime
    due_at: datetime
    elapsed_minutes: int
    """Working minutes since the receipt."""
    statutory_minutes: int
    """The term, at least one day."""
    priority: Priority
    is_time_unreliable: bool
    has_slip_on_request: bool
    is_of_earlier_day: bool
    """Whether it was received on a day that is over: it can no longer be settled in the mode."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DayTally:
    """What a day has saved so far; a trip is saved with each: one visit, not two."""

    day: date
    handed_over: int
    """All who were served, also those whose time is left out: not reliable, or after the day's end."""
    dossiers: int
    """Of them those whose time counts."""
    minutes_saved: int
    median_minutes: int


def tally_of(day: date, counts: Sequence[tuple[int, int]]) -> DayTally:
    """Return a day's tally from (minutes saved, dossiers), the least minutes first; `NOT_COUNTED` is before them all.

    The median of an even count lies between two: the half minute is dropped.
    """
    left_out = sum(count for minutes, count in counts if minutes == NOT_COUNTED)
    counts = [(minutes, count) for minutes, count in counts if minutes != NOT_COUNTED]
    dossiers = total = 0
    for minutes, count in counts:
        dossiers += count
        total += minutes * count
    lower = _at(counts, (dossiers - 1) // 2)
    middle = lower + (lower if dossiers % 2 else _at(counts, dossiers // 2))
    return DayTally(
        day=day,
        handed_over=dossiers + left_out,
        dossiers=dossiers,
        minutes_saved=total,
        median_minutes=middle // 2,
    )


def _at(counts: Sequence[tuple[int, int]], place: int) -> int:
    """Return the minutes of the dossier at a place, counted from 0; 0 where there is none."""
    for minutes, count in counts:
        if place < count:
            return minutes
        place -= count
    return 0
