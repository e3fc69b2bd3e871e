"""Beside the paper: what the draft says, what was checked, and who signs with which PIN."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.presenters.approval_words import BAD, OK, Check, Fact
from ui.presenters.approvals import DraftScreen, Signer
from ui.theme import BOLD, SEMIBOLD
from ui.widgets.cards import Card
from ui.widgets.choice import SegmentedChoice
from ui.widgets.fields import LabelledField
from ui.widgets.labels import AccentLabel, Caption, IconLabel, SectionTitle
from ui.widgets.pin_field import PinField

_ICONS = {OK: "check", BAD: "close"}


class DraftCard(QWidget):
    """Two cards: the rules that were checked, seen without scrolling, and the facts of one draft."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "page")
        self._column: QBoxLayout = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(10)
        self._column.addStretch(1)
        self._shown: list[QWidget] = []

    def set_side_by_side(self, is_so: bool) -> None:
        """Put the two cards beside each other: where the paper has no room, they have."""
        across = QBoxLayout.Direction.LeftToRight
        self._column.setDirection(across if is_so else QBoxLayout.Direction.TopToBottom)
        self._column.setStretch(self._column.count() - 1, 0 if is_so else 1)
        for widget in self._shown:
            self._column.setStretchFactor(widget, 1 if is_so else 0)

    def show_draft(self, screen: DraftScreen) -> None:
        """Show another draft."""
        for widget in self._shown:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = [_checks(screen.checks), _facts(screen)]
        for place, widget in enumerate(self._shown):
            self._column.insertWidget(place, widget, int(self._column.direction() == QBoxLayout.Direction.LeftToRight))


class SignCard(Card):
    """Who signs, and where the PIN is typed.

    Signals:
        signer_chosen: Another one signs; carries the id.
    """

    signer_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._signers: tuple[Signer, ...] = ()
        self._chosen = ""
        self.choice = SegmentedChoice(self.tr("Người ký"), (), wraps=True)
        self.pin = PinField(self.tr("Mã PIN"))
        self.field = LabelledField(self.tr("Mã PIN"), self.pin, keys="Return")
        self._line = AccentLabel(size=13, tone="ink2", wrap=True)
        self.column.addWidget(SectionTitle(self.tr("Ký duyệt")))
        self.column.addWidget(self.choice)
        self.column.addWidget(self._line)
        self.column.addWidget(self.field)
        self.choice.chosen.connect(self._choose)

    @property
    def line(self) -> str:
        """What is said in place of the PIN."""
        return self._line.text()

    def show_signers(self, screen: DraftScreen, *, is_other: bool) -> None:
        """Show who may sign the draft; what is typed stays unless it is another draft or another hand."""
        if is_other or screen.signer != self._chosen:
            self.pin.clear()
            self.field.set_error("")
        self._signers, self._chosen = screen.signers, screen.signer
        place = next((n for n, one in enumerate(self._signers) if one.id == self._chosen), -1)
        self.choice.set_options([one.name for one in self._signers], place)
        self.choice.setVisible(len(self._signers) > 1)
        signer = self._signers[place] if place >= 0 else None
        needs_pin = signer is not None and signer.has_pin and not screen.refusal
        self.field.setVisible(needs_pin)
        if signer is not None:
            self.field.set_label(self.tr("Mã PIN của {}").format(signer.name))
        self._line.setText(self._words(screen, signer))
        self._line.setVisible(bool(self._line.text()))

    def is_ready(self) -> bool:
        """Return whether nothing has to be typed or chosen any more."""
        signer = next((one for one in self._signers if one.id == self._chosen), None)
        return signer is not None and (bool(self.pin.pin) or not signer.has_pin)

    def ask(self) -> None:
        """Go to what is missing: who signs, or the PIN."""
        if self.field.isVisible():
            self.pin.setFocus()
        elif self.choice.isVisible():
            self.choice.setFocus()

    def take_pin(self) -> str:
        """Return what was typed and empty the field."""
        pin = self.pin.pin
        self.pin.clear()
        self.field.set_error("")
        return pin

    def show_fault(self, words: str) -> None:
        """Say what is wrong with the PIN."""
        self.field.set_error(words)
        self.ask()

    def _words(self, screen: DraftScreen, signer: Signer | None) -> str:
        if screen.refusal:
            return screen.refusal
        if signer is None:
            return self.tr("Chọn người ký (mũi tên), rồi nhập mã PIN.")
        return "" if signer.has_pin else self.tr("Đơn vị chỉ có một cán bộ: ghi là tự duyệt, không cần mã PIN.")

    def _choose(self, place: int) -> None:
        self.signer_chosen.emit(self._signers[place].id)


def _facts(screen: DraftScreen) -> Card:
    card = Card()
    card.column.setSpacing(4)
    card.column.addWidget(AccentLabel(screen.name, size=22, weight=BOLD, wrap=True))
    card.column.addWidget(AccentLabel(screen.procedure, size=13, tone="ink2", wrap=True))
    card.column.addWidget(Caption(screen.key.code))
    card.column.addSpacing(6)
    card.column.addWidget(AccentLabel(screen.step, size=15, weight=SEMIBOLD, tone="accent", wrap=True))
    card.column.addWidget(Caption(screen.drafted, wrap=True))
    for fact in screen.facts:
        card.column.addSpacing(4)
        card.column.addWidget(Caption(fact.label))
        card.column.addWidget(_words_of(fact))
    card.column.addStretch(1)
    card.setAccessibleName(f"{screen.name}. {screen.step}. {screen.drafted}")
    return card


def _words_of(fact: Fact) -> AccentLabel:
    return AccentLabel(fact.words, size=14, weight=SEMIBOLD if fact.is_strong else 400, wrap=True)


def _checks(checks: tuple[Check, ...]) -> Card:
    card = Card()
    card.column.setSpacing(6)
    card.column.addWidget(SectionTitle(QCoreApplication.translate("DraftCard", "Kiểm tra theo quy định")))
    for check in checks:
        card.column.addWidget(_check(check))
    card.column.addStretch(1)
    return card


def _check(check: Check) -> QWidget:
    """Return one rule: what is well in plain ink, what is not in its colour; the sign and the words say it too."""
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    row.addWidget(IconLabel(_ICONS.get(check.tone, "warning"), tone=check.tone), 0, Qt.AlignmentFlag.AlignTop)
    text = QVBoxLayout()
    text.setSpacing(0)
    text.addWidget(AccentLabel(check.words, size=13, tone="ink" if check.tone == OK else check.tone, wrap=True))
    if check.line:
        text.addWidget(Caption(check.line, wrap=True))
    row.addLayout(text, 1)
    return widget
