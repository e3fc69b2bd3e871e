"""Phiếu đánh giá (RULES 1.9) on A5: boxes to tick, lines for an opinion, and the way to answer on a telephone."""

from __future__ import annotations

import dataclasses

from cchc_desktop.documents import bars, fonts, form_sheet, letterhead
from cchc_desktop.documents.drawing import RULE, Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.measure import BOLD, ITALIC, REGULAR, STEP, clean, shortened, size_that_fits, width, wrapped
from cchc_desktop.documents.slip_style import A5
from cchc_desktop.domain.evaluation import EvaluationSlip

_SIZE = 9.8
_HEAD_SIZE = 8.0
_ROWS = (9.5, 8.2, 7.0)
"""Heights of a row in mm, tried in order before a second page is taken."""
_BOX = 4.4
_NUMBER = 6.0
_COLUMN = 11.0
_WIDEST_SCALE = 60.0
_OPINION_LINES = 4
_OPINION_STEP = 6.6
_END = 201.0
"""Lower edge of the last line, in mm."""
_QR_SIDE = 16.5
_LONGEST_PROCEDURE = 260
_BASELINE = 0.76


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    number: int
    lines: list[str]

    def height(self, least: float) -> float:
        """Return how high its row is, in mm."""
        return max(least, len(self.lines) * _SIZE * STEP + 2.4)


def build(slip: EvaluationSlip) -> bytes:
    """Return the slip as PDF on A5; it says no name and no dossier code but those that it is given.

    Raises:
        errors.FontMissing: the type family is not on this machine.
    """
    fonts.register()
    pages = _pages(slip)
    if len(pages) > 1:
        for number, page in enumerate(pages, start=1):
            page.right(A5.width - A5.outer, A5.foot + 1, f"trang {number}/{len(pages)}", REGULAR, 7.0)
    watermark = form_sheet.SPECIMEN if slip.specimen else ""
    return form_sheet.written("Phiếu đánh giá", [[page] for page in pages], A5, watermark=watermark)


def _pages(slip: EvaluationSlip) -> list[Drawing]:
    """Lay out all questions and the end; more pages are taken where even the lowest rows do not fit on one."""
    column = min(_COLUMN if len(slip.scale) > 3 else 18.0, _WIDEST_SCALE / max(len(slip.scale), 1))
    room = A5.room - column * len(slip.scale) - _NUMBER - 2
    questions = [
        _Question(number=number, lines=wrapped(words, REGULAR, _SIZE, room))
        for number, words in enumerate(slip.questions, start=1)
    ]
    page = Drawing()
    pages, flow = [page], _first_flow(page, slip)
    end_height = _end_height(slip)
    free = _END - end_height - flow.y - _head_height(slip, column)
    least = next((row for row in _ROWS if sum(question.height(row) for question in questions) <= free), _ROWS[-1])
    _lay_scale(flow, slip, column)
    for question in questions:
        if flow.y + question.height(least) > _END:
            flow = _next_flow(pages, slip, column)
        _lay_question(flow, question, question.height(least), column, len(slip.scale))
    if flow.y + end_height > _END:
        flow = _next_flow(pages, slip, 0.0)
    _lay_end(flow, slip)
    return pages


def _first_flow(page: Drawing, slip: EvaluationSlip) -> Flow:
    """Draw letterhead, title and what is asked about."""
    head = letterhead.Head(
        committee=slip.committee, centre=slip.centre, number="", place_date="", mark="", numbered=False
    )
    flow = Flow(page, A5.binding, A5.room, letterhead.lay(page, A5, 9.5, head) + 3.5, _SIZE)
    flow.centred("PHIẾU ĐÁNH GIÁ", BOLD, 13.0)
    flow.centred("việc giải quyết thủ tục hành chính", BOLD, 10.5)
    flow.y += 1
    if slip.procedure:
        _centred_lines(flow, f"Thủ tục: {shortened(slip.procedure, _LONGEST_PROCEDURE)}", REGULAR)
    if slip.dossier_code:
        _centred_lines(flow, f"Mã hồ sơ: {slip.dossier_code}", BOLD)
    if slip.applicant_name:
        _centred_lines(flow, f"Người được giải quyết: {shortened(slip.applicant_name, 120)}", REGULAR)
    is_anonymous = not slip.dossier_code and not slip.applicant_name
    anonymous = "Ông/Bà không phải ghi tên. " if is_anonymous else ""
    _centred_lines(flow, f"{anonymous}Xin đánh dấu × vào một ô ở mỗi dòng.", ITALIC)
    flow.y += 2.5
    return flow


def _centred_lines(flow: Flow, words: str, face: str) -> None:
    for line in wrapped(words, face, _SIZE, flow.room - 6):
        flow.centred(line, face, _SIZE)


def _next_flow(pages: list[Drawing], slip: EvaluationSlip, column: float) -> Flow:
    """Begin a page; with the scale where questions go on."""
    page = Drawing()
    pages.append(page)
    flow = Flow(page, A5.binding, A5.room, A5.top, _SIZE)
    flow.centred("PHIẾU ĐÁNH GIÁ (tiếp theo)", BOLD, 11.0)
    flow.y += 3
    if column:
        _lay_scale(flow, slip, column)
    return flow


