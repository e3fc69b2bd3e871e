"""Every figure of a report is one condition on the rows of dossiers: counted here, and listed here.

The list behind a figure asks by the same condition as the figure, so that the two cannot differ.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from cchc_desktop.domain.report import BehindLine

_ENDED = "d.finished_at <> '' and d.finished_at <= :as_of"
_OPEN = f"not ({_ENDED})"
_IN_PERIOD = "d.received_at >= :start"
_OPEN_LATE = """{open} and exists (select 1 from {spans} s where {same} and s.from_at <= :as_of
    and s.until_at > :as_of and s.state = 'processing' and (s.{due} < :as_of or s.was_overdue = 1))"""
_STATE_THEN = """(select s2.state from {spans} s2 where {same2} and s2.from_at <= :as_of and s2.until_at > :as_of
    order by s2.seq desc limit 1)"""
"""Where a dossier stood at the report's moment, whatever became of it since."""
_COUNTED = "d.is_same_day = 1 and d.saved_minutes is not null and d.is_time_unreliable = 0"
_DAY_ENDED = f"{_COUNTED} and d.returned_at <= :as_of and {_IN_PERIOD}"
_STANDS = "d.received_at <= :as_of and (d.voided_at = '' or d.voided_at > :as_of)"
_TOUCHED = f"{_STANDS} and (d.finished_at = '' or d.finished_at >= :start)"
"""Received in the period, or before it and open when it began; a void takes a dossier out from its own moment on."""


