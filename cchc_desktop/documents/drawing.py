"""One side of a sheet as a list of things to draw, and the painter that puts it on a reportlab canvas.

Places are millimetres from the top left corner; sizes of type are points. Laying out and painting are apart, so that
two counterparts are laid out once, and so that halves of a sheet can be turned.
"""

from __future__ import annotations

import dataclasses
import io
from typing import Any, NamedTuple

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from cchc_desktop.documents import bars, fonts
from cchc_desktop.documents.measure import BOLD, MM_PER_POINT, clean, width

HAIRLINE = 0.25
RULE = 0.6
_DOT_GAP_MM = 2.3 * 25.4 / 72
_WATERMARK_GREY = 0.88
"""12 % of black, the only grey of a paper."""


Chart = Any
"""A drawing of reportlab.graphics; it carries no types."""


class Text(NamedTuple):
    """A run of one face; ``stretch`` widens each space by so many points, ``upright`` turns it by 90 degrees."""

    x: float
    y: float
    words: str
    face: str
    size: float
    stretch: float = 0.0
    upright: bool = False


class Symbol(NamedTuple):
    """A code with its white box: ``module`` mm wide units, ``height`` mm a unit high."""

    x: float
    y: float
    path: str
    module: float
    unit_height: float
    box: tuple[float, float, float, float]


@dataclasses.dataclass(slots=True)
class Drawing:
    """What stands on one side; filled by the layout, then only read."""

    texts: list[Text] = dataclasses.field(default_factory=list)
    rules: list[tuple[float, float, float, float, float]] = dataclasses.field(default_factory=list)
    """x, y, end x, end y, thickness in points."""
    frames: list[tuple[float, float, float, float, float]] = dataclasses.field(default_factory=list)
    """x, y, width, height, thickness in points."""
    leaders: list[tuple[float, float, float]] = dataclasses.field(default_factory=list)
    """x, y, end x of a line of round dots."""
    symbols: list[Symbol] = dataclasses.field(default_factory=list)
    charts: list[tuple[Chart, float, float]] = dataclasses.field(default_factory=list)
    """A chart, its left and its lower edge."""

    def text(self, x: float, y: float, words: str, face: str, size: float) -> None:
        """Put ``words`` with its baseline's start at (x, y)."""
        self.texts.append(Text(x, y, clean(words), face, size))

    def centred(self, x: float, y: float, words: str, face: str, size: float) -> None:
        """Put ``words`` with the middle of its baseline at (x, y)."""
        words = clean(words)
        self.texts.append(Text(x - width(words, face, size) / 2, y, words, face, size))

    def right(self, x: float, y: float, words: str, face: str, size: float) -> None:
        """Put ``words`` with its baseline's end at (x, y)."""
        words = clean(words)
        self.texts.append(Text(x - width(words, face, size), y, words, face, size))

    def across(self, x: float, y: float, end: float, thickness: float = RULE) -> None:
        """Draw a level line."""
        self.rules.append((x, y, end, y, thickness))

    def qr(self, x: float, y: float, code: bars.QrCode, side: float) -> None:
        """Draw a QR ``side`` mm wide with its top left corner at (x, y), on a white box with its quiet zone."""
        module = side / code.size
        quiet = bars.QR_QUIET * module
        box = (x - quiet, y - quiet, side + 2 * quiet, side + 2 * quiet)
        self.symbols.append(Symbol(x, y, code.path, module, module, box))

    def bar(self, end: float, y: float, code: bars.BarCode, module: float, height: float) -> None:
        """Draw a Code128 that ends at ``end``, its top at y, on a white box with its quiet zones."""
        x = end - code.modules * module
        quiet = bars.BAR_QUIET * module
        box = (x - quiet, y - 0.5, code.modules * module + 2 * quiet, height + 1.0)
        self.symbols.append(Symbol(x, y, code.path, module, height, box))


def new_canvas(buffer: io.BytesIO, width_mm: float, height_mm: float, title: str) -> Canvas:
    """Return a canvas whose bytes depend on what is drawn only, with embedded fonts only."""
    fonts.register()
    canvas = Canvas(
        buffer,
        pagesize=(width_mm * mm, height_mm * mm),
        pageCompression=1,
        invariant=1,
        initialFontName=fonts.REGULAR,
        lang="vi-VN",
    )
    canvas.setTitle(title)
    canvas.setCreator("CCHC Desktop")
    return canvas


