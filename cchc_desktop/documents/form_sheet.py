"""What forms on whole sheets share: margins of A4 upright and landscape, blanks in a line, feet, the finished PDF."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterable, Sequence

from reportlab.lib.units import mm

from cchc_desktop.documents import bars
from cchc_desktop.documents.drawing import Drawing, new_canvas, paint, paint_watermark
from cchc_desktop.documents.measure import BOLD, REGULAR, size_that_fits, width
from cchc_desktop.documents.slip_style import A4, Style

UPRIGHT = dataclasses.replace(A4, binding=30.0, outer=15.0, top=18.2, foot=286.0)
"""A4 forms; papers with a wide table take `narrow_binding`."""
TABLE_UPRIGHT = dataclasses.replace(UPRIGHT, binding=25.0)
LANDSCAPE = dataclasses.replace(A4, width=297.0, height=210.0, binding=20.0, outer=12.0, top=18.0, foot=201.0)

SPECIMEN = "SPECIMEN"
BAR_TOP = 268.0
"""Where a Code128 at the left foot of an A4 form begins."""
_BAR_HEIGHT = 9.0
_BAR_CODE_SIZE = 11.0
_MODULES_MM = (0.33, 0.30, 0.25)
_WIDEST_BAR = 105.0
_PROOF_SHARE = 0.7
_LEADER_GAP = 0.9


def written(
    title: str,
    pages: Sequence[Iterable[Drawing]],
    style: Style,
    *,
    watermark: str = "",
    shifts: Sequence[tuple[float, float]] = ((0.0, 0.0),),
) -> bytes:
    """Return the PDF of ``pages``, each made of drawings that lie on one another.

    Args:
        title: the document's title.
        pages: in order of print.
        style: the sheet.
        watermark: large and grey behind each page.
        shifts: how far pages are moved in mm, right and down; of two, fronts and backs take turns.

    Raises:
        errors.FontMissing: the type family is not on this machine.
    """
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, style.width, style.height, title)
    for number, page in enumerate(pages):
        dx, dy = shifts[number % len(shifts)]
        if dx or dy:
            canvas.translate(dx * mm, -dy * mm)
        if watermark:
            paint_watermark(canvas, watermark, style.width, style.height)
        for drawing in page:
            paint(canvas, drawing, style.height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lay_foot(drawing: Drawing, style: Style, left: str, right: str) -> None:
    """Put the line of proof on the left of the foot and the page on the right."""
    drawing.right(style.width - style.outer, style.foot, right, REGULAR, style.foot_size)
    room = style.room * _PROOF_SHARE
    size = size_that_fits(left, REGULAR, style.foot_size, room, least=6)
    drawing.text(style.binding, style.foot, left, REGULAR, size)


def lay_bar(drawing: Drawing, style: Style, code: bars.BarCode) -> None:
    """Put a Code128 at the left foot with its text under it."""
    module = next((wide for wide in _MODULES_MM if wide * code.modules <= _WIDEST_BAR), _MODULES_MM[-1])
    wide = module * code.modules
    drawing.bar(style.binding + wide, BAR_TOP, code, module, _BAR_HEIGHT)
    drawing.centred(style.binding + wide / 2, BAR_TOP + _BAR_HEIGHT + 4.2, code.text, BOLD, _BAR_CODE_SIZE)


def lay_blanks(drawing: Drawing, x: float, y: float, parts: Sequence[str | float], size: float) -> float:
    """Put words and dotted blanks on one line from ``x``; a number is a blank of so many mm. Return the end."""
    for part in parts:
        if isinstance(part, str):
            drawing.text(x, y, part, REGULAR, size)
            x += width(part, REGULAR, size)
        else:
            drawing.leaders.append((x + _LEADER_GAP, y, x + part - _LEADER_GAP))
            x += part
    return x


def blanks_width(parts: Sequence[str | float], size: float) -> float:
    """Return how wide `lay_blanks` will be, in mm."""
    return sum(width(part, REGULAR, size) if isinstance(part, str) else part for part in parts)
