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

SIGNERS = (("NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"), ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký, đóng dấu, ghi rõ họ tên)"))

_NUMBER, _NAME = 9.0, 74.0
_FIGURE = (STYLE.room - _NUMBER - _NAME) / len(RESULTS_COLUMNS)
_SIZE = 10.5
_LAST = 3
"""The row of the head that numbers the columns."""
_UNIT_ROOM = 66.0
"""Width of the block that names who reports to whom."""
_UNIT_SIZE = 11.0
_LONGEST_UNIT = 60
"""Signs of a unit's name over a further sheet; on the first it is whole."""
_NONE = "Không có hồ sơ nào trong kỳ này."


_HEAD = tuple(
    HeadCell(
        words=words,
        column=column,
        row=row,
        column_end=column_end,
        row_end=row_end,
        face=ITALIC if row == _LAST else BOLD,
    )
    for words, column, row, column_end, row_end in report_words.RESULTS_HEAD
)
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
        f"Biểu {report_words.RESULTS_FORM}",
        report_words.made_words(report.head),
        f"Biểu {report_words.RESULTS_FORM}",
        specimen=report.head.specimen,
    )


def _laid(report: ResultsReport, words: FigureWords) -> Sheets:
    first = Drawing()
    sheets = Sheets(
        style=STYLE, size=11.0, lay_continued=lambda page: _lay_continued(page, report.head),
        y=_lay_top(first, report.head), pages=[first],
    )  # fmt: skip
    said = [
        *report_words.check_words(report.differences, words, report.total),
        *report_words.adjustment_words(report.adjustments, words),
    ]
    notes = [
        *((line, REGULAR) for line in said),
        *((line, ITALIC) for line in RESULTS_NOTES),
        (report_words.known_words(report.head), REGULAR),
    ]
    sheets.table(GRID, _rows(report), tail=sheets.closing_height(notes))
    sheets.closing(notes, SIGNERS)
    return sheets


def _rows(report: ResultsReport) -> list[Row]:
    """Return fields in bold with Roman numbers, their procedures under them, and the total."""
    rows = [
        Row(
            cells=(number, row.label, *_figures(row.figures)),
            face=BOLD if row.is_field else REGULAR,
            keeps_next=row.is_field,
        )
        for number, row in report_words.numbered(report.rows)
    ]
    if not rows:
        rows.append(Row(cells=(_NONE,), face=ITALIC))
    rows[-1:] = [_kept(rows[-1])]
    return [*rows, Row(cells=("", "Tổng cộng", *_figures(report.total)), face=BOLD)]


def _kept(row: Row) -> Row:
    """Return the last row, which stays with the total."""
    return Row(cells=row.cells, face=row.face, keeps_next=True)


def _figures(figures: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(counted(figures.get(name)) for name in RESULTS_COLUMNS)


def _lay_top(drawing: Drawing, head: ReportHead) -> float:
    """Draw the form's number, the title with the period, and who reports to whom; return where the table begins."""
    drawing.text(STYLE.binding, STYLE.top, f"Biểu số {report_words.RESULTS_FORM}", BOLD, _UNIT_SIZE)
    right = STYLE.width - STYLE.outer - _UNIT_ROOM
    units = Flow(drawing, right, _UNIT_ROOM, STYLE.top - _UNIT_SIZE * STEP * 0.76, _UNIT_SIZE)
    for label, name in (("Đơn vị báo cáo:", head.unit), ("Đơn vị nhận báo cáo:", head.receiver)):
        units.line(label)
        units.paragraph(name or "-", BOLD)
    side = max(width(f"Biểu số {report_words.RESULTS_FORM}", BOLD, _UNIT_SIZE), _UNIT_ROOM) + 3
    title = Flow(drawing, STYLE.binding + side, STYLE.room - 2 * side, STYLE.top - 14 * STEP * 0.76, 12.0)
    for line in report_words.RESULTS_TITLE:
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
    whose = shortened(head.unit, _LONGEST_UNIT)
    line = f"Biểu số {report_words.RESULTS_FORM} (tiếp theo) · {whose} · {report_words.period_words(head)}"
    size = size_that_fits(line, REGULAR, _UNIT_SIZE, STYLE.room)
    drawing.text(STYLE.binding, STYLE.top - 3, line, REGULAR, size)
    return STYLE.top
