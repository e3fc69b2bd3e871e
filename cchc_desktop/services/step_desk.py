"""Every step of a dossier: what may be done now, what is missing, taking it, drafting it, approving it."""

from __future__ import annotations

import dataclasses
import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import Entry, EntryKind, Position, canonical
from cchc_desktop.domain.folding import after, current_texts
from cchc_desktop.domain.people import Official
from cchc_desktop.domain.printing import SLIP_KIND, JobState
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.step_values import from_record, to_record
from cchc_desktop.domain.steps import STEPS, StepForm, StepKind, TakeStep
from cchc_desktop.rules import codes
from cchc_desktop.services import step_clock, step_endings, step_mending, step_same_day, step_supplements, step_work
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.recording import Recorder, Recording
from cchc_desktop.services.step_checks import (
    PAPER_TEMPLATE,
    attachments_of,
    is_legal,
    needs_approval,
    open_drafts,
    personal_texts,
    texts_of,
    value_faults,
)
from cchc_desktop.services.step_context import StepContext, StepLaw
from cchc_desktop.store import dossiers, journal, local, number_books, records, step_drafts
from cchc_desktop.store.engine import Database
from cchc_desktop.store.journal import Written
from cchc_desktop.text import nfc

if TYPE_CHECKING:
    from cchc_desktop.services.people_desk import Approval

logger = logging.getLogger(__name__)

LAWS: Mapping[StepKind, StepLaw] = {
    **step_same_day.LAWS, **step_clock.LAWS, **step_supplements.LAWS, **step_endings.LAWS, **step_work.LAWS,
    **step_mending.LAWS,
}  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StepChoice:
    """One step that a dossier's state allows."""

    kind: StepKind
    needs_approval: bool
    is_drafted: bool
    """Whether a draft of it waits for approval already."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StepPreview:
    """What would happen if the step were taken now."""

    problems: tuple[Problem, ...]
    needs_approval: bool
    entry: EntryKind
    body: Mapping[str, Any]
    """The entry's body as it would be, numbers not yet taken; empty while something is missing."""
    personal: Mapping[str, str]
    papers: tuple[str, ...]
    """Kinds of paper that would go out, as far as they can be told before everything is filled in."""
    after: Dossier | None
    """The dossier as it would be then; ``None`` while something is missing."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a command: it is on disk."""

    dossier: Dossier
    entry: int
    """Number of the entry in the journal."""
    print_jobs: tuple[int, ...] = ()
    draft: int = 0
    """Number of the draft's entry where a leader has yet to approve."""


