"""Steps that mend a mistake: a correction is a new version that says so, an undo is a counter-entry with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cchc_desktop import errors
from cchc_desktop.domain.contact import check_email, check_phone
from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.domain.entry import Entry, EntryKind, Position
from cchc_desktop.domain.person import ApplicantKind, Sex
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.domain.steps import CORRECTABLE, StepKind, TakeStep
from cchc_desktop.domain.term import DueGround, Promise
from cchc_desktop.rules import deadlines
from cchc_desktop.rules.identity import check_personal_id
from cchc_desktop.services.intake_checks import MOST_DONG
from cchc_desktop.services.step_context import Faults, StepContext, StepLaw, iso, needs, replaced_slip
from cchc_desktop.text import nfc

CORRECTED_TEXTS = tuple(f"applicant.{name}" for name in CORRECTABLE)
"""Texts about the applicant that a correction may give anew, by field."""
_MOVES_THE_CLOCK = ("procedure_code", "case_code", "received_at")
_NAMED_FIRST = ("received_at", "procedure_code", "case_code")


def changed_texts(context: StepContext, command: TakeStep) -> dict[str, str]:
    """Return the texts about the applicant that differ, by field; an empty one takes the text away."""
    found = {}
    for name in CORRECTED_TEXTS:
        given = command.values.get(name)
        if given is not None and nfc(str(given)) != context.personal.get(name, ""):
            found[name] = nfc(str(given))
    return found


def _correction_faults(context: StepContext, command: TakeStep) -> Faults:
    found = [*needs(command, "reason"), *_text_faults(context, changed_texts(context, command), command)]
    if command.values.get("due_at") is not None and not _takes_due(context, command):
        found.append(Problem("due_at", "due_reckoned"))
    elif not changed_texts(context, command) and not _changed_values(context, command):
        found.append(Problem("correction", "nothing_changed"))
    found.extend(_clock_faults(context, command))
    fee = command.values.get("fee_dong")
    if fee is not None and not 0 <= fee <= MOST_DONG:
        found.append(Problem("fee_dong", "wrong_amount"))
    return tuple(found)


def _takes_due(context: StepContext, command: TakeStep) -> bool:
    """Return whether a moment may be given: the promise is made anew, and neither law nor calendar gives one."""
    if not _moves_the_clock(context, command):
        return False
    try:
        _promise(context, command)
    except (errors.DueMomentNeeded, errors.CalendarNotCovered):
        return True
    except errors.ProcedureNotFound:
        return True  # that fault is named by itself
    return False


def _text_faults(context: StepContext, changed: Mapping[str, str], command: TakeStep) -> Faults:
    found: list[Problem] = []
    now_texts = {**context.personal, **changed}
    if "applicant.name" in changed and not changed["applicant.name"]:
        found.append(Problem("applicant.name", "missing"))
    if "applicant.sex" in changed and changed["applicant.sex"] not in set(Sex):
        found.append(Problem("applicant.sex", "unknown"))
        return tuple(found)
    born = _day(now_texts.get("applicant.birth_on", ""))
    if changed.get("applicant.birth_on") and born is None:
        found.append(Problem("applicant.birth_on", "wrong_date"))
    elif born is not None and born > context.now.date():
        found.append(Problem("applicant.birth_on", "future_date"))
    if context.dossier.applicant_kind == ApplicantKind.PERSON and changed.get("applicant.personal_id"):
        sex = Sex(now_texts.get("applicant.sex", ""))
        number = changed["applicant.personal_id"]
        found.extend(
            problem
            for problem in check_personal_id(number, born, sex, field="applicant.personal_id")
            if not problem.is_warning
        )
    found.extend(check_phone(changed.get("applicant.phone", ""), field="applicant.phone"))
    found.extend(check_email(changed.get("applicant.email", ""), field="applicant.email"))
    return tuple(found)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _clock_faults(context: StepContext, command: TakeStep) -> Faults:
    """Another procedure or moment makes the promise anew, which only a clock that never stopped allows."""
    if not _moves_the_clock(context, command):
        return ()
    received_at = command.values.get("received_at") or context.dossier.received_at
    if received_at > context.now:
        return (Problem("received_at", "future_date"),)
    named = next(name for name in _NAMED_FIRST if name in _changed_values(context, command))
    if not context.dossier.is_open:
        return (Problem(named, "finished"),)
    if context.dossier.state is not DossierState.PROCESSING or any(_stopped(context)):
        return (Problem(named, "clock_moved"),)
    try:
        procedure = _procedure(context, command)
    except errors.ProcedureNotFound:
        return (Problem("procedure_code", "unknown"),)
    if command.text("case_code") and procedure.case(command.text("case_code")) is None:
        return (Problem("case_code", "unknown"),)
    try:
        _promise(context, command)
    except (errors.DueMomentNeeded, errors.CalendarNotCovered):
        found = needs(command, "due_at", "due_reason")
        return found or ((Problem("due_at", "past"),) if command.values["due_at"] <= received_at else ())
    return ()


def _stopped(context: StepContext) -> list[bool]:
    dossier = context.dossier
    return [bool(count) for count in (dossier.supplements, dossier.pauses, dossier.apologies) if count]


def _moves_the_clock(context: StepContext, command: TakeStep) -> bool:
    return any(name in _changed_values(context, command) for name in _MOVES_THE_CLOCK)


def _changed_values(context: StepContext, command: TakeStep) -> dict[str, Any]:
    """Return the values that are no texts about people and differ."""
    found = {}
    for name in (*_MOVES_THE_CLOCK, "fee_dong"):
        given = command.values.get(name)
        if given not in (None, "") and given != getattr(context.dossier, name):
            found[name] = given
    return found


def _procedure(context: StepContext, command: TakeStep) -> Procedure:
    day = (command.values.get("received_at") or context.dossier.received_at).date()
    return context.state.procedure(command.text("procedure_code") or context.dossier.procedure_code, day)


def _promise(context: StepContext, command: TakeStep) -> Promise:
    procedure = _procedure(context, command)
    if procedure.term is None:
        raise errors.DueMomentNeeded(cause="no_term", code=procedure.code)
    received_at = command.values.get("received_at") or context.dossier.received_at
    cut_off = procedure.same_day_cut_off or deadlines.CUT_OFF_BY_DEFAULT
    return deadlines.promise(received_at, procedure.term, context.state.calendar, mode=context.mode, cut_off=cut_off)


def _correction(context: StepContext, command: TakeStep) -> dict[str, Any]:
    texts, values = changed_texts(context, command), _changed_values(context, command)
    new: dict[str, Any] = {}
    if "fee_dong" in values:
        new["fee_dong"] = values["fee_dong"]
    if _moves_the_clock(context, command):
        new |= _new_promise(context, command)
    versions = sum(written.entry.kind == EntryKind.CORRECTED for written in context.entries)
    return {
        "version": versions + 2,
        "changed": sorted([*texts, *values]),
        "emptied": sorted(name for name, text in texts.items() if not text),
        "new": new,
        "renews_slip": True,
        "replaces": replaced_slip(context),
    }


def _new_promise(context: StepContext, command: TakeStep) -> dict[str, Any]:
    procedure = _procedure(context, command)
    case = procedure.case(command.text("case_code"))
    try:
        promise = _promise(context, command)
        due_at, ground = promise.due_at, promise.ground
    except errors.DueMomentNeeded:
        due_at, ground = command.values["due_at"], DueGround.NO_TERM
    except errors.CalendarNotCovered:
        due_at, ground = command.values["due_at"], DueGround.NO_CALENDAR
    term = procedure.term
    return {
        "procedure_code": procedure.code,
        "procedure_name": procedure.name,
        "service_field": procedure.service_field,
        "case_code": case.case_code if case else "",
        "case_label": case.label if case else "",
        "received_at": iso(command.values.get("received_at") or context.dossier.received_at),
        "due_at": iso(due_at),
        "due_ground": str(ground),
        "term_count": term.count if term else None,
        "term_unit": str(term.unit) if term else "",
        "statutory_minutes": term.statutory_minutes() if term else None,
    }


def _undo_faults(context: StepContext, command: TakeStep) -> Faults:
    found = needs(command, "reason")
    if context.dossier.last_step is None:
        found = (*found, Problem("undo", "nothing_to_undo"))
    return found


def _undo(context: StepContext, command: TakeStep) -> dict[str, Any]:
    del command
    place = context.dossier.last_step
    if place is None:
        raise errors.StepNotAllowed(
            code=context.dossier.code, step=str(StepKind.UNDO), state=str(context.dossier.state)
        )
    undone = next(written.entry for written in context.entries if _is_at(written.entry, place))
    renews = bool(undone.body.get("renews_slip"))
    return {
        "undoes": {"journal": place.journal, "number": place.number},
        "undone": str(undone.kind),
        "renews_slip": renews,
        "replaces": replaced_slip(context) if renews else None,
    }


def _is_at(entry: Entry, place: Position) -> bool:
    return (entry.journal, entry.number) == (place.journal, place.number)


LAWS = {
    StepKind.CORRECTION: StepLaw(_correction_faults, _correction),
    StepKind.UNDO: StepLaw(_undo_faults, _undo),
}
