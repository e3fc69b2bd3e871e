"""What the boards ask: each question is bounded by an index that holds only what can be an answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cchc_desktop.domain.board import BoardKind
from cchc_desktop.store.engine import Database, Row


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when until when (ISO), the end not included; a board that needs neither ignores them."""

    since: str = ""
    until: str = ""


class BoardRow(NamedTuple):
    """One row of a board as it is stored, in the order of the columns; what does not belong to its kind is empty."""

    code: str
    name: str
    phone: str
    procedure_code: str
    procedure_name: str
    state: str
    minutes_left: int | None
    closes_on: str
    holder: str
    shelf: str
    calls: int
    results_left: int
    emergency_number: str
    due_at: str
    """Without a re-appointment."""
    supplements: int
    received_at: str
    results: int
    moment: str
    step: str = ""
    """A `StepKind` of a draft, an entry's kind of a step."""
    draft: int = 0
    official: str = ""
    """Id."""
    has_apology_draft: int = 0
    noticed_at: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step for a spot check."""

    code: str
    procedure_name: str
    kind: str
    happened_at: str
    actor: str
    approver: str


class OwnStep(NamedTuple):
    """One step that this desk took, in its own dossier or in another desk's."""

    dossier: str
    code: str
    procedure_name: str
    happened_at: str
    actor: str
    journal: str
    number: int
    is_undone: int
    is_of_several: int
    """Whether another journal tells of the dossier too: then only all of its entries say whether the step stands."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """One board: from where, under which condition (said as the index says it), and in which order."""

    where: str
    moment: str
    order: str
    source: str = "dossier d"
    counted: str = ""
    """Where the rows are counted, if without what is joined to them."""
    last_first: bool = False
    """Whether of too many the last ones are shown, in their order all the same."""


_OPEN = "d.finished_at = ''"
"""As the partial index says it: by the three open states another index is taken, and every open dossier is sorted."""
_RUNNING = "d.state = 'processing' and d.promised_at >= :since and d.promised_at < :until"
_DUE = _Question(where=_RUNNING, moment="d.promised_at", order="d.promised_at")
_SELF = "s.approver <> '' and s.actor = s.approver and s.is_undone = 0 and s.happened_at >= :since"
_GIVEN = "d.due_ground = 'no_calendar' and d.due_ground <> 'rule' and d.due_at >= :since and d.due_at < :until"

_APPROVALS = "step_draft t cross join {dossiers} d on d.id = t.id cross join entry e on e.seq = t.seq"

_QUESTIONS: Mapping[BoardKind, _Question] = {
    BoardKind.OVERDUE: dataclasses.replace(_DUE, order="d.promised_at desc", last_first=True),
    BoardKind.DUE_TODAY: _DUE,
    BoardKind.DUE_1: _DUE,
    BoardKind.DUE_2: _DUE,
    BoardKind.DUE_3: _DUE,
    BoardKind.WAITING: _Question(
        where="d.state = 'supplement_waiting'", moment="d.waiting_since", order="d.waiting_since"
    ),
    BoardKind.PAUSED: _Question(where="d.state = 'paused'", moment="d.paused_since", order="d.paused_since"),
    BoardKind.APOLOGIES: dataclasses.replace(
        _DUE, where=f"{_RUNNING} and d.apologies = 0", order="d.promised_at desc", last_first=True
    ),
    BoardKind.UNCOLLECTED: _Question(where="d.state = 'result_ready'", moment="d.finished_at", order="d.finished_at"),
    # `+`: state is looked up; by its index every running dossier would be read.
    BoardKind.GIVEN_DATES: _Question(
        where=f"{_GIVEN} and +d.state = 'processing'", moment="d.promised_at", order="d.due_at"
    ),
    BoardKind.EMERGENCY: _Question(
        where="d.emergency_number <> '' and d.received_at >= :since", moment="d.received_at", order="d.received_at desc"
    ),
    # `cross`: from the few drafts to their dossiers, never the other way; `+`: sorted by the few themselves.
    BoardKind.APPROVALS: _Question(
        source=_APPROVALS.format(dossiers="dossier"),
        counted="step_draft t",
        where="t.state = 'open'",
        moment="t.drafted_at",
        order="+t.seq",
    ),
    BoardKind.SELF_APPROVED: _Question(
        source="step s cross join dossier d on d.id = s.id",
        counted="step s",
        where=_SELF,
        moment="s.happened_at",
        order="s.happened_at desc",
    ),
}
_OF_STEP = {BoardKind.APPROVALS: "t.step, e.number, t.actor", BoardKind.SELF_APPROVED: "s.kind, 0, s.actor"}
_NO_STEP = "'', 0, ''"
_DRAFTED = "exists (select 1 from step_draft t where t.id = d.id and t.state = 'open' and t.step = 'apology')"
_COLUMNS = """d.code, coalesce(p.name, ''), coalesce(p.phone, ''), d.procedure_code, d.procedure_name, d.state,
              d.minutes_left, d.closes_on, d.holder, d.shelf, d.calls, d.results - d.results_returned,
              d.emergency_number, d.due_at, d.supplements, d.received_at, d.results"""


def count(db: Database, kind: BoardKind, span: Span) -> int:
    """Return how many lines a board has."""
    if kind is BoardKind.ONLINE:
        return int(db.value("select count(*) from online_case where state = 'waiting'"))
    asked = _QUESTIONS[kind]
    sql = f"select count(*) from {asked.counted or asked.source} where {asked.where}"
    return int(db.value(sql, dataclasses.asdict(span)))


def rows(db: Database, kind: BoardKind, span: Span, *, limit: int) -> list[BoardRow]:
    """Return the lines of a board in its order."""
    if kind is BoardKind.ONLINE:
        return _online(db, limit)
    found = _rows(db, _QUESTIONS[kind], span, limit, kind)
    if kind is BoardKind.APPROVALS:  # what this desk drafted may be about a dossier of another
        asked = dataclasses.replace(_QUESTIONS[kind], source=_APPROVALS.format(dossiers="foreign_dossier"))
        found += _rows(db, asked, span, limit, kind)
    return found[::-1] if _QUESTIONS[kind].last_first else found


def due_between(db: Database, span: Span, *, limit: int) -> list[BoardRow]:
    """Return the running dossiers that are due in a span, soonest first."""
    return _rows(db, _DUE, span, limit)


def count_due(db: Database, span: Span) -> int:
    """Return how many running dossiers are due in a span."""
    return count(db, BoardKind.DUE_TODAY, span)


def oldest_open(db: Database) -> BoardRow | None:
    """Return the dossier that was received first of all that are open."""
    return _first(db, _Question(where=_OPEN, moment="d.received_at", order="d.received_at"))


def most_supplemented(db: Database) -> BoardRow | None:
    """Return the open dossier for which papers were asked for most often; of several the earliest."""
    where = f"d.supplements > 0 and {_OPEN}"
    return _first(db, _Question(where=where, moment="d.promised_at", order="d.supplements desc, d.id"))


def steps_of_kinds(db: Database, kinds: Sequence[str], since: str, until: str) -> list[StepRow]:
    """Return the steps of some kinds of entry in [since, until) that stand, in the order of codes and of time."""
    found: list[Row] = []
    for kind in kinds:
        found += db.rows(
            """select d.code, d.procedure_name, s.kind, s.happened_at, s.actor, s.approver
               from step s cross join dossier d on d.id = s.id
               where s.kind = ? and s.happened_at >= ? and s.happened_at < ? and s.is_undone = 0""",
            (kind, since, until),
        )
    return [
        StepRow(code=row[0], procedure_name=row[1], kind=row[2], happened_at=row[3], actor=row[4], approver=row[5])
        for row in sorted(found, key=lambda row: (row[0], row[3]))
    ]


def own_steps(db: Database, kind: str, since: str, until: str) -> list[OwnStep]:
    """Return the steps of a kind of entry that this desk took in [since, until), whichever desk's dossier it is."""
    # Where no other desk is known, no dossier is looked through for other journals.
    rows = db.rows(
        """select d.dossier, d.code, d.procedure_name, s.happened_at, s.actor, e.journal, e.number, s.is_undone,
                  (select count(*) from journal) > 1 and exists (
                      select 1 from entry o where o.dossier = d.dossier and o.dossier <> '' and o.journal <> e.journal)
           from step s cross join dossier d on d.id = s.id cross join entry e on e.seq = s.seq
           cross join journal j on j.id = e.journal
           where s.kind = ? and s.happened_at >= ? and s.happened_at < ? and j.is_own = 1""",
        (kind, since, until),
    )
    if db.value("select exists (select 1 from journal where is_own = 0)"):
        for journal, last in db.rows("select id, last_number from journal where is_own = 1"):
            first = _first_since(db, journal, last, since)
            rows += db.rows(_IN_OTHERS, (journal, first, kind, since, until))
    return [OwnStep._make(row) for row in rows]


