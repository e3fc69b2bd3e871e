"""Printing by Qt, for systems where a PDF cannot be handed over as it is (Windows), and as a second way elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from cchc_desktop.domain.printing import (
    GreyImage,
    JobReference,
    JobReport,
    JobState,
    Media,
    Printer,
    Sides,
    check_copies,
    check_title,
)
from cchc_desktop.errors import PrinterUnavailable, PrintRefused

logger = logging.getLogger(__name__)

DOTS_PER_INCH = 600

_DUPLEX = {
    Sides.TWO_SIDED_LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    Sides.TWO_SIDED_SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
    Sides.ONE_SIDED: QPrinter.DuplexMode.DuplexNone,
}
_PAGE_SIZE = {Media.A5: QPageSize.PageSizeId.A5, Media.A4: QPageSize.PageSizeId.A4}


class QtPrintBackend:
    """A `PrintBackend` (see `cchc_desktop.printing.backend`) that paints pages as grey pictures on a QPrinter.

    It knows only that the spooler took the pages. Qt tells no job number and nothing about the
    paper, so every job is UNKNOWN as soon as it is handed over, never OUT: the clerk looks and says.
    Whether the sheet is really turned is the driver's decision.

    Call it in the thread of the interface or, for `submit`, in one worker at a time.
    """

    def __init__(self, render: Callable[[bytes, int], Iterable[GreyImage]], dots_per_inch: int = DOTS_PER_INCH) -> None:
        """Take ``render``, which draws the pages of a PDF at so many dots per inch, grey on white."""
        self._render = render
        self._dots_per_inch = dots_per_inch

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers that Qt sees, by name; asking costs a quarter of a second."""
        found = sorted(QPrinterInfo.availablePrinters(), key=lambda printer: printer.printerName())
        return tuple(_printer(printer) for printer in found)

    def submit(
        self, pdf: bytes, *, printer: str, title: str, sides: Sides, media: Media, copies: int = 1
    ) -> JobReference:
        """Paint ``pdf`` page by page on ``printer``; see `PrintBackend.submit`."""
        known = QPrinterInfo.printerInfo(printer)
        if not printer or known.isNull():
            raise PrinterUnavailable(printer=printer, message="no such printer")
        device = QPrinter(known, QPrinter.PrinterMode.HighResolution)
        self._prepare(device, title, sides, media, copies)
        self._paint(device, pdf, printer)
        return self._handed(device.printerName(), title)

    def print_to_file(self, pdf: bytes, path: str, *, title: str, sides: Sides, media: Media) -> JobReference:
        """Paint ``pdf`` into the PDF file ``path``, exactly as a printer would get it."""
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        device.setOutputFileName(path)
        self._prepare(device, title, sides, media, copies=1)
        self._paint(device, pdf, path)
        return self._handed(path, title)

    def state(self, job: JobReference) -> JobReport:
        """Return UNKNOWN: no way through Qt tells what became of a job."""
        return JobReport(state=JobState.UNKNOWN)

    def give_up(self, job: JobReference) -> JobReport:
        """Return UNKNOWN: Qt cannot take a job back once the spooler has it."""
        return JobReport(state=JobState.UNKNOWN)

    def _prepare(self, device: QPrinter, title: str, sides: Sides, media: Media, copies: int) -> None:
        device.setResolution(self._dots_per_inch)
        device.setDocName(check_title(title))
        device.setColorMode(QPrinter.ColorMode.GrayScale)
        device.setDuplex(_DUPLEX[sides])
        device.setCopyCount(check_copies(copies))
        device.setCollateCopies(True)
        # Full page, no margins: the picture is the whole sheet and the PDF keeps its own margins.
        layout = QPageLayout(QPageSize(_PAGE_SIZE[media]), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
        layout.setMode(QPageLayout.Mode.FullPageMode)
        device.setPageLayout(layout)

    def _paint(self, device: QPrinter, pdf: bytes, printer: str) -> None:
        painter = QPainter()
        try:
            for number, page in enumerate(self._render(pdf, self._dots_per_inch)):
                began = device.newPage() if number else painter.begin(device)
                if not began:
                    raise PrintRefused(printer=printer, message=f"page {number + 1} was not taken")
                _paint_page(painter, device, page, self._dots_per_inch)
        except BaseException:
            device.abort()
            raise
        finally:
            ended = painter.end() if painter.isActive() else False
        if not ended or device.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
            raise PrintRefused(printer=printer, message="the print system did not take the pages")

    @staticmethod
    def _handed(printer: str, title: str) -> JobReference:
        logger.info("print job handed over by Qt: printer=%s title=%s", printer, title)
        return JobReference(printer=printer, number="", title=title)


def _printer(known: QPrinterInfo) -> Printer:
    return Printer(
        name=known.printerName(),
        description=known.description() or known.printerName(),
        is_default=known.isDefault(),
        can_duplex=QPrinter.DuplexMode.DuplexLongSide in known.supportedDuplexModes(),
        accepts=known.state() != QPrinter.PrinterState.Error,
    )


def _paint_page(painter: QPainter, device: QPrinter, page: GreyImage, dots_per_inch: int) -> None:
    """Paint ``page`` in its true size from the sheet's upper left corner, whatever resolution the driver took."""
    image = QImage(page.pixels, page.width, page.height, page.width, QImage.Format.Format_Grayscale8)
    scale = device.resolution() / dots_per_inch
    painter.drawImage(QRectF(0, 0, page.width * scale, page.height * scale), image)
