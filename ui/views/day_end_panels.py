"""What is written over the day's end: an answer to the city, and taking over what a ward left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ui import labels
from ui.presenters.day_list import LeftKey
from ui.presenters.day_words import QuestionKey
from ui.widgets.buttons import make_action
from ui.widgets.delegates import ListRow
from ui.widgets.fields import LabelledField
from ui.widgets.labels import AccentLabel
from ui.widgets.panels import SidePanel


class AnswerPanel(SidePanel):
    """An answer to a question of the city is typed.

    Signals:
        answered: Carries the question's id and the answer.
        dossier_wanted: Carries the code of the dossier that is asked about.
    """

    answered = Signal(str, str)
    dossier_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, width=520)
        record = make_action(self, self.tr("Ghi câu trả lời"), "Ctrl+Return")
        look = make_action(self, self.tr("Mở hồ sơ"), "Alt+H", "search")
        self.set_actions([look, record])
        record.triggered.connect(self._record)
        look.triggered.connect(self._look)
        self._asked: QuestionKey | None = None
        self._edit: QPlainTextEdit | None = None
        self._field: LabelledField | None = None

    def ask(self, key: QuestionKey, row: ListRow) -> None:
        """Open with a question."""
        self._asked, self._edit = key, QPlainTextEdit()
        self._edit.setTabChangesFocus(True)
        self._field = LabelledField(self.tr("Câu trả lời"), self._edit, required=True)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 0, 8)
        column.addWidget(AccentLabel(row.lines[0], size=14, wrap=True))
        column.addWidget(self._field)
        self.show_body(row.head, self.tr("Câu trả lời vào sổ và đi cùng gói tới."), body)
        self._edit.setFocus()

    def typed(self) -> str:
        """Return what is typed and not recorded."""
        return self._edit.toPlainText().strip() if self._edit is not None and self.isVisible() else ""

    def refuse(self, words: str) -> None:
        """Say under the field why the answer was not taken."""
        if self._field is not None:
            self._field.set_error(words)

    def _record(self) -> None:
        if self._asked is not None:
            self.answered.emit(self._asked.id, self.typed())

    def _look(self) -> None:
        if self._asked is not None:
            self.hide()
            self.dossier_wanted.emit(self._asked.code)


class TakeOverPanel(SidePanel):
    """The dossiers that a ward left are seen, and taken over by one key.

    Signals:
        accepted: Carries the agency code of the ward.
    """

    accepted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, width=520)
        take = make_action(self, self.tr("Tiếp quản tất cả"), "Ctrl+Return")
        self.set_actions([take])
        take.triggered.connect(self._take)
        self._left: LeftKey | None = None
        self.list: QPlainTextEdit | None = None

    def ask(self, key: LeftKey, lines: Sequence[str]) -> None:
        """Open with what a ward left, a line for each dossier."""
        self._left = key
        self.list = QPlainTextEdit("\n".join(lines))
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        title = self.tr("{} hồ sơ còn mở của {}").format(labels.number(len(key.codes)), key.ward)
        line = self.tr(
            "Mã và hẹn trả giữ nguyên; từ nay bàn này làm tiếp, trả kết quả và chịu trách nhiệm đúng hạn. "
            "Gói đến sau còn hồ sơ nữa thì tiếp quản thêm lần nữa."
        )
        self.show_body(title, line, self.list)
        self.list.setFocus()

    def _take(self) -> None:
        if self._left is not None:
            self.hide()
            self.accepted.emit(self._left.ward)
