"""Steps that stop, move or promise anew: supplement, pause, apology."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cchc_desktop import errors
from cchc_desktop.domain.forms import FormPurpose
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.steps import StepKind, SupplementItem, TakeStep
from cchc_desktop.domain.term import DueGround, Promise
from cchc_desktop.rules import apologies, pauses, supplements
from cchc_desktop.rules.deadlines import CUT_OFF_BY_DEFAULT
from cchc_desktop.rules.supplements import ClockAfterPapers
from cchc_desktop.services.step_context import Faults, StepContext, StepLaw, iso, replaced_slip

_UNVERIFIED_REGIMES = ("R1", "R2")
"""Regimes whose clock after papers is a setting of the ward (RULES 24)."""


def clock_after_papers(context: StepContext) -> ClockAfterPapers:
    """Return what full papers will do to the clock of this dossier."""
    regime = context.regime
    if regime.code in _UNVERIFIED_REGIMES:
        return ClockAfterPapers(context.state.settings.supplement_clock_before_2025)
    return ClockAfterPapers(regime.supplement_clock)


def is_overdue(context: StepContext) -> bool:
    """Return whether the dossier is overdue at this moment by its first due moment."""
    return context.dossier.was_overdue or context.now > context.dossier.due_at


def _request_faults(context: StepContext, command: TakeStep) -> Faults:
    items = tuple(command.values.get("items") or ())
    found = supplements.request_faults(
        items=len(items),
        reason=command.text("reason"),
        requests_before=context.dossier.supplements,
        legal_basis=command.text("legal_basis"),
        is_late=_is_late_notice(context),
    )
    nameless = tuple(Problem(f"items.{seq}.name", "missing") for seq, item in enumerate(items, 1) if not item.name)
    return (*found, *nameless)


def _is_late_notice(context: StepContext) -> bool:
    try:
        return supplements.is_late_notice(
            context.now,
            accepted_at=context.dossier.received_at,
            due_at=context.dossier.due_at,
            working_days=context.regime.supplement_notice_days or None,
            calendar=context.state.calendar,
            mode=context.mode,
        )
    except errors.CalendarNotCovered:
        return context.now > context.dossier.due_at


def _request(context: StepContext, command: TakeStep) -> dict[str, Any]:
    settings = context.state.settings
    return {
        "number": context.number(context.suffix(FormPurpose.SUPPLEMENT_REQUEST)),
        "times": context.dossier.supplements + 1,
        "items": [item_record(seq, item) for seq, item in enumerate(command.values["items"], 1)],
        "contact_name": command.text("contact_name") or context.state.officer_name(context.drafter),
        "contact_phone": command.text("contact_phone") or settings.hotline_on(context.now.date().isoformat()),
        "clock": str(clock_after_papers(context)),
        "minutes_left": _minutes_left(context),
        "closes_on": iso(_closes_on(context)),
        "is_late_notice": _is_late_notice(context),
        "was_overdue": is_overdue(context),
    }


def item_record(seq: int, item: SupplementItem) -> dict[str, Any]:
    """Return an asked paper for an entry's body; a typed name stays out of it."""
    return {
        "seq": seq,
        "catalogue_seq": item.catalogue_seq,
        "name": item.name if item.catalogue_seq is not None else "",
        "originals": item.originals,
        "certified": item.certified,
        "copies": item.copies,
    }


def _closes_on(context: StepContext) -> Any:
    days = context.regime.supplement_closing_days or None
    try:
        return supplements.closes_on(context.now.date(), days, calendar=context.state.calendar)
    except errors.CalendarNotCovered:
        return supplements.closes_on(context.now.date(), days, calendar=None)


def _minutes_left(context: StepContext) -> int | None:
    try:
        return pauses.minutes_left(context.now, due_at=context.dossier.due_at, calendar=context.state.calendar)
    except errors.CalendarNotCovered:
        return None


def promise_again(context: StepContext, kind: StepKind) -> Promise:
    """Return the promise when the clock runs again now, with its lines.

    Raises:
        CalendarNotCovered: A year on the way has no calendar; the clerk gives the moment.
    """
    dossier = context.dossier
    ground = DueGround(dossier.due_ground)
    if kind is StepKind.SUPPLEMENT_RECEIVED:
        return supplements.due_after_papers(
            clock=ClockAfterPapers(dossier.clock_after_papers),
            papers_at=context.now,
            term=context.term,
            requested_at=dossier.waiting_since or context.now,
            due_at=dossier.due_at,
            was_overdue=dossier.was_overdue,
            calendar=context.state.calendar,
            mode=context.mode,
            cut_off=context.cut_off or CUT_OFF_BY_DEFAULT,
            ground=ground,
        )
    return pauses.resume(
        paused_at=dossier.paused_since or context.now,
        resumed_at=context.now,
        due_at=dossier.unpaused_due_at or dossier.due_at,
        calendar=context.state.calendar,
        mode=context.mode,
        paused_before=dossier.paused_minutes,
        ground=ground,
    )


