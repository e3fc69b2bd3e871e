"""The bar in which the period of a report is chosen: its kind, before and after, or typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.presenters import report_period
from ui.theme import SEMIBOLD
from ui.widgets.buttons import PILL, KeyButton, make_action
from ui.widgets.cards import Card
from ui.widgets.fields import LabelledField
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import AccentLabel, Caption

CODE_KEYS = "Alt+K"


class ChoiceAction(QAction):
    """One thing of several, with its key.

    Signals:
        wanted: The key was pressed; carries its place.
    """

    wanted = Signal(int)

    def __init__(self, place: int, text: str, keys: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._place = place
        self.setShortcut(QKeySequence(keys, QKeySequence.SequenceFormat.PortableText))
        self.setProperty("keys", keys)
        self.setCheckable(True)
        parent.addAction(self)
        self.triggered.connect(self._tell)

    def _tell(self) -> None:
        self.wanted.emit(self._place)


class PeriodBar(Card):
    """The period; its keys are actions of the page.

    Signals:
        kind_wanted: Carries the place of a kind of period.
        moved: Carries -1 or 1.
        typed: Carries a period as typed.
    """

    kind_wanted = Signal(int)
    moved = Signal(int)
    typed = Signal(str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(margin=10)
        self._kinds = [
            ChoiceAction(place, words, f"Alt+{place + 1}", page)
            for place, words in enumerate(report_period.kind_words())
        ]
        self._kind = -1
        self._before = make_action(page, self.tr("Trước"), "Alt+Left")
        self._after = make_action(page, self.tr("Sau"), "Alt+Right")
        self._go_code = make_action(page, self.tr("Gõ kỳ"), CODE_KEYS)
        self.code = QLineEdit()
        self.code.setFixedWidth(theme.current().px(120))
        self.code.setAccessibleName(self.tr("Kỳ báo cáo"))
        self.field = LabelledField(self.tr("Gõ kỳ"), self.code, keys=CODE_KEYS)
        self._name = AccentLabel(size=18, weight=SEMIBOLD)
        self._days = Caption()
        self._own = AccentLabel(size=18, weight=SEMIBOLD)
        self._own.hide()
        self._lay_out()
        self._connect()

    def actions_of_page(self) -> list[QAction]:
        """Return the keys of the bar: they rest where it is not seen."""
        return [*self._kinds, self._before, self._after, self._go_code]

    def show_period(self, name: str, days: str, code: str, kind: int) -> None:
        """Show which period is chosen."""
        self._name.setText(name)
        self._days.setText(days)
        self.code.setText(code)
        self._kind = kind
        self._check_kind()

    def show_fault(self, words: str) -> None:
        """Show what is wrong with what was typed or chosen; the period stays as it was."""
        self.field.set_error(words)
        self._check_kind()

    def show_own(self, name: str) -> None:
        """Show a day or a year that only the arrows move; empty: the period again, with all its keys."""
        self._own.setText(name)
        for part in (self._name, self._days, self.field):
            part.setVisible(not name)
        self._own.setVisible(bool(name))
        for action in (*self._kinds, self._go_code):
            action.setVisible(not name)

    def _check_kind(self) -> None:
        for place, action in enumerate(self._kinds):
            action.setChecked(place == self._kind)

    def _lay_out(self) -> None:
        kinds = QWidget()
        flow = FlowLayout(kinds, gap=6)
        for action in self._kinds:
            flow.addWidget(KeyButton(action, PILL))
        flow.addWidget(KeyButton(self._before, PILL))
        flow.addWidget(KeyButton(self._after, PILL))
        words = QHBoxLayout()
        words.setSpacing(12)
        words.addWidget(self._own)
        words.addWidget(self._name)
        words.addWidget(self._days)
        words.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(words)
        left.addWidget(kinds)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self.field)
        self.column.addLayout(row)

    def _connect(self) -> None:
        for action in self._kinds:
            action.wanted.connect(self.kind_wanted)
        self._before.triggered.connect(self._move_back)
        self._after.triggered.connect(self._move_on)
        self._go_code.triggered.connect(self._begin_typing)
        self.code.returnPressed.connect(self._tell_typed)

    def _move_back(self) -> None:
        self.moved.emit(-1)

    def _move_on(self) -> None:
        self.moved.emit(1)

    def _begin_typing(self) -> None:
        self.code.setFocus()
        self.code.selectAll()

    def _tell_typed(self) -> None:
        self.typed.emit(self.code.text())
