"""A copy put back in the place of the desk's file: proved, made the next generation, then put there in one move.

What lay there before is kept in backups/ under a name of its own. A power cut leaves the desk that was there before or
the restored one, never none: the copy is whole and begun before it is moved.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from cchc_desktop import errors, paths
from cchc_desktop.clock import Clock
from cchc_desktop.services.desk_setup import SetupService
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.people_desk import PeopleDesk
from cchc_desktop.services.recording import FOLDER_ID, Recorder
from cchc_desktop.store import closing, engine, journal, local, number_books, projections, schema
from cchc_desktop.store import folder as desk_folder
from cchc_desktop.store.attachments import sync_folder
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import writing

_UNFINISHED, _LOGS = ".restoring", ("-wal", "-shm")
Act = Callable[[PeopleDesk, Recorder], None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A copy that is the desk now."""

    journal: str
    """The generation that was begun."""
    follows: str
    """The journal whose entries the copy holds."""
    last: int
    """Its last entry in the copy."""
    known: int
    """Its last entry that anything on this machine knew of; what lies between was lost with the file."""
    back: int = 0
    """The last of those that came back from packages; 0: none."""
    packages: tuple[str, ...] = ()
    """File names of the packages that brought them back."""
    set_aside: str = ""
    """File name in backups/ of what lay there before; empty: there was nothing."""

    @property
    def lost(self) -> tuple[int, int] | None:
        """Return (first, last) number of the entries that are still missing; ``None``: none that is known of."""
        first = max(self.last, self.back) + 1
        return (first, self.known) if first <= self.known else None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Present:
    """What the file that is replaced, and the marker outside the folder, say of this desk; empty where unreadable."""

    head: journal.Head | None = None
    folder_id: str = ""
    books: tuple[tuple[str, int, str, int], ...] = ()
    marker: desk_folder.Marker | None = None

    def generation(self) -> int:
        marked = int(self.marker.journal.rpartition("/")[2]) if self.marker else 0
        return max(marked, self.head.generation if self.head else 0)

    def last_of(self, journal_id: str) -> int:
        marked = self.marker.number if self.marker and self.marker.journal == journal_id else 0
        return max(marked, self.head.number if self.head and self.head.journal == journal_id else 0)


def restore(
    folder: Path, file: Path, cause: str, *, clock_of: Callable[[Database], Clock], act: Act, state: Path
) -> Restored:
    """Put a copy in the place of the desk's file and begin the next generation; the caller holds the folder's lock.

    Args:
        folder: The desk's folder.
        file: The copy.
        cause: Why.
        clock_of: Returns the clock of a desk.
        act: Sees to it that whoever types this is the one who acts; where it raises nothing was changed.
        state: Where markers lie.

    Raises:
        DatabaseDamaged, JournalBroken: The copy is not sound, or none; nothing was changed.
        DatabaseTooNew: A newer program made the copy; nothing was changed.
        CopyRefused: It is of another ward or desk, or of another folder (``cause``); nothing was changed.
        DiskFull, FolderReadOnly: Nothing was changed.
    """
    path = folder / paths.DATABASE
    unfinished = path.with_suffix(_UNFINISHED)
    _remove(unfinished)
    try:
        _copied(file, unfinished)
        with contextlib.closing(engine.open_database(unfinished)) as db:
            _prove(db)
            present = _present(path, local.note(db, FOLDER_ID), state)
            _refuse_others(db, present)
            clock = clock_of(db)
            actor = _acting(path, db, clock, act)
            last = journal.head(db)
            new = _begun(db, cause, clock, actor, present)
            db.bring_home()
        set_aside = _set_aside(path, clock.now())
        _put_in_place(unfinished, path, desk_folder.marker_path(state, present.folder_id or ""))
    finally:
        _remove(unfinished)
    known = max(last.number, present.last_of(last.journal))
    return Restored(journal=new, follows=last.journal, last=last.number, known=known, set_aside=set_aside)


def _prove(db: Database) -> None:
    if not db.value("select count(*) from sqlite_master"):
        raise errors.DatabaseDamaged(file=db.path.name)
    if db.value("pragma quick_check(1)") != "ok":
        raise errors.DatabaseDamaged(file=db.path.name)
    schema.migrate(db)
    for broken in journal.breaks(db):
        raise broken
    if not projections.is_current(db):
        with writing(db):
            projections.build(db)


@contextlib.contextmanager
def _readable(path: Path) -> Iterator[Database | None]:
    """Lend the desk's present file; ``None`` where there is none that can be read."""
    db = None
    with contextlib.suppress(errors.StoreError):
        if path.exists() and path.stat().st_size:
            db = engine.open_database(path)
    try:
        yield db
    finally:
        if db is not None:
            db.close()


