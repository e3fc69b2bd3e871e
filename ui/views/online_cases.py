"""Hồ sơ trực tuyến: the cases that wait, the most pressing first; each received, sent back for papers, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.presenters.advice import GUIDANCE, REFUSAL
from ui.presenters.online_cases import CODE, OnlineCases, ReportWords
from ui.views.fields_form import scrolled
from ui.views.intake_panel import TaskPanel
from ui.views.lists import RowList
from ui.views.step_fields import StepFields
from ui.widgets.buttons import QUIET, KeyButton
from ui.widgets.delegates import ListRow
from ui.widgets.files import FileChoice
from ui.widgets.labels import AccentLabel, Caption, IconLabel

_LIST, _FORM, _REPORT = range(3)


class OnlinePanel(TaskPanel):
    """The panel of the portal's dossiers.

    Signals:
        accepted: A case is to be received; carries its code.
        advice_wanted: Papers are to be asked for, or the case is refused; carries which, and the case's code.
    """

    accepted = Signal(str)
    advice_wanted = Signal(str, str)

    def __init__(self, page: QWidget, presenter: OnlineCases) -> None:
        super().__init__(page, width=900)
        self._presenter = presenter
        self._files = FileChoice(self)
        self._files.chosen.connect(presenter.take_files)
        self._texts: dict[str, str] = {}
        self._fields: StepFields | None = None
        self.setAccessibleName(self.tr("Hồ sơ trực tuyến"))
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("Tìm hồ sơ trực tuyến"))
        self.search.setPlaceholderText(self.tr("Mã trên Cổng, tên hoặc thủ tục; hồ sơ đã yêu cầu bổ sung: gõ đủ mã"))
        self.list = RowList(self.tr("Hồ sơ trực tuyến"))
        self._none = AccentLabel(size=14, tone="ink2", wrap=True)
        self._add = self.action(self.tr("Ghi một hồ sơ"), "Alt+N", "plus")
        self._load = self.action(self.tr("Nạp danh sách Excel"), "Alt+F", "upload")
        self._ask = self.action(self.tr("Yêu cầu bổ sung"), "Alt+B", "file")
        self._refuse = self.action(self.tr("Từ chối"), "Alt+C", "close")
        self._copy = self.action(self.tr("Chép"), "Alt+S", "copy")
        self.go = self.action("", "Ctrl+Return", "check")
        self._make_pages()
        self.end([self._ask, self._refuse, self._copy, self.go])
        self._connect()
        self._show_page(_LIST)

    def begin(self, code: str = "") -> None:
        """Open with the list; a case is looked for where one is named."""
        self._show_page(_LIST)
        self.say("")
        self.search.setText(code)
        self._presenter.search(code)
        self.open()
        (self.list if self.list.rows() else self.search).setFocus()

    def leave(self) -> None:
        """Go back to the list first; what was typed into the form stays until it is entered."""
        if self.pages.currentIndex() != _LIST:
            self._to_list()
            return
        self.hide()

    def back(self) -> None:
        """The case was answered, or not: show what is left and go on there."""
        self._to_list()

    @property
    def fields(self) -> StepFields:
        """The fields of a case that is entered by hand."""
        assert self._fields is not None
        return self._fields

    @property
    def is_dirty(self) -> bool:
        """Whether a case was typed and not entered."""
        return bool(self._texts.get(CODE, "").strip())

    def _make_pages(self) -> None:
        self.pages = QStackedWidget()
        cases = QWidget()
        column = QVBoxLayout(cases)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        ways = QHBoxLayout()
        ways.setSpacing(10)
        for action in (self._load, self._add):
            ways.addWidget(KeyButton(action, QUIET))
        ways.addStretch(1)
        column.addLayout(ways)
        column.addWidget(self.list, 1)
        column.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        self._form_page = QWidget()
        self._form_column = QVBoxLayout(self._form_page)
        self._form_column.setContentsMargins(0, 0, 0, 0)
        report = QWidget()
        self._report = IconLabel("check", size=14, weight=600, wrap=True)
        self.report_lines = QPlainTextEdit()
        self.report_lines.setReadOnly(True)
        self.report_lines.setTabChangesFocus(True)
        self.report_lines.setAccessibleName(self.tr("Dòng không nhận được"))
        self._report_hint = Caption(self.tr("Sửa ở Cổng hoặc trong tệp rồi nạp lại: dòng đã ghi không bị ghi hai lần."))
        rows = QVBoxLayout(report)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for part in (self._report, self._report_hint):
            rows.addWidget(part)
        rows.addWidget(self.report_lines, 1)
        rows.addStretch(0)
        for page in (cases, self._form_page, report):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)

    def _connect(self) -> None:
        presenter = self._presenter
        self.search.textEdited.connect(presenter.search)
        self.search.returnPressed.connect(self._go)
        self.list.opened.connect(self._accept)
        self.list.current.connect(self._follow)
        self._add.triggered.connect(self._begin_form)
        self._load.triggered.connect(self._choose_file)
        self._ask.triggered.connect(partial(self._want_advice, GUIDANCE))
        self._refuse.triggered.connect(partial(self._want_advice, REFUSAL))
        self._copy.triggered.connect(self._copy_report)
        self.go.triggered.connect(self._go)
        presenter.listed.connect(self._show_rows)
        presenter.busy.connect(self._show_busy)
        presenter.reported.connect(self._show_report)
        presenter.faults_found.connect(self._show_faults)
        presenter.filed.connect(self._after_filing)
        presenter.refused.connect(self.say)

    def _show_page(self, which: int) -> None:
        self.pages.setCurrentIndex(which)
        is_list = which == _LIST
        titles = (self.tr("Hồ sơ trực tuyến"), self.tr("Ghi một hồ sơ từ Cổng"), self.tr("Danh sách đã nạp"))
        decisions = (self.tr("Nhận hồ sơ"), self.tr("Ghi hồ sơ"), self.tr("Về danh sách"))
        self.title.setText(titles[which])
        self.go.setText(decisions[which])
        self.away.setText(self.tr("Đóng") if is_list else self.tr("Về danh sách"))
        for action in (self._add, self._load, self._ask, self._refuse):
            action.setVisible(is_list)
            action.setEnabled(is_list)
        self._copy.setVisible(which == _REPORT)
        self._copy.setEnabled(which == _REPORT)
        if not is_list:
            self.line.setText("")
        self.line.setVisible(is_list)
        self._follow()

    def _to_list(self) -> None:
        self.say("")
        self._show_page(_LIST)
        self._presenter.look()
        (self.list if self.list.rows() else self.search).setFocus()

    def _show_rows(self, rows: list[ListRow], waiting: int) -> None:
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._none.setText(
            self.tr("Không thấy hồ sơ nào như thế. Alt+N để ghi một hồ sơ, Alt+F để nạp danh sách của Cổng.")
            if waiting
            else self.tr("Không có hồ sơ nào chờ. Alt+F nạp danh sách xuất từ Cổng, Alt+N ghi một hồ sơ.")
        )
        self.line.setText(
            self.tr("{} hồ sơ chờ trả lời, gấp nhất ở trên. Trả lời trong 8 giờ làm việc.").format(waiting)
        )
        self._follow()

    def _follow(self, _key: object = None) -> None:
        """Offer what can be done with the case that is current."""
        if self.pages.currentIndex() != _LIST:
            self.go.setEnabled(True)
            return
        case = self._presenter.case(self.list.current_key()) if self.list.rows() else None
        self.go.setEnabled(case is not None and case.can_be_accepted)
        self._ask.setEnabled(case is not None and case.can_be_accepted and case.state != "requested")
        self._refuse.setEnabled(case is not None and case.can_be_accepted)

    def _go(self) -> None:
        which = self.pages.currentIndex()
        if which == _FORM:
            self._presenter.file(self._texts)
        elif which == _REPORT:
            self._to_list()
        elif self.list.rows():
            self._accept(self.list.current_key())

    def _accept(self, key: object) -> None:
        case = self._presenter.case(key)
        if case is not None and case.can_be_accepted:
            self.hide()
            self.accepted.emit(case.portal_code)

    def _want_advice(self, kind: str) -> None:
        key = self.list.current_key()
        if key is not None and self.list.rows():
            self.advice_wanted.emit(kind, str(key))

    def _begin_form(self) -> None:
        """Show the form; one that was begun before is still there."""
        self.say("")
        if self._fields is None:
            specs = self._presenter.fields()
            self._texts = {spec.name: spec.text for spec in specs}
            self._fields = StepFields(specs, self._presenter.procedures)
            self._fields.setProperty("ground", "page")
            self._fields.setContentsMargins(4, 2, 0, 0)  # the ring of the focus is not cut
            self._fields.setMaximumWidth(theme.current().px(620))
            self._fields.changed.connect(self._type)
            self._form_column.addWidget(scrolled(self._fields))
        self._fields.show_state(frozenset(self._texts), {})
        self._show_page(_FORM)
        self._fields.focus_on(CODE)

    def _type(self, name: str, typed: object) -> None:
        self._texts[name] = str(typed)

    def _show_faults(self, faults: Mapping[str, str], rest: str) -> None:
        self.fields.show_state(frozenset(self._texts), faults)
        self.say(rest)
        self.fields.focus_on(next((name for name in self._texts if name in faults), CODE))

    def _after_filing(self, code: str, is_new: bool) -> None:
        if self._fields is not None:
            old = self._form_column.takeAt(0)
            widget = old.widget() if old is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
            self._fields, self._texts = None, {}
        self._to_list()
        told = self.tr("Đã ghi hồ sơ {}.") if is_new else self.tr("Hồ sơ {} đã có từ trước, không đổi gì.")
        self.say(told.format(code), "ok")

    def _choose_file(self) -> None:
        self._files.ask_files(self.tr("Chọn danh sách xuất từ Cổng"), self.tr("Danh sách Excel (*.xlsx *.xlsm)"))

    def _show_busy(self, words: str) -> None:
        self._load.setEnabled(not words and self.pages.currentIndex() == _LIST)
        self.say(words, "ink2")

    def _show_report(self, report: ReportWords) -> None:
        self.say("")
        self._report.set_icon("warning" if report.lines else "check")
        self._report.set_tone(report.tone)
        self._report.setText(report.sentence)
        self.report_lines.setPlainText("\n".join(report.lines))
        for part in (self.report_lines, self._report_hint):
            part.setVisible(bool(report.lines))
        self._show_page(_REPORT)
        self._copy.setEnabled(bool(report.lines))
        self._copy.setVisible(bool(report.lines))
        (self.report_lines if report.lines else self).setFocus()

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._report.text()}\n{self.report_lines.toPlainText()}")
        self.say(self.tr("Đã chép."), "ok")
