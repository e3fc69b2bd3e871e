"""What is known of a dossier, label over words, in columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.widgets.labels import AccentLabel

_COLUMNS, _COLUMNS_NARROW = 3, 2


class FactGrid(QGridLayout):
    """Facts in three columns, or in two where the window is small; their words can be selected with the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self._facts: Sequence[tuple[str, str]] = ()
        self._columns = _COLUMNS
        self.setHorizontalSpacing(24)
        self.setVerticalSpacing(8)

    def set_narrow(self, narrow: bool) -> None:
        """Take fewer columns."""
        self._columns = _COLUMNS_NARROW if narrow else _COLUMNS
        self.show_facts(self._facts)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other facts, each a label and its words."""
        self._facts = facts
        self._clear()
        for place, (label, text) in enumerate(facts):
            self.addWidget(_cell(label, text), place // self._columns, place % self._columns)
        for column in range(_COLUMNS):
            self.setColumnStretch(column, 1 if column < self._columns else 0)

    def _clear(self) -> None:
        while self.count():
            item = self.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _cell(label: str, text: str) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(AccentLabel(label, size=13, tone="ink2"))
    words = AccentLabel(text, size=14, wrap=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(words)
    column.addStretch(1)
    return cell
