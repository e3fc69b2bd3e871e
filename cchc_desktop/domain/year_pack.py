"""What the city's year-pack brings: procedures, days off and worked, forms, and the names of units by date."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a start reads the calendar's years and needs nothing of these
    from cchc_desktop.domain.forms import Forms
    from cchc_desktop.domain.procedure import Catalogue


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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UnitName:
    """What one agency is called from a day on; an empty text leaves what was known."""

    agency_code: str
    valid_from: date
    unit_kind: str
    """phường, xã or đặc khu."""
    unit_name: str
    superior_name: str = ""
    hotline: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """One agency passes into another; its open dossiers go on there with their codes and due moments."""

    on: date
    """The first day of the successor."""
    from_code: str
    to_code: str
    """Agency code of the successor, which may be one that there was before."""
    unit_kind: str
    unit_name: str
    """The successor's."""
    superior_name: str = ""
    hotline: str = ""
    desk_shift: int = 0
    """What is added to the number of each desk of the old agency, so that no two desks of the successor share one."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class YearPackText:
    """A year-pack as it is signed and carried: what it says of itself, and its files as texts."""

    number: int
    """Grows with each pack of a city."""
    valid_from: date
    """What the pack changes holds from this day on; every earlier day goes by what was known before."""
    decisions: tuple[str, ...]
    """The decisions and notices on which it rests."""
    city: str
    files: Mapping[str, str]
    """Path ("catalogue/procedures.csv") -> text (CSV, UTF-8), as in the program's own resources."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class YearPack:
    """A year-pack read and checked; what is ``None`` or empty, the pack does not speak of."""

    number: int
    valid_from: date
    decisions: tuple[str, ...]
    city: str
    catalogue: Catalogue | None = None
    """All procedures as they are from ``valid_from`` on; one that is missing ends the day before."""
    years: tuple[CalendarYear, ...] = ()
    forms: Forms | None = None
    units: tuple[UnitName, ...] = ()
    mergers: tuple[Merger, ...] = ()


def _texts(days: Mapping[date, str]) -> dict[str, str]:
    return {day.isoformat(): name for day, name in days.items()}


def _dates(days: Mapping[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in days.items()}
