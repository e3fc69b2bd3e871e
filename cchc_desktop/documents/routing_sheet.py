"""Mẫu 05 (06 from 2025), phiếu kiểm soát quá trình giải quyết hồ sơ (RULES 1.7): hand-overs and blanks for more."""

from __future__ import annotations

import dataclasses

from cchc_desktop.documents import bars, fonts, form_sheet, letterhead
from cchc_desktop.documents.drawing import Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.form_sheet import TABLE_UPRIGHT as STYLE
from cchc_desktop.documents.measure import BOLD, ITALIC, REGULAR, STEP, clean, shortened, wrapped
from cchc_desktop.domain.routing_sheet import RecordedHandover, RoutingSheet

_COLUMNS = (44.0, 33.0, 33.0, 34.0, 26.0)
_GRID = 0.5
_SIZE = 11.5
_STEP = _SIZE * STEP
_HAND_STEP = 7.2
"""Millimetres from line to line where a hand writes."""
_NOTE_SIZE = 10.0
_PADDING = 1.2
_BASELINE = 0.76
_BLOCK = 34.0
"""Least height of a block: two hands sign in it."""
_TALLEST_BLANK = 50.0
_SIGNING = 8.6
"""Free height of a sign cell between its caption and the name."""
_BOTTOM = form_sheet.BAR_TOP - 3.5
_NOTE_ROOM = 7.0
_LONGEST_UNIT = 200
_LONGEST_NOTE = 300
_LONGEST_NAME = 80
_TITLES = ("TÊN CƠ QUAN", "THỜI GIAN GIAO, NHẬN HỒ SƠ", "GHI CHÚ")
_RESULT_TITLE = ("KẾT QUẢ GIẢI", "QUYẾT HỒ SƠ")
_RESULT_WORDS = ("(Trước hạn/", "Đúng hạn/", "Quá hạn)")
_HEAD_HEIGHT = 5 * _STEP + 2 * _PADDING
_NOTE = "Kết quả do bên nhận ghi khi giao, nhận. Không tẩy xóa, không ghi đè; ghi nhầm thì lập dòng mới."
_BLANK_HOUR: tuple[str | float, ...] = (12.0, "giờ", 12.0, "phút,")
_BLANK_DAY: tuple[str | float, ...] = ("ngày", 10.0, "tháng", 10.0, "năm 20", 8.0)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """One recorded hand-over, broken into lines; ``height`` in mm."""

    givers: list[str]
    takers: list[str]
    times: list[str]
    giver_names: list[str]
    taker_names: list[str]
    result: list[str]
    note: list[str]
    height: float


def build(sheet: RoutingSheet) -> bytes:
    """Return the sheet as PDF on A4; blocks never split, each page has the table's head and the dossier's bars.

    Raises:
        errors.FontMissing: the type family is not on this machine.
        barcode.errors.IllegalCharacterError: the dossier code has a sign that is not ASCII.
    """
    fonts.register()
    pages = _pages(sheet)
    code = bars.bar_code(sheet.dossier_code)
    for number, page in enumerate(pages, start=1):
        form_sheet.lay_bar(page, STYLE, code)
        form_sheet.lay_foot(page, STYLE, sheet.proof, f"Mẫu {sheet.form_number} · trang {number}/{len(pages)}")
    watermark = form_sheet.SPECIMEN if sheet.specimen else ""
    return form_sheet.written(sheet.dossier_code, [[page] for page in pages], STYLE, watermark=watermark)


def _pages(sheet: RoutingSheet) -> list[Drawing]:
    """Lay out all pages, without their feet."""
    page = Drawing()
    pages, y = [page], _lay_table_head(page, _lay_first_head(page, sheet))
    for handover in sheet.handovers:
        block = _broken(handover)
        if y + block.height > _BOTTOM - _NOTE_ROOM:
            page, y = _next_page(pages, sheet, y)
        _lay_block(page, y, block)
        y += block.height
    if not sheet.is_finished:
        if y + _BLOCK > _BOTTOM - _NOTE_ROOM:
            page, y = _next_page(pages, sheet, y)
        y = _lay_blank_blocks(page, y)
    _lay_note(page, y)
    return pages


