"""Dossiers of the national portal: eight working hours to accept, to ask for papers or to refuse (RULES 18-20)."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from cchc_desktop import errors
from cchc_desktop.clock import Clock, moment
from cchc_desktop.domain.advice import GiveGuidance, RefuseIntake
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.online import (
    OnlineAnswer,
    OnlineCase,
    PortalLine,
    PortalList,
    RefusedLine,
    answer_record,
    portal_code_of,
)
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.rules import online
from cchc_desktop.services import intake_origin
from cchc_desktop.services.advice_desk import Advice, AdviceDesk
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.intake_checks import LONGEST
from cchc_desktop.services.recording import Recorder, Recording
from cchc_desktop.services.workplace import minutes_left
from cchc_desktop.store import desk_lists
from cchc_desktop.store.engine import Database
from cchc_desktop.text import fold, has_unprintable, has_wrong_encoding, nfc

logger = logging.getLogger(__name__)

MOST_SIGNS = 32
"""Signs of a code that a bar of the slip still takes."""
_CODE_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCase:
    """One case that nobody answered yet."""

    case: OnlineCase
    minutes_left: int | None
    """Working minutes until the desk must act, below 0 when that is past; ``None``: a year has no calendar."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of the portal's list."""

    taken: int
    unchanged: int
    """Lines that the desk had already, word for word."""
    refused: tuple[RefusedLine, ...]


class OnlineDesk:
    """The desk's view of the portal, kept by hand or from the portal's list."""

    def __init__(self, db: Database, state: DeskState, recorder: Recorder, clock: Clock) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder
        self._clock = clock
        self._advice = AdviceDesk(db, state, recorder, clock)

    def file(
        self,
        portal_code: str,
        procedure_code: str,
        applicant_name: str,
        submitted_at: datetime,
        received_at: datetime,
        noticed_at: datetime,
    ) -> bool:
        """Enter a dossier that came over the portal; return whether it was new.

        Args:
            portal_code: As the portal gave it; the dossier will bear it.
            procedure_code: Of the catalogue in force.
            applicant_name: Personal; may be empty.
            submitted_at: When the citizen sent it, which the portal acknowledges by itself.
            received_at: When the system received it.
            noticed_at: When the desk came to know of it; later than two hours it is a late notice (RULES 19).

        Raises:
            FormIncomplete: A field is wrong, or the code was filed with other contents (the field is named).
            CodeTaken: A dossier that was not the portal's bears this code.
            ClockError, StoreError: Nothing was saved.
        """
        line = PortalLine(
            line=0,
            portal_code=portal_code_of(portal_code),
            procedure_code=nfc(procedure_code),
            procedure_name="",
            name=nfc(applicant_name),
            submitted_at=_local(submitted_at),
            received_at=_local(received_at),
        )
        with self._recorder.recording() as record:
            faults = self._take(record, line, _local(noticed_at))
            is_new = bool(record.written)
            if any(problem.cause == "taken" for problem in faults):
                raise errors.CodeTaken(code=line.portal_code)
            if faults:
                raise errors.FormIncomplete(problems=faults)
        return is_new

    def waiting(self) -> list[WaitingCase]:
        """Return what nobody answered yet, the most pressing first."""
        now = self._clock.now()
        return [
            WaitingCase(case=case, minutes_left=minutes_left(now, case.act_by, self._state.calendar))
            for case in desk_lists.waiting_cases(self._db)
        ]

    def case(self, portal_code: str) -> OnlineCase | None:
        """Return one case; ``None`` where the desk knows of none."""
        return desk_lists.online_case(self._db, portal_code_of(portal_code))

    def answer(
        self, portal_code: str, answer: OnlineAnswer | str, paper: GiveGuidance | RefuseIntake | None = None
    ) -> Advice | None:
        """Enter that papers were asked for, or that the dossier was refused; either stops the eight hours.

        Accepting is `IntakeService.receive` of a form with the portal's code.

        Args:
            portal_code: Which case.
            answer: ``requested`` or ``refused``.
            paper: What stands on Mẫu 02 or 03, where one is wanted; written in the same transaction.

        Raises:
            FormIncomplete: The case is not known or was answered, or the paper is not complete or another one.
            ClockError, StoreError: Nothing was saved.
        """
        answer = OnlineAnswer(answer)
        portal_code = portal_code_of(portal_code)
        with self._recorder.recording() as record:
            case = desk_lists.online_case(record.db, portal_code)
            faults = (*intake_origin.answer_faults(case, answer), *_paper_faults(answer, paper))
            if faults or case is None:
                raise errors.FormIncomplete(problems=faults)
            advice = self._advice.write(record, paper, portal_code=portal_code) if paper is not None else None
            officer_name = self._state.officer_name(self._recorder.actor)
            body = answer_record(case, answer, record.now, officer_name)
            record.add(EntryKind.ONLINE_ANSWERED, {**body, "advice": advice.entry if advice else 0})
        logger.info("online case answered: %s code=%s", answer, portal_code)
        return advice

    def import_list(self, path: Path) -> ImportReport:
        """Take the portal's list (Excel): lines that are new are entered, all in one transaction.

        Raises:
            CatalogueLineWrong: The file is no Excel file, or has no line of headers.
            ClockError, StoreError: Nothing was saved.
        """
        return self.take_list(read_list(path))

    def take_list(self, found: PortalList) -> ImportReport:
        """Enter what is new of a list that was read (`read_list`); the same list a second time changes nothing."""
        refused = list(found.refused)
        with self._recorder.recording() as record:
            for line in found.lines:
                faults = self._take(record, line, record.now)
                if faults:
                    refused.append(RefusedLine(line=line.line, portal_code=line.portal_code, problems=faults))
            taken = len(record.written)
        logger.info("portal's list: taken=%s refused=%s", taken, len(refused))
        return ImportReport(
            taken=taken,
            unchanged=len(found.lines) + len(found.refused) - taken - len(refused),
            refused=tuple(sorted(refused, key=lambda line: line.line)),
        )

    def _take(self, record: Recording, line: PortalLine, noticed_at: datetime) -> tuple[Problem, ...]:
        """Enter one line where it is new; return why it cannot be entered."""
        procedure = self._procedure(line)
        faults = tuple(_faults(line, procedure, noticed_at, record.now))
        if faults or procedure is None:
            return faults
        known = desk_lists.online_case(record.db, line.portal_code)
        if known is not None:
            return tuple(_differences(known, line, procedure))
        if desk_lists.is_dossier_code(record.db, line.portal_code):
            return (Problem("portal_code", "taken"),)
        try:
            body = self._body(line, procedure, noticed_at)
        except errors.CalendarNotCovered as error:
            return (Problem("received_at", "year_not_loaded", number=int(str(error.facts["year"]))),)
        personal = {"applicant.name": line.name} if line.name else {}
        record.add(EntryKind.ONLINE_FILED, body, personal=personal, happened_at=noticed_at)
        return ()

    def _body(self, line: PortalLine, procedure: Procedure, noticed_at: datetime) -> dict[str, Any]:
        is_from_system = self._state.settings.online_timer_from != "submitted"
        begins = line.received_at if is_from_system else line.submitted_at
        return {
            "portal_code": line.portal_code,
            "procedure_code": procedure.code,
            "procedure_name": procedure.name,
            "submitted_at": line.submitted_at.isoformat(),
            "received_at": line.received_at.isoformat(),
            "noticed_at": noticed_at.isoformat(),
            "act_by": online.action_due(begins, self._state.calendar).isoformat(),
            "is_late_notice": online.is_late_notice(line.submitted_at, noticed_at),
        }

    def _procedure(self, line: PortalLine) -> Procedure | None:
        """Return the procedure of a line: by its code, or where the list has none by its whole name."""
        day = line.received_at.date()
        if line.procedure_code:
            return self._state.catalogue.find(line.procedure_code, day)
        wanted = fold(line.procedure_name)
        named = [found for found in self._state.catalogue.in_force(day) if fold(found.name) == wanted]
        return named[0] if len(named) == 1 else None


