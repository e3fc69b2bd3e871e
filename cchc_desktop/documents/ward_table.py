"""The ward's monthly table (RULES §5.4): figures in groups, ratios with their targets, officials, causes of lateness.

A report of ratios or of officials alone is the same paper with that part only.
"""

from __future__ import annotations

from cchc_desktop.documents import fonts, letterhead
from cchc_desktop.documents.drawing import Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.form_sheet import TABLE_UPRIGHT as STYLE
from cchc_desktop.documents.grid import CENTRE, LEFT, RIGHT, Grid, Row, head_of
from cchc_desktop.documents.measure import BOLD, ITALIC, REGULAR, STEP, shortened, size_that_fits, wrapped
from cchc_desktop.documents.results_table import SIGNERS
from cchc_desktop.documents.sheets import Sheets
from cchc_desktop.domain import report_words
from cchc_desktop.domain.report import ReportHead, ReportKind, WardReport
from cchc_desktop.domain.report_words import FigureWords
from cchc_desktop.text import counted, percent

_SIZE = 10.5
_NOTE_SIZE = 10.0
_ROOM = STYLE.room
_LONGEST_UNIT = 40
"""Signs of a unit's name over a further sheet; on the first it is whole."""
_FOOTS = {ReportKind.RATIOS: "Bảng tỷ lệ", ReportKind.OFFICERS: "Bảng theo công chức"}
"""What the foot calls a paper that is a part of the ward's table."""
_NOTHING = [Row(cells=("Chưa có số liệu.",), face=ITALIC)]
_LINES_ALIGNED = (CENTRE, LEFT, RIGHT, CENTRE)


def _grid(titles: tuple[str, ...], widths: tuple[float, ...], aligned: tuple[str, ...]) -> Grid:
    """Return a table over the whole width; the column without a width takes what is left."""
    left_over = _ROOM - sum(widths)
    return Grid(
        left=STYLE.binding, columns=tuple(wide or left_over for wide in widths), aligned=aligned, size=_SIZE,
        head=head_of(titles), head_size=10.0,
    )  # fmt: skip


LINES = _grid(report_words.LINE_TITLES, (11, 0, 30, 32), _LINES_ALIGNED)
RATIOS = _grid(
    report_words.RATIO_TITLES,
    (0, 14, 16, 18, 31, 19),
    (LEFT, RIGHT, RIGHT, RIGHT, CENTRE, CENTRE),
)
OFFICERS = _grid(
    report_words.OFFICER_TITLES,
    (0, 15.5, 15.5, 14, 16, 15.5, 16, 34),
    (LEFT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT),
)  # fmt: skip
CAUSES = _grid(report_words.CAUSE_TITLES, (62, 0, 25), (LEFT, LEFT, RIGHT))


def build(report: WardReport, words: FigureWords) -> bytes:
    """Return the table as PDF on A4 upright; no row is split, and nothing is cut.

    Args:
        report: the figures; what its kind does not ask for may be empty.
        words: the names of figures, groups, ratios, ratings and causes.

    Raises:
        errors.FontMissing: the type family is not on this machine.
    """
    fonts.register()
    sheets = _laid(report, words)
    title = report_words.ward_title(report.head.kind)
    return sheets.written(
        title.capitalize(),
        report_words.made_words(report.head),
        _FOOTS.get(report.head.kind, "Bảng của phường"),
        specimen=report.head.specimen,
    )


def _laid(report: WardReport, words: FigureWords) -> Sheets:
    first = Drawing()
    sheets = Sheets(
        style=STYLE, size=_SIZE, lay_continued=lambda page: _lay_continued(page, report.head),
        y=_lay_top(first, report.head), pages=[first],
    )  # fmt: skip
    notes = _notes(report, words)
    tables = _tables(report, words)
    for place, (title, grid, rows, note) in enumerate(tables, 1):
        lines = len(wrapped(note, ITALIC, _NOTE_SIZE, STYLE.room)) if note else 0
        tail = lines * _NOTE_SIZE * STEP + (1.0 if note else 0.0)
        if place == len(tables):
            tail += sheets.closing_height(notes)
        _lay_table(sheets, title, grid, rows or _NOTHING, tail)
        if note:
            sheets.y += 1.0
            sheets.paragraph(note, ITALIC, size=_NOTE_SIZE)
    sheets.closing(notes, SIGNERS)
    return sheets


