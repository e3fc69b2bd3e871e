"""The paper as it will print: both sides small beside the form, and large on a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets.painting import words
from ui.widgets.panels import Overlay


class SlipPreview(QWidget):
    """Two sides side by side, the front larger; quiet lines under the back (paper, sides, printer).

    Signals:
        enlarged: The clerk clicked a side.
    """

    enlarged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: tuple[QImage, ...] = ()
        self._facts: tuple[str, ...] = ()
        self._sentence = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Giấy hẹn, hai mặt"))

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Show the pages, front first; none shows the sentence instead."""
        self._pages = tuple(pages)
        self.update()

    def show_facts(self, facts: Sequence[str]) -> None:
        """Show lines such as "A5, 2 liên" and the printer's name."""
        self._facts = tuple(facts)
        self.update()

    def show_sentence(self, sentence: str) -> None:
        """Say why there is no page yet."""
        self._sentence = sentence
        self.update()

    def pages(self) -> tuple[QImage, ...]:
        """Return the pages as shown."""
        return self._pages

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(360, 340)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, 40)  # above it stand fields, which are not to be squeezed

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._pages:
            self.enlarged.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        if not self._pages:
            painter.setFont(look.font(13))
            painter.setPen(look.color("ink3"))
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            painter.drawText(self.rect(), flags, self._sentence)
            return
        front = paint_page(painter, self._pages[0], QRect(0, 0, int(self.width() * 0.63), self.height()))
        back = QRect(
            front.right() + 15, 0, min(self.width() - front.right() - 15, int(front.width() * 0.6)), self.height()
        )
        bottom = back.top()
        if len(self._pages) > 1:
            bottom = paint_page(painter, self._pages[1], back).bottom() + 10
        for place, fact in enumerate(self._facts):
            line = QRect(back.left(), bottom + place * look.px(21), self.width() - back.left(), look.px(20))
            if line.bottom() < self.height():
                words(painter, look, line, fact, size=13, tone="ink2")


class LargePreview(Overlay):
    """One page as large as fits; left and right turn the sheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages: tuple[QImage, ...] = ()
        self._place = 0
        self.setAccessibleName(self.tr("Giấy hẹn, xem lớn"))

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Open with the front."""
        self._pages = tuple(pages)
        self._place = 0
        if pages:
            self.open()
            self.update()

    def keys(self) -> dict[str, Callable[[], object]]:
        return {
            "Esc": self.hide, "Alt+X": self.hide, "Right": self.turn_on, "Left": self.turn_back,
            "PgDown": self.turn_on, "PgUp": self.turn_back,
        }  # fmt: skip

    def turn_on(self) -> None:
        """Show the next page."""
        self._place = min(self._place + 1, len(self._pages) - 1)
        self.update()

    def turn_back(self) -> None:
        """Show the page before."""
        self._place = max(0, self._place - 1)
        self.update()

    def box(self) -> QRect:
        return self.rect().adjusted(24, 12, -24, -12)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self._pages:
            return
        look = theme.current()
        painter = QPainter(self)
        inner = self.box().adjusted(16, 10, -16, -10)
        foot = QRect(inner.left(), inner.bottom() - look.px(24), inner.width(), look.px(24))
        paint_page(painter, self._pages[self._place], inner.adjusted(0, 0, 0, -look.px(30)), centred=True)
        said = self.tr("Mặt {} / {}. Mũi tên: lật giấy. Esc: đóng.").format(self._place + 1, len(self._pages))
        words(painter, look, foot, said, size=13, tone="ink2", align=Qt.AlignmentFlag.AlignHCenter)


def paint_page(painter: QPainter, page: QImage, room: QRect, *, centred: bool = False) -> QRect:
    """Paint a page as large as fits into ``room`` and return where it came to lie."""
    size = page.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left = room.left() + ((room.width() - size.width()) // 2 if centred else 0)
    box = QRect(QPoint(left, room.top()), size)
    ratio = painter.device().devicePixelRatioF()
    sharp = page.scaled(size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    sharp.setDevicePixelRatio(ratio)
    painter.drawImage(box.topLeft(), sharp)
    look = theme.current()
    if look.name == "light":  # white paper needs an edge only on a white card
        painter.setPen(look.color("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0, 0, -1, -1))
    return box
