"""The only import of an SQLite engine. Everything above sees a `Database` and our own errors.

Two engines serve: Python's sqlite3, and sqlcipher3 (the same with the file encrypted), whose exception classes differ.
"""

from __future__ import annotations

import contextlib
import os
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
_ONE_TRY_MS = 15
"""The engine waits 1, 2, 5, 10 ms and so on up to a tenth of a second between two looks at the lock."""

Row = tuple[Any, ...]


class Database:
    """One open connection: WAL, every commit on disk, foreign keys on, transactions only where `writing` says."""

    def __init__(self, connection: Any, path: Path, engine_errors: tuple[type[Exception], ...], key: str) -> None:
        self.connection = connection
        self.path = path
        self._errors = engine_errors
        self._key = key

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

    def refuse_writing(self) -> None:
        """Let nothing be written through this connection from now on."""
        self.execute("pragma query_only = on")

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

    def stream(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Iterator[Row]:
        """Yield the rows of a query one by one, for tables that are not to stand in memory at once."""
        with self.translating():
            yield from self.connection.execute(sql, values)

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

    def begin_writing(self) -> None:
        """Take the write lock; raise `DatabaseBusy` where it did not come free while the connection had patience.

        Many short tries, as in one long one the engine looks ever more seldom: of four who write without a pause, one
        then goes without for seconds.
        """
        patience = int(self.value("pragma busy_timeout"))
        tries = max(1, patience // _ONE_TRY_MS)
        self.execute(f"pragma busy_timeout = {min(patience, _ONE_TRY_MS)}")
        try:
            for left in reversed(range(tries)):
                try:
                    self.execute("begin immediate")
                    return
                except errors.DatabaseBusy:
                    if not left:
                        raise
        finally:
            self.execute(f"pragma busy_timeout = {patience}")

    def copy_to(self, target: Path) -> None:
        """Copy the whole file, what still stands in the log included, by the engine's own backup.

        A copy of an encrypted file is encrypted with the same key. What lay at ``target`` before stays until the copy
        is whole. (The file is never opened by another way than the engine's: closing it would drop the engine's locks.)
        """
        unfinished = target.with_name(f"{target.name}.part")
        unfinished.unlink(missing_ok=True)
        try:
            with self.translating(), contextlib.closing(_connect(unfinished, self._key)) as copy:
                self.connection.backup(copy)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)

    def copied_to(self, target: Path) -> Database:
        """Copy the whole file as `copy_to` does and return the copy, opened."""
        self.copy_to(target)
        return open_database(target, key=self._key)

    def reopened(self) -> Database:
        """Return another connection to the same file that only reads; it is opened, used and closed on one thread."""
        other = open_database(self.path, key=self._key)
        other.refuse_writing()
        return other

    def bring_home(self) -> None:
        """Move all of the log into the file itself; raise `DatabaseBusy` where a reader still needs the log."""
        if self.value("pragma wal_checkpoint(truncate)"):
            raise errors.DatabaseBusy(file=self.path.name)

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
        DatabaseDamaged: The file is torn, not ours, or the key is wrong; it was not changed.
        FolderReadOnly: The file cannot be opened for writing.
    """
    engine_errors = _engine_for(key)[1]
    try:
        connection = _connect(path, key, read_only=read_only, other_thread=other_thread)
    except engine_errors as error:
        raise translated(error, path) from error
    try:
        _refuse_foreign(connection, path)
        _prepare(connection, read_only)
    except engine_errors as error:
        connection.close()
        raise translated(error, path) from error
    except errors.StoreError:
        connection.close()
        raise
    return Database(connection, path, engine_errors, key)


def translated(error: Exception, path: Path) -> errors.StoreError:
    """Return our error for one of an engine's; its words carry no data of ours.

    The engine's code decides ("malformed JSON" is no malformed file); its words only where it gave no code.
    """
    code = str(getattr(error, "sqlite_errorname", ""))
    words = "" if code else str(error).lower()
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or "locked" in words or "busy" in words:
        return errors.DatabaseBusy(file=path.name)
    if code.startswith("SQLITE_FULL") or "disk is full" in words:
        return errors.DiskFull(folder=str(path.parent))
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")) or "readonly" in words or "unable to open" in words:
        return errors.FolderReadOnly(folder=str(path.parent))
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "not a database" in words or "disk image" in words:
        return errors.DatabaseDamaged(file=path.name)
    return errors.StoreError(cause=type(error).__name__, code=code)


def _engine_for(key: str) -> tuple[Any, tuple[type[Exception], ...]]:
    if not key:
        return sqlite3, (sqlite3.Error,)
    import sqlcipher3

    return sqlcipher3, (sqlcipher3.Error, sqlite3.Error)


def _connect(path: Path, key: str, *, read_only: bool = False, other_thread: bool = False) -> Any:
    connection = _engine_for(key)[0].connect(
        f"{path.absolute().as_uri()}{_reading(path) if read_only else ''}",
        uri=True,
        isolation_level=None,
        timeout=_PATIENCE_SECONDS,
        check_same_thread=not other_thread,
    )
    if key:
        connection.execute(f"""pragma key = "x'{bytes.fromhex(key).hex()}'" """)
    return connection


def _reading(path: Path) -> str:
    """Return how a file is read only: with its log where there is one, else as a file that nobody can be changing."""
    log = path.with_name(f"{path.name}-wal")
    has_log = log.exists() and log.stat().st_size > 0
    return "?mode=ro" if has_log or os.access(path.parent, os.W_OK) else "?mode=ro&immutable=1"


def _refuse_foreign(connection: Any, path: Path) -> None:
    """Raise `DatabaseDamaged` for somebody else's file before anything (the log's mode) is written into it."""
    tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
    mark = connection.execute("pragma application_id").fetchone()[0]
    if mark != APPLICATION_ID and (tables or mark):
        raise errors.DatabaseDamaged(file=path.name)


def _prepare(connection: Any, read_only: bool) -> None:
    if not read_only:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
    # Without this `insert or replace` would remove an entry past its trigger.
    connection.execute("pragma recursive_triggers = on")
