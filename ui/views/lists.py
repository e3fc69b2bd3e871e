"""A list of rows that is walked by keys: group heads are passed over, Enter opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.widgets.delegates import ListRow, RowDelegate, RowModel


class RowList(QListView):
    """Rows with their keys.

    Signals:
        opened: Enter or a double click on a row; carries its key.
        current: Another row is current; carries its key, None for none.
        left_upwards: The up arrow was pressed on the first row.
    """

    opened = Signal(object)
    current = Signal(object)
    left_upwards = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RowModel(self)
        self._is_showing = False
        self.setModel(self._rows)
        self.setItemDelegate(RowDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(name)
        self.setProperty("noRing", True)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell_current)

    def show_rows(self, rows: Sequence[ListRow], *, is_anew: bool = False) -> None:
        """Show other rows; the row that was current stays current where it is still there, else the first is.

        Args:
            rows: What is shown.
            is_anew: Whether they answer another question: then the first is current, whichever was.
        """
        key = self.current_key()
        self._is_showing = True
        self._rows.show(rows)
        kept = (n for n, row in enumerate(rows) if row.key is not None and row.key == key and not is_anew)
        place = next(kept, -1)
        place = place if place >= 0 else self._rows.first_place()
        self._is_showing = False
        if place >= 0:
            self.setCurrentIndex(self._rows.index(place))
        if is_anew:
            self.scrollToTop()
        if self.current_key() != key:
            self.current.emit(self.current_key())

    def choose_first(self) -> None:
        """Choose the first row that can be chosen, and let its group's head be seen."""
        self.setCurrentIndex(self._rows.index(self._rows.first_place()))
        self.scrollToTop()

    def current_key(self) -> object:
        """Return the key of the current row, None where there is none."""
        row = self._rows.row(self.currentIndex().row())
        return row.key if row is not None else None

    def rows(self) -> list[ListRow]:
        """Return the rows that are shown."""
        found = (self._rows.row(place) for place in range(self._rows.rowCount()))
        return [row for row in found if row is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= self._rows.first_place():
            self.left_upwards.emit()
        elif event.text().isprintable() and event.text() and not event.modifiers() & ~_SHIFT:
            event.ignore()  # digits and letters belong to the screen, not to Qt's search in the list
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row(index.row())
        if row is not None and row.key is not None:
            self.opened.emit(row.key)

    def _tell_current(self) -> None:
        if not self._is_showing:
            self.current.emit(self.current_key())


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
