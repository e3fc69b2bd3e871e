"""The left side of Trả kết quả: the box that waits for a scan, what it found, who has not come, what went out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.views.lists import RowList
from ui.widgets.buttons import QUIET, KeyButton
from ui.widgets.cards import Card, EmptyState
from ui.widgets.delegates import ListRow
from ui.widgets.fields import SearchField
from ui.widgets.labels import Caption, SectionTitle

_RETURNED_HIGH, _TITLE_HIGH = 150, 44
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class ReturnLists(QWidget):
    """Search box and lists.

    Signals:
        entered: Enter was pressed in the search box.
        list_wanted: The down arrow was pressed in the search box; what was typed last is to be found first.
        walked_in: The down arrow went from the search box into the list; carries the current row's key.
    """

    entered = Signal()
    list_wanted = Signal()
    walked_in = Signal(object)

    def __init__(self, undo: QAction) -> None:
        super().__init__()
        self._undo = undo
        self._is_compact = False
        self.search = SearchField(self.tr("Tìm hồ sơ để trả"), self.tr("Quét giấy hẹn, hoặc gõ mã, tên, số"))
        self.found = Caption()
        self.list = RowList(self.tr("Hồ sơ chưa nhận kết quả"))
        self._none = EmptyState("")
        self.returned = RowList(self.tr("Đã trả hôm nay"))
        self._returned_title = SectionTitle()
        card = Card(margin=4)
        card.column.addWidget(self.list, 1)
        card.column.addWidget(self._none, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.found)
        column.addWidget(card, 1)
        column.addWidget(self._make_returned())
        self.search.installEventFilter(self)
        self.list.left_upwards.connect(self.search.setFocus)

    def show_found(self, rows: list[ListRow], words: str, is_anew: bool) -> None:
        """Show what matches, or who has not come, and a sentence about it; of another search the first is current."""
        self.found.setText(words)
        self.list.show_rows(rows, is_anew=is_anew)
        self.list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        if self.search.text():
            self._none.show_words(self.tr("Không có hồ sơ nào khớp"), self.tr("Thử ít chữ hơn, hoặc quét căn cước."))
        else:
            self._none.show_words(
                self.tr("Không kết quả nào nằm chờ"), self.tr("Ở đây là người chưa đến nhận, lâu nhất trước.")
            )

    def show_returned(self, rows: list[ListRow]) -> None:
        """Show what was handed over today."""
        self.returned.show_rows(rows)
        self._returned_title.setText(self.tr("Đã trả hôm nay: {}").format(len(rows)))
        self._size_returned()

    def set_compact(self, is_compact: bool) -> None:
        """Show of what went out today only how much where the window is small; Alt+Z still takes the last one."""
        self._is_compact = is_compact
        self._size_returned()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._size_returned()

    def _size_returned(self) -> None:
        is_open = bool(self.returned.rows()) and not self._is_compact
        self.returned.setVisible(is_open)
        self._returned_card.setFixedHeight(theme.current().px(_RETURNED_HIGH if is_open else _TITLE_HIGH))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
                self.list_wanted.emit()
                if self.list.current_key() is None:
                    return False
                self.list.setFocus()
                self.walked_in.emit(self.list.current_key())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _MODIFIERS:
                self.entered.emit()
                return True
        return False

    def _make_returned(self) -> Card:
        self._returned_card = Card(margin=4)
        head = QHBoxLayout()
        head.setContentsMargins(10, 2, 8, 0)
        head.addWidget(self._returned_title)
        head.addStretch(1)
        head.addWidget(KeyButton(self._undo, QUIET))
        self._returned_card.column.addLayout(head)
        self._returned_card.column.addWidget(self.returned, 1)
        self._size_returned()
        return self._returned_card
