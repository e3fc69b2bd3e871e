"""Who works at this desk now: chosen among the clerks that are known, with the PIN where there is one."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.main_window import MainWindow
from ui.presenters.lock import LockPerson, LockPresenter
from ui.views.lists import RowList
from ui.widgets.buttons import make_action
from ui.widgets.delegates import ListRow
from ui.widgets.fields import LabelledField
from ui.widgets.labels import IconLabel
from ui.widgets.panels import SidePanel
from ui.widgets.pin_field import PinField


class PeopleChoice(QObject):
    """A key in the top bar and a panel with the names.

    Signals:
        chosen: Another clerk works now; carries the id.
    """

    chosen = Signal(str)

    def __init__(self, window: MainWindow, presenter: LockPresenter) -> None:
        super().__init__(window)
        self._window = window
        self._presenter = presenter
        self._people: dict[object, LockPerson] = {}
        self._asked = ""
        self._action = make_action(window, self.tr("Đổi người"), "Ctrl+Shift+L", "person")
        self._panel: SidePanel | None = None
        self._field: LabelledField | None = None
        self._advice: IconLabel | None = None
        self.pin: PinField | None = None
        """Where the PIN is typed while the panel asks for one."""
        window.top.add_action(self._action)
        self._action.triggered.connect(self.ask)

    def ask(self) -> None:
        """Open the panel on the clerk who works now."""
        if self._panel is None:
            self._panel = SidePanel(self._window.frame, width=420)
            self._presenter.opened.connect(self._opened)
            self._presenter.refused.connect(self._refused)
            self._presenter.waiting.connect(self._waiting)
        self._people = {one.id: one for one in self._presenter.people()}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 0, 4)
        names = RowList(self.tr("Người làm việc"))
        names.setMinimumHeight(min(320, 52 * len(self._people)))
        self.pin = PinField(self.tr("Mã PIN"))
        self._field = LabelledField(self.tr("Mã PIN"), self.pin)
        self._field.hide()
        self._advice = IconLabel("warning", size=13, tone="bad", wrap=True)
        self._advice.hide()
        column.addWidget(names)
        column.addWidget(self._field)
        column.addWidget(self._advice)
        working, has_none = self.tr("đang làm"), self.tr("chưa có mã PIN")
        names.show_rows(
            [
                ListRow(
                    key=one.id,
                    head=one.name,
                    lines=(one.line,),
                    chip=working if one.works_now else "" if one.has_pin else has_none,
                    chip_tone="accent" if one.works_now else "quiet",
                )
                for one in self._people.values()
            ]
        )
        names.opened.connect(self._choose)
        names.current.connect(self._forget_choice)
        self.pin.returnPressed.connect(self._try)
        self._panel.show_body(self.tr("Ai đang làm ở bàn này?"), self._line(), body)
        names.setFocus()

    def _line(self) -> str:
        line = self.tr("Mọi việc ghi từ bây giờ sẽ mang tên người được chọn.")
        left = self._window.unsaved()
        return self.tr("{} {}: đổi người thì phần ấy bỏ đi.").format(line, left) if left else line

    def _choose(self, officer: object) -> None:
        person = self._people.get(officer)
        if self._panel is None or self._field is None or self._advice is None or self.pin is None or person is None:
            return
        if person.works_now:
            self._panel.hide()
            return
        self._asked = person.id
        self.pin.clear()
        self._field.set_error("")
        if not person.can_enter:
            self._advice.setText(self._presenter.first_pin_advice(person.id))
            self._advice.show()
        elif person.has_pin:
            self._field.set_label(self.tr("Mã PIN của {}, rồi Enter").format(person.name))
            self._field.show()
            self.pin.setFocus()
        else:
            self._presenter.open(person.id, "")

    def _forget_choice(self, _key: object) -> None:
        """Ask and say nothing of the one before any more."""
        for part in (self._field, self._advice):
            if part is not None:
                part.hide()

    def _try(self) -> None:
        if self.pin is not None:
            pin = self.pin.pin
            self.pin.clear()
            self._presenter.open(self._asked, pin)

    def _is_asking(self) -> bool:
        return self._panel is not None and self._panel.isVisible() and not self._window.property("locked")

    def _opened(self, officer: str, is_another: bool) -> None:
        if self._is_asking() and self._panel is not None:
            self._panel.hide()
            if is_another:
                self.chosen.emit(officer)

    def _refused(self, _name: str, words: str) -> None:
        if self._is_asking() and self._field is not None:
            self._field.show()
            self._field.set_error(words)

    def _waiting(self, until: datetime) -> None:
        self._refused("pin", self._presenter.wait_words(until))