_IN_OTHERS = """
select f.dossier, f.code, f.procedure_name, json_extract(e.text, '$.happened_at') as happened_at,
       json_extract(e.text, '$.actor'), e.journal, e.number, 0, 1
from entry e cross join foreign_dossier f on f.dossier = e.dossier
where e.journal = ? and e.number >= ? and e.kind = ? and happened_at >= ? and happened_at < ?
"""
"""Steps in other desks' dossiers have no row of their own: they are read from what this desk wrote since."""


def _first_since(db: Database, journal: str, last: int, since: str) -> int:
    """Return the number of the first entry of a journal recorded at a moment or later; numbers have no gap."""
    first, beyond = 1, last + 1
    while first < beyond:
        middle = (first + beyond) // 2
        sql = "select json_extract(text, '$.recorded_at') < ? from entry where journal = ? and number = ?"
        if db.value(sql, (since, journal, middle)):
            first = middle + 1
        else:
            beyond = middle
    return first


def _first(db: Database, asked: _Question) -> BoardRow | None:
    return next(iter(_rows(db, asked, Span(), 1)), None)


def _rows(db: Database, asked: _Question, span: Span, limit: int, kind: BoardKind | None = None) -> list[BoardRow]:
    of_step = _OF_STEP.get(kind, _NO_STEP) if kind else _NO_STEP
    drafted = _DRAFTED if kind is BoardKind.APOLOGIES else "0"
    sql = f"""select {_COLUMNS}, {asked.moment}, {of_step}, {drafted}, ''
              from {asked.source} left join person p on p.id = d.id
              where {asked.where} order by {asked.order} limit :limit"""
    return [BoardRow._make(row) for row in db.rows(sql, {**dataclasses.asdict(span), "limit": limit})]


def _online(db: Database, limit: int) -> list[BoardRow]:
    found = db.rows(
        """select portal_code, '', '', procedure_code, procedure_name, state, null, '', '', '', 0, 0, '', act_by, 0,
                  received_at, 0, act_by, '', 0, '', 0, noticed_at
           from online_case where state = 'waiting' order by act_by limit ?""",
        (limit,),
    )
    return [BoardRow._make(row) for row in found]
