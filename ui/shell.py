"""The open desk on the screen: shared objects, pages, the main window, and what begins after the first paint."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from cchc_desktop.errors import CchcError
from cchc_desktop.services.workplace import ScreenLook, Workplace
from ui import theme, translation, warming
from ui.changes import Changes
from ui.desk_parts import DeskParts
from ui.jobs import JobRunner
from ui.keys import DeadKeys
from ui.lock import DeskLock
from ui.main_window import MainWindow
from ui.pages import APPROVALS, Pages
from ui.pages import DAY_END as DAY_END
from ui.pages import DOSSIERS as DOSSIERS
from ui.pages import INTAKE as INTAKE
from ui.pages import RETURNS as RETURNS
from ui.pages import SAME_DAY as SAME_DAY
from ui.pages import SETTINGS as SETTINGS
from ui.pages import TODAY as TODAY
from ui.paper_news import PaperNews
from ui.print_flow import PrintFlow
from ui.scanner import Scanner
from ui.sending import Sender, UnsentCount
from ui.widgets.notices import Notice
from ui.year_pack_news import YearPackNews

if TYPE_CHECKING:
    from cchc_desktop.services.paper_desk import PaperDesk
    from cchc_desktop.services.print_desk import PrintDesk
    from ui.open_desk import OpenDesk
    from ui.presenters.day_words import Unsent
    from ui.start_notices import ClockQuestion, NearDueNews
    from ui.views.people import PeopleChoice

logger = logging.getLogger(__name__)

_STEP_MS = 30
"""Between two steps of the warm-up: keys that were pressed meanwhile come first."""


class Shell(QObject):
    """One open desk with its window; the window is made anew when the language or the clerk changes.

    Signals:
        failed: The desk cannot be worked at after all; carries the `CchcError`.
    """

    failed = Signal(object)

    def __init__(self, app: QApplication, desk: OpenDesk, workplace: Workplace) -> None:
        super().__init__(app)
        self._app = app
        self._desk = desk
        self._workplace = workplace
        self._steps: list[Callable[[], object]] = []
        self._is_warm = False
        self._unfinished = self._waiting = -1
        self._wanted_page = INTAKE
        self.people: PeopleChoice | None = None
        self.clock: ClockQuestion | None = None
        """Asks for the date where the machine's clock cannot be believed; from shortly after the first paint on."""
        self.near_due: NearDueNews | None = None
        """Says at the opening of each session what falls due within it."""
        self._slow = JobRunner(self)
        self._changes = Changes(self)
        self._flow = PrintFlow(
            printing=self._printing, papers=self._papers, clock=desk.clock, changes=self._changes, parent=self
        )
        self._dead_keys = DeadKeys(self)
        self._dead_keys.begin(app)
        self._scanner = Scanner(app)
        self._news = PaperNews(self._flow, self._code_of, self)
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self.parts = self._make_parts()
        self._look = workplace.look()
        theme.apply(app, theme.named(self._look.theme), text_percent=self._look.text_percent)
        translation.switch(app, desk.state.settings.language)
        self.outgoing = Sender(self.parts, self)
        self.unsent = UnsentCount(self.parts, self.outgoing, self)
        self.year_packs = YearPackNews(desk, self._open_year_pack, self)
        self.pages = Pages(self.parts, self._workplace, self._news, self._slow, self.outgoing, self)
        self.pages.look_wanted.connect(self.dress)
        self.pages.remake_wanted.connect(self.remake)
        self.lock = DeskLock(self.parts, self)
        self.window = self._make_window()
        self.window.first_painted.connect(self._warm_up)
        desk.recorder.heard_by.append(self._changes.tell)
        self._changes.changed.connect(self._hear)
        self._recount.timeout.connect(self._recounted)
        self._news.told.connect(self._say)
        self._news.settled.connect(self._unsay)
        self._news.dossier_wanted.connect(self.open_dossier)
        self._scanner.code_scanned.connect(self.open_scanned)
        self.lock.person_changed.connect(self.work_as)
        self.unsent.told.connect(self._show_unsent)
        self.year_packs.told.connect(self._say)

    @property
    def is_warm(self) -> bool:
        """Whether everything that could wait for the first paint has been done."""
        return self._is_warm

    @property
    def desk(self) -> OpenDesk:
        """The open desk."""
        return self._desk

    def show(self, page: str = INTAKE) -> MainWindow:
        """Show the window with ``page`` in it and return it: it is open all day, so it fills the screen."""
        self.window.resize(self.window.screen().availableSize())
        self.lock.watch(self.window)
        self._show_window(page, maximised=True)
        self.lock.lock()
        return self.window

    def finish(self) -> None:
        """Wait for work that has begun, then close the desk."""
        self._steps.clear()
        self._recount.stop()
        self.window.hide()
        self.window.deleteLater()
        self._dead_keys.end(self._app)
        self._scanner.deleteLater()
        self.lock.finish()
        self.parts.jobs.finish()
        self._slow.finish()
        self.outgoing.finish()
        self.year_packs.finish()
        self._flow.finish()
        self._desk.close()

    def open_dossier(self, code: str) -> None:
        """Show a dossier whatever is on the screen: its slip was scanned, or a notice speaks of it."""
        self.window.open_page(DOSSIERS, code)

    def open_scanned(self, code: str) -> None:
        """Show the dossier of a slip: at the return desk its result, elsewhere the whole of it."""
        self.window.open_page(RETURNS if self.window.page_key == RETURNS else DOSSIERS, code)

    def dress(self, look: ScreenLook) -> None:
        """Wear another theme or text size at once and keep it."""
        self._look = look
        theme.apply(self._app, theme.named(look.theme), text_percent=look.text_percent)
        try:
            self._workplace.keep_look(look)
        except CchcError as error:
            self._refuse(error)

    def remake(self, page: str = SETTINGS) -> None:
        """Make the window anew on ``page``: its words or the name of the clerk changed."""
        self._wanted_page = page
        QTimer.singleShot(0, self, self._remake_now)

    def work_as(self, officer: str) -> None:
        """Show the window of another official, who works from now on."""
        logger.info("another official works: %s", officer)
        self.remake(self.window.page_key or INTAKE)

    def _remake_now(self) -> None:
        translation.switch(self._app, self._desk.state.settings.language)
        translation.set_locale(self._desk.state.settings.language)
        old, geometry = self.window, self.window.geometry()
        was_maximised = old.isMaximized()
        self.window = self._make_window()
        self.window.setGeometry(geometry)
        self._show_window(self._wanted_page, maximised=was_maximised)
        self._unfinished = self._waiting = -1
        self.people = None
        self.lock.watch(self.window)
        self._recounted()
        self._watch_clock()
        self._watch_sessions()
        self._offer_people()
        old.hide()
        old.deleteLater()

    def _make_parts(self) -> DeskParts:
        return DeskParts(
            desk=self._desk,
            jobs=JobRunner(self),
            print_flow=self._flow,
            changes=self._changes,
            scanner=self._scanner,
        )

    def _papers(self) -> PaperDesk:
        return self._desk.papers

    def _printing(self) -> PrintDesk:
        return self._desk.printing

    def _code_of(self, job: int) -> str:
        found = self._desk.printing.job(job)
        return found.code if found is not None else ""

    def _make_window(self) -> MainWindow:
        settings = self._desk.state.settings
        window = MainWindow(
            self.pages.entries(lambda: self.window, lambda: self._look),
            now=self._desk.clock.now,
            officer=self._desk.state.officer_name(self._desk.recorder.actor),
            desk=settings.desk_name,
            place=settings.unit_on(self._desk.clock.now().date().isoformat())[1],
            training=self._desk.is_training,
        )
        window.top.unsent_opened.connect(partial(window.open_page, DAY_END))
        return window

    def _show_window(self, page: str, *, maximised: bool) -> None:
        self.window.open_page(page)
        if maximised:
            self.window.showMaximized()
        else:
            self.window.show()

    def _make_whole(self) -> None:
        """Put the intake in the place of what stood in for it, with what was typed there."""
        from ui.views.intake_front import IntakeFront

        self.pages.is_painted = True
        front = self.window.page(INTAKE)
        if isinstance(front, IntakeFront):
            self.window.replace_page(INTAKE, front.search.text() or None)

    def _say(self, notice: Notice) -> None:
        self.window.notices.post(notice)

    def _unsay(self, key: str) -> None:
        self.window.notices.withdraw(key)

    def _refuse(self, error: CchcError) -> None:
        """Say that something about the desk was not saved."""
        from ui import error_texts

        logger.warning("not saved: %s", error)
        sentence = self.tr("Việc này chưa xong")
        self._say(Notice(key="shell_refused", tone="bad", sentence=sentence, facts=error_texts.sentence(error)))

    def _hear(self, _what: object) -> None:
        self._recount.start()

    def _recounted(self) -> None:
        self._show_unfinished()
        self._show_waiting()
        self._show_same_day()
        self.unsent.tell()
        if self._is_warm:
            self._offer_people()

    def _show_same_day(self) -> None:
        """Show on the rail how many wait without an appointment; red where one of them waits since another day."""
        tickets = self._desk.same_day.tickets()
        tone = "bad" if any(ticket.is_of_earlier_day for ticket in tickets) else "warn"
        self.window.rail.set_badge(SAME_DAY, len(tickets), tone)

    def _show_unsent(self, found: Unsent) -> None:
        """Show on every screen, the lock too, how many days and entries no city has yet."""
        self.window.top.set_unsent(found.words, found.tone, found.icon, short=found.short)
        self.window.rail.set_badge(DAY_END, found.days, "warn" if found.tone == "warn" else "quiet")
        self.lock.show_unsent(found.words, found.tone, found.icon)

    def _show_waiting(self) -> None:
        """Show on the rail how many drafts of others wait for approval."""
        actor = self._desk.recorder.actor
        count = sum(line.drafter != actor for line in self._desk.steps.waiting())
        if count != self._waiting:
            self._waiting = count
            self.window.rail.set_badge(APPROVALS, count, "warn")

    def _show_unfinished(self) -> None:
        """Show in the top bar and the rail how many papers are not known to have come out."""
        from ui.models.unprinted import unprinted
        from ui.start_notices import UNPRINTED

        count = sum(paper.is_doubtful for paper in unprinted(self._desk.view, self._flow))
        if count != self._unfinished:
            self._unfinished = count
            words = self.tr("{} giấy chưa chắc đã in").format(count) if count else ""
            short = self.tr("{} giấy").format(count) if count else ""
            self.window.top.set_unfinished(words, "warn", "printer", short=short)
            self.window.rail.set_badge(TODAY, count, "warn")
            self.lock.show_unfinished(words)
        if not count:
            self._unsay(UNPRINTED)

    def _warm_up(self) -> None:
        """Do after the first paint, step by step, whatever the start did not need."""
        try:
            self._make_whole()
        except CchcError as error:  # what a start does not read is found damaged only now
            self.failed.emit(error)
            return
        self._steps = [
            self._start_log,
            self._tell_of_the_start,
            self._watch_clock,
            self._watch_sessions,
            self._offer_people,
            self._set_locale,
            self._load_papers,
            self.unsent.begin,
            warming.import_dossiers,
            warming.import_today,
            self._tell_of_reports,
            self._look_for_packs,
            self.year_packs.begin,
        ]
        QTimer.singleShot(_STEP_MS, self, self._next_step)

    def _next_step(self) -> None:
        if self._steps:
            self._steps.pop(0)()
            self._is_warm = not self._steps
            QTimer.singleShot(_STEP_MS, self, self._next_step)

    def _start_log(self) -> None:
        from cchc_desktop import logs, paths

        logs.start(self._desk.folder / paths.LOGS)
        logger.info("window shown: training=%s", self._desk.is_training)

    def _set_locale(self) -> None:
        translation.set_locale(self._desk.state.settings.language)

    def _look_for_packs(self) -> None:
        from cchc_desktop import paths
        from ui.start_notices import PackNews

        news = PackNews(self._desk, self._slow, paths.resources(), self)
        news.told.connect(self._say)
        news.look()

    def _load_papers(self) -> None:
        """Load the paper libraries on the worker: the interface thread keeps its turns."""
        self.parts.jobs.start(warming.import_papers, then=self._prepare_papers, otherwise=self._not_loaded)

    def _prepare_papers(self, _nothing: object) -> None:
        papers = self._desk.papers
        wanted = papers.codes_to_make()
        if wanted:
            self.parts.jobs.start(
                partial(warming.make_codes, wanted), then=papers.keep_codes, otherwise=self._not_loaded
            )

    def _not_loaded(self, error: Exception) -> None:
        logger.error("papers not loaded: %s", error)

    def _tell_of_the_start(self) -> None:
        from ui.models.unprinted import unprinted
        from ui.start_notices import unprinted_notice

        self._recounted()
        unsure = [paper for paper in unprinted(self._desk.view, self._flow) if paper.was_interrupted]
        if unsure:
            self._say(unprinted_notice([paper.state for paper in unsure], self._open_unprinted))

    def _tell_of_reports(self) -> None:
        from ui.start_notices import tell_reports_due

        tell_reports_due(self.parts, self.window)

    def _watch_clock(self) -> None:
        from ui.start_notices import ClockQuestion

        self.clock = ClockQuestion(self.window, self.parts)

    def _watch_sessions(self) -> None:
        from ui.start_notices import NearDueNews

        self.near_due = NearDueNews(self.window, self.parts)

    def _open_unprinted(self) -> None:
        from ui.presenters.today import UNPRINTED

        self.window.open_page(TODAY, UNPRINTED)

    def _open_year_pack(self) -> None:
        from ui.views.year_pack_panel import YEAR_PACK

        self.window.open_page(SETTINGS, YEAR_PACK)

    def _offer_people(self) -> None:
        from ui.views.people import PeopleChoice

        if self.people is None and sum(one.is_active for one in self._desk.people.officials()) > 1:
            self.people = PeopleChoice(self.window, self.lock.presenter)
            self.people.chosen.connect(self.work_as)
