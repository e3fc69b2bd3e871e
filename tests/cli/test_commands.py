"""Every command of README, for a person and as JSON: done is 0, and names are stable."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from cchc_desktop.cli_arguments import commands_known
from tests.cli.terminal import OFFICER, ROOT, Terminal, dossier, text_of

FIRST, SECOND = "000.99.40.H32-231026-0001", "000.99.40.H32-231026-0002"

DOSSIER_NAMES = {
    "done", "code", "dossier", "state", "procedure_code", "catalogue", "applicant_name", "received_at", "due_at",
    "due_ground", "slip_number", "register_volume", "register_number", "fee_dong", "fee_state", "proof", "entry_hash",
    "history", "case_code", "submitter_name", "submitter_ground", "papers", "supplemented", "sets", "due_reason",
    "fee_reason", "note", "promised_at", "priority", "is_same_day", "has_slip_on_request", "is_time_unreliable",
    "appointment_at", "saved_minutes",
}  # fmt: skip


def test_init_opens_a_real_desk_with_what_was_given(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    given = ("unit_name=Phước Hòa", "agency_code=000.16.40.H32", "hotline=0258 3000 000")
    told = terminal.told("init", "--officer", OFFICER, *given, "feedback_address=dòng một\\ndòng hai")
    assert told == {"done": True, "data": str(terminal.data), "training": False, "warnings": []}
    settings = terminal.told("settings")
    assert (settings["version"], settings["officer"]) == (1, OFFICER)
    assert settings["settings"]["feedback_address"] == "dòng một\ndòng hai"


def test_init_says_what_a_slip_will_still_want(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    said = terminal.done("init", "--training")
    assert "Điện thoại Bộ phận Một cửa: chưa có thì chưa in được giấy hẹn." in said
    assert terminal.refused("receive", "--file", terminal.file("d.json", dossier()))["error"] == "StationeryIncomplete"


def test_init_takes_settings_from_a_file(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    file = terminal.file("settings.json", {"unit_kind": "xã", "favourites": ["1.004873"]})
    terminal.done("init", "--sample", "--settings", file, "unit_name=Vĩnh Thái")
    settings = terminal.told("settings")["settings"]
    assert (settings["unit_kind"], settings["unit_name"], settings["favourites"]) == ("xã", "Vĩnh Thái", ["1.004873"])


def test_a_setting_is_changed_and_is_an_entry(desk: Terminal) -> None:
    before = desk.told("verify")["entries"]
    told = desk.told("settings", "hotline=0258 3999 999", 'sessions=[["07:30","11:30"],["13:00","17:00"]]')
    assert told["version"] == 2
    assert told["settings"]["hotline"] == "0258 3999 999"
    assert 'sessions = [["07:30", "11:30"], ["13:00", "17:00"]]' in desk.done("settings")
    assert desk.told("verify")["entries"] == before + 1
    desk.done("settings", "hotline=0258 3999 999")
    assert desk.told("verify")["entries"] == before + 1
    lines = desk.done("settings", "hotline=0258 3999 998").splitlines()
    assert lines[:-1] == ['hotline = "0258 3999 998"']  # what was changed alone


def test_another_officer_stays_at_the_desk_for_the_next_commands(desk: Terminal) -> None:
    assert desk.told("settings", "--officer", "Trần Văn Hai")["officer"] == "Trần Văn Hai"
    assert desk.told("settings")["officer"] == "Trần Văn Hai"
    file = desk.file("d.json", dossier(accepts_duplicate=True))
    received = desk.told("receive", "--file", file)
    assert received["history"][-1]["officer"] == "Trần Văn Hai"
    assert desk.told("settings", "--officer", OFFICER)["officer"] == OFFICER
    assert desk.told("show", received["code"])["history"][-1]["officer"] == "Trần Văn Hai"


def test_the_catalogue_is_listed_and_found_by_a_few_letters(desk: Terminal) -> None:
    told = desk.told("catalogue", "list")
    assert set(told) == {"done", "version", "procedures"}
    assert len(told["procedures"]) > 100
    assert {"code", "name", "short_name", "term_count", "term_unit", "fee_dong", "cases", "papers"} <= set(
        told["procedures"][0]
    )
    found = desk.told("catalogue", "list", "--find", "khai sinh")["procedures"]
    assert found[0]["code"] == "1.001193"
    assert "1.001193  Đăng ký khai sinh" in desk.done("catalogue", "list", "--find", "khai sinh").splitlines()


def test_due_names_the_moment_and_each_step(desk: Terminal) -> None:
    told = desk.told("due", "1.004873", "--received", "2023-10-26T15:30")
    assert told["due_at"] == "2023-10-31T15:30:00+07:00"
    assert told["received_at"] == "2023-10-26T15:30:00+07:00"
    assert told["term"] == {"count": 3, "unit": "working_days"}
    counted = [step for step in told["steps"] if step["minutes"]]
    assert sum(step["minutes"] for step in counted) == 3 * 480
    assert {step["day"] for step in told["steps"]} >= {"2023-10-26", "2023-10-28", "2023-10-31"}
    said = desk.done("due", "1.004873", "--received", "2023-10-26T15:30")
    lines = said.splitlines()
    assert lines[0] == "Nhận 15:30, thứ Năm 26/10/2023; hẹn trả 15:30, thứ Ba 31/10/2023."
    assert "thứ Năm 26/10/2023: 15:30-17:00 (1 giờ 30 phút)" in lines
    assert "thứ Bảy 28/10/2023: không tính: thứ Bảy" in lines
    assert lines[-1] == "Cộng 24 giờ."
    assert "2023-10" not in said, "ISO dates are for --json"


def test_due_without_a_moment_asks_the_clock(desk: Terminal) -> None:
    assert desk.told("due", "2.000815")["received_at"].startswith("2023-10-26T09:00")


def test_the_example_is_a_dossier_that_can_be_received(desk: Terminal) -> None:
    example = desk.done("receive", "--example")
    assert json.loads(example) == json.loads(desk.done("receive", "--example", "--json"))
    received = desk.told("receive", "--file", "-", "--accept-duplicate", stdin=example.encode())
    assert received["code"].endswith("-0003")


def test_receive_numbers_promises_and_writes_the_slip(desk: Terminal) -> None:
    out = desk.place / "slip.pdf"
    file = desk.file("d.json", dossier(applicant={"name": "Phạm Thị Ba", "personal_id": "056301001234"}))
    told = desk.told("receive", "--file", file, "--slip", str(out))
    assert set(told) == DOSSIER_NAMES | {"slip", "sha256"}
    assert (told["code"], told["slip_number"], told["register_number"]) == (
        "000.99.40.H32-231026-0003", "3/TNHS", 3
    )  # fmt: skip
    assert [step["kind"] for step in told["history"]] == ["DossierReceived", "PaperOut"]
    text = text_of(out)
    for words in (told["code"], "PHẠM THỊ BA", told["proof"].split("·")[2].strip()):
        assert words in text


def test_show_masks_the_number_and_tells_the_history(desk: Terminal) -> None:
    told = desk.told("show", FIRST)
    assert set(told) == DOSSIER_NAMES
    assert told["applicant_name"] == "Nguyễn Thị Thử"
    said = desk.run("show", FIRST)
    assert "056••••••123" in said.out
    assert "056190000123" not in said.out + desk.run("show", FIRST, "--json").out


GIVEN = dossier(
    submitter={"name": "Trần Văn Hai", "personal_id": "056090000456", "phone": "0905999888"},
    submitter_ground="giấy ủy quyền",
    papers=[{"seq": 1, "quantity": 1}, {"seq": 2, "is_shown_only": True}, {"name": "Đơn viết tay", "form": "copy"}],
    due_at="2023-11-03T15:00",
    due_reason="người dân hẹn lại",
    note="đã gọi điện",
    accepts_duplicate=True,
)


def test_show_tells_papers_submitter_and_every_reason(desk: Terminal) -> None:
    code = desk.told("receive", "--file", desk.file("d.json", GIVEN))["code"]
    desk.done("fee", code, "waived", "--reason", "hộ nghèo")
    told = desk.told("show", code)
    assert (told["submitter_name"], told["submitter_ground"]) == ("Trần Văn Hai", "giấy ủy quyền")
    assert (told["due_reason"], told["fee_reason"], told["note"]) == ("người dân hẹn lại", "hộ nghèo", "đã gọi điện")
    assert told["papers"][1:] == [
        {"seq": 2, "name": told["papers"][1]["name"], "form": "original", "quantity": 1, "is_shown_only": True},
        {"seq": None, "name": "Đơn viết tay", "form": "copy", "quantity": 1, "is_shown_only": False},
    ]
    lines = desk.done("show", code).splitlines()
    for line in (
        "Người nộp thay: Trần Văn Hai (giấy ủy quyền)",
        "Hẹn trả: 15:00, thứ Sáu 03/11/2023",
        "Lý do ngày hẹn: người dân hẹn lại",
        "Lệ phí: Được miễn: hộ nghèo",
        "Giấy tờ (1 bộ):",
        "  Đơn viết tay (bản sao, 1)",
        "Ghi chú: đã gọi điện",
    ):
        assert line in lines
    assert [line for line in lines if line.endswith("(xuất trình, 1)")]


def test_the_history_is_told_in_vietnamese_and_in_json_by_its_stable_names(desk: Terminal) -> None:
    desk.done("slip", FIRST, "--out", str(desk.place / "again.pdf"), "--reason", "khách làm mất")
    desk.done("fee", FIRST, "waived", "--reason", "hộ nghèo")
    said = desk.done("show", FIRST)
    for words in (
        f"09:00, thứ Năm 26/10/2023 Tiếp nhận hồ sơ · {OFFICER}",
        "In lại giấy hẹn lần 1 · Nguyễn Thị Thử · lý do: khách làm mất",
        "Giấy hẹn đã ra, bản in lại lần 1",
        "Ghi lệ phí · Nguyễn Thị Thử · lý do: hộ nghèo",
    ):
        assert words in said
    kinds = [step["kind"] for step in desk.told("show", FIRST)["history"]]
    assert kinds == ["DossierReceived", "PaperOut", "Reprinted", "PaperOut", "FeeSettled"]
    assert not [kind for kind in kinds if kind in said]


@pytest.mark.parametrize("typed", [FIRST, "nguyen thu", "0123", "0905000417", "0905 000 417", "1/TNHS"])
def test_search_finds_by_code_name_last_digits_and_telephone(desk: Terminal, typed: str) -> None:
    told = desk.told("search", *typed.split(" "))
    assert [line["code"] for line in told["dossiers"]][-1:] == [FIRST]
    assert told["count"] == len(told["dossiers"])


def test_search_is_done_also_when_nothing_is_found(desk: Terminal) -> None:
    assert desk.told("search", "khongco") == {"done": True, "count": 0, "dossiers": []}
    assert desk.done("search", "khongco") == "Không tìm thấy hồ sơ nào.\n"
    assert "mã thoát 0" in " ".join(desk.done("search", "--help").split())
    assert desk.told("search", "tnhs", "--limit", "1")["count"] == 1


def test_the_first_slip_is_plain_and_the_next_bear_their_mark(desk: Terminal) -> None:
    first, again = desk.place / "first.pdf", desk.place / "again.pdf"
    told = desk.told("slip", SECOND, "--out", str(first))
    assert (told["reprint"], told["code"], told["slip"]) == (0, SECOND, str(first))
    assert "LẠI LẦN" not in text_of(first)
    told = desk.told("slip", SECOND, "--out", str(again), "--reason", "khách làm mất")
    assert (told["reprint"], told["like_first"]) == (1, True)
    assert re.search("BẢN IN LẠI LẦN 1", text_of(again))
    assert "in lại lần 2" in desk.done("slip", SECOND, "--out", str(again), "--reason", "nhòe mực")
    kinds = [step["kind"] for step in desk.told("show", SECOND)["history"]]
    assert kinds == ["DossierReceived", "PaperOut", "Reprinted", "PaperOut", "Reprinted", "PaperOut"]


def test_check_says_whether_the_slip_is_still_the_one_first_printed(desk: Terminal) -> None:
    assert desk.told("slip", FIRST, "--check") == {"done": True, "code": FIRST, "like_first": True}
    said = desk.run("slip", SECOND, "--check")
    assert said.sentence.endswith("chưa có lần in nào được ghi.")
    assert said.out == ""


def test_a_fee_is_taken_later_once(desk: Terminal) -> None:
    told = desk.told("fee", FIRST, "cash", "--dong", "15000")
    assert (told["fee_dong"], told["fee_state"]) == (15000, "cash")
    assert told["history"][-1]["kind"] == "FeeSettled"
    assert desk.refused("fee", FIRST, "waived", "--reason", "hộ nghèo")["error"] == "FormIncomplete"
    assert desk.told("fee", SECOND, "waived", "--reason", "hộ nghèo")["fee_state"] == "waived"


def test_verify_and_rebuild_agree(desk: Terminal) -> None:
    told = desk.told("verify")
    assert set(told) == {"done", "entries", "dossiers", "breaks", "differences", "numbers_used_twice"}
    assert (told["done"], told["dossiers"], told["breaks"]) == (True, 2, [])
    assert desk.told("rebuild") == {"done": True, "entries": told["entries"]}
    assert desk.told("verify") == told
    assert desk.done("verify").endswith("2 hồ sơ: nguyên vẹn.\n")


def test_tables_of_an_older_program_are_folded_anew_also_for_one_who_only_reads(desk: Terminal) -> None:
    with contextlib.closing(sqlite3.connect(desk.data / "desk.db")) as older:
        older.execute("update local set text = '0' where name = 'projections'")
        older.execute("delete from person")
        older.commit()
    assert desk.told("search", "0905000417")["count"] == 1
    assert desk.told("show", FIRST)["applicant_name"] == "Nguyễn Thị Thử"
    assert desk.told("verify")["done"] is True


def test_next_generation_goes_on_a_hundred_higher(desk: Terminal) -> None:
    told = desk.told("next-generation", "--reason", "khôi phục từ sao lưu")
    assert told == {"done": True, "journal": "000.99.40.H32/1/2"}
    received = desk.told("receive", "--accept-duplicate", "--file", desk.file("d.json", dossier()))
    assert (received["code"][-4:], received["slip_number"], received["register_number"]) == ("0103", "103/TNHS", 103)
    assert desk.told("verify")["done"] is True


def test_every_command_is_told_by_help_and_by_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    told = Terminal(ROOT).done("--help")
    for name, (help_text, _add) in commands_known().items():
        assert f"main.py {name}" in readme, name
        assert re.search(rf"^    {name}\s", told, re.MULTILINE), name
        assert help_text.split()[0] in told


def test_the_program_s_own_packs_are_loaded_already(desk: Terminal) -> None:
    told = desk.told("catalogue", "load")
    assert told["loaded"] == []
    assert 2026 in told["years"]
    assert "Không có gì mới" in desk.done("catalogue", "load")


def test_a_newer_calendar_is_loaded_and_is_an_entry(desk: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "pack" / "calendar"
    shutil.copytree(ROOT / "resources" / "calendar", folder)
    days = folder / "days.csv"
    days.write_text(days.read_text("utf-8").replace("Ngày Chiến thắng", "Ngày Chiến thắng 30/4"), "utf-8")
    before = desk.told("verify")["entries"]
    assert desk.told("catalogue", "load", "--from", str(folder.parent))["loaded"] == ["calendar"]
    assert desk.told("verify")["entries"] == before + 1
    assert desk.told("catalogue", "load", "--from", str(folder.parent))["loaded"] == []


def test_an_empty_folder_holds_nothing_to_load(desk: Terminal, tmp_path: Path) -> None:
    assert "Chưa nạp gì" in str(desk.refused("catalogue", "load", "--from", str(tmp_path)))
