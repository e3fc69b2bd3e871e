"""Biểu II.06a over all wards of a city, ten years in PostgreSQL, beside the bare query of the same groups.

python -m tests.bench.city_report DOSSIERS ROUNDS    prints JSON

One desk's days come to the city by its packages; its rows stand again for each other desk and year, by COPY.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg

from cchc_desktop.city import figures, office, place, schema
from cchc_desktop.city.engine import open_city_database
from cchc_desktop.clock import moment
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import FIGURES
from tests.bench import ward_years
from tests.bench.busy_desk import city_keys
from tests.bench.children import ask
from tests.bench.rows import Line, median
from tests.city.servers import postgres
from tests.store.stores import Hand

MOST = 2.0
YEARS, WARDS, DESKS = 10, 27, 3
_FIRST_YEAR, _MOULD_DAYS = ward_years.FIRST.year, 40
_LATER = "2035-01-05T08:00"
_SHIFT = 10**12
"""Between the ids of one desk's year and the next."""
_MOMENTS = (
    "received_at", "due_at", "promised_at", "finished_at", "returned_at", "waiting_since", "closes_on", "paused_since",
    "voided_at", "known_at", "started_at", "appointment_at", "from_at", "until_at",
)  # fmt: skip
_ENDED = "finished_at <> '' and finished_at <= %(as_of)s"
_LATE = f"""not ({_ENDED}) and exists (
    select 1 from dossier_span s where s.ward = d.ward and s.id = d.id and s.from_at <= %(as_of)s
    and s.until_at > %(as_of)s and s.state = 'processing' and (s.due_at < %(as_of)s or s.was_overdue = 1))"""
_COUNTED = (
    "received_at < %(start)s", "received_at >= %(start)s and channel = 'online'",
    "received_at >= %(start)s and channel <> 'online'", _ENDED, f"{_ENDED} and outcome = 'early'",
    f"{_ENDED} and outcome = 'on_time'", f"{_ENDED} and outcome = 'overdue'", f"not ({_ENDED})",
    f"not ({_ENDED}) and not ({_LATE})", _LATE, "fee_dong > 0 and fee_state <> 'waived'",
    "fee_dong > 0 and fee_state = 'online'", f"{_ENDED} and return_way = 'post'",
)  # fmt: skip
_BARE: Any = f"""
    select service_field, procedure_code, procedure_name, count(*),
        {", ".join(f"count(*) filter (where {condition})" for condition in _COUNTED)}
    from dossier d
    where received_at <= %(as_of)s and (voided_at = '' or voided_at > %(as_of)s)
        and (finished_at = '' or finished_at >= %(start)s)
    group by service_field, procedure_code, procedure_name"""


def line(*, dossiers: int, rounds: int) -> Line:
    """Measure the report of all ten years in turns with the bare query; one year's beside it."""
    found = ask("city_report", dossiers, rounds)
    if not found["same"]:
        raise RuntimeError("both sides have to count the same")
    one = {name: median(found[name]["one"]) for name in ("report", "bare")}
    return Line(
        what=f"06a over {WARDS} wards, {YEARS} years with {found['dossiers']:,} dossiers",
        measured=median(found["report"]["all"]), bare=median(found["bare"]["all"]), most=MOST,
        notes=(
            f"{found['counted']['all']:,} dossiers counted; {rounds} rounds; of one year ({found['counted']['one']:,} "
            f"dossiers) {one['report']:.0f} beside {one['bare']:.0f} ms, {one['report'] / one['bare']:.2f}",
            f"{found['disk'] / found['dossiers']:.0f} bytes a dossier in PostgreSQL for its row, its spans and indexes",
        ),
    )  # fmt: skip


def _measure(dossiers: int, rounds: int) -> dict[str, Any]:
    a_desk = dossiers // (YEARS * WARDS * DESKS)
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder)) as url:
        rows = _mould_rows(Path(folder), url, a_desk)
        _empty(url)
        _fill(url, rows)
        return _asked(url, rounds)


