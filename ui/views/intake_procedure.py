"""The intake's first card: favourites on keys, a few letters to find a procedure, its case."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cchc_desktop.domain.procedure import Procedure
from ui import theme
from ui.presenters.intake_words import IntakeScreen, procedure_line
from ui.views.lists import RowList
from ui.widgets.buttons import PILL, KeyButton, make_action
from ui.widgets.cards import Card
from ui.widgets.choice import SegmentedChoice
from ui.widgets.delegates import ListRow
from ui.widgets.fields import SearchField
from ui.widgets.labels import AccentLabel, Caption, IconLabel, SectionTitle
from ui.widgets.painting import rounded

MOST_FAVOURITES = 9
_GAPS = (6, 4, 2)
"""Between two favourites: they stand closer where the bar of a long form would push the last one out."""
_ROW = 48


class ProcedureCard(Card):
    """Thủ tục.

    Signals:
        typed: What stands in the search field.
        chosen: A procedure was taken; carries its code.
        case_chosen: A case was taken; carries its place.
        done: The clerk is done here: the focus may go on.
    """

    typed = Signal(str)
    chosen = Signal(str)
    case_chosen = Signal(int)
    done = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.search = SearchField(
            self.tr("Thủ tục"), self.tr("Gõ vài chữ không cần dấu: xn hon nhan, khai sinh, cs…"), self
        )
        self.results = _Results(self.search, page)
        self.cases = SegmentedChoice(self.tr("Trường hợp"), (), height=32, wraps=True)
        self._pills = _Pills()
        self._name = IconLabel("check", size=15, weight=600, tone="ink", wrap=True)
        self._line = Caption(wrap=True)
        self._fault = IconLabel("warning", size=12, tone="bad")
        self._case_label = AccentLabel(self.tr("Trường hợp"), size=13, tone="ink2")
        self._case_note = Caption(wrap=True)
        self._lay_out()
        self.search.installEventFilter(self)
        self.search.textEdited.connect(self._ask)
        self.results.list.opened.connect(self._take)
        self.results.list.clicked.connect(self._take_clicked)
        self.cases.chosen.connect(self.case_chosen)

    def make_favourites(self, procedures: Sequence[Procedure]) -> list[QAction]:
        """Make the favourites anew and return their actions, which belong to the card."""
        for button in self._pills.buttons:
            self.removeAction(button.action())
            button.action().deleteLater()
        actions = []
        buttons = []
        for place, procedure in enumerate(procedures[:MOST_FAVOURITES], start=1):
            action = make_action(self, procedure.button_name, f"Alt+{place}")
            action.setCheckable(True)
            action.setToolTip(procedure.short_name or procedure.name)
            action.setData(procedure.code)
            action.triggered.connect(self._take_favourite)
            button = KeyButton(action, PILL)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            buttons.append(button)
            actions.append(action)
        self._pills.put(buttons)
        return actions

    def show_found(self, procedures: Sequence[Procedure]) -> None:
        """Show what matches under the search field."""
        rows = [
            ListRow(key=one.code, head=one.short_name or one.name, lines=(procedure_line(one),)) for one in procedures
        ]
        self.results.show_rows(rows)

    def show_screen(self, screen: IntakeScreen) -> None:
        """Show the chosen procedure and its cases."""
        is_chosen = bool(screen.procedure)
        self._name.setText(screen.procedure)
        self._line.setText(screen.procedure_line)
        self._name.setVisible(is_chosen)
        self._line.setVisible(is_chosen)
        if self.cases.options != screen.cases:
            self.cases.set_options(screen.cases, screen.case)
        elif self.cases.index != screen.case:
            self.cases.set_index(screen.case)
        self.cases.setVisible(bool(screen.cases))
        self._case_label.setVisible(bool(screen.cases))
        self._case_note.setText(screen.case_note)
        self._case_note.setVisible(bool(screen.cases) and bool(screen.case_note))
        fault = screen.faults.get("case_code", "")
        if "procedure_code" in screen.faults:
            fault = self.tr("Chưa chọn thủ tục: gõ vài chữ rồi Enter.")
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        for button in self._pills.buttons:
            button.action().setChecked(button.action().data() == screen.procedure_code)

    def take_highlighted(self) -> bool:
        """Take the highlighted line of an open list; return whether there was one."""
        is_open = self.results.isVisible() and self.results.list.current_key() is not None
        if is_open:
            self._take(self.results.list.current_key())
        return is_open

    def go_on_typing(self, typed: str) -> None:
        """Search for what was typed before this card was there."""
        self.search.setText(typed)
        self._ask(typed)

    def clear(self) -> None:
        """Empty the search field."""
        self.search.clear()
        self.results.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.search and event.type() == QEvent.Type.FocusOut:
            self.results.hide()
        if watched is not self.search or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return not event.modifiers() & _HELD and self._pressed(Qt.Key(event.key()))

    def _pressed(self, key: Qt.Key) -> bool:
        is_open = self.results.isVisible()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if is_open:
                self.results.move_by(1 if key == Qt.Key.Key_Down else -1)
            elif key == Qt.Key.Key_Down:
                self.typed.emit(self.search.text())
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if is_open:
                self._take(self.results.list.current_key())
            elif self.search.text().strip():
                self.typed.emit(self.search.text())
            return True
        if key == Qt.Key.Key_Escape and is_open:
            self.results.hide()
            return True
        if key == Qt.Key.Key_Tab and is_open and self._name.isHidden():
            self._take(self.results.list.current_key())
            return True
        return False

    def _ask(self, typed: str) -> None:
        if typed.strip():
            self.typed.emit(typed)
        else:
            self.results.hide()

    def _take_clicked(self) -> None:
        self._take(self.results.list.current_key())

    def _take(self, code: object) -> None:
        self.results.hide()
        if code is not None:
            self.chosen.emit(str(code))
            self.done.emit()

    def _take_favourite(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.search.clear()
            self._take(action.data())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(SectionTitle(self.tr("Thủ tục")))
        head.addWidget(self._pills, 1)
        self.column.addLayout(head)
        self.column.addWidget(self.search)
        chosen = QVBoxLayout()
        chosen.setSpacing(0)
        chosen.addWidget(self._name)
        self._line.setIndent(theme.current().px(26))
        chosen.addWidget(self._line)
        self.column.addLayout(chosen)
        row = QHBoxLayout()
        row.setSpacing(10)
        self._case_label.setFixedHeight(self.cases.sizeHint().height())
        row.addWidget(self._case_label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.cases, 4)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self._case_note)
        self.column.addWidget(self._fault)


class _Pills(QWidget):
    """The favourites: as many as there is room for; the keys of the others work all the same."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[KeyButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch(1)

    def put(self, buttons: list[KeyButton]) -> None:
        """Show other favourites."""
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = buttons
        for button in buttons:
            self._row.addWidget(button)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for no width: what has no room is not shown, and a wide card would never find that out."""
        return QSize(0, max((button.sizeHint().height() for button in self.buttons), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        gap = max(_GAPS, key=self._shown_with)  # the widest of those with which most are shown
        shown = self._shown_with(gap)
        self._row.setSpacing(gap)
        for place, button in enumerate(self.buttons):
            button.setHidden(place >= shown)

    def _shown_with(self, gap: int) -> int:
        ends = itertools.accumulate(button.sizeHint().width() + gap for button in self.buttons)
        return sum(end <= self.width() + gap for end in ends)


class _Results(QWidget):
    """What matches, over the form, so that nothing below jumps while the clerk types."""

    def __init__(self, search: SearchField, page: QWidget) -> None:
        super().__init__(page)
        self._search = search
        self._page = page
        self.list = RowList(self.tr("Thủ tục tìm thấy"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = Caption(self.tr("Không có thủ tục nào khớp. Gõ ít chữ hơn, hoặc mã thủ tục."))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.list)
        column.addWidget(self._nothing)
        self.hide()

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show rows right under the search field."""
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        if rows:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        high = theme.current().px(_ROW) * max(1, len(rows)) + 12
        corner = self._search.mapTo(self._page, QPoint(0, self._search.height() + 4))
        self.setGeometry(QRect(corner.x(), corner.y(), self._search.width(), high))
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        """Make another row the current one."""
        place = self.list.currentIndex().row() + step
        if 0 <= place < self.list.model().rowCount():
            self.list.setCurrentIndex(self.list.model().index(place, 0))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        rounded(QPainter(self), self.rect(), 8, look.surface, look.accent, max(1, look.border))


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
