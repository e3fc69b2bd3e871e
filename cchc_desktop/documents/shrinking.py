"""A picture file that is too large to be kept, made smaller and still good to read. For worker threads."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from cchc_desktop.documents.thumbnail import on_white, pictures, upright
from cchc_desktop.domain.attachment import AttachmentMedia

if TYPE_CHECKING:
    from PIL import Image

DPI = 200
"""What a page is brought down to: small print and stamps are still read."""
LONGEST_PX = 2340
"""The long side of A4 at 200 dots per inch, for a photograph, which does not know how large the paper was."""
_QUALITIES = (80, 60)


def shrunk(content: bytes, media: AttachmentMedia, most: int) -> bytes | None:
    """Return a picture as a file of at most ``most`` bytes, or ``None`` where it would be no longer readable.

    A photograph or a PNG becomes a JPEG, upright and without what the camera noted beside it; a TIFF keeps its pages,
    and those of black and white alone keep every dot.

    Raises:
        AttachmentRefused: As `thumbnail.count_pages` does.
    """
    pack = _tiff if media is AttachmentMedia.TIFF else _jpeg
    made = (pack(content, media, quality, most) for quality in _QUALITIES)
    return next((file for file in made if len(file) <= most), None)


def _jpeg(content: bytes, media: AttachmentMedia, quality: int, _most: int) -> bytes:
    packed = io.BytesIO()
    page = next(pictures(content, media))
    _smaller(page).save(packed, "JPEG", quality=quality, optimize=True)
    return packed.getvalue()


def _tiff(content: bytes, media: AttachmentMedia, quality: int, most: int) -> bytes:
    """Pack page by page, so that a thick pile never stands in memory at once; stop where it has become too large."""
    from PIL.TiffImagePlugin import AppendingTiffWriter

    packed = io.BytesIO()
    with AppendingTiffWriter(packed) as pages:
        for page in pictures(content, media):
            if page.mode == "1":
                page.copy().save(pages, "TIFF", compression="group4")
            else:
                seen = _smaller(page)
                colours = seen.convert("YCbCr") if seen.mode == "RGB" else seen  # else each colour is packed by itself
                colours.save(pages, "TIFF", compression="jpeg", quality=quality)
            pages.newFrame()
            if packed.tell() > most:
                break
    return packed.getvalue()


def _smaller(page: Image.Image) -> Image.Image:
    """Return a page upright, with no more dots than are needed to read it."""
    from PIL import Image

    seen = on_white(upright(page))
    stated = round(min(page.info.get("dpi", (0, 0))))  # some kinds say it by the metre
    factor = DPI / stated if stated >= DPI else LONGEST_PX / max(seen.size)
    if factor >= 1:
        return seen
    width, height = (max(1, round(side * factor)) for side in seen.size)
    return seen.resize((width, height), Image.Resampling.LANCZOS)
