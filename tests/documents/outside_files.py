"""Files as citizens bring them: good ones, broken ones, and some that were made to do harm."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageDraw
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas


def picture(
    kind: str = "PNG", size: tuple[int, int] = (400, 560), *, mode: str = "RGB", ground: str | int = "white"
) -> bytes:
    """Return a picture file with a dark band at its top."""
    drawn = Image.new(mode, size, ground)
    ImageDraw.Draw(drawn).rectangle((0, 0, size[0], size[1] // 4), fill=0 if mode in ("1", "L") else (20, 60, 160))
    packed = io.BytesIO()
    drawn.save(packed, kind, dpi=(150, 150))
    return packed.getvalue()


def tiff(pages: int) -> bytes:
    """Return a TIFF of so many small pages."""
    drawn = [Image.new("1", (8, 8), number % 2) for number in range(pages)]
    packed = io.BytesIO()
    drawn[0].save(packed, "TIFF", save_all=True, append_images=drawn[1:])
    return packed.getvalue()


def pdf(pages: int = 1, *, password: str | None = None, size: tuple[float, float] = (420, 595)) -> bytes:
    """Return a PDF; with ``password`` (also an empty one) it is encrypted."""
    packed = io.BytesIO()
    lock = None if password is None else pdfencrypt.StandardEncryption(password, "of the owner", canCopy=0)
    canvas = Canvas(packed, pagesize=size, invariant=True, encrypt=lock)
    for number in range(pages):
        canvas.rect(0, size[1] / 2, size[0], size[1] / 2, fill=1)
        canvas.drawString(40, 40, f"page {number + 1}")
        canvas.showPage()
    canvas.save()
    return packed.getvalue()


def bomb(width: int, height: int) -> bytes:
    """Return a tiny PNG that claims to be as large as that; its pixels are not there."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _part(b"IHDR", head) + _part(b"IDAT", zlib.compress(bytes(64))) + _part(b"IEND", b"")


def tiff_bomb(pages: int, width: int, height: int) -> bytes:
    """Return a small TIFF that claims so many pages of that size; no page's pixels are there."""
    made = b"II*\x00" + struct.pack("<I", 8)
    for number in range(pages):
        # Width, height, bits, uncompressed, black is zero, where its one strip lies, rows in it, its bytes.
        tags = ((256, width), (257, height), (258, 1), (259, 1), (262, 1), (273, 8), (278, height), (279, 8))
        follows = 0 if number == pages - 1 else len(made) + 2 + 12 * len(tags) + 4
        made += struct.pack("<H", len(tags))
        made += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        made += struct.pack("<I", follows)
    return made


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
