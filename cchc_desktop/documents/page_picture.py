"""A page of a PDF as a PNG, for the second screen and the web page."""

from __future__ import annotations

import io

from cchc_desktop.documents import preview


def picture(pdf: bytes, width_px: int, *, page: int = 1) -> bytes:
    """Return one page as a grey PNG ``width_px`` wide, its height by the page's shape; the same bytes each time.

    Raises:
        IndexError: there is no such page.
        pypdfium2.PdfiumError: the bytes are not a PDF.
    """
    from PIL import Image

    image = preview.pages(pdf, width_px=width_px)[page - 1]
    packed = io.BytesIO()
    Image.frombytes("L", (image.width, image.height), image.pixels).save(packed, "PNG", optimize=True)
    return packed.getvalue()
