"""Who works at this desk: changed by key, and every later entry bears the other name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.real_desk import WEDNESDAY, RealDesk, real_desk
from ui.widgets.panels import SidePanel

FIRST, SECOND = "Nguyễn Thị Thử", "Trần Văn Mẫu"


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[RealDesk]:
    with real_desk(tmp_path, WEDNESDAY) as found:
        found.opened.parts.setup().name_officer(SECOND)
    with real_desk(tmp_path, WEDNESDAY) as found:
        qtbot.waitUntil(lambda: found.shell.people is not None)
        yield found


def change(desk: RealDesk, qtbot, *keys: str) -> None:
    before = desk.window
    desk.press("Ctrl+L", *keys)
    qtbot.waitUntil(lambda: desk.window is not before and desk.window.isVisible())
    desk.settle()


def test_another_clerk_takes_over_by_keys(desk: RealDesk, qtbot):
    before = desk.receive("Lê Thị Thu Hà")
    change(desk, qtbot, "Down", "Return")
    after = desk.receive("Trần Thị Bình")
    assert desk.history(before)[0].officer == FIRST
    assert desk.history(after)[0].officer == SECOND
    assert desk.window.page_key == "today"


def test_the_new_window_can_change_back(desk: RealDesk, qtbot):
    change(desk, qtbot, "Down", "Return")
    change(desk, qtbot, "Up", "Return")
    assert desk.history(desk.receive("Lê Thị Thu Hà"))[0].officer == FIRST


@pytest.mark.parametrize("keys", [("Escape",), ("Return",)], ids=["esc", "the clerk who works already"])
def test_nothing_changes_without_a_choice(desk: RealDesk, keys: tuple[str, ...]):
    before = desk.window
    desk.press("Ctrl+L", *keys)
    desk.settle()
    assert desk.window is before
    assert desk.today.rows().hasFocus() or desk.window.focusWidget() is not None
    assert desk.history(desk.receive("Lê Thị Thu Hà"))[0].officer == FIRST


def test_the_clerk_is_the_same_at_the_next_start(desk: RealDesk, qtbot, tmp_path: Path):
    change(desk, qtbot, "Down", "Return")
    desk.opened.program.finish()
    with real_desk(tmp_path, WEDNESDAY) as again:
        assert again.history(again.receive("Lê Thị Thu Hà"))[0].officer == SECOND


def test_a_clock_that_cannot_be_believed_is_asked_about_after_the_change_too(desk: RealDesk, qtbot):
    desk.receive("Lê Thị Thu Hà")
    desk.at(datetime(2024, 4, 20, 9, 0))
    change(desk, qtbot, "Down", "Return")
    said = desk.notice()
    assert said is not None
    assert "Đồng hồ máy" in said.sentence
    desk.press("Alt+N")
    panels = [panel for panel in desk.window.findChildren(SidePanel) if panel.isVisible()]
    assert len(panels) == 1
    assert SECOND in " ".join(label.text() for label in panels[0].findChildren(QLabel))


def test_one_clerk_alone_is_not_asked(qtbot, qapp, tmp_path: Path):
    with real_desk(tmp_path, WEDNESDAY) as desk:
        qtbot.waitUntil(lambda: desk.shell.is_warm)
        assert desk.shell.people is None