def _tables(report: WardReport, words: FigureWords) -> list[tuple[str, Grid, list[Row], str]]:
    """Return the tables of the paper: heading, columns, rows, and what is said under it."""
    kind = report.head.kind
    found: list[tuple[str, Grid, list[Row], str]] = []
    if report.lines or kind is ReportKind.WARD:
        found.append(("", LINES, _lines(report, words), ""))
    if report.ratios or kind is ReportKind.RATIOS:
        found.append(("Tỷ lệ và chỉ tiêu", RATIOS, _ratios(report, words), ""))
    if report.officers or kind is ReportKind.OFFICERS:
        rows = _officers(report, words)
        found.append(("Theo công chức tiếp nhận", OFFICERS, rows, report_words.RATING_NOTE))
    if report.causes:
        found.append(("Nguyên nhân quá hạn", CAUSES, _causes(report, words), ""))
    return found


def _lay_table(sheets: Sheets, title: str, grid: Grid, rows: list[Row], tail: float) -> None:
    first = grid.broken(rows[0]).height
    if title:
        sheets.heading(title, keep=grid.head_height() + first + (tail if len(rows) == 1 else 0.0))
    sheets.table(grid, rows, tail=tail)


def _notes(report: WardReport, words: FigureWords) -> list[tuple[str, str]]:
    """Return what is said under the tables, each with its face."""
    figures = {line.figure: line.value for line in report.lines if line.value is not None}
    is_whole = report.head.kind is ReportKind.WARD
    checks = report_words.check_words(report.differences, words, figures, numbered=False) if is_whole else []
    said = [*checks, *report_words.adjustment_words(report.adjustments, words)]
    notes = [(line, REGULAR) for line in said]
    if is_whole:
        notes.append((report_words.SOURCE_NOTE, ITALIC))
    return [*notes, (report_words.known_words(report.head), REGULAR)]


def _lines(report: WardReport, words: FigureWords) -> list[Row]:
    """Return the figures, each group under its name."""
    rows: list[Row] = []
    group = ""
    for number, line in enumerate(report.lines, start=1):
        if line.group != group:
            group = line.group
            rows.append(Row(cells=(words.groups.get(group, group),), face=BOLD, keeps_next=True))
        shown = report_words.figure_shown(line.figure, line.value)
        rows.append(Row(cells=(str(number), words.figure(line.figure), shown, words.sources[line.source])))
    return rows


def _ratios(report: WardReport, words: FigureWords) -> list[Row]:
    return [
        Row(
            cells=(
                report_words.ratio_label(ratio, words), counted(ratio.part), counted(ratio.whole),
                report_words.ratio_shown(ratio), report_words.target_shown(ratio), report_words.reached_shown(ratio),
            )
        )
        for ratio in report.ratios
    ]  # fmt: skip


def _officers(report: WardReport, words: FigureWords) -> list[Row]:
    return [
        Row(
            cells=(
                row.name or row.officer, counted(row.received), counted(row.resolved), counted(row.late),
                percent(row.late, row.resolved, 2), counted(row.open), counted(row.open_late),
                words.ratings[row.rating],
            )
        )
        for row in report.officers
    ]  # fmt: skip


def _causes(report: WardReport, words: FigureWords) -> list[Row]:
    return [
        Row(cells=(words.causes.get(cause, cause) or "Chưa ghi nguyên nhân", unit or "-", counted(count)))
        for cause, unit, count in report.causes
    ]


def _lay_top(drawing: Drawing, head: ReportHead) -> float:
    """Draw the letterhead, the title and the period; return where the table begins."""
    units = letterhead.Head(
        committee=(), centre=letterhead.unit_lines(head.unit), number="", place_date="", mark="", numbered=False
    )
    flow = Flow(drawing, STYLE.binding, STYLE.room, letterhead.lay(drawing, STYLE, 12.0, units) + 5, 12.0)
    flow.centred(report_words.ward_title(head.kind), BOLD, 14.0)
    flow.centred(report_words.period_words(head), REGULAR, 12.0)
    if head.receiver:
        flow.centred(f"Đơn vị nhận báo cáo: {head.receiver}", REGULAR, 12.0)
    return flow.y + 2.5


def _lay_continued(drawing: Drawing, head: ReportHead) -> float:
    """Draw what stands over a further sheet; return where the table begins."""
    line = f"{shortened(head.unit, _LONGEST_UNIT)} · {report_words.period_words(head)} (tiếp theo)"
    drawing.text(STYLE.binding, STYLE.top - 3, line, REGULAR, size_that_fits(line, REGULAR, _SIZE, STYLE.room))
    return STYLE.top
