"""Pages of a PDF as raw pictures, for the screen, for printers that want pictures, and for tests."""

from __future__ import annotations

import dataclasses
import threading

import pypdfium2

PDFIUM = threading.Lock()
"""PDFium may be used by one thread at a time; the lock is held from opening to closing."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """One page on white: ``channels`` bytes a pixel (1 grey; 3 red, green, blue), rows without padding."""

    width: int
    height: int
    channels: int
    pixels: bytes = dataclasses.field(repr=False)


def pages(pdf: bytes, *, width_px: int, grey: bool = True) -> tuple[PageImage, ...]:
    """Return every page of ``pdf`` as a picture ``width_px`` wide, its height by the page's shape.

    Raises:
        pypdfium2.PdfiumError: the bytes are not a PDF.
    """
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(_picture(document, number, width_px, grey) for number in range(len(document)))
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """Return how many pages ``pdf`` has."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def _picture(document: pypdfium2.PdfDocument, number: int, width_px: int, grey: bool) -> PageImage:
    page = document[number]
    try:
        # A hair less than asked: PDFium's sizes are rounded up, and 297.0001 would become 298 pixels.
        scale = (width_px - 0.02) / page.get_width()
        bitmap = page.render(scale=scale, grayscale=grey, rev_byteorder=not grey, fill_color=(255, 255, 255, 255))
        try:
            channels = int(bitmap.n_channels)
            return PageImage(
                width=bitmap.width, height=bitmap.height, channels=channels, pixels=_unpadded(bitmap, channels)
            )
        finally:
            bitmap.close()
    finally:
        page.close()


def _unpadded(bitmap: pypdfium2.PdfBitmap, channels: int) -> bytes:
    """Copy the picture's rows without the bytes that fill each of them up."""
    raw, row = bytes(bitmap.buffer), bitmap.width * channels
    if bitmap.stride == row:
        return raw[: row * bitmap.height]
    return b"".join(raw[y * bitmap.stride : y * bitmap.stride + row] for y in range(bitmap.height))
