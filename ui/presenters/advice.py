"""Advice before anything is received: what is still to be brought (Mẫu 02), or that nothing is received (Mẫu 03)."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from cchc_desktop.domain.advice import GiveGuidance, RefuseIntake
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.notice import PaperKind
from cchc_desktop.domain.online import OnlineAnswer
from cchc_desktop.domain.printing import JobState
from cchc_desktop.domain.problems import Problem
from cchc_desktop.errors import CchcError, ClockError
from cchc_desktop.text import nfc, nfc_lines
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.paper_images import page_images
from ui.presenters import advice_fields
from ui.presenters.advice_fields import NAME
from ui.presenters.step_form import FieldSpec
from ui.widgets.notices import Notice

if TYPE_CHECKING:
    from cchc_desktop.domain.procedure import Procedure
    from cchc_desktop.services.advice_desk import Advice
    from cchc_desktop.services.step_papers import PaperOrder

logger = logging.getLogger(__name__)

GUIDANCE, REFUSAL = "guidance", "refusal"
NOTICE = "intake_advice"
_REST_MS = 150
_SMALL_PX, _LARGE_PX = 900, 1300
_PAPERS = {GUIDANCE: PaperKind.GUIDANCE_SLIP, REFUSAL: PaperKind.INTAKE_REFUSAL}
_ANSWERS = {GUIDANCE: OnlineAnswer.REQUESTED, REFUSAL: OnlineAnswer.REFUSED}

WhenReady = Callable[[Callable[[], object]], None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AdviceScreen:
    """The panel as it begins."""

    kind: str
    title: str
    line: str
    fields: tuple[FieldSpec, ...]
    restored: Mapping[str, Any]
    """With what the fields begin."""
    first: str
    """The field in which the clerk begins."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AdviceOutlook:
    """What the panel amounts to now."""

    faults: Mapping[str, str]
    general: str
    """What is wrong with the form below; empty for nothing."""
    missing: str
    is_complete: bool


