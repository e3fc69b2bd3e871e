"""The scanner on the desk: a keyboard that types faster than any hand, heard whichever field has the focus.

A burst is recognised by the times at which its keys were pressed (`QInputEvent.timestamp`), never by when the program
got round to them. A sign with which a code may begin is held back for an instant: if no other follows at once it goes
to its field unchanged and in its order; a whole burst that is a code never lands anywhere, nor does the Enter behind it.
"""

from __future__ import annotations

import dataclasses
import re
from statistics import median

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

FASTEST_HAND_MS = 35
"""Half of a burst's keys follow each other faster than this."""
_FEW, _FEW_MS, _MANY_MS = 4, 45, 150
"""So long may the next key take while the run has few signs (a hand is not kept waiting), and later on."""
_LATE_ENTER_MS = 400
_LEAST = 12
_MOST = 2000

_CODE = re.compile(r"[A-Z0-9]+(?:\.[A-Z0-9]+)*-\d{6}-\d{4,9}$")
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_MODIFIERS = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_unknown,
)  # fmt: skip
_NO_SIGN = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _HeldKey:
    """A key that was pressed and has not reached its field."""

    target: QWidget
    key: int
    modifiers: Qt.KeyboardModifier
    native: tuple[int, int, int]
    text: str
    timestamp: int

    def event(self, kind: QEvent.Type) -> QKeyEvent:
        """Return the event again, for its field."""
        made = QKeyEvent(kind, self.key, self.modifiers, *self.native, self.text)
        made.setTimestamp(self.timestamp)
        return made


