"""Steps of a dossier by keys on the screen Hồ sơ: what is offered, the form, its outlook and paper, recording."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.domain.steps import ENDING, STEPS, StepKind, SupplementItem
from cchc_desktop.services.step_desk import StepChoice
from tests.ui.intake_desk import until
from tests.ui.real_desk import WEDNESDAY
from tests.ui.step_desk import PIN, WRONG_PIN, StepDesk, step_desk
from ui.presenters.step_choices import MORE, SLOTS, first_choice, offered, what_it_does
from ui.widgets.delegates import ListRow
from ui.widgets.panels import Overlay

ITEMS = (SupplementItem(name="Bản án ly hôn", originals=1),)


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[StepDesk]:
    with step_desk(tmp_path) as found:
        yield found


def ask_for_papers(desk: StepDesk) -> None:
    """Fill in a request for the second paper of the list."""
    desk.press("Alt+B", "Down", "Space")
    desk.fill("reason", "Thiếu giấy tờ")


def menu_rows(desk: StepDesk) -> list[ListRow]:
    """Return the rows of the list of further steps."""
    assert desk.dossiers.menu.list is not None
    return desk.dossiers.menu.list.rows()


def test_the_commonest_steps_have_keys_and_illegal_ones_are_absent(desk: StepDesk):
    code = desk.receive()
    desk.open(code)
    said = desk.buttons()
    assert [said[key] for key in ("Alt+B", "Alt+Q", "Alt+D", "Alt+C", "Alt+M")] == [
        "Yêu cầu bổ sung", "Có kết quả", "Dừng tính thời hạn", "Chuyển hồ sơ", "Việc khác",
    ]  # fmt: skip
    desk.take(StepKind.RESULT_READY, code)
    desk.settle()
    said = desk.buttons()
    assert (said["Alt+Q"], said["Alt+C"]) == ("Trả kết quả", "Ghi đã gọi")
    assert "Alt+B" not in said
    assert "Alt+D" not in said


def test_the_rest_stands_in_a_list_with_digits_and_what_each_does(desk: StepDesk):
    desk.open(desk.receive())
    desk.press("Alt+M")
    rows = menu_rows(desk)
    assert [row.key for row in rows] == [
        StepKind.APOLOGY, StepKind.REFUSAL, StepKind.WITHDRAWAL, StepKind.STOP, StepKind.VOID, StepKind.CORRECTION,
    ]  # fmt: skip
    assert [row.chip for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert all(row.lines[0].endswith(".") for row in rows)
    desk.press("3")
    assert desk.dossiers.step.isVisible()
    assert "Rút hồ sơ" in desk.words()
    assert not [overlay for overlay in desk.window.findChildren(Overlay) if overlay.isVisible()]


def test_a_digit_means_the_same_step_in_every_state(desk: StepDesk):
    code = desk.receive()
    desk.take(StepKind.RESULT_READY, code)
    desk.open(code)
    desk.press("Alt+M")
    rows = menu_rows(desk)
    assert {row.key: row.chip for row in rows} == {
        StepKind.VOID: "5", StepKind.CORRECTION: "6", StepKind.UNDO: "7",
    }  # fmt: skip
    desk.press("1", "3")
    assert desk.dossiers.menu.isVisible(), "the digits of an apology and a withdrawal take nothing else here"
    desk.press("6")
    assert "Đính chính" in desk.words()
    assert desk.is_filling_in


def test_nothing_that_ends_a_dossier_is_chosen_before_the_clerk_chooses_it(desk: StepDesk):
    code = desk.receive()
    desk.take(StepKind.RESULT_READY, code)
    desk.open(code)
    desk.press("Alt+M")
    assert menu_rows(desk)[0].key == StepKind.VOID
    desk.press("Return")
    assert "Đính chính" in desk.words()
    assert desk.is_filling_in


@pytest.mark.parametrize("state", DossierState)
def test_in_no_state_does_enter_alone_end_a_dossier(state: DossierState):
    legal = [form for form in STEPS.values() if state in form.states]
    others = offered([StepChoice(kind=form.kind, needs_approval=False, is_drafted=False) for form in legal]).others
    assert others[first_choice(others)].kind not in ENDING
    assert first_choice([step for step in others if step.kind in ENDING]) == -1


def test_every_step_has_one_key_and_of_a_key_one_step_is_legal():
    keyed = [kind for _keys, kinds in SLOTS for kind in kinds]
    assert sorted([*keyed, *MORE]) == sorted(StepKind)
    assert len(set(MORE.values())) == len(MORE)
    for _keys, kinds in SLOTS:
        states = [state for kind in kinds for state in STEPS[kind].states]
        assert len(states) == len(set(states))


def test_every_step_says_what_it_does():
    assert all(what_it_does(kind) for kind in StepKind)


def test_arrows_and_enter_choose_from_the_list_too(desk: StepDesk):
    desk.open(desk.receive())
    desk.press("Alt+M", "Down", "Return")
    assert "Từ chối" in desk.words()
    assert desk.is_filling_in


def test_a_request_shows_its_outlook_and_its_paper_before_anything_is_recorded(desk: StepDesk):
    code = desk.receive()
    desk.name_leader()
    desk.open(code)
    before = desk.kinds(code)
    ask_for_papers(desk)
    desk.outlook("Đồng hồ dừng. Hạn sẽ tính lại từ đầu khi nhận đủ giấy tờ")
    assert "Phiếu số 1/HDHS, lần 1" in desk.words()
    assert "In: phiếu yêu cầu bổ sung, phiếu đánh giá" in desk.words()
    until(lambda: desk.dossiers.step.sheet.pages)
    desk.press("Alt+X")
    until(desk.dossiers.preview.isVisible)
    desk.press("Escape")
    assert desk.is_filling_in
    assert desk.kinds(code) == before


def test_a_leader_approves_at_the_desk_and_the_papers_go_out(desk: StepDesk):
    code = desk.receive()
    desk.name_leader()
    desk.open(code)
    ask_for_papers(desk)
    desk.press("Ctrl+Shift+Return")
    desk.type(WRONG_PIN)
    desk.record()
    assert "Mã PIN không đúng, còn 4 lần thử" in desk.words()
    assert desk.state(code) == DossierState.PROCESSING
    assert desk.dossiers.step.strip.pin.text() == ""
    desk.type(PIN)
    desk.record()
    assert desk.state(code) == DossierState.SUPPLEMENT_WAITING
    assert not desk.is_filling_in
    said = desk.notice()
    assert said is not None
    assert said.sentence.startswith("Đã ghi: Yêu cầu bổ sung")
    until(lambda: desk.kinds(code).count("PaperOut") == 3)
    until(lambda: "Phiếu yêu cầu bổ sung đã ra" in desk.acts())
    asked = next(step for step in desk.history(code) if step.kind == "SupplementRequested")
    assert asked.body["items"][0]["catalogue_seq"] == 2
    assert "Trần Văn Mẫu duyệt." in desk.words()
    assert "Chờ bổ sung" in desk.dossiers.detail.accessibleName()


def test_enter_in_the_pin_field_approves_at_the_desk(desk: StepDesk):
    code = desk.receive()
    desk.name_leader()
    desk.open(code)
    ask_for_papers(desk)
    desk.press("Ctrl+Shift+Return", "Return")
    assert "Nhập mã PIN rồi bấm Enter" in desk.words()
    desk.type(PIN)
    desk.press("Return")
    assert desk.state(code) == DossierState.SUPPLEMENT_WAITING
    assert not desk.is_filling_in


def test_what_is_missing_is_said_at_the_decision_and_nothing_typed_is_lost(desk: StepDesk):
    code = desk.receive()
    desk.name_leader()
    desk.open(code)
    desk.press("Alt+B")
    assert "Chưa điền" not in desk.words()
    assert "Còn cần: Giấy tờ cần bổ sung, Lý do" in desk.words()
    desk.press("Down", "Space")
    desk.record()
    assert desk.fields.field("reason").error == "Chưa điền"
    assert desk.fields.field("items").error == ""
    assert desk.fields.editor("reason").hasFocus()
    desk.press("Ctrl+Shift+Return")
    assert not desk.dossiers.step.strip.is_open(), "nobody is asked to approve what is not complete"
    desk.type("Thiếu giấy tờ")
    desk.record()
    assert desk.kinds(code)[-1] == "StepDrafted"


def test_a_draft_waits_and_is_taken_back_with_what_it_held(desk: StepDesk):
    code = desk.receive()
    desk.name_leader()
    desk.open(code)
    ask_for_papers(desk)
    desk.record()
    assert desk.state(code) == DossierState.PROCESSING
    assert desk.buttons()["Alt+B"] == "Yêu cầu bổ sung: đang chờ duyệt"
    assert "Yêu cầu bổ sung: đang chờ duyệt" in desk.words()
    desk.press("Alt+B")
    assert not desk.is_filling_in, "a second draft of the same step is not begun"
    desk.press("Alt+L")
    assert desk.kinds(code)[-1] == "StepSentBack"
    assert desk.is_filling_in
    assert desk.dossiers.unsaved() == "Bước “Yêu cầu bổ sung” đang điền mà chưa ghi"
    desk.record()
    assert desk.kinds(code)[-1] == "StepDrafted"


def test_a_unit_of_one_approves_its_own_work_and_says_so(desk: StepDesk):
    code = desk.receive()
    desk.open(code)
    ask_for_papers(desk)
    desk.outlook("Đơn vị chỉ có một cán bộ: việc này được ghi là tự duyệt")
    assert desk.buttons()["Ctrl+Return"] == "Tự duyệt và in"
    assert "Ctrl+Shift+Return" not in desk.buttons()
    desk.record()
    assert desk.state(code) == DossierState.SUPPLEMENT_WAITING
    assert "Tự duyệt." in desk.words()


def test_papers_that_came_give_a_new_promise_seen_beforehand(desk: StepDesk):
    code = desk.receive()
    leader = desk.name_leader()
    desk.take(StepKind.SUPPLEMENT_REQUEST, code, leader, items=ITEMS, reason="Thiếu")
    desk.at(WEDNESDAY + timedelta(days=1))
    desk.open(code)
    assert desk.buttons()["Alt+B"] == "Đã bổ sung đủ"
    assert "Hẹn trả sẽ tính lại khi đồng hồ chạy" in desk.acts()
    desk.press("Alt+B")
    desk.outlook("Hẹn trả mới: 09:00 thứ Sáu 03/05/2024")
    desk.record()
    assert desk.state(code) == DossierState.PROCESSING
    assert "09:00 thứ Sáu 03/05/2024" in desk.words()


def test_what_came_is_ticked_stands_among_the_papers_and_a_paper_that_did_not_come_stops_the_step(desk: StepDesk):
    code = desk.receive()
    leader = desk.name_leader()
    items = (*ITEMS, SupplementItem(name="Tờ khai", copies=2))
    desk.take(StepKind.SUPPLEMENT_REQUEST, code, leader, items=items, reason="Thiếu")
    desk.at(WEDNESDAY + timedelta(days=1))
    desk.open(code)
    desk.press("Alt+B")
    desk.outlook("Hẹn trả mới")
    desk.press("Space")
    until(lambda: "Còn thiếu 1 giấy tờ đã yêu cầu" in desk.words())
    desk.press("Down", "Space")
    until(lambda: "Còn thiếu 2 giấy tờ đã yêu cầu" in desk.words())
    desk.record()
    assert desk.state(code) == DossierState.SUPPLEMENT_WAITING
    desk.press("Space", "Up", "Space")
    desk.outlook("Hẹn trả mới")
    desk.record()
    assert desk.state(code) == DossierState.PROCESSING
    said = desk.words()
    assert "Bản án ly hôn (bổ sung ngày 25/04/2024)" in said
    assert "bản sao, 2" in said
    assert "Giấy tờ: Bản án ly hôn; Tờ khai." in said


def test_an_apology_begins_with_the_latest_legal_moment(desk: StepDesk):
    code = desk.receive()
    leader = desk.name_leader()
    desk.open(code)
    desk.press("Alt+M", "1")
    latest = desk.fields.editor("new_due_at").text()
    desk.fill("reason", "Cơ quan phối hợp chưa trả lời")
    desk.outlook(f"Hẹn lại: {latest[:5]}")
    desk.fill("new_due_at", "15:00 10/05/2024")
    until(lambda: "Quá một phần ba thời hạn" in desk.words())
    desk.fill("new_due_at", "sang tuần")
    until(lambda: "Viết giờ rồi ngày" in desk.words())
    desk.fill("new_due_at", latest)
    desk.press("Ctrl+Shift+Return")
    desk.type(PIN)
    desk.record()
    last = next(step for step in desk.history(code) if step.kind == "Apologised")
    assert last.approver == leader.name
    assert "Đúng hạn hay quá hạn tính theo 09:00 thứ Năm 02/05/2024" in desk.words()
    assert "Hẹn lại" in desk.words()


def test_a_handover_takes_a_unit_of_the_list_or_a_typed_one(desk: StepDesk):
    code = desk.receive()
    desk.name_units()
    desk.open(code)
    desk.press("Alt+C", "Down")
    desk.outlook("đến Tư pháp – Hộ tịch")
    desk.fill("section_due_at", "15:30 29/04/2024")
    desk.record()
    body = next(step.body for step in desk.history(code) if step.kind == "HandedOver")
    assert (body["to_unit"], body["section_due_at"]) == ("Tư pháp – Hộ tịch", "2024-04-29T15:30:00+07:00")
    assert "Nơi giữ hồ sơ" in desk.words()
    desk.press("Alt+C")
    desk.type("Công an phường")
    desk.record()
    assert desk.history(code)[-1].body.get("to_unit", "Công an phường") == "Công an phường"


def test_a_result_is_ready_and_then_returned_to_somebody_authorised(desk: StepDesk):
    code = desk.receive()
    desk.open(code)
    desk.press("Alt+Q")
    desk.fill("shelf", "Kệ 2")
    desk.outlook("1 kết quả để ở: Kệ 2")
    desk.outlook("Tính là: Trước hạn")
    desk.record()
    assert "1 kết quả để ở: Kệ 2" in desk.words()
    desk.press("Alt+Q")
    assert desk.fields.field("authority").isHidden()
    desk.press("Right", "Right")
    until(lambda: desk.fields.field("authority").isVisible())
    desk.record()
    assert desk.fields.field("receiver.name").error == "Chưa điền"
    desk.fill("receiver.name", "Lê Văn Thử")
    desk.fill("authority", "Giấy ủy quyền 12")
    desk.record()
    last = next(step for step in desk.history(code) if step.kind == "ResultReturned")
    assert (last.body["receiver"], last.personal["receiver.name"]) == ("authorised", "Lê Văn Thử")
    assert desk.state(code) == DossierState.RETURNED
    assert "Hẹn trả kết quả" not in desk.acts()


def test_a_refusal_ticks_reasons_with_their_provisions(desk: StepDesk):
    code = desk.receive()
    desk.name_leader()
    desk.open(code)
    desk.press("Alt+M", "2", "Space")
    desk.outlook("Căn cứ: Điều")
    desk.press("Ctrl+Shift+Return")
    desk.type(PIN)
    desk.record()
    refused = next(step for step in desk.history(code) if step.kind == "Refused")
    assert len(refused.body["reasons"]) == 1
    assert refused.body["reasons"][0]["basis"] in desk.words()


def test_a_correction_sends_only_what_changed_and_names_its_version(desk: StepDesk):
    code = desk.receive()
    desk.name_leader()
    desk.open(code)
    desk.press("Alt+M", "6")
    assert desk.fields.editor("applicant.name").text() == "Lê Thị Thu Hà"
    assert desk.fields.editor("applicant.personal_id").text() == "056••••••821"
    assert not desk.dossiers.presenter.taking.is_dirty
    desk.fill("applicant.name", "Lê Thị Thu Hoà")
    desk.fill("reason", "Ghi nhầm tên")
    desk.outlook("Bản đính chính số 2")
    assert "Đổi: Họ và tên" in desk.words()
    assert "Giấy hẹn mới thay giấy cũ, in lúc 09:00" in desk.words()
    desk.press("Ctrl+Shift+Return")
    desk.type(PIN)
    desk.record()
    corrected = next(step for step in desk.history(code) if step.kind == "Corrected")
    assert corrected.body["changed"] == ["applicant.name"]
    assert dict(corrected.personal) == {"reason": "Ghi nhầm tên", "applicant.name": "Lê Thị Thu Hoà"}
    assert "Bản đính chính số 2" in desk.words()
    assert "Lê Thị Thu Hoà" in desk.words()


def test_a_drafted_correction_holds_only_what_was_changed(desk: StepDesk):
    code = desk.receive()
    desk.name_leader()
    desk.open(code)
    desk.press("Alt+M", "6")
    desk.fill("applicant.phone", "0914000222")
    desk.fill("reason", "Ghi nhầm số")
    desk.record()
    command, _drafter = desk.opened.parts.desk.steps.drafted(code, desk.history(code)[-1].number)
    assert dict(command.values) == {"reason": "Ghi nhầm số", "applicant.phone": "0914000222"}


def test_another_procedure_in_a_correction_is_found_by_a_few_letters(desk: StepDesk):
    desk.open(desk.receive(printed=False))
    desk.press("Alt+M", "6")
    desk.fields.focus_on("procedure_code")
    desk.press("Ctrl+A")
    desk.type("khai sinh")
    desk.press("Return")
    desk.fill("reason", "Chọn nhầm thủ tục")
    desk.outlook("Hẹn trả mới")
    assert "Thủ tục" in desk.words()


def test_an_undone_step_is_struck_out(desk: StepDesk):
    code = desk.receive()
    leader = desk.name_leader()
    desk.take(StepKind.RESULT_READY, code, shelf="Kệ 2")
    desk.take(StepKind.UNDO, code, leader, reason="Bấm nhầm")
    desk.open(code)
    assert "Có kết quả (đã hoàn tác)" in desk.acts()
    assert desk.acts()[-2:] == ["Hoàn tác", "Hẹn trả kết quả"]
    assert "Bước: Có kết quả. Lý do: Bấm nhầm." in desk.words()


def test_every_paper_is_listed_with_its_state_and_printed_again_with_a_reason(desk: StepDesk):
    code = desk.receive()
    desk.name_units()
    desk.open(code)
    desk.press("Alt+C")
    desk.type("Tư pháp – Hộ tịch")
    desk.record()
    until(lambda: desk.kinds(code).count("PaperOut") == 2)
    desk.press("Escape", "Alt+I")
    assert desk.dossiers.papers.list.list is not None
    rows = desk.dossiers.papers.list.list.rows()
    assert [row.head.split(",")[0] for row in rows] == [
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "Phiếu kiểm soát",
    ]
    assert "đã ra 09:00 24/04" in rows[1].lines[0]
    desk.press("2")
    desk.type("tờ trước bị rách")
    desk.record()
    until(lambda: desk.kinds(code)[-2:] == ["Reprinted", "PaperOut"])
    assert desk.history(code)[-1].body["kind"] == "routing_sheet"
    until(lambda: "In lại phiếu kiểm soát" in desk.acts())


def test_esc_asks_once_before_what_was_filled_in_is_given_up(desk: StepDesk):
    code = desk.receive()
    desk.open(code)
    desk.press("Alt+Q", "Escape")
    assert not desk.is_filling_in, "an empty form goes at once"
    desk.press("Alt+Q")
    desk.fill("shelf", "Kệ 2")
    desk.press("Escape")
    assert desk.is_filling_in
    assert "Esc lần nữa để bỏ" in desk.words()
    desk.press("Escape")
    assert not desk.is_filling_in
    assert desk.dossiers.detail.hasFocus()
    assert desk.state(code) == DossierState.PROCESSING


def test_a_scanned_slip_does_not_take_a_filled_form_away(desk: StepDesk):
    code, other = desk.receive(), desk.receive("Đặng Văn Đức", number="056080000177")
    desk.open(code)
    desk.press("Alt+Q")
    desk.fill("shelf", "Kệ 2")
    desk.open(other)
    assert desk.is_filling_in
    assert desk.fields.editor("shelf").text() == "Kệ 2"
    said = desk.notice()
    assert said is not None
    assert "đang điền mà chưa ghi" in said.sentence
    desk.press("F2", "F4")
    assert desk.is_filling_in
    desk.press("Escape", "Escape", "Escape")
    desk.open(other)
    assert "Đặng Văn Đức" in desk.words()


def test_the_keys_of_the_dossier_rest_while_a_step_is_filled_in(desk: StepDesk):
    code = desk.receive()
    desk.open(code)
    desk.press("Alt+Q", "Alt+D", "Alt+M", "Alt+P", "Ctrl+P")
    assert "Có kết quả" in desk.words()
    assert not desk.dossiers.menu.isVisible()
    assert desk.dossiers.key_lines()[0][0] == "Ctrl+Return"


@pytest.mark.parametrize("kind", [kind for kind in StepKind if STEPS[kind].fields])
def test_every_step_s_form_shows_a_field_of_each_kind_with_a_name(desk: StepDesk, kind: StepKind):
    code = _bring_to(desk, kind)
    desk.open(code)
    desk.dossiers.presenter.taking.begin(kind, code)
    assert desk.is_filling_in
    for field in STEPS[kind].fields:
        editor = desk.fields.editor(field.name)
        named = editor if editor.accessibleName() else editor.focusProxy()
        assert named is not None
        assert named.accessibleName()
    assert desk.dossiers.isAncestorOf(QApplication.focusWidget())


def _bring_to(desk: StepDesk, kind: StepKind) -> str:
    """Return a dossier whose state allows a step."""
    if STEPS[kind].is_only_same_day:
        desk.at(datetime(2024, 4, 25, 9, 0))  # a Thursday: the citizen waits
        return desk.receive(procedure="2.000815")
    code = desk.receive()
    leader = desk.name_leader()
    states = STEPS[kind].states
    if DossierState.PROCESSING in states and kind is not StepKind.UNDO:
        return code
    if DossierState.SUPPLEMENT_WAITING in states and kind is not StepKind.UNDO:
        desk.take(StepKind.SUPPLEMENT_REQUEST, code, leader, items=ITEMS, reason="Thiếu")
    elif DossierState.PAUSED in states and kind is not StepKind.UNDO:
        _pause(desk, code, leader)
    else:
        desk.take(StepKind.RESULT_READY, code)
        if states == {DossierState.RETURNED}:
            desk.take(StepKind.RESULT_RETURN, code)
    return code


def _pause(desk: StepDesk, code: str, leader) -> None:
    from cchc_desktop.domain.attachment import AttachmentRole
    from tests.documents.outside_files import pdf

    attachments = desk.opened.parts.desk.attachments
    done = attachments.attach(code, attachments.prepare(pdf(), "cv.pdf"), AttachmentRole.SIGNED_DOCUMENT)
    values = {"reason": "Chờ xác minh", "document": "12/CV", "attachment": done.line.sha256}
    desk.take(StepKind.PAUSE, code, leader, **values)
