"""A whole day at the desk by the command line: twelve dossiers of every kind, their slips, and a book that adds up."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal, dossier, text_of

UNIT = ("unit_name=Phước Hòa", "agency_code=000.16.40.H32", "hotline=0258 3000 000", "feedback_address=số 1 đường Mẫu")
HEAD = "000.16.40.H32-231026"


@dataclasses.dataclass(frozen=True, slots=True)
class Visitor:
    """Who comes at which time with what, and what has to stand on the slip."""

    at: str
    brings: dict[str, Any]
    due: str
    on_slip: tuple[str, ...]
    state: str = "unknown"
    dong: int | None = None


def _person(name: str, number: str = "", **more: str) -> dict[str, str]:
    return {"name": name, "personal_id": number, **more} if number else {"name": name, **more}


DAY: tuple[Visitor, ...] = (
    Visitor(
        "07:05",
        dossier(applicant=_person("Nguyễn Thị Một", "056190000123", phone="0905000001")),
        "2023-10-31T07:05",
        ("NGUYỄN THỊ MỘT", "03 ngày làm việc", "07 giờ 05 phút, ngày 31 tháng 10 năm 2023"),
    ),
    Visitor(
        "07:40",
        dossier(
            procedure_code="1.001193",
            case_code="parents-married",
            applicant_kind="child",
            applicant=_person("Trần Bé Hai", representative="Trần Văn Ba"),
        ),
        "2023-10-26T17:00",
        ("TRẦN BÉ HAI", "Trần Văn Ba", "Cha mẹ đã kết hôn"),
    ),
    Visitor(
        "08:15",
        dossier(
            procedure_code="2.000815",
            applicant_kind="organisation",
            applicant=_person("Công ty TNHH Mẫu", "4201234567", representative="Lê Thị Tư", phone="0258 3111 222"),
            fee_state="cash",
            fee_dong=24_000,
        ),
        "2023-10-26T17:00",
        ("CÔNG TY TNHH MẪU", "24.000 đồng, đã thu tiền mặt"),
        "cash",
        24_000,
    ),
    Visitor(
        "08:50",
        dossier(applicant_kind="foreigner", applicant=_person("John Smith", "C01234567", nationality="Anh")),
        "2023-10-31T08:50",
        ("JOHN SMITH",),
    ),
    Visitor(
        "09:30",
        dossier(
            procedure_code="2.000635",
            applicant=_person("Phạm Thị Năm", "056155001234"),
            submitter=_person("Phạm Văn Sáu", "056085004321", phone="0905000006"),
            submitter_ground="con, giấy ủy quyền ngày 25/10/2023",
            return_way="post",
            return_address="7 Đường Mẫu",
        ),
        "2023-10-26T17:00",
        ("PHẠM THỊ NĂM", "Phạm Văn Sáu", "giấy ủy quyền", "7 Đường Mẫu"),
    ),
    Visitor(
        "10:00",
        dossier(
            procedure_code="2.002622",
            applicant=_person("Võ Thị Bảy", "056160007777"),
            due_at="2023-11-24T10:00",
            due_reason="liên thông nhiều cơ quan",
        ),
        "2023-11-24T10:00",
        ("VÕ THỊ BẢY", "10 giờ 00 phút, ngày 24 tháng 11 năm 2023"),
    ),
    Visitor(
        "10:45",
        dossier(
            applicant=_person("Đỗ Văn Tám", "056099008888"),
            fee_state="waived",
            fee_dong=15_000,
            fee_reason="hộ nghèo",
        ),
        "2023-10-31T10:45",
        ("ĐỖ VĂN TÁM", "Được miễn: hộ nghèo"),
        "waived",
        15_000,
    ),
    Visitor(
        "13:30",
        dossier(applicant=_person("Hồ Thị Chín", "056188009999"), fee_state="free"),
        "2023-10-31T11:30",
        ("HỒ THỊ CHÍN", "Không thu"),
        "free",
        0,
    ),
    Visitor(
        "14:10",
        dossier(applicant=_person("Lý Văn Mười", "056077001010"), fee_state="not_yet", fee_dong=15_000),
        "2023-10-31T14:10",
        ("LÝ VĂN MƯỜI", "15.000 đồng, chưa thu"),
        "not_yet",
        15_000,
    ),
    Visitor(
        "15:30",
        dossier(procedure_code="2.000815", applicant=_person("Bùi Thị Mười Một", "056166001111")),
        "2023-10-27T17:00",
        ("BÙI THỊ MƯỜI MỘT",),
    ),
    Visitor(
        "16:20",
        dossier(
            applicant=_person("Đặng Văn Mười Hai", "056055001212"),
            papers=[{"name": "Giấy tờ tự gõ"}, {"seq": 1, "form": "copy", "quantity": 2}],
            due_at="2027-02-01T10:00",
            due_reason="hẹn theo yêu cầu của công dân",
        ),
        "2027-02-01T10:00",
        ("ĐẶNG VĂN MƯỜI HAI", "Giấy tờ tự gõ", "ngày 01 tháng 02 năm 2027"),
    ),
    Visitor(
        "16:55",
        dossier(applicant=_person("Nguyễn Thị Một", "056190000123"), note="bổ sung", accepts_duplicate=True),
        "2023-10-31T16:55",
        ("NGUYỄN THỊ MỘT",),
    ),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Evening:
    """The desk at the end of the day, and what each dossier's receipt answered."""

    terminal: Terminal
    taken: list[dict[str, Any]]


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    terminal = Terminal(tmp_path_factory.mktemp("day"), now="2023-10-26T06:55")
    terminal.done("init", "--training", "--officer", "Trần Thị Quầy", *UNIT)
    taken = []
    for number, visitor in enumerate(DAY, 1):
        terminal.is_at(f"2023-10-26T{visitor.at}")
        file = terminal.file("dossier.json", visitor.brings)
        taken.append(terminal.told("receive", "--file", file, "--slip", str(terminal.place / f"{number}.pdf")))
    terminal.is_at("2023-10-26T17:00")
    return Evening(terminal, taken)


