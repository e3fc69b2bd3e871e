"""How rows of a list are painted: a name, one or two lines under it, a chip at the right; group heads between."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.theme import SEMIBOLD, Theme
from ui.widgets.painting import CHIP_HEIGHT, chip_size, paint_chip, words

_Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """What a row shows.

    Attributes:
        key: What the screen needs to open it (a dossier id); None for a group head.
        head: The bold first line, or the group's name.
        lines: One or two lines under it; their number makes the row 48 or 68 high.
        side: A word in the middle of the row (who works on it).
        chip, chip_tone, chip_icon: The state at the right.
        tone: Colour token of a group head.
    """

    key: object
    head: str
    lines: tuple[str, ...] = ()
    side: str = ""
    chip: str = ""
    chip_tone: str = "quiet"
    chip_icon: str = ""
    tone: str = "ink2"

    @property
    def is_group(self) -> bool:
        """Whether this is a group's head, which cannot be chosen."""
        return self.key is None


class RowModel(QAbstractListModel):
    """Read-only rows; replaced whole by `show`, never edited cell by cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ListRow, ...] = ()

    def show(self, rows: Sequence[ListRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, place: int) -> ListRow | None:
        """Return a row, None where there is none."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def first_place(self) -> int:
        """Return the place of the first row that can be chosen, -1 when there is none."""
        return next((place for place, row in enumerate(self._rows) if not row.is_group), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.head
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (row.head, *row.lines, row.side, row.chip) if part)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self._rows[index.row()].is_group:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowDelegate(QStyledItemDelegate):
    """Paints a `ListRow`; its parent is the list.

    The list is asked which row is current, not the option: loading QStyle's flags costs 5 to 10 ms of the start.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        row = index.data(ROW_ROLE)
        high = 30 if row.is_group else 68 if len(row.lines) > 1 else 48 if row.lines else 36
        return QSize(200, theme.current().px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look = theme.current()
        row = index.data(ROW_ROLE)
        box = QRect(option.rect)
        painter.save()
        if row.is_group:
            low = box.adjusted(14, look.px(6), -14, 0)
            words(painter, look, low, row.head.upper(), size=12, weight=SEMIBOLD, tone=row.tone)
        else:
            self._paint_ground(painter, look, box, index)
            self._paint_row(painter, look, box.adjusted(14, 0, -14, 0), row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, look: Theme, box: QRect, index: _Index) -> None:
        view = self.parent()
        if isinstance(view, QAbstractItemView) and view.currentIndex() == index:
            painter.fillRect(box, look.color("accent_soft"))
            has_focus = view.hasFocus()
            painter.fillRect(
                QRect(box.left(), box.top(), 4, box.height()), look.color("focus" if has_focus else "field")
            )
            if has_focus:
                # Filled, not drawn: at 150 % a pen reaches into the next row and stays there when the choice moves on.
                edge = look.color("focus")
                painter.fillRect(QRect(box.left(), box.top(), box.width(), 1), edge)
                painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), edge)
                painter.fillRect(QRect(box.right(), box.top(), 1, box.height()), edge)
            return
        painter.fillRect(QRect(box.left() + 14, box.bottom(), box.width() - 28, 1), look.color("line"))

    def _paint_row(self, painter: QPainter, look: Theme, box: QRect, row: ListRow) -> None:
        room = box.width()
        if row.chip:
            size = chip_size(look, row.chip, row.chip_icon)
            top = box.top() + (look.px(10) if len(row.lines) > 1 else (box.height() - look.px(CHIP_HEIGHT)) // 2)
            chip = QRect(box.right() - size.width(), top, size.width(), size.height())
            paint_chip(painter, look, chip, row.chip, row.chip_tone, row.chip_icon)
            room -= size.width() + 12
        if row.side:
            middle = box.left() + int(box.width() * 0.66)
            side = QRect(middle, box.top(), box.left() + room - middle, box.height())
            words(painter, look, side, row.side, size=13, tone="ink2")
            room = middle - box.left() - 12
        step = look.px(20)
        y = box.top() + (box.height() - step * (1 + len(row.lines))) // 2
        words(painter, look, QRect(box.left(), y, room, step), row.head, size=14, weight=SEMIBOLD)
        for place, line in enumerate(row.lines, start=1):
            wide = room if place == 1 else box.width() - (0 if not row.chip else 20)
            tone = "ink2" if place == 1 else "ink3"
            words(painter, look, QRect(box.left(), y + step * place, wide, step), line, size=12, tone=tone)
