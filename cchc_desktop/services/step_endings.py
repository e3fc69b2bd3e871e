"""Steps that end a dossier without a result: refusal, closing for want of papers, withdrawal, stop, void."""

from __future__ import annotations

from typing import Any

from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.domain.forms import FormPurpose
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.rules import outcomes, refusals, supplements
from cchc_desktop.services import paper_texts
from cchc_desktop.services.step_context import Faults, StepContext, StepLaw, iso, needs


def outcome(context: StepContext) -> str:
    """Return how a dossier that ends now without a result is counted (RULES §5.2)."""
    dossier = context.dossier
    stands = dossier.state in (DossierState.SUPPLEMENT_WAITING, DossierState.PAUSED)
    found = outcomes.ending_outcome(
        context.now, due_at=dossier.due_at, was_overdue=dossier.was_overdue, is_waiting=stands
    )
    return str(found)


def chosen_reasons(context: StepContext, command: TakeStep) -> list[dict[str, str]]:
    """Return the reasons of the catalogue that were chosen, with their provisions."""
    day = context.dossier.received_at.date()
    listed = {found.code: found for found in paper_texts.refusal_reasons(day, context.state.forms)}
    chosen = [listed[code] for code in command.values.get("reasons") or () if code in listed]
    return [{"code": found.code, "text": found.text, "basis": found.basis} for found in chosen]


def _refusal_faults(context: StepContext, command: TakeStep) -> Faults:
    known = {found["code"] for found in chosen_reasons(context, command)}
    unknown = tuple(Problem("reasons", "unknown") for code in command.values.get("reasons") or () if code not in known)
    return (*unknown, *refusals.refusal_faults(reasons=len(known), reason=command.text("reason")))


def _refusal(context: StepContext, command: TakeStep) -> dict[str, Any]:
    return {
        "reasons": chosen_reasons(context, command),
        "outcome": outcome(context),
        "originals": command.count("originals"),
    }


def _closing_faults(context: StepContext, command: TakeStep) -> Faults:
    del command
    last = context.dossier.closes_on
    if last is None:
        return (Problem("closes_on", "no_closing_day"),)
    return () if supplements.is_to_close(context.now.date(), last) else (Problem("closes_on", "not_yet"),)


def _closing(context: StepContext, command: TakeStep) -> dict[str, Any]:
    del command
    return {"outcome": outcome(context)}


def _reason_faults(context: StepContext, command: TakeStep) -> Faults:
    del context
    return needs(command, "reason")


def _withdrawal(context: StepContext, command: TakeStep) -> dict[str, Any]:
    return {"outcome": outcome(context), "originals": command.count("originals")}


def _stop_faults(context: StepContext, command: TakeStep) -> Faults:
    found = needs(command, "reason", "asked_on")
    asked_on = command.values.get("asked_on")
    if asked_on and not context.dossier.received_at.date() <= asked_on <= context.now.date():
        found = (*found, Problem("asked_on", "outside_life"))
    return found if context.signer(command) else (*found, Problem("signer", "missing"))


def _stop(context: StepContext, command: TakeStep) -> dict[str, Any]:
    series = context.suffix(FormPurpose.STOP_NOTICE)
    return {
        "number": context.number(series) if series else "",
        "asked_on": iso(command.values["asked_on"]),
        "outcome": outcome(context),
        **context.signer_body(command),
    }


def _void(context: StepContext, command: TakeStep) -> dict[str, Any]:
    del context, command
    return {}


LAWS = {
    StepKind.REFUSAL: StepLaw(_refusal_faults, _refusal),
    StepKind.INCOMPLETE_CLOSING: StepLaw(_closing_faults, _closing),
    StepKind.WITHDRAWAL: StepLaw(_reason_faults, _withdrawal),
    StepKind.STOP: StepLaw(_stop_faults, _stop),
    StepKind.VOID: StepLaw(_reason_faults, _void),
}
