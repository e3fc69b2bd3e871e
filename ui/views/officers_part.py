"""Who works at this desk and who approves: the lists, their keys, and what should be seen to first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.presenters.people_settings import PeopleScreen
from ui.views.lists import RowList
from ui.widgets.buttons import OUTLINED, KeyButton
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import AccentLabel, Caption, IconLabel, SectionTitle

_MOST_SEEN = 6


class OfficersPart(QWidget):
    """The officials and the delegations of the desk."""

    def __init__(
        self, of_officials: Sequence[QAction], of_delegations: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._guidance = IconLabel("warning", size=14, tone="warn", wrap=True)
        self._rights = AccentLabel(size=13, tone="ink2", wrap=True)
        self.list = RowList(self.tr("Cán bộ"))
        self.delegations = RowList(self.tr("Ủy quyền duyệt"))
        self._nobody = Caption(self.tr("Chưa có ủy quyền nào. Lãnh đạo vắng thì ghi ở đây, kèm văn bản."), wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._guidance)
        column.addWidget(self._rights)
        column.addWidget(self.list)
        column.addWidget(_buttons(of_officials))
        column.addSpacing(10)
        column.addWidget(SectionTitle(self.tr("Ủy quyền duyệt")))
        column.addWidget(self._nobody)
        column.addWidget(self.delegations)
        column.addWidget(_buttons(of_delegations))

    @property
    def guidance(self) -> str:
        """What should be seen to first; empty for nothing."""
        return self._guidance.text()

    @property
    def rights(self) -> str:
        """What the one at work may do here."""
        return self._rights.text()

    def show_people(self, screen: PeopleScreen) -> None:
        """Show everybody."""
        self._guidance.setText(screen.guidance)
        self._guidance.setVisible(bool(screen.guidance))
        self._rights.setText(screen.rights)
        self.list.show_rows(screen.officials)
        self.delegations.show_rows(screen.delegations)
        self._nobody.setVisible(not screen.delegations)
        self.delegations.setVisible(bool(screen.delegations))
        for names, count in ((self.list, len(screen.officials)), (self.delegations, len(screen.delegations))):
            names.setFixedHeight(min(max(count, 1), _MOST_SEEN) * theme.current().px(48) + 4)


def _buttons(actions: Sequence[QAction]) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row, gap=8)
    for action in actions:
        flow.addWidget(KeyButton(action, OUTLINED))
    return row
