"""The strip of the days without appointment: teal in the mode, soft where somebody is outside it, red after hours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.theme import SEMIBOLD
from ui.widgets.buttons import ON_DAY, QUIET, KeyButton
from ui.widgets.labels import ElidedLabel, IconLabel

SOLID, SOFT, LATE = "solid", "soft", "late"
_GROUND = {SOLID: "day", SOFT: "day_soft", LATE: "bad_soft"}
_INK = {SOLID: "on_accent", SOFT: "day", LATE: "bad"}


class DayBanner(QWidget):
    """One line over a screen: an icon, bold words, the basis, and keys at the right."""

    def __init__(self, actions: Sequence[QAction]) -> None:
        """Create the banner, hidden; ``actions`` are its keys, from left to right."""
        super().__init__()
        self._tone = SOLID
        self._head = IconLabel("clock", size=15, weight=SEMIBOLD, tone="on_accent")
        self._line = ElidedLabel(size=13, tone="on_accent")
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.buttons = [KeyButton(action, ON_DAY) for action in actions]
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(12)
        row.addWidget(self._head)
        row.addWidget(self._line, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in self.buttons:
            row.addWidget(button)
        self.setMinimumHeight(theme.current().px(42))
        self.hide()

    @property
    def tone(self) -> str:
        """solid, soft or late."""
        return self._tone

    @property
    def words(self) -> tuple[str, str]:
        """The bold words and the line."""
        return self._head.text(), self._line.text()

    def show_words(self, head: str, line: str, tone: str = SOLID) -> None:
        """Say something else; an empty head hides the banner."""
        self._tone = tone
        self._head.setText(head)
        self._line.setText(line)
        self._head.set_icon("warning" if tone == LATE else "clock")
        for label in (self._head, self._line):
            label.set_tone(_INK[tone])
        for button in self.buttons:
            button.set_look(ON_DAY if tone == SOLID else QUIET)
        self.setAccessibleName(f"{head}. {line}")
        self.setVisible(bool(head))
        self.update()

    def set_wordless(self, wordless: bool) -> None:
        """Leave the words of the keys out where there is no room; they are still spoken."""
        for button in self.buttons:
            button.set_wordless(wordless)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        QPainter(self).fillRect(self.rect(), theme.current().color(_GROUND[self._tone]))
