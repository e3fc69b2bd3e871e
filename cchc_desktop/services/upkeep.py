"""Proving that the desk's records are whole, and folding the projections anew."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from cchc_desktop.errors import DatabaseDamaged, FolderNotPrepared, JournalBroken
from cchc_desktop.paths import DATABASE
from cchc_desktop.store import engine, journal, projections, schema
from cchc_desktop.store.engine import Database
from cchc_desktop.store.folder import FolderLock
from cchc_desktop.store.transaction import reading, writing


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What `verify` found."""

    entries: int
    dossiers: int
    breaks: tuple[JournalBroken, ...]
    differences: tuple[str, ...]
    """Names of projections that differ from a rebuild."""
    number_faults: tuple[str, ...]
    """Codes, places in the register and numbers of slips that were used twice."""

    @property
    def is_whole(self) -> bool:
        """Return whether nothing at all is wrong."""
        return not (self.breaks or self.differences or self.number_faults)


def verify(db: Database, *, scratch: Path | None = None) -> Verdict:
    """Check file, chain, gaps, personal texts and numbers, and compare the projections with a rebuild.

    Args:
        db: The desk's database; it is only read, as it stands at one moment, and others may write meanwhile.
        scratch: Folder for the rebuild's file; the system's temporary folder by default.

    Raises:
        DatabaseDamaged: A page of the file is torn.
    """
    with reading(db):
        breaks = tuple(journal.breaks(db))
        is_current = projections.is_current(db)
        return Verdict(
            entries=int(db.value("select count(*) from entry")),
            dossiers=int(db.value("select count(*) from dossier")) if is_current else 0,
            breaks=breaks,
            differences=() if breaks else _differences(db, scratch) if is_current else projections.NAMES,
            number_faults=_number_faults(db),
        )


def rebuild(path: Path, *, key: str = "", progress: Callable[[int], None] | None = None) -> int:
    """Fold the journal anew into a second file and put that in the place of the first; return the entries read.

    A power cut leaves the old file or the new one, never half of either. An older file's kept tables are migrated too.

    Raises:
        DatabaseBusy: Another connection is reading; nothing was changed.
        DatabaseTooNew: A newer program wrote the file; nothing was changed.
    """
    unfinished = path.with_suffix(".rebuild")
    _remove(unfinished, *_logs_of(unfinished))
    try:
        with contextlib.closing(engine.open_database(path, key=key)) as db:
            # What still stood in the log would be lost with it below.
            db.bring_home()
            with contextlib.closing(db.copied_to(unfinished)) as copy:
                schema.migrate(copy, copy_to=path.with_suffix(".before-migration"))
                with writing(copy):
                    count = projections.build(copy, progress)
                copy.bring_home()
        _remove(*_logs_of(unfinished), *_logs_of(path))
        unfinished.replace(path)
    finally:
        _remove(unfinished, *_logs_of(unfinished))
    _sync_folder(path.parent)
    return count


def rebuild_folder(folder: Path, *, key: str = "") -> int:
    """Rebuild the projections of the desk in ``folder``, which nobody else may be writing; return the entries read."""
    path = folder / DATABASE
    if not path.exists():
        raise FolderNotPrepared(folder=str(folder))
    lock = FolderLock(folder)
    try:
        return rebuild(path, key=key)
    finally:
        lock.release()


def _differences(db: Database, scratch: Path | None) -> tuple[str, ...]:
    """Return the projections that a rebuild in a copy makes otherwise; the copy is encrypted where the file is."""
    with (
        tempfile.TemporaryDirectory(dir=scratch) as folder,
        contextlib.closing(db.copied_to(Path(folder) / "rebuild.db")) as copy,
    ):
        found = () if projections.has_whole_index(copy) else (projections.INDEX,)
        # Newer engines ask the index as well, and what is wrong with it alone a rebuild can mend.
        copy.execute(f"drop table {projections.INDEX}")
        if copy.value("pragma integrity_check(1)") != "ok":
            raise DatabaseDamaged(file=db.path.name)
        with writing(copy):
            projections.build(copy)
        return (*(name for name in projections.COMPARED if not _same_rows(db, copy, name)), *found)


def _same_rows(one: Database, other: Database, table: str) -> bool:
    query = f"select * from {table} order by 1, 2"
    return all(row == there for row, there in itertools.zip_longest(one.stream(query), other.stream(query)))


_OWN_JOURNALS = "journal in (select id from journal where is_own = 1)"


def _number_faults(db: Database) -> tuple[str, ...]:
    """Return numbers that were given twice; books kept elsewhere, at another desk too, have numbers of their own."""
    codes = """select json_extract(text, '$.body.code') as code from entry
               where kind = 'DossierReceived' and json_valid(text) group by code having count(*) > 1"""
    registers = f"""select json_extract(text, '$.body.register_volume') || ':' ||
                   json_extract(text, '$.body.register_number') as place from entry
                   where kind = 'DossierReceived' and json_valid(text) and json_extract(text, '$.body.book') is null
                   and {_OWN_JOURNALS}
                   group by place having count(*) > 1"""
    slips = f"""select json_extract(text, '$.body.slip_number') || ' ' ||
               substr(json_extract(text, '$.recorded_at'), 1, 4) as slip from entry
               where kind = 'DossierReceived' and json_valid(text) and json_extract(text, '$.body.slip_number') <> ''
               and {_OWN_JOURNALS}
               group by slip having count(*) > 1"""
    return tuple(row[0] for query in (codes, registers, slips) for row in db.rows(query))


def _remove(*leftovers: Path) -> None:
    for leftover in leftovers:
        leftover.unlink(missing_ok=True)


def _logs_of(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
