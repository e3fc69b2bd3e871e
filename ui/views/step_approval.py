"""Who approves at this desk, and the PIN: asked for under a step's form, never in a window of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from ui import theme
from ui.widgets.cards import Card
from ui.widgets.choice import SegmentedChoice
from ui.widgets.fields import LabelledField
from ui.widgets.labels import AccentLabel
from ui.widgets.pin_field import PinField


class ApprovalStrip(Card):
    """Chooses the leader and takes the PIN; Enter gives it, and the panel's Ctrl+Enter.

    Signals:
        given: Who approves and the PIN as typed.
    """

    given = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("warn")
        self._ids: tuple[str, ...] = ()
        self.who = SegmentedChoice(self.tr("Người duyệt"), (), wraps=True)
        self.pin = PinField(self.tr("Mã PIN của người duyệt"))
        self._who_field = LabelledField(self.tr("Người duyệt"), self.who)
        self._pin_field = LabelledField(self.tr("Mã PIN của người duyệt"), self.pin, required=True)
        self.pin.setMaximumWidth(theme.current().px(230))
        self._line = AccentLabel(
            self.tr("Mời người duyệt xem giấy ở trên rồi tự nhập mã PIN."), size=13, tone="ink2", wrap=True
        )
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._who_field, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._pin_field, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self._line)
        self.column.addLayout(row)
        self.pin.returnPressed.connect(self.give)
        self.hide()

    def begin(self, approvers: Sequence[tuple[str, str]]) -> None:
        """Ask; with one approver only the PIN is left to be typed."""
        self._ids = tuple(official for official, _name in approvers)
        self.who.set_options([name for _official, name in approvers], 0)
        self.pin.clear()
        self._pin_field.set_error("")
        self.show()

    def end(self) -> None:
        """Take the question back; the PIN is forgotten."""
        self.pin.clear()
        self.hide()

    def is_open(self) -> bool:
        """Return whether the question stands."""
        return not self.isHidden()

    def focus(self) -> None:
        """Go to what is still to be said."""
        (self.who if len(self._ids) > 1 and not self.pin.text() else self.pin).setFocus()

    def give(self) -> None:
        """Hand over what was typed."""
        pin = self.pin.pin
        if not pin:
            self.show_fault(self.tr("Nhập mã PIN rồi bấm Enter. Chưa ghi gì."))
            return
        self.given.emit(self._ids[max(0, self.who.index)], pin)

    def show_fault(self, sentence: str) -> None:
        """Say why it was not approved; the PIN is to be typed again."""
        self._pin_field.set_error(sentence)
        self.pin.clear()
        self.pin.setFocus()
