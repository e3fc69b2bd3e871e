"""Receiving a dossier: checks, the promise, numbers, one transaction."""

from __future__ import annotations

import dataclasses
import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.dossier import Dossier, FeeState, PaperForm, paper_record
from cchc_desktop.domain.entry import Entry, EntryKind, canonical
from cchc_desktop.domain.folding import begin
from cchc_desktop.domain.intake import ReceiveDossier, TickedPaper, form_from_record
from cchc_desktop.domain.person import IdentityCard, Person
from cchc_desktop.domain.printing import EVALUATION_KIND, SLIP_KIND
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.procedure import OnlineLevel, PaperHandling, Procedure, RequiredPaper
from cchc_desktop.domain.same_day import SameDaySpan
from cchc_desktop.domain.term import DueGround, Promise
from cchc_desktop.rules import deadlines, identity
from cchc_desktop.services import intake_checks, intake_numbers, intake_origin, same_day_mode
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.intake_numbers import DOSSIERS as DOSSIERS
from cchc_desktop.services.intake_numbers import REGISTER as REGISTER
from cchc_desktop.services.intake_numbers import SLIPS as SLIPS
from cchc_desktop.services.intake_numbers import Numbers
from cchc_desktop.services.intake_record import handed_papers, personal_texts
from cchc_desktop.services.recording import Recorder, Recording
from cchc_desktop.services.step_checks import PAPER_TEMPLATE
from cchc_desktop.store import dossiers, journal, local
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import writing

logger = logging.getLogger(__name__)

INTAKE_DRAFT, INTAKE_MARKS = "intake", "intake_marks"
SLIP_TEMPLATE = 1
"""Version of the slip's layout; raised with every deliberate change of it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of a command: the dossier is on disk."""

    dossier: Dossier
    personal: dict[str, str]
    print_job: int | None
    """The wish to print its slip, written in the same transaction; ``None`` where the citizen waits without one."""
    other_jobs: tuple[int, ...] = ()
    """Papers that go out with it: the evaluation slip, where the ward has it so."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would happen if the form were received now."""

    problems: tuple[Problem, ...]
    promise: Promise | None
    due_needed: str
    """Why the clerk must give the moment: "", no_term, no_calendar."""
    year: int
    """The year without a calendar, or 0."""
    fee_suggested: int | None
    """The fee of one dossier, where it does not depend on a count of pages or copies."""
    dossier: Dossier | None
    """The dossier as it would be, numbers not yet taken; ``None`` before a procedure is chosen."""
    personal: dict[str, str]
    same_day: SameDaySpan | None = None
    """The decision by which nobody is given an appointment now; ``None``: an ordinary dossier with its slip."""


