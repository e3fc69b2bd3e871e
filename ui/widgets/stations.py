"""The way of something through its stations: a line of circles, each with its name and a word under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import SEMIBOLD, Theme
from ui.widgets.icons import paint_icon
from ui.widgets.painting import rounded, words

_TONES = {"done": "ok", "now": "accent", "bad": "bad", "open": "ink3"}
_ICONS = {"done": "check", "bad": "warning", "now": "clock"}


class Stations(QWidget):
    """Painted stations; a state is told by its icon and by the word, never by colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stations: tuple[tuple[str, str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stations(self, stations: Sequence[tuple[str, str, str]]) -> None:
        """Show (name, words under it, state: done, now, bad or open)."""
        self._stations = tuple(stations)
        self.setAccessibleName(". ".join(f"{name}: {line}" if line else name for name, line, _state in stations))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(420, theme.current().px(70))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(300, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        if not self._stations:
            return
        wide, side = self.width() // len(self._stations), look.px(26)
        for place, (name, line, state) in enumerate(self._stations):
            middle = wide * place + wide // 2
            if place:
                shade = look.color("ok" if state == "done" else "line")
                painter.fillRect(QRect(middle - wide + side // 2, side // 2 - 1, wide - side, 3), shade)
            self._paint_circle(painter, look, QRect(middle - side // 2, 0, side, side), state)
            centre = Qt.AlignmentFlag.AlignHCenter
            box = QRect(wide * place + 2, side + 2, wide - 4, look.px(20))
            words(painter, look, box, name, size=13, weight=SEMIBOLD, align=centre)
            low = box.translated(0, look.px(20))
            tone = "bad" if state == "bad" else "ink2"
            words(painter, look, low, line, size=12, tone=tone, align=centre)

    def _paint_circle(self, painter: QPainter, look: Theme, box: QRect, state: str) -> None:
        tone = _TONES[state]
        fill = look.ok if state == "done" else look.surface
        edge = look.field if state == "open" else getattr(look, tone)
        rounded(painter, box, box.height() / 2, fill, edge, 2)
        if state in _ICONS:
            ink = look.surface if state == "done" else QColor(getattr(look, tone)).name()
            paint_icon(painter, _ICONS[state], ink, box.adjusted(5, 5, -5, -5))
