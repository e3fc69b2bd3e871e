"""What is said right after the start: papers nobody is sure of, and a clock that cannot be believed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.errors import CchcError
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.main_window import MainWindow
from ui.widgets.buttons import make_action
from ui.widgets.fields import LabelledField
from ui.widgets.notices import Notice, NoticeButton
from ui.widgets.panels import SidePanel

_MINUTE = 60_000
UNPRINTED, CLOCK = "unprinted_at_start", "clock_at_start"

say = QCoreApplication.translate


def unprinted_notice(count: int, look: Callable[[], object]) -> Notice:
    """Return the notice about papers that were on their way when the program last ended."""
    return Notice(
        key=UNPRINTED,
        tone="warn",
        sentence=say("StartNotices", "{} giấy hẹn chưa chắc đã in: xem, in").format(count),
        facts=say(
            "StartNotices",
            "Chương trình đã đóng khi giấy đang chờ ra. Hồ sơ đã vào sổ, không mất gì. "
            "Xem khay máy in trước khi in lại.",
        ),
        buttons=(NoticeButton(text=say("StartNotices", "Xem, in"), keys="Alt+I", run=look),),
    )


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
        self._timer.start()
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
            buttons=(NoticeButton(text=self.tr("Xác nhận ngày"), keys="Alt+N", run=self.ask, closes=False),),
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
