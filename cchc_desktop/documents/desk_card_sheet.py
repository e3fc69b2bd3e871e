"""The desk's card as one A4 sheet: a large QR with the whole card, and its key in groups that can be read out."""

from __future__ import annotations

from cchc_desktop.documents import bars, fonts, form_sheet
from cchc_desktop.documents.drawing import HAIRLINE, RULE, Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.form_sheet import TABLE_UPRIGHT as STYLE
from cchc_desktop.documents.measure import BOLD, REGULAR
from cchc_desktop.domain.desk_card_sheet import DeskCardSheet

TITLE = "THẺ ĐĂNG KÝ CỦA BÀN VỚI THÀNH PHỐ"
NOTE = (
    "Thẻ chỉ có khóa công khai, không có dữ liệu cá nhân và không mở được gói nào. Thành phố quét mã để nhận gói của "
    "bàn này; trước khi nhận, hai bên đọc khóa trên đây qua điện thoại để chắc là đúng thẻ."
)
_SIZE = 13.0
_SIDE = 120.0
_GROUP = 5
_LINE_GROUPS = 7


def build(sheet: DeskCardSheet) -> bytes:
    """Return the sheet as PDF; the same value gives the same bytes.

    Raises:
        errors.FontMissing: the type family is not on this machine.
        ValueError: the card is longer than any QR takes.
    """
    fonts.register()
    watermark = form_sheet.SPECIMEN if sheet.specimen else ""
    return form_sheet.written(TITLE, [[laid(sheet)]], STYLE, watermark=watermark)


def laid(sheet: DeskCardSheet) -> Drawing:
    """Lay out the sheet."""
    drawing = Drawing()
    flow = Flow(drawing, STYLE.binding, STYLE.room, STYLE.top, _SIZE)
    flow.centred(TITLE, BOLD, 16.0)
    flow.y += 3
    flow.centred(sheet.unit, BOLD, 14.0)
    flow.centred(f"Mã định danh {sheet.agency_code} · bàn {sheet.desk} · lần lập sổ {sheet.generation}", REGULAR, _SIZE)
    flow.y += 12
    drawing.qr(STYLE.binding + (STYLE.room - _SIDE) / 2, flow.y, bars.qr_code(sheet.code), _SIDE)
    flow.y += _SIDE + 12
    drawing.across(STYLE.binding, flow.y, STYLE.width - STYLE.outer, RULE)
    flow.y += 3
    flow.line("Khóa công khai của bàn", BOLD)
    groups = [sheet.key[start : start + _GROUP] for start in range(0, len(sheet.key), _GROUP)]
    for start in range(0, len(groups), _LINE_GROUPS):
        flow.line("   ".join(groups[start : start + _LINE_GROUPS]))
    flow.y += 2
    drawing.across(STYLE.binding, flow.y, STYLE.width - STYLE.outer, HAIRLINE)
    flow.y += 3
    flow.paragraph(NOTE)
    return drawing
