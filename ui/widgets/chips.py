"""Small painted marks: a status chip, a key badge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets.painting import badge_size, chip_size, key_label, paint_badge, paint_chip


class _Mark(QWidget):
    """A painted part of a fixed size that is measured anew when the theme changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()


class StatusChip(_Mark):
    """A state in a word, on a soft ground. Late and done carry an icon too, never colour alone."""

    def __init__(self, text: str = "", tone: str = "quiet", icon: str = "", parent: QWidget | None = None) -> None:
        """Create the chip; ``tone`` is ok, warn, bad, day, accent or quiet."""
        super().__init__(parent)
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)

    @property
    def text(self) -> str:
        """The words shown."""
        return self._text

    def show_state(self, text: str, tone: str = "quiet", icon: str = "") -> None:
        """Change words, tone and icon at once; an empty text hides the chip."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return chip_size(theme.current(), self._text, self._icon)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        paint_chip(painter, theme.current(), self.rect(), self._text, self._tone, self._icon)


class KeyBadge(_Mark):
    """The key of something, shown beside it."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        """Create the badge from a key sequence such as ``Alt+V`` or ``Ctrl+Return``."""
        super().__init__(parent)
        self._label = key_label(keys)
        self.setAccessibleName(self._label)

    def sizeHint(self) -> QSize:  # noqa: N802
        return badge_size(theme.current(), self._label)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        box = QRect(self.rect())
        paint_badge(QPainter(self), look, box, self._label, ink="ink2", edge=look.key_edge, fill=look.surface)
