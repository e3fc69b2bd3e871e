"""Closing the day: what is still open, one entry that closes it, a verified copy, and the package for the city.

Closing again with nothing new does nothing; what was recorded after the close goes into a further part, never into the
sealed one. The package's file is made after the entry is on disk; where that fails it is made at the next chance, from
the journal, with the same content.
"""

from __future__ import annotations

import dataclasses
import hashlib
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing as ending
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.board import BoardKind
from cchc_desktop.domain.day_package import (
    SEAL_SIGNS,
    CheckKind,
    DayCheck,
    Manifest,
    PackageId,
    PackageState,
)
from cchc_desktop.domain.day_sheet import DaySheet
from cchc_desktop.domain.entry import NO_ENTRY, EntryKind
from cchc_desktop.services import day_sheet, till
from cchc_desktop.services.boards import BoardDesk
from cchc_desktop.services.day_content import DayContent
from cchc_desktop.services.day_values import Closed as Closed
from cchc_desktop.services.day_values import Made as Made
from cchc_desktop.services.day_values import Outlook as Outlook
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.enrolment import Enrolment
from cchc_desktop.services.recording import Recorder
from cchc_desktop.services.same_day_desk import SameDayDesk
from cchc_desktop.store import attachments, closing, journal, outbox
from cchc_desktop.store.engine import Database
from cchc_desktop.store.outbox import OutboxLine
from cchc_desktop.sync import package
from cchc_desktop.sync.package import Content

logger = logging.getLogger(__name__)

PACKAGES = "packages"


