"""One search box, and one dossier with its whole history."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.printing import SLIP_KIND
from cchc_desktop.domain.problems import Problem
from cchc_desktop.errors import CchcError, FormIncomplete, SlipOfBook
from cchc_desktop.services.desk_view import DossierView
from cchc_desktop.services.paper_standing import dossier_papers, most_wanted, valid_slip_job
from cchc_desktop.text import nfc, parse_dong
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.models import dossier_rows
from ui.paper_images import for_the_citizen, page_images
from ui.paper_news import PaperNews
from ui.presenters import dossier_words, found_by
from ui.presenters.attachments import AttachmentsPresenter
from ui.presenters.paper_pictures import PaperPictures
from ui.presenters.step_choices import Offered, offered
from ui.presenters.step_taking import StepTaking
from ui.presenters.step_words_of_history import PaperWords, open_drafts
from ui.print_flow import paper_title

if TYPE_CHECKING:
    from cchc_desktop.services.fee_desk import FeeDesk
    from cchc_desktop.services.workplace import DossierLine
    from ui.widgets.delegates import ListRow

logger = logging.getLogger(__name__)

FIRST_FOUND, MOST_FOUND = 20, 50
"""So many rows come with the key that was pressed, more than a screen shows; the others when typing rests."""
REST_MS = 120
SETTLEMENTS = (FeeState.CASH, FeeState.TRANSFER, FeeState.WAIVED, FeeState.ONLINE)
"""How a fee is settled after intake, in the order of the screen."""
_LARGE_PX = 1100


class DossiersPresenter(QObject):
    """Searches, shows one dossier, prints its slip, settles its fee.

    Signals:
        found: Carries the rows that match, a sentence about them, and whether another text was searched before.
        opened: Carries a `DossierScreen`.
        closed: No dossier is shown any more.
        failed: Carries the sentence of what could not be done.
        reason_wanted: Printing again needs a reason first.
        fee_refused: A fee was not recorded; carries the field and what is wrong with it.
        settled: A fee, or what two desks agreed, is on record; carries that and its facts in words.
        slip_drawn: Carries the pages of a paper as images.
        papers_told: Carries the dossier's papers, `PaperWords` each, to choose one that is printed again, and the
            place of the one that is wanted most likely.
        paper_reason_wanted: Printing a step's paper again needs a reason; carries what the paper is called.
    """

    found = Signal(list, str, bool)
    opened = Signal(object)
    closed = Signal()
    failed = Signal(str)
    reason_wanted = Signal()
    fee_refused = Signal(str, str)
    settled = Signal(str, str)
    slip_drawn = Signal(list)
    papers_told = Signal(list, int)
    paper_reason_wanted = Signal(str)

    def __init__(
        self, parts: DeskParts, fees: Callable[[], FeeDesk], news: PaperNews | None, parent: QObject | None = None
    ) -> None:
        """Create the presenter; without ``news`` nothing is printed."""
        super().__init__(parent)
        self._parts = parts
        self._fees = fees
        self._news = news
        self._typed = ""
        self._is_anew = False
        self._code = ""
        self._view: DossierView | None = None
        self._shows_number = False
        self._own_draft = 0
        self._paper: PaperWords | None = None
        self.taking = StepTaking(parts, self)
        self.attachments = AttachmentsPresenter(parts, self)
        self._pictures = PaperPictures(parts, self)
        self._others = QTimer(self)
        self._others.setSingleShot(True)
        self._others.setInterval(REST_MS)
        self._others.timeout.connect(self._find_others)
        self._pictures.large_drawn.connect(self.slip_drawn)
        self._pictures.failed.connect(self.failed)
        self.taking.pictures.large_drawn.connect(self.slip_drawn)

    @property
    def code(self) -> str:
        """The code of the dossier that is shown; empty for none."""
        return self._code

    def search(self, typed: str) -> None:
        """Show what matches; nothing typed shows the newest dossiers. Where there are many, `found` comes twice."""
        typed = nfc(typed)
        self._is_anew = self._is_anew or typed != self._typed
        self._typed = typed
        self._others.stop()
        if self._find(FIRST_FOUND):
            self._others.start()

    def _find_others(self) -> None:
        self._find(MOST_FOUND)

    def _find(self, most: int) -> bool:
        """Show what matches, ``most`` at most; return whether there are more."""
        try:
            view = self._parts.view
            lines = view.search(self._typed, limit=most + 1) if self._typed else view.newest(limit=most + 1)
        except CchcError as error:
            logger.warning("search failed: %s", type(error).__name__)
            self.failed.emit(error_texts.sentence(error))
            return False
        now, shown = self._parts.clock.now(), lines[:most]
        has_more = len(lines) > most
        is_anew, self._is_anew = self._is_anew, False
        self.found.emit([self._row(line, now) for line in shown], self._how_many(len(shown), has_more), is_anew)
        return has_more

    def _row(self, line: DossierLine, now: datetime) -> ListRow:
        row = dossier_rows.found_row(line, now)
        return found_by.explained(row, line, self._typed, self._personal) if self._typed else row

    def _personal(self, code: str) -> Mapping[str, str]:
        try:
            return self._parts.view.dossier(code).personal
        except CchcError as error:
            logger.warning("not explained: %s", type(error).__name__)
            return {}

    def search_again(self) -> None:
        """Search what was searched last."""
        self.search(self._typed)

    def open(self, code: str) -> None:
        """Show a dossier; its number is masked again. One of `opened` and `failed` follows."""
        if code != self._code:
            self._shows_number = False
        self._code = code
        self.refresh()

    def close(self) -> None:
        """Show no dossier any more."""
        if self._code:
            self._code, self._view, self._shows_number = "", None, False
            self.attachments.show("")
            self.closed.emit()

    def refresh(self) -> None:
        """Read the dossier that is shown anew."""
        if not self._code:
            return
        try:
            self._view = self._parts.view.dossier(self._code)
        except CchcError as error:
            logger.warning("dossier not shown: %s", error)
            self.close()
            self.failed.emit(error_texts.sentence(error))
        else:
            self._tell()
            self.attachments.show(self._code)

    def tell_papers(self) -> None:
        """Tell which papers can be printed again."""
        if self._view is not None:
            papers = [paper for step in dossier_words.steps(self._view) for paper in step.papers]
            self.papers_told.emit(papers, most_wanted(dossier_papers(self._view)))

    def print_paper(self, paper: PaperWords) -> None:
        """Print a paper of the history: as it was where it never came out, else its reason is asked for.

        One that holds no more is never printed without that reason, which is asked for with the words that it does not.
        """
        if self._news is None or self._is_under_way(paper.job):
            return
        if paper.kind == SLIP_KIND and not paper.lapse:
            self.print_slip()
        elif paper.can_go_unmarked:
            self._send_again(paper.job)
        else:
            self._paper = paper
            self.paper_reason_wanted.emit(f"{paper.name}, {paper.lapse}" if paper.lapse else paper.name)

    def see_paper(self, paper: PaperWords) -> None:
        """Draw a paper of the history large; `slip_drawn` or `failed` follows."""
        if paper.kind == SLIP_KIND:
            self.draw_slip(self._replaced(paper))
        elif self._code:
            self._pictures.show_entry(paper.kind, self._code, paper.entry)

    def take_back(self) -> None:
        """Take the own draft back and open its form with what it held."""
        if not self._code or not self._own_draft:
            return
        steps = self._parts.desk.steps
        try:
            command, _drafter = steps.drafted(self._code, self._own_draft)
            steps.send_back(self._code, self._own_draft, "")
        except CchcError as error:
            logger.warning("draft not taken back: %s", error)
            self.failed.emit(error_texts.sentence(error))
            return
        self.refresh()
        self.taking.begin(command.kind, command.code, command.values)

    def toggle_number(self) -> None:
        """Show the personal number, or mask it again."""
        self._shows_number = not self._shows_number
        self._tell()

    def mask_number(self) -> None:
        """Mask the personal number: the clerk looks at something else."""
        if self._shows_number:
            self.toggle_number()

    def print_slip(self) -> None:
        """Print what never came out; else ask why the slip is printed again."""
        if self._view is None or self._news is None or self._is_being_printed():
            return
        if self._view.dossier.is_imported:
            self.failed.emit(error_texts.sentence(SlipOfBook(code=self._code)))
            return
        job = dossier_words.unprinted_job(self._view)
        if job is None:
            self.reason_wanted.emit()
        else:
            self._news.send_again(job)
            self.refresh()

    def reprint(self, reason: str) -> None:
        """Record that the slip, or the paper that was chosen, is printed again and send it; `PaperNews` tells more."""
        paper, self._paper = self._paper, None
        if not self._code or self._news is None:
            return
        if paper is None:
            self._news.reprint(self._code, nfc(reason))
        elif paper.kind == SLIP_KIND:
            self._news.reprint(self._code, nfc(reason), entry=self._replaced(paper))
        else:
            self._reprint_paper(paper, reason)
        self.refresh()

    def _replaced(self, slip: PaperWords) -> int:
        """Return the entry that made a replaced slip out; 0: it holds."""
        if not slip.lapse or self._view is None:
            return 0
        return slip.entry or self._view.history[0].number

    def forget_reprint(self) -> None:
        """The question why a paper is printed again was taken back."""
        self._paper = None

    def _send_again(self, job: int) -> None:
        try:
            if self._parts.print_flow is not None:
                self._parts.print_flow.send_again(job)
        except CchcError as error:
            logger.warning("paper not sent: %s", error)
            self.failed.emit(error_texts.sentence(error))
        self.refresh()

    def _reprint_paper(self, paper: PaperWords, reason: str) -> None:
        flow = self._parts.print_flow
        try:
            made = self._parts.papers().reprint_of(self._code, paper.kind, paper.entry, nfc(reason))
            wish = self._parts.printing().job(made.job)
            if flow is not None and wish is not None:
                flow.send(made.job, made.order, paper_title(wish))
        except CchcError as error:
            logger.warning("paper not printed again: %s", error)
            self.failed.emit(error_texts.sentence(error))

    def settle_fee(self, place: int, typed: str, reason: str) -> None:
        """Record that the fee was taken or waived; exactly one of `settled`, `fee_refused`, `failed` follows.

        Args:
            place: Which of `SETTLEMENTS`.
            typed: The amount as it was typed; a waiver keeps the one that is known.
            reason: Why it is waived.
        """
        state = SETTLEMENTS[place]
        amount = None if state is FeeState.WAIVED else parse_dong(typed)
        if state is not FeeState.WAIVED and typed.strip() and amount is None:
            self.fee_refused.emit("fee_dong", error_texts.cause(Problem("fee_dong", "wrong_amount")))
            return
        if state is not FeeState.WAIVED and amount is None:
            self.fee_refused.emit("fee_dong", error_texts.cause(Problem("fee_dong", "missing")))
            return
        try:
            dossier = self._fees().settle(self._code, state, dong=amount, reason=reason)
        except FormIncomplete as error:
            problem = error_texts.first_problem(error)
            self.fee_refused.emit(problem.field, error_texts.cause(problem))
        except CchcError as error:
            logger.warning("fee not settled: %s", error)
            self.failed.emit(error_texts.sentence(error))
        else:
            facts = labels.fee_taken(state, dossier.fee_dong, reason.strip())
            self.settled.emit(self.tr("Đã ghi lệ phí vào sổ"), f"{facts}.")
            self.refresh()

    def settle_conflicts(self, agreed: str) -> None:
        """Record what the desks agreed about acts that cannot both stand; `failed` where it was not saved."""
        if self._view is None:
            return
        try:
            for conflict in self._view.conflicts:
                self._parts.desk.foreign.settle(self._code, conflict, agreed)
        except CchcError as error:
            logger.warning("exception not settled: %s", error)
            self.failed.emit(error_texts.sentence(error))
        else:
            self.settled.emit(self.tr("Đã ghi cách xử lý ngoại lệ"), self.tr("Bàn kia biết khi nhận gói của bàn này."))
        self.refresh()

    def draw_slip(self, entry: int = 0) -> None:
        """Draw the slip off the interface thread, or a replaced one by its entry; `slip_drawn` or `failed` follows."""
        if not self._code:
            return
        papers = self._parts.papers()
        try:
            order = papers.order_of(self._code, entry=entry)
        except CchcError as error:
            self.failed.emit(error_texts.sentence(error))
            return
        work = partial(page_images, papers, for_the_citizen(order), _LARGE_PX)
        self._parts.jobs.start(work, then=self._deliver_pages, otherwise=self._could_not_draw)

    def _deliver_pages(self, pages: list[QImage]) -> None:
        self.slip_drawn.emit(pages)

    def _could_not_draw(self, error: Exception) -> None:
        self.failed.emit(error_texts.sentence(error))

    def _is_being_printed(self) -> bool:
        last = valid_slip_job(self._view) if self._view is not None else None
        return last is not None and self._is_under_way(last.id)

    def _is_under_way(self, job: int) -> bool:
        flow = self._parts.print_flow
        return flow is not None and flow.is_under_way(job)

    def _offered(self) -> Offered:
        try:
            return offered(self._parts.desk.steps.choices(self._code))
        except CchcError as error:
            logger.warning("no steps offered: %s", error)
            return Offered()

    def _find_own_draft(self, view: DossierView) -> int:
        """Return the newest waiting draft of who works here; 0 for none."""
        actor, steps = self._parts.recorder.actor, self._parts.desk.steps
        numbers = reversed(open_drafts(view.history))
        try:
            return next((number for number in numbers if steps.drafted(view.dossier.code, number)[1] == actor), 0)
        except CchcError as error:  # its texts were erased: there is nothing to take back
            logger.warning("draft not read: %s", error)
            return 0

    def _tell(self) -> None:
        if self._view is not None:
            self._own_draft = self._find_own_draft(self._view)
            shown = dossier_words.screen(
                self._view,
                now=self._parts.clock.now(),
                calendar=self._parts.state.calendar,
                shows_number=self._shows_number,
                is_being_printed=self._is_being_printed(),
                offered=self._offered(),
                own_draft=self._own_draft,
            )
            self.opened.emit(shown)

    def _how_many(self, count: int, has_more: bool) -> str:
        if not count:
            return self.tr("Không có hồ sơ nào khớp") if self._typed else self.tr("Chưa có hồ sơ nào")
        if not self._typed:
            return self.tr("Hồ sơ mới nhận")
        if has_more:
            return self.tr("{} hồ sơ đầu tiên, gõ thêm để thu hẹp").format(count)
        return self.tr("{} hồ sơ").format(count)
