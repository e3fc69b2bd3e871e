"""Reports as workbooks: opened again, numbers are numbers, shares are those on paper, nothing is a formula."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
import pytest

from cchc_desktop.domain.report import ReportKind, WardReport, differences_of
from cchc_desktop.reports import figures_workbook
from cchc_desktop.sentences.figures_said import WORDS
from tests.documents.report_samples import (
    EMPTY,
    EMPTY_WARD,
    OFFICERS,
    RATIOS,
    RESULTS,
    SAVED,
    WARD,
    WARD_HEAD,
    whole_catalogue,
)
from tests.documents.samples import LONG_ADDRESS

Write = Callable[[BinaryIO], None]
TOP = figures_workbook.TOP
EXPORTED = "Phạm Thị Mỹ Lệ xuất lúc 16 giờ 40 phút, ngày 15 tháng 12 năm 2023 · đến mục số 5017 của sổ"


def opened(write: Write) -> Any:
    buffer = io.BytesIO()
    write(buffer)
    buffer.seek(0)
    return openpyxl.load_workbook(buffer)


def results(target: BinaryIO, report: Any = RESULTS) -> None:
    figures_workbook.write_results(report, WORDS, target)


def ward(target: BinaryIO, report: WardReport = WARD) -> None:
    figures_workbook.write_ward(report, WORDS, target)


def saved(target: BinaryIO) -> None:
    figures_workbook.write_time_saved(SAVED, target)


def values(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=TOP)]


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def row_of(sheet: Any, label: str) -> list[Any]:
    return next(row for row in values(sheet) if label in row)


def test_the_06a_table_has_its_joined_head_its_rows_and_real_numbers() -> None:
    sheet = opened(results)["Biểu 06a"]

    merged = {str(found) for found in sheet.merged_cells.ranges}
    assert {"C6:F6", "G6:J6", "K6:M6", "D7:E7", "A6:A8", "B6:B8", "N6:N9"} <= merged
    assert [sheet.cell(TOP, column).value for column in (1, 3, 7, 11, 14)] == [
        "TT", "Số hồ sơ nhận giải quyết", "Số lượng hồ sơ đã giải quyết", "Số lượng hồ sơ đang giải quyết", "Mã TTHC",
    ]  # fmt: skip
    assert [sheet.cell(TOP + 3, column).value for column in (1, 3, 13)] == ["(1)", "(3)=(4)+ (5)+(6)", "(13)"]
    assert values(sheet)[4:7] == [
        ["I", "Hộ tịch", 839, 412, 389, 38, 813, 301, 496, 16, 26, 26, 0, None],
        ["1", "Thủ tục đăng ký khai sinh", 421, 212, 189, 20, 413, 151, 246, 16, 8, 8, 0, "1.001193"],
        ["2", "Thủ tục đăng ký kết hôn", 418, 200, 200, 18, 400, 150, 250, 0, 18, 18, 0, "1.000894"],
    ]
    assert row_of(sheet, "Tổng cộng")[2:13] == [7786, 2134, 5573, 79, 7730, 1593, 6118, 19, 56, 53, 3]
    assert sheet.cell(TOP + 4, 2).font.bold
    assert not sheet.cell(TOP + 5, 2).font.bold
    assert sheet.cell(TOP + 4, 3).number_format == "#,##0"
    assert sheet.freeze_panes == f"C{TOP + 4}"
    assert sheet.print_title_rows == f"${TOP}:${TOP + 3}"


def test_who_exported_it_when_and_of_what_is_said() -> None:
    found = texts(opened(results)["Biểu 06a"])
    assert EXPORTED in found
    assert "Đơn vị báo cáo: UBND phường Phước Hòa    Đơn vị nhận báo cáo: UBND thành phố Nha Trang" in found
    assert "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH (Biểu số II.06a/VPCP/KSTT)" in found
    assert "Kỳ báo cáo: quý IV năm 2023 (từ ngày 15/9/2023 đến ngày 14/12/2023)" in found
    assert any(text.startswith("Tính những việc đã xảy ra đến 23 giờ 59 phút") for text in found)
    assert any(text.startswith("Cột (9) Đúng hạn") for text in found)


def test_54_a_difference_is_said_in_the_workbook_too() -> None:
    total = {"received": 14_048, "resolved": 12_919, "open": 1_195}
    report = dataclasses.replace(RESULTS, total=total, differences=differences_of(total))
    sheet = opened(lambda target: results(target, report))["Biểu 06a"]
    assert any(text.endswith("14.048 so với 12.919 + 1.195 = 14.114; chênh lệch −66.") for text in texts(sheet))
    assert row_of(sheet, "Tổng cộng")[2:8] == [14_048, "-", "-", "-", 12_919, "-"]


def test_55_a_share_is_the_number_on_paper_with_part_and_whole_beside_it() -> None:
    sheet = opened(ward)["Tỷ lệ"]
    found = {str(row[0]).partition(" (")[0]: row for row in values(sheet)}
    assert found["Giải quyết quá hạn"][1:] == [90, 12_919, 0.007, "không quá 1 %", "Đạt"]
    assert found["Trả kết quả qua bưu chính công ích"][1:] == [622, 79_075, 0.0079, "-", "-"]
    assert found["Số hóa hồ sơ khi tiếp nhận"][1:] == [0, 0, "-", "từ 80 %", "-"]
    assert [sheet.cell(row, 4).number_format for row in (TOP + 1, TOP + 3)] == ["0.0 %", "0.00 %"]
    assert sheet.cell(TOP + 1, 4).data_type == "n"
    assert figures_workbook.share(1, 3, 0).form == "0 %"


def test_the_wards_table_has_a_sheet_a_part_and_says_what_was_typed_in() -> None:
    book = opened(ward)
    assert book.sheetnames == ["Bảng tháng", "Tỷ lệ", "Công chức", "Nguyên nhân"]
    sheet = book["Bảng tháng"]
    assert row_of(sheet, "Tổng số hồ sơ tiếp nhận") == ["1", "Tổng số hồ sơ tiếp nhận", 8017, None]
    assert row_of(sheet, "Dừng giải quyết")[2] == 0
    assert row_of(sheet, "Chứng thực bản sao điện tử")[2:] == [640, "nhập tay"]
    assert row_of(sheet, "Phản ánh, kiến nghị trả lời đúng hạn")[2:] == ["-", "chưa có số liệu"]
    assert row_of(sheet, "Thời gian tiết kiệm nhờ không giấy hẹn")[2:] == [74_634, "giờ"]
    assert row_of(book["Công chức"], "Phạm Thị Mỹ Lệ")[1:] == [
        12, 10, 1, 0.1, 2, 1, "Dưới mức hoàn thành tốt nhiệm vụ",
    ]  # fmt: skip
    assert row_of(book["Công chức"], "Lê Minh Tuấn")[4] == "-"
    assert values(book["Nguyên nhân"])[1] == [
        "Cơ quan phối hợp trả lời chậm", "Chi nhánh Văn phòng đăng ký đất đai", 13,
    ]  # fmt: skip
    assert all(EXPORTED in texts(one) for one in book)
    assert any("đã báo cáo 21, nay là 22 (+1)" in text for text in texts(sheet))


@pytest.mark.parametrize(
    ("report", "sheets"),
    [
        (WardReport(head=dataclasses.replace(WARD_HEAD, kind=ReportKind.RATIOS), lines=(), ratios=RATIOS), ["Tỷ lệ"]),
        (
            WardReport(head=dataclasses.replace(WARD_HEAD, kind=ReportKind.OFFICERS), lines=(), officers=OFFICERS),
            ["Công chức"],
        ),
        (WardReport(head=dataclasses.replace(WARD_HEAD, kind=ReportKind.OFFICERS), lines=()), ["Công chức"]),
        (EMPTY_WARD, ["Bảng tháng"]),
    ],
    ids=["ratios", "officials", "no officials", "nothing said"],
)
def test_a_part_alone_is_a_workbook_too(report: WardReport, sheets: list[str]) -> None:
    assert opened(lambda target: ward(target, report)).sheetnames == sheets


def test_time_saved_is_minutes_and_hours_by_everything_that_is_counted() -> None:
    book = opened(saved)
    assert book.sheetnames == ["Tổng", "Thủ tục", "Bàn", "Công chức", "Ngày", "Tuần", "Tháng"]
    total = SAVED.total
    assert row_of(book["Tổng"], "Tổng cộng") == [
        "Tổng cộng", total.no_slip, total.no_slip_minutes_saved, pytest.approx(total.no_slip * 6.85, abs=0.005), 411,
    ]  # fmt: skip
    assert len(values(book["Ngày"])) == 1 + 20 + 1 + 1
    assert book["Tổng"].cell(TOP + 1, 4).number_format == "#,##0.00"
    assert "Thời gian không tin cậy, không tính: 3." in texts(book["Tổng"])


def test_an_empty_and_a_large_report_open_too() -> None:
    assert row_of(opened(lambda target: results(target, EMPTY))["Biểu 06a"], "Tổng cộng")[2:13] == [0] * 11
    report = whole_catalogue()
    sheet = opened(lambda target: results(target, report))["Biểu 06a"]
    assert len(values(sheet)) >= 4 + len(report.rows) + 1


@pytest.mark.parametrize("write", [results, ward, saved])
def test_the_same_report_is_the_same_bytes_without_a_formula(write: Write, tmp_path: Path) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write(first)
    write(second)
    assert first.getvalue() == second.getvalue()
    with zipfile.ZipFile(first) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert sheets
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    rows = tuple(dataclasses.replace(row, label="=1+1") for row in RESULTS.rows)
    report = dataclasses.replace(RESULTS, rows=rows, head=dataclasses.replace(RESULTS.head, unit=f"={LONG_ADDRESS}"))
    sheet = opened(lambda target: results(target, report))["Biểu 06a"]
    cell = sheet.cell(TOP + 4, 2)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_training_is_marked_and_a_file_is_written(tmp_path: Path) -> None:
    report = dataclasses.replace(RESULTS, head=dataclasses.replace(RESULTS.head, specimen=True))
    file = tmp_path / "biểu 06a.xlsx"
    figures_workbook.write_results(report, WORDS, file)
    sheet = openpyxl.load_workbook(file)["Biểu 06a"]
    assert any("SPECIMEN" in text for text in texts(sheet))
    assert sheet.oddHeader.center.text == "SPECIMEN"
    assert "Phạm Thị Mỹ Lệ xuất lúc 16:40 15/12/2023" in sheet.oddFooter.left.text


def test_opening_the_program_does_not_load_openpyxl() -> None:
    asked = "import sys; import cchc_desktop.reports.figures_workbook; print('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
