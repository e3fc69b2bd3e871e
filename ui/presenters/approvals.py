"""Drafts that wait for a leader: the queue, one draft with its paper, signing it, sending it back."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from cchc_desktop.domain.people import Official
from cchc_desktop.domain.printing import WITHOUT_DRAFT
from cchc_desktop.domain.steps import TakeStep
from cchc_desktop.errors import CchcError, DraftNotFound, FormIncomplete, PinMissing, PinWait, PinWrong
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.paper_images import for_the_citizen, page_images
from ui.paper_news import PaperNews
from ui.presenters import approval_queue, approval_words
from ui.presenters.approval_queue import OWN, DraftKey, Waiting
from ui.presenters.approval_words import Check, Fact, Reading

if TYPE_CHECKING:
    from cchc_desktop.services.step_desk import StepPreview

logger = logging.getLogger(__name__)

_WIDE_PX = 1100


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Somebody who may sign this draft today."""

    id: str
    name: str
    has_pin: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DraftScreen:
    """Everything that is seen of one draft."""

    key: DraftKey
    step: str
    name: str
    procedure: str
    drafted: str
    facts: tuple[Fact, ...]
    checks: tuple[Check, ...]
    signers: tuple[Signer, ...]
    signer: str
    """Who signs as it stands; empty where one has to be chosen, or nobody may."""
    refusal: str
    """Why it cannot be signed; empty where it can."""
    is_own: bool
    back_refusal: str
    """Why it cannot be sent back from here."""


