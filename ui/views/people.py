"""Who works at this desk now: chosen among the clerks that are known."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.main_window import MainWindow
from ui.views.lists import RowList
from ui.widgets.buttons import make_action
from ui.widgets.delegates import ListRow
from ui.widgets.panels import SidePanel


class PeopleChoice(QObject):
    """A key in the top bar and a panel with the names.

    Signals:
        chosen: Another clerk works now; carries the id.
    """

    chosen = Signal(str)

    def __init__(self, window: MainWindow, officers: Mapping[str, str], actor: str) -> None:
        super().__init__(window)
        self._window = window
        self._officers = dict(officers)
        self._actor = actor
        self._action = make_action(window, self.tr("Đổi người"), "Ctrl+L", "person")
        self._panel: SidePanel | None = None
        window.top.add_action(self._action)
        self._action.triggered.connect(self.ask)

    def ask(self) -> None:
        """Open the panel on the clerk who works now."""
        if self._panel is None:
            self._panel = SidePanel(self._window.frame, width=420)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 0, 4)
        names = RowList(self.tr("Người làm việc"))
        names.setMinimumHeight(min(320, 40 * len(self._officers)))
        column.addWidget(names)
        working = self.tr("đang làm")
        names.show_rows(
            [
                ListRow(key=officer, head=name, chip=working if officer == self._actor else "", chip_tone="accent")
                for officer, name in self._officers.items()
            ]
        )
        names.opened.connect(self._choose)
        self._panel.show_body(
            self.tr("Ai đang làm ở bàn này?"), self.tr("Mọi việc ghi từ bây giờ sẽ mang tên người được chọn."), body
        )
        names.setFocus()

    def _choose(self, officer: object) -> None:
        if self._panel is not None:
            self._panel.hide()
        if officer != self._actor:
            self.chosen.emit(str(officer))
