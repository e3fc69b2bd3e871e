"""What belongs to this machine's screen, and what a clerk should look at again; nothing of it is an entry."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cchc_desktop.domain.calendar import at, minutes_within
from cchc_desktop.domain.term import DueGround
from cchc_desktop.errors import CalendarNotCovered
from cchc_desktop.store import local
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import writing

if TYPE_CHECKING:
    from cchc_desktop.domain.calendar import WorkingCalendar
    from cchc_desktop.domain.year_pack import Ward as Ward
    from cchc_desktop.store.dossiers import DossierLine as DossierLine

SCREEN = "screen"
TEXT_SIZES = (100, 112, 125)
UNIT_KINDS = ("phường", "xã", "đặc khu")
DAY_WORDS = (("nghỉ", "off"), ("làm việc", "working"))
"""How a notice names a day that the unit adds, and what the settings keep; typed so in every language of the screen."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ScreenLook:
    """How the program looks at this desk."""

    theme: str = "light"
    """light, dark or contrast."""
    text_percent: int = 100
    """One of `TEXT_SIZES`."""


class Workplace:
    """This desk's screen."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def look(self) -> ScreenLook:
        """Return how the program looks; the usual look where nothing, or nothing readable, was kept."""
        text = local.note(self._db, SCREEN)
        if not text:
            return ScreenLook()
        found = json.loads(text)
        return ScreenLook(theme=str(found["theme"]), text_percent=int(found["text_percent"]))

    def keep_look(self, look: ScreenLook) -> None:
        """Remember how the program looks.

        Raises:
            StoreError: Nothing was saved.
        """
        with writing(self._db):
            local.keep_note(self._db, SCREEN, json.dumps(dataclasses.asdict(look)))

    def given_dates(self, now: datetime, loaded: frozenset[int]) -> list[DossierLine]:
        """Return the open dossiers to be looked at again (RULES 12).

        Args:
            now: Those due before are left out.
            loaded: Years whose calendar is loaded by now.

        Returns:
            Dossiers whose moment a clerk gave because the year had no calendar, and the calendar has come since.
        """
        from cchc_desktop.store import dossiers  # not needed at a start

        found = dossiers.open_with_ground(self._db, str(DueGround.NO_CALENDAR), since=now.isoformat())
        return [line for line in found if line.due_at.year in loaded]


def wards(resources: Path) -> tuple[Ward, ...]:
    """Return the wards that the program comes with; raise `ResourceError` where their file is wrong."""
    from cchc_desktop.catalogue.reading import read_wards  # not needed at a start

    return read_wards(resources / "catalogue")


class TimeLeft:
    """Working minutes from one moment until many others: what lies between two days is counted once."""

    def __init__(self, now: datetime, calendar: WorkingCalendar) -> None:
        self._now = now
        self._today = now.date()
        self._calendar = calendar
        self._days: dict[date, _Day | None] = {}

    def until(self, due_at: datetime) -> int | None:
        """Return what `minutes_left` says of a moment."""
        day = due_at.date()
        if day not in self._days:
            self._days[day] = self._look_at(day)
        found = self._days[day]
        if found is None:
            return None
        if due_at >= self._now:
            return found.between + minutes_within(found.sessions, self._now, due_at)
        return -found.between - minutes_within(found.sessions, due_at, self._now)

    def _look_at(self, day: date) -> _Day | None:
        from cchc_desktop.rules.deadlines import working_minutes_between  # not needed at a start

        try:
            sessions, between = self._calendar.sessions_on(day), 0
            if day > self._today:
                between = working_minutes_between(self._now, at(day, time.min), self._calendar)
            elif day < self._today:
                between = working_minutes_between(at(day, time.max), self._now, self._calendar)
        except CalendarNotCovered:
            return None
        return _Day(sessions, between)


class _Day(NamedTuple):
    sessions: tuple[tuple[datetime, datetime], ...]
    between: int
    """Working minutes between now and the near end of the day; 0 today."""


def minutes_left(now: datetime, due_at: datetime, calendar: WorkingCalendar) -> int | None:
    """Return the working minutes until ``due_at``, below 0 when it is past; ``None`` where a calendar is missing."""
    from cchc_desktop.rules.deadlines import working_minutes_between  # not needed at a start

    try:
        if due_at >= now:
            return working_minutes_between(now, due_at, calendar)
        return -working_minutes_between(due_at, now, calendar)
    except CalendarNotCovered:
        return None
