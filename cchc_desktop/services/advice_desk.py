"""Advice without a dossier: what is still to be brought (Mẫu 02), or that nothing can be received and why (Mẫu 03)."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.advice import AdviceLine, GiveGuidance, RefuseIntake
from cchc_desktop.domain.contact import check_phone
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.forms import FormPurpose
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.notice import PaperKind
from cchc_desktop.domain.printing import EVALUATION_KIND, PaperSize
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.domain.steps import SupplementItem
from cchc_desktop.rules import codes, refusals, supplements
from cchc_desktop.services import intake_checks, paper_texts
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.intake_record import personal_texts
from cchc_desktop.services.recording import Recorder, Recording
from cchc_desktop.services.step_checks import LONGEST_TEXT, PAPER_TEMPLATE
from cchc_desktop.services.step_clock import item_record
from cchc_desktop.store import desk_lists, local, number_books
from cchc_desktop.store.engine import Database
from cchc_desktop.text import has_unprintable, has_wrong_encoding, nfc, nfc_lines

if TYPE_CHECKING:
    from cchc_desktop.services.step_papers import PaperOrder

logger = logging.getLogger(__name__)

MOST_OF_A_PAPER = 99
_ABOUT_WHOM = ("procedure_code", "case_code", "applicant.", "submitter.")
"""Fields of the intake form that advice asks for: nothing was handed in, paid or promised yet."""
_NOT_NEEDED_YET = ("missing", "missing_passport", "missing_tax_code", "missing_ground")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What was advised: it is on disk, its papers are wanted."""

    entry: int
    """Number of the entry in the journal."""
    kind: str
    number: str
    """"12/HDHS"; a refusal has none."""
    body: Mapping[str, Any]
    personal: Mapping[str, str]
    print_jobs: tuple[int, ...]