def again_faults(context: StepContext, command: TakeStep) -> Faults:
    """A moment may be given only where none can be reckoned, and then with its reason."""
    try:
        promise_again(context, command.kind)
    except errors.CalendarNotCovered as error:
        if command.values.get("due_at") is None:
            return (Problem("due_at", "no_calendar", number=int(str(error.facts["year"]))),)
        return _given_faults(context, command)
    return ()


def _given_faults(context: StepContext, command: TakeStep) -> Faults:
    found = () if command.values["due_at"] > context.now else (Problem("due_at", "past"),)
    return found if command.text("due_reason") else (*found, Problem("due_reason", "missing"))


def again(context: StepContext, command: TakeStep) -> dict[str, Any]:
    """Return the promise when the clock runs again now, for an entry's body."""
    try:
        promise = promise_again(context, command.kind)
        due_at, ground = promise.due_at, promise.ground
    except errors.CalendarNotCovered:
        due_at, ground = command.values["due_at"], DueGround.NO_CALENDAR
    return {"due_at": iso(due_at), "due_ground": str(ground), **_new_slip(context, due_at)}


def _new_slip(context: StepContext, promised_at: datetime) -> dict[str, Any]:
    """Return whether the slip is renewed: it bears another moment than the one that holds from now on."""
    renews = promised_at != context.dossier.promised_at
    return {"renews_slip": renews, "replaces": replaced_slip(context) if renews else None}


def _resume(context: StepContext, command: TakeStep) -> dict[str, Any]:
    dossier = context.dossier
    minutes = None
    moved: datetime | None = None
    try:
        paused_at = dossier.paused_since or context.now
        minutes = pauses.minutes_left(paused_at, due_at=context.now, calendar=context.state.calendar)
        if dossier.new_due_at is not None:
            moved = pauses.resume(
                paused_at=paused_at,
                resumed_at=context.now,
                due_at=dossier.new_due_at,
                calendar=context.state.calendar,
                mode=context.mode,
            ).due_at
    except errors.CalendarNotCovered:
        moved = dossier.new_due_at
    made = again(context, command)
    if moved is not None:  # the promise that counts for the citizen is that of the apology
        made |= _new_slip(context, moved)
    return {
        **made,
        "paused_minutes": dossier.paused_minutes + (minutes or 0),
        "unpaused_due_at": iso(dossier.unpaused_due_at or dossier.due_at),
        "new_due_at": iso(moved),
    }


def _pause_faults(context: StepContext, command: TakeStep) -> Faults:
    return pauses.pause_faults(
        reason=command.text("reason"),
        document=command.text("document"),
        has_attachment=command.text("attachment") in context.attachments,
        now=context.now,
        # What was overdue when papers were asked for stays so: a pause must not hide it.
        due_at=context.now.min.replace(tzinfo=context.now.tzinfo)
        if context.dossier.was_overdue
        else context.dossier.due_at,
        is_paused=context.dossier.paused_since is not None,
    )


def _pause(context: StepContext, command: TakeStep) -> dict[str, Any]:
    return {
        "number": context.number("TB"),
        "document_on": iso(command.values.get("document_on")),
        "attachment": command.text("attachment"),
        "minutes_left": _minutes_left(context),
        **context.signer_body(command),
    }


def latest_new_due(context: StepContext) -> datetime | None:
    """Return the latest moment of a re-appointment; ``None`` where no cap is set or none can be reckoned."""
    if not context.state.settings.apology_cap_on:
        return None
    try:
        return apologies.latest(
            context.dossier.due_at, term=context.term, calendar=context.state.calendar, mode=context.mode
        )
    except errors.CalendarNotCovered:
        return None


def _apology_faults(context: StepContext, command: TakeStep) -> Faults:
    signer = context.signer(command)
    return apologies.apology_faults(
        reason=command.text("reason"),
        new_due_at=command.values.get("new_due_at"),
        due_at=context.dossier.due_at,
        signer_name=signer.name if signer else "",
        apologies_before=context.dossier.apologies,
        latest_at=latest_new_due(context),
        now=context.now,
    )


def _apology(context: StepContext, command: TakeStep) -> dict[str, Any]:
    days = context.regime.apology_before_days
    return {
        "number": context.number(context.suffix(FormPurpose.APOLOGY_NOTICE)),
        "times": context.dossier.apologies + 1,
        "new_due_at": iso(command.values["new_due_at"]),
        "latest_at": iso(latest_new_due(context)),
        "is_sent_late": apologies.is_sent_late(context.now, context.dossier.due_at, days_before=days),
        **context.signer_body(command),
    }


LAWS = {
    StepKind.SUPPLEMENT_REQUEST: StepLaw(_request_faults, _request),
    StepKind.PAUSE: StepLaw(_pause_faults, _pause),
    StepKind.RESUME: StepLaw(again_faults, _resume),
    StepKind.APOLOGY: StepLaw(_apology_faults, _apology),
}
