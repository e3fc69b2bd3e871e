"""The tracking register on paper: fifteen columns, any number of rows, nothing cut (RULES 1.8)."""

from __future__ import annotations

import dataclasses
import re

import pytest

from cchc_desktop.documents import fonts, preview, tracking_register
from cchc_desktop.documents.form_sheet import LANDSCAPE
from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.domain.register import RegisterRow, sum_line
from cchc_desktop.sentences import BY_STATE_IN_LINE
from tests.documents.form_samples import REGISTER_HEAD, RETURNED, WAITING
from tests.documents.readers import collisions, ink_margin_mm, is_nfc, letters_of, pictures, text_of
from tests.documents.samples import LONG_ADDRESS, LONG_NAME

fonts.register()
LONG = dataclasses.replace(
    WAITING, number=123456, applicant_name=LONG_NAME, address=LONG_ADDRESS, handling_unit=LONG_ADDRESS
)
TALLER_THAN_A_PAGE = dataclasses.replace(WAITING, note=" ".join(f"ghi{number}" for number in range(400)))
CERTIFIED_COPY = (
    "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền của Việt Nam; cơ quan, tổ chức "
    "có thẩm quyền của nước ngoài; cơ quan, tổ chức có thẩm quyền của Việt Nam liên kết với cơ quan, tổ chức có thẩm "
    "quyền của nước ngoài cấp hoặc chứng nhận"
)
NO_SPACES = dataclasses.replace(WAITING, dossier_code="X" * 60, applicant_name="Y" * 150, note="Z" * 90)


def many(count: int) -> list[RegisterRow]:
    """Return so many rows, every third waiting, each with a name of its own."""
    return [
        dataclasses.replace(
            WAITING if number % 3 == 0 else RETURNED,
            number=number,
            applicant_name=f"Nguyễn Văn Thứ {number}",
            address=f"{number} đường Tô Hiệu",
        )
        for number in range(1, count + 1)
    ]


def test_the_register_says_what_the_form_asks() -> None:
    text = text_of(tracking_register.build([RETURNED, WAITING], REGISTER_HEAD))

    for words in (
        "ỦY BAN NHÂN DÂN PHƯỜNG PHƯỚC HÒA BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
        "SỔ THEO DÕI HỒ SƠ",
        "Lĩnh vực: Hộ tịch",
        "Quyển số: 02/2023",
        "Từ ngày 26 tháng 10 năm 2023 đến ngày 27 tháng 10 năm 2023",
        "Tên cá nhân, tổ chức",
        "Cơ quan chủ trì giải quyết",
        "Chuyển hồ sơ đến cơ quan giải quyết",
        "Phương thức nhận kết quả",
        "000.16.40.H32- 231026-0021",
        "26/10/2023 08:12",
        "26/10/2023 10:40",
        "Cộng trang: 02 hồ sơ; đã trả 01, chờ bổ sung 01.",
        "In từ sổ điện tử lúc 17 giờ 05 phút, ngày 27 tháng 10 năm 2023 · Trần Quốc Bảo · bàn 1, 2",
        "đến mục số 447 của sổ",
        "Mẫu 06 · trang 1/1",
    ):
        assert words in text
    letters = letters_of(text)
    for words in (RETURNED.applicant_name, RETURNED.place_and_phone, WAITING.procedure_name, WAITING.note):
        assert letters_of(words) in letters
    assert [f"({column})" in text for column in range(1, 17)] == [True] * 15 + [False]
    assert is_nfc(text)


def test_moments_that_never_came_leave_their_cells_empty() -> None:
    row = dataclasses.replace(WAITING, handed_over_at=None)
    text = text_of(tracking_register.build([row], REGISTER_HEAD))
    assert text.count("26/10/2023") == 1, "only the moment of receipt"


def test_each_page_has_the_head_and_its_own_sum_and_the_last_one_the_sum_of_all() -> None:
    rows = many(100)
    pdf = tracking_register.build(rows, REGISTER_HEAD)

    pages = preview.page_count(pdf)
    texts = [text_of(pdf, first=number, last=number) for number in range(1, pages + 1)]
    counted = [int(text.partition("Cộng trang: ")[2].partition(" ")[0]) for text in texts]
    assert pages > 5
    assert all(text.count("Hẹn trả") == 1 and text.count("(15)") == 1 for text in texts)
    assert all("Quyển số: 02/2023" in text for text in texts)
    assert sum(counted) == 100
    assert min(counted[:-1]) > 5
    assert [("Cộng toàn kỳ: 100 hồ sơ; đã trả 67, chờ bổ sung 33." in text) for text in texts] == [False] * (
        pages - 1
    ) + [True]


def test_nothing_is_cut_however_long_it_is() -> None:
    pdf = tracking_register.build([RETURNED, LONG, TALLER_THAN_A_PAGE, NO_SPACES, RETURNED], REGISTER_HEAD)

    words = set(text_of(pdf).split())
    assert all(f"ghi{number}" in words for number in range(400))
    sums = re.findall(r"Cộng trang: (\d+) hồ sơ", text_of(pdf))
    assert sum(int(count) for count in sums) == 5, "a row over several pages is one dossier"
    assert "Cộng toàn kỳ: 05 hồ sơ" in text_of(pdf)
    for column, value in ((4, LONG.applicant_name), (5, LONG.place_and_phone), (6, LONG.handling_unit)):
        broken = tracking_register._broken(LONG)
        assert letters_of("".join(broken.cells[column])) == letters_of(value)
    assert text_of(pdf).count("Y") >= 150
    assert text_of(pdf).count("X") >= 60


