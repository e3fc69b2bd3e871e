"""The questions inside a dossier: Tab goes through them as they stand, then to the button that records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from cchc_desktop.domain.dossier import FeeState
from tests.ui.real_desk import WEDNESDAY, RealDesk, real_desk
from ui.widgets.buttons import KeyButton
from ui.widgets.choice import SegmentedChoice


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[RealDesk]:
    with real_desk(tmp_path, WEDNESDAY, page="dossiers") as found:
        yield found


def stop() -> str:
    """Say where the focus is, as a screen reader does."""
    widget = QApplication.focusWidget()
    assert isinstance(widget, KeyButton | QLineEdit | SegmentedChoice), widget
    return widget.accessibleName()


def walk(desk: RealDesk, steps: int) -> list[str]:
    stops = [stop()]
    for _ in range(steps):
        desk.press("Tab")
        stops.append(stop())
    return stops


def test_amount_way_record(desk: RealDesk):
    desk.window.open_page("dossiers", desk.receive(fee=(FeeState.UNKNOWN, None)))
    desk.press("Alt+P")
    assert walk(desk, 3) == ["Số tiền, đồng", "Cách thu: Tiền mặt", "Ghi lệ phí", "Thôi"]


def test_way_reason_record_where_the_fee_is_waived(desk: RealDesk):
    desk.window.open_page("dossiers", desk.receive(fee=(FeeState.NOT_YET, 15_000)))
    desk.press("Alt+P", "Right", "Right")
    assert walk(desk, 2) == ["Cách thu: Miễn", "Lý do miễn", "Ghi lệ phí"]
    desk.press("Shift+Tab", "Shift+Tab", "Left", "Shift+Tab")
    assert stop() == "Số tiền, đồng"


def test_the_reason_of_a_reprint_then_the_button(desk: RealDesk):
    desk.window.open_page("dossiers", desk.receive())
    desk.press("Ctrl+P")
    assert walk(desk, 2) == ["Lý do in lại", "Ghi và in lại", "Thôi"]
