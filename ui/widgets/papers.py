"""The papers a citizen hands in: a row each, ticked, sorted by kind and counted without leaving the keyboard."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme
from ui.theme import SEMIBOLD, Theme
from ui.widgets.choice import paint_segments, segment_boxes, segments_width
from ui.widgets.icons import paint_icon
from ui.widgets.painting import rounded, text_width, words

_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole.UserRole
_HEIGHT = 37
_MOST = 99
KINDS = 4


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A paper as the list shows it.

    Attributes:
        key: The screen's own name for it.
        name: The paper's name.
        note: Small words after it ("bắt buộc · nộp", "khi nộp thay").
        required: Whether it must be there.
        ticked: Whether it was handed in.
        kind: 0 original, 1 certified copy, 2 plain copy, 3 electronic.
        quantity: How many; 0 while not ticked.
    """

    key: str
    name: str
    note: str = ""
    required: bool = False
    ticked: bool = False
    kind: int = 0
    quantity: int = 0


class PaperModel(QAbstractListModel):
    """The rows; a row is replaced, never edited."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[PaperRow, ...] = ()
        self.kinds: tuple[str, ...] = ()

    def show(self, rows: Sequence[PaperRow]) -> None:
        """Show other papers."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def replace(self, place: int, row: PaperRow) -> None:
        """Put another value into a row."""
        self.rows = (*self.rows[:place], row, *self.rows[place + 1 :])
        index = self.index(place)
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == _ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = f"{self.kinds[row.kind]}, {row.quantity}" if row.ticked else self.tr("chưa nộp")
            return ". ".join(part for part in (row.name, row.note, state) if part)
        return None


class PaperDelegate(QStyledItemDelegate):
    """Paints tick, name, note, the choice of kind and the stepper, and tells where they lie."""

    def __init__(self, kinds: Sequence[str], parent: QListView) -> None:
        super().__init__(parent)
        self._list = parent
        self.kinds = tuple(kinds)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        return QSize(300, theme.current().px(_HEIGHT))

    def parts(self, box: QRect) -> dict[str, QRect]:
        """Return the boxes of a row's parts: tick, name, kind, minus, number, plus."""
        look = theme.current()
        high = look.px(30)
        top = box.top() + (box.height() - high) // 2
        step = look.px(30)
        wide = look.px(92)
        stepper = QRect(box.right() - wide - 2, top, wide, high)
        kind = QRect(
            stepper.left() - segments_width(look, self.kinds) - 10, top, segments_width(look, self.kinds), high
        )
        side = look.px(19)
        tick = QRect(box.left() + 6, box.top() + (box.height() - side) // 2, side, side)
        return {
            "tick": tick,
            "name": QRect(tick.right() + 11, box.top(), kind.left() - tick.right() - 20, box.height()),
            "kind": kind,
            "stepper": stepper,
            "minus": QRect(stepper.left(), top, step, high),
            "number": QRect(stepper.left() + step, top, wide - 2 * step, high),
            "plus": QRect(stepper.right() - step + 1, top, step, high),
        }

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look = theme.current()
        row: PaperRow = index.data(_ROLE)
        box = QRect(option.rect)
        parts = self.parts(box)
        painter.save()
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), look.color("line"))
        if self._list.hasFocus() and self._list.currentIndex() == index:
            painter.fillRect(box.adjusted(0, 0, 0, -1), look.color("accent_soft"))
            rounded(painter, box.adjusted(0, 0, 0, -1), 5, None, look.focus, 2)
        self._paint_tick(painter, look, parts["tick"], row.ticked)
        self._paint_words(painter, look, parts["name"], row)
        paint_segments(painter, look, parts["kind"], self.kinds, row.kind if row.ticked else -1)
        self._paint_stepper(painter, look, parts, row)
        painter.restore()

    def is_cut(self, box: QRect, row: PaperRow) -> bool:
        """Return whether a row of this size has no room for the whole name."""
        look, room = theme.current(), self.parts(box)["name"].width()
        one_line = text_width(look, row.name, 14) + (9 + text_width(look, row.note, 12) if row.note else 0)
        return one_line > room and text_width(look, row.name, 13 if row.note else 14) > room

    def _paint_words(self, painter: QPainter, look: Theme, box: QRect, row: PaperRow) -> None:
        """Paint name and note on one line, or, where they are too long for it, one under the other."""
        ink = "ink" if row.ticked or row.required else "ink2"
        needed = text_width(look, row.name, 14) + 9 + text_width(look, row.note, 12)
        if not row.note or needed <= box.width():
            wide = words(painter, look, box, row.name, size=14, tone=ink)
            words(painter, look, box.adjusted(wide + 9, 1, 0, 0), row.note, size=12, tone="ink3")
            return
        upper = QRect(box.left(), box.top() + 1, box.width(), look.px(20))
        lower = QRect(box.left(), upper.bottom() - 1, box.width(), look.px(15))
        words(painter, look, upper, row.name, size=13, tone=ink)
        words(painter, look, lower, row.note, size=11, tone="ink3")

    def _paint_tick(self, painter: QPainter, look: Theme, box: QRect, ticked: bool) -> None:
        if not ticked:
            rounded(painter, box, 4, look.surface, look.field, look.border)
            return
        rounded(painter, box, 4, look.accent)
        paint_icon(painter, "check", look.on_accent, box.adjusted(2, 2, -2, -2))

    def _paint_stepper(self, painter: QPainter, look: Theme, parts: dict[str, QRect], row: PaperRow) -> None:
        rounded(painter, parts["stepper"], 6, look.surface, look.field, look.border)
        ink = look.ink if row.ticked else look.ink3
        for name in ("minus", "plus"):
            self._paint_sign(painter, parts[name], ink, upright=name == "plus")
        centre = Qt.AlignmentFlag.AlignHCenter
        tone, weight = ("ink", SEMIBOLD) if row.ticked else ("ink3", 400)
        words(painter, look, parts["number"], str(row.quantity), size=15, weight=weight, tone=tone, align=centre)

    def _paint_sign(self, painter: QPainter, box: QRect, ink: str, *, upright: bool) -> None:
        painter.setPen(QPen(QColor(ink), 1.5))
        centre = QPointF(box.center()) + QPointF(0.5, 0.5)
        painter.drawLine(centre - QPointF(5, 0), centre + QPointF(5, 0))
        if upright:
            painter.drawLine(centre - QPointF(0, 5), centre + QPointF(0, 5))


