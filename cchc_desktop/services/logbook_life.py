"""What a line of an old book means: a new dossier, what it adds to a known one, or why it cannot be."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from cchc_desktop import __version__, errors
from cchc_desktop.domain.dossier import DossierState, FeeState, ReturnWay
from cchc_desktop.domain.entry import Entry, EntryKind, canonical
from cchc_desktop.domain.folding import fold
from cchc_desktop.domain.logbook import LogbookLine, RefusedBookLine
from cchc_desktop.domain.person import ApplicantKind
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.procedure import OnlineLevel, Procedure
from cchc_desktop.domain.term import DueGround
from cchc_desktop.rules import deadlines, outcomes, same_day
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.recording import Recorder
from cchc_desktop.store.importing import Told
from cchc_desktop.store.journal import Written

_CLOCK_STANDS = (DossierState.SUPPLEMENT_WAITING, DossierState.PAUSED)


@dataclasses.dataclass(frozen=True, slots=True)
class Fill:
    """A dossier that the desk has, and what the book now knows besides."""

    code: str
    told: tuple[Told, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class SeenLine:
    """What is kept of a line that is known by no entry, because nothing is written."""

    said: bytes
    """Hash of what the line says of the receipt."""
    finished_at: datetime | None
    returned_at: datetime | None


Verdict = tuple[Told, ...] | Fill | RefusedBookLine
"""The entries of a new dossier, what fills a known one, nothing new (an empty tuple), or a refusal."""


class BookLife:
    """Judges lines by catalogue and calendar, and says them as entries."""

    def __init__(self, state: DeskState, recorder: Recorder) -> None:
        self._state = state
        self._recorder = recorder
        self._procedures: dict[tuple[str, date], Procedure | None] = {}

    def forget(self) -> None:
        """Ask the catalogue anew: another book begins."""
        self._procedures.clear()

    def verdict(
        self,
        line: LogbookLine,
        known: list[Written] | SeenLine | None,
        now: datetime,
        mark: Mapping[str, str],
    ) -> Verdict:
        """Return what a line means beside what is known of its dossier."""
        faults = self._faults(line, now)
        if faults:
            return RefusedBookLine(line=line.line, code=line.code, problems=faults)
        try:
            told = tuple(self._life(line, now, mark))
        except errors.CalendarNotCovered as error:
            return told_of(line, "no_calendar_for_line", field="due_at", number=int(str(error.facts["year"])))
        except errors.DueMomentNeeded:
            return told_of(line, "no_term", field="due_at")
        if isinstance(known, SeenLine):
            return _compared_seen(line, known, told)
        return _compared(line, known, told) if known else told

    def _faults(self, line: LogbookLine, now: datetime) -> tuple[Problem, ...]:
        found = []
        if self._procedure(line) is None:
            found.append(Problem("procedure_code", "unknown"))
        for column in ("received_at", "finished_at", "returned_at"):
            moment = getattr(line, column)
            if moment is not None and moment > now:
                found.append(Problem(column, "future_moment"))
        return tuple(found)

    def _procedure(self, line: LogbookLine) -> Procedure | None:
        key = line.procedure_code, line.received_at.date()
        if key not in self._procedures:
            self._procedures[key] = self._state.catalogue.find(*key)
        return self._procedures[key]

    def _life(self, line: LogbookLine, now: datetime, mark: Mapping[str, str]) -> Iterator[Told]:
        """Yield what a line says happened; raise where the book gives no due moment and none can be worked out."""
        book = {**mark, "line": line.line}
        due_at, ground = self._due(line)
        yield self._told(EntryKind.DOSSIER_RECEIVED, line.received_at, now, self._received(line, due_at, ground, book))
        if line.finished_at is not None:
            outcome = outcomes.result_outcome(line.finished_at, first_due_at=due_at)
            body = {"outcome": str(outcome), "count": 1, "shelf": "", "signed_at": "", "officer_name": line.officer}
            yield self._told(EntryKind.RESULT_READY, line.finished_at, now, ({**body, "book": book}, {}))
        if line.returned_at is not None:
            yield self._told(EntryKind.RESULT_RETURNED, line.returned_at, now, (self._return(line, book), {}))

    def _told(self, kind: EntryKind, at: datetime, now: datetime, said: tuple[dict[str, Any], dict[str, str]]) -> Told:
        body, personal = said
        entry = Entry(
            journal="",
            number=0,
            previous="",
            kind=kind,
            happened_at=at,
            recorded_at=now,
            actor=self._recorder.actor,
            program=__version__,
            catalogue=self._state.catalogue_version,
            settings=self._state.settings_version,
            body=body,
        )
        return entry, personal

    def _due(self, line: LogbookLine) -> tuple[datetime, DueGround]:
        """Return the promised moment as the book has it; only where that is empty is the calendar asked."""
        if line.due_at is not None:
            return line.due_at, DueGround.RULE
        procedure = self._state.procedure(line.procedure_code, line.received_at.date())
        if procedure.term is None:
            raise errors.DueMomentNeeded(cause="no_term", code=procedure.code)
        cut_off = procedure.same_day_cut_off or deadlines.CUT_OFF_BY_DEFAULT
        promise = deadlines.promise(
            line.received_at, procedure.term, self._state.calendar, mode=self._state.mode, cut_off=cut_off
        )
        return promise.due_at, promise.ground

    def _received(
        self, line: LogbookLine, due_at: datetime, ground: DueGround, book: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, str]]:
        day, state = line.received_at.date(), self._state
        procedure = state.procedure(line.procedure_code, day)
        term = procedure.term
        body = {
            **_said(line),
            "slip_number": "",
            "register_volume": f"{line.received_at.year} (sổ cũ)",
            "register_number": line.line - 1,
            "desk": state.settings.desk_number,
            "officer_name": line.officer,
            "procedure_name": procedure.name,
            "procedure_valid_from": procedure.valid_from.isoformat(),
            "service_field": procedure.service_field,
            "case_code": "",
            "case_label": "",
            "clock_start": line.received_at.isoformat(),
            "due_at": due_at.isoformat(),
            "due_ground": str(ground),
            "term_count": term.count if term else None,
            "term_unit": str(term.unit) if term else "",
            "statutory_minutes": term.statutory_minutes() if term else None,
            "counting_mode": str(state.mode),
            "regime": state.forms.regime_on(day).code,
            "form_set": state.form_set_on(day).code,
            "applicant_kind": str(ApplicantKind.PERSON),
            "has_submitter": False,
            "sets": 1,
            "papers": [],
            "is_online_procedure": procedure.online_level is not OnlineLevel.NONE,
            "book": dict(book),
        }
        return body, _texts(line)

    def _return(self, line: LogbookLine, book: Mapping[str, Any]) -> dict[str, Any]:
        body: dict[str, Any] = {
            "receiver": "applicant",
            "originals": 0,
            "way": str(ReturnWay.POST if line.returned_by_post else ReturnWay.DESK),
            "postal_code": "",
            "is_slip_lost": False,
            "is_partial": False,
            "count": 1,
            "cause": "",
            "responsible_unit": "",
            "officer_name": line.officer,
            "book": dict(book),
        }
        return {**body, "saved_minutes": self._saved(line)} if line.no_slip else body

    def _saved(self, line: LogbookLine) -> int | None:
        """Return the minutes saved of a line without an appointment, as the book says that it was one."""
        if line.returned_at is None:
            return None
        term = self._state.procedure(line.procedure_code, line.received_at.date()).term
        elapsed = deadlines.working_minutes_between(line.received_at, line.returned_at, self._state.calendar)
        return same_day.saved_minutes(term.statutory_minutes() if term else None, elapsed)


def _said(line: LogbookLine) -> dict[str, Any]:
    """Return what the book itself says of a receipt: by this a line given twice is recognised."""
    fee_state = FeeState.ONLINE if line.paid_online else FeeState.UNKNOWN  # the amount is known, the way is not
    return {
        "code": line.code,
        "procedure_code": line.procedure_code,
        "channel": str(line.channel),
        "received_at": line.received_at.isoformat(),
        "is_same_day": line.no_slip,
        "fee_dong": line.fee_vnd,
        "fee_state": str(fee_state if line.fee_vnd else FeeState.FREE),
        "return_way": str(ReturnWay.POST if line.returned_by_post else ReturnWay.DESK),
        "officer": line.officer,
    }


def _texts(line: LogbookLine) -> dict[str, str]:
    found = {
        "applicant.name": line.applicant_name,
        "applicant.personal_id": line.personal_id,
        "applicant.phone": line.phone,
        "applicant.address": line.address,
        "note": line.note,
    }
    return {name: text for name, text in found.items() if text}


def seen(line: LogbookLine) -> SeenLine:
    """Return what to keep of a line that is not written."""
    said = canonical({**_said(line), **_texts(line), "due_at": line.due_at.isoformat() if line.due_at else ""})
    return SeenLine(hashlib.sha256(said.encode()).digest(), line.finished_at, line.returned_at)


def _compared_seen(line: LogbookLine, known: SeenLine, told: tuple[Told, ...]) -> Verdict:
    if seen(line).said != known.said:
        return told_of(line, "other_content")
    return _filled(
        line, {EntryKind.RESULT_READY: known.finished_at, EntryKind.RESULT_RETURNED: known.returned_at}, told
    )


def _compared(line: LogbookLine, entries: list[Written], told: tuple[Told, ...]) -> Verdict:
    """Return nothing for a line that says nothing new, what it fills, or why it cannot stand beside what is known."""
    first = entries[0]
    said, known = _said(line), first.entry.body
    is_same = "book" in known and all(_known(known, name) == value for name, value in said.items())
    is_same = is_same and dict(first.personal) == _texts(line)
    is_same = is_same and line.due_at in (None, datetime.fromisoformat(known["due_at"]))
    if not is_same:
        return told_of(line, "other_content")
    dossier = fold((written.entry, written.hash) for written in entries)
    if dossier is None:
        return told_of(line, "other_content")
    # What the book told and the desk undid since is not told again.
    told = tuple(one for one in told if not any(_is_like(one[0], written.entry) for written in entries))
    moments = {EntryKind.RESULT_READY: dossier.finished_at, EntryKind.RESULT_RETURNED: dossier.returned_at}
    verdict = _filled(line, moments, told)
    if isinstance(verdict, Fill) and (dossier.is_ended or dossier.state in _CLOCK_STANDS):
        return told_of(line, "other_content", field="finished_at")
    return verdict


def _known(body: Mapping[str, Any], name: str) -> Any:
    """Return what an entry says; of a fee that was once noted as cash no book ever said so."""
    value = body.get(name)
    return str(FeeState.UNKNOWN) if (name, value) == ("fee_state", FeeState.CASH) else value


def _is_like(told: Entry, known: Entry) -> bool:
    return told.kind == known.kind and told.happened_at == known.happened_at and "book" in known.body


def _filled(line: LogbookLine, known: Mapping[EntryKind, datetime | None], told: tuple[Told, ...]) -> Verdict:
    """Compare result and return; a book that knows less than the desk is an older copy and changes nothing."""
    for column, kind in (("finished_at", EntryKind.RESULT_READY), ("returned_at", EntryKind.RESULT_RETURNED)):
        moment, now_known = getattr(line, column), known[kind]
        if moment is not None and now_known is not None and moment != now_known:
            return told_of(line, "other_content", field=column)
    new = tuple(one for one in told if one[0].kind in known and known[EntryKind(one[0].kind)] is None)
    return Fill(line.code, new) if new else ()


def told_of(
    line: LogbookLine, cause: str, *, field: str = "code", number: int | None = None, is_warning: bool = False
) -> RefusedBookLine:
    """Return a line that is not taken, or to be looked at, with its one reason."""
    problem = Problem(field, cause, is_warning=is_warning, number=number)
    return RefusedBookLine(line=line.line, code=line.code, problems=(problem,))
