"""What is asked when a result goes over the desk: who takes it, how much of it, and why it is late."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.steps import OVERDUE_CAUSES, RETURN_WAYS
from ui import theme
from ui.presenters import return_words
from ui.presenters.return_words import AUTHORISED, ReturnScreen
from ui.views.return_panels import CauseChoice, ReceiverChoice
from ui.widgets.buttons import OUTLINED, KeyButton
from ui.widgets.cards import Card
from ui.widgets.chips import KeyBadge
from ui.widgets.choice import SegmentedChoice
from ui.widgets.fields import LabelledField, NumberField
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import AccentLabel, IconLabel
from ui.widgets.masked import MaskedNumber

_LONGEST = 200
POST = "post"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FormActions:
    """What can be done with the dossier that is shown; made by the screen, shown as buttons here."""

    ready: QAction
    fee: QAction
    lost: QAction
    post: QAction
    copy: QAction
    look: QAction
    calls: tuple[QAction, ...]


class ReturnFields(QWidget):
    """The fields of a return.

    Signals:
        wanted: A field should be seen; carries it.
    """

    wanted = Signal(QWidget)

    def __init__(self, actions: FormActions) -> None:
        super().__init__()
        self._actions = actions
        self._screen: ReturnScreen | None = None
        self._card_number = ""
        self._make_fields()
        self._lay_out()
        self._order_tabs()
        self._cause.decided.connect(self.receiver.setFocus)
        self.receiver.chosen.connect(self._follow)
        self._way.chosen.connect(self._follow)
        self._lost.toggled.connect(self._follow)

    def begin(self, screen: ReturnScreen) -> None:
        """Begin anew: whoever is proposed, everything on the shelf, nothing typed."""
        self.receiver.offer(screen.receivers, screen.receiver)
        self._cause.set_options([f"{place}  {words}" for place, words in enumerate(return_words.causes(), start=1)])
        self._unit.setText(screen.unit)
        self._way.set_index(RETURN_WAYS.index(screen.way) if screen.way in RETURN_WAYS else 0)
        self._count.setValue(max(1, screen.left))
        self._originals.setValue(0)
        self._lost.setChecked(False)
        self._number.set_number("")
        self._card_number = ""
        typed = (self._receiver_name, self._authority, self._postal, self._lost_note, self._originals_note)
        for edit in (*typed, self._cause_note):
            edit.clear()
        self.show_faults({})
        self._follow()

    def show_dossier(self, screen: ReturnScreen) -> None:
        """Bound the count by what lies there, propose the units, ask for a cause where it is late."""
        self._screen = screen
        self._late.setVisible(screen.needs_cause)
        self._late_line.setText(screen.late_line)
        self._count.setMaximum(max(1, screen.left))
        self._fields["count"].setVisible(screen.left > 1)
        self._fields["originals_note"].set_hint(
            self.tr("Đã nộp bản chính: {}").format(screen.originals) if screen.originals else ""
        )
        completer = QCompleter(list(screen.units), self._unit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._unit.setCompleter(completer)

    def set_narrow(self, narrow: bool) -> None:
        """Put the fields of a row under each other where the window is small."""
        for row in self._rows:
            row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def go_first(self) -> None:
        """Go to what is asked first: why it is late, else who takes it."""
        is_late = self._screen is not None and self._screen.needs_cause
        self._go("cause" if is_late and self._cause.index < 0 else "receiver")

    def values(self) -> dict[str, Any]:
        """Return the fields of the return as they stand."""
        receiver, way = self.receiver.receiver, RETURN_WAYS[max(0, self._way.index)]
        found: dict[str, Any] = {
            "receiver": receiver,
            "way": way,
            "count": self._count.value(),
            "originals": self._originals.value(),
            "originals_note": self._originals_note.text(),
        }
        if way == POST:
            found["postal_code"] = self._postal.text()
        if receiver == AUTHORISED:
            found |= {"receiver.name": self._receiver_name.text(), "authority": self._authority.text()}
        if receiver == AUTHORISED or self._lost.isChecked():
            found["receiver.personal_id"] = self._number.number
        if self._lost.isChecked():
            found |= {"is_slip_lost": True, "lost_note": self._lost_note.text()}
        if self._screen is not None and self._screen.needs_cause:
            cause = OVERDUE_CAUSES[self._cause.index] if self._cause.index >= 0 else ""
            found |= {"cause": cause, "responsible_unit": self._unit.text(), "cause_note": self._cause_note.text()}
        return found

    def field(self, name: str) -> LabelledField:
        """Return a field with its label and fault."""
        return self._fields[name]

    def is_touched(self) -> bool:
        """Return whether something was typed that is kept nowhere."""
        typed = (self._receiver_name, self._authority, self._postal, self._lost_note, self._originals_note)
        return any(edit.text() for edit in (*typed, self._cause_note)) or bool(self._number.number)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Show faults by field and go to the first one."""
        for name, field in self._fields.items():
            field.set_error(faults.get(name, ""))
        wrong = next((field for name, field in self._fields.items() if name in faults), None)
        if wrong is not None:
            wrong.editor.setFocus()
            self.wanted.emit(wrong)

    def _go(self, name: str) -> None:
        self._fields[name].editor.setFocus()
        self.wanted.emit(self._fields[name])

    def take_card(self, name: str, number: str) -> bool:
        """Fill in who stands here where that is asked; return whether it was."""
        is_other = self.receiver.receiver == AUTHORISED
        if self._screen is None or not self._screen.can_return or not (is_other or self._lost.isChecked()):
            return False
        self._number.set_number(number)
        if is_other:
            self._receiver_name.setText(name)
        return True

    def found_by(self, card_number: str) -> None:
        """Remember whose card found the dossier: that person stands here, and a lost slip asks for the number."""
        self._card_number = card_number
        screen = self._screen
        if screen is not None:
            is_applicant = card_number == screen.personal_id
            chosen = return_words.APPLICANT if is_applicant else return_words.SUBMITTER
            self.receiver.offer(screen.receivers, chosen)
            self._follow()

    def toggle_lost(self) -> None:
        """Tick or untick that the slip is lost, and go to what is asked then."""
        self._lost.setChecked(not self._lost.isChecked())
        if not self._lost.isChecked():
            self.receiver.setFocus()
            return
        if not self._number.number:
            self._number.set_number(self._card_number)
        self._go("lost_note" if self._number.number else "receiver.personal_id")

    def offer_post(self) -> None:
        """Choose the post and ask for its code."""
        self._way.set_index(RETURN_WAYS.index(POST))
        self._follow()
        self._go("postal_code")

    def _make_fields(self) -> None:
        self._cause = CauseChoice(self.tr("Nguyên nhân quá hạn"))
        self._unit, self._cause_note = _line(120), _line()
        self.receiver = ReceiverChoice(self.tr("Người nhận kết quả"))
        self._receiver_name, self._number, self._authority = _line(), MaskedNumber(), _line()
        self._count = NumberField(self.tr("Số kết quả trả"))
        self._originals = NumberField(self.tr("Bản chính trả lại"), least=0)
        self._originals_note = _line()
        self._way = SegmentedChoice(self.tr("Cách trả"), return_words.ways())
        self._postal = _line(40)
        self._lost = QCheckBox(self.tr("Mất giấy hẹn"))
        self._lost_note = _line()
        self._fields: dict[str, LabelledField] = {
            "cause": LabelledField(self.tr("Nguyên nhân quá hạn"), self._cause, required=True),
            "responsible_unit": LabelledField(self.tr("Bộ phận chịu trách nhiệm"), self._unit, required=True),
            "cause_note": LabelledField(self.tr("Giải trình"), self._cause_note),
            "receiver": LabelledField(self.tr("Ai nhận kết quả"), self.receiver),
            "receiver.name": LabelledField(self.tr("Họ tên người nhận"), self._receiver_name, required=True),
            "receiver.personal_id": LabelledField(self.tr("Số giấy tờ người nhận"), self._number),
            "authority": LabelledField(self.tr("Theo giấy ủy quyền"), self._authority, required=True),
            "lost_note": LabelledField(self.tr("Ghi chú mất giấy"), self._lost_note, required=True),
            "count": LabelledField(self.tr("Số kết quả trả"), self._count),
            "originals": LabelledField(self.tr("Bản chính trả lại"), self._originals),
            "originals_note": LabelledField(self.tr("Ghi chú bản chính"), self._originals_note),
            "way": LabelledField(self.tr("Cách trả"), self._way),
            "postal_code": LabelledField(self.tr("Mã bưu gửi"), self._postal, required=True),
        }
        for name in ("count", "originals"):
            self._fields[name].setFixedWidth(theme.current().px(130))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._late = Card("bad")
        self._late_line = IconLabel("warning", size=14, weight=600, tone="bad", wrap=True)
        self._late.column.addWidget(self._late_line)
        self._late.column.addWidget(self._fields["cause"])
        self._rows = [QBoxLayout(QBoxLayout.Direction.LeftToRight) for _ in range(4)]
        late, other, things, way = self._rows
        self._late.column.addLayout(late)
        column.addWidget(self._late)
        column.addWidget(self._fields["receiver"])
        column.addLayout(self._make_lost())
        column.addLayout(other)
        column.addLayout(things)
        column.addLayout(way)
        column.addLayout(self._make_calls())
        for row, names in (
            (late, ("responsible_unit", "cause_note")),
            (other, ("receiver.name", "receiver.personal_id", "authority", "lost_note")),
            (things, ("count", "originals", "originals_note")),
            (way, ("way", "postal_code")),
        ):
            row.setSpacing(12)
            for name in names:
                row.addWidget(self._fields[name], 1 if name not in ("count", "originals") else 0)

    def _order_tabs(self) -> None:
        """Let Tab go as the eye does."""
        order: list[QWidget] = [self._cause, self._unit, self._cause_note, self.receiver, self._lost]
        order += [self._receiver_name, self._number, self._authority, self._lost_note]
        order += [self._count, self._originals, self._originals_note, self._way, self._postal]
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)

    def _make_lost(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._lost)
        row.addWidget(KeyBadge("Alt+M"))
        row.addStretch(1)
        return row

    def _make_calls(self) -> FlowLayout:
        calls = FlowLayout()
        calls.addWidget(AccentLabel(self.tr("Gọi cho người dân:"), size=13, tone="ink2"))
        for action in (*self._actions.calls, self._actions.copy, self._actions.post):
            calls.addWidget(KeyButton(action, OUTLINED))
        return calls

    def _follow(self) -> None:
        """Show only what the choices ask for."""
        is_other, is_lost = self.receiver.receiver == AUTHORISED, self._lost.isChecked()
        for name, is_asked in (
            ("receiver.name", is_other),
            ("authority", is_other),
            ("receiver.personal_id", is_other or is_lost),
            ("lost_note", is_lost),
            ("postal_code", RETURN_WAYS[max(0, self._way.index)] == POST),
        ):
            self._fields[name].setVisible(is_asked)


def _line(longest: int = _LONGEST) -> QLineEdit:
    edit = QLineEdit()
    edit.setMaxLength(longest)
    return edit
