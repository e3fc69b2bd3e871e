"""A closed day as an Excel workbook: the counts and sums of its sheet, and the dossiers; nobody is named."""

from __future__ import annotations

import math
from pathlib import Path
from typing import BinaryIO

from cchc_desktop.domain.day_sheet import DayBook, DayDossier
from cchc_desktop.reports import workbook
from cchc_desktop.reports.workbook import Looks, Sheet, Value, put

COUNTS, DOSSIERS = "Tổng hợp", "Hồ sơ trong ngày"
FIRST_ROW = 5
"""The first line under the head, on both sheets."""
_TITLES = (
    ("TT", 6), ("Mã hồ sơ", 28), ("Mã thủ tục", 12), ("Tên TTHC", 40), ("Nhận hồ sơ", 16.5), ("Hẹn trả kết quả", 16.5),
    ("Có kết quả, kết thúc", 16.5), ("Trả kết quả", 16.5), ("Tình trạng lúc chốt", 20), ("Việc trong ngày", 36),
)  # fmt: skip
"""Each column's title and its width in signs."""
_CENTRED = frozenset({1, 3, 5, 6, 7, 8})
_LINE = 15.0
"""Points of a row for each line of type."""
_AMOUNT = "#,##0"
_DIFFERENCE = "+#,##0;-#,##0;0"


def write(book: DayBook, target: Path | BinaryIO) -> None:
    """Write the day as .xlsx; the same value gives the same bytes.

    Args:
        book: the day; ``made_at`` stands in the file in the place of the machine's moment.
        target: a file to be written anew, or an open binary stream.

    Raises:
        OSError: the file cannot be written.
    """
    looks = workbook.looks()
    made = workbook.new_workbook()
    counts = made.active
    counts.title = COUNTS
    _write_about(counts, book, looks)
    _write_counts(counts, book, looks)
    workbook.set_up_print(counts, _page(book, is_landscape=False))
    listed = made.create_sheet(DOSSIERS)
    _write_about(listed, book, looks)
    _write_dossiers(listed, book, looks)
    workbook.set_up_print(listed, _page(book, is_landscape=True))
    workbook.save(made, book.made_at, target)


def _write_about(sheet: Sheet, book: DayBook, looks: Looks) -> None:
    """Write unit, title and seal into the first three rows."""
    about = book.sheet
    specimen = " · SPECIMEN: dữ liệu tập huấn" if about.specimen else ""
    lines = (
        " ".join((*about.committee, *about.centre)),
        f"{about.title} · {about.subtitle}",
        f"Niêm phong {about.seal} · {about.entries}{specimen}",
    )
    for number, (words, font) in enumerate(zip(lines, (looks.bold, looks.title, looks.plain), strict=True), start=1):
        put(sheet, number, 1, words).font = font


def _write_counts(sheet: Sheet, book: DayBook, looks: Looks) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 62, 20
    for column, words in enumerate(("Nội dung", "Số"), start=1):
        cell = put(sheet, FIRST_ROW - 1, column, words)
        cell.font, cell.alignment, cell.border = looks.bold, looks.middle, looks.grid
    number = FIRST_ROW
    for one in (*book.sheet.left, *book.sheet.right):
        heading = put(sheet, number, 1, one.title)
        heading.font = looks.bold
        for cell in (heading, sheet.cell(number, 2)):
            cell.border = looks.grid
        number += 1
        for row in one.rows:
            label = put(sheet, number, 1, row.label if row.is_main else f"    {row.label}")
            amount = put(sheet, number, 2, row.number)
            amount.number_format = _DIFFERENCE if row.is_difference else _AMOUNT
            label.font = amount.font = looks.bold if row.is_main else looks.plain
            label.alignment, amount.alignment = looks.left, looks.right
            label.border = amount.border = looks.grid
            number += 1
    sheet.freeze_panes = f"A{FIRST_ROW}"


def _write_dossiers(sheet: Sheet, book: DayBook, looks: Looks) -> None:
    for column, (title, wide) in enumerate(_TITLES, start=1):
        cell = put(sheet, FIRST_ROW - 1, column, title)
        cell.font, cell.alignment, cell.border = looks.bold, looks.middle, looks.grid
        sheet.column_dimensions[cell.column_letter].width = wide
    for place, dossier in enumerate(book.dossiers):
        for column, value in enumerate(_values(place + 1, dossier), start=1):
            cell = put(sheet, FIRST_ROW + place, column, value)
            cell.font, cell.border = looks.plain, looks.grid
            cell.alignment = looks.centred if column in _CENTRED else looks.left
        # Said outright: what opens the file does not always reckon it anew, and hides the second line.
        sheet.row_dimensions[FIRST_ROW + place].height = _LINE * max(
            math.ceil(len(words or " ") / (1.15 * wide))
            for words, wide in ((dossier.procedure_name, _TITLES[3][1]), (dossier.done, _TITLES[9][1]))
        )
    sheet.freeze_panes = f"C{FIRST_ROW}"
    end = sheet.cell(FIRST_ROW - 1, len(_TITLES)).column_letter
    sheet.auto_filter.ref = f"A{FIRST_ROW - 1}:{end}{FIRST_ROW - 1 + len(book.dossiers)}"


def _values(number: int, dossier: DayDossier) -> tuple[Value, ...]:
    return (
        number,
        dossier.code,
        dossier.procedure_code,
        dossier.procedure_name,
        dossier.received_at,
        dossier.promised_at,
        dossier.finished_at,
        dossier.returned_at,
        dossier.state,
        dossier.done,
    )


def _page(book: DayBook, *, is_landscape: bool) -> workbook.Page:
    return workbook.Page(
        made_by=book.made_by, made_at=book.made_at, last_number=book.last_number, specimen=book.sheet.specimen,
        head_rows=(FIRST_ROW - 1, FIRST_ROW - 1), is_landscape=is_landscape,
    )  # fmt: skip
