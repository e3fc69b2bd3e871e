"""The group Gửi thành phố of Thiết lập: which way packages go; only the fields of the chosen way are seen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.presenters.carrier import KIND, CarrierSettings, carrier_fields, fields_of
from ui.views.fields_form import FieldsForm
from ui.widgets.buttons import KeyButton, make_action
from ui.widgets.labels import Caption
from ui.widgets.notices import Notice
from ui.widgets.page import Page

_NOTICE = "carrier_kept"


class CarrierPart(QWidget):
    """The form and its own key: the way is kept at once, in no entry.

    Signals:
        notice_wanted: Carries a `Notice`.
        settled: What is seen is what is kept.
    """

    notice_wanted = Signal(object)
    settled = Signal()

    def __init__(self, presenter: CarrierSettings, page: Page) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._shown: dict[str, str] = {}
        self.keep = make_action(page, self.tr("Dùng cách gửi này"), "Alt+C", "check")
        self.form = FieldsForm(carrier_fields(), lambda: presenter.today)
        self._rights = Caption(self.tr("Đã có mã PIN nên chỉ quản trị đổi được cách gửi."), wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self._rights)
        column.addWidget(KeyButton(self.keep), 0, Qt.AlignmentFlag.AlignLeft)
        self.keep.triggered.connect(self._keep)
        self.form.edited.connect(self._show_fields)
        presenter.kept.connect(self._say_kept)
        presenter.refused.connect(self._show_refused)
        self.show_choice()

    def set_seen(self, is_seen: bool) -> None:
        """Let the key work only while the group is seen; what is kept is read anew unless something was typed."""
        may = self._presenter.may_change()
        self.keep.setEnabled(is_seen and may)
        self._rights.setVisible(not may)
        if is_seen and not self.unsaved():
            self.show_choice()

    def show_choice(self) -> None:
        """Show what is kept."""
        values = self._presenter.values()
        self.form.show_values({**values, KIND: str(values[KIND])})
        self._shown = self.form.texts()
        self._show_fields()
        self.settled.emit()

    def unsaved(self) -> str:
        """Return what would be lost."""
        return self.tr("Cách gửi đã sửa mà chưa dùng") if self.form.texts() != self._shown else ""

    def _show_fields(self) -> None:
        kind: Any = self.form.readable().get(KIND)
        seen = (KIND, *fields_of(str(kind)))
        for name in self.form.names():
            self.form.field(name).setVisible(name in seen)

    def _keep(self) -> None:
        self.form.show_faults({})
        typed = self.form.values()
        if not self.form.first_fault():
            self._presenter.keep(typed)

    def _say_kept(self) -> None:
        self.show_choice()
        self.notice_wanted.emit(
            Notice(
                key=_NOTICE,
                tone="ok",
                sentence=self.tr("Đã dùng cách gửi này"),
                facts=self.tr("Các gói đang chờ được gửi thử ngay."),
            )
        )

    def _show_refused(self, faults: dict[str, str], sentence: str) -> None:
        first = self.form.show_faults(faults)
        if first:
            self.form.focus_on(first)
            return
        self.notice_wanted.emit(Notice(key=_NOTICE, tone="bad", sentence=self.tr("Chưa đổi cách gửi"), facts=sentence))
