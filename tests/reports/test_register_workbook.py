"""The tracking register as a workbook: opened again, every cell is what it was, and no text becomes a formula."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cchc_desktop.domain.register import RegisterHead, RegisterRow
from cchc_desktop.reports import register_workbook
from tests.documents.form_samples import REGISTER_HEAD, RETURNED, WAITING
from tests.documents.samples import LONG_ADDRESS, LONG_NAME

FIRST = register_workbook.FIRST_ROW


def opened(rows: list[RegisterRow], head: RegisterHead = REGISTER_HEAD) -> Any:
    """Write, open again, and return the one sheet."""
    buffer = io.BytesIO()
    register_workbook.write(rows, head, buffer)
    buffer.seek(0)
    workbook = openpyxl.load_workbook(buffer)
    assert workbook.sheetnames == ["Sổ theo dõi hồ sơ"]
    return workbook.active


def test_a_row_has_real_moments_and_numbers_and_its_texts() -> None:
    sheet = opened([RETURNED, WAITING])

    assert [cell.value for cell in sheet[FIRST]] == [
        1284,
        "000.16.40.H32-231026-0021",
        "Đăng ký khai sinh",
        1,
        "Võ Ngọc Lan Anh",
        "9 Hoàng Hoa Thám; 0983 000 118",
        "Tư pháp - Hộ tịch",
        datetime(2023, 10, 26, 8, 12),
        datetime(2023, 10, 26, 17, 0),
        datetime(2023, 10, 26, 8, 30),
        datetime(2023, 10, 26, 10, 20),
        datetime(2023, 10, 26, 10, 40),
        "Trực tiếp",
        None,
        "Không giấy hẹn",
    ]
    assert sheet.cell(FIRST, 8).number_format == "dd/mm/yyyy hh:mm"
    assert sheet.cell(FIRST, 8).is_date
    assert [sheet.cell(FIRST + 1, column).value for column in (9, 11, 12)] == [None] * 3


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84 905 000 417",
        "-cmd|'/C calc'!A0",
        "@SUM(A1)",
        "#N/A",
        "12345",
        "0012",
        "TRUE",
        "26/10/2023",
        '=HYPERLINK("x")',
    ],
)
def test_a_text_is_never_taken_for_anything_else(text: str) -> None:
    row = dataclasses.replace(RETURNED, applicant_name=text, note=text)
    sheet = opened([row])
    for column in (5, 15):
        cell = sheet.cell(FIRST, column)
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.quotePrefix is (text[0] in "=+-@"), "typed over, it stays a text"


def test_no_part_of_the_file_holds_a_formula() -> None:
    buffer = io.BytesIO()
    head = dataclasses.replace(REGISTER_HEAD, volume="=1+1", made_by="=1+1")
    register_workbook.write([dataclasses.replace(RETURNED, applicant_name="=1+1")], head, buffer)
    with zipfile.ZipFile(buffer) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<f " not in sheet


def test_long_texts_and_signs_without_form_are_kept_readable() -> None:
    row = dataclasses.replace(WAITING, applicant_name=LONG_NAME, address=LONG_ADDRESS, note="một\x0bhai\nba", phone="")
    sheet = opened([row])
    assert sheet.cell(FIRST, 5).value == LONG_NAME
    assert sheet.cell(FIRST, 6).value == LONG_ADDRESS
    assert sheet.cell(FIRST, 15).value == "một hai ba"
    assert sheet.cell(FIRST, 5).alignment.wrap_text


def test_head_sum_and_watermark_say_what_whose_and_when() -> None:
    sheet = opened([RETURNED, WAITING])
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert "ỦY BAN NHÂN DÂN PHƯỜNG PHƯỚC HÒA BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ" in texts
    assert "SỔ THEO DÕI HỒ SƠ (Mẫu 06)" in texts
    assert any("Lĩnh vực: Hộ tịch" in text and "Quyển số: 02/2023" in text for text in texts)
    assert "Cộng: 02 hồ sơ; đã trả 01, chờ bổ sung 01." in texts
    assert (
        "Trần Quốc Bảo xuất lúc 17 giờ 05 phút, ngày 27 tháng 10 năm 2023 · bàn 1, 2 · đến mục số 447 của sổ" in texts
    )
    assert [sheet.cell(FIRST - 1, column).value for column in (1, 15)] == ["(1)", "(15)"]
    assert "SPECIMEN" not in " ".join(texts)
    assert "Trần Quốc Bảo xuất lúc 17:05 27/10/2023" in sheet.oddFooter.left.text


def test_a_name_with_an_ampersand_stays_whole_in_the_foot() -> None:
    sheet = opened([RETURNED], dataclasses.replace(REGISTER_HEAD, made_by="Lê & Tú " * 30))
    assert sheet.oddFooter.left.text.startswith("Lê && Tú")
    assert len(sheet.oddFooter.left.text + sheet.oddFooter.right.text) < 240


def test_the_head_stays_in_sight_and_on_each_printed_page() -> None:
    sheet = opened([RETURNED] * 30)
    assert sheet.freeze_panes == f"C{FIRST}"
    assert sheet.auto_filter.ref == f"A{FIRST - 1}:O{FIRST + 29}"
    assert sheet.print_title_rows == f"${FIRST - 3}:${FIRST - 1}"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.column_dimensions["E"].width >= 20
    merged = {str(found) for found in sheet.merged_cells.ranges}
    assert {f"H{FIRST - 3}:K{FIRST - 3}", f"L{FIRST - 3}:N{FIRST - 3}"} <= merged


def test_an_empty_register_opens_too() -> None:
    sheet = opened([])
    assert sheet.auto_filter.ref == f"A{FIRST - 1}:O{FIRST - 1}"
    assert sheet.cell(FIRST + 1, 1).value == "Cộng: 00 hồ sơ."


def test_training_is_marked_on_the_sheet_and_on_its_pages() -> None:
    sheet = opened([RETURNED], dataclasses.replace(REGISTER_HEAD, specimen=True))
    assert "SPECIMEN" in str(sheet.cell(3, 1).value)
    assert sheet.oddHeader.center.text == "SPECIMEN"


def test_the_same_rows_are_the_same_bytes_with_the_moment_of_the_export(tmp_path: Path) -> None:
    buffer, file = io.BytesIO(), tmp_path / "sổ.xlsx"
    register_workbook.write([RETURNED], REGISTER_HEAD, buffer)
    register_workbook.write([RETURNED], REGISTER_HEAD, file)

    assert file.read_bytes() == buffer.getvalue()
    with zipfile.ZipFile(file) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2023, 10, 27, 17, 5, 0)}
        assert parts.read("docProps/core.xml").count(b"2023-10-27T17:05:00Z") == 2
        assert parts.testzip() is None


def test_three_thousand_rows_are_all_there() -> None:
    rows = [dataclasses.replace(RETURNED, number=number) for number in range(1, 3001)]
    sheet = opened(rows)
    assert [sheet.cell(FIRST + place, 1).value for place in (0, 1499, 2999)] == [1, 1500, 3000]


def test_opening_the_program_does_not_load_openpyxl() -> None:
    asked = "import sys; import cchc_desktop.reports.register_workbook; print('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
