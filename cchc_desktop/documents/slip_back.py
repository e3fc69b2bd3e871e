"""The back of an appointment slip: hotline, address for feedback, hours, what to bring, codes of procedures."""

from __future__ import annotations

import dataclasses
import functools

from cchc_desktop.documents.bars import ListingCodes
from cchc_desktop.documents.drawing import RULE, Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.measure import BOLD, REGULAR, STEP, size_that_fits, wrapped
from cchc_desktop.documents.slip_style import Style
from cchc_desktop.domain.slip import ListedProcedure, Stationery

_COLUMNS = 3
_SMALLER = (0, 1, 2)
"""Points that the type may shrink by, so that long addresses and hours leave room for all codes."""
_LEAST_SIDE = 14.4
"""Millimetres; a procedure's symbol has up to 41 modules, and 0.35 mm is the least that readers took."""
_LEAST_GAP = 2.4
_HANG = 0.43
"""Column of the numbers in mm for each point of type."""
_BESIDE = 2.0
"""Millimetres between a symbol and what stands beside it: its quiet zone."""
_LISTING_TITLE = "Thủ tục thường gặp - quét mã để xem giấy tờ cần có và lệ phí"


@functools.lru_cache(maxsize=4)
def lay(stationery: Stationery, style: Style, codes: ListingCodes) -> Drawing:
    """Return the back; it says nothing of a dossier, so it is laid out once for a desk's stationery."""
    fitting = (dataclasses.replace(style, back_size=style.back_size - less) for less in _SMALLER)
    for tried in fitting:
        drawing, rows = _laid(stationery, tried, codes)
        if rows >= style.listed // _COLUMNS:
            break
    return drawing


def _laid(stationery: Stationery, style: Style, codes: ListingCodes) -> tuple[Drawing, int]:
    """Lay the back out in one size of type; return how many rows of codes it has room for, too."""
    drawing = Drawing()
    left = style.left(back=True)
    bottom = _lay_hotline(drawing, style, left, stationery)
    flow = Flow(drawing, left, style.room, bottom + 2.6, style.back_size)
    _lay_feedback(flow, style, stationery, codes)
    _lay_hours_and_bring(flow, stationery)
    return drawing, _lay_listing(flow, style, stationery.listing[: style.listed], codes)


def _lay_hotline(drawing: Drawing, style: Style, left: float, stationery: Stationery) -> float:
    """Draw the framed telephone number; return the frame's lower edge."""
    top = style.back_top
    middle = left + style.room / 2
    label_size = size_that_fits(stationery.hotline_label, REGULAR, style.back_size, style.room - 6)
    number_size = size_that_fits(stationery.hotline, BOLD, style.hotline_size, style.room - 6)
    label_y = top + 1.8 + style.back_size * STEP * 0.76
    number_y = label_y + 0.6 + style.hotline_size * STEP * 0.8
    bottom = number_y + style.hotline_size * STEP * 0.3
    drawing.centred(middle, label_y, stationery.hotline_label, REGULAR, label_size)
    drawing.centred(middle, number_y, stationery.hotline, BOLD, number_size)
    drawing.frames.append((left, top, style.room, bottom - top, 1.1))
    return bottom


def _lay_feedback(flow: Flow, style: Style, stationery: Stationery, codes: ListingCodes) -> None:
    """Draw where feedback (PAKN) goes, its code on the right, and a rule under both."""
    top, whole = flow.y, flow.room
    below_code = top
    if stationery.feedback_url:
        side = style.qr_side
        x = flow.left + whole - side
        flow.drawing.qr(x, top, codes.of(stationery.feedback_url), side)
        size = style.caption_size
        caption = top + side + size * STEP
        flow.drawing.centred(
            x + side / 2, caption, "Gửi phản ánh", REGULAR, size_that_fits("Gửi phản ánh", REGULAR, size, side)
        )
        below_code = caption + 0.8
        flow.room = whole - side - 4
    flow.paragraph(stationery.feedback_title, BOLD)
    flow.y += 0.3
    flow.numbered(stationery.feedback_lines, _HANG * flow.size)
    flow.room = whole
    flow.y = max(flow.y + 0.8, below_code) + 0.6
    flow.drawing.across(flow.left, flow.y, flow.left + whole, RULE)
    flow.y += 1.6


def _lay_hours_and_bring(flow: Flow, stationery: Stationery) -> None:
    """Draw the office hours and, beside them, what to bring; a rule under both."""
    left, whole, top = flow.left, flow.room, flow.y
    flow.room = whole * 0.42 - 2
    flow.paragraph("Giờ làm việc", BOLD)
    for line in stationery.office_hours:
        flow.paragraph(line)
    hours_end = flow.y
    flow.left, flow.room, flow.y = left + whole * 0.42, whole * 0.58, top
    flow.paragraph("Khi đến nhận kết quả, xin mang theo", BOLD)
    flow.numbered(stationery.bring_lines, _HANG * flow.size)
    flow.left, flow.room, flow.y = left, whole, max(flow.y, hours_end) + 1.2
    flow.drawing.across(left, flow.y, left + whole, RULE)
    flow.y += 1.4


def _lay_listing(flow: Flow, style: Style, listing: tuple[ListedProcedure, ...], codes: ListingCodes) -> int:
    """Draw the codes, fewer of them where little height is left; return how many rows there was room for."""
    wanted = style.listed // _COLUMNS
    if not listing:
        return wanted
    flow.centred(_LISTING_TITLE, BOLD, style.back_size)
    flow.y += 0.9
    bottom = style.foot - style.foot_size * STEP - 1.5
    rows = max(0, min(wanted, int((bottom - flow.y) / (_LEAST_SIDE + _LEAST_GAP))))
    pitch = min((bottom - flow.y) / max(rows, 1), style.listed_side * 1.27)
    side = min(style.listed_side, pitch - _LEAST_GAP)
    column = (flow.room + _BESIDE) / _COLUMNS
    for number, procedure in enumerate(listing[: rows * _COLUMNS]):
        x = flow.left + number % _COLUMNS * column
        y = flow.y + number // _COLUMNS * pitch
        flow.drawing.qr(x, y, codes.of(procedure.url), side)
        _lay_caption(flow.drawing, style, (x + side + _BESIDE, y + side / 2, column - side - 2 * _BESIDE), procedure)
    return rows


def _lay_caption(drawing: Drawing, style: Style, place: tuple[float, float, float], procedure: ListedProcedure) -> None:
    """Put short name and code beside a symbol, centred on its height; ``place`` is x, middle and width."""
    x, middle, room = place
    size = style.caption_size
    names = wrapped(procedure.short_name, REGULAR, size, room)
    if len(names) > 4:
        size -= 1
        names = wrapped(procedure.short_name, REGULAR, size, room)
    code_size = size - 1.5
    numbers = wrapped(procedure.procedure_code, REGULAR, code_size, room)
    height = len(names) * size * STEP + len(numbers) * code_size * STEP + 0.7
    y = middle - height / 2
    for line in names:
        y += size * STEP
        drawing.text(x, y - size * STEP * 0.22, line, REGULAR, size)
    y += 0.7
    for line in numbers:
        y += code_size * STEP
        drawing.text(x, y - code_size * STEP * 0.22, line, REGULAR, code_size)
