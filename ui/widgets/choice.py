"""A choice of one among few, all seen at once: one Tab stop, arrows move."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import REGULAR, SEMIBOLD, Theme
from ui.widgets.painting import rounded, text_width, words

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


def segment_boxes(look: Theme, rect: QRect, options: Sequence[str]) -> list[QRect]:
    """Divide ``rect`` among the options, each as wide as its words need."""
    wanted = [text_width(look, option, 13, SEMIBOLD) + 20 for option in options]
    spare = rect.width() - 6 - sum(wanted)
    left = rect.left() + 3
    boxes = []
    for place, width in enumerate(wanted):
        share = spare * (place + 1) // len(wanted) - spare * place // len(wanted)
        boxes.append(QRect(left, rect.top() + 3, width + share, rect.height() - 6))
        left += width + share
    return boxes


def wrapped_boxes(look: Theme, rect: QRect, options: Sequence[str]) -> list[QRect]:
    """Divide ``rect`` among the options on as many lines as their words need."""
    lines: list[list[str]] = [[]]
    for option in options:
        if lines[-1] and _least_width(look, [*lines[-1], option]) > rect.width():
            lines.append([])
        lines[-1].append(option)
    high = rect.height() // len(lines)
    boxes: list[QRect] = []
    for place, line in enumerate(lines):
        boxes += segment_boxes(look, QRect(rect.left(), rect.top() + place * high, rect.width(), high), line)
    return boxes


def _least_width(look: Theme, options: Sequence[str]) -> int:
    return 6 + sum(text_width(look, option, 13, SEMIBOLD) + 12 for option in options)


def segments_width(look: Theme, options: Sequence[str]) -> int:
    """Return how wide a segmented choice is."""
    return 6 + sum(text_width(look, option, 13, SEMIBOLD) + 20 for option in options)


def paint_segments(
    painter: QPainter,
    look: Theme,
    rect: QRect,
    options: Sequence[str],
    chosen: int,
    enabled: bool = True,
    *,
    boxes: Sequence[QRect] = (),
) -> None:
    """Paint a segmented choice: chosen = border, soft ground and bold, so colour is never alone."""
    rounded(
        painter, rect, 6, look.surface if enabled else look.sunken, look.field if enabled else look.line, look.border
    )
    for place, box in enumerate(boxes or segment_boxes(look, rect, options)):
        on = place == chosen
        if on:
            rounded(painter, box, 4, look.accent_soft, look.accent if enabled else look.line, look.border)
        tone = ("accent" if on else "ink2") if enabled else "off"
        centre = Qt.AlignmentFlag.AlignHCenter
        words(painter, look, box, options[place], size=13, weight=SEMIBOLD if on else REGULAR, tone=tone, align=centre)


class SegmentedChoice(QWidget):
    """Options side by side.

    Signals:
        chosen: The clerk chose another option; carries its index.
    """

    chosen = Signal(int)

    def __init__(
        self, name: str, options: Sequence[str], *, height: int = 36, wraps: bool = False, parent: QWidget | None = None
    ) -> None:
        """Create the choice with nothing chosen (-1).

        Args:
            name: What a screen reader says first.
            options: Their words.
            height: Of one line.
            wraps: Whether it goes on in a second line where there is no room, in place of asking for the room.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self._name = name
        self._options = tuple(options)
        self._index = -1
        self._height = height
        self._wraps = wraps
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        across = QSizePolicy.Policy.Preferred if wraps else QSizePolicy.Policy.Minimum
        self._lines = 1
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self._speak()

    @property
    def index(self) -> int:
        """The chosen option, -1 for none."""
        return self._index

    @property
    def options(self) -> tuple[str, ...]:
        """The words of the options."""
        return self._options

    def set_index(self, index: int) -> None:
        """Choose from the program's side; no signal."""
        self._index = index if 0 <= index < len(self._options) else -1
        self._speak()
        self.update()

    def set_options(self, options: Sequence[str], index: int = -1) -> None:
        """Replace the options."""
        self._options = tuple(options)
        self._count_lines()
        self.set_index(index)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        look = theme.current()
        return QSize(segments_width(look, self._options), look.px(self._height) * self._lines)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        look = theme.current()
        if self._wraps:
            widest = max((segments_width(look, [option]) for option in self._options), default=0)
            return QSize(widest, look.px(self._height) * self._lines)
        least = 6 + sum(text_width(look, option, 13, REGULAR) + 8 for option in self._options)
        return QSize(least, look.px(self._height))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._count_lines()

    def _count_lines(self) -> None:
        """Ask for as many lines as this width needs."""
        lines = max(1, len({box.top() for box in self.boxes()})) if self._wraps else 1
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.StyleChange:
            self._count_lines()
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = event.key()
        if key in _BACK:
            self._choose(max(0, self._index - 1))
        elif key in _ON:
            self._choose(min(len(self._options) - 1, self._index + 1))
        elif key == Qt.Key.Key_Home:
            self._choose(0)
        elif key == Qt.Key.Key_End:
            self._choose(len(self._options) - 1)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 < len(self._options) and not event.modifiers():
            self._choose(key - Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        for place, box in enumerate(self.boxes()):
            if box.contains(event.position().toPoint()):
                self._choose(place)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look, boxes = theme.current(), self.boxes()
        paint_segments(QPainter(self), look, self.rect(), self._options, self._index, self.isEnabled(), boxes=boxes)

    def boxes(self) -> list[QRect]:
        """Return where each option is seen."""
        divide = wrapped_boxes if self._wraps else segment_boxes
        return divide(theme.current(), self.rect(), self._options)

    def _choose(self, index: int) -> None:
        if index == self._index or not self._options:
            return
        self._index = index
        self._speak()
        self.update()
        self.chosen.emit(index)

    def _speak(self) -> None:
        said = self._options[self._index] if 0 <= self._index < len(self._options) else self.tr("chưa chọn")
        self.setAccessibleName(f"{self._name}: {said}")
        self.setAccessibleDescription(self.tr("Mũi tên để chọn"))