class StepDesk:
    """The desk at which a dossier's life goes on."""

    def __init__(self, db: Database, state: DeskState, recorder: Recorder, clock: Clock) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder
        self._clock = clock

    def choices(self, code: str) -> tuple[StepChoice, ...]:
        """Return the steps that the state of a dossier allows, in the order of the register."""
        dossier, entries = dossiers.with_history(self._db, code)
        drafted = {body["step"] for body in open_drafts(entries, self._desk).values()}
        is_out = self._is_slip_out(dossier)
        return tuple(
            StepChoice(kind=form.kind, needs_approval=needs_approval(form, is_out), is_drafted=form.kind in drafted)
            for form in STEPS.values()
            if is_legal(form, dossier)
        )

    def waiting(self) -> list[step_drafts.DraftLine]:
        """Return the drafts that wait for a leader, the dossier due soonest first."""
        return step_drafts.waiting(self._db)

    def suggested(self, kind: StepKind, code: str) -> dict[str, Any]:
        """Return values with which a step's form may begin: the latest legal re-appointment, who takes the result.

        Raises:
            DossierNotFound, StepNotAllowed: See `preview`.
        """
        command = TakeStep(kind=kind, code=code)
        context = self._context(command, None, number=self._next_number)
        found: dict[str, Any] = {}
        if kind is StepKind.APOLOGY:
            found["new_due_at"] = step_clock.latest_new_due(context)
        if kind is StepKind.TO_APPOINTMENT:
            found["new_due_at"] = step_same_day.usual_new_due(context)
        if kind is StepKind.RESULT_RETURN:
            found |= {"receiver": step_work.receiver_of(command, context), "count": step_work.results_left(context)}
        if kind is StepKind.SUPPLEMENT_RECEIVED:
            found["received"] = tuple(step_supplements.asked(context))
        if kind is StepKind.CORRECTION:
            found |= {name: context.personal.get(name, "") for name in step_mending.CORRECTED_TEXTS}
        return {name: value for name, value in found.items() if value is not None}

    def preview(self, command: TakeStep, approver: Official | None = None, *, drafter: str = "") -> StepPreview:
        """Return what is missing, and the entry as it would be; writes nothing.

        Args:
            command: The step, filled in or not.
            approver: Who would approve.
            drafter: Who drafted it; empty: who works now.

        Raises:
            DossierNotFound, StepNotAllowed: There is no such dossier, or its state does not allow the step.
        """
        form = STEPS[command.kind]
        context = self._context(command, approver, number=self._next_number, drafter=drafter)
        problems = self._faults(form, context, command)
        body: Mapping[str, Any] = {}
        then: Dossier | None = None
        if not any(not problem.is_warning for problem in problems):
            body = self._body(form, context, command)
            then = _imagined(context.dossier, form, body, context.now)
        return StepPreview(
            problems=problems,
            needs_approval=needs_approval(form, context.is_slip_out),
            entry=form.entry,
            body=body,
            personal=personal_texts(form, command) | LAWS[form.kind].texts(context, command),
            papers=self._papers(form, body),
            after=then,
        )

    def take(self, command: TakeStep, approval: Approval | None = None) -> Taken:
        """Take a step: its entry, its rows and the wish to print its papers in one transaction.

        Args:
            command: The step with its fields.
            approval: Of whoever the law says; `ApprovalNeeded` where it is wanted and not given.

        Raises:
            StepNotAllowed: The dossier's state does not allow it.
            FormIncomplete: Fields are missing or wrong, or the rule says no; the problems say which.
            ApprovalNeeded: A leader has to approve: draft it, or let the leader type the PIN.
            DossierNotFound, ClockError, StoreError: Nothing was saved.
        """
        return self._take(command, approval, drafter=self._recorder.actor, draft=None)

    def draft(self, command: TakeStep) -> Taken:
        """Keep a step for a leader's approval; a draft moves no clock.

        Raises:
            StepNotAllowed, FormIncomplete: See `take`; a second draft of the same step is refused too.
            DossierNotFound, ClockError, StoreError: Nothing was saved.
        """
        form = STEPS[command.kind]
        with self._recorder.recording() as record:
            context = self._context(command, None, number=self._next_number, now_of=record)
            self._refuse(form, context, command)
            if command.kind in {body["step"] for body in open_drafts(context.entries, self._desk).values()}:
                raise errors.FormIncomplete(problems=(Problem("step", "already_drafted"),))
            written = record.add(
                EntryKind.STEP_DRAFTED,
                {"step": str(command.kind)},
                personal={"values": canonical(to_record(command))},
                dossier=context.dossier.id,
                after=context.dossier.last,
            )
        return Taken(
            dossier=dossiers.get(self._db, command.code), entry=written.entry.number, draft=written.entry.number
        )

    def drafted(self, code: str, number: int) -> tuple[TakeStep, str]:
        """Return a draft that waits, and who drafted it; raise `DraftNotFound`."""
        _dossier, entries = dossiers.with_history(self._db, code)
        written = self._draft_entry(code, entries, number)
        record = json.loads(written.personal.get("values", "{}"))
        return from_record(record, self._clock.now().date()), written.entry.actor

    def approve(self, code: str, number: int, approval: Approval) -> Taken:
        """Take the step that was drafted, now, by its own rules.

        Raises:
            DraftNotFound: It was approved or sent back meanwhile.
            StepNotAllowed, FormIncomplete, ClockError, StoreError: Nothing was saved; the draft still waits.
        """
        command, drafter = self.drafted(code, number)
        _dossier, entries = dossiers.with_history(self._db, code)
        written = self._draft_entry(code, entries, number)
        place = Position(journal=written.entry.journal, number=number)
        return self._take(command, approval, drafter=drafter, draft=place)

    def send_back(self, code: str, number: int, reason: str) -> None:
        """Send a draft back with a reason, or take one's own back.

        Raises:
            DraftNotFound, FormIncomplete, ClockError, StoreError: Nothing was saved.
        """
        dossier, entries = dossiers.with_history(self._db, code)
        written = self._draft_entry(code, entries, number)
        is_own = written.entry.actor == self._recorder.actor
        reason = nfc(reason)
        if not reason and not is_own:
            raise errors.FormIncomplete(problems=(Problem("reason", "missing"),))
        body = {
            "step": written.entry.body["step"],
            "draft": {"journal": written.entry.journal, "number": number},
            "cause": "withdrawn" if is_own else "sent_back",
        }
        with self._recorder.recording() as record:
            personal = {"reason": reason} if reason else {}
            record.add(EntryKind.STEP_SENT_BACK, body, personal=personal, dossier=dossier.id, after=dossier.last)

    def _take(self, command: TakeStep, approval: Approval | None, *, drafter: str, draft: Position | None) -> Taken:
        form = STEPS[command.kind]
        with self._recorder.recording() as record:
            approver = approval.approver if approval else None
            context = self._context(command, approver, number=_taking(self, record), now_of=record, drafter=drafter)
            if needs_approval(form, context.is_slip_out) and approval is None:
                raise errors.ApprovalNeeded(step=str(command.kind))
            self._refuse(form, context, command)
            body = {**self._body(form, context, command), **self._people(context, approval)}
            if draft is not None:
                body["draft"] = {"journal": draft.journal, "number": draft.number}
            written = record.add(
                form.entry,
                body,
                personal=texts_of(form, command, body) | LAWS[form.kind].texts(context, command),
                dossier=context.dossier.id,
                after=context.dossier.last,
                actor=drafter,
                approver=approver.id if approver else "",
                before=context.entries,
            )
            # Its life before was read in this very transaction.
            dossier = dossiers.of_entries(command.code, (*context.entries, written))
            jobs = self._want_papers(record, form, dossier, written)
        logger.info("step taken: %s code=%s", command.kind, command.code)
        return Taken(dossier=dossier, entry=written.entry.number, print_jobs=jobs)

    def _people(self, context: StepContext, approval: Approval | None) -> dict[str, Any]:
        """Return who drafted and who approved, by name as papers say it."""
        found: dict[str, Any] = {"officer_name": self._state.officer_name(context.drafter)}
        if approval is not None:
            approver = approval.approver
            found |= {
                "approver_name": approver.name,
                "approver_title": approver.title,
                "is_self_approved": approval.is_self,
            }
        return found

    def _want_papers(self, record: Recording, form: StepForm, dossier: Dossier, written: Written) -> tuple[int, ...]:
        return tuple(
            local.want_print(
                record.db,
                dossier=dossier.id,
                code=dossier.code,
                kind=kind,
                reprint=0,
                template=PAPER_TEMPLATE,
                settings=written.entry.settings,
                now=record.now,
                entry=written.entry.number,
            )
            for kind in self._papers(form, written.entry.body)
            if kind != SLIP_KIND or not dossier.is_imported
        )

    def _papers(self, form: StepForm, body: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the papers that go out with a step: a slip where one is replaced or the first is due now."""
        slip = (SLIP_KIND,) if body.get("replaces") or form.kind is StepKind.TO_APPOINTMENT else ()
        if form.kind is StepKind.STOP and not body.get("number"):
            return slip
        return (*slip, *(kind for kind in form.papers if kind != SLIP_KIND))

    def _context(
        self,
        command: TakeStep,
        approver: Official | None,
        *,
        number: Any,
        now_of: Recording | None = None,
        drafter: str = "",
    ) -> StepContext:
        dossier, entries = dossiers.with_history(self._db, command.code)
        form = STEPS[command.kind]
        if not is_legal(form, dossier):
            refused = errors.StepNotInMode if form.is_only_same_day else errors.StepNotAllowed
            raise refused(code=command.code, step=str(command.kind), state=str(dossier.state))
        found = records.officer_records(self._db)
        return StepContext(
            dossier=dossier,
            entries=tuple(entries),
            personal=current_texts((written.entry, written.personal) for written in entries),
            now=now_of.now if now_of else self._clock.now(),
            state=self._state,
            officials={official: Official.from_record(record) for official, record in found.items()},
            drafter=drafter or self._recorder.actor,
            approver=approver,
            attachments=attachments_of(entries),
            is_slip_out=self._is_slip_out(dossier),
            number=number,
        )

    def _is_slip_out(self, dossier: Dossier) -> bool:
        """Return whether the citizen may hold a slip: whatever left the program may have come out."""
        if dossier.slip_out_at or dossier.reprints:
            return True
        jobs = local.print_jobs_of(self._db, dossier.code)
        return any(job.kind == SLIP_KIND and job.state not in (JobState.WANTED, JobState.FAILED) for job in jobs)

    def _faults(self, form: StepForm, context: StepContext, command: TakeStep) -> tuple[Problem, ...]:
        return (*value_faults(form, command), *LAWS[form.kind].faults(context, command))

    def _refuse(self, form: StepForm, context: StepContext, command: TakeStep) -> None:
        faults = tuple(problem for problem in self._faults(form, context, command) if not problem.is_warning)
        if faults:
            raise errors.FormIncomplete(problems=faults)

    def _body(self, form: StepForm, context: StepContext, command: TakeStep) -> dict[str, Any]:
        return LAWS[form.kind].body(context, command)

    def _next_number(self, series: str) -> str:
        desk, year = self._state.settings.desk_number, f"{self._clock.now().year}"
        return self._numbered(number_books.last_taken(self._db, series, desk=desk, period=year) + 1, series)

    def _numbered(self, count: int, series: str) -> str:
        desk, desks = self._state.settings.desk_on(self._clock.now().date().isoformat())
        return codes.slip_number(count, series, desk=desk, desks=desks)

    def take_number(self, record: Recording, series: str) -> str:
        """Take the next number of a yearly series in a transaction ("12/HDHS")."""
        desk, year = self._state.settings.desk_number, f"{record.now.year}"
        return self._numbered(number_books.take_next(record.db, series, desk=desk, period=year), series)

    def _draft_entry(self, code: str, entries: list[Written], number: int) -> Written:
        if number not in open_drafts(entries, self._desk):
            raise errors.DraftNotFound(code=code, number=number)
        own = (written for written in entries if journal.desk_of(written.entry.journal) == self._desk)
        return next(written for written in own if written.entry.number == number)

    @property
    def _desk(self) -> str:
        return journal.own_desk(self._db)


def _imagined(dossier: Dossier, form: StepForm, body: Mapping[str, Any], now: datetime) -> Dossier:
    """Return the dossier after an entry that is not written; without a hash, so that its papers are drafts."""
    entry = Entry(
        journal=dossier.last.journal,
        number=dossier.last.number + 1,
        previous="",
        kind=form.entry,
        happened_at=now,
        recorded_at=now,
        actor="",
        program="",
        catalogue=dossier.catalogue,
        body=body,
    )
    return dataclasses.replace(after(dossier, entry, ""), first_hash="")


def _taking(desk: StepDesk, record: Recording) -> Any:
    def number(series: str) -> str:
        return desk.take_number(record, series)

    return number
