"""A desk with very many dossiers, made fast and kept under `build/bench` for the next run.

A few dossiers are received by the real service on a small desk; their entries are the moulds of all others. So each
entry is one that the program itself would have written, the chain is whole (`test_big_desk.py` proves it by `verify`)
and the projections are the program's own. Only the way to the journal is short: no checks, large transactions.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from cchc_desktop import bootstrap, paths
from cchc_desktop.clock import RunningClock, moment
from cchc_desktop.domain.entry import Entry, digest
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.person import Person, Sex
from cchc_desktop.domain.printing import JobState
from cchc_desktop.rules import codes
from cchc_desktop.services import desk_setup, intake
from cchc_desktop.store import engine, journal, projections, schema
from cchc_desktop.store.transaction import writing
from tests.bench import people
from tests.bench.people import Citizen, Crowd

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "bench"
NOW = "2025-11-18T08:30:00+07:00"
"""The moment at which a big desk is opened; its last dossier came the evening before."""
A_DAY = 400
"""Dossiers a day: a busy ward."""
_RECIPE = 1
"""Raised when a desk is filled in another way."""
_BATCH = 20_000
_FIELDS = (
    "applicant.address", "applicant.birth_on", "applicant.name", "applicant.personal_id", "applicant.phone",
    "applicant.sex",
)  # fmt: skip
_FREQUENT = ("2.000815", "2.000635", "2.000884", "1.001193", "1.004873", "1.000656", "1.000894", "1.004859", "1.001022")
_WEIGHTS = (30, 15, 15, 12, 10, 6, 5, 4, 3)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BigDesk:
    """A prepared folder and the environment in which it is opened."""

    folder: Path
    dossiers: int

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables with which the desk's own moment and state folder are used."""
        return {"XDG_STATE_HOME": str(self.folder / "state"), "CCHC_NOW": NOW}

    def open(self, *, later: timedelta = timedelta()) -> bootstrap.Desk:
        """Open the desk as the program does, at its own moment or some time later."""
        clock = RunningClock(moment(NOW) + later)
        return bootstrap.open_desk(self.folder, clock=clock, environment=self.environment)

    @contextlib.contextmanager
    def copied(self) -> Iterator[BigDesk]:
        """Lend a copy that may be written, below the build folder, and take it away again."""
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="scratch-", dir=KEPT) as scratch:
            shutil.copytree(self.folder, Path(scratch) / "desk")
            yield BigDesk(folder=Path(scratch) / "desk", dossiers=self.dossiers)


def desk_of(dossiers: int) -> BigDesk:
    """Return the kept desk with so many dossiers, made now where it is not kept."""
    folder = KEPT / f"desk-{dossiers}-{_fingerprint()}"
    if not folder.exists():
        for old in KEPT.glob(f"desk-{dossiers}-*"):
            shutil.rmtree(old)
        unfinished = KEPT / f"unfinished-{dossiers}"
        shutil.rmtree(unfinished, ignore_errors=True)
        make(unfinished, dossiers)
        unfinished.rename(folder)
    return BigDesk(folder=folder, dossiers=dossiers)


def _fingerprint() -> str:
    """Name the shape of the tables and of what is written into them: another shape, another desk."""
    sources = [Path(people.__file__), Path(schema.__file__), Path(projections.__file__)]
    shape = "".join(path.read_text("utf-8") for path in sources)
    return hashlib.sha256(f"{_RECIPE} {shape}".encode()).hexdigest()[:12]


def make(folder: Path, dossiers: int) -> None:
    """Make a training desk with so many dossiers in ``folder``."""
    print(f"making a desk of {dossiers:,} dossiers (kept for the next run) ...", file=sys.stderr, flush=True)
    desk = new_desk(folder, is_training=True, at=_first_day(dossiers))
    desk.close()
    moulds = _moulds()
    db = engine.open_database(folder / paths.DATABASE)
    try:
        for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -400000", "foreign_keys = off"):
            db.execute(f"pragma {pragma}")
        _Filler(db, moulds).fill(dossiers)
    finally:
        db.close()
    desk = BigDesk(folder=folder, dossiers=dossiers).open()
    desk.recorder.keep_marker()
    desk.close()


def new_desk(folder: Path, *, is_training: bool, at: datetime) -> bootstrap.Desk:
    """Return a new desk of an invented ward, opened at a moment."""
    opening = desk_setup.Opening(settings=desk_setup.SAMPLE, officer_name="Trần Quốc Bảo", is_training=is_training)
    environment = {"XDG_STATE_HOME": str(folder / "state")}
    return bootstrap.first_run(folder, opening, clock=RunningClock(at), environment=environment)


def form_of(citizen: Citizen, procedure_code: str) -> ReceiveDossier:
    """Return the intake form of a citizen; its papers are still to be ticked."""
    return ReceiveDossier(
        procedure_code=procedure_code,
        applicant=Person(
            name=citizen.name,
            personal_id=citizen.personal_id,
            birth_on=datetime.fromisoformat(citizen.birth_on).date(),
            sex=Sex(citizen.sex),
            address=citizen.address,
            phone=citizen.phone,
        ),
        accepts_duplicate=True,
    )


