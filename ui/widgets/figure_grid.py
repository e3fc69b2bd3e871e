"""A table whose cells are walked by arrows: Enter opens what stands behind a figure, or types one in its place."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme
from ui.models.figure_sheet import CELL_ROLE, FigureCell, SheetModel
from ui.theme import SEMIBOLD, Theme
from ui.widgets.painting import words

_Index = QModelIndex | QPersistentModelIndex
_ROW, _HEAD, _LEAST_FIRST = 30, 44, 190
_MOST_DIGITS = 9
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class FigureGrid(QTableView):
    """Shows a `SheetModel`.

    Signals:
        opened: Enter or a double click on a cell with something behind it; carries its key.
        nothing_behind: The same on a cell that has nothing behind it.
    """

    opened = Signal(object)
    nothing_behind = Signal()

    def __init__(self, model: SheetModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = model
        self._names_row = False
        self.setModel(model)
        self.setItemDelegate(_FigureDelegate(self))
        self.setAccessibleName(name)
        self.setProperty("noRing", True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        self._dress()
        self.doubleClicked.connect(self._open)
        model.modelReset.connect(self._lay_columns)

    def set_choosing_rows(self) -> None:
        """Let the whole row look chosen: its cells all open the same."""
        self._names_row = True

    @property
    def chooses_rows(self) -> bool:
        """Whether the whole row is chosen."""
        return self._names_row

    def show_place(self, row: int, column: int) -> None:
        """Make a cell current; where it cannot be, the first that can."""
        for at in (row, *range(self._sheet.rowCount())):
            index = self._sheet.index(at, column)
            if index.isValid() and self._sheet.flags(index) & Qt.ItemFlag.ItemIsEnabled:
                self.setCurrentIndex(index)
                return

    def current_cell(self) -> FigureCell | None:
        """Return the cell that is current, None where there is none."""
        return self._sheet.cell(self.currentIndex().row(), self.currentIndex().column())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # what the editor of a cell did not want is nobody's
            return
        key, cell = event.key(), self.current_cell()
        held = event.modifiers() & ~_KEYPAD
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Escape or held & ~Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
        elif event.text() and event.text().isprintable() and not (cell and cell.typed and event.text().isdecimal()):
            event.ignore()  # letters belong to the screen, not to Qt's search in the table
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """Begin to type with the first digit, by whatever way it comes: Qt gives the cell's editor only key presses."""
        cell, digits = self.current_cell(), event.commitString()
        if cell is None or not cell.typed or not digits.isdecimal():
            event.ignore()
            return
        self.edit(self.currentIndex())
        editor = self.indexWidget(self.currentIndex()) or QApplication.focusWidget()
        if isinstance(editor, QLineEdit):
            editor.setText(digits)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._lay_columns()

    def _open(self, index: QModelIndex) -> None:
        cell = self._sheet.cell(index.row(), index.column())
        if cell is None:
            return
        if cell.typed:
            self.edit(index)
        elif cell.key is not None:
            self.opened.emit(cell.key)
        else:
            self.nothing_behind.emit()

    def _dress(self) -> None:
        look = theme.current()
        self.verticalHeader().setDefaultSectionSize(look.px(_ROW))
        across = self.horizontalHeader()
        across.setFont(look.font(12, SEMIBOLD))
        across.setFixedHeight(look.px(_HEAD))
        across.setMinimumSectionSize(20)

    def _lay_columns(self) -> None:
        """Give each column its width, the first one what is left; group heads go over the whole row."""
        look, sheet = theme.current(), self._sheet.sheet
        widths = [look.px(wide) for wide in sheet.widths]
        for column in range(1, min(len(widths), self._sheet.columnCount())):
            self.setColumnWidth(column, widths[column])
        if widths:
            least = look.px(_LEAST_FIRST)
            self.setColumnWidth(0, max(least, self.viewport().width() - sum(widths[1:])))
        self.clearSpans()
        for place, row in enumerate(sheet.rows):
            if len(row) == 1 and len(sheet.heads) > 1:
                self.setSpan(place, 0, 1, len(sheet.heads))


class _FigureDelegate(QStyledItemDelegate):
    """Paints a `FigureCell`; its parent is the grid."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, FigureCell):
            return
        look, box = theme.current(), QRect(option.rect)
        painter.save()
        self._paint_ground(painter, look, box, index, cell)
        side = Qt.AlignmentFlag.AlignLeft if cell.is_words else Qt.AlignmentFlag.AlignRight
        inner = box.adjusted(10, 0, -10, 0)
        words(painter, look, inner, cell.text, size=13, weight=cell.weight, tone=cell.tone, align=side)
        painter.restore()

    def _paint_ground(self, painter: QPainter, look: Theme, box: QRect, index: _Index, cell: FigureCell) -> None:
        grid = self.parent()
        if cell.is_head:
            painter.fillRect(box, look.color("sunken"))
        is_current = isinstance(grid, FigureGrid) and (
            grid.currentIndex().row() == index.row() if grid.chooses_rows else grid.currentIndex() == index
        )
        if is_current and isinstance(grid, FigureGrid):
            painter.fillRect(box, look.color("accent_soft"))
            if grid.hasFocus():
                edge = look.color("focus")
                thick = 2
                painter.fillRect(QRect(box.left(), box.top(), box.width(), thick), edge)
                painter.fillRect(QRect(box.left(), box.bottom() + 1 - thick, box.width(), thick), edge)
                if not grid.chooses_rows or index.column() == 0:
                    painter.fillRect(QRect(box.left(), box.top(), thick, box.height()), edge)
                if not grid.chooses_rows:
                    painter.fillRect(QRect(box.right() + 1 - thick, box.top(), thick, box.height()), edge)
            return
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), look.color("line"))
        if cell.typed:
            painter.fillRect(box.adjusted(8, 4, -4, -4), look.color("sunken"))
            painter.fillRect(QRect(box.left() + 8, box.bottom() - 4, box.width() - 12, 1), look.color("field"))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        return QSize(80, theme.current().px(_ROW))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:  # noqa: N802
        edit = QLineEdit(parent)
        edit.setMaxLength(_MOST_DIGITS)
        edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        edit.setProperty("look", "cell")
        edit.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return edit

    def setEditorData(self, editor: QWidget, index: _Index) -> None:  # noqa: N802
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        editor.setGeometry(option.rect)
