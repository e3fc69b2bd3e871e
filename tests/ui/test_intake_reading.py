"""The intake as a newcomer reads it: nothing is cut, nothing is promised for them, every word goes with its cause."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.procedure import FeeBasis
from cchc_desktop.domain.term import CountingMode, Term, TermUnit
from cchc_desktop.rules import deadlines
from tests.documents.readers import text_of
from tests.ui.intake_desk import CARD, MARITAL, OTHER_CARD, IntakeDesk, await_intake, intake_desk
from ui import labels, theme, translation
from ui.presenters.intake_words import day_lines
from ui.presenters.step_words import step_words
from ui.views.intake import IntakePage
from ui.views.intake_why import WhyPanel
from ui.widgets.buttons import KeyButton

WEDNESDAY = datetime(2024, 4, 24, 15, 20)
COPIES = "2.000815"
MARRIAGE = "1.000894"
"""Free, but: "Bản sao Trích lục: 8.000 đồng/bản"."""
KINDS = ("person", "organisation", "foreigner", "child")


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[IntakeDesk]:
    with intake_desk(tmp_path, WEDNESDAY) as found:
        yield found


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def dressed(desk: IntakeDesk, percent: int, width: int, height: int = 768) -> IntakeDesk:
    """Return the desk with its window made anew in another size of text, as after a restart."""
    shell = desk.program.shell
    assert shell is not None
    shell.dress(dataclasses.replace(shell._look, text_percent=percent))
    shell.remake("intake")
    settle()
    await_intake(shell.window)
    page = shell.window.page("intake")
    assert isinstance(page, IntakePage)
    shell.window.showNormal()
    shell.window.resize(width, height)
    settle()
    return dataclasses.replace(desk, window=shell.window, page=page)


def reopened(desk: IntakeDesk) -> IntakeDesk:
    """Return the desk with a new window, whose form comes from the draft on disk."""
    return dressed(desk, 100, 1366)


def assert_fits(desk: IntakeDesk) -> None:
    settle()
    scroll, side = desk.page._scroll, desk.page._side
    assert scroll.widget().minimumSizeHint().width() <= scroll.viewport().width()
    assert scroll.widget().width() <= scroll.viewport().width()
    assert side.isHidden() or side.minimumSizeHint().width() <= side.width()


# What is cut


@pytest.mark.parametrize("width", [1024, 1366])
@pytest.mark.parametrize("percent", [100, 125, 150])
def test_nothing_of_the_form_is_wider_than_its_column(desk: IntakeDesk, redressed, percent: int, width: int):
    desk = dressed(desk, percent, width)
    assert_fits(desk)
    desk.scan(CARD)
    desk.press("Alt+2", "Ctrl+Return")
    assert_fits(desk)
    desk.scan(CARD)
    desk.page.presenter._look_for_earlier()
    assert desk.page._earlier.isVisible()
    assert_fits(desk)
    desk.press("Alt+U")
    for kind in KINDS:
        for code in (MARITAL, COPIES):
            desk.page.presenter.choose(code)
            desk.page.presenter.choose_case(0)
            assert_fits(desk)
        assert desk.page.presenter.form.value.applicant_kind == kind
        desk.press("Alt+L")


def test_large_text_on_a_small_screen_leaves_the_fee_its_room(desk: IntakeDesk, redressed):
    desk = dressed(desk, 125, 1366)
    desk.page.presenter.choose(MARITAL)
    settle()
    states = desk.page.fee.states
    assert states.width() >= states.sizeHint().width()
    desk = dressed(desk, 100, 1366)
    assert desk.page._side.isVisible()


def test_a_choice_without_room_goes_on_in_a_second_line(desk: IntakeDesk, redressed):
    desk = dressed(desk, 150, 1024)
    desk.page.presenter.choose(MARITAL)
    settle()
    boxes = desk.page.procedure.cases.boxes()
    assert len({box.top() for box in boxes}) == 2
    assert desk.page.procedure.cases.rect().contains(boxes[-1])


def test_the_notes_are_there_to_the_last_word(desk: IntakeDesk):
    desk.page.presenter.choose(COPIES)
    desk.page.presenter.choose_case(1)
    settle()
    for note in (desk.page.fee._note, desk.page.procedure._case_note):
        assert note.text()
        assert note.wordWrap()
        assert note.height() >= note.heightForWidth(note.width())


def test_the_paper_in_focus_is_named_in_full_where_the_list_cuts_it(desk: IntakeDesk):
    desk = dressed(desk, 100, 1366)
    presenter, papers = desk.page.presenter, desk.page.papers
    long = "Giấy tờ chứng minh " * 8
    presenter.choose(COPIES)
    presenter.add_paper("Ngắn")
    presenter.add_paper(long)
    settle()
    desk.press("Alt+G", "End")
    assert papers._whole.isVisible()
    assert papers._whole.text() == long.strip()
    settle()
    seen = desk.page._scroll.viewport().visibleRegion().boundingRect()
    assert seen.contains(papers._whole.mapTo(desk.page._scroll.viewport(), papers._whole.rect().center()))
    desk.press("Up")
    assert not papers._whole.isVisible()


# The fee


def test_a_fee_that_some_part_has_is_not_taken_for_none(desk: IntakeDesk):
    desk.page.presenter.choose(MARRIAGE)
    assert desk.page.presenter.form.value.fee_state is FeeState.UNKNOWN
    assert desk.page.fee.states.index == -1


def test_a_note_that_only_says_there_is_none_leaves_it_free(desk: IntakeDesk):
    desk.page.presenter.choose("1.012812")
    assert desk.page.presenter.form.value.fee_state is FeeState.FREE


@pytest.mark.parametrize(
    ("note", "is_free"),
    [
        ("", True),
        ("Không quy định phí ở cấp xã", True),
        ("Bản sao: 8.000 đồng", False),
        ("Không thu; bản sao 8.000", False),
    ],
)
def test_what_a_note_says_of_a_free_fee(desk: IntakeDesk, note: str, is_free: bool):
    procedure = next(one for one in desk.parts.state.catalogue if one.fee_basis is FeeBasis.FREE)
    assert dataclasses.replace(procedure, fee_note=note).is_free_for_all is is_free


# Keys


def test_after_a_card_two_keys_lead_to_telephone_and_papers(desk: IntakeDesk):
    desk.scan(CARD)
    desk.page.presenter.choose(MARITAL)
    desk.press("Alt+S")
    assert QApplication.focusWidget() is desk.field("applicant.phone")
    desk.press("Alt+G")
    assert QApplication.focusWidget() is desk.page.papers.list
    keys = dict(desk.page.key_lines())
    assert keys["Alt+S"]
    assert keys["Alt+G"]


def test_the_list_of_keys_names_those_of_the_notice(desk: IntakeDesk):
    desk.come_again()
    desk.press("F1")
    sheet = desk.window._overlay
    assert sheet is not None
    for line in ("Alt+O: Mở hồ sơ đó", "Alt+N: Vẫn nhận mới"):
        assert line in sheet.accessibleName()
    desk.press("F1", "Escape", "F1")
    assert "Alt+O" not in sheet.accessibleName()


# Banners


def test_the_open_dossier_is_spoken_of_on_this_screen_only(desk: IntakeDesk):
    desk.come_again()
    desk.press("F2")
    assert desk.window.notices.seen is None
    desk.press("F3")
    assert desk.window.notices.seen is not None
    desk.press("Ctrl+N")
    assert desk.window.notices.seen is None


def test_what_was_saved_is_news_until_the_next_form_is_begun(desk: IntakeDesk):
    desk.scan(CARD)
    desk.press("Alt+2", "Ctrl+Return")
    assert "Đã lưu" in desk.page.strip.accessibleName()
    desk.fill("applicant.name", "T")
    assert "Đã lưu" not in desk.page.strip.accessibleName()


def test_a_missing_setting_is_spoken_of_until_it_is_saved(qtbot, qapp, tmp_path: Path):
    with intake_desk(tmp_path, WEDNESDAY, {"hotline": ""}) as desk:
        notice = desk.window.notices.seen
        assert notice is not None
        asked: list[object] = []
        desk.page.page_wanted.connect(lambda key, what: asked.append((key, what)))
        desk.press("F10")
        assert asked == [("settings", "hotline")]
        assert desk.window.notices.seen is notice
        desk.parts.setup().change({"hotline": "0258 3000 000"})
        settle()
        assert desk.window.notices.seen is None


# The draft


def test_the_draft_knows_what_the_card_filled_and_the_paper_half_typed(desk: IntakeDesk):
    desk.scan(CARD)
    desk.press("Alt+T")
    desk.type("Đơn xin")
    desk.fill("applicant.phone", "0905118264")
    desk.page.papers.other.setText("Đơn xin")
    desk.page.presenter.type_paper("Đơn xin")
    desk.page.presenter.keep_draft()
    again = reopened(desk)
    assert again.page is not desk.page
    assert again.field("applicant.name").property("state") == "card"
    assert again.field("applicant.phone").property("state") != "card"
    assert again.page.papers.other.text() == "Đơn xin"


def test_a_paper_half_typed_alone_is_a_draft(desk: IntakeDesk):
    desk.press("Alt+T")
    desk.type("Đơn xin")
    desk.page.presenter._after_rest()
    assert desk.parts.intake.draft_marks()["other_paper"] == "Đơn xin"
    desk.press("Ctrl+N")
    assert desk.parts.intake.draft() is None
    assert desk.parts.intake.draft_marks() == {}


# Filing for another


def test_filing_for_another_without_a_ground_is_doubted(desk: IntakeDesk):
    desk.scan(CARD)
    desk.press("Alt+2", "Alt+U")
    assert desk.page.people.fields["submitter_ground"].warning == ""
    desk.scan(OTHER_CARD)
    desk.field("submitter.name").setFocus()
    desk.press("Tab")
    field = desk.page.people.fields["submitter_ground"]
    assert "căn cứ nộp thay" in field.warning
    assert field.error == ""
    desk.fill("submitter_ground", "con")
    assert field.warning == ""


# Words


def test_a_weekday_inside_a_sentence_is_written_small_at_its_head():
    assert labels.due(WEDNESDAY) == "15:20 thứ Tư 24/04/2024"
    assert labels.day(WEDNESDAY) == "Thứ Tư 24/04"
    assert labels.day_inside(WEDNESDAY) == "thứ Tư 24/04"


def test_an_empty_field_is_not_filled_in_and_the_telephone_has_an_example(desk: IntakeDesk):
    desk.press("Ctrl+Return")
    assert desk.page.people.fields["applicant.name"].error == "Chưa điền"
    phone = desk.field("applicant.phone")
    assert isinstance(phone, QLineEdit)
    assert phone.placeholderText() == "0905 123 456"


@pytest.mark.parametrize(
    ("hour", "count", "unit", "mode"),
    [
        (15, 3, TermUnit.WORKING_DAYS, CountingMode.HOURS),
        (18, 3, TermUnit.WORKING_DAYS, CountingMode.HOURS),
        (15, 3, TermUnit.WORKING_DAYS, CountingMode.DAYS),
        (15, 1, TermUnit.SAME_DAY, CountingMode.HOURS),
        (9, 1, TermUnit.SAME_DAY, CountingMode.HOURS),
        (9, 10, TermUnit.CALENDAR_DAYS, CountingMode.HOURS),
        (9, 4, TermUnit.CALENDAR_DAYS, CountingMode.HOURS),
    ],
)
def test_the_explanation_speaks_english_too(
    desk: IntakeDesk, redressed, hour: int, count: int, unit: TermUnit, mode: CountingMode
):
    at = desk.clock.now().replace(hour=hour)
    promise = deadlines.promise(at, Term(count, unit), desk.parts.state.calendar, mode=mode)
    assert [line.span for line in day_lines(promise, at)] == [step.text for step in promise.steps]
    translation.switch(redressed, translation.ENGLISH)
    english = " ".join(f"{line.act} {line.span} {line.amount}" for line in day_lines(promise, at))
    for word in ("ngày", "buổi", "nhận", "giờ", "thứ", "Chủ nhật", "Nghỉ"):
        assert word not in english


def test_what_no_table_knows_stays_as_it_is(redressed):
    translation.switch(redressed, translation.ENGLISH)
    assert step_words("Ngày hội của phường") == "Ngày hội của phường"
    assert step_words("nhận 18:20, ngoài giờ làm việc: tính từ 07:00 thứ Năm 25/04") == (
        "received 18:20, outside working hours: counted from 07:00 Thursday 25/04"
    )


# The explanation on paper


def test_the_printed_explanation_bears_unit_procedure_and_law_and_says_where_it_went(desk: IntakeDesk, qtbot):
    desk.page.presenter.choose(MARITAL)
    desk.press("Alt+V")
    flow = desk.parts.print_flow
    assert flow is not None
    with qtbot.waitSignal(flow.other_done, timeout=20_000) as done:
        desk.press("Ctrl+P")
    name, is_out, path = done.args
    assert is_out, name
    procedure = desk.page.presenter.procedure
    assert procedure is not None
    printed = " ".join(text_of(Path(path).read_bytes()).split())
    for words in (
        "ỦY BAN NHÂN DÂN",
        "PHƯỜNG MẪU HÒA",
        procedure.name,
        procedure.code,
        f"Căn cứ: {procedure.legal_basis[:20]}",
    ):
        assert words in printed
    notice = desk.window.notices.seen
    assert notice is not None
    assert path in notice.sentence


def test_the_text_is_as_large_as_it_was_in_the_end():
    assert theme.current().factor == 1.0


def test_the_slip_gives_way_to_fields_under_a_notice(desk: IntakeDesk, qtbot):
    desk.window.showNormal()
    desk.window.resize(1366, 768)
    desk.come_again()
    desk.press("Alt+R")
    for field in desk.page.due.fields.values():
        qtbot.waitUntil(field.editor.isVisible)
        assert field.editor.height() >= field.editor.sizeHint().height()
        assert field.height() >= field.sizeHint().height()


def test_no_paper_of_an_authorisation_is_ticked_unseen(desk: IntakeDesk):
    desk.press("Alt+5", "Alt+U")
    rows = desk.page.papers.list.rows()
    unseen = [row for row in rows if "ủy quyền" in row.name.lower()]
    assert unseen
    assert not any(row.ticked for row in unseen)


def test_the_strip_says_a_refused_card_to_the_last_word(desk: IntakeDesk):
    desk.window.showNormal()
    desk.window.resize(1366, 768)
    desk.scan(CARD.replace("14081991", "14081992"))
    settle()
    line = max(desk.page.strip.findChildren(QLabel), key=lambda label: len(label.text()))
    assert len(line.text()) > 60
    room = QRect(0, 0, line.width(), 10_000)
    needed = line.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, line.text())
    assert needed.height() <= line.height()
    assert needed.width() <= line.width()


@pytest.mark.parametrize("language", [translation.VIETNAMESE, translation.ENGLISH])
@pytest.mark.parametrize("percent", [100, 125])
def test_the_keys_of_the_explanation_are_never_cut(desk: IntakeDesk, redressed, language: str, percent: int):
    translation.switch(redressed, language)
    desk = dressed(desk, percent, 1366)
    panel = WhyPanel(desk.page, print_page=settle, other_moment=settle)
    procedure = desk.parts.state.procedure(MARITAL, WEDNESDAY.date())
    at = desk.clock.now()
    promise = desk.parts.intake.promise(MARITAL, at)
    panel.explain("Vì sao?", promise, procedure, at, "")
    settle()
    buttons = panel.findChildren(KeyButton)
    assert len(buttons) == 3
    for button in buttons:
        assert button.width() >= button.sizeHint().width()
