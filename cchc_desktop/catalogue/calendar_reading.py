"""The working calendar's files: which years are complete, and which days are not as their weekday says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cchc_desktop.catalogue import lines
from cchc_desktop.catalogue.lines import Faults, Line
from cchc_desktop.domain.year_pack import CalendarYear

_YEARS = ("year", "is_complete", "note")
_DAYS = ("date", "name", "kind", "source", "confidence")
_SATURDAY = 5

_HOLIDAY, _DAY_OFF_IN_LIEU, _EXTRA_WORKING_DAY = "holiday", "day_off_in_lieu", "extra_working_day"
_KINDS = (_HOLIDAY, _DAY_OFF_IN_LIEU, _EXTRA_WORKING_DAY)

_Days = dict[date, tuple[str, str, str]]
"""Day -> (kind, name, confidence)."""


def read_calendar(folder: Path) -> tuple[CalendarYear, ...]:
    """Return the years of ``folder`` (years.csv, days.csv), oldest first."""
    faults = Faults()
    years: dict[int, tuple[bool, str]] = {}
    for line in lines.read(folder / "years.csv", _YEARS, faults):
        year = line.count("year", least=1900)
        if year in years:
            line.refuse("year", "duplicate")
        years[year] = (line.flag("is_complete"), line.text("note"))
    days: _Days = {}
    for line in lines.read(folder / "days.csv", _DAYS, faults):
        _take_day(line, years, days)
    faults.refuse_if_any()
    return tuple(_year(year, *years[year], days) for year in sorted(years))


def _take_day(line: Line, years: dict[int, tuple[bool, str]], days: _Days) -> None:
    line.needed("date")
    day = line.day("date")
    kind = line.one_of("kind", _KINDS)
    name, confidence = line.needed("name"), line.one_of("confidence", lines.CONFIDENCES)
    if day is None:
        return
    if day.year not in years:
        line.refuse("date", "unknown_year")
    if day in days:
        line.refuse("date", "duplicate")
    is_weekend = day.weekday() >= _SATURDAY
    if kind == _EXTRA_WORKING_DAY and not is_weekend:
        line.refuse("date", "not_a_weekend_day")
    if kind == _DAY_OFF_IN_LIEU and is_weekend:
        line.refuse("date", "not_a_weekday")
    days[day] = (kind, name, confidence)


def _year(year: int, complete: bool, note: str, days: _Days) -> CalendarYear:
    of_year = {day: entry for day, entry in sorted(days.items()) if day.year == year}

    def named(wanted: str) -> dict[date, str]:
        return {day: name for day, (kind, name, _confidence) in of_year.items() if kind == wanted}

    return CalendarYear(
        year=year,
        complete=complete,
        holidays=named(_HOLIDAY),
        days_off_in_lieu=named(_DAY_OFF_IN_LIEU),
        extra_working_days=named(_EXTRA_WORKING_DAY),
        to_confirm=tuple(day for day, (_kind, _name, confidence) in of_year.items() if confidence != "high"),
        note=note,
    )
