"""The printer's test sheet: two pages that show over which edge the printer turns, and how far its pages are off.

Front offsets are read with a ruler: each numbered line says how far from the paper's edge it ought to stand. Back
offsets are read with a pin: pushed through the front's cross, it comes out on the back's scales.
"""

from __future__ import annotations

import dataclasses
import io

from reportlab.lib.units import mm

from cchc_desktop.documents.drawing import HAIRLINE, Drawing, Text, new_canvas, paint
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.measure import BOLD, ITALIC, REGULAR
from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.domain.slip import Offsets

SCALE_MM = 10
"""The scales of the cross reach so far to each side."""

_NEAREST = 6
"""The first line of an edge scale; nothing is printed nearer to an edge."""
_FARTHEST = 25


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    width: float
    height: float
    size: float
    """Type of the instructions in points."""


_A5 = _Sheet(width=148, height=210, size=9)
_A4 = _Sheet(width=210, height=297, size=11)

_FRONT_STEPS = (
    "In tờ này hai mặt, chế độ lật cạnh dài, tỉ lệ 100 % (không thu phóng).",
    "Lật tờ giấy sang trái như lật trang sách. Mũi tên của mặt sau phải cũng chỉ lên. Nếu chỉ xuống, máy in đang lật "
    "theo cạnh ngắn: hãy đổi sang lật cạnh dài.",
    "Đặt thước từ mép giấy: vạch ghi 20 phải cách mép đúng 20 mm. Vạch ghi 20 cách mép trái 21,5 mm thì lệch ngang mặt "
    "trước là -1,5; cách mép trên 19 mm thì lệch dọc là 1.",
    "Cộng hai số này vào Thiết lập, mục Máy in, và in lại trước khi đọc mặt sau.",
)
_BACK_STEPS = (
    "Từ mặt trước, đâm kim qua đúng tâm chữ thập rồi lật giấy: lỗ kim nằm trên hai thang chia của mặt này.",
    "Đọc lỗ kim trên thang ngang (bên phải là dương) và thang dọc (bên dưới là dương): đó là hai số lệch của mặt sau, "
    "tính bằng mm. Lỗ đúng tâm: cả hai là 0. Vạch ngắn là 0,5 mm, vạch dài là 5 mm.",
    "Cộng hai số này vào Thiết lập, mục Máy in, rồi in lại tờ này để kiểm tra.",
)


def build(size: PaperSize, *, offsets: Offsets | None = None) -> bytes:
    """Return the two-page sheet for ``size`` as PDF; `PaperSize.A5_TWO_UP` prints on A4.

    Args:
        size: the size of the slips that this printer will get.
        offsets: those already set, so that a second test sheet shows whether they were right.

    Raises:
        errors.FontMissing: the type family is not on this machine.
    """
    sheet = _A5 if size is PaperSize.A5 else _A4
    moved = offsets or Offsets()
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, sheet.width, sheet.height, "Tờ in thử hai mặt")
    for drawing, dx, dy in (
        (_front(sheet), moved.front_dx_mm, moved.front_dy_mm),
        (_back(sheet), moved.back_dx_mm, moved.back_dy_mm),
    ):
        canvas.translate(dx * mm, -dy * mm)
        paint(canvas, drawing, sheet.height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _front(sheet: _Sheet) -> Drawing:
    drawing = Drawing()
    _lay_arrow(drawing, sheet, "MẶT TRƯỚC", "Lật theo cạnh này (cạnh dài) như lật trang sách")
    _lay_cross(drawing, sheet, numbered=False)
    _lay_edge_scales(drawing, sheet)
    _lay_steps(drawing, sheet, _FRONT_STEPS)
    return drawing


def _back(sheet: _Sheet) -> Drawing:
    drawing = Drawing()
    _lay_arrow(drawing, sheet, "MẶT SAU", "")
    _lay_cross(drawing, sheet, numbered=True)
    _lay_steps(drawing, sheet, _BACK_STEPS)
    return drawing


def _lay_arrow(drawing: Drawing, sheet: _Sheet, title: str, edge: str) -> None:
    """Draw the arrow to the head of the sheet, its title, and the words along the edge that is turned over."""
    middle, top = sheet.width / 2, sheet.height * 0.11
    drawing.rules.append((middle, top, middle, top + 30, 3))
    drawing.rules.append((middle, top, middle - 6, top + 9, 3))
    drawing.rules.append((middle, top, middle + 6, top + 9, 3))
    drawing.centred(middle, top - 4, "ĐẦU TỜ GIẤY", BOLD, sheet.size + 2)
    drawing.centred(middle, top + 38, title, BOLD, sheet.size + 9)
    if not edge:
        return
    x = 11.0
    drawing.rules.append((x + 2, sheet.height * 0.12, x + 2, sheet.height * 0.84, 1.1))
    drawing.texts.append(Text(x, sheet.height * 0.75, edge, REGULAR, sheet.size, upright=True))


def _lay_cross(drawing: Drawing, sheet: _Sheet, *, numbered: bool) -> None:
    """Draw the cross in the very middle of the page; on the back with scales of 10 mm to each side."""
    x, y = sheet.width / 2, sheet.height / 2
    reach = SCALE_MM + 2
    drawing.rules.append((x - reach, y, x + reach, y, HAIRLINE))
    drawing.rules.append((x, y - reach, x, y + reach, HAIRLINE))
    if not numbered:
        drawing.text(x + reach + 2, y + 1.2, "Đâm kim tại tâm", ITALIC, sheet.size)
        return
    for half in range(-2 * SCALE_MM, 2 * SCALE_MM + 1):
        place = half / 2
        length = 2.0 if half % 10 == 0 else 1.3 if half % 2 == 0 else 0.7
        drawing.rules.append((x + place, y - length, x + place, y + length, HAIRLINE))
        drawing.rules.append((x - length, y + place, x + length, y + place, HAIRLINE))
        if abs(place) == SCALE_MM:
            drawing.centred(x + place, y - 2.6, f"{half // 2:+d}", REGULAR, 7)
            drawing.text(x + 2.6, y + place + 0.8, f"{half // 2:+d}", REGULAR, 7)


def _lay_edge_scales(drawing: Drawing, sheet: _Sheet) -> None:
    """Draw millimetre lines that tell their distance from the left and from the upper edge."""
    y, x = sheet.height * 0.88, sheet.width * 0.85
    for place in range(_NEAREST, _FARTHEST + 1):
        length = 5.0 if place % 5 == 0 else 2.5
        drawing.rules.append((place, y, place, y + length, HAIRLINE))
        drawing.rules.append((x, place, x + length, place, HAIRLINE))
        if place % 5 == 0:
            drawing.centred(place, y + 8, str(place), REGULAR, 7)
            drawing.text(x + length + 1, place + 0.8, str(place), REGULAR, 7)
    drawing.text(_FARTHEST + 3, y + 3, "mm từ mép trái", ITALIC, sheet.size)
    drawing.right(x - 3, 16, "mm từ mép trên", ITALIC, sheet.size)


def _lay_steps(drawing: Drawing, sheet: _Sheet, steps: tuple[str, ...]) -> None:
    left = 20.0
    flow = Flow(drawing, left, sheet.width - left - 14, sheet.height * 0.6, sheet.size)
    for number, words in enumerate(steps, start=1):
        drawing.text(left, flow.y + flow.step * 0.76, f"{number}.", BOLD, sheet.size)
        flow.paragraph(words, x=5)
        flow.y += 1.5
