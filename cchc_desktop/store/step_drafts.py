"""Drafts of steps that wait for a leader."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from cchc_desktop.store.engine import Database


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """One draft in the queue."""

    code: str
    number: int
    """Number of the draft's entry."""
    step: str
    drafter: str
    """Id of who drafted it."""
    drafted_at: datetime
    name: str
    """The applicant's name; empty after an erasure."""
    procedure_name: str
    state: str
    due_at: datetime
    """What the citizen was told last."""


def waiting(db: Database, *, limit: int = 200) -> list[DraftLine]:
    """Return the drafts that wait, the dossier due soonest first."""
    # "state = 'open'" and `+`: said as the partial index says it, so that settled drafts are not read.
    found = [
        row
        for table in ("dossier", "foreign_dossier")
        for row in db.rows(
            f"""
            select d.code, e.number, s.step, s.actor, s.drafted_at, coalesce(p.name, ''), d.procedure_name, d.state,
                   d.promised_at
            from step_draft s join {table} d on d.id = s.id join entry e on e.seq = s.seq
            left join person p on p.id = s.id
            where s.state = 'open' order by d.promised_at, +s.seq limit ?
            """,
            (limit,),
        )
    ]
    rows = sorted(found, key=lambda row: row[8])[:limit]
    return [
        DraftLine(
            code=row[0],
            number=row[1],
            step=row[2],
            drafter=row[3],
            drafted_at=datetime.fromisoformat(row[4]),
            name=row[5],
            procedure_name=row[6],
            state=row[7],
            due_at=datetime.fromisoformat(row[8]),
        )
        for row in rows
    ]