class AdviceDesk:
    """The desk before anything is received. No leader approves: nothing was promised (RULES 21)."""

    def __init__(self, db: Database, state: DeskState, recorder: Recorder, clock: Clock) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder
        self._clock = clock

    def give_guidance(
        self,
        form: ReceiveDossier,
        items: tuple[SupplementItem, ...],
        reason: str,
        contact_name: str = "",
        contact_phone: str = "",
    ) -> Advice:
        """Say on Mẫu 02 what is to be brought or corrected; who asks need not be named.

        Raises:
            FormIncomplete: No procedure, no paper asked for, no reason, or a text is wrong.
            ClockError, StoreError: Nothing was saved.
        """
        return self._give(
            GiveGuidance(form=form, items=items, reason=reason, contact_name=contact_name, contact_phone=contact_phone)
        )

    def refuse(self, form: ReceiveDossier, reasons: tuple[str, ...], reason: str, guidance: str = "") -> Advice:
        """Say on Mẫu 03 that nothing is received and why.

        Raises:
            FormIncomplete: No procedure, no name, neither a reason of the list nor one in words, or a text is wrong.
            ClockError, StoreError: Nothing was saved.
        """
        return self._give(RefuseIntake(form=form, reasons=reasons, reason=reason, guidance=guidance))

    def problems(self, command: GiveGuidance | RefuseIntake) -> tuple[Problem, ...]:
        """Return what is missing or wrong; writes nothing."""
        return self._faults(command, self._clock.now())

    def draft_order(self, command: GiveGuidance | RefuseIntake) -> PaperOrder:
        """Return the paper as it would be, marked NHÁP; its number is the one that comes next. Writes nothing.

        Raises:
            FormIncomplete: See `give_guidance` and `refuse`.
            PaperIncomplete: What makes the paper one is missing.
        """
        # Only who looks at a draft pays for what composes it.
        from cchc_desktop.services import notice_wording, slip_wording
        from cchc_desktop.services.notice_facts import PaperFacts
        from cchc_desktop.services.step_papers import PaperOrder

        now = self._clock.now()
        self._refuse_faults(command, now)
        facts = PaperFacts(
            office=slip_wording.Office(
                settings=self._state.settings,
                forms=self._state.forms,
                catalogue=self._state.catalogue,
                is_training=self._state.is_training,
            ),
            body=self._body(command, now, self._number(command, now, None), ""),
            step_personal=_texts(command),
            issued_at=now,
        )
        notice = notice_wording.compose(_paper(command), facts)
        return PaperOrder(value=dataclasses.replace(notice, draft=True), size=PaperSize.A4)

    def write(self, record: Recording, command: GiveGuidance | RefuseIntake, *, portal_code: str = "") -> Advice:
        """Write advice in the caller's transaction: its entry, and the wish to print it with an evaluation slip.

        Args:
            record: The transaction.
            command: What is advised.
            portal_code: Of the case of the portal that it answers; empty for a visit.

        Raises:
            FormIncomplete: See `give_guidance` and `refuse`.
        """
        self._refuse_faults(command, record.now)
        is_guidance = isinstance(command, GiveGuidance)
        kind = EntryKind.GUIDANCE_GIVEN if is_guidance else EntryKind.INTAKE_REFUSED
        body = self._body(command, record.now, self._number(command, record.now, record), portal_code)
        written = record.add(kind, body, personal=_texts(command))
        jobs = tuple(
            local.want_print(
                record.db,
                dossier="",
                code="",
                kind=wanted,
                reprint=0,
                template=PAPER_TEMPLATE,
                settings=written.entry.settings,
                now=record.now,
                entry=written.entry.number,
            )
            for wanted in (str(_paper(command)), EVALUATION_KIND)
        )
        return Advice(
            entry=written.entry.number,
            kind=str(kind),
            number=body["number"],
            body=body,
            personal=written.personal,
            print_jobs=jobs,
        )

    def recent(self, since: datetime, until: datetime) -> list[AdviceLine]:
        """Return what was advised in [since, until), newest first."""
        found = desk_lists.advice(self._db, since.isoformat(), until.isoformat())
        return [dataclasses.replace(line, officer=self._state.officer_name(line.officer)) for line in found]

    def _give(self, command: GiveGuidance | RefuseIntake) -> Advice:
        with self._recorder.recording() as record:
            advice = self.write(record, command)
        logger.info("advice given: %s procedure=%s", advice.kind, advice.body["procedure_code"])
        return advice

    def _procedure(self, code: str, day: date) -> Procedure | None:
        try:
            return self._state.procedure(code, day)
        except errors.ProcedureNotFound:
            return None

    def _refuse_faults(self, command: GiveGuidance | RefuseIntake, now: datetime) -> None:
        faults = tuple(problem for problem in self._faults(command, now) if not problem.is_warning)
        if faults:
            raise errors.FormIncomplete(problems=faults)

    def _faults(self, command: GiveGuidance | RefuseIntake, now: datetime) -> tuple[Problem, ...]:
        procedure = self._procedure(command.form.procedure_code, now.date())
        whom = tuple(_about_whom(command, procedure, now))
        if isinstance(command, GiveGuidance):
            return (*whom, *_guidance_faults(command, procedure))
        return (*whom, *self._refusal_faults(command, now.date()))

    def _refusal_faults(self, command: RefuseIntake, day: date) -> Iterator[Problem]:
        listed = self._listed(day)
        if any(code not in listed for code in command.reasons):
            yield Problem("reasons", "unknown")
        worded = sum(bool(listed[code]["text"]) for code in command.reasons if code in listed)
        yield from refusals.refusal_faults(reasons=worded, reason=command.reason)
        yield from _text_faults({"reason": command.reason, "guidance": command.guidance}, LONGEST_TEXT)

    def _listed(self, day: date) -> dict[str, dict[str, str]]:
        """Return the reasons of refusal in force, by code, as an entry keeps them."""
        return {
            reason.code: {"code": reason.code, "text": reason.text, "basis": reason.basis}
            for reason in paper_texts.refusal_reasons(day, self._state.forms)
        }

    def _body(
        self, command: GiveGuidance | RefuseIntake, now: datetime, number: str, portal_code: str
    ) -> dict[str, Any]:
        """Return the body of the entry: codes, counts and texts of the catalogue, nothing personal."""
        day = now.date()
        form = command.form
        procedure = self._state.procedure(form.procedure_code, day)
        officer_name = self._state.officer_name(self._recorder.actor)
        body: dict[str, Any] = {
            "number": number,
            "procedure_code": procedure.code,
            "procedure_name": procedure.name,
            "form_set": self._state.form_set_on(day).code,
            "regime": self._state.forms.regime_on(day).code,
            "given_at": now.isoformat(),
            "applicant_kind": str(form.applicant_kind),
            "officer_name": officer_name,
            "portal_code": portal_code,
        }
        if isinstance(command, RefuseIntake):
            listed = self._listed(day)
            return {**body, "reasons": [listed[code] for code in dict.fromkeys(command.reasons)]}
        return {
            **body,
            "items": [item_record(seq, item) for seq, item in enumerate(_as_listed(command.items, procedure), 1)],
            "contact_name": nfc(command.contact_name) or officer_name,
            "contact_phone": nfc(command.contact_phone) or self._state.settings.hotline_on(day.isoformat()),
        }

    def _number(self, command: GiveGuidance | RefuseIntake, now: datetime, record: Recording | None) -> str:
        """Return the next number of the series that requests after receipt have, too; "" where the form bears none.

        Args:
            command: A refusal has no number.
            now: The year of the series.
            record: The transaction in which the number is taken; ``None``: it is only looked at.
        """
        form_set = self._state.form_set_on(now.date())
        series = ""
        if isinstance(command, GiveGuidance) and form_set.has_form(FormPurpose.SUPPLEMENT_REQUEST):
            series = form_set.form(FormPurpose.SUPPLEMENT_REQUEST).number_suffix
        if not series:
            return ""
        desk, period = self._state.settings.desk_number, f"{now.year}"
        if record is not None:
            count = number_books.take_next(record.db, series, desk=desk, period=period)
        else:
            count = number_books.last_taken(self._db, series, desk=desk, period=period) + 1
        shown, desks = self._state.settings.desk_on(now.date().isoformat())
        return codes.slip_number(count, series, desk=shown, desks=desks)


