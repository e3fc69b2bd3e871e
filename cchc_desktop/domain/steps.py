"""Every step of a dossier after its receipt, described once: from where, by whose leave, with which fields.

The screen's form, the command line's words, the drafts and the tests of all pairs of state and step are made from
`STEPS`; what a step does is its law in `services/step_*.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.printing import EVALUATION_KIND, ROUTING_KIND, SLIP_KIND
from cchc_desktop.domain.step_form import PERSONAL_KINDS as PERSONAL_KINDS
from cchc_desktop.domain.step_form import FieldKind as FieldKind
from cchc_desktop.domain.step_form import StepField as StepField
from cchc_desktop.domain.step_form import StepForm as StepForm
from cchc_desktop.domain.step_form import StepKind as StepKind
from cchc_desktop.domain.step_form import SupplementItem as SupplementItem
from cchc_desktop.domain.step_form import TakeStep as TakeStep

RECEIVERS = ("applicant", "submitter", "authorised")
RETURN_WAYS = ("desk", "post", "online")
CALL_OUTCOMES = ("reached", "no_answer", "will_come")
OVERDUE_CAUSES = (
    "workload", "partner_agency", "handling_unit", "intake_error", "software", "citizen", "nobody_could_help", "other",
)  # fmt: skip
"""Causes of lateness that a ward reports (row 169); each with the unit responsible."""

_RUNNING = frozenset({DossierState.PROCESSING})
_OPEN = frozenset({DossierState.PROCESSING, DossierState.SUPPLEMENT_WAITING, DossierState.PAUSED})
_READY = frozenset({DossierState.RESULT_READY})
_ALL = frozenset(DossierState) - {DossierState.VOIDED}

_REASON = StepField(name="reason", kind=FieldKind.LONG_TEXT, is_needed=True)
_NOTE = StepField(name="note", kind=FieldKind.TEXT)
_SIGNER = StepField(name="signer", kind=FieldKind.CODE)
"""Whose name stands under the paper; empty: who approves."""
_GIVEN_DUE = (
    StepField(name="due_at", kind=FieldKind.MOMENT),
    StepField(name="due_reason", kind=FieldKind.TEXT),
)
"""Where the calendar or the law gives no moment, the clerk gives it with a reason (RULES 12)."""


def _steps() -> tuple[StepForm, ...]:
    clock = (*_supplement_steps(), *_clock_steps())
    return (*_same_day_steps(), *clock, *_ending_steps(), *_work_steps(), *_result_steps(), *_mending_steps())


def _same_day_steps() -> tuple[StepForm, ...]:
    return (
        StepForm(
            kind=StepKind.SAME_DAY_START,
            entry=EntryKind.WORK_STARTED,
            states=_RUNNING,
            is_only_same_day=True,
            fields=(),
        ),
        StepForm(
            kind=StepKind.TO_APPOINTMENT,
            entry=EntryKind.APPOINTMENT_GIVEN,
            states=_RUNNING,
            is_only_same_day=True,
            papers=(SLIP_KIND,),
            fields=(
                StepField(name="new_due_at", kind=FieldKind.MOMENT),
                StepField(name="agreement", kind=FieldKind.TEXT),
            ),
        ),
        StepForm(
            kind=StepKind.TIME_UNRELIABLE,
            entry=EntryKind.TIME_UNRELIABLE,
            states=_ALL,
            is_only_same_day=True,
            fields=(_REASON,),
        ),
    )


def _supplement_steps() -> tuple[StepForm, ...]:
    return (
        StepForm(
            kind=StepKind.SUPPLEMENT_REQUEST,
            entry=EntryKind.SUPPLEMENT_REQUESTED,
            states=_RUNNING,
            needs_approval=True,
            papers=("supplement_request", EVALUATION_KIND),
            fields=(
                StepField(name="items", kind=FieldKind.ITEMS, is_needed=True),
                _REASON,
                StepField(name="legal_basis", kind=FieldKind.TEXT),
                StepField(name="contact_name", kind=FieldKind.CODE),
                StepField(name="contact_phone", kind=FieldKind.CODE),
            ),
        ),
        StepForm(
            kind=StepKind.SUPPLEMENT_RECEIVED,
            entry=EntryKind.SUPPLEMENT_RECEIVED,
            states=frozenset({DossierState.SUPPLEMENT_WAITING}),
            papers=(SLIP_KIND,),
            fields=(StepField(name="received", kind=FieldKind.CHOICES), _NOTE, *_GIVEN_DUE),
        ),
    )


def _clock_steps() -> tuple[StepForm, ...]:
    return (
        StepForm(
            kind=StepKind.PAUSE,
            entry=EntryKind.CLOCK_PAUSED,
            states=_RUNNING,
            needs_approval=True,
            papers=("pause_notice",),
            fields=(
                _REASON,
                StepField(name="document", kind=FieldKind.TEXT, is_needed=True),
                StepField(name="document_on", kind=FieldKind.DAY),
                StepField(name="attachment", kind=FieldKind.ATTACHMENT, is_needed=True),
                _SIGNER,
            ),
        ),
        StepForm(
            kind=StepKind.RESUME,
            entry=EntryKind.CLOCK_RESUMED,
            states=frozenset({DossierState.PAUSED}),
            papers=(SLIP_KIND,),
            fields=(_NOTE, *_GIVEN_DUE),
        ),
        StepForm(
            kind=StepKind.APOLOGY,
            entry=EntryKind.APOLOGISED,
            states=_RUNNING,
            needs_approval=True,
            papers=("apology_notice",),
            fields=(
                _REASON,
                StepField(name="new_due_at", kind=FieldKind.MOMENT, is_needed=True),
                _SIGNER,
            ),
        ),
    )


def _ending_steps() -> tuple[StepForm, ...]:
    return (
        StepForm(
            kind=StepKind.REFUSAL,
            entry=EntryKind.REFUSED,
            states=_OPEN,
            needs_approval=True,
            papers=("refusal_notice", EVALUATION_KIND),
            fields=(
                StepField(name="reasons", kind=FieldKind.CHOICES),
                _REASON,
                StepField(name="guidance", kind=FieldKind.LONG_TEXT),
                StepField(name="originals", kind=FieldKind.COUNT),
            ),
        ),
        StepForm(
            kind=StepKind.INCOMPLETE_CLOSING,
            entry=EntryKind.CLOSED_INCOMPLETE,
            states=frozenset({DossierState.SUPPLEMENT_WAITING}),
            fields=(_NOTE,),
        ),
        StepForm(
            kind=StepKind.WITHDRAWAL,
            entry=EntryKind.WITHDRAWN,
            states=_OPEN,
            fields=(_REASON, StepField(name="originals", kind=FieldKind.COUNT)),
        ),
        StepForm(
            kind=StepKind.STOP,
            entry=EntryKind.STOPPED,
            states=_OPEN,
            needs_approval=True,
            papers=("stop_notice",),
            fields=(
                _REASON,
                StepField(name="asked_on", kind=FieldKind.DAY, is_needed=True),
                StepField(name="papers_returned", kind=FieldKind.LONG_TEXT),
                _SIGNER,
            ),
        ),
        StepForm(
            kind=StepKind.VOID,
            entry=EntryKind.VOIDED,
            states=_OPEN | _READY,
            needs_approval=True,
            fields=(_REASON,),
        ),
    )


def _work_steps() -> tuple[StepForm, ...]:
    return (
        StepForm(
            kind=StepKind.HANDOVER,
            entry=EntryKind.HANDED_OVER,
            states=_OPEN,
            papers=(ROUTING_KIND,),
            fields=(
                StepField(name="to_unit", kind=FieldKind.CODE, is_needed=True),
                StepField(name="taker_name", kind=FieldKind.CODE),
                StepField(name="section_due_at", kind=FieldKind.MOMENT),
                _NOTE,
            ),
        ),
        StepForm(
            kind=StepKind.RESULT_READY,
            entry=EntryKind.RESULT_READY,
            states=_RUNNING,
            fields=(
                StepField(name="shelf", kind=FieldKind.CODE),
                StepField(name="count", kind=FieldKind.COUNT),
                StepField(name="signed_at", kind=FieldKind.MOMENT),
            ),
        ),
    )


def _result_steps() -> tuple[StepForm, ...]:
    return (
        StepForm(
            kind=StepKind.RESULT_RETURN,
            entry=EntryKind.RESULT_RETURNED,
            states=_READY,
            fields=(
                StepField(name="receiver", kind=FieldKind.CHOICE, choices=RECEIVERS),
                StepField(name="receiver.name", kind=FieldKind.TEXT),
                StepField(name="receiver.personal_id", kind=FieldKind.TEXT),
                StepField(name="authority", kind=FieldKind.TEXT),
                StepField(name="count", kind=FieldKind.COUNT),
                StepField(name="originals", kind=FieldKind.COUNT),
                StepField(name="originals_note", kind=FieldKind.TEXT),
                StepField(name="way", kind=FieldKind.CHOICE, choices=RETURN_WAYS),
                StepField(name="postal_code", kind=FieldKind.CODE),
                StepField(name="is_slip_lost", kind=FieldKind.FLAG),
                StepField(name="lost_note", kind=FieldKind.TEXT),
                StepField(name="cause", kind=FieldKind.CHOICE, choices=OVERDUE_CAUSES),
                StepField(name="responsible_unit", kind=FieldKind.CODE),
                StepField(name="cause_note", kind=FieldKind.TEXT),
            ),
        ),
        StepForm(
            kind=StepKind.REISSUE,
            entry=EntryKind.RESULT_REISSUED,
            states=frozenset({DossierState.RETURNED}),
            fields=(
                _REASON,
                StepField(name="count", kind=FieldKind.COUNT),
                StepField(name="shelf", kind=FieldKind.CODE),
            ),
        ),
        StepForm(
            kind=StepKind.CALL,
            entry=EntryKind.CITIZEN_CALLED,
            states=_READY,
            fields=(
                StepField(name="outcome", kind=FieldKind.CHOICE, choices=CALL_OUTCOMES, is_needed=True),
                _NOTE,
            ),
        ),
    )


def _mending_steps() -> tuple[StepForm, ...]:
    return (
        StepForm(
            kind=StepKind.CORRECTION,
            entry=EntryKind.CORRECTED,
            states=_ALL,
            needs_approval=True,
            papers=(SLIP_KIND,),
            fields=(
                _REASON,
                StepField(name="procedure_code", kind=FieldKind.CODE),
                StepField(name="case_code", kind=FieldKind.CODE),
                StepField(name="received_at", kind=FieldKind.MOMENT),
                *(StepField(name=f"applicant.{name}", kind=FieldKind.TEXT) for name in CORRECTABLE),
                StepField(name="fee_dong", kind=FieldKind.COUNT, most=10**12),
                *_GIVEN_DUE,
            ),
        ),
        StepForm(
            kind=StepKind.UNDO,
            entry=EntryKind.STEP_UNDONE,
            states=_ALL | {DossierState.VOIDED},
            needs_approval=True,
            papers=(SLIP_KIND,),
            fields=(_REASON,),
        ),
    )


CORRECTABLE = ("name", "personal_id", "birth_on", "sex", "address", "phone", "email", "representative")
"""Texts about the applicant that a correction may give anew."""

STEPS: Mapping[StepKind, StepForm] = {form.kind: form for form in _steps()}
"""The register of steps, in the order in which a screen offers them."""
ENDING = frozenset(form.kind for form in _ending_steps())
"""Steps that end a dossier without a result: no screen has one of them chosen before the officer chooses it."""
BY_ENTRY: Mapping[str, StepKind] = {form.entry: form.kind for form in STEPS.values()}
"""Which step wrote an entry of this kind."""
