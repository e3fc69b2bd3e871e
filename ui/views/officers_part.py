"""Who works at this desk, and the field in which a new official is named."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.widgets.buttons import OUTLINED, KeyButton
from ui.widgets.fields import LabelledField
from ui.widgets.labels import AccentLabel, SectionTitle

_LONGEST_NAME = 100


class OfficersPart(QWidget):
    """The officials of the desk; the screen that shows it names a new one by ``add``."""

    def __init__(self, add: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setMaxLength(_LONGEST_NAME)
        self.field = LabelledField(self.tr("Họ tên cán bộ mới"), self.edit)
        self.field.set_hint(self.tr("Thêm xong, mọi việc từ lúc đó mang tên người này."))
        self._people = AccentLabel(size=14, wrap=True)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.field, 1)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(AccentLabel(" ", size=13))  # so high as the label: the button stands beside the field
        beside.addWidget(KeyButton(add, OUTLINED))
        beside.addStretch(1)
        row.addLayout(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionTitle(self.tr("Cán bộ tiếp nhận")))
        column.addWidget(self._people)
        column.addLayout(row)

    @property
    def typed(self) -> str:
        """The name as it stands in the field."""
        return self.edit.text()

    def show_people(self, officers: Mapping[str, str], actor: str) -> None:
        """Show the officials, one a line, and who of them works now."""
        working = self.tr("đang làm")
        self._people.setText(
            "\n".join(f"{name} ({working})" if who == actor else name for who, name in officers.items())
        )

    def clear(self) -> None:
        """Empty the field."""
        self.edit.clear()
        self.field.set_error("")
