"""What the board of those without an appointment asks: who waits, and what the day has saved so far."""

from __future__ import annotations

from typing import NamedTuple

from cchc_desktop.store.engine import Database

_FROM = "dossier d indexed by dossier_same_day_waiting"
"""By itself the engine takes the index of states, and reads every dossier that is being settled."""
_WAITING = """d.is_same_day = 1 and d.appointment_at = '' and d.returned_at = ''
              and d.state in ('processing', 'result_ready')"""
"""As the partial index says it: what was settled, sent away or asked for papers is not even looked at."""

_WAITING_ROWS = f"""select d.code, coalesce(p.name, ''), d.procedure_code, d.procedure_name, d.state, d.received_at,
d.due_at, d.priority, d.started_at, d.is_time_unreliable, d.has_slip_on_request,
d.version, json_extract(e.text, '$.body.statutory_minutes')
from {_FROM} join entry e on e.seq = d.id left join person p on p.id = d.id
where {_WAITING} and d.received_at < :until and (d.received_at >= :since or +d.state = 'processing')
order by d.received_at, +d.id"""
_OPEN_CODES = f"""select d.code from {_FROM} where {_WAITING} and d.received_at < :until and +d.state = 'processing'
order by d.received_at, +d.id"""


class WaitingRow(NamedTuple):
    """One dossier that waits, as it is stored."""

    code: str
    name: str
    procedure_code: str
    procedure_name: str
    state: str
    received_at: str
    due_at: str
    priority: str
    started_at: str
    is_time_unreliable: int
    has_slip_on_request: int
    version: int
    statutory_minutes: int | None
    """As the receipt has it: a correction (``version`` above 1) may say otherwise."""


def waiting(db: Database, *, since: str, until: str) -> list[WaitingRow]:
    """Return what waits and was received in [since, until), oldest first.

    A result that lies ready from before ``since`` is not among it: it is on the list of what was not collected.
    """
    return [WaitingRow._make(row) for row in db.rows(_WAITING_ROWS, {"since": since, "until": until})]


def open_until(db: Database, until: str) -> list[str]:
    """Return the codes of what is neither settled nor ready and was received before a moment, oldest first."""
    return [row[0] for row in db.rows(_OPEN_CODES, {"until": until})]


def saved_on(db: Database, day: str) -> list[tuple[int, int]]:
    """Return (minutes saved, dossiers) of a day, the least first: one row more than a term has minutes, at most.

    That one counts, under `NOT_COUNTED`, who was served without a time that counts.
    """
    sql = "select saved_minutes, dossiers from same_day_tally where day = ? order by saved_minutes"
    return db.rows(sql, (day,))
