"""Mẫu 01, giấy tiếp nhận hồ sơ và hẹn trả kết quả: PDF bytes of all counterparts, both sides (RULES 1.2, 1.3, 40-42).

Pages come as front 1, back 1, front 2, back 2 … of each counterpart, so that a two-sided printer never slips.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from cchc_desktop.documents import fonts, foot_strip, letterhead, slip_back
from cchc_desktop.documents.bars import ListingCodes
from cchc_desktop.documents.drawing import Drawing, new_canvas, paint, paint_watermark
from cchc_desktop.documents.measure import ITALIC
from cchc_desktop.documents.slip_continuation import Continuation
from cchc_desktop.documents.slip_front import LONG_VALUE, Front, FrontLayout, Listed
from cchc_desktop.documents.slip_style import Style, style_of
from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.domain.slip import Offsets, Slip, Stationery

TWO_SIDED_LONG_EDGE = "two-sided-long-edge"
"""The IPP keyword of turning a sheet like the leaf of a book."""

_A4_WIDTH, _A4_HEIGHT = 210.0, 297.0
_SPECIMEN = "SPECIMEN"
_DRAFT = "NHÁP"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One laid-out side; ``label`` says sheet and side, ``counterpart_line`` is the baseline of "(Liên …)" if any."""

    drawing: Drawing
    label: str
    back: bool
    strip: bool
    counterpart_line: float | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """A slip laid out once for all its counterparts."""

    sides: tuple[_Side, ...]
    style: Style
    line_size: float


def sides_for(size: PaperSize) -> str:
    """Return the IPP ``sides`` keyword for slips of ``size``: every size is turned over the long edge of the sheet fed.

    Also two A5 slips on an A4: the page is an A4 standing upright, as it is fed, with both slips lying on it.
    Turned over its long edge, the lower half stays the lower half, so each back is drawn in the same half as its
    front, with its head towards the other long edge.
    """
    return TWO_SIDED_LONG_EDGE


def sheet_for(size: PaperSize) -> PaperSize:
    """Return the sheet that the printer must be fed with: `PaperSize.A5` or `PaperSize.A4`."""
    return PaperSize.A5 if size is PaperSize.A5 else PaperSize.A4


def build(
    slip: Slip,
    stationery: Stationery,
    *,
    counterparts: Sequence[int] = (1, 2),
    codes: ListingCodes | None = None,
    offsets: Offsets | None = None,
) -> bytes:
    """Return the slip as PDF, both sides of every sheet. The same values give the same bytes.

    Args:
        slip: what the front says.
        stationery: letterhead, notes and the back; its ``size`` chooses the sheet.
        counterparts: which liên, from 1, in order of print. On `PaperSize.A5_TWO_UP` each two share a sheet;
            an odd last one stands alone on the lower half.
        codes: ready symbols of the listing; a symbol that is missing is made, which costs time only.
        offsets: how far the printer's fronts and backs are moved.

    Raises:
        errors.FontMissing: the type family is not on this machine.
        barcode.errors.IllegalCharacterError: the dossier code has a sign that is not ASCII.
    """
    fonts.register()
    laid = _laid_out(slip, stationery, codes or ListingCodes())
    moved = offsets or Offsets()
    buffer = io.BytesIO()
    if stationery.size is PaperSize.A5_TWO_UP:
        canvas = new_canvas(buffer, _A4_WIDTH, _A4_HEIGHT, slip.dossier_code)
        _paint_two_up(canvas, slip, stationery, laid, counterparts, moved)
    else:
        canvas = new_canvas(buffer, laid.style.width, laid.style.height, slip.dossier_code)
        for counterpart in counterparts:
            for side in laid.sides:
                _move(canvas, moved, back=side.back)
                _paint_side(canvas, slip, stationery, laid, side, counterpart)
                canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def reprint_mark_box(stationery: Stationery) -> tuple[float, float, float, float]:
    """Return x, y, width, height in mm of the place kept for a reprint's mark on every front of this size."""
    fonts.register()
    style = style_of(stationery.size)
    return letterhead.reprint_box(style, style.ladder[0].head)


def _laid_out(slip: Slip, stationery: Stationery, codes: ListingCodes) -> _Laid:
    """Lay the slip out in the first density that holds it on one sheet, else on more sheets."""
    style = style_of(stationery.size)
    strip = foot_strip.StripCodes.made_for(slip.dossier_code, slip.lookup_url)
    back = slip_back.lay(stationery, style, codes)
    for density in style.ladder:
        layout = FrontLayout(slip, stationery, style, density, strip)
        table = layout.table()
        front = layout.lay(table, Listed(rows=table.rows))
        if front.spare >= 0:
            return _with_labels(style, density.body, front, back, [])
    return _overflowing(slip, stationery, style, strip, back)


def _overflowing(
    slip: Slip, stationery: Stationery, style: Style, strip: foot_strip.StripCodes, back: Drawing
) -> _Laid:
    """Lay out a slip of several sheets: what cannot stand on sheet 1 goes on, on sheet 2."""
    layout, front = _first_sheet(slip, stationery, style, strip)
    table = layout.table()
    count = table.fitting(table.rows, front.spare)
    if 0 < count < len(table.rows):
        front = layout.lay(table, Listed(rows=table.rows[:count], sentence=_rest_sentence(count, len(table.rows))))
    elif count:
        front = layout.lay(table, Listed(rows=table.rows))
    further = Continuation(slip, stationery, style, layout.density, strip, with_note=not layout.note_here).lay(
        table, table.rows[count:], front.cut
    )
    return _with_labels(style, layout.density.body, front, back, further)


