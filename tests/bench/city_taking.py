"""A city taking days of many wards into PostgreSQL, beside bare psycopg writing the same rows ready made.

python -m tests.bench.city_taking DAYS DOSSIERS WARDS[,WARDS…]    prints JSON

DAYS working days with DOSSIERS dossiers a desk in all, three desks a ward. The whole year is `243 1086 3,9,27`.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg

from cchc_desktop.city import office, place, schema
from cchc_desktop.city.engine import open_city_database
from cchc_desktop.clock import moment
from cchc_desktop.domain.acknowledgement import Verdict
from cchc_desktop.sync import acknowledgement
from tests.bench import ward_years
from tests.bench.busy_desk import CityKeys, city_keys
from tests.bench.children import ask
from tests.bench.rows import Line
from tests.bench.ward_years import DeskYear, Mould
from tests.city.servers import postgres
from tests.store.stores import Hand

MOST = 3.0
DESKS = 3
"""Of each ward, each closing its own day."""
_AFTERWARDS = "2026-01-05T08:00"
_UPSERTED = {"dossier": ("ward", "id"), "dossier_span": ("ward", "id", "seq"), "step": ("ward", "id", "seq")}
_CAUSE = "signatures, decryption, reading and checking JSON, folding: the bare side has its rows ready made"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of a year, of how many wards."""

    days: int
    dossiers: int
    """Of one desk over these days."""
    wards: tuple[int, ...]
    """Measured one after the other, the fewest first."""


def line(size: Size) -> Line:
    """Take the same days of few and of many wards; the ratio is that of the most."""
    wards = ",".join(map(str, size.wards))
    found = ask("city_taking", size.days, size.dossiers, wards, within=4 * 3600)["runs"]
    last = found[-1]
    each = ", ".join(f"{run['wards']} wards {run['city'] * 1000 / run['entries']:.2f} ms" for run in found)
    return Line(
        what=f"the city takes {size.days} days of {last['wards']} wards with {DESKS} desks",
        measured=last["city"], bare=last["bare"], most=MOST, unit="s",
        notes=(
            f"{last['dossiers']:,} dossiers, {last['entries']:,} entries in {last['packages']:,} packages "
            f"({last['bytes'] / 1e6:.0f} MB), {last['city'] * 1000 / last['packages']:.1f} ms a package of which "
            f"{last['cpu'] * 1000 / last['packages']:.1f} the city's own; {last['disk'] / 1e6:.0f} MB in PostgreSQL",
            f"an entry: {each}; ratios " + ", ".join(f"{run['city'] / run['bare']:.2f}" for run in found),
        ),
        causes=(_CAUSE,),
    )  # fmt: skip


def _measure(days: int, dossiers: int, wards: Sequence[int]) -> dict[str, Any]:
    city, runs = city_keys(), []
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder)) as url:
        here = Path(folder)
        mould = ward_years.mould(here / "mould", city, days=days, dossiers=dossiers)
        years = [_year(mould, city, here, number) for number in range(max(wards) * DESKS)]
        for count in wards:
            runs.append(_run(mould, city, here / f"city-{count}", url, years[: count * DESKS]))
            print(f"  {count} wards: {runs[-1]}", file=sys.stderr, flush=True)
    return {"runs": runs}


def _year(mould: Mould, city: CityKeys, folder: Path, number: int) -> DeskYear:
    files = folder / f"files-{number}"
    files.mkdir()
    ward, desk = divmod(number, DESKS)
    return ward_years.desk_year(mould, city, files, ward=f"H32.50.{ward + 1:02}", desk=desk + 1)


def _run(mould: Mould, city: CityKeys, folder: Path, url: str, years: Sequence[DeskYear]) -> dict[str, Any]:
    name = f"city_{len(years)}"
    with psycopg.connect(url, autocommit=True) as db:
        for database in (name, f"{name}_bare"):
            db.execute(f"create database {database}")
    address = url.rpartition("/")[0]
    own = place.prepare(folder, name=city.card.name, url=f"{address}/{name}")
    own = dataclasses.replace(own, identity=city.identity, key=city.card.key)
    taking = office.City(own, mould.calendar, clock=Hand(moment(_AFTERWARDS)))
    for year in years:
        taking.enrol(year.card.to_text(), by_hand=True)
    files = [file for day in zip(*(year.files for year in years), strict=True) for file in day]
    took, cpu = _take(taking, files)
    with psycopg.connect(own.url) as read:
        bare = _Bare(read, f"{address}/{name}_bare").write()
        entries, dossiers = (_count(read, table) for table in ("entry", "dossier"))
        disk = read.execute("select pg_database_size(current_database())").fetchone()
    return {
        "wards": len(years) // DESKS, "city": took, "cpu": cpu, "bare": bare, "entries": entries,
        "dossiers": dossiers, "packages": len(files), "bytes": sum(file.stat().st_size for file in files),
        "disk": int(disk[0]) if disk else 0,
    }  # fmt: skip


