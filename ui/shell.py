"""The open desk on the screen: the shared objects, the pages, the main window, and what begins after the first paint."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtWidgets import QApplication

from cchc_desktop.services.workplace import ScreenLook, Workplace
from ui import theme, translation
from ui.changes import Changes
from ui.desk_parts import DeskParts
from ui.jobs import JobRunner
from ui.main_window import MainWindow, PageEntry
from ui.print_flow import PrintFlow
from ui.scanner import Scanner
from ui.widgets.page import Page
from ui.widgets.rail import RailItem

if TYPE_CHECKING:
    from cchc_desktop.services.desk_setup import SetupService
    from cchc_desktop.services.fee_desk import FeeDesk
    from cchc_desktop.services.paper_desk import PaperDesk
    from cchc_desktop.services.print_desk import PrintDesk
    from ui.open_desk import OpenDesk

logger = logging.getLogger(__name__)

TODAY, INTAKE, DOSSIERS, SETTINGS = "today", "intake", "dossiers", "settings"
_STEP_MS = 30
"""Between two steps of the warm-up: keys that were pressed meanwhile come first."""


class Shell(QObject):
    """One open desk with its window; the window is made anew when the language or the clerk changes."""

    def __init__(self, app: QApplication, desk: OpenDesk, workplace: Workplace) -> None:
        super().__init__(app)
        self._app = app
        self._desk = desk
        self._workplace = workplace
        self._is_warm = False
        self._unfinished = -1
        self._people: QObject | None = None
        self._clock: QObject | None = None
        self.parts = self._make_parts()
        self._look = self._workplace.look()
        theme.apply(app, theme.named(self._look.theme), text_percent=self._look.text_percent)
        translation.switch(app, desk.state.settings.language)
        self.window = self._make_window()
        desk.recorder.heard_by.append(self.parts.changes.tell)
        self.parts.changes.changed.connect(self._hear)

    def show(self) -> MainWindow:
        """Show the window with the intake in it and return it."""
        self._show_window(INTAKE)
        return self.window

    def finish(self) -> None:
        """Wait for work that has begun, then close the desk."""
        self.parts.jobs.finish()
        self._slow.finish()
        if self.parts.print_flow is not None:
            self.parts.print_flow.finish()
        self._desk.close()

    def dress(self, look: ScreenLook) -> None:
        """Wear another theme or text size at once and keep it."""
        self._workplace.keep_look(look)
        self._look = look
        theme.apply(self._app, theme.named(look.theme), text_percent=look.text_percent)

    def remake(self, page: str = SETTINGS) -> None:
        """Make the window anew on ``page``: its words or the name of the clerk changed."""
        self._wanted_page = page
        QTimer.singleShot(0, self._remake_now)

    def work_as(self, officer: str) -> None:
        """Let another clerk, who is known at this desk, go on working."""
        self._desk.setup.work_as(officer)
        self.remake(self.window.page_key or INTAKE)

    def _remake_now(self) -> None:
        translation.switch(self._app, self._desk.state.settings.language)
        translation.set_locale(self._desk.state.settings.language)
        old, geometry = self.window, self.window.geometry()
        was_maximised = old.isMaximized()
        self.window = self._make_window()
        self.window.setGeometry(geometry)
        self._show_window(self._wanted_page, maximised=was_maximised)
        self._is_warm = True
        self._unfinished = -1
        self._show_unfinished()
        old.hide()
        old.deleteLater()

    def _make_parts(self) -> DeskParts:
        desk, changes = self._desk, Changes(self)
        self._slow = JobRunner(self)
        flow = PrintFlow(printing=self._printing, papers=self._papers, clock=desk.clock, changes=changes, parent=self)
        return DeskParts(
            intake=desk.intake,
            view=desk.view,
            state=desk.state,
            clock=desk.clock,
            recorder=desk.recorder,
            setup=self._setup,
            papers=self._papers,
            printing=self._printing,
            jobs=JobRunner(self),
            print_flow=flow,
            changes=changes,
            scanner=Scanner(self._app),
        )

    def _setup(self) -> Any:
        return self._desk.setup

    def _papers(self) -> Any:
        return self._desk.papers

    def _printing(self) -> Any:
        return self._desk.printing

    def _make_window(self) -> MainWindow:
        settings = self._desk.state.settings
        window = MainWindow(
            self._entries(),
            now=self._desk.clock.now,
            officer=self._desk.state.officer_name(self._desk.recorder.actor),
            desk=settings.desk_name,
            place=settings.unit_name,
            training=self._desk.is_training,
        )
        window.resize(1366, 768)
        window.first_painted.connect(self._warm_up)
        return window

    def _show_window(self, page: str, *, maximised: bool = False) -> None:
        self.window.open_page(page)
        if maximised:
            self.window.showMaximized()
        else:
            self.window.show()

    def _entries(self) -> tuple[PageEntry, ...]:
        places = (
            (TODAY, self.tr("Hôm nay"), "home", "F2", False, self._make_today),
            (INTAKE, self.tr("Tiếp nhận"), "intake", "F3", False, self._make_intake),
            (DOSSIERS, self.tr("Hồ sơ"), "search", "F4", False, self._make_dossiers),
            (SETTINGS, self.tr("Thiết lập"), "gear", "F10", True, self._make_settings),
        )
        return tuple(
            PageEntry(item=RailItem(key=key, label=label, icon=icon, keys=keys, at_bottom=at_bottom), make=make)
            for key, label, icon, keys, at_bottom, make in places
        )

    def _make_intake(self) -> Page:
        from ui.views.intake import IntakePage

        return IntakePage(self.parts)

    def _make_today(self) -> Page:
        from ui.presenters.today import TodayPresenter
        from ui.views.today import TodayPage

        presenter = TodayPresenter(self.parts, self._workplace, self.window)
        return TodayPage(presenter, self.parts.changes, self._print_again)

    def _make_dossiers(self) -> Page:
        from ui.presenters.dossiers import DossiersPresenter
        from ui.views.dossiers import DossiersPage

        return DossiersPage(DossiersPresenter(self.parts, self.window), self.parts.changes)

    def _make_settings(self) -> Page:
        from ui.presenters.settings import SettingsPresenter
        from ui.views.settings import SettingsPage

        presenter = SettingsPresenter(self.parts, self._slow, self.window)
        page = SettingsPage(presenter, self._look)
        page.look_wanted.connect(self.dress)
        page.remake_wanted.connect(self.remake)
        return page

    def _print_again(self, job: int) -> None:
        if self.parts.print_flow is not None:
            self.parts.print_flow.send_again(job)

    def _hear(self, _what: object) -> None:
        QTimer.singleShot(0, self._show_unfinished)

    def _show_unfinished(self) -> None:
        """Show in the top bar how many papers are not known to have come out."""
        count = len(self._desk.view.unfinished_print_jobs())
        if count != self._unfinished:
            self._unfinished = count
            words = self.tr("{} giấy chưa chắc đã in").format(count) if count else ""
            self.window.top.set_unfinished(words, "warn", "printer")
            self.window.rail.set_badge(TODAY, count, "warn")

    def _warm_up(self) -> None:
        """Do after the first paint, step by step, whatever the start did not need."""
        if self._is_warm:
            return
        self._is_warm = True
        self._steps: list[Callable[[], object]] = [
            self._start_log,
            self._tell_of_the_start,
            self._offer_people,
            self._set_locale,
            self._load_papers,
        ]
        QTimer.singleShot(_STEP_MS, self._next_step)

    def _next_step(self) -> None:
        if self._steps:
            self._steps.pop(0)()
            QTimer.singleShot(_STEP_MS, self._next_step)

    def _start_log(self) -> None:
        from cchc_desktop import logs, paths

        logs.start(self._desk.folder / paths.LOGS)
        logger.info("window shown: training=%s", self._desk.is_training)

    def _set_locale(self) -> None:
        translation.set_locale(self._desk.state.settings.language)

    def _load_papers(self) -> None:
        """Load the paper libraries on the worker: the interface thread keeps its turns."""
        self.parts.jobs.start(_import_papers, then=self._prepare_papers, otherwise=self._not_loaded)

    def _prepare_papers(self, _nothing: object) -> None:
        self._desk.papers.prepare()

    def _not_loaded(self, error: Exception) -> None:
        logger.error("papers not loaded: %s", error)

    def _tell_of_the_start(self) -> None:
        from ui.start_notices import ClockQuestion, unprinted_notice

        self._show_unfinished()
        unprinted = [job for job in self._desk.view.unfinished_print_jobs() if job.state in ("wanted", "handed")]
        if unprinted:
            self.window.notices.post(unprinted_notice(len(unprinted), self._open_unprinted))
        self._clock = ClockQuestion(self.window, self.parts)

    def _open_unprinted(self) -> None:
        from ui.presenters.today import UNPRINTED

        self.window.open_page(TODAY, UNPRINTED)

    def _offer_people(self) -> None:
        from ui.views.people import PeopleChoice

        if len(self._desk.state.officers) > 1:
            self._people = PeopleChoice(self.window, self._desk.state.officers, self._desk.recorder.actor)
            self._people.chosen.connect(self.work_as)


def _import_papers() -> None:
    import cchc_desktop.services.paper_desk
    import cchc_desktop.services.print_desk  # noqa: F401
