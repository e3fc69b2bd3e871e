"""Slips for a power cut: one that was filled in by hand is taken into the form, new ones are printed ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import error_texts, theme
from ui.presenters.emergency import EmergencyPresenter
from ui.views.intake_panel import TaskPanel
from ui.views.lists import RowList
from ui.widgets.buttons import OUTLINED, KeyButton
from ui.widgets.cards import Card
from ui.widgets.delegates import ListRow
from ui.widgets.fields import LabelledField, NumberField
from ui.widgets.labels import AccentLabel, Caption

if TYPE_CHECKING:
    from cchc_desktop.services.emergency_desk import UnusedSlip

_USUAL = 10


class EmergencyPanel(TaskPanel):
    """The panel of the slips.

    Signals:
        chosen: A slip is to be entered; carries its number, empty where it is to be typed.
    """

    chosen = Signal(str)

    def __init__(self, page: QWidget, presenter: EmergencyPresenter) -> None:
        super().__init__(page, width=640)
        self._presenter = presenter
        self.title.setText(self.tr("Giấy tiếp nhận tạm khi mất điện"))
        self.line.setText(
            self.tr("In sẵn, cất ở quầy. Mất điện thì ghi tay; có điện lại, chọn số giấy đã ghi để nhập hồ sơ.")
        )
        self.setAccessibleName(self.title.text())
        self.list = RowList(self.tr("Giấy tạm chưa nhập"))
        self._none = AccentLabel(size=14, tone="ink2", wrap=True)
        self._count_line = Caption()
        self.count = NumberField(error_texts.field("slip_count"), 1, presenter.most_ahead)
        self.count.setValue(_USUAL)
        self.count.setFixedWidth(theme.current().px(110))
        self.more = self.action(self.tr("In thêm"), "Alt+P", "printer")
        self.enter = self.action(self.tr("Nhập giấy này"), "Ctrl+Return", "pen")
        card = Card("sunken")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(LabelledField(error_texts.field("slip_count"), self.count))
        row.addStretch(1)
        row.addWidget(KeyButton(self.more, OUTLINED), 0, Qt.AlignmentFlag.AlignBottom)
        card.column.addLayout(row)
        self.body.addWidget(self._count_line)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._none)
        self.body.addStretch(0)
        self.body.addWidget(card)
        self.end([self.enter])
        self.more.triggered.connect(self._print)
        self.enter.triggered.connect(self._take)
        self.list.opened.connect(self._take)
        presenter.listed.connect(self._show)
        presenter.refused.connect(self.say)

    def begin(self) -> None:
        """Open with what is left."""
        self.say("")
        self._presenter.look()
        self.open()
        (self.list if self.list.rows() else self.count).setFocus()

    def _show(self, slips: Sequence[UnusedSlip]) -> None:
        rows = [
            ListRow(
                key=slip.number,
                head=slip.number,
                side=self.tr("in năm {}").format(slip.year) if self._presenter.last_year(slip) else "",
                chip=self.tr("chưa nhập"),
            )
            for slip in slips
        ]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._count_line.setText(self.tr("Còn {} giấy tạm chưa nhập. Enter để nhập giấy đang chọn.").format(len(rows)))
        self._count_line.setVisible(bool(rows))
        self._none.setText(self.tr("Chưa có giấy tạm nào in sẵn. Chọn số tờ rồi Alt+P: nên in trước khi mất điện."))
        self._none.setVisible(not rows)
        self.enter.setEnabled(bool(rows))

    def _print(self) -> None:
        self.say("")
        self.count.interpretText()
        self._presenter.print_ahead(self.count.value())

    def _take(self, _key: object = None) -> None:
        number = self.list.current_key()
        if number is not None:
            self.hide()
            self.chosen.emit(str(number))
