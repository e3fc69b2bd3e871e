"""Keys that belong to whatever lies on top: a notice, a panel, an overlay.

Qt calls a key that two visible actions share ambiguous and runs neither. A `KeyGrab` stands before that: while it
holds keys of its window, they go to it, and the screen below does not hear them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui.hearing import Hearing

LOCKED = "locked"
"""Property of a window that is locked: no grab of it hears anything."""


class KeyGrab(QObject):
    """Takes some keys of one window for one part of it. The grab that began last hears first."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._taken: dict[str, Callable[[], object]] = {}

    def hold(self, keys: Mapping[str, Callable[[], object]]) -> None:
        """Begin to take ``keys`` (portable names such as ``Ctrl+P``), in place of those held before."""
        self.release()
        portable = QKeySequence.SequenceFormat.PortableText
        self._taken = {QKeySequence(name).toString(portable): run for name, run in keys.items()}
        app = QCoreApplication.instance()
        if self._taken and app is not None:
            Hearing.of(app).begin(self._hear, (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress))

    def release(self) -> None:
        """Take no keys any more."""
        app = QCoreApplication.instance()
        if self._taken and app is not None:
            Hearing.of(app).end(self._hear)
        self._taken = {}

    def _hear(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWidget) or watched.window() is not self._owner.window():
            return False
        if QApplication.activePopupWidget() is not None or not isinstance(event, QKeyEvent):
            return False
        name = _name(event)
        if name not in self._taken or watched.window().property(LOCKED):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._taken[name]()
        return True


class DeadKeys(QObject):
    """Keeps Alt with a letter that is no key at this moment from typing the letter into a field."""

    def begin(self, app: QCoreApplication) -> None:
        """Listen from now on."""
        Hearing.of(app).begin(self._hear, (QEvent.Type.KeyPress,))

    def end(self, app: QCoreApplication) -> None:
        """Listen no more."""
        Hearing.of(app).end(self._hear)

    def _hear(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        is_letter = bool(event.text()) and event.text().isprintable()
        # With Ctrl too it is AltGr, which types.
        return held == Qt.KeyboardModifier.AltModifier and is_letter and isinstance(watched, QLineEdit | QPlainTextEdit)


def _name(event: QKeyEvent) -> str:
    """Return the portable name of a pressed key; the keypad's Enter counts as Return."""
    sequence = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
    return sequence.replace("Num+", "").replace("Enter", "Return")
