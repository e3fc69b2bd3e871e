"""The scanner on the desk: a keyboard that types faster than any hand, heard whichever field has the focus.

A burst is recognised by the times at which its keys were pressed (`QInputEvent.timestamp`), never by when the program
got round to them. A sign with which a code may begin is held back for an instant: if no other follows at once it goes
to its field unchanged and in its order; a whole burst that is a code never lands anywhere, nor does its Enter. A card's
payload that stops half way is waited for a little longer, so that a scanner may take breath in the middle of it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.hearing import Hearing

FASTEST_HAND_MS = 35
"""Half of a burst's keys follow each other faster than this."""
_FEW, _FEW_MS, _MANY_MS, _BREATH_MS = 4, 45, 150, 600
"""So long may the next key take: while the run has few signs (a hand is not kept waiting), later on, and where a
burst that only a scanner can have sent is not whole."""
_LATE_ENTER_MS = 400
_LEAST = 12
_MOST = 2000

_CODE = re.compile(r"[A-Z0-9]+(?:\.[A-Z0-9]+)*-\d{6}-\d{4,9}$", re.IGNORECASE | re.ASCII)
_WHOLE_CARD = re.compile(r"(?:[^|]*\|){6}\d{8}(?:\||$)")
_PASTED_BARS = 4
"""So many bars has a text on the clipboard that is taken for a card; fewer may stand in a note."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_MODIFIERS = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_unknown,
)  # fmt: skip
_PASTE_KEYS = (Qt.Key.Key_V, Qt.Key.Key_Insert, Qt.Key.Key_Paste)
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
        self._fast = 0
        self._ended_at: int | None = None
        self._is_replaying = False
        self._is_asked_twice = False
        self.card_reader: Callable[[str], object] | None = None
        """Who takes a card in place of `card_scanned`: a screen on which a card finds what is there, while shown."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._after_pause)
        Hearing.of(app).begin(self._hear, _HEARD)

    def end(self, app: QCoreApplication) -> None:
        """Listen no more."""
        Hearing.of(app).end(self._hear)

    def _hear(self, watched: QObject, event: QEvent) -> bool:
        if self._is_replaying or not isinstance(watched, QWidget):
            return False
        if not isinstance(event, QKeyEvent):
            self._let_go()  # a mouse press or an input method: what was typed before comes first
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._overridden(event)
        return self._released(event)

    def _pressed(self, target: QWidget, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIERS:
            return False
        if _is_paste(event):
            self._let_go()
            return self._take_pasted()
        if not _is_sign(event) or self._is_held_down(event):
            return self._other_pressed(event)
        if self._held and not self._continues(event):
            self._decide()
        if not self._held and not _may_begin(event.text()):
            return False
        self._hold(target, event)
        return True

    def _released(self, event: QKeyEvent) -> bool:
        if event.key() not in self._swallowed:
            return False
        if not event.isAutoRepeat():
            self._swallowed.discard(event.key())
        return True

    def _is_held_down(self, event: QKeyEvent) -> bool:
        """Return whether a key repeats under a hand. X11 calls a scanner's "00" a repetition too, where keys wait."""
        return event.isAutoRepeat() and not (self._held and self._continues(event))

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
            if self._held and not inside:
                self._decide()  # before Qt asks whose shortcut this is: it must not overtake what waits
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
        if self._held:
            self._fast += event.timestamp() - self._held[-1].timestamp < FASTEST_HAND_MS
        self._held.append(
            _HeldKey(
                target=target,
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
        if len(self._held) < _FEW:
            return _FEW_MS
        return _BREATH_MS if self._is_burst() and not _is_whole(self._text()) else _MANY_MS

    def _is_burst(self) -> bool:
        """Return whether only a scanner types so much so fast."""
        return len(self._held) >= _LEAST and 2 * self._fast > len(self._held) - 1

    def _text(self) -> str:
        return "".join(key.text for key in self._held)

    def _continues(self, event: QInputEvent) -> bool:
        return 0 <= event.timestamp() - self._held[-1].timestamp <= self._patience()

    def _is_late_end(self, event: QInputEvent) -> bool:
        if self._held or self._ended_at is None:
            return False
        return 0 <= event.timestamp() - self._ended_at <= _LATE_ENTER_MS

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
        self._forget()
        signal, payload = found
        if signal == "card":
            self._tell_card(payload)
        else:
            self.code_scanned.emit(payload)
        return True

    def _tell_card(self, payload: str) -> None:
        if self.card_reader is not None:
            self.card_reader(payload)
        else:
            self.card_scanned.emit(payload)

    def _found(self) -> tuple[str, str] | None:
        return payload_of(self._text()) if self._is_burst() else None

    def _forget(self) -> list[_HeldKey]:
        held, self._held, self._fast = self._held, [], 0
        return held

    def _let_go(self) -> None:
        """Hand the held keys to their field, in their order."""
        self._pause.stop()
        self._is_replaying = True
        try:
            for key in self._forget():
                self._swallowed.discard(key.key)
                if isValid(key.target):
                    QCoreApplication.sendEvent(key.target, key.event(QEvent.Type.KeyPress))
                if isValid(key.target):
                    QCoreApplication.sendEvent(key.target, key.event(QEvent.Type.KeyRelease))
        finally:
            self._is_replaying = False

    def _take_pasted(self) -> bool:
        """Take a card's payload from the clipboard as if it had been scanned, whatever has the focus."""
        text = QGuiApplication.clipboard().text().strip()
        if text.count("|") < _PASTED_BARS or "\n" in text or len(text) > _MOST:
            return False
        self._tell_card(text)
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
        return "code", found.group().upper()  # with Caps Lock on, a scanner's capitals arrive small
    return None


def _is_whole(text: str) -> bool:
    """Return whether nothing is missing: a code has its number, a card its seventh field, the date of issue."""
    found = payload_of(text)
    return found is not None and (found[0] == "code" or _WHOLE_CARD.match(text) is not None)


def _is_sign(event: QKeyEvent) -> bool:
    """Return whether a key types a sign by itself; one without a time (sent by a program) is never held."""
    if event.timestamp() == 0 or not event.text().isprintable() or not event.text():
        return False
    held_down = event.modifiers() & _NO_SIGN
    alt_gr = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return not held_down or held_down == alt_gr


def _may_begin(text: str) -> bool:
    """Return whether a card's payload, a dossier code or an address may begin so: a digit, a capital, an h."""
    first = text[0]
    return first.isascii() and (first.isdigit() or first.isupper() or first == "h")


def _is_paste(event: QKeyEvent) -> bool:
    return event.key() in _PASTE_KEYS and event.matches(QKeySequence.StandardKey.Paste)
