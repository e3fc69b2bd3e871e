"""The leader's morning page: always one sheet, and what does not fit is counted."""

from __future__ import annotations

import dataclasses
import re

import pytest

from cchc_desktop.documents import fonts, morning_page, preview
from cchc_desktop.documents.form_sheet import TABLE_UPRIGHT
from cchc_desktop.documents.measure import width
from cchc_desktop.domain.morning import MorningPage, NearDueGroup
from tests.documents.form_samples import MORNING, near_due
from tests.documents.readers import collisions, ink_margin_mm, is_nfc, letters_of, pictures, text_of
from tests.documents.samples import LONG_ADDRESS

fonts.register()
QUIET = dataclasses.replace(MORNING, named=(), waiting=(), near_due=())
BUSY = dataclasses.replace(
    MORNING,
    waiting=MORNING.waiting * 40,
    near_due=tuple(NearDueGroup(title=f"Bộ phận {number}", dossiers=near_due(6, "Lê Tú")) for number in range(9)),
)
LONG = dataclasses.replace(
    BUSY,
    figures=tuple(dataclasses.replace(figure, value="123.456", label=LONG_ADDRESS) for figure in MORNING.figures),
    named=tuple(
        dataclasses.replace(named, procedure=LONG_ADDRESS, moment=LONG_ADDRESS, reason=LONG_ADDRESS)
        for named in MORNING.named
    ),
    waiting=tuple(
        dataclasses.replace(paper, procedure=LONG_ADDRESS, paper="W" * 80, waiting=LONG_ADDRESS)
        for paper in MORNING.waiting
    ),
)


def test_the_page_says_everything_of_an_ordinary_day() -> None:
    text = text_of(morning_page.build(MORNING))

    for words in (
        "BẢNG TIN ĐẦU NGÀY",
        "Phước Hòa, ngày 27 tháng 10 năm 2023",
        "37 đang giải quyết",
        "12 kết quả chưa trả",
        "Lâu nhất 000.16.40.H32-231009-0004 nhận ngày 09 tháng 10 năm 2023",
        "Đã 14 ngày làm việc, chờ xác minh của Công an phường",
        "Rủi ro nhất 000.16.40.H32-231026-0024",
        "Bổ sung nhiều nhất 000.16.40.H32-231020-0011",
        "Chờ ký (01)",
        "Phiếu xin lỗi 000.16.40.H32-231025-0007 Đăng ký lại khai sinh từ 16:20 26/10",
        "Sắp đến hạn trong 8 giờ làm việc tới (05)",
        "Tư pháp - Hộ tịch (03)",
        "Địa chính - Xây dựng (02)",
        "Lập lúc 07 giờ 00 phút, ngày 27 tháng 10 năm 2023 · bàn 1, 2 · đến mục số 447 của sổ",
    ):
        assert words in text
    assert text.count("H32.48.12-231026-") == 5
    assert "hồ sơ khác" not in text
    assert is_nfc(text)


@pytest.mark.parametrize("page", [MORNING, QUIET, BUSY, LONG], ids=["ordinary", "quiet", "busy", "long"])
def test_it_is_one_sheet_on_which_nothing_stands_on_anything_else(page: MorningPage) -> None:
    pdf = morning_page.build(page)
    drawing = morning_page._laid(page)

    assert preview.page_count(pdf) == 1
    assert collisions(drawing) == []
    for text in drawing.texts:
        assert text.x >= TABLE_UPRIGHT.binding - 0.1
        assert text.x + width(text.words, text.face, text.size) <= 210 - TABLE_UPRIGHT.outer + 0.6, text.words
        assert text.y <= TABLE_UPRIGHT.foot
    assert ink_margin_mm(pictures(pdf, dpi=100, width_mm=210)[0], 100) >= 5


def test_a_quiet_day_says_that_there_is_nothing() -> None:
    text = text_of(morning_page.build(QUIET))
    assert text.count("Không có.") == 3
    assert "Chờ ký (00)" in text


def test_what_does_not_fit_is_counted() -> None:
    text = text_of(morning_page.build(BUSY))
    left_out = [int(count) for count in re.findall(r"và (\d+) hồ sơ khác", text)]

    assert "Chờ ký (40)" in text
    assert "(54)" in text
    assert text.count("000.16.40.H32-231025-0007") == 40 - left_out[0]
    assert text.count("H32.48.12-231026-") == 54 - left_out[1]
    assert min(40 - left_out[0], 54 - left_out[1]) >= 5


@pytest.mark.parametrize("waiting", [0, 1, 5, 40])
def test_a_short_list_leaves_its_room_to_the_other(waiting: int) -> None:
    page = dataclasses.replace(BUSY, waiting=MORNING.waiting * waiting)
    shown = text_of(morning_page.build(page)).count("H32.48.12-231026-")
    crowded = text_of(morning_page.build(BUSY)).count("H32.48.12-231026-")
    assert shown >= crowded + (3 if waiting <= 1 else 0)


def test_a_short_list_of_dossiers_due_leaves_its_room_to_the_signatures() -> None:
    page = dataclasses.replace(BUSY, near_due=MORNING.near_due[1:])
    shown = text_of(morning_page.build(page)).count("000.16.40.H32-231025-0007")
    crowded = text_of(morning_page.build(BUSY)).count("000.16.40.H32-231025-0007")
    assert shown >= crowded + 3
    assert text_of(morning_page.build(page)).count("H32.48.12-231026-") == 2


def test_no_title_of_a_group_stands_without_a_dossier() -> None:
    for count in range(1, 30):
        groups = (
            NearDueGroup(title="Một", dossiers=near_due(count, "Lê Tú")),
            NearDueGroup(title="Hai", dossiers=near_due(9, "Lê Tú")),
        )
        text = text_of(morning_page.build(dataclasses.replace(BUSY, waiting=(), near_due=groups)))
        after = text.partition("Hai (09)")[2]
        assert not after or after.strip().startswith("09:31"), count


def test_training_is_marked_and_the_same_day_is_the_same_bytes() -> None:
    training = dataclasses.replace(MORNING, specimen=True)
    assert "SPECIMEN" in letters_of(text_of(morning_page.build(training)))
    assert "SPECIMEN" not in letters_of(text_of(morning_page.build(MORNING)))
    assert morning_page.build(training) == morning_page.build(training)
