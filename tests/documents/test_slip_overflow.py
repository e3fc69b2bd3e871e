"""Slips that need a second sheet: nothing is lost, and the back stays behind the first front."""

from __future__ import annotations

import dataclasses

import pytest

from cchc_desktop.documents import appointment_slip, preview
from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.domain.slip import SlipPaper
from tests.documents.readers import ink_margin_mm, letters_of, pictures, symbols, text_of
from tests.documents.samples import OVERFLOWING, SLIP, STATIONERY


def papers(count: int) -> tuple[SlipPaper, ...]:
    return tuple(
        SlipPaper(name=f"Giấy tờ thứ {number} của hồ sơ", originals=1, copies=0, manner="Nộp")
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize("size", [PaperSize.A5, PaperSize.A4])
def test_forty_papers_a_long_name_and_a_long_address_print_whole(size: PaperSize) -> None:
    stationery = dataclasses.replace(STATIONERY, size=size)
    assert (len(OVERFLOWING.applicant_name), len(OVERFLOWING.address), len(OVERFLOWING.papers)) == (200, 300, 40)

    pdf = appointment_slip.build(OVERFLOWING, stationery, counterparts=(2,))

    whole, first = letters_of(text_of(pdf)), letters_of(text_of(pdf, last=1))
    assert letters_of(OVERFLOWING.applicant_name) in first
    assert letters_of(OVERFLOWING.address) in first
    assert letters_of(OVERFLOWING.request) in first
    assert letters_of(OVERFLOWING.due_at) in first
    assert "NGƯỜITIẾPNHẬNHỒSƠ" in first
    for paper in OVERFLOWING.papers:
        assert letters_of(paper.name) in whole
    assert letters_of("Cộng: 40 giấy tờ, gồm 40 bản chính và 20 bản sao.") in whole
    assert letters_of(STATIONERY.notes[1]) in whole


def test_the_back_stays_on_the_back_of_the_first_sheet() -> None:
    pdf = appointment_slip.build(OVERFLOWING, STATIONERY)

    count = preview.page_count(pdf)
    assert count == 8
    for counterpart, start in ((1, 1), (2, 5)):
        labels = [text_of(pdf, first=start + place, last=start + place) for place in range(4)]
        assert f"Liên {counterpart} · tờ 1/2 · mặt trước" in labels[0]
        assert f"Liên {counterpart} · tờ 1/2 · mặt sau" in labels[1]
        assert STATIONERY.hotline in labels[1]
        assert f"Liên {counterpart} · tờ 2/2 · mặt trước" in labels[2]
        assert "Tờ 2 của Giấy tiếp nhận hồ sơ và hẹn trả kết quả số 1286/TNHS, ngày 26 tháng 10 năm 2023" in labels[2]
        assert f"Liên {counterpart} · tờ 2/2 · mặt sau" in labels[3]


def test_an_unused_back_of_the_second_sheet_says_so() -> None:
    pdf = appointment_slip.build(dataclasses.replace(SLIP, papers=papers(20)), STATIONERY, counterparts=(1,))

    assert preview.page_count(pdf) == 4
    assert "Mặt này để trống." in text_of(pdf, first=4)


def test_sheet_one_says_which_papers_go_on() -> None:
    pdf = appointment_slip.build(dataclasses.replace(SLIP, papers=papers(20)), STATIONERY, counterparts=(1,))

    first, second = text_of(pdf, last=1), text_of(pdf, first=3, last=3)
    last_shown = max(number for number in range(1, 21) if f"{number} Giấy tờ thứ {number} của" in first)
    assert f"Còn {20 - last_shown} giấy tờ, từ số {last_shown + 1} đến số 20, kê tiếp tại tờ 2." in first
    assert f"{last_shown + 1} Giấy tờ thứ {last_shown + 1} của" in second


def test_a_single_paper_that_goes_on_is_named_by_its_number() -> None:
    tall = SlipPaper(name="Hợp đồng và các phụ lục kèm theo " * 20, originals=1, copies=0, manner="Nộp")
    slip = dataclasses.replace(SLIP, papers=(*papers(4), tall))

    first = text_of(appointment_slip.build(slip, STATIONERY, counterparts=(1,)), last=1)

    assert "Còn 1 giấy tờ, số 5, kê tiếp tại tờ 2." in first


def test_no_paper_is_lost_or_doubled_at_any_count() -> None:
    for count in range(25):
        slip = dataclasses.replace(SLIP, papers=papers(count))
        text = text_of(appointment_slip.build(slip, STATIONERY, counterparts=(1,)))
        for number in range(1, count + 1):
            assert text.count(f"{number} Giấy tờ thứ {number} của hồ sơ") == 1, (count, number)


@pytest.mark.parametrize("sign", ["W", "ư", "Ộ "])
def test_the_widest_and_the_longest_input_keeps_clear_of_the_foot_strip(sign: str) -> None:
    slip = dataclasses.replace(
        OVERFLOWING,
        applicant_name=(sign * 200)[:200],
        address=(sign * 300)[:300],
        request=(sign * 900)[:900],
        return_place=(sign * 300)[:300],
        fee=(sign * 200)[:200],
        submitter_name=(sign * 200)[:200],
    )

    pdf = appointment_slip.build(slip, STATIONERY, counterparts=(1,))

    letters = letters_of(text_of(pdf))
    assert letters_of(slip.request) in letters
    for number, picture in enumerate(pictures(pdf, dpi=150, width_mm=148)):
        assert ink_margin_mm(picture, 150) >= 5
        if number != 1:
            assert symbols(picture) == {"Code128": [SLIP.dossier_code], "QRCode": [SLIP.lookup_url]}
