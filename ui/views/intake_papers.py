"""The intake's third card: the papers that were handed in, and those that no list knows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit

from ui.presenters.intake_words import IntakeScreen
from ui.widgets.buttons import QUIET, KeyButton, make_action
from ui.widgets.cards import Card
from ui.widgets.chips import KeyBadge, StatusChip
from ui.widgets.labels import Caption, IconLabel, SectionTitle
from ui.widgets.papers import PaperList, PaperRow

LONGEST_NAME = 300


class PapersCard(Card):
    """Giấy tờ.

    Signals:
        ticked: The rows as they stand now.
        added: The clerk typed the name of another paper.
        other_typed: What stands in the field of another paper now.
        wanted: A part wants the focus, and to be seen.
    """

    ticked = Signal(object)
    added = Signal(str)
    other_typed = Signal(str)
    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        kinds = (self.tr("Chính"), self.tr("Chứng thực"), self.tr("Sao"), self.tr("Điện tử"))
        self.list = PaperList(kinds)
        self.other = QLineEdit()
        self.other.setMaxLength(LONGEST_NAME)
        self.other.setPlaceholderText(self.tr("Giấy tờ khác, Enter để thêm"))
        self.other.setAccessibleName(self.tr("Giấy tờ khác"))
        self._state = StatusChip()
        self._state.hide()
        self._hint = Caption(self.tr("Chọn thủ tục thì giấy tờ hiện ra ở đây."))
        self._none = Caption(self.tr("Danh mục chưa có giấy tờ của thủ tục này: ghi ở ô dưới, lần sau sẽ được gợi ý."))
        self._fault = IconLabel("warning", size=12, tone="bad")
        self._offered = QStringListModel(self)
        self._whole = Caption(wrap=True)
        self._whole.hide()
        self._to_list = make_action(self, self.tr("Danh sách giấy tờ"), "Alt+G")
        self._go = make_action(self, self.tr("Thêm giấy tờ"), "Alt+T", "plus")
        self._lay_out()
        self.list.name_cut.connect(self._show_whole)
        self.other.textEdited.connect(self.other_typed)
        self._to_list.triggered.connect(self._go_to_list)
        self.list.changed.connect(self._tell)
        self.other.editingFinished.connect(self.take_typed)
        self._go.triggered.connect(self._go_to_other)

    def show_rows(self, rows: Sequence[PaperRow], offered: Sequence[str]) -> None:
        """List other papers; a row that was current stays current where it is still there."""
        place = self.list.currentIndex().row()
        key = self.list.rows()[place].key if 0 <= place < len(self.list.rows()) else ""
        self.list.set_rows(rows)
        again = next((number for number, row in enumerate(rows) if row.key == key), 0)
        if rows:
            self.list.setCurrentIndex(self.list.model().index(again, 0))
        self.list.setVisible(bool(rows))
        self._offered.setStringList(list(offered))

    def show_screen(self, screen: IntakeScreen) -> None:
        """Show whether the required papers are there."""
        self._state.show_state(screen.papers_words, screen.papers_tone, _ICONS.get(screen.papers_tone, ""))
        has_rows = bool(self.list.rows())
        self._hint.setVisible(not screen.procedure and not has_rows)
        self._none.setVisible(bool(screen.procedure) and not has_rows)
        fault = screen.faults.get("papers", "")
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def _tell(self, _place: int) -> None:
        self.ticked.emit(self.list.rows())

    def take_typed(self) -> None:
        """Put into the list what stands in the field of another paper; leaving the field does so too."""
        name = self.other.text().strip()
        if name:
            self.other.clear()
            self.added.emit(name)

    def show_other(self, name: str) -> None:
        """Show what a draft had in the field of another paper."""
        if name != self.other.text():
            self.other.setText(name)

    def clear(self) -> None:
        """Empty the field of another paper: what stands in it belonged to the form before."""
        self.other.clear()

    def _go_to_list(self) -> None:
        self.wanted.emit(self.list if self.list.rows() else self.other)

    def _show_whole(self, name: str) -> None:
        """Show the whole name of the row in focus where the list has to cut it."""
        self._whole.setText(name)
        self._whole.setVisible(bool(name))

    def _go_to_other(self) -> None:
        self.wanted.emit(self.other)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(SectionTitle(self.tr("Giấy tờ")))
        head.addWidget(KeyBadge("Alt+G"))
        head.addWidget(self._state)
        head.addStretch(1)
        for keys, what in (("Space", self.tr("đánh dấu")), ("1–4", self.tr("loại")), ("+ −", self.tr("số lượng"))):
            head.addWidget(KeyBadge(keys))
            head.addWidget(Caption(what))
        self.column.addLayout(head)
        self.column.addWidget(self._hint)
        self.column.addWidget(self._none)
        self.column.addWidget(self.list)
        self.column.addWidget(self._whole)
        self.column.addWidget(self._fault)
        completer = QCompleter(self._offered, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.other.setCompleter(completer)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.other, 1)
        row.addWidget(KeyButton(self._go, QUIET))
        self.column.addLayout(row)


_ICONS = {"ok": "check", "warn": "warning"}
