"""Mẫu 01 on A5 and A4: order, sides, exact text, dots, density, determinism (RULES 40-43)."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from cchc_desktop.documents import appointment_slip, fonts, preview
from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.domain.slip import Offsets, Slip, SlipPaper, Stationery
from tests.documents.readers import differing_box, ink_margin_mm, is_nfc, letters_of, pictures, symbols, text_of
from tests.documents.samples import LISTING, OVERFLOWING, SLIP, STATIONERY

SIZES = [(PaperSize.A5, 148), (PaperSize.A4, 210)]


def stationery_of(size: PaperSize) -> Stationery:
    return dataclasses.replace(STATIONERY, size=size)


@pytest.mark.parametrize(("size", "width"), SIZES)
def test_two_counterparts_have_four_pages_front_and_back(size: PaperSize, width: int) -> None:
    pdf = appointment_slip.build(SLIP, stationery_of(size))

    assert preview.page_count(pdf) == 4
    for page, (counterpart, name) in ((1, (1, "Lưu")), (3, (2, "Giao khách hàng"))):
        front, back = text_of(pdf, first=page, last=page), text_of(pdf, first=page + 1, last=page + 1)
        assert f"(Liên {counterpart}: {name})" in front
        assert f"Liên {counterpart} · tờ 1/1 · mặt trước" in front
        assert f"Liên {counterpart} · tờ 1/1 · mặt sau" in back
        assert STATIONERY.hotline in back
        assert STATIONERY.feedback_title in back


@pytest.mark.parametrize(("size", "width"), SIZES)
def test_the_fields_stand_in_the_order_of_the_form(size: PaperSize, width: int) -> None:
    front = text_of(appointment_slip.build(SLIP, stationery_of(size), counterparts=(2,)), last=1)

    places = [
        front.index(words)
        for words in (
            "Số: 1286/TNHS",
            "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
            "Mã hồ sơ: 000.16.40.H32-231026-0023",
            "Bộ phận tiếp nhận và trả kết quả: Ủy ban nhân dân phường Phước Hòa",
            "Tiếp nhận hồ sơ của: NGUYỄN THỊ THU HÀ",
            "Địa chỉ: 27/4 đường Tô Hiệu",
            "Số điện thoại: 0905 000 417",
            "Email:",
            "Nội dung yêu cầu giải quyết: Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
            "1. Thành phần hồ sơ nộp gồm:",
            "STT Tên giấy tờ Bản chính Bản sao Hình thức",
            "2. Số lượng hồ sơ: 01 (bộ)",
            "3. Thời gian giải quyết hồ sơ theo quy định là: 03 ngày làm việc",
            "4. Thời gian nhận hồ sơ: 09 giờ 05 phút, ngày 26 tháng 10 năm 2023",
            "5. Thời gian trả kết quả giải quyết hồ sơ:",
            "09 giờ 05 phút, ngày 31 tháng 10 năm 2023 (thứ Ba)",
            "6. Đăng ký nhận kết quả tại: Bộ phận tiếp nhận",
            "7. Phí, lệ phí (nếu có): 15.000 đồng",
            "Vào Sổ theo dõi hồ sơ, Quyển số: 03/2023-HT",
            "Số thứ tự: 1286",
            "NGƯỜI NỘP HỒ SƠ",
        )
    ]
    assert places == sorted(places)
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in front
    assert letters_of(STATIONERY.notes[0]) in letters_of(front)
    assert SLIP.proof in front


def test_all_text_is_nfc_even_from_decomposed_input() -> None:
    name, desk = (unicodedata.normalize("NFD", words) for words in ("Đặng Ước", "Ủy ban"))
    assert not is_nfc(name)
    decomposed = dataclasses.replace(SLIP, applicant_name=name.upper(), desk_name=desk)

    text = text_of(appointment_slip.build(decomposed, STATIONERY))

    assert is_nfc(text)
    assert "ĐẶNG ƯỚC" in text
    assert "Ủy ban" in text


@pytest.mark.parametrize(("size", "listed"), [(PaperSize.A5, 15), (PaperSize.A4, 18)])
def test_the_back_lists_procedures_with_short_names_and_codes(size: PaperSize, listed: int) -> None:
    back = letters_of(text_of(appointment_slip.build(SLIP, stationery_of(size), counterparts=(1,)), first=2))

    shown = [letters_of(entry.short_name + entry.procedure_code) in back for entry in LISTING]
    assert shown == [True] * listed + [False] * (len(LISTING) - listed)
    for line in (*STATIONERY.office_hours, *STATIONERY.bring_lines, *STATIONERY.feedback_lines):
        assert letters_of(line) in back


def test_a_back_with_much_to_say_keeps_its_codes_and_its_edges() -> None:
    talkative = dataclasses.replace(
        STATIONERY,
        feedback_lines=STATIONERY.feedback_lines * 2,
        office_hours=STATIONERY.office_hours * 2,
        bring_lines=STATIONERY.bring_lines * 2,
    )

    back = pictures(appointment_slip.build(SLIP, talkative, counterparts=(1,)), dpi=200, width_mm=148)[1]

    assert ink_margin_mm(back, 200) >= 5
    assert len(symbols(back)["QRCode"]) >= 13


@pytest.mark.parametrize(("size", "width"), SIZES)
@pytest.mark.parametrize("slip", [SLIP, OVERFLOWING], ids=["plain", "overflowing"])
def test_nothing_is_printed_within_five_millimetres_of_an_edge(slip: Slip, size: PaperSize, width: int) -> None:
    marked = dataclasses.replace(stationery_of(size), specimen=True)

    for picture in pictures(appointment_slip.build(slip, marked, counterparts=(1,)), dpi=100, width_mm=width):
        assert ink_margin_mm(picture, 100) >= 5


def test_the_binding_margin_is_mirrored_on_the_back() -> None:
    front, back = pictures(appointment_slip.build(SLIP, STATIONERY, counterparts=(1,)), dpi=254, width_mm=148)

    def left_ink(picture: Image.Image) -> float:
        return picture.point(lambda level: 255 if level < 128 else 0).getbbox()[0] / 10

    assert left_ink(front) == pytest.approx(15, abs=0.4)
    assert left_ink(back) == pytest.approx(12, abs=0.4)


def test_on_a_back_without_strip_the_proof_begins_at_the_margin() -> None:
    back = pictures(appointment_slip.build(SLIP, STATIONERY, counterparts=(1,)), dpi=254, width_mm=148)[1]

    footer = back.crop((0, 2005, back.width, back.height))

    box = footer.point(lambda level: 255 if level < 128 else 0).getbbox()
    assert box[0] / 10 == pytest.approx(12, abs=0.4)
    assert box[2] / 10 == pytest.approx(148 - 15, abs=0.4)


@pytest.mark.parametrize("field", ["phone", "email", "term", "fee", "return_place", "register_number", "due_at"])
def test_an_empty_field_is_a_dotted_line_and_never_a_zero(field: str) -> None:
    full = dataclasses.replace(SLIP, email="ha@example.vn")
    empty = dataclasses.replace(full, **{field: ""}, **({"due_weekday": ""} if field == "due_at" else {}))

    fulls, empties = (appointment_slip.build(slip, STATIONERY, counterparts=(1,)) for slip in (full, empty))

    # Dots are drawn, not typed: the value is gone from the text, and nothing came in its place.
    value = getattr(full, field)
    assert letters_of(text_of(empties, last=1)).count(letters_of(value)) == (
        letters_of(text_of(fulls, last=1)).count(letters_of(value)) - 1
    )
    labels = {"phone": ("Số điện thoại:", "Email:"), "fee": ("7. Phí, lệ phí (nếu có):", "Vào Sổ theo dõi hồ sơ")}
    if field in labels:
        assert " ".join(labels[field]) in text_of(empties, last=1)
    assert "…" not in text_of(empties)
    assert ".." not in text_of(empties)
    one, other = (pictures(pdf, dpi=150, width_mm=148)[0] for pdf in (fulls, empties))
    assert differing_box(one, other) is not None


def test_the_same_slip_gives_the_same_bytes() -> None:
    first = appointment_slip.build(SLIP, STATIONERY)
    appointment_slip.build(OVERFLOWING, STATIONERY)

    assert appointment_slip.build(dataclasses.replace(SLIP), dataclasses.replace(STATIONERY)) == first


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_gives_the_same_bytes(seed: str) -> None:
    script = (
        "import sys; from cchc_desktop.documents import appointment_slip;"
        "from tests.documents.samples import SLIP, STATIONERY;"
        "sys.stdout.buffer.write(appointment_slip.build(SLIP, STATIONERY))"
    )
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "America/Lima", "LC_ALL": "C"}

    done = subprocess.run([sys.executable, "-c", script], cwd=root, env=environment, capture_output=True, check=True)

    assert done.stdout == appointment_slip.build(SLIP, STATIONERY)


def test_names_are_printed_as_they_are_worded() -> None:
    words = "CÔNG TY BIỂN XANH, đại diện: Lê Hoàng Minh Đức"
    organisation = dataclasses.replace(SLIP, applicant_name=words, papers=SLIP.papers * 5)

    pdf = appointment_slip.build(organisation, STATIONERY, counterparts=(2,))

    assert f"Tiếp nhận hồ sơ của: {words}" in text_of(pdf, last=1)
    assert "Tiếp nhận hồ sơ của: CÔNG TY BIỂN XANH, đại diện: Lê Hoàng…" in text_of(pdf, first=3, last=3)


def test_a_submitter_is_named_only_where_there_is_one() -> None:
    for_another = dataclasses.replace(SLIP, submitter="Lê Văn Định (giấy ủy quyền ngày 20/10/2023)")

    with_submitter = text_of(appointment_slip.build(for_another, STATIONERY), last=1)

    assert "Người nộp hồ sơ: Lê Văn Định (giấy ủy quyền ngày 20/10/2023)" in with_submitter
    assert "Người nộp hồ sơ:" not in text_of(appointment_slip.build(SLIP, STATIONERY), last=1)


def test_offsets_move_fronts_and_backs_apart() -> None:
    moved = Offsets(front_dx_mm=2, front_dy_mm=1, back_dx_mm=-3, back_dy_mm=0)

    plain = pictures(appointment_slip.build(SLIP, STATIONERY, counterparts=(1,)), dpi=254, width_mm=148)
    pages = pictures(appointment_slip.build(SLIP, STATIONERY, counterparts=(1,), offsets=moved), dpi=254, width_mm=148)

    for page, unmoved, (dx, dy) in zip(pages, plain, ((20, 10), (-30, 0)), strict=True):
        boxes = [picture.point(lambda level: 255 if level < 128 else 0).getbbox() for picture in (page, unmoved)]
        assert boxes[0][0] - boxes[1][0] == pytest.approx(dx, abs=1)
        assert boxes[0][1] - boxes[1][1] == pytest.approx(dy, abs=1)


COVERED = fonts.VIETNAMESE_LETTERS + "".join(chr(code) for code in range(33, 127)) + "₫“”–—"
WORDS = st.text(alphabet=COVERED + "    ", max_size=220)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=WORDS, address=WORDS)
def test_any_name_and_address_stand_whole_on_paper(name: str, address: str) -> None:
    slip = dataclasses.replace(SLIP, applicant_name=name, address=address)

    letters = letters_of(text_of(appointment_slip.build(slip, STATIONERY, counterparts=(1,))))

    assert letters_of(name) in letters
    assert letters_of(address) in letters


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(anything=st.text(max_size=400), papers=st.integers(0, 12), size=st.sampled_from(PaperSize))
def test_no_text_whatever_stops_a_slip(anything: str, papers: int, size: PaperSize) -> None:
    paper = SlipPaper(name=anything, originals=1, copies=0, manner=anything[:30])
    slip = dataclasses.replace(
        SLIP,
        applicant_name=anything,
        address=anything,
        request=anything,
        fee=anything,
        return_place=anything,
        submitter_name=anything,
        proof=anything[:60],
        replaces=anything,
        papers=(paper,) * papers,
    )

    assert preview.page_count(appointment_slip.build(slip, stationery_of(size), counterparts=(1,))) % 2 == 0