class ApprovalsPresenter(QObject):
    """Reads the queue and takes the decision.

    Signals:
        listed: Carries the rows, how many wait for a signature, and the heading.
        shown: Carries a `DraftScreen`.
        closed: No draft is shown any more.
        drawn: Carries the pages of the paper as it will print.
        not_drawn: Carries why there is no paper to be seen.
        signed: Carries what was signed.
        returned: Carries what went back.
        refused: Nothing was done; carries the field ("pin", "reason", or empty) and the sentence.
    """

    listed = Signal(list, int, str)
    shown = Signal(object)
    closed = Signal()
    drawn = Signal(list)
    not_drawn = Signal(str)
    signed = Signal(str, str)
    returned = Signal(str)
    refused = Signal(str, str)

    def __init__(self, parts: DeskParts, news: PaperNews | None, parent: QObject | None = None) -> None:
        """Create the presenter; ``news`` tells of papers that do not come out."""
        super().__init__(parent)
        self._parts = parts
        self._news = news
        self._lines: dict[DraftKey, Waiting] = {}
        self._key: DraftKey | None = None
        self._command: TakeStep | None = None
        self._signer = ""

    @property
    def key(self) -> DraftKey | None:
        """Which draft is shown."""
        return self._key

    def refresh(self) -> None:
        """Read the queue and the draft that is shown anew."""
        try:
            actor, now = self._parts.recorder.actor, self._parts.clock.now()
            lines = [approval_queue.waiting(line, actor, now) for line in self._parts.desk.steps.waiting()]
            may_sign = self._actor_may_sign()
        except CchcError as error:
            logger.warning("queue not read: %s", error)
            self.refused.emit("", error_texts.sentence(error))
            return
        lines.sort(key=lambda line: line.group)
        self._lines = {line.key: line for line in lines}
        heading = self.tr("Chờ tôi duyệt") if may_sign else self.tr("Chờ lãnh đạo duyệt")
        rows = approval_queue.rows(lines, now, self._parts.state.officer_name)
        self.listed.emit(rows, sum(line.group != OWN for line in lines), heading)
        if self._key is not None and self._key not in self._lines:
            self._close()

    def open(self, key: object) -> None:
        """Show a draft and draw its paper; `shown` and then `drawn` or `not_drawn` follow."""
        if not isinstance(key, DraftKey) or key not in self._lines:
            self._close()
            return
        if key != self._key:
            self._key, self._signer = key, ""
        self._tell()

    def choose_signer(self, officer: str) -> None:
        """Let another leader sign the draft that is shown."""
        if officer != self._signer:
            self._signer = officer
            self._tell()

    def sign(self, pin: str) -> None:
        """Approve the draft that is shown; one of `signed` and `refused` follows, and the queue is read anew."""
        line = self._lines.get(self._key) if self._key is not None else None
        if line is None:
            return
        desk = self._parts.desk
        try:
            approval = desk.people.approve_as(self._signer, pin, line.drafter)
            taken = desk.steps.approve(line.key.code, line.key.number, approval)
        except CchcError as error:
            self._refuse(error)
            return
        logger.info("draft signed: %s code=%s", line.step, line.key.code)
        words = self.tr("Đã ký duyệt: {}, {}").format(labels.step(line.step), line.name or line.key.code)
        self.signed.emit(words, self._print(taken.print_jobs))
        self.refresh()

    def send_back(self, reason: str) -> None:
        """Send the draft that is shown back, or take one's own back; `returned` or `refused` follows."""
        line = self._lines.get(self._key) if self._key is not None else None
        if line is None:
            return
        try:
            self._parts.desk.steps.send_back(line.key.code, line.key.number, reason)
        except FormIncomplete as error:
            self.refused.emit("reason", error_texts.cause(error_texts.first_problem(error)))
            return
        except CchcError as error:
            self._refuse(error)
            return
        who = labels.step(line.step), line.name or line.key.code
        words = self.tr("Đã rút lại: {}, {}") if line.group == OWN else self.tr("Đã trả lại người trình: {}, {}")
        self.returned.emit(words.format(*who))
        self.refresh()

    def _print(self, jobs: tuple[int, ...]) -> str:
        """Send the papers out and return what becomes of them."""
        flow = self._parts.print_flow
        if not jobs or flow is None:
            return self.tr("Đã vào sổ cùng tên người duyệt.")
        try:
            flow.send_all(jobs)
        except CchcError as error:
            logger.warning("papers not sent: %s", error)
            return self.tr("Đã vào sổ, nhưng giấy chưa in được: {} F2, phím 5 để in.").format(
                error_texts.sentence(error)
            )
        return self.tr("Đã vào sổ cùng tên người duyệt. Giấy đang in.")

    def _refuse(self, error: CchcError) -> None:
        if isinstance(error, PinWrong | PinWait | PinMissing):
            self.refused.emit("pin", error_texts.sentence(error))
            return
        if isinstance(error, FormIncomplete) and error_texts.first_problem(error).field == "pin":
            self.refused.emit("pin", error_texts.cause(error_texts.first_problem(error)))
            return
        logger.warning("draft not settled: %s", error)
        self.refused.emit("", error_texts.sentence(error))
        if isinstance(error, DraftNotFound):
            self.refresh()
        else:
            self._tell()

    def _close(self) -> None:
        self._key, self._command = None, None
        self.closed.emit()

    def _tell(self) -> None:
        line = self._lines.get(self._key) if self._key is not None else None
        if line is None:
            return
        signers = self._signers(line)
        if self._signer not in {one.id for one in signers}:
            actor = self._parts.recorder.actor
            own = [one.id for one in signers if one.id == actor]
            self._signer = own[0] if own else signers[0].id if len(signers) == 1 else ""
        desk = self._parts.desk
        approver = desk.people.official(self._signer) if self._signer else None
        preview: StepPreview | None = None
        refusal = ""
        try:
            self._command, drafter = desk.steps.drafted(line.key.code, line.key.number)
            preview = desk.steps.preview(self._command, approver, drafter=drafter)
        except CchcError as error:
            refusal = error_texts.sentence(error)
        self.shown.emit(self._screen(line, preview, approver, signers, refusal))
        self._draw(line.key, preview, refusal)

    def _screen(
        self,
        line: Waiting,
        preview: StepPreview | None,
        approver: Official | None,
        signers: tuple[Signer, ...],
        refusal: str,
    ) -> DraftScreen:
        facts: tuple[Fact, ...] = ()
        checks: tuple[Check, ...] = (Check(tone=approval_words.BAD, words=refusal),)
        if preview is not None and self._command is not None:
            reading = Reading(
                command=self._command,
                body=preview.body,
                problems=preview.problems,
                due_at=line.due_at,
                now=self._parts.clock.now(),
                officials={one.id: one for one in self._parts.desk.people.officials()},
                drafter=line.drafter,
                approver=approver,
                delegation=self._delegation(approver),
            )
            facts, checks = approval_words.facts(reading), approval_words.checks(reading)
            if any(check.tone == approval_words.BAD for check in checks):
                refusal = self.tr("Quy định không cho ký. Trả lại để người trình sửa.")
        return DraftScreen(
            key=line.key,
            step=labels.step(line.step),
            name=line.name or labels.short_code(line.key.code),
            procedure=line.procedure,
            drafted=approval_queue.drafted(line, self._parts.clock.now(), self._parts.state.officer_name),
            facts=facts,
            checks=checks,
            signers=signers,
            signer=self._signer,
            refusal=refusal or self._nobody(line, signers),
            is_own=line.group == OWN,
            back_refusal="" if line.group == OWN or self._actor_may_sign() else self._only_leaders(),
        )

    def _nobody(self, line: Waiting, signers: Sequence[Signer]) -> str:
        """Return why nobody here may sign; empty where somebody may."""
        if signers:
            chosen = next((one for one in signers if one.id == self._signer), None)
            if chosen is not None and not chosen.has_pin and chosen.id != line.drafter:
                return self.tr("{} chưa có mã PIN. Nhờ quản trị đặt mã PIN lần đầu: F10, nhóm Cán bộ, Alt+P.").format(
                    chosen.name
                )
            return ""
        if self._parts.desk.people.approvers():
            return self.tr("Việc mình trình thì người khác duyệt.")
        return self.tr("Chưa có lãnh đạo nào duyệt được. F10, nhóm Cán bộ: thêm lãnh đạo hoặc ghi ủy quyền.")

    def _only_leaders(self) -> str:
        return self.tr("Lãnh đạo trả lại khi làm việc bằng tên mình: Ctrl+Shift+L đổi người.")

    def _draw(self, key: DraftKey, preview: StepPreview | None, refusal: str) -> None:
        """Draw the paper off the interface thread."""
        if preview is None or self._command is None or any(not problem.is_warning for problem in preview.problems):
            self.not_drawn.emit(refusal or self.tr("Chưa dựng được văn bản: xem các mục đỏ bên phải."))
            return
        kinds = [kind for kind in preview.papers if kind not in WITHOUT_DRAFT]
        if not kinds or preview.after is None:
            self.not_drawn.emit(self.tr("Bước này không có văn bản riêng. Xem nội dung bên phải."))
            return
        papers = self._parts.papers()
        try:
            order = papers.draft_of(kinds[0], key.code, preview, self._parts.clock.now())
        except CchcError as error:
            self.not_drawn.emit(error_texts.sentence(error))
            return
        work = partial(page_images, papers, for_the_citizen(order), _WIDE_PX)
        self._parts.jobs.start(work, then=partial(self._deliver, key), otherwise=self._not_drawn)

    def _deliver(self, key: DraftKey, pages: list[QImage]) -> None:
        if key == self._key:
            self.drawn.emit(pages)

    def _not_drawn(self, error: Exception) -> None:
        self.not_drawn.emit(error_texts.sentence(error))

    def _signers(self, line: Waiting) -> tuple[Signer, ...]:
        """Return who may sign: any approver but the drafter; a unit's only official signs the own draft."""
        people = self._parts.desk.people
        found = [one for one in people.approvers() if one.id != line.drafter]
        active = [one for one in people.officials() if one.is_active]
        if [one.id for one in active] == [line.drafter] and self._parts.state.settings.desk_count <= 1:
            found = active
        return tuple(Signer(id=one.id, name=one.name, has_pin=people.has_pin(one.id)) for one in found)

    def _actor_may_sign(self) -> bool:
        return any(one.id == self._parts.recorder.actor for one in self._parts.desk.people.approvers())

    def _delegation(self, approver: Official | None) -> str:
        if approver is None or approver.is_leader:
            return ""
        today = self._parts.clock.now().date()
        given = self._parts.desk.people.delegations()
        return next((one.decision for one in given if one.deputy == approver.id and one.is_in_force(today)), "")
