"""Reports as workbooks: the 06a table, the ward's table with its ratios and officials, the time that was saved.

Numbers are real numbers without formulas; a percentage is the very number that the paper shows, its part and its whole
beside it. What nobody said is "-".
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from cchc_desktop.domain import report_words
from cchc_desktop.domain.report import (
    RESULTS_COLUMNS,
    RESULTS_NOTES,
    ReportHead,
    ReportKind,
    ResultsReport,
    SavedRow,
    TimeSaved,
    WardReport,
)
from cchc_desktop.domain.report_words import FigureWords
from cchc_desktop.reports import workbook
from cchc_desktop.reports.workbook import Looks, Sheet, put
from cchc_desktop.text import long_moment

TOP = 6
"""The first row of each head; above it stand the unit, the title, the period, what was known, and an empty row."""
COUNT = "#,##0"
HOURS = "#,##0.00"
_SAID_BY_NOBODY = "-"
_LINE = 15.0
"""Points from line to line."""
_SIGN = 0.9
"""Width of an average sign of this face, of which a column's width is so many."""
_SAVED_SHEETS = {
    "ward": "Phường", "procedure": "Thủ tục", "desk": "Bàn", "officer": "Công chức", "day": "Ngày", "week": "Tuần",
    "month": "Tháng",
}  # fmt: skip
_SAVED_TITLES = ("", "Số hồ sơ", "Số phút tiết kiệm", "Số giờ tiết kiệm", "Trung vị (phút)")

HeadCells = Iterable[tuple[str, int, int, int, int]]
"""Words, column, row, and the column and row behind them, counted from 0."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and how it is shown."""

    value: int | Decimal | None
    form: str = COUNT


Row = tuple[str | Figure, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """One sheet: its head, its rows with whether they are bold, and what stands under them."""

    title: str
    head: tuple[tuple[str, int, int, int, int], ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Row, bool], ...]
    notes: tuple[str, ...] = ()
    frozen: int = 1
    """Columns that stay in sight, two at most."""
    is_landscape: bool = True


