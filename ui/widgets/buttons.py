"""Buttons that show their key. A button is made from a `QAction`: text, key and enabled have one source."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.theme import REGULAR, SEMIBOLD, Theme
from ui.widgets.icons import paint_icon
from ui.widgets.painting import badge_size, key_label, paint_badge, rounded, text_width, words

FILLED, OUTLINED, QUIET, PILL = "filled", "outlined", "quiet", "pill"
ON_DAY, DAY = "on_day", "day"
"""On the teal ground of the days without appointment; filled with that teal."""


def make_action(parent: QWidget, text: str, keys: str = "", icon: str = "") -> QAction:
    """Return an action that belongs to ``parent`` and works by key while ``parent`` is visible.

    Args:
        parent: The screen; the keys overlay lists the actions of a screen.
        text: What it does, verb first, already translated.
        keys: For example ``Ctrl+Return``; empty for none.
        icon: Name of an icon, or empty.
    """
    action = QAction(text, parent)
    if keys:
        action.setShortcut(QKeySequence(keys, QKeySequence.SequenceFormat.PortableText))
    action.setProperty("icon_name", icon)
    action.setProperty("keys", keys)
    parent.addAction(action)
    return action


class KeyButton(QPushButton):
    """A push button with its key in a badge."""

    def __init__(self, action: QAction, look: str = OUTLINED, parent: QWidget | None = None) -> None:
        """Create the button; ``look`` is filled (one a screen), outlined, quiet (a link), pill or on_day."""
        super().__init__(parent)
        self._action = action
        self._look = look
        self._offered = True
        self._wordless = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._follow()
        action.changed.connect(self._follow)
        self.clicked.connect(self._trigger)

    def action(self) -> QAction:
        """The action behind the button."""
        return self._action

    def label(self) -> str:
        """The button's words without the mnemonic."""
        return self._action.text().replace("&", "")

    def set_look(self, look: str) -> None:
        """Wear another look: the ground under the button changed."""
        self._look = look
        self.updateGeometry()
        self.update()

    def set_wordless(self, wordless: bool) -> None:
        """Show only icon and key, where a small window has no room for words; they are still spoken."""
        self._wordless = wordless
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        look = theme.current()
        size, weight = self._type()
        width = 2 * self._padding()
        if not self._wordless:
            width += text_width(look, self.label(), size, weight)
        if self._icon():
            width += look.px(size + 3) + (0 if self._wordless else 8)
        if self._keys():
            width += badge_size(look, self._keys()).width() + 9
        return QSize(width, look.px({FILLED: 44, DAY: 44, PILL: 30, QUIET: 28, ON_DAY: 28}.get(self._look, 36)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        ink = self._paint_ground(painter, look)
        size, weight = self._type()
        box = self.rect().adjusted(self._padding(), 0, -self._padding(), 0)
        if self._icon():
            side = look.px(size + 3)
            paint_icon(painter, self._icon(), getattr(look, ink), QRect(box.left(), 0, side, self.height()))
            box.setLeft(box.left() + side + (0 if self._wordless else 8))
        shown = "" if self._wordless else self.label()
        width = words(painter, look, box, shown, size=size, weight=weight, tone=ink)
        if self._keys():
            badge = QRect(0, 0, 0, 0)
            badge.setSize(badge_size(look, self._keys()))
            badge.moveTo(box.left() + width + 9, (self.height() - badge.height()) // 2)
            self._paint_badge(painter, look, badge, ink)

    def _paint_badge(self, painter: QPainter, look: Theme, badge: QRect, ink: str) -> None:
        filled = ink == "on_accent"
        edge = look.on_accent if filled else look.line if ink == "off" else look.key_edge
        shade = ink if ink in ("on_accent", "off", "accent") and self._look != QUIET else "ink2"
        paint_badge(painter, look, badge, self._keys(), ink=shade, edge=edge, fill=None if filled else look.surface)

    def _paint_ground(self, painter: QPainter, look: Theme) -> str:
        """Paint the button's ground and return the token of its ink."""
        radius = self.height() / 2 if self._look == PILL else 6
        if not self.isEnabled():
            if self._look != QUIET:
                rounded(painter, self.rect(), radius, look.sunken, look.line, look.border)
            return "off"
        if self._look == FILLED:
            rounded(painter, self.rect(), radius, look.accent_hover if self._warm() else look.accent)
            return "on_accent"
        if self._look == DAY:
            rounded(painter, self.rect(), radius, look.ink2 if self._warm() else look.day)
            return "on_accent"
        if self._look == ON_DAY:
            if self._warm() or self.isChecked():
                rounded(painter, self.rect(), radius, None, look.on_accent, look.border)
            return "on_accent"
        if self._look == QUIET:
            if self._warm():
                rounded(painter, self.rect(), radius, look.accent_soft)
            return "accent"
        if self.isCheckable() and self.isChecked():
            rounded(painter, self.rect(), radius, look.accent_soft, look.accent, look.border)
            return "accent"
        rounded(painter, self.rect(), radius, look.sunken if self._warm() else look.surface, look.field, look.border)
        return "ink"

    def _warm(self) -> bool:
        return self.isDown() or self.underMouse()

    def _type(self) -> tuple[float, int]:
        if self._look in (FILLED, DAY):
            return 15, SEMIBOLD
        if self._look == PILL:
            return 13, SEMIBOLD if self.isChecked() else REGULAR
        return (13, REGULAR) if self._look in (QUIET, ON_DAY) else (14, REGULAR)

    def _padding(self) -> int:
        return {FILLED: 15, DAY: 15, PILL: 12, QUIET: 6, ON_DAY: 8}.get(self._look, 13)

    def _icon(self) -> str:
        return str(self._action.property("icon_name") or "")

    def _keys(self) -> str:
        return key_label(str(self._action.property("keys") or ""))

    def _follow(self) -> None:
        self.setText("")
        self.setEnabled(self._action.isEnabled())
        if self._action.isVisible() != self._offered:
            self._offered = self._action.isVisible()
            self.setHidden(not self._offered)
        self.setCheckable(self._action.isCheckable())
        self.setChecked(self._action.isChecked())
        self.setAccessibleName(self.label())
        self.setAccessibleDescription(self._keys())
        self.setToolTip(self._action.toolTip() if self._action.toolTip() != self.label() else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._look == QUIET else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    def _trigger(self) -> None:
        self._action.trigger()
