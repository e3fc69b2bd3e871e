"""An old book: chosen, looked at, taken in, and what was refused of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.models.figure_sheet import SheetModel
from ui.presenters.logbook_import import ALL, BookWords
from ui.theme import SEMIBOLD
from ui.views.lists import RowList
from ui.widgets.cards import Card, EmptyState
from ui.widgets.figure_grid import FigureGrid
from ui.widgets.files import FileChoice
from ui.widgets.labels import AccentLabel, Caption, IconLabel, SectionTitle

_START, _BOOK = range(2)


class ImportPart(QWidget):
    """The screen of the import.

    Signals:
        files_chosen: Carries the files of the dialog.
    """

    files_chosen = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.files = FileChoice(self)
        self.files.chosen.connect(self.files_chosen)
        self._lines = SheetModel(self)
        self.lines = FigureGrid(self._lines, self.tr("Dòng bị từ chối"))
        self.lines.set_choosing_rows()
        self.officers = RowList(self.tr("Nhập dòng của ai"))
        self._sentence = IconLabel("check", size=15, weight=SEMIBOLD, wrap=True)
        self._facts = AccentLabel(size=14, wrap=True)
        self._head = SectionTitle()
        self._none = EmptyState(self.tr("Không có dòng nào bị từ chối"))
        self._right = QStackedWidget()
        self._start = EmptyState(
            self.tr("Chọn tệp sổ cũ để xem trước"),
            self.tr("Ctrl+O chọn tệp .csv. Xem trước không ghi gì vào sổ; nhập hai lần cùng một tệp không thành hai."),
            icon="upload",
            tone="accent",
        )
        self._pages = QStackedWidget()
        self._lay_out()

    def choose_file(self) -> None:
        """Open the list of files; `files_chosen` follows."""
        self.files.ask_files(self.tr("Chọn tệp sổ cũ"), self.tr("Sổ cũ (*.csv)"))

    def officer(self) -> str:
        """Return whose lines are taken; empty: everybody's."""
        key = self.officers.current_key()
        return key if isinstance(key, str) else ALL

    def show_progress(self, words: str) -> None:
        """Show what is being done."""
        self._pages.setCurrentIndex(_BOOK)
        self._sentence.set_icon("clock")
        self._sentence.set_tone("accent")
        self._sentence.setText(words)
        self.officers.setEnabled(False)

    def show_report(self, words: BookWords) -> None:
        """Show what became of the book, or would."""
        self._pages.setCurrentIndex(_BOOK)
        self._sentence.set_icon("check" if words.tone == "ok" else "warning")
        self._sentence.set_tone(words.tone)
        self._sentence.setText(words.sentence)
        self._facts.setText("\n".join(words.facts))
        self.officers.show_rows(words.officers)
        self.officers.setEnabled(words.is_ready)
        self._head.setText(words.lines_head)
        self._lines.show(words.lines)
        self._right.setCurrentIndex(0 if words.lines.rows else 1)
        self.lines.show_place(0, 0)
        if self.isVisible():
            self.focus_in()

    def show_failure(self, sentence: str, facts: str) -> None:
        """Say why nothing, or nothing more, was taken."""
        self._pages.setCurrentIndex(_BOOK)
        self._sentence.set_icon("warning")
        self._sentence.set_tone("bad")
        self._sentence.setText(sentence)
        self._facts.setText(facts)
        self.officers.show_rows(())
        self._lines.show(type(self._lines.sheet)(heads=(), rows=()))
        self._head.setText("")
        self._right.setCurrentIndex(0)

    def focus_in(self) -> None:
        """Put the focus where something can be chosen."""
        if self.officers.isEnabled() and self.officers.rows():
            self.officers.setFocus()
        elif self._lines.rowCount():
            self.lines.setFocus()
        else:
            self.setFocus()

    def words(self) -> str:
        """Return what is said of the book."""
        return f"{self._sentence.text()}\n{self._facts.text()}\n{self._head.text()}"

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("noRing", True)
        book = Card()
        book.column.addWidget(self._sentence)
        book.column.addWidget(self._facts)
        book.column.addWidget(Caption(self.tr("Nhập dòng của: mũi tên chọn một cán bộ, hoặc tất cả")))
        book.column.addWidget(self.officers, 1)
        book.setFixedWidth(theme.current().px(360))
        refused = Card(margin=10)
        refused.column.addWidget(self._head)
        self._right.addWidget(self.lines)
        self._right.addWidget(self._none)
        refused.column.addWidget(self._right, 1)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(book)
        row.addWidget(refused, 1)
        start = Card()
        start.column.addWidget(self._start, 1)
        self._pages.addWidget(start)
        self._pages.addWidget(both)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages, 1)
