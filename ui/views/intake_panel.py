"""A sheet over the intake in which something else is done: what it is, what is filled in, its decision at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import FILLED, OUTLINED, QUIET, KeyButton, make_action
from ui.widgets.labels import AccentLabel, IconLabel, ScreenTitle
from ui.widgets.panels import Overlay


class TaskPanel(Overlay):
    """Stands at the right, as high as the page; no key of the page below works while it is seen."""

    def __init__(self, page: QWidget, *, width: int) -> None:
        """Create the panel, hidden; a subclass fills ``body`` and ends with `end`."""
        super().__init__(page)
        self._page = page
        self._wide = width
        self._decisions: list[QAction] = []
        self.sheet = QWidget(self)
        self.title, self.line = ScreenTitle(), AccentLabel(size=13, tone="ink2", wrap=True)
        self.title.setWordWrap(True)
        self._sentence = IconLabel("warning", size=13, weight=600, tone="bad", wrap=True)
        self._sentence.hide()
        self.away = self.action(self.tr("Đóng"), "Esc")
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.foot = QWidget()
        self._buttons = QHBoxLayout(self.foot)
        self._buttons.setContentsMargins(0, 4, 0, 0)
        self._buttons.setSpacing(10)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.line)
        column.addLayout(self.body, 1)
        column.addWidget(self._sentence)
        column.addWidget(self.foot)

    def action(self, text: str, keys: str, icon: str = "") -> QAction:
        """Return an action whose key works while the panel is seen, and only then."""
        made = make_action(self.sheet, text, keys, icon)
        made.setShortcut("")
        self._decisions.append(made)
        return made

    def end(self, actions: Sequence[QAction]) -> KeyButton:
        """Put the buttons into the foot; the last one is the panel's decision and is returned."""
        self._buttons.addWidget(KeyButton(self.away, QUIET))
        self._buttons.addStretch(1)
        for action in actions[:-1]:
            self._buttons.addWidget(KeyButton(action, OUTLINED))
        decision = KeyButton(actions[-1], FILLED)
        self._buttons.addWidget(decision)
        self.away.triggered.connect(self.leave)
        return decision

    def leave(self) -> None:
        """Esc: close; a subclass may ask first."""
        self.hide()

    def say(self, sentence: str, tone: str = "bad") -> None:
        """Say above the foot what stands in the way; nothing takes it back."""
        self._sentence.set_tone(tone)
        self._sentence.set_icon("check" if tone == "ok" else "clock" if tone == "ink2" else "warning")
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    @property
    def said(self) -> str:
        """What stands above the foot."""
        return self._sentence.text()

    def open(self) -> None:
        super().open()
        self._place()

    def keys(self) -> dict[str, Callable[[], object]]:
        below = (str(action.property("keys") or "") for action in self._page.findChildren(QAction))
        taken: dict[str, Callable[[], object]] = {keys: _nothing for keys in below if keys}
        for action in self._decisions:
            taken[str(action.property("keys"))] = action.trigger
        return taken

    def key_lines(self) -> list[tuple[str, str]]:
        """Return the keys of the panel with their words."""
        return [(str(one.property("keys")), one.text()) for one in self._decisions if one.isVisible()]

    def box(self) -> QRect:
        wide = min(theme.current().px(self._wide), self.width() - 16)
        return QRect(self.width() - wide - 10, 8, wide, self.height() - 16)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Let Tab go round inside the panel, its buttons last."""
        stops = self._stops()
        if not stops:
            return False
        here = QApplication.focusWidget()
        place = stops.index(here) if here in stops else -1 if forward else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(place + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if not self.box().contains(event.position().toPoint()):
            self.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self.sheet.setGeometry(self.box())

    def _stops(self) -> list[QWidget]:
        found: list[QWidget] = []
        widget = self.sheet.nextInFocusChain()
        while widget is not None and widget is not self.sheet and len(found) < 200:
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
            if takes and self.sheet.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
                found.append(widget)
            widget = widget.nextInFocusChain()
        return sorted(found, key=self.foot.isAncestorOf)


def _nothing() -> None:
    """Hear a key of the page below."""
