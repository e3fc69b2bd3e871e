"""The intake's first line: who stands here, or what was just saved."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from ui.presenters.intake_strip import StripWords
from ui.widgets.buttons import QUIET, KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import AccentLabel, ElidedLabel, IconLabel


class PersonStrip(Card):
    """One line above the form: an icon, bold words, the rest; at the right how the person is known."""

    def __init__(self, earlier: QAction, *more: QAction) -> None:
        """Create the strip; ``more`` are ways to other work, without words where the strip has much to say."""
        super().__init__("surface", margin=8)
        self._is_tight = False
        self._head = IconLabel("scan", size=14, weight=600, tone="ink2")
        self._line = AccentLabel(size=14, wrap=True)
        self._line.setMinimumWidth(60)
        self._known = ElidedLabel(size=12, tone="ink3")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._head)
        row.addWidget(self._line, 1)
        row.addWidget(self._known, 0)
        row.addWidget(KeyButton(earlier, QUIET))
        self._more = [KeyButton(action, QUIET) for action in more]
        ways = QHBoxLayout()
        ways.setSpacing(10)
        for button in self._more:
            ways.addWidget(button)
        ways.addStretch(0)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._whole.setSpacing(6)
        self._whole.addLayout(row, 1)
        self._whole.addLayout(ways)
        self.column.addLayout(self._whole)

    def show_words(self, words: StripWords) -> None:
        """Say something else."""
        self.set_tone(words.tone)
        self._head.set_icon(words.icon)
        self._head.set_tone("ink2" if words.tone == "surface" else words.tone)
        self._head.setText(words.head)
        self._line.setText(words.line)
        self.setAccessibleName(f"{words.head} {words.line}".strip())
        self._fit()

    def show_earlier(self, words: str) -> None:
        """Say how often the person has been here."""
        self._known.setText(words)
        self._fit()

    def set_tight(self, tight: bool) -> None:
        """Let the ways to other work stand in a line of their own: a small window with large text."""
        self._is_tight = tight
        down, on = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(down if tight else on)
        self._fit()

    def _fit(self) -> None:
        is_full = not self._is_tight and bool(self._line.text() or self._known.text())
        for button in self._more:
            button.set_wordless(is_full)
