"""The leader's morning page: five numbers, three names, the queue of signatures, and one sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop.domain.morning import MorningPage
from cchc_desktop.domain.steps import StepKind
from cchc_desktop.services.morning import MorningDesk
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import journal
from tests.documents.readers import text_of
from tests.services import board_life
from tests.services.life_desk import PERSON, Life, life_desk


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path)
    yield life
    assert verify(life.desk.db).is_whole
    life.desk.close()


def desk_of(life: Life) -> MorningDesk:
    return MorningDesk(life.desk.db, life.desk.state, life.clock)


def page(life: Life, when: str = "") -> MorningPage:
    if when:
        life.at(when)
    return desk_of(life).page()


def figures(life: Life) -> list[tuple[str, str]]:
    return [(figure.value, figure.label) for figure in page(life).figures]


def test_an_empty_morning(life: Life) -> None:
    found = page(life, "2023-10-24T07:00")
    assert [figure.value for figure in found.figures] == ["00"] * 5
    assert (found.named, found.waiting, found.near_due) == ((), (), ())
    assert found.place_date == "Mẫu Hòa, ngày 24 tháng 10 năm 2023"
    assert found.proof == f"bàn 1 · đến mục số {journal.head(life.desk.db).number} của sổ"
    assert found.specimen


def test_five_numbers_of_a_friday(life: Life) -> None:
    life.receive("2023-10-23T09:00")  # due Thursday: overdue
    life.receive("2023-10-24T09:00")  # due today
    paused = life.receive("2023-10-24T09:10")
    ready = life.receive("2023-10-24T09:20")
    drafted = life.receive("2023-10-26T09:00")
    life.receive("2023-10-26T16:00")
    board_life.pause(life, paused, "2023-10-26T16:10")
    life.step("result_ready", ready, "2023-10-26T16:20")
    board_life.draft(life, StepKind.REFUSAL, drafted, "2023-10-26T16:30", reason="Không đủ")
    life.at("2023-10-27T07:00")
    assert figures(life) == [
        ("02", "tiếp nhận hôm qua"),
        ("01", "đến hạn hôm nay"),
        ("01", "đã quá hạn"),
        ("01", "chờ ký"),
        ("01", "kết quả chưa trả"),
    ]


def test_on_monday_it_counts_from_friday_on(life: Life) -> None:
    life.receive("2023-10-26T16:00")
    life.receive("2023-10-27T09:00")
    life.receive("2023-10-28T09:00")
    life.receive("2023-10-30T07:00")
    assert figures(life)[0] == ("02", "tiếp nhận từ thứ Sáu 27/10")


def test_three_names_with_their_reasons_and_no_citizen(life: Life) -> None:
    oldest = life.receive("2023-10-23T09:00", procedure_code="1.004873")
    board_life.pause(life, oldest, "2023-10-24T10:00")
    life.receive("2023-10-25T09:00")
    risky = life.receive("2023-10-24T09:01")
    life.step("handover", risky, to_unit="Tư pháp - Hộ tịch")
    asked = life.receive("2023-10-25T09:10")
    board_life.ask_for_papers(life, asked)
    found = page(life, "2023-10-27T07:30")
    assert [(one.distinction, one.dossier_code, one.moment, one.reason) for one in found.named] == [
        ("Lâu nhất", oldest.code, "nhận ngày 23 tháng 10 năm 2023", "Đã 4 ngày làm việc, dừng tính"),
        (
            "Rủi ro nhất",
            risky.code,
            "hẹn 09 giờ 01 phút, ngày 27 tháng 10 năm 2023",
            "Còn 1 giờ 31 phút làm việc, đang ở Tư pháp - Hộ tịch",
        ),
        ("Bổ sung nhiều nhất", asked.code, "chờ bổ sung", "Yêu cầu bổ sung 01 lần"),
    ]
    assert PERSON.name not in repr(found)
    assert PERSON.phone not in repr(found)


def test_where_all_is_overdue_the_last_one_is_named_as_such(life: Life) -> None:
    life.receive("2023-10-23T09:00")
    last = life.receive("2023-10-24T09:00")
    riskiest = page(life, "2023-10-27T10:30").named[1]
    assert (riskiest.dossier_code, riskiest.reason) == (
        last.code, "Đã quá hạn 1 giờ 30 phút làm việc, chưa chuyển bộ phận chuyên môn",
    )  # fmt: skip


def test_the_queue_of_signatures_and_what_is_near_due(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    life.step("handover", dossier, to_unit="Tư pháp - Hộ tịch")
    board_life.draft(life, StepKind.VOID, dossier, "2023-10-26T16:30", reason="Nhập trùng")
    found = page(life, "2023-10-27T07:00")
    (waiting,) = found.waiting
    assert (waiting.paper, waiting.dossier_code, waiting.procedure, waiting.waiting) == (
        "Hủy (nhập nhầm)", dossier.code, "Xác nhận tình trạng hôn nhân", "từ 16:30 26/10",
    )  # fmt: skip
    (group,) = found.near_due
    assert (group.title, [(one.due, one.dossier_code) for one in group.dossiers]) == (
        "Tư pháp - Hộ tịch", [("09:00 27/10", dossier.code)],
    )  # fmt: skip


def test_it_is_one_sheet_of_paper(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    life.at("2023-10-27T07:00")
    text = text_of(desk_of(life).paper())
    for words in ("BẢNG TIN ĐẦU NGÀY", "đến hạn hôm nay", dossier.code, "Lập lúc 07 giờ 00 phút", "trang 1/1"):
        assert words in text
    assert PERSON.name not in text
