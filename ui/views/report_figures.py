"""A table of figures with what is said over it, and the list behind a figure."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.models.figure_sheet import BehindModel, SheetModel
from ui.presenters.report_words import ShownReport
from ui.theme import SEMIBOLD
from ui.widgets.cards import Card, EmptyState, LoadingBars
from ui.widgets.figure_grid import FigureGrid
from ui.widgets.labels import AccentLabel, Caption, IconLabel

_GRID, _BEHIND, _EMPTY, _LOADING = range(4)
_PATIENCE_MS = 200
"""So long nothing is shown of the waiting."""


class FiguresPart(QWidget):
    """The table, or the list behind one of its figures.

    Signals:
        opened: Enter on a figure; carries its key, and the words of its row and its column.
        typed: A figure was typed; carries its name and the text.
        dossier_wanted: Enter on a line of the list; carries the dossier's code.
        turned: The list is shown now, or the table again.
    """

    opened = Signal(object, str, str)
    typed = Signal(str, str)
    dossier_wanted = Signal(object)
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet, self._lines = SheetModel(self), BehindModel(self)
        self.grid = FigureGrid(self._sheet, self.tr("Bảng số liệu"))
        self.behind = FigureGrid(self._lines, self.tr("Hồ sơ đứng sau một số"))
        self.behind.set_choosing_rows()
        self._facts = Caption(wrap=True)
        self._sent = IconLabel("send", size=13, tone="accent", wrap=True)
        self._right = IconLabel("check", size=12, tone="ok")
        self._wrong = IconLabel("warning", size=13, tone="bad", weight=SEMIBOLD, wrap=True)
        self._adjusted = IconLabel("warning", size=13, tone="warn", wrap=True)
        self._head = AccentLabel(size=15, weight=SEMIBOLD, wrap=True)
        self._none = Caption(self.tr("Không có hồ sơ nào đứng sau số này. Esc về bảng."))
        self._hint = Caption(self.tr("Enter mở hồ sơ · Esc về bảng"))
        self._pages = QStackedWidget()
        self._was_at = (0, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PATIENCE_MS)
        self._lay_out()
        self._connect()

    @property
    def is_behind(self) -> bool:
        """Whether the list behind a figure is shown."""
        return self._pages.currentIndex() == _BEHIND

    def words(self) -> str:
        """Return everything that is said over the table."""
        labels = (self._facts, self._sent, self._right, self._wrong, self._adjusted)
        return "\n".join(label.text() for label in labels if label.text())

    def show_report(self, report: ShownReport) -> None:
        """Show a table; the place in it stays."""
        self._wait.stop()
        index = self.grid.currentIndex()
        was_at = (index.row(), index.column()) if index.isValid() else self._was_at
        if report.sheet.heads != self._sheet.sheet.heads:
            was_at = (0, 1)
        self._sheet.show(report.sheet)
        for label, text in (
            (self._facts, report.facts),
            (self._sent, report.sent),
            (self._right, report.right),
            (self._wrong, "\n".join(report.wrong)),
            (self._adjusted, "\n".join(report.adjusted)),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._turn(_GRID if report.sheet.rows else _EMPTY)
        self.grid.show_place(max(0, was_at[0]), min(max(1, was_at[1]), len(report.sheet.heads) - 1))
        self._take_focus()

    def show_behind(self, lines: object, head: str) -> None:
        """Show the list behind a figure."""
        self._wait.stop()
        self._lines.show_lines(lines)  # type: ignore[arg-type]
        self._head.setText(head)
        self._none.setVisible(not lines)
        self._turn(_BEHIND)
        self.behind.show_place(0, 0)
        self._take_focus()

    def show_loading(self) -> None:
        """Show that figures are being read, where that lasts."""
        self._wait.start()

    def go_back(self) -> None:
        """Show the table again, where it was."""
        self._turn(_GRID)
        self.grid.setFocus()

    def focus_in(self) -> None:
        """Put the focus where the arrows move."""
        (self.behind if self.is_behind else self.grid).setFocus()

    def _lay_out(self) -> None:
        over = QHBoxLayout()
        over.setSpacing(16)
        over.addWidget(self._facts, 1)
        over.addWidget(self._right)
        list_page = QWidget()
        listed = QVBoxLayout(list_page)
        listed.setContentsMargins(10, 8, 10, 0)
        listed.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self._head, 1)
        row.addWidget(self._hint)
        listed.addLayout(row)
        listed.addWidget(self._none)
        listed.addWidget(self.behind, 1)
        empty = EmptyState(
            self.tr("Kỳ này chưa có số liệu"), self.tr("Alt+← xem kỳ trước, Alt+→ kỳ sau."), icon="chart", tone="ink3"
        )
        loading = QWidget()
        bars = QVBoxLayout(loading)
        bars.addWidget(LoadingBars())
        bars.addStretch(1)
        for page in (self.grid, list_page, empty, loading):
            self._pages.addWidget(page)
        card = Card(margin=4)
        card.column.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(over)
        for label in (self._sent, self._wrong, self._adjusted):
            label.hide()
            column.addWidget(label)
        column.addWidget(card, 1)

    def _connect(self) -> None:
        self._sheet.typed.connect(self.typed)
        self._wait.timeout.connect(self._show_bars)
        self.grid.opened.connect(self._tell_opened)
        self.behind.opened.connect(self.dossier_wanted)

    def _show_bars(self) -> None:
        self._turn(_LOADING)

    def _turn(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self.turned.emit()

    def _take_focus(self) -> None:
        if self.isVisible():
            self.focus_in()

    def _tell_opened(self, key: object) -> None:
        index = self.grid.currentIndex()
        self._was_at = index.row(), index.column()
        first = self._sheet.cell(index.row(), 0)
        head = self._sheet.sheet.heads[index.column()].replace("\n", " ")
        self.opened.emit(key, first.text.strip() if first is not None else "", head)