def _take(taking: office.City, files: Sequence[Path]) -> tuple[float, float]:
    """Let the city take files in their order; return seconds, and those of this process's own work."""
    took = cpu = 0.0
    for file in files:
        content = file.read_bytes()
        began, worked = perf_counter(), time.process_time()
        answer = taking.take(content)
        took, cpu = took + perf_counter() - began, cpu + time.process_time() - worked
        if acknowledgement.opened(answer, taking.place.sign_key).verdict is not Verdict.ACCEPTED:
            raise RuntimeError(f"{file.name} was not accepted")
    return took, cpu


class _Bare:
    """Writes what the city wrote, package by package, by COPY and upsert, one transaction each."""

    def __init__(self, read: psycopg.Connection[Any], url: str) -> None:
        self._read = read
        made = open_city_database(url)
        with made.writing():
            schema.create(made)
        made.close()
        self._write = psycopg.connect(url, autocommit=True)
        self._columns = {name: self._columns_of(name) for name in ("entry", "personal", "package", "arrival", "desk")}
        self._columns |= {name: self._columns_of(name) for name in _UPSERTED}
        self._known: Counter[int] = Counter()
        """Entries of each dossier that were written by now."""

    def write(self) -> float:
        """Write everything; return the seconds that writing took, reading left out."""
        took = 0.0
        with self._write:
            self._start()
            for told in self._rows("package", "order by day, ward, desk"):
                rows = self._of_package(dict(zip(self._columns["package"], told, strict=True)))
                rows["package"] = [told]
                began = perf_counter()
                self._save(rows)
                took += perf_counter() - began
        return took

    def _start(self) -> None:
        desks = self._rows("desk", "")
        with self._write.transaction():
            self._copy("desk", desks)

    def _of_package(self, one: Mapping[str, Any]) -> dict[str, list[tuple[Any, ...]]]:
        journal = f"{one['ward']}/{one['desk']}/{one['generation']}"
        where = "where ward = %s and journal = %s and number between %s and %s order by number"
        values = (one["ward"], journal, one["first"], one["last"])
        found = {name: self._rows(name, where, values) for name in ("entry", "personal")}
        names = [row[self._columns["entry"].index("dossier")] for row in found["entry"]]
        where = "where ward = %s and dossier = any(%s)"
        found["dossier"] = self._rows("dossier", where, (one["ward"], list(set(names))))
        ids = {row[2]: row[1] for row in found["dossier"]}
        self._known.update(ids[name] for name in names if name)
        for name in ("dossier_span", "step"):
            id_at, seq_at = (self._columns[name].index(column) for column in ("id", "seq"))
            rows = self._rows(name, "where ward = %s and id = any(%s)", (one["ward"], list(ids.values())))
            found[name] = [row for row in rows if row[seq_at] <= self._known[row[id_at]]]
        found["arrival"] = self._rows("arrival", "where file_sha256 = %s", (one["file_sha256"],))
        found["desk"] = self._rows("desk", "where ward = %s and desk = %s", (one["ward"], one["desk"]))
        return found

    def _save(self, rows: Mapping[str, list[tuple[Any, ...]]]) -> None:
        with self._write.transaction(), self._write.cursor() as cursor:
            for name in ("entry", "personal", "package", "arrival"):
                self._copy(name, rows[name])
            for name, key in {**_UPSERTED, "desk": ("ward", "desk", "generation")}.items():
                if rows[name]:
                    cursor.executemany(self._upsert(name, key), rows[name])

    def _upsert(self, name: str, key: Sequence[str]) -> Any:
        columns = self._columns[name]
        changes = ", ".join(f"{column} = excluded.{column}" for column in columns if column not in key)
        marks = ", ".join(["%s"] * len(columns))
        return (
            f"insert into {name} ({', '.join(columns)}) values ({marks}) "
            f"on conflict ({', '.join(key)}) do update set {changes}"
        )

    def _copy(self, name: str, rows: Sequence[tuple[Any, ...]]) -> None:
        sql: Any = f"copy {name} ({', '.join(self._columns[name])}) from stdin"
        with self._write.cursor() as cursor, cursor.copy(sql) as copy:
            for row in rows:
                copy.write_row(row)

    def _columns_of(self, name: str) -> list[str]:
        sql: Any = f"select * from {name} limit 0"
        return [column.name for column in self._read.execute(sql).description or ()]

    def _rows(self, name: str, where: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        sql: Any = f"select * from {name} {where}"
        return self._read.execute(sql, values or None).fetchall()


def _count(read: psycopg.Connection[Any], table: str) -> int:
    sql: Any = f"select count(*) from {table}"
    return int(next(iter(read.execute(sql)))[0])


def _arguments() -> Iterator[Any]:
    yield int(sys.argv[1])
    yield int(sys.argv[2])
    yield [int(one) for one in sys.argv[3].split(",")]


if __name__ == "__main__":
    print(json.dumps(_measure(*_arguments())))
