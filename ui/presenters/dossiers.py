"""One search box, and one dossier with its whole history."""

from __future__ import annotations

import dataclasses
import logging
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.printing import JobState
from cchc_desktop.errors import CchcError
from cchc_desktop.services.desk_view import DossierView, HistoryStep
from cchc_desktop.services.slip_wording import proof
from cchc_desktop.services.workplace import minutes_left
from cchc_desktop.text import mask_number, nfc
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.models import dossier_rows

if TYPE_CHECKING:
    from cchc_desktop.services.paper_desk import PaperDesk, SlipOrder

logger = logging.getLogger(__name__)

MOST_FOUND = 50
_LARGE_PX = 1100
_UNFINISHED = (JobState.WANTED, JobState.FAILED)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """One step of the history in words."""

    moment: str
    act: str
    who: str
    detail: str = ""
    paper: str = ""
    tone: str = ""
    promised: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DossierScreen:
    """One dossier in words."""

    code: str
    name: str
    state: str
    state_tone: str
    procedure: str
    due_at: datetime
    time_left: str
    time_tone: str
    facts: tuple[tuple[str, str], ...]
    """(label, words), in the order of the screen; the number is masked unless it was asked for."""
    papers: tuple[tuple[str, str], ...]
    """(name, form and quantity)."""
    steps: tuple[StepWords, ...]
    proof: str
    print_label: str
    """What Ctrl+P does now: print what never came out, or print again with a mark."""
    needs_reason: bool


