"""The desk's working time: sessions of a day, working days, and the day that is not known."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.year_pack import CalendarYear
from cchc_desktop.errors import CalendarNotCovered

_SATURDAY = 5
_NOTHING, _MINUTE = timedelta(), timedelta(minutes=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Session:
    """One session of a working day, e.g. 07:00-11:30."""

    opens: time
    closes: time

    @property
    def minutes(self) -> int:
        """Return its length in whole minutes."""
        return (self.closes.hour - self.opens.hour) * 60 + self.closes.minute - self.opens.minute


SESSIONS_BY_DEFAULT = (Session(time(7), time(11, 30)), Session(time(13, 30), time(17)))
"""RULES §8: Khánh Hòa, a setting of each unit."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Which days and minutes a desk works.

    A year that is not in ``years`` is refused, never guessed: a silent guess in January would be
    the worst error this program could make.
    """

    years: frozenset[int]
    days_off: Mapping[date, str]
    """Weekdays and weekends off by law or by swap, with their names."""
    extra_days: Mapping[date, str]
    """Weekend days worked instead, with their names."""
    sessions: tuple[Session, ...] = SESSIONS_BY_DEFAULT

    @property
    def minutes_a_day(self) -> int:
        """Return the working minutes of one working day."""
        return sum(session.minutes for session in self.sessions)

    def is_working(self, day: date) -> bool:
        """Return whether the desk works on ``day``; raise `CalendarNotCovered`."""
        if day.year not in self.years:
            raise CalendarNotCovered(year=day.year)
        if day in self.extra_days:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def next_working(self, day: date) -> date:
        """Return the first working day after ``day``."""
        day += timedelta(days=1)
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the last day of a term of ``count`` working days; the first day is never counted."""
        for _ in range(count):
            day = self.next_working(day)
        return day

    def opening(self, day: date) -> datetime:
        """Return when the first session of ``day`` opens."""
        return at(day, self.sessions[0].opens)

    def closing(self, day: date) -> datetime:
        """Return when the last session of ``day`` closes."""
        return at(day, self.sessions[-1].closes)

    def sessions_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Return the sessions of ``day`` as moments; none on a day off."""
        if not self.is_working(day):
            return ()
        return tuple((at(day, session.opens), at(day, session.closes)) for session in self.sessions)


def calendar_of(years: Iterable[CalendarYear], sessions: tuple[Session, ...] = SESSIONS_BY_DEFAULT) -> WorkingCalendar:
    """Return the calendar of the years that were loaded; one that is not complete is not covered (RULES 12)."""
    complete = [year for year in years if year.complete]
    return WorkingCalendar(
        years=frozenset(year.year for year in complete),
        days_off={
            day: name for year in complete for day, name in (*year.holidays.items(), *year.days_off_in_lieu.items())
        },
        extra_days={day: name for year in complete for day, name in year.extra_working_days.items()},
        sessions=sessions,
    )


def minutes_within(sessions: Iterable[tuple[datetime, datetime]], start: datetime, end: datetime) -> int:
    """Return the whole minutes of some sessions that lie between two moments, each session counted by itself."""
    total = 0
    for opens, closes in sessions:
        overlap = min(end, closes) - max(start, opens)
        if overlap > _NOTHING:
            total += overlap // _MINUTE
    return total


def at(day: date, hour: time) -> datetime:
    """Return the moment of Vietnam's wall clock."""
    return datetime.combine(day, hour, VIETNAM)
