"""The list of a dossier's papers: what holds no more says so, what is wanted most likely is chosen already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop.domain.attachment import AttachmentRole
from cchc_desktop.domain.people import Official
from cchc_desktop.domain.steps import StepKind
from tests.documents.readers import text_of
from tests.ui.intake_desk import until
from tests.ui.step_desk import StepDesk, step_desk
from ui.widgets.delegates import ListRow

_LETTER = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "today.png"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StepDesk]:
    with step_desk(tmp_path) as opened:
        yield opened


def _rows(desk: StepDesk) -> list[ListRow]:
    desk.press("Alt+I")
    shown = desk.dossiers.papers.list.list
    assert shown is not None
    return shown.rows()


def _chosen(desk: StepDesk) -> object:
    shown = desk.dossiers.papers.list.list
    assert shown is not None
    return shown.current_key()


def _corrected(desk: StepDesk, leader: Official) -> str:
    code = desk.receive()
    desk.take(StepKind.CORRECTION, code, leader, **{"reason": "Nhầm tên", "applicant.name": "Lê Thị Đúng"})
    return code


def _pause_undone(desk: StepDesk, leader: Official) -> str:
    code = desk.receive()
    attachments = desk.opened.parts.desk.attachments
    letter = attachments.prepare(_LETTER, "van-ban.png")
    attachments.attach(code, letter, AttachmentRole.SIGNED_DOCUMENT)
    desk.take(StepKind.PAUSE, code, leader, reason="Chờ xác minh", document="12/UBND", attachment=letter.sha256)
    desk.take(StepKind.UNDO, code, leader, reason="Bấm nhầm")
    return code


def _papers_printed(desk: StepDesk) -> list[Path]:
    return sorted(desk.opened.folder.rglob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)


def test_a_replaced_slip_says_so_and_the_new_one_is_chosen(desk: StepDesk) -> None:
    desk.open(_corrected(desk, desk.name_leader()))
    rows = _rows(desk)
    assert [row.lines[0] for row in rows] == ["đã ra 09:00 24/04, đã được thay", "chưa gửi đến máy in"]
    assert _chosen(desk) == rows[1].key
    assert "đã được thay" in desk.words(), "the history says it too"


def test_enter_prints_the_new_slip_without_a_question(desk: StepDesk) -> None:
    code = _corrected(desk, desk.name_leader())
    desk.open(code)
    desk.press("Alt+I", "Return")
    until(lambda: desk.kinds(code)[-1] == "PaperOut")
    assert desk.kinds(code).count("Reprinted") == 0
    assert [row.lines[0].endswith("đã được thay") for row in _rows(desk)] == [True, False]
    assert _chosen(desk) == 1, "everything is out: the slip that holds"


def test_the_notice_of_an_undone_step_says_so_and_is_not_chosen(desk: StepDesk) -> None:
    desk.open(_pause_undone(desk, desk.name_leader()))
    rows = _rows(desk)
    assert [row.head.split(",")[0] for row in rows] == [
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Thông báo dừng tính thời hạn",
    ]  # fmt: skip
    assert [row.lines[0] for row in rows] == [
        "đã ra 09:00 24/04", "chưa gửi đến máy in, bước đã được hoàn tác",
    ]  # fmt: skip
    assert _chosen(desk) == rows[0].key


def test_the_notice_of_an_undone_step_is_printed_only_with_a_reason_and_its_mark(desk: StepDesk) -> None:
    code = _pause_undone(desk, desk.name_leader())
    desk.open(code)
    desk.press("Alt+I", "2")
    assert "bước đã được hoàn tác" in desk.words().split("Lý do in lại: ")[1].split(" | ")[0]
    desk.type("lưu hồ sơ")
    desk.record()
    until(lambda: desk.kinds(code)[-1] == "PaperOut")
    assert "BƯỚC ĐÃ HOÀN TÁC" in desk.history(code)[-2].body["mark"]


def test_an_old_slip_is_printed_again_as_what_it_is(desk: StepDesk) -> None:
    code = _corrected(desk, desk.name_leader())
    desk.open(code)
    desk.press("Alt+I", "1")
    assert "đã được thay" in desk.words().split("Lý do in lại: ")[1].split(" | ")[0]
    desk.type("lưu hồ sơ")
    desk.record()
    until(lambda: desk.kinds(code)[-1] == "PaperOut")
    words = text_of(_papers_printed(desk)[-1].read_bytes())
    assert "ĐÃ ĐƯỢC THAY THẾ" in words
    assert "LÊ THỊ ĐÚNG" not in words
    assert "In giấy hẹn" in desk.buttons().values(), "the new slip still waits"
