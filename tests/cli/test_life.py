"""A dossier's whole life at the terminal: steps, leave of a leader, papers, lists, people."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.terminal import OFFICER, Terminal, dossier
from tests.documents.readers import text_of

_PIN, _OWN = b"428913\n", b"286413\n"
_PDF = Path(__file__).resolve().parents[1] / "documents"


@pytest.fixture
def life(desk: Terminal) -> Terminal:
    """The desk with a leader who has a PIN."""
    desk.done("official", "Trần Văn Mẫu", "--roles", "leader", "--title", "Phó Chủ tịch")
    desk.done("pin", OFFICER, "--pin-file", desk.file("own.txt", _OWN))
    desk.sit_down(OFFICER, str(desk.place / "own.txt"))
    desk.done("pin", "Trần Văn Mẫu", "--pin-file", desk.file("pin.txt", _PIN))
    return desk


def test_nobody_without_a_pin_is_entered_and_an_administrator_gives_the_first_one(life: Terminal) -> None:
    life.done("official", "Lê Thị Mẫu", "--roles", "leader")
    lee, own = str(life.file("lee.txt", b"915273\n")), str(life.place / "own.txt")
    for tried in (
        ("settings", "--officer", "Lê Thị Mẫu"),
        ("pin", "Lê Thị Mẫu", "--pin-file", lee, "--as", "Lê Thị Mẫu"),
        ("settings", "--officer", "Trần Văn Mẫu"),
        ("settings", "--officer", "Ai Đó Mới"),
    ):
        life.refused(*tried)
    leader = str(life.place / "pin.txt")
    life.done("settings", "--officer", "Trần Văn Mẫu", "--officer-pin-file", leader)
    life.sit_down("Trần Văn Mẫu", leader)
    assert "quản trị" in str(life.refused("pin", "Lê Thị Mẫu", "--pin-file", lee))
    life.done("pin", "Lê Thị Mẫu", "--pin-file", lee, "--as", OFFICER, "--as-pin-file", own)
    assert [one["has_pin"] for one in life.told("officials")["officials"]] == [True, True, True]


def _received(desk: Terminal) -> str:
    return str(desk.told("receive", "--accept-duplicate", "--file", desk.file("d.json", dossier()))["code"])


def _by_the_leader(desk: Terminal) -> tuple[str, ...]:
    return "--approver", "Trần Văn Mẫu", "--pin-file", str(desk.place / "pin.txt")


def test_a_request_is_drafted_approved_printed_and_answered(life: Terminal, tmp_path: Path) -> None:
    code = _received(life)
    ask = ("supplement-request", code, "--item", "Tờ khai theo mẫu", "reason=Thiếu tờ khai")
    assert life.refused(*ask)["error"] == "ApprovalNeeded"
    drafted = life.told(*ask, "--draft")
    assert (drafted["state"], life.told("drafts")["drafts"][0]["number"]) == ("processing", drafted["draft"])
    approved = life.told("approve", code, *_by_the_leader(life))
    assert approved["state"] == "supplement_waiting"
    assert [paper["kind"] for paper in approved["papers"]][-2:] == ["supplement_request", "evaluation_slip"]
    out = tmp_path / "mau02.pdf"
    life.done("paper", code, "supplement_request", "--out", str(out))
    assert "Tờ khai theo mẫu" in text_of(out.read_bytes())
    again = life.refused("paper", code, "supplement_request", "--out", str(out))
    assert again["error"] == "ReprintReasonMissing"
    life.done("paper", code, "supplement_request", "--out", str(out), "--reason", "mờ")
    assert "BẢN IN LẠI LẦN 1" in text_of(out.read_bytes())
    life.is_at("2023-11-06T08:00")
    life.done("clock", "06/11/2023")
    assert life.told("supplement-received", code)["due_at"] == "2023-11-09T08:00:00+07:00"
    assert life.told("verify")["done"]


def test_a_wrong_pin_approves_nothing_and_is_an_entry(life: Terminal) -> None:
    code = _received(life)
    wrong = life.file("wrong.txt", b"999123\n")
    told = life.refused(
        "void", code, "reason=Nhập nhầm", "--approver", "Trần Văn Mẫu", "--pin-file", wrong
    )  # fmt: skip
    assert (told["error"], life.kinds[-1]) == ("PinWrong", "PinFailed")
    assert "999123" not in json.dumps(told)
    assert life.told("show", code)["state"] == "processing"


def test_a_result_is_returned_and_stands_in_the_register(life: Terminal, tmp_path: Path) -> None:
    code = _received(life)
    life.done("result-ready", code, "shelf=Kệ 2")
    assert life.refused("result-ready", code)["error"] == "StepNotAllowed"
    assert life.told("board", "uncollected")["dossiers"][0]["code"] == code
    assert life.told("result-return", code)["state"] == "returned"
    book, paper = tmp_path / "so.xlsx", tmp_path / "so.pdf"
    period = ("--from", "2023-10-26", "--to", "2023-10-26")
    told = life.told("register", *period, "--xlsx", str(book), "--pdf", str(paper))
    assert told["count"] == 3
    assert life.kinds[-2:] == ["ListExported", "ListExported"]
    cells = [cell for row in openpyxl.load_workbook(book).active.iter_rows(values_only=True) for cell in row]
    assert code in cells
    assert code.rsplit("-", 1)[1] in text_of(paper.read_bytes())


def test_what_is_missing_is_told_before_anything_is_written(life: Terminal) -> None:
    code = _received(life)
    before = life.entries
    said = life.run("pause", code, "reason=Chờ xác minh", "--check", "--json")
    assert said.code == 1
    assert {problem["field"] for problem in said.json["problems"]} == {"document", "attachment"}
    assert life.entries == before
    words = {step["command"] for step in life.told("steps", code)["steps"]}
    assert {"supplement-request", "pause", "refusal", "result-ready", "void"} <= words
    assert "result-return" not in words


def test_a_signed_paper_is_attached_before_a_pause(life: Terminal, tmp_path: Path) -> None:
    code = _received(life)
    signed = tmp_path / "signed.pdf"
    life.done("morning-page", "--out", str(signed))
    sha256 = life.told("attach", code, str(signed), "--role", "signed_document")["sha256"]
    paused = life.told(
        "pause", code, "reason=Chờ xác minh", "document=12/UBND", f"attachment={sha256}", *_by_the_leader(life)
    )  # fmt: skip
    assert paused["state"] == "paused"
    assert life.told("resume", code)["state"] == "processing"


def test_advice_and_slips_for_a_power_cut_need_no_dossier(life: Terminal, tmp_path: Path) -> None:
    advice = {"form": {"procedure_code": "1.004873"}, "items": ["Tờ khai"], "reason": "Chưa có tờ khai"}
    out = tmp_path / "huong-dan.pdf"
    told = life.told("guidance", "--file", life.file("a.json", advice), "--out", str(out))
    assert told["number"] in text_of(out.read_bytes())
    slips = life.told("emergency-slips", "2", "--out", str(tmp_path / "kc.pdf"))
    life.is_at("2023-10-27T09:00")
    assert slips["numbers"] == ["KC-1-0001", "KC-1-0002"]
    entered = dossier(emergency_number="KC-1-0001", received_at="2023-10-27T08:00")
    code = life.told("receive", "--accept-duplicate", "--file", life.file("kc.json", entered))["code"]
    assert life.told("show", code)["received_at"] == "2023-10-27T08:00:00+07:00"
    assert life.told("search", "KC-1-0001")["dossiers"][0]["code"] == code
