"""The rail at the left: where one can go, on which key, and how much waits there."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import BOLD, REGULAR, SEMIBOLD, Theme
from ui.widgets.icons import paint_icon
from ui.widgets.painting import rounded, text_width, words

NARROW, NORMAL, WIDE = "narrow", "normal", "wide"
_WIDTHS = {NARROW: 64, NORMAL: 92, WIDE: 232}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RailItem:
    """One place of the rail: its name, its words, its icon, its key; ``at_bottom`` for settings and help."""

    key: str
    label: str
    icon: str
    keys: str
    at_bottom: bool = False
    is_place: bool = True


class RailButton(QAbstractButton):
    """A painted item of the rail."""

    def __init__(self, item: RailItem, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self._shape = NORMAL
        self._count, self._tone = 0, "quiet"
        self.setCheckable(item.is_place)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._speak()

    def set_shape(self, shape: str) -> None:
        """Change between narrow, normal and wide."""
        self._shape = shape
        self.updateGeometry()
        self.update()

    def set_badge(self, count: int, tone: str) -> None:
        """Show how much waits: red (bad) late, amber (warn) to do, grey (quiet) a count; 0 shows nothing."""
        self._count, self._tone = count, tone
        self._speak()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        look = theme.current()
        if self._shape == WIDE:
            return QSize(_WIDTHS[WIDE], look.px(44))
        if self._shape == NARROW:
            return QSize(_WIDTHS[NARROW], look.px(44))
        return QSize(_WIDTHS[NORMAL], look.px(46) + look.px(16) * len(self._lines(look)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for less than it likes: all places fit 768 pixels at 125 %, and 512 where the rail is narrow."""
        look, hint = theme.current(), self.sizeHint()
        if self._shape == NORMAL:
            return QSize(hint.width(), 38 + look.px(16) * (len(self._lines(look)) - 1) + look.px(18))
        return QSize(hint.width(), hint.height() - look.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        ground = self.rect().adjusted(6, 2, -6, -2)
        if self.isChecked():
            rounded(painter, ground, 6, look.rail_chosen, look.rail_on if look.name == "contrast" else None)
            rounded(painter, QRect(0, ground.top() + 8, 3, ground.height() - 16), 1, look.rail_mark)
        elif self.underMouse():
            soft = QColor(look.rail_chosen)
            soft.setAlphaF(0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(soft)
            painter.drawRoundedRect(QRectF(ground), 6, 6)
        ink = "rail_on" if self.isChecked() else "rail_text"
        key = "rail_on" if self.isChecked() else "rail_key"
        {NARROW: self._paint_narrow, WIDE: self._paint_wide}.get(self._shape, self._paint_normal)(
            painter, look, ink, key
        )

    def _paint_normal(self, painter: QPainter, look: Theme, ink: str, key: str) -> None:
        right = Qt.AlignmentFlag.AlignRight
        middle = self.width() // 2
        paint_icon(painter, self.item.icon, getattr(look, ink), QRect(middle - 12, 10, 24, 24))
        words(painter, look, QRect(middle, 4, middle - 10, look.px(16)), self.item.keys, size=11, tone=key, align=right)
        weight = SEMIBOLD if self.isChecked() else REGULAR
        for place, line in enumerate(self._lines(look)):
            box = QRect(4, 36 + look.px(16) * place, self.width() - 8, look.px(18))
            centre = Qt.AlignmentFlag.AlignHCenter
            words(painter, look, box, line, size=12, weight=weight, tone=ink, align=centre)
        self._paint_badge(painter, look, QRect(8, 4, 0, look.px(18)))

    def _paint_narrow(self, painter: QPainter, look: Theme, ink: str, key: str) -> None:
        height = self.height()
        paint_icon(painter, self.item.icon, getattr(look, ink), QRect(12, (height - 22) // 2, 22, 22))
        words(
            painter, look, QRect(36, 0, self.width() - 36, height), self.item.keys, size=11, weight=SEMIBOLD, tone=key
        )
        if self._count:
            dot = QRect(28, height // 2 - 14, 9, 9)
            rounded(painter, dot, 4.5, getattr(look, f"badge_{self._tone}"), look.rail)

    def _paint_wide(self, painter: QPainter, look: Theme, ink: str, key: str) -> None:
        height = self.height()
        paint_icon(painter, self.item.icon, getattr(look, ink), QRect(19, (height - 22) // 2, 22, 22))
        weight = SEMIBOLD if self.isChecked() else REGULAR
        room = self.width() - 100 - (look.px(30) if self._count else 0)
        wide = words(painter, look, QRect(52, 0, room, height), self.item.label, size=14, weight=weight, tone=ink)
        self._paint_badge(painter, look, QRect(62 + wide, (height - look.px(18)) // 2, 0, look.px(18)))
        right = Qt.AlignmentFlag.AlignRight
        words(painter, look, QRect(self.width() - 60, 0, 44, height), self.item.keys, size=11, tone=key, align=right)

    def _paint_badge(self, painter: QPainter, look: Theme, box: QRect) -> None:
        if not self._count:
            return
        said = str(self._count) if self._count < 1000 else "999+"
        box.setWidth(max(box.height(), text_width(look, said, 11, BOLD) + 10))
        rounded(painter, box, box.height() / 2, getattr(look, f"badge_{self._tone}"))
        painter.setFont(look.font(11, BOLD))
        painter.setPen(look.color("badge_bad_ink" if self._tone == "bad" else "badge_ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)

    def _lines(self, look: Theme) -> list[str]:
        """Break the words over two lines where they are too wide for the normal rail."""
        label = self.item.label
        metrics = QFontMetrics(look.font(12, SEMIBOLD))
        if metrics.horizontalAdvance(label) <= _WIDTHS[NORMAL] - 10 or " " not in label:
            return [label]
        first, rest = label.split(" ", 1)
        return [first, rest]

    def _speak(self) -> None:
        self.setAccessibleName(self.item.label)
        waiting = self.tr("{} việc").format(self._count) if self._count else ""
        self.setAccessibleDescription(" · ".join(part for part in (self.item.keys, waiting) if part))


class NavRail(QWidget):
    """All places, one of them chosen.

    Signals:
        wanted: The clerk clicked a place or the help item; carries the item's key.
    """

    wanted = Signal(str)

    def __init__(self, items: Sequence[RailItem], *, place: str = "", parent: QWidget | None = None) -> None:
        """Create the rail; ``place`` is the ward's short name, shown when the rail is wide."""
        super().__init__(parent)
        self._place = place
        self._shape = NORMAL
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 48, 0, 8)
        column.setSpacing(2)
        for low in (False, True):
            if low:
                column.addStretch(1)
            for item in items:
                if item.at_bottom is low:
                    column.addWidget(self._add(item))
        self.setFixedWidth(_WIDTHS[NORMAL])
        self._group.buttonClicked.connect(self._clicked)

    def set_shape(self, shape: str) -> None:
        """Change between narrow (64), normal (92) and wide (232, words beside icons)."""
        if shape == self._shape:
            return
        self._shape = shape
        self.setFixedWidth(_WIDTHS[shape])
        for button in self._buttons.values():
            button.set_shape(shape)

    def choose(self, key: str) -> None:
        """Mark the place that is shown."""
        self._buttons[key].setChecked(True)

    def button(self, key: str) -> RailButton:
        """Return the item's button."""
        return self._buttons[key]

    def set_badge(self, key: str, count: int, tone: str = "quiet") -> None:
        """Show how much waits at a place."""
        self._buttons[key].set_badge(count, tone)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("rail"))
        name = f"CCHC   {self._place}" if self._shape == WIDE and self._place else "CCHC"
        box = QRect(20 if self._shape == WIDE else 0, 0, self.width() - (28 if self._shape == WIDE else 0), 48)
        align = Qt.AlignmentFlag.AlignLeft if self._shape == WIDE else Qt.AlignmentFlag.AlignHCenter
        words(painter, look, box, name, size=14, weight=BOLD, tone="rail_on", align=align)

    def _add(self, item: RailItem) -> RailButton:
        button = RailButton(item, self)
        self._buttons[item.key] = button
        self._group.addButton(button)
        return button

    def _clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, RailButton):
            self.wanted.emit(button.item.key)
