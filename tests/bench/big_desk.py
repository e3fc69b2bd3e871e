"""A desk with very many dossiers, made fast and kept under `build/bench` for the next run.

A few dossiers are received by the real service on a small desk; their entries are the moulds of all others. So each
entry is one that the program itself would have written, the chain is whole (`test_big_desk.py` proves it by `verify`)
and the projections are the program's own. Only the way to the journal is short: no checks, large transactions.

On a desk that says how many are open, every other dossier has its result and its return, of the evening it came; and
some of the open ones wait, stand still or lie ready, by steps of the real service (`lives.py`). What is open has some
weeks more than its term, so that about half of it is due after the desk's moment.
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
from typing import Any

from cchc_desktop import bootstrap, paths
from cchc_desktop.clock import Clock, RunningClock, moment
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import Entry, Position, digest
from cchc_desktop.domain.folding import after, begin
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.person import Person, Sex
from cchc_desktop.domain.printing import JobState
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.rules import codes
from cchc_desktop.services import desk_setup, intake
from cchc_desktop.store import dossier_rows, engine, journal, projection_tables, projections, schema
from cchc_desktop.store.transaction import writing
from tests.bench import lives, people
from tests.bench.people import Citizen, Crowd
from tests.store.stores import Hand

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "bench"
NOW = "2025-11-18T08:30:00+07:00"
"""The moment at which a big desk is opened; its last dossier came the evening before."""
A_DAY = 400
"""Dossiers a day: a busy ward."""
_RECIPE = 2
"""Raised when a desk is filled in another way."""
_FINGERPRINT = 12
_BATCH = 20_000
_BEFORE_OPENING = -timedelta(minutes=45)
_FIELDS = (
    "applicant.address", "applicant.birth_on", "applicant.name", "applicant.personal_id", "applicant.phone",
    "applicant.sex",
)  # fmt: skip
_EVENING = 17
"""The hour at which the day's results are returned on a desk that has only some dossiers open."""
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

    def open(self, *, later: timedelta = timedelta(), clock: Clock | None = None) -> bootstrap.Desk:
        """Open the desk as the program does: at its own moment, some time later, or by another clock."""
        running = RunningClock(moment(NOW) + later)
        return bootstrap.open_desk(self.folder, clock=clock or running, environment=self.environment)

    @contextlib.contextmanager
    def copied(self) -> Iterator[BigDesk]:
        """Lend a copy that may be written, below the build folder, and take it away again."""
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="scratch-", dir=KEPT) as scratch:
            shutil.copytree(self.folder, Path(scratch) / "desk")
            yield BigDesk(folder=Path(scratch) / "desk", dossiers=self.dossiers)


def desk_of(dossiers: int, *, open_ones: int | None = None) -> BigDesk:
    """Return the kept desk with so many dossiers, made now where it is not kept; without ``open_ones`` all are open."""
    name = f"{dossiers}" if open_ones is None else f"{dossiers}-open-{open_ones}"
    folder = KEPT / f"desk-{name}-{_fingerprint()}"
    if not folder.exists():
        for old in KEPT.glob(f"desk-{name}-{'?' * _FINGERPRINT}"):
            shutil.rmtree(old)
        unfinished = KEPT / f"unfinished-{name}"
        shutil.rmtree(unfinished, ignore_errors=True)
        make(unfinished, dossiers, open_ones=open_ones)
        unfinished.rename(folder)
    return BigDesk(folder=folder, dossiers=dossiers)


def _fingerprint() -> str:
    """Name the shape of the tables and of what is written into them: another shape, another desk."""
    modules = (people, lives, schema, projection_tables, dossier_rows)
    sources = [Path(str(module.__file__)) for module in modules]
    shape = "".join(path.read_text("utf-8") for path in sources)
    return hashlib.sha256(f"{_RECIPE} {shape}".encode()).hexdigest()[:_FINGERPRINT]


