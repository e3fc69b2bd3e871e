"""The intake by keys: a real desk in a folder, a real window, and what stands in the journal afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from cchc_desktop.domain.dossier import Channel, FeeState, PaperForm, ReturnWay
from tests.ui.intake_desk import CARD, MARITAL, NO_TERM, OTHER_CARD, IntakeDesk, intake_desk
from ui.widgets.masked import MaskedNumber

WEDNESDAY = datetime(2024, 4, 24, 15, 20)


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[IntakeDesk]:
    with intake_desk(tmp_path, WEDNESDAY) as found:
        yield found


def focus_name(desk: IntakeDesk) -> str:
    focus = QApplication.focusWidget()
    fields = {**desk.page.people.fields, **desk.page.due.fields}
    named = [name for name, field in fields.items() if field.editor is focus]
    if named:
        return named[0]
    page = desk.page
    others = {"search": page.procedure.search, "cases": page.procedure.cases, "papers": page.papers.list}
    return next((name for name, part in others.items() if part is focus), str(focus))


def take_in(desk: IntakeDesk, typed: str = "xn hon nhan") -> None:
    """Type what any intake needs: a procedure; the person is there already."""
    desk.page.procedure.search.setFocus()
    desk.page.procedure.search.clear()
    for sign in typed:
        desk.press("Space") if sign == " " else desk.type(sign)
    desk.press("Return")


def type_procedure(desk: IntakeDesk, typed: str) -> None:
    desk.page.procedure.search.setFocus()
    desk.page.procedure.search.selectAll()
    desk.type(typed)
    desk.page.procedure.search.textEdited.emit(desk.page.procedure.search.text())
    desk.press("Return")


def test_scan_choose_one_key(desk: IntakeDesk, qtbot):
    desk.scan(CARD)
    type_procedure(desk, "xn hon nhan")
    assert desk.page.presenter.form.value.procedure_code == MARITAL
    with qtbot.waitSignal(desk.page.presenter.saved):
        desk.press("Ctrl+Return")
    view = desk.last()
    assert view.dossier.due_at.isoformat() == "2024-05-02T15:20:00+07:00"
    assert view.personal["applicant.name"] == "Lê Thị Thu Hà"
    assert view.personal["applicant.old_id"] == "225000111"
    assert len(view.dossier.papers) == 2
    assert focus_name(desk) == "search"
    assert desk.page.presenter.form.is_empty
    assert desk.field("applicant.name").text() == ""  # type: ignore[attr-defined]


def test_the_slip_comes_out_after_the_record(desk: IntakeDesk, qtbot):
    desk.scan(CARD)
    type_procedure(desk, "xn hon nhan")
    flow = desk.parts.print_flow
    assert flow is not None
    with qtbot.waitSignal(flow.progressed, timeout=20_000, check_params_cb=lambda job, state, said: state == "out"):
        desk.press("Ctrl+Return")
    assert list((desk.folder / "papers").glob("*.pdf"))
    assert desk.last().dossier.papers_out == 1


def test_a_procedure_is_found_by_letters_arrows_and_enter(desk: IntakeDesk):
    search = desk.page.procedure.search
    search.setFocus()
    desk.type("khai")
    search.textEdited.emit("khai")
    results = desk.page.procedure.results
    assert results.isVisible()
    second = results.list.rows()[1].key
    desk.press("Down", "Return")
    assert desk.page.presenter.form.value.procedure_code == second
    assert not results.isVisible()


def test_escape_closes_what_was_found_and_tab_takes_it(desk: IntakeDesk):
    search = desk.page.procedure.search
    search.setFocus()
    desk.type("khai tu")
    search.textEdited.emit("khai tu")
    desk.press("Escape")
    assert not desk.page.procedure.results.isVisible()
    desk.press("Down")
    assert desk.page.procedure.results.isVisible()
    desk.press("Tab")
    assert desk.page.presenter.form.value.procedure_code == "1.000656"


def test_a_favourite_is_one_key(desk: IntakeDesk):
    desk.press("Alt+1")
    assert desk.page.presenter.form.value.procedure_code == "2.000815"


def test_the_focus_goes_on_to_what_is_still_empty(desk: IntakeDesk):
    desk.press("Alt+2")
    assert focus_name(desk) == "applicant.name"
    desk.press("Ctrl+N")
    desk.scan(CARD)
    desk.press("Alt+2")
    assert focus_name(desk) == "applicant.phone"
    desk.press("Ctrl+N")
    type_procedure(desk, "xn hon nhan")
    assert focus_name(desk) == "cases"


def test_a_card_goes_where_it_belongs_whatever_has_the_focus(desk: IntakeDesk):
    desk.field("applicant.email").setFocus()
    desk.scan(CARD)
    desk.press("Alt+U")
    desk.scan(OTHER_CARD)
    value = desk.page.presenter.form.value
    assert value.applicant.name == "Lê Thị Thu Hà"
    assert value.submitter is not None
    assert value.submitter.name == "Trần Văn Thử"
    assert desk.field("applicant.email").text() == ""  # type: ignore[attr-defined]


def test_another_card_takes_the_telephone_of_the_one_before_away(desk: IntakeDesk):
    desk.scan(CARD)
    desk.fill("applicant.phone", "0905118264")
    desk.scan(OTHER_CARD)
    assert desk.page.presenter.form.value.applicant.phone == ""
    assert desk.page.presenter.form.value.applicant.name == "Trần Văn Thử"


def test_a_wrong_code_page_changes_no_field(desk: IntakeDesk):
    desk.fill("applicant.name", "Nguyễn An")
    desk.scan(CARD.replace("Lê", "LÃª"))
    assert desk.page.presenter.form.value.applicant.name == "Nguyễn An"
    assert "bảng mã" in desk.page.strip.accessibleName()


def test_a_card_that_does_not_match_is_explained(desk: IntakeDesk):
    desk.scan(CARD.replace("|Nữ|", "|Nam|"))
    assert "không khớp giới tính" in desk.page.strip.accessibleName()
    assert desk.page.presenter.form.is_empty


def test_the_number_is_masked_until_asked_for(desk: IntakeDesk):
    desk.scan(CARD)
    edit = desk.field("applicant.personal_id")
    assert isinstance(edit, MaskedNumber)
    assert edit.text() == "056••••••821"
    desk.press("Alt+E")
    assert edit.text() == "056191004821"
    desk.field("applicant.phone").setFocus()
    assert edit.text() == "056••••••821"
    assert edit.number == "056191004821"


def test_a_masked_number_that_is_typed_over_is_replaced_whole(desk: IntakeDesk):
    desk.scan(CARD)
    desk.field("applicant.personal_id").setFocus()
    desk.press("0")
    desk.type("79")
    assert desk.page.presenter.form.value.applicant.personal_id == "079"


@pytest.mark.parametrize(
    ("typed", "born"),
    [("010290", date(1990, 2, 1)), ("1/2/1990", date(1990, 2, 1)), ("150424", date(2024, 4, 15))],
)
def test_a_birth_date_is_typed_without_a_picker(desk: IntakeDesk, typed: str, born: date):
    desk.fill("applicant.birth_on", typed)
    assert desk.page.presenter.form.value.applicant.birth_on == born


def test_a_date_that_is_none_stays_in_its_field_and_stops_the_saving(desk: IntakeDesk):
    desk.scan(CARD)
    desk.press("Alt+2")
    edit = desk.field("applicant.birth_on")
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.selectAll()
    desk.type("310290")
    desk.press("Tab")
    assert edit.text() == "310290"
    assert "lịch" in desk.page.people.fields["applicant.birth_on"].error
    desk.press("Ctrl+Return")
    assert desk.codes() == []
    assert focus_name(desk) == "applicant.birth_on"
    assert edit.text() == "310290"


def test_nobody_is_interrupted_while_typing(desk: IntakeDesk):
    desk.fill("applicant.phone", "0905")
    assert desk.page.people.fields["applicant.phone"].error == ""
    desk.press("Tab")
    assert desk.page.people.fields["applicant.phone"].error
    assert desk.page.people.fields["applicant.name"].error == ""


def test_saving_goes_to_the_first_fault_and_names_all(desk: IntakeDesk):
    desk.press("Ctrl+Return")
    assert focus_name(desk) == "search"
    desk.press("Alt+Down")
    assert focus_name(desk) == "applicant.name"
    desk.press("Alt+Down")
    assert focus_name(desk) == "search"
    assert desk.codes() == []


def test_an_organisation_has_a_tax_code_and_a_representative(desk: IntakeDesk):
    desk.press("Alt+L")
    fields = desk.page.people.fields
    assert fields["applicant.representative"].isVisible()
    assert not fields["applicant.birth_on"].isVisible()
    assert fields["applicant.personal_id"].label.text() == "Mã số thuế"
    desk.fill("applicant.name", "Công ty Mẫu")
    desk.fill("applicant.personal_id", "4200000001")
    desk.scan(CARD)
    desk.press("Alt+2", "Ctrl+Return")
    view = desk.last()
    assert view.dossier.applicant_kind == "organisation"
    assert view.personal["applicant.representative"] == "Lê Thị Thu Hà"
    assert view.personal["applicant.name"] == "Công ty Mẫu"


def test_a_foreigner_needs_a_passport_and_a_child_no_card(desk: IntakeDesk):
    desk.press("Alt+L", "Alt+L")
    desk.fill("applicant.name", "John Mẫu")
    desk.press("Alt+2", "Ctrl+Return")
    assert focus_name(desk) == "applicant.personal_id"
    desk.type("C1234567")
    desk.press("Ctrl+Return")
    assert desk.last().personal["applicant.personal_id"] == "C1234567"
    desk.press("Alt+L", "Alt+L", "Alt+L")
    desk.fill("applicant.name", "Bé Mẫu")
    desk.fill("applicant.representative", "Lê Mẹ")
    desk.press("Alt+2", "Ctrl+Return")
    assert desk.last().dossier.applicant_kind == "child"


def test_papers_by_keys(desk: IntakeDesk):
    desk.scan(CARD)
    type_procedure(desk, "xn hon nhan")
    desk.press("Right", "Right")
    papers = desk.page.papers.list
    assert [row.ticked for row in papers.rows()][:3] == [True, True, True]
    papers.setFocus()
    desk.press("Down", "Down", "2", "Plus", "Up", "Space")
    desk.press("Ctrl+Return")
    handed = desk.last().dossier.papers
    assert [(paper.form, paper.quantity) for paper in handed] == [
        (PaperForm.ORIGINAL, 1),
        (PaperForm.CERTIFIED_COPY, 2),
    ]
    assert desk.last().dossier.case_label == "Đã ly hôn"


def test_a_typed_paper_is_taken_and_offered_next_time(desk: IntakeDesk):
    nothing_known = next(
        one
        for one in desk.parts.state.catalogue
        if not one.papers and one.term is not None and one.authority_level == "cấp xã"
    )
    for number in (1, 2):
        desk.scan(CARD if number == 1 else OTHER_CARD)
        desk.page.presenter.choose(nothing_known.code)
        desk.press("Alt+T")
        if number == 1:
            desk.type("Đơn đề nghị viết tay")
            desk.press("Return")
        else:
            rows = desk.page.papers.list.rows()
            assert [(row.name, row.ticked) for row in rows] == [("Đơn đề nghị viết tay", False)]
            desk.page.papers.list.setFocus()
            desk.press("Space")
        desk.press("Ctrl+Return")
    assert desk.last().personal["papers.1"] == "Đơn đề nghị viết tay"


def test_filing_for_another_brings_the_authorisation(desk: IntakeDesk):
    desk.scan(CARD)
    type_procedure(desk, "xn hon nhan")
    before = len(desk.page.papers.list.rows())
    desk.press("Alt+U")
    assert len(desk.page.papers.list.rows()) >= before
    desk.fill("submitter.name", "Trần Văn Thử")
    desk.fill("submitter_ground", "giấy ủy quyền ngày 20/4/2024")
    desk.press("Ctrl+Return")
    view = desk.last()
    assert view.dossier.has_submitter
    assert view.personal["submitter_ground"] == "giấy ủy quyền ngày 20/4/2024"


def test_channel_sets_and_where_the_result_is_wanted(desk: IntakeDesk):
    desk.scan(CARD)
    desk.press("Alt+2")
    people = desk.page.people
    people.way.setFocus()
    desk.press("Right")
    assert people.fields["return_address"].isVisible()
    people.channel.setCurrentIndex(2)
    people.channel.activated.emit(2)
    people.sets.setFocus()
    desk.press("Up")
    desk.press("Ctrl+Return")
    dossier = desk.last().dossier
    assert (dossier.return_way, dossier.channel, dossier.sets) == (ReturnWay.POST, Channel.ONLINE, 2)


def test_a_fee_is_taken_not_yet_waived_or_unknown_and_never_zero(desk: IntakeDesk):
    desk.scan(CARD)
    type_procedure(desk, "xn hon nhan")
    assert desk.page.presenter.form.value.fee_state is FeeState.UNKNOWN
    desk.press("Alt+P")
    desk.type("15000")
    assert desk.page.presenter.form.value.fee_state is FeeState.NOT_YET
    desk.page.fee.states.setFocus()
    desk.press("Right")
    desk.press("Ctrl+Return")
    assert (desk.last().dossier.fee_dong, desk.last().dossier.fee_state) == (15000, FeeState.CASH)


def test_a_waiver_needs_its_reason(desk: IntakeDesk):
    desk.scan(CARD)
    type_procedure(desk, "xn hon nhan")
    desk.page.fee.states.setFocus()
    desk.press("4", "Ctrl+Return")
    assert desk.codes() == []
    assert QApplication.focusWidget() is desk.field("fee_reason")
    desk.type("hộ nghèo")
    desk.press("Ctrl+Return")
    assert desk.last().dossier.fee_state is FeeState.WAIVED


def test_the_price_of_a_page_is_not_taken_for_the_fee(desk: IntakeDesk):
    desk.press("Alt+1")
    assert desk.page.presenter.form.value.fee_dong is None


def test_without_a_term_the_clerk_gives_the_moment_with_its_reason(desk: IntakeDesk):
    desk.scan(CARD)
    desk.page.presenter.choose(NO_TERM)
    desk.press("Ctrl+Return")
    assert focus_name(desk) == "due_at"
    desk.type("15:30 0605")
    assert desk.page.presenter.form.unreadable == {}
    desk.press("Ctrl+Return")
    assert focus_name(desk) == "due_reason"
    desk.type("theo lịch của cơ quan bảo hiểm")
    desk.press("Ctrl+Return")
    view = desk.last()
    assert view.dossier.due_at.isoformat() == "2024-05-06T15:30:00+07:00"
    assert view.dossier.due_ground == "no_term"
    assert view.personal["due_reason"]


def test_another_moment_is_agreed_with_its_reason(desk: IntakeDesk):
    desk.scan(CARD)
    type_procedure(desk, "xn hon nhan")
    desk.press("Alt+R")
    assert focus_name(desk) == "due_at"
    desk.type("10:00 03/05/2024")
    desk.fill("due_reason", "người dân hẹn")
    desk.press("Ctrl+Return")
    assert desk.last().dossier.due_ground == "agreed"


def test_why_this_date_is_explained_and_leads_to_another_moment(desk: IntakeDesk):
    type_procedure(desk, "xn hon nhan")
    desk.press("Alt+V")
    panel = desk.page.overlays.why
    assert panel is not None
    assert panel.isVisible()
    desk.press("Alt+R")
    assert not panel.isVisible()
    assert focus_name(desk) == "due_at"


def test_an_open_dossier_is_pointed_out_before_saving(desk: IntakeDesk, qtbot):
    desk.come_again()
    assert "cùng thủ tục" in desk.window.notices.seen.sentence  # type: ignore[union-attr]
    desk.press("Ctrl+Return")
    assert len(desk.codes()) == 1
    desk.press("Alt+N")
    assert len(desk.codes()) == 2


def test_a_form_changed_after_a_stopped_saving_is_not_saved_by_the_answer(desk: IntakeDesk):
    desk.come_again()
    desk.press("Ctrl+Return")
    desk.fill("applicant.phone", "0905118264")
    desk.press("Alt+N")
    assert len(desk.codes()) == 1
    desk.press("Ctrl+Return")
    assert len(desk.codes()) == 2


def test_seen_before_saving_an_open_dossier_lets_the_form_be_filled_in(desk: IntakeDesk, qtbot):
    desk.come_again()
    desk.press("Alt+N")
    assert len(desk.codes()) == 1
    desk.press("Ctrl+Return")
    assert len(desk.codes()) == 2


def test_a_returning_citizen_is_filled_in_from_the_dossier_before(desk: IntakeDesk, qtbot):
    desk.scan(CARD)
    desk.fill("applicant.phone", "0905118264")
    desk.press("Alt+2", "Ctrl+Return")
    desk.fill("applicant.personal_id", "056191004821")
    qtbot.waitUntil(lambda: desk.page._earlier.isVisible())
    desk.press("Alt+D")
    person = desk.page.presenter.form.value.applicant
    assert (person.name, person.phone) == ("Lê Thị Thu Hà", "0905118264")


def test_the_same_visitor_goes_on(desk: IntakeDesk):
    desk.scan(CARD)
    desk.press("Alt+2", "Ctrl+Shift+Return")
    assert len(desk.codes()) == 1
    assert desk.page.presenter.form.value.applicant.name == "Lê Thị Thu Hà"
    assert desk.page.presenter.form.value.procedure_code == ""
    desk.press("Alt+3", "Ctrl+Return")
    assert len(desk.codes()) == 2
    assert desk.page.presenter.form.is_empty


def test_a_cleared_form_comes_back(desk: IntakeDesk):
    desk.scan(CARD)
    desk.press("Ctrl+N")
    assert desk.page.presenter.form.is_empty
    desk.press("Ctrl+Shift+N")
    assert desk.page.presenter.form.value.applicant.name == "Lê Thị Thu Hà"


def test_a_missing_hotline_is_said_before_anything_is_typed(qtbot, qapp, tmp_path: Path):
    with intake_desk(tmp_path, WEDNESDAY, {"hotline": ""}) as desk:
        assert "Điện thoại Bộ phận Một cửa" in desk.window.notices.seen.sentence  # type: ignore[union-attr]
        desk.scan(CARD)
        desk.press("Alt+2", "Ctrl+Return")
        assert desk.codes() == []
        assert desk.page.presenter.form.value.applicant.name == "Lê Thị Thu Hà"


def test_a_year_without_a_calendar_refuses_the_date_and_not_the_citizen(qtbot, qapp, tmp_path: Path):
    with intake_desk(tmp_path, datetime(2026, 12, 30, 9, 0)) as desk:
        desk.scan(CARD)
        type_procedure(desk, "xn hon nhan")
        assert "2027" in desk.page.due.moment.accessibleName()
        desk.fill("due_at", "09:00 05/01/2027")
        desk.fill("due_reason", "chưa có lịch nghỉ 2027")
        desk.press("Ctrl+Return")
        assert desk.last().dossier.due_ground == "no_calendar"


def test_a_draft_survives_the_end_of_the_program(qtbot, qapp, tmp_path: Path):
    with intake_desk(tmp_path, WEDNESDAY) as desk:
        desk.scan(CARD)
        type_procedure(desk, "xn hon nhan")
        desk.fill("applicant.phone", "0905118264")
        with qtbot.waitSignal(desk.page.presenter.draft.told):
            desk.press("Tab")
            desk.type("a")
    with intake_desk(tmp_path, WEDNESDAY) as desk:
        value = desk.page.presenter.form.value
        assert value.applicant.phone == "0905118264"
        assert value.procedure_code == MARITAL
        assert desk.field("applicant.phone").text() == "0905118264"  # type: ignore[attr-defined]
        assert "còn nguyên" in desk.page.strip.accessibleName()
        desk.press("Ctrl+N")
    with intake_desk(tmp_path, WEDNESDAY) as desk:
        assert desk.page.presenter.form.is_empty


def test_the_slip_is_drawn_beside_the_form(desk: IntakeDesk, qtbot):
    desk.scan(CARD)
    with qtbot.waitSignal(desk.page.presenter.slip.drawn, timeout=20_000, check_params_cb=bool):
        type_procedure(desk, "xn hon nhan")
    assert len(desk.page.slip.preview.pages()) == 2
    desk.press("Alt+X")
    overlays = desk.page.overlays
    qtbot.waitUntil(lambda: overlays.large is not None and overlays.large.isVisible(), timeout=20_000)


def test_tab_walks_in_the_order_of_the_paper(desk: IntakeDesk):
    desk.press("Alt+2")
    desk.page.procedure.search.setFocus()
    walked = []
    for _ in range(10):
        desk.press("Tab")
        walked.append(focus_name(desk))
    assert walked[1:9] == [
        "applicant.name", "applicant.birth_on", "applicant.sex", "applicant.personal_id", "applicant.address",
        "applicant.phone", "applicant.email", "return_way",
    ]  # fmt: skip


def test_a_small_window_keeps_moment_fee_and_decision(desk: IntakeDesk):
    type_procedure(desk, "xn hon nhan")
    desk.window.resize(911, 512)
    assert desk.page.compact.isVisible()
    assert not desk.page.slip.isVisible()
    assert desk.page._save_button.isVisible()
    desk.press("Alt+P")
    assert QApplication.focusWidget() is desk.page.fee.amount
    desk.window.resize(1366, 768)
    assert desk.page.slip.isVisible()
    assert not desk.page.compact.isVisible()


def test_a_case_that_changes_the_papers_is_asked_for_where_the_focus_is(desk: IntakeDesk):
    type_procedure(desk, "xn hon nhan")
    card = desk.page.procedure
    assert card.cases.hasFocus()
    assert card._case_note.isVisible()
    assert card._case_note.text() == "Trường hợp nào? Giấy tờ phải nộp khác nhau: chọn bằng số 1–5."
    desk.press("2")
    assert card._case_note.text() == "Bản án hoặc quyết định ly hôn"
    desk.press("1")
    assert not card._case_note.isVisible()


def test_a_procedure_without_cases_asks_for_none(desk: IntakeDesk):
    type_procedure(desk, "tl")
    assert not desk.page.procedure.cases.isVisible()
    assert not desk.page.procedure._case_note.isVisible()


def test_a_required_paper_that_is_not_there_stays_unticked_when_the_case_changes(desk: IntakeDesk):
    type_procedure(desk, "xn hon nhan")
    papers = desk.page.papers.list
    papers.setFocus()
    desk.press("Space")
    desk.page.procedure.cases.setFocus()
    desk.press("Right", "Right")
    assert [row.ticked for row in papers.rows()][:3] == [False, True, True]


def test_a_paper_that_is_only_shown_is_kept_so(desk: IntakeDesk):
    desk.scan(CARD)
    type_procedure(desk, "xn hon nhan")
    assert "xuất trình" in desk.page.papers.list.rows()[1].note
    desk.press("Ctrl+Return")
    assert [paper.is_shown_only for paper in desk.last().dossier.papers] == [False, True]


def test_the_strip_of_days_names_each_day_that_is_left_out(desk: IntakeDesk):
    type_procedure(desk, "xn hon nhan")
    cells = [(f"{cell.day:%d/%m}", cell.kind, cell.word) for cell in desk.page.due.strip.days()]
    assert cells == [
        ("24/04", "received", "nhận"),
        ("25/04", "counted", ""),
        ("26/04", "counted", ""),
        ("27/04", "weekend", "nghỉ"),
        ("28/04", "weekend", "nghỉ"),
        ("29/04", "swapped", "nghỉ bù"),
        ("30/04", "holiday", "lễ"),
        ("01/05", "holiday", "lễ"),
        ("02/05", "due", "trả"),
    ]


def test_the_promise_moves_when_the_cut_off_passes_while_the_form_is_open(desk: IntakeDesk):
    desk.clock.moment = desk.clock.moment.replace(hour=14, minute=58)
    desk.press("Alt+2")
    assert "24/04/2024" in desk.page.due.moment.accessibleName()
    desk.clock.moment = desk.clock.moment.replace(hour=15, minute=1)
    desk.page.presenter._passing.timeout.emit()
    assert "25/04/2024" in desk.page.due.moment.accessibleName()


def test_a_paper_typed_without_enter_is_taken_and_never_the_next_one_s(desk: IntakeDesk):
    desk.scan(CARD)
    desk.press("Alt+2", "Alt+T")
    desk.type("Đơn xin")
    desk.press("Ctrl+Return")
    assert "Đơn xin" in desk.last().personal.values()
    desk.press("Alt+T")
    desk.type("Đơn khác")
    desk.press("Ctrl+N")
    assert desk.page.papers.other.text() == ""
    assert desk.page.presenter.form.is_empty


def test_a_key_that_is_none_now_types_nothing(desk: IntakeDesk):
    search = desk.page.procedure.search
    search.setFocus()
    QTest.keyClick(search, "o", Qt.KeyboardModifier.AltModifier)
    assert search.text() == ""


def test_an_open_list_is_chosen_from_before_anything_is_saved(desk: IntakeDesk):
    desk.scan(CARD)
    desk.press("Alt+1")
    search = desk.page.procedure.search
    search.setFocus()
    desk.type("ket hon")
    search.textEdited.emit("ket hon")
    desk.press("Ctrl+Return")
    assert desk.codes() == []
    assert desk.page.presenter.form.value.procedure_code == "1.000894"


def test_tab_does_not_replace_a_chosen_procedure(desk: IntakeDesk):
    desk.press("Alt+1")
    search = desk.page.procedure.search
    search.setFocus()
    desk.type("o")
    search.textEdited.emit("o")
    desk.press("Tab")
    assert desk.page.presenter.form.value.procedure_code == "2.000815"


def test_who_files_for_another_may_be_scanned_first(desk: IntakeDesk):
    desk.press("Alt+U")
    assert focus_name(desk) == "submitter.name"
    desk.scan(OTHER_CARD)
    desk.scan(CARD)
    value = desk.page.presenter.form.value
    assert value.submitter is not None
    assert (value.submitter.name, value.applicant.name) == ("Trần Văn Thử", "Lê Thị Thu Hà")


def test_a_moment_at_which_the_desk_is_closed_is_doubted(desk: IntakeDesk):
    desk.scan(CARD)
    desk.page.presenter.choose(NO_TERM)
    desk.fill("due_at", "23:45 04/05/2024")
    desk.press("Tab")
    assert "ngày nghỉ" in desk.page.due.fields["due_at"].warning


def test_a_clock_that_is_refused_is_asked_about_again(desk: IntakeDesk, qtbot):
    desk.scan(CARD)
    desk.press("Alt+2", "Ctrl+Return")
    desk.scan(OTHER_CARD)
    desk.press("Alt+2")
    desk.clock.moment = desk.clock.moment.replace(day=20)
    qtbot.waitUntil(lambda: desk.program.shell.clock is not None)  # type: ignore[union-attr]
    desk.program.shell.clock.look()  # type: ignore[union-attr]
    desk.window.notices.close_top()
    desk.press("Ctrl+Return")
    seen = desk.window.notices.seen
    assert seen is not None
    assert [button.keys for button in seen.buttons] == ["Alt+Y"]
    assert len(desk.codes()) == 1
