"""A table of figures as the screen shows it: cells with their words, what Enter opens behind each, what is typed."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui import labels
from ui.theme import REGULAR, SEMIBOLD

if TYPE_CHECKING:
    from cchc_desktop.domain.report import BehindLine

say = QCoreApplication.translate

_Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = Qt.ItemDataRole.UserRole


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FigureCell:
    """One cell.

    Attributes:
        text: What it says.
        tone: Colour token.
        weight: 400, 600 or 700.
        key: What Enter opens behind it; None for nothing.
        typed: Name of the figure that is typed here; empty where it is counted.
        is_words: Whether it is words, at the left, and no number.
        is_head: Whether it stands in a row that heads others.
    """

    text: str
    tone: str = "ink"
    weight: int = REGULAR
    key: object = None
    typed: str = ""
    is_words: bool = False
    is_head: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FigureSheet:
    """A whole table.

    Attributes:
        heads: Words over the columns; a line break makes two lines.
        rows: Their cells; a row of one cell is the head of a group and is passed over.
        widths: Of the columns in logical pixels; the first one takes what is left.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[FigureCell, ...], ...]
    widths: tuple[int, ...] = ()


def words_cell(text: str, **more: Any) -> FigureCell:
    """Return a cell of words."""
    return FigureCell(text=text, is_words=True, **more)


def group_row(text: str) -> tuple[FigureCell, ...]:
    """Return the head of a group, which cannot be chosen."""
    return (FigureCell(text=text, tone="ink2", weight=SEMIBOLD, is_words=True, is_head=True),)


class SheetModel(QAbstractTableModel):
    """A `FigureSheet` for a view.

    Signals:
        typed: A figure was typed; carries its name and the text.
    """

    typed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = FigureSheet(heads=(), rows=())

    @property
    def sheet(self) -> FigureSheet:
        """What is shown."""
        return self._sheet

    def show(self, sheet: FigureSheet) -> None:
        """Show another table."""
        self.beginResetModel()
        self._sheet = sheet
        self.endResetModel()

    def cell(self, row: int, column: int) -> FigureCell | None:
        """Return a cell, None where there is none."""
        rows = self._sheet.rows
        if not 0 <= row < len(rows) or not 0 <= column < len(rows[row]):
            return None
        return rows[row][column]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._sheet.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._sheet.heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index.row(), index.column())
        if cell is None:
            return None
        if role == CELL_ROLE:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell.text
        if role == Qt.ItemDataRole.EditRole:
            return "".join(sign for sign in cell.text if sign.isdecimal())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            first = self.cell(index.row(), 0)
            head = self._sheet.heads[index.column()].replace("\n", " ")
            return ". ".join(part for part in (first.text if first else "", head, cell.text) if part)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        cell = self.cell(index.row(), index.column())
        if cell is None or not cell.typed or role != Qt.ItemDataRole.EditRole:
            return False
        self.typed.emit(cell.typed, str(value))
        return True

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._sheet.heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._sheet.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            row = next((row for row in self._sheet.rows if len(row) > 1), ())
            is_words = not section or (section < len(row) and row[section].is_words)
            side = Qt.AlignmentFlag.AlignLeft if is_words else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self._sheet.rows[index.row()]
        if len(row) == 1:
            return Qt.ItemFlag.NoItemFlags
        can = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        cell = self.cell(index.row(), index.column())
        return can | Qt.ItemFlag.ItemIsEditable if cell is not None and cell.typed else can


class BehindModel(SheetModel):
    """The list behind a figure: its cells are made when they are seen, however long it is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[BehindLine] = ()

    def show_lines(self, lines: Sequence[BehindLine]) -> None:
        """Show other dossiers."""
        self.beginResetModel()
        self._lines = lines
        self._sheet = FigureSheet(heads=_behind_heads(), rows=(), widths=(0, 196, 136, 136, 136, 176))
        self.endResetModel()

    def cell(self, row: int, column: int) -> FigureCell | None:
        if not 0 <= row < len(self._lines) or not 0 <= column < len(self._sheet.heads):
            return None
        line = self._lines[row]
        finished = _moment(line.finished_at) if line.finished_at else "-"
        state, tone = labels.state(line.state) if line.state else ("", "quiet")
        if line.outcome == "overdue":
            state, tone = f"{state} · {labels.overdue()[0]}", "bad"
        texts = (line.procedure_name, line.code, _moment(line.received_at), _moment(line.due_at), finished, state)
        shade = {"quiet": "ink2", "accent": "ink"}.get(tone, tone) if column == len(texts) - 1 else "ink"
        return FigureCell(text=texts[column], tone=shade, key=line.code, is_words=True)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._lines)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return super().headerData(section, orientation, role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _behind_heads() -> tuple[str, ...]:
    return (
        say("BehindList", "Thủ tục"),
        say("BehindList", "Mã hồ sơ"),
        say("BehindList", "Nhận"),
        say("BehindList", "Hẹn trả"),
        say("BehindList", "Xong"),
        say("BehindList", "Tình trạng"),
    )


def _moment(at: Any) -> str:
    return f"{at:%H:%M %d/%m/%Y}"
