"""Scanned pages put together into one small PDF."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cchc_desktop.domain.attachment import MOST_PAGES, MOST_PIXELS
from cchc_desktop.errors import AttachmentRefused

if TYPE_CHECKING:
    from PIL import Image

_QUALITY = 75
_DPI = 300.0
"""Of a page that does not say its own."""
_FORMATS = ("PNG", "JPEG", "TIFF")


def pages_to_pdf(pages: Sequence[bytes]) -> bytes:
    """Return a PDF with one page for each picture, compressed as JPEG: the same pictures give the same bytes.

    Args:
        pages: Picture files in order; a wrong page is left out by whoever makes the list. Each has its own size, by
            its dots per inch.

    Raises:
        AttachmentRefused: There is no page (``cause`` empty_file), there are too many (too_many_pages, ``most``), or
            one cannot be read (broken_file) or is too large (too_many_pixels).
    """
    if not pages:
        raise AttachmentRefused(cause="empty_file")
    if len(pages) > MOST_PAGES:
        raise AttachmentRefused(cause="too_many_pages", most=MOST_PAGES)
    packed = io.BytesIO()
    for number, page in enumerate(pages):
        _add(_picture(page), packed, is_first=number == 0)
    return packed.getvalue()


def _add(picture: Image.Image, packed: io.BytesIO, *, is_first: bool) -> None:
    """Write one page behind the others; one at a time, so that a thick pile never stands in memory at once."""
    never = time.gmtime(0)  # no moment of making: it would change the bytes, and the entry says when
    across, down = picture.info.get("dpi", (_DPI, _DPI))
    dpi = (across if across > 1 else _DPI, down if down > 1 else _DPI)
    packed.seek(0)
    picture.save(
        packed, "PDF", append=not is_first, quality=_QUALITY, dpi=dpi, creationDate=never, modDate=never, title=""
    )


def _picture(page: bytes) -> Image.Image:
    from PIL import Image

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(page), formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise AttachmentRefused(cause="too_many_pixels")
            picture.load()
            is_grey = picture.mode in ("1", "L")
            seen = picture.convert("L" if is_grey else "RGB")
    except bombs as error:
        raise AttachmentRefused(cause="too_many_pixels") from error
    except (OSError, ValueError, SyntaxError, TypeError, LookupError) as error:
        raise AttachmentRefused(cause="broken_file") from error
    return seen