def _mould_rows(folder: Path, url: str, dossiers: int) -> dict[str, list[dict[str, Any]]]:
    """Return the rows, by table, that the city folds from one desk's days."""
    keys = city_keys()
    mould = ward_years.mould(folder / "mould", keys, days=min(_MOULD_DAYS, dossiers), dossiers=dossiers)
    (folder / "files").mkdir()
    year = ward_years.desk_year(mould, keys, folder / "files", ward="H32.50.01", desk=1)
    own = place.prepare(folder / "city", name=keys.card.name, url=url)
    own = dataclasses.replace(own, identity=keys.identity, key=keys.card.key)
    city = office.City(own, mould.calendar, clock=Hand(moment(_LATER)))
    city.enrol(year.card.to_text(), by_hand=True)
    for file in year.files:
        city.take(file.read_bytes())
    city.close()
    with psycopg.connect(url, row_factory=psycopg.rows.dict_row) as read:
        return {name: _all(read, name) for name in ("ward", "dossier", "dossier_span")}


def _all(read: psycopg.Connection[dict[str, Any]], table: str) -> list[dict[str, Any]]:
    sql: Any = f"select * from {table}"
    return read.execute(sql).fetchall()


def _empty(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as db:
        db.execute("drop schema public cascade")
        db.execute("create schema public")
    made = open_city_database(url)
    with made.writing():
        schema.create(made)
    made.close()


def _fill(url: str, mould: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Let the desk's rows stand for every desk and year, one COPY a ward and year; then ANALYZE."""
    with psycopg.connect(url, autocommit=True) as db:
        for ward in range(WARDS):
            code = f"H32.50.{ward + 1:02}"
            _copy(db, "ward", [{**mould["ward"][0], "ward": code, "name": f"Phường {ward + 1}"}])
            for year in range(YEARS):
                for name in ("dossier", "dossier_span"):
                    _copy(db, name, _repeated(mould[name], code, year))
        db.execute("vacuum analyze")


def _repeated(rows: Sequence[Mapping[str, Any]], ward: str, year: int) -> Iterator[dict[str, Any]]:
    """Yield rows of the three desks of a ward in a later year."""
    for desk in range(DESKS):
        for row in rows:
            moved = {name: _later(row[name], year) for name in _MOMENTS if name in row}
            if "dossier" in row:
                moved |= {name: f"{row[name]}/{ward}-{desk}-{year}" for name in ("dossier", "code")}
            yield {**row, **moved, "ward": ward, "id": row["id"] + (year * DESKS + desk) * _SHIFT}


def _later(at: str, years: int) -> str:
    return f"{int(at[:4]) + years}{at[4:]}" if at and at[:4] != "9999" else at


def _copy(db: psycopg.Connection[Any], table: str, rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> None:
    iterator = iter(rows)
    first = next(iterator)
    sql: Any = f"copy {table} ({', '.join(first)}) from stdin"
    with db.cursor() as cursor, cursor.copy(sql) as copy:
        copy.write_row(tuple(first.values()))
        for row in iterator:
            copy.write_row(tuple(row.values()))


def _asked(url: str, rounds: int) -> dict[str, Any]:
    """Ask for all ten years and for one, each in turns with the bare query."""
    now = moment(_LATER)
    spans = {"all": (_FIRST_YEAR, _FIRST_YEAR + YEARS - 1), "one": (_FIRST_YEAR + 5, _FIRST_YEAR + 5)}
    found: dict[str, Any] = {"report": {"all": [], "one": []}, "bare": {"all": [], "one": []}, "counted": {}}
    found["same"] = True
    city, bare = open_city_database(url), psycopg.connect(url, autocommit=True, options="-c jit=off")
    for number in range(rounds + 1):
        for name, (first, last) in spans.items():
            period = Period(code=f"{first}..{last}", first=date(first, 1, 1), last=date(last, 12, 31))
            began = perf_counter()
            report = figures.results(city, figures.CityAsked(period=period, now=now, city="Thành phố Thử"))
            between = perf_counter()
            values = {"start": period.starts_at.isoformat(), "as_of": period.ends_at.isoformat()}
            rows = bare.execute(_BARE, values).fetchall()
            ended = perf_counter()
            found["same"] &= [sum(row[3 + at] for row in rows) for at in range(14)] == [
                report.total[figure] for figure in FIGURES
            ]
            found["counted"][name] = report.total["received"]
            if number:
                found["report"][name].append((between - began) * 1000)
                found["bare"][name].append((ended - between) * 1000)
    sizes: Any = "select sum(pg_total_relation_size(relid)) from pg_partition_tree(%s::regclass) where isleaf"
    found["disk"] = sum(int(bare.execute(sizes, (name,)).fetchall()[0][0]) for name in ("dossier", "dossier_span"))
    found["dossiers"] = bare.execute("select count(*) from dossier").fetchall()[0][0]
    city.close()
    bare.close()
    return found


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]), int(sys.argv[2]))))
