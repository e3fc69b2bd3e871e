"""Pages of a PDF as grey pictures on white, for printers that are reached by pictures only."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_desktop.domain.printing import GreyImage

_POINTS_PER_INCH = 72


def grey_pages(pdf: bytes, dpi: int) -> Iterator[GreyImage]:
    """Yield each page of ``pdf`` at ``dpi`` dots per inch, one at a time (an A4 page at 600 dpi is 35 MB).

    The page is drawn on white: a transparent ground would print black.
    """
    import pypdfium2  # half a bare window's start: only when a page is really drawn

    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            bitmap = page.render(scale=dpi / _POINTS_PER_INCH, grayscale=True, fill_color=(255, 255, 255, 255))
            yield _without_padding(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
            bitmap.close()
            page.close()
    finally:
        document.close()


def _without_padding(rows: bytes, width: int, height: int, stride: int) -> GreyImage:
    if stride != width:
        rows = b"".join(rows[start : start + width] for start in range(0, stride * height, stride))
    return GreyImage(width=width, height=height, pixels=rows[: width * height])
