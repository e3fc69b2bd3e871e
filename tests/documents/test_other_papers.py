"""The printer's test sheet, the explanation of a date, and pictures of pages."""

from __future__ import annotations

import pypdfium2
import pytest

from cchc_desktop.documents import appointment_slip, due_explanation, preview, test_sheet
from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.domain.slip import Offsets
from tests.documents.readers import ink_margin_mm, letters_of, pictures, text_of
from tests.documents.samples import SLIP, STATIONERY

LINES = [(f"ngày {number}", "ngày làm việc, tính đủ", "8 giờ") for number in range(1, 61)]


@pytest.mark.parametrize(("size", "width"), [(PaperSize.A5, 148), (PaperSize.A4, 210), (PaperSize.A5_TWO_UP, 210)])
def test_the_test_sheet_has_two_sides_that_say_how_to_turn(size: PaperSize, width: int) -> None:
    pdf = test_sheet.build(size)

    pages = pictures(pdf, dpi=100, width_mm=width)
    assert len(pages) == 2
    assert all(ink_margin_mm(page, 100) >= 5 for page in pages)
    assert "MẶT TRƯỚC" in text_of(pdf, last=1)
    assert "MẶT SAU" in text_of(pdf, first=2)
    assert "cạnh dài" in text_of(pdf, last=1)


def test_the_crosses_of_both_sides_meet_in_the_middle() -> None:
    for page in pictures(test_sheet.build(PaperSize.A5), dpi=254, width_mm=148):
        assert min(page.getpixel((740 + dx, 1000)) for dx in (-1, 0, 1)) < 128  # on the upright line
        assert min(page.getpixel((700, 1050 + dy)) for dy in (-1, 0, 1)) < 128  # on the level line


def test_the_edge_scale_stands_where_its_numbers_say() -> None:
    front = pictures(test_sheet.build(PaperSize.A5), dpi=254, width_mm=148)[0]
    row = round(210 * 0.88 * 10) + 20

    dark = [x for x in range(40, 260) if front.getpixel((x, row)) < 160]

    for place in range(6, 26):
        assert any(abs(x - place * 10) <= 1 for x in dark), place


def test_offsets_move_the_sides_of_the_test_sheet() -> None:
    moved = pictures(
        test_sheet.build(PaperSize.A5, offsets=Offsets(back_dx_mm=3, back_dy_mm=-2)), dpi=254, width_mm=148
    )

    assert min(moved[1].getpixel((770 + dx, 980)) for dx in (-1, 0, 1)) < 128
    assert min(moved[0].getpixel((740 + dx, 1000)) for dx in (-1, 0, 1)) < 128


def test_an_explanation_holds_every_line_and_its_sum() -> None:
    pdf = due_explanation.build("000.16.40.H32-231026-0023", LINES, ("Hẹn trả: 09 giờ 05 phút", "480 giờ"))

    letters = letters_of(text_of(pdf))
    assert preview.page_count(pdf) == 2
    for label, words, amount in LINES:
        assert letters_of(label + words + amount) in letters
    assert "Hẹn trả: 09 giờ 05 phút 480 giờ" in text_of(pdf)
    assert "SPECIMEN" not in letters


def test_a_short_explanation_is_one_page_and_bears_the_training_mark() -> None:
    pdf = due_explanation.build("Mã", LINES[:5], ("Cộng", "40 giờ"), specimen=True)

    assert preview.page_count(pdf) == 1
    assert "SPECIMEN" in letters_of(text_of(pdf))
    assert pdf == due_explanation.build("Mã", LINES[:5], ("Cộng", "40 giờ"), specimen=True)


@pytest.mark.parametrize(("grey", "channels"), [(True, 1), (False, 3)])
@pytest.mark.parametrize("width", [333, 400])
def test_a_preview_is_as_wide_as_asked_and_white_where_nothing_is(grey: bool, channels: int, width: int) -> None:
    pages = preview.pages(appointment_slip.build(SLIP, STATIONERY), width_px=width, grey=grey)

    assert len(pages) == 4
    for page in pages:
        assert (page.width, page.channels) == (width, channels)
        assert page.height == pytest.approx(width * 210 / 148, abs=1.5)
        assert len(page.pixels) == page.width * page.height * channels
        assert page.pixels[:channels] == b"\xff" * channels
        assert min(page.pixels) < 60


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        preview.pages(b"no pdf", width_px=100)