def _next_page(pages: list[Drawing], sheet: RoutingSheet, y: float) -> tuple[Drawing, float]:
    _lay_note(pages[-1], y)
    page = Drawing()
    pages.append(page)
    flow = Flow(page, STYLE.binding, STYLE.room, STYLE.top - 5, 13.0)
    flow.centred(f"{sheet.title} (tiếp theo)", BOLD, 13.0)
    flow.centred(f"Mã hồ sơ: {sheet.dossier_code}", BOLD, 12.0)
    return page, _lay_table_head(page, flow.y + 3)


def _lay_first_head(page: Drawing, sheet: RoutingSheet) -> float:
    """Draw letterhead, title and the two fields; return where the table begins."""
    head = letterhead.Head(
        committee=sheet.committee,
        centre=sheet.centre,
        number="",
        place_date=sheet.place_date,
        mark=sheet.reprint_mark,
        numbered=False,
    )
    bottom = letterhead.lay(page, STYLE, 12.0, head)
    flow = Flow(page, STYLE.binding, STYLE.room, bottom + 5, 13.0, 1.5)
    flow.centred(sheet.title, BOLD, 14.0)
    flow.centred(f"Mã hồ sơ: {sheet.dossier_code}", BOLD, 13.0)
    flow.y += 3.5
    flow.field("Cơ quan (bộ phận) giải quyết hồ sơ:", shortened(sheet.handling_unit, _LONGEST_UNIT))
    flow.field("Cơ quan phối hợp giải quyết hồ sơ:", shortened(sheet.partner_agency, _LONGEST_UNIT))
    return flow.y + 1.5


def _edges() -> list[float]:
    edges = [STYLE.binding]
    for wide in _COLUMNS:
        edges.append(edges[-1] + wide)
    return edges


def _lay_table_head(page: Drawing, y: float) -> float:
    """Draw the head of the table with its upper edge at ``y``; return its lower edge."""
    edges = _edges()
    middle = y + _HEAD_HEIGHT / 2 + _STEP * 0.3
    for title, left, right in zip(_TITLES, (0, 1, 4), (1, 3, 5), strict=True):
        page.centred((edges[left] + edges[right]) / 2, middle, title, BOLD, _SIZE - 0.5)
    x = (edges[3] + edges[4]) / 2
    for number, words in enumerate((*_RESULT_TITLE, *_RESULT_WORDS)):
        face = BOLD if number < len(_RESULT_TITLE) else REGULAR
        page.centred(x, y + _PADDING + (number + _BASELINE) * _STEP, words, face, _SIZE - 0.5)
    page.across(edges[0], y, edges[-1], _GRID)
    page.across(edges[0], y + _HEAD_HEIGHT, edges[-1], _GRID)
    _lay_uprights(page, y, y + _HEAD_HEIGHT, (0, 1, 3, 4, 5))
    return y + _HEAD_HEIGHT


def _lay_uprights(page: Drawing, top: float, bottom: float, columns: tuple[int, ...]) -> None:
    edges = _edges()
    for column in columns:
        page.rules.append((edges[column], top, edges[column], bottom, _GRID))


def _broken(handover: RecordedHandover) -> _Block:
    """Break a hand-over into lines; a very long name or note ends with an ellipsis, as no block may split."""
    rooms = [wide - 2 * _PADDING for wide in _COLUMNS]
    givers = wrapped(f"1. Giao: {shortened(handover.from_unit, _LONGEST_UNIT)}", REGULAR, _SIZE, rooms[0])
    takers = wrapped(f"2. Nhận: {shortened(handover.to_unit, _LONGEST_UNIT)}", REGULAR, _SIZE, rooms[0])
    hour, comma, day = clean(handover.handed_at).partition(", ")
    times = [
        line
        for part in (hour + comma.strip(), day)
        for line in wrapped(part, REGULAR, _SIZE, rooms[1] + rooms[2] + 2 * _PADDING)
    ]
    names = [
        wrapped(shortened(name, _LONGEST_NAME), REGULAR, _SIZE, rooms[1])
        for name in (handover.giver_name, handover.taker_name)
    ]
    note = wrapped(shortened(handover.note, _LONGEST_NOTE), REGULAR, _NOTE_SIZE, rooms[4])
    signing = _STEP + _SIGNING + max(len(lines) for lines in names) * _STEP
    heights = (
        (len(givers) + len(takers) + 1) * _STEP + 2 * _PADDING,
        len(times) * _STEP + signing + 4 * _PADDING,
        len(note) * _NOTE_SIZE * STEP + 2 * _PADDING,
        _BLOCK,
    )
    return _Block(
        givers=givers,
        takers=takers,
        times=times,
        giver_names=names[0],
        taker_names=names[1],
        result=wrapped(handover.result, BOLD, _SIZE, rooms[3]),
        note=note,
        height=max(heights),
    )


