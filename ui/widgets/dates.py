"""The promised moment, large, and the strip of days that explains it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import BOLD, REGULAR, SEMIBOLD, Theme
from ui.widgets.painting import rounded, text_width, words

COUNTED, WEEKEND, HOLIDAY, SWAPPED, RECEIVED, DUE = "counted", "weekend", "holiday", "swapped", "received", "due"
MOST_CELLS = 14


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """A day of the strip: which, how it counted (one of the names above), and a word under it."""

    day: date
    kind: str
    word: str = ""


class BigDate(QWidget):
    """Hour at 40, weekday and date beside it; or the sentence that says why there is none."""

    def __init__(self, *, size: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._moment: datetime | None = None
        self._sentence = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_moment(self, moment: datetime | None, sentence: str = "") -> None:
        """Show a moment, or ``sentence`` in its place when there is none."""
        self._moment, self._sentence = moment, sentence
        self.setAccessibleName(
            self.tr("Hẹn trả {}").format(f"{moment:%H:%M} {self._weekday(moment)} {moment:%d/%m/%Y}")
            if moment
            else sentence
        )
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.current().px(220), theme.current().px(self._size * 1.45))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        if self._moment is None:
            font = look.font(15, SEMIBOLD)
            painter.setFont(font)
            painter.setPen(look.color("ink3"))
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(self.rect(), flags, self._sentence)
            return
        hour = f"{self._moment:%H:%M}"
        words(painter, look, self.rect(), hour, size=self._size, weight=BOLD, tone="accent")
        left = text_width(look, hour, self._size, BOLD) + 14
        half = self.height() // 2
        side = QRect(left, 0, self.width() - left, half)
        words(painter, look, side, self._weekday(self._moment), size=16, weight=SEMIBOLD)
        words(painter, look, side.translated(0, half), f"{self._moment:%d/%m/%Y}", size=18, weight=SEMIBOLD)

    def _weekday(self, moment: datetime) -> str:
        return weekday_names()[moment.weekday()]


def weekday_names() -> tuple[str, ...]:
    """Return the weekdays in full, Monday first."""
    say = QCoreApplication.translate
    return (
        say("Weekday", "Thứ Hai"), say("Weekday", "Thứ Ba"), say("Weekday", "Thứ Tư"), say("Weekday", "Thứ Năm"),
        say("Weekday", "Thứ Sáu"), say("Weekday", "Thứ Bảy"), say("Weekday", "Chủ nhật"),
    )  # fmt: skip


def weekdays_in_a_sentence() -> tuple[str, ...]:
    """Return the weekdays as they stand inside a sentence, Monday first: "thứ Tư"."""
    say = QCoreApplication.translate
    return (
        say("Weekday", "thứ Hai"), say("Weekday", "thứ Ba"), say("Weekday", "thứ Tư"), say("Weekday", "thứ Năm"),
        say("Weekday", "thứ Sáu"), say("Weekday", "thứ Bảy"), say("Weekday", "Chủ nhật"),
    )  # fmt: skip


def weekday_marks() -> tuple[str, ...]:
    """Return the weekdays' short marks, Monday first."""
    say = QCoreApplication.translate
    return (
        say("Weekday", "T2"), say("Weekday", "T3"), say("Weekday", "T4"), say("Weekday", "T5"),
        say("Weekday", "T6"), say("Weekday", "T7"), say("Weekday", "CN"),
    )  # fmt: skip


class DayStrip(QWidget):
    """A cell a day from receiving to the promised one; days that do not count are hatched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: tuple[DayCell | int, ...] = ()
        self._days: tuple[DayCell, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: Sequence[DayCell]) -> None:
        """Show the days; more than 14 are folded in the middle into "… n ngày …"."""
        self._days = tuple(days)
        self._cells = fold_days(days)
        self.setAccessibleName(", ".join(f"{cell.day:%d/%m} {cell.word}".strip() for cell in days))
        self.setVisible(bool(days))
        self.update()

    def days(self) -> tuple[DayCell, ...]:
        """Return every day, also those that are folded away."""
        return self._days

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.current().px(300), theme.current().px(60))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.current().px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if not self._cells:
            return
        look = theme.current()
        painter = QPainter(self)
        shares = sum(2 if isinstance(cell, int) else 1 for cell in self._cells)
        gap = 4
        unit = min(look.px(56), (self.width() + gap) / shares)
        left = 0.0
        for cell in self._cells:
            wide = unit * (2 if isinstance(cell, int) else 1)
            box = QRect(round(left), 0, round(left + wide) - round(left) - gap, look.px(40))
            if isinstance(cell, int):
                self._paint_fold(painter, look, box, cell)
            else:
                self._paint_day(painter, look, box, cell)
            left += wide

    def _paint_fold(self, painter: QPainter, look: Theme, box: QRect, days: int) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        words(painter, look, box, self.tr("… {} ngày …").format(days), size=12, tone="ink3", align=centre)

    def _paint_day(self, painter: QPainter, look: Theme, box: QRect, cell: DayCell) -> None:
        fill, edge, ink = _day_colors(look, cell.kind)
        rounded(painter, box, 5, fill, edge)
        if cell.kind in (WEEKEND, HOLIDAY, SWAPPED):
            _hatch(painter, box, edge or look.line)
        centre = Qt.AlignmentFlag.AlignHCenter
        half = box.height() // 2
        mark = weekday_marks()[cell.day.weekday()]
        strong = REGULAR if cell.kind in (WEEKEND, HOLIDAY, SWAPPED) else BOLD
        words(painter, look, QRect(box.left(), 2, box.width(), half), mark, size=12, tone=ink, align=centre)
        low = QRect(box.left(), half - 1, box.width(), half)
        words(painter, look, low, f"{cell.day:%d}", size=15, weight=strong, tone=ink, align=centre)
        if cell.word:
            under = QRect(box.left() - 8, box.bottom() + 1, box.width() + 16, look.px(19))
            tone = "accent" if cell.kind == DUE else ink
            size = 12 if text_width(look, cell.word, 12) <= under.width() else 10.5
            words(painter, look, under, cell.word, size=size, tone=tone, align=centre)


def fold_days(days: Sequence[DayCell]) -> tuple[DayCell | int, ...]:
    """Return at most 14 cells: the first ones, how many days are left out as a number, the last ones."""
    if len(days) <= MOST_CELLS:
        return tuple(days)
    left_out = len(days) - (MOST_CELLS - 2)
    head = (MOST_CELLS - 2) // 2
    return (*days[:head], left_out, *days[head + left_out :])


def _day_colors(look: Theme, kind: str) -> tuple[str, str | None, str]:
    if kind == DUE:
        return look.accent, None, "on_accent"
    if kind == WEEKEND:
        return look.sunken, look.line, "ink3"
    if kind in (HOLIDAY, SWAPPED):
        return look.warn_soft, look.warn_edge, "warn"
    return look.accent_soft, None, "accent"


def _hatch(painter: QPainter, box: QRect, color: str) -> None:
    path = QPainterPath()
    path.addRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 5, 5)
    shade = QColor(color)
    shade.setAlphaF(0.45)
    painter.fillPath(path, QBrush(shade, Qt.BrushStyle.BDiagPattern))
