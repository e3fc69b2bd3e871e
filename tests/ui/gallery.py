"""Saves pictures of every part and of the shell, to be looked at by a person.

Run by hand: ``python -m tests.ui.gallery FOLDER [light|dark|contrast] [100|112|125]``, on a screen or
under ``xvfb-run``; ``QT_SCALE_FACTOR=1.5`` is a screen at 150 %. The file names carry theme and scale.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)

from tests.ui.gallery_pages import ListPage, SamplePage
from tests.ui.gallery_parts import DAYS, FIRST, Parts
from ui import theme, translation
from ui.main_window import MainWindow, PageEntry
from ui.widgets.buttons import make_action
from ui.widgets.dates import DUE, HOLIDAY, SWAPPED, WEEKEND
from ui.widgets.daylines import DayLine, DayLines, scrolled
from ui.widgets.notices import Notice, NoticeButton
from ui.widgets.panels import SidePanel
from ui.widgets.rail import RailItem


def _now() -> datetime:
    return datetime(2024, 4, 24, 15, 20)


def make_window(training: bool = False) -> MainWindow:
    """Return the shell with sample pages."""
    items = (
        RailItem(key="today", label="Hôm nay", icon="home", keys="F2"),
        RailItem(key="intake", label="Tiếp nhận", icon="intake", keys="F3"),
        RailItem(key="dossiers", label="Hồ sơ", icon="search", keys="F4"),
        RailItem(key="settings", label="Thiết lập", icon="gear", keys="F10", at_bottom=True),
    )
    makers = (ListPage, SamplePage, ListPage, Parts)
    entries = [PageEntry(item=item, make=make) for item, make in zip(items, makers, strict=True)]  # type: ignore[arg-type]
    window = MainWindow(
        entries, now=_now, officer="Nguyễn Thị Hạnh", desk="Bàn 2", place="Phước Hòa", training=training
    )
    window.rail.set_badge("today", 1, "bad")
    window.rail.set_badge("dossiers", 17, "quiet")
    window.top.set_unfinished("1 giấy chưa chắc đã in", "warn", "printer")
    return window


class Photographer:
    """Takes one picture a step, a rest of the event loop apart, so that layouts and the focus have settled."""

    def __init__(self, folder: Path, mark: str) -> None:
        self._folder, self._mark = folder, mark
        self._parts = Parts()
        self._window = make_window()
        self._training = make_window(training=True)
        self._panel: SidePanel | None = None
        wide, full = _sizes()
        self._steps: list[tuple[str, Callable[[], QWidget]]] = [
            ("parts", self._show_parts),
            ("intake", partial(self._show_page, self._window, "intake", wide)),
            ("intake-full", partial(self._show_page, self._window, "intake", full)),
            ("dossiers", partial(self._show_page, self._window, "dossiers", wide)),
            ("training", partial(self._show_page, self._training, "intake", wide)),
            ("notice", partial(self._show_notice, wide)),
            ("help", self._show_help),
            ("panel", self._show_panel),
        ]
        self._timer = QTimer()
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._step)
        self._waiting: tuple[str, QWidget] | None = None
        self._timer.start()

    def _step(self) -> None:
        if self._waiting is not None:
            name, widget = self._waiting
            widget.grab().save(str(self._folder / f"{name}-{self._mark}.png"))
        if not self._steps:
            QApplication.quit()
            return
        name, show = self._steps.pop(0)
        self._waiting = (name, show())

    def _show_parts(self) -> QWidget:
        self._parts.resize(1500, 860)
        self._parts.show()
        return self._parts

    def _show_page(self, window: MainWindow, key: str, size: tuple[int, int]) -> QWidget:
        self._parts.hide()
        self._window.hide()
        window.resize(*size)
        window.show()
        window.open_page(key)
        window.activateWindow()
        return window

    def _show_notice(self, size: tuple[int, int]) -> QWidget:
        self._training.hide()
        self._show_page(self._window, "intake", size)
        again = NoticeButton(text="In lại", keys="Ctrl+P", run=self._window.update)
        facts = "Hồ sơ của ông Phạm Văn Lộc đã vào sổ (#0416), không mất gì. Máy in HP quầy 2 không trả lời."
        self._window.notices.post(
            Notice(key="x", tone="bad", sentence="Giấy hẹn 2016 chưa in được", facts=facts, buttons=(again,))
        )
        return self._window

    def _show_help(self) -> QWidget:
        self._window.notices.close_top()
        self._window.toggle_help()
        return self._window

    def _show_panel(self) -> QWidget:
        self._window.toggle_help()
        page = self._window.page("intake")
        self._panel = SidePanel(page)
        self._panel.set_actions([make_action(self._panel, "In trang này", "Ctrl+P", "printer")])
        acts = {
            SWAPPED: "nghỉ hoán đổi, làm bù thứ Bảy 04/5",
            HOLIDAY: "lễ 30/4",
            WEEKEND: "cuối tuần",
            DUE: "07:00 – 15:20",
        }
        lines = [
            DayLine(
                day=f"T{n} {FIRST + timedelta(days=n):%d/%m}",
                kind=kind,
                act="Không tính" if kind in (SWAPPED, HOLIDAY, WEEKEND) else "Ngày làm việc",
                span=acts.get(kind, "đủ hai buổi"),
                amount="" if kind in (SWAPPED, HOLIDAY, WEEKEND) else "8 giờ",
            )
            for n, (kind, _) in enumerate(DAYS)
        ]
        self._panel.show_body(
            "Vì sao hẹn 15:20 ngày 02/05/2024?", "Thời hạn 3 ngày làm việc, mỗi ngày 8 giờ.", scrolled(DayLines(lines))
        )
        return self._window


def _sizes() -> tuple[tuple[int, int], tuple[int, int]]:
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    return (round(1366 / scale), round(768 / scale)), (round(1920 / scale), round(1080 / scale))


def main() -> int:
    """Save the pictures; arguments: folder, theme, text size in per cent."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    look = sys.argv[2] if len(sys.argv) > 2 else "light"
    percent = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    app = QApplication(["gallery", *theme.QT_ARGUMENTS])
    theme.apply(app, theme.named(look), text_percent=percent)
    translation.switch(app, translation.VIETNAMESE)
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    photographer = Photographer(folder, f"{look}-{percent}-x{scale}")
    return app.exec() if photographer else 1


if __name__ == "__main__":
    sys.exit(main())