def _lay_block(page: Drawing, y: float, block: _Block) -> None:
    edges = _edges()
    inner = y + _PADDING
    for number, line in enumerate((*block.givers, "", *block.takers)):
        page.text(edges[0] + _PADDING, inner + (number + _BASELINE) * _STEP, line, REGULAR, _SIZE)
    for number, line in enumerate(block.times):
        page.centred(edges[2], inner + (number + _BASELINE) * _STEP, line, REGULAR, _SIZE)
    bottom = y + block.height
    _lay_sign_cells(page, y + len(block.times) * _STEP + 2 * _PADDING, bottom)
    for column, names in ((1, block.giver_names), (2, block.taker_names)):
        top = bottom - _PADDING - len(names) * _STEP
        for number, line in enumerate(names):
            x = (edges[column] + edges[column + 1]) / 2
            page.centred(x, top + (number + _BASELINE) * _STEP, line, REGULAR, _SIZE)
    for number, line in enumerate(block.result):
        page.centred((edges[3] + edges[4]) / 2, inner + (number + _BASELINE) * _STEP, line, BOLD, _SIZE)
    for number, line in enumerate(block.note):
        baseline = inner + (number + _BASELINE) * _NOTE_SIZE * STEP
        page.text(edges[4] + _PADDING, baseline, line, REGULAR, _NOTE_SIZE)
    _lay_frame(page, y, bottom)


def _lay_sign_cells(page: Drawing, top: float, bottom: float) -> None:
    """Draw the two cells in which both hands sign."""
    edges = _edges()
    page.across(edges[1], top, edges[3], _GRID)
    page.rules.append((edges[2], top, edges[2], bottom, _GRID))
    for column, words in ((1, "Người giao"), (2, "Người nhận")):
        x = (edges[column] + edges[column + 1]) / 2
        page.centred(x, top + _PADDING + _BASELINE * _STEP, words, REGULAR, _SIZE)


def _lay_frame(page: Drawing, top: float, bottom: float) -> None:
    edges = _edges()
    page.across(edges[0], bottom, edges[-1], _GRID)
    _lay_uprights(page, top, bottom, (0, 1, 3, 4, 5))


def _lay_blank_blocks(page: Drawing, y: float) -> float:
    """Fill the page with blocks for handwriting; return the lower edge."""
    room = _BOTTOM - _NOTE_ROOM - y
    count = int(room / _BLOCK)
    height = min(room / count, _TALLEST_BLANK)
    edges = _edges()
    for _ in range(count):
        inner = y + _PADDING
        for line, words in enumerate(("1. Giao:", "", "2. Nhận:", "")):
            baseline = inner + (line + 0.7) * _HAND_STEP
            x = form_sheet.lay_blanks(page, edges[0] + _PADDING, baseline, (words,), _SIZE)
            page.leaders.append((x + 1, baseline, edges[1] - _PADDING))
        for line, parts in enumerate((_BLANK_HOUR, _BLANK_DAY)):
            x = edges[2] - form_sheet.blanks_width(parts, _SIZE) / 2
            form_sheet.lay_blanks(page, x, inner + (line + 0.7) * _HAND_STEP, parts, _SIZE)
        _lay_sign_cells(page, y + 2 * _HAND_STEP + _PADDING, y + height)
        _lay_frame(page, y, y + height)
        y += height
    return y


def _lay_note(page: Drawing, y: float) -> None:
    page.text(STYLE.binding, y + 5, _NOTE, ITALIC, 10.5)
