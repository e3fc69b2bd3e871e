"""The files of one dossier: listed with their pictures, taken from the disk or the scanner, put to it, shown."""

from __future__ import annotations

import dataclasses
import logging
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from cchc_desktop.domain.attachment import AttachmentRole
from cchc_desktop.domain.problems import Problem
from cchc_desktop.errors import CchcError, ScanFailed
from cchc_desktop.text import parse_typed_moment
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.jobs import JobRunner

if TYPE_CHECKING:
    from cchc_desktop.domain.attachment import AttachmentLine, Prepared, Scanner
    from cchc_desktop.services.attachment_desk import AttachmentDesk

logger = logging.getLogger(__name__)

ROLES = (AttachmentRole.PAPER, AttachmentRole.SIGNED_DOCUMENT, AttachmentRole.RESULT, AttachmentRole.OTHER)
"""In the order of the screen."""
MOST_SHEETS = 50
"""So many sheets are taken from a feeder at once."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentWords:
    """One file of a dossier in words."""

    sha256: str
    name: str
    line: str
    """What it is, its size, when it came."""
    is_late: bool
    picture: QImage | None = None


class AttachmentsPresenter(QObject):
    """Signals.

    listed: Carries the `AttachmentWords` of the dossier.
    busy: Carries what is being done (a file is looked at, a sheet is scanned); empty when it is over.
    prepared: A file was looked at and is good; carries its name and size in words, and whether it was made smaller. Its
        role is asked now.
    refused: Carries the sentence of why not; what was chosen stays.
    signed_wrong: What stands as the moment of signing cannot be read; carries why.
    attached: A file lies with the dossier now; carries it in words, and how many still wait.
    """

    listed = Signal(list)
    busy = Signal(str)
    prepared = Signal(str)
    refused = Signal(str)
    signed_wrong = Signal(str)
    attached = Signal(str, int)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._runner = JobRunner(self)
        self._cancelled = threading.Event()
        self._code = ""
        self._lines: tuple[AttachmentLine, ...] = ()
        self._pictures: dict[str, QImage | None] = {}
        self._queue: list[tuple[Path | bytes, str]] = []
        self._ready: Prepared | None = None
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

    @property
    def is_waiting(self) -> bool:
        """Whether a file was taken and is not attached yet."""
        return self._ready is not None

    def show(self, code: str) -> None:
        """List a dossier's files; their pictures follow."""
        if code != self._code:
            self.give_up()
        self._code = code
        try:
            self._lines = self._desk.of_dossier(code) if code else ()
        except CchcError as error:
            self.refused.emit(error_texts.sentence(error))
            return
        self._tell()
        for line in self._lines:
            if line.sha256 not in self._pictures:
                self._pictures[line.sha256] = None
                self._start(partial(self._desk.thumbnail, line.sha256), partial(self._picture, line.sha256), _ignore)

    def take(self, files: Sequence[str]) -> None:
        """Look at files one after the other; for each `prepared` or `refused` follows."""
        self._queue += [(Path(file), Path(file).name) for file in files]
        self._next()

    def scan(self, sheets: int = 1) -> None:
        """Scan one sheet, or what lies in the feeder, with the first scanner of this machine."""
        self._cancelled.clear()
        self.busy.emit(self.tr("Đang tìm máy quét… Esc để thôi"))
        self._start(self._desk.scanners, partial(self._scan_with, sheets), self._refuse)

    def stop(self) -> None:
        """End what is under way: the clerk gives up, or the program ends."""
        self._cancelled.set()
        if isValid(self._runner):
            self._runner.finish()

    def give_up(self) -> None:
        """Attach nothing of what was taken."""
        self._cancelled.set()
        self._queue = []
        self.busy.emit("")
        if self._ready is not None:
            ready, self._ready = self._ready, None
            try:
                self._desk.release(ready)
            except CchcError as error:
                logger.warning("prepared file not given up: %s", error)

    def attach(self, role: AttachmentRole, signed: str = "") -> bool:
        """Put the file that was looked at to the dossier; return whether it lies there now.

        Args:
            role: What it is to the dossier.
            signed: When it was signed, as typed; empty where nobody asked.
        """
        if self._ready is None:
            return False
        signed_at = parse_typed_moment(signed, self._parts.clock.now()) if signed.strip() else None
        if signed.strip() and signed_at is None:
            self.signed_wrong.emit(error_texts.cause(Problem("signed_at", "wrong_moment")))
            return False
        try:
            done = self._desk.attach(self._code, self._ready, role, signed_at=signed_at)
        except CchcError as error:
            self.refused.emit(error_texts.sentence(error))
            return False
        self._ready = None
        self.attached.emit(_words(done.line).name, len(self._queue))
        self.show(self._code)
        self._next()
        return True

    def open(self, sha256: str) -> None:
        """Show a file with the system's viewer."""
        self._start(partial(self._desk.open_file, sha256), self._view, self._refuse)

    @property
    def _desk(self) -> AttachmentDesk:
        return self._parts.desk.attachments

    def _start(
        self, work: Callable[[], Any], then: Callable[[Any], object], otherwise: Callable[[Exception], object]
    ) -> None:
        self._runner.start(work, then=partial(self._if_there, then), otherwise=partial(self._if_there, otherwise))

    def _if_there(self, then: Callable[[Any], object], answer: Any) -> None:
        if isValid(self):
            then(answer)

    def _next(self) -> None:
        if self._ready is not None or not self._queue:
            return
        file, name = self._queue.pop(0)
        self.busy.emit(self.tr("Đang xem tệp…"))
        self._start(partial(self._desk.prepare, file, name), self._prepared, self._refuse)

    def _prepared(self, ready: Prepared) -> None:
        self._ready = ready
        self.busy.emit("")
        pages = self.tr("{} trang").format(ready.pages)
        self.prepared.emit(f"{ready.name} · {self._size_of(ready)} · {pages}")

    def _size_of(self, ready: Prepared) -> str:
        size = labels.file_size(ready.size)
        if not ready.shrunk_from:
            return size
        return self.tr("Ảnh {} đã được thu nhỏ còn {}").format(labels.file_size(ready.shrunk_from), size)

    def _refuse(self, error: Exception) -> None:
        self.busy.emit("")
        if not (isinstance(error, ScanFailed) and self._cancelled.is_set()):
            self.refused.emit(error_texts.sentence(error))
        self._next()

    def _scan_with(self, sheets: int, scanners: tuple[Scanner, ...]) -> None:
        if not scanners:
            self._refuse(ScanFailed(cause="no_scanner"))
            return
        self.busy.emit(self.tr("Đang quét bằng {}… Esc để thôi").format(scanners[0].label))
        work = partial(_scanned, self._desk, scanners[0].device, sheets, self._cancelled, self._scan_name())
        self._start(work, self._prepared, self._refuse)

    def _scan_name(self) -> str:
        return self.tr("Bản quét {}.pdf").format(f"{self._parts.clock.now():%d-%m-%Y %H.%M}")

    def _picture(self, sha256: str, png: bytes) -> None:
        self._pictures[sha256] = QImage.fromData(png)
        self._tell()

    def _tell(self) -> None:
        self.listed.emit(
            [dataclasses.replace(_words(line), picture=self._pictures.get(line.sha256)) for line in self._lines]
        )

    def _view(self, path: Path) -> None:
        if not self._parts.printing().show(path):
            self.refused.emit(self.tr("Máy này chưa có chương trình xem tệp. Tệp nằm ở {}.").format(path))


def _words(line: AttachmentLine) -> AttachmentWords:
    size = labels.stored_size(line.size, line.shrunk_from)
    parts = (labels.attachment_role(line.role), size, f"{line.attached_at:%d/%m/%Y}")
    say = QCoreApplication.translate
    return AttachmentWords(
        sha256=line.sha256,
        name=line.name or say("AttachmentWords", "(đã xóa tên tệp)"),
        line=", ".join(parts),
        is_late=line.is_late is True,
    )


def _scanned(desk: AttachmentDesk, device: str, sheets: int, cancelled: threading.Event, name: str) -> Prepared:
    """Scan and prepare; worker thread."""
    return desk.prepare_pages(desk.scan(device, pages=sheets, cancelled=cancelled), name)


def _ignore(error: Exception) -> None:
    """A picture that cannot be made is not shown; opening the file says why."""
    logger.warning("no thumbnail: %s", type(error).__name__)