class DossiersPresenter(QObject):
    """Searches, shows one dossier, prints its slip.

    Signals:
        found: Carries the rows that match, and a sentence when there are none.
        opened: Carries a `DossierScreen`.
        failed: Carries the sentence of what could not be done.
        reason_wanted: Printing again needs a reason first.
        printing: The slip is on its way; carries its dossier code.
        slip_drawn: Carries the pages of the slip as images.
    """

    found = Signal(list, str)
    opened = Signal(object)
    failed = Signal(str)
    reason_wanted = Signal()
    printing = Signal(str)
    slip_drawn = Signal(list)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._typed = ""
        self._code = ""
        self._view: DossierView | None = None
        self._shows_number = False

    @property
    def code(self) -> str:
        """The code of the dossier that is shown; empty for none."""
        return self._code

    def search(self, typed: str) -> None:
        """Show what matches; nothing typed shows the newest dossiers."""
        self._typed = nfc(typed)
        try:
            view = self._parts.view
            lines = view.search(self._typed, limit=MOST_FOUND) if self._typed else view.newest(limit=MOST_FOUND)
        except CchcError as error:
            logger.warning("search failed: %s", error)
            self.failed.emit(error_texts.sentence(error))
            return
        now = self._parts.clock.now()
        self.found.emit([dossier_rows.found_row(line, now) for line in lines], self._how_many(len(lines)))

    def search_again(self) -> None:
        """Search what was searched last."""
        self.search(self._typed)

    def open(self, code: str) -> None:
        """Show a dossier; its number is masked again."""
        if code != self._code:
            self._shows_number = False
        self._code = code
        self.refresh()

    def refresh(self) -> None:
        """Read the dossier that is shown anew."""
        if not self._code:
            return
        try:
            self._view = self._parts.view.dossier(self._code)
        except CchcError as error:
            self._code, self._view = "", None
            self.failed.emit(error_texts.sentence(error))
            return
        self.opened.emit(self._screen(self._view))

    def toggle_number(self) -> None:
        """Show the personal number, or mask it again."""
        self._shows_number = not self._shows_number
        if self._view is not None:
            self.opened.emit(self._screen(self._view))

    def print_slip(self) -> None:
        """Print what never came out; else ask why the slip is printed again."""
        if self._view is None or self._parts.print_flow is None:
            return
        job = self._unfinished_first()
        if job is None:
            self.reason_wanted.emit()
            return
        self._parts.print_flow.send_again(job)
        self.printing.emit(self._code)

    def reprint(self, reason: str) -> None:
        """Record that the slip is printed again and send it; exactly one of `printing` and `failed` follows."""
        if self._view is None or self._parts.print_flow is None:
            return
        try:
            self._parts.print_flow.reprint(self._code, reason)
        except CchcError as error:
            logger.warning("reprint refused: %s", error)
            self.failed.emit(error_texts.sentence(error))
            return
        self.printing.emit(self._code)
        self.refresh()

    def draw_slip(self) -> None:
        """Draw the slip off the interface thread; `slip_drawn` or `failed` follows."""
        if not self._code:
            return
        papers = self._parts.papers()
        try:
            order = papers.order_of(self._code)
        except CchcError as error:
            self.failed.emit(error_texts.sentence(error))
            return
        self._drawn = _SlipDrawing(papers, dataclasses.replace(order, counterparts=(2,)))
        self._parts.jobs.start(self._drawn.draw, then=self._deliver_pages, otherwise=self._could_not_draw)

    def _deliver_pages(self, pages: object) -> None:
        self.slip_drawn.emit(pages)

    def _could_not_draw(self, error: Exception) -> None:
        self.failed.emit(error_texts.sentence(error))

    def _how_many(self, count: int) -> str:
        if not count:
            return self.tr("Không có hồ sơ nào khớp") if self._typed else self.tr("Chưa có hồ sơ nào")
        if not self._typed:
            return self.tr("Hồ sơ mới nhận")
        if count == MOST_FOUND:
            return self.tr("{} hồ sơ đầu tiên, gõ thêm để thu hẹp").format(count)
        return self.tr("{} hồ sơ").format(count)

    def _unfinished_first(self) -> int | None:
        """Return the first print that certainly has not come out, so that it may go out without a mark."""
        jobs = self._view.jobs if self._view is not None else ()
        return next((job.id for job in jobs if job.reprint == 0 and job.state in _UNFINISHED), None)

    def _screen(self, view: DossierView) -> DossierScreen:
        dossier = view.dossier
        now = self._parts.clock.now()
        words, tone = labels.state(dossier.state)
        left, left_tone = labels.time_left(minutes_left(now, dossier.due_at, self._parts.state.calendar))
        first = self._unfinished_first() is not None
        return DossierScreen(
            code=dossier.code,
            name=Person.from_fields(view.personal, "applicant").name or self.tr("(đã xóa thông tin cá nhân)"),
            state=words,
            state_tone=tone,
            procedure=f"{dossier.procedure_name} ({dossier.case_label})"
            if dossier.case_label
            else dossier.procedure_name,
            due_at=dossier.due_at,
            time_left=left,
            time_tone=left_tone,
            facts=self._facts(view),
            papers=self._papers(view),
            steps=(*(self._step(step, view) for step in view.history), self._promised(view)),
            proof=proof(dossier),
            print_label=self.tr("In giấy hẹn") if first else self.tr("In lại giấy hẹn"),
            needs_reason=not first,
        )

    def _facts(self, view: DossierView) -> tuple[tuple[str, str], ...]:
        dossier, personal = view.dossier, view.personal
        applicant = Person.from_fields(personal, "applicant")
        submitter = Person.from_fields(personal, "submitter")
        number = applicant.personal_id if self._shows_number else mask_number(applicant.personal_id)
        register = f"{dossier.register_volume}, {dossier.register_number}"
        facts = [
            (self.tr("Số định danh"), number),
            (self.tr("Điện thoại"), applicant.phone or submitter.phone),
            (self.tr("Địa chỉ"), applicant.address),
            (self.tr("Người nộp thay"), submitter.name),
            (self.tr("Nhận kết quả"), labels.return_way(dossier.return_way)),
            (self.tr("Lệ phí"), labels.fee(dossier, personal.get("fee_reason", ""))),
            (self.tr("Thời hạn"), labels.term(dossier.term_count, dossier.term_unit)),
            (self.tr("Quyển, số theo dõi"), register),
            (self.tr("Cách nộp"), labels.channel(dossier.channel)),
        ]
        return tuple((label, words) for label, words in facts if words)

    def _papers(self, view: DossierView) -> tuple[tuple[str, str], ...]:
        return tuple(
            (
                paper.name or view.personal.get(f"papers.{paper.seq}", self.tr("(đã xóa)")),
                f"{labels.paper_form(paper.form, is_shown_only=paper.is_shown_only)}, {paper.quantity}",
            )
            for paper in view.dossier.papers
        )

    def _step(self, step: HistoryStep, view: DossierView) -> StepWords:
        detail, paper, tone = "", "", ""
        body = step.body
        if step.kind == EntryKind.DOSSIER_RECEIVED:
            tone = "accent"
            detail = self.tr("Sổ theo dõi {}, số {}. Hẹn trả {}.").format(
                view.dossier.register_volume,
                view.dossier.register_number,
                labels.due(datetime.fromisoformat(body["due_at"])),
            )
            if step.personal.get("due_reason"):
                detail += " " + self.tr("Lý do ngày hẹn: {}.").format(step.personal["due_reason"])
            paper = self.tr("Giấy tiếp nhận hồ sơ và hẹn trả kết quả, số {}").format(view.dossier.slip_number)
        elif step.kind == EntryKind.REPRINTED:
            tone = "warn"
            detail = self.tr("Lần {}. Lý do: {}").format(body["times"], step.personal.get("reason", "–"))
        elif step.kind == EntryKind.PAPER_OUT:
            tone = "ok"
            detail = self._way_out(str(body.get("way", "")), int(body.get("reprint", 0)))
        return StepWords(
            moment=f"{step.happened_at:%d/%m/%Y %H:%M}",
            act=labels.entry_kind(step.kind),
            who=self.tr("{} · bàn {} · #{}").format(step.officer, step.desk, f"{step.number:04}"),
            detail=detail,
            paper=paper,
            tone=tone,
        )

    def _way_out(self, way: str, reprint: int) -> str:
        words = {
            "printer": self.tr("Máy in báo đã in xong."),
            "opened": self.tr("Đã mở thành PDF."),
            "file": self.tr("Đã ghi ra tệp PDF."),
        }.get(way, way)
        return words + (" " + self.tr("Bản in lại lần {}.").format(reprint) if reprint else "")

    def _promised(self, view: DossierView) -> StepWords:
        due_at = view.dossier.due_at
        return StepWords(moment=f"{due_at:%d/%m/%Y %H:%M}", act=self.tr("Hẹn trả kết quả"), who="", promised=True)


class _SlipDrawing:
    """Draws the pages of one slip on the worker thread."""

    def __init__(self, papers: PaperDesk, order: SlipOrder) -> None:
        self._papers = papers
        self._order = order

    def draw(self) -> list[QImage]:
        """Return the pages as images that own their bytes."""
        pages = self._papers.images(self._order.build(), width_px=_LARGE_PX)
        grey = QImage.Format.Format_Grayscale8
        return [QImage(page.pixels, page.width, page.height, page.width, grey).copy() for page in pages]
