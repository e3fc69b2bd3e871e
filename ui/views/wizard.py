"""The first run, step by step; nothing is written before the last one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.printing import Printer
from cchc_desktop.domain.slip import Offsets
from cchc_desktop.services.desk_setup import Opening
from cchc_desktop.settings import Settings
from ui.presenters.wizard import DESK, PAPER, START, SUMMARY, TRY_OUT, UNIT, OpenDesk, WizardPresenter, WizardStep
from ui.views.fields_form import FieldsForm, StillWheel, scrolled
from ui.views.printer_panel import PrinterPanel
from ui.views.ward_choice import WardChoice
from ui.widgets.buttons import make_action
from ui.widgets.cards import Card, FootBar
from ui.widgets.choice import SegmentedChoice
from ui.widgets.fields import LabelledField
from ui.widgets.focus import FocusRing
from ui.widgets.labels import AccentLabel, Caption, IconLabel, ScreenTitle
from ui.widgets.notices import Notice, NoticeBar
from ui.widgets.painting import key_label

_FAILED, _LOSING = "wizard_failed", "wizard_losing"
_WIDEST = 860
_SIZE = QSize(980, 740)
_WINDOW_FRAME = QSize(0, 40)
"""What the system's own frame takes of the screen."""


class WizardWindow(QWidget):
    """The window of the first run.

    Signals:
        finished: A desk is open; carries it.
    """

    finished = Signal(object)

    def __init__(
        self,
        *,
        prepare: Callable[[Opening], OpenDesk],
        practise: Callable[[Opening], OpenDesk],
        printers: Callable[[], Sequence[Printer]],
        resources: Path,
        practice_folder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Create the window.

        Args:
            prepare: Makes the real desk.
            practise: Opens the practice desk with a sample.
            printers: Asks the machine for its printers; called on a worker thread.
            resources: The program's resources, for the list of wards.
            practice_folder: Where the practice desk lies, to be told.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self.presenter = WizardPresenter(
            prepare=prepare, practise=practise, printers=printers, resources=resources, parent=self
        )
        self.setWindowTitle(self.tr("CCHC · cài đặt lần đầu"))
        self.next = make_action(self, self.tr("Tiếp"), "Ctrl+Return")
        self.back = make_action(self, self.tr("Trở lại"), "Alt+Left")
        self._help = make_action(self, self.tr("Phím tắt"), "F1")
        self._quit = make_action(self, self.tr("Đóng chương trình"), "Ctrl+Q")
        self._has_told_loss = False
        self.forms: dict[int, FieldsForm] = {}
        self.notices = NoticeBar()
        self.printer = PrinterPanel(label=self.tr("Máy in giấy hẹn"), has_offsets=False)
        self._practice_folder = practice_folder
        self._has_asked = self._has_chosen_printer = False
        self._title = ScreenTitle()
        self._line = AccentLabel(size=14, tone="ink2", wrap=True)
        self._trail = AccentLabel(size=13, tone="ink3")
        self._keys = Caption(
            self.tr("Tab sang ô kế tiếp · {} tiếp · {} trở lại · F1 trợ giúp").format(
                key_label("Ctrl+Return"), key_label("Alt+Left")
            )
        )
        self._summary = QVBoxLayout()
        self.stack = QStackedWidget()
        self._steps = self.presenter.steps()
        for number, step in enumerate(self._steps):
            self.stack.addWidget(self._page(number, step))
        self._lay_out()
        self._ring = FocusRing(self)
        self._connect()
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _WINDOW_FRAME))
        self._show_step(START)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if not self._has_asked:
            self._has_asked = True
            self.presenter.ask_printers()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self.presenter.finish()
        super().closeEvent(event)

    def _page(self, number: int, step: WizardStep) -> QScrollArea:
        card = Card(margin=20)
        card.column.setSpacing(12)
        if number == START:
            self._fill_start(card)
        elif number == SUMMARY:
            self._summary.setSpacing(6)
            card.column.addLayout(self._summary)
        else:
            if number == UNIT:
                card.column.addWidget(self._ward_field())
            form = FieldsForm(step.specs, self.presenter.today)
            form.show_values(self.presenter.typed)
            form.edited.connect(self._warn)
            self.forms[number] = form
            card.column.addWidget(form)
            if number == PAPER:
                card.column.addWidget(self.printer)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(card)
        column.addStretch(1)
        holder = _centred(column)
        holder.setProperty("ground", "page")
        area = scrolled(holder)
        if number == SUMMARY:
            area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nothing in it takes the focus: the arrows scroll it
            area.setProperty("noRing", True)
        return area

    def _fill_start(self, card: Card) -> None:
        options = (self.tr("Cài đặt để dùng thật"), self.tr("Dùng thử với phường mẫu"))
        self.manner = SegmentedChoice(self.tr("Cách bắt đầu"), options, height=44)
        self.manner.set_index(0)
        self._manner_line = AccentLabel(size=14, tone="ink2", wrap=True)
        card.column.addWidget(self.manner)
        card.column.addWidget(self._manner_line)
        self._say_manner()

    def _ward_field(self) -> LabelledField:
        self.ward = WardChoice(self.tr("Gõ tên ở ô dưới"), self.presenter.wards())
        self.ward.installEventFilter(StillWheel(self.ward))
        field = LabelledField(self.tr("Chọn trong danh sách có sẵn"), self.ward)
        field.set_hint(self.tr("Gõ vài chữ không dấu để tìm, như phuoc h, hoặc dùng mũi tên."))
        return field

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(0, 14, 0, 4)
        head.setSpacing(3)
        for part in (self._trail, self._title, self._line, self.notices):
            head.addWidget(part)
        foot = FootBar()
        foot.add_left(self._keys)
        self._back_button, self._next_button = foot.add_decisions([self.back, self.next])
        body = QVBoxLayout()
        body.setContentsMargins(20, 0, 20, 0)
        body.setSpacing(6)
        body.addWidget(_centred(head))
        body.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(foot)

    def _connect(self) -> None:
        self._help.triggered.connect(self._show_help)
        self._quit.triggered.connect(self._close_by_key)
        self.next.triggered.connect(self._go_on)
        self.back.triggered.connect(self._go_back)
        self.manner.chosen.connect(self._say_manner)
        self.ward.activated.connect(self._take_ward)
        self.printer.edited.connect(self._note_printer)
        for number, name, follow in ((UNIT, "unit_name", self._leave_ward), (DESK, "desk_number", self._name_desk)):
            editor = self.forms[number].editor(name)
            if isinstance(editor, QLineEdit):
                editor.textEdited.connect(follow)
            elif isinstance(editor, QSpinBox):
                editor.valueChanged.connect(follow)
        self.presenter.went.connect(self._show_step)
        self.presenter.refused.connect(self._show_faults)
        self.presenter.failed.connect(self._say_failed)
        self.presenter.printers_found.connect(self._show_printers)
        self.presenter.opened.connect(self.finished)

    def _go_on(self) -> None:
        self.notices.withdraw(_FAILED)
        step = self.presenter.step
        if step == START and self.manner.index == TRY_OUT:
            self.presenter.open_sample()
        elif step == SUMMARY:
            self.presenter.open_real()
        else:
            form = self.forms.get(step)
            if form is None:
                self.presenter.go_on({}, {})
                return
            form.show_faults({})
            typed = form.values()
            wrong = {name: form.field(name).error for name in form.names() if form.field(name).error}
            self.presenter.go_on(typed, wrong)

    def _go_back(self) -> None:
        self.notices.withdraw(_FAILED)
        self.presenter.go_back()

    def _show_help(self) -> None:
        """Show what this step is for and every key that works on it."""
        from ui.widgets.shortcuts import ShortcutOverlay  # not before somebody asks

        overlay = self.findChild(ShortcutOverlay) or ShortcutOverlay(self)
        own = [(str(action.property("keys")), action.text()) for action in (self.next, self.back) if action.isEnabled()]
        common = [(str(action.property("keys")), action.text()) for action in (self._help, self._quit)]
        keys = [*own, ("Tab", self.tr("Ô kế tiếp"))]
        overlay.toggle(self._steps[self.presenter.step].title, self.presenter.help_text(), keys, common)

    def _close_by_key(self) -> None:
        """Close; where something was typed, say first that nothing of it is kept, and close at the second press."""
        form = self.forms.get(self.presenter.step)
        is_losing = self.presenter.has_typed(form.readable() if form is not None else {})
        if not is_losing or self._has_told_loss:
            self.close()
            return
        self._has_told_loss = True
        sentence, facts = self.tr("Chưa mở sổ: những gì đã gõ sẽ mất"), self.tr("Bấm Ctrl+Q lần nữa để đóng.")
        self.notices.post(Notice(key=_LOSING, tone="warn", sentence=sentence, facts=facts))

    def _show_step(self, number: int) -> None:
        step = self._steps[number]
        self._has_told_loss = False
        self.notices.withdraw(_LOSING)
        self.stack.setCurrentIndex(number)
        self._title.setText(step.title)
        self._line.setText(step.line)
        self._trail.setText(self.tr("Cài đặt lần đầu · bước {} / {}").format(number + 1, len(self._steps)))
        self.back.setEnabled(number > START)
        self.next.setText(
            self.tr("Mở sổ") if number == SUMMARY else self._start_word() if number == START else self.tr("Tiếp")
        )
        if number == SUMMARY:
            self._show_summary()
            area = self.stack.widget(SUMMARY)
            if area is not None:
                area.setFocus()
        elif number == START:
            self.manner.setFocus()
        elif number == UNIT:
            self.ward.setFocus()
        else:
            self.forms[number].focus_on()

    def _start_word(self) -> str:
        return self.tr("Dùng thử") if self.manner.index == TRY_OUT else self.tr("Tiếp")

    def _say_manner(self) -> None:
        if self.manner.index == TRY_OUT:
            words = self.tr(
                "Một phường tự đặt, có sẵn mọi thiết lập. Mọi giấy in chữ SPECIMEN. Sổ thử nằm riêng ở {}, không lẫn "
                "vào sổ thật; lần mở sau chương trình lại hỏi như bây giờ."
            ).format(self._practice_folder)
        else:
            words = self.tr(
                "Vài bước ngắn: đơn vị, bàn, mặt sau giấy hẹn, giấy và máy in. Chỗ nào chưa biết thì để trống và điền "
                "sau; chưa bấm Mở sổ thì chưa có gì được ghi."
            )
        self._manner_line.setText(words)
        self.next.setText(self._start_word())

    def _take_ward(self) -> None:
        ward = self.ward.ward
        if ward is None:
            return
        form = self.forms[UNIT]
        form.show_values({"unit_kind": ward.unit_kind, "unit_name": ward.name})
        code = form.editor("agency_code")
        if isinstance(code, QLineEdit):
            code.setPlaceholderText(self.tr("dạng như {}, chỉ là mẫu").format(ward.agency_code_sample))

    def _leave_ward(self) -> None:
        """Take the choice back when the name is typed anew, so that both never disagree."""
        self.ward.choose_nothing()

    def _name_desk(self, number: int) -> None:
        """Let the desk's name follow its number until somebody names it otherwise."""
        usual = Settings().desk_name
        name = self.forms[DESK].editor("desk_name")
        if isinstance(name, QLineEdit) and name.text().rstrip("123456789") == usual.rstrip("1"):
            name.setText(usual.replace("1", str(number)))

    def _warn(self) -> None:
        form = self.forms.get(self.presenter.step)
        if form is not None:
            typed = form.readable()
            form.show_warnings(self.presenter.warnings(typed))
            form.judge_again(self.presenter.faults(typed))

    def _note_printer(self) -> None:
        self._has_chosen_printer = True
        self.presenter.keep_printer(self.printer.printer, self.printer.printer_words)

    def _show_printers(self, printers: list[Printer], proposed: str) -> None:
        self.printer.show_printers(printers)
        if proposed and not self._has_chosen_printer:
            self.printer.show_choice(proposed, Offsets())
        self.presenter.keep_printer(self.printer.printer, self.printer.printer_words)

    def _show_summary(self) -> None:
        while (item := self._summary.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.presenter.keep_printer(self.printer.printer, self.printer.printer_words)
        for words in self.presenter.lacks():
            self._summary.addWidget(IconLabel("warning", words, size=14, tone="warn", wrap=True))
        for label, text in self.presenter.summary():
            self._summary.addWidget(_SummaryRow(label, text))

    def _show_faults(self, faults: dict[str, str], sentence: str) -> None:
        """Show faults under their fields and go to the first; what is wrong in an earlier step is gone back to."""
        for number, form in self.forms.items():
            name = form.show_faults({name: words for name, words in faults.items() if name in form.names()})
            if name and number <= self.presenter.step:
                while self.presenter.step > number:
                    self.presenter.go_back()
                form.focus_on(name)
                return
        if sentence:
            self._say_failed(sentence)

    def _say_failed(self, sentence: str) -> None:
        self.notices.post(Notice(key=_FAILED, tone="bad", sentence=self.tr("Chưa mở được sổ"), facts=sentence))


class _SummaryRow(QWidget):
    """A label and what was typed."""

    def __init__(self, label: str, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(AccentLabel(label, size=13, tone="ink2", wrap=True), 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(AccentLabel(text, size=14, wrap=True), 7, Qt.AlignmentFlag.AlignTop)


def _centred(column: QVBoxLayout) -> QWidget:
    """Return a column in the middle of the window, at most so wide as one reads easily."""
    inner = QWidget()
    inner.setLayout(column)
    inner.setMaximumWidth(_WIDEST)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(inner, 100)
    row.addStretch(1)
    return holder
