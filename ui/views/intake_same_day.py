"""The intake on a day without appointments: its strip, the citizen's wish by one key each, what the button says."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from ui import theme
from ui.presenters.intake import IntakePresenter
from ui.presenters.intake_words import IntakeScreen
from ui.views.intake_side import DueCard, SlipCard
from ui.widgets.buttons import make_action
from ui.widgets.day_banner import SOFT, SOLID, DayBanner
from ui.widgets.page import Page

_LEAST_WORDS, _WIDER = 1000, 440


class IntakeDayPart(QObject):
    """The strip over the form and its keys."""

    def __init__(self, page: Page, presenter: IntakePresenter, save: QAction) -> None:
        super().__init__(page)
        self._page, self._presenter, self._save = page, presenter, save
        self.slip = make_action(page, self.tr("Vẫn in giấy"), "Alt+I", "printer")
        self.slip.setToolTip(self.tr("Người dân xin giấy hẹn nhưng vẫn chờ nhận ngay"))
        self.appointment = make_action(page, self.tr("Không chờ: hẹn trả"), "Alt+H", "calendar")
        self.appointment.setToolTip(self.tr("Người dân không chờ: hồ sơ thường, có giấy hẹn"))
        board = make_action(page, self.tr("Bảng chờ"), "F5")
        board.setShortcut("")  # F5 is the window's
        for action in (self.slip, self.appointment):
            action.setCheckable(True)
        self.wider_by = 0
        """How much more room the foot needs for the words of its button."""
        self.banner = DayBanner((self.slip, self.appointment, board))
        self.slip.triggered.connect(self._want_slip)
        self.appointment.triggered.connect(self._want_appointment)
        board.triggered.connect(self._show_board)
        self.slip.setVisible(False)
        self.appointment.setVisible(False)

    def follow(self, screen: IntakeScreen, due: DueCard, slip: SlipCard) -> None:
        """Show what the form amounts to on such a day; on every other the strip is away."""
        day, form = screen.day, self._presenter.form.value
        is_solid = day.is_in_mode or not screen.procedure
        self.banner.show_words(day.head, day.line, SOLID if is_solid else SOFT)
        self.banner.set_wordless(self._page.width() < _LEAST_WORDS * theme.current().factor)
        for action, is_on, is_offered in (
            (self.slip, form.wants_slip, day.is_in_mode),
            (self.appointment, form.wants_appointment, day.can_choose),
        ):
            action.setVisible(is_offered)
            action.setChecked(is_on and is_offered)
        self.wider_by = _WIDER if day.is_without_slip else 0
        self._save.setProperty("icon_name", "check" if day.is_without_slip else "printer")
        self._save.setText(self.tr("Lưu (không in giấy hẹn)") if day.is_without_slip else self.tr("Lưu và in"))
        due.say_whether_promised(not day.is_in_mode)
        slip.show_instead(day.instead)

    def _show_board(self) -> None:
        self._page.page_wanted.emit("same_day", None)

    def _want_slip(self) -> None:
        self._presenter.change(wants_slip=not self._presenter.form.value.wants_slip)

    def _want_appointment(self) -> None:
        wants = not self._presenter.form.value.wants_appointment
        self._presenter.change(wants_appointment=wants, wants_slip=False)
