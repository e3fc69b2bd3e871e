"""Không giấy hẹn: whether a receipt opens in the mode, and what the ward's settings about it must not say."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from cchc_desktop import errors
from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.domain.dossier import Channel, Dossier, ReturnWay
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.domain.same_day import SameDaySpan, span_of
from cchc_desktop.rules import deadlines, same_day
from cchc_desktop.settings import Settings


def span_at(settings: Settings, calendar: WorkingCalendar, moment: datetime) -> SameDaySpan | None:
    """Return the decision by which a moment is without appointments; ``None`` too where its year has no calendar."""
    try:
        return same_day.span_on((span_of(*words) for words in settings.same_day_spans), moment, calendar)
    except errors.CalendarNotCovered:
        return None


def is_eligible(settings: Settings, procedure: Procedure, day: date) -> bool:
    """Return whether a procedure is settled at once: as the ward's list says it, else as the catalogue marks it."""
    listed = {code for since, until, code in settings.same_day_procedures if _is_between(since, day, until)}
    return procedure.code in listed if listed else procedure.is_same_day_eligible


def _is_between(since: str, day: date, until: str) -> bool:
    return since <= day.isoformat() and (not until or day.isoformat() <= until)


def opens_in_mode(
    form: ReceiveDossier, procedure: Procedure, received_at: datetime, *, settings: Settings, calendar: WorkingCalendar
) -> SameDaySpan | None:
    """Return the decision by which a receipt opens in the mode; ``None`` where it becomes an appointment.

    The citizen has to be there and to wait: whoever came by post or from the portal, wants the result sent, agreed to
    another moment than the law's, or was handed a slip while the power was off, is given an appointment.
    """
    is_here = form.channel is Channel.COUNTER and not form.portal_code and not form.emergency_number
    waits = form.return_way is ReturnWay.DESK and not form.wants_appointment
    waits = waits and (form.due_at is None or procedure.term is None)
    if not (is_here and waits and is_eligible(settings, procedure, received_at.date())):
        return None
    return span_at(settings, calendar, received_at)


def record(form: ReceiveDossier, span: SameDaySpan | None) -> dict[str, Any]:
    """Return what the entry's body says of the mode and of who goes first; nothing for an ordinary receipt."""
    found: dict[str, Any] = {"priority": str(form.priority)} if form.priority else {}
    if span is not None:
        found |= {
            "is_same_day": True,
            "same_day_decision": span.decision,
            "has_slip_on_request": form.wants_slip,
        }
    return found


def saved_minutes(
    dossier: Dossier, now: datetime, *, way: str, settings: Settings, procedure: Procedure | None,
    calendar: WorkingCalendar,
) -> int | None:  # fmt: skip
    """Return the working minutes that handing over the result now saves; ``None`` where it does not count.

    A correction may have shown that the procedure or the half-day was none of the mode's: then it does not count.
    """
    if dossier.appointment_at is not None or way != str(ReturnWay.DESK) or procedure is None:
        return None
    is_in_mode = is_eligible(settings, procedure, dossier.received_at.date())
    if not is_in_mode or span_at(settings, calendar, dossier.received_at) is None:
        return None
    if not same_day.counts(dossier.received_at, now, calendar):
        return None
    took = deadlines.working_minutes_between(dossier.received_at, now, calendar)
    return same_day.saved_minutes(dossier.statutory_minutes, took)


def faults(settings: Settings, known: Collection[str] | None) -> Iterator[Problem]:
    """Yield what the ward's decisions about the mode must not say.

    Args:
        settings: The ward's.
        known: Codes of procedures; ``None``: there is no catalogue yet to ask.
    """
    spans = []
    for number, words in enumerate(settings.same_day_spans, 1):
        try:
            spans.append(span_of(*words))
        except (ValueError, TypeError, AttributeError):
            yield Problem("same_day_spans", "unreadable_span", number=number)
            break
    yield from same_day.span_faults(spans)
    for number, line in enumerate(settings.same_day_procedures, 1):
        yield from (dataclasses.replace(problem, number=number) for problem in _listed_faults(line, known))


def _listed_faults(line: tuple[str, ...], known: Collection[str] | None) -> Iterator[Problem]:
    field = "same_day_procedures"
    try:
        since, until, code = line
        first = date.fromisoformat(since)
        last = date.fromisoformat(until) if until else None
    except (ValueError, TypeError):
        yield Problem(field, "unreadable_line")
        return
    if last is not None and last < first:
        yield Problem(field, "ends_before_start")
    if known is not None and code not in known:
        yield Problem(field, "unknown_procedure")
