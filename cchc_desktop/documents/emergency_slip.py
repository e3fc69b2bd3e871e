"""Blank slips for a power cut (RULES 3): A5, two-sided, both counterparts, each pair with a number of its own.

They are printed ahead and filled in by hand; entered later, a dossier is found by this number as by its code.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_desktop.documents import fonts, foot_strip, form_sheet, letterhead, slip_back
from cchc_desktop.documents.bars import ListingCodes
from cchc_desktop.documents.drawing import HAIRLINE, RULE, Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.measure import BOLD, ITALIC, REGULAR, STEP, wrapped
from cchc_desktop.documents.slip_style import A5
from cchc_desktop.domain.emergency import EmergencySlips
from cchc_desktop.domain.slip import Offsets, Stationery

TITLE = "GIẤY TIẾP NHẬN HỒ SƠ TẠM"
OCCASION = "(dùng khi mất điện)"
PROMISE = (
    "Thời gian trả kết quả sẽ được báo qua điện thoại ngay sau khi nhập hồ sơ vào sổ; thời hạn tính từ thời gian nhận "
    "ghi ở mục 3."
)
NOTE = (
    "Giấy này chỉ dùng khi mất điện. Xin giữ giấy này: khi có điện, Giấy tiếp nhận hồ sơ và hẹn trả kết quả được in và "
    "ghi cả hai số; tra cứu được bằng số tạm này."
)

_COUNTERPARTS = (1, 2)
_SIZE = 9.8
_NUMBER_SIZE = 22.0
_HAND_STEP = 6.6
"""Millimetres from line to line where a hand writes."""
_MOST_PAPERS, _LEAST_PAPERS = 6, 3
_ROW = 6.2
_TABLE_HEAD = 5.0
_SIGNING = 11.5
"""Free height between the title of a signature and the line for its name."""
_COLUMNS = (7.0, 14.0, 14.0)
"""Widths of STT, originals and copies; the name takes the rest."""
_BASELINE = 0.76
_RECEIVED: tuple[str | float, ...] = (
    *("3. Thời gian nhận hồ sơ:", 11.0, "giờ", 11.0, "phút, ngày", 10.0, "tháng", 10.0, "năm 20", 8.5),
)


def build(
    slips: EmergencySlips,
    stationery: Stationery,
    *,
    codes: ListingCodes | None = None,
    offsets: Offsets | None = None,
) -> bytes:
    """Return all slips as one PDF on A5: front and back of counterpart 1, of counterpart 2, then the next number.

    Args:
        slips: the numbers and the name of the desk.
        stationery: letterhead, names of counterparts and the back, of the day of printing; its size is not asked.
        codes: ready symbols of the listing on the back.
        offsets: how far the printer's fronts and backs are moved.

    Raises:
        errors.FontMissing: the type family is not on this machine.
        barcode.errors.IllegalCharacterError: a number has a sign that is not ASCII.
    """
    fonts.register()
    moved = offsets or Offsets()
    back = slip_back.lay(stationery, A5, codes or ListingCodes())
    blank, number_top = _blank_front(slips, stationery)
    pages: list[Sequence[Drawing]] = []
    for number in slips.numbers:
        own = _own(number, number_top)
        for counterpart in _COUNTERPARTS:
            line = _counterpart_line(stationery, counterpart, number_top)
            pages.append((blank, own, line, _foot(slips, counterpart, back=False)))
            pages.append((back, _foot(slips, counterpart, back=True)))
    watermark = form_sheet.SPECIMEN if stationery.specimen else ""
    title = " - ".join(dict.fromkeys((*slips.numbers[:1], *slips.numbers[-1:]))) or TITLE
    shifts = ((moved.front_dx_mm, moved.front_dy_mm), (moved.back_dx_mm, moved.back_dy_mm))
    return form_sheet.written(title, pages, A5, watermark=watermark, shifts=shifts)


def _blank_front(slips: EmergencySlips, stationery: Stationery) -> tuple[Drawing, float]:
    """Draw everything that all fronts share; return the upper edge of the number's place, too."""
    page = Drawing()
    head = letterhead.Head(
        committee=stationery.committee, centre=stationery.centre, number="", place_date="", mark="", numbered=False
    )
    flow = Flow(page, A5.binding, A5.room, letterhead.lay(page, A5, 9.5, head) + 1.4, _SIZE)
    flow.centred(TITLE, BOLD, 13.0)
    flow.centred(OCCASION, ITALIC, _SIZE)
    number_top = flow.y
    flow.y += _NUMBER_SIZE * STEP + flow.step + 0.6
    flow.field(f"{stationery.desk_label}:", slips.desk_name)
    _lay_hand_fields(flow)
    note = _note(flow)
    note_top = A5.strip_top - 1.4 - note.y
    _lay_papers(flow, note_top - _tail_height(flow))
    flow.y += _HAND_STEP
    form_sheet.lay_blanks(page, flow.left, flow.y, ("2. Số lượng hồ sơ:", 20.0, "(bộ)"), _SIZE)
    flow.y += _HAND_STEP
    form_sheet.lay_blanks(page, flow.left, flow.y, _RECEIVED, _SIZE)
    flow.y += 2
    _lay_promise(flow)
    _lay_signatures(flow, note_top - 2.2)
    page.texts.extend(text._replace(y=text.y + note_top) for text in note.drawing.texts)
    return page, number_top


def _note(flow: Flow) -> Flow:
    note = Flow(Drawing(), flow.left, flow.room, 0.0, 7.2)
    note.note("Ghi chú:", (NOTE,))
    return note


