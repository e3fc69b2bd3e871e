"""Biểu II.06a/VPCP/KSTT (RULES §5.2): thirteen numbered columns on landscape sheets, by field and procedure."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_desktop.documents import fonts
from cchc_desktop.documents.drawing import Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.form_sheet import LANDSCAPE as STYLE
from cchc_desktop.documents.grid import CENTRE, LEFT, RIGHT, Grid, HeadCell, Row
from cchc_desktop.documents.measure import BOLD, ITALIC, REGULAR, STEP, shortened, size_that_fits, width, wrapped
from cchc_desktop.documents.sheets import Sheets
from cchc_desktop.domain import report_words
from cchc_desktop.domain.report import RESULTS_COLUMNS, RESULTS_NOTES, ReportHead, ResultsReport
from cchc_desktop.domain.report_words import FigureWords
from cchc_desktop.text import counted

FORM = "II.06a/VPCP/KSTT"
TITLE = ("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT", "THỦ TỤC HÀNH CHÍNH")
SIGNERS = (("NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"), ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký, đóng dấu, ghi rõ họ tên)"))

_NUMBER, _NAME = 9.0, 74.0
_FIGURE = (STYLE.room - _NUMBER - _NAME) / len(RESULTS_COLUMNS)
_SIZE = 10.5
_UNIT_ROOM = 66.0
"""Width of the block that names who reports to whom."""
_UNIT_SIZE = 11.0
_LONGEST_UNIT = 60
"""Signs of a unit's name over a further sheet; on the first it is whole."""
_NONE = "Không có hồ sơ nào trong kỳ này."
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _cell(words: str, column: int, row: int, column_end: int, row_end: int, face: str = BOLD) -> HeadCell:
    return HeadCell(words=words, column=column, row=row, column_end=column_end, row_end=row_end, face=face)


_HEAD = (
    _cell("TT", 0, 0, 1, 3),
    _cell("Lĩnh vực, công việc giải quyết theo cấp", 1, 0, 2, 3),
    _cell("Số hồ sơ nhận giải quyết", 2, 0, 6, 1),
    _cell("Số lượng hồ sơ đã giải quyết", 6, 0, 10, 1),
    _cell("Số lượng hồ sơ đang giải quyết", 10, 0, 13, 1),
    _cell("Tổng số", 2, 1, 3, 3),
    _cell("Trong kỳ", 3, 1, 5, 2),
    _cell("Trực tuyến", 3, 2, 4, 3),
    _cell("Trực tiếp, dịch vụ bưu chính", 4, 2, 5, 3),
    _cell("Từ kỳ trước", 5, 1, 6, 3),
    _cell("Tổng số", 6, 1, 7, 3),
    _cell("Trước hạn", 7, 1, 8, 3),
    _cell("Đúng hạn", 8, 1, 9, 3),
    _cell("Quá hạn", 9, 1, 10, 3),
    _cell("Tổng số", 10, 1, 11, 3),
    _cell("Trong hạn", 11, 1, 12, 3),
    _cell("Quá hạn", 12, 1, 13, 3),
    *(
        _cell(words, column, 3, column + 1, 4, ITALIC)
        for column, words in enumerate(
            (
                "(1)", "(2)", "(3)=(4)+ (5)+(6)", "(4)", "(5)", "(6)", "(7)=(8)+ (9)+(10)", "(8)", "(9)", "(10)",
                "(11)= (12)+(13)", "(12)", "(13)",
            )
        )
    ),
)  # fmt: skip
GRID = Grid(
    left=STYLE.binding,
    columns=(_NUMBER, _NAME, *([_FIGURE] * len(RESULTS_COLUMNS))),
    aligned=(CENTRE, LEFT, *([RIGHT] * len(RESULTS_COLUMNS))),
    size=_SIZE,
    head=_HEAD,
    head_size=9.5,
)


def build(report: ResultsReport, words: FigureWords) -> bytes:
    """Return the table as PDF on A4 landscape; no row is split, and nothing is cut.

    Args:
        report: the figures.
        words: the names of figures and of what has to add up.

    Raises:
        errors.FontMissing: the type family is not on this machine.
    """
    fonts.register()
    sheets = _laid(report, words)
    return sheets.written(
        f"Biểu {FORM}", report_words.made_words(report.head), f"Biểu {FORM}", specimen=report.head.specimen
    )