def test_the_twelve_are_numbered_in_order_and_dated_by_the_law(evening: Evening) -> None:
    assert len(evening.taken) == 12
    for number, (visitor, told) in enumerate(zip(DAY, evening.taken, strict=True), 1):
        assert told["code"] == f"{HEAD}-{number:04}"
        assert told["slip_number"] == f"{number}/TNHS"
        assert (told["register_volume"], told["register_number"]) == ("2023", number)
        assert told["due_at"] == f"{visitor.due}:00+07:00", visitor
        assert (told["fee_state"], told["fee_dong"]) == (visitor.state, visitor.dong), visitor
    assert [told["due_ground"] for told in evening.taken].count("no_term") == 1


def test_each_slip_says_who_came_with_what_and_that_it_is_on_record(evening: Evening) -> None:
    for number, (visitor, told) in enumerate(zip(DAY, evening.taken, strict=True), 1):
        text = " ".join(text_of(evening.terminal.place / f"{number}.pdf").split())
        proof = f"đã ghi sổ · bàn 1 · #{told['history'][0]['number']:04} · {told['entry_hash'][:4].upper()}"
        for words in (told["code"], f"Số: {number}/TNHS", proof, "0258 3000 000", *visitor.on_slip):
            assert words in text, (number, words, text)


def test_every_slip_can_be_built_again_byte_for_byte(evening: Evening) -> None:
    for told in evening.taken[::4]:
        assert evening.terminal.told("slip", told["code"], "--check")["like_first"] is True


def test_the_evening_adds_up(evening: Evening) -> None:
    """Reprints, a fee taken later, a year without a calendar, then the check, a rebuild, and the check again."""
    terminal, first, ninth = evening.terminal, evening.taken[0]["code"], evening.taken[8]["code"]
    again = terminal.place / "again.pdf"
    for times in (1, 2):
        told = terminal.told("slip", first, "--out", str(again), "--reason", f"khách làm mất lần {times}")
        assert (told["reprint"], told["like_first"]) == (times, True)
        assert f"Bản in lại lần {times}".upper() in text_of(again)
    assert terminal.told("slip", first, "--check")["like_first"] is True, "reprints leave the first one alone"
    paid = terminal.told("fee", ninth, "cash")
    assert (paid["fee_state"], paid["fee_dong"]) == ("cash", 15_000)
    _check_search(evening)
    _check_the_book(evening)


def _check_search(evening: Evening) -> None:
    terminal = evening.terminal
    found = terminal.told("search", "nguyen", "mot")
    assert [line["code"][-4:] for line in found["dossiers"]] == ["0012", "0001"]
    for typed in ("pham van sau", "4201234567", "C01234567", "0905 000 006", "mau cong ty"):
        assert terminal.told("search", *typed.split())["count"] == 1, typed
    assert terminal.told("search", "phamvansau")["count"] == 0
    assert terminal.told("search", f"{HEAD}-0006")["dossiers"][0]["name"] == "Võ Thị Bảy"
    assert "056•" in terminal.done("show", f"{HEAD}-0006")


def _check_the_book(evening: Evening) -> None:
    terminal = evening.terminal
    before = terminal.told("verify")
    assert (before["done"], before["dossiers"]) == (True, 12)
    # 6 to open the desk; 12 dossiers and their slips; 2 reprints, each recorded and out; 1 fee
    assert before["entries"] == 6 + 12 * 2 + 2 * 2 + 1
    told = [terminal.told("show", taken["code"]) for taken in evening.taken]
    assert terminal.told("rebuild")["entries"] == before["entries"]
    assert terminal.told("verify") == before
    assert [terminal.told("show", taken["code"]) for taken in evening.taken] == told
    numbers = sorted(step["number"] for one in told for step in one["history"])
    assert numbers == list(range(7, before["entries"] + 1)), "every entry since the opening belongs to one dossier"
    paid = [one["fee_dong"] for one in told if one["fee_state"] == "cash"]
    assert (len(paid), sum(paid)) == (2, 39_000)


def test_a_year_without_a_calendar_asks_for_the_moment(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, now="2031-03-03T09:00")
    terminal.done("init", "--training", *UNIT)
    answer = terminal.refused("receive", "--file", terminal.file("d.json", dossier()))
    assert [problem["field"] for problem in answer["facts"]["problems"]] == ["due_at", "due_reason"]
    given = dossier(due_at="2031-03-06T09:00", due_reason="chưa có lịch 2031")
    slip = tmp_path / "slip.pdf"
    told = terminal.told("receive", "--file", terminal.file("d.json", given), "--slip", str(slip))
    assert (told["due_ground"], told["code"][-11:]) == ("no_calendar", "310303-0001")
    assert re.search(r"09 giờ 00 phút, ngày 06 tháng 3 năm\s+2031", text_of(slip))
    assert terminal.told("verify")["done"] is True