def _scale_lines(slip: EvaluationSlip, column: float) -> list[list[str]]:
    return [wrapped(words, BOLD, _HEAD_SIZE, column - 0.6) for words in slip.scale]


def _head_height(slip: EvaluationSlip, column: float) -> float:
    return max((len(lines) for lines in _scale_lines(slip, column)), default=1) * _HEAD_SIZE * STEP + 1.4


def _lay_scale(flow: Flow, slip: EvaluationSlip, column: float) -> None:
    """Draw the words of the scale over their boxes, standing on one line, and the rule under them."""
    step = _HEAD_SIZE * STEP
    bottom = flow.y + _head_height(slip, column)
    flow.drawing.text(flow.left, bottom - 1.4, "Nội dung", BOLD, _SIZE)
    start = flow.left + flow.room - column * len(slip.scale)
    for place, lines in enumerate(_scale_lines(slip, column)):
        for number, line in enumerate(reversed(lines)):
            x = start + (place + 0.5) * column
            size = size_that_fits(line, BOLD, _HEAD_SIZE, column - 0.4, least=6)
            flow.drawing.centred(x, bottom - 1.4 - number * step, line, BOLD, size)
    flow.drawing.across(flow.left, bottom, flow.left + flow.room, RULE)
    flow.y = bottom


def _lay_question(flow: Flow, question: _Question, height: float, column: float, boxes: int) -> None:
    step = _SIZE * STEP
    top = flow.y + (height - len(question.lines) * step) / 2
    flow.drawing.text(flow.left, top + _BASELINE * step, f"{question.number}.", REGULAR, _SIZE)
    for number, line in enumerate(question.lines):
        flow.drawing.text(flow.left + _NUMBER, top + (number + _BASELINE) * step, line, REGULAR, _SIZE)
    start = flow.left + flow.room - column * boxes
    for place in range(boxes):
        x = start + (place + 0.5) * column - _BOX / 2
        flow.drawing.frames.append((x, flow.y + (height - _BOX) / 2, _BOX, _BOX, 0.9))
    flow.y += height
    flow.drawing.across(flow.left, flow.y, flow.left + flow.room, RULE)


def _thanks(slip: EvaluationSlip) -> tuple[tuple[str, str], ...]:
    """Return the paragraphs beside the QR with the words of each that are bold, at its beginning or its end."""
    box = f"bỏ phiếu này vào hòm phiếu tại {slip.desk_name}."
    scan = "Quét mã để đánh giá trên điện thoại"
    return (
        (f"{scan}, hoặc {box}", scan) if slip.url else (f"Xin {box}", ""),
        (f"Xin cảm ơn Ông/Bà. Điện thoại {slip.desk_name}: {slip.hotline}.", slip.hotline)
        if slip.hotline
        else ("Xin cảm ơn Ông/Bà.", ""),
    )


def _beside(slip: EvaluationSlip) -> float:
    """Return how far the text at the end is moved by the QR, in mm."""
    return _QR_SIDE + 3.5 if slip.url else 0.0


def _end_height(slip: EvaluationSlip) -> float:
    """Return the height of opinion, thanks and footer, in mm."""
    flow = Flow(Drawing(), A5.binding, A5.room, 0.0, _SIZE)
    _lay_end(flow, slip)
    return flow.y


def _lay_end(flow: Flow, slip: EvaluationSlip) -> None:
    """Draw the lines for an opinion, the QR with the thanks beside it, and what the slip was handed out with."""
    flow.y += 3
    flow.line("Ý kiến khác của Ông/Bà:")
    for _ in range(_OPINION_LINES):
        flow.y += _OPINION_STEP
        flow.drawing.leaders.append((flow.left, flow.y, flow.left + flow.room))
    flow.y += 4
    top, x = flow.y, _beside(slip)
    if slip.url:
        flow.drawing.qr(flow.left, top, bars.qr_code(slip.url), _QR_SIDE)
    for words, bold in _thanks(slip):
        for line in wrapped(words, BOLD, _SIZE, flow.room - x):
            _lay_partly_bold(flow, line, bold, x)
    given = " · ".join(
        part for part in (f"phát kèm {slip.handed_with}" if slip.handed_with else "", slip.quarter) if part
    )
    for line in wrapped(given, REGULAR, 7.5, flow.room - x):
        flow.line(line, size=7.5, x=x)
    flow.y = max(flow.y, top + _QR_SIDE if slip.url else 0.0)


def _lay_partly_bold(flow: Flow, line: str, bold: str, x: float) -> None:
    """Put a line in which those words of ``bold`` that stand on it are bold."""
    before, found, after = line.partition(clean(bold)) if bold else (line, "", "")
    start = flow.left + x
    for words, face in ((before, REGULAR), (found, BOLD), (after, REGULAR)):
        flow.drawing.text(start, flow.y + flow.step * _BASELINE, words, face, flow.size)
        start += width(words, face, flow.size)
    flow.y += flow.step