def write_results(report: ResultsReport, words: FigureWords, target: Path | BinaryIO) -> None:
    """Write the 06a table as .xlsx; the same values give the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    code = ("Mã TTHC", 13, 0, 14, 4)
    table = _Table(
        title="Biểu 06a",
        head=(*report_words.RESULTS_HEAD, code),
        widths=(6, 60, *([11] * len(RESULTS_COLUMNS)), 13),
        rows=(
            *((_results_row(number, row.label, row.figures, row.code), row.is_field)
              for number, row in report_words.numbered(report.rows)),
            (_results_row("", "Tổng cộng", report.total, ""), True),
        ),
        notes=(
            *report_words.check_words(report.differences, words, report.total),
            *report_words.adjustment_words(report.adjustments, words),
            *RESULTS_NOTES,
        ),
        frozen=2,
    )  # fmt: skip
    title = f"{' '.join(report_words.RESULTS_TITLE)} (Biểu số {report_words.RESULTS_FORM})"
    _write([table], report.head, title, target)


def write_ward(report: WardReport, words: FigureWords, target: Path | BinaryIO) -> None:
    """Write the ward's table as .xlsx, a sheet a part; a report of ratios or officials has its part only.

    Raises:
        OSError: the file cannot be written.
    """
    tables = []
    if report.lines or report.head.kind is ReportKind.WARD:
        tables.append(_lines(report, words))
    if report.ratios or report.head.kind is ReportKind.RATIOS:
        tables.append(_ratios(report, words))
    if report.officers or report.head.kind is ReportKind.OFFICERS:
        tables.append(_officers(report, words))
    if report.causes:
        tables.append(_causes(report, words))
    _write(tables, report.head, report_words.ward_title(report.head.kind), target)


def write_time_saved(saved: TimeSaved, target: Path | BinaryIO) -> None:
    """Write the tally of không giấy hẹn as .xlsx: the sum, then a sheet for each way of counting.

    Raises:
        OSError: the file cannot be written.
    """
    notes = (
        f"Có giấy theo yêu cầu, vẫn được tính: {saved.with_slip_on_request}.",
        f"Thời gian không tin cậy, không tính: {saved.left_out}.",
    )
    total = dataclasses.replace(saved.total, label="Tổng cộng")
    tables = [_saved_table("Tổng", "Tất cả", (total,), notes)]
    tables += [
        _saved_table(sheet, sheet, saved.rows[name], ()) for name, sheet in _SAVED_SHEETS.items() if name in saved.rows
    ]
    _write(tables, saved.head, "THỜI GIAN TIẾT KIỆM NHỜ GIẢI QUYẾT KHÔNG GIẤY HẸN", target)


def exported_line(head: ReportHead) -> str:
    """Return who exported the workbook, when, and until which entry of the journal it goes; a city has many."""
    until = f" · đến mục số {head.last_number} của sổ" if head.last_number else ""
    return f"{head.made_by} xuất lúc {long_moment(head.made_at)}{until}"


def share(part: int | None, whole: int | None, decimals: int) -> Figure:
    """Return a percentage as a number that is formatted as one; nothing of nothing."""
    form = f"0.{'0' * decimals} %" if decimals else "0 %"
    return Figure(value=report_words.exact_share(part, whole, decimals), form=form)


def _results_row(number: str, label: str, figures: Mapping[str, int], code: str) -> Row:
    return (number, label, *(Figure(value=figures.get(name)) for name in RESULTS_COLUMNS), code)


def _lines(report: WardReport, words: FigureWords) -> _Table:
    rows: list[tuple[Row, bool]] = []
    group = ""
    for number, line in enumerate(report.lines, start=1):
        if line.group != group:
            group = line.group
            rows.append(((words.groups.get(group, group),), True))
        is_hours = report_words.is_minutes(line.figure) and line.value is not None
        figure = (
            Figure(value=report_words.exact_hours(line.value or 0), form=HOURS)
            if is_hours
            else Figure(value=line.value)
        )
        note = "; ".join(part for part in ("giờ" if is_hours else "", words.sources[line.source]) if part)
        rows.append(((str(number), words.figure(line.figure), figure, note), False))
    figures = {line.figure: line.value for line in report.lines if line.value is not None}
    is_whole = report.head.kind is ReportKind.WARD
    checks = report_words.check_words(report.differences, words, figures, numbered=False) if is_whole else []
    notes = (*checks, *report_words.adjustment_words(report.adjustments, words), report_words.SOURCE_NOTE)
    return _Table(
        title="Bảng tháng", head=_head(report_words.LINE_TITLES), widths=(6, 52, 16, 22), rows=tuple(rows),
        notes=notes, frozen=2, is_landscape=False,
    )  # fmt: skip


def _ratios(report: WardReport, words: FigureWords) -> _Table:
    rows = tuple(
        (
            (
                report_words.ratio_label(ratio, words), Figure(value=ratio.part), Figure(value=ratio.whole),
                share(ratio.part, ratio.whole, ratio.decimals), report_words.target_shown(ratio),
                report_words.reached_shown(ratio),
            ),
            False,
        )
        for ratio in report.ratios
    )  # fmt: skip
    return _Table(title="Tỷ lệ", head=_head(report_words.RATIO_TITLES), widths=(60, 12, 12, 12, 18, 12), rows=rows)


def _officers(report: WardReport, words: FigureWords) -> _Table:
    rows = tuple(
        (
            (
                row.name or row.officer, Figure(value=row.received), Figure(value=row.resolved), Figure(value=row.late),
                share(row.late, row.resolved, 2), Figure(value=row.open), Figure(value=row.open_late),
                words.ratings[row.rating],
            ),
            False,
        )
        for row in report.officers
    )  # fmt: skip
    return _Table(
        title="Công chức", head=_head(report_words.OFFICER_TITLES), widths=(32, 12, 12, 12, 12, 12, 12, 36), rows=rows,
        notes=(report_words.RATING_NOTE,),
    )  # fmt: skip


def _causes(report: WardReport, words: FigureWords) -> _Table:
    rows = tuple(
        ((words.causes.get(cause, cause), unit or _SAID_BY_NOBODY, Figure(value=count)), False)
        for cause, unit, count in report.causes
    )
    return _Table(
        title="Nguyên nhân", head=_head(report_words.CAUSE_TITLES), widths=(40, 44, 12), rows=rows, is_landscape=False
    )


def _saved_table(sheet: str, first: str, rows: Sequence[SavedRow], notes: tuple[str, ...]) -> _Table:
    values = tuple(
        (
            (
                row.label, Figure(value=row.no_slip), Figure(value=row.no_slip_minutes_saved),
                Figure(value=report_words.exact_hours(row.no_slip_minutes_saved), form=HOURS),
                Figure(value=row.median_minutes),
            ),
            False,
        )
        for row in rows
    )  # fmt: skip
    head = _head((first, *_SAVED_TITLES[1:]))
    return _Table(title=sheet, head=head, widths=(60, 14, 18, 18, 16), rows=values, notes=notes)


def _head(titles: Sequence[str]) -> tuple[tuple[str, int, int, int, int], ...]:
    return tuple((words, column, 0, column + 1, 1) for column, words in enumerate(titles))


def _write(tables: Sequence[_Table], head: ReportHead, title: str, target: Path | BinaryIO) -> None:
    looks = workbook.looks()
    book = workbook.new_workbook()
    book.remove(book.active)
    for table in tables:
        _write_sheet(book.create_sheet(table.title), table, head, title, looks)
    workbook.save(book, head.made_at, target)


def _write_sheet(sheet: Sheet, table: _Table, head: ReportHead, title: str, looks: Looks) -> None:
    specimen = "    SPECIMEN: dữ liệu tập huấn" if head.specimen else ""
    receiver = f"    Đơn vị nhận báo cáo: {head.receiver}" if head.receiver else ""
    about = (f"Đơn vị báo cáo: {head.unit}{receiver}", title, f"{report_words.period_words(head)}{specimen}",
             report_words.known_words(head))  # fmt: skip
    for number, (line, font) in enumerate(
        zip(about, (looks.bold, looks.title, looks.plain, looks.italic), strict=True)
    ):
        put(sheet, number + 1, 1, line).font = font
    first = TOP + _write_head(sheet, table, looks)
    for number, (row, is_bold) in enumerate(table.rows):
        _write_row(sheet, first + number, row, is_bold, looks, table.widths)
    end = first + len(table.rows)
    for number, note in enumerate((*table.notes, exported_line(head)), start=1):
        put(sheet, end + number, 1, note).font = looks.italic
    sheet.freeze_panes = f"{'ABC'[table.frozen]}{first}"
    page = workbook.Page(
        made_by=head.made_by, made_at=head.made_at, last_number=head.last_number, specimen=head.specimen,
        head_rows=(TOP, first - 1), is_landscape=table.is_landscape,
    )  # fmt: skip
    workbook.set_up_print(sheet, page)


def _write_head(sheet: Sheet, table: _Table, looks: Looks) -> int:
    """Write the joined cells of the head and the widths of the columns; return how many rows it has."""
    height = max(row_end for _words, _column, _row, _column_end, row_end in table.head)
    for row in range(TOP, TOP + height):
        for column in range(1, len(table.widths) + 1):
            cell = sheet.cell(row, column)
            cell.font, cell.alignment, cell.border = looks.bold, looks.middle, looks.grid
    for column, wide in enumerate(table.widths, start=1):
        sheet.column_dimensions[sheet.cell(TOP, column).column_letter].width = wide
    heights = [_LINE] * height
    for words, column, row, column_end, row_end in table.head:
        put(sheet, TOP + row, column + 1, words)
        wide = sum(table.widths[column:column_end])
        heights[row_end - 1] = max(heights[row_end - 1], _height(words, wide) / (row_end - row))
        workbook.join(sheet, (TOP + row, column + 1), (TOP + row_end - 1, column_end))
    for row, high in enumerate(heights):
        sheet.row_dimensions[TOP + row].height = high
    return height


def _height(words: str, wide: float) -> float:
    """Return how many points a text needs in so many signs: spreadsheets do not all reckon that for themselves."""
    lines, used = 1, 0.0
    for word in words.split():
        taken = len(word) * _SIGN
        if used and used + _SIGN + taken > wide - 1:
            lines, used = lines + 1, taken
        else:
            used += taken + (_SIGN if used else 0)
    return lines * _LINE


def _write_row(sheet: Sheet, number: int, row: Row, is_bold: bool, looks: Looks, widths: tuple[float, ...]) -> None:
    """Write one row; a single cell goes over all columns."""
    for column in range(1, len(widths) + 1):
        value: Any = row[column - 1] if column <= len(row) else ""
        cell = (
            _put_figure(sheet, number, column, value)
            if isinstance(value, Figure)
            else put(sheet, number, column, value)
        )
        cell.font, cell.border = looks.bold if is_bold else looks.plain, looks.grid
        cell.alignment = _alignment(row, column - 1, looks)
    if len(row) == 1:
        workbook.join(sheet, (number, 1), (number, len(widths)))
        return
    texts = ((value, wide) for value, wide in zip(row, widths, strict=True) if isinstance(value, str))
    sheet.row_dimensions[number].height = max(_height(value, wide) for value, wide in texts)


def _alignment(row: Row, place: int, looks: Looks) -> Any:
    """Return how a cell stands: figures right, names left, numbers before them and remarks behind them centred."""
    if place < len(row) and isinstance(row[place], Figure):
        return looks.right
    is_behind = any(isinstance(value, Figure) for value in row[:place])
    is_number = place == 0 and len(row) > 1 and isinstance(row[1], str)
    return looks.centred if is_behind or is_number else looks.left


def _put_figure(sheet: Sheet, row: int, column: int, figure: Figure) -> Any:
    if figure.value is None:
        return put(sheet, row, column, _SAID_BY_NOBODY)
    cell = put(sheet, row, column, figure.value)
    cell.number_format = figure.form
    return cell
