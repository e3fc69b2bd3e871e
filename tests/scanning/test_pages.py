"""Scanned pages become one small PDF, the same each time; a page left out of the list is left out of it."""

from __future__ import annotations

import re

import pytest

from cchc_desktop.documents.preview import page_count, pages
from cchc_desktop.domain.attachment import MOST_PAGES
from cchc_desktop.errors import AttachmentRefused
from cchc_desktop.scanning.pages import pages_to_pdf
from tests.documents.outside_files import bomb, picture
from tests.scanning.conftest import MakeScanner

LIGHT, DARK = picture(mode="L", ground=255), picture(mode="L", ground=40)


def shades(pdf: bytes) -> list[int]:
    """Return the grey in the middle of each page."""
    shown = pages(pdf, width_px=100)
    return [page.pixels[page.width * (page.height // 2) + page.width // 2] for page in shown]


def test_pages_keep_their_order_and_a_wrong_one_is_left_out() -> None:
    assert [shade > 128 for shade in shades(pages_to_pdf([LIGHT, DARK, DARK]))] == [True, False, False]
    assert [shade > 128 for shade in shades(pages_to_pdf([LIGHT, DARK]))] == [True, False]


def test_the_same_pages_give_the_same_bytes() -> None:
    made = pages_to_pdf([LIGHT, DARK])
    assert made == pages_to_pdf([LIGHT, DARK])
    assert set(re.findall(rb"D:(\d{4})", made)) <= {b"1970"}, "no moment of today"


def test_a_page_has_the_size_of_its_paper() -> None:
    """400 x 560 dots at 150 dpi."""
    shown = pages(pages_to_pdf([LIGHT]), width_px=192)
    assert (shown[0].width, shown[0].height) == (192, 269)


@pytest.mark.parametrize(("mode", "ground"), [("1", 1), ("L", 255), ("RGB", "white"), ("RGBA", "white")])
def test_every_way_in_which_a_scanner_paints_is_taken(mode: str, ground: str | int) -> None:
    assert page_count(pages_to_pdf([picture(mode=mode, ground=ground)])) == 1


def test_a_page_of_the_scanner_is_compressed(scanner: MakeScanner) -> None:
    made = pages_to_pdf(scanner().scan("test:0", dpi=300, grey=False, pages=2))
    assert page_count(made) == 2
    assert b"/DCTDecode" in made


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        ([], "empty_file"),
        ([LIGHT] * (MOST_PAGES + 1), "too_many_pages"),
        ([LIGHT, b"no picture"], "broken_file"),
        ([LIGHT[:80]], "broken_file"),
        ([bomb(60_000, 60_000)], "too_many_pixels"),
        ([bomb(9_000, 9_000)], "too_many_pixels"),
    ],
)
def test_what_cannot_become_a_pdf_is_refused_by_its_cause(given: list[bytes], cause: str) -> None:
    with pytest.raises(AttachmentRefused) as refused:
        pages_to_pdf(given)
    assert refused.value.facts["cause"] == cause
