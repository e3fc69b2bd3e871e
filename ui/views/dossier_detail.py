"""One dossier whole: who, what, by when, its papers, and every step of its history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ui import labels
from ui.presenters.dossiers import DossierScreen
from ui.widgets.buttons import FILLED, OUTLINED, QUIET, KeyButton, make_action
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.fields import LabelledField
from ui.widgets.labels import AccentLabel, Caption, ElidedLabel, IconLabel, SectionTitle
from ui.widgets.timeline import TimelineRow


class DossierDetail(QWidget):
    """The right side of the screen Hồ sơ.

    Signals:
        reason_given: The clerk wrote why the slip is printed again.
    """

    reason_given = Signal(str)

    def __init__(self, copy: QAction, number: QAction, print_slip: QAction, large: QAction) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("noRing", True)
        self._screen: DossierScreen | None = None
        self._large = large
        self._name = ElidedLabel(size=22, weight=700)
        self._state = StatusChip("")
        self._procedure = AccentLabel(size=14, tone="ink2", wrap=True)
        self._code = AccentLabel(size=13, tone="ink2")
        self._copied = Caption()
        self._due = AccentLabel(size=18, weight=700, tone="accent")
        self._left = AccentLabel(size=13, tone="ink2")
        self._due_card = Card("sunken")
        self._facts = QGridLayout()
        self._papers = QVBoxLayout()
        self._steps = QVBoxLayout()
        self._proof = Caption()
        self._ask = _ReasonPanel()
        self._lay_out(copy, number, print_slip, large)
        self._ask.given.connect(self.reason_given)

    def show_dossier(self, screen: DossierScreen) -> None:
        """Show a dossier."""
        is_other = self._screen is None or self._screen.code != screen.code
        self._screen = screen
        self._name.setText(screen.name)
        self._state.show_state(screen.state, screen.state_tone)
        self._procedure.setText(screen.procedure)
        self._code.setText(screen.code)
        self._due.setText(labels.due(screen.due_at))
        self._left.setText(screen.time_left)
        self._left.set_tone("bad" if screen.time_tone == "bad" else "ink2")
        self._due.set_tone("bad" if screen.time_tone == "bad" else "accent")
        self._due_card.set_tone("bad" if screen.time_tone == "bad" else "sunken")
        self._proof.setText(screen.proof)
        self._show_facts()
        self._show_papers()
        self._show_steps()
        if is_other:
            self._copied.setText("")
            self.stop_asking()
            self._scroll.verticalScrollBar().setValue(0)
        self.setAccessibleName(f"{screen.name}. {screen.procedure}. {screen.state}. {labels.due(screen.due_at)}")

    def set_narrow(self, narrow: bool) -> None:
        """Put the promised moment and the papers under the rest where the window is small."""
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(direction)
        self._body.setDirection(direction)

    def ask_reason(self) -> None:
        """Ask, in the page itself, why the slip is printed again."""
        self._ask.begin()
        self._scroll.verticalScrollBar().setValue(0)

    def is_asking(self) -> bool:
        """Return whether the reason is being asked for."""
        return self._ask.isVisible()

    def stop_asking(self) -> None:
        """Take the question back; nothing was recorded."""
        if not self._ask.isHidden():
            self._ask.hide()
            self.setFocus()

    def say_copied(self) -> None:
        """Say that the code is on the clipboard."""
        self._copied.setText(self.tr("đã chép"))

    def _lay_out(self, copy: QAction, number: QAction, print_slip: QAction, large: QAction) -> None:
        inner = QWidget()
        inner.setProperty("ground", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(12)
        self._head.addLayout(self._titles(copy), 1)
        self._due_card.column.setSpacing(1)
        for part in (Caption(self.tr("Hẹn trả")), self._due, self._left):
            self._due_card.column.addWidget(part)
        self._head.addWidget(self._due_card, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._head)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for action in (print_slip, large, number):
            buttons.addWidget(KeyButton(action, OUTLINED))
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self._ask)
        column.addWidget(_Rule())
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(8)
        column.addLayout(self._facts)
        column.addWidget(_Rule())
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(14)
        self._body.addLayout(self._history(), 1)
        self._body.addWidget(self._paper_card(), 0, Qt.AlignmentFlag.AlignTop)
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

    def _titles(self, copy: QAction) -> QVBoxLayout:
        titles = QVBoxLayout()
        titles.setSpacing(3)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self._name)
        first.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._code)
        line.addWidget(KeyButton(copy, QUIET))
        line.addWidget(self._copied)
        line.addStretch(1)
        titles.addLayout(first)
        titles.addWidget(self._procedure)
        titles.addLayout(line)
        return titles

    def _history(self) -> QVBoxLayout:
        history = QVBoxLayout()
        history.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(SectionTitle(self.tr("Lịch sử")))
        head.addWidget(IconLabel("shield", self.tr("chuỗi nhật ký"), size=12, tone="ink3"))
        head.addWidget(self._proof)
        head.addStretch(1)
        history.addLayout(head)
        self._steps.setSpacing(0)
        history.addLayout(self._steps)
        history.addStretch(1)
        return history

    def _paper_card(self) -> Card:
        card = Card("sunken")
        card.setFixedWidth(244)
        card.column.addWidget(AccentLabel(self.tr("Giấy tờ đã nhận"), size=13, weight=600, tone="ink2"))
        self._papers.setSpacing(2)
        card.column.addLayout(self._papers)
        return card

    def _show_facts(self) -> None:
        _clear(self._facts)
        if self._screen is None:
            return
        place = 0
        for label, text in self._screen.facts:
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(AccentLabel(label, size=13, tone="ink2"))
            words = AccentLabel(text, size=14, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            cell.addWidget(words)
            cell.addStretch(1)
            holder = QWidget()
            holder.setLayout(cell)
            cell.setContentsMargins(0, 0, 0, 0)
            self._facts.addWidget(holder, place // 3, place % 3)
            place += 1
        for column in range(3):
            self._facts.setColumnStretch(column, 1)

    def _show_papers(self) -> None:
        _clear(self._papers)
        for name, line in self._screen.papers if self._screen else ():
            self._papers.addWidget(IconLabel("file", name, size=13, tone="ink", wrap=True))
            caption = Caption(line)
            caption.setIndent(24)
            self._papers.addWidget(caption)
        if self._screen is not None and not self._screen.papers:
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
                paper=step.paper,
                tone=step.tone,
                promised=step.promised,
                first=place == 0,
                last=place == len(steps) - 1,
            )
            row.paper_opened.connect(self._large.trigger)
            self._steps.addWidget(row)


class _ReasonPanel(Card):
    """Why is the slip printed again?

    Signals:
        given: The reason.
    """

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__("warn")
        self._edit = QLineEdit()
        self._edit.setMaxLength(200)
        self._field = LabelledField(self.tr("Lý do in lại"), self._edit, required=True)
        self._field.set_hint(self.tr("Lý do được ghi vào sổ; bản in mang dấu “Bản in lại” và số lần."))
        self._go = make_action(self, self.tr("Ghi và in lại"), "Ctrl+Return", "printer")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._field, 1)
        row.addWidget(KeyButton(self._go, FILLED), 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(row)
        self.hide()
        self._go.triggered.connect(self._give)

    def begin(self) -> None:
        """Show the question with an empty answer."""
        self._edit.clear()
        self._field.set_error("")
        self.show()
        self._edit.setFocus()

    def _give(self) -> None:
        reason = self._edit.text().strip()
        if not reason:
            self._field.set_error(self.tr("Ghi lý do rồi bấm Ctrl+Enter. Chưa in gì."))
            self._edit.setFocus()
            return
        self.hide()
        self.given.emit(reason)


class _Rule(Card):
    """A thin line across."""

    def __init__(self) -> None:
        super().__init__("line", margin=4)
        self.setFixedHeight(1)


def _clear(layout: QVBoxLayout | QGridLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