def _paper(command: GiveGuidance | RefuseIntake) -> PaperKind:
    return PaperKind.GUIDANCE_SLIP if isinstance(command, GiveGuidance) else PaperKind.INTAKE_REFUSAL


def _about_whom(command: GiveGuidance | RefuseIntake, procedure: Procedure | None, now: datetime) -> Iterator[Problem]:
    """Yield what is wrong with who asks, and for what: a wrong number is told, a missing one is none yet."""
    form = command.form
    needed = ["procedure_code"] if isinstance(command, GiveGuidance) else ["procedure_code", "applicant.name"]
    for problem in intake_checks.check(form, procedure, now, needs_due=False):
        if not problem.field.startswith(_ABOUT_WHOM):
            continue
        if problem.cause in _NOT_NEEDED_YET and problem.field not in needed:
            continue
        yield problem


def _guidance_faults(command: GiveGuidance, procedure: Procedure | None) -> Iterator[Problem]:
    yield from supplements.request_faults(
        items=len(command.items), reason=command.reason, requests_before=0, legal_basis="", is_late=False
    )
    listed = {paper.seq for paper in procedure.papers} if procedure else set()
    names = {}
    for seq, item in enumerate(command.items, 1):
        if item.catalogue_seq is None:
            names[f"items.{seq}.name"] = item.name
            if not nfc(item.name):
                yield Problem(f"items.{seq}.name", "missing")
        elif procedure and item.catalogue_seq not in listed:
            yield Problem(f"items.{seq}.seq", "unknown")
        if not all(0 <= count <= MOST_OF_A_PAPER for count in (item.originals, item.certified, item.copies)):
            yield Problem(f"items.{seq}.quantity", "wrong_count", number=MOST_OF_A_PAPER)
    yield from check_phone(command.contact_phone, field="contact_phone")
    yield from _text_faults({"reason": command.reason}, LONGEST_TEXT)
    yield from _text_faults({**names, "contact_name": command.contact_name}, intake_checks.LONGEST)


def _text_faults(texts: Mapping[str, str], most: int) -> Iterator[Problem]:
    for field, text in texts.items():
        if len(text) > most:
            yield Problem(field, "too_long", number=most)
        if has_wrong_encoding(text) or has_unprintable(text):
            yield Problem(field, "wrong_encoding")


def _as_listed(items: tuple[SupplementItem, ...], procedure: Procedure) -> Iterator[SupplementItem]:
    """Yield the papers that are asked for; one of the list bears the list's name, whatever was handed in beside it."""
    names = {paper.seq: paper.name for paper in procedure.papers}
    for item in items:
        seq = item.catalogue_seq
        yield item if seq is None else dataclasses.replace(item, name=names[seq])


def _texts(command: GiveGuidance | RefuseIntake) -> dict[str, str]:
    """Return what lies beside the entry: who asks, and every free word."""
    about = personal_texts(command.form)
    found = {name: text for name, text in about.items() if name.startswith(("applicant.", "submitter."))}
    found["reason"] = nfc_lines(command.reason)
    if isinstance(command, RefuseIntake):
        found["guidance"] = nfc_lines(command.guidance)
    else:
        typed = ((seq, item) for seq, item in enumerate(command.items, 1) if item.catalogue_seq is None)
        found |= {f"items.{seq}": nfc(item.name) for seq, item in typed}
    return {name: text for name, text in found.items() if text}
