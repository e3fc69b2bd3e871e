"""The two-page test sheet: built and sent off the interface thread, opened as a PDF where there is no printer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.domain.slip import Offsets
from ui import error_texts
from ui.jobs import JobRunner

if TYPE_CHECKING:
    from cchc_desktop.services.paper_desk import PaperDesk
    from cchc_desktop.services.print_desk import PrintDesk

logger = logging.getLogger(__name__)

_NAME = "trang-thu"


class PrinterTest(QObject):
    """Sends test sheets.

    Signals:
        said: Carries (tone, sentence, facts): where the sheet went, or why it did not.
    """

    said = Signal(str, str, str)

    def __init__(
        self,
        printing: Callable[[], PrintDesk],
        papers: Callable[[], PaperDesk],
        slow: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._printing, self._papers = printing, papers
        self._slow = slow

    def start(self, printer: str, offsets: Offsets, size: PaperSize) -> None:
        """Build a test sheet and send it; `said` follows."""
        errand = _Errand(self._printing(), self._papers(), printer, offsets, size)
        self._slow.start(errand.go, then=self._sent, otherwise=self._failed)

    def _sent(self, path: Path | None) -> None:
        if path is None:
            facts = self.tr(
                "Làm theo các bước in trên tờ: cộng số đo vào các ô độ lệch rồi in lại để kiểm tra. "
                "Giấy không ra thì xem máy đã bật, còn giấy chưa."
            )
            self.said.emit("ok", self.tr("Trang thử đã gửi đến máy in"), facts)
        elif self._printing().show(path):
            self.said.emit("accent", self.tr("Trang thử mở thành PDF, vì chưa chọn máy in"), str(path))
        else:
            facts = self.tr("Máy này không có chương trình xem PDF. Tệp nằm ở {}").format(path)
            self.said.emit("warn", self.tr("Trang thử đã ghi ra tệp"), facts)

    def _failed(self, error: Exception) -> None:
        logger.warning("test sheet not printed: %s", type(error).__name__)
        self.said.emit("bad", self.tr("Trang thử chưa in được"), error_texts.sentence(error))


class _Errand:
    """One test sheet, on the worker thread."""

    def __init__(self, printing: PrintDesk, papers: PaperDesk, printer: str, offsets: Offsets, size: PaperSize) -> None:
        self._printing, self._papers = printing, papers
        self._printer, self._offsets, self._size = printer, offsets, size

    def go(self) -> Path | None:
        """Build and send; return the file where there is no printer."""
        pdf = self._papers.test_sheet(self._size, self._offsets)
        if not self._printer:
            return self._printing.write_file(pdf, f"{_NAME}.pdf")
        self._printing.submit(pdf, printer=self._printer, title=_NAME, size=self._size)
        return None