def _rest_sentence(shown: int, papers: int) -> str:
    which = f"từ số {shown + 1} đến số {papers}" if papers - shown > 1 else f"số {papers}"
    return f"Còn {papers - shown} giấy tờ, {which}, kê tiếp tại tờ 2."


def _first_sheet(
    slip: Slip, stationery: Stationery, style: Style, strip: foot_strip.StripCodes
) -> tuple[FrontLayout, Front]:
    """Return the first way to put all but the papers on sheet 1; the last way cuts even short values."""
    ways = [(style.ladder[-1], True, 0), *((density, False, 0) for density in (style.ladder[-1], *style.crowded))]
    ways += [(style.crowded[-1], False, signs) for signs in (400, 200, 2 * LONG_VALUE)]
    for density, note_here, cut_over in ways:
        layout = FrontLayout(slip, stationery, style, density, strip, note_here=note_here, cut_over=cut_over)
        table = layout.table()
        sentence = f"{len(table.rows)} giấy tờ, kê đầy đủ tại tờ 2 kèm theo giấy này." if table.rows else ""
        front = layout.lay(table, Listed(rows=(), sentence=sentence))
        if front.spare >= 0:
            break
    return layout, front


def _with_labels(style: Style, line_size: float, front: Front, back: Drawing, further: list[Drawing]) -> _Laid:
    """Name every side by sheet and side, in order of print."""
    sheets = 1 + len(further) // 2
    sides = []
    for number, drawing in enumerate([front.drawing, back, *further]):
        is_back = number % 2 == 1
        sides.append(
            _Side(
                drawing=drawing,
                label=f"tờ {1 + number // 2}/{sheets} · {'mặt sau' if is_back else 'mặt trước'}",
                back=is_back,
                strip=number != 1,
                counterpart_line=front.counterpart_line if number == 0 else None,
            )
        )
    return _Laid(sides=tuple(sides), style=style, line_size=line_size)


def _paint_side(canvas: Canvas, slip: Slip, stationery: Stationery, laid: _Laid, side: _Side, counterpart: int) -> None:
    """Paint marks, the laid-out side, and what differs between counterparts."""
    style = laid.style
    if slip.draft or stationery.specimen:
        paint_watermark(canvas, _DRAFT if slip.draft else _SPECIMEN, style.width, style.height)
    paint(canvas, side.drawing, style.height)
    own = Drawing()
    if side.counterpart_line is not None:
        middle = style.left(back=side.back) + style.room / 2
        own.centred(
            middle, side.counterpart_line, _counterpart_line(stationery, counterpart), ITALIC, laid.line_size - 0.3
        )
    label = f"Liên {counterpart} · {side.label}"
    foot_strip.lay_footer(own, style, proof=slip.proof, label=label, back=side.back, strip=side.strip)
    paint(canvas, own, style.height)


def _counterpart_line(stationery: Stationery, counterpart: int) -> str:
    names = stationery.counterpart_names
    name = f": {names[counterpart - 1]}" if counterpart <= len(names) else ""
    return f"(Liên {counterpart}{name})"


def _move(canvas: Canvas, offsets: Offsets, *, back: bool) -> None:
    dx = offsets.back_dx_mm if back else offsets.front_dx_mm
    dy = offsets.back_dy_mm if back else offsets.front_dy_mm
    if dx or dy:
        canvas.translate(dx * mm, -dy * mm)


def _paint_two_up(
    canvas: Canvas,
    slip: Slip,
    stationery: Stationery,
    laid: _Laid,
    counterparts: Sequence[int],
    offsets: Offsets,
) -> None:
    """Put each two counterparts on one upright A4: the first on the lower half, the second on the upper."""
    for first in range(0, len(counterparts), 2):
        for side in laid.sides:
            _move(canvas, offsets, back=side.back)
            if not side.back:
                _paint_cut(canvas)
            for half, counterpart in enumerate(counterparts[first : first + 2]):
                canvas.saveState()
                _turn_to_half(canvas, half, laid.style, back=side.back)
                _paint_side(canvas, slip, stationery, laid, side, counterpart)
                canvas.restoreState()
            canvas.showPage()


def _turn_to_half(canvas: Canvas, half: int, style: Style, *, back: bool) -> None:
    """Turn the canvas so that an A5 side lies in the lower (0) or upper (1) half of the A4.

    On a front the slip's head points to the left long edge, on a back to the right one: turned over the long edge,
    right becomes left, and the back stands upright behind its front.
    """
    middle = _A4_HEIGHT / 4 * (1 + 2 * half)
    if back:
        canvas.transform(0, -1, 1, 0, 0, (middle + style.width / 2) * mm)
    else:
        canvas.transform(0, 1, -1, 0, _A4_WIDTH * mm, (middle - style.width / 2) * mm)


def _paint_cut(canvas: Canvas) -> None:
    """Draw the thin broken line along which the sheet is cut."""
    canvas.saveState()
    canvas.setLineWidth(0.25)
    canvas.setDash([6, 6])
    canvas.line(7 * mm, _A4_HEIGHT / 2 * mm, (_A4_WIDTH - 7) * mm, _A4_HEIGHT / 2 * mm)
    canvas.restoreState()
