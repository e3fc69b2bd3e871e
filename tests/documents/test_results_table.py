"""Biểu II.06a on paper: thirteen columns, fields and procedures, any number of rows, nothing cut (RULES §5.2, 54)."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pytest

from cchc_desktop.clock import VIETNAM
from cchc_desktop.documents import fonts, preview, results_table
from cchc_desktop.documents.form_sheet import LANDSCAPE
from cchc_desktop.documents.measure import width
from cchc_desktop.domain import report_words
from cchc_desktop.domain.report import Difference, ResultsReport, differences_of
from cchc_desktop.sentences.figures_said import WORDS
from tests.documents.readers import collisions, ink_margin_mm, is_nfc, letters_of, pictures, text_of
from tests.documents.report_samples import EMPTY, RESULTS, figures, results, whole_catalogue
from tests.documents.samples import LONG_ADDRESS, LONG_NAME

fonts.register()
TALLER_THAN_A_PAGE = " ".join(f"tên{number}" for number in range(900))
LONG = results(
    [
        (LONG_ADDRESS, "1", LONG_NAME, figures(88_018, 9_999_999, 1, 2, 3, 4, 5)),
        (LONG_ADDRESS, "2", TALLER_THAN_A_PAGE, figures(1, 1, 1, 0, 1, 0, 1)),
        ("Y" * 90, "3", "X" * 150, figures(1, 1, 1, 0, 1, 0, 1)),
    ],
    unit=f"UBND {LONG_ADDRESS}",
    receiver=LONG_ADDRESS,
)


def with_total(report: ResultsReport, total: dict[str, int]) -> ResultsReport:
    return dataclasses.replace(report, total=total, differences=differences_of(total))


def test_the_table_says_what_the_form_asks() -> None:
    text = text_of(results_table.build(RESULTS, WORDS))

    for words in (
        "Biểu số II.06a/VPCP/KSTT",
        "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        "Kỳ báo cáo: quý IV năm 2023 (từ ngày 15/9/2023 đến ngày 14/12/2023)",
        "Đơn vị báo cáo: UBND phường Phước Hòa Đơn vị nhận báo cáo: UBND thành phố Nha Trang",
        "Đơn vị tính: Số hồ sơ TTHC",
        "Số hồ sơ nhận giải quyết",
        "Số lượng hồ sơ đã giải quyết",
        "Số lượng hồ sơ đang giải quyết",
        "Trực tiếp, dịch vụ bưu chính",
        "(3)=(4)+ (5)+(6)",
        "(11)= (12)+(13)",
        "I Hộ tịch 839 412 389 38 813 301 496 16 26 26 0",
        "1 Thủ tục đăng ký khai sinh 421 212 189 20 413 151 246 16 8 8 0",
        "2 Thủ tục đăng ký kết hôn",
        "II Chứng thực 6.724 1.604 5.120 0 6.724 1.204 5.520 0 0 0 0",
        "III Bảo trợ xã hội",
        "Tổng cộng 7.786 2.134 5.573 79 7.730 1.593 6.118 19 56 53 3",
        "các tổng khớp nhau; tiếp nhận (3) = đã giải quyết (7) + đang giải quyết (11): 7.786 = 7.730 + 56.",
        "Cột (9) Đúng hạn: bao gồm cả hồ sơ trả lại, xin rút",
        "Cột (12) Trong hạn: bao gồm cả hồ sơ đang chờ bổ sung",
        "Tính những việc đã xảy ra đến 23 giờ 59 phút, ngày 14 tháng 12 năm 2023, theo những gì sổ đã ghi đến lúc lập.",
        "NGƯỜI LẬP BIỂU",
        "THỦ TRƯỞNG ĐƠN VỊ",
        "Số liệu của sổ điện tử đến mục số 5017 · lập lúc 16 giờ 40 phút, ngày 15 tháng 12 năm 2023 · Phạm Thị Mỹ Lệ",
    ):
        assert words in text
    assert is_nfc(text)


@pytest.mark.parametrize(
    ("received", "resolved", "still_open", "said"),
    [
        pytest.param(14_048, 12_919, 1_195, "14.048 so với 12.919 + 1.195 = 14.114; chênh lệch −66.", id="the city"),
        pytest.param(88_018, 79_075, 943, "88.018 so với 79.075 + 943 = 80.018; chênh lệch +8.000.", id="the wards"),
    ],
)
def test_54_a_total_that_does_not_add_up_is_printed_with_its_difference(
    received: int, resolved: int, still_open: int, said: str
) -> None:
    total = {"received": received, "resolved": resolved, "open": still_open}
    text = text_of(results_table.build(with_total(RESULTS, total), WORDS))
    assert said in text
    assert "khớp nhau" not in text
    assert f"Tổng cộng {received:,} - - - {resolved:,} - - - {still_open:,} - -".replace(",", ".") in text


def test_what_was_corrected_later_and_what_was_known_then_is_said() -> None:
    report = dataclasses.replace(
        RESULTS,
        head=dataclasses.replace(RESULTS.head, known_at=datetime(2023, 12, 16, 8, 5, tzinfo=VIETNAM)),
        adjustments=(Difference(what="resolved_late", left=19, right=18),),
    )
    text = text_of(results_table.build(report, WORDS))
    assert "Điều chỉnh sau khi báo cáo: Đã giải quyết quá hạn: đã báo cáo 18, nay là 19 (+1)." in text
    assert "theo những gì sổ đã ghi đến 08 giờ 05 phút, ngày 16 tháng 12 năm 2023." in text


def test_every_procedure_of_the_catalogue_stands_on_its_sheets_with_the_head_on_each() -> None:
    report = whole_catalogue()
    pdf = results_table.build(report, WORDS)

    pages = preview.page_count(pdf)
    texts = [text_of(pdf, first=number, last=number) for number in range(1, pages + 1)]
    letters = letters_of("".join(texts))
    assert len(report.rows) > 110
    assert pages > 4
    with_rows = texts if "Tổng cộng" in texts[-1] else texts[:-1]
    assert all("Lĩnh vực, công việc giải quyết theo cấp" in text and "(13)" in text for text in with_rows)
    assert all("(tiếp theo)" in text for text in texts[1:])
    assert all(letters_of(row.label) in letters for row in report.rows)
    assert "".join(texts).count("Tổng cộng") == 1
    assert f"trang {pages}/{pages}" in texts[-1]


def test_nothing_is_cut_however_long_it_is() -> None:
    pdf = results_table.build(LONG, WORDS)
    words = set(text_of(pdf).split())
    letters = letters_of(text_of(pdf))
    assert all(f"tên{number}" in words for number in range(900))
    assert letters_of(LONG_NAME) in letters
    assert letters.count("X") >= 150
    assert "10.088.018" in text_of(pdf)


@pytest.mark.parametrize("report", [RESULTS, EMPTY, LONG, whole_catalogue()], ids=["four", "none", "long", "all"])
def test_nothing_stands_on_anything_else_or_beyond_the_margins(report: ResultsReport) -> None:
    sheets = results_table._laid(report, WORDS)
    for page in sheets.pages:
        assert collisions(page) == []
        for text in page.texts:
            assert text.x >= LANDSCAPE.binding - 0.1
            assert text.x + width(text.words, text.face, text.size) <= 297 - LANDSCAPE.outer + 0.1, text.words
            assert text.y < LANDSCAPE.foot - 4
        assert max((rule[3] for rule in page.rules), default=0) <= LANDSCAPE.foot - 5 + 0.02
    for picture in pictures(results_table.build(report, WORDS), dpi=60, width_mm=297)[:3]:
        assert ink_margin_mm(picture, 60) >= 5


def test_no_field_stands_last_on_a_sheet_and_the_total_never_alone() -> None:
    for count in range(1, 40):
        ordinary = figures(1, 1, 0, 1, 0, 0, 0)
        found = [("Hộ tịch", str(number), "Một thủ tục", ordinary) for number in range(count)]
        report = results([*found, ("Đất đai", "x", "Thủ tục khác", ordinary)])
        for page in results_table._laid(report, WORDS).pages:
            words = [text.words for text in page.texts]
            if "Đất đai" in words:
                assert "Thủ tục khác" in words, count
            if "Tổng cộng" in words:
                assert "Thủ tục khác" in words, count


def test_no_sheet_holds_notes_and_signatures_alone() -> None:
    ordinary = figures(1, 1, 0, 1, 0, 0, 0)
    for count in range(1, 40):
        report = results([("Hộ tịch", str(number), "Một thủ tục", ordinary) for number in range(count)])
        last = [text.words for text in results_table._laid(report, WORDS).pages[-1].texts]
        assert {"THỦ TRƯỞNG ĐƠN VỊ", "Tổng cộng", "Một thủ tục"} <= set(last), count


def test_an_empty_period_says_so_and_its_noughts_are_noughts() -> None:
    text = text_of(results_table.build(EMPTY, WORDS))
    assert "Không có hồ sơ nào trong kỳ này." in text
    assert "Tổng cộng 0 0 0 0 0 0 0 0 0 0 0" in text


def test_fields_are_numbered_in_the_roman_way() -> None:
    assert [report_words.roman(number) for number in (1, 4, 9, 14, 26, 39)] == [
        "I", "IV", "IX", "XIV", "XXVI", "XXXIX",
    ]  # fmt: skip


def test_training_is_marked_and_the_same_report_is_the_same_bytes() -> None:
    training = dataclasses.replace(RESULTS, head=dataclasses.replace(RESULTS.head, specimen=True))
    assert "SPECIMEN" in letters_of(text_of(results_table.build(training, WORDS)))
    assert "SPECIMEN" not in letters_of(text_of(results_table.build(RESULTS, WORDS)))
    assert results_table.build(RESULTS, WORDS) == results_table.build(RESULTS, WORDS)


def test_a_long_roman_number_stays_on_one_line() -> None:
    report = results([(f"Lĩnh vực {n}", str(n), "Một thủ tục", figures(1, 1, 0, 1, 0, 0, 0)) for n in range(1, 39)])
    words = {text.words for page in results_table._laid(report, WORDS).pages for text in page.texts}
    assert {"VIII", "XVIII", "XXVIII", "XXXVIII"} <= words
