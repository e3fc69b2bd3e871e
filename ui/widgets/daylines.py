"""The table of "Vì sao ngày này?": one line a day, how it counted, how much it gave."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from ui import theme
from ui.theme import SEMIBOLD, Theme
from ui.widgets.dates import DUE, HOLIDAY, SWAPPED, WEEKEND
from ui.widgets.painting import text_width, words

_ROW = 36


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """A line: the day ("T4 24/04"), a kind as in `dates`, what it is, what was counted of it, how much."""

    day: str
    kind: str
    act: str
    span: str = ""
    amount: str = ""


class DayLines(QWidget):
    """The painted lines; put it into a panel by `scrolled` when there may be many."""

    def __init__(self, lines: Sequence[DayLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = tuple(lines)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        spoken = [" ".join(part for part in (one.day, one.act, one.span, one.amount) if part) for one in lines]
        self.setAccessibleName(". ".join(spoken))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(420, theme.current().px(_ROW) * len(self._lines))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        high = look.px(_ROW)
        for place, line in enumerate(self._lines):
            box = QRect(0, place * high, self.width(), high)
            if box.intersects(event.rect()):
                self._paint_line(painter, look, box, line)

    def _paint_line(self, painter: QPainter, look: Theme, box: QRect, line: DayLine) -> None:
        ground, ink = {
            WEEKEND: ("sunken", "ink3"), HOLIDAY: ("warn_soft", "warn"), SWAPPED: ("warn_soft", "warn"),
            DUE: ("accent_soft", "accent"),
        }.get(line.kind, ("surface", "ink"))  # fmt: skip
        painter.fillRect(box, look.color(ground))
        painter.fillRect(QRect(box.left(), box.top(), box.width(), 1), look.color("line"))
        day = QRect(box.left() + 10, box.top(), look.px(86), box.height())
        act = QRect(day.right() + 6, box.top(), look.px(118), box.height())
        wide = text_width(look, line.amount, 14, SEMIBOLD)
        amount = QRect(box.right() - 10 - wide, box.top(), wide, box.height())
        span = QRect(act.right() + 8, box.top(), amount.left() - 8 - (act.right() + 8), box.height())
        right = Qt.AlignmentFlag.AlignRight
        words(painter, look, day, line.day, size=13, weight=SEMIBOLD, tone=ink)
        words(painter, look, act, line.act, size=14, tone=ink)
        self._paint_span(painter, look, span, line.span, tone=ink if ink == "warn" else "ink2")
        words(painter, look, amount, line.amount, size=14, weight=SEMIBOLD, tone=ink, align=right)

    def _paint_span(self, painter: QPainter, look: Theme, box: QRect, text: str, *, tone: str) -> None:
        """Paint what was counted: on two lines of smaller type where one has no room for it."""
        if text_width(look, text, 13) <= box.width():
            words(painter, look, box, text, size=13, tone=tone)
            return
        painter.setFont(look.font(12))
        painter.setPen(look.color(tone))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, text)


def scrolled(part: QWidget) -> QScrollArea:
    """Return ``part`` in a scroll area that shows all of it when there is room."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    part.setProperty("ground", "page")
    area.setWidget(part)
    area.setMinimumHeight(min(part.sizeHint().height() + 2, 420))
    return area
