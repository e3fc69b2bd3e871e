"""Steps of those without an appointment: work begun, an appointment after all, times that the tallies leave out."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

from cchc_desktop import errors
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.same_day import AppointmentGround
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.rules import same_day
from cchc_desktop.services.step_context import Faults, StepContext, StepLaw, iso, needs, replaced_slip

CERTIFICATION_FIELD = "Chứng thực"
"""The service field whose acts may take two working days more."""


def keeps_its_due(context: StepContext) -> bool:
    """Return whether the law's own due moment is promised: it is still to come, and not that of the day of receipt."""
    dossier = context.dossier
    closing = context.state.calendar.closing(dossier.received_at.date())
    return dossier.due_at > max(context.now, closing)


def usual_new_due(context: StepContext) -> datetime | None:
    """Return the moment that is promised where the clerk gives none: the end of the next working day.

    ``None`` where the law's own due moment stands, or where it cannot be reckoned for want of a calendar.
    """
    return None if keeps_its_due(context) else _latest(context, is_certification=False)


def latest_new_due(context: StepContext) -> datetime | None:
    """Return the latest moment without a written agreement; ``None`` where it cannot be reckoned."""
    return _latest(context, is_certification=context.dossier.service_field == CERTIFICATION_FIELD)


def _latest(context: StepContext, *, is_certification: bool) -> datetime | None:
    try:
        return same_day.latest_appointment(
            context.now, is_certification=is_certification, calendar=context.state.calendar
        )
    except errors.CalendarNotCovered:
        return None


def _missing_year(context: StepContext) -> int:
    """Return the first year without a calendar."""
    return next(year for year in itertools.count(context.now.year) if year not in context.state.calendar.years)


def _nothing_missing(context: StepContext, command: TakeStep) -> Faults:
    del context, command
    return ()


def _start(context: StepContext, command: TakeStep) -> dict[str, Any]:
    del context, command
    return {}


def _appointment_faults(context: StepContext, command: TakeStep) -> Faults:
    given: datetime | None = command.values.get("new_due_at")
    if keeps_its_due(context):
        return () if given is None else (Problem("new_due_at", "due_stands"),)
    if given is None:
        return () if usual_new_due(context) else (Problem("new_due_at", "no_calendar", number=_missing_year(context)),)
    if given <= context.now:
        return (Problem("new_due_at", "past"),)
    if given <= context.dossier.due_at:
        return (Problem("new_due_at", "not_after_due"),)
    latest = latest_new_due(context)
    if latest is not None and given > latest and not command.text("agreement"):
        return (Problem("agreement", "needs_agreement"),)
    return ()


def _appointment(context: StepContext, command: TakeStep) -> dict[str, Any]:
    new_due_at = command.values.get("new_due_at") or usual_new_due(context)
    return {
        "new_due_at": iso(new_due_at),
        "ground": str(_ground(context, command, new_due_at)),
        "latest_at": "" if new_due_at is None else iso(latest_new_due(context)),
        "renews_slip": True,
        "replaces": replaced_slip(context),
    }


def _ground(context: StepContext, command: TakeStep, new_due_at: datetime | None) -> AppointmentGround:
    """Return why the moment may be as late as it is; a written agreement only where nothing less allows it."""
    if new_due_at is None:
        return AppointmentGround.BY_RULE
    next_day, latest = _latest(context, is_certification=False), latest_new_due(context)
    if next_day is not None and new_due_at <= next_day:
        return AppointmentGround.NEXT_WORKING_DAY
    if latest is not None and new_due_at <= latest:
        return AppointmentGround.CERTIFICATION
    return AppointmentGround.AGREEMENT if command.text("agreement") else AppointmentGround.NO_CALENDAR


def _unreliable_faults(context: StepContext, command: TakeStep) -> Faults:
    del context
    return needs(command, "reason")


LAWS = {
    StepKind.SAME_DAY_START: StepLaw(_nothing_missing, _start),
    StepKind.TO_APPOINTMENT: StepLaw(_appointment_faults, _appointment),
    StepKind.TIME_UNRELIABLE: StepLaw(_unreliable_faults, _start),
}