class Readable(Protocol):
    """A database of dossiers' rows that answers queries: the desk's, or the city's on either engine."""

    def rows(self, sql: str, values: dict[str, str]) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        ...

    def stream(self, sql: str, values: dict[str, str]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""
        ...

    def value(self, sql: str, values: tuple[Any, ...]) -> Any:
        """Return the first column of the first row, or ``None``."""
        ...


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a report looks at: from when, as of when, and by which rows."""

    start: datetime
    as_of: datetime
    by_first_due: bool = True
    """Whether an open dossier is late by its first due moment, or by the re-appointment."""
    dossiers: str = "dossier"
    """The table of dossiers, or a view of what was known then (`reports.known`)."""
    spans: str = "dossier_span"
    steps: str = "step"
    same: tuple[str, ...] = ("id",)
    """Columns by which rows of these tables belong to the same dossier."""
    prelude: str = ""
    """What stands before every query: how those views are made."""
    more: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Parameters of the prelude."""

    @property
    def values(self) -> dict[str, str]:
        """Return the parameters of every query."""
        return {"start": self.start.isoformat(), "as_of": self.as_of.isoformat(), **self.more}


def conditions(scope: Scope) -> Mapping[str, str]:
    """Return the condition of each figure on a row ``d`` that the report touches."""
    due = "due_at" if scope.by_first_due else "promised_at"
    late = _OPEN_LATE.format(open=_OPEN, spans=scope.spans, due=due, same=_same(scope, "s"))
    return {
        "received": "true",
        "carried_over": "d.received_at < :start",
        "received_online": f"{_IN_PERIOD} and d.channel = 'online'",
        "received_counter_post": f"{_IN_PERIOD} and d.channel <> 'online'",
        "received_counter": f"{_IN_PERIOD} and d.channel = 'counter'",
        "received_post": f"{_IN_PERIOD} and d.channel = 'post'",
        "received_in_period": _IN_PERIOD,
        "resolved": _ENDED,
        "resolved_early": f"{_ENDED} and d.outcome = 'early'",
        "resolved_on_time": f"{_ENDED} and d.outcome = 'on_time'",
        "resolved_in_time": f"{_ENDED} and d.outcome in ('early', 'on_time')",
        "resolved_late": f"{_ENDED} and d.outcome = 'overdue'",
        "open": _OPEN,
        "open_in_time": f"{_OPEN} and not ({late})",
        "open_late": late,
        "with_fee": "d.fee_dong > 0 and d.fee_state <> 'waived'",
        "paid_online": "d.fee_dong > 0 and d.fee_state = 'online'",
        "returned_by_post": f"{_ENDED} and d.return_way = 'post'",
        "of_online_procedures": f"{_IN_PERIOD} and d.is_online_procedure = 1",
        "online_of_online_procedures": f"{_IN_PERIOD} and d.is_online_procedure = 1 and d.channel = 'online'",
        "scanned_papers": f"{_IN_PERIOD} and d.scanned_papers > 0",
        "scanned_results": f"{_ENDED} and d.scanned_results > 0",
        "copy_certifications": f"{_ENDED} and d.procedure_code = '2.000815'",
        "no_slip": _DAY_ENDED,
        "slip_on_request": f"{_DAY_ENDED} and d.has_slip_on_request = 1",
        "to_appointment": "d.appointment_at >= :start and d.appointment_at <= :as_of",
        "time_unreliable": f"d.is_same_day = 1 and d.is_time_unreliable = 1 and {_IN_PERIOD}",
    }


STEPS: Mapping[str, str] = {
    "supplement_requested": "s.kind = 'SupplementRequested'",
    "refused": "s.kind = 'Refused'",
    "withdrawn": "s.kind = 'Withdrawn'",
    "stopped": "s.kind = 'Stopped'",
    "closed_incomplete": "s.kind = 'ClosedIncomplete'",
    "voided": "s.kind = 'Voided'",
    "paused": "s.kind = 'ClockPaused'",
    "apologised": "s.kind = 'Apologised'",
}
"""Figures that count steps by the moment at which they were taken."""
_STEP_STANDS = "s.happened_at >= :start and s.happened_at <= :as_of and s.is_undone = 0"


def counts(db: Readable, scope: Scope, figures: Sequence[str], *, by: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    """Return rows of (what they are grouped by …, figure …) over the dossiers that the report touches.

    Args:
        db: The database.
        scope: What the report looks at.
        figures: Names of `conditions`.
        by: Columns of a dossier to group by; none: one row of all.
    """
    known = conditions(scope)
    sums = ", ".join(f"coalesce(sum({_as_number(known[figure])}), 0)" for figure in figures)
    named = ", ".join(f"d.{column}" for column in by)
    group = f" group by {named} order by {named}" if by else ""
    head = f"{named}, " if by else ""
    sql = f"{scope.prelude}select {head}{sums} from {scope.dossiers} d where {_TOUCHED}{group}"
    return db.rows(sql, scope.values)


def step_counts(db: Readable, scope: Scope) -> dict[str, int]:
    """Return how many steps of each kind stand, by figure."""
    sql = f"{scope.prelude}select s.kind, count(*) from {scope.steps} s where {_STEP_STANDS} group by s.kind"
    found: dict[str, int] = dict(db.rows(sql, scope.values))
    return {figure: int(found.get(condition.split("'")[1], 0)) for figure, condition in STEPS.items()}


def causes(db: Readable, scope: Scope) -> list[tuple[str, str, int]]:
    """Return (cause, unit responsible, late results) of the period, the most first; "" where nothing was said yet."""
    late = conditions(scope)["resolved_late"]
    sql = f"""{scope.prelude}select d.overdue_cause, d.responsible_unit, count(*) from {scope.dossiers} d
              where {_TOUCHED} and {late} group by 1, 2 order by 3 desc, 1, 2"""
    return [(cause, unit, int(count)) for cause, unit, count in db.rows(sql, scope.values)]


def behind(db: Readable, scope: Scope, figure: str, where: Mapping[str, str], *, limit: int = 0) -> list[BehindLine]:
    """Return the dossiers behind a figure, by their moment of receipt; as many lines as the figure says.

    Args:
        db: The database.
        scope: What the report looks at.
        figure: Name of a figure; of those that count steps, one line a step.
        where: Column of a dossier -> value, for the row of the table.
        limit: So many lines at most; 0: all.
    """
    chosen = " and ".join(f"d.{column} = :in_{column}" for column in where) or "true"
    values = {**scope.values, **{f"in_{column}": value for column, value in where.items()}}
    source, condition = f"{scope.dossiers} d", f"{_TOUCHED} and ({conditions(scope).get(figure, 'false')})"
    if figure in STEPS:
        source = f"{scope.steps} s join {scope.dossiers} d on {_same(scope, 's')}"
        condition = f"{_STEP_STANDS} and {STEPS[figure]}"
    sql = f"""{scope.prelude}select d.code, d.procedure_name, d.received_at, d.due_at,
              case when d.finished_at <= :as_of then d.finished_at else '' end,
              coalesce({_STATE_THEN.format(spans=scope.spans, same2=_same(scope, "s2"))}, d.state),
              case when d.finished_at <= :as_of then d.outcome else '' end
              from {source} where {condition} and {chosen} order by d.received_at, d.id"""
    rows = db.rows(f"{sql} limit {limit}" if limit else sql, values)
    return [_line(row) for row in rows]


def saved(db: Readable, scope: Scope, *, by: str) -> list[tuple[str, list[int]]]:
    """Return (value of a column or expression, minutes saved of each dossier) of those without an appointment.

    Args:
        db: The database.
        scope: From when until when they were received; what was handed over by `Scope.as_of` counts.
        by: An expression over a row ``d``.
    """
    sql = f"""{scope.prelude}select {by}, d.saved_minutes from {scope.dossiers} d
              where {_STANDS} and {_DAY_ENDED} order by 1, 2"""
    found: dict[str, list[int]] = {}
    for key, minutes in db.stream(sql, scope.values):
        found.setdefault(str(key), []).append(minutes)
    return list(found.items())


def by_hour(db: Readable, column: str, day: str) -> dict[int, int]:
    """Return how many dossiers have a moment (``received_at``, ``returned_at``) in each hour of a day (ISO)."""
    sql = f"""select cast(substr({column}, 12, 2) as integer), count(*) from dossier
              where {column} >= :day and {column} < :end and voided_at = '' group by 1"""
    return {int(hour): int(count) for hour, count in db.rows(sql, {"day": day, "end": f"{day}T24"})}


def procedure_name(db: Readable, code: str) -> str:
    """Return a procedure's name as one of its dossiers bears it; empty where there is none."""
    return str(db.value("select procedure_name from dossier where procedure_code = ? limit 1", (code,)) or "")


def _same(scope: Scope, other: str) -> str:
    """Return the condition that a row of another table belongs to the dossier ``d``."""
    return " and ".join(f"{other}.{column} = d.{column}" for column in scope.same)


def _as_number(condition: str) -> str:
    return f"case when {condition} then 1 else 0 end"


def _line(row: tuple[Any, ...]) -> BehindLine:
    code, procedure_name, received_at, due_at, finished_at, state, outcome = row
    return BehindLine(
        code=code,
        procedure_name=procedure_name,
        received_at=datetime.fromisoformat(received_at),
        due_at=datetime.fromisoformat(due_at),
        finished_at=datetime.fromisoformat(finished_at) if finished_at else None,
        state=state,
        outcome=outcome,
    )
