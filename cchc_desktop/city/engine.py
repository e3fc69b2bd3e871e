"""The city's database, PostgreSQL or SQLite: one small way of asking and writing that both engines understand.

Statements are written in the subset that both know, with `:name` or `?` for values. Moments are ISO texts, compared by
their bytes on both.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from cchc_desktop import errors
from cchc_desktop.store import engine

Row = tuple[Any, ...]
Values = Sequence[Any] | Mapping[str, Any]
POSTGRES = ("postgresql://", "postgres://")
_NAMED = re.compile(r"(?<![:\w]):([a-z_]+)")
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


def rows_in(db: CityDatabase, sql: str, before: Sequence[Any], values: Sequence[Any]) -> Iterator[Row]:
    """Yield the rows of a query that ends in ``in ({list})``, asked for some hundred values at a time."""
    for start in range(0, len(values), _MOST_IN_A_LIST):
        some = values[start : start + _MOST_IN_A_LIST]
        yield from db.rows(sql.replace("{list}", ", ".join("?" * len(some))), (*before, *some))


def execute_in(db: CityDatabase, sql: str, before: Sequence[Any], values: Sequence[Any]) -> None:
    """Run a statement that ends in ``in ({list})`` for some hundred values at a time."""
    for start in range(0, len(values), _MOST_IN_A_LIST):
        some = values[start : start + _MOST_IN_A_LIST]
        db.execute(sql.replace("{list}", ", ".join("?" * len(some))), (*before, *some))


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

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        marks = ", ".join("?" * len(columns))
        self._db.execute_many(f"insert into {table} ({', '.join(columns)}) values ({marks})", rows)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        self._db.begin_writing()
        try:
            yield
            self._db.execute("commit")
        except BaseException:
            if self._db.connection.in_transaction:
                self._db.execute("rollback")
            raise

    def close(self) -> None:
        self._db.close()


class _Postgres:
    """PostgreSQL by psycopg; one statement a transaction unless `writing` says otherwise."""

    is_postgres = True

    def __init__(self, url: str) -> None:
        import psycopg

        self._error = psycopg.Error
        with self._translating():
            self._connection = psycopg.connect(url, autocommit=True, connect_timeout=10)

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
            raise errors.StoreError(cause=type(error).__name__, code=code) from error


def _plain(values: Values) -> Any:
    return dict(values) if isinstance(values, Mapping) else values


@functools.lru_cache(maxsize=512)
def _for_postgres(sql: str) -> Any:
    """Return a statement as psycopg writes its values."""
    return _NAMED.sub(r"%(\1)s", sql.replace("%", "%%")).replace("?", "%s")