def test_a_name_longer_than_its_column_is_whole_under_the_last_table() -> None:
    rows = [dataclasses.replace(row, procedure_name=CERTIFIED_COPY) for row in many(57)]
    pdf = tracking_register.build(rows, REGISTER_HEAD)
    pages = preview.page_count(pdf)
    text = text_of(pdf, first=pages, last=pages)
    assert pages <= 6, "57 dossiers of the longest name that is filed every day"
    assert letters_of(CERTIFIED_COPY) in letters_of(text.partition("Tên đầy đủ")[2])
    assert letters_of(CERTIFIED_COPY) not in letters_of(text_of(pdf, first=1, last=1))


def test_two_long_names_that_begin_alike_are_not_shortened() -> None:
    rows = [dataclasses.replace(RETURNED, procedure_name=f"{CERTIFIED_COPY} {place}") for place in ("một", "hai")]
    text = text_of(tracking_register.build(rows, REGISTER_HEAD))
    assert "Tên đầy đủ" not in text
    assert letters_of(text).count(letters_of(CERTIFIED_COPY)) == 2


def test_whole_names_that_need_more_than_a_sheet_go_on_to_further_ones() -> None:
    rows = [dataclasses.replace(RETURNED, procedure_name=f"{place} {CERTIFIED_COPY}") for place in range(120)]
    pdf = tracking_register.build(rows, REGISTER_HEAD)
    pages = preview.page_count(pdf)
    assert f"trang {pages}/{pages}" in text_of(pdf, first=pages)
    names = letters_of(text_of(pdf)).partition(letters_of("Tên đầy đủ của"))[2]
    whole = [row for row in rows if letters_of(f"- {row.procedure_name}") in names]
    assert len(whole) >= 115, "only where the sheet is turned does one stand on two"
    for picture in pictures(pdf, dpi=80, width_mm=297)[-2:]:
        assert ink_margin_mm(picture, 80) >= 5


def test_a_row_splits_only_where_it_is_taller_than_a_page() -> None:
    rows = [RETURNED] * 7 + [LONG] + [RETURNED] * 9 + [LONG]
    bodies = tracking_register._bodies(rows, 60.0, 45.0)
    assert [part.ends for body, _done in bodies for part in body] == rows
    assert len(tracking_register._bodies([TALLER_THAN_A_PAGE], 60.0, 45.0)) > 1


@pytest.mark.parametrize(
    "rows",
    [[], [RETURNED, WAITING], [LONG], [TALLER_THAN_A_PAGE], [NO_SPACES], many(40)],
    ids=["none", "two", "long", "taller than a page", "no spaces", "forty"],
)
def test_nothing_stands_on_anything_else_or_over_the_foot(rows: list[RegisterRow]) -> None:
    first, first_top = tracking_register._first_page(REGISTER_HEAD)
    assert collisions(first) == []
    assert collisions(tracking_register._table_head()) == []
    top = first_top + tracking_register._HEAD_HEIGHT
    for body, done in tracking_register._bodies(rows, top, top):
        page = tracking_register._page(body, top, tracking_register._sums(done, rows, BY_STATE_IN_LINE))
        assert collisions(page) == []
        assert max(text.y for text in page.texts) < LANDSCAPE.foot - 4
        assert max((rule[1] for rule in page.rules), default=0) <= LANDSCAPE.foot - 5 - 2 * 5.2, "room for two sums"
    for picture in pictures(tracking_register.build(rows, REGISTER_HEAD), dpi=80, width_mm=297)[:3]:
        assert ink_margin_mm(picture, 80) >= 5


def test_an_empty_period_says_so() -> None:
    text = text_of(tracking_register.build([], REGISTER_HEAD))
    assert "Không có hồ sơ nào trong kỳ này. Cộng trang: 00 hồ sơ." in text


def test_a_volume_of_all_fields_names_none() -> None:
    head = dataclasses.replace(REGISTER_HEAD, field_group="", form_number="07")
    text = text_of(tracking_register.build([RETURNED], head))
    assert "Lĩnh vực" not in text
    assert "Mẫu 07 · trang 1/1" in text


def test_three_thousand_rows_are_all_counted() -> None:
    pdf = tracking_register.build(many(3000), REGISTER_HEAD)
    assert "Cộng toàn kỳ: 3000 hồ sơ; đã trả 2000, chờ bổ sung 1000." in text_of(pdf, first=preview.page_count(pdf))


def test_training_is_marked_and_the_same_rows_are_the_same_bytes() -> None:
    training = dataclasses.replace(REGISTER_HEAD, specimen=True)
    assert letters_of(text_of(tracking_register.build(many(20), training))).count("SPECIMEN") >= 2
    assert "SPECIMEN" not in letters_of(text_of(tracking_register.build(many(20), REGISTER_HEAD)))
    assert tracking_register.build(many(20), training) == tracking_register.build(many(20), training)


def test_a_sum_names_the_states_that_occur_in_one_order() -> None:
    rows = [WAITING, RETURNED, dataclasses.replace(RETURNED, state=DossierState.VOIDED), WAITING]
    assert sum_line("Cộng", rows, BY_STATE_IN_LINE) == "Cộng: 04 hồ sơ; đã trả 01, chờ bổ sung 02, đã hủy 01."
    assert set(BY_STATE_IN_LINE) == set(DossierState)
