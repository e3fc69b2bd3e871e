"""Grounds that things stand on: the white card, the counter, the foot of a screen, the empty and the loading state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import BOLD, SEMIBOLD
from ui.widgets.buttons import FILLED, OUTLINED, QUIET, KeyButton
from ui.widgets.icons import paint_icon
from ui.widgets.labels import AccentLabel
from ui.widgets.painting import badge_size, paint_badge, rounded, text_width, words


class Card(QWidget):
    """A ground with one border; ``column`` is its layout."""

    def __init__(self, tone: str = "surface", parent: QWidget | None = None, *, margin: int = 14) -> None:
        """Create the card; ``tone`` is surface, sunken, or ok, warn, bad, day, accent for a soft strip."""
        super().__init__(parent)
        self._tone = tone
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin - 4, margin, margin - 2)
        self.column.setSpacing(8)

    def set_tone(self, tone: str) -> None:
        """Change the ground."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        fill = getattr(look, f"{self._tone}_soft", None) or getattr(look, self._tone)
        edge = getattr(look, f"{self._tone}_edge", look.line)
        rounded(QPainter(self), self.rect(), 8, fill, edge, look.border)


class CounterCard(QAbstractButton):
    """A number with its label, a line that compares, and the digit that opens its list."""

    def __init__(self, label: str, digit: str, parent: QWidget | None = None) -> None:
        """Create the card without a number; ``digit`` is its key on the screen."""
        super().__init__(parent)
        self._label, self._shown, self._digit = label, label, digit
        self._number, self._line, self._tone = "–", "", "ink"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._speak()

    def set_shown(self, label: str) -> None:
        """Show another label, shorter where the window is small; the whole one is still spoken."""
        self._shown = label
        self.updateGeometry()
        self.update()

    def show_count(self, number: int, line: str = "", tone: str = "ink") -> None:
        """Show a number; ``tone`` is ink, warn or bad, and only the last two get an edge."""
        self._number, self._line, self._tone = f"{number:,}".replace(",", "."), line, tone
        self._speak()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        look = theme.current()
        return QSize(text_width(look, self._shown, 13) + 66, look.px(98))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.current().px(104), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        fill = look.sunken if self.underMouse() or self.isDown() else look.surface
        rounded(painter, self.rect(), 8, fill, look.line, look.border)
        if self._tone != "ink":
            rounded(painter, QRect(0, 10, 4, self.height() - 20), 2, look.color(self._tone).name())
        badge = badge_size(look, self._digit)
        box = QRect(self.width() - badge.width() - 10, 10, badge.width(), badge.height())
        paint_badge(painter, look, box, self._digit, ink="ink2", edge=look.key_edge, fill=look.surface)
        wide = self.width() - 30
        top = QRect(15, look.px(8), wide - badge.width(), look.px(22))
        words(painter, look, top, self._shown, size=13, tone="ink2")
        words(
            painter,
            look,
            QRect(15, look.px(27), wide, look.px(46)),
            self._number,
            size=34,
            weight=BOLD,
            tone=self._tone,
        )
        words(painter, look, QRect(15, look.px(71), wide, look.px(20)), self._line, size=12, tone="ink3")

    def _speak(self) -> None:
        said = f"{self._label}: {self._number}. {self._line}".strip()
        self.setAccessibleName(f"{said}. " + self.tr("Phím {}").format(self._digit))


class FootBar(QWidget):
    """The foot of a screen: what state it is in on the left, its decisions on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 8, 16, 8)
        self.row.setSpacing(10)
        self.row.addStretch(1)
        self._left = 0
        self.setFixedHeight(max(60, theme.current().px(44) + 16))

    def add_left(self, widget: QWidget) -> None:
        """Add a part at the left, after those already there."""
        self.row.insertWidget(self._left, widget)
        self._left += 1

    def add_decisions(self, actions: Sequence[QAction]) -> list[KeyButton]:
        """Add buttons at the right; the last one is the screen's decision and is filled."""
        buttons = [KeyButton(action, OUTLINED) for action in actions[:-1]]
        buttons += [KeyButton(action, FILLED) for action in actions[-1:]]
        for button in buttons:
            self.row.addWidget(button)
        return buttons

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("surface"))
        painter.fillRect(QRect(0, 0, self.width(), look.border), look.color("line"))


class EmptyState(QWidget):
    """Nothing here: a sentence, what comes next, a key to press."""

    def __init__(
        self, sentence: str, line: str = "", action: QAction | None = None, icon: str = "check", tone: str = "ok"
    ) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addStretch(1)
        column.addSpacing(40)
        self._sentence = AccentLabel(sentence, size=15, weight=SEMIBOLD, wrap=True)
        self._line = AccentLabel(line, size=13, tone="ink2", wrap=True)
        for label in (self._sentence, self._line):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        if action is not None:
            column.addWidget(KeyButton(action, QUIET), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_words(self, sentence: str, line: str = "") -> None:
        """Change the words."""
        self._sentence.setText(sentence)
        self._line.setText(line)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        box = QRect(self.width() // 2 - 16, self._sentence.geometry().top() - 40, 32, 32)
        paint_icon(QPainter(self), self._icon, getattr(look, self._tone), box)


class LoadingBars(QWidget):
    """Grey bars where text will stand; the screen shows them only after 200 ms of waiting."""

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, 66)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        for place, share in enumerate((1.0, 0.71, 0.86)):
            rounded(painter, QRect(0, 4 + place * 20, int(self.width() * share), 9), 4, look.line)
