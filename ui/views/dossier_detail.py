"""One dossier whole: who, what, by when, its papers, and every step of its history."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui import labels
from ui.presenters.dossier_words import DossierScreen
from ui.presenters.step_words_of_history import PaperWords
from ui.views.attachments_part import AttachmentList
from ui.views.dossier_actions import DetailActions
from ui.views.dossier_panels import FeePanel, ReasonPanel, SettlementPanel
from ui.widgets.buttons import OUTLINED, QUIET, KeyButton
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.facts import FactGrid
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import AccentLabel, Caption, IconLabel, SectionTitle
from ui.widgets.timeline import TimelineRow

_STEP = 48
"""Pixels that an arrow key scrolls."""


class DossierDetail(QWidget):
    """The right side of the screen Hồ sơ.

    Signals:
        reason_given: The clerk wrote why the slip is printed again.
        fee_given: The clerk said how the fee was settled: which way, the amount as typed, the reason of a waiver.
        settlement_given: The clerk wrote what two desks agreed about an exception.
        paper_wanted: A paper of the history is to be seen; carries its `PaperWords`.
        file_wanted: An attachment is to be seen; carries its content's hash.
        files_dropped: Files were dropped on the dossier; carries their paths.
        reason_left: The question why a paper is printed again was taken back.
    """

    reason_given = Signal(str)
    fee_given = Signal(int, str, str)
    settlement_given = Signal(str)
    paper_wanted = Signal(object)
    file_wanted = Signal(str)
    files_dropped = Signal(list)
    reason_left = Signal()

    def __init__(self, actions: DetailActions) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self._screen: DossierScreen | None = None
        self._actions = actions
        self._name = AccentLabel(size=22, weight=700, wrap=True)
        self._state = StatusChip("")
        self._procedure = AccentLabel(size=14, tone="ink2", wrap=True)
        self._code = AccentLabel(size=13, tone="ink2")
        self._copied = Caption()
        self._promised = Caption()
        self._due = AccentLabel(size=18, weight=700, tone="accent")
        self._left = AccentLabel(size=13, tone="ink2")
        self._due_card = Card("sunken")
        self._print_line = IconLabel("printer", size=13, weight=600, tone="warn", wrap=True)
        self._notes = FlowLayout(gap=14)
        self.files = AttachmentList()
        self._facts = FactGrid()
        self._papers = QVBoxLayout()
        self._steps = QVBoxLayout()
        self._proof = Caption()
        self._reason = ReasonPanel()
        self._fee = FeePanel()
        self._settlement = SettlementPanel()
        self._lay_out()
        self._reason.given.connect(self.reason_given)
        self._fee.given.connect(self.fee_given)
        self._settlement.given.connect(self.settlement_given)
        self._actions.settle.triggered.connect(self.ask_settlement)
        self.files.opened.connect(self.file_wanted)
        for panel in (self._reason, self._fee, self._settlement):
            panel.left.connect(self.stop_asking)

    def show_dossier(self, screen: DossierScreen) -> None:
        """Show a dossier."""
        before, self._screen = self._screen, screen
        is_late = screen.time_tone == "bad"
        self._promised.setText(screen.promise)
        self._name.setText(screen.name)
        self._state.show_state(screen.state, screen.state_tone, "warning" if screen.state_tone == "bad" else "")
        self._procedure.setText(screen.procedure)
        self._code.setText(screen.code)
        self._due.setText(labels.due(screen.due_at))
        self._due.set_tone("bad" if is_late else "accent" if screen.is_promised else "ink3")
        self._left.setText(screen.time_left)
        self._left.setVisible(bool(screen.time_left))
        self._left.set_tone("bad" if is_late else "ink2")
        self._due_card.set_tone("bad" if is_late else "sunken")
        self._show_notes(before)
        self._print_line.setText(screen.print_line)
        self._print_line.set_tone(screen.print_tone or "ink2")
        self._print_line.setVisible(bool(screen.print_line))
        self._proof.setText(screen.proof)
        if before is None or before.code != screen.code:
            self._copied.setText("")
            self.stop_asking()
            self._scroll.verticalScrollBar().setValue(0)
        if before is None or (before.facts, before.papers, before.steps) != (screen.facts, screen.papers, screen.steps):
            self._facts.show_facts(screen.facts)
            self._show_papers()
            self._show_steps()
        self.setAccessibleName(f"{screen.name}. {screen.procedure}. {screen.state}. {labels.due(screen.due_at)}")

    def set_narrow(self, narrow: bool) -> None:
        """Put the promised moment and the papers under the rest where the window is small."""
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(direction)
        self._body.setDirection(direction)
        self._promise.setDirection(QBoxLayout.Direction.LeftToRight if narrow else QBoxLayout.Direction.TopToBottom)
        self._promise.setSpacing(10 if narrow else 1)
        self._paper_holder.setMaximumWidth(16_777_215 if narrow else 244)
        self._facts.set_narrow(narrow)

    def ask_reason(self, paper: str = "") -> None:
        """Ask, in the page itself, why the slip, or another paper, is printed again."""
        self._show_only(self._reason)
        self._reason.begin(paper)
        self._scroll.verticalScrollBar().setValue(0)

    def ask_fee(self) -> None:
        """Ask how the fee was settled."""
        if self._screen is not None:
            self._show_only(self._fee)
            self._fee.begin(self._screen.fee_amount)
            self._scroll.verticalScrollBar().setValue(0)

    def ask_settlement(self) -> None:
        """Ask what the desks agreed about acts that cannot both stand."""
        self._show_only(self._settlement)
        self._settlement.begin()
        self._scroll.verticalScrollBar().setValue(0)

    def _show_only(self, asked: QWidget) -> None:
        for panel in (self._reason, self._fee, self._settlement):
            if panel is not asked:
                panel.hide()

    def show_fee_fault(self, field: str, words: str) -> None:
        """Say why the fee was not recorded."""
        self._fee.show_fault(field, words)

    def is_asking(self) -> bool:
        """Return whether something is being asked for."""
        return not all(panel.isHidden() for panel in (self._reason, self._fee, self._settlement))

    def stop_asking(self) -> None:
        """Take the question back; nothing was recorded."""
        if self.is_asking():
            if not self._reason.isHidden():
                self.reason_left.emit()
            self._show_only(self)
            self.setFocus()

    def copy_code(self) -> None:
        """Put the code on the clipboard, and say so."""
        if self._screen is None:
            return
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(self._screen.code)
        self._copied.setText(self.tr("đã chép"))

    def scrolled(self) -> int:
        """Return how far the dossier is scrolled, in pixels."""
        return self._scroll.verticalScrollBar().value()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if self._screen is not None and _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        files = _paths(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        bar = self._scroll.verticalScrollBar()
        page = bar.pageStep() - _STEP
        way = {
            Qt.Key.Key_Down: bar.value() + _STEP,
            Qt.Key.Key_Up: bar.value() - _STEP,
            Qt.Key.Key_PageDown: bar.value() + page,
            Qt.Key.Key_PageUp: bar.value() - page,
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
        }.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(way)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("ground", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        column.addWidget(self._reason)  # first of all, so that a small window shows the question whole
        column.addWidget(self._fee)
        column.addWidget(self._settlement)
        column.addLayout(self._make_head())
        column.addLayout(self._notes)
        column.addLayout(self._make_steps())
        column.addLayout(self._make_buttons())
        column.addWidget(self._print_line)
        column.addWidget(Rule())
        column.addLayout(self._facts)
        column.addWidget(Rule())
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(14)
        self._body.addLayout(self._make_history(), 1)
        self._paper_holder = self._make_papers()
        self._body.addWidget(self._paper_holder, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._body)
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

    def _make_head(self) -> QBoxLayout:
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(12)
        titles = QVBoxLayout()
        titles.setSpacing(3)
        titles.addWidget(self._name)
        titles.addWidget(self._procedure)
        line = FlowLayout()
        copy = KeyButton(self._actions.copy, QUIET)
        copy.set_wordless(True)
        for part in (self._state, self._code, copy, self._copied):
            line.addWidget(part)
        titles.addLayout(line)
        self._head.addLayout(titles, 1)
        self._promise = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for part in (self._promised, self._due, self._left):
            self._promise.addWidget(part)
        self._promise.addStretch(1)
        self._due_card.column.addLayout(self._promise)
        self._head.addWidget(self._due_card, 0, Qt.AlignmentFlag.AlignTop)
        return self._head

    def _make_steps(self) -> FlowLayout:
        buttons = FlowLayout()
        for action in (self._actions.settle, self._actions.take_back, *self._actions.steps, self._actions.more):
            buttons.addWidget(KeyButton(action, OUTLINED))
        return buttons

    def _make_buttons(self) -> FlowLayout:
        actions = self._actions
        buttons = FlowLayout(gap=4)
        for action in (actions.print_slip, actions.large, actions.papers, actions.fee, actions.number):
            buttons.addWidget(KeyButton(action, QUIET))
        return buttons

    def _make_history(self) -> QVBoxLayout:
        history = QVBoxLayout()
        history.setSpacing(4)
        head = FlowLayout()
        shield = IconLabel("shield", self.tr("sổ nhật ký"), size=12, tone="ink3")
        for part in (SectionTitle(self.tr("Lịch sử")), shield, self._proof):
            head.addWidget(part)
        history.addLayout(head)
        self._steps.setSpacing(0)
        history.addLayout(self._steps)
        history.addStretch(1)
        return history

    def _make_papers(self) -> Card:
        card = Card("sunken")
        card.column.addWidget(AccentLabel(self.tr("Giấy tờ đã nhận"), size=13, weight=600, tone="ink2"))
        self._papers.setSpacing(2)
        card.column.addLayout(self._papers)
        card.column.addWidget(Rule())
        card.column.addWidget(AccentLabel(self.tr("Đính kèm"), size=13, weight=600, tone="ink2"))
        card.column.addWidget(self.files)
        buttons = FlowLayout(gap=4)
        for action in (self._actions.attach, self._actions.see_file):
            buttons.addWidget(KeyButton(action, QUIET))
        card.column.addLayout(buttons)
        card.setMinimumWidth(244)
        return card

    def _show_notes(self, before: DossierScreen | None) -> None:
        notes = self._screen.notes if self._screen else ()
        if before is not None and before.notes == notes:
            return
        _clear(self._notes)
        for words, tone in notes:
            icon = {"bad": "warning", "warn": "clock", "ok": "check"}.get(tone, "file")
            self._notes.addWidget(IconLabel(icon, words, size=13, weight=600, tone=tone))

    def _show_papers(self) -> None:
        _clear(self._papers)
        papers = self._screen.papers if self._screen else ()
        for name, line in papers:
            self._papers.addWidget(IconLabel("file", name, size=13, tone="ink", wrap=True))
            caption = Caption(line)
            caption.setIndent(24)
            self._papers.addWidget(caption)
        if not papers:
            self._papers.addWidget(Caption(self.tr("không có")))

    def _show_steps(self) -> None:
        _clear(self._steps)
        steps = self._screen.steps if self._screen else ()
        for place, step in enumerate(steps):
            row = TimelineRow(
                moment=step.moment,
                act=step.act,
                who=step.who,
                detail=step.detail,
                papers=[_with_state(paper) for paper in step.papers],
                tone=step.tone,
                promised=step.promised,
                undone=step.is_undone,
                first=place == 0,
                last=place == len(steps) - 1,
            )
            row.paper_opened.connect(partial(self._want_paper, step.papers))
            self._steps.addWidget(row)

    def _want_paper(self, papers: Sequence[PaperWords], place: int) -> None:
        self.paper_wanted.emit(papers[place])


class Rule(Card):
    """A thin line across."""

    def __init__(self) -> None:
        super().__init__("line", margin=4)
        self.setFixedHeight(1)


def _with_state(paper: PaperWords) -> str:
    return f"{paper.name}, {paper.state}" if paper.state else paper.name


def _paths(data: QMimeData) -> list[str]:
    """Return the files of this machine that are dragged."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def _clear(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
