"""The sheet of a closed day: one page for an ordinary day, and the signatures never alone."""

from __future__ import annotations

import dataclasses

import pytest

from cchc_desktop.documents import day_sheet, fonts, preview
from cchc_desktop.documents.form_sheet import TABLE_UPRIGHT
from cchc_desktop.documents.measure import width
from cchc_desktop.domain.day_sheet import DaySheet, SheetList, SheetRow, Signer
from tests.documents.form_samples import CENTRE, COMMITTEE
from tests.documents.readers import collisions, ink_margin_mm, is_nfc, letters_of, pictures, symbols, text_of

fonts.register()
NOTE = "(Ký và ghi rõ họ tên)"


def rows(count: int, label: str = "Việc") -> tuple[SheetRow, ...]:
    return tuple(SheetRow(label=f"{label} {number}", number=number) for number in range(1, count + 1))


SHEET = DaySheet(
    committee=COMMITTEE,
    centre=CENTRE,
    place_date="Phước Hòa, ngày 26 tháng 10 năm 2023",
    title="PHIẾU CHỐT NGÀY",
    subtitle="Bàn 2 · thứ Năm, ngày 26 tháng 10 năm 2023",
    left=(SheetList(title="Hồ sơ", rows=(SheetRow(label="Tiếp nhận", number=41, is_main=True), *rows(14))),),
    right=(
        SheetList(
            title="Tiền thu (đồng)",
            rows=(
                SheetRow(label="Tiền mặt bàn giao theo sổ", number=424_000, is_main=True),
                SheetRow(label="Tiền mặt đếm được", number=None, is_main=True),
                SheetRow(label="Chênh lệch", number=-10_000, is_main=True, is_difference=True),
            ),
        ),
        SheetList(title="Còn lại lúc chốt (hồ sơ)", rows=rows(6)),
    ),
    seal="7F3A-91C2",
    code="7F3A91C2 000.16.40.H32_ban-2_lan-1_2023-10-26_goi-1.cchc",
    entries="Sổ điện tử từ mục #0389 đến mục #0447 (59 mục, liền số)",
    package="Gói: 000.16.40.H32_ban-2_lan-1_2023-10-26_goi-1.cchc · chốt lúc 17 giờ 06 phút",
    note="Phiếu này chốt mọi việc bàn đã ghi vào sổ đến giờ chốt. Việc ghi sau giờ chốt nằm trong gói bổ sung.",
    signers=(
        Signer(title="NGƯỜI TIẾP NHẬN HỒ SƠ", note=NOTE, name="Trần Quốc Bảo"),
        Signer(title="PHỤ TRÁCH BỘ PHẬN MỘT CỬA", note=NOTE, name=""),
    ),
    proof="đã ghi sổ · bàn 2 · #0447 · 7F3A",
    specimen=False,
)


def with_left(count: int) -> DaySheet:
    return dataclasses.replace(SHEET, left=(SheetList(title="Hồ sơ", rows=rows(count)),))


def test_the_page_says_everything_of_an_ordinary_day() -> None:
    pdf = day_sheet.build(SHEET)
    text = text_of(pdf)
    for words in (
        "PHIẾU CHỐT NGÀY",
        "Bàn 2 · thứ Năm, ngày 26 tháng 10 năm 2023",
        "Tiếp nhận 41",
        "Tiền mặt bàn giao theo sổ 424.000",
        "Chênh lệch −10.000",
        "7F3A-91C2",
        "từ mục #0389 đến mục #0447",
        "Trần Quốc Bảo",
        "đã ghi sổ · bàn 2 · #0447 · 7F3A",
        "trang 1/1",
    ):
        assert words in text
    assert is_nfc(text)
    assert symbols(pictures(pdf, dpi=200, width_mm=210)[0]) == {"QRCode": [SHEET.code]}


@pytest.mark.parametrize("count", [0, 5, 22, 24, 30, 45, 60, 61, 62, 63, 64, 120, 400])
def test_nothing_stands_on_anything_else_and_the_signatures_never_alone(count: int) -> None:
    sheet = with_left(count)
    pages = day_sheet.laid(sheet)
    pdf = day_sheet.build(sheet)
    assert preview.page_count(pdf) == len(pages)
    assert (len(pages) == 1) == (count <= 24)
    for page in pages:
        assert collisions(page) == []
        for text in page.texts:
            assert text.x >= TABLE_UPRIGHT.binding - 0.1
            assert text.x + width(text.words, text.face, text.size) <= 210 - TABLE_UPRIGHT.outer + 0.6, text.words
            assert text.y <= TABLE_UPRIGHT.foot
    last = text_of(pdf, first=len(pages))
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in last
    assert not count or f"Việc {count} {count}" in last
    assert count < 2 or f"Việc {count - 1} {count - 1}" in last
    assert text_of(pdf).count("NGƯỜI TIẾP NHẬN") == 1
    whole = text_of(pdf)
    assert all(f"Việc {number} {number}" in whole for number in range(1, count + 1))
    assert ink_margin_mm(pictures(pdf, dpi=100, width_mm=210)[0], 100) >= 5


def test_a_count_that_nobody_typed_is_left_to_the_hand() -> None:
    (page,) = day_sheet.laid(SHEET)
    assert len(page.leaders) == 1


def test_training_is_marked_and_the_same_day_is_the_same_bytes() -> None:
    training = dataclasses.replace(SHEET, specimen=True)
    assert "SPECIMEN" in letters_of(text_of(day_sheet.build(training)))
    assert "SPECIMEN" not in letters_of(text_of(day_sheet.build(SHEET)))
    assert day_sheet.build(training) == day_sheet.build(training)
