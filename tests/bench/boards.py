"""Every board of a desk with very many dossiers, each beside the bare indexed query for the same rows.

python -m tests.bench.boards FOLDER DOSSIERS ROUNDS    prints JSON
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from cchc_desktop import bootstrap
from cchc_desktop.clock import moment
from cchc_desktop.domain.board import BoardKind
from tests.bench.big_desk import NOW, BigDesk
from tests.bench.children import ask
from tests.bench.rows import Line, median, percentile
from tests.store.stores import Hand

MOST = 2.0
COUNTS = "counts"
_FEW_ROUNDS_BEFORE = 3
_LINES = 200
_TODAY = moment(NOW).replace(hour=0, minute=0)
_FIRST = "2000-01-01T00:00:00+07:00"
_COLUMNS = """d.code, p.name, p.phone, d.procedure_code, d.procedure_name, d.state, d.minutes_left, d.closes_on,
              d.holder, d.shelf, d.calls, d.results - d.results_returned, d.emergency_number, d.due_at"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Bare:
    """The plain query of one board."""

    where: str
    moment: str
    order: str
    values: tuple[str, ...] = ()
    source: str = "dossier d"
    more: str = ""
    """What else a line of this board says."""

    @property
    def rows(self) -> str:
        """Return the query for its first lines."""
        joined = f"{self.source} left join person p on p.id = d.id"
        columns = f"{_COLUMNS}{self.more}, {self.moment}"
        return f"select {columns} from {joined} where {self.where} order by {self.order} limit {_LINES}"

    @property
    def count(self) -> str:
        """Return the query for how many there are."""
        return f"select count(*) from {self.source} where {self.where}"


def _midnight(days: int) -> str:
    return (_TODAY + timedelta(days=days)).isoformat()


def _due(since: str, until: str, *, order: str = "d.promised_at") -> _Bare:
    where = "d.state = 'processing' and d.promised_at >= ? and d.promised_at < ?"
    return _Bare(where=where, moment="d.promised_at", order=order, values=(since, until))


def _in_state(state: str, moment: str) -> _Bare:
    return _Bare(where=f"d.state = '{state}'", moment=moment, order=moment)


def _bare_queries() -> dict[BoardKind, _Bare]:
    """Return the plain queries; the day of `NOW` is the Tuesday of a week without a day off."""
    late = _due(_FIRST, _midnight(2), order="d.promised_at desc")
    return {
        BoardKind.OVERDUE: _due(_FIRST, NOW, order="d.promised_at desc"),
        BoardKind.DUE_TODAY: _due(NOW, _midnight(1)),
        BoardKind.DUE_1: _due(_midnight(1), _midnight(2)),
        BoardKind.DUE_2: _due(_midnight(2), _midnight(3)),
        BoardKind.DUE_3: _due(_midnight(3), _midnight(4)),
        BoardKind.WAITING: _in_state("supplement_waiting", "d.waiting_since"),
        BoardKind.PAUSED: _in_state("paused", "d.paused_since"),
        BoardKind.UNCOLLECTED: _in_state("result_ready", "d.finished_at"),
        BoardKind.APOLOGIES: dataclasses.replace(
            late,
            where=f"{late.where} and d.apologies = 0",
            more=", exists (select 1 from step_draft t where t.id = d.id and t.state = 'open' and t.step = 'apology')",
        ),
        BoardKind.GIVEN_DATES: _Bare(
            where="d.due_ground = 'no_calendar' and d.due_ground <> 'rule' and d.due_at >= ?"
            " and +d.state = 'processing'",
            moment="d.promised_at",
            order="d.due_at",
            values=(NOW,),
        ),
        BoardKind.EMERGENCY: _Bare(
            where="d.emergency_number <> '' and d.received_at >= ?",
            moment="d.received_at",
            order="d.received_at desc",
            values=(_midnight(-31),),
        ),
        BoardKind.APPROVALS: _Bare(
            source="step_draft t cross join dossier d on d.id = t.id cross join entry e on e.seq = t.seq",
            where="t.state = 'open'",
            moment="t.drafted_at",
            order="+t.seq",
            more=", t.step, e.number, t.actor",
        ),
        BoardKind.SELF_APPROVED: _Bare(
            source="step s cross join dossier d on d.id = s.id",
            where="s.approver <> '' and s.actor = s.approver and s.is_undone = 0 and s.happened_at >= ?",
            moment="s.happened_at",
            order="s.happened_at desc",
            values=(_midnight(-31),),
            more=", s.kind, s.actor",
        ),
    }


