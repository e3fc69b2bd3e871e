"""What only another system counts: figures typed in, filled evaluation slips, reports that were sent."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cchc_desktop.store.engine import Database

_FOR_EVER = "9999"
EVERY = 2**62
"""Before this place stands every entry."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SentReport:
    """A report that was sent, and what was known then."""

    seq: int
    report: str
    period: str
    as_of: datetime
    known_at: datetime
    sent_at: datetime
    actor: str
    record: Mapping[str, Any]


def typed(db: Database, period: str, *, known_at: datetime | None = None, before: int = EVERY) -> dict[str, int]:
    """Return the figures typed in for a period, the last word of each that was known."""
    until = known_at.isoformat() if known_at else _FOR_EVER
    sql = "select name, value from typed_figure where period = ? and typed_at <= ? and seq < ? order by seq"
    return dict(db.rows(sql, (period, until, before)))


def evaluations(
    db: Database, periods: Sequence[str], *, known_at: datetime | None = None, before: int = EVERY
) -> list[tuple[str, str, int]]:
    """Return (question, scale, answers) of some quarters; a quarter counted anew replaces what was counted before."""
    until = known_at.isoformat() if known_at else _FOR_EVER
    marks = ", ".join("?" * len(periods))
    sql = f"""select question, scale, sum(answers) from evaluation_count e where period in ({marks}) and seq = (
                select max(seq) from evaluation_count l where l.period = e.period and l.counted_at <= ?
                and l.seq < ?)
              group by question, scale order by min(seq), question, scale"""
    return [(question, scale, int(answers)) for question, scale, answers in db.rows(sql, (*periods, until, before))]


def sent(db: Database, report: str, period: str) -> list[SentReport]:
    """Return how often a report of a period was sent, the last one first."""
    sql = """select seq, report, period, as_of, known_at, sent_at, actor, record from report_sent
             where report = ? and period = ? order by seq desc"""
    return [_sent(row) for row in db.rows(sql, (report, period))]


def sent_with(db: Database, seq: int) -> SentReport | None:
    """Return one report that was sent, by its place in the journal's file."""
    row = db.row(
        "select seq, report, period, as_of, known_at, sent_at, actor, record from report_sent where seq = ?", (seq,)
    )
    return _sent(row) if row else None


def _sent(row: Sequence[Any]) -> SentReport:
    seq, report, period, as_of, known_at, sent_at, actor, record = row
    return SentReport(
        seq=seq,
        report=report,
        period=period,
        as_of=datetime.fromisoformat(as_of),
        known_at=datetime.fromisoformat(known_at),
        sent_at=datetime.fromisoformat(sent_at),
        actor=actor,
        record=json.loads(record),
    )
