"""Proving that the desk's records are whole, and folding the projections anew."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from cchc_desktop.errors import FolderNotPrepared, JournalBroken
from cchc_desktop.paths import DATABASE
from cchc_desktop.store import engine, journal, projections
from cchc_desktop.store.engine import Database
from cchc_desktop.store.folder import FolderLock
from cchc_desktop.store.transaction import writing


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What `verify` found."""

    entries: int
    dossiers: int
    breaks: tuple[JournalBroken, ...]
    differences: tuple[str, ...]
    """Names of projections that differ from a rebuild."""
    number_faults: tuple[str, ...]
    """Codes used twice, or number books behind the numbers given out."""

    @property
    def is_whole(self) -> bool:
        """Return whether nothing at all is wrong."""
        return not (self.breaks or self.differences or self.number_faults)


def verify(db: Database, *, scratch: Path | None = None) -> Verdict:
    """Check chain, gaps, personal texts and numbers, and compare the projections with a rebuild.

    Args:
        db: The desk's database; it is only read.
        scratch: Folder for the rebuild's file; the system's temporary folder by default.
    """
    breaks = tuple(journal.breaks(db))
    differences: tuple[str, ...] = ("not_compared",)
    if not breaks:
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            differences = _differences(db, Path(folder) / "rebuild.db")
    return Verdict(
        entries=int(db.value("select count(*) from entry")),
        dossiers=int(db.value("select count(*) from dossier")) if projections.is_current(db) else 0,
        breaks=breaks,
        differences=() if breaks else differences,
        number_faults=_number_faults(db),
    )


def rebuild(path: Path, *, key: str = "", progress: Callable[[int], None] | None = None) -> int:
    """Fold the journal anew into a second file and put that in the place of the first; return the entries read.

    No other connection may be open. A power cut leaves the old file or the new one, never half of either.
    """
    unfinished = path.with_suffix(".rebuild")
    for leftover in (unfinished, *_logs_of(unfinished)):
        leftover.unlink(missing_ok=True)
    with contextlib.closing(engine.open_database(path, key=key)) as db:
        db.copy_to(unfinished)
    with contextlib.closing(engine.open_database(unfinished, key=key)) as copy:
        with writing(copy):
            count = projections.build(copy, progress)
        copy.execute("pragma wal_checkpoint(truncate)")
    for leftover in (*_logs_of(unfinished), *_logs_of(path)):
        leftover.unlink(missing_ok=True)
    unfinished.replace(path)
    _sync_folder(path.parent)
    return count


def rebuild_folder(folder: Path) -> int:
    """Rebuild the projections of the desk in ``folder``, which nobody else may be writing; return the entries read."""
    path = folder / DATABASE
    if not path.exists():
        raise FolderNotPrepared(folder=str(folder))
    lock = FolderLock(folder)
    try:
        return rebuild(path)
    finally:
        lock.release()


def _differences(db: Database, path: Path) -> tuple[str, ...]:
    db.copy_to(path)
    with contextlib.closing(engine.open_database(path)) as copy:
        with writing(copy):
            projections.build(copy)
        found = [name for name in projections.COMPARED if not _same_rows(db, copy, name)]
    return tuple(found)


def _same_rows(one: Database, other: Database, table: str) -> bool:
    query = f"select * from {table} order by 1, 2"
    rows, others = one.execute(query), other.execute(query)
    while True:
        batch = rows.fetchmany(1000)
        if batch != others.fetchmany(1000):
            return False
        if not batch:
            return True


def _number_faults(db: Database) -> tuple[str, ...]:
    codes = """select json_extract(text, '$.body.code') as code from entry
               where kind = 'DossierReceived' group by code having count(*) > 1"""
    registers = """select json_extract(text, '$.body.register_volume') || ':' ||
                   json_extract(text, '$.body.register_number') as place from entry
                   where kind = 'DossierReceived' group by place having count(*) > 1"""
    slips = """select json_extract(text, '$.body.slip_number') || ' ' ||
               substr(json_extract(text, '$.body.received_at'), 1, 4) as slip from entry
               where kind = 'DossierReceived' group by slip having count(*) > 1"""
    return tuple(row[0] for query in (codes, registers, slips) for row in db.rows(query))


def _logs_of(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
