"""The right side of Trả kết quả: whose result it is, where it lies, and what is asked before it goes."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui import theme
from ui.presenters.return_words import ReturnScreen
from ui.views.dossier_panels import FeePanel
from ui.views.return_fields import FormActions, ReturnFields
from ui.views.return_panels import ReadyPanel
from ui.widgets.buttons import OUTLINED, QUIET, KeyButton
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.facts import FactGrid
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import AccentLabel, Caption, IconLabel


class ReturnForm(QWidget):
    """One dossier at the return desk.

    Signals:
        asking_changed: A question inside the form opened or went away.
    """

    asking_changed = Signal()

    def __init__(self, actions: FormActions) -> None:
        super().__init__()
        self._actions = actions
        self._screen: ReturnScreen | None = None
        self.ready, self.fee = ReadyPanel(), FeePanel()
        self._name = AccentLabel(size=26, weight=700, wrap=True)
        self._state = StatusChip("")
        self._procedure = AccentLabel(size=14, tone="ink2", wrap=True)
        self._code = AccentLabel(size=13, tone="ink2")
        self._shelf = AccentLabel(size=34, weight=700, tone="accent", wrap=True)
        self._results = AccentLabel(size=14, weight=600)
        self._why_not = IconLabel("warning", size=14, weight=600, tone="warn", wrap=True)
        self._fee_line = IconLabel("money", size=14, weight=600, tone="warn", wrap=True)
        self._facts = FactGrid()
        self.fields = ReturnFields(actions)
        self._sought: QWidget | None = None
        self._seek = QTimer(self)
        self._seek.setSingleShot(True)
        self._lay_out()
        self.fields.wanted.connect(self._see)
        self._seek.timeout.connect(self._scroll_to_sought)
        for panel in (self.ready, self.fee):
            panel.left.connect(self.stop_asking)

    # --- what is shown --------------------------------------------------------------------------

    def show_dossier(self, screen: ReturnScreen) -> None:
        """Show a dossier; what was typed stays while it is the same one."""
        is_new = self._screen is None or self._screen.code != screen.code
        is_new = is_new or (self._screen is not None and self._screen.can_return != screen.can_return)
        self._screen = screen
        self._name.setText(screen.name)
        self._state.show_state(screen.state, screen.tone, "check" if screen.can_return else "")
        self._procedure.setText(screen.procedure)
        self._code.setText(screen.code)
        self._shelf.setText(screen.shelf or self.tr("chưa ghi nơi để"))
        self._shelf.set_tone("accent" if screen.shelf else "ink3")
        self._results.setText(screen.results)
        self._shelf_card.setVisible(screen.can_return)
        self._why_not.setText(screen.why_not)
        self._why_not.setVisible(bool(screen.why_not))
        self._fee_line.setText(screen.fee_line)
        self._fee_row.setVisible(bool(screen.fee_line))
        self.fields.setVisible(screen.can_return)
        self._facts.show_facts(screen.facts)
        self.fields.show_dossier(screen)
        if is_new:
            self.fields.begin(screen)
            self.stop_asking()
            self._scroll.verticalScrollBar().setValue(0)
        self.setAccessibleName(". ".join(part for part in (screen.name, screen.state, screen.shelf) if part))

    def set_narrow(self, narrow: bool) -> None:
        """Put the shelf under the name where the window is small."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(down if narrow else across)
        self._place.setDirection(across if narrow else down)
        self._place.setSpacing(12 if narrow else 0)
        self.fields.set_narrow(narrow)
        self._facts.set_narrow(narrow)

    def go_first(self) -> None:
        """Go to what is asked first: why it is late, else who takes it."""
        if self._screen is None or not self._screen.can_return:
            self.setFocus()
        else:
            self.fields.go_first()

    def is_asking(self) -> bool:
        """Return whether a question is open."""
        return not (self.ready.isHidden() and self.fee.isHidden())

    def stop_asking(self) -> None:
        """Take the question back; nothing was recorded."""
        if self.is_asking():
            self.ready.hide()
            self.fee.hide()
            self.go_first()
            self.asking_changed.emit()

    def ask_ready(self) -> None:
        """Ask where the result that came back lies."""
        self.fee.hide()
        self.ready.begin()
        self._scroll.verticalScrollBar().setValue(0)
        self.asking_changed.emit()

    def ask_fee(self) -> None:
        """Ask how the fee was settled."""
        if self._screen is not None and self._screen.fee_line:
            self.ready.hide()
            self.fee.begin(self._screen.fee_amount)
            self._scroll.verticalScrollBar().setValue(0)
            self.asking_changed.emit()

    # --- inside ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("ground", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        column.addWidget(self.ready)
        column.addWidget(self.fee)
        column.addLayout(self._make_head())
        column.addWidget(self._make_fee_row())
        column.addWidget(self._make_why_not())
        column.addWidget(self.fields)
        column.addLayout(self._facts)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        card = Card(margin=18)
        card.column.addWidget(self._scroll)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("noRing", True)

    def _make_head(self) -> QBoxLayout:
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(14)
        titles = QVBoxLayout()
        titles.setSpacing(3)
        titles.addWidget(self._name)
        titles.addWidget(self._procedure)
        line = FlowLayout()
        for part in (self._state, self._code, KeyButton(self._actions.look, QUIET)):
            line.addWidget(part)
        titles.addLayout(line)
        titles.addStretch(1)
        self._head.addLayout(titles, 1)
        self._shelf_card = Card("accent")
        self._place = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._place.setSpacing(0)
        self._place.addWidget(Caption(self.tr("Lấy ở")))
        self._place.addWidget(self._shelf, 1)
        self._place.addWidget(self._results)
        self._shelf_card.column.addLayout(self._place)
        self._shelf_card.setMinimumWidth(theme.current().px(230))
        self._head.addWidget(self._shelf_card, 0, Qt.AlignmentFlag.AlignTop)
        return self._head

    def _make_fee_row(self) -> QWidget:
        self._fee_row = Card("warn", margin=12)
        row = QHBoxLayout()
        row.addWidget(self._fee_line, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(KeyButton(self._actions.fee, OUTLINED))
        self._fee_row.column.addLayout(row)
        return self._fee_row

    def _make_why_not(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._why_not, 1)
        row.addWidget(KeyButton(self._actions.ready, OUTLINED))
        return holder

    def _see(self, field: QWidget) -> None:
        """Let a field be seen, once the fields around it have come or gone."""
        self._sought = field
        self._seek.start()

    def _scroll_to_sought(self) -> None:
        if self._sought is not None and isValid(self._sought):
            self._scroll.ensureWidgetVisible(self._sought)
