"""The lock: by key, after idle minutes, at the start; nothing below it is read or reached, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from cchc_desktop.domain.people import Role
from cchc_desktop.store import secrets
from cchc_desktop.store.transaction import writing
from tests.ui.intake_desk import CARD, until
from tests.ui.real_desk import NO_SUCH_PRINTER, WEDNESDAY, RealDesk, real_desk
from ui.views.lock import LockCover
from ui.widgets.notices import Notice, NoticeButton
from ui.widgets.pin_field import PinField

PIN, OTHER_PIN, NEW_PIN = "482913", "705184", "915273"
FIRST, SECOND, THIRD = "Nguyễn Thị Thử", "Trần Văn Mẫu", "Lê Thị Mới"


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[RealDesk]:
    """Return a desk with an administrator who has a PIN, a leader with one, and a clerk without."""
    with real_desk(tmp_path, WEDNESDAY) as found:
        people = found.opened.parts.desk.people
        people.name_official(SECOND, (Role.LEADER,), "Phó Chủ tịch")
        people.name_official(THIRD)
        people.set_pin("u1", PIN, "u1")
        people.set_pin("u2", OTHER_PIN, "u1")
        found.shell.remake("today")
        before = found.window
        until(lambda: found.window is not before and found.window.isVisible())
        found.window.resize(1366, 768)
        found.settle()
        yield found


def cover(desk: RealDesk) -> LockCover:
    found = desk.shell.lock.cover
    assert found is not None
    return found


def type_digits(digits: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, digits)


def lock(desk: RealDesk) -> LockCover:
    desk.press("Ctrl+L")
    return cover(desk)


def unlock(desk: RealDesk, pin: str = PIN) -> None:
    type_digits(pin)
    desk.press("Return")


def actor(desk: RealDesk) -> str:
    return desk.opened.parts.recorder.actor


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_ctrl_l_covers_the_whole_window_and_the_pin_opens_it(desk: RealDesk):
    over = lock(desk)
    assert over.isVisible()
    assert over.geometry() == desk.window.frame.rect()
    assert QApplication.focusWidget() is over.pin
    assert "Bàn 1 · Phường Mẫu Hòa" in words(over)
    assert "09:00" in words(over)
    unlock(desk)
    desk.settle()
    assert (desk.shell.lock.is_locked, over.isVisible() if desk.shell.lock.cover else False) == (False, False)
    assert actor(desk) == "u1"


def test_nothing_of_the_window_is_painted_over_the_cover(desk: RealDesk):
    desk.receive("Lê Thị Thu Hà")
    over = lock(desk)
    desk.settle()
    whole, alone = desk.window.frame.grab().toImage(), over.grab().toImage()
    assert whole == alone


def test_what_was_typed_is_still_there_and_has_the_focus(desk: RealDesk):
    desk.press("F3")
    desk.type("chung thuc")
    before, typed = QApplication.focusWidget(), QApplication.focusWidget().text()
    window = desk.window
    lock(desk)
    desk.press("Escape")
    unlock(desk)
    assert (desk.window is window, QApplication.focusWidget() is before) == (True, True)
    assert (before.text(), typed) == (typed, "chung thuc")


@pytest.mark.parametrize("keys", ["F4", "F10", "F1", "Ctrl+P", "Alt+H", "Ctrl+Return"])
def test_no_key_reaches_what_lies_below(desk: RealDesk, keys: str):
    heard: list[str] = []
    button = NoticeButton(text="x", keys=keys, run=lambda: heard.append(keys))
    desk.window.notices.post(Notice(key="x", tone="bad", sentence="x", buttons=(button,)))
    lock(desk)
    desk.press(keys)
    desk.settle()
    assert (heard, desk.window.page_key, desk.window.isVisible()) == ([], "today", True)
    assert desk.shell.lock.is_locked
    assert len(desk.window.findChildren(LockCover)) == 1


def test_ctrl_q_closes_the_program_from_the_cover_and_lets_the_folder_go(desk: RealDesk):
    desk.press("F10")
    lock(desk)
    desk.window.unsaved = lambda: "Thiết lập chưa lưu"
    desk.press("Ctrl+Q")
    assert desk.window.isVisible()
    assert "Thiết lập chưa lưu: bấm Ctrl+Q lần nữa để đóng và bỏ đi." in words(cover(desk))
    desk.press("Ctrl+Q")
    assert not desk.window.isVisible()


def test_ctrl_enter_opens_as_enter_does(desk: RealDesk):
    lock(desk)
    type_digits(PIN)
    desk.press("Ctrl+Return")
    assert not desk.shell.lock.is_locked


def test_a_notice_that_comes_while_locked_hears_no_key_either(desk: RealDesk):
    heard: list[str] = []
    lock(desk)
    button = NoticeButton(text="x", keys="Ctrl+P", run=lambda: heard.append("p"))
    desk.window.notices.post(Notice(key="x", tone="bad", sentence="x", buttons=(button,)))
    desk.press("Ctrl+P", "Escape")
    assert (heard, desk.notice() is not None) == ([], True)
    unlock(desk)
    desk.press("Ctrl+P")
    assert heard == ["p"]


def test_a_scan_goes_nowhere_and_is_no_try(desk: RealDesk):
    code = desk.receive("Lê Thị Thu Hà")
    scanner = desk.opened.parts.scanner
    assert scanner is not None
    lock(desk)
    scanner.code_scanned.emit(code)
    scanner.card_scanned.emit(CARD)
    desk.settle()
    assert (desk.window.page_key, cover(desk).pin.pin) == ("today", "")
    unlock(desk)
    scanner.code_scanned.emit(code)
    assert desk.window.page_key == "dossiers"


def test_the_focus_cannot_be_taken_by_what_lies_below(desk: RealDesk):
    over = lock(desk)
    desk.today.rows().setFocus()
    assert QApplication.focusWidget() is over.pin
    for _ in range(4):
        desk.press("Tab")
        assert over.isAncestorOf(QApplication.focusWidget())
    desk.press("Backtab")
    assert over.isAncestorOf(QApplication.focusWidget())


def test_a_wrong_pin_is_said_and_emptied(desk: RealDesk):
    over = lock(desk)
    unlock(desk, "111222")
    assert "còn 4 lần thử" in over.fault
    assert (over.pin.pin, desk.shell.lock.is_locked) == ("", True)
    desk.press("Return")
    assert over.fault == "Chưa điền"
    unlock(desk)
    assert not desk.shell.lock.is_locked


def test_too_many_wrong_ones_wait_with_the_time_that_is_left(desk: RealDesk):
    over = lock(desk)
    for _ in range(5):
        unlock(desk, "111222")
    assert "Chờ thêm 1 phút 00 giây" in over.fault
    desk.at(WEDNESDAY + timedelta(seconds=18))
    over._show_time()
    assert "Chờ thêm 42 giây" in over.fault
    unlock(desk)
    assert desk.shell.lock.is_locked
    desk.at(WEDNESDAY + timedelta(seconds=61))
    over._show_time()
    assert over.fault == ""
    unlock(desk)
    assert not desk.shell.lock.is_locked


def test_a_pin_is_neither_shown_nor_spoken(desk: RealDesk):
    over = lock(desk)
    type_digits("48a2")
    assert (over.pin.pin, over.pin.displayText()) == ("482", "●●●")
    spoken = QAccessible.queryAccessibleInterface(over.pin)
    said = [spoken.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)]
    assert not any("482" in text for text in said)
    assert said[0] == f"Mã PIN của {FIRST}"
    over.pin.selectAll()
    over.pin.copy()
    assert "482" not in QApplication.clipboard().text()


def test_somebody_else_takes_over_by_arrow_and_pin(desk: RealDesk):
    over, window = lock(desk), desk.window
    desk.press("Down")
    assert over.pin.accessibleName() == f"Mã PIN của {SECOND}"
    unlock(desk, PIN)
    assert "còn 4 lần thử" in over.fault
    unlock(desk, OTHER_PIN)
    until(lambda: desk.window is not window and desk.window.isVisible())
    desk.settle()
    assert (actor(desk), desk.shell.lock.is_locked) == ("u2", False)
    desk.press("Ctrl+L")
    assert desk.shell.lock.is_locked


def test_who_has_no_pin_is_told_who_gives_the_first_one_and_does_not_come_in(desk: RealDesk):
    over = lock(desk)
    desk.press("Alt+3")
    assert f"Nhờ quản trị đặt mã PIN lần đầu: {FIRST} vào F10, nhóm Cán bộ, Alt+P." in words(over)
    desk.press("Return")
    desk.settle()
    assert desk.shell.lock.is_locked
    assert actor(desk) == "u1"
    desk.press("Alt+1")
    unlock(desk)
    assert not desk.shell.lock.is_locked


def test_where_no_administrator_has_a_pin_yet_others_come_in_by_digit_and_enter(desk: RealDesk):
    with writing(desk.opened.parts.desk.db) as db:
        secrets.drop(db, "u1")
    desk.opened.parts.recorder.actor = "u2"
    over, window = lock(desk), desk.window
    desk.press("Alt+3")
    assert (QApplication.focusWidget() is over.names, "Enter là vào" in words(over)) == (True, True)
    desk.press("2")
    assert QApplication.focusWidget() is over.pin
    desk.press("Alt+3", "Return")
    until(lambda: desk.window is not window and desk.window.isVisible())
    desk.settle()
    assert actor(desk) == "u3"


def test_what_has_not_come_out_stays_in_sight(desk: RealDesk):
    code = desk.receive("Lê Thị Thu Hà", printed=False)
    desk.print_on(NO_SUCH_PRINTER)
    desk.fail_print(code)
    until(lambda: desk.window.top.unfinished())
    over = lock(desk)
    assert over._unfinished.text == "1 giấy chưa chắc đã in"
    desk.note_out(desk.job_of(code))
    until(lambda: not over._unfinished.text)


def test_after_idle_minutes_it_locks_by_itself(desk: RealDesk):
    desk.press("Down")
    desk.shell.lock.look()
    desk.at(WEDNESDAY + timedelta(minutes=9))
    desk.shell.lock.look()
    assert not desk.shell.lock.is_locked
    desk.at(WEDNESDAY + timedelta(minutes=10))
    desk.shell.lock.look()
    assert desk.shell.lock.is_locked


def test_a_key_begins_the_minutes_anew(desk: RealDesk):
    desk.press("Down")
    desk.shell.lock.look()
    desk.at(WEDNESDAY + timedelta(minutes=9))
    desk.press("Down")
    desk.shell.lock.look()
    desk.at(WEDNESDAY + timedelta(minutes=18))
    desk.shell.lock.look()
    assert not desk.shell.lock.is_locked
    desk.at(WEDNESDAY + timedelta(minutes=19))
    desk.shell.lock.look()
    assert desk.shell.lock.is_locked


def test_nought_minutes_never_lock(desk: RealDesk):
    desk.opened.parts.setup().change({"lock_minutes": 0})
    desk.shell.lock.look()
    desk.at(WEDNESDAY + timedelta(hours=5))
    desk.shell.lock.look()
    desk.shell.lock.look()
    assert not desk.shell.lock.is_locked


def test_without_a_pin_it_is_said_how_one_gets_it(qapp: QApplication, tmp_path: Path):
    with real_desk(tmp_path, WEDNESDAY) as desk:
        until(lambda: desk.shell.is_warm)
        desk.press("Ctrl+L")
        notice = desk.notice()
        assert not desk.shell.lock.is_locked
        assert notice is not None
        assert (notice.sentence, "Alt+M" in notice.facts) == ("Chưa khóa được: người đang làm chưa có mã PIN", True)
        desk.shell.lock.look()
        desk.at(datetime(2024, 4, 24, 12, 0))
        desk.shell.lock.look()
        assert not desk.shell.lock.is_locked


def test_the_program_starts_locked_where_there_is_a_pin(qapp: QApplication, tmp_path: Path):
    with real_desk(tmp_path, WEDNESDAY) as desk:
        desk.opened.parts.desk.people.set_pin("u1", PIN, "u1")
    with real_desk(tmp_path, WEDNESDAY) as desk:
        assert desk.shell.lock.is_locked
        assert QApplication.focusWidget() is cover(desk).pin
        unlock(desk)
        assert not desk.shell.lock.is_locked


def test_a_forgotten_pin_of_a_clerk_is_the_administrator_s(desk: RealDesk):
    over = lock(desk)
    desk.press("Down", "Alt+Q")
    assert not over.is_recovering
    assert over.fault == f"Nhờ quản trị ({FIRST}) vào F10, nhóm Cán bộ, đặt lại mã PIN cho mình."


def test_an_administrator_comes_in_by_the_sealed_code(desk: RealDesk):
    code = desk.opened.parts.desk.people.make_recovery_code("u1")
    over = lock(desk)
    desk.press("Alt+Q")
    assert (over.is_recovering, QApplication.focusWidget() is over.code) == (True, True)
    desk.type("AAAA")
    over.new_pin.setFocus()
    type_digits(NEW_PIN)
    over.again.setFocus()
    type_digits(NEW_PIN[:-1])
    desk.press("Return")
    assert over._code_fields["again"].error == "Hai lần nhập không giống nhau"
    type_digits(NEW_PIN[-1])
    desk.press("Return")
    assert "Mã khôi phục không đúng" in over._code_fields["recovery_code"].error
    over.code.selectAll()
    desk.type(code.lower().replace("-", " "))
    desk.press("Return")
    assert not desk.shell.lock.is_locked
    desk.opened.parts.desk.people.check_pin("u1", NEW_PIN)
    assert not desk.opened.parts.desk.people.has_recovery_code()


def test_without_a_sealed_code_it_is_said_whom_to_ask(desk: RealDesk):
    over = lock(desk)
    desk.press("Alt+Q")
    assert (over.is_recovering, over.fault) == (
        False,
        "Chưa lập mã khôi phục và không có quản trị khác. Gọi đơn vị hỗ trợ phần mềm.",
    )


def test_esc_leaves_the_sealed_code_and_keeps_nothing(desk: RealDesk):
    desk.opened.parts.desk.people.make_recovery_code("u1")
    over = lock(desk)
    desk.press("Alt+Q")
    desk.type("AAAA")
    desk.press("Escape")
    assert (over.is_recovering, over.code.text(), QApplication.focusWidget() is over.pin) == (False, "", True)


def test_a_pin_field_takes_digits_only(qtbot, qapp: QApplication):
    field = PinField("Mã PIN")
    qtbot.addWidget(field)
    QTest.keyClicks(field, "1a2-3 4567890123456")
    assert field.pin == "123456789012"
    field.clear()
    assert field.pin == ""
