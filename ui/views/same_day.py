"""Không giấy hẹn: three lanes of those who wait, one key each, and what the day has saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.same_day import Lane
from ui import theme
from ui.changes import Changes
from ui.presenters.same_day import SameDayPresenter
from ui.presenters.same_day_words import BoardScreen, lane_words
from ui.presenters.step_screen import StepDone
from ui.views.lists import RowList
from ui.views.same_day_lanes import LaneBoard
from ui.views.same_day_person import PersonCard, RightSide, TallyCard
from ui.views.step_panel import StepPanel
from ui.widgets.buttons import DAY, OUTLINED, QUIET, KeyButton, make_action
from ui.widgets.cards import Card, EmptyState, FootBar
from ui.widgets.day_banner import DayBanner
from ui.widgets.delegates import ListRow
from ui.widgets.labels import Caption, IconLabel, SectionTitle
from ui.widgets.notices import Notice
from ui.widgets.page import COMPACT, MEDIUM, WIDE, Page, text_class_of
from ui.widgets.panels import SidePanel
from ui.widgets.preview import LargePreview

_SECOND, _REST_MS, _DIGITS_MS = 1000, 60, 1500
_RIGHT = {MEDIUM: 300, WIDE: 420}
_LEAST_HIGH, _DAY_HIGH = 620, 420
_FAILED, _DONE = "same_day_failed", "same_day_done"
_ORDER = (Lane.READY, Lane.STARTED, Lane.WAITING)
"""Where the eye goes when somebody has gone: who can have the result at once, who is being served, who waits."""


class SameDayPage(Page):
    """The screen Không giấy hẹn."""

    def __init__(self, presenter: SameDayPresenter, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Không giấy hẹn")
        self._presenter = presenter
        self._screen: BoardScreen | None = None
        self._code, self._typed, self._given_class = "", "", ""
        self._make_actions()
        self.banner = DayBanner((self._new,))
        self.board = LaneBoard({Lane.WAITING: self._start, Lane.STARTED: self._ready, Lane.READY: self._hand})
        self.person = PersonCard((self._start, self._ready, self._hand, self._appoint, self._doubt))
        self.tally = TallyCard()
        self.handed = RowList(self.tr("Vừa trao"))
        self.step = StepPanel(presenter.taking)
        self.preview = LargePreview(self)
        self.panel = SidePanel(self, width=640)
        self._empty = EmptyState("", icon="clock", tone="day", action=self._new)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._empty.setProperty("noRing", True)
        self._timer, self._again, self._forget = QTimer(self), QTimer(self), QTimer(self)
        self._timer.setInterval(_SECOND)
        for timer, rest in ((self._again, _REST_MS), (self._forget, _DIGITS_MS)):
            timer.setSingleShot(True)
            timer.setInterval(rest)
        self._lay_out()
        self._connect(changes)

    @property
    def code(self) -> str:
        """The dossier of whoever is chosen; empty for nobody."""
        return self._code

    def entered(self, what: object = None) -> None:
        """Look again; ``what`` may be the code of a dossier to choose."""
        if isinstance(what, str):
            self._code = what
        self._presenter.show_recent()
        self._presenter.refresh()
        if self._is_filling_in():
            self.step.focus()
        else:
            self._take_focus()

    def is_flush(self) -> bool:
        return True

    def unsaved(self) -> str:
        taking = self._presenter.taking
        return self.tr("Bước “{}” đang điền mà chưa ghi").format(taking.title) if taking.is_dirty else ""

    def help_text(self) -> str:
        return self.tr(
            "Người chờ nhận kết quả ngay, không có giấy hẹn. Ưu tiên đứng trước, rồi theo giờ nhận.\n"
            "Mỗi việc một phím, không hỏi lại: B bắt đầu, X xong, T trao. Bấm nhầm thì Ctrl+Z, lãnh đạo duyệt.\n"
            "Không kịp trong ngày: H hẹn trả và in giấy hẹn với giờ nhận ban đầu."
        )

    def extra_keys(self) -> list[tuple[str, str]]:
        return [
            ("↑ ↓ ← →", self.tr("Chọn người")),
            ("0–9", self.tr("Gõ số để chọn")),
            ("Enter", self.tr("Mở hồ sơ đang chọn")),
        ]

    def key_lines(self) -> list[tuple[str, str]]:
        if self._is_filling_in():
            return self.step.key_lines()
        return super().key_lines()

    def set_layout_class(self, layout_class: str) -> None:
        self._given_class = layout_class
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(560, 320)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()

    # --- making ---------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self._new = make_action(self, self.tr("Tiếp nhận mới"), "F3")
        self._new.setShortcut("")  # F3 is the window's
        self._start = make_action(self, self.tr("Bắt đầu"), "B")
        self._ready = make_action(self, self.tr("Xong"), "X")
        self._hand = make_action(self, self.tr("Trao"), "T")
        self._appoint = make_action(self, self.tr("Không kịp: hẹn trả"), "H")
        self._doubt = make_action(self, self.tr("Giờ không tin cậy"), "K")
        self._undo = make_action(self, self.tr("Lùi một bước"), "Ctrl+Z")
        self._day = make_action(self, self.tr("Cả ngày"), "D")
        self._large = make_action(self, self.tr("Xem giấy lớn"), "Alt+X")
        self._back = make_action(self, self.tr("Trở lại"), "Esc")

    def _lay_out(self) -> None:
        self._recent = Card(margin=10)
        head = QHBoxLayout()
        head.addWidget(SectionTitle(self.tr("Vừa trao")))
        head.addStretch(1)
        head.addWidget(KeyButton(self._day, QUIET))
        self._recent.column.addLayout(head)
        self._recent.column.addWidget(self.handed)
        self.handed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.handed.setFixedHeight(theme.current().px(36) * 3 + 4)
        self._lanes = QStackedWidget()
        self._lanes.addWidget(self.board)
        self._lanes.addWidget(self._empty)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self._lanes, 1)
        left.addWidget(self._recent)
        self._right = RightSide(self.person, self.tally)
        browse = QWidget()
        row = QHBoxLayout(browse)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addLayout(left, 1)
        row.addWidget(self._right)
        self._turns = QStackedWidget()
        self._turns.addWidget(browse)
        self._turns.addWidget(self.step)
        body = QVBoxLayout()
        body.setContentsMargins(16, 10, 16, 10)
        body.addWidget(self._turns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addLayout(body, 1)
        column.addWidget(self._foot_bar())

    def _foot_bar(self) -> FootBar:
        foot = self._foot = FootBar()
        self._hint = Caption(self.tr("Mũi tên hoặc gõ số để chọn"))
        foot.add_left(self._hint)
        foot.add_left(KeyButton(self._undo, QUIET))
        self._state = IconLabel("clock", size=13)
        foot.row.addWidget(self._state)
        self._foot_buttons = [KeyButton(self._appoint, OUTLINED)]
        self._foot_buttons += [KeyButton(act, DAY) for act in (self._start, self._ready, self._hand)]
        for button in self._foot_buttons:
            foot.row.addWidget(button)
        return foot

    def _connect(self, changes: Changes) -> None:
        presenter, taking = self._presenter, self._presenter.taking
        presenter.shown.connect(self._show)
        presenter.recent.connect(self._show_handed)
        presenter.told.connect(self._say_done)
        presenter.failed.connect(self._say_failed)
        taking.begun.connect(self._show_step)
        taking.done.connect(self._say_taken)
        taking.refused.connect(self._say_refused)
        taking.pictures.large_drawn.connect(self._show_large)
        self.step.left.connect(self._leave_step)
        self.step.large_wanted.connect(taking.draw_large)
        self.board.chosen.connect(self._choose)
        self.board.digit.connect(self._type_digit)
        self.board.opened.connect(self._open)
        self.handed.opened.connect(self._open)
        self._new.triggered.connect(self._receive)
        self._start.triggered.connect(partial(self._do, presenter.start))
        self._ready.triggered.connect(partial(self._do, presenter.ready))
        self._hand.triggered.connect(partial(self._do, presenter.hand_over))
        self._appoint.triggered.connect(partial(self._do, presenter.to_appointment))
        self._doubt.triggered.connect(partial(self._do, presenter.ask_unreliable))
        self._undo.triggered.connect(partial(self._do, presenter.ask_undo))
        self._day.triggered.connect(self._show_day)
        self._large.triggered.connect(taking.draw_large)
        self._back.triggered.connect(self._go_back)
        self._timer.timeout.connect(presenter.tick)
        self._again.timeout.connect(presenter.refresh)
        self._forget.timeout.connect(self._forget_digits)
        changes.changed.connect(self._hear)

    # --- showing --------------------------------------------------------------------------------

    def _hear(self, _what: object) -> None:
        if self.isVisible():
            self._again.start()

    def _show(self, screen: BoardScreen) -> None:
        before, self._screen = self._screen, screen
        self._code = self._whom_next(before, screen)
        self.banner.show_words(screen.head, screen.line, screen.tone)
        self.tally.show_tally(screen.tally)
        lane = screen.next_lane.get(self._code, self.board.lane)
        had_focus = self._is_board_focused()
        self._lanes.setCurrentWidget(self.board if screen.next_lane else self._empty)
        self._empty.show_words(*screen.empty)
        self.board.show_lanes(screen.lanes, self._code, lane)
        self._state.setText(screen.foot)
        self._state.set_tone(screen.foot_tone)
        self._state.setVisible(bool(screen.foot))
        self._let_act()
        if had_focus and not self._is_filling_in():
            self._take_focus()

    def _whom_next(self, before: BoardScreen | None, screen: BoardScreen) -> str:
        """Keep who is chosen; where they have gone, take the next of their lane, else whoever can be served first."""
        if self._code in screen.next_lane:
            return self._code
        lane = before.next_lane.get(self._code) if before is not None else None
        order = [*([lane] if lane else []), *(one for one in _ORDER if one is not lane)]
        return next((rows[0].code for one in order if (rows := screen.lanes[one])), "")

    def _let_act(self) -> None:
        """Offer what may be done with whoever is chosen; the lane's own key is the filled one."""
        ticket = self._presenter.ticket(self._code)
        lane = ticket.lane if ticket is not None else None
        can = ticket is not None and not self._is_filling_in()
        for act, lanes in (
            (self._start, (Lane.WAITING,)),
            (self._ready, (Lane.WAITING, Lane.STARTED)),
            (self._hand, (Lane.STARTED, Lane.READY)),
            (self._appoint, (Lane.WAITING, Lane.STARTED)),
        ):
            act.setEnabled(can and lane in lanes)
        self._doubt.setEnabled(can and ticket is not None and not ticket.is_time_unreliable)
        self._undo.setEnabled(not self._is_filling_in())
        self._day.setEnabled(not self._is_filling_in())
        self._large.setEnabled(self._is_filling_in())
        main = {Lane.STARTED: self._ready, Lane.READY: self._hand}.get(lane or Lane.WAITING, self._start)
        if self._presenter.is_late(self._code):
            main = self._appoint
        self.person.setVisible(ticket is not None)
        self.person.show_person(ticket, self._presenter.short_name(ticket), main)
        for button in self._foot_buttons:
            is_offered = button.action() in (main, self._appoint) and button.action().isEnabled()
            button.setVisible(self.board.is_single() and is_offered)

    def _show_handed(self, rows: list[ListRow]) -> None:
        self.handed.show_rows(rows)
        self.handed.setCurrentIndex(QModelIndex())  # they are only looked at; D lists them to be opened
        self._fit()

    def _fit(self) -> None:
        if not self._given_class:
            return
        layout_class = text_class_of(self._given_class, self.window().width())
        is_compact = layout_class == COMPACT
        self.board.set_single(is_compact)
        self._right.setVisible(not is_compact)
        self._right.setFixedWidth(theme.current().px(_RIGHT.get(layout_class, 330)))
        is_high = self.height() >= theme.current().px(_LEAST_HIGH)
        self._recent.setVisible(is_high and bool(self.handed.rows()))
        self._right.set_low(not is_high)
        self._hint.setVisible(not is_compact)
        self.step.set_layout_class(layout_class)
        self._let_act()

    # --- choosing -------------------------------------------------------------------------------

    def _choose(self, code: str) -> None:
        self._code = code
        if self._screen is not None:
            self.board.show_lanes(self._screen.lanes, code, self._screen.next_lane.get(code, Lane.WAITING))
            self._let_act()

    def _type_digit(self, digit: str) -> None:
        """Choose by number: what is typed goes on for a moment, then another number begins."""
        self._typed += digit
        code = self._presenter.by_number(self._typed)
        self._forget.start()
        words = self.tr("Số {}") if code else self.tr("Không có số {}")
        self._hint.setText(words.format(self._typed))
        if code:
            self._choose(code)

    def _forget_digits(self) -> None:
        self._typed = ""
        self._hint.setText(self.tr("Mũi tên hoặc gõ số để chọn"))

    def _open(self, code: object) -> None:
        self.page_wanted.emit("dossiers", code)

    def _receive(self) -> None:
        self.page_wanted.emit("intake", None)

    # --- doing ----------------------------------------------------------------------------------

    def _do(self, act: Callable[[str], object], _checked: bool = False) -> None:
        self._forget_digits()  # the next digit begins another number
        act(self._code)

    def _show_day(self) -> None:
        self.day = RowList(self.tr("Hôm nay"))
        self.day.show_rows(self._presenter.whole_day())
        self.day.setMinimumHeight(theme.current().px(min(_DAY_HIGH, 60 + 48 * len(self.day.rows()))))
        self.day.opened.connect(self._open)
        self.panel.show_body(self.tr("Hôm nay, không giấy hẹn"), self.tr("Mũi tên để chọn, Enter mở hồ sơ."), self.day)
        self.day.setFocus()

    def _show_step(self, _screen: object) -> None:
        self._turns.setCurrentWidget(self.step)
        self._foot.hide()  # the form has its own
        self._let_act()
        self.step.focus()

    def _leave_step(self) -> None:
        self._turns.setCurrentIndex(0)
        self._foot.show()
        self._let_act()
        self._take_focus()

    def _go_back(self) -> None:
        if self._is_filling_in():
            self.step.leave()
        else:
            self._forget_digits()

    def _is_filling_in(self) -> bool:
        return self._turns.currentWidget() is self.step

    def _is_board_focused(self) -> bool:
        return any(part.hasFocus() for part in self.board.lists.values()) or self._empty.hasFocus()

    def _take_focus(self) -> None:
        if self._lanes.currentWidget() is self._empty:
            self._empty.setFocus()
        else:
            self.board.take_focus()

    def _show_large(self, pages: list[QImage]) -> None:
        self.preview.show_pages(pages)

    def _say_taken(self, done: StepDone) -> None:
        self._leave_step()
        self._presenter.after_form()
        self.notice_withdrawn.emit(_FAILED)
        ticket = self._presenter.ticket(done.stands)
        facts = f"{lane_words(ticket.lane)}." if ticket is not None else done.facts
        self.notice_wanted.emit(Notice(key=_DONE, tone=done.tone, sentence=done.sentence, facts=facts))

    def _say_refused(self, sentence: str) -> None:
        if not self._is_filling_in():
            self._say_failed(sentence)

    def _say_failed(self, sentence: str) -> None:
        self.notice_wanted.emit(Notice(key=_FAILED, tone="bad", sentence=self.tr("Việc này chưa xong"), facts=sentence))

    def _say_done(self, sentence: str, facts: str) -> None:
        self.notice_withdrawn.emit(_FAILED)
        self.notice_wanted.emit(Notice(key=_DONE, tone="ok", sentence=sentence, facts=facts))
