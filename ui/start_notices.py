"""What is said right after the start: papers nobody is sure of, newer packs, a clock that cannot be believed.

These notices lie over any screen and hear a key before it does: Alt+J looks, Alt+Y does what is proposed, and no screen
uses these two letters.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.printing import JobState
from cchc_desktop.errors import CchcError, ClockError
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.jobs import JobRunner
from ui.main_window import MainWindow
from ui.widgets.buttons import make_action
from ui.widgets.fields import LabelledField
from ui.widgets.notices import Notice, NoticeButton
from ui.widgets.panels import SidePanel

if TYPE_CHECKING:
    from cchc_desktop.services.catalogue_desk import Packs
    from ui.open_desk import OpenDesk

logger = logging.getLogger(__name__)

_MINUTE = 60_000
UNPRINTED, CLOCK, PACKS = "unprinted_at_start", "clock_at_start", "packs_at_start"
NEAR_DUE = "near_due_at_session"
REPORTS_DUE, REPORT_DAYS = "reports_due_at_start", 3
"""A report is spoken of at the start from so many days before it is due."""
_MOST_NAMED = 3

say = QCoreApplication.translate


def unprinted_notice(states: Sequence[JobState], look: Callable[[], object]) -> Notice:
    """Return the notice about papers not known to be out; what no printer was given is in no printer's tray."""
    unsent = sum(state is JobState.WANTED for state in states)
    sentence = say("StartNotices", "{} giấy chưa chắc đã in: xem, in").format(len(states))
    facts = say(
        "StartNotices",
        "Chương trình đã đóng khi giấy đang chờ ra. Hồ sơ đã vào sổ, không mất gì. Xem khay máy in trước khi in lại.",
    )
    if unsent == len(states):
        sentence = say("StartNotices", "{} giấy chưa gửi đến máy in: xem, in").format(unsent)
        facts = say("StartNotices", "Hồ sơ đã vào sổ, không mất gì. Chưa máy in nào nhận giấy này.")
    elif unsent:
        facts += " " + say("StartNotices", "Trong đó {} giấy chưa gửi đến máy in.").format(unsent)
    return Notice(
        key=UNPRINTED,
        tone="warn",
        sentence=sentence,
        facts=facts,
        buttons=(NoticeButton(text=say("StartNotices", "Xem, in"), keys="Alt+J", run=look),),
    )


def tell_reports_due(parts: DeskParts, window: MainWindow) -> None:
    """Say which reports the ward owes within three days, and to whom; a training folder owes nobody any."""
    if parts.desk.is_training:
        return
    from ui.presenters.report_words import due_line
    from ui.presenters.reports import Place

    try:
        due = parts.desk.reports.reports_due(REPORT_DAYS)
    except CchcError as error:
        logger.warning("reports due not told: %s", error)
        return
    if due:
        sentence = say("StartNotices", "{} báo cáo phải gửi trong {} ngày tới").format(len(due), REPORT_DAYS)
        facts = "; ".join(due_line(one.report, one.period, one.last_day) for one in due)
        look = NoticeButton(
            text=say("StartNotices", "Xem"), keys="Alt+J", run=partial(window.open_page, "reports", Place.RESULTS)
        )
        window.notices.post(Notice(key=REPORTS_DUE, tone="accent", sentence=sentence, facts=facts, buttons=(look,)))


class PackNews(QObject):
    """Says that the program brought a newer catalogue, calendar or set of forms, and loads it on a key.

    Signals:
        told: Carries a `Notice`.
    """

    told = Signal(object)

    def __init__(self, desk: OpenDesk, jobs: JobRunner, resources: Path, parent: QObject | None = None) -> None:
        """Create it; ``resources`` is what came with the program."""
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._resources = resources

    def look(self) -> None:
        """Read on the worker what came with the program; `told` follows where this desk has not loaded it."""
        self._jobs.start(partial(_read, self._resources), then=self._compare, otherwise=self._not_read)

    def _compare(self, packs: Packs) -> None:
        kinds = self._desk.packs.newer(packs)
        if not kinds:
            return
        load = NoticeButton(text=say("StartNotices", "Nạp"), keys="Alt+Y", run=partial(self._load, packs))
        self.told.emit(
            Notice(
                key=PACKS,
                tone="accent",
                sentence=say("StartNotices", "Chương trình có bản mới: {}").format(_names(kinds)),
                facts=say("StartNotices", "Nạp là một việc ghi vào sổ. Hồ sơ đã nhận giữ nguyên ngày hẹn và bản cũ."),
                buttons=(load,),
            )
        )

    def _load(self, packs: Packs) -> None:
        try:
            kinds = self._desk.packs.load(packs)
        except CchcError as error:
            self.told.emit(
                Notice(
                    key=PACKS,
                    tone="bad",
                    sentence=say("StartNotices", "Chưa nạp được bản mới"),
                    facts=error_texts.sentence(error),
                )
            )
        else:
            loaded = say("StartNotices", "Đã nạp: {}").format(_names(kinds))
            self.told.emit(Notice(key=PACKS, tone="ok", sentence=loaded))

    def _not_read(self, error: Exception) -> None:
        logger.error("shipped packs not read: %s", error)


def _names(kinds: tuple[str, ...]) -> str:
    words = {
        "catalogue": say("StartNotices", "danh mục thủ tục"),
        "calendar": say("StartNotices", "lịch nghỉ"),
        "forms": say("StartNotices", "biểu mẫu"),
    }
    return ", ".join(words[kind] for kind in kinds)


def _read(folder: Path) -> Packs:
    from cchc_desktop.services.catalogue_desk import read_packs

    return read_packs(folder)


