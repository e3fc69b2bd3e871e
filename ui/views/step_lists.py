"""Lists of a step's form that are ticked by keys: papers that are asked for with their counts, reasons of refusal."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop.domain.steps import SupplementItem
from ui import theme
from ui.presenters.step_form import AskedRow
from ui.theme import SEMIBOLD, Theme
from ui.widgets.icons import paint_icon
from ui.widgets.labels import Caption
from ui.widgets.painting import rounded, text_width, words

_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole.UserRole
_LOW, _HIGH = 42, 46
_COLUMN = 66
_MOST = 99
_LONGEST_NAME = 300


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TickRow:
    """A row: what it is, small words under it, whether it is ticked, and its counts where the list has columns."""

    key: str
    head: str
    line: str = ""
    is_ticked: bool = False
    counts: tuple[int, ...] = ()
    usual: tuple[int, ...] = ()
    """The counts with which a tick begins."""


class TickModel(QAbstractListModel):
    """The rows; a row is replaced, never edited."""

    def __init__(self, columns: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[TickRow, ...] = ()

    def show(self, rows: Sequence[TickRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def replace(self, place: int, row: TickRow) -> None:
        """Put another value into a row."""
        self.rows = (*self.rows[:place], row, *self.rows[place + 1 :])
        self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == _ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.head
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.is_ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            counts = [f"{name} {count}" for name, count in zip(self.columns, row.counts, strict=False) if count]
            state = ", ".join(counts) if counts else self.tr("đã chọn") if row.is_ticked else self.tr("chưa chọn")
            return ". ".join(part for part in (row.head, row.line, state) if part)
        return None


class TickDelegate(QStyledItemDelegate):
    """Paints tick, words and counts, and tells where they lie."""

    def __init__(self, parent: TickList) -> None:
        super().__init__(parent)
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        return QSize(300, self._list.row_height())

    def columns(self, box: QRect) -> list[QRect]:
        """Return the boxes of the counts, from left to right."""
        look, names = theme.current(), self._list.columns
        wide, high = look.px(_COLUMN), look.px(28)
        left, top = box.right() - wide * len(names) - 2, box.top() + (box.height() - high) // 2
        return [QRect(left + place * wide, top, wide - 4, high) for place in range(len(names))]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, box = theme.current(), QRect(option.rect)
        row: TickRow = index.data(_ROLE)
        is_current = self._list.hasFocus() and self._list.currentIndex() == index
        painter.save()
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), look.color("line"))
        if is_current:
            inner = box.adjusted(0, 0, 0, -1)
            painter.fillRect(inner, look.color("accent_soft"))
            rounded(painter, inner, 5, None, look.focus, 2)
        side = look.px(19)
        tick = QRect(box.left() + 6, box.top() + (box.height() - side) // 2, side, side)
        if row.is_ticked:
            rounded(painter, tick, 4, look.accent)
            paint_icon(painter, "check", look.on_accent, tick.adjusted(2, 2, -2, -2))
        else:
            rounded(painter, tick, 4, look.surface, look.field, look.border)
        columns = self.columns(box)
        right = columns[0].left() if columns else box.right()
        self._paint_words(painter, QRect(tick.right() + 11, box.top(), right - tick.right() - 19, box.height()), row)
        for place, column in enumerate(columns):
            self._paint_count(painter, column, row, place, is_marked=is_current and place == self._list.column)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRect, row: TickRow) -> None:
        look, tone = theme.current(), "ink" if row.is_ticked else "ink2"
        if not row.line and text_width(look, row.head, 14) <= box.width():
            words(painter, look, box, row.head, size=14, tone=tone)
            return
        if not row.line:  # two lines, the second ended by … where even they have no room
            first, rest = _halves(look, row.head, box.width())
            high = box.height() // 2
            words(painter, look, QRect(box.left(), box.top() + 2, box.width(), high - 2), first, size=13, tone=tone)
            words(
                painter, look, QRect(box.left(), box.top() + high - 1, box.width(), high - 2), rest, size=13, tone=tone
            )
            return
        upper = QRect(box.left(), box.top() + look.px(3), box.width(), look.px(22))
        lower = QRect(box.left(), upper.bottom() - 1, box.width(), look.px(18))
        words(painter, look, upper, row.head, size=14, tone=tone)
        words(painter, look, lower, row.line, size=12, tone="ink3")

    def _paint_count(self, painter: QPainter, box: QRect, row: TickRow, place: int, *, is_marked: bool) -> None:
        look, count = theme.current(), row.counts[place]
        edge = look.accent if is_marked or count else look.line
        rounded(painter, box, 6, look.accent_soft if count else look.surface, edge, look.border)
        tone, weight = ("accent", SEMIBOLD) if count else ("ink3", 400)
        said = f"{self._list.columns[place]} {count}" if count else self._list.columns[place]
        words(painter, look, box, said, size=12, weight=weight, tone=tone, align=Qt.AlignmentFlag.AlignHCenter)


class TickList(QListView):
    """One Tab stop: arrows move, Space ticks; with columns 1-3 choose one and + and - count.

    Signals:
        changed: The clerk changed a row.
        cut: Carries the whole words of the current row where the list has no room for them, else nothing.
    """

    changed = Signal()
    cut = Signal(str)

    def __init__(self, name: str, columns: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TickModel(columns, self)
        self.column = 0
        """The count that + and - change."""
        self.setModel(self._model)
        self.setItemDelegate(TickDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        said = (
            self.tr("Space chọn; 1 chính, 2 chứng thực, 3 sao; cộng trừ đổi số bản")
            if columns
            else self.tr("Space chọn")
        )
        self.setAccessibleDescription(said)

    @property
    def columns(self) -> tuple[str, ...]:
        """What is counted."""
        return self._model.columns

    @property
    def rows(self) -> tuple[TickRow, ...]:
        """The rows as they stand."""
        return self._model.rows

    def set_rows(self, rows: Sequence[TickRow]) -> None:
        """Show other rows; the row that was current stays current by its place."""
        place = max(0, self.currentIndex().row())
        self._model.show(rows)
        if rows:
            self.setCurrentIndex(self._model.index(min(place, len(rows) - 1)))
        self.updateGeometry()

    def row_height(self) -> int:
        """Return how high a row is."""
        return theme.current().px(_HIGH if any(row.line for row in self._model.rows) else _LOW)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(360, self.row_height() * max(1, len(self._model.rows)) + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        place, key = self.currentIndex().row(), event.key()
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier) or place < 0:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self._tick(place)
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + len(self.columns):
            self.column = key - Qt.Key.Key_1
            self._count(place, 0 if self.rows[place].counts[self.column] else 1)
        elif self.columns and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._count(place, 1)
        elif self.columns and key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self._count(place, -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mousePressEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        delegate = self.itemDelegate()
        if not index.isValid() or not isinstance(delegate, TickDelegate):
            return
        boxes = delegate.columns(self.visualRect(index))
        hit = next((place for place, box in enumerate(boxes) if box.contains(at)), None)
        if hit is None:
            self._tick(index.row())
        else:
            self.column = hit
            self._count(index.row(), 1)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._tell_cut()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.cut.emit("")

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        self._tell_cut()

    def _tell_cut(self) -> None:
        place = self.currentIndex().row()
        if not self.hasFocus() or not 0 <= place < len(self.rows):
            self.cut.emit("")
            return
        look, row = theme.current(), self.rows[place]
        room = self.viewport().width() - look.px(46) - look.px(_COLUMN) * len(self.columns)
        head = _halves(look, row.head, room)[1] if not row.line else row.head
        is_cut = text_width(look, head, 13 if not row.line else 14) > room or text_width(look, row.line, 12) > room
        self.cut.emit(". ".join(part for part in (row.head, row.line) if part) if is_cut else "")

    def _tick(self, place: int) -> None:
        row = self.rows[place]
        counts = tuple(0 for _ in row.counts) if row.is_ticked else row.usual
        self._put(place, dataclasses.replace(row, is_ticked=not row.is_ticked, counts=counts))

    def _count(self, place: int, step: int) -> None:
        row = self.rows[place]
        counts = list(row.counts)
        counts[self.column] = min(_MOST, max(0, counts[self.column] + step))
        self._put(place, dataclasses.replace(row, counts=tuple(counts), is_ticked=any(counts)))

    def _put(self, place: int, row: TickRow) -> None:
        self._model.replace(place, row)
        self.changed.emit()


class AskedPapers(QWidget):
    """The papers that are asked for: the procedure's list to tick, and others that are typed.

    Signals:
        changed: Carries the asked papers, `SupplementItem` each.
    """

    changed = Signal(object)

    def __init__(self, name: str, papers: Sequence[AskedRow]) -> None:
        super().__init__()
        self.list = TickList(name, (self.tr("chính"), self.tr("c.thực"), self.tr("sao")))
        self.other = QLineEdit()
        self.other.setMaxLength(_LONGEST_NAME)
        self.other.setPlaceholderText(self.tr("Giấy tờ khác, Enter để thêm"))
        self.other.setAccessibleName(self.tr("Giấy tờ khác"))
        self._whole = Caption(wrap=True)
        self._whole.hide()
        self._papers = {f"c{paper.seq}": paper for paper in papers}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.list, self._whole, self.other):
            column.addWidget(part)
        self._show(())
        self.setFocusProxy(self.list if papers else self.other)
        self.list.changed.connect(self._tell)
        self.list.cut.connect(self._show_whole)
        self.other.returnPressed.connect(self._add)
        self.other.editingFinished.connect(self._add)

    def put(self, items: Sequence[SupplementItem]) -> None:
        """Show papers that are asked for already."""
        self._show(items)

    def items(self) -> tuple[SupplementItem, ...]:
        """Return the papers that are ticked."""
        return tuple(self._item(row) for row in self.list.rows if row.is_ticked)

    def _show(self, items: Sequence[SupplementItem]) -> None:
        listed = {f"c{item.catalogue_seq}": item for item in items if item.catalogue_seq is not None}
        rows = [_row(key, paper, listed.get(key)) for key, paper in self._papers.items()]
        rows += [_typed(item.name, _counts(item)) for item in items if item.catalogue_seq is None]
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))

    def _item(self, row: TickRow) -> SupplementItem:
        paper = self._papers.get(row.key)
        originals, certified, copies = row.counts
        return SupplementItem(
            name=row.head,
            catalogue_seq=paper.seq if paper is not None else None,
            originals=originals,
            certified=certified,
            copies=copies,
        )

    def _add(self) -> None:
        name = " ".join(self.other.text().split())
        if not name:
            return
        self.other.clear()
        self.list.set_rows((*self.list.rows, _typed(name, (1, 0, 0))))
        self.list.show()
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.items())

    def _show_whole(self, text: str) -> None:
        self._whole.setText(text)
        self._whole.setVisible(bool(text))


def _halves(look: Theme, text: str, room: int) -> tuple[str, str]:
    """Break a name into a line that fits and the rest."""
    line = ""
    for place, word in enumerate(text.split()):
        longer = f"{line} {word}".strip()
        if line and text_width(look, longer, 13) > room:
            return line, " ".join(text.split()[place:])
        line = longer
    return line, ""


def _row(key: str, paper: AskedRow, item: SupplementItem | None) -> TickRow:
    usual = (paper.originals, 0, paper.copies) if paper.originals or paper.copies else (1, 0, 0)
    counts = _counts(item) if item is not None else (0, 0, 0)
    return TickRow(key=key, head=paper.name, is_ticked=item is not None, counts=counts, usual=usual)


def _typed(name: str, counts: tuple[int, int, int]) -> TickRow:
    return TickRow(key=f"t:{name}", head=name, is_ticked=True, counts=counts, usual=(1, 0, 0))


def _counts(item: SupplementItem) -> tuple[int, int, int]:
    return item.originals, item.certified, item.copies
