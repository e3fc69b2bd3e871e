"""The ward's monthly table on paper: figures, ratios, officials, causes (RULES §5.4, 55, 57)."""

from __future__ import annotations

import dataclasses

import pytest

from cchc_desktop.documents import fonts, preview, ward_table
from cchc_desktop.documents.form_sheet import TABLE_UPRIGHT
from cchc_desktop.documents.measure import width
from cchc_desktop.domain.report import Difference, ReportKind, WardReport
from cchc_desktop.sentences.figures_said import WORDS
from tests.documents.readers import collisions, ink_margin_mm, is_nfc, letters_of, pictures, text_of
from tests.documents.report_samples import CAUSES, EMPTY_WARD, OFFICERS, RATIOS, WARD, WARD_HEAD, line
from tests.documents.samples import LONG_ADDRESS, LONG_NAME

fonts.register()
LONG = dataclasses.replace(
    WARD,
    head=dataclasses.replace(WARD.head, unit=f"UBND {LONG_ADDRESS}"),
    lines=(*WARD.lines, line("x" * 90, 10**12, "y" * 120)),
    officers=tuple(dataclasses.replace(row, name=LONG_NAME, received=1_234_567) for row in OFFICERS * 20),
    causes=tuple((LONG_ADDRESS, LONG_NAME, count) for _, _, count in CAUSES * 10),
)
RATIOS_ONLY = WardReport(head=dataclasses.replace(WARD_HEAD, kind=ReportKind.RATIOS), lines=(), ratios=RATIOS)
OFFICERS_ONLY = WardReport(head=dataclasses.replace(WARD_HEAD, kind=ReportKind.OFFICERS), lines=(), officers=OFFICERS)
NOBODY = dataclasses.replace(OFFICERS_ONLY, officers=())
NOTHING_AT_ALL = WardReport(head=WARD_HEAD, lines=())


def test_the_table_says_its_figures_in_groups() -> None:
    text = text_of(ward_table.build(WARD, WORDS))

    for words in (
        "ỦY BAN NHÂN DÂN PHƯỜNG PHƯỚC HÒA",
        "BẢNG TỔNG HỢP TÌNH HÌNH GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        "Kỳ báo cáo: quý IV năm 2023 (từ ngày 15/9/2023 đến ngày 14/12/2023)",
        "Đơn vị nhận báo cáo: UBND thành phố Nha Trang",
        "Tiếp nhận 1 Tổng số hồ sơ tiếp nhận 8.017",
        "Đã giải quyết 6 Tổng số hồ sơ đã giải quyết 7.912",
        "16 Dừng giải quyết 0",
        "24 Chứng thực bản sao điện tử 640 nhập tay",
        "25 Hồ sơ không giấy hẹn 10.662",
        "26 Thời gian tiết kiệm nhờ không giấy hẹn 74.634 giờ",
        "29 Phản ánh, kiến nghị tiếp nhận 5 nhập tay",
        "30 Phản ánh, kiến nghị trả lời đúng hạn - chưa có số liệu",
        "Nguyên nhân Cơ quan, bộ phận chịu trách nhiệm Số hồ sơ",
        "Cơ quan phối hợp trả lời chậm Chi nhánh Văn phòng đăng ký đất đai 13",
        "Lỗi phần mềm, đường truyền - 2",
        "Điều chỉnh sau khi báo cáo: Đã giải quyết quá hạn: đã báo cáo 21, nay là 22 (+1).",
        "tiếp nhận = đã giải quyết + đang giải quyết: 8.017 = 7.912 + 105.",
        "NGƯỜI LẬP BIỂU",
        "đến mục số 5017 · lập lúc 16 giờ 40 phút, ngày 15 tháng 12 năm 2023 · Phạm Thị Mỹ Lệ",
    ):
        assert words in text
    assert is_nfc(text)


def test_55_each_ratio_stands_with_its_own_part_whole_target_and_verdict() -> None:
    text = text_of(ward_table.build(WARD, WORDS))
    for words in (
        "Giải quyết quá hạn (hồ sơ giải quyết quá hạn / hồ sơ đã giải quyết) 90 12.919 0,7 % không quá 1 % Đạt",
        "7.320 10.282 71,19 % từ 70 % Đạt",
        "6.346 9.912 64,02 % từ 70 % Chưa đạt",
        "622 79.075 0,79 % - -",
        "0 0 - từ 80 % -",
        "nhập tay 640 3.000 21,3 % từ 20 % Đạt",
    ):
        assert words in text


def test_57_officials_stand_with_the_rating_that_is_left_to_them() -> None:
    text = text_of(ward_table.build(OFFICERS_ONLY, WORDS))
    for words in (
        "KẾT QUẢ GIẢI QUYẾT HỒ SƠ THEO CÔNG CHỨC",
        "Trần Quốc Bảo 4.120 4.100 9 0,22 % 20 0 Không bị khống chế",
        "Phạm Thị Mỹ Lệ 12 10 1 10,00 % 2 1 Dưới mức hoàn thành tốt nhiệm vụ",
        "Lê Minh Tuấn 0 0 0 - 0 0 Không đánh giá",
        "Công chức có từ 10 % hồ sơ đã giải quyết trở lên bị quá hạn",
    ):
        assert words in text
    assert "Tổng số hồ sơ tiếp nhận" not in text


