"""Marks of a slip: reprint, specimen, draft, and the line of a slip that replaces another."""

from __future__ import annotations

import dataclasses

import pytest
from PIL import ImageDraw

from cchc_desktop.documents import appointment_slip
from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.domain.slip import Slip
from tests.documents.readers import differing_box, letters_of, pictures, text_of
from tests.documents.samples import OVERFLOWING, SLIP, STATIONERY

MARK = "BẢN IN LẠI LẦN 2 · 10:14 27/10/2023"


@pytest.mark.parametrize(("size", "width"), [(PaperSize.A5, 148), (PaperSize.A4, 210)])
@pytest.mark.parametrize("slip", [SLIP, OVERFLOWING], ids=["plain", "overflowing"])
def test_a_reprint_differs_only_inside_the_box_of_its_mark(slip: Slip, size: PaperSize, width: int) -> None:
    stationery = dataclasses.replace(STATIONERY, size=size)
    dpi = 200
    original = pictures(appointment_slip.build(slip, stationery), dpi=dpi, width_mm=width)
    pdf = appointment_slip.build(dataclasses.replace(slip, reprint_mark=MARK), stationery)
    reprint = pictures(pdf, dpi=dpi, width_mm=width)

    x, y, wide, high = (round(length / 25.4 * dpi) for length in appointment_slip.reprint_mark_box(stationery))
    assert MARK in text_of(pdf, last=1)
    assert len(original) == len(reprint)
    marked = 0
    for one, other in zip(original, reprint, strict=True):
        if differing_box(one, other) is None:
            continue
        marked += 1
        for picture in (one, other):
            blank = picture.crop((x, y, x + wide, y + high)).getextrema() == (255, 255)
            assert blank is (picture is one)  # the place was free before
            ImageDraw.Draw(picture).rectangle((x, y, x + wide, y + high), fill=255)
        assert differing_box(one, other) is None
    assert marked == 2  # the first front of each counterpart, no other side


def test_rebuilt_without_its_mark_a_reprint_is_the_first_print() -> None:
    marked = dataclasses.replace(SLIP, reprint_mark=MARK)

    assert appointment_slip.build(marked, STATIONERY) != appointment_slip.build(SLIP, STATIONERY)
    rebuilt = appointment_slip.build(dataclasses.replace(marked, reprint_mark=""), STATIONERY)
    assert rebuilt == appointment_slip.build(SLIP, STATIONERY)


@pytest.mark.parametrize("size", list(PaperSize))
def test_a_training_folder_marks_both_sides(size: PaperSize) -> None:
    specimen = dataclasses.replace(STATIONERY, specimen=True, size=size)

    pdf = appointment_slip.build(SLIP, specimen)

    for page in (1, 2):
        unmarked = appointment_slip.build(SLIP, dataclasses.replace(specimen, specimen=False))
        assert "SPECIMEN" in letters_of(text_of(pdf, first=page, last=page))
        assert "SPECIMEN" not in letters_of(text_of(unmarked, first=page, last=page))


def test_the_mark_is_twelve_percent_grey() -> None:
    specimen = dataclasses.replace(STATIONERY, specimen=True)

    levels = pictures(appointment_slip.build(SLIP, specimen), dpi=100, width_mm=148)[0].histogram()

    assert max(range(160, 250), key=levels.__getitem__) in range(222, 227)


def test_a_draft_says_so_and_may_lack_code_and_proof() -> None:
    draft = dataclasses.replace(
        SLIP, draft=True, dossier_code="", lookup_url="", proof="", slip_number="", register_number="", papers=()
    )

    text = letters_of(text_of(appointment_slip.build(draft, STATIONERY, counterparts=(2,))))

    assert text.count("NHÁP") == 2
    assert "SPECIMEN" not in text


def test_a_replacing_slip_says_what_it_replaces() -> None:
    words = "Giấy số 1279/TNHS cấp lúc 08 giờ 40 phút, ngày 26 tháng 10 năm 2023; lý do: ghi nhầm thủ tục."

    text = text_of(appointment_slip.build(dataclasses.replace(SLIP, replaces=words), STATIONERY), last=1)

    assert f"THAY THẾ {words}" in text
    assert text.index("Mã hồ sơ:") < text.index("THAY THẾ") < text.index("Tiếp nhận hồ sơ của:")