def _tail_height(flow: Flow) -> float:
    """Return how much stands under the table of papers: two lines, the frame, and room to sign."""
    lines = wrapped(PROMISE, BOLD, flow.size, flow.room - 6)
    return 2 * _HAND_STEP + 6 + (len(lines) + 2) * flow.step + _SIGNING + 2.2


def _own(number: str, number_top: float) -> Drawing:
    """Draw what one number has of its own: itself, large, and the foot strip with its bars."""
    page = Drawing()
    flow = Flow(page, A5.binding, A5.room, number_top, _SIZE)
    flow.centred(number, BOLD, _NUMBER_SIZE)
    foot_strip.lay(page, A5, foot_strip.StripCodes.made_for(number, ""), back=False)
    y = A5.strip_top + 5.5
    end = form_sheet.lay_blanks(page, A5.binding, y, ("Mã hồ sơ (ghi sau khi nhập):",), 8.5)
    page.leaders.append((A5.binding, y + 6.5, end + 14))
    return page


def _lay_hand_fields(flow: Flow) -> None:
    """Draw the fields that a hand fills in; the request has two lines."""
    for first, second in (
        ("Tiếp nhận hồ sơ của:", ""),
        ("Số định danh cá nhân:", "Số điện thoại:"),
        ("Địa chỉ:", ""),
        ("Nội dung yêu cầu giải quyết:", ""),
    ):
        flow.y += _HAND_STEP
        middle = flow.left + flow.room * 0.55
        x = form_sheet.lay_blanks(flow.drawing, flow.left, flow.y, (first,), flow.size)
        flow.drawing.leaders.append((x + 1, flow.y, middle - 2 if second else flow.left + flow.room))
        if second:
            x = form_sheet.lay_blanks(flow.drawing, middle, flow.y, (second,), flow.size)
            flow.drawing.leaders.append((x + 1, flow.y, flow.left + flow.room))
    flow.y += _HAND_STEP
    flow.drawing.leaders.append((flow.left, flow.y, flow.left + flow.room))
    flow.y += 1.2


def _lay_papers(flow: Flow, bottom: float) -> None:
    """Draw the table of papers with as many blank rows as end above ``bottom``."""
    flow.line("1. Thành phần hồ sơ nộp gồm:")
    flow.y += 0.8
    left, end, size = flow.left, flow.left + flow.room, 8.5
    originals, copies = end - _COLUMNS[1] - _COLUMNS[2], end - _COLUMNS[2]
    drawing, top = flow.drawing, flow.y
    drawing.across(left, top, end, RULE)
    baseline = top + 3.6
    drawing.centred(left + _COLUMNS[0] / 2, baseline, "STT", BOLD, size)
    drawing.text(left + _COLUMNS[0] + 0.6, baseline, "Tên giấy tờ", BOLD, size)
    drawing.centred(originals + _COLUMNS[1] / 2, baseline, "Bản chính", BOLD, size)
    drawing.centred(copies + _COLUMNS[2] / 2, baseline, "Bản sao", BOLD, size)
    flow.y = top + _TABLE_HEAD
    rows = max(_LEAST_PAPERS, min(_MOST_PAPERS, int((bottom - flow.y) / _ROW)))
    drawing.across(left, flow.y, end, RULE)
    for number in range(1, rows + 1):
        drawing.centred(left + _COLUMNS[0] / 2, flow.y + _ROW - 1.8, str(number), REGULAR, 9.0)
        flow.y += _ROW
        drawing.across(left, flow.y, end, RULE if number == rows else HAIRLINE)
    for x in (originals, copies):
        drawing.rules.append((x, top, x, flow.y, HAIRLINE))


def _lay_promise(flow: Flow) -> None:
    """Draw, in the frame of the promised moment, how the citizen will hear of it."""
    top = flow.y
    flow.y += 1.2
    for line in wrapped(PROMISE, BOLD, flow.size, flow.room - 6):
        flow.centred(line, BOLD, flow.size)
    flow.y += 1.2
    flow.drawing.frames.append((flow.left, top, flow.room, flow.y - top, 1.1))
    flow.y += 1.6


def _lay_signatures(flow: Flow, names_y: float) -> None:
    """Draw the titles of both signatures under the text, and the lines for their names at ``names_y``."""
    for share, title in ((0.25, "NGƯỜI NỘP HỒ SƠ"), (0.75, "NGƯỜI TIẾP NHẬN HỒ SƠ")):
        middle = flow.left + flow.room * share
        flow.drawing.centred(middle, flow.y + flow.step * _BASELINE, title, BOLD, flow.size)
        baseline = flow.y + flow.step * (1 + _BASELINE)
        flow.drawing.centred(middle, baseline, "(Ký và ghi rõ họ tên)", ITALIC, flow.size - 0.3)
        flow.drawing.leaders.append((middle - 24, names_y, middle + 24))


def _counterpart_line(stationery: Stationery, counterpart: int, number_top: float) -> Drawing:
    page = Drawing()
    names = stationery.counterpart_names
    name = f": {names[counterpart - 1]}" if counterpart <= len(names) else ""
    flow = Flow(page, A5.binding, A5.room, number_top + _NUMBER_SIZE * STEP, _SIZE)
    flow.centred(f"(Liên {counterpart}{name})", ITALIC, _SIZE - 0.3)
    return page


def _foot(slips: EmergencySlips, counterpart: int, *, back: bool) -> Drawing:
    page = Drawing()
    label = f"Liên {counterpart} · {'mặt sau' if back else 'mặt trước'}"
    foot_strip.lay_footer(page, A5, proof=slips.proof, label=label, back=back, strip=False)
    return page
