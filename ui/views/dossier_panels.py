"""What is asked inside a dossier before something is recorded: why a slip is printed again, how a fee was settled."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ui import theme
from ui.widgets.buttons import FILLED, QUIET, KeyButton, make_action
from ui.widgets.cards import Card
from ui.widgets.choice import SegmentedChoice
from ui.widgets.fields import LabelledField

_LONGEST = 200
WAIVED = 2
"""The place of the waiver in the choice of how a fee is settled."""


class AskPanel(Card):
    """A question on an amber ground: its fields, the key that records, and Esc that does not.

    Signals:
        left: The question was taken back; nothing was recorded.
    """

    left = Signal()

    def __init__(self, icon: str) -> None:
        super().__init__("warn")
        self.go = make_action(self, "", "Ctrl+Return", icon)
        self._cancel = make_action(self, self.tr("Thôi"), "Esc")
        self._cancel.setShortcut("")  # Esc belongs to the screen, which takes the question back first
        self.fields = QHBoxLayout()
        self.fields.setSpacing(12)
        self.column.addLayout(self.fields)
        self.hide()
        self._cancel.triggered.connect(self.left)

    def _end(self) -> None:
        """Put the buttons under the fields; last, and the one that records first: that is the order of Tab."""
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.column.addLayout(foot)
        foot.addStretch(1)
        foot.addWidget(KeyButton(self.go, FILLED))
        foot.insertWidget(1, KeyButton(self._cancel, QUIET))


class ReasonPanel(AskPanel):
    """Why is the slip printed again?

    Signals:
        given: The reason.
    """

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__("printer")
        self.go.setText(self.tr("Ghi và in lại"))
        self._edit = QLineEdit()
        self._edit.setMaxLength(_LONGEST)
        self._field = LabelledField(self.tr("Lý do in lại"), self._edit, required=True)
        self._field.set_hint(self.tr("Lý do vào sổ; bản in mang dấu “Bản in lại” và số lần."))
        self.fields.addWidget(self._field, 1)
        self._end()
        self.go.triggered.connect(self._give)

    def begin(self, paper: str = "") -> None:
        """Show the question with an empty answer; ``paper`` is what a paper other than the slip is called."""
        label = self.tr("Lý do in lại")
        self._field.label.setText(f"{label}: {paper}" if paper else label)
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


class SettlementPanel(AskPanel):
    """What did two desks agree, whose acts cannot both stand?

    Signals:
        given: What was agreed.
    """

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__("pen")
        self.go.setText(self.tr("Ghi cách xử lý"))
        self._edit = QLineEdit()
        self._edit.setMaxLength(_LONGEST)
        self._field = LabelledField(self.tr("Hai bàn đã thống nhất thế nào"), self._edit, required=True)
        self._field.set_hint(self.tr("Việc ghi trước có hiệu lực; việc ghi sau được giữ lại là ngoại lệ."))
        self.fields.addWidget(self._field, 1)
        self._end()
        self.go.triggered.connect(self._give)

    def begin(self) -> None:
        """Show the question with an empty answer."""
        self._edit.clear()
        self._field.set_error("")
        self.show()
        self._edit.setFocus()

    def _give(self) -> None:
        agreed = self._edit.text().strip()
        if not agreed:
            self._field.set_error(self.tr("Ghi cách xử lý rồi bấm Ctrl+Enter. Chưa ghi gì."))
            self._edit.setFocus()
            return
        self.hide()
        self.given.emit(agreed)


class FeePanel(AskPanel):
    """How was the fee settled?

    Signals:
        given: Which way (0 cash, 1 transfer, 2 waived), the amount as typed, the reason of a waiver.
    """

    given = Signal(int, str, str)

    def __init__(self) -> None:
        super().__init__("money")
        self.go.setText(self.tr("Ghi lệ phí"))
        self._way = SegmentedChoice(
            self.tr("Cách thu"),
            (self.tr("Tiền mặt"), self.tr("Chuyển khoản"), self.tr("Miễn"), self.tr("Cổng")),
            height=36,
        )
        self._amount = QLineEdit()
        self._amount.setMaxLength(16)
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._reason = QLineEdit()
        self._reason.setMaxLength(_LONGEST)
        self._asked: dict[str, LabelledField] = {
            "fee_dong": LabelledField(self.tr("Số tiền, đồng"), self._amount, required=True),
            "fee_reason": LabelledField(self.tr("Lý do miễn"), self._reason, required=True),
        }
        self._asked["fee_dong"].setFixedWidth(theme.current().px(190))
        self.fields.addWidget(self._asked["fee_dong"], 0, Qt.AlignmentFlag.AlignTop)
        self.fields.addWidget(LabelledField(self.tr("Cách thu"), self._way), 0, Qt.AlignmentFlag.AlignTop)
        self.fields.addWidget(self._asked["fee_reason"], 1, Qt.AlignmentFlag.AlignTop)
        self.fields.addStretch(0)
        self._end()
        self._way.chosen.connect(self._follow)
        self.go.triggered.connect(self._give)

    def begin(self, amount: str) -> None:
        """Show the question: cash, with the amount that is known; where there is one, the way is what is asked."""
        self._way.set_index(0)
        self._amount.setText(amount)
        self._reason.clear()
        self._follow(0)
        self.show()
        self._way.setFocus()
        if not amount:
            self._amount.setFocus()

    def show_fault(self, field: str, words: str) -> None:
        """Show what is wrong with a field and go to it."""
        asked = self._asked.get(field, self._asked["fee_dong"])
        asked.set_error(words)
        asked.editor.setFocus()

    def _follow(self, way: int) -> None:
        for field in self._asked.values():
            field.set_error("")
        self._asked["fee_dong"].setEnabled(way != WAIVED)
        self._asked["fee_reason"].setVisible(way == WAIVED)

    def _give(self) -> None:
        self.given.emit(self._way.index, self._amount.text(), self._reason.text())
