"""Cuối ngày: what is still open, the close, the seal and its page, and how each package stands with the city."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cchc_desktop.domain.day_package import CheckKind
from ui import theme
from ui.changes import Changes
from ui.presenters.day_end import DayEndPresenter, DayEndScreen
from ui.presenters.day_list import ConflictKey, LeftKey
from ui.presenters.day_words import PackageKey, QuestionKey
from ui.views.day_end_panels import AnswerPanel, TakeOverPanel
from ui.views.day_end_parts import CashCard, ChecksCard, OutlookCard, PackagesCard, SealCard
from ui.views.list_panel import ListPanel
from ui.widgets.buttons import FILLED, OUTLINED, make_action
from ui.widgets.cards import FootBar
from ui.widgets.files import FileChoice, stick
from ui.widgets.labels import IconLabel
from ui.widgets.page import COMPACT, MEDIUM, WIDE, OpenedFrom, Page, text_class_of
from ui.widgets.preview import LargePreview

_MINUTE = 60_000
_LEFT = {COMPACT: 380, MEDIUM: 430, WIDE: 600}


class DayEndPage(Page):
    """The screen Cuối ngày."""

    def __init__(self, presenter: DayEndPresenter, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Cuối ngày")
        self._presenter = presenter
        self._screen: DayEndScreen | None = None
        self._make_actions()
        self.checks, self.outlook, self.cash = ChecksCard(), OutlookCard(), CashCard()
        self.sealed = SealCard(self._print)
        self.packages = PackagesCard(self._take, self._answer)
        self.choice, self.answer, self.over = ListPanel(self), AnswerPanel(self), TakeOverPanel(self)
        self.preview = LargePreview(self)
        self.files, self.folders = FileChoice(self), FileChoice(self)
        self._why = IconLabel("warning", size=13, tone="ink2", wrap=True)
        self._timer, self._soon = QTimer(self), QTimer(self)
        self._timer.setInterval(_MINUTE)
        self._soon.setSingleShot(True)
        self._lay_out()
        self._connect(changes)

    def entered(self, what: object = None) -> None:
        """Look again and go to the list; what only showed something over it goes."""
        for panel in (self.choice, self.over, self.preview):
            panel.hide()
        self._presenter.refresh()
        self.checks.list.setFocus()

    def help_text(self) -> str:
        return self.tr(
            "Xem lần lượt sáu dòng bên trái: bấm số của dòng để mở đúng chỗ cần làm, F8 trở lại đây.\n"
            "Người còn trên bảng không giấy hẹn thì chưa chốt được; các dòng khác chỉ nhắc.\n"
            "Ctrl+Enter chốt ngày: niêm phong, sao lưu, lập gói, rồi chương trình tự gửi và tự xem câu trả lời.\n"
            "Mạng hỏng thì Alt+S chép ra USB. Chỉ câu trả lời đã ký của thành phố mới được tính là đã nhận."
        )

    def extra_keys(self) -> list[tuple[str, str]]:
        return [
            ("↑ ↓ ← →", self.tr("Chọn dòng, sang danh sách bên cạnh")),
            ("Enter", self.tr("Mở dòng đang chọn")),
        ]

    def unsaved(self) -> str:
        return self.tr("Câu trả lời cho thành phố chưa ghi") if self.answer.typed() else ""

    def set_layout_class(self, layout_class: str) -> None:
        width = self.window().width() if self.window() is not None else self.width()
        layout_class = text_class_of(layout_class, width)
        self._left.setFixedWidth(round(_LEFT.get(layout_class, 500) * theme.current().factor))
        for button in self._buttons[:-1]:
            button.set_wordless(layout_class == COMPACT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(560, 320)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()

    # --- making ---------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self.close_day = make_action(self, self.tr("Chốt ngày"), "Ctrl+Return", "shield")
        self._large = make_action(self, self.tr("Xem trang ký"), "Alt+X", "file")
        self._print = make_action(self, self.tr("In trang ký"), "Ctrl+P", "printer")
        self._send = make_action(self, self.tr("Gửi ngay"), "Alt+G", "send")
        self._copy = make_action(self, self.tr("Chép ra USB"), "Alt+S", "copy")
        self._take = make_action(self, self.tr("Nhận tệp"), "Alt+T", "upload")
        self._answer = make_action(self, self.tr("Trả lời"), "Alt+R", "pen")
        self._count = make_action(self, self.tr("Đếm tiền mặt"), "Alt+D")
        # No keys of their own in the list of keys: arrows are told there once.
        self._to_right, self._to_left = QAction(self), QAction(self)
        self._to_right.setShortcut("Right")
        self._to_left.setShortcut("Left")
        self.addActions([self._to_right, self._to_left])
        self._digits = [
            make_action(self, self.tr("Mở dòng {}").format(place), str(place)) for place in range(1, len(CheckKind) + 1)
        ]

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        left.addWidget(self.checks)
        left.addWidget(self.cash)
        left.addStretch(1)
        right_column = QWidget()
        right_column.setProperty("ground", "page")
        right = QVBoxLayout(right_column)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(10)
        for part in (self.outlook, self.sealed):
            right.addWidget(part)
        self.packages.list.setMinimumHeight(theme.current().px(96))
        right.addWidget(self.packages, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(right_column)
        body = QHBoxLayout()
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(12)
        body.addWidget(self._left)
        body.addWidget(scroll, 1)
        foot = FootBar()
        foot.add_left(self._why)
        foot.row.setStretch(0, 100)
        foot.row.setAlignment(self._why, Qt.AlignmentFlag.AlignVCenter)
        self._buttons = foot.add_decisions([self._large, self._copy, self._send, self.close_day])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(foot)

    def _connect(self, changes: Changes) -> None:
        presenter = self._presenter
        presenter.shown.connect(self._show)
        presenter.posted.connect(self.notice_wanted)
        presenter.withdrawn.connect(self.notice_withdrawn)
        presenter.sending.connect(self.packages.show_under_way)
        presenter.place_wanted.connect(self._go)
        presenter.sheets.drawn.connect(self.preview.show_pages)
        presenter.cash_refused.connect(self._show_cash_fault)
        presenter.answer_refused.connect(self.answer.refuse)
        presenter.answered.connect(self.answer.hide)
        self.answer.answered.connect(presenter.answer)
        self.answer.dossier_wanted.connect(partial(self._go, "dossiers"))
        self.over.accepted.connect(presenter.take_over)
        self.checks.list.opened.connect(self._open)
        self._to_right.triggered.connect(self.packages.list.setFocus)
        self._to_left.triggered.connect(self.checks.list.setFocus)
        self.packages.list.opened.connect(self._help_with)
        self.packages.list.current.connect(self._follow_row)
        self.choice.chosen.connect(partial(self._go, "dossiers"))
        self.cash.typed.connect(self._show_difference)
        self.cash.edit.returnPressed.connect(self.checks.list.setFocus)
        self.close_day.triggered.connect(self._close)
        self._large.triggered.connect(lambda: presenter.sheets.look(self._chosen()))
        self._print.triggered.connect(lambda: presenter.sheets.print(self._chosen()))
        self._send.triggered.connect(presenter.send)
        self._copy.triggered.connect(self._choose_folder)
        self.folders.chosen.connect(lambda chosen: presenter.copy_to(chosen[0]))
        self._take.triggered.connect(self._choose_files)
        self.files.chosen.connect(presenter.files.take)
        self._answer.triggered.connect(self._ask_answer)
        self._count.triggered.connect(self._go_to_cash)
        for place, action in enumerate(self._digits):
            action.triggered.connect(partial(self._open_place, place))
        self._timer.timeout.connect(presenter.refresh)
        self._soon.timeout.connect(presenter.refresh)
        changes.changed.connect(self._hear)

    # --- showing --------------------------------------------------------------------------------

    def _hear(self, _what: object) -> None:
        if self.isVisible():
            self._soon.start()

    def _show(self, screen: DayEndScreen) -> None:
        self._screen = screen
        is_open = not screen.is_closed
        if not is_open and self.cash.edit.hasFocus():
            self.checks.list.setFocus()
        self.checks.show_checks(screen)
        self.outlook.show_outlook(screen)
        self.outlook.setVisible(is_open)
        self.cash.show_book(screen.cash)
        self.cash.setVisible(is_open)
        self._count.setEnabled(is_open)
        self._show_difference(self.cash.edit.text())
        self.sealed.show_sealed(screen.sealed, is_short=is_open)
        self.packages.show_packages(screen)
        self.close_day.setText(screen.decision)
        self._buttons[-1].set_look(FILLED if is_open else OUTLINED)
        self.close_day.setEnabled(not screen.refusal or not is_open)
        self._print.setEnabled(bool(screen.packages))
        self._large.setEnabled(bool(screen.packages))
        is_hard = bool(screen.refusal) and is_open
        self._why.setText(screen.refusal if is_hard else screen.hint)
        self._why.set_tone("bad" if is_hard else "ink2")
        self._why.set_icon("warning" if is_hard else "help")
        for action, row in zip(self._digits, screen.checks, strict=True):
            action.setEnabled(row.state != "ok")
        self._follow_row(self.packages.list.current_key())

    def _follow_row(self, key: object) -> None:
        can_answer = isinstance(key, QuestionKey)
        self._answer.setEnabled(can_answer)
        self._answer.setVisible(can_answer)

    def _show_difference(self, typed: str) -> None:
        self.cash.show_difference(*self._presenter.counted(typed))

    def _show_cash_fault(self, words: str) -> None:
        self.cash.field.set_error(words)
        self._go_to_cash()

    def _go_to_cash(self) -> None:
        self.cash.edit.setFocus()
        self.cash.edit.selectAll()

    # --- doing ----------------------------------------------------------------------------------

    def _close(self) -> None:
        if self._screen is None:
            return
        self._presenter.close("" if self._screen.is_closed else self.cash.edit.text())
        if self._screen.is_closed:
            self.cash.edit.clear()

    def _chosen(self) -> object:
        """Return the package whose page is meant: that of the list while one is in it."""
        return self.packages.list.current_key() if self.packages.list.hasFocus() else None

    def _open_place(self, place: int) -> None:
        if self._screen is not None:
            self._open(self._screen.checks[place].key)

    def _open(self, key: object) -> None:
        if not isinstance(key, CheckKind) or not self._presenter.codes(key):
            return
        rows = self._presenter.places(key)
        if rows:
            title = next(row.head for row in self._screen.checks if row.key == key) if self._screen else ""
            self.choice.offer(title, self.tr("Chọn hồ sơ để mở; Esc hoặc F8 trở lại đây."), rows)
        else:
            self._presenter.open(key)

    def _go(self, page: str, what: object) -> None:
        """Open another page; a dossier comes back here by Esc."""
        if page == "dossiers" and isinstance(what, str):
            what = OpenedFrom(what, "day_end")
        self.page_wanted.emit(page, what)

    def _help_with(self, key: object) -> None:
        """Do what helps with a row."""
        if isinstance(key, QuestionKey):
            self._ask_answer()
        elif isinstance(key, ConflictKey):
            self._go("dossiers", key.code)
        elif isinstance(key, LeftKey):
            self.over.ask(key, self._presenter.lines_of(key.codes))
        elif isinstance(key, PackageKey):
            self._presenter.sheets.look(key)

    def _choose_folder(self) -> None:
        self.folders.ask_folder(self.tr("Chọn USB hoặc thư mục để chép gói"), start=stick())

    def _choose_files(self) -> None:
        self.files.ask_files(self.tr("Chọn thẻ, câu trả lời hoặc gói của bàn khác"), several=True, start=stick())

    def _ask_answer(self) -> None:
        key = self.packages.list.current_key()
        if isinstance(key, QuestionKey):
            self.answer.ask(key, next(row for row in self.packages.list.rows() if row.key == key))
