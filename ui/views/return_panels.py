"""What is asked at the return desk before something is recorded: a result that came back, an undo."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from cchc_desktop.domain.steps import RECEIVERS
from ui import theme
from ui.views.dossier_panels import AskPanel
from ui.widgets.choice import SegmentedChoice
from ui.widgets.fields import LabelledField, NumberField

_LONGEST = 200


class ReadyPanel(AskPanel):
    """Where does the result lie, how many are there, when was it signed?

    Signals:
        given: Shelf, count, and the moment of signing as typed.
    """

    given = Signal(str, int, str)

    def __init__(self) -> None:
        super().__init__("check")
        self.go.setText(self.tr("Ghi có kết quả"))
        self._shelf = QLineEdit()
        self._shelf.setMaxLength(60)
        self._count = NumberField(self.tr("Số kết quả"))
        self._signed = QLineEdit()
        self._signed.setMaxLength(20)
        self._signed.setPlaceholderText(self.tr("15:30 24/04"))
        self._asked = {
            "shelf": LabelledField(self.tr("Để ở đâu"), self._shelf),
            "count": LabelledField(self.tr("Số kết quả"), self._count),
            "signed_at": LabelledField(self.tr("Ký lúc"), self._signed),
        }
        self._asked["shelf"].set_hint(self.tr("Kệ, ngăn: hiện to khi trả."))
        self._asked["count"].setFixedWidth(theme.current().px(110))
        self._asked["signed_at"].set_hint(self.tr("Bỏ trống được."))
        for field in self._asked.values():
            self.fields.addWidget(field, 0 if field is self._asked["count"] else 1, Qt.AlignmentFlag.AlignTop)
        self._end()
        self.go.triggered.connect(self._give)

    def begin(self) -> None:
        """Show the question; the shelf of the last result is proposed again."""
        self._count.setValue(1)
        self._signed.clear()
        self.show_faults({})
        self.show()
        self._shelf.setFocus()
        self._shelf.selectAll()

    def field(self, name: str) -> LabelledField:
        """Return a field with its label and fault."""
        return self._asked[name]

    def show_faults(self, faults: dict[str, str]) -> None:
        """Show what is wrong, by field, and go to the first one."""
        wrong = [name for name in self._asked if name in faults]
        for name, field in self._asked.items():
            field.set_error(faults.get(name, ""))
        if wrong:
            self._asked[wrong[0]].editor.setFocus()

    def _give(self) -> None:
        self.given.emit(self._shelf.text(), self._count.value(), self._signed.text())


class UndoPanel(AskPanel):
    """Why is the last return to be undone?

    Signals:
        given: The dossier's code and the reason.
    """

    given = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("pen")
        self.go.setText(self.tr("Trình lãnh đạo duyệt"))
        self._code = ""
        self._reason = QLineEdit()
        self._reason.setMaxLength(_LONGEST)
        self._field = LabelledField("", self._reason, required=True)
        self._field.set_hint(self.tr("Lãnh đạo duyệt rồi hồ sơ mới trở lại chờ trả. Lý do vào sổ."))
        self.fields.addWidget(self._field, 1)
        self._end()
        self.go.triggered.connect(self._give)

    def begin(self, code: str, name: str) -> None:
        """Show the question about one dossier."""
        self._code = code
        self._field.set_label(self.tr("Vì sao hoàn tác lần trả của {}").format(name))
        self._reason.clear()
        self._field.set_error("")
        self.show()
        self._reason.setFocus()

    def show_faults(self, faults: dict[str, str]) -> None:
        """Show what is wrong with it."""
        self._field.set_error(next(iter(faults.values()), ""))
        self._reason.setFocus()

    def _give(self) -> None:
        self.given.emit(self._code, self._reason.text())


class CauseChoice(SegmentedChoice):
    """Why it is late.

    Signals:
        decided: A digit chose it: the hand is at the digits, the next question may come.
    """

    decided = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name, (), height=32, wraps=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        super().keyPressEvent(event)
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self.options) and self.index == place:
            self.decided.emit()


class ReceiverChoice(SegmentedChoice):
    """Who takes the result; the keys 1 to 3 stay the same where nobody filed for the applicant."""

    def __init__(self, name: str) -> None:
        super().__init__(name, (), wraps=True)
        self._offered: tuple[str, ...] = ()

    @property
    def receiver(self) -> str:
        """The stored choice."""
        return self._offered[self.index] if 0 <= self.index < len(self._offered) else ""

    def offer(self, receivers: tuple[tuple[str, str], ...], chosen: str) -> None:
        """Show those who can take it, one of them chosen."""
        self._offered = tuple(one for one, _ in receivers)
        options = [f"{RECEIVERS.index(one) + 1}  {words}" for one, words in receivers]
        self.set_options(options, self._offered.index(chosen) if chosen in self._offered else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        place = event.key() - Qt.Key.Key_1
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and 0 <= place < len(RECEIVERS):
            if RECEIVERS[place] in self._offered:
                self._choose(self._offered.index(RECEIVERS[place]))
            return
        super().keyPressEvent(event)
