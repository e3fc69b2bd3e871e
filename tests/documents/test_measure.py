"""Lines broken by measured widths: nothing is lost, nothing is wider than its column, numbers stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.documents import fonts
from cchc_desktop.documents.measure import BOLD, REGULAR, clean, justified, shortened, size_that_fits, width, wrapped

fonts.register()
PROSE = st.text(alphabet="aăâbđeêghnoôơtuưy ỄẶ0189-/.,", max_size=160)


@given(PROSE, st.floats(8, 120), st.sampled_from([7.0, 9.5, 13.0]))
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(text: str, room: float, size: float) -> None:
    for lines in (wrapped(text, REGULAR, size, room), justified(text, REGULAR, size, room)):
        assert "".join("".join(lines).split()) == "".join(clean(text).split())
        assert all(width(line, REGULAR, size) <= room + 1e-6 for line in lines)


def test_a_first_line_leaves_room_for_its_label() -> None:
    lines = wrapped("một hai ba bốn năm", REGULAR, 10, 30, first=22)
    assert width(lines[0], REGULAR, 10) <= 8
    assert " ".join(lines).split() == ["một", "hai", "ba", "bốn", "năm"]


def test_a_last_line_of_one_word_is_avoided_where_it_costs_no_line() -> None:
    room = width("Giấy xác nhận tình trạng hôn", REGULAR, 10) + 0.1
    assert wrapped("Giấy xác nhận tình trạng hôn nhân", REGULAR, 10, room)[-1] == "hôn nhân"


@pytest.mark.parametrize("room", [28.0, 32.0, 36.0, 40.0, 46.0])
def test_a_telephone_number_is_never_parted(room: float) -> None:
    lines = wrapped("số 1 đường Mẫu; điện thoại 0258 3510 417; tổng đài 1800 1096", REGULAR, 9.5, room)
    assert sum("0258 3510 417" in line for line in lines) == 1
    assert sum("1800 1096" in line for line in lines) == 1


@pytest.mark.parametrize(
    ("text", "signs", "short"),
    [
        ("NGUYỄN THỊ THU HÀ", 40, "NGUYỄN THỊ THU HÀ"),
        ("NGUYỄN THỊ THU HÀ", 17, "NGUYỄN THỊ THU HÀ"),
        ("NGUYỄN THỊ THU HÀ", 16, "NGUYỄN THỊ THU…"),
        ("DỊCH VỤ DU LỊCH, NUÔI TRỒNG", 17, "DỊCH VỤ DU LỊCH…"),
        ("CÔNGTYKHÔNGCÓDẤUCÁCH", 10, "CÔNGTYKHÔ…"),
    ],
)
def test_what_is_cut_short_ends_with_a_whole_word(text: str, signs: int, short: str) -> None:
    assert shortened(text, signs) == short
    assert len(short) <= signs


def test_type_shrinks_only_as_far_as_it_must() -> None:
    assert size_that_fits("ngắn", BOLD, 12, 100) == 12
    fitted = size_that_fits("một dòng khá dài", BOLD, 12, 25)
    assert 7 < fitted < 12
    assert width("một dòng khá dài", BOLD, fitted) <= 25 + 1e-6
    assert size_that_fits("một dòng khá dài", BOLD, 12, 5) == 7
