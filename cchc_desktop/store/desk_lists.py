"""Reading what belongs to the desk and to no dossier: advice, cases of the portal, emergency slips."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime

from cchc_desktop.domain.advice import AdviceLine
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.online import OnlineCase
from cchc_desktop.store.engine import Database, Row


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyRun:
    """One print of emergency slips: numbers ``first`` to ``last`` of a year."""

    first: int
    last: int
    year: int
    printed_at: datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyLine:
    """One dossier that was received on an emergency slip and entered later."""

    emergency_number: str
    code: str
    procedure_name: str
    received_at: datetime
    recorded_at: datetime
    officer: str
    """Id of who entered it."""


_CASE = """
select o.portal_code, o.procedure_code, o.procedure_name, coalesce(p.text, ''),
       json_extract(e.text, '$.body.submitted_at'), o.received_at, o.noticed_at,
       json_extract(e.text, '$.body.is_late_notice'), o.act_by, o.state, o.answered_at
from online_case o join entry e on e.seq = o.seq
left join personal p on p.seq = o.seq and p.field = 'applicant.name'
"""


def opened_at(db: Database) -> datetime:
    """Return when this desk's first journal was opened."""
    first = db.value("select opened_at from journal where is_own = 1 order by generation limit 1")
    return datetime.fromisoformat(first)


def is_dossier_code(db: Database, code: str) -> bool:
    """Return whether a dossier, of whichever desk, bears this code."""
    tables = ("dossier", "foreign_dossier")
    return any(db.value(f"select 1 from {table} where code = ?", (code,)) for table in tables)


def is_code_used(db: Database, code: str) -> bool:
    """Return whether a dossier bears this code, or one of the portal brings it along."""
    return is_dossier_code(db, code) or bool(
        db.value("select count(*) from online_case where portal_code = ?", (code,))
    )


def advice(db: Database, since: str, until: str, *, limit: int = 500, before: int = 2**62) -> list[AdviceLine]:
    """Return what was advised in [since, until) (ISO moments), newest first; the officer by id."""
    rows = db.rows(
        """select e.number, a.kind, a.number, a.procedure_code, a.procedure_name, a.given_at, a.actor,
                  coalesce(p.text, '')
           from advice a join entry e on e.seq = a.seq
           left join personal p on p.seq = a.seq and p.field = 'applicant.name'
           where a.kind in (?, ?) and a.given_at >= ? and a.given_at < ? and a.seq < ?
           order by a.seq desc limit ?""",
        (str(EntryKind.GUIDANCE_GIVEN), str(EntryKind.INTAKE_REFUSED), since, until, before, limit),
    )
    return [
        AdviceLine(
            entry=row[0],
            kind=row[1],
            number=row[2],
            procedure_code=row[3],
            procedure_name=row[4],
            given_at=datetime.fromisoformat(row[5]),
            officer=row[6],
            name=row[7],
        )
        for row in rows
    ]


def online_case(db: Database, portal_code: str) -> OnlineCase | None:
    """Return the case with this code; ``None`` where the desk knows of none."""
    row = db.row(f"{_CASE} where o.portal_code = ?", (portal_code,))
    return _case(row) if row else None


def waiting_cases(db: Database, *, limit: int = 1000) -> list[OnlineCase]:
    """Return the cases that nobody answered yet, the most pressing first."""
    rows = db.rows(f"{_CASE} where o.state = 'waiting' order by o.act_by, o.portal_code limit ?", (limit,))
    return [_case(row) for row in rows]


def emergency_runs(db: Database) -> list[EmergencyRun]:
    """Return every print of emergency slips, oldest first."""
    # Said as the partial index says it: entries of one kind about no dossier are few.
    rows = db.rows(
        """select e.text from entry e cross join journal j on j.id = e.journal
           where e.dossier = '' and e.kind = ? and j.is_own = 1 order by e.seq""",
        (str(EntryKind.EMERGENCY_SLIPS_PRINTED),),
    )
    return [_run(text) for (text,) in rows]


def used_emergency_numbers(db: Database, number: str = "") -> frozenset[tuple[str, int]]:
    """Return the (number, year of its print) that a dossier bears: of one number, or of all.

    A dossier that was entered by mistake and voided gives its number free: the citizen still holds the paper.
    """
    sql = """select d.emergency_number, json_extract(e.text, '$.body.emergency_year')
             from dossier d join entry e on e.seq = d.id
             where d.emergency_number <> '' and d.state <> 'voided'"""
    if number:
        return frozenset(db.rows(f"{sql} and d.emergency_number = ?", (number,)))
    return frozenset(db.rows(sql))


def entered_later(db: Database, *, limit: int = 200) -> list[EmergencyLine]:
    """Return the dossiers that were received on an emergency slip, the last entered first."""
    # `+`: by the index of those few; sorted by the table itself, every dossier of all years would be read.
    rows = db.rows(
        """select d.emergency_number, d.code, d.procedure_name, d.received_at,
                  json_extract(e.text, '$.recorded_at'), d.officer
           from dossier d join entry e on e.seq = d.id
           where d.emergency_number <> '' order by +d.id desc limit ?""",
        (limit,),
    )
    return [
        EmergencyLine(
            emergency_number=row[0],
            code=row[1],
            procedure_name=row[2],
            received_at=datetime.fromisoformat(row[3]),
            recorded_at=datetime.fromisoformat(row[4]),
            officer=row[5],
        )
        for row in rows
    ]


def _run(text: str) -> EmergencyRun:
    entry = json.loads(text)
    body = entry["body"]
    return EmergencyRun(
        first=body["first"],
        last=body["last"],
        year=body["year"],
        printed_at=datetime.fromisoformat(entry["recorded_at"]),
    )


def _case(row: Row) -> OnlineCase:
    return OnlineCase(
        portal_code=row[0],
        procedure_code=row[1],
        procedure_name=row[2],
        name=row[3],
        submitted_at=datetime.fromisoformat(row[4]),
        received_at=datetime.fromisoformat(row[5]),
        noticed_at=datetime.fromisoformat(row[6]),
        is_late_notice=bool(row[7]),
        act_by=datetime.fromisoformat(row[8]),
        state=row[9],
        answered_at=datetime.fromisoformat(row[10]) if row[10] else None,
    )