class PaperList(QListView):
    """One Tab stop: arrows move, Space ticks, 1-4 choose the kind, + and - count.

    Signals:
        changed: A row was changed by the clerk; carries its place.
        name_cut: Carries the whole name of the row in focus where the list has no room for it, else nothing.
    """

    changed = Signal(int)
    name_cut = Signal(str)

    def __init__(self, kinds: Sequence[str], parent: QWidget | None = None) -> None:
        """Create an empty list; ``kinds`` are the four words of the choice, in the order of `PaperRow.kind`."""
        super().__init__(parent)
        self._model = PaperModel(self)
        self._model.kinds = tuple(kinds)
        self._delegate = PaperDelegate(kinds, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Giấy tờ"))
        self.setAccessibleDescription(self.tr("Space đánh dấu, 1 đến 4 chọn loại, cộng trừ chọn số lượng"))

    def set_rows(self, rows: Sequence[PaperRow]) -> None:
        """Show the papers of a procedure; the first one becomes the current row."""
        self._model.show(rows)
        if rows:
            self.setCurrentIndex(self._model.index(0))
        self.updateGeometry()

    def add_row(self, row: PaperRow) -> None:
        """Add a paper at the end (one the clerk typed) and go to it."""
        self._model.show((*self._model.rows, row))
        self.setCurrentIndex(self._model.index(len(self._model.rows) - 1))
        self.updateGeometry()

    def rows(self) -> tuple[PaperRow, ...]:
        """Return the rows as they stand."""
        return self._model.rows

    def missing(self) -> int:
        """Return how many required papers are not ticked."""
        return sum(1 for row in self._model.rows if row.required and not row.ticked)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(420, theme.current().px(_HEIGHT) * max(1, len(self._model.rows)) + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        place = self.currentIndex().row()
        key = event.key()
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier) or place < 0:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self._tick(place)
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + KINDS:
            self._choose_kind(place, key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._count(place, 1)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self._count(place, -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        if not self.currentIndex().isValid() and self._model.rows:
            self.setCurrentIndex(self._model.index(0))
        super().focusInEvent(event)
        self._tell_cut()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._tell_cut()

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        self._tell_cut()

    def _tell_cut(self) -> None:
        place = self.currentIndex().row()
        if not self.hasFocus() or not 0 <= place < len(self._model.rows):
            self.name_cut.emit("")
            return
        row = self._model.rows[place]
        self.name_cut.emit(row.name if self._delegate.is_cut(self.visualRect(self.currentIndex()), row) else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mousePressEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if not index.isValid():
            return
        place = index.row()
        parts = self._delegate.parts(self.visualRect(index))
        if parts["minus"].contains(at):
            self._count(place, -1)
        elif parts["plus"].contains(at):
            self._count(place, 1)
        elif parts["kind"].contains(at):
            boxes = segment_boxes(theme.current(), parts["kind"], self._delegate.kinds)
            for kind, box in enumerate(boxes):
                if box.contains(at):
                    self._choose_kind(place, kind)
        elif at.x() < parts["kind"].left():
            self._tick(place)

    def _tick(self, place: int) -> None:
        row = self._model.rows[place]
        self._put(place, dataclasses.replace(row, ticked=not row.ticked, quantity=0 if row.ticked else 1))

    def _choose_kind(self, place: int, kind: int) -> None:
        row = self._model.rows[place]
        self._put(place, dataclasses.replace(row, ticked=True, kind=kind, quantity=max(1, row.quantity)))

    def _count(self, place: int, step: int) -> None:
        row = self._model.rows[place]
        quantity = min(_MOST, max(0, row.quantity + step))
        self._put(place, dataclasses.replace(row, ticked=quantity > 0, quantity=quantity))

    def _put(self, place: int, row: PaperRow) -> None:
        if row != self._model.rows[place]:
            self._model.replace(place, row)
            self.changed.emit(place)
