"""Biểu II.06a of a year with a million dossiers, beside the bare query of the same groups and conditions.

python -m tests.bench.year_report DOSSIERS ROUNDS    prints JSON
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from cchc_desktop.paths import DATABASE
from tests.bench.children import ask
from tests.bench.rows import Line, median
from tests.services.city_desk import import_all, new_desk, year_asked
from tests.tools.city_year import city

MOST = 3.0
_MOULD = 10_000
"""Dossiers that the program itself takes in; the others are their rows again, under other codes."""
_COPIED = {"dossier": "id", "dossier_span": "id", "step": "id"}

_ENDED = "finished_at <> '' and finished_at <= :as_of"
_LATE = """not (finished_at <> '' and finished_at <= :as_of) and exists (
    select 1 from dossier_span s where s.id = dossier.id and s.from_at <= :as_of and s.until_at > :as_of
    and s.state = 'processing' and (s.due_at < :as_of or s.was_overdue = 1))"""
_COUNTED = (
    "received_at < :start", "received_at >= :start and channel = 'online'",
    "received_at >= :start and channel <> 'online'", _ENDED, f"{_ENDED} and outcome = 'early'",
    f"{_ENDED} and outcome = 'on_time'", f"{_ENDED} and outcome = 'overdue'", f"not ({_ENDED})",
    f"not ({_ENDED}) and not ({_LATE})", _LATE, "fee_dong > 0 and fee_state <> 'waived'",
    "fee_dong > 0 and fee_state = 'online'", f"{_ENDED} and return_way = 'post'",
)  # fmt: skip
_BARE = f"""
    select service_field, procedure_code, procedure_name, count(*),
        {", ".join(f"count(case when {condition} then 1 end)" for condition in _COUNTED)}
    from dossier
    where received_at <= :as_of and (voided_at = '' or voided_at > :as_of)
        and (finished_at = '' or finished_at >= :start)
    group by service_field, procedure_code, procedure_name"""


def line(*, dossiers: int, rounds: int) -> Line:
    """Measure both in turns."""
    found = ask("year_report", dossiers, rounds)
    assert found["same"], "both sides have to count the same"
    notes = (f"{found['counted']:,} dossiers counted in {found['rows']} rows; {rounds} rounds",)
    return Line(
        what=f"06a of a year, {dossiers:,} dossiers", measured=median(found["report"]), bare=median(found["bare"]),
        most=MOST, notes=notes,
    )  # fmt: skip


def _measure(dossiers: int, rounds: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (book,) = city(folder, wards=1, dossiers=min(_MOULD, dossiers))
        desk = new_desk(folder)
        import_all(desk, [book.path])
        _multiply(folder / "desk" / DATABASE, dossiers)
        asked, bare = year_asked(desk), sqlite3.connect(folder / "desk" / DATABASE)
        moments = {"start": asked.period.starts_at.isoformat(), "as_of": asked.period.ends_at.isoformat()}
        found: dict[str, Any] = {"report": [], "bare": [], "same": True}
        for number in range(rounds + 1):
            started = perf_counter()
            report = desk.reports.results(asked)
            between = perf_counter()
            rows = bare.execute(_BARE, moments).fetchall()
            ended = perf_counter()
            found["same"] &= [sum(row[3 + place] for row in rows) for place in range(14)] == _in_order(report.total)
            if number:
                found["report"].append((between - started) * 1000)
                found["bare"].append((ended - between) * 1000)
        bare.close()
        desk.close()
        return {**found, "counted": report.total["received"], "rows": len(report.rows)}


def _in_order(total: Any) -> list[int]:
    names = (
        "received", "carried_over", "received_online", "received_counter_post", "resolved", "resolved_early",
        "resolved_on_time", "resolved_late", "open", "open_in_time", "open_late", "with_fee", "paid_online",
        "returned_by_post",
    )  # fmt: skip
    return [total[name] for name in names]


def _multiply(path: Path, dossiers: int) -> None:
    """Let the same rows stand again and again, under other numbers and codes, until there are enough."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma synchronous = off")
    have = int(db.execute("select count(*) from dossier").fetchone()[0])
    step = int(db.execute("select max(seq) from entry").fetchone()[0])
    db.execute("begin")
    for copy in range(1, dossiers // have):
        for table in _COPIED:
            columns = [row[1] for row in db.execute(f"pragma table_info({table})")]
            told = ", ".join(_moved(name, copy * step, copy) for name in columns)
            db.execute(f"insert into {table} select {told} from {table} where id <= {step}")
    db.execute("commit")
    db.execute("analyze")
    db.close()


def _moved(column: str, by: int, copy: int) -> str:
    if column in ("id", "seq"):
        return f"{column} + {by}"
    return f"{column} || '/{copy}'" if column in ("dossier", "code") else column


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]), int(sys.argv[2]))))
