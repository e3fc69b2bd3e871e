"""A list at the left and what is chosen of it at the right; in a compact window one of them at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_ANY_WIDTH = 16_777_215
"""Qt's own bound: as wide as there is room."""


class Sides:
    """Which of two sides is seen, and how wide the left one is."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        self.left = left
        self.right = right
        self.is_compact = False

    def set_width(self, wide: int, *, is_compact: bool) -> None:
        """Make the left side so many pixels wide; in a compact window the side that has its turn fills it."""
        self.is_compact = is_compact
        self.left.setMaximumWidth(_ANY_WIDTH if is_compact else wide)
        self.left.setMinimumWidth(0 if is_compact else wide)

    def show(self, side: QWidget) -> None:
        """Show both sides, or in a compact window only the one that has its turn."""
        for one in (self.left, self.right):
            one.setVisible(not self.is_compact or side is one)
