"""The only import of an SQLite engine. Everything above sees a `Database` and our own errors.

Two engines serve: Python's sqlite3, and sqlcipher3 (the same with the file encrypted), whose exception classes differ.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_desktop import errors

if TYPE_CHECKING:
    from sqlite_utils import Database as UtilsDatabase

APPLICATION_ID = 0x43434843
"""Marks the file as ours ("CCHC")."""
_PATIENCE_SECONDS = 2.0

Row = tuple[Any, ...]


class Database:
    """One open connection: WAL, every commit on disk, foreign keys on, transactions only where `writing` says."""

    def __init__(self, connection: Any, path: Path, engine_errors: tuple[type[Exception], ...]) -> None:
        self.connection = connection
        self.path = path
        self._errors = engine_errors

    @cached_property
    def utils(self) -> UtilsDatabase:
        """Return the same connection for schema work; imported on first use, as it costs half a window's start."""
        from sqlite_utils import Database as UtilsDatabase

        return UtilsDatabase(self.connection)

    def execute(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """Run one statement and return its cursor; raise one of our `errors.StoreError`."""
        try:
            return self.connection.execute(sql, values)
        except self._errors as error:
            raise translated(error, self.path) from error

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row."""
        try:
            self.connection.executemany(sql, rows)
        except self._errors as error:
            raise translated(error, self.path) from error

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """Return all rows of a query."""
        try:
            found: list[Row] = self.connection.execute(sql, values).fetchall()
        except self._errors as error:
            raise translated(error, self.path) from error
        return found

    def row(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """Return the first row of a query, or ``None``."""
        try:
            found: Row | None = self.connection.execute(sql, values).fetchone()
        except self._errors as error:
            raise translated(error, self.path) from error
        return found

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """Return the first column of the first row, or ``None``."""
        found = self.row(sql, values)
        return found[0] if found else None

    @contextlib.contextmanager
    def translating(self) -> Iterator[None]:
        """Turn the engine's errors in the block (schema work through `utils`) into ours."""
        try:
            yield
        except self._errors as error:
            raise translated(error, self.path) from error

    def copy_to(self, target: Path) -> None:
        """Copy the whole file, journal in memory included, by the engine's own backup.

        An encrypted file is copied as it is: the log is brought home first and the file copied byte for byte.
        """
        with self.translating():
            if isinstance(self.connection, sqlite3.Connection):
                with contextlib.closing(sqlite3.connect(target)) as copy:
                    self.connection.backup(copy)
                return
            import shutil

            self.connection.execute("pragma wal_checkpoint(truncate)")
            shutil.copyfile(self.path, target)

    def close(self) -> None:
        """Close the connection; the log file is brought home by the last one that closes."""
        self.connection.close()


def open_database(path: Path, *, key: str = "", read_only: bool = False, other_thread: bool = False) -> Database:
    """Open the file at ``path`` (made new where there is none) with the engine that its key asks for.

    Args:
        path: The database file.
        key: 64 hexadecimal digits open an encrypted file by sqlcipher3; empty: plain sqlite3.
        read_only: Refuse every write.
        other_thread: The connection is handed on to a worker thread.

    Raises:
        DatabaseDamaged: The file is torn, not ours, or the key is wrong.
        FolderReadOnly: The file cannot be opened for writing.
    """
    engine, engine_errors = _engine(key)
    try:
        mode = "?mode=ro" if read_only else ""
        connection = engine.connect(
            f"{path.absolute().as_uri()}{mode}",
            uri=True,
            isolation_level=None,
            timeout=_PATIENCE_SECONDS,
            check_same_thread=not other_thread,
        )
    except engine_errors as error:
        raise translated(error, path) from error
    try:
        _prepare(connection, key, read_only)
    except engine_errors as error:
        connection.close()
        raise translated(error, path) from error
    return Database(connection, path, engine_errors)


def translated(error: Exception, path: Path) -> errors.StoreError:
    """Return our error for one of an engine's; its words carry no data of ours."""
    words = str(error).lower()
    if "locked" in words or "busy" in words:
        return errors.DatabaseBusy(file=path.name)
    if "disk is full" in words:
        return errors.DiskFull(folder=str(path.parent))
    if "readonly" in words or "unable to open" in words:
        return errors.FolderReadOnly(folder=str(path.parent))
    if any(trace in words for trace in ("malformed", "not a database", "disk image", "file is encrypted")):
        return errors.DatabaseDamaged(file=path.name)
    return errors.StoreError(cause=type(error).__name__, code=getattr(error, "sqlite_errorname", ""))


def _engine(key: str) -> tuple[Any, tuple[type[Exception], ...]]:
    if not key:
        return sqlite3, (sqlite3.Error,)
    import sqlcipher3

    return sqlcipher3, (sqlcipher3.Error, sqlite3.Error)


def _prepare(connection: Any, key: str, read_only: bool) -> None:
    if key:
        connection.execute(f"""pragma key = "x'{bytes.fromhex(key).hex()}'" """)
    connection.execute("select count(*) from sqlite_master").fetchone()
    if not read_only:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