def _present(path: Path, folder_id: str, state: Path) -> _Present:
    with _readable(path) as db, contextlib.suppress(errors.CchcError):
        if db is not None:
            own_id = local.note(db, FOLDER_ID)
            return _Present(
                head=journal.head(db),
                folder_id=own_id,
                books=tuple(db.rows("select book, desk, period, last_number from number_book")),
                marker=desk_folder.marker(state, own_id),
            )
    return _Present(folder_id=folder_id, marker=desk_folder.marker(state, folder_id))


def _refuse_others(db: Database, present: _Present) -> None:
    head = journal.head(db)
    if present.head and (present.head.agency_code, present.head.desk) != (head.agency_code, head.desk):
        raise errors.CopyRefused(cause="other_desk")
    if present.head and present.folder_id != local.note(db, FOLDER_ID):
        raise errors.CopyRefused(cause="other_folder")


def _acting(path: Path, copy: Database, clock: Clock, act: Act) -> str:
    """Have the one who types this proved where a wrong PIN is counted: by the present file, if it can be read."""
    with _readable(path) as db:
        if db is not None:
            with contextlib.suppress(errors.StoreError):
                return _acted(db, clock, act)
    return _acted(copy, clock, act)


def _acted(db: Database, clock: Clock, act: Act) -> str:
    schema.migrate(db)
    desk_state = DeskState(db, is_training=False)
    recorder = Recorder(db, desk_state, clock, Path(), can_write=False)
    act(PeopleDesk(db, desk_state, recorder, clock), recorder)
    return recorder.actor


def _begun(db: Database, cause: str, clock: Clock, actor: str, present: _Present) -> str:
    """Begin the next generation in the copy: above every one that this machine knows of, and so its books."""
    with writing(db):
        number_books.raise_to(db, present.books)
    desk_state = DeskState(db, is_training=is_training(db))
    recorder = Recorder(db, desk_state, clock, db.path.parent, can_write=False)
    recorder.actor = actor if actor in desk_state.officers else recorder.actor
    setup = SetupService(db, desk_state, recorder)
    return setup.start_next_generation(cause, clock, above=present.generation(), keeps_marker=False)


def is_training(db: Database) -> bool:
    """Return whether this is a folder for training."""
    first = journal.at_first(db)
    return bool(first and first.body.get("training"))


def _set_aside(path: Path, now: datetime) -> str:
    """Keep what lies there in backups/, its log too, before anything of it is touched; return the name."""
    if not path.exists():
        return ""
    with _readable(path) as db, contextlib.suppress(errors.StoreError):
        if db is not None:
            db.bring_home()
    place = path.parent / closing.BACKUPS
    try:
        place.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise errors.FolderReadOnly(folder=str(place)) from error
    target, again = place / f"replaced-{now:%Y%m%d-%H%M%S}.db", 1
    while target.exists():  # what was set aside is never written over
        again += 1
        target = place / f"replaced-{now:%Y%m%d-%H%M%S}-{again}.db"
    for suffix in ("", *_LOGS):
        lies = path.with_name(f"{path.name}{suffix}")
        if lies.exists():
            _copied(lies, target.with_name(f"{target.name}{suffix}"))
    return target.name


def _put_in_place(unfinished: Path, path: Path, marker: Path) -> None:
    """Move the copy there in one step; no marker may speak of a desk that is not the one in the folder."""
    with contextlib.suppress(OSError):
        marker.unlink(missing_ok=True)
    for suffix in _LOGS:  # home in the file, and kept aside
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
    for suffix in _LOGS:
        unfinished.with_name(f"{unfinished.name}{suffix}").unlink(missing_ok=True)
    unfinished.replace(path)
    sync_folder(path.parent)


def _copied(file: Path, target: Path) -> None:
    """Copy a file, whole and on disk."""
    try:
        with file.open("rb") as source, target.open("wb") as copy:
            target.chmod(0o600)
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        sync_folder(target.parent)
    except FileNotFoundError as error:
        raise errors.CopyRefused(cause="no_copy") from error
    except OSError as error:
        target.unlink(missing_ok=True)
        raise errors.FolderReadOnly(folder=str(target.parent)) from error


def _remove(unfinished: Path) -> None:
    for left in (unfinished, *(unfinished.with_name(f"{unfinished.name}{suffix}") for suffix in _LOGS)):
        with contextlib.suppress(OSError):
            left.unlink(missing_ok=True)
