"""Files from outside, looked at with suspicion: can they be opened, how many pages have they, and a small picture.

For worker threads: a large file takes seconds. Nothing in a file is ever executed, and only the reader of the kind that
its first bytes name is let near it.
"""

from __future__ import annotations

import contextlib
import io
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cchc_desktop.domain.attachment import MOST_PAGES, MOST_PIXELS, MOST_PIXELS_TOGETHER, AttachmentMedia
from cchc_desktop.errors import AttachmentRefused

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

THUMBNAIL_PX = (240, 320)
"""The box into which a thumbnail fits."""


_TORN = (OSError, EOFError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, struct.error)
"""What a reader of pictures says of files that were cut or changed: it has no error of its own for that."""


def count_pages(content: bytes, media: AttachmentMedia) -> int:
    """Open every page of a file once and return how many there are.

    Raises:
        AttachmentRefused: ``cause`` is broken_file, encrypted_file, too_many_pages (``most``) or too_many_pixels.
            A PDF that opens without a password is not encrypted, whatever it forbids its reader to do.
    """
    if media is AttachmentMedia.PDF:
        with _pdf(content) as document:
            for number in range(len(document)):
                document[number].close()
            return len(document)
    pages = 0
    for _page in pictures(content, media):
        pages += 1
    return pages


def thumbnail(content: bytes, media: AttachmentMedia) -> bytes:
    """Return the first page as a PNG that fits into `THUMBNAIL_PX`, on white and upright; the same bytes each time.

    Raises:
        AttachmentRefused: As `count_pages` does.
    """
    if media is AttachmentMedia.PDF:
        with _pdf(content) as document:
            picture = _first_page(document)
    else:
        picture = on_white(upright(next(pictures(content, media))))
        picture.thumbnail(THUMBNAIL_PX)
    packed = io.BytesIO()
    picture.save(packed, "PNG", optimize=True)
    return packed.getvalue()


def on_white(picture: Image.Image) -> Image.Image:
    """Return a picture as grey or red, green, blue, without anything to be seen through."""
    from PIL import Image

    if picture.mode.startswith("I"):  # 16 bits of grey: shown by its upper half
        return picture.point(lambda level: level / 256).convert("L")
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


@contextlib.contextmanager
def _pdf(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF for the block; PDFium may be used by one thread at a time."""
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    from cchc_desktop.documents.preview import PDFIUM

    with PDFIUM:
        try:
            with contextlib.closing(pypdfium2.PdfDocument(content)) as document:
                _check_count(len(document))
                yield document
        except pypdfium2.PdfiumError as error:
            is_locked = error.err_code == FPDF_ERR_PASSWORD
            raise AttachmentRefused(cause="encrypted_file" if is_locked else "broken_file") from error


def _first_page(document: pypdfium2.PdfDocument) -> Image.Image:
    with contextlib.closing(document[0]) as page:
        width, height = page.get_size()
        # A page may be a point wide and two hundred inches high: the picture is bound on both sides.
        scale = min(THUMBNAIL_PX[0] / max(width, 1), THUMBNAIL_PX[1] / max(height, 1))
        with contextlib.closing(page.render(scale=scale, fill_color=(255, 255, 255, 255))) as bitmap:
            picture: Image.Image = bitmap.to_pil()
            return picture.convert("RGB")  # a copy: the bitmap's own memory goes with it


def pictures(content: bytes, media: AttachmentMedia) -> Iterator[Image.Image]:
    """Yield the pages of a picture file, each read whole; what is too large is refused before it is unpacked."""
    from PIL import Image

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(content), formats=[media.name]) as picture:
            frames = _measured_frames(picture, media)
            for number in range(frames):
                if frames > 1:
                    picture.seek(number)
                picture.load()
                yield picture
    except bombs as error:
        raise AttachmentRefused(cause="too_many_pixels") from error
    except _TORN as error:
        raise AttachmentRefused(cause="broken_file") from error


def _measured_frames(picture: Image.Image, media: AttachmentMedia) -> int:
    """Return how many pages a picture file has; refuse what is too large before any page is unpacked."""
    together = 0
    for number in range(MOST_PAGES + 1):
        # A telephone's JPEG and a moving PNG hold further pictures too, but they are not pages.
        if number and not (media is AttachmentMedia.TIFF and _turned(picture, number)):
            return number
        pixels = picture.width * picture.height
        together += pixels
        if pixels > MOST_PIXELS or together > MOST_PIXELS_TOGETHER:
            raise AttachmentRefused(cause="too_many_pixels")
    raise AttachmentRefused(cause="too_many_pages", most=MOST_PAGES)


def _turned(picture: Image.Image, number: int) -> bool:
    """Turn to another page of a picture file; return whether there is one."""
    try:
        picture.seek(number)
    except EOFError:
        return False
    return True


def upright(picture: Image.Image) -> Image.Image:
    """Return a photograph as it was held; its note of that may be torn, then it stays as it lies."""
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(picture)
    except _TORN:
        return picture


def _check_count(pages: int) -> None:
    if pages < 1:
        raise AttachmentRefused(cause="broken_file")
    if pages > MOST_PAGES:
        raise AttachmentRefused(cause="too_many_pages", most=MOST_PAGES)
