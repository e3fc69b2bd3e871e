"""Decisions by which nobody is given an appointment: a row each, with a grid of the half-days of the week."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.same_day import HalfDay
from ui import theme
from ui.presenters.setting_texts import (
    Span,
    TypedWrongly,
    days_of,
    half_days_of,
    read_span,
    span_text,
    typed_day,
)
from ui.widgets.dates import weekday_marks
from ui.widgets.labels import Caption

_HALVES = tuple(HalfDay)
_WEEK = 7
_STEPS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


class HalfDayGrid(QWidget):
    """Fourteen boxes, one Tab stop: arrows move, Space ticks.

    Signals:
        edited: A box was ticked or cleared.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        marks = weekday_marks()
        names = (self.tr("Sáng"), self.tr("Chiều"))
        self._boxes: dict[tuple[int, int], QCheckBox] = {}
        for column, mark in enumerate(marks):
            grid.addWidget(Caption(mark), 0, column + 1, Qt.AlignmentFlag.AlignHCenter)
        for row, name in enumerate(names):
            grid.addWidget(Caption(name), row + 1, 0)
            for column in range(_WEEK):
                box = self._boxes[row, column] = QCheckBox()
                box.setAccessibleName(f"{name} {marks[column]}")
                box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
                box.installEventFilter(self)
                box.toggled.connect(self.edited)
                grid.addWidget(box, row + 1, column + 1)
        self._boxes[0, 0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def boxes(self) -> list[QCheckBox]:
        """Return every box."""
        return list(self._boxes.values())

    def box(self, weekday: int, half: HalfDay) -> QCheckBox:
        """Return one box."""
        return self._boxes[_HALVES.index(half), weekday]

    def half_days(self) -> frozenset[tuple[int, HalfDay]]:
        """Return what is ticked."""
        return frozenset((column, _HALVES[row]) for (row, column), box in self._boxes.items() if box.isChecked())

    def put(self, half_days: Collection[tuple[int, HalfDay]]) -> None:
        """Tick these; nothing counts as edited."""
        for (row, column), box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked((column, _HALVES[row]) in half_days)
            box.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.modifiers():
            return False
        step = _STEPS.get(Qt.Key(event.key()))
        place = next((place for place, box in self._boxes.items() if box is watched), None)
        if step is None or place is None:
            return False
        self._go(place, (place[0] + step[0], place[1] + step[1]))
        return True

    def _go(self, old: tuple[int, int], new: tuple[int, int]) -> None:
        if new in self._boxes:
            self._boxes[old].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._boxes[new].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._boxes[new].setFocus(Qt.FocusReason.TabFocusReason)


class SpanRow(QWidget):
    """One decision.

    Signals:
        edited: Something of it was changed.
    """

    edited = Signal()

    def __init__(self, span: Span = ("", "", "", "")) -> None:
        super().__init__()
        self.since, self.until, self.decision = QLineEdit(), QLineEdit(), QLineEdit()
        self.grid = HalfDayGrid()
        since, until, days, decision = span
        for edit, text, name, hint, width in (
            (self.since, typed_day(since), self.tr("Từ ngày"), self.tr("từ ngày"), 124),
            (self.until, typed_day(until), self.tr("Đến ngày"), self.tr("đến ngày"), 124),
            (self.decision, decision, self.tr("Số văn bản"), self.tr("số và ngày của văn bản"), 0),
        ):
            edit.setText(text)
            edit.setCursorPosition(0)
            edit.setAccessibleName(name)
            edit.setPlaceholderText(hint)
            edit.setMaxLength(200)
            if width:
                edit.setFixedWidth(theme.current().px(width))
            edit.textChanged.connect(self.edited)
        self.grid.put(half_days_of(days))
        self.grid.edited.connect(self.edited)
        left = QHBoxLayout()
        left.setSpacing(8)
        for part, share in ((self.since, 0), (self.until, 0), (self.decision, 1)):
            left.addWidget(part, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(6)
        column.addLayout(left)
        column.addWidget(self.grid, 0, Qt.AlignmentFlag.AlignLeft)

    def stops(self) -> list[QWidget]:
        """Return what takes the focus, in the order of Tab."""
        return [self.since, self.until, self.decision, *self.grid.boxes()]

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it: then it is no decision."""
        texts = (self.since.text(), self.until.text(), self.decision.text())
        return not any(text.strip() for text in texts) and not self.grid.half_days()

    def text(self) -> str:
        """Return it as one line, typed wrongly or not."""
        days = days_of(self.grid.half_days())
        return span_text(self.since.text().strip(), self.until.text().strip(), days, self.decision.text().strip())

    def span(self, today: date) -> Span:
        """Return it as the setting keeps it; raise `TypedWrongly` where a date is none."""
        return read_span(self.since.text(), self.until.text(), self.grid.half_days(), self.decision.text(), today)


class SpanEditor(QWidget):
    """The decisions, and one empty row for the next.

    Signals:
        edited: Something was changed.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[SpanRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.put(())

    def rows(self) -> list[SpanRow]:
        """Return the rows, the empty one last."""
        return self._rows

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802
        """Go to the first decision."""
        self._rows[0].since.setFocus(reason)

    def put(self, spans: Sequence[Span]) -> None:
        """Show other decisions."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for span in spans:
            self._add(SpanRow(span))
        self._add(SpanRow())

    def text(self) -> str:
        """Return the decisions as they stand, a line each, typed wrongly or not."""
        return "\n".join(row.text() for row in self._rows if not row.is_empty)

    def value(self, today: date) -> tuple[Span, ...]:
        """Return the decisions as the setting keeps them.

        Raises:
            TypedWrongly: A date cannot be read.
        """
        found = []
        for number, row in enumerate((row for row in self._rows if not row.is_empty), 1):
            try:
                found.append(row.span(today))
            except TypedWrongly as wrong:
                raise TypedWrongly(self.tr("Dòng {}: {}").format(number, wrong.words)) from wrong
        return tuple(found)

    def _add(self, row: SpanRow) -> None:
        chain = [self._rows[-1].stops()[-1] if self._rows else self, *row.stops()]
        self._rows.append(row)
        self._column.addWidget(row)
        row.show()  # at once: the next Tab may want to go there
        row.edited.connect(self._hear)
        for before, after in itertools.pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _hear(self) -> None:
        if not self._rows[-1].is_empty:
            self._add(SpanRow())
        self.edited.emit()
