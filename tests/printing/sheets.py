"""A sheet of two A5 pages with marks that a test can find again in what a printer received."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import qrcode
import zxingcpp
from PIL import Image, ImageChops
from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

FRONT = "https://tracuu.example/H26.188.22-261120-0417"
BACK = "https://tracuu.example/thu-tuc/2.000815"


def two_page_sheet(size: tuple[float, float] = A5) -> bytes:
    """Return front and back, each with a frame 6 mm from the edge and its own QR code in the middle third."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    width, height = size
    for name, content, down in (("front", FRONT, -40), ("back", BACK, 10)):
        canvas.rect(6 * mm, 6 * mm, width - 12 * mm, height - 12 * mm)
        canvas.drawString(20 * mm, height - 20 * mm, name)
        _draw_code(canvas, content, left=width / 2 - 20 * mm, top=height / 2 - down * mm)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pictures(pdf: bytes, folder: Path, dpi: int = 150) -> list[Image.Image]:
    """Return the pages of ``pdf`` as grey pictures, drawn by poppler (not by what the program draws with)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "in.pdf").write_bytes(pdf)
    subprocess.run(
        ("pdftoppm", "-r", str(dpi), "-gray", str(folder / "in.pdf"), str(folder / "page")), check=True, timeout=60
    )
    return [Image.open(file).copy() for file in sorted(folder.glob("page*.pgm"))]


def mean(picture: Image.Image) -> float:
    """Return the brightness of ``picture``: 0 all black, 1 all white."""
    counts = picture.histogram()
    return sum(value * count for value, count in enumerate(counts)) / (255 * sum(counts))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference of two pictures of one size: 0 equal, 1 black against white."""
    assert one.size == other.size
    return mean(ImageChops.difference(one, other))


def codes(picture: Image.Image) -> list[str]:
    """Return what the bar codes on ``picture`` say."""
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def code_width(picture: Image.Image) -> int:
    """Return the width in pixels of the first bar code on ``picture``."""
    place = zxingcpp.read_barcodes(picture)[0].position
    return int(place.top_right.x - place.top_left.x)


def _draw_code(canvas: Canvas, content: str, *, left: float, top: float) -> None:
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(content)
    side = 0.8 * mm
    for row, modules in enumerate(code.get_matrix()):
        for column, dark in enumerate(modules):
            if dark:
                canvas.rect(left + column * side, top - (row + 1) * side, side, side, stroke=0, fill=1)
