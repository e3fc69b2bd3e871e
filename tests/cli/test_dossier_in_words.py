"""What the terminal says of one dossier in words: state, promise, steps, papers, and which papers wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_desktop import cli_answers
from cchc_desktop.clock import moment
from cchc_desktop.domain.steps import StepKind
from tests.cli.terminal import OFFICER, Terminal, dossier
from tests.documents.readers import text_of
from tests.services.life_desk import ITEMS, full_values, life_desk
from ui.presenters import dossier_words

LEADER = "Trần Văn Mẫu"


@pytest.fixture
def life(desk: Terminal) -> Terminal:
    """The desk with a leader who has a PIN."""
    desk.done("official", LEADER, "--roles", "leader", "--title", "Phó Chủ tịch")
    desk.done("pin", OFFICER, "--pin-file", desk.file("own.txt", b"286413\n"))
    desk.sit_down(OFFICER, str(desk.place / "own.txt"))
    desk.done("pin", LEADER, "--pin-file", desk.file("pin.txt", b"428913\n"))
    return desk


def _received(desk: Terminal) -> str:
    slip = str(desk.place / "slip.pdf")
    given = ("--accept-duplicate", "--file", desk.file("d.json", dossier()), "--slip", slip)
    return str(desk.told("receive", *given)["code"])


def _by_the_leader(desk: Terminal) -> tuple[str, ...]:
    return "--approver", LEADER, "--pin-file", str(desk.place / "pin.txt")


def _line(said: str, beginning: str) -> str:
    return next(line for line in said.splitlines() if line.startswith(beginning))


def test_a_new_dossier_has_its_state_and_one_promise(life: Terminal) -> None:
    said = life.done("show", _received(life))
    assert "Trạng thái: Đang giải quyết" in said.splitlines()
    assert _line(said, "Hẹn trả: ") == "Hẹn trả: 09:00, thứ Ba 31/10/2023"
    assert "Giấy hẹn đã ra · " in said
    assert "Giấy chờ in" not in said


def test_an_apology_gives_the_moment_in_force_and_keeps_the_first(life: Terminal) -> None:
    code = _received(life)
    life.done("apology", code, "reason=Dồn nhiều", "new_due_at=2023-11-01T09:00", *_by_the_leader(life))
    said = life.done("show", code)
    assert _line(said, "Hẹn lại: ") == (
        "Hẹn lại: 09:00, thứ Tư 01/11/2023; hẹn lần đầu: 09:00, thứ Ba 31/10/2023"
    )  # fmt: skip
    assert life.told("show", code)["promised_at"] == "2023-11-01T09:00:00+07:00"
    step = next(line for line in said.splitlines() if "Xin lỗi và hẹn lại" in line)
    assert step.endswith(f" · {OFFICER} soạn · {LEADER} duyệt · lý do: Dồn nhiều")
    life.done("paper", code, "apology_notice", "--out", str(life.place / "xin-loi.pdf"))
    life.done("paper", code, "apology_notice", "--out", str(life.place / "2.pdf"), "--reason", "mờ")
    said = life.done("show", code)
    assert "Phiếu xin lỗi đã ra · " in said
    assert "In lại phiếu xin lỗi lần 1 · " in said
    assert "Phiếu xin lỗi đã ra, bản in lại lần 1 · " in said


def test_a_stopped_clock_and_an_undone_step_are_told(life: Terminal) -> None:
    code = _received(life)
    ask = ("supplement-request", code, "--item", "Tờ khai", "reason=Thiếu")
    life.done(*ask, "--draft")
    said = life.done("approve", code, *_by_the_leader(life))
    assert "Trạng thái: Chờ bổ sung" in said.splitlines()
    assert _line(said, "Hẹn trả: ").endswith("; đồng hồ đang dừng, hẹn trả sẽ tính lại")
    assert "Trình duyệt: Yêu cầu bổ sung" in said
    assert f"  Phiếu yêu cầu bổ sung: paper {code} supplement_request --out TỆP.pdf" in said.splitlines()
    said = life.done("undo", code, "reason=Bấm nhầm", *_by_the_leader(life))
    assert "Trạng thái: Đang giải quyết" in said.splitlines()
    assert "Yêu cầu bổ sung (đã hoàn tác) · " in said
    assert "Hoàn tác: Yêu cầu bổ sung · " in said
    assert "Giấy chờ in" not in said, "the papers of the undone step are not wanted any more"


def test_a_correction_tells_of_the_new_slip_and_of_the_command_that_writes_it(life: Terminal, tmp_path: Path) -> None:
    code, out = _received(life), str(tmp_path / "moi.pdf")
    said = life.done("correction", code, "applicant.name=Lê Đúng", "reason=Nhầm tên", *_by_the_leader(life))
    lines = said.splitlines()
    assert lines[lines.index("Giấy chờ in:") + 1 :] == [f"  Giấy hẹn: paper {code} appointment_slip --out TỆP.pdf"]
    written = life.told("paper", code, "appointment_slip", "--out", out)
    assert written["reprint"] == 0
    assert "LÊ ĐÚNG" in text_of(Path(out).read_bytes())
    assert "Giấy chờ in" not in life.done("show", code)
    assert life.refused("paper", code, "appointment_slip", "--out", out)["error"] == "ReprintReasonMissing"


def test_the_slip_that_was_replaced_is_written_by_its_entry_and_says_so(life: Terminal, tmp_path: Path) -> None:
    code, out = _received(life), tmp_path / "cu.pdf"
    receipt = str(life.told("show", code)["history"][0]["number"])
    life.done("correction", code, "applicant.name=Lê Đúng", "reason=Nhầm tên", *_by_the_leader(life))
    old = ("paper", code, "appointment_slip", "--entry", receipt, "--out", str(out))
    assert life.refused(*old)["error"] == "ReprintReasonMissing"
    life.done(*old, "--reason", "lưu")
    words = text_of(out.read_bytes())
    assert "ĐÃ ĐƯỢC THAY THẾ" in words
    assert "LÊ ĐÚNG" not in words
    assert f"paper {code} appointment_slip --out TỆP.pdf" in life.done("show", code), "the new one still waits"


def test_a_due_moment_that_stands_on_no_slip_is_called_what_it_is(tmp_path: Path) -> None:
    life = life_desk(tmp_path)
    dossier = life.receive("2023-10-24T09:00")
    life.step("supplement_request", dossier, "2023-10-25T09:00", items=ITEMS, reason="Thiếu giấy")
    life.step("supplement_received", dossier, "2023-10-26T09:00")
    life.step("apology", dossier, "2023-10-27T08:00", reason="Dồn", new_due_at=moment("2023-11-01T09:00"))
    life.step("pause", dossier, **full_values(life, dossier, StepKind.PAUSE))
    life.step("resume", dossier, "2023-10-30T08:00")
    view = life.desk.view.dossier(dossier.code)
    said = _line(cli_answers.dossier(view)["text"], "Hẹn lại: ")
    assert said == (
        "Hẹn lại: 09:00, thứ Năm 02/11/2023; hẹn lần đầu: 09:00, thứ Sáu 27/10/2023"
        "; đúng hạn hay quá hạn tính theo 09:00, thứ Tư 01/11/2023"
    )  # fmt: skip
    shown = dossier_words.screen(view, now=life.clock.now(), calendar=life.desk.state.calendar)
    assert (shown.promise, f"{shown.due_at:%H:%M %d/%m/%Y}") == ("Hẹn lại", "09:00 02/11/2023")
    assert ("Đúng hạn hay quá hạn tính theo 09:00 thứ Tư 01/11/2023", "ink2") in shown.notes
    assert not any("giấy hẹn" in words for words, _tone in shown.notes)
    life.desk.close()


def test_papers_that_came_are_named_by_number_and_shown(life: Terminal) -> None:
    code = _received(life)
    ask = ("supplement-request", code, "--item", "Tờ khai", "--item", "Bản án", "reason=Thiếu")
    life.done(*ask, *_by_the_leader(life))
    refused = life.refused("supplement-received", code, "received=1")
    assert "còn thiếu 1 giấy tờ đã yêu cầu" in refused["sentence"]
    said = life.done("supplement-received", code, "received=1,2")
    assert "  Bản án (bổ sung ngày 26/10/2023) (bản chính, 1)" in said.splitlines()
    assert [paper["name"] for paper in life.told("show", code)["supplemented"]] == ["Tờ khai", "Bản án"]


def test_a_field_that_a_step_does_not_have_is_named_with_those_it_has(life: Terminal) -> None:
    said = life.refused("correction", _received(life), "channel=post", "reason=Nhầm", *_by_the_leader(life))["sentence"]
    assert "không có ô channel" in said
    assert "applicant.name, " in said
    assert "receive --example" not in said
