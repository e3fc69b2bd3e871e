"""A field for a personal number: masked unless it is being typed, as citizens stand before the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from cchc_desktop.text import mask_number

_CHANGES = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class MaskedNumber(QLineEdit):
    """Shows "056••••••821"; a key that would change it, or `reveal`, shows the whole number until the field is left.

    Signals:
        number_typed: The clerk changed the number; carries it whole.
        left: The field was left.
    """

    number_typed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = ""
        self._is_open = True
        self.textEdited.connect(self._take)

    @property
    def number(self) -> str:
        """The whole number."""
        return self._number

    @property
    def is_masked(self) -> bool:
        """Whether the number is hidden now."""
        return not self._is_open

    def set_number(self, number: str) -> None:
        """Show another number, masked unless the clerk is typing it."""
        self._number = number
        if self._is_open and self.hasFocus():
            if self.text() != number:
                self.setText(number)
            return
        self._mask()

    def reveal(self) -> None:
        """Show the whole number and let it be typed."""
        if not self._is_open:
            self._is_open = True
            self.setText(self._number)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        text = event.text()
        is_sign = bool(text) and text.isprintable() and not event.modifiers() & _HELD
        if not self._is_open and (is_sign or event.key() in _CHANGES or event.matches(QKeySequence.StandardKey.Paste)):
            self.reveal()
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        if not self._is_open and event.commitString():
            self.reveal()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._mask()
            self.left.emit()

    def _take(self, text: str) -> None:
        self._number = "".join(text.split())
        self.number_typed.emit(self._number)

    def _mask(self) -> None:
        self._is_open = not self._number
        self.setText(mask_number(self._number))


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