class IntakeService:
    """The intake desk."""

    def __init__(self, db: Database, state: DeskState, recorder: Recorder, clock: Clock) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder
        self._clock = clock

    def preview(self, form: ReceiveDossier) -> Preview:
        """Return problems, promise, fee and the dossier as it would be; writes nothing."""
        now = self._clock.now()
        form = intake_origin.as_it_came(form)
        received_at = intake_origin.received_at(form, now)
        of_origin = intake_origin.faults(self._db, self._state.settings.desk_number, form, now)
        try:
            procedure = self._state.procedure(form.procedure_code, received_at.date())
        except errors.ProcedureNotFound:
            problems = intake_checks.check(form, None, now, needs_due=False)
            return Preview(
                problems=(*problems, *of_origin),
                promise=None,
                due_needed="",
                year=0,
                fee_suggested=None,
                dossier=None,
                personal={},
            )
        promise, needed, year = self._promise_or_need(form, procedure, received_at)
        problems = intake_checks.check(form, procedure, now, needs_due=promise is None or form.due_at is not None)
        problems = (*problems, *of_origin, *intake_origin.promise_warnings(form, promise, now))
        if form.due_at is not None and self._is_outside_sessions(form.due_at):
            problems = (*problems, Problem("due_at", "outside_sessions", is_warning=True))
        dossier = personal = None
        if promise is not None:
            personal = personal_texts(form)
            numbers = intake_numbers.upcoming(self._db, self._state.settings, now, portal_code=form.portal_code)
            dossier = self._imagined(form, procedure, promise, numbers, received_at)
        return Preview(
            problems=problems,
            promise=promise,
            due_needed=needed,
            year=year,
            fee_suggested=procedure.whole_fee_dong,
            dossier=dossier,
            personal=personal or {},
            same_day=self._span(form, procedure, received_at),
        )

    def _span(self, form: ReceiveDossier, procedure: Procedure, received_at: datetime) -> SameDaySpan | None:
        state = self._state
        return same_day_mode.opens_in_mode(
            form, procedure, received_at, settings=state.settings, calendar=state.calendar
        )

    def promise(self, procedure_code: str, received_at: datetime) -> Promise:
        """Return when a dossier received at a moment is due, with the steps.

        Raises:
            ProcedureNotFound: The catalogue in force on that day has no such procedure.
            DueMomentNeeded: The law gives no term.
            CalendarNotCovered: A year on the way has no calendar.
        """
        procedure = self._state.procedure(procedure_code, received_at.date())
        term = procedure.term
        if term is None:
            raise errors.DueMomentNeeded(cause="no_term", code=procedure_code)
        cut_off = procedure.same_day_cut_off or deadlines.CUT_OFF_BY_DEFAULT
        return deadlines.promise(received_at, term, self._state.calendar, mode=self._state.mode, cut_off=cut_off)

    def duplicates(self, form: ReceiveDossier) -> list[dossiers.DossierLine]:
        """Return the open dossiers of the same person and procedure."""
        number = form.applicant.personal_id
        return dossiers.open_of_person(self._db, number, form.procedure_code) if number else []

    def earlier_of(self, personal_id: str) -> list[dossiers.DossierLine]:
        """Return a person's earlier dossiers, newest first."""
        return dossiers.of_person(self._db, personal_id) if personal_id else []

    def earlier_person(self, personal_id: str) -> Person | None:
        """Return the person as the newest earlier dossier has them; ``None`` where there is none."""
        for line in self.earlier_of(personal_id):
            _dossier, entries = dossiers.with_history(self._db, line.code)
            person = Person.from_fields(entries[0].personal, "applicant")
            if person.name:
                return person
        return None

    def typed_papers(self, procedure_code: str) -> list[str]:
        """Return papers that clerks typed for this procedure before."""
        return dossiers.typed_papers(self._db, procedure_code)

    def receive(self, form: ReceiveDossier) -> Received:
        """Number, date and save one dossier in a single transaction, with the wish to print its slip.

        Where the citizen waits for the result (không giấy hẹn) there is no slip, unless the citizen asks for one. The
        numbers are taken all the same, with the code: so each has its place in the register, and whatever slip is
        printed later, on request or for an appointment, bears the one number that is the dossier's (RULES §3, 48).

        Raises:
            FormIncomplete: Fields are missing or wrong.
            CodeTaken: The code that the portal gave is a dossier's already.
            DuplicateDossier: The same person has an open dossier of this procedure and the form does not accept that.
            StationeryIncomplete: The slip could not be printed for want of a setting.
            ClockError, StoreError: Nothing was saved.
        """
        missing = self._state.settings.missing_for_slip()
        if missing:
            raise errors.StationeryIncomplete(missing=missing)
        form = intake_origin.as_it_came(form)
        intake_origin.refuse_taken(self._db, form)
        self._refuse_duplicate(form)
        with self._recorder.recording() as record:
            now = record.now
            received_at = intake_origin.received_at(form, now)
            procedure = self._procedure(form, received_at)
            promise, needed, _year = self._promise_or_need(form, procedure, received_at)
            self._refuse_faults(form, procedure, now, needs_due=promise is None or form.due_at is not None)
            if promise is None:
                raise errors.DueMomentNeeded(cause=needed, code=form.procedure_code)
            personal = personal_texts(form)
            numbers = intake_numbers.take(record.db, self._state.settings, now, portal_code=form.portal_code)
            body = self._body(form, procedure, promise, numbers, received_at)
            written = record.add(
                EntryKind.DOSSIER_RECEIVED,
                body,
                personal=personal,
                dossier=journal.next_dossier_id(record.db),
                happened_at=received_at,
            )
            dossier = begin(written.entry, written.hash)
            job, others = self._want_papers(record, dossier, written.entry.number)
            intake_origin.note_accepted(record, form, self._state.officer_name(self._recorder.actor))
            _drop_draft(record.db)
        logger.info("dossier received: code=%s procedure=%s", dossier.code, dossier.procedure_code)
        return Received(dossier=dossier, personal=personal, print_job=job, other_jobs=others)

    def _want_papers(self, record: Recording, dossier: Dossier, entry: int) -> tuple[int | None, tuple[int, ...]]:
        """Wish for the slip and what goes out with a slip; for nothing where the citizen waits without one."""
        if dossier.is_same_day and not dossier.has_slip_on_request:
            return None, ()
        job = self._want(record, dossier, SLIP_KIND, SLIP_TEMPLATE)
        if not self._state.settings.evaluation_with_slip:
            return job, ()
        return job, (self._want(record, dossier, EVALUATION_KIND, PAPER_TEMPLATE, entry=entry),)

    def _want(self, record: Recording, dossier: Dossier, kind: str, template: int, *, entry: int = 0) -> int:
        return local.want_print(
            record.db,
            dossier=dossier.id,
            code=dossier.code,
            kind=kind,
            reprint=0,
            template=template,
            settings=dossier.settings,
            now=record.now,
            entry=entry,
        )

    def with_usual_papers(self, form: ReceiveDossier, *, listed: bool) -> ReceiveDossier:
        """Return ``form`` with the required papers of its case where the file names none."""
        if listed or not form.procedure_code:
            return form
        procedure = self._state.procedure(form.procedure_code, self._clock.now().date())
        required = procedure.papers_for(form.case_code, is_authorised=form.submitter is not None)
        ticked = tuple(ticked_paper(paper) for paper, is_required in required if is_required)
        return dataclasses.replace(form, papers=ticked)

    def read_card(self, payload: str) -> IdentityCard:
        """Return the identity card of a scanned code; raise `CardUnreadable`."""
        return identity.read_card(payload)

    def keep_draft(self, form: ReceiveDossier, marks: Mapping[str, Any] | None = None) -> None:
        """Keep the half-filled form on disk, so that a power cut costs nothing; it replaces the one before.

        Args:
            form: What is filled in.
            marks: What a screen wants to know again besides (`draft_marks`): which fields a card filled.
        """
        now = self._clock.now()
        with writing(self._db):
            local.save_draft(self._db, INTAKE_DRAFT, canonical(form.to_record()), now)
            local.save_draft(self._db, INTAKE_MARKS, canonical(dict(marks or {})), now)

    def draft(self) -> tuple[ReceiveDossier, datetime] | None:
        """Return the form that was being filled in and when it was kept, or ``None``."""
        found = local.draft(self._db, INTAKE_DRAFT)
        if found is None:
            return None
        text, saved_at = found
        return form_from_record(json.loads(text), self._clock.now().date()), saved_at

    def draft_marks(self) -> dict[str, Any]:
        """Return what the screen asked to be kept with the draft."""
        found = local.draft(self._db, INTAKE_MARKS)
        kept = json.loads(found[0]) if found is not None else {}
        return kept if isinstance(kept, dict) else {}

    def drop_draft(self) -> None:
        """Forget the draft."""
        with writing(self._db):
            _drop_draft(self._db)

    def _is_outside_sessions(self, moment: datetime) -> bool:
        """Return whether the desk is closed at a moment, as far as the calendar of its year is loaded."""
        try:
            sessions = self._state.calendar.sessions_on(moment.date())
        except errors.CalendarNotCovered:
            return False
        return not any(opens <= moment <= closes for opens, closes in sessions)

    def _procedure(self, form: ReceiveDossier, received_at: datetime) -> Procedure:
        if not form.procedure_code:
            raise errors.FormIncomplete(problems=(Problem("procedure_code", "missing"),))
        return self._state.procedure(form.procedure_code, received_at.date())

    def _refuse_duplicate(self, form: ReceiveDossier) -> None:
        if not form.accepts_duplicate:
            for line in self.duplicates(form):
                raise errors.DuplicateDossier(code=line.code)

    def _refuse_faults(self, form: ReceiveDossier, procedure: Procedure, now: datetime, *, needs_due: bool) -> None:
        found = (
            *intake_checks.check(form, procedure, now, needs_due=needs_due),
            *intake_origin.faults(self._db, self._state.settings.desk_number, form, now),
        )
        faults = tuple(problem for problem in found if not problem.is_warning)
        if faults:
            raise errors.FormIncomplete(problems=faults)

    def _promise_or_need(
        self, form: ReceiveDossier, procedure: Procedure, received_at: datetime
    ) -> tuple[Promise | None, str, int]:
        """Return the promise, or why the clerk must give the moment (and for which year)."""
        needed, year, by_rule = "", 0, None
        try:
            by_rule = self.promise(procedure.code, received_at)
        except errors.DueMomentNeeded:
            needed = str(DueGround.NO_TERM)
        except errors.CalendarNotCovered as error:
            needed, year = str(DueGround.NO_CALENDAR), int(str(error.facts["year"]))
        if form.due_at is None:
            return by_rule, needed, year
        ground = DueGround(needed) if needed else DueGround.AGREED
        given = Promise(due_at=form.due_at, clock_start=received_at, term=procedure.term, ground=ground)
        return given, needed, year

    def _body(
        self, form: ReceiveDossier, procedure: Procedure, promise: Promise, numbers: Numbers, received_at: datetime
    ) -> dict[str, Any]:
        """Return the body of the entry: results of the rules, codes and counts, nothing personal."""
        day = received_at.date()
        term = promise.term
        case = procedure.case(form.case_code)
        return {
            "code": numbers.code,
            "slip_number": numbers.slip_number,
            "register_volume": numbers.register_volume,
            "register_number": numbers.register_number,
            "desk": self._state.settings.desk_number,
            "officer_name": self._state.officer_name(self._recorder.actor),
            "procedure_code": procedure.code,
            "procedure_name": procedure.name,
            "procedure_valid_from": procedure.valid_from.isoformat(),
            "service_field": procedure.service_field,
            "case_code": form.case_code,
            "case_label": case.label if case else "",
            "channel": str(form.channel),
            "received_at": received_at.isoformat(),
            "clock_start": promise.clock_start.isoformat(),
            "due_at": promise.due_at.isoformat(),
            "due_ground": str(promise.ground),
            "term_count": term.count if term else None,
            "term_unit": str(term.unit) if term else "",
            "statutory_minutes": term.statutory_minutes() if term else None,
            "counting_mode": str(self._state.mode),
            "regime": self._state.forms.regime_on(day).code,
            "form_set": self._state.form_set_on(day).code,
            "applicant_kind": str(form.applicant_kind),
            "has_submitter": form.submitter is not None,
            "return_way": str(form.return_way),
            "sets": form.sets,
            "papers": [paper_record(paper) for paper in handed_papers(form, procedure)],
            "fee_dong": 0 if form.fee_state is FeeState.FREE else form.fee_dong,
            "fee_state": str(form.fee_state),
            "is_online_procedure": procedure.online_level is not OnlineLevel.NONE,
            **intake_origin.record(self._db, self._state.settings.desk_number, form),
            **same_day_mode.record(form, self._span(form, procedure, received_at)),
        }

    def _imagined(
        self, form: ReceiveDossier, procedure: Procedure, promise: Promise, numbers: Numbers, received_at: datetime
    ) -> Dossier:
        entry = Entry(
            journal="",
            number=0,
            previous="",
            kind=EntryKind.DOSSIER_RECEIVED,
            happened_at=received_at,
            recorded_at=received_at,
            actor=self._recorder.actor,
            program="",
            catalogue=self._state.catalogue_version,
            settings=self._state.settings_version,
            body=self._body(form, procedure, promise, numbers, received_at),
        )
        return begin(entry, "")


def _drop_draft(db: Database) -> None:
    for name in (INTAKE_DRAFT, INTAKE_MARKS):
        local.drop_draft(db, name)


def ticked_paper(paper: RequiredPaper) -> TickedPaper:
    """Return a listed paper as it is usually handed in."""
    is_copy = not paper.originals and paper.copies
    return TickedPaper(
        catalogue_seq=paper.seq,
        form=PaperForm.COPY if is_copy else PaperForm.ORIGINAL,
        quantity=max(1, paper.originals or paper.copies),
        is_shown_only=paper.handling is PaperHandling.PRESENT,
    )
