"""Steps of the work itself: handover between units, result ready, return, reissue, a call to the citizen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.outcome import Outcome
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.steps import CALL_OUTCOMES, OVERDUE_CAUSES, RECEIVERS, RETURN_WAYS, StepKind, TakeStep
from cchc_desktop.rules import outcomes
from cchc_desktop.services import same_day_mode
from cchc_desktop.services.step_context import Faults, StepContext, StepLaw, iso, needs


def _handover_faults(context: StepContext, command: TakeStep) -> Faults:
    found = needs(command, "to_unit")
    if command.text("to_unit") and command.text("to_unit") == context.dossier.holder:
        found = (*found, Problem("to_unit", "same_unit"))
    return found


def _handover(context: StepContext, command: TakeStep) -> dict[str, Any]:
    dossier = context.dossier
    before = [written.entry.body for written in context.entries if written.entry.kind == "HandedOver"]
    asked = before[-1]["section_due_at"] if before and dossier.holder else ""
    result = ""
    if asked:
        result = str(Outcome.OVERDUE if context.now.isoformat() > asked else Outcome.ON_TIME)
    return {
        "from_unit": dossier.holder or one_stop_desk(context),
        "to_unit": command.text("to_unit"),
        "giver_name": context.state.officer_name(context.drafter),
        "taker_name": command.text("taker_name"),
        "section_result": result,
        "section_due_at": iso(command.values.get("section_due_at")),
    }


def one_stop_desk(context: StepContext) -> str:
    """Return what the desk itself is called among the units."""
    dossier, day = context.dossier, context.dossier.received_at.date()
    kind, name = context.state.settings_at(dossier.settings, dossier.first.journal).unit_on(day.isoformat())
    return context.state.forms.wording_on(day, unit_kind=kind, unit_name=name).desk_label


def _ready_faults(context: StepContext, command: TakeStep) -> Faults:
    found: Faults = ()
    if command.values.get("count") is not None and command.count("count") < 1:
        found = (Problem("count", "wrong_count", number=99),)
    signed_at = command.values.get("signed_at")
    if signed_at and signed_at > context.now:
        found = (*found, Problem("signed_at", "future_date"))
    return found


def _ready(context: StepContext, command: TakeStep) -> dict[str, Any]:
    dossier = context.dossier
    found = outcomes.result_outcome(
        context.now,
        first_due_at=dossier.due_at,
        new_due_at=dossier.new_due_at,
        by_first_due=context.state.settings.overdue_by_first_due,
        was_overdue=dossier.was_overdue,
    )
    return {
        "outcome": str(found),
        "count": command.count("count", 1),
        "shelf": command.text("shelf"),
        "signed_at": iso(command.values.get("signed_at")),
    }


def receiver_of(command: TakeStep, context: StepContext) -> str:
    """Return who takes the result: as said, else the submitter where one filed, else the applicant."""
    return command.text("receiver") or ("submitter" if context.dossier.has_submitter else "applicant")


def results_left(context: StepContext) -> int:
    """Return how many results lie on the shelf."""
    return max(0, context.dossier.results - context.dossier.results_returned)


def _return_faults(context: StepContext, command: TakeStep) -> Faults:
    found: list[Problem] = []
    if receiver_of(command, context) not in RECEIVERS:
        found.append(Problem("receiver", "unknown"))
    if receiver_of(command, context) == "authorised":
        found.extend(needs(command, "receiver.name", "authority"))
    way = command.text("way") or "desk"
    if way not in RETURN_WAYS:
        found.append(Problem("way", "unknown"))
    if way == "post":
        found.extend(needs(command, "postal_code"))
    if command.flag("is_slip_lost"):
        found.extend(needs(command, "receiver.personal_id", "lost_note"))
    left = results_left(context)
    if not 1 <= command.count("count", left) <= left:
        found.append(Problem("count", "wrong_count", number=left))
    return (*found, *_cause_faults(context, command))


def _cause_faults(context: StepContext, command: TakeStep) -> Faults:
    """What is overdue says why and who answers for it (row 169)."""
    if command.text("cause") and command.text("cause") not in OVERDUE_CAUSES:
        return (Problem("cause", "unknown"),)
    return overdue_faults(context.dossier, command.values)


def overdue_faults(dossier: Dossier, values: Mapping[str, Any]) -> Faults:
    """Return what a first return lacks of why the result is overdue."""
    if dossier.outcome != str(Outcome.OVERDUE) or dossier.results_returned:
        return ()
    return tuple(Problem(name, "missing") for name in ("cause", "responsible_unit") if not values.get(name))


def _return(context: StepContext, command: TakeStep) -> dict[str, Any]:
    left = results_left(context)
    count = command.count("count", left)
    return {
        "receiver": receiver_of(command, context),
        "originals": command.count("originals"),
        "way": command.text("way") or "desk",
        "postal_code": command.text("postal_code"),
        "is_slip_lost": command.flag("is_slip_lost"),
        "is_partial": count < left,
        "count": count,
        "cause": command.text("cause"),
        "responsible_unit": command.text("responsible_unit"),
        **_saved(context, command.text("way") or "desk"),
    }


def _saved(context: StepContext, way: str) -> dict[str, Any]:
    """Return what handing over now saves, for a dossier without an appointment; nothing for another one."""
    dossier, state = context.dossier, context.state
    if not dossier.is_same_day:
        return {}
    procedure = state.catalogue_at(dossier.catalogue).find(dossier.procedure_code, dossier.received_at.date())
    saved = same_day_mode.saved_minutes(
        dossier,
        context.now,
        way=way,
        settings=state.settings_at(dossier.settings, dossier.first.journal),
        procedure=procedure,
        calendar=state.calendar,
    )
    return {"saved_minutes": saved}


def _reissue_faults(context: StepContext, command: TakeStep) -> Faults:
    del context
    return needs(command, "reason")


def _reissue(context: StepContext, command: TakeStep) -> dict[str, Any]:
    del context
    return {"count": max(1, command.count("count", 1)), "shelf": command.text("shelf")}


def _call_faults(context: StepContext, command: TakeStep) -> Faults:
    del context
    return () if command.text("outcome") in CALL_OUTCOMES else (Problem("outcome", "missing"),)


def _call(context: StepContext, command: TakeStep) -> dict[str, Any]:
    del context
    return {"outcome": command.text("outcome")}


LAWS = {
    StepKind.HANDOVER: StepLaw(_handover_faults, _handover),
    StepKind.RESULT_READY: StepLaw(_ready_faults, _ready),
    StepKind.RESULT_RETURN: StepLaw(_return_faults, _return),
    StepKind.REISSUE: StepLaw(_reissue_faults, _reissue),
    StepKind.CALL: StepLaw(_call_faults, _call),
}
