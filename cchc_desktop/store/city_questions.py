"""What the city has asked about dossiers, and whether it was answered: rows read from the journal."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.store import journal
from cchc_desktop.store.engine import Database


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """One question of the city."""

    id: str
    code: str
    """The dossier's, as the city names it."""
    text: str
    """Personal; empty after an erasure."""
    asked_at: datetime
    """When the desk took it."""
    answered_at: datetime | None


def apply(db: Database, written: journal.Written) -> None:
    """Bring the rows in step with an entry just appended, if it asks or answers."""
    entry = written.entry
    at = entry.happened_at.isoformat()
    if entry.kind == EntryKind.CITY_ASKED:
        # A question is taken once; an entry of before that names it again changes nothing.
        row = (entry.body["question"], written.seq, entry.body["code"], at, "")
        db.execute("insert or ignore into city_question values (?, ?, ?, ?, ?)", row)
    elif entry.kind == EntryKind.CITY_ANSWERED:
        db.execute("update city_question set answered_at = ? where id = ?", (at, entry.body["question"]))


def lines(db: Database) -> list[QuestionLine]:
    """Return every question, those without an answer first, then the newest first."""
    rows = db.rows(
        """select q.id, q.code, coalesce(p.text, ''), q.asked_at, q.answered_at from city_question q
           left join personal p on p.seq = q.seq and p.field = 'question'
           order by q.answered_at <> '', q.seq desc"""
    )
    return [
        QuestionLine(
            id=row[0],
            code=row[1],
            text=row[2],
            asked_at=datetime.fromisoformat(row[3]),
            answered_at=datetime.fromisoformat(row[4]) if row[4] else None,
        )
        for row in rows
    ]


def known(db: Database, question: str) -> QuestionLine | None:
    """Return one question."""
    return next((line for line in lines(db) if line.id == question), None)
