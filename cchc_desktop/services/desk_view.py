"""What the screens show: today, search, one dossier with its history. Reads only."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from cchc_desktop.clock import Clock
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import Entry
from cchc_desktop.domain.folding import current_texts, undone_places
from cchc_desktop.domain.ordering import Place, conflicts_among, place_of
from cchc_desktop.errors import CalendarNotCovered
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.store import dossiers, foreign_packages, journal, local
from cchc_desktop.store.dossiers import DossierLine
from cchc_desktop.store.engine import Database
from cchc_desktop.store.foreign_packages import ConflictLine as ConflictLine
from cchc_desktop.store.journal import Written
from cchc_desktop.store.local import PrintJob as PrintJob

MOST_LINES = 200


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The desk's day at one glance."""

    now: datetime
    received: int
    received_yesterday: int
    due_today: int
    due_soon: int
    """Due after today, within the next three working days (seven days where no calendar is loaded)."""
    overdue: int
    unprinted: int
    lines_received: tuple[DossierLine, ...]
    lines_overdue: tuple[DossierLine, ...]
    lines_due_today: tuple[DossierLine, ...]
    lines_due_soon: tuple[DossierLine, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HistoryStep:
    """One entry of a dossier's history, with the names that belong to it."""

    kind: str
    happened_at: datetime
    recorded_at: datetime
    officer: str
    number: int
    desk: int
    body: Mapping[str, Any]
    personal: Mapping[str, str]
    approver: str = ""
    """Who approved it; empty where nobody had to."""
    is_undone: bool = False
    """Whether it changes nothing: it was taken back, or is an exception."""
    is_exception: bool = False
    """Whether it cannot stand beside what another desk did."""

    @property
    def book_line(self) -> int:
        """Return the line of the old book that told of it; 0: it happened at this desk."""
        return int(self.body["book"]["line"]) if "book" in self.body else 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """One dossier whole."""

    dossier: Dossier
    personal: Mapping[str, str]
    """The personal texts as they stand, corrections in them; empty after an erasure."""
    officer: str
    history: tuple[HistoryStep, ...]
    jobs: tuple[PrintJob, ...]
    is_elsewhere: bool = False
    """Whether it is another desk's: known from its packages, counted and listed there."""
    known_until: date | None = None
    """The day of the last package of the desk that received it; ``None``: this desk received it."""
    conflicts: tuple[ConflictLine, ...] = ()
    """Acts of two desks that cannot both stand, and that nobody has settled."""
    own_desk: str = ""
    """"ward/desk" of this desk."""


class DeskView:
    """Questions that screens and the command line ask."""

    def __init__(self, db: Database, state: DeskState, clock: Clock) -> None:
        self._db = db
        self._state = state
        self._clock = clock

    def today(self) -> Today:
        """Return the counters and lists of this moment."""
        now = self._clock.now()
        day = now.date()
        now_text, tomorrow = now.isoformat(), _midnight(day + timedelta(days=1))
        soon = _midnight(self._soon(day) + timedelta(days=1))
        first = _midnight(date(2000, 1, 1))
        find, count = dossiers.due_between, dossiers.count_due_between
        return Today(
            now=now,
            received=dossiers.count_received_on(self._db, day.isoformat()),
            received_yesterday=dossiers.count_received_on(self._db, (day - timedelta(days=1)).isoformat()),
            due_today=count(self._db, _midnight(day), tomorrow),
            due_soon=count(self._db, tomorrow, soon),
            overdue=count(self._db, first, now_text),
            unprinted=len(local.unfinished_print_jobs(self._db)),
            lines_received=tuple(dossiers.received_on(self._db, day.isoformat(), limit=MOST_LINES)),
            lines_overdue=tuple(dossiers.overdue(self._db, now_text, limit=MOST_LINES)),
            lines_due_today=tuple(find(self._db, now_text, tomorrow, limit=MOST_LINES)),
            lines_due_soon=tuple(find(self._db, tomorrow, soon, limit=MOST_LINES)),
        )

    def search(self, typed: str, *, limit: int = 50) -> list[DossierLine]:
        """Return what matches the one search box; a whole code, or a slip's look-up address, finds just its dossier."""
        bare = typed.strip()
        prefix = self._state.settings.lookup_url
        if prefix and bare.startswith(prefix):
            bare = bare.removeprefix(prefix)
        exact = dossiers.with_code(self._db, bare.upper()) if "-" in bare else []
        return exact or dossiers.search(self._db, bare, limit=limit)

    def newest(self, *, limit: int = 50) -> list[DossierLine]:
        """Return the dossiers received last."""
        return dossiers.newest(self._db, limit=limit)

    def dossier(self, code: str) -> DossierView:
        """Return one dossier with its whole history; raise `DossierNotFound`."""
        dossier, entries = dossiers.with_history(self._db, code)
        own, first = journal.own_desk(self._db), journal.desk_of(dossier.first.journal)
        is_own = first == own
        return DossierView(
            dossier=dossier,
            personal=current_texts((written.entry, written.personal) for written in entries),
            officer=self._state.officer_name(dossier.officer) if is_own else dossier.officer_name,
            history=self._history(entries),
            jobs=tuple(local.print_jobs_of(self._db, code)),
            is_elsewhere=dossier.home != own,
            known_until=None if is_own else foreign_packages.known_until(self._db, first),
            # Acts of one desk never are in each other's way.
            conflicts=tuple(foreign_packages.conflicts(self._db, code) if _is_of_several(entries) else ()),
            own_desk=own,
        )

    def print_jobs(self, code: str) -> list[PrintJob]:
        """Return the print jobs of a dossier, oldest first."""
        return local.print_jobs_of(self._db, code)

    def unfinished_print_jobs(self) -> list[PrintJob]:
        """Return the papers that are not known to have come out."""
        return local.unfinished_print_jobs(self._db)

    def _history(self, entries: list[Written]) -> tuple[HistoryStep, ...]:
        known = [written.entry for written in entries]
        exceptions = {place_of(conflict.entry) for conflict in conflicts_among(known)}
        undone = undone_places(known)
        return tuple(self._step(written, undone, exceptions) for written in entries)

    def _step(self, written: Written, undone: Collection[Place], exceptions: Collection[Place]) -> HistoryStep:
        entry = written.entry
        return HistoryStep(
            kind=entry.kind,
            happened_at=entry.happened_at,
            recorded_at=entry.recorded_at,
            officer=self._who(entry, "officer_name", entry.actor),
            number=entry.number,
            desk=int(entry.journal.split("/")[-2]),
            body=entry.body,
            personal=written.personal,
            approver=self._who(entry, "approver_name", entry.approver) if entry.approver else "",
            is_undone=place_of(entry) in undone,
            is_exception=place_of(entry) in exceptions,
        )

    def _who(self, entry: Entry, told: str, official: str) -> str:
        """Return an official's name; of a book and of another desk as the entry tells it: their ids are not ours."""
        if "book" in entry.body or journal.desk_of(entry.journal) != journal.own_desk(self._db):
            return str(entry.body.get(told) or "")
        return self._state.officer_name(official)

    def _soon(self, day: date) -> date:
        try:
            return self._state.calendar.add_working_days(day, 3)
        except CalendarNotCovered:
            return day + timedelta(days=7)


def _is_of_several(entries: list[Written]) -> bool:
    return any(one.entry.journal != entries[0].entry.journal for one in entries)


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+07:00"
