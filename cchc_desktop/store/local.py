"""Local state: drafts, wishes to print, small notes. In backups, in no package."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from cchc_desktop.domain.printing import JobState
from cchc_desktop.store.engine import Database, Row

_JOB_COLUMNS = (
    "id, dossier, code, kind, reprint, template, settings, state, printer, reference, message, sha256, "
    "wanted_at, changed_at, entry"
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """A wish to print and what became of it."""

    id: int
    dossier: str
    code: str
    kind: str
    reprint: int
    """0 for the first print, else the n of "Bản in lại lần n"."""
    template: int
    settings: int
    state: JobState
    printer: str
    reference: str
    message: str
    sha256: str
    wanted_at: datetime
    changed_at: datetime
    entry: int = 0
    """Number of the entry that the paper quotes; 0: the receipt of its dossier."""


def save_draft(db: Database, name: str, text: str, now: datetime) -> None:
    """Keep a draft; the one kept before under this name is replaced."""
    db.execute("insert or replace into draft values (?, ?, ?)", (name, now.isoformat(), text))


def draft(db: Database, name: str) -> tuple[str, datetime] | None:
    """Return a draft's text and when it was kept, or ``None``."""
    row = db.row("select text, saved_at from draft where name = ?", (name,))
    return (row[0], datetime.fromisoformat(row[1])) if row else None


def drop_draft(db: Database, name: str) -> None:
    """Forget a draft."""
    db.execute("delete from draft where name = ?", (name,))


def want_print(
    db: Database,
    *,
    dossier: str,
    code: str,
    kind: str,
    reprint: int,
    template: int,
    settings: int,
    now: datetime,
    entry: int = 0,
) -> int:
    """Write the wish to print a paper in the caller's transaction and return its id."""
    cursor = db.execute(
        """insert into print_job (dossier, code, kind, reprint, template, settings, state, wanted_at, changed_at,
                                  entry)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (dossier, code, kind, reprint, template, settings, JobState.WANTED, now.isoformat(), now.isoformat(), entry),
    )
    return int(cursor.lastrowid)


def change_print_job(db: Database, job: int, now: datetime, **changes: str) -> None:
    """Write what became of a print job (state, printer, reference, message, sha256)."""
    columns = ", ".join(f"{name} = ?" for name in changes)
    db.execute(
        f"update print_job set {columns}, changed_at = ? where id = ?", (*changes.values(), now.isoformat(), job)
    )


def print_job(db: Database, job: int) -> PrintJob | None:
    """Return one print job."""
    found = _jobs(db, "where id = ?", (job,))
    return found[0] if found else None


def unfinished_print_jobs(db: Database) -> list[PrintJob]:
    """Return the jobs of which no paper is known to have come out, oldest first."""
    # `+`: by the index of those few; sorted by the table itself, every job of all years would be read.
    return _jobs(db, "where state <> 'out' order by +id", ())


def print_jobs_of(db: Database, code: str) -> list[PrintJob]:
    """Return the print jobs of a dossier, oldest first."""
    return _jobs(db, "where code = ? order by id", (code,))


def note(db: Database, name: str) -> str:
    """Return a small local note (printer chosen, offsets, machine); empty where there is none."""
    return str(db.value("select text from local where name = ?", (name,)) or "")


def keep_note(db: Database, name: str, text: str) -> None:
    """Keep a small local note."""
    db.execute("insert or replace into local values (?, ?)", (name, text))


def _jobs(db: Database, where: str, values: tuple[object, ...]) -> list[PrintJob]:
    return [_job(row) for row in db.rows(f"select {_JOB_COLUMNS} from print_job {where}", values)]


def _job(row: Row) -> PrintJob:
    return PrintJob(
        id=row[0],
        dossier=row[1],
        code=row[2],
        kind=row[3],
        reprint=row[4],
        template=row[5],
        settings=row[6],
        state=JobState(row[7]),
        printer=row[8],
        reference=row[9],
        message=row[10],
        sha256=row[11],
        wanted_at=datetime.fromisoformat(row[12]),
        changed_at=datetime.fromisoformat(row[13]),
        entry=row[14],
    )
