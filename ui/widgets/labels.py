"""Words on the screen: labels that never cut a stacked accent and follow the theme by themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme
from ui.theme import BOLD, REGULAR, SEMIBOLD
from ui.widgets.icons import paint_icon

_WATCHED = (QEvent.Type.StyleChange, QEvent.Type.LanguageChange)


class AccentLabel(QLabel):
    """A label of plain text with room above its line for Ẳ, Ễ, Ộ, Ử."""

    def __init__(
        self,
        text: str = "",
        *,
        size: float = 14,
        weight: int = REGULAR,
        tone: str = "ink",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Create the label; ``tone`` is a colour token, ``size`` logical pixels before the text-size setting."""
        super().__init__(text, parent)
        self._size, self._weight, self._tone = size, weight, tone
        self._worn: theme.Theme | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._dress()

    def set_tone(self, tone: str) -> None:
        """Change the colour token."""
        if tone != self._tone:
            self._tone = tone
            self._worn = None
            self._dress()

    def set_weight(self, weight: int) -> None:
        """Change the weight: 400, 600 or 700."""
        if weight != self._weight:
            self._weight = weight
            self._worn = None
            self._dress()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def _left_room(self) -> int:
        return 0

    def _dress(self) -> None:
        look = theme.current()
        if look is self._worn and self._wears(look):
            return
        self._worn = look
        self.setFont(look.font(self._size, self._weight))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, look.color(self._tone))
        self.setPalette(palette)
        self.setContentsMargins(self._left_room(), look.room_above(self._size), 0, 0)

    def _wears(self, look: theme.Theme) -> bool:
        """Return whether a look is really worn: Qt puts back what a widget wore before when the stylesheet changes."""
        is_size = self.font().pixelSize() == look.px(self._size)
        return is_size and self.palette().color(QPalette.ColorRole.WindowText) == look.color(self._tone)


class ElidedLabel(AccentLabel):
    """One line that ends in … where there is no room; the whole text is its tool tip then."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(self.text() if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, self.alignment(), shown)


class IconLabel(AccentLabel):
    """A small icon and words in one tone: an error under a field, a line of the health card."""

    def __init__(
        self,
        icon: str,
        text: str = "",
        *,
        size: float = 13,
        weight: int = REGULAR,
        tone: str = "ink2",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._icon = icon
        super().__init__(text, size=size, weight=weight, tone=tone, wrap=wrap, parent=parent)

    def set_icon(self, icon: str) -> None:
        """Change the icon by its name."""
        self._icon = icon
        self.update()

    def _left_room(self) -> int:
        return self._side() + 8

    def _side(self) -> int:
        return theme.current().px(self._size + 3)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        room = self.contentsRect()
        line = room.height() if not self.wordWrap() else self.fontMetrics().height()
        box = QRect(0, room.top() + (line - self._side()) // 2, self._side(), self._side())
        paint_icon(painter, self._icon, self.palette().color(QPalette.ColorRole.WindowText).name(), box)


class SectionTitle(AccentLabel):
    """The heading of a card: 15, semibold."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, size=15, weight=SEMIBOLD, parent=parent)


class ScreenTitle(AccentLabel):
    """The heading of a screen or a panel: 18, bold."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, size=18, weight=BOLD, parent=parent)


class Caption(AccentLabel):
    """Small grey words beside or under something: 12."""

    def __init__(self, text: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, size=12, tone="ink3", wrap=wrap, parent=parent)