def make(folder: Path, dossiers: int, *, open_ones: int | None = None) -> None:
    """Make a training desk with so many dossiers in ``folder``; without ``open_ones`` all of them are open."""
    print(f"making a desk of {dossiers:,} dossiers (kept for the next run) ...", file=sys.stderr, flush=True)
    desk = new_desk(folder, is_training=True, at=_first_day(dossiers))
    desk.close()
    moulds, ends = _moulds()
    db = engine.open_database(folder / paths.DATABASE)
    try:
        for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -400000", "foreign_keys = off"):
            db.execute(f"pragma {pragma}")
        _Filler(db, moulds, ends).fill(dossiers, open_ones=dossiers if open_ones is None else open_ones)
    finally:
        db.close()
    if open_ones is not None:
        hand = Hand(moment(NOW) + _BEFORE_OPENING)
        with contextlib.closing(BigDesk(folder=folder, dossiers=dossiers).open(clock=hand)) as opened:
            lives.live(opened, hand, each=max(2, open_ones // 50))
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
        wants_appointment=True,  # the desk is opened on a Tuesday, and its dossiers come on every day of years
    )


def _first_day(dossiers: int) -> datetime:
    return moment(NOW) - timedelta(days=2 + dossiers // A_DAY)


def _moulds() -> tuple[list[_Mould], list[_EndMould]]:
    """Return a mould for each frequent procedure and one for each ending step, of entries the real services wrote."""
    moulds, ends = [], []
    with tempfile.TemporaryDirectory() as scratch:
        desk = new_desk(Path(scratch) / "desk", is_training=True, at=moment(NOW))
        crowd = Crowd()
        try:
            for code in _FREQUENT:
                form = desk.intake.with_usual_papers(form_of(crowd.next(), code), listed=False)
                received = desk.intake.receive(form)
                moulds.append(_Mould(_last(desk)))
            for kind in (StepKind.RESULT_READY, StepKind.RESULT_RETURN):
                desk.steps.take(TakeStep(kind=kind, code=received.dossier.code))
                ends.append(_EndMould(_last(desk)))
        finally:
            desk.close()
    return moulds, ends


def _last(desk: bootstrap.Desk) -> Entry:
    last = journal.last(desk.db)
    assert last is not None
    return last.entry


class _Mould:
    """The text of a receipt with places left open for what differs."""

    def __init__(self, entry: Entry) -> None:
        body = dict(entry.body)
        self.wait = datetime.fromisoformat(body["due_at"]) - datetime.fromisoformat(body["received_at"])
        for name in ("code", "slip_number", "register_volume", "register_number", "due_at"):
            body[name] = f"⟦{name}⟧"
        body["received_at"] = body["clock_start"] = "⟦at⟧"
        personal = {field: f"⟦{field}⟧" for field in _FIELDS}
        self._text = _with_places(dataclasses.replace(entry, body=body, personal=personal))

    def poured(self, values: Mapping[str, object]) -> str:
        """Return the text of an entry."""
        return self._text % values


class _EndMould:
    """The text of a step without personal texts, with places left open for what differs."""

    def __init__(self, entry: Entry) -> None:
        self.kind = entry.kind
        number: Any = "⟦after⟧"
        self._text = _with_places(dataclasses.replace(entry, after=Position(journal="⟦journal⟧", number=number)))

    def poured(self, values: Mapping[str, object]) -> str:
        """Return the text of an entry."""
        return self._text % values


def _with_places(entry: Entry) -> str:
    number: Any = "⟦number⟧"
    text = dataclasses.replace(
        entry, previous="⟦previous⟧", dossier="⟦dossier⟧", journal="⟦journal⟧", number=number
    ).to_text()  # fmt: skip
    text = text.replace(f'"{entry.happened_at.isoformat()}"', '"⟦at⟧"')
    for name in ("number", "after", "register_number"):
        text = text.replace(f'"⟦{name}⟧"', f"⟦{name}⟧")
    return text.replace("%", "%%").replace("⟦", "%(").replace("⟧", ")s")


class _Filler:
    """Writes dossiers at the end of a journal, in order of time."""

    def __init__(self, db: engine.Database, moulds: list[_Mould], ends: list[_EndMould]) -> None:
        self._db = db
        self._moulds = moulds
        self._ends = ends
        self._to_return: list[Dossier] = []
        self._head = journal.head(db)
        self._number, self._hash = self._head.number, self._head.hash
        self._crowd = Crowd()
        self._random = random.Random(2)
        self._year_counts: dict[int, int] = {}
        self._day_counts: dict[str, int] = {}

    def fill(self, dossiers: int, *, open_ones: int) -> None:
        """Write so many dossiers, the last ones left open, and set head and number books behind them."""
        moments = self._moments(dossiers)
        returned = dossiers - open_ones
        weeks = 1 + open_ones // (7 * A_DAY) if returned else 0
        for start in range(0, dossiers, _BATCH):
            with writing(self._db):
                for number in range(start, min(start + _BATCH, dossiers)):
                    at = next(moments)
                    if self._to_return and self._to_return[0].received_at.date() != at.date():
                        self._return_results()
                    more = timedelta(weeks=self._random.randint(0, weeks) if weeks and number >= returned else 0)
                    dossier = self._write(at, more)
                    if number < returned:
                        self._to_return.append(dossier)
            print(f"  {start + _BATCH:,}", end="\r", file=sys.stderr, flush=True)
        with writing(self._db) as db:
            self._return_results()
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

    def _write(self, at: datetime, more: timedelta) -> Dossier:
        citizen = self._crowd.next()
        mould = self._random.choices(self._moulds, _WEIGHTS)[0]
        personal = {f"applicant.{name}": getattr(citizen, name) for name in Citizen.__slots__}
        salts = {field: self._random.randbytes(16).hex() for field in _FIELDS}
        dossier = f"{self._head.journal}#{self._number + 1}"
        values = {field: _salted(salts[field], personal[field]) for field in _FIELDS} | self._numbers(
            at, mould.wait + more
        )
        seq, entry = self._append(mould, "DossierReceived", dossier, values)
        rows = [(seq, field, salts[field], personal[field]) for field in _FIELDS]
        self._db.execute_many("insert into personal values (?, ?, ?, ?)", rows)
        written = journal.Written(seq=seq, entry=entry, hash=self._hash, personal=personal)
        projections.apply(self._db, written)
        self._print(dossier, values["code"], values["at"])
        return begin(entry, self._hash)

    def _append(
        self, mould: _Mould | _EndMould, kind: str, dossier: str, values: Mapping[str, object]
    ) -> tuple[int, Entry]:
        self._number += 1
        place = {"number": self._number, "previous": self._hash, "dossier": dossier, "journal": self._head.journal}
        text = mould.poured({**values, **place})
        self._hash = digest(text)
        cursor = self._db.execute(
            "insert into entry (journal, number, dossier, kind, hash, text) values (?, ?, ?, ?, ?, ?)",
            (self._head.journal, self._number, dossier, kind, self._hash, text),
        )
        return int(cursor.lastrowid), Entry.from_text(text)

    def _return_results(self) -> None:
        """Write of each dossier that came today its result and the return, in the evening."""
        for dossier in self._to_return:
            at = dossier.received_at.replace(hour=_EVENING, minute=0, second=0)
            for mould in self._ends:
                values = {"after": dossier.last.number, "at": at.isoformat()}
                seq, entry = self._append(mould, mould.kind, dossier.id, values)
                dossier = after(dossier, entry, self._hash)
                written = journal.Written(seq=seq, entry=entry, hash=self._hash, personal={})
                dossier_rows.change(self._db, dossier, written, [])
        self._to_return.clear()

    def _print(self, dossier: str, code: str, at: str) -> None:
        """Write that the slip came out long ago: a desk has as many print jobs as dossiers."""
        row = (dossier, code, intake.SLIP_KIND, JobState.OUT, at, at)
        self._db.execute(
            """insert into print_job (dossier, code, kind, reprint, template, settings, state, wanted_at, changed_at)
               values (?, ?, ?, 0, 1, 1, ?, ?, ?)""",
            row,
        )

    def _numbers(self, at: datetime, wait: timedelta) -> dict[str, str]:
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
            "due_at": (at + wait).isoformat(),
        }


def _salted(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()
