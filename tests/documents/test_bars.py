"""QR and Code128: read back by two readers at the dots that offices print and scan with."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from cchc_desktop.documents import appointment_slip
from cchc_desktop.documents.bars import ListingCodes, bar_code, qr_code
from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.domain.slip import Stationery
from tests.documents.readers import boxes_of, differing_box, pictures, symbols, zbar_texts
from tests.documents.samples import LISTING, OVERFLOWING, SLIP, STATIONERY

A4 = dataclasses.replace(STATIONERY, size=PaperSize.A4)


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize(("stationery", "width", "listed"), [(STATIONERY, 148, 15), (A4, 210, 18)])
def test_every_symbol_of_both_sides_is_read_exactly(
    stationery: Stationery, width: int, listed: int, dpi: int, tmp_path: Path
) -> None:
    front, back = pictures(appointment_slip.build(SLIP, stationery, counterparts=(2,)), dpi=dpi, width_mm=width)

    read = symbols(front)
    assert read == {"Code128": [SLIP.dossier_code], "QRCode": [SLIP.lookup_url]}
    assert {SLIP.dossier_code, SLIP.lookup_url} == zbar_texts(front, tmp_path)
    expected = [entry.url for entry in LISTING[:listed]] + [STATIONERY.feedback_url]
    assert sorted(symbols(back)["QRCode"]) == sorted(expected)


@pytest.mark.parametrize("dpi", [150, 300])
def test_symbols_stay_readable_on_specimens_and_second_sheets(dpi: int) -> None:
    specimen = dataclasses.replace(STATIONERY, specimen=True)

    pages = pictures(appointment_slip.build(OVERFLOWING, specimen, counterparts=(1,)), dpi=dpi, width_mm=148)

    for number, page in enumerate(pages):
        read = symbols(page)
        if number == 1:
            assert len(read["QRCode"]) == 16
        else:
            assert read == {"Code128": [SLIP.dossier_code], "QRCode": [SLIP.lookup_url]}


def test_no_mark_runs_behind_or_beside_a_symbol() -> None:
    specimen = dataclasses.replace(STATIONERY, specimen=True)
    dpi, quiet = 300, round(4 * 0.45 / 25.4 * 300) - 2

    marked, plain = (
        pictures(appointment_slip.build(SLIP, stationery, counterparts=(1,)), dpi=dpi, width_mm=148)[1]
        for stationery in (specimen, STATIONERY)
    )

    boxes = boxes_of(marked)
    assert len(boxes) == 16
    assert differing_box(marked, plain) is not None
    for left, top, right, bottom in boxes:
        ring = (left - quiet, top - quiet, right + quiet, bottom + quiet)
        assert differing_box(marked.crop(ring), plain.crop(ring)) is None


@pytest.mark.parametrize("code", ["H32.48.12-260305-0017", "000.16.40.H32-231026-10023", "H32-260305-0001"])
def test_other_lengths_of_codes_are_read_on_a5(code: str) -> None:
    slip = dataclasses.replace(SLIP, dossier_code=code)

    front = pictures(appointment_slip.build(slip, STATIONERY, counterparts=(1,)), dpi=200, width_mm=148)[0]

    assert symbols(front)["Code128"] == [code]


@pytest.mark.parametrize("length", [20, 40, 62, 84, 122])
def test_look_up_addresses_of_any_usual_length_are_read(length: int) -> None:
    url = "https://tracuu.example.vn/".ljust(length, "x")[:length]
    slip = dataclasses.replace(SLIP, lookup_url=url)

    front = pictures(appointment_slip.build(slip, STATIONERY, counterparts=(1,)), dpi=300, width_mm=148)[0]

    assert symbols(front)["QRCode"] == [url]


def test_ready_codes_survive_being_kept_as_text() -> None:
    codes = ListingCodes.made_for(
        ["https://a.example.vn/một", "", "https://b.example.vn/2", "https://a.example.vn/một"]
    )

    kept = ListingCodes.from_text(codes.to_text())

    assert kept == codes
    assert [code.text for code in kept.codes] == ["https://a.example.vn/một", "https://b.example.vn/2"]
    assert [code.path for code in kept.codes] == [code.path for code in codes.codes]


def test_a_slip_is_the_same_with_and_without_ready_codes() -> None:
    ready = ListingCodes.made_for([*(entry.url for entry in LISTING), STATIONERY.feedback_url])

    assert appointment_slip.build(SLIP, STATIONERY, codes=ready) == appointment_slip.build(SLIP, STATIONERY)


def test_the_path_of_a_symbol_draws_its_dark_modules() -> None:
    code = qr_code("https://example.vn")
    whole = f"{int(code.bits, 16):0{code.size**2}b}"

    runs = [tuple(map(int, run.split()[:4])) for run in code.path.split(" re") if run]

    assert sum(width for _, _, width, _ in runs) == whole.count("1")
    assert code.path.startswith("0 0 7 1 re")  # the upper edge of the first finder pattern


def test_code128_has_the_modules_that_the_slip_reckons_with() -> None:
    assert bar_code("000.16.40.H32-231026-0023").modules == 288
    assert bar_code("H32.48.12-260305-0017").modules == 244
