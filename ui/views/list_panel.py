"""A list over the screen that is chosen from by the key on a row, or by arrows and Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.presenters.step_choices import OfferedStep
from ui.views.lists import RowList
from ui.widgets.buttons import make_action
from ui.widgets.delegates import ListRow
from ui.widgets.panels import SidePanel

_ROW = 48
DIGITS = 9
"""Rows that have a digit, where rows are numbered by their place."""


class ListPanel(SidePanel):
    """Choices with one line each.

    Signals:
        chosen: A row was taken; carries its key. The panel is closed.
        looked: The current row is to be looked at (Alt+X); carries its key.
    """

    chosen = Signal(object)
    looked = Signal(object)

    def __init__(self, parent: QWidget, look: str = "") -> None:
        """Create the panel; with ``look``, the words of that button, its rows can also be looked at."""
        super().__init__(parent, width=620)
        self.list: RowList | None = None
        if look:
            action = make_action(self, look, "Alt+X", "file")
            self.set_actions([action])
            action.triggered.connect(self._tell_look)

    def offer(self, title: str, line: str, rows: Sequence[ListRow], *, start: int = 0) -> None:
        """Open with rows, each also taken by the key on its chip; Enter takes row ``start``, -1 for none."""
        self.list = RowList(title)
        self.list.show_rows(rows)
        self.list.setCurrentIndex(self.list.model().index(start, 0))
        self.list.setMinimumHeight(theme.current().px(_ROW) * min(len(rows), 11) + 8)
        self.list.opened.connect(self._take)
        self.list.clicked.connect(self._take_current)
        self.show_body(title, line, self.list)
        self.list.setFocus()

    def keys(self) -> dict[str, Callable[[], object]]:
        rows = self.list.rows() if self.list is not None else []
        taken: dict[str, Callable[[], object]] = {row.chip: partial(self._take, row.key) for row in rows if row.chip}
        return {**super().keys(), **taken}

    def _take_current(self) -> None:
        if self.list is not None:
            self._take(self.list.current_key())

    def _take(self, key: object) -> None:
        if key is not None:
            self.hide()
            self.chosen.emit(key)

    def _tell_look(self) -> None:
        if self.list is not None and self.list.current_key() is not None:
            key = self.list.current_key()
            self.hide()
            self.looked.emit(key)


def menu_rows(steps: Sequence[OfferedStep]) -> list[ListRow]:
    """Return the steps without keys of their own as rows."""
    approval = QCoreApplication.translate("ListPanel", "cần duyệt")
    return [
        ListRow(
            key=step.kind,
            head=step.label,
            lines=(step.line,),
            side=approval if step.needs_approval and not step.is_drafted else "",
            chip=step.keys,
        )
        for step in steps
    ]
