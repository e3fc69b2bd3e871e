"""The bar under the top bar that says what happened: one notice at a time, the gravest first.

What was just done well is seen at once, for some seconds over a graver one whose keys go on working.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.keys import KeyGrab
from ui.theme import SEMIBOLD
from ui.widgets.buttons import OUTLINED, QUIET, KeyButton
from ui.widgets.icons import paint_icon
from ui.widgets.labels import AccentLabel
from ui.widgets.painting import rounded

FRESH_MS = 6000
"""How long a success is seen before a graver notice comes back."""
GRAVITY = ("bad", "warn", "ok", "accent")
_ICONS = {"bad": "warning", "warn": "warning", "ok": "check", "accent": "help"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NoticeButton:
    """A way out of a notice: words, key (``Ctrl+P``), what it does, and whether the notice then goes."""

    text: str
    keys: str
    run: Callable[[], object]
    closes: bool = True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What to say.

    Attributes:
        key: A second notice with the same key takes the place of the first.
        tone: bad, warn, ok or accent, in falling gravity.
        sentence: What happened, in bold.
        facts: What is safe and what to press.
        buttons: At most two.
    """

    key: str
    tone: str
    sentence: str
    facts: str = ""
    buttons: tuple[NoticeButton, ...] = ()


class NoticeBar(QWidget):
    """Shows the gravest of the open notices; ``Esc`` closes it and the next one comes.

    Signals:
        shown: Another notice is seen now (None when the bar is gone).
    """

    shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open: list[Notice] = []
        self._seen: Notice | None = None
        self._fresh: Notice | None = None
        self._under: Notice | None = None
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.setInterval(FRESH_MS)
        self._fading.timeout.connect(self._fade)
        self._sentence = AccentLabel(size=14, weight=SEMIBOLD, wrap=True)
        self._facts = AccentLabel(size=13, wrap=True)
        self._sentence.setMinimumWidth(theme.current().px(240))
        self._buttons: list[KeyButton] = []
        self._grab = KeyGrab(self)
        text = QVBoxLayout()
        text.setSpacing(1)
        text.addWidget(self._sentence)
        text.addWidget(self._facts)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(52, 10, 14, 10)
        self._row.setSpacing(10)
        self._row.addLayout(text, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.hide()

    @property
    def seen(self) -> Notice | None:
        """The notice that is shown."""
        return self._seen

    def key_lines(self) -> list[tuple[str, str]]:
        """Return the keys that work while this notice is seen, with their words."""
        buttons = self._seen.buttons if self._seen is not None else ()
        return [(button.keys, button.text) for button in buttons]

    def post(self, notice: Notice) -> None:
        """Say something; it waits its turn behind a graver notice, unless it is a success: that is seen for a while.

        What was said of an earlier success is over.
        """
        is_success = notice.tone == "ok"
        self._open = [
            other for other in self._open if other.key != notice.key and not (is_success and other.tone == "ok")
        ]
        self._open.append(notice)
        if is_success:
            self._fresh = notice
            self._fading.start()
        elif notice.tone == "bad":
            self._fresh = None
        self._refresh()

    def withdraw(self, key: str) -> None:
        """Take a notice back, for the matter is settled."""
        self._open = [other for other in self._open if other.key != key]
        self._refresh()

    def leave_successes(self) -> None:
        """Take back what was done well: whoever goes to another page has read it."""
        self._open = [other for other in self._open if other.tone != "ok"]
        self._refresh()

    def close_top(self) -> None:
        """Close the notice that is shown."""
        if self._seen is not None:
            self.withdraw(self._seen.key)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, max(62, super().minimumSizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._seen is None:
            return
        look, tone = theme.current(), self._seen.tone
        fill = getattr(look, f"{tone}_soft")
        painter = QPainter(self)
        rounded(painter, self.rect(), 6, fill, getattr(look, f"{tone}_edge", look.accent), look.border)
        rounded(painter, QRect(0, 0, 5, self.height()), 2, getattr(look, tone))
        paint_icon(painter, _ICONS[tone], getattr(look, tone), QRect(18, 0, 22, self.height()))

    def _refresh(self) -> None:
        gravest = min(self._open, key=_gravity) if self._open else None
        notice = self._fresh if self._fresh in self._open else gravest
        if notice is self._seen and gravest is self._under:
            return
        self._seen, self._under = notice, gravest
        self._grab.release()
        self._clear_buttons()
        if notice is not None:
            self._show(notice, gravest)
        self.setVisible(notice is not None)
        self.shown.emit(notice)

    def _fade(self) -> None:
        self._fresh = None
        self._refresh()

    def _show(self, notice: Notice, gravest: Notice | None) -> None:
        self._sentence.setText(notice.sentence)
        self._sentence.set_tone(notice.tone)
        self._facts.setText(notice.facts)
        self._facts.setVisible(bool(notice.facts))
        close = NoticeButton(text=self.tr("Đóng"), keys="Esc", run=self.close_top, closes=False)
        taken: dict[str, Callable[[], object]] = {}
        for button in (*notice.buttons, close):
            press = _Press(self, notice.key, button)
            action = QAction(button.text, press)
            action.setProperty("keys", button.keys)
            action.triggered.connect(press.press)
            part = KeyButton(action, QUIET if button is close else OUTLINED)
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._row.addWidget(part)
            self._buttons.append(part)
            taken[button.keys] = press.press
        if gravest is not None and gravest is not notice:
            for button in gravest.buttons:
                taken.setdefault(button.keys, _Press(self, gravest.key, button).press)
        self._grab.hold(taken)
        self.setAccessibleName(f"{notice.sentence} {notice.facts}".strip())
        _alert(self)
        self.updateGeometry()
        self.update()

    def _clear_buttons(self) -> None:
        for button in self._buttons:
            button.action().deleteLater()
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []


class _Press(QObject):
    """One button's errand: run it, then close its notice if it says so."""

    def __init__(self, bar: NoticeBar, key: str, button: NoticeButton) -> None:
        super().__init__(bar)
        self._bar, self._key, self._button = bar, key, button

    def press(self) -> None:
        if self._button.closes:
            self._bar.withdraw(self._key)
        self._button.run()


def _alert(widget: QWidget) -> None:
    """Tell screen readers that something was said."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # 2 ms, not before the first notice

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def _gravity(notice: Notice) -> int:
    return GRAVITY.index(notice.tone)