def read_list(path: Path) -> PortalList:
    """Read the portal's list; any thread. Raises `CatalogueLineWrong` where the file is none."""
    from cchc_desktop.catalogue.portal_list import read_portal_list

    return read_portal_list(path)


def _faults(line: PortalLine, procedure: Procedure | None, noticed_at: datetime, now: datetime) -> Iterator[Problem]:
    code = line.portal_code
    if not code:
        yield Problem("portal_code", "missing")
    elif not _CODE_SIGNS.issuperset(code) or not code[0].isalnum() or not code[-1].isalnum():
        yield Problem("portal_code", "not_a_portal_code")
    elif len(code) > MOST_SIGNS:
        yield Problem("portal_code", "too_long", number=MOST_SIGNS)
    if procedure is None:
        yield Problem("procedure_code", "unknown" if line.procedure_code or line.procedure_name else "missing")
    if len(line.name) > LONGEST:
        yield Problem("applicant.name", "too_long", number=LONGEST)
    if has_wrong_encoding(line.name) or has_unprintable(line.name):
        yield Problem("applicant.name", "wrong_encoding")
    if line.submitted_at > line.received_at:
        yield Problem("submitted_at", "after_the_system")
    if line.received_at > now:
        yield Problem("received_at", "future_moment")
    if noticed_at > now:
        yield Problem("noticed_at", "future_moment")
    elif noticed_at < line.submitted_at <= now:
        yield Problem("noticed_at", "before_submission")


def _differences(known: OnlineCase, line: PortalLine, procedure: Procedure) -> Iterator[Problem]:
    """Yield the fields in which a second filing differs from the first; a name that was erased differs from none."""
    told = (
        ("procedure_code", known.procedure_code, procedure.code),
        ("applicant.name", known.name, line.name if known.name else ""),
        ("submitted_at", known.submitted_at, line.submitted_at),
        ("received_at", known.received_at, line.received_at),
    )
    for field, before, now in told:
        if before != now:
            yield Problem(field, "filed_otherwise")


def _paper_faults(answer: OnlineAnswer, paper: GiveGuidance | RefuseIntake | None) -> Iterator[Problem]:
    if answer is OnlineAnswer.ACCEPTED:
        yield Problem("answer", "accept_by_receiving")
    wanted = GiveGuidance if answer is OnlineAnswer.REQUESTED else RefuseIntake
    if paper is not None and not isinstance(paper, wanted):
        yield Problem("paper", "other_answer")


def _local(at: datetime) -> datetime:
    """Return a moment as Vietnam's wall clock, to the second."""
    return moment(at.isoformat()).replace(microsecond=0)
