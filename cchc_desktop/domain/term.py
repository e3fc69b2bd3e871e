"""A term of the law (thời hạn giải quyết), the promise made from it, and the lines that explain it."""

from __future__ import annotations

import dataclasses
import enum
from datetime import date, datetime


class TermUnit(enum.StrEnum):
    """What a term is counted in; values are stored and never renamed."""

    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    CALENDAR_DAYS = "calendar_days"
    SAME_DAY = "same_day"


class CountingMode(enum.StrEnum):
    """How a working day is counted (RULES §2.4), a setting; values are stored and never renamed."""

    HOURS = "hours"
    DAYS = "days"


class DueGround(enum.StrEnum):
    """Where a due moment comes from; values are stored and never renamed."""

    RULE = "rule"
    NO_TERM = "no_term"
    """The law gives no term: the clerk gave the moment with a reason."""
    NO_CALENDAR = "no_calendar"
    """The year's calendar was not loaded: the clerk gave the moment with a reason."""
    AGREED = "agreed"
    """The clerk gave another moment than the rule's, with a reason."""


class StepKind(enum.StrEnum):
    """What a day, or a remark, contributes to an explanation."""

    COUNTED = "counted"
    NOT_COUNTED_FIRST_DAY = "first_day"
    WEEKEND = "weekend"
    DAY_OFF = "day_off"
    OUTSIDE_SESSIONS = "outside_sessions"
    AFTER_CUT_OFF = "after_cut_off"
    MOVED_TO_WORKING_DAY = "moved"
    REMARK = "remark"


@dataclasses.dataclass(frozen=True, slots=True)
class Term:
    """A count with its unit: 3 working days, 15 calendar days, the same day."""

    count: int
    unit: TermUnit

    def statutory_minutes(self, minutes_a_day: int = 480) -> int | None:
        """Return the term in working minutes (1 day = 8 hours); ``None`` for calendar days."""
        match self.unit:
            case TermUnit.WORKING_DAYS | TermUnit.SAME_DAY:
                return self.count * minutes_a_day
            case TermUnit.WORKING_HOURS:
                return self.count * 60
            case TermUnit.CALENDAR_DAYS:
                return None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of "Vì sao ngày này?"."""

    day: date
    kind: StepKind
    minutes: int = 0
    """Working minutes counted on this day (mode HOURS), or 0."""
    text: str = ""
    """Vietnamese words for this line: the holiday's name, the hours counted, a remark."""

    @property
    def is_in_lieu(self) -> bool:
        """Return whether the day off stands in for another one, by the name that the calendar gives it."""
        return self.kind is StepKind.DAY_OFF and any(word in self.text.lower() for word in ("bù", "hoán đổi"))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The moment at which the result is due, and why."""

    due_at: datetime
    clock_start: datetime
    """From when working time was counted: receipt, or the next opening."""
    term: Term | None
    ground: DueGround
    steps: tuple[Step, ...] = ()