def _laid(report: ResultsReport, words: FigureWords) -> Sheets:
    first = Drawing()
    sheets = Sheets(
        style=STYLE, size=11.0, lay_continued=lambda page: _lay_continued(page, report.head),
        y=_lay_top(first, report.head), pages=[first],
    )  # fmt: skip
    sheets.table(GRID, _rows(report))
    said = [
        *report_words.check_words(report.differences, words, report.total),
        *report_words.adjustment_words(report.adjustments, words),
    ]
    notes = [
        *((line, REGULAR) for line in said),
        *((line, ITALIC) for line in RESULTS_NOTES),
        (report_words.known_words(report.head), REGULAR),
    ]
    sheets.closing(notes, SIGNERS)
    return sheets


def _rows(report: ResultsReport) -> list[Row]:
    """Return fields in bold with Roman numbers, their procedures under them, and the total."""
    rows: list[Row] = []
    fields = procedures = 0
    for row in report.rows:
        if row.is_field:
            fields, procedures = fields + 1, 0
        else:
            procedures += 1
        number = _roman(fields) if row.is_field else str(procedures)
        face = BOLD if row.is_field else REGULAR
        rows.append(Row(cells=(number, row.label, *_figures(row.figures)), face=face, keeps_next=row.is_field))
    if not rows:
        rows.append(Row(cells=(_NONE,), face=ITALIC))
    rows[-1:] = [_kept(rows[-1])]
    return [*rows, Row(cells=("", "Tổng cộng", *_figures(report.total)), face=BOLD)]


def _kept(row: Row) -> Row:
    """Return the last row, which stays with the total."""
    return Row(cells=row.cells, face=row.face, keeps_next=True)


def _figures(figures: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(counted(figures.get(name)) for name in RESULTS_COLUMNS)


def _roman(number: int) -> str:
    found = ""
    for value, sign in _ROMAN:
        found += sign * (number // value)
        number %= value
    return found


def _lay_top(drawing: Drawing, head: ReportHead) -> float:
    """Draw the form's number, the title with the period, and who reports to whom; return where the table begins."""
    drawing.text(STYLE.binding, STYLE.top, f"Biểu số {FORM}", BOLD, _UNIT_SIZE)
    right = STYLE.width - STYLE.outer - _UNIT_ROOM
    units = Flow(drawing, right, _UNIT_ROOM, STYLE.top - _UNIT_SIZE * STEP * 0.76, _UNIT_SIZE)
    for label, name in (("Đơn vị báo cáo:", head.unit), ("Đơn vị nhận báo cáo:", head.receiver)):
        units.line(label)
        units.paragraph(name or "-", BOLD)
    side = max(width(f"Biểu số {FORM}", BOLD, _UNIT_SIZE), _UNIT_ROOM) + 3
    title = Flow(drawing, STYLE.binding + side, STYLE.room - 2 * side, STYLE.top - 14 * STEP * 0.76, 12.0)
    for line in TITLE:
        title.centred(line, BOLD, 14.0)
    title.y += 1.0
    middle = title.left + title.room / 2
    for line in wrapped(report_words.period_words(head), REGULAR, title.size, title.room):
        drawing.centred(middle, title.y + title.step * 0.76, line, REGULAR, title.size)
        title.y += title.step
    y = max(title.y, units.y) + 1.0
    counted_in = "Đơn vị tính: Số hồ sơ TTHC"
    drawing.right(STYLE.width - STYLE.outer, y + _UNIT_SIZE * STEP * 0.76, counted_in, ITALIC, _UNIT_SIZE)
    return y + _UNIT_SIZE * STEP + 1.0


def _lay_continued(drawing: Drawing, head: ReportHead) -> float:
    """Draw what stands over a further sheet: the form, whose it is, and the period; return where the table begins."""
    line = f"Biểu số {FORM} (tiếp theo) · {shortened(head.unit, _LONGEST_UNIT)} · {report_words.period_words(head)}"
    size = size_that_fits(line, REGULAR, _UNIT_SIZE, STYLE.room)
    drawing.text(STYLE.binding, STYLE.top - 3, line, REGULAR, size)
    return STYLE.top
