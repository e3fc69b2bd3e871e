"""The board's own tables as Excel: desks, the wards behind a figure, a ward's dossiers; nothing personal in any."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import BinaryIO

from cchc_desktop.city.board import DeskStanding, WardCount, troubles
from cchc_desktop.domain.report import BehindLine, ReportKind, ResultsReport, TimeSaved, WardReport
from cchc_desktop.domain.report_words import FigureWords
from cchc_desktop.reports import figures_workbook, workbook
from cchc_desktop.reports.workbook import Value, put
from cchc_desktop.text import long_moment, short_date

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD_ROW = 5


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Who took a table out of the board, and when."""

    unit: str
    by: str
    at: datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    sheet: str
    title: str
    about: str
    columns: tuple[tuple[str, float], ...]
    """Title and width in signs."""
    rows: tuple[tuple[Value, ...], ...]


def desks(standings: Sequence[DeskStanding], made: Made) -> bytes:
    """Return the workbook of who sent what and what is missing."""
    rows = tuple(
        (
            one.ward_name, one.ward, one.desk, one.generation, short_date(one.last_day) if one.last_day else "-",
            len(one.missing_days), sum(gap.last - gap.first + 1 for gap in one.missing_numbers), one.kept_aside,
            one.refused, one.alarms, one.held, " ".join(troubles(one)) or "Đủ",
        )
        for one in standings
    )  # fmt: skip
    columns = (
        ("Phường", 26), ("Mã cơ quan", 18), ("Bàn", 7), ("Lần", 7), ("Ngày cuối đã nhận", 14), ("Số ngày thiếu", 10),
        ("Số mục thiếu", 10), ("Gói để riêng", 10), ("Gói bị từ chối", 10), ("Khác nội dung", 10),
        ("Mục giữ lại", 10), ("Việc phải làm rõ", 60),
    )  # fmt: skip
    return _written(
        _Table(sheet="Các bàn", title="TÌNH HÌNH GỬI DỮ LIỆU NGÀY CỦA CÁC BÀN", about="", columns=columns, rows=rows),
        made,
    )


def wards(counts: Sequence[WardCount], about: str, made: Made) -> bytes:
    """Return the workbook of each ward's part of a figure."""
    rows: list[tuple[Value, ...]] = [(one.name, one.ward, one.count) for one in counts]
    rows.append(("Tổng cộng", "", sum(one.count for one in counts)))
    columns = (("Phường", 40), ("Mã cơ quan", 20), ("Số hồ sơ", 14))
    return _written(
        _Table(sheet="Các phường", title="SỐ HỒ SƠ THEO PHƯỜNG", about=about, columns=columns, rows=tuple(rows)), made
    )


def dossiers(lines: Iterable[tuple[BehindLine, str]], about: str, made: Made) -> bytes:
    """Return the workbook of a ward's dossiers, each with its state in words."""
    rows = tuple(
        (number, line.code, line.procedure_name, line.received_at, line.due_at, line.finished_at, state)
        for number, (line, state) in enumerate(lines, start=1)
    )
    columns = (("TT", 7), ("Mã hồ sơ", 28), ("Thủ tục", 60), ("Tiếp nhận", 18), ("Hẹn trả", 18), ("Kết thúc", 18),
               ("Trạng thái", 26))  # fmt: skip
    return _written(_Table(sheet="Hồ sơ", title="DANH SÁCH HỒ SƠ", about=about, columns=columns, rows=rows), made)


def report(found: ResultsReport | WardReport | TimeSaved, words: FigureWords, made: Made) -> bytes:
    """Return the workbook of a report, as the wards make theirs."""
    out = io.BytesIO()
    found = dataclasses.replace(found, head=dataclasses.replace(found.head, made_by=made.by, made_at=made.at))
    if isinstance(found, ResultsReport):
        figures_workbook.write_results(found, words, out)
    elif isinstance(found, TimeSaved):
        figures_workbook.write_time_saved(found, out)
    else:
        figures_workbook.write_ward(found, words, out)
    return out.getvalue()


def file_name(kind: ReportKind | str, *parts: str) -> str:
    """Return a file's name in plain signs: "06a_2023-11.xlsx"."""
    named = "_".join((str(kind), *(part for part in parts if part)))
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "-" for sign in named) + ".xlsx"


def _written(table: _Table, made: Made) -> bytes:
    out = io.BytesIO()
    _write(table, made, out)
    return out.getvalue()


def _write(table: _Table, made: Made, target: BinaryIO) -> None:
    looks, book = workbook.looks(), workbook.new_workbook()
    sheet = book.active
    sheet.title = table.sheet
    about = ((made.unit, looks.bold), (table.title, looks.title), (table.about, looks.plain))
    for row, (words, font) in enumerate(about, start=1):
        put(sheet, row, 1, words).font = font
    for column, (title, width) in enumerate(table.columns, start=1):
        cell = put(sheet, _HEAD_ROW, column, title)
        cell.font, cell.alignment, cell.border = looks.bold, looks.middle, looks.grid
        sheet.column_dimensions[cell.column_letter].width = width
    for number, values in enumerate(table.rows, start=_HEAD_ROW + 1):
        for column, value in enumerate(values, start=1):
            cell = put(sheet, number, column, value)
            cell.font, cell.border = looks.plain, looks.grid
            cell.alignment = looks.right if isinstance(value, int) else looks.left
    end = _HEAD_ROW + len(table.rows)
    put(sheet, end + 2, 1, f"{made.by} xuất lúc {long_moment(made.at)}").font = looks.italic
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    last = sheet.cell(_HEAD_ROW, len(table.columns)).column_letter
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:{last}{max(end, _HEAD_ROW)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    workbook.save(book, made.at, target)
