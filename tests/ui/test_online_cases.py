"""Dossiers of the portal by keys on a real desk: taken in, received with their code, sent back, refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import Channel
from tests.ui.intake_desk import CARD, MARITAL, IntakeDesk, intake_desk, until
from ui.views.online_cases import OnlinePanel

WEDNESDAY = datetime(2024, 4, 24, 9, 0)
DEATH = "1.000656"
LATE, SOON, NEW = "H29.1-240422-0001", "H29.1-240423-0002", "H29.1-240424-0003"


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[IntakeDesk]:
    with intake_desk(tmp_path, WEDNESDAY) as found:
        yield found


def file(desk: IntakeDesk, code: str, at: str, name: str = "Nguyễn Thị Mẫu", procedure: str = MARITAL) -> None:
    sent = moment(at)
    desk.parts.desk.online.file(code, procedure, name, sent, sent, moment("2024-04-24T08:55"))


@pytest.fixture
def waiting(desk: IntakeDesk) -> IntakeDesk:
    """Three cases: one new, one late, one that is pressing."""
    file(desk, NEW, "2024-04-24T08:30", procedure=DEATH)
    file(desk, LATE, "2024-04-22T08:10")
    file(desk, SOON, "2024-04-23T09:40", name="Trần Văn Thử")
    return desk


def panel(desk: IntakeDesk) -> OnlinePanel:
    found = desk.page.overlays.online
    assert found is not None
    assert found.isVisible()
    return found


def codes(desk: IntakeDesk) -> list[object]:
    return [row.key for row in panel(desk).list.rows()]


def state(desk: IntakeDesk, code: str) -> str:
    case = desk.parts.desk.online.case(code)
    assert case is not None
    return case.state


def text(desk: IntakeDesk, field: str) -> str:
    return desk.field(field).text()  # type: ignore[attr-defined]


def a_list(place: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("Mã hồ sơ", "Mã TTHC", "Chủ hồ sơ", "Ngày nộp", "Hệ thống tiếp nhận"))
    for row in rows:
        sheet.append(row)
    path = place / "cong.xlsx"
    book.save(path)
    return path


def test_the_most_pressing_stands_first_with_the_time_that_is_left(waiting: IntakeDesk):
    waiting.press("Alt+W")
    rows = panel(waiting).list.rows()
    assert [row.key for row in rows] == [LATE, SOON, NEW]
    chips = [(row.chip_tone, row.chip.split()[0]) for row in rows]
    assert chips == [("bad", "trễ"), ("warn", "gấp:"), ("quiet", "còn")]
    assert "chậm thông báo" in rows[0].lines[1]


def test_the_board_leads_here(waiting: IntakeDesk):
    waiting.window.open_page("today")
    waiting.window.open_page("intake", "online")
    assert codes(waiting) == [LATE, SOON, NEW]
    waiting.press("Escape")
    waiting.window.open_page("intake", f"online:{SOON}")
    assert codes(waiting) == [SOON]


def test_a_case_is_received_with_its_own_code(waiting: IntakeDesk, qtbot):
    waiting.press("Alt+W", "Down", "Return")
    page = waiting.page
    value = page.presenter.form.value
    assert (value.portal_code, value.procedure_code, value.channel) == (SOON, MARITAL, Channel.ONLINE)
    assert text(waiting, "applicant.name") == "Trần Văn Thử"
    assert page.overlays.origin is not None
    assert SOON in page.overlays.origin.words
    with qtbot.waitSignal(page.presenter.saved):
        waiting.press("Ctrl+Return")
    assert waiting.codes() == [SOON]
    assert state(waiting, SOON) == "accepted"
    assert page.overlays.origin.isHidden()
    waiting.press("Alt+W")
    assert codes(waiting) == [LATE, NEW]


def test_a_form_that_was_begun_comes_back(waiting: IntakeDesk):
    waiting.scan(CARD)
    waiting.press("Alt+W", "Ctrl+Return")
    assert waiting.page.presenter.form.value.portal_code == LATE
    waiting.press("Ctrl+Shift+N")
    assert waiting.page.presenter.form.value.applicant.name == "Lê Thị Thu Hà"
    assert waiting.page.presenter.form.value.portal_code == ""


def test_the_code_is_dropped_by_a_key(waiting: IntakeDesk):
    waiting.press("Alt+W", "Ctrl+Return", "Alt+B")
    value = waiting.page.presenter.form.value
    assert (value.portal_code, value.channel) == ("", Channel.COUNTER)
    assert value.procedure_code == MARITAL
    assert waiting.page.overlays.origin is not None
    assert waiting.page.overlays.origin.isHidden()
    assert state(waiting, LATE) == "waiting"


def test_papers_are_asked_for_and_the_case_may_still_be_received(waiting: IntakeDesk):
    waiting.press("Alt+W", "Alt+B")
    advice = waiting.page.overlays.advice
    assert advice is not None
    items = advice.fields.editor("items")
    assert not any(row.is_ticked for row in items.list.rows)  # type: ignore[attr-defined]
    waiting.press("Space")
    advice.fields.editor("reason").setFocus()
    waiting.type("Tờ khai chưa ký")
    waiting.press("Ctrl+Return")
    assert state(waiting, LATE) == "requested"
    assert codes(waiting) == [SOON, NEW]
    panel(waiting).search.setFocus()
    waiting.type(LATE.lower())
    panel(waiting).search.textEdited.emit(panel(waiting).search.text())
    assert [row.chip for row in panel(waiting).list.rows()] == ["đã yêu cầu bổ sung"]
    waiting.press("Return")
    assert waiting.page.presenter.form.value.portal_code == LATE


def test_a_case_is_refused_with_its_paper(waiting: IntakeDesk):
    waiting.press("Alt+W", "Alt+C")
    waiting.press("Space", "Ctrl+Return")
    assert state(waiting, LATE) == "refused"
    assert codes(waiting) == [SOON, NEW]
    assert waiting.codes() == []


def test_leaving_the_advice_answers_nothing(waiting: IntakeDesk):
    waiting.press("Alt+W", "Alt+B", "Escape")
    assert state(waiting, LATE) == "waiting"
    assert codes(waiting) == [LATE, SOON, NEW]


def test_guidance_from_a_form_with_the_code_answers_the_case(waiting: IntakeDesk):
    waiting.press("Alt+W", "Ctrl+Return")
    waiting.page.papers.list.setFocus()
    waiting.press("Space", "Ctrl+G", "Space")
    advice = waiting.page.overlays.advice
    assert advice is not None
    advice.fields.editor("reason").setFocus()
    waiting.type("Thiếu tờ khai")
    waiting.press("Ctrl+Return")
    assert state(waiting, LATE) == "requested"
    assert waiting.page.presenter.form.is_empty


def test_one_is_entered_by_hand(desk: IntakeDesk):
    desk.press("Alt+W", "Alt+N")
    fields = panel(desk).fields
    for name, typed in (("portal_code", NEW), ("procedure_code", DEATH), ("applicant.name", "Đặng Thị Ước")):
        fields.editor(name).setFocus()
        desk.type(typed)
    fields.editor("procedure_code").search.textEdited.emit(DEATH)  # type: ignore[attr-defined]
    fields.editor("submitted_at").setFocus()
    desk.type("0810 2404")
    desk.press("Ctrl+Return")
    assert codes(desk) == [NEW]
    case = desk.parts.desk.online.case(NEW)
    assert case is not None
    assert (case.name, case.procedure_code) == ("Đặng Thị Ước", DEATH)
    assert case.submitted_at == case.received_at == moment("2024-04-24T08:10")
    assert case.noticed_at == moment("2024-04-24T09:00")


def test_faults_of_what_was_typed_stand_under_their_fields(desk: IntakeDesk):
    desk.press("Alt+W", "Alt+N", "Ctrl+Return")
    assert panel(desk).fields.field("submitted_at").error
    panel(desk).fields.editor("submitted_at").setFocus()
    desk.type("1000 2404")
    desk.press("Ctrl+Return")
    fields = panel(desk).fields
    assert fields.field("portal_code").error
    assert fields.field("procedure_code").error
    assert fields.field("received_at").error
    assert not desk.parts.desk.online.waiting()


def test_the_portals_list_is_taken_and_its_refused_lines_are_told(desk: IntakeDesk, tmp_path: Path):
    path = a_list(
        tmp_path,
        (LATE, MARITAL, "Nguyễn Thị Mẫu", "22/04/2024 08:10", "22/04/2024 08:10"),
        (SOON, "9.999999", "Trần Văn Thử", "23/04/2024 09:40", "23/04/2024 09:40"),
        (NEW, DEATH, "", "24/04/2024 08:30", "24/04/2024 08:31"),
    )
    desk.press("Alt+W", "Alt+F")
    dialog = desk.window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.windowModality() == Qt.WindowModality.NonModal
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    desk.window.activateWindow()
    until(lambda: desk.window.isActiveWindow())
    until(lambda: panel(desk).report_lines.toPlainText())
    said = panel(desk).report_lines.toPlainText()
    assert said.startswith(f"Dòng 3: {SOON}")
    assert "Trần Văn Thử" not in said
    desk.press("Alt+S")
    assert SOON in QGuiApplication.clipboard().text()
    desk.press("Ctrl+Return")
    assert codes(desk) == [LATE, NEW]


def test_a_file_that_is_no_list_changes_nothing(desk: IntakeDesk, tmp_path: Path):
    path = tmp_path / "anh.xlsx"
    path.write_bytes(b"no workbook")
    desk.press("Alt+W")
    panel(desk)._presenter.take_files([str(path)])
    until(lambda: "anh.xlsx" in panel(desk).said)
    assert not desk.parts.desk.online.waiting()


def test_how_many_wait_stands_on_the_button(waiting: IntakeDesk):
    waiting.page.overlays._count()
    until(lambda: waiting.page.overlays.portal.text() == "Trực tuyến: 3")
    waiting.press("Alt+W", "Alt+C", "Space", "Ctrl+Return")
    until(lambda: waiting.page.overlays.portal.text() != "Trực tuyến: 3")
    assert waiting.page.overlays.portal.text() == "Trực tuyến: 2"


def test_a_case_half_typed_is_not_lost(desk: IntakeDesk):
    desk.press("Alt+W", "Alt+N")
    desk.type(NEW)
    desk.press("Escape", "Escape")
    assert desk.window.unsaved()
    desk.press("Alt+W", "Alt+N")
    assert panel(desk).fields.editor("portal_code").text() == NEW  # type: ignore[attr-defined]
    assert QApplication.focusWidget() is panel(desk).fields.editor("portal_code")
