"""Packages of other desks at this desk: read only, in order, whole; what cannot both stand; a ward that passed over.

A dossier of another desk is found and worked on here: a step taken here is this desk's own entry, which travels in its
own package. Counted and listed it is where it belongs.
"""

from __future__ import annotations

import contextlib
import dataclasses
import logging
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.day_package import PackageId
from cchc_desktop.domain.entry import NO_ENTRY, Entry, EntryKind, Position, digest
from cchc_desktop.domain.problems import Problem
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.enrolment import Enrolment
from cchc_desktop.services.recording import Recorder, Recording
from cchc_desktop.services.restoring import Restored
from cchc_desktop.store import attachments, dossiers, foreign_packages, journal, projections
from cchc_desktop.store.engine import Database
from cchc_desktop.store.foreign_packages import ConflictLine
from cchc_desktop.store.foreign_packages import OtherDesk as OtherDesk
from cchc_desktop.store.transaction import reading, writing
from cchc_desktop.sync import package
from cchc_desktop.sync.package import Content, Opened
from cchc_desktop.text import nfc

PACKAGES = "packages"
logger = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TakenPackage:
    """A package of another desk that is in the file now."""

    id: PackageId
    first: int
    last: int
    entries: int
    """Entries that came in; 0: they were all known already."""
    dossiers: int
    """Dossiers that they are about."""
    is_new: bool
    """Whether this call took it: the same package again changes nothing."""
    conflicts: tuple[ConflictLine, ...] = ()
    """Exceptions about those dossiers."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """What passed from a ward to this desk."""

    ward: str
    codes: tuple[str, ...]
    """Dossiers that were taken over now."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind:
    """What a ward that passed into this one still has open, as far as its packages are known."""

    ward: str
    codes: tuple[str, ...]


