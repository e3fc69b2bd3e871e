"""A report on its way out: looked at large, printed, as a workbook, as a picture; all built on the slow worker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from cchc_desktop import paths
from cchc_desktop.domain.printing import PaperSize
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.jobs import JobRunner

if TYPE_CHECKING:
    from cchc_desktop.services.paper_desk import PaperDesk

logger = logging.getLogger(__name__)

KIND = "report"
"""Under this kind the printer of reports is chosen."""
LARGE_PX = 1500

Build = Callable[[], bytes]
"""Makes the paper; any thread."""


class ReportPapers(QObject):
    """Hands out one paper after the other.

    Signals:
        drawn: Carries the pages, to be looked at large.
        said: Carries (tone, sentence, facts).
    """

    drawn = Signal(list)
    said = Signal(str, str, str)

    def __init__(self, parts: DeskParts, slow: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._slow = slow
        self._names: set[str] = set()
        if parts.print_flow is not None:
            parts.print_flow.other_done.connect(self._hear_paper)

    def look(self, build: Build) -> None:
        """Draw a paper large; `drawn` follows."""
        self._start(partial(_images, self._parts.papers(), build), self.drawn.emit)

    def print(self, build: Build, name: str) -> None:
        """Print a paper, or write it as a file where no printer is chosen."""
        self.said.emit("accent", self.tr("Đang lập báo cáo"), "")
        flow = self._parts.print_flow
        if flow is None:
            self._write(build, f"{name}.pdf")
            return
        self._names.add(name)
        flow.print_other(build, kind=KIND, name=name, size=PaperSize.A4)

    def write_workbook(self, build: Build, name: str) -> None:
        """Write a workbook into the folder of papers and show it."""
        self.said.emit("accent", self.tr("Đang lập báo cáo"), "")
        self._write(build, f"{name}.xlsx")

    def write_picture(self, build: Build, name: str) -> None:
        """Write the first page as a picture into the folder of papers and show it."""
        self.said.emit("accent", self.tr("Đang vẽ ảnh"), "")
        self._write(partial(_picture, build), f"{name}.png")

    def write_lines(self, build: Build, name: str) -> None:
        """Write a list as .csv into the folder of papers and show it."""
        self._write(build, f"{name}.csv")

    def _write(self, build: Build, name: str) -> None:
        self._start(partial(_written, build, self._parts.desk.folder / paths.PAPERS / name), self._show_file)

    def _start(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        self._slow.start(work, then=partial(self._if_there, then), otherwise=partial(self._if_there, self._broke))

    def _if_there(self, then: Callable[[Any], object], answer: Any) -> None:
        if isValid(self):
            then(answer)

    def _show_file(self, path: Path) -> None:
        self._parts.printing().show(path)
        self.said.emit("ok", self.tr("Đã lập xong"), self.tr("Tệp: {}").format(path))

    def _broke(self, error: Exception) -> None:
        logger.warning("report not handed out: %s", type(error).__name__)
        self.said.emit("bad", self.tr("Chưa lập được báo cáo"), error_texts.sentence(error))

    def _hear_paper(self, name: str, is_out: bool, words: str) -> None:
        if name not in self._names:
            return
        self._names.discard(name)
        if not is_out:
            self.said.emit("bad", self.tr("Chưa in được báo cáo"), words)
        elif words:
            self.said.emit("ok", self.tr("Đã lập xong"), self.tr("Tệp: {}").format(words))
        else:
            self.said.emit("ok", self.tr("Đã gửi báo cáo ra máy in"), "")


def page_images(papers: PaperDesk, pdf: bytes, width: int) -> list[QImage]:
    """Return the pages of a PDF as images that own their bytes; any thread."""
    grey = QImage.Format.Format_Grayscale8
    pages = papers.images(pdf, width_px=width)
    return [QImage(page.pixels, page.width, page.height, page.width, grey).copy() for page in pages]


def _images(papers: PaperDesk, build: Build) -> list[QImage]:
    return page_images(papers, build(), LARGE_PX)


def _picture(build: Build) -> bytes:
    from cchc_desktop.services import chart_desk

    return chart_desk.picture(build())


def _written(build: Build, path: Path) -> Path:
    from cchc_desktop.services import register_export

    return register_export.write_workbook(build(), path)
