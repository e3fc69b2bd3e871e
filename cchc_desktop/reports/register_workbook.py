"""The tracking register (sổ theo dõi hồ sơ) as an Excel workbook, with the fifteen columns of its paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from cchc_desktop.domain.register import RegisterHead, RegisterRow, sum_line
from cchc_desktop.reports import workbook
from cchc_desktop.reports.workbook import Looks, Sheet, Value, put
from cchc_desktop.text import long_date, long_moment

SHEET = "Sổ theo dõi hồ sơ"
FIRST_ROW = 8
"""The first dossier; above it stand three lines about the register, one empty line and three rows of the head."""

_TITLES = (
    ("TT", 6), ("Mã hồ sơ", 27), ("Tên TTHC", 34), ("Số lượng hồ sơ (bộ)", 9), ("Tên cá nhân, tổ chức", 26),
    ("Địa chỉ, số điện thoại", 34), ("Cơ quan chủ trì giải quyết", 20), ("Nhận hồ sơ", 16.5), ("Hẹn trả kết quả", 16.5),
    ("Chuyển hồ sơ đến cơ quan giải quyết", 16.5), ("Nhận kết quả từ cơ quan giải quyết", 16.5),
    ("Ngày, tháng, năm", 16.5), ("Phương thức nhận kết quả", 14), ("Ký nhận", 12), ("Ghi chú", 26),
)  # fmt: skip
"""Each column's title and its width in signs."""
_GROUPS = (("Ngày, tháng, năm", 8, 11), ("Trả kết quả", 12, 14))
"""Words over several columns, the first of them and the last, counted from 1."""
_CENTRED = frozenset({1, 4, 8, 9, 10, 11, 12, 13})


def write(rows: Sequence[RegisterRow], head: RegisterHead, target: Path | BinaryIO) -> None:
    """Write the register as .xlsx; the same values give the same bytes.

    Moments and counts are real ones; a text stays a text, whatever sign it begins with. Under the rows and in the foot
    of each printed page stands who exported it and when (RULES 10).

    Args:
        rows: in the order of the workbook.
        head: what stands over the rows; ``made_by`` and ``made_at`` are its watermark.
        target: a file to be written anew, or an open binary stream.

    Raises:
        OSError: the file cannot be written.
    """
    looks = workbook.looks()
    book = workbook.new_workbook()
    sheet = book.active
    sheet.title = SHEET
    _write_about(sheet, head, looks)
    _write_table_head(sheet, looks)
    last = _write_rows(sheet, rows, looks)
    _write_end(sheet, rows, head, last, looks)
    _set_up_view(sheet, last)
    workbook.set_up_print(sheet, _page(head))
    workbook.save(book, head.made_at, target)


def exported_line(head: RegisterHead) -> str:
    """Return who exported the workbook, when, and until which entry of the journal it goes."""
    return (
        f"{head.made_by} xuất lúc {long_moment(head.made_at)} · bàn {head.desks} · đến mục số {head.last_number} của sổ"
    )


def _write_about(sheet: Sheet, head: RegisterHead, looks: Looks) -> None:
    """Write unit, title, volume and period into the first three rows."""
    group = f"Lĩnh vực: {head.field_group}    " if head.field_group else ""
    period = f"Từ {long_date(head.since)} đến {long_date(head.until)}"
    specimen = "    SPECIMEN: dữ liệu tập huấn" if head.specimen else ""
    lines = (
        " ".join((*head.committee, *head.centre)),
        f"{head.title} (Mẫu {head.form_number})",
        f"{group}Quyển số: {head.volume}    {period}{specimen}",
    )
    for number, (words, font) in enumerate(zip(lines, (looks.bold, looks.title, looks.plain), strict=True), start=1):
        put(sheet, number, 1, words).font = font


def _write_table_head(sheet: Sheet, looks: Looks) -> None:
    """Write the three rows of the head: groups, titles, numbers of the columns."""
    top, titles, numbers = FIRST_ROW - 3, FIRST_ROW - 2, FIRST_ROW - 1
    grouped = {column for _, first, end in _GROUPS for column in range(first, end + 1)}
    for row in (top, titles, numbers):
        for column in range(1, len(_TITLES) + 1):
            cell = sheet.cell(row, column)
            cell.font = looks.italic if row == numbers else looks.bold
            cell.alignment, cell.border = looks.middle, looks.grid
    for words, first, end in _GROUPS:
        put(sheet, top, first, words)
        sheet.merge_cells(start_row=top, end_row=top, start_column=first, end_column=end)
    for column, (title, wide) in enumerate(_TITLES, start=1):
        put(sheet, titles if column in grouped else top, column, title)
        put(sheet, numbers, column, f"({column})")
        if column not in grouped:
            sheet.merge_cells(start_row=top, end_row=titles, start_column=column, end_column=column)
        sheet.column_dimensions[sheet.cell(numbers, column).column_letter].width = wide
    sheet.row_dimensions[titles].height = 48


def _write_rows(sheet: Sheet, rows: Sequence[RegisterRow], looks: Looks) -> int:
    """Write the dossiers; return the number of the last row that is written."""
    for number, row in enumerate(rows, start=FIRST_ROW):
        for column, value in enumerate(_values(row), start=1):
            cell = put(sheet, number, column, value)
            cell.font, cell.border = looks.plain, looks.grid
            cell.alignment = looks.centred if column in _CENTRED else looks.left
    return FIRST_ROW - 1 + len(rows)


def _values(row: RegisterRow) -> tuple[Value, ...]:
    """Return the fifteen cells of a dossier; nobody signs in a workbook."""
    return (
        row.number,
        row.dossier_code,
        row.procedure_name,
        row.sets,
        row.applicant_name,
        row.place_and_phone,
        row.handling_unit,
        row.received_at,
        row.due_at,
        row.handed_over_at,
        row.result_ready_at,
        row.returned_at,
        row.return_way,
        "",
        row.note,
    )


def _write_end(sheet: Sheet, rows: Sequence[RegisterRow], head: RegisterHead, last: int, looks: Looks) -> None:
    """Write the sum and, under it, who exported this and when."""
    put(sheet, last + 2, 1, sum_line("Cộng", rows, head.states)).font = looks.bold
    put(sheet, last + 3, 1, exported_line(head)).font = looks.italic


def _set_up_view(sheet: Sheet, last: int) -> None:
    """Keep the head and the first two columns in sight; filter by the row of column numbers, which is not merged."""
    end = sheet.cell(FIRST_ROW - 1, len(_TITLES)).column_letter
    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{FIRST_ROW - 1}:{end}{max(last, FIRST_ROW - 1)}"


def _page(head: RegisterHead) -> workbook.Page:
    return workbook.Page(
        made_by=head.made_by, made_at=head.made_at, last_number=head.last_number, specimen=head.specimen,
        head_rows=(FIRST_ROW - 3, FIRST_ROW - 1),
    )  # fmt: skip