_ONLINE = """select portal_code, procedure_code, procedure_name, state, received_at, noticed_at, act_by from online_case
             where state = 'waiting' order by act_by limit 200"""
_COUNT_ONLINE = "select count(*) from online_case where state = 'waiting'"


def line(desk: BigDesk, *, rounds: int) -> Line:
    """Measure each board and the counts of all; the board with the worst ratio is judged."""
    found = ask("boards", desk.folder, desk.dossiers, rounds)
    names = list(found["ours"])
    ours, bare = ({name: median(found[side][name]) for name in names} for side in ("ours", "bare"))
    worst = max(names, key=lambda name: ours[name] / bare[name])
    others = sorted(names, key=lambda name: -ours[name] / bare[name])
    told = [_told(name, found["lines"][name], ours[name], bare[name]) for name in others]
    late = percentile(found["ours"][worst], 0.99), percentile(found["bare"][worst], 0.99)
    slowest = max(names, key=lambda name: ours[name])
    first = f"{rounds} times each; slowest: {slowest}, {ours[slowest]:.1f} ms"
    return Line(
        what=f"boards, {desk.dossiers:,} dossiers, {found['open']:,} open: {worst}",
        measured=ours[worst],
        bare=bare[worst],
        most=MOST,
        notes=(
            f"p99 {late[0]:.1f} beside {late[1]:.1f} ms; {first}",
            *("; ".join(told[start : start + 4]) for start in range(0, len(told), 4)),
        ),
        causes=(
            f"{ours[worst] - bare[worst]:.2f} ms above the query for {found['lines'][worst]} lines: each becomes a "
            "value with its moment, its working time left and its note, some microseconds that no query does",
        ),
    )


def _told(name: str, lines: int, ours: float, bare: float) -> str:
    return f"{name} ({lines:,}) {ours:.2f} beside {bare:.2f} ms, {ours / bare:.2f} x"


def _measure(desk: BigDesk, rounds: int) -> dict[str, Any]:
    with contextlib.closing(desk.open(clock=Hand(moment(NOW)))) as opened:
        sides = _sides(opened)
        found: dict[str, Any] = {"lines": {}, "ours": {}, "bare": {}}
        for name, (ours, bare) in sides.items():
            found["lines"][name] = _compared(name, ours(), bare())
            found["ours"][name], found["bare"][name] = [], []
            for number in range(rounds + _FEW_ROUNDS_BEFORE):
                for side in ("ours", "bare") if number % 2 else ("bare", "ours"):
                    began = perf_counter()
                    (ours if side == "ours" else bare)()
                    if number >= _FEW_ROUNDS_BEFORE:
                        found[side][name].append((perf_counter() - began) * 1000)
        found["open"] = opened.db.value("select count(*) from dossier where finished_at = ''")
        return found


_Way = Callable[[], list[Any]]


def _sides(desk: bootstrap.Desk) -> dict[str, tuple[_Way, _Way]]:
    """Return the two ways of each board, the program's and the bare one, and those of the counts."""
    connection = desk.db.connection
    queries = _bare_queries()

    def ours(kind: BoardKind) -> _Way:
        return lambda: list(desk.boards.lines(kind))

    def bare(sql: str, values: tuple[str, ...]) -> _Way:
        return lambda: list(connection.execute(sql, values).fetchall())

    found: dict[str, tuple[_Way, _Way]] = {
        kind: (ours(kind), bare(one.rows, one.values)) for kind, one in queries.items()
    }
    found[BoardKind.ONLINE] = ours(BoardKind.ONLINE), bare(_ONLINE, ())
    counts = [queries[kind].count if kind in queries else _COUNT_ONLINE for kind in BoardKind]
    values = [queries[kind].values if kind in queries else () for kind in BoardKind]
    found[COUNTS] = (
        lambda: list(desk.boards.counts().values()),
        lambda: [connection.execute(*asked).fetchone()[0] for asked in zip(counts, values, strict=True)],
    )
    return found


def _compared(name: str, ours: list[Any], bare: list[Any]) -> int:
    """Return how many lines a board has, where both sides tell of the same moments."""
    if name == COUNTS:
        if ours != bare:
            raise RuntimeError(f"the boards count {ours}, the bare queries {bare}")
        return len(ours)
    if sorted(line.moment.isoformat() for line in ours) != sorted(row[-1] for row in bare):
        raise RuntimeError(f"{name}: {len(ours)} lines beside {len(bare)} rows, or others")
    return len(ours)


if __name__ == "__main__":
    where, count, times = sys.argv[1:]
    print(json.dumps(_measure(BigDesk(folder=Path(where), dossiers=int(count)), int(times))))
