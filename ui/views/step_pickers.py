"""Two fields of a step's form that choose from what the desk knows: a procedure, a signed document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.procedure import Procedure
from ui import theme
from ui.presenters.intake_words import procedure_line
from ui.views.lists import RowList
from ui.widgets.buttons import OUTLINED, KeyButton, make_action
from ui.widgets.choice import SegmentedChoice
from ui.widgets.delegates import ListRow
from ui.widgets.labels import Caption

_ROW = 48


class ProcedurePicker(QWidget):
    """A few letters find a procedure; what stands is shown by its code until another one is taken.

    Signals:
        chosen: Carries the code.
    """

    chosen = Signal(str)

    def __init__(self, code: str, find: Callable[[str], list[Procedure]]) -> None:
        super().__init__()
        self._find = find
        self.search = QLineEdit(code)
        self.search.setAccessibleName(self.tr("Thủ tục"))
        self.search.setPlaceholderText(self.tr("Gõ vài chữ của tên, hoặc mã"))
        self.list = RowList(self.tr("Thủ tục tìm thấy"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.hide()
        self._name = Caption(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self.search, self._name, self.list):
            column.addWidget(part)
        self.setFocusProxy(self.search)
        self.put(code)
        self.search.installEventFilter(self)
        self.search.textEdited.connect(self._look)
        self.list.opened.connect(self._take)
        self.list.clicked.connect(self._take_current)

    def put(self, code: str) -> None:
        """Show a procedure."""
        self.search.setText(code)
        self.list.hide()
        found = next((one for one in self._find(code) if one.code == code), None)
        self._name.setText(found.short_name or found.name if found is not None else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is not self.search or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self.list.isHidden() or event.modifiers() & _HELD:
            return False
        key, place = event.key(), self.list.currentIndex().row()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._go(place + (1 if key == Qt.Key.Key_Down else -1))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take_current()
            return key != Qt.Key.Key_Tab
        return False

    def _look(self, typed: str) -> None:
        found = self._find(typed)
        rows = [ListRow(key=one.code, head=one.short_name or one.name, lines=(procedure_line(one),)) for one in found]
        self.list.show_rows(rows)
        self.list.setFixedHeight(theme.current().px(_ROW) * max(1, len(rows)) + 4)
        self.list.setVisible(bool(rows))
        self._go(0)
        self._name.setText("" if rows else self.tr("Không có thủ tục nào khớp"))
        self.chosen.emit(typed.strip())

    def _go(self, place: int) -> None:
        if 0 <= place < self.list.model().rowCount():
            self.list.setCurrentIndex(self.list.model().index(place, 0))

    def _take_current(self) -> None:
        self._take(self.list.current_key())

    def _take(self, code: object) -> None:
        if code is not None:
            self.put(str(code))
            self.chosen.emit(str(code))


class AttachmentPicker(QWidget):
    """The signed documents that lie with the dossier, and a key to attach one now.

    Signals:
        chosen: Carries the content's hash.
        attach_wanted: A document is to be attached now.
    """

    chosen = Signal(str)
    attach_wanted = Signal()

    def __init__(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._values: tuple[str, ...] = ()
        self.choice = SegmentedChoice(name, (), height=32, wraps=True)
        self._none = Caption(self.tr("Hồ sơ chưa có văn bản đã ký nào."))
        self.attach = make_action(self, self.tr("Đính kèm ngay"), "Alt+T", "upload")
        button = KeyButton(self.attach, OUTLINED)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._none)
        row.addStretch(1)
        row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.choice)
        column.addLayout(row)
        self._button = button
        self._offer(options)
        self.choice.chosen.connect(self._tell)
        self.attach.triggered.connect(self.attach_wanted)

    def show_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer what lies there now; the newest is taken where it was not there before."""
        before = set(self._values)
        held = self._values[self.choice.index] if self.choice.index >= 0 else ""
        self._offer(options)
        new = [value for value in self._values if value not in before]
        self.put(new[-1] if new else held)
        if new:
            self.chosen.emit(new[-1])

    def put(self, value: str) -> None:
        """Choose one from the program's side."""
        self.choice.set_index(self._values.index(value) if value in self._values else -1)

    def _offer(self, options: Sequence[tuple[str, str]]) -> None:
        self._values = tuple(value for value, _words in options)
        self.choice.set_options([words for _value, words in options])
        self.choice.setVisible(bool(options))
        self._none.setVisible(not options)
        self.setFocusProxy(self.choice if options else self._button)

    def _tell(self, place: int) -> None:
        self.chosen.emit(self._values[place])


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
