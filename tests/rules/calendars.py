"""CAL-NT of the rulebook: the starting calendars with Nha Trang's sessions."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from functools import cache

from cchc_desktop import paths
from cchc_desktop.catalogue.calendar_reading import read_calendar
from cchc_desktop.clock import moment
from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.services.desk_state import working_calendar
from cchc_desktop.settings import Settings


@cache
def nha_trang() -> WorkingCalendar:
    """Return the calendar that a new desk has."""
    return working_calendar(read_calendar(paths.resources() / "calendar"), Settings())


def without_swap(*days: date) -> WorkingCalendar:
    """Return the calendar with some worked Saturdays taken out of it."""
    whole = nha_trang()
    left = {day: name for day, name in whole.extra_days.items() if day not in days}
    return dataclasses.replace(whole, extra_days=left)


def at(text: str) -> datetime:
    """Return "2023-10-24 09:00" as a moment in Vietnam."""
    return moment(text.replace(" ", "T"))