class Scanner(QObject):
    """Listens to every key of the program.

    Signals:
        card_scanned: The payload of an identity card's code, or something with its bars that is none.
        code_scanned: A dossier code, from a slip's bars or from the address in its square code.
    """

    card_scanned = Signal(str)
    code_scanned = Signal(str)

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._held: list[_HeldKey] = []
        self._swallowed: set[int] = set()
        self._ended_at = -_LATE_ENTER_MS
        self._is_replaying = False
        self._is_asked_twice = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._after_pause)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        kind = event.type()
        if kind not in _HEARD or self._is_replaying or not isinstance(watched, QWidget):
            return False
        if not isinstance(event, QKeyEvent):
            self._let_go()  # a mouse press or an input method: what was typed before comes first
            return False
        if kind == QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        if kind == QEvent.Type.ShortcutOverride:
            return self._overridden(event)
        if event.key() in self._swallowed and not event.isAutoRepeat():
            self._swallowed.discard(event.key())
            return True
        return False

    def _pressed(self, target: QWidget, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIERS:
            return False
        if _is_paste(event):
            self._let_go()
            return self._take_pasted(target)
        if not _is_sign(event):
            return self._other_pressed(event)
        if self._held and not self._continues(event):
            self._decide()
        if not self._held and not _may_begin(event.text()):
            return False
        self._hold(target, event)
        return True

    def _other_pressed(self, event: QKeyEvent) -> bool:
        if event.key() in _ENDS and not event.modifiers() & _NO_SIGN:
            if self._held and self._decide():
                self._swallowed.add(event.key())
                return True
            if self._is_late_end(event):
                self._swallowed.add(event.key())
                return True
        self._let_go()
        return False

    def _overridden(self, event: QKeyEvent) -> bool:
        """Keep a burst's signs and its Enter from being shortcuts."""
        if event.key() in _MODIFIERS:
            return False
        if _is_sign(event):
            inside = bool(self._held) and self._continues(event)
        else:
            plain_end = event.key() in _ENDS and not event.modifiers() & _NO_SIGN
            inside = plain_end and (self._is_late_end(event) or (bool(self._held) and bool(self._found())))
            if not inside:
                self._let_go()
        if inside:
            event.accept()
        return inside

    def _hold(self, target: QWidget, event: QKeyEvent) -> None:
        native = (event.nativeScanCode(), event.nativeVirtualKey(), event.nativeModifiers())
        self._held.append(
            _HeldKey(
                target=self._held[0].target if self._held else target,
                key=event.key(),
                modifiers=event.modifiers(),
                native=native,
                text=event.text(),
                timestamp=event.timestamp(),
            )
        )
        self._swallowed.add(event.key())
        if len(self._held) > _MOST:
            self._let_go()
            return
        self._is_asked_twice = False
        self._pause.start(self._patience())

    def _patience(self) -> int:
        return _FEW_MS if len(self._held) < _FEW else _MANY_MS

    def _continues(self, event: QInputEvent) -> bool:
        return 0 <= event.timestamp() - self._held[-1].timestamp <= self._patience()

    def _is_late_end(self, event: QInputEvent) -> bool:
        return not self._held and 0 <= event.timestamp() - self._ended_at <= _LATE_ENTER_MS

    def _after_pause(self) -> None:
        """Decide, but only when no key is left in the queue: the program may have been busy, not the scanner."""
        if self._held and not self._is_asked_twice:
            self._is_asked_twice = True
            self._pause.start(0)
            return
        self._decide()

    def _decide(self) -> bool:
        """End the run: tell what was scanned, or hand what was typed to its field. Return whether it was a scan."""
        found = self._found()
        if found is None:
            self._let_go()
            return False
        self._pause.stop()
        self._ended_at = self._held[-1].timestamp
        self._held = []
        signal, payload = found
        (self.card_scanned if signal == "card" else self.code_scanned).emit(payload)
        return True

    def _found(self) -> tuple[str, str] | None:
        if len(self._held) < _LEAST:
            return None
        times = [key.timestamp for key in self._held]
        if median(after - before for before, after in zip(times, times[1:], strict=False)) >= FASTEST_HAND_MS:
            return None
        return payload_of("".join(key.text for key in self._held))

    def _let_go(self) -> None:
        """Hand the held keys to their field, in their order."""
        self._pause.stop()
        held, self._held = self._held, []
        self._is_replaying = True
        try:
            for key in held:
                self._swallowed.discard(key.key)
                if isValid(key.target):
                    QCoreApplication.sendEvent(key.target, key.event(QEvent.Type.KeyPress))
                if isValid(key.target):
                    QCoreApplication.sendEvent(key.target, key.event(QEvent.Type.KeyRelease))
        finally:
            self._is_replaying = False

    def _take_pasted(self, target: QWidget) -> bool:
        """Take a card's payload from the clipboard as if it had been scanned."""
        if not isinstance(target, QLineEdit):
            return False
        text = QGuiApplication.clipboard().text().strip()
        if text.count("|") < 4 or "\n" in text or len(text) > _MOST:
            return False
        self.card_scanned.emit(text)
        return True


_HEARD = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
    }
)


def payload_of(text: str) -> tuple[str, str] | None:
    """Return ("card", payload) or ("code", dossier code) for a burst, or ``None`` where it is only fast typing."""
    text = text.strip()
    if text.count("|") >= 2:
        return "card", text
    found = _CODE.search(text)
    if found and (found.start() == 0 or "://" in text):
        return "code", found.group()
    return None


def _is_sign(event: QKeyEvent) -> bool:
    """Return whether a key types a sign by itself; one without a time (sent by a program) is never held."""
    if event.timestamp() == 0 or event.isAutoRepeat() or not event.text().isprintable() or not event.text():
        return False
    held_down = event.modifiers() & _NO_SIGN
    alt_gr = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return not held_down or held_down == alt_gr


def _may_begin(text: str) -> bool:
    """Return whether a card's payload, a dossier code or an address may begin so: a digit, a capital, an h."""
    first = text[0]
    return first.isascii() and (first.isdigit() or first.isupper() or first == "h")


def _is_paste(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) and event.matches(
        QKeySequence.StandardKey.Paste
    )
