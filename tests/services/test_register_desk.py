"""The tracking register of a desk with a life: fifteen columns from what happened, exports on record (RULES 63)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop import errors
from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import DossierState, ReturnWay
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.register import RegisterHead, RegisterRow
from cchc_desktop.services import register_export
from cchc_desktop.services.register_desk import RegisterDesk
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import journal
from tests.documents.readers import text_of
from tests.services import board_life
from tests.services.life_desk import PERSON, Life, life_desk

FIRST, LAST = date(2023, 10, 1), date(2023, 12, 31)


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path)
    yield life
    assert verify(life.desk.db).is_whole
    life.desk.close()


def register_of(life: Life) -> RegisterDesk:
    return RegisterDesk(life.desk.db, life.desk.state, life.desk.recorder, life.clock)


def rows(life: Life) -> list[RegisterRow]:
    return list(register_of(life).rows(FIRST, LAST))


def hand_out(life: Life, build: Callable[[Sequence[RegisterRow], RegisterHead], bytes]) -> bytes:
    return register_export.hand_out(life.desk.recorder, *register_of(life).whole(FIRST, LAST), build)


def exports(life: Life) -> list[tuple[str, Any]]:
    found = journal.of_desk(life.desk.db)
    return [(one.entry.actor, one.entry.body) for one in found if one.entry.kind == EntryKind.LIST_EXPORTED]


def test_a_row_says_the_whole_life_of_a_dossier(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00", return_way=ReturnWay.DESK)
    life.step("handover", dossier, "2023-10-24T10:00", to_unit="Tư pháp - Hộ tịch")
    life.step("handover", dossier, "2023-10-25T10:00", to_unit="Văn phòng")
    life.step("result_ready", dossier, "2023-10-26T15:00")
    life.step("result_return", dossier, "2023-10-27T08:00", way="post", postal_code="EA123456789VN")
    assert rows(life) == [
        RegisterRow(
            number=1,
            dossier_code="000.99.40.H32-231024-0001",
            procedure_name=dossier.procedure_name,
            sets=1,
            applicant_name=PERSON.name,
            address=PERSON.address,
            phone=PERSON.phone,
            handling_unit="Tư pháp - Hộ tịch",
            received_at=moment("2023-10-24T09:00"),
            due_at=moment("2023-10-27T09:00"),
            handed_over_at=moment("2023-10-24T10:00"),
            result_ready_at=moment("2023-10-26T15:00"),
            returned_at=moment("2023-10-27T08:00"),
            return_way="Bưu chính",
            note="",
            state=DossierState.RETURNED,
        )
    ]


def test_until_it_is_returned_the_way_is_the_one_that_was_asked_for(life: Life) -> None:
    life.receive("2023-10-24T09:00", return_way=ReturnWay.ONLINE)
    (row,) = rows(life)
    assert (row.return_way, row.returned_at, row.handed_over_at, row.result_ready_at, row.handling_unit) == (
        "Trực tuyến", None, None, None, "",
    )  # fmt: skip


def test_an_undone_step_is_not_in_the_register(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    life.step("handover", dossier, "2023-10-24T10:00", to_unit="Văn phòng")
    life.step("undo", dossier, reason="Nhầm")
    life.step("result_ready", dossier, "2023-10-25T15:00")
    life.step("undo", dossier, reason="Nhầm")
    life.step("void", dossier, reason="Nhập trùng")
    life.step("undo", dossier, reason="Nhầm")
    (row,) = rows(life)
    assert (row.handling_unit, row.handed_over_at, row.result_ready_at, row.note) == ("", None, None, "")


def test_what_happened_stands_in_the_note_without_a_name_or_a_reason(life: Life) -> None:
    supplemented, paused, voided, refused, late = (life.receive(f"2023-10-24T09:0{number}") for number in range(5))
    board_life.ask_for_papers(life, supplemented, "2023-10-24T10:00")
    life.step("supplement_received", supplemented, "2023-10-25T08:00")
    board_life.pause(life, paused, "2023-10-24T10:00")
    life.step("resume", paused, "2023-10-25T08:00")
    life.step("void", voided, reason="Nguyễn Văn Lộ nộp hai lần")
    life.step("refusal", refused, reason="Không đủ điều kiện")
    life.step("apology", late, "2023-10-26T08:00", reason="Lỗi", new_due_at=moment("2023-10-30T09:00"))
    life.step("correction", late, **{"reason": "Nhầm", "applicant.name": "Lê Thị Đúng"})
    life.step("result_ready", late, count=2)
    life.step("result_return", late, count=1)
    found = rows(life)
    assert [row.note for row in found] == [
        "Yêu cầu bổ sung 1/HDHS ngày 24/10/2023; bổ sung đủ ngày 25/10/2023",
        "Dừng tính 1/TB ngày 24/10/2023; tính tiếp ngày 25/10/2023",
        "Hủy",
        "Từ chối ngày 25/10/2023",
        "Xin lỗi, hẹn lại 09:00 30/10/2023; đính chính lần 1 ngày 26/10/2023; trả trước 1 kết quả ngày 26/10/2023",
    ]
    assert found[4].applicant_name == "Lê Thị Đúng"
    assert found[4].due_at == late.due_at, "the first promise; the second one is in the note"
    assert (found[3].returned_at, found[3].result_ready_at) == (None, None)


def test_a_number_of_an_emergency_slip_is_noted(life: Life) -> None:
    life.at("2023-10-26T10:00")
    code = board_life.from_emergency_slip(life, "KC-1-0001", "2023-10-25T15:00")
    (found,) = (row for row in rows(life) if row.dossier_code == code)
    assert (found.note, found.received_at) == ("Số tạm KC-1-0001", moment("2023-10-25T15:00"))


def test_where_the_applicant_left_no_telephone_the_submitter_s_stands(life: Life) -> None:
    without = dataclasses.replace(PERSON, phone="")
    life.receive("2023-10-24T09:00", applicant=without, submitter=Person(name="Người Nộp", phone="0905111222"),
                 submitter_ground="được ủy quyền")  # fmt: skip
    assert rows(life)[0].phone == "0905111222"


@pytest.mark.parametrize(
    ("since", "until", "numbers"),
    [
        pytest.param(date(2023, 10, 24), date(2023, 10, 25), [1, 2, 3], id="both days belong to it"),
        pytest.param(date(2023, 10, 25), date(2023, 10, 25), [3], id="one day"),
        pytest.param(date(2023, 10, 26), date(2023, 10, 31), [], id="nothing received"),
        pytest.param(date(1, 1, 1), date.max, [1, 2, 3], id="all of it"),
    ],
)
def test_the_days_are_those_of_the_receipt(life: Life, since: date, until: date, numbers: list[int]) -> None:
    for when in ("2023-10-24T00:00", "2023-10-24T23:59", "2023-10-25T23:59"):
        life.receive(when)
    assert [row.number for row in register_of(life).rows(since, until)] == numbers
    assert exports(life) == [], "looking is no export"


def test_rule_63_a_paper_that_leaves_is_on_record_with_its_rows(life: Life) -> None:
    for number in range(3):
        life.receive(f"2023-10-24T09:0{number}")
    last = journal.head(life.desk.db).number
    pdf = hand_out(life, register_export.pdf_of)
    body = {"list": "tracking_register", "rows": 3, "since": "2023-10-01", "until": "2023-12-31"}
    assert exports(life) == [("u1", body)]
    text = text_of(pdf)
    for words in ("SỔ THEO DÕI HỒ SƠ", "Quyển số: 2023", "Mẫu 06", f"đến mục số {last} của sổ", PERSON.phone):
        assert words in text
    assert life.desk.state.officer_name("u1") in text
    assert PERSON.personal_id not in text, "the register holds no personal number"


def test_rule_63_so_is_a_workbook(life: Life, tmp_path: Path) -> None:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    dossier = life.receive("2023-10-24T09:00")
    path = tmp_path / "so.xlsx"
    assert register_export.write_workbook(hand_out(life, register_export.workbook_of), path) == path
    assert [body["rows"] for _, body in exports(life)] == [1]
    cells = [value for row in load_workbook(path).active.iter_rows(values_only=True) for value in row]
    assert dossier.code in cells
    assert PERSON.personal_id not in str(cells)
    assert [found.name for found in tmp_path.glob("so*")] == ["so.xlsx"]


def test_nothing_leaves_that_cannot_be_entered(life: Life) -> None:
    life.receive("2023-10-24T09:00")
    life.clock.at = moment("2023-10-20T09:00")
    for build in (register_export.pdf_of, register_export.workbook_of):
        with pytest.raises(errors.ClockBehind):
            hand_out(life, build)
    assert exports(life) == []


def test_where_the_file_cannot_be_written_the_export_is_on_record_and_nothing_lies_about(
    life: Life, tmp_path: Path
) -> None:
    taken = tmp_path / "so.xlsx"
    taken.mkdir()
    book = hand_out(life, register_export.workbook_of)
    with pytest.raises(errors.PrintError):
        register_export.write_workbook(book, taken)
    assert len(exports(life)) == 1
    assert not list(tmp_path.glob(".*.part"))


def test_a_period_that_ends_before_it_begins_has_no_register(life: Life) -> None:
    with pytest.raises(errors.FormIncomplete):
        register_of(life).whole(LAST, FIRST)


@pytest.mark.parametrize(
    ("since", "form"),
    [pytest.param(date(2025, 9, 14), "06", id="until 14 September 2025"), pytest.param(date(2025, 9, 15), "07",
     id="from the day of the new forms on")],
)  # fmt: skip
def test_rule_39_the_form_is_that_of_the_first_day(life: Life, since: date, form: str) -> None:
    head = register_of(life).head(since, date(2025, 12, 31))
    assert (head.form_number, head.specimen, head.desks, head.volume) == (form, True, "1", "")