class NearDueNews(QObject):
    """Says at the opening of each session what falls due within it; seen once, it does not come again that session."""

    def __init__(self, window: MainWindow, parts: DeskParts) -> None:
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._is_waiting = False
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE)
        self._timer.timeout.connect(self.look)
        window.notices.shown.connect(self._note_seen)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Say it where a session has opened whose list nobody has seen; with nothing near due there is none."""
        boards = self._parts.desk.boards
        try:
            if not boards.is_reminder_due():
                return
            lines = boards.near_due()
            if lines:
                self._tell(len(lines), [f"{line.moment:%H:%M} {boards.short_name(line)}" for line in lines])
            else:
                boards.reminder_seen()
        except CchcError as error:
            logger.warning("near due not told: %s", error)

    def _tell(self, count: int, named: list[str]) -> None:
        more = self.tr(" và {} hồ sơ nữa").format(count - _MOST_NAMED) if count > _MOST_NAMED else ""
        hours = self._parts.state.settings.near_due_hours
        self._is_waiting = True
        self._window.notices.post(
            Notice(
                key=NEAR_DUE,
                tone="warn",
                sentence=self.tr("{} hồ sơ đến hạn trong {} giờ làm việc tới").format(count, hours),
                facts="; ".join(named[:_MOST_NAMED]) + more,
                buttons=(
                    NoticeButton(text=self.tr("Chép cho nhóm"), keys="Alt+Y", run=self._copy),
                    NoticeButton(text=self.tr("Xem"), keys="Alt+J", run=self._look_at_list),
                ),
            )
        )

    def _note_seen(self, notice: object) -> None:
        """Remember that it was on the screen, not behind a graver notice."""
        if not self._is_waiting or not isinstance(notice, Notice) or notice.key != NEAR_DUE:
            return
        self._is_waiting = False
        try:
            self._parts.desk.boards.reminder_seen()
        except CchcError as error:
            logger.warning("near due seen, not noted: %s", error)

    def _copy(self) -> None:
        from PySide6.QtGui import QGuiApplication

        try:
            QGuiApplication.clipboard().setText(self._parts.desk.boards.near_due_text())
        except CchcError as error:
            self._window.notices.post(
                Notice(
                    key=NEAR_DUE,
                    tone="bad",
                    sentence=self.tr("Chưa chép được danh sách"),
                    facts=error_texts.sentence(error),
                )
            )
        else:
            sentence = self.tr("Đã chép danh sách sắp đến hạn, dán vào nhóm của các bộ phận")
            self._window.notices.post(Notice(key=NEAR_DUE, tone="ok", sentence=sentence))

    def _look_at_list(self) -> None:
        self._window.open_page("today")


class ClockQuestion(QObject):
    """Asks the named clerk for today's date in words where the machine's clock cannot be believed."""

    def __init__(self, window: MainWindow, parts: DeskParts) -> None:
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._panel: SidePanel | None = None
        self._field: LabelledField | None = None
        self._asked_for = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE)
        self._timer.timeout.connect(self.look)
        parts.changes.changed.connect(self._hear)
        self._timer.start()
        self.look()

    def _hear(self, what: object) -> None:
        """Ask again where work was refused for the clock, though the notice was closed."""
        if isinstance(what, ClockError):
            self._asked_for = ""
            self.look()

    def look(self) -> None:
        """Say once that the clock cannot be believed, and take it back when it can again."""
        problem = self._parts.recorder.clock_problem()
        kind = type(problem).__name__ if problem is not None else ""
        if kind == self._asked_for:
            return
        self._asked_for = kind
        if problem is None:
            self._window.notices.withdraw(CLOCK)
        else:
            self._warn(error_texts.sentence(problem))

    def _warn(self, facts: str) -> None:
        notice = Notice(
            key=CLOCK,
            tone="bad",
            sentence=self.tr("Đồng hồ máy cần được xác nhận trước khi ghi sổ"),
            facts=facts,
            buttons=(NoticeButton(text=self.tr("Xác nhận ngày"), keys="Alt+Y", run=self.ask, closes=False),),
        )
        self._window.notices.post(notice)

    def ask(self) -> None:
        """Open the panel in which the date is typed."""
        if self._panel is None:
            self._panel = SidePanel(self._window.frame, width=480)
            accept = make_action(self._panel, self.tr("Ghi xác nhận"), "Ctrl+Return")
            self._panel.set_actions([accept])
            accept.triggered.connect(self._accept)
        edit = QLineEdit()
        edit.setPlaceholderText(self.tr("ngày 26 tháng 10 năm 2023"))
        self._field = LabelledField(self.tr("Hôm nay là ngày nào?"), edit, required=True)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 0, 8)
        column.addWidget(self._field)
        column.addStretch(1)
        officer = self._parts.state.officer_name(self._parts.recorder.actor)
        line = self.tr(
            "Xem lịch treo tường hoặc điện thoại, không xem máy này. {} xác nhận, và việc này vào sổ."
        ).format(officer)
        self._panel.show_body(self.tr("Xác nhận ngày hôm nay"), line, body)
        edit.setFocus()

    def _accept(self) -> None:
        if self._field is None or self._panel is None:
            return
        edit = self._field.editor
        typed = edit.text() if isinstance(edit, QLineEdit) else ""
        try:
            right = self._parts.recorder.accept_clock(typed)
        except CchcError as error:
            self._field.set_error(error_texts.sentence(error))
            return
        if not right:
            self._field.set_error(
                self.tr("Ngày này khác đồng hồ máy. Chưa ghi gì. Chỉnh giờ máy rồi mở lại chương trình.")
            )
            return
        self._panel.hide()
        self.look()
