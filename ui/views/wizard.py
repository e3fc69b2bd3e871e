"""The first run, step by step; nothing is written before the last one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop.services.desk_setup import Opening
from ui.presenters.wizard import START, SUMMARY, TRY_OUT, UNIT, OpenDesk, WizardPresenter, WizardStep
from ui.views.fields_form import FieldsForm
from ui.widgets.buttons import make_action
from ui.widgets.cards import Card, FootBar
from ui.widgets.choice import SegmentedChoice
from ui.widgets.fields import LabelledField
from ui.widgets.focus import FocusRing
from ui.widgets.labels import AccentLabel, Caption, IconLabel, ScreenTitle
from ui.widgets.notices import Notice, NoticeBar
from ui.widgets.painting import key_label

_FAILED = "wizard_failed"


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
        resources: Path,
        practice_folder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Create the window.

        Args:
            prepare: Makes the real desk.
            practise: Opens the practice desk with a sample.
            resources: The program's resources, for the list of wards.
            practice_folder: Where the practice desk lies, to be told.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self.presenter = WizardPresenter(prepare=prepare, practise=practise, resources=resources, parent=self)
        self.setWindowTitle(self.tr("CCHC · cài đặt lần đầu"))
        self.next = make_action(self, self.tr("Tiếp"), "Ctrl+Return")
        self.back = make_action(self, self.tr("Trở lại"), "Alt+Left")
        self.forms: dict[int, FieldsForm] = {}
        self.notices = NoticeBar()
        self._practice_folder = practice_folder
        self._title = ScreenTitle()
        self._line = AccentLabel(size=14, tone="ink2", wrap=True)
        self._trail = AccentLabel(size=13, tone="ink3")
        self._keys = Caption(
            self.tr("Tab sang ô kế tiếp · {} tiếp · {} trở lại").format(key_label("Ctrl+Return"), key_label("Alt+Left"))
        )
        self._summary = QVBoxLayout()
        self.stack = QStackedWidget()
        self._steps = self.presenter.steps()
        for number, step in enumerate(self._steps):
            self.stack.addWidget(_scrolled(self._page(number, step)))
        self._lay_out()
        self._ring = FocusRing(self)
        self._connect()
        self.resize(980, 720)
        self._show_step(START)

    def _page(self, number: int, step: WizardStep) -> QWidget:
        card = Card(margin=20)
        card.setMaximumWidth(860)
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
            self.forms[number] = form
            card.column.addWidget(form)
        card.column.addStretch(1)
        holder = QWidget()
        holder.setProperty("ground", "page")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 6, 0)
        row.addStretch(1)
        row.addWidget(card, 8)
        row.addStretch(1)
        return holder

    def _fill_start(self, card: Card) -> None:
        options = (self.tr("Cài đặt để dùng thật"), self.tr("Dùng thử với phường mẫu"))
        self.manner = SegmentedChoice(self.tr("Cách bắt đầu"), options, height=44)
        self.manner.set_index(0)
        self._manner_line = AccentLabel(size=14, tone="ink2", wrap=True)
        card.column.addWidget(self.manner)
        card.column.addWidget(self._manner_line)
        self._say_manner()

    def _ward_field(self) -> LabelledField:
        self.ward = QComboBox()
        self.ward.addItem(self.tr("Gõ tên ở ô dưới"), None)
        for ward in self.presenter.wards():
            self.ward.addItem(f"{ward.unit_kind} {ward.name}", ward)
        self.ward.activated.connect(self._take_ward)
        field = LabelledField(self.tr("Chọn trong danh sách có sẵn"), self.ward)
        field.set_hint(self.tr("Mũi tên hoặc chữ cái đầu để chọn. Mã định danh thật do đơn vị tự điền."))
        return field

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(28, 20, 28, 8)
        head.setSpacing(4)
        for part in (self._trail, self._title, self._line):
            head.addWidget(part)
        body = QVBoxLayout()
        body.setContentsMargins(24, 4, 24, 12)
        body.addWidget(self.notices)
        body.addWidget(self.stack, 1)
        foot = FootBar()
        foot.add_left(self._keys)
        self._back_button, self._next_button = foot.add_decisions([self.back, self.next])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(body, 1)
        column.addWidget(foot)

    def _connect(self) -> None:
        self.next.triggered.connect(self._go_on)
        self.back.triggered.connect(self._go_back)
        self.manner.chosen.connect(self._say_manner)
        self.presenter.went.connect(self._show_step)
        self.presenter.refused.connect(self._show_faults)
        self.presenter.failed.connect(self._say_failed)
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
        form = self.forms.get(self.presenter.step)
        self.presenter.go_back(form.values() if form is not None else {})

    def _show_step(self, number: int) -> None:
        step = self._steps[number]
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
            self.stack.setFocus()
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
                "Một phường tự đặt, có sẵn mọi thiết lập. Mọi giấy in chữ SPECIMEN. Sổ thử nằm riêng ở {}, không lẫn vào sổ thật; "
                "lần mở sau chương trình lại hỏi như bây giờ."
            ).format(self._practice_folder)
        else:
            words = self.tr(
                "Vài bước ngắn: đơn vị, bàn, mặt sau giấy hẹn, giấy. Chỗ nào chưa biết thì để trống và điền sau; "
                "chưa bấm Mở sổ thì chưa có gì được ghi."
            )
        self._manner_line.setText(words)
        self.next.setText(self._start_word())

    def _take_ward(self) -> None:
        ward = self.ward.currentData()
        if ward is None:
            return
        form = self.forms[UNIT]
        form.show_values({"unit_kind": ward.unit_kind, "unit_name": ward.name})
        code = form.editor("agency_code")
        if isinstance(code, QLineEdit):
            code.setPlaceholderText(self.tr("dạng như {}, chỉ là mẫu").format(ward.agency_code_sample))

    def _show_summary(self) -> None:
        while self._summary.count():
            item = self._summary.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        missing = self.presenter.missing()
        if missing:
            words = self.tr("Mở sổ được, nhưng chưa in được giấy hẹn: còn thiếu {}.").format(missing)
            self._summary.addWidget(IconLabel("warning", words, size=14, tone="warn", wrap=True))
        for label, text in self.presenter.summary():
            self._summary.addWidget(_SummaryRow(label, text))

    def _show_faults(self, faults: dict[str, str], sentence: str) -> None:
        for number, form in self.forms.items():
            name = form.show_faults({name: words for name, words in faults.items() if name in form.names()})
            if name and number == self.presenter.step:
                form.focus_on(name)
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
        left = AccentLabel(label, size=13, tone="ink2", wrap=True)
        left.setFixedWidth(260)
        row.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(AccentLabel(text, size=14, wrap=True), 1)


def _scrolled(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
