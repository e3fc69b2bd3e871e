"""The only place that puts the parts together."""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop import errors, paths
from cchc_desktop.clock import Clock, SystemClock, training_clock
from cchc_desktop.desk import Desk as Desk
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.recording import FOLDER_ID, MACHINE, Recorder
from cchc_desktop.store import engine, journal, local, projections, records, schema
from cchc_desktop.store import folder as desk_folder
from cchc_desktop.store.transaction import writing

if TYPE_CHECKING:
    from cchc_desktop.domain.printing import Printer
    from cchc_desktop.printing.backend import PrintBackend
    from cchc_desktop.services.desk_setup import Opening
    from cchc_desktop.services.people_desk import PeopleDesk
    from cchc_desktop.services.restoring import Restored

logger = logging.getLogger(__name__)

LAST_ENTRIES_CHECKED = 50
"""How far back the chain is checked at every start; `verify` checks it whole."""


def machine_printers(backend: PrintBackend | None = None) -> tuple[Printer, ...]:
    """Return the machine's printers before there is a desk, for the first run; it takes a moment: worker thread."""
    from cchc_desktop.printing.cups import CupsPrintBackend

    return (backend or CupsPrintBackend()).printers()


def is_prepared(folder: Path) -> bool:
    """Return whether ``folder`` holds a desk, as far as can be told without opening it."""
    path = folder / paths.DATABASE
    return path.exists() and path.stat().st_size > 0


