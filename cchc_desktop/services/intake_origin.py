"""How a dossier came: over the counter, from the portal with a code of its own, or on a slip of a power cut."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from cchc_desktop import errors
from cchc_desktop.domain.dossier import Channel
from cchc_desktop.domain.emergency import emergency_number
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.online import OnlineAnswer, OnlineCase, answer_record, portal_code_of
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.term import Promise
from cchc_desktop.services.recording import Recording
from cchc_desktop.store import desk_lists
from cchc_desktop.store.desk_lists import EmergencyRun
from cchc_desktop.store.engine import Database
from cchc_desktop.text import nfc

LONG_AGO_DAYS = 30
"""Days after which an emergency slip is entered so late that the clerk is asked to look again."""
_NUMBER = re.compile(r"KC-[1-9]-([0-9]{4,9})")


def as_it_came(form: ReceiveDossier) -> ReceiveDossier:
    """Return ``form`` with its numbers in one spelling; what the portal brings came online."""
    if not (form.portal_code or form.emergency_number):
        return form
    portal_code = portal_code_of(form.portal_code)
    return dataclasses.replace(
        form,
        portal_code=portal_code,
        emergency_number=nfc(form.emergency_number).upper(),
        channel=Channel.ONLINE if portal_code else form.channel,
    )


def received_at(form: ReceiveDossier, now: datetime) -> datetime:
    """Return from when the dossier's clock runs: now, or the moment that stands on its emergency slip."""
    true_moment = form.received_at
    if not form.emergency_number or true_moment is None or true_moment > now:
        return now
    return true_moment


def refuse_taken(db: Database, form: ReceiveDossier) -> None:
    """Raise `CodeTaken` where the code that the portal gave is a dossier's already."""
    if form.portal_code and desk_lists.is_dossier_code(db, form.portal_code):
        raise errors.CodeTaken(code=form.portal_code)


def faults(db: Database, desk: int, form: ReceiveDossier, now: datetime) -> tuple[Problem, ...]:
    """Return what is wrong with the portal's code, or with an emergency slip's number and moment."""
    if form.portal_code:
        return tuple(_portal_faults(db, form))
    return tuple(_emergency_faults(db, desk, form, now))


def promise_warnings(form: ReceiveDossier, promise: Promise | None, now: datetime) -> tuple[Problem, ...]:
    """Return that the promise of an emergency slip was over before it was entered."""
    if form.emergency_number and form.due_at is None and promise is not None and promise.due_at <= now:
        return (Problem("due_at", "over_already", is_warning=True),)
    return ()


def record(db: Database, desk: int, form: ReceiveDossier) -> dict[str, Any]:
    """Return what the entry's body says of the dossier's origin; nothing for one that came over the counter."""
    if form.portal_code:
        case = desk_lists.online_case(db, form.portal_code)
        submitted_at = case.submitted_at.isoformat() if case else ""
        return {"portal_code": form.portal_code, "submitted_at": submitted_at}
    if form.emergency_number:
        run = _run_of(db, desk, form)
        return {"emergency_number": form.emergency_number, "emergency_year": run.year if run else 0}
    return {}


def note_accepted(recording: Recording, form: ReceiveDossier, officer_name: str) -> None:
    """Enter, with the receipt, that the case of the portal was accepted: its eight hours stop (RULES 20)."""
    case = desk_lists.online_case(recording.db, form.portal_code) if form.portal_code else None
    if case is not None:
        recording.add(
            EntryKind.ONLINE_ANSWERED, answer_record(case, OnlineAnswer.ACCEPTED, recording.now, officer_name)
        )


def answer_faults(case: OnlineCase | None, answer: OnlineAnswer) -> Iterator[Problem]:
    """Yield why a case cannot be answered so: it is not known, or it was answered for good."""
    if case is None:
        yield Problem("portal_code", "not_filed")
    elif not case.can_be_accepted or case.state == answer:
        yield Problem("portal_code", "answered")


def _portal_faults(db: Database, form: ReceiveDossier) -> Iterator[Problem]:
    if form.emergency_number or form.received_at is not None:
        yield Problem("emergency_number", "not_from_portal")
    if desk_lists.is_dossier_code(db, form.portal_code):
        yield Problem("portal_code", "taken")
        return
    case = desk_lists.online_case(db, form.portal_code)
    yield from answer_faults(case, OnlineAnswer.ACCEPTED)
    if case is not None and form.procedure_code and form.procedure_code != case.procedure_code:
        yield Problem("procedure_code", "other_than_filed", is_warning=True)


def _emergency_faults(db: Database, desk: int, form: ReceiveDossier, now: datetime) -> Iterator[Problem]:
    if not form.emergency_number:
        if form.received_at is not None:
            yield Problem("received_at", "needs_emergency_number")
        return
    runs = _runs(db, desk, form.emergency_number)
    there = _there(runs, form.received_at)
    if not runs:
        yield Problem("emergency_number", "not_printed")
    elif there and not _unused(db, form.emergency_number, there):
        yield Problem("emergency_number", "used")
    yield from _moment_faults(desk_lists.opened_at(db), form.received_at, now)
    if runs and not there:
        yield Problem("received_at", "before_printing")


def _moment_faults(opened_at: datetime, true_moment: datetime | None, now: datetime) -> Iterator[Problem]:
    if true_moment is None:
        yield Problem("received_at", "missing")
    elif true_moment > now:
        yield Problem("received_at", "future_moment")
    elif true_moment < _minute(opened_at):
        yield Problem("received_at", "before_opening")
    elif now - true_moment > timedelta(days=LONG_AGO_DAYS):
        yield Problem("received_at", "long_ago", is_warning=True, number=LONG_AGO_DAYS)


def _run_of(db: Database, desk: int, form: ReceiveDossier) -> EmergencyRun | None:
    """Return the print that the slip is from: of those that were there, the last that is not used up.

    A series begins anew each year, and a slip of last year may be left when the power goes.
    """
    there = _there(_runs(db, desk, form.emergency_number), form.received_at)
    return next(reversed(_unused(db, form.emergency_number, there)), None)


def _runs(db: Database, desk: int, number: str) -> list[EmergencyRun]:
    """Return the prints that a number may be from, oldest first; none for a number of another desk."""
    found = _NUMBER.fullmatch(number)
    if found is None or number != emergency_number(desk, int(found[1])):
        return []
    return [run for run in desk_lists.emergency_runs(db) if run.first <= int(found[1]) <= run.last]


def _there(runs: list[EmergencyRun], true_moment: datetime | None) -> list[EmergencyRun]:
    """Return the prints that were made before a slip was filled in."""
    return [run for run in runs if true_moment is None or _minute(run.printed_at) <= true_moment]


def _unused(db: Database, number: str, runs: list[EmergencyRun]) -> list[EmergencyRun]:
    used = {year for _number, year in desk_lists.used_emergency_numbers(db, number)}
    return [run for run in runs if run.year not in used]


def _minute(at: datetime) -> datetime:
    """Return a moment as a hand writes it: to the minute."""
    return at.replace(second=0, microsecond=0)
