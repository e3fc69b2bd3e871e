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
from datetime import date, datetime
from pathlib import Path

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.board import BoardKind
from cchc_desktop.domain.day_package import (
    CheckKind,
    DayCheck,
    Manifest,
    PackageId,
    PackageState,
    PersonalLine,
)
from cchc_desktop.domain.entry import NO_ENTRY, EntryKind
from cchc_desktop.services.boards import BoardDesk
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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A closed day."""

    day: date
    part: int
    first: int
    last: int
    seal: str
    file: Path | None
    """The package; ``None`` while the city's key is not known: it is made as soon as its card has come."""
    is_new: bool
    """Whether this call closed it; otherwise nothing had come since."""
    early_at: datetime | None = None
    """When it was closed, where its last session had not ended: what comes yet goes into a further package."""


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

    def close(self) -> Closed:
        """Close the day that runs: its entry, a verified copy of the file, the package.

        Raises:
            DayNotClosable: Somebody still waits on the board of those without an appointment; nothing was written.
            ClockError, StoreError: Nothing was written; or the day is closed and its copy or package is made later.
        """
        day = self._clock.now().date()
        for check in self.checks(day):
            if check.is_hard:
                raise errors.DayNotClosable(count=len(check.codes))
        last = outbox.last(self._db)
        since = last.last if last else 0
        if last is not None and not closing.has_work_since(self._db, self._journal, since):
            return self._told(last, is_new=False)
        with self._recorder.recording() as record:
            part = closing.next_part(self._db, day.isoformat())
            counts, totals = closing.counts_since(record.db, self._journal, since)
            body = {"day": day.isoformat(), "part": part, "first": since + 1, "counts": counts, "totals": totals}
            written = record.add(EntryKind.DAY_CLOSED, body)
            outbox.want(record.db, day, part, first=since + 1, last=written.entry.number, now=record.now)
        logger.info("day closed: %s part %s, entries %s to %s", day, part, since + 1, written.entry.number)
        closing.keep_copy(self._db, self._folder, self._clock.now())
        made = outbox.last(self._db)
        if made is None:
            raise errors.StoreError(cause="outbox", code="")
        self.make_packages()
        return dataclasses.replace(self._told(made, is_new=True), early_at=self._early(written.entry.recorded_at))

    def _early(self, closed_at: datetime) -> datetime | None:
        """Return the moment of a close before the day's last session has ended; a day off has no session."""
        calendar = self._state.calendar
        try:
            sessions = calendar.sessions_on(closed_at.date())
        except errors.CalendarNotCovered:
            return closed_at if closed_at < calendar.closing(closed_at.date()) else None
        return closed_at if sessions and closed_at < sessions[-1][1] else None

    def packages(self) -> list[OutboxLine]:
        """Return all packages of this desk and how far each has come."""
        return outbox.lines(self._db)

    def unsent(self) -> tuple[int, int]:
        """Return (closed days, entries) that no city has yet: those of closed days, and those recorded since."""
        waiting = [line for line in self.packages() if line.state is not PackageState.ACCEPTED]
        last = outbox.last(self._db)
        since = journal.head(self._db).number - (last.last if last else 0)
        return len({line.day for line in waiting}), sum(line.last - line.first + 1 for line in waiting) + since

    def make_packages(self) -> list[Path]:
        """Make the files of closed days that have none yet; none while the city's card has not come.

        Raises:
            FolderReadOnly, DiskFull: A file could not be written; the day stays closed and it is made later.
        """
        if not self._enrolment.keys().city_key:
            return []
        found = []
        for line in self.packages():
            path = self.path_of(line)
            if line.state is PackageState.WANTED or not path.exists():
                found.append(self._make(line, path))
        return found

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

    def path_of(self, line: OutboxLine) -> Path:
        """Return where the file of a package lies, or will lie."""
        return self._folder / PACKAGES / self._id(line).file_name

    def _make(self, line: OutboxLine, path: Path) -> Path:
        """Write a package under a temporary name and rename it when it is whole."""
        enrolled = self._enrolment.keys()
        content = self._content(line, enrolled.city_fields)
        manifest = self._manifest(line, content)
        file = package.pack(
            manifest,
            content,
            signing_key=enrolled.signing_key,
            city=enrolled.city_key,
            ward=enrolled.ward_key,
        )
        attachments.write_whole(file, path)
        sha256 = hashlib.sha256(manifest.to_text().encode()).hexdigest()
        with closing.writing(self._db):
            state = {} if line.state is not PackageState.WANTED else {"state": str(PackageState.MADE)}
            outbox.change(self._db, line.day, line.part, self._clock.now(), manifest_sha256=sha256, **state)
        return path

    def _content(self, line: OutboxLine, city_fields: tuple[str, ...]) -> Content:
        texts = closing.texts(self._db, self._journal, line.first, line.last)
        personal = [
            PersonalLine(number=number, field=field, salt=salt, text=text)
            for number, field, salt, text in closing.personal(self._db, self._journal, line.first, line.last)
        ]
        return Content(
            entries=tuple(texts),
            for_city=tuple(one for one in personal if one.field in city_fields),
            for_ward=tuple(one for one in personal if one.field not in city_fields),
        )

    def _manifest(self, line: OutboxLine, content: Content) -> Manifest:
        """Return what the package says of itself; of one and the same content it says the same."""
        before = [one for one in self.packages() if one.last < line.first]
        closed = closing.entry_at(self._db, self._journal, line.last)
        counts = Counter(closing.kinds(self._db, self._journal, line.first, line.last))
        return Manifest(
            id=self._id(line),
            first=line.first,
            last=line.last,
            head_before=closing.hash_at(self._db, self._journal, line.first - 1),
            head=closing.hash_at(self._db, self._journal, line.last),
            previous=before[-1].manifest_sha256 if before and before[-1].manifest_sha256 else NO_ENTRY,
            counts=dict(counts),
            totals=dict(closed.body["totals"]),
            program=closed.program,
            catalogue=closed.catalogue,
            settings=closed.settings,
            made_at=closed.recorded_at,
            parts=package.parts_of(content),
        )

    def _id(self, line: OutboxLine) -> PackageId:
        head = journal.head(self._db)
        return PackageId(
            ward=head.agency_code, desk=head.desk, generation=head.generation, day=line.day, part=line.part
        )

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
            seal=closing.hash_at(self._db, self._journal, line.last)[:8].upper(),
            file=path if path.exists() else None,
            is_new=is_new,
        )
