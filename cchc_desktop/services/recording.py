"""Writing into the journal: who acts, what time it is, one transaction, and the marker afterwards."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from cchc_desktop import __version__, errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.domain.entry import Entry, EntryKind, Position
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.store import folder as desk_folder
from cchc_desktop.store import journal, local, projections
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import writing
from cchc_desktop.text import parse_typed_date

logger = logging.getLogger(__name__)

MOST_BEHIND = timedelta(minutes=2)
MOST_WORKING_DAYS_AHEAD = 3
MACHINE, FOLDER_ID = "machine", "folder_id"
OFFICER = "officer"
"""Local note: who works at the desk where nobody says otherwise."""

Changed = Callable[[journal.Written], None]


class Recording:
    """One transaction in which entries are added; made by `Recorder.recording`."""

    def __init__(self, db: Database, state: DeskState, actor: str, now: datetime) -> None:
        self.db = db
        self.now = now
        self.written: list[journal.Written] = []
        self._state = state
        self._actor = actor

    def add(
        self,
        kind: EntryKind,
        body: Mapping[str, Any],
        *,
        personal: Mapping[str, str] | None = None,
        dossier: str = "",
        after: Position | None = None,
        actor: str = "",
        approver: str = "",
        happened_at: datetime | None = None,
        before: Sequence[journal.Written] = (),
    ) -> journal.Written:
        """Append one entry and bring the projections in step with it.

        ``before`` are all entries of its dossier so far, where this transaction read them already.
        """
        entry = Entry(
            journal="",
            number=0,
            previous="",
            kind=kind,
            dossier=dossier,
            happened_at=happened_at or self.now,
            recorded_at=self.now,
            actor=actor or self._actor,
            approver=approver,
            after=journal.knows(self.db, dossier, after) if after else None,
            program=__version__,
            catalogue=self._state.catalogue_version,
            settings=self._state.settings_version,
            body=body,
        )
        written = journal.append(self.db, entry, personal or {})
        projections.apply(self.db, written, before)
        self.written.append(written)
        return written


class Recorder:
    """The desk's pen: the only way in which services write entries."""

    def __init__(
        self, db: Database, state: DeskState, clock: Clock, marker_folder: Path, *, can_write: bool = True
    ) -> None:
        self._db = db
        self._state = state
        self._clock = clock
        self._marker_folder = marker_folder
        kept = local.note(db, OFFICER)
        self.actor = kept if kept in state.officers else next(iter(state.officers), "")
        self.can_write = can_write
        self.heard_by: list[Changed] = []

    @contextlib.contextmanager
    def recording(self, *, check_clock: bool = True) -> Iterator[Recording]:
        """Hold one transaction; on leaving it everything added is on disk, or nothing is.

        Raises:
            ClockBehind, ClockAhead: The clock cannot be believed; nothing is written.
            StoreError: Nothing was saved.
        """
        now = self._clock.now()
        with writing(self._db) as db:
            if check_clock:
                check(journal.last_recorded_at(db), now, self._state.calendar)
            record = Recording(db, self._state, self.actor, now)
            yield record
        self.keep_marker()
        for written in record.written:
            logger.info("entry %s #%s", written.entry.kind, written.entry.number)
            for hear in self.heard_by:
                hear(written)

    @contextlib.contextmanager
    def importing(self) -> Iterator[datetime]:
        """Hold one transaction for entries that a `store.importing.Batch` writes; nobody is told of each of them.

        Raises:
            ClockBehind, ClockAhead: The clock cannot be believed; nothing is written.
            StoreError: Nothing of this transaction was saved.
        """
        now = self._clock.now()
        with writing(self._db) as db:
            check(journal.last_recorded_at(db), now, self._state.calendar)
            yield now
        self.keep_marker()

    def clock_problem(self) -> errors.ClockError | None:
        """Return why nothing may be written now, or ``None``."""
        try:
            check(journal.last_recorded_at(self._db), self._clock.now(), self._state.calendar)
        except errors.ClockError as error:
            return error
        return None

    def accept_clock(self, typed_date: str) -> bool:
        """Record that the named official confirmed today's date in words; return whether it was the right date.

        A date that differs from the clock's is not accepted and nothing is written.
        """
        now = self._clock.now()
        if parse_date_in_words(typed_date, now.date()) != now.date():
            return False
        was = journal.last_recorded_at(self._db)
        with self.recording(check_clock=False) as record:
            body = {"was": was.isoformat() if was else "", "is": now.isoformat(), "confirmed": "in_words"}
            record.add(EntryKind.CLOCK_ACCEPTED, body)
        return True

    def keep_marker(self) -> None:
        """Write outside the folder what was last written into it, so that a restored copy is recognised."""
        head = journal.head(self._db)
        value = desk_folder.Marker(journal=head.journal, number=head.number, hash=head.hash)
        desk_folder.keep_marker(self._marker_folder, local.note(self._db, FOLDER_ID), value)


def check(last: datetime | None, now: datetime, calendar: WorkingCalendar) -> None:
    """Raise where the clock stands before the last entry, or too far behind it to be believed unasked."""
    if last is None:
        return
    if now < last - MOST_BEHIND:
        raise errors.ClockBehind(last=last.isoformat(), now=now.isoformat())
    if _working_days_between(last.date(), now.date(), calendar) > MOST_WORKING_DAYS_AHEAD:
        raise errors.ClockAhead(last=last.isoformat(), now=now.isoformat())


def parse_date_in_words(typed: str, today: date) -> date | None:
    """Return the date of "26/10/2023" or "ngày 26 tháng 10 năm 2023"."""
    bare = typed.lower()
    for word in ("ngày", "tháng", "năm"):
        bare = bare.replace(word, " ")
    return parse_typed_date(bare, today)


def _working_days_between(first: date, last: date, calendar: WorkingCalendar) -> int:
    """Count working days after ``first`` up to ``last``; a year without a calendar counts Monday to Friday."""
    count, day = 0, first
    while day < last and count <= MOST_WORKING_DAYS_AHEAD:
        day += timedelta(days=1)
        known = day.year in calendar.years
        count += calendar.is_working(day) if known else day.weekday() < 5
    return count
