"""Câu chữ trên giấy by keys on a real desk: a text found, changed, seen on its paper, taken back; nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.people import Role
from tests.ui.intake_desk import until
from tests.ui.real_desk import RealDesk, real_desk
from ui import theme, translation
from ui.presenters.wording import placeholder_words
from ui.views.settings import SettingsPage
from ui.views.wording_editor import WordingEditor

GUIDE, SHIPPED = "sign_guide", "NGƯỜI HƯỚNG DẪN"
NOVEMBER = datetime(2026, 11, 20, 9, 0)


class Wording:
    """The editor over Thiết lập, and its keyboard."""

    def __init__(self, desk: RealDesk) -> None:
        self.desk = desk
        desk.press("Alt+W")
        desk.settle()

    @property
    def page(self) -> SettingsPage:
        page = self.desk.window.page("settings")
        assert isinstance(page, SettingsPage)
        return page

    @property
    def editor(self) -> WordingEditor:
        assert self.page._wording is not None
        return self.page._wording

    @property
    def own(self) -> tuple[tuple[str, str, str], ...]:
        return self.desk.opened.parts.state.settings.paper_texts

    def go_to(self, words: str) -> None:
        """Find a text by words and go into it."""
        self.desk.press("Ctrl+F", "Backspace")
        self.desk.type(words)
        self.desk.press("Down", "Return")
        assert self.editor.editor.hasFocus()

    def write(self, text: str) -> None:
        """Type over the text that is shown."""
        self.desk.press("Ctrl+A", "Backspace")
        self.desk.type(text)

    def begin(self, day: str) -> None:
        self.editor.begins.setFocus()
        self.desk.press("Ctrl+A", "Backspace")
        self.desk.type(day)

    def key(self) -> str:
        return self.editor._presenter.key

    def text(self) -> str:
        return self.editor.editor.toPlainText()

    def foot(self) -> str:
        return self.editor._state.text()

    def wait_for_paper(self) -> None:
        until(lambda: self.editor.pages() and not self.editor._presenter._is_busy
              and not self.editor._presenter._rest.isActive())  # fmt: skip


@pytest.fixture
def wording(qapp: QApplication, tmp_path: Path) -> Iterator[Wording]:
    with real_desk(tmp_path, NOVEMBER, page="settings") as desk:
        yield Wording(desk)


def test_the_editor_lists_every_text_paper_by_paper(wording: Wording) -> None:
    rows = wording.editor.list.rows()
    heads = [row.head for row in rows if row.is_group]

    assert heads == [
        "Giấy hẹn", "Phiếu yêu cầu bổ sung", "Phiếu từ chối", "Phiếu xin lỗi", "Thông báo dừng giải quyết",
        "Thông báo dừng tính thời hạn",
    ]  # fmt: skip
    assert wording.editor.search.hasFocus()
    assert len(rows) - len(heads) == len(wording.desk.opened.parts.desk.wording.texts())


def test_a_text_is_found_by_its_words_without_accents(wording: Wording) -> None:
    wording.desk.type("nguoi huong dan")
    assert [row.key for row in wording.editor.list.rows() if not row.is_group] == [GUIDE]

    wording.desk.press("Ctrl+F", "Backspace")
    wording.desk.type("không có câu này")
    assert wording.editor.list.rows() == []
    assert wording.editor._nothing.isVisible()


def test_a_changed_text_is_saved_and_said(wording: Wording) -> None:
    wording.go_to("nguoi huong dan")
    assert (wording.key(), wording.text()) == (GUIDE, SHIPPED)
    wording.write("CÁN BỘ ĐƯỢC PHÂN CÔNG")
    assert wording.foot() == "1 câu chưa lưu"

    wording.desk.press("Ctrl+Return")

    assert wording.own == (("2026-11-20", GUIDE, "CÁN BỘ ĐƯỢC PHÂN CÔNG"),)
    assert wording.foot() == "Đã lưu vào sổ: hồ sơ nhận từ 20/11/2026 mang câu này"
    assert wording.editor._shipped.text() == SHIPPED
    assert "Nguyễn Thị Thử, dùng từ 20/11/2026: “CÁN BỘ ĐƯỢC PHÂN CÔNG”" in wording.editor._remarks.text()
    row = next(row for row in wording.editor.list.rows() if row.key == GUIDE)
    assert row.chip == "đã sửa"


def test_a_text_may_begin_later(wording: Wording) -> None:
    wording.go_to("nguoi huong dan")
    wording.write("A")
    wording.begin("01/01/2027")
    wording.desk.press("Ctrl+Return")

    assert wording.own == (("2027-01-01", GUIDE, "A"),)
    assert wording.text() == SHIPPED
    assert "Từ 01/01/2027: “A”" in wording.editor._remarks.text()


def test_back_and_to_the_shipped_text_by_key(wording: Wording) -> None:
    wording.go_to("nguoi huong dan")
    assert not wording.editor._back.isEnabled()
    assert not wording.editor._reset.isEnabled()
    for text in ("A", "B"):
        wording.write(text)
        wording.desk.press("Ctrl+Return")

    wording.desk.press("Alt+Q")
    assert wording.text() == "A"
    assert wording.own == (("2026-11-20", GUIDE, "A"),)

    wording.desk.press("Alt+G")
    assert wording.text() == SHIPPED
    assert wording.own == ()
    assert "về bản gốc" in wording.editor._remarks.text()


def test_a_fault_stands_under_the_text_and_goes_when_it_is_mended(wording: Wording) -> None:
    wording.go_to("Xin lỗi: lý do chậm")
    wording.write("Do bận.")
    wording.desk.press("Ctrl+Return")

    assert wording.editor.text_field.error == "Thiếu chỗ điền mà câu này phải có"
    assert wording.foot() == "Chưa lưu: còn chỗ cần sửa"
    assert wording.own == ()
    assert wording.text() == "Do bận."

    wording.desk.press("Alt+1")
    assert wording.text() == "Do bận.{reason}"
    assert wording.editor.text_field.error == ""
    wording.desk.press("Ctrl+Return")
    assert wording.own == (("2026-11-20", "apology_reason", "Do bận.{reason}"),)


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        ("19/11/2026", "Không thể trước hôm nay"),
        ("45/11/2026", "Ngày viết đủ ngày, tháng, năm, như 24/11/2026"),
    ],
)
def test_a_day_that_cannot_be_is_refused_under_it(wording: Wording, day: str, fault: str) -> None:
    wording.go_to("nguoi huong dan")
    wording.write("A")
    wording.begin(day)
    wording.desk.press("Ctrl+Return")

    assert wording.editor.day_field.error == fault
    assert wording.editor.begins.hasFocus()
    assert wording.own == ()


def test_what_was_typed_over_a_text_waits_for_its_return(wording: Wording) -> None:
    wording.go_to("nguoi huong dan")
    wording.write("A")
    wording.go_to("Từ chối: câu kết")
    assert wording.text() != "A"
    assert wording.foot() == "1 câu chưa lưu"

    wording.desk.press("Escape")
    assert not wording.editor.isVisible()
    assert wording.page.unsaved() == "Câu chữ trên giấy còn 1 câu chưa lưu"

    wording.desk.press("Alt+W")
    wording.go_to("nguoi huong dan")
    assert wording.text() == "A"
    wording.write(SHIPPED)
    assert wording.page.unsaved() == ""


def test_the_paper_beside_the_text_shows_what_is_typed(wording: Wording) -> None:
    wording.go_to("nguoi huong dan")
    wording.wait_for_paper()
    before = wording.editor.pages()[0]

    wording.write("CÁN BỘ")
    wording.wait_for_paper()

    after = wording.editor.pages()[0]
    assert after != before
    wording.write(SHIPPED)
    wording.wait_for_paper()
    assert wording.editor.pages()[0] == before
    assert wording.own == ()


def test_the_paper_is_seen_large_and_esc_closes_one_thing_at_a_time(wording: Wording) -> None:
    wording.wait_for_paper()
    wording.desk.press("Alt+X")
    assert wording.editor.preview.isVisible()

    wording.desk.press("Escape")
    assert not wording.editor.preview.isVisible()
    assert wording.editor.isVisible()
    wording.desk.press("Escape")
    assert not wording.editor.isVisible()


def test_ctrl_enter_saves_the_text_and_not_the_page_below(wording: Wording) -> None:
    version = wording.desk.opened.parts.state.settings_version
    wording.desk.press("Ctrl+Return")

    assert wording.foot() == "Không có gì thay đổi"
    assert wording.desk.opened.parts.state.settings_version == version


def test_the_focus_comes_back_to_the_editor_with_its_page(wording: Wording) -> None:
    wording.desk.press("F9", "F10")
    wording.desk.settle()
    until(lambda: wording.editor.search.hasFocus())
    assert wording.editor.isVisible()


def test_who_is_no_administrator_only_reads(wording: Wording) -> None:
    people = wording.desk.opened.parts.desk.people
    clerk = people.name_official("Lê Văn Thử", roles={Role.CLERK})
    people.set_pin("u1", "271828", "u1")
    wording.desk.opened.parts.recorder.actor = clerk.id

    wording.go_to("nguoi huong dan")
    QTest.keyClicks(wording.editor.editor, "A")

    assert wording.text() == SHIPPED
    assert wording.foot() == "Chỉ quản trị được sửa câu chữ; ở đây chỉ xem"
    wording.desk.press("Ctrl+Return")
    assert wording.own == ()


def test_every_placeholder_is_said_in_words(wording: Wording) -> None:
    names = {name for text in wording.desk.opened.parts.desk.wording.texts() for name in text.placeholders}
    assert {name for name in names if placeholder_words(name) == name} == set()
    keys = list(wording.editor.keys())
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("percent", "width", "has_paper"), [(100, 1366, True), (125, 1366, True), (100, 1093, False)])
def test_nothing_is_cut_in_a_small_window(
    redressed: QApplication, tmp_path: Path, percent: int, width: int, has_paper: bool
) -> None:
    with real_desk(tmp_path, NOVEMBER, page="settings") as desk:
        theme.apply(redressed, theme.LIGHT, text_percent=percent)
        desk.window.resize(width, 768)
        editor = Wording(desk).editor
        desk.settle()
        sheet = editor._sheet
        for button in editor._buttons:
            assert button.width() >= button.sizeHint().width(), button.label()
            place = button.mapTo(sheet, button.rect().topLeft()).x()
            assert 0 <= place <= sheet.width() - button.width(), button.label()
        assert sheet.geometry().right() <= editor.width()
        assert editor.paper.isVisible() is has_paper


def test_the_editor_speaks_english(redressed: QApplication, tmp_path: Path) -> None:
    translation.switch(redressed, translation.ENGLISH)
    with real_desk(tmp_path, NOVEMBER, page="today") as desk:
        translation.switch(redressed, translation.ENGLISH)
        desk.window.open_page("settings")
        editor = Wording(desk).editor
        assert editor.accessibleName() == "Wording of the papers"
        assert date(2026, 11, 20) == desk.opened.clock.now().date()