class AdvicePresenter(QObject):
    """One paper at a time; the form below stays as it is.

    Signals:
        begun: Carries an `AdviceScreen`.
        judged: Carries an `AdviceOutlook`.
        drawn: The pages of the paper as it will print.
        large_drawn: The same, large.
        fault_wanted: Writing was tried; carries the first field that is wrong.
        refused: Nothing was written; carries why.
        given: It is on record; carries the case of the portal that it answers, empty for a visit.
        posted: Carries a `Notice`.
    """

    begun = Signal(object)
    judged = Signal(object)
    drawn = Signal(list)
    large_drawn = Signal(list)
    fault_wanted = Signal(str)
    refused = Signal(str)
    given = Signal(str)
    posted = Signal(object)

    def __init__(self, parts: DeskParts, when_ready: WhenReady, parent: QObject | None = None) -> None:
        """Create it; ``when_ready`` runs what needs the paper libraries once they are loaded."""
        super().__init__(parent)
        self._parts = parts
        self._when_ready = when_ready
        self._kind = ""
        self._form = ReceiveDossier()
        self._portal_code = ""
        self._values: dict[str, Any] = {}
        self._first: dict[str, Any] = {}
        self._tried = False
        self._order: PaperOrder | None = None
        self._jobs: tuple[int, ...] = ()
        self._told = Notice(key=NOTICE, tone="ok", sentence="")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.judge)
        if parts.print_flow is not None:
            parts.print_flow.progressed.connect(self._hear_of_print)

    @property
    def kind(self) -> str:
        """What is being filled in: guidance, refusal, or nothing."""
        return self._kind

    @property
    def portal_code(self) -> str:
        """The case of the portal that is answered; empty for a visit."""
        return self._portal_code

    @property
    def is_dirty(self) -> bool:
        """Whether something was filled in that would be lost."""
        return bool(self._kind) and self._values != self._first

    def is_about(self, kind: str, form: ReceiveDossier, portal_code: str) -> bool:
        """Return whether exactly this is being filled in already, so that it may go on."""
        same = (self._kind, self._form.procedure_code, self._portal_code)
        return self.is_dirty and same == (kind, form.procedure_code, portal_code)

    def begin(self, kind: str, form: ReceiveDossier, *, portal_code: str = "") -> bool:
        """Open a paper about the form as it stands; return whether a procedure to speak of is chosen.

        Args:
            kind: `GUIDANCE` or `REFUSAL`.
            form: Who asks, for what, with which papers. It is only read.
            portal_code: Of the case of the portal that is answered.
        """
        procedure = self._procedure(form.procedure_code)
        if procedure is None:
            return False
        self._kind, self._form, self._portal_code = kind, form, portal_code
        self._tried = False
        is_guidance = kind == GUIDANCE
        fields = advice_fields.refusal(self._parts)
        if is_guidance:
            fields = advice_fields.guidance(self._parts, procedure, form)
        self._values = advice_fields.empty(fields) | {NAME: form.applicant.name}
        if is_guidance and not portal_code:
            self._values["items"] = advice_fields.missing_papers(procedure, form)
        self._first = dict(self._values)
        subject = (form.applicant.name, procedure.name, portal_code)
        first = "reason" if self._values.get("items") else "items" if kind == GUIDANCE else "reasons"
        screen = AdviceScreen(
            kind=kind,
            title=labels.paper(_PAPERS[kind]),
            line="  ·  ".join(part for part in subject if part),
            fields=fields,
            restored=dict(self._values),
            first=NAME if kind == REFUSAL and not form.applicant.name else first,
        )
        self.begun.emit(screen)
        self.judge()
        return True

    def end(self) -> None:
        """Give it up: what was typed is forgotten."""
        self._rest.stop()
        self._kind, self._portal_code, self._order = "", "", None
        self._values, self._first = {}, {}

    def follow(self, form: ReceiveDossier) -> str:
        """A card was scanned into the form below: take who it is where nobody is named; return the name taken."""
        if not self._kind or self._portal_code or self._values[NAME] or not form.applicant.name:
            return ""
        self._form = dataclasses.replace(self._form, applicant=form.applicant, applicant_kind=form.applicant_kind)
        return form.applicant.name

    def change(self, name: str, value: Any) -> None:
        """Take what a field holds now; the outlook follows after a rest."""
        if name in self._values:
            self._values[name] = value
            self._rest.start()

    def judge(self) -> None:
        """Say what the paper amounts to now, and draw it where it is whole."""
        if not self._kind:
            return
        self._rest.stop()
        problems = self._problems()
        self.judged.emit(self._outlook(problems))
        if problems:
            self._order = None
            self.drawn.emit([])
        else:
            self._when_ready(self._draw)

    def give(self) -> None:
        """Write it and print it; one of `given`, `fault_wanted` and `refused` follows."""
        if not self._kind:
            return
        self._tried = True
        self.judge()
        problems = self._problems()
        if problems:
            self.fault_wanted.emit(next((_field_of(one) for one in problems if _field_of(one) in self._values), ""))
            return
        try:
            advice = self._write()
        except CchcError as error:
            logger.warning("advice not given: %s", error)
            if isinstance(error, ClockError):
                self._parts.changes.tell(error)  # who asks for the date in words hears of it
            self.refused.emit(error_texts.sentence(error))
        else:
            self._after_writing(advice)

    def draw_large(self) -> None:
        """Draw the paper large enough to be read."""
        if self._order is not None:
            work = partial(page_images, self._parts.papers(), self._order, _LARGE_PX)
            self._parts.jobs.start(work, then=self._deliver_large, otherwise=self._broke)

    def _write(self) -> Advice | None:
        command = self._command()
        if self._portal_code:
            return self._parts.desk.online.answer(self._portal_code, _ANSWERS[self._kind], command)
        desk = self._parts.desk.advice
        if isinstance(command, GiveGuidance):
            return desk.give_guidance(
                command.form, command.items, command.reason, command.contact_name, command.contact_phone
            )
        return desk.refuse(command.form, command.reasons, command.reason, command.guidance)

    def _after_writing(self, advice: Advice | None) -> None:
        kind, code, name = self._kind, self._portal_code, nfc(str(self._values.get(NAME, "")))
        self._jobs = advice.print_jobs if advice is not None else ()
        number = advice.number if advice is not None else ""
        paper = labels.paper(_PAPERS[kind])
        sentence = self.tr("Đã ghi {} số {}, giấy đang ra") if number else self.tr("Đã ghi {}, giấy đang ra")
        facts = self.tr("Chưa tiếp nhận gì. Biểu mẫu còn nguyên, người dân quay lại thì làm tiếp.")
        if code:
            facts = self.tr("Hồ sơ {} trên Cổng đã được trả lời, thời gian 8 giờ dừng.").format(code)
        said = sentence.format(paper[:1].lower() + paper[1:], number) if number else sentence.format(_small(paper))
        about = f"{name}. {facts}" if name else facts
        self._told = Notice(key=NOTICE, tone="ok", sentence=said, facts=about)
        self.posted.emit(self._told)
        self.end()
        self._parts.changes.tell(advice)
        self._when_ready(self._print)
        self.given.emit(code)

    def _print(self) -> None:
        if self._parts.print_flow is None:
            return
        try:
            self._parts.print_flow.send_all(self._jobs)
        except CchcError as error:
            logger.warning("advice not printed: %s", error)
            self.posted.emit(dataclasses.replace(self._told, tone="warn", facts=error_texts.sentence(error)))

    def _hear_of_print(self, job: int, state: JobState, said: str) -> None:
        """Say where the paper went where no printer is chosen; a failure is said by who tells of papers."""
        if job in self._jobs[:1] and state is JobState.OUT and said:
            where = self.tr("Chưa chọn máy in, giấy ở tệp {}").format(said)
            self.posted.emit(dataclasses.replace(self._told, facts=where))

    def _command(self) -> GiveGuidance | RefuseIntake:
        held = self._values
        applicant = dataclasses.replace(self._form.applicant, name=nfc(str(held[NAME])))
        form = dataclasses.replace(self._form, applicant=applicant)
        reason = nfc_lines(str(held["reason"]))
        if self._kind == GUIDANCE:
            return GiveGuidance(
                form=form,
                items=tuple(held["items"]),
                reason=reason,
                contact_name=nfc(str(held["contact_name"])),
                contact_phone=nfc(str(held["contact_phone"])),
            )
        return RefuseIntake(
            form=form, reasons=tuple(held["reasons"]), reason=reason, guidance=nfc_lines(str(held["guidance"]))
        )

    def _problems(self) -> tuple[Problem, ...]:
        found = self._parts.desk.advice.problems(self._command())
        return tuple(problem for problem in found if not problem.is_warning)

    def _outlook(self, problems: Sequence[Problem]) -> AdviceOutlook:
        faults: dict[str, str] = {}
        general: list[str] = []
        for problem in problems:
            field = _field_of(problem)
            if problem.cause == "missing" and not self._tried:
                continue
            if field in self._values:
                faults.setdefault(field, error_texts.cause(problem))
            else:
                general.append(error_texts.fault(problem))
        missing = [error_texts.field(_field_of(one)) for one in problems if one.cause == "missing"]
        return AdviceOutlook(
            faults=faults,
            general=". ".join(general),
            missing=", ".join(dict.fromkeys(missing)),
            is_complete=not problems,
        )

    def _procedure(self, code: str) -> Procedure | None:
        return self._parts.state.catalogue.find(code, self._parts.clock.now().date()) if code else None

    def _draw(self) -> None:
        """Draw the newest wish; what is drawn already is not drawn again."""
        if not self._kind or self._problems():
            return
        try:
            order = self._parts.desk.advice.draft_order(self._command())
        except CchcError as error:
            self.refused.emit(error_texts.sentence(error))
            return
        if order != self._order:
            self._order = order
            work = partial(page_images, self._parts.papers(), order, _SMALL_PX)
            self._parts.jobs.start(work, then=partial(self._deliver, order), otherwise=self._broke)

    def _deliver(self, order: PaperOrder, pages: list[QImage]) -> None:
        if isValid(self) and order is self._order:
            self.drawn.emit(pages)

    def _deliver_large(self, pages: list[QImage]) -> None:
        if isValid(self):
            self.large_drawn.emit(pages)

    def _broke(self, error: Exception) -> None:
        logger.warning("advice not drawn: %s", type(error).__name__)


def _field_of(problem: Problem) -> str:
    """Return the panel's field of a problem: "items.2.name" belongs to the items."""
    return "items" if problem.field.startswith("items.") else problem.field


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
