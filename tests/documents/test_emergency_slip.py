"""Blank slips for a power cut: numbered, two-sided, both counterparts, room for a hand (RULES 3)."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from cchc_desktop.documents import emergency_slip, fonts, preview
from cchc_desktop.documents.slip_style import A5
from cchc_desktop.domain.emergency import emergency_number
from cchc_desktop.domain.slip import Offsets, Stationery
from tests.documents.form_samples import EMERGENCY
from tests.documents.readers import (
    collisions,
    differing_box,
    ink_margin_mm,
    is_nfc,
    letters_of,
    pictures,
    symbols,
    text_of,
    zbar_texts,
)
from tests.documents.samples import STATIONERY

fonts.register()
LONG_UNITS = dataclasses.replace(
    STATIONERY,
    committee=("ỦY BAN NHÂN DÂN", "PHƯỜNG BẮC NHA TRANG", "TỈNH KHÁNH HÒA"),
    centre=("TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG", "PHƯỜNG BẮC NHA TRANG"),
)
ONE = dataclasses.replace(EMERGENCY, numbers=EMERGENCY.numbers[:1])


def test_the_front_says_what_it_is_and_what_to_fill_in() -> None:
    text = text_of(emergency_slip.build(EMERGENCY, STATIONERY), last=1)

    for words in (
        "GIẤY TIẾP NHẬN HỒ SƠ TẠM (dùng khi mất điện)",
        "KC-2-0001",
        "(Liên 1: Lưu)",
        "Bộ phận tiếp nhận và trả kết quả: Ủy ban nhân dân phường Phước Hòa",
        "Tiếp nhận hồ sơ của:",
        "Số định danh cá nhân:",
        "Số điện thoại:",
        "Nội dung yêu cầu giải quyết:",
        "1. Thành phần hồ sơ nộp gồm:",
        "3. Thời gian nhận hồ sơ: giờ phút, ngày tháng năm 20",
        "Thời gian trả kết quả sẽ được báo qua điện thoại ngay sau khi nhập hồ sơ vào sổ",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Mã hồ sơ (ghi sau khi nhập):",
        "in sẵn · bàn 2 · năm 2023 · #0419 · 9F3C",
    ):
        assert words in text
    assert is_nfc(text)


def test_pages_come_as_front_and_back_of_both_counterparts_of_each_number() -> None:
    pdf = emergency_slip.build(EMERGENCY, STATIONERY)

    assert preview.page_count(pdf) == 4 * len(EMERGENCY.numbers)
    for page in range(preview.page_count(pdf)):
        text = text_of(pdf, first=page + 1, last=page + 1)
        counterpart = 1 + page // 2 % 2
        side = "mặt sau" if page % 2 else "mặt trước"
        assert f"Liên {counterpart} · {side}" in text
        assert (EMERGENCY.numbers[page // 4] in text) is (page % 2 == 0)


def test_the_back_is_that_of_the_slip() -> None:
    text = text_of(emergency_slip.build(ONE, STATIONERY), first=2, last=2)
    assert STATIONERY.hotline in text
    assert STATIONERY.feedback_title in text
    assert "Chứng thực bản sao từ bản chính" in text


def test_each_number_is_read_from_its_own_front(tmp_path: Path) -> None:
    pages = pictures(emergency_slip.build(EMERGENCY, STATIONERY), dpi=150, width_mm=148)
    read = [symbols(page).get("Code128") for page in pages]
    assert read == [reading for number in EMERGENCY.numbers for reading in ([number], None, [number], None)]
    sharp = pictures(emergency_slip.build(ONE, STATIONERY), dpi=300, width_mm=148)
    assert zbar_texts(sharp[0], tmp_path) == {"KC-2-0001"}


def test_bars_are_wide_enough_and_the_number_is_large() -> None:
    own = emergency_slip._own("KC-2-0001", 30.0)
    assert [symbol.module for symbol in own.symbols] == [0.33]
    assert max(text.size for text in own.texts if text.words == "KC-2-0001") >= 20


@pytest.mark.parametrize(
    ("desk", "count", "number"), [(2, 1, "KC-2-0001"), (1, 9999, "KC-1-9999"), (9, 10_000, "KC-9-10000")]
)
def test_numbers_grow_and_never_wrap(desk: int, count: int, number: str) -> None:
    assert emergency_number(desk, count) == number


@pytest.mark.parametrize("stationery", [STATIONERY, LONG_UNITS], ids=["2023", "long names"])
def test_nothing_stands_on_anything_else_and_hands_have_room(stationery: Stationery) -> None:
    slips = dataclasses.replace(EMERGENCY, desk_name="Ủy ban nhân dân phường Bắc Nha Trang, tỉnh Khánh Hòa " * 2)
    page, number_top = emergency_slip._blank_front(slips, stationery)
    own = emergency_slip._own("KC-2-10000", number_top)
    line = emergency_slip._counterpart_line(stationery, 1, number_top)
    page.texts += own.texts + line.texts + emergency_slip._foot(slips, 1, back=False).texts
    page.symbols += own.symbols

    assert collisions(page) == []
    assert all(A5.binding <= x and end <= 148 - A5.outer + 0.1 for x, _y, end in page.leaders + own.leaders)
    signed = max(y for _x, y, _end in page.leaders)
    title = next(text.y for text in page.texts if text.words == "NGƯỜI NỘP HỒ SƠ")
    assert signed - title >= 14
    for picture in pictures(emergency_slip.build(slips, stationery), dpi=100, width_mm=148)[:2]:
        assert ink_margin_mm(picture, 100) >= 5


def test_offsets_move_fronts_and_backs_apart() -> None:
    plain = pictures(emergency_slip.build(ONE, STATIONERY), dpi=72, width_mm=148)
    moved = pictures(emergency_slip.build(ONE, STATIONERY, offsets=Offsets(back_dx_mm=3)), dpi=72, width_mm=148)
    assert differing_box(plain[0], moved[0]) is None
    assert differing_box(plain[1], moved[1]) is not None
    assert differing_box(plain[2], moved[2]) is None


def test_training_is_marked_on_both_sides_and_the_same_numbers_are_the_same_bytes() -> None:
    training = dataclasses.replace(STATIONERY, specimen=True)
    pdf = emergency_slip.build(EMERGENCY, training)
    assert letters_of(text_of(pdf)).count("SPECIMEN") == preview.page_count(pdf)
    assert symbols(pictures(pdf, dpi=150, width_mm=148)[0])["Code128"] == ["KC-2-0001"]
    assert "SPECIMEN" not in letters_of(text_of(emergency_slip.build(ONE, STATIONERY)))
    assert pdf == emergency_slip.build(EMERGENCY, training)
