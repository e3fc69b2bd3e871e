"""Ctrl+Q: the program is closed by its key; asked is only where something typed is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from tests.ui.real_desk import WEDNESDAY, RealDesk, real_desk
from ui.shell import DAY_END, DOSSIERS, INTAKE, SETTINGS, TODAY
from ui.views.failure import FailureWindow
from ui.widgets.shortcuts import ShortcutOverlay

_PATIENCE_MS = 10_000


@pytest.fixture
def desk(qtbot, redressed, tmp_path: Path) -> Iterator[RealDesk]:
    with real_desk(tmp_path, WEDNESDAY) as found:
        qtbot.waitUntil(lambda: found.shell.is_warm)
        yield found


@pytest.mark.parametrize("page", [TODAY, INTAKE, DOSSIERS, DAY_END, SETTINGS])
def test_its_key_closes_the_program_from_every_screen(desk: RealDesk, page: str):
    desk.window.open_page(page)
    desk.press("Ctrl+Q")
    assert not desk.window.isVisible()


def test_it_stands_among_the_keys_that_work_everywhere(desk: RealDesk):
    desk.press("F1")
    overlay = desk.window.findChild(ShortcutOverlay)
    assert overlay is not None
    assert "Ctrl+Q: Đóng chương trình" in overlay.accessibleName()


def test_a_form_in_work_is_kept_and_nothing_is_asked(qapp, redressed, tmp_path: Path):
    with real_desk(tmp_path, WEDNESDAY, page="intake") as desk:
        desk.opened.fill("applicant.name", "Lê Thị Thu Hà")
        QTimer.singleShot(0, partial(desk.press, "Ctrl+Q"))
        patience = QTimer(singleShot=True, interval=_PATIENCE_MS)
        patience.timeout.connect(qapp.quit)
        patience.start()
        qapp.exec()
        assert patience.isActive(), "the program ended by the key alone"
        patience.stop()
    with real_desk(tmp_path, WEDNESDAY, page="intake") as desk:
        assert desk.opened.field("applicant.name").text() == "Lê Thị Thu Hà"


def test_settings_that_are_not_saved_are_told_once(desk: RealDesk):
    desk.window.open_page(SETTINGS)
    desk.window.page(SETTINGS).form("hotline").editor("hotline").setText("0258 1")
    desk.press("Ctrl+Q")
    said = desk.notice()
    assert said is not None
    assert said.sentence == "Thiết lập còn 1 thay đổi chưa lưu"
    assert "Ctrl+Q lần nữa" in said.facts
    assert desk.window.isVisible()
    desk.press("Ctrl+Q")
    assert not desk.window.isVisible()


def test_the_window_that_says_why_nothing_opens_is_closed_by_it_too(qtbot, qapp):
    window = FailureWindow("Thư mục đang được chương trình khác dùng.")
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()