def paint(canvas: Canvas, drawing: Drawing, height_mm: float) -> None:
    """Put ``drawing`` on the canvas, whose origin is the lower left corner of a page ``height_mm`` high."""
    canvas.addLiteral("q 1 g")
    for symbol in drawing.symbols:
        x, y, wide, high = symbol.box
        canvas.addLiteral(f"{x * mm:.3f} {(height_mm - y - high) * mm:.3f} {wide * mm:.3f} {high * mm:.3f} re f")
    canvas.addLiteral("0 g")
    for symbol in drawing.symbols:
        a, d = symbol.module * mm, -symbol.unit_height * mm
        place = f"{symbol.x * mm:.3f} {(height_mm - symbol.y) * mm:.3f}"
        canvas.addLiteral(f"q {a:.5f} 0 0 {d:.5f} {place} cm {symbol.path} f Q")
    canvas.addLiteral("Q")
    _paint_lines(canvas, drawing, height_mm)
    for chart, x, bottom in drawing.charts:
        paint_chart(canvas, chart, x, height_mm - bottom)
    _paint_texts(canvas, drawing.texts, height_mm)


def paint_chart(canvas: Canvas, chart: Chart, x_mm: float, y_mm: float) -> None:
    """Put a chart on the canvas, its lower left corner so many mm from the page's lower left corner."""
    from reportlab.graphics import renderPDF  # only a sheet with a chart pays for it

    renderPDF.draw(chart, canvas, x_mm * mm, y_mm * mm)


def paint_watermark(canvas: Canvas, words: str, width_mm: float, height_mm: float) -> None:
    """Put ``words`` large and grey across the page; drawn first, so everything else stands over it."""
    angle = 55
    size = 0.72 * height_mm / max(width(words, BOLD, 1.0), 0.1)
    size = min(size, 0.28 * width_mm / MM_PER_POINT)
    canvas.saveState()
    canvas.setFillGray(_WATERMARK_GREY)
    canvas.translate(width_mm * mm / 2, height_mm * mm * 0.53)
    canvas.rotate(angle)
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(0, -0.33 * size, words)
    canvas.restoreState()


def _paint_lines(canvas: Canvas, drawing: Drawing, height_mm: float) -> None:
    parts = ["q"]
    for x, y, end, end_y, thickness in drawing.rules:
        parts.append(
            f"{thickness} w {x * mm:.3f} {(height_mm - y) * mm:.3f} m {end * mm:.3f} {(height_mm - end_y) * mm:.3f} l S"
        )
    for x, y, wide, high, thickness in drawing.frames:
        parts.append(
            f"{thickness} w {x * mm:.3f} {(height_mm - y - high) * mm:.3f} {wide * mm:.3f} {high * mm:.3f} re S"
        )
    if drawing.leaders:
        # Dashes without length under a round pen are round dots.
        parts.append(f"0.6 w 1 J [0 {_DOT_GAP_MM * mm:.3f}] 0 d")
    for x, y, end in drawing.leaders:
        parts.append(f"{x * mm:.3f} {(height_mm - y) * mm:.3f} m {end * mm:.3f} {(height_mm - y) * mm:.3f} l S")
    parts.append("Q")
    canvas.addLiteral(" ".join(parts))


def _paint_texts(canvas: Canvas, texts: list[Text], height_mm: float) -> None:
    run = canvas.beginText()
    face, size, stretch = "", 0.0, 0.0
    for text in texts:
        if text.face != face or text.size != size:
            face, size = text.face, text.size
            run.setFont(face, size)
        if text.stretch != stretch:
            stretch = text.stretch
            run.setWordSpace(stretch)
        _place(run, text, height_mm)
        run.textOut(text.words)
    canvas.drawText(run)


def _place(run: PDFTextObject, text: Text, height_mm: float) -> None:
    if text.upright:
        run.setTextTransform(0, 1, -1, 0, text.x * mm, (height_mm - text.y) * mm)
    else:
        run.setTextOrigin(text.x * mm, (height_mm - text.y) * mm)
