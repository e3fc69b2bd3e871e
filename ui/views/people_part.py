"""The group Cán bộ of Thiết lập: officials and delegations with their keys, and the panels that change them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.presenters import people_forms
from ui.presenters.people_settings import PeopleScreen, PeopleSettings
from ui.theme import BOLD
from ui.views.fields_form import FieldsForm, scrolled
from ui.views.officers_part import OfficersPart
from ui.widgets.buttons import make_action
from ui.widgets.cards import Card
from ui.widgets.labels import AccentLabel, IconLabel
from ui.widgets.notices import Notice
from ui.widgets.page import Page
from ui.widgets.panels import SidePanel

say = QCoreApplication.translate

_NOTICE = "people_changed"


class PeoplePart(QObject):
    """Wires the group: the page's keys while it is seen, one panel for every form.

    Signals:
        notice_wanted: Carries a `Notice`.
        renamed: The one at work has another name.
    """

    notice_wanted = Signal(object)
    renamed = Signal()

    def __init__(self, presenter: PeopleSettings, page: Page) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._page = page
        self._screen: PeopleScreen | None = None
        self._is_seen = False
        self._panels: dict[str, _FormPanel] = {}
        self._code: _CodePanel | None = None
        self._editing = ""
        self.add = make_action(page, self.tr("Thêm cán bộ"), "Alt+T", "plus")
        self.change = make_action(page, self.tr("Sửa"), "Alt+S", "pen")
        self.own_pin = make_action(page, self.tr("Đặt mã PIN của tôi"), "Alt+M", "lock")
        self.first_pin = make_action(page, self.tr("Đặt mã PIN lần đầu"), "Alt+P", "lock")
        self.reset = make_action(page, self.tr("Xóa mã PIN bị quên"), "Alt+D")
        self.make_code = make_action(page, self.tr("Lập mã khôi phục"), "Alt+K", "shield")
        self.delegate = make_action(page, self.tr("Ghi ủy quyền"), "Alt+U", "plus")
        self.end = make_action(page, self.tr("Kết thúc ủy quyền đang chọn"), "Alt+E")
        self.part = OfficersPart(
            (self.own_pin, self.add, self.change, self.first_pin, self.reset, self.make_code),
            (self.delegate, self.end),
        )
        self._connect()

    def set_seen(self, is_seen: bool) -> None:
        """Let the keys work only while the group is seen; it is read anew then."""
        self._is_seen = is_seen
        if is_seen:
            self._presenter.refresh()
        self._let_act()

    def unsaved(self) -> str:
        """Return what would be lost."""
        is_open = any(panel.isVisible() and panel.form is not None for panel in self._panels.values())
        return self.tr("Cán bộ: bảng đang điền chưa ghi") if is_open else ""

    def panel(self, name: str) -> _FormPanel:
        """Return the panel of a form: official, pin, first_pin or delegation."""
        return self._panels[name]

    @property
    def code_panel(self) -> _CodePanel | None:
        """The panel that shows the sealed code, once there was one."""
        return self._code

    def _connect(self) -> None:
        presenter = self._presenter
        self.add.triggered.connect(self._add_official)
        self.change.triggered.connect(self._change_official)
        self.own_pin.triggered.connect(self._set_pin)
        self.first_pin.triggered.connect(self._give_pin)
        self.reset.triggered.connect(self._reset_pin)
        self.make_code.triggered.connect(presenter.make_code)
        self.delegate.triggered.connect(self._delegate)
        self.end.triggered.connect(self._end_delegation)
        self.part.list.opened.connect(self._change_official)
        presenter.shown.connect(self._show)
        presenter.done.connect(self._say_done)
        presenter.refused.connect(self._show_refused)
        presenter.code_made.connect(self._show_code)
        presenter.renamed.connect(self.renamed)

    def _show(self, screen: PeopleScreen) -> None:
        self._screen = screen
        self.part.show_people(screen)
        self.own_pin.setText(self.tr("Đổi mã PIN của tôi") if screen.has_own_pin else self.tr("Đặt mã PIN của tôi"))
        self.make_code.setText(self.tr("Lập lại mã khôi phục") if screen.has_code else self.tr("Lập mã khôi phục"))
        self._let_act()

    def _let_act(self) -> None:
        may = self._is_seen and self._screen is not None and self._screen.is_administrator
        for action in (self.add, self.change, self.first_pin, self.reset, self.make_code):
            action.setEnabled(may)
        self.own_pin.setEnabled(self._is_seen and self._screen is not None and self._screen.can_set_own_pin)
        can_delegate = self._is_seen and bool(self._presenter.leaders()) and bool(self._presenter.deputies())
        self.delegate.setEnabled(can_delegate)
        self.end.setEnabled(self._is_seen and self.part.delegations.current_key() is not None)

    def _add_official(self) -> None:
        self._open_official("")

    def _change_official(self, _key: object = None) -> None:
        key = self.part.list.current_key()
        if isinstance(key, str) and self.change.isEnabled():
            self._open_official(key)

    def _open_official(self, officer: str) -> None:
        self._editing = officer
        form = FieldsForm(people_forms.official_fields(is_new=not officer), self._today)
        form.show_values(self._presenter.form_values(officer))
        title = self.tr("Sửa cán bộ") if officer else self.tr("Thêm cán bộ")
        line = self.tr("Người duyệt không tự duyệt việc mình trình. Quản trị giữ danh sách này.")
        self._open("official", title, line, form)

    def _set_pin(self) -> None:
        has_pin = self._screen is not None and self._screen.has_own_pin
        form = FieldsForm(people_forms.pin_fields(has_pin=has_pin), self._today)
        line = self.tr("Chỉ mình biết. Dùng để mở khóa bàn, đổi người và ký duyệt.")
        self._open("pin", self.own_pin.text(), line, form)

    def _give_pin(self) -> None:
        key = self.part.list.current_key()
        if key == self._presenter.actor:
            self.own_pin.trigger()
        elif isinstance(key, str) and self._presenter.may_give_pin(key):
            self._editing = key
            form = FieldsForm(people_forms.pin_fields(has_pin=False), self._today)
            title = self.tr("Mã PIN lần đầu: {}").format(self._presenter.official(key).name)
            line = self.tr("Mời chính người ấy ngồi vào, tự nghĩ và tự gõ. Mã này ký duyệt, không đặt hộ.")
            self._open("first_pin", title, line, form)

    def _reset_pin(self) -> None:
        key = self.part.list.current_key()
        if isinstance(key, str):
            self._presenter.reset_pin(key)

    def _delegate(self) -> None:
        leaders, deputies = self._presenter.leaders(), self._presenter.deputies()
        form = FieldsForm(people_forms.delegation_fields(leaders, deputies), self._today)
        today = self._presenter.today.isoformat()
        deputy = deputies[0].id if len(deputies) == 1 else ""
        form.show_values({"leader": leaders[0].id, "deputy": deputy, "from_on": today})
        line = self.tr("Trong những ngày ấy người này ký thay; giấy và sổ ghi đúng tên người ký.")
        self._open("delegation", self.tr("Ghi ủy quyền"), line, form)

    def _end_delegation(self) -> None:
        key = self.part.delegations.current_key()
        if isinstance(key, str):
            self._presenter.end_delegation(key)

    def _open(self, name: str, title: str, line: str, form: FieldsForm) -> None:
        if name not in self._panels:
            self._panels[name] = _FormPanel(self._page)
            self._panels[name].submitted.connect(partial(self._submit, name))
        self._panels[name].show_form(title, line, form)

    def _submit(self, name: str, typed: dict[str, Any]) -> None:
        if name == "official":
            is_done = self._presenter.save_official(self._editing, typed)
        elif name == "pin":
            is_done = self._presenter.set_pin(typed)
        elif name == "first_pin":
            is_done = self._presenter.give_pin(self._editing, typed)
        else:
            is_done = self._presenter.delegate(typed)
        if is_done:
            self._panels[name].hide()

    def _show_refused(self, faults: dict[str, str], sentence: str) -> None:
        panel = next((panel for panel in self._panels.values() if panel.isVisible()), None)
        if panel is not None:
            panel.show_faults(faults, sentence)
        else:
            notice = self.tr("Việc này chưa xong")
            self.notice_wanted.emit(Notice(key=_NOTICE, tone="bad", sentence=notice, facts=sentence))

    def _say_done(self, sentence: str, facts: str) -> None:
        self.notice_wanted.emit(Notice(key=_NOTICE, tone="ok", sentence=sentence, facts=facts))

    def _show_code(self, code: str) -> None:
        if self._code is None:
            self._code = _CodePanel(self._page, self._presenter)
        self._code.show_code(code)

    def _today(self) -> Any:
        return self._presenter.today


class _FormPanel(SidePanel):
    """A panel with one form and one key that records it; Enter does too where PINs are typed.

    Signals:
        submitted: Carries what was typed, by field.
    """

    submitted = Signal(dict)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, width=520)
        self._page = parent
        self.form: FieldsForm | None = None
        """What is filled in while the panel is seen."""
        self._fault = IconLabel("warning", size=13, tone="bad", wrap=True)
        record: QAction = make_action(self, self.tr("Ghi"), "Ctrl+Return")
        self.set_actions([record])
        record.triggered.connect(self.submit)
        self.closed.connect(self._forget)

    def show_form(self, title: str, line: str, form: FieldsForm) -> None:
        """Open with an empty or a filled form."""
        self.form = form
        form.confirmed.connect(self.submit)
        self._fault = IconLabel("warning", size=13, tone="bad", wrap=True)
        self._fault.hide()
        body, inner = QWidget(), Card(margin=6)
        inner.column.addWidget(form)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 0, 8)
        column.addWidget(self._fault)
        area = scrolled(inner)
        area.setMinimumHeight(min(inner.sizeHint().height() + 4, max(160, self._page.height() - 190)))
        column.addWidget(area, 1)
        self.show_body(title, line, body)
        form.focus_on()

    def submit(self) -> None:
        """Tell what was typed, unless a field cannot be read."""
        if self.form is None:
            return
        self.show_faults({}, "")
        typed = self.form.values()
        first = self.form.first_fault()
        if first:
            self.form.focus_on(first)
        else:
            self.submitted.emit(typed)

    def show_faults(self, faults: dict[str, str], sentence: str) -> None:
        """Show faults under their fields, and those of no field over the form."""
        if self.form is None:
            return
        first = self.form.show_faults({name: words for name, words in faults.items() if name in self.form.names()})
        rest = sentence if not first else ""
        self._fault.setText(rest)
        self._fault.setVisible(bool(rest))
        if first:
            self.form.focus_on(first)

    def _forget(self) -> None:
        """Keep nothing of what was typed: it may be a PIN."""
        self.form = None


class _CodePanel(SidePanel):
    """The sealed code, large, this once."""

    def __init__(self, parent: QWidget, presenter: PeopleSettings) -> None:
        super().__init__(parent, width=620)
        self._presenter = presenter
        self.label: AccentLabel | None = None
        self._print = make_action(self, self.tr("In tờ niêm phong"), "Ctrl+P", "printer")
        self.set_actions([self._print])
        self._print.triggered.connect(self._print_sheet)
        self.closed.connect(self._forget)

    def show_code(self, code: str) -> None:
        """Open with a code."""
        self.label = AccentLabel(code, size=30, weight=BOLD, tone="accent", wrap=True)
        self._print.setVisible(self._presenter.can_print())
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(10)
        column.addWidget(self.label)
        for place, words in enumerate(sheet_lines(), start=1):
            column.addWidget(AccentLabel(f"{place}. {words}", size=14, wrap=True))
        if not self._print.isVisible():
            words = self.tr("Chưa chọn máy in nên chép tay. Mã không có các chữ dễ lẫn: 0 O 1 I L 2 Z 5 S 8 B U.")
            column.addWidget(IconLabel("pen", words, size=13, tone="ink2", wrap=True))
        column.addStretch(1)
        self.show_body(self.tr("Mã khôi phục"), self.tr("Chỉ hiện lần này. Đóng bảng là không xem lại được."), body)

    def _print_sheet(self) -> None:
        if self.label is not None:
            from ui.sealed_sheet import build

            title, place = self.tr("Mã khôi phục"), self._presenter.place()
            self._presenter.print_code(partial(build, title, place, self.label.text(), sheet_lines()))

    def _forget(self) -> None:
        if self.label is not None:
            self.label.setText("")
            self.label = None


def sheet_lines() -> tuple[str, ...]:
    """Return what to do with the sealed code."""
    return (
        say("SealedSheet", "Chép hoặc in ra một tờ, bỏ vào phong bì, dán kín, ký lên mép dán, ghi ngày."),
        say("SealedSheet", "Giao lãnh đạo cất trong tủ có khóa. Không chụp ảnh, không gửi tin nhắn."),
        say("SealedSheet", "Quản trị quên mã PIN: Ctrl+L, Alt+Q, nhập mã này rồi đặt mã PIN mới. Mã chỉ dùng một lần."),
        say("SealedSheet", "Mở phong bì xong thì lập mã mới. Mã lập trước đó không dùng được nữa."),
    )
