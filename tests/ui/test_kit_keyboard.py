"""Every part works from the keyboard."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ui.main_window import HELP, MainWindow, PageEntry
from ui.widgets.buttons import FILLED, KeyButton, make_action
from ui.widgets.choice import SegmentedChoice
from ui.widgets.notices import Notice, NoticeBar, NoticeButton
from ui.widgets.page import Page, layout_class_of
from ui.widgets.panels import SidePanel
from ui.widgets.papers import PaperList, PaperRow
from ui.widgets.rail import RailItem
from ui.widgets.shortcuts import ShortcutOverlay

KINDS = ("Chính", "Chứng thực", "Sao", "Điện tử")


class SamplePage(Page):
    """A page with one field, one action and a memory."""

    def __init__(self) -> None:
        super().__init__()
        self.title = "Tiếp nhận"
        self.seen: list[object] = []
        self.printed = 0
        self.edit = QLineEdit()
        self.print = make_action(self, "In lại", "Ctrl+P")
        self.button = KeyButton(self.print, FILLED)
        column = QVBoxLayout(self)
        column.addWidget(self.edit)
        column.addWidget(self.button)
        self.print.triggered.connect(self._count)

    def entered(self, what: object = None) -> None:
        self.seen.append(what)
        self.edit.setFocus()

    def _count(self) -> None:
        self.printed += 1


def now() -> datetime:
    return datetime(2024, 4, 24, 15, 20)


@pytest.fixture
def window(qtbot) -> MainWindow:
    items = (
        RailItem(key="today", label="Hôm nay", icon="home", keys="F2"),
        RailItem(key="intake", label="Tiếp nhận", icon="intake", keys="F3"),
        RailItem(key="settings", label="Thiết lập", icon="gear", keys="F10", at_bottom=True),
    )
    window = MainWindow(
        [PageEntry(item=item, make=SamplePage) for item in items], now=now, officer="Nguyễn Thị Hạnh", desk="Bàn 2"
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.open_page("intake")
    qtbot.waitActive(window).__enter__()
    qtbot.waitUntil(lambda: window.page("intake").edit.hasFocus())
    return window


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(widget, key, modifier)


def test_pages_are_made_when_first_wanted(window):
    assert window.page_key == "intake"
    assert window.stack.count() == 1
    window.open_page("today", 7)
    assert window.stack.count() == 2
    assert window.page("today").seen == [7]


def test_the_rail_by_its_keys(qtbot, window):
    for key, page in ((Qt.Key.Key_F2, "today"), (Qt.Key.Key_F10, "settings"), (Qt.Key.Key_F3, "intake")):
        press(qtbot, window, key)
        assert window.page_key == page
        assert window.rail.button(page).isChecked()
    assert not window.rail.button("today").isChecked()


def test_the_rail_by_mouse_leaves_the_help_unchosen(qtbot, window):
    qtbot.mouseClick(window.rail.button("today"), Qt.MouseButton.LeftButton)
    assert window.page_key == "today"
    qtbot.mouseClick(window.rail.button(HELP), Qt.MouseButton.LeftButton)
    assert window.rail.button("today").isChecked()
    assert window.findChild(ShortcutOverlay).isVisible()


def test_f1_shows_the_keys_and_gives_the_focus_back(qtbot, window):
    page = window.page("intake")
    press(qtbot, page.edit, Qt.Key.Key_F1)
    overlay = window.findChild(ShortcutOverlay)
    assert overlay.isVisible()
    assert "Ctrl+P: In lại" in overlay.accessibleName()
    assert "F10: Thiết lập" in overlay.accessibleName()
    press(qtbot, overlay, Qt.Key.Key_F1)
    assert not overlay.isVisible()
    assert page.edit.hasFocus()


def test_a_question_mark_is_typed_inside_a_field_and_shows_the_keys_outside(qtbot, window):
    page = window.page("intake")
    press(qtbot, page.edit, Qt.Key.Key_Question)
    assert page.edit.text() == "?"
    assert window.findChild(ShortcutOverlay) is None
    page.button.setFocus()
    press(qtbot, page.button, Qt.Key.Key_Question)
    assert window.findChild(ShortcutOverlay).isVisible()


def test_a_button_follows_its_action(qtbot, window):
    page = window.page("intake")
    press(qtbot, page.edit, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert page.printed == 2
    assert page.button.accessibleName() == "In lại"
    assert page.button.accessibleDescription() == "Ctrl+P"
    page.print.setEnabled(False)
    assert not page.button.isEnabled()
    press(qtbot, page.edit, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert page.printed == 2


def test_the_key_of_a_notice_goes_before_the_same_key_of_the_page(qtbot, window):
    page, again = window.page("intake"), []
    button = NoticeButton(text="In lại", keys="Ctrl+P", run=lambda: again.append(1))
    page.notice_wanted.emit(Notice(key="print", tone="bad", sentence="Giấy hẹn 2016 chưa in được", buttons=(button,)))
    press(qtbot, page.edit, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert (again, page.printed) == ([1], 0)
    assert not window.notices.isVisible()
    press(qtbot, page.edit, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert (again, page.printed) == ([1], 1)


def test_a_notice_does_not_stop_the_typing(qtbot, window):
    page = window.page("intake")
    window.notices.post(Notice(key="a", tone="bad", sentence="Đĩa đầy, chưa lưu được"))
    qtbot.keyClicks(page.edit, "le thi")
    assert page.edit.text() == "le thi"
    assert page.edit.hasFocus()
    press(qtbot, page.edit, Qt.Key.Key_Escape)
    assert window.notices.seen is None


def test_the_gravest_notice_first_then_the_next(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    for tone in ("ok", "bad", "warn"):
        bar.post(Notice(key=tone, tone=tone, sentence=tone))
    seen = []
    while bar.seen is not None:
        seen.append(bar.seen.key)
        bar.close_top()
    assert seen == ["bad", "warn", "ok"]


def test_what_was_just_done_is_seen_at_once_and_the_graver_one_comes_back(qtbot, window):
    bar, heard = window.notices, []
    button = NoticeButton(text="Xem", keys="Ctrl+P", run=lambda: heard.append("due"), closes=False)
    bar.post(Notice(key="due", tone="warn", sentence="Sắp đến hạn", buttons=(button,)))
    bar.post(Notice(key="signed", tone="ok", sentence="Đã ký duyệt"))
    assert bar.seen.key == "signed"
    press(qtbot, window.page("intake").edit, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["due"]
    bar.withdraw("due")
    press(qtbot, window.page("intake").edit, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["due"], "a notice that is settled has no key any more"
    bar.post(Notice(key="later", tone="warn", sentence="Sắp đến hạn"))
    assert bar.seen.key == "signed"
    bar.findChild(QTimer).start(0)
    qtbot.waitUntil(lambda: bar.seen.key == "later")
    bar.post(Notice(key="done", tone="ok", sentence="Đã in"))
    bar.post(Notice(key="lost", tone="bad", sentence="Chưa in được"))
    assert bar.seen.key == "lost"


def test_a_notice_with_the_same_key_takes_the_place_of_the_first(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.post(Notice(key="job", tone="warn", sentence="Đang in"))
    bar.post(Notice(key="job", tone="ok", sentence="Đã in"))
    assert bar.seen.sentence == "Đã in"
    bar.withdraw("job")
    assert bar.seen is None
    assert bar.isHidden()


def test_a_panel_has_its_keys_to_itself_and_gives_the_focus_back(qtbot, window):
    page, printed = window.page("intake"), []
    page.button.setFocus()
    panel = SidePanel(page)
    action = make_action(panel, "In trang này", "Ctrl+P")
    action.triggered.connect(lambda: printed.append(1))
    panel.set_actions([action])
    panel.show_body("Vì sao ngày này?", "", QLineEdit())
    press(qtbot, panel, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert (printed, page.printed) == ([1], 0)
    press(qtbot, panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert page.button.hasFocus()


def test_a_choice_is_one_stop_and_arrows_move(qtbot):
    choice = SegmentedChoice("Nhận kết quả", ("Tại quầy", "Bưu chính", "Trực tuyến"))
    qtbot.addWidget(choice)
    chosen = []
    choice.chosen.connect(chosen.append)
    choice.set_index(0)
    right, left = Qt.Key.Key_Right, Qt.Key.Key_Left
    for key in (right, right, right, left, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_2):
        press(qtbot, choice, key)
    assert chosen == [1, 2, 1, 0, 2, 1]
    assert choice.accessibleName() == "Nhận kết quả: Bưu chính"


def test_the_papers_by_keyboard_alone(qtbot):
    papers = PaperList(KINDS)
    qtbot.addWidget(papers)
    papers.set_rows(
        [PaperRow(key="a", name="Tờ khai", required=True), PaperRow(key="b", name="Giấy tờ tùy thân", required=True)]
    )
    changed = []
    papers.changed.connect(changed.append)
    assert papers.missing() == 2
    press(qtbot, papers, Qt.Key.Key_Space)
    press(qtbot, papers, Qt.Key.Key_Plus)
    press(qtbot, papers, Qt.Key.Key_Down)
    press(qtbot, papers, Qt.Key.Key_3)
    assert [(row.ticked, row.kind, row.quantity) for row in papers.rows()] == [(True, 0, 2), (True, 2, 1)]
    assert papers.missing() == 0
    press(qtbot, papers, Qt.Key.Key_Minus)
    press(qtbot, papers, Qt.Key.Key_Minus)
    assert papers.rows()[1].quantity == 0
    assert not papers.rows()[1].ticked
    assert changed == [0, 0, 1, 1]


def test_the_papers_by_mouse(qtbot):
    papers = PaperList(KINDS)
    qtbot.addWidget(papers)
    papers.resize(800, 100)
    papers.show()
    papers.set_rows([PaperRow(key="a", name="Tờ khai")])
    parts = papers.itemDelegate().parts(papers.visualRect(papers.model().index(0)))
    for part in ("tick", "plus", "plus", "minus"):
        qtbot.mouseClick(papers.viewport(), Qt.MouseButton.LeftButton, pos=parts[part].center())
    qtbot.mouseClick(papers.viewport(), Qt.MouseButton.LeftButton, pos=parts["kind"].center())
    row = papers.rows()[0]
    assert (row.ticked, row.quantity, row.kind) == (True, 2, 1)


def test_a_paper_tells_the_screen_reader_what_it_is(qtbot):
    papers = PaperList(KINDS)
    qtbot.addWidget(papers)
    papers.set_rows([PaperRow(key="a", name="Tờ khai", note="bắt buộc", ticked=True, kind=1, quantity=2)])
    said = papers.model().index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Tờ khai. bắt buộc. Chứng thực, 2"


@pytest.mark.parametrize(
    ("width", "name"),
    [
        (910, "compact"),
        (1239, "compact"),
        (1240, "medium"),
        (1339, "medium"),
        (1340, "normal"),
        (1599, "normal"),
        (1600, "wide"),
    ],
)
def test_the_layout_class_of_a_width(width, name):
    assert layout_class_of(width) == name


def test_pages_and_rail_hear_of_another_width(qtbot, window):
    heard = []
    window.layout_class_changed.connect(heard.append)
    rails = []
    for width in (1000, 1300, 1700, 1366):
        window.resize(width, 768)
        rails.append(window.rail.minimumWidth())
    assert heard == ["compact", "medium", "wide", "normal"]
    assert rails == [64, 64, 232, 92]