def open_desk(
    folder: Path,
    *,
    clock: Clock | None = None,
    key: str = "",
    read_only: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Desk:
    """Open the desk in ``folder``.

    Args:
        folder: The desk's folder.
        clock: Overrides the machine's clock (tests).
        key: Opens an encrypted database.
        read_only: Read without taking the folder; nothing can be written.
        environment: Where the state folder and, for a training folder, ``CCHC_NOW`` are looked up.

    Raises:
        FolderNotPrepared: There is no desk; run ``init``.
        FolderInUse, FolderOnNetwork, FolderReadOnly, DatabaseTooNew, DatabaseDamaged, FolderMoved, JournalBroken:
            Nothing was touched.
    """
    path = folder / paths.DATABASE
    if not is_prepared(folder):
        raise errors.FolderNotPrepared(folder=str(folder))
    desk_folder.refuse_network(folder)
    lock = None if read_only else desk_folder.FolderLock(folder)
    try:
        with records.reading():
            db = _opened(path, key, read_only=read_only)
    except errors.CchcError:
        if lock is not None:
            lock.release()
        raise
    try:
        with records.reading():
            _bring_up_to_date(db, path)
            _check_last_entries(db)
            if lock is not None:
                _fold_anew_when_old(db)
                _refuse_moved(db, paths.state_folder(environment))
            elif not projections.is_current(db):
                # Whoever only reads lets a writer fold; where the folder is taken or may not be written, it reads on.
                with contextlib.suppress(errors.StoreError):
                    open_desk(folder, clock=clock, key=key, environment=environment).close()
            is_training = _is_training(db)
        if read_only:
            db.refuse_writing()
        if clock is None:
            clock = training_clock(environment) if is_training else SystemClock()
        with records.reading():
            state_folder = paths.state_folder(environment)
            return Desk(folder, db, clock, is_training=is_training, lock=lock, state_folder=state_folder)
    except BaseException:
        db.close()
        if lock is not None:
            lock.release()
        raise


def first_run(
    folder: Path,
    opening: Opening,
    *,
    clock: Clock | None = None,
    key: str = "",
    environment: Mapping[str, str] = os.environ,
) -> Desk:
    """Prepare a desk in ``folder`` and open it.

    Raises:
        FolderAlreadyPrepared: There is a desk already; it is not touched.
        FormIncomplete, FolderReadOnly, FolderOnNetwork, FolderInUse: Nothing was made.
    """
    from cchc_desktop.services.desk_setup import open_desk_first_time

    desk_folder.refuse_network(folder.absolute())
    desk_folder.prepare(folder)
    path = folder / paths.DATABASE
    lock = desk_folder.FolderLock(folder)
    try:
        if clock is None:
            clock = training_clock(environment) if opening.is_training else SystemClock()
        _refuse_prepared(path, key)
        unfinished = path.with_suffix(".opening")
        try:
            _remove(unfinished)
            with contextlib.closing(engine.open_database(unfinished, key=key)) as db:
                schema.migrate(db)
                open_desk_first_time(db, opening, clock, paths.resources())
                db.execute("pragma wal_checkpoint(truncate)")
            unfinished.replace(path)  # a power cut leaves a desk or no desk
        finally:
            _remove(unfinished)
    finally:
        lock.release()
    desk = open_desk(folder, clock=clock, key=key, environment=environment)
    desk.recorder.keep_marker()
    logger.info("desk opened for the first time: training=%s", opening.is_training)
    return desk


def next_generation(
    folder: Path,
    cause: str,
    *,
    act: Callable[[PeopleDesk, Recorder], None] = lambda _people, _recorder: None,
    environment: Mapping[str, str] = os.environ,
) -> str:
    """Begin the next generation of a restored or moved folder; return its journal's id.

    Args:
        folder: The desk's folder.
        cause: Why.
        act: Sees to it that whoever types this is the one who acts; where it raises nothing was begun.
        environment: See `open_desk`.

    Raises:
        FolderNotPrepared, FolderInUse, FolderReadOnly, DatabaseTooNew, DatabaseDamaged, JournalBroken: See `open_desk`.
    """
    from cchc_desktop.services.desk_setup import SetupService
    from cchc_desktop.services.people_desk import PeopleDesk

    path = folder / paths.DATABASE
    if not is_prepared(folder):
        raise errors.FolderNotPrepared(folder=str(folder))
    lock = desk_folder.FolderLock(folder)
    try:
        with records.reading():
            db = engine.open_database(path)
        with contextlib.closing(db):
            with records.reading():
                _bring_up_to_date(db, path)
                _check_last_entries(db)
                is_training = _is_training(db)
                state = DeskState(db, is_training=is_training)
            clock = training_clock(environment) if is_training else SystemClock()
            # No entry goes into the generation that is over: a wrong PIN is counted, and entered nowhere.
            recorder = Recorder(db, state, clock, paths.state_folder(environment), can_write=False)
            act(PeopleDesk(db, state, recorder, clock), recorder)
            return SetupService(db, state, recorder).start_next_generation(cause, clock)
    finally:
        lock.release()


def restore(
    folder: Path,
    file: Path,
    cause: str,
    *,
    act: Callable[[PeopleDesk, Recorder], None] = lambda _people, _recorder: None,
    environment: Mapping[str, str] = os.environ,
) -> Restored:
    """Put a copy in the place of the desk's file, begin the next generation, and take back what packages still hold.

    Args:
        folder: The desk's folder.
        file: The copy, of backups/ or brought along.
        cause: Why.
        act: See `next_generation`.
        environment: See `open_desk`.

    Raises:
        FolderInUse, FolderReadOnly, DiskFull, CopyRefused, DatabaseTooNew, DatabaseDamaged, JournalBroken: The desk is
            as it was.
    """
    from cchc_desktop.services import restoring

    desk_folder.refuse_network(folder)
    lock = desk_folder.FolderLock(folder)
    try:
        with records.reading():
            done = restoring.restore(
                folder,
                file,
                cause,
                clock_of=lambda db: training_clock(environment) if _is_training(db) else SystemClock(),
                act=act,
                state=paths.state_folder(environment),
            )
    finally:
        lock.release()
    desk = open_desk(folder, environment=environment)
    try:
        desk.recorder.keep_marker()
        return desk.foreign.take_back(done)
    finally:
        desk.close()


def _opened(path: Path, key: str, *, read_only: bool) -> engine.Database:
    """Open the file; where its folder may not be written and somebody only reads, it is read as it lies there."""
    try:
        return engine.open_database(path, key=key)
    except errors.FolderReadOnly:
        if not read_only:
            raise
        return engine.open_database(path, key=key, read_only=True)


def _bring_up_to_date(db: engine.Database, path: Path) -> None:
    """Migrate a desk's file; one without a desk (empty, or left by a kill) is none and stays as it is."""
    if not db.value("select count(*) from sqlite_master"):
        raise errors.FolderNotPrepared(folder=str(path.parent))
    schema.migrate(db, copy_to=path.with_suffix(".before-migration"))
    journal.head(db)


def _refuse_prepared(path: Path, key: str) -> None:
    if not path.exists():
        return
    with contextlib.closing(engine.open_database(path, key=key)) as db, contextlib.suppress(errors.FolderNotPrepared):
        _bring_up_to_date(db, path)
        raise errors.FolderAlreadyPrepared(folder=str(path.parent))


def _remove(path: Path) -> None:
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink()


def _is_training(db: engine.Database) -> bool:
    text = db.value("select text from entry order by seq limit 1")
    return bool(text and json.loads(text)["body"].get("training"))


def _check_last_entries(db: engine.Database) -> None:
    for broken in journal.breaks(db, last_only=LAST_ENTRIES_CHECKED):
        raise broken


def _fold_anew_when_old(db: engine.Database) -> None:
    if not projections.is_current(db):
        logger.info("projections are of another version: folded anew")
        with writing(db):
            projections.build(db)


def _refuse_moved(db: engine.Database, state_folder: Path) -> None:
    """Refuse to write a copy that is behind what this machine wrote, or that came from another machine."""
    if local.note(db, MACHINE) not in ("", desk_folder.machine_id()):
        raise errors.FolderMoved(cause="other_machine")
    marker = desk_folder.marker(state_folder, local.note(db, FOLDER_ID))
    if marker is None:
        return
    from cchc_desktop.domain.entry import Position

    if journal.hash_at(db, Position(journal=marker.journal, number=marker.number)) != marker.hash:
        raise errors.FolderMoved(cause="behind_the_marker")
