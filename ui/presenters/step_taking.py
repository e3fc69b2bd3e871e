"""One step of one dossier, from its empty form to its entry and its papers; `step_facts` reads what a form offers."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QTimer, Signal

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.printing import WITHOUT_DRAFT
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.steps import STEPS, FieldKind, StepKind, TakeStep
from cchc_desktop.errors import CchcError, FormIncomplete, PinMissing, PinWait, PinWrong
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.presenters import step_facts, step_outlook
from ui.presenters.paper_pictures import PaperPictures
from ui.presenters.step_choices import what_it_does
from ui.presenters.step_form import FieldSpec, TypedStep, as_text, specs
from ui.presenters.step_outlook import Happening
from ui.presenters.step_screen import StepDone, StepOutlook, StepScreen

if TYPE_CHECKING:
    from cchc_desktop.domain.procedure import Procedure
    from cchc_desktop.services.desk_view import DossierView
    from cchc_desktop.services.people_desk import Approval
    from cchc_desktop.services.step_desk import StepPreview, Taken

logger = logging.getLogger(__name__)

REST_MS = 150
_NOT_YET = ("missing", "nothing_changed")
"""What an empty form is not blamed for before recording is tried."""
_PIN_FAULTS = (PinMissing, PinWait, PinWrong)


class StepTaking(QObject):
    """Signals.

    begun: Carries a `StepScreen`.
    judged: Carries a `StepOutlook`.
    drawn: Carries the pages of the paper as it will print; none where there is nothing to draw.
    fault_wanted: Recording was tried; carries the first field that is wrong, or nothing.
    refused: Nothing was recorded; carries the sentence. What was typed stays.
    pin_refused: The same, for the approval: the PIN is to be typed again.
    done: Carries a `StepDone`; the form is to be closed.
    options_changed: A field offers other choices; carries its name and (value, words) of each.
    """

    begun = Signal(object)
    judged = Signal(object)
    drawn = Signal(list)
    fault_wanted = Signal(str)
    refused = Signal(str)
    pin_refused = Signal(str)
    done = Signal(object)
    options_changed = Signal(str, object)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._form: TypedStep | None = None
        self._screen: StepScreen | None = None
        self._view: DossierView | None = None
        self._preview: StepPreview | None = None
        self._tried = False
        self._is_restored = False
        self._pictures = PaperPictures(parts, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.judge)
        self._pictures.drawn.connect(self.drawn)

    @property
    def code(self) -> str:
        """The dossier of the form that is open; empty for none."""
        return self._form.code if self._form is not None else ""

    @property
    def is_dirty(self) -> bool:
        """Whether something was filled in that would be lost."""
        return self._form is not None and (self._form.is_dirty or self._is_restored)

    @property
    def title(self) -> str:
        """What the step of the open form is called."""
        return self._screen.title if self._screen is not None else ""

    def begin(self, kind: StepKind, code: str, restored: Mapping[str, Any] | None = None) -> None:
        """Open the form of a step; one of `begun` and `refused` follows.

        Args:
            kind: The step.
            code: The dossier.
            restored: Values of a draft that was taken back.
        """
        desk = self._parts.desk
        try:
            self._view = desk.view.dossier(code)
            facts = step_facts.read(self._parts, kind, self._view)
            self._screen = self._make_screen(kind, self._view, specs(kind, facts), restored or {})
        except CchcError as error:
            logger.warning("step not begun: %s", error)
            self.refused.emit(error_texts.sentence(error))
            return
        self._form = TypedStep(kind, code, self._screen.fields, self._parts.clock.now)
        for name, given in self._screen.restored.items():
            self._form.change(name, given)
        self._tried = False
        self._is_restored = bool(restored)
        self._preview = None
        self.begun.emit(self._screen)
        self._offer_cases()
        self.judge()

    def end(self) -> None:
        """Give the form up; what was typed is forgotten."""
        self._rest.stop()
        self._pictures.show_nothing()
        self._form = self._screen = self._view = self._preview = None

    def change(self, name: str, given: Any) -> None:
        """Take what a field holds now; the outlook follows after a rest."""
        if self._form is None:
            return
        self._form.change(name, given)
        if name == "procedure_code":
            self._offer_cases()
        self._rest.start()

    def procedures(self, typed: str) -> list[Procedure]:
        """Return the procedures that match a few letters, as they stood on the day of receipt."""
        if self._view is None or not typed.strip():
            return []
        return self._parts.state.procedures_found(typed, self._view.dossier.received_at.date())

    def offer_attachments(self) -> None:
        """Offer what was attached meanwhile."""
        if self._form is None or self._view is None:
            return
        for field in STEPS[self._form.kind].fields:
            if field.kind is FieldKind.ATTACHMENT:
                found = step_facts.signed_documents(self._parts, self._form.code)
                self.options_changed.emit(field.name, found)

    def judge(self) -> None:
        """Say what the form amounts to now."""
        self._rest.stop()
        if self._form is None or self._view is None:
            return
        try:
            self._preview = self._parts.desk.steps.preview(self._form.command())
        except CchcError as error:
            self.refused.emit(error_texts.sentence(error))
            return
        self.judged.emit(self._outlook(self._form, self._view.dossier, self._preview))
        self._draw()

    def is_ready(self) -> bool:
        """Look at everything once more; where something is missing, `fault_wanted` names it."""
        self._tried = True
        self.judge()
        if self._form is None or self._preview is None:
            return False
        faults = self._problems(self._form, self._preview)
        if faults:
            self.fault_wanted.emit(next((field for field in (p.field for p in faults) if self._has(field)), ""))
        return not faults

    def record(self) -> None:
        """Record the step, or keep it for a leader's approval; `done`, `fault_wanted` or `refused` follows."""
        if not self.is_ready() or self._form is None or self._preview is None:
            return
        command = self._form.command()
        if self._preview.needs_approval:
            self._try(partial(self._parts.desk.steps.draft, command), command)
        else:
            self._try(partial(self._parts.desk.steps.take, command), command)

    def approve_here(self, approver: str, pin: str) -> None:
        """Record the step with the approval of whoever types the PIN at this desk."""
        if not self.is_ready() or self._form is None:
            return
        command, people = self._form.command(), self._parts.desk.people
        try:
            approval: Approval = people.approve_as(approver, pin, self._parts.recorder.actor)
        except (FormIncomplete, *_PIN_FAULTS) as error:
            self.pin_refused.emit(error_texts.sentence(error))
            return
        except CchcError as error:
            self.refused.emit(error_texts.sentence(error))
            return
        self._try(partial(self._parts.desk.steps.take, command, approval), command)

    def alone(self) -> tuple[tuple[str, str], ...]:
        """Return who works here, as the only one who may approve."""
        actor = self._parts.recorder.actor
        return ((actor, self._parts.state.officer_name(actor)),)

    def approve_alone(self) -> None:
        """Record the step approved by who drafted it: the unit has nobody else, and no PIN is set."""
        self.approve_here(self._parts.recorder.actor, "")

    def _try(self, act: partial[Taken], command: TakeStep) -> None:
        try:
            taken = act()
        except FormIncomplete as error:
            problems = cast("tuple[Problem, ...]", error.facts["problems"])
            self.judge()
            self.fault_wanted.emit(next((p.field for p in problems if self._has(p.field)), ""))
            self.refused.emit(error_texts.sentence(error))
        except CchcError as error:
            logger.warning("step not taken: %s", error)
            self.refused.emit(error_texts.sentence(error))
        else:
            self.end()
            self.done.emit(self._done(command, taken))

    def _done(self, command: TakeStep, taken: Taken) -> StepDone:
        words = self.tr("{} · hồ sơ {}").format(labels.step(command.kind), labels.short_code(command.code))
        if taken.draft:
            facts = self.tr("Chưa có gì thay đổi cho đến khi lãnh đạo duyệt (F7). Alt+L lấy lại bản trình.")
            return StepDone(tone="ok", sentence=self.tr("Đã trình duyệt: {}").format(words), facts=facts)
        sentence = self.tr("Đã ghi: {}").format(words)
        jobs = self._parts.view.print_jobs(command.code)
        names = ", ".join(labels.paper(job.kind) for job in jobs if job.id in taken.print_jobs)
        if not names or self._parts.print_flow is None:
            state = labels.state(taken.dossier.state)[0] + "."
            return StepDone(tone="ok", sentence=sentence, facts=state, stands=command.code)
        try:
            self._parts.print_flow.send_all(taken.print_jobs)
        except CchcError as error:
            logger.warning("papers of a step not sent: %s", error)
            facts = self.tr("Việc đã vào sổ, giấy chưa in được: {} Alt+I để in.").format(error_texts.sentence(error))
            return StepDone(tone="warn", sentence=sentence, facts=facts)
        return StepDone(tone="ok", sentence=sentence, facts=self.tr("Giấy đang in: {}.").format(names))

    def _make_screen(
        self, kind: StepKind, view: DossierView, fields: tuple[FieldSpec, ...], restored: Mapping[str, Any]
    ) -> StepScreen:
        people, actor = self._parts.desk.people, self._parts.recorder.actor
        is_alone = step_facts.is_alone(self._parts)
        approvers = tuple(
            (one.id, f"{one.name}, {one.title}" if one.title else one.name)
            for one in people.approvers()
            if one.id != actor
        )
        name = view.personal.get("applicant.name", "")
        subject = (name, view.dossier.procedure_name, view.dossier.code)
        typed = {field.name: _given(field, restored[field.name]) for field in fields if field.name in restored}
        return StepScreen(
            kind=kind,
            title=labels.step(kind),
            line=what_it_does(kind),
            subject="  ·  ".join(part for part in subject if part),
            fields=fields,
            restored=typed,
            has_paper=bool(set(STEPS[kind].papers) - WITHOUT_DRAFT),
            approvers=approvers,
            is_alone=is_alone,
            needs_pin=is_alone and people.has_pin(actor),
        )

    def _outlook(self, form: TypedStep, dossier: Dossier, preview: StepPreview) -> StepOutlook:
        problems = self._problems(form, preview)
        named = {problem.field: problem for problem in reversed(problems)}
        shown = frozenset(field.name for field in STEPS[form.kind].fields if form.is_shown(field.name, named))
        seen = [problem for problem in problems if self._tried or problem.cause not in _NOT_YET]
        faults: dict[str, str] = {}
        for problem in seen:
            name = _field_of(problem)
            if name in shown:
                faults.setdefault(name, error_texts.cause(problem))
        missing = [error_texts.field(problem.field) for problem in problems if problem.cause == "missing"]
        return StepOutlook(
            shown=shown,
            faults=faults,
            general=tuple(error_texts.fault(problem) for problem in seen if _field_of(problem) not in shown),
            missing=", ".join(dict.fromkeys(missing)),
            happenings=self._happenings(form, dossier, preview, is_complete=not problems),
            needs_approval=preview.needs_approval,
            is_complete=not problems,
            go_label=self._go_label(form, preview),
        )

    def _happenings(
        self, form: TypedStep, dossier: Dossier, preview: StepPreview, *, is_complete: bool
    ) -> tuple[Happening, ...]:
        found: list[Happening] = []
        if is_complete:
            found += step_outlook.happenings(form.kind, dossier, preview)
            papers = step_outlook.papers_said(preview.papers)
            found += [papers] if papers is not None else []
        if preview.needs_approval and self._screen is not None and self._screen.is_alone:
            alone = self.tr("Đơn vị chỉ có một cán bộ: việc này được ghi là tự duyệt")
            found.append(Happening(words=alone, tone="warn", icon="shield"))
        elif preview.needs_approval:
            found.append(Happening(words=self.tr("Cần lãnh đạo duyệt"), tone="accent", icon="shield"))
        return tuple(found)

    def _go_label(self, form: TypedStep, preview: StepPreview) -> str:
        prints = bool(preview.papers)
        if preview.needs_approval and self._screen is not None and self._screen.is_alone:
            return self.tr("Tự duyệt và in") if prints else self.tr("Tự duyệt và ghi")
        if preview.needs_approval:
            return self.tr("Trình duyệt")
        return self.tr("Ghi và in") if prints else self.tr("Ghi vào sổ")

    def _problems(self, form: TypedStep, preview: StepPreview) -> tuple[Problem, ...]:
        """Return what is wrong: what cannot be read first, and then of that field nothing else."""
        unreadable = tuple(Problem(name, cause) for name, cause in form.unreadable.items())
        judged = (p for p in preview.problems if not p.is_warning and p.field not in form.unreadable)
        return (*unreadable, *judged)

    def _has(self, field: str) -> bool:
        return self._form is not None and STEPS[self._form.kind].field(field) is not None

    def _offer_cases(self) -> None:
        """Offer the cases of the procedure that stands in the form of a correction."""
        if self._form is None or self._view is None or not self._has("case_code"):
            return
        code = str(self._form.values.get("procedure_code") or self._view.dossier.procedure_code)
        self.options_changed.emit("case_code", step_facts.cases(self._parts, self._view.dossier, code))

    def _draw(self) -> None:
        """Draw the paper as it will print."""
        form, preview, view = self._form, self._preview, self._view
        if form is None or preview is None or view is None or self._problems(form, preview):
            self._pictures.show_nothing()
            return
        kinds = [kind for kind in preview.papers if kind not in WITHOUT_DRAFT]
        if not kinds:
            self._pictures.show_nothing()
            return
        self._pictures.show_draft(kinds[0], form.code, preview, self._parts.clock.now())

    def draw_large(self) -> None:
        """Draw the paper large enough to be read; `large_drawn` of the pictures follows."""
        self._pictures.draw_large()

    @property
    def pictures(self) -> PaperPictures:
        """What draws the paper."""
        return self._pictures


def _given(field: FieldSpec, value: Any) -> Any:
    """Return a draft's value as its field takes it: text where it is typed."""
    if field.kind in (FieldKind.ITEMS, FieldKind.CHOICES, FieldKind.FLAG, FieldKind.COUNT):
        return value
    return as_text(field.name, value)


def _field_of(problem: Problem) -> str:
    """Return the form's field of a problem: "items.2.name" belongs to the items."""
    return "items" if problem.field.startswith("items.") else problem.field