def test_ratios_alone_are_a_paper_too() -> None:
    text = text_of(ward_table.build(RATIOS_ONLY, WORDS))
    assert "CÁC TỶ LỆ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH" in text
    assert "90 12.919 0,7 %" in text
    assert "Đối chiếu" not in text


def test_54_a_difference_is_said_without_numbers_of_columns() -> None:
    lines = tuple(
        line(name, value, "received") for name, value in (("received", 14_048), ("resolved", 12_919), ("open", 1_195))
    )
    found = Difference(what="received_resolved_open", left=14_048, right=14_114, parts=(12_919, 1_195))
    text = text_of(ward_table.build(WardReport(head=WARD_HEAD, lines=lines, differences=(found,)), WORDS))
    assert (
        "Đối chiếu tiếp nhận = đã giải quyết + đang giải quyết: 14.048 so với 12.919 + 1.195 = 14.114; chênh lệch −66."
    ) in text


def test_what_nobody_said_is_a_dash_never_a_nought() -> None:
    text = text_of(ward_table.build(EMPTY_WARD, WORDS))
    assert text.count("- chưa có số liệu") == len(EMPTY_WARD.lines)
    assert "Chưa có số liệu." in text_of(ward_table.build(NOBODY, WORDS))
    assert "Chưa có số liệu." in text_of(ward_table.build(NOTHING_AT_ALL, WORDS))


@pytest.mark.parametrize(
    "report",
    [WARD, EMPTY_WARD, LONG, RATIOS_ONLY, OFFICERS_ONLY, NOBODY, NOTHING_AT_ALL],
    ids=["whole", "unsaid", "long", "ratios", "officials", "nobody", "nothing"],
)
def test_nothing_stands_on_anything_else_or_beyond_the_margins(report: WardReport) -> None:
    for page in ward_table._laid(report, WORDS).pages:
        assert collisions(page) == []
        for text in page.texts:
            assert text.x >= TABLE_UPRIGHT.binding - 0.1
            assert text.x + width(text.words, text.face, text.size) <= 210 - TABLE_UPRIGHT.outer + 0.1, text.words
            assert text.y < TABLE_UPRIGHT.foot - 4
    for picture in pictures(ward_table.build(report, WORDS), dpi=60, width_mm=210)[:3]:
        assert ink_margin_mm(picture, 60) >= 5


def test_long_names_are_whole_and_many_officials_go_on_to_further_sheets() -> None:
    pdf = ward_table.build(LONG, WORDS)
    letters = letters_of(text_of(pdf))
    assert preview.page_count(pdf) > 5
    assert letters.count(letters_of(LONG_NAME)) >= 60
    assert "1.000.000.000.000" in letters


def test_no_sheet_holds_notes_and_signatures_alone() -> None:
    for count in range(1, 30):
        for report in (
            dataclasses.replace(WARD, causes=CAUSES * count),
            dataclasses.replace(WARD, causes=CAUSES[:1], lines=WARD.lines[:1] * count),
            dataclasses.replace(OFFICERS_ONLY, officers=OFFICERS[:1] * count * 2),
            dataclasses.replace(WARD, lines=WARD.lines[:1] * count, ratios=(), officers=(), causes=()),
        ):
            last = ward_table._laid(report, WORDS).pages[-1]
            assert len([rule for rule in last.rules if rule[1] == rule[3]]) >= 2, count


def test_a_part_of_the_table_has_its_own_foot() -> None:
    for report, foot in (
        (WARD, "Bảng của phường"),
        (RATIOS_ONLY, "Bảng tỷ lệ"),
        (OFFICERS_ONLY, "Bảng theo công chức"),
    ):
        assert f"{foot} · trang 1" in text_of(ward_table.build(report, WORDS))


def test_a_cause_that_nobody_wrote_says_so() -> None:
    report = dataclasses.replace(WARD, causes=(("", "", 2),))
    assert "Chưa ghi nguyên nhân - 2" in text_of(ward_table.build(report, WORDS))


def test_training_is_marked_and_the_same_report_is_the_same_bytes() -> None:
    training = dataclasses.replace(WARD, head=dataclasses.replace(WARD.head, specimen=True))
    assert "SPECIMEN" in letters_of(text_of(ward_table.build(training, WORDS)))
    assert "SPECIMEN" not in letters_of(text_of(ward_table.build(WARD, WORDS)))
    assert ward_table.build(WARD, WORDS) == ward_table.build(WARD, WORDS)


def test_signatures_never_stand_apart_from_the_last_line() -> None:
    for count in range(1, 45):
        report = dataclasses.replace(WARD, lines=WARD.lines[:1] * count, ratios=(), officers=())
        for page in ward_table._laid(report, WORDS).pages:
            words = " ".join(text.words for text in page.texts)
            assert ("NGƯỜI LẬP BIỂU" in words) == ("Tính những việc đã xảy ra" in words), count