class DayEndDesk:
    """The desk at five o'clock."""

    def __init__(
        self,
        db: Database,
        state: DeskState,
        recorder: Recorder,
        clock: Clock,
        folder: Path,
        *,
        enrolment: Enrolment,
        same_day: SameDayDesk,
        boards: BoardDesk,
    ) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder
        self._clock = clock
        self._folder = folder
        self._enrolment = enrolment
        self._same_day = same_day
        self._boards = boards
        self._content = DayContent(db, state, folder)

    def checks(self, day: date | None = None) -> tuple[DayCheck, ...]:
        """Return what is looked at before the day is closed; a line without dossiers is in order."""
        day = day or self._clock.now().date()
        found = {
            CheckKind.SAME_DAY_OPEN: self._same_day.left_open(day),
            CheckKind.NOT_PRINTED: closing.not_printed(self._db),
            CheckKind.FEE_NOT_TAKEN: closing.fee_not_taken(self._db, day.isoformat()),
            CheckKind.NOT_COLLECTED: [line.code for line in self._boards.lines(BoardKind.UNCOLLECTED)],
            CheckKind.APPROVALS: [line.code for line in self._boards.lines(BoardKind.APPROVALS)],
            CheckKind.NO_ATTACHMENT: closing.results_without_scan(self._db, day.isoformat()),
        }
        return tuple(DayCheck(kind=kind, codes=tuple(codes)) for kind, codes in found.items())

    def outlook(self) -> Outlook:
        """Return what would be closed now."""
        day, since = self._clock.now().date(), self._closed_until()
        counts, totals = closing.counts_since(self._db, self._journal, since)
        last = journal.head(self._db).number
        part = closing.next_part(self._db, day.isoformat())
        begins_at = closing.entry_at(self._db, self._journal, since + 1).recorded_at if last > since else None
        return Outlook(
            day=day, part=part, first=since + 1, last=last, counts=counts, totals=totals, begins_at=begins_at
        )

    def cash_expected(self) -> int:
        """Return the cash in đồng that should lie in the drawer by what was recorded since the last close."""
        since = self._closed_until()
        return till.till_of(self._db, self._journal, since + 1, journal.head(self._db).number).cash

    def close(self, *, cash_counted: int | None = None) -> Closed:
        """Close the day that runs: its entry, a verified copy of the file, the package.

        Args:
            cash_counted: đồng that lie in the drawer, where somebody counted; a difference is told and stops nothing.

        Raises:
            DayNotClosable: Somebody still waits on the board of those without an appointment; nothing was written.
            ClockError, StoreError: Nothing was written; or the day is closed and its copy or package is made later.
        """
        closed = self.seal(cash_counted=cash_counted)
        if not closed.is_new:
            return closed
        self._keep_copy()
        self.make_packages()
        path = self.path_of(self._last())
        return dataclasses.replace(closed, file=path if path.exists() else None)

    def seal(self, *, cash_counted: int | None = None) -> Closed:
        """Close the day that runs by its entry alone; `finish` makes its copy and its package, on any thread.

        Raises:
            DayNotClosable: Somebody still waits on the board of those without an appointment; nothing was written.
            ClockError, StoreError: Nothing was written.
        """
        day = self._clock.now().date()
        checks = self.checks(day)
        for check in checks:
            if check.is_hard:
                raise errors.DayNotClosable(count=len(check.codes))
        since = self._closed_until()
        if since and not closing.has_work_since(self._db, self._journal, since):
            return self._told(self._last(), is_new=False)
        with self._recorder.recording() as record:
            part = closing.next_part(self._db, day.isoformat())
            counts, totals = closing.counts_since(record.db, self._journal, since)
            body = {"day": day.isoformat(), "part": part, "first": since + 1, "counts": counts, "totals": totals}
            # What no entry tells later: the page to sign is composed from the journal alone.
            body["checks"] = {str(check.kind): len(check.codes) for check in checks}
            body["officer_name"] = self._state.officer_name(self._recorder.actor)
            if cash_counted is not None:
                body["cash_counted"] = cash_counted
            written = record.add(EntryKind.DAY_CLOSED, body)
            number, journal_id = written.entry.number, written.entry.journal
            outbox.want(record.db, day, part, journal=journal_id, first=since + 1, last=number, now=record.now)
        logger.info("day closed: %s part %s, entries %s to %s", day, part, since + 1, written.entry.number)
        told = self._told(self._last(), is_new=True)
        return dataclasses.replace(told, early_at=self._early(written.entry.recorded_at))

    def finish(self) -> tuple[Made, ...]:
        """Make a verified copy and every package that has no file yet, on a connection of its own: for any thread.

        What was made has to be handed to `note_made` on the thread that owns the database.

        Raises:
            StoreError: There is no new copy, or not every package; what was made is found at the next time.
        """
        with self._apart() as desk:
            desk._keep_copy()
            return tuple(desk._write_files())

    def _keep_copy(self) -> None:
        """Keep a verified copy of the file, and sweep the folder of what killed writers left."""
        closing.keep_copy(self._db, self._folder, self._clock.now())
        attachments.sweep_unfinished(self._folder)

    def note_made(self, made: Iterable[Made]) -> list[Path]:
        """Note the packages whose files were written, and return the files."""
        found = []
        for one in made:
            with closing.writing(self._db):
                state = {} if one.line.state is not PackageState.WANTED else {"state": str(PackageState.MADE)}
                changes = {"manifest_sha256": one.manifest_sha256, **state}
                outbox.change(self._db, one.line.day, one.line.part, self._clock.now(), **changes)
            found.append(one.path)
        return found

    @contextmanager
    def _apart(self) -> Iterator[DayEndDesk]:
        """Lend the same desk on a connection that only reads, for another thread."""
        with ending(self._db.reopened()) as db:
            state = DeskState(db, is_training=self._state.is_training)
            yield DayEndDesk(
                db,
                state,
                Recorder(db, state, self._clock, Path(), can_write=False),
                self._clock,
                self._folder,
                enrolment=self._enrolment.on(db, state),
                same_day=self._same_day,
                boards=self._boards,
            )

    def _last(self) -> OutboxLine:
        last = outbox.last(self._db, self._journal)
        if last is None:
            raise errors.StoreError(cause="outbox", code="")
        return last

    def _closed_until(self) -> int:
        """Return the number of the entry that closed last; 0: no day was closed yet."""
        last = outbox.last(self._db, self._journal)
        return last.last if last else 0

    def _early(self, closed_at: datetime) -> datetime | None:
        """Return the moment of a close before the day's last session has ended; a day off has no session."""
        calendar = self._state.calendar
        try:
            sessions = calendar.sessions_on(closed_at.date())
        except errors.CalendarNotCovered:
            return closed_at if closed_at < calendar.closing(closed_at.date()) else None
        return closed_at if sessions and closed_at < sessions[-1][1] else None

    def sheet(self, day: date, part: int = 1) -> bytes:
        """Return the page to sign of a closed day as PDF; made again, it is the same.

        Raises:
            DayNotClosed: There is no such day, or no such part of it.
            FontMissing: The papers' letters are not on this machine.
        """
        return day_sheet.build(self.sheet_value(day, part))

    def sheet_value(self, day: date, part: int = 1) -> DaySheet:
        """Return what the page to sign says, for `services.day_sheet.build` on any thread; raise `DayNotClosed`."""
        line = next((line for line in self.packages() if (line.day, line.part) == (day, part)), None)
        if line is None:
            raise errors.DayNotClosed(day=f"{day:%d/%m/%Y}", part=part)
        return self._content.sheets.sheet(self.id_of(line), line.first, line.last)

    def packages(self) -> list[OutboxLine]:
        """Return all packages of this desk and how far each has come."""
        return outbox.lines(self._db)

    def unsent(self) -> tuple[int, int]:
        """Return (closed days, entries) that no city has yet: those of closed days, and those recorded since."""
        days, entries = outbox.unsent(self._db)
        return days, entries + journal.head(self._db).number - self._closed_until()

    def unsent_since(self) -> datetime | None:
        """Return when the oldest day that no city has yet was closed; ``None``: every closed day has arrived."""
        oldest = outbox.oldest_unsent(self._db)
        return closing.entry_at(self._db, oldest.journal, oldest.last).recorded_at if oldest else None

    def seal_of(self, line: OutboxLine) -> str:
        """Return the signs of the chain's head that stand on the page of a package."""
        return closing.hash_at(self._db, line.journal, line.last)[:SEAL_SIGNS].upper()

    def closed_at(self, line: OutboxLine) -> datetime:
        """Return when a package was closed."""
        return closing.entry_at(self._db, line.journal, line.last).recorded_at

    def copied_at(self) -> datetime | None:
        """Return when the newest verified copy was made, by the desk's clock; ``None``: there is none."""
        return closing.newest_copy(self._folder)

    def make_packages(self) -> list[Path]:
        """Make the files of closed days that have none yet; none while the city's card has not come.

        Raises:
            FolderReadOnly, DiskFull: A file could not be written; the day stays closed and it is made later.
        """
        return [path for made in self._write_files() for path in self.note_made([made])]

    def _write_files(self) -> Iterator[Made]:
        """Write the files of closed days that have none yet, one after the other; nothing is noted."""
        if not self._enrolment.keys().city_key:
            return
        previous = NO_ENTRY
        for line in self.packages():
            path = self.path_of(line)
            previous_of_next = line.manifest_sha256
            if line.state is PackageState.WANTED or not path.exists():
                made = self._write(line, path, previous)
                previous_of_next = made.manifest_sha256  # not noted yet where another thread makes several
                yield made
            previous = previous_of_next or NO_ENTRY

    def copy_packages(self, day: date, folder: Path) -> list[Path]:
        """Copy the packages of a closed day into a folder: a stick, a folder of the network; whole or not at all.

        Raises:
            DiskFull, FolderReadOnly: A file could not be written there; what lies in the desk's own folder stays.
        """
        self.make_packages()
        found = []
        for line in self.packages():
            path = self.path_of(line)
            if line.day == day and path.exists():
                attachments.write_whole(path.read_bytes(), folder / path.name)
                found.append(folder / path.name)
        return found

    def sign_anew(self) -> list[Path]:
        """Make the files of packages that the city has not taken yet anew: their content is as it was, the key is not.

        Raises:
            FolderReadOnly, DiskFull, KeyStoreSilent: Not every file could be made; it is made later.
        """
        for line in self.packages():
            if line.state is not PackageState.ACCEPTED:
                self.path_of(line).unlink(missing_ok=True)
        return self.make_packages()

    def path_of(self, line: OutboxLine) -> Path:
        """Return where the file of a package lies, or will lie."""
        return self._folder / PACKAGES / self.id_of(line).file_name

    def _write(self, line: OutboxLine, path: Path, previous: str) -> Made:
        """Write a package under a temporary name and rename it when it is whole."""
        enrolled = self._enrolment.keys()
        content = self._content.of(self.id_of(line), line.first, line.last, enrolled.city_fields)
        manifest = self._manifest(line, content, previous)
        file = package.pack(
            manifest,
            content,
            signing_key=self._enrolment.signing_key_of(manifest.made_at),
            city=enrolled.city_key,
            ward=enrolled.ward_key,
        )
        attachments.write_whole(file, path)
        sha256 = hashlib.sha256(manifest.to_text().encode()).hexdigest()
        return Made(line=line, path=path, manifest_sha256=sha256)

    def _manifest(self, line: OutboxLine, content: Content, previous: str) -> Manifest:
        """Return what the package says of itself; of one and the same content it says the same."""
        closed = closing.entry_at(self._db, line.journal, line.last)
        counts = Counter(closing.kinds(self._db, line.journal, line.first, line.last))
        return Manifest(
            id=self.id_of(line),
            first=line.first,
            last=line.last,
            head_before=closing.hash_at(self._db, line.journal, line.first - 1),
            head=closing.hash_at(self._db, line.journal, line.last),
            previous=previous,
            counts=dict(counts),
            totals=dict(closed.body["totals"]),
            program=closed.program,
            catalogue=closed.catalogue,
            settings=closed.settings,
            made_at=closed.recorded_at,
            parts=package.parts_of(content),
        )

    def id_of(self, line: OutboxLine) -> PackageId:
        """Return which package a line of the outbox is."""
        ward, desk, generation = line.journal.split("/")
        return PackageId(ward=ward, desk=int(desk), generation=int(generation), day=line.day, part=line.part)

    @property
    def _journal(self) -> str:
        return journal.head(self._db).journal

    def _told(self, line: OutboxLine, *, is_new: bool) -> Closed:
        path = self.path_of(line)
        return Closed(
            day=line.day,
            part=line.part,
            first=line.first,
            last=line.last,
            seal=self.seal_of(line),
            file=path if path.exists() else None,
            is_new=is_new,
            cash_dong=till.till_of(self._db, line.journal, line.first, line.last).cash,
            cash_counted=closing.entry_at(self._db, line.journal, line.last).body.get("cash_counted"),
        )
