"""What a year-pack brings besides the catalogue: days off and days worked, year by year, and the list of wards."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """The days of one year that are not as the weekday says; ordinary weekends are not listed."""

    year: int
    complete: bool
    """A year that is not complete is never computed: its dates are refused (RULES 12)."""
    holidays: Mapping[date, str]
    """Public holidays with their names, also those on a weekend."""
    days_off_in_lieu: Mapping[date, str]
    """Weekdays off in lieu or by swap."""
    extra_working_days: Mapping[date, str]
    """Weekend days worked instead."""
    to_confirm: tuple[date, ...] = ()
    """Days whose certainty is not high: the unit compares them with the notice."""
    note: str = ""

    def to_record(self) -> dict[str, Any]:
        """Return the year as plain data with ISO dates."""
        return {
            "year": self.year,
            "complete": self.complete,
            "holidays": _texts(self.holidays),
            "days_off_in_lieu": _texts(self.days_off_in_lieu),
            "extra_working_days": _texts(self.extra_working_days),
            "to_confirm": [day.isoformat() for day in self.to_confirm],
            "note": self.note,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> CalendarYear:
        """Return the year that `to_record` described."""
        return cls(
            year=record["year"],
            complete=record["complete"],
            holidays=_dates(record["holidays"]),
            days_off_in_lieu=_dates(record["days_off_in_lieu"]),
            extra_working_days=_dates(record["extra_working_days"]),
            to_confirm=tuple(date.fromisoformat(day) for day in record["to_confirm"]),
            note=record["note"],
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """One ward or commune as the starting list knows it; successors and real codes come from the unit."""

    unit_kind: str
    """phường or xã."""
    name: str
    slug: str
    gso_code: str
    """Code of the General Statistics Office, official."""
    agency_code_sample: str
    """Only the form of an agency code; never taken as the real one."""
    note: str


def _texts(days: Mapping[date, str]) -> dict[str, str]:
    return {day.isoformat(): name for day, name in days.items()}


def _dates(days: Mapping[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in days.items()}
