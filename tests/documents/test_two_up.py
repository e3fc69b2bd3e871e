"""Two A5 slips on one A4: turned over the long edge of the sheet, each back is behind its own front."""

from __future__ import annotations

import dataclasses

import pytest
from PIL import Image

from cchc_desktop.documents import appointment_slip, preview
from cchc_desktop.domain.printing import PaperSize
from tests.documents.readers import differing_box, ink_margin_mm, pictures, symbols, text_of
from tests.documents.samples import OVERFLOWING, SLIP, STATIONERY

TWO_UP = dataclasses.replace(STATIONERY, size=PaperSize.A5_TWO_UP)
DPI = 254
"""Ten pixels a millimetre."""


def upright_half(sheet: Image.Image, half: int, *, back: bool) -> Image.Image:
    """Cut one half from a sheet and turn it as its reader holds it; half 0 is the lower."""
    lower = sheet.height - (half + 1) * sheet.height // 2
    piece = sheet.crop((0, lower, sheet.width, lower + sheet.height // 2))
    return piece.rotate(90 if back else -90, expand=True)


def ink_box(picture: Image.Image) -> tuple[int, int, int, int]:
    box = picture.point(lambda level: 255 if level < 128 else 0).getbbox()
    assert box is not None
    return box


def without_cut_line(picture: Image.Image) -> Image.Image:
    """Return the half without the 3 mm at its sides, where the cut runs."""
    return picture.crop((30, 0, picture.width - 30, picture.height))


def test_two_counterparts_take_one_sheet_fed_upright() -> None:
    pdf = appointment_slip.build(SLIP, TWO_UP)

    pages = preview.pages(pdf, width_px=210)
    assert [(page.width, page.height) for page in pages] == [(210, 297), (210, 297)]
    front, back = text_of(pdf, last=1), text_of(pdf, first=2)
    for counterpart in (1, 2):
        assert f"Liên {counterpart} · tờ 1/1 · mặt trước" in front
        assert f"Liên {counterpart} · tờ 1/1 · mặt sau" in back


@pytest.mark.parametrize("half", [0, 1])
def test_each_half_is_the_a5_slip_and_its_back_lies_behind_it(half: int) -> None:
    front, back = pictures(appointment_slip.build(SLIP, TWO_UP), dpi=DPI, width_mm=210)
    a5 = pictures(appointment_slip.build(SLIP, STATIONERY, counterparts=(half + 1,)), dpi=DPI, width_mm=148)

    for sheet, alone, is_back in ((front, a5[0], False), (back, a5[1], True)):
        # What the printer turns over its long edge keeps its height on the sheet: the same half, front and back.
        piece = without_cut_line(upright_half(sheet, half, back=is_back))
        read, expected = symbols(piece), symbols(alone)
        assert {kind: sorted(texts) for kind, texts in read.items()} == {
            kind: sorted(texts) for kind, texts in expected.items()
        }
        left, top, right, bottom = ink_box(piece)
        a5_left, a5_top, a5_right, a5_bottom = ink_box(alone)
        assert (right - left, bottom - top) == pytest.approx((a5_right - a5_left, a5_bottom - a5_top), abs=2)
        assert left + 30 == pytest.approx(a5_left + 2.5, abs=3)
        assert top == pytest.approx(a5_top, abs=3)


def test_the_halves_bear_their_own_counterpart_on_both_sides() -> None:
    alone = appointment_slip.build(SLIP, TWO_UP, counterparts=(1,))
    both = appointment_slip.build(SLIP, TWO_UP, counterparts=(1, 2))

    for one, two in zip(pictures(alone, dpi=100, width_mm=210), pictures(both, dpi=100, width_mm=210), strict=True):
        below = (0, one.height // 2 + 3, one.width, one.height)
        above = (0, 0, one.width, one.height // 2 - 3)
        assert differing_box(one.crop(below), two.crop(below)) is None
        assert one.crop(above).getextrema() == (255, 255)
    assert "Liên 2" not in text_of(alone)


def test_an_overflowing_slip_goes_on_on_a_second_sheet_of_halves() -> None:
    pdf = appointment_slip.build(OVERFLOWING, TWO_UP)

    assert preview.page_count(pdf) == 4
    assert STATIONERY.hotline in text_of(pdf, first=2, last=2)
    for page, side in ((1, "tờ 1/2 · mặt trước"), (2, "tờ 1/2 · mặt sau"), (3, "tờ 2/2 · mặt trước")):
        text = text_of(pdf, first=page, last=page)
        assert f"Liên 1 · {side}" in text
        assert f"Liên 2 · {side}" in text


def test_nothing_is_near_the_edges_of_the_a4() -> None:
    for sheet in pictures(appointment_slip.build(OVERFLOWING, TWO_UP), dpi=100, width_mm=210):
        assert ink_margin_mm(sheet, 100) >= 5


@pytest.mark.parametrize(
    ("size", "sheet"),
    [(PaperSize.A5, PaperSize.A5), (PaperSize.A4, PaperSize.A4), (PaperSize.A5_TWO_UP, PaperSize.A4)],
)
def test_every_size_is_turned_over_the_long_edge(size: PaperSize, sheet: PaperSize) -> None:
    assert appointment_slip.sides_for(size) == "two-sided-long-edge"
    assert appointment_slip.sheet_for(size) is sheet
