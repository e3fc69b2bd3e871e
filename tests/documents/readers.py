"""What others read from our papers: text by poppler, symbols by zxing and zbar, ink from pictures."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path

import zxingcpp
from PIL import Image, ImageChops

from cchc_desktop.documents import preview
from cchc_desktop.documents.drawing import Drawing, Text
from cchc_desktop.documents.measure import MM_PER_POINT, width


def text_of(pdf: bytes, *, first: int = 1, last: int = 0) -> str:
    """Return the text in the order in which it was drawn, whitespace of every kind folded to single spaces."""
    command = ["pdftotext", "-raw", "-f", str(first), *(["-l", str(last)] if last else []), "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode("utf-8").split())


def letters_of(text: str) -> str:
    """Return ``text`` without any whitespace, for comparing what lines break."""
    return "".join(text.split())


def is_nfc(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def pictures(pdf: bytes, *, dpi: float, width_mm: float) -> list[Image.Image]:
    """Return every page as a grey picture."""
    return [
        Image.frombytes("L", (page.width, page.height), page.pixels)
        for page in preview.pages(pdf, width_px=round(width_mm / 25.4 * dpi))
    ]


def symbols(picture: Image.Image) -> dict[str, list[str]]:
    """Return the texts that zxing reads, by kind of symbol."""
    view = memoryview(picture.tobytes()).cast("B", (picture.height, picture.width))
    found: dict[str, list[str]] = {}
    for code in zxingcpp.read_barcodes(view):
        found.setdefault(str(code.format).replace(" ", "").replace("BarcodeFormat.", ""), []).append(code.text)
    return found


def boxes_of(picture: Image.Image) -> list[tuple[int, int, int, int]]:
    """Return left, top, right, bottom in pixels of every symbol that zxing reads."""
    view = memoryview(picture.tobytes()).cast("B", (picture.height, picture.width))
    boxes = []
    for code in zxingcpp.read_barcodes(view):
        corners = code.position.top_left, code.position.bottom_right
        boxes.append((corners[0].x, corners[0].y, corners[1].x, corners[1].y))
    return boxes


def zbar_texts(picture: Image.Image, folder: Path) -> set[str]:
    """Return the texts that zbar reads."""
    file = folder / "page.png"
    picture.save(file)
    done = subprocess.run(["zbarimg", "-q", "--raw", str(file)], capture_output=True, check=False)
    return set(done.stdout.decode("utf-8").split())


def ink_margin_mm(picture: Image.Image, dpi: float) -> float:
    """Return how near to any edge the nearest ink is."""
    box = ImageChops.invert(picture).point(lambda level: 255 if level > 8 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = box
    return min(left, top, picture.width - right, picture.height - bottom) / dpi * 25.4


def differing_box(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the box of all pixels in which both differ at all."""
    assert one.size == other.size
    return ImageChops.difference(one, other).getbbox()


def collisions(drawing: Drawing) -> list[tuple[str, str]]:
    """Return which texts of one side stand on each other, on a symbol or in its quiet zone (of a QR, the inner half).

    Ink is taken a little smaller than type.
    """
    boxes = [(text.words, _box_of(text)) for text in drawing.texts if text.words]
    found = [
        (words, other)
        for number, (words, box) in enumerate(boxes)
        for other, other_box in boxes[number + 1 :]
        if _meet(box, other_box)
    ]
    for symbol in drawing.symbols:
        x, y, wide, high = symbol.box
        less = (symbol.x - x) / 2 if symbol.module == symbol.unit_height else 0.0
        kept_free = (x + less, y + less, x + wide - less, y + high - less)
        found += [(words, "a symbol") for words, box in boxes if _meet(box, kept_free)]
    return found


def _box_of(text: Text) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom in mm of a text's ink: capitals above the baseline, little below it."""
    long = width(text.words, text.face, text.size) + text.words.count(" ") * text.stretch * MM_PER_POINT
    above, below = 0.62 * text.size * MM_PER_POINT, 0.1 * text.size * MM_PER_POINT
    if text.upright:
        return text.x - above, text.y - long, text.x + below, text.y
    return text.x, text.y - above, text.x + long, text.y + below


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
