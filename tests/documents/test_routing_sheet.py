"""The routing sheet: recorded hand-overs, blanks for more, and nothing that splits or overruns (RULES 1.7)."""

from __future__ import annotations

import dataclasses

import pytest

from cchc_desktop.documents import fonts, preview, routing_sheet
from cchc_desktop.documents.form_sheet import TABLE_UPRIGHT
from cchc_desktop.documents.measure import BOLD, width
from cchc_desktop.domain.routing_sheet import RoutingSheet
from tests.documents.form_samples import CODE, HANDOVERS, ROUTING
from tests.documents.readers import collisions, ink_margin_mm, is_nfc, letters_of, pictures, symbols, text_of
from tests.documents.samples import LONG_ADDRESS, LONG_NAME

fonts.register()
LONG = dataclasses.replace(
    ROUTING,
    handling_unit=LONG_ADDRESS,
    partner_agency=LONG_ADDRESS,
    handovers=tuple(
        dataclasses.replace(
            HANDOVERS[1],
            from_unit=LONG_NAME,
            to_unit=LONG_ADDRESS,
            giver_name="Công Tằng Tôn Nữ Thị Ngọc Quỳnh Phương",
            note=LONG_ADDRESS,
        )
        for _ in range(4)
    ),
)
EMPTY = dataclasses.replace(ROUTING, handling_unit="", handovers=(), proof="", place_date="")
NO_SPACES = dataclasses.replace(
    ROUTING, handovers=(dataclasses.replace(HANDOVERS[0], from_unit="X" * 200, note="Y" * 400, taker_name="Z" * 90),)
)


def test_the_sheet_says_what_the_form_asks_and_what_was_recorded() -> None:
    text = text_of(routing_sheet.build(ROUTING))

    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Phước Hòa, ngày 26 tháng 10 năm 2023",
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        f"Mã hồ sơ: {CODE}",
        "Cơ quan (bộ phận) giải quyết hồ sơ: Công chức Tư pháp - Hộ tịch, Ủy ban nhân dân phường Phước Hòa",
        "Cơ quan phối hợp giải quyết hồ sơ:",
        "TÊN CƠ QUAN",
        "THỜI GIAN GIAO, NHẬN HỒ SƠ",
        "KẾT QUẢ GIẢI QUYẾT HỒ SƠ (Trước hạn/ Đúng hạn/ Quá hạn)",
        "GHI CHÚ",
        "1. Giao: Bộ phận tiếp nhận và trả kết quả 2. Nhận: Công chức Tư pháp - Hộ tịch",
        "09 giờ 10 phút, ngày 26 tháng 10 năm 2023",
        "14 giờ 30 phút, ngày 30 tháng 10 năm 2023",
        "Trần Quốc Bảo",
        "Lê Minh Tuấn",
        "Kèm dự thảo",
        "đã ghi sổ · bàn 2 · #0418 · 9F3C",
        "Mẫu 05 · trang 1/1",
    ):
        assert words in text
    assert is_nfc(text)
    assert "Số:" not in text, "the form bears no number"


def test_the_result_word_is_bold() -> None:
    [page] = routing_sheet._pages(ROUTING)
    assert [text.face for text in page.texts if text.words == "Trước hạn"] == [BOLD]


@pytest.mark.parametrize(
    ("recorded", "pages", "blanks"),
    [(0, 1, 4), (2, 1, 2), (3, 1, 1), (4, 2, 6), (9, 2, 1), (10, 3, 6)],
)
def test_blank_blocks_fill_the_last_page_and_there_is_always_one(recorded: int, pages: int, blanks: int) -> None:
    pdf = routing_sheet.build(dataclasses.replace(ROUTING, handovers=(HANDOVERS * 5)[:recorded]))

    assert preview.page_count(pdf) == pages
    assert text_of(pdf).count("Người giao") == recorded + blanks
    assert text_of(pdf, first=pages).count("năm 20 ") == blanks


def test_each_page_has_the_head_of_the_table_and_the_bars() -> None:
    pdf = routing_sheet.build(dataclasses.replace(ROUTING, handovers=HANDOVERS * 6))

    for number, picture in enumerate(pictures(pdf, dpi=150, width_mm=210), start=1):
        text = text_of(pdf, first=number, last=number)
        assert text.count("THỜI GIAN GIAO, NHẬN HỒ SƠ") == 1
        assert f"Mã hồ sơ: {CODE}" in text
        assert symbols(picture) == {"Code128": [CODE]}


def test_a_finished_sheet_has_no_blanks() -> None:
    text = text_of(routing_sheet.build(dataclasses.replace(ROUTING, is_finished=True)))
    assert text.count("Người giao") == len(HANDOVERS)


@pytest.mark.parametrize("number", ["05", "06"])
def test_number_and_title_are_those_of_the_day_of_receipt(number: str) -> None:
    text = text_of(routing_sheet.build(dataclasses.replace(ROUTING, form_number=number, title="PHIẾU MỚI")))
    assert f"Mẫu {number} · trang 1/1" in text
    assert "PHIẾU MỚI" in text
    assert "QUÁ TRÌNH" not in text


@pytest.mark.parametrize("sheet", [ROUTING, LONG, EMPTY, NO_SPACES], ids=["plain", "long", "empty", "no spaces"])
def test_nothing_stands_on_anything_else_or_over_a_margin(sheet: RoutingSheet) -> None:
    for page in routing_sheet._pages(sheet):
        assert collisions(page) == []
        for text in page.texts:
            assert text.x >= TABLE_UPRIGHT.binding - 0.1
            assert text.x + width(text.words, text.face, text.size) <= 210 - TABLE_UPRIGHT.outer + 0.1, text.words
            assert text.y < 264
    for picture in pictures(routing_sheet.build(sheet), dpi=100, width_mm=210):
        assert ink_margin_mm(picture, 100) >= 5


def test_a_block_never_splits() -> None:
    pdf = routing_sheet.build(LONG)

    for number in range(1, preview.page_count(pdf) + 1):
        text = text_of(pdf, first=number, last=number)
        assert text.count("1. Giao:") == text.count("2. Nhận:") == text.count("Người nhận")
    assert text_of(pdf).count("14 giờ 30 phút,") == 4


def test_training_and_reprint_are_marked() -> None:
    pdf = routing_sheet.build(
        dataclasses.replace(ROUTING, specimen=True, reprint_mark="BẢN IN LẠI LẦN 2 · 10:14 27/10/2023")
    )
    assert "SPECIMEN" in letters_of(text_of(pdf))
    assert "BẢN IN LẠI LẦN 2" in text_of(pdf)
    assert "SPECIMEN" not in letters_of(text_of(routing_sheet.build(ROUTING)))
    assert symbols(pictures(pdf, dpi=150, width_mm=210)[0]) == {"Code128": [CODE]}


def test_the_same_sheet_is_the_same_bytes() -> None:
    assert routing_sheet.build(ROUTING) == routing_sheet.build(ROUTING)
