"""Stores as the tests need them: bare ones with a few entries, and whole desks kept ready for copying."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cchc_desktop import bootstrap, errors
from cchc_desktop.clock import moment
from cchc_desktop.domain.entry import NO_ENTRY, Entry
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.person import Person
from cchc_desktop.paths import DATABASE
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening
from cchc_desktop.store import engine, journal, projections, schema
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import writing

KEY = "5f" * 32
ANOTHER_KEY = "60" * 32
START = moment("2023-10-24T09:00")
MARRIAGE = ReceiveDossier(
    procedure_code="1.004873",
    applicant=Person(name="Nguyễn Thị Thử", personal_id="056190000123", phone="0905000417"),
    accepts_duplicate=True,
)


class Hand:
    """A clock moved by hand."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def new_store(path: Path, key: str, *, desk: int = 1) -> Database:
    """Return an open store with all tables and a journal without entries."""
    path.write_bytes(_empty_store(key, desk))
    return engine.open_database(path, key=key)


@functools.cache
def _empty_store(key: str, desk: int) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        with contextlib.closing(engine.open_database(path, key=key)) as db:
            schema.migrate(db)
            with writing(db):
                projections.create(db)
                journal.open_journal(db, agency_code="H32.1", desk=desk, generation=1, opened_at=START, head=NO_ENTRY)
        return path.read_bytes()


def entry(kind: str = "Something", *, dossier: str = "", body: Mapping[str, Any] | None = None) -> Entry:
    """Return an entry that is still to be written."""
    return Entry(
        journal="", number=0, previous="", kind=kind, dossier=dossier, happened_at=START, recorded_at=START,
        actor="u1", program="0", body=body or {},
    )  # fmt: skip


def append(db: Database, count: int = 1, *, personal: Mapping[str, str] | None = None, dossier: str = "") -> None:
    """Write so many entries in one transaction."""
    with writing(db):
        for number in range(count):
            journal.append(db, entry(dossier=dossier, body={"n": number}), personal or {})


def start_second_generation(db: Database) -> None:
    """Open journal …/2 behind the first one and write its first entry."""
    last = journal.head(db)
    with writing(db):
        journal.open_journal(db, agency_code="H32.1", desk=1, generation=2, opened_at=START, head=last.hash)
        journal.append(db, entry("DeskOpened", body={"follows": last.hash}), {})


@contextlib.contextmanager
def tampering(db: Database) -> Iterator[Database]:
    """Do what no program of ours does: change what is kept, past triggers and references."""
    db.execute("pragma foreign_keys = off")
    db.execute("drop trigger entry_stays")
    db.execute("drop trigger entry_is_kept")
    yield db
    db.execute("pragma foreign_keys = on")


def content(db: Database, *tables: str) -> dict[str, list[engine.Row]]:
    """Return all rows of tables: of the kept and folded ones where none is named."""
    named = tables or ("journal", "entry", "personal", "pack", "number_book", *projections.COMPARED)
    return {table: sorted(db.rows(f"select * from {table}"), key=repr) for table in named}


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def refused(path: Path, key: str = "") -> bool:
    """Return whether a file is refused as damaged or not ours, and is left exactly as it was."""
    before = files(path.parent)
    try:
        engine.open_database(path, key=key).close()
    except errors.DatabaseDamaged:
        return files(path.parent) == before
    return False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A prepared desk's folder with the state folder of its machine, closed."""

    folder: Path
    state: Path
    key: str

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def environment(self) -> dict[str, str]:
        return {"XDG_STATE_HOME": str(self.state)}

    @contextlib.contextmanager
    def opened(self, clock: Hand | None = None, *, read_only: bool = False) -> Iterator[bootstrap.Desk]:
        """Open the desk as the program does; it is closed behind the block."""
        desk = bootstrap.open_desk(
            self.folder, clock=clock or Hand(), key=self.key, read_only=read_only, environment=self.environment
        )
        try:
            yield desk
        finally:
            desk.close()

    def copied_to(self, place: Path) -> Folder:
        """Return a copy of the folder and of its machine's state."""
        shutil.copytree(self.folder, place / "desk")
        shutil.copytree(self.state, place / "state")
        return dataclasses.replace(self, folder=place / "desk", state=place / "state")


def prepare(place: Path, key: str) -> Folder:
    """Run the first run in ``place``."""
    made = Folder(folder=place / "desk", state=place / "state", key=key)
    opening = Opening(settings=SAMPLE, officer_name=SAMPLE_OFFICER, is_training=True)
    bootstrap.first_run(made.folder, opening, clock=Hand(), key=key, environment=made.environment).close()
    return made


def of_person(name: str, *, personal_id: str = "", phone: str = "") -> ReceiveDossier:
    """Return the form of an invented person."""
    applicant = Person(name=name, personal_id=personal_id, phone=phone)
    return dataclasses.replace(MARRIAGE, applicant=applicant)
