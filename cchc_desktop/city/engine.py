"""The city's database, PostgreSQL or SQLite: one small way of asking and writing that both engines understand.

Statements are written in the subset that both know, with `:name` or `?` for values. Moments are ISO texts, compared by
their bytes on both.
"""

from __future__ import annotations

import contextlib
import functools
import re
import threading
import time
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from cchc_desktop.errors import PackageRefused, StoreError
from cchc_desktop.store import engine, transaction

Row = tuple[Any, ...]
Values = Sequence[Any] | Mapping[str, Any]
Statement = tuple[str, Values]
POSTGRES = ("postgresql://", "postgres://")
_NAMED = re.compile(r"(?<![:\w]):([a-z_]+)")
_MOST_IDLE = 8
_SURELY_THERE = 5.0
"""Seconds for which a connection that was just used is not asked whether the server still is there."""
_MOST_IN_A_LIST = 400
"""SQLite allows some thousand values in a statement; a few hundred are as fast."""


class CityDatabase(Protocol):
    """An open connection to the city's database."""

    is_postgres: bool

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """Return all rows of a query."""
        ...

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """Return the first row, or ``None``."""
        ...

    def value(self, sql: str, values: Values = ()) -> Any:
        """Return the first column of the first row, or ``None``."""
        ...

    def stream(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """Yield the rows of a query."""
        ...

    def execute(self, sql: str, values: Values = ()) -> None:
        """Run one statement."""
        ...

    def execute_all(self, statements: Iterable[Statement]) -> None:
        """Run several statements, none of which needs to know what became of the one before."""
        ...

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Write many new rows."""
        ...

    def writing(self) -> contextlib.AbstractContextManager[None]:
        """Hold a transaction for the block: all of it is saved, or none of it."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


def open_city_database(url: str) -> CityDatabase:
    """Open the database that ``url`` names: ``postgresql://…``, or the path of an SQLite file.

    Raises:
        StoreError: It cannot be opened.
    """
    return _Postgres(url) if url.startswith(POSTGRES) else _Sqlite(Path(url))


class Connections:
    """Connections to one database, each lent to one caller at a time, from any thread.

    Those to PostgreSQL are kept for the next: a new one costs as much as taking a small package. They end with `close`,
    with this object, or with the program.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._idle: list[tuple[float, CityDatabase]] = []
        self._guard = threading.Lock()
        self.close = weakref.finalize(self, _close_all, self._idle)

    @contextlib.contextmanager
    def lent(self) -> Iterator[CityDatabase]:
        """Lend a connection for the block.

        Raises:
            StoreError: There is none; or the block's own, after which the connection is not lent again.
        """
        db = self._taken()
        is_sound = False
        try:
            yield db
            is_sound = True
        except PackageRefused:
            is_sound = True  # it has to do with the package, not with the connection
            raise
        finally:
            self._give_back(db, is_sound)

    def _taken(self) -> CityDatabase:
        while True:
            with self._guard:
                since, db = self._idle.pop() if self._idle else (0.0, None)
            if db is None:
                return open_city_database(self._url)
            if time.monotonic() - since < _SURELY_THERE or _answers(db):
                return db
            db.close()

    def _give_back(self, db: CityDatabase, is_sound: bool) -> None:
        with self._guard:
            if is_sound and db.is_postgres and len(self._idle) < _MOST_IDLE and self.close.alive:
                self._idle.append((time.monotonic(), db))
                return
        db.close()


def _close_all(idle: list[tuple[float, CityDatabase]]) -> None:
    while idle:
        idle.pop()[1].close()


def _answers(db: CityDatabase) -> bool:
    """Return whether the server is still there; it may have been started anew meanwhile."""
    try:
        return bool(db.value("select 1"))
    except StoreError:
        return False


def rows_in(db: CityDatabase, sql: str, before: Sequence[Any], values: Sequence[Any]) -> Iterator[Row]:
    """Yield the rows of a query that ends in ``in ({list})``."""
    for statement in statements_in(db, sql, before, values):
        yield from db.rows(*statement)


def statements_in(db: CityDatabase, sql: str, before: Sequence[Any], values: Sequence[Any]) -> Iterator[Statement]:
    """Yield what has to be run for a statement that ends in ``in ({list})``."""
    if db.is_postgres:  # one text however many values, so that it is planned once
        if values:
            yield sql.replace("in ({list})", "= any(?)"), (*before, list(values))
        return
    for start in range(0, len(values), _MOST_IN_A_LIST):
        some = values[start : start + _MOST_IN_A_LIST]
        yield sql.replace("{list}", ", ".join("?" * len(some))), (*before, *some)


def put(db: CityDatabase, table: str, key: Sequence[str], columns: Sequence[str], row: Row) -> None:
    """Write one row in the place of the one that has the same ``key`` columns, where there is one."""
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns if column not in key)
    marks = ", ".join("?" * len(columns))
    db.execute(
        f"insert into {table} ({', '.join(columns)}) values ({marks}) on conflict ({', '.join(key)}) "
        f"do update set {changes}",
        row,
    )


class _Sqlite:
    """SQLite by the desk's own engine: WAL, every commit on disk."""

    is_postgres = False

    def __init__(self, path: Path) -> None:
        self._db = engine.open_database(path, other_thread=True)

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        return self._db.rows(sql, _plain(values))

    def row(self, sql: str, values: Values = ()) -> Row | None:
        return self._db.row(sql, _plain(values))

    def value(self, sql: str, values: Values = ()) -> Any:
        return self._db.value(sql, _plain(values))

    def stream(self, sql: str, values: Values = ()) -> Iterator[Row]:
        return self._db.stream(sql, _plain(values))

    def execute(self, sql: str, values: Values = ()) -> None:
        self._db.execute(sql, _plain(values))

    def execute_all(self, statements: Iterable[Statement]) -> None:
        for sql, values in statements:
            self.execute(sql, values)

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        marks = ", ".join("?" * len(columns))
        self._db.execute_many(f"insert into {table} ({', '.join(columns)}) values ({marks})", rows)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        with transaction.writing(self._db):
            yield

    def close(self) -> None:
        self._db.close()


class _Postgres:
    """PostgreSQL by psycopg; one statement a transaction unless `writing` says otherwise."""

    is_postgres = True

    def __init__(self, url: str) -> None:
        import psycopg

        self._error = psycopg.Error
        with self._translating():
            # Compiling a report's conditions for each of the partitions takes seconds, running them a fraction of one.
            self._connection = psycopg.connect(url, autocommit=True, connect_timeout=10, options="-c jit=off")

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        with self._translating():
            return self._connection.execute(_for_postgres(sql), values or None).fetchall()

    def row(self, sql: str, values: Values = ()) -> Row | None:
        with self._translating():
            return self._connection.execute(_for_postgres(sql), values or None).fetchone()

    def value(self, sql: str, values: Values = ()) -> Any:
        found = self.row(sql, values)
        return found[0] if found else None

    def stream(self, sql: str, values: Values = ()) -> Iterator[Row]:
        with self._translating():
            yield from self._connection.execute(_for_postgres(sql), values or None)

    def execute(self, sql: str, values: Values = ()) -> None:
        with self._translating():
            self._connection.execute(_for_postgres(sql), values or None)

    def execute_all(self, statements: Iterable[Statement]) -> None:
        with self._translating(), self._connection.pipeline():  # one wait for all of them
            for sql, values in statements:
                self._connection.execute(_for_postgres(sql), values or None)

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        sql: Any = f"copy {table} ({', '.join(columns)}) from stdin"
        with self._translating(), self._connection.cursor() as cursor, cursor.copy(sql) as copy:
            for row in rows:
                copy.write_row(row)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        with self._translating(), self._connection.transaction():
            yield

    def close(self) -> None:
        self._connection.close()

    @contextlib.contextmanager
    def _translating(self) -> Iterator[None]:
        """Turn the engine's errors into ours; they carry no data of ours."""
        try:
            yield
        except self._error as error:
            code = str(getattr(error, "sqlstate", "") or "")
            raise StoreError(cause=type(error).__name__, code=code) from error


def _plain(values: Values) -> Any:
    return dict(values) if isinstance(values, Mapping) else values


@functools.lru_cache(maxsize=512)
def _for_postgres(sql: str) -> Any:
    """Return a statement as psycopg writes its values."""
    return _NAMED.sub(r"%(\1)s", sql.replace("%", "%%")).replace("?", "%s")
