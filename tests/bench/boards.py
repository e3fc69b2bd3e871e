"""Every board of a desk with very many dossiers, each beside the bare indexed query for the same rows.

python -m tests.bench.boards FOLDER DOSSIERS ROUNDS    prints JSON
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Mapping
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
_SPAN = "d.state = 'processing' and d.promised_at >= ? and d.promised_at < ?"


def _midnight(days: int) -> str:
    return (_TODAY + timedelta(days=days)).isoformat()


def _span(since: str, until: str, *, more: str = "", order: str = "d.promised_at") -> tuple[str, str, str, list[str]]:
    return f"dossier d where {_SPAN}{more}", "d.promised_at", order, [since, until]


_BARE: Mapping[BoardKind, tuple[str, str, str, list[str]]] = {
    # Where from and under which condition, the moment, the order, the values. The day of NOW is a Tuesday of a week
    # without a day off.
    BoardKind.OVERDUE: _span(_FIRST, NOW, order="d.promised_at desc"),
    BoardKind.DUE_TODAY: _span(NOW, _midnight(1)),
    BoardKind.DUE_1: _span(_midnight(1), _midnight(2)),
    BoardKind.DUE_2: _span(_midnight(2), _midnight(3)),
    BoardKind.DUE_3: _span(_midnight(3), _midnight(4)),
    BoardKind.WAITING: (
        "dossier d where d.state = 'supplement_waiting'",
        "d.waiting_since",
        "d.waiting_since",
        [],
    ),
    BoardKind.PAUSED: ("dossier d where d.state = 'paused'", "d.paused_since", "d.paused_since", []),
    BoardKind.APOLOGIES: _span(_FIRST, _midnight(2), more=" and d.apologies = 0", order="d.promised_at desc"),
    BoardKind.UNCOLLECTED: ("dossier d where d.state = 'result_ready'", "d.finished_at", "d.finished_at", []),
    BoardKind.GIVEN_DATES: (
        "dossier d where d.due_ground = 'no_calendar' and d.due_ground <> 'rule' and d.due_at >= ?"
        " and +d.state = 'processing'",
        "d.promised_at",
        "d.due_at",
        [NOW],
    ),
    BoardKind.EMERGENCY: (
        "dossier d where d.emergency_number <> '' and d.received_at >= ?",
        "d.received_at",
        "d.received_at desc",
        [_midnight(-31)],
    ),
    BoardKind.APPROVALS: (
        "step_draft t cross join dossier d on d.id = t.id cross join entry e on e.seq = t.seq where t.state = 'open'",
        "t.drafted_at",
        "+t.seq",
        [],
    ),
    BoardKind.SELF_APPROVED: (
        "step s cross join dossier d on d.id = s.id where s.approver <> '' and s.actor = s.approver"
        " and s.is_undone = 0 and s.happened_at >= ?",
        "s.happened_at",
        "s.happened_at desc",
        [_midnight(-31)],
    ),
}
_BARE_ONLINE = "select portal_code, procedure_code, procedure_name, act_by from online_case where state = 'waiting'"


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
            "value with its moment, its working time left and its note",
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


def _sides(desk: bootstrap.Desk) -> dict[str, tuple[Callable[[], list[Any]], Callable[[], list[Any]]]]:
    """Return the two ways of each board, both giving the moments of its lines; and those of the counts."""
    found: dict[str, tuple[Callable[[], list[Any]], Callable[[], list[Any]]]] = {}
    connection = desk.db.connection

    def ask_board(kind: BoardKind) -> Callable[[], list[Any]]:
        return lambda: list(desk.boards.lines(kind))

    def ask_barely(sql: str, values: list[str]) -> Callable[[], list[Any]]:
        return lambda: list(connection.execute(sql, values).fetchall())

    counts = []
    for kind in BoardKind:
        if kind is BoardKind.ONLINE:
            sql, values = f"{_BARE_ONLINE} order by act_by limit {_LINES}", []
            counts.append(("select count(*) from online_case where state = 'waiting'", values))
        else:
            source, at, order, values = _BARE[kind]
            joined = source.replace(" where ", " left join person p on p.id = d.id where ", 1)
            sql = f"select {_COLUMNS}, {at} from {joined} order by {order} limit {_LINES}"
            counts.append((f"select count(*) from {source}", values))
        found[kind] = ask_board(kind), ask_barely(sql, values)
    found[COUNTS] = (
        lambda: list(desk.boards.counts().values()),
        lambda: [connection.execute(sql, values).fetchone()[0] for sql, values in counts],
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