def _first_day(dossiers: int) -> datetime:
    return moment(NOW) - timedelta(days=2 + dossiers // A_DAY)


def _moulds() -> list[_Mould]:
    """Return a mould for each frequent procedure, from an entry that the real service wrote."""
    moulds = []
    with tempfile.TemporaryDirectory() as scratch:
        desk = new_desk(Path(scratch) / "desk", is_training=True, at=moment(NOW))
        crowd = Crowd()
        try:
            for code in _FREQUENT:
                form = desk.intake.with_usual_papers(form_of(crowd.next(), code), listed=False)
                desk.intake.receive(form)
                last = journal.last(desk.db)
                assert last is not None
                moulds.append(_Mould(last.entry))
        finally:
            desk.close()
    return moulds


class _Mould:
    """The text of one entry with places left open for what differs."""

    def __init__(self, entry: Entry) -> None:
        body = dict(entry.body)
        self.wait = datetime.fromisoformat(body["due_at"]) - datetime.fromisoformat(body["received_at"])
        for name in ("code", "slip_number", "register_volume", "register_number", "due_at"):
            body[name] = f"⟦{name}⟧"
        body["received_at"] = body["clock_start"] = "⟦at⟧"
        text = dataclasses.replace(
            entry, previous="⟦previous⟧", dossier="⟦dossier⟧", journal="⟦journal⟧", body=body,
            personal={field: f"⟦{field}⟧" for field in _FIELDS},
        ).to_text()  # fmt: skip
        stamp = entry.happened_at.isoformat()
        text = text.replace(f'"number":{entry.number},', '"number":⟦number⟧,', 1).replace(f'"{stamp}"', '"⟦at⟧"')
        text = text.replace('"⟦register_number⟧"', "⟦register_number⟧")
        self._text = text.replace("%", "%%").replace("⟦", "%(").replace("⟧", ")s")

    def poured(self, values: Mapping[str, object]) -> str:
        """Return the text of an entry."""
        return self._text % values


class _Filler:
    """Writes dossiers at the end of a journal, in order of time."""

    def __init__(self, db: engine.Database, moulds: list[_Mould]) -> None:
        self._db = db
        self._moulds = moulds
        self._head = journal.head(db)
        self._number, self._hash = self._head.number, self._head.hash
        self._crowd = Crowd()
        self._random = random.Random(2)
        self._year_counts: dict[int, int] = {}
        self._day_counts: dict[str, int] = {}

    def fill(self, dossiers: int) -> None:
        """Write so many dossiers and set head and number books behind them."""
        moments = self._moments(dossiers)
        for start in range(0, dossiers, _BATCH):
            with writing(self._db):
                for _ in range(min(_BATCH, dossiers - start)):
                    self._write(next(moments))
            print(f"  {start + _BATCH:,}", end="\r", file=sys.stderr, flush=True)
        with writing(self._db) as db:
            values = (self._number, self._hash, self._head.journal)
            db.execute("update journal set last_number = ?, head = ? where id = ?", values)
            books = [(intake.DOSSIERS, day, count) for day, count in self._day_counts.items()]
            for year, count in self._year_counts.items():
                books += [(intake.SLIPS, str(year), count), (intake.REGISTER, str(year), count)]
            db.execute_many("insert into number_book values (?, 1, ?, ?)", ((b, p, n) for b, p, n in books))

    def _moments(self, dossiers: int) -> Iterator[datetime]:
        """Yield the moments of receipt: A_DAY a day from 07:00 on, up to the evening before NOW."""
        days = -(-dossiers // A_DAY)
        first = moment(NOW).replace(hour=7, minute=0) - timedelta(days=days)
        for number in range(dossiers):
            day, place = divmod(number, A_DAY)
            yield first + timedelta(days=day, seconds=place * 90)

    def _write(self, at: datetime) -> None:
        citizen = self._crowd.next()
        mould = self._random.choices(self._moulds, _WEIGHTS)[0]
        personal = {f"applicant.{name}": getattr(citizen, name) for name in Citizen.__slots__}
        salts = {field: self._random.randbytes(16).hex() for field in _FIELDS}
        self._number += 1
        dossier = f"{self._head.journal}#{self._number}"
        values = {field: _salted(salts[field], personal[field]) for field in _FIELDS} | self._numbers(at, mould)
        values |= {
            "number": str(self._number),
            "previous": self._hash,
            "dossier": dossier,
            "journal": self._head.journal,
        }
        text = mould.poured(values)
        self._hash = digest(text)
        place = (self._head.journal, self._number, dossier, "DossierReceived", self._hash, text)
        cursor = self._db.execute(
            "insert into entry (journal, number, dossier, kind, hash, text) values (?, ?, ?, ?, ?, ?)", place
        )
        seq = int(cursor.lastrowid)
        rows = [(seq, field, salts[field], personal[field]) for field in _FIELDS]
        self._db.execute_many("insert into personal values (?, ?, ?, ?)", rows)
        written = journal.Written(seq=seq, entry=Entry.from_text(text), hash=self._hash, personal=personal)
        projections.apply(self._db, written)
        self._print(dossier, values["code"], values["at"])

    def _print(self, dossier: str, code: str, at: str) -> None:
        """Write that the slip came out long ago: a desk has as many print jobs as dossiers."""
        row = (dossier, code, intake.SLIP_KIND, JobState.OUT, at, at)
        self._db.execute(
            """insert into print_job (dossier, code, kind, reprint, template, settings, state, wanted_at, changed_at)
               values (?, ?, ?, 0, 1, 1, ?, ?, ?)""",
            row,
        )

    def _numbers(self, at: datetime, mould: _Mould) -> dict[str, str]:
        day = at.date().isoformat()
        self._day_counts[day] = self._day_counts.get(day, 0) + 1
        self._year_counts[at.year] = count = self._year_counts.get(at.year, 0) + 1
        number = codes.dossier_number(self._day_counts[day], desk=1, desks=1)
        return {
            "code": codes.dossier_code(self._head.agency_code, at.date(), number),
            "slip_number": codes.slip_number(count, intake.SLIPS, desk=1, desks=1),
            "register_volume": codes.register_volume(at.year, desk=1, desks=1),
            "register_number": str(count),
            "at": at.isoformat(),
            "due_at": (at + mould.wait).isoformat(),
        }


def _salted(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()
