"""The sheet for the notice board: what không giấy hẹn has saved, in type that is read from two metres (RULES §6).

Nobody is named on it: neither citizens nor officials.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_desktop.documents import charts, fonts, form_sheet, letterhead
from cchc_desktop.documents.drawing import HAIRLINE, RULE, Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.form_sheet import TABLE_UPRIGHT as STYLE
from cchc_desktop.documents.measure import BOLD, REGULAR, STEP, shortened, size_that_fits, width
from cchc_desktop.domain.report import SavedRow, TimeSaved
from cchc_desktop.domain.report_words import made_words, period_words, short_label
from cchc_desktop.text import counted, dong, hours, quotient

TITLE = ("KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", "KHÔNG GIẤY HẸN")

_FIGURE_SIZE = 54.0
_LABEL_SIZE = 16.0
_HEADING_SIZE = 18.0
_PROCEDURE_SIZE = 16.0
_METHOD_SIZE = 12.5
_METHOD_PADDING = 4.0
_MOST_PROCEDURES = 5
_LEAST_CHART = 40.0
_BOTTOM = STYLE.foot - 6.0
_FEW_HOURS = 100
"""Under so many hours a tenth is worth showing."""


def build(saved: TimeSaved, *, contact: str = "") -> bytes:
    """Return the sheet as PDF on one A4 page.

    Args:
        saved: the tally; bars stand for weeks, or for days where it goes over one week only.
        contact: whom to ask, as it stands at the foot: "Bộ phận Một cửa: 0258 3510 417".

    Raises:
        errors.FontMissing: the type family is not on this machine.
    """
    fonts.register()
    watermark = form_sheet.SPECIMEN if saved.head.specimen else ""
    return form_sheet.written(f"{TITLE[1].capitalize()}", [[_laid(saved, contact)]], STYLE, watermark=watermark)


def method(saved: TimeSaved) -> str:
    """Return in plain words how the hours were reckoned, and what was left out."""
    total = saved.total
    mean = quotient(total.no_slip_minutes_saved, 60 * total.no_slip, 2) if total.no_slip else "-"
    words = (
        "Chỉ tính hồ sơ nhận và trao kết quả ngay trong ngày. "
        "Giờ tiết kiệm của mỗi hồ sơ = thời hạn theo quy định (ít nhất 1 ngày, tức 8 giờ làm việc) − thời gian làm "
        "việc từ lúc nhận hồ sơ đến lúc trao kết quả; không bao giờ nhỏ hơn 0. Thời gian được giữ đến từng phút, chỉ "
        "làm tròn khi in ra. Mỗi hồ sơ bớt được một lượt đi lại: đến một lần thay vì hai lần. "
        f"Trung bình mỗi hồ sơ {mean} giờ; trung vị {hours(total.median_minutes, 2)} giờ."
    )
    if saved.left_out:
        words += f" Không tính {dong(saved.left_out)} hồ sơ có thời gian không tin cậy."
    if saved.with_slip_on_request:
        words += f" {dong(saved.with_slip_on_request)} hồ sơ có in giấy hẹn theo yêu cầu của người dân vẫn được tính."
    return words


def bars_of(saved: TimeSaved) -> tuple[str, Sequence[SavedRow]]:
    """Return what the bars stand for, and their rows: weeks, or the days of a single week."""
    weeks, days = saved.rows.get("week", ()), saved.rows.get("day", ())
    return ("tuần (ghi ngày thứ Hai)", weeks) if len(weeks) > 1 or not days else ("ngày", days)


def _laid(saved: TimeSaved, contact: str) -> Drawing:
    drawing = Drawing()
    head = letterhead.Head(
        committee=(), centre=letterhead.unit_lines(saved.head.unit), number="", place_date="", mark="", numbered=False
    )
    flow = Flow(drawing, STYLE.binding, STYLE.room, letterhead.lay(drawing, STYLE, 12.0, head) + 6, _LABEL_SIZE)
    flow.centred(TITLE[0], BOLD, 19.0)
    flow.centred(TITLE[1], BOLD, 30.0)
    flow.y += 1
    flow.centred(period_words(saved.head).removeprefix("Kỳ báo cáo: ").capitalize(), REGULAR, _LABEL_SIZE)
    flow.y += 5
    _lay_figures(flow, saved.total)
    procedures = sorted(saved.rows.get("procedure", ()), key=lambda row: (-row.no_slip, row.label))[:_MOST_PROCEDURES]
    tail = _method_height(saved) + 4 + _procedures_height(procedures)
    _lay_chart(flow, saved, _BOTTOM - tail - flow.y)
    _lay_procedures(flow, procedures)
    _lay_method(flow, saved)
    form_sheet.lay_foot(drawing, STYLE, made_words(saved.head).rpartition(" · ")[0], contact)
    return drawing


def _lay_figures(flow: Flow, total: SavedRow) -> None:
    """Draw the three numbers side by side, hairlines between them, what they count under them."""
    minutes = total.no_slip_minutes_saved
    figures = (
        (counted(total.no_slip), "hồ sơ trả kết quả ngay"),
        (hours(minutes, 0 if minutes >= _FEW_HOURS * 60 else 1), "giờ tiết kiệm cho dân"),
        (counted(total.no_slip), "lượt đi lại được bớt"),
    )
    column, top = flow.room / len(figures), flow.y
    size = min(size_that_fits(figure, BOLD, _FIGURE_SIZE, column - 5) for figure, _ in figures)
    baseline = top + size * STEP * 0.72
    for place, (figure, label) in enumerate(figures):
        middle = flow.left + (place + 0.5) * column
        flow.drawing.centred(middle, baseline, figure, BOLD, size)
        fitted = size_that_fits(label, REGULAR, _LABEL_SIZE, column - 3)
        flow.drawing.centred(middle, baseline + 8.5, label, REGULAR, fitted)
        if place:
            x = flow.left + place * column
            flow.drawing.rules.append((x, top, x, baseline + 11, HAIRLINE))
    flow.y = baseline + 15


def _lay_chart(flow: Flow, saved: TimeSaved, room: float) -> None:
    """Draw the bars in the room that is left over."""
    each, rows = bars_of(saved)
    flow.line(f"Số giờ tiết kiệm theo {each}", BOLD, _HEADING_SIZE)
    high = max(_LEAST_CHART, room - _HEADING_SIZE * STEP - 4)
    minutes = [(short_label(row), row.no_slip_minutes_saved) for row in rows]
    chart = charts.time_saved(minutes, width_mm=flow.room, height_mm=high)
    flow.drawing.charts.append((chart, flow.left, flow.y + high))
    flow.y += high + 4


def _procedures_height(procedures: Sequence[SavedRow]) -> float:
    return (_HEADING_SIZE + len(procedures) * _PROCEDURE_SIZE) * STEP + 5 if procedures else 0.0


def _lay_procedures(flow: Flow, procedures: Sequence[SavedRow]) -> None:
    """Draw the commonest procedures with leaders to their counts."""
    if not procedures:
        return
    flow.line("Thủ tục được làm nhiều nhất", BOLD, _HEADING_SIZE)
    end = flow.left + flow.room
    for row in procedures:
        count = f"{dong(row.no_slip)} hồ sơ"
        room = flow.room - width(count, BOLD, _PROCEDURE_SIZE) - 8
        label = row.label
        while width(label, REGULAR, _PROCEDURE_SIZE) > room:
            label = shortened(label, len(label.rstrip("…")) - 1)
        baseline = flow.y + _PROCEDURE_SIZE * STEP * 0.76
        flow.drawing.right(end, baseline, count, BOLD, _PROCEDURE_SIZE)
        start = flow.left + width(label, REGULAR, _PROCEDURE_SIZE) + 2
        flow.drawing.leaders.append((start, baseline, end - width(count, BOLD, _PROCEDURE_SIZE) - 2))
        flow.line(label, REGULAR, _PROCEDURE_SIZE)
    flow.y += 5


def _method_flow(drawing: Drawing, y: float) -> Flow:
    left, room = STYLE.binding + _METHOD_PADDING, STYLE.room - 2 * _METHOD_PADDING
    return Flow(drawing, left, room, y, _METHOD_SIZE)


def _method_height(saved: TimeSaved) -> float:
    flow = _method_flow(Drawing(), 0.0)
    flow.note("Cách tính.", (method(saved),))
    return flow.y + 2 * _METHOD_PADDING


def _lay_method(flow: Flow, saved: TimeSaved) -> None:
    top = flow.y
    inside = _method_flow(flow.drawing, top + _METHOD_PADDING)
    inside.note("Cách tính.", (method(saved),))
    flow.y = inside.y + _METHOD_PADDING
    flow.drawing.frames.append((flow.left, top, flow.room, flow.y - top, RULE))
