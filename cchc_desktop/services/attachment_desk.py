"""Files that lie with a dossier: looked at, stored once by content, entered, shown; and pages from the scanner.

A picture that is too large is made smaller, and its entry says so. A PDF is never changed, as it may be signed.

A file that is not taken is refused with `errors.AttachmentRefused`, whose ``cause`` is one of: wrong_kind, too_large
(``most``, MB), empty_file, unreadable_file, broken_file, encrypted_file, too_many_pages (``most``), too_many_pixels;
when it is put to a dossier: attached_before, signed_later.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop import errors
from cchc_desktop.clock import Clock, moment
from cchc_desktop.domain.attachment import (
    Attached,
    AttachmentLine,
    AttachmentMedia,
    AttachmentRole,
    Prepared,
    Scanner,
    file_name,
    media_of,
    name_as_jpeg,
)
from cchc_desktop.domain.entry import EntryKind, Position
from cchc_desktop.rules.attachments import is_attached_late
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.recording import Recorder
from cchc_desktop.store import attachments, dossiers
from cchc_desktop.store.attachments import AttachmentStore
from cchc_desktop.store.engine import Database
from cchc_desktop.store.journal import Written

if TYPE_CHECKING:
    from cchc_desktop.scanning.backend import ScanBackend

THUMBNAILS, VIEWING = "thumbnails", "viewing"
"""Folders beside the attachments; both may be emptied at any time."""
SCANNING_DPI = 300
_MB = 1024 * 1024
_MOST_TO_SHRINK = 200 * _MB
"""Of a picture that is made smaller: it stands in memory whole."""
_END_OF_A_PNG = b"IEND\xaeB`\x82"


class AttachmentDesk:
    """The desk's attachments. `attach`, `release` and `of_dossier` use the database; all else is for worker threads."""

    def __init__(
        self,
        db: Database,
        state: DeskState,
        recorder: Recorder,
        clock: Clock,
        folder: Path,
        *,
        scanning: ScanBackend | None = None,
    ) -> None:
        """Take the desk's folder, and another way to the scanners than SANE where there is one."""
        self._db = db
        self._state = state
        self._recorder = recorder
        self._clock = clock
        self._folder = folder
        self._scanning = scanning
        self.store = AttachmentStore(folder)

    def prepare(self, file: Path | bytes, name: str) -> Prepared:
        """Look at a file and store it; nothing is entered yet, and `release` gives it up again.

        A picture larger than the settings allow is stored smaller; the returned value says from how many bytes.

        Args:
            file: Where it lies, or its content.
            name: What the clerk calls it; folders and signs that cannot be seen are left out.

        Raises:
            AttachmentRefused: It is not taken, see above.
            StoreError: It could not be stored.
        """
        if not self._recorder.can_write:
            raise errors.FolderReadOnly(folder=str(self._folder))
        content = self._content(file)
        media = media_of(content)
        if media is None:
            raise errors.AttachmentRefused(cause="wrong_kind" if content else "empty_file")
        picked = len(content)
        if picked > self._most:
            content = self._shrunk(content, media)
            if media is AttachmentMedia.PNG:
                media, name = AttachmentMedia.JPEG, name_as_jpeg(name)
        from cchc_desktop.documents.thumbnail import count_pages

        pages = count_pages(content, media)
        return Prepared(
            sha256=self.store.keep(content),
            size=len(content),
            media=media,
            pages=pages,
            shrunk_from=picked if picked != len(content) else 0,
            name=file_name(name),
        )

    def attach(
        self, code: str, prepared: Prepared, role: AttachmentRole, *, signed_at: datetime | None = None
    ) -> Attached:
        """Enter that a prepared file lies with a dossier, also with one that has ended.

        Args:
            code: The dossier.
            prepared: What `prepare` returned.
            role: What the file is to the dossier.
            signed_at: When it was signed; a result that comes later than 8 working hours after it is flagged.

        Raises:
            AttachmentRefused: ``cause`` attached_before (the same content in the same role) or signed_later.
            AttachmentDamaged: What was prepared is no longer in the store.
            DossierNotFound, ClockError, StoreError: Nothing was saved.
        """
        signed_at = moment(signed_at.isoformat()) if signed_at else None
        if signed_at is not None and signed_at > self._clock.now():
            raise errors.AttachmentRefused(cause="signed_later")
        with self._recorder.recording() as record:
            dossier, entries = dossiers.with_history(self._db, code)
            if any((line.sha256, line.role) == (prepared.sha256, role) for line in _lines(entries)):
                raise errors.AttachmentRefused(cause="attached_before")
            if not self.store.has(prepared.sha256, prepared.size):
                raise errors.AttachmentDamaged(sha256=prepared.sha256, cause="content_missing")
            body = {
                "sha256": prepared.sha256,
                "size": prepared.size,
                "media": str(prepared.media),
                "pages": prepared.pages,
                "role": str(role),
                "signed_at": signed_at.isoformat() if signed_at else "",
                "is_late": self._is_late(role, signed_at, record.now),
                "officer_name": self._state.officer_name(self._recorder.actor),
                **({"shrunk_from": prepared.shrunk_from} if prepared.shrunk_from else {}),
            }
            personal = {"name": prepared.name} if prepared.name else {}
            written = record.add(
                EntryKind.ATTACHMENT_ADDED, body, personal=personal, dossier=dossier.id, after=dossier.last
            )
        return Attached(code=code, line=_line(written))

    def release(self, prepared: Prepared) -> None:
        """Give up a prepared file that was not attached: it is removed unless some entry or draft names it."""
        if not attachments.is_named(self._db, prepared.sha256):
            self.store.drop(prepared.sha256)

    def of_dossier(self, code: str) -> tuple[AttachmentLine, ...]:
        """Return a dossier's attachments, oldest first; raise `DossierNotFound`."""
        _dossier, entries = dossiers.with_history(self._db, code)
        return _lines(entries)

    def open_file(self, sha256: str) -> Path:
        """Return a copy for the system's viewer, named by its kind, readable by this user only, never executable.

        Raises:
            AttachmentDamaged: The stored file is missing or was changed; nothing is shown.
            StoreError: The copy could not be written.
        """
        content = self.store.read(sha256)
        path = self._folder / VIEWING / f"{sha256[:16]}{_media(content, sha256).extension}"
        attachments.write_whole(content, path)
        return path

    def clear_viewing(self) -> None:
        """Remove the copies that were shown; one that a viewer still holds stays until the next time."""
        for path in (self._folder / VIEWING).glob("*"):
            with contextlib.suppress(OSError):
                path.unlink()

    def thumbnail(self, sha256: str) -> bytes:
        """Return a small PNG of the first page, made once.

        Raises:
            AttachmentDamaged: The stored file is missing or was changed.
        """
        kept = self._folder / THUMBNAILS / f"{self.store.path(sha256).name}.png"
        with contextlib.suppress(OSError):
            found = kept.read_bytes()
            if found.endswith(_END_OF_A_PNG):
                return found
        from cchc_desktop.documents.thumbnail import thumbnail

        content = self.store.read(sha256)
        made = thumbnail(content, _media(content, sha256))
        if self._recorder.can_write:
            with contextlib.suppress(errors.StoreError):  # shown all the same, and made again next time
                attachments.write_whole(made, kept)
        return made

    def scanners(self) -> tuple[Scanner, ...]:
        """Return the scanners of this machine; this may take many seconds."""
        return self._scanner().scanners()

    def scan(
        self,
        device: str,
        *,
        dpi: int = SCANNING_DPI,
        grey: bool = True,
        pages: int = 1,
        cancelled: threading.Event | None = None,
    ) -> list[bytes]:
        """Scan pages as PNG; see `scanning.backend.ScanBackend.scan`; raise `ScanFailed`."""
        return self._scanner().scan(device, dpi=dpi, grey=grey, pages=pages, cancelled=cancelled)

    def prepare_pages(self, pages: Sequence[bytes], name: str) -> Prepared:
        """Put scanned pages together into a PDF and prepare that as `prepare` does."""
        from cchc_desktop.scanning.pages import pages_to_pdf

        return self.prepare(pages_to_pdf(pages), name)

    def _scanner(self) -> ScanBackend:
        if self._scanning is None:
            from cchc_desktop.scanning.sane import SaneScanBackend

            self._scanning = SaneScanBackend()
        return self._scanning

    def _content(self, file: Path | bytes) -> bytes:
        """Return a file's content, read no further than can be taken: of a picture more, as it can be made smaller."""
        if isinstance(file, bytes):
            return file
        try:
            if not file.is_file():  # nor a folder, nor a pipe that never ends
                raise errors.AttachmentRefused(cause="unreadable_file")
            with file.open("rb") as opened:
                content = opened.read(self._most + 1)
                is_picture = media_of(content) not in (None, AttachmentMedia.PDF)
                return content + opened.read(_MOST_TO_SHRINK) if is_picture else content
        except OSError as error:
            raise errors.AttachmentRefused(cause="unreadable_file") from error

    @property
    def _most(self) -> int:
        """Return how many bytes a stored file may have."""
        return self._state.settings.attachment_most_mb * _MB

    def _shrunk(self, content: bytes, media: AttachmentMedia) -> bytes:
        """Return a picture made small enough; refuse what is none, and what would be no longer readable."""
        made = None
        if media is not AttachmentMedia.PDF and len(content) <= _MOST_TO_SHRINK:
            from cchc_desktop.documents.shrinking import shrunk

            made = shrunk(content, media, self._most)
        if made is None:
            raise errors.AttachmentRefused(cause="too_large", most=self._state.settings.attachment_most_mb)
        return made

    def _is_late(self, role: AttachmentRole, signed_at: datetime | None, now: datetime) -> bool | None:
        """Return whether a result came late; ``None`` where its year has no calendar: it is taken, and not judged."""
        if role is not AttachmentRole.RESULT or signed_at is None:
            return False
        try:
            return is_attached_late(signed_at, now, self._state.calendar)
        except errors.CalendarNotCovered:
            return None


def _lines(entries: Sequence[Written]) -> tuple[AttachmentLine, ...]:
    return tuple(_line(written) for written in entries if written.entry.kind == EntryKind.ATTACHMENT_ADDED)


def _line(written: Written) -> AttachmentLine:
    entry, body = written.entry, written.entry.body
    return AttachmentLine(
        position=Position(journal=entry.journal, number=entry.number),
        sha256=body["sha256"],
        size=body["size"],
        media=AttachmentMedia(body["media"]),
        pages=body["pages"],
        role=AttachmentRole(body["role"]),
        signed_at=datetime.fromisoformat(body["signed_at"]) if body["signed_at"] else None,
        is_late=body["is_late"],
        attached_at=entry.happened_at,
        officer_name=body["officer_name"],
        shrunk_from=body.get("shrunk_from", 0),
        name=written.personal.get("name", ""),
    )


def _media(content: bytes, sha256: str) -> AttachmentMedia:
    media = media_of(content)
    if media is None:
        raise errors.AttachmentDamaged(sha256=sha256, cause="content_changed")
    return media
