"""Guidance and refusal before receipt, by keys on a real desk: a paper goes out, no dossier, the form stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.store import journal
from tests.ui.intake_desk import CARD, OTHER_CARD, IntakeDesk, intake_desk, until
from ui.views.advice_panel import AdvicePanel
from ui.widgets.cards import FootBar

WEDNESDAY = datetime(2024, 4, 24, 9, 0)
EXTRACT = "Alt+2"
"""Two required papers, both ticked when it is chosen."""


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[IntakeDesk]:
    with intake_desk(tmp_path, WEDNESDAY) as found:
        yield found


def panel(desk: IntakeDesk) -> AdvicePanel:
    found = desk.page.overlays.advice
    assert found is not None
    assert found.isVisible()
    return found


def written(desk: IntakeDesk, kind: EntryKind) -> journal.Written:
    """Return the last entry of a kind."""
    db = desk.parts.desk.db
    entries = (journal.at(db, number) for number in range(journal.head(db).number, 0, -1))
    return next(one for one in entries if one is not None and one.entry.kind == kind)


def advice(desk: IntakeDesk) -> list[tuple[str, str, str]]:
    day = WEDNESDAY.astimezone(desk.clock.moment.tzinfo).replace(hour=0)
    lines = desk.parts.desk.advice.recent(day, day.replace(hour=23))
    return [(line.kind, line.number, line.name) for line in lines]


def fill_in(desk: IntakeDesk, *, without: int = 1) -> None:
    """Scan a citizen, choose a procedure, and take the tick of its first papers away."""
    desk.scan(CARD)
    desk.press(EXTRACT)
    desk.page.papers.list.setFocus()
    for place in range(without):
        if place:
            desk.press("Down")
        desk.press("Space")


def said(desk: IntakeDesk) -> str:
    notice = desk.window.notices.seen
    return f"{notice.sentence}. {notice.facts}" if notice is not None else ""


def test_what_is_not_ticked_is_asked_for_on_one_slip(desk: IntakeDesk):
    fill_in(desk)
    before = desk.page.presenter.form.value
    desk.press("Ctrl+G")
    items = panel(desk).fields.editor("items")
    asked = [row.head for row in items.list.rows if row.is_ticked]  # type: ignore[attr-defined]
    assert asked == [row.name for row in desk.page.papers.list.rows() if not row.ticked]
    desk.type("Chưa có tờ khai")
    desk.press("Ctrl+Return")
    assert advice(desk) == [(EntryKind.GUIDANCE_GIVEN, "1/HDHS", "Lê Thị Thu Hà")]
    assert not panel_is_open(desk)
    assert desk.page.presenter.form.value == before
    assert desk.codes() == []
    assert "1/HDHS" in said(desk)


def panel_is_open(desk: IntakeDesk) -> bool:
    return desk.page.overlays.advice is not None and desk.page.overlays.advice.isVisible()


def test_the_slip_and_its_evaluation_come_out(desk: IntakeDesk):
    fill_in(desk)
    desk.press("Ctrl+G")
    desk.type("Chưa có tờ khai")
    desk.press("Ctrl+Return")
    papers = desk.folder / "papers"
    until(lambda: len(list(papers.glob("*.pdf"))) == 2)
    until(lambda: "guidance_slip" in said(desk))
    assert desk.codes() == []


def test_a_paper_that_no_list_knows_is_asked_for_too(desk: IntakeDesk):
    fill_in(desk, without=0)
    desk.press("Ctrl+G")
    items = panel(desk).fields.editor("items")
    items.other.setFocus()  # type: ignore[attr-defined]
    desk.type("Giấy xác nhận của thôn")
    panel(desk).fields.editor("reason").setFocus()
    desk.type("Chưa có giấy xác nhận")
    desk.press("Ctrl+Return")
    found = written(desk, EntryKind.GUIDANCE_GIVEN)
    assert found.entry.body["items"][0]["catalogue_seq"] is None
    assert found.personal["items.1"] == "Giấy xác nhận của thôn"


def test_a_paper_still_in_its_field_is_taken_with_ctrl_enter(desk: IntakeDesk):
    fill_in(desk, without=0)
    desk.press("Ctrl+G")
    panel(desk).fields.editor("reason").setFocus()
    desk.type("Thiếu giấy")
    panel(desk).fields.editor("items").other.setFocus()  # type: ignore[attr-defined]
    desk.type("Giấy khai tử")
    desk.press("Ctrl+Return")
    assert written(desk, EntryKind.GUIDANCE_GIVEN).personal["items.1"] == "Giấy khai tử"


def test_nothing_is_written_while_something_is_missing(desk: IntakeDesk):
    fill_in(desk)
    desk.press("Ctrl+G", "Ctrl+Return")
    assert advice(desk) == []
    field = panel(desk).fields.field("reason")
    assert field.error
    assert QApplication.focusWidget() is field.editor


def test_the_paper_is_seen_before_it_is_written(desk: IntakeDesk):
    fill_in(desk)
    desk.press("Ctrl+G")
    assert panel(desk).paper.pages == ()
    desk.type("Chưa có tờ khai")
    until(lambda: panel(desk).paper.pages)
    desk.press("Alt+X")
    until(lambda: panel(desk)._large is not None and panel(desk)._large.isVisible())
    desk.press("Escape")
    assert panel(desk).isVisible()
    assert advice(desk) == []


def test_a_refusal_names_its_reasons_with_their_provision(desk: IntakeDesk):
    desk.scan(CARD)
    desk.press(EXTRACT, "Ctrl+Shift+G", "Space", "Ctrl+Return")
    entry = written(desk, EntryKind.INTAKE_REFUSED)
    assert entry.entry.body["reasons"][0]["basis"]
    assert desk.codes() == []
    assert "từ chối" in said(desk)


def test_who_is_refused_is_scanned_into_the_panel(desk: IntakeDesk):
    desk.press(EXTRACT, "Ctrl+Shift+G")
    desk.scan(OTHER_CARD)
    panel(desk).fields.editor("reason").setFocus()
    desk.type("Không thuộc thẩm quyền")
    desk.press("Ctrl+Return")
    assert advice(desk) == [(EntryKind.INTAKE_REFUSED, "", "Trần Văn Thử")]


def test_a_refusal_needs_a_name_and_a_reason(desk: IntakeDesk):
    desk.press(EXTRACT, "Ctrl+Shift+G", "Ctrl+Return")
    fields = panel(desk).fields
    assert fields.field("applicant.name").error
    assert fields.field("reason").error
    assert advice(desk) == []


def test_without_a_procedure_the_clerk_is_sent_to_choose_one(desk: IntakeDesk):
    desk.scan(CARD)
    desk.press("Ctrl+G")
    assert not panel_is_open(desk)
    assert "Chưa chọn thủ tục" in said(desk)
    assert QApplication.focusWidget() is desk.page.procedure.search


def test_escape_asks_once_before_what_was_typed_is_given_up(desk: IntakeDesk):
    fill_in(desk)
    desk.press("Ctrl+G")
    desk.type("Chưa có tờ khai")
    assert desk.window.unsaved()
    desk.press("Escape")
    assert "Esc lần nữa" in panel(desk).said
    desk.press("Escape")
    assert not panel_is_open(desk)
    assert desk.window.unsaved() == ""
    assert advice(desk) == []


def test_another_screen_and_back_loses_nothing(desk: IntakeDesk):
    fill_in(desk)
    desk.press("Ctrl+G")
    desk.type("Chưa có tờ khai")
    desk.window.open_page("today")
    desk.window.open_page("intake")
    desk.press("Ctrl+Return")
    assert advice(desk) == [(EntryKind.GUIDANCE_GIVEN, "1/HDHS", "Lê Thị Thu Hà")]


def test_keys_of_the_form_do_nothing_under_the_panel(desk: IntakeDesk):
    fill_in(desk)
    before = desk.page.presenter.form.value
    desk.press("Ctrl+G", "Alt+1", "Ctrl+N", "Alt+U")
    assert desk.page.presenter.form.value == before
    assert panel_is_open(desk)


@pytest.mark.parametrize("width", [1366, 1093, 911])
def test_the_foot_has_room_for_its_buttons(desk: IntakeDesk, width: int):
    desk.window.showNormal()
    desk.window.resize(width, 614)
    foot = desk.page.findChild(FootBar)
    fill_in(desk)
    desk.page.presenter.keep_draft()
    QApplication.processEvents()
    assert foot.minimumSizeHint().width() <= desk.page.width()
    assert desk.page._ways[0].isVisible()
    desk.press("Ctrl+N", "Ctrl+Return")
    QApplication.processEvents()
    assert foot.minimumSizeHint().width() <= desk.page.width()


def test_tab_goes_round_in_the_panel(desk: IntakeDesk):
    fill_in(desk)
    desk.press("Ctrl+G")
    for _ in range(14):
        desk.press("Tab")
        focus = QApplication.focusWidget()
        assert focus is not None
        assert panel(desk).isAncestorOf(focus)
