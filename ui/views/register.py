"""Báo cáo: the tracking register of a period, and dossiers picked at random for a spot check."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop import sentences
from cchc_desktop.domain.board import SPOT_CHECK_KINDS
from ui import error_texts, theme
from ui.changes import Changes
from ui.presenters.register import RegisterPresenter, Way
from ui.views.lists import RowList
from ui.views.report_period import ChoiceAction
from ui.widgets.buttons import PILL, KeyButton, make_action
from ui.widgets.cards import Card, EmptyState, FootBar
from ui.widgets.delegates import ListRow
from ui.widgets.fields import LabelledField, NumberField
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import AccentLabel, Caption, IconLabel
from ui.widgets.notices import Notice
from ui.widgets.page import Page

_REGISTER, _CHECK = range(2)
_NOTICE = "register"
_REST_MS = 1000
"""After something was saved the register is read anew once that has rested."""
_KIND_KEYS = ("Alt+6", "Alt+7", "Alt+8", "Alt+9", "Alt+0")
_MOST_PICKS = 50


class RegisterPage(Page):
    """The screen Báo cáo."""

    def __init__(self, presenter: RegisterPresenter, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Báo cáo")
        self._presenter = presenter
        self._print = make_action(self, self.tr("In sổ"), "Ctrl+P", "printer")
        self._excel = make_action(self, self.tr("Xuất Excel"), "Ctrl+E", "file")
        self._pick = make_action(self, self.tr("Chọn hồ sơ"), "Ctrl+Return", "check")
        self._copy = make_action(self, self.tr("Chép danh sách"), "Ctrl+Shift+C", "copy")
        self.list = RowList(self.tr("Sổ theo dõi hồ sơ"))
        self._empty = EmptyState("", icon="file", tone="ink3")
        self._count = Caption()
        self.check = SpotCheckPart()
        self.stack = QStackedWidget()
        self._state = IconLabel("check", size=13, tone="ink2")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._make_period()
        self._lay_out()
        self._connect(changes)
        self._show_part(_REGISTER)

    def entered(self, what: object = None) -> None:
        """Read the register of the period anew; the focus goes into its list."""
        self._presenter.show()
        (self.list if self.stack.currentIndex() == _REGISTER else self.check.list).setFocus()

    def help_text(self) -> str:
        return self.tr(
            "Sổ theo dõi của một kỳ: chọn kỳ bằng Alt+1 đến Alt+5, hoặc gõ ngày rồi Enter. Ctrl+P in, Ctrl+E Excel.\n"
            "Mỗi lần in hay xuất được ghi vào nhật ký: ai, lúc nào, bao nhiêu hồ sơ. Sổ không có số định danh.\n"
            "Kiểm tra ngẫu nhiên: máy chọn hồ sơ có bước cần xem lại; gõ lại số chọn thì ra đúng những hồ sơ ấy."
        )

    def extra_keys(self) -> list[tuple[str, str]]:
        return [("↑ ↓", self.tr("Chọn hồ sơ")), ("Enter", self.tr("Mở hồ sơ đang chọn"))]

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._rest.stop()
        self._presenter.stop()

    def _make_period(self) -> None:
        words = (
            self.tr("Hôm nay"), self.tr("Tuần này"), self.tr("Tháng này"), self.tr("Quý này"), self.tr("Năm nay"),
        )  # fmt: skip
        self._spans = [ChoiceAction(place, text, f"Alt+{place + 1}", self) for place, text in enumerate(words)]
        self.since, self.until = QLineEdit(), QLineEdit()
        self._fields = {
            "since": LabelledField(self.tr("Từ ngày"), self.since),
            "until": LabelledField(self.tr("Đến ngày"), self.until),
        }
        self._parts = [
            ChoiceAction(_REGISTER, self.tr("Sổ theo dõi"), "Alt+T", self),
            ChoiceAction(_CHECK, self.tr("Kiểm tra ngẫu nhiên"), "Alt+M", self),
        ]

    def _lay_out(self) -> None:
        parts = QHBoxLayout()
        parts.setSpacing(6)
        for action in self._parts:
            parts.addWidget(KeyButton(action, PILL))
        parts.addStretch(1)
        parts.addWidget(self._count)
        spans = QWidget()
        flow = FlowLayout(spans, gap=6)
        for action in self._spans:
            flow.addWidget(KeyButton(action, PILL))
        period = QHBoxLayout()
        period.setSpacing(12)
        for field in self._fields.values():
            field.editor.setFixedWidth(theme.current().px(120))
            period.addWidget(field)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(AccentLabel(" ", size=13))  # so high as the labels: the keys stand beside the fields
        beside.addWidget(spans)
        beside.addStretch(1)
        period.addLayout(beside, 1)
        head = Card()
        head.column.addLayout(parts)
        head.column.addLayout(period)
        rows = QStackedWidget()
        rows.addWidget(self._empty)
        rows.addWidget(self.list)
        self._shown = rows
        card = Card(margin=4)
        card.column.addWidget(rows, 1)
        self.stack.addWidget(card)
        self.stack.addWidget(self.check)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(10)
        inner.addWidget(head)
        inner.addWidget(self.stack, 1)
        foot = FootBar()
        foot.add_left(self._state)
        self._buttons = foot.add_decisions([self._copy, self._excel, self._print])
        self._buttons += foot.add_decisions([self._pick])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(foot)

    def _connect(self, changes: Changes) -> None:
        presenter = self._presenter
        for action in self._spans:
            action.wanted.connect(presenter.choose_span)
        for action in self._parts:
            action.wanted.connect(self._show_part)
        for edit in (self.since, self.until):
            edit.returnPressed.connect(self._take_days)
            edit.editingFinished.connect(self._take_days)
        self._print.triggered.connect(self._print_register)
        self._excel.triggered.connect(self._write_workbook)
        self._pick.triggered.connect(self._pick_dossiers)
        self._copy.triggered.connect(self._copy_list)
        self.list.opened.connect(self._open)
        self.list.left_upwards.connect(self.since.setFocus)
        self.check.list.opened.connect(self._open)
        self._rest.timeout.connect(presenter.refresh)
        presenter.period_shown.connect(self._show_period)
        presenter.period_refused.connect(self._show_faults)
        presenter.listed.connect(self._show_rows)
        presenter.counted.connect(self._count.setText)
        presenter.said.connect(self._say)
        presenter.picked.connect(self._show_picked)
        presenter.pick_refused.connect(self.check.show_faults)
        changes.changed.connect(self._hear)

    def _show_part(self, place: int) -> None:
        """Show the register or the spot check; the keys of the other one rest."""
        self.stack.setCurrentIndex(place)
        for number, action in enumerate(self._parts):
            action.setChecked(number == place)
        is_register = place == _REGISTER
        for own in (self._print, self._excel):
            own.setVisible(is_register)
        for own in (self._pick, self._copy):
            own.setVisible(not is_register)
        self.check.let_act(not is_register)
        self._count.setVisible(is_register)
        self._say_what_is_safe()
        (self.list if is_register else self.check).setFocus()

    def _say_what_is_safe(self) -> None:
        is_register = self.stack.currentIndex() == _REGISTER
        self._state.setText(
            self.tr("Mỗi lần in, xuất được ghi vào nhật ký")
            if is_register
            else self.tr("Danh sách chép ra không có tên người dân")
        )

    def _take_days(self) -> None:
        self._presenter.choose_days(self.since.text(), self.until.text())

    def _show_period(self, since: str, until: str, span: int) -> None:
        self.since.setText(since)
        self.until.setText(until)
        for place, action in enumerate(self._spans):
            action.setChecked(place == span)

    def _show_faults(self, faults: dict[str, str]) -> None:
        for name, field in self._fields.items():
            field.set_error(faults.get(name, ""))

    def _show_rows(self, rows: list[ListRow], words: str) -> None:
        self.list.show_rows(rows)
        self._count.setText(words)
        self._empty.show_words(words, self.tr("Chọn kỳ khác bằng Alt+1 đến Alt+5, hoặc gõ ngày rồi Enter."))
        had_focus = self.list.hasFocus() or self._empty.hasFocus()
        self._shown.setCurrentIndex(1 if rows else 0)
        if had_focus and rows:
            self.list.setFocus()

    def _print_register(self) -> None:
        self._presenter.hand_out(Way.PAPER)

    def _write_workbook(self) -> None:
        self._presenter.hand_out(Way.WORKBOOK)

    def _pick_dossiers(self) -> None:
        self._take_days()
        self._presenter.pick(self.check.places(), self.check.picks.value(), self.check.seed.text())

    def _show_picked(self, rows: list[ListRow], seed: str, words: str) -> None:
        self.check.show_picked(rows, seed, words)
        if rows:
            self.check.list.setFocus()

    def _copy_list(self) -> None:
        text = self._presenter.picked_text()
        if not text:
            self._say("warn", self.tr("Chưa có danh sách để chép"), self.tr("Ctrl+Enter để máy chọn hồ sơ trước."))
            return
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(text)
        self._state.setText(self.tr("Đã chép danh sách"))

    def _open(self, key: object) -> None:
        self.page_wanted.emit("dossiers", key)

    def _hear(self, what: object) -> None:
        if self.isVisible():
            self._rest.start()

    def _say(self, tone: str, sentence: str, facts: str) -> None:
        self.notice_wanted.emit(Notice(key=_NOTICE, tone=tone, sentence=sentence, facts=facts))


class SpotCheckPart(QWidget):
    """Which steps are looked into, how many dossiers, by which seed, and what chance picked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = [
            ChoiceAction(place, error_texts.said(sentences.BY_STEP[kind]), keys, self)
            for place, (kind, keys) in enumerate(zip(SPOT_CHECK_KINDS, _KIND_KEYS, strict=True))
        ]
        self.picks = NumberField(self.tr("Số hồ sơ"), 1, _MOST_PICKS)
        self.picks.setValue(5)
        self.seed = QLineEdit()
        self.seed.setMaxLength(9)
        self._seed_field = LabelledField(self.tr("Số chọn"), self.seed)
        self.list = RowList(self.tr("Hồ sơ được chọn"))
        self._words = AccentLabel(size=13, tone="ink2", wrap=True)
        self._fault = IconLabel("warning", size=12, tone="bad", wrap=True)
        self._empty = EmptyState(
            self.tr("Chưa chọn hồ sơ nào"), self.tr("Ctrl+Enter để máy chọn ngẫu nhiên."), icon="search", tone="ink3"
        )
        self._rows = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.seed)
        self.show_faults({})

    def places(self) -> list[int]:
        """Return which kinds of steps are chosen."""
        return [place for place, kind in enumerate(self._kinds) if kind.isChecked()]

    def let_act(self, can_act: bool) -> None:
        """Let the keys of the kinds work only while the part is seen."""
        for kind in self._kinds:
            kind.setEnabled(can_act)

    def show_faults(self, faults: dict[str, str]) -> None:
        """Show what is wrong with the question, and take other faults away."""
        self._seed_field.set_error(faults.get("seed", ""))
        self._fault.setText(faults.get("kinds", ""))
        self._fault.setVisible("kinds" in faults)

    def show_picked(self, rows: list[ListRow], seed: str, words: str) -> None:
        """Show the dossiers with their seed, which gives them again."""
        self.list.show_rows(rows)
        self.seed.setPlaceholderText(seed)
        self._words.setText(words)
        self._empty.show_words(words, self.tr("Chọn kỳ khác hoặc thêm loại bước."))
        self._rows.setCurrentIndex(1 if rows else 0)

    def _lay_out(self) -> None:
        kinds = QWidget()
        flow = FlowLayout(kinds, gap=6)
        for kind in self._kinds:
            kind.setChecked(True)
            flow.addWidget(KeyButton(kind, PILL))
        self.picks.setFixedWidth(theme.current().px(90))
        self.seed.setFixedWidth(theme.current().px(130))
        self.seed.setPlaceholderText(self.tr("máy chọn"))
        self._seed_field.set_hint(self.tr("Để trống: ngẫu nhiên. Gõ số của lần trước: ra lại đúng hồ sơ ấy."))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(LabelledField(self.tr("Số hồ sơ"), self.picks))
        row.addWidget(self._seed_field, 1)
        question = Card()
        question.column.addWidget(kinds)
        question.column.addWidget(self._fault)
        question.column.addLayout(row)
        question.column.addWidget(self._words)
        self._rows.addWidget(self._empty)
        self._rows.addWidget(self.list)
        answer = Card(margin=4)
        answer.column.addWidget(self._rows, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(question)
        column.addWidget(answer, 1)
