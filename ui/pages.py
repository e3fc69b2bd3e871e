"""The places of the program: their keys on the rail, and how each page is made, once, when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cchc_desktop.services.workplace import ScreenLook, Workplace
from ui.desk_parts import DeskParts
from ui.jobs import JobRunner
from ui.main_window import MainWindow, PageEntry
from ui.paper_news import PaperNews
from ui.widgets.page import Page
from ui.widgets.rail import RailItem

if TYPE_CHECKING:
    from cchc_desktop.services.fee_desk import FeeDesk
    from ui.sending import Sender

TODAY, INTAKE, DOSSIERS, SETTINGS = "today", "intake", "dossiers", "settings"
RETURNS, APPROVALS, REPORTS, SAME_DAY, DAY_END = "returns", "approvals", "reports", "same_day", "day_end"


class Pages(QObject):
    """Makes the pages of one open desk.

    Signals:
        look_wanted: Carries the `ScreenLook` that the settings ask for.
        remake_wanted: The window is to be made anew: its words changed.
    """

    look_wanted = Signal(object)
    remake_wanted = Signal()

    def __init__(
        self,
        parts: DeskParts,
        workplace: Workplace,
        news: PaperNews,
        slow: JobRunner,
        sender: Sender,
        parent: QObject | None = None,
    ) -> None:
        """Take what the pages share; ``slow`` runs what may take seconds, ``sender`` brings packages to the city."""
        super().__init__(parent)
        self._parts = parts
        self._workplace = workplace
        self._news = news
        self._slow = slow
        self._sender = sender
        self.is_painted = False
        """Whether the window was painted once: before that a stand-in takes the intake's keys."""

    def entries(self, window: Callable[[], MainWindow], look: Callable[[], ScreenLook]) -> tuple[PageEntry, ...]:
        """Return the places in the order of the rail.

        Args:
            window: The window to be, once it is there: presenters are its children.
            look: How the program looks when the settings are made.
        """

        def settings() -> Page:
            return self._make_settings(window(), look())

        places = (
            (TODAY, self.tr("Hôm nay"), "home", "F2", False, lambda: self._make_today(window())),
            (INTAKE, self.tr("Tiếp nhận"), "intake", "F3", False, self._make_intake),
            (DOSSIERS, self.tr("Hồ sơ"), "search", "F4", False, lambda: self._make_dossiers(window())),
            (SAME_DAY, self.tr("Không giấy hẹn"), "clock", "F5", False, lambda: self._make_same_day(window())),
            (RETURNS, self.tr("Trả kết quả"), "check-circle", "F6", False, lambda: self._make_returns(window())),
            (APPROVALS, self.tr("Chờ duyệt"), "pen", "F7", False, lambda: self._make_approvals(window())),
            (DAY_END, self.tr("Cuối ngày"), "shield", "F8", False, lambda: self._make_day_end(window())),
            (REPORTS, self.tr("Báo cáo"), "chart", "F9", False, lambda: self._make_reports(window())),
            (SETTINGS, self.tr("Thiết lập"), "gear", "F10", True, settings),
        )
        return tuple(
            PageEntry(item=RailItem(key=key, label=label, icon=icon, keys=keys, at_bottom=at_bottom), make=make)
            for key, label, icon, keys, at_bottom, make in places
        )

    def _make_intake(self) -> Page:
        if not self.is_painted:
            from ui.views.intake_front import IntakeFront

            return IntakeFront()
        from ui.views.intake import IntakePage

        return IntakePage(self._parts)

    def _make_today(self, window: MainWindow) -> Page:
        from ui.presenters.today import TodayPresenter
        from ui.views.today import TodayPage

        return TodayPage(TodayPresenter(self._parts, self._workplace, self._news, window), self._parts.changes)

    def _make_dossiers(self, window: MainWindow) -> Page:
        from ui.presenters.dossiers import DossiersPresenter
        from ui.views.dossiers import DossiersPage

        return DossiersPage(DossiersPresenter(self._parts, self._fees, self._news, window), self._parts.changes)

    def _make_same_day(self, window: MainWindow) -> Page:
        from ui.presenters.same_day import SameDayPresenter
        from ui.views.same_day import SameDayPage

        return SameDayPage(SameDayPresenter(self._parts, window), self._parts.changes)

    def _make_returns(self, window: MainWindow) -> Page:
        from ui.presenters.returns import ReturnsPresenter
        from ui.views.returns import ReturnsPage

        return ReturnsPage(ReturnsPresenter(self._parts, self._news, window), self._parts.changes)

    def _make_approvals(self, window: MainWindow) -> Page:
        from ui.presenters.approvals import ApprovalsPresenter
        from ui.views.approvals import ApprovalsPage

        return ApprovalsPage(ApprovalsPresenter(self._parts, self._news, window), self._parts.changes)

    def _make_day_end(self, window: MainWindow) -> Page:
        from ui.presenters.day_end import DayEndPresenter
        from ui.views.day_end import DayEndPage

        return DayEndPage(DayEndPresenter(self._parts, self._sender, window), self._parts.changes)

    def _make_reports(self, window: MainWindow) -> Page:
        from ui.presenters.logbook_import import LogbookPresenter
        from ui.presenters.register import RegisterPresenter
        from ui.presenters.report_charts import ChartsPresenter
        from ui.presenters.reports import ReportsPresenter
        from ui.views.register import RegisterPage
        from ui.views.reports import ReportsPage

        parts, slow = self._parts, self._slow
        return ReportsPage(
            RegisterPage(RegisterPresenter(parts, slow, window), parts.changes),
            ReportsPresenter(parts, slow, window),
            ChartsPresenter(parts, slow, window),
            LogbookPresenter(parts, slow, window),
        )

    def _fees(self) -> FeeDesk:
        return self._parts.desk.fees

    def _make_settings(self, window: MainWindow, look: ScreenLook) -> Page:
        from ui.presenters.settings import SettingsPresenter
        from ui.views.settings import SettingsPage

        page = SettingsPage(SettingsPresenter(self._parts, self._slow, window), look)
        page.look_wanted.connect(self.look_wanted)
        page.remake_wanted.connect(self.remake_wanted)
        return page