class ForeignDesk:
    """The counter at which other desks' packages are handed in."""

    def __init__(
        self, db: Database, state: DeskState, recorder: Recorder, clock: Clock, folder: Path, *, enrolment: Enrolment
    ) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder
        self._clock = clock
        self._folder = folder
        self._enrolment = enrolment

    def in_order(self, given: Sequence[Path]) -> list[Path]:
        """Return packages, desk by desk in the order in which each made them; of a folder all but this desk's own.

        A file that says nothing of itself, or cannot be read, comes last: who takes it finds what is wrong with it.
        """
        found: list[tuple[tuple[int | str | date, ...], Path]] = []
        for path in given:
            for file in sorted(path.glob("*.cchc")) if path.is_dir() else [path]:
                told = _label(file)
                if told is None:
                    found.append(((1, file.name), file))
                elif not (path.is_dir() and self.is_own(told)):
                    found.append(((0, told.ward, told.desk, told.generation, told.day, told.part), file))
        return [file for _place, file in sorted(found)]

    def take(self, file: bytes) -> TakenPackage:
        """Take a package of another desk of this ward, of a ward that passed over, or of this desk's own past.

        Raises:
            PackageRefused: It does not hold, is not of a desk whose card was taken, does not follow what is known
                (``gap``: ``first`` to ``number`` are wanted first), or is another than the one taken before.
            StoreError: Nothing of it was taken.
        """
        header = package.look(file)
        self._refuse_own(header.id)
        opened = self._opened(file, header.id)
        if not opened.has_ward_part:
            raise errors.PackageRefused(cause="other_ward")
        for sha256, content in opened.content.attachments.items():
            attachments.AttachmentStore(self._folder).keep(content)
            logger.info("attachment of a package kept: %s", sha256[:8])
        with writing(self._db):
            written = self._write(opened)
        for one in written or ():
            for hear in self._recorder.heard_by:
                hear(one)
        logger.info("package taken: %s entries=%s", header.id.file_name, len(written or ()))
        return self._told(opened, written)

    def take_back(self, done: Restored) -> Restored:
        """Take this desk's own packages of the days that a restored copy does not know, and say what came back.

        A package that does not hold is left where it lies; those behind it cannot follow and stay lost.
        """
        found, back = [], 0
        for path in sorted((self._folder / PACKAGES).glob("*.cchc")):
            with contextlib.suppress(errors.PackageRefused, OSError):
                file = path.read_bytes()
                if package.look(file).id.journal != done.follows:
                    continue
                taken = self.take(file)
                if taken.entries:
                    found.append(path.name)
                    back = taken.last
        return dataclasses.replace(done, packages=tuple(found), back=back)

    def other_desks(self) -> list[OtherDesk]:
        """Return the desks whose packages were taken, and until which day each is known."""
        return foreign_packages.other_desks(self._db)

    def conflicts(self, code: str = "") -> list[ConflictLine]:
        """Return the exceptions that nobody has settled, the newest first: of one dossier, or of all."""
        with reading(self._db):
            return foreign_packages.conflicts(self._db, code)

    def settle(self, code: str, line: ConflictLine, reason: str) -> None:
        """Record that an exception was looked at and what was agreed; it stays an exception, and is told no more.

        Raises:
            FormIncomplete: No reason was given, or there is no such exception (any more); nothing was saved.
            ClockError, StoreError: Nothing was saved.
        """
        reason = nfc(reason)
        if not reason:
            raise errors.FormIncomplete(problems=(Problem("reason", "missing"),))
        if line not in self.conflicts(code):
            raise errors.FormIncomplete(problems=(Problem("conflict", "conflict_gone"),))
        dossier = dossiers.get(self._db, code)
        body = {
            "entry": {"journal": line.journal, "number": line.number},
            "reason": line.reason,
            "officer_name": self._state.officer_name(self._recorder.actor),
        }
        with self._recorder.recording() as record:
            personal = {"reason": reason}
            record.add(EntryKind.CONFLICT_SETTLED, body, personal=personal, dossier=dossier.id, after=dossier.last)

    def left_behind(self) -> list[LeftBehind]:
        """Return, by ward, the dossiers of wards that passed into this one which nobody has taken over yet."""
        joined = self._state.settings.predecessors_on(self._clock.now().date().isoformat())
        with reading(self._db):
            found = [(ward, foreign_packages.to_take_over(self._db, ward)) for ward in sorted(joined)]
        return [LeftBehind(ward=ward, codes=tuple(line.code for line in lines)) for ward, lines in found if lines]

    def take_over(self, ward: str) -> TakenOver:
        """Take over the open dossiers of a ward that passed into this one; code and due moment stay as they are.

        Whatever was taken over before is left alone, so that it can be done again when a further package came.

        Raises:
            FormIncomplete: The settings name no such predecessor, or none of its packages was taken.
            ClockError, StoreError: Nothing was saved.
        """
        now = self._clock.now()
        if ward not in self._state.settings.predecessors_on(now.date().isoformat()):
            raise errors.FormIncomplete(problems=(Problem("ward", "no_merger"),))
        if ward not in {one.ward for one in self.other_desks()}:
            raise errors.FormIncomplete(problems=(Problem("ward", "no_packages"),))
        with self._recorder.recording() as record:
            lines = foreign_packages.to_take_over(record.db, ward)
            for line in lines:
                self._take_over(record, line.dossier)
        return TakenOver(ward=ward, codes=tuple(line.code for line in lines))

    def _take_over(self, record: Recording, dossier_id: str) -> None:
        entries = journal.of_dossier(record.db, dossier_id)
        dossier = dossiers.of_entries("", entries)
        body = {
            "from": dossier.home,
            "on": record.now.date().isoformat(),
            "due_at": dossier.due_at.isoformat(),
            "state": str(dossier.state),
            "officer_name": self._state.officer_name(self._recorder.actor),
        }
        record.add(EntryKind.DOSSIER_TAKEN_OVER, body, dossier=dossier_id, after=dossier.last, before=entries)

    def is_own(self, told: PackageId) -> bool:
        """Return whether a package is one that this very desk makes: a folder of the whole ward holds those, too."""
        head = journal.head(self._db)
        return (told.ward, told.desk) == (head.agency_code, head.desk) and told.generation >= head.generation

    def _refuse_own(self, told: PackageId) -> None:
        if self.is_own(told):
            raise errors.PackageRefused(cause="own_package")

    def _opened(self, file: bytes, told: PackageId) -> Opened:
        """Return the package opened by the ward's key and proved by a key of that desk."""
        identity, desk_keys = self._enrolment.identity_of(told.ward), self._enrolment.keys_of(told.ward, told.desk)
        if not identity:
            raise errors.PackageRefused(cause="other_ward")
        if not desk_keys:
            raise errors.PackageRefused(cause="no_desk_card", desk=told.desk)
        for place, desk_key in enumerate(desk_keys, start=1):
            try:
                return package.open_package(file, identity=identity, desk_key=desk_key)
            except errors.PackageRefused as error:
                if error.facts["cause"] != "wrong_signature" or place == len(desk_keys):
                    raise
        raise AssertionError("some key was tried")

    def _write(self, opened: Opened) -> list[journal.Written] | None:
        """Write the entries that are not known yet; ``None``: the package was taken before."""
        manifest, told = opened.manifest, opened.manifest.id
        known = foreign_packages.manifest_of(self._db, told)
        if known == opened.manifest_sha256:
            return None
        if known:
            raise errors.PackageRefused(cause="other_than_taken")
        last = self._begun(opened)
        self._refuse_other_content(opened, last)
        if manifest.first > last + 1:
            raise errors.PackageRefused(cause="gap", first=last + 1, number=manifest.first - 1)
        texts = opened.content.entries[last + 1 - manifest.first :]
        personal = _by_number(opened.content)
        written = []
        for text in texts:
            self._refuse_used_code(Entry.from_text(text))
            entry = journal.take(self._db, text, personal.get(last + 1, ()))
            projections.apply(self._db, entry)
            written.append(entry)
            last += 1
        span = (manifest.first, manifest.last)
        foreign_packages.note(self._db, told, span, opened.manifest_sha256, self._clock.now())
        return written

    def _begun(self, opened: Opened) -> int:
        """Return the last number that is known of the package's journal, which is begun where it is new."""
        manifest, name = opened.manifest, opened.manifest.id.journal
        known = journal.tail(self._db, name)
        if known is not None:
            return known[0]
        if manifest.first > 1:
            raise errors.PackageRefused(cause="gap", first=1, number=manifest.first - 1)
        is_first = manifest.head_before == NO_ENTRY and manifest.id.generation == 1
        if not is_first and not journal.is_hash_before(self._db, name, manifest.head_before):
            before = journal.generations_before(self._db, name)
            last = journal.tail(self._db, before[0]) if before else None
            raise errors.PackageRefused(cause="gap_before", first=last[0] + 1 if last else 1)
        journal.open_foreign(self._db, name, head=manifest.head_before, opened_at=manifest.made_at)
        return 0

    def _refuse_other_content(self, opened: Opened, last: int) -> None:
        """Raise where what is known already of this journal is not what the package says."""
        manifest = opened.manifest
        hashes = {manifest.first - 1: manifest.head_before} if manifest.first > 1 else {}
        hashes |= {manifest.first + place: digest(text) for place, text in enumerate(opened.content.entries)}
        for number, hashed in hashes.items():
            position = Position(journal=manifest.id.journal, number=number)
            if number <= last and journal.hash_at(self._db, position) != hashed:
                raise errors.PackageRefused(cause="other_than_taken", number=number)

    def _refuse_used_code(self, entry: Entry) -> None:
        if entry.kind != EntryKind.DOSSIER_RECEIVED:
            return
        if dossiers.id_of(self._db, entry.body["code"]) not in ("", entry.dossier):
            raise errors.PackageRefused(cause="code_used", number=entry.number)

    def _told(self, opened: Opened, written: list[journal.Written] | None) -> TakenPackage:
        about = {one.entry.dossier for one in written or () if one.entry.dossier}
        ids = {line.code: dossiers.id_of(self._db, line.code) for line in self.conflicts()}
        return TakenPackage(
            id=opened.manifest.id,
            first=opened.manifest.first,
            last=opened.manifest.last,
            entries=len(written or ()),
            dossiers=len(about),
            is_new=written is not None,
            conflicts=tuple(line for line in self.conflicts() if ids[line.code] in about),
        )


def _label(file: Path) -> PackageId | None:
    try:
        return package.label(file.read_bytes())
    except OSError:
        return None


def _by_number(content: Content) -> dict[int, Sequence[tuple[str, str, str]]]:
    found: dict[int, Sequence[tuple[str, str, str]]] = {}
    for line in (*content.for_city, *content.for_ward):
        found[line.number] = (*found.get(line.number, ()), (line.field, line.salt, line.text))
    return found
