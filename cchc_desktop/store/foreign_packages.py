"""Packages of other desks that were taken, and what they brought: exceptions, dossiers that are open elsewhere."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

from cchc_desktop.domain.day_package import PackageId
from cchc_desktop.store.engine import Database


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OtherDesk:
    """One desk whose packages were taken, and how far this desk knows it."""

    ward: str
    desk: int
    until: date
    """The day of its last package."""
    last: int
    """Number of its last entry that is known, in its newest journal."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ConflictLine:
    """Two entries about a dossier that cannot both stand; the later one is the exception."""

    code: str
    journal: str
    number: int
    other_journal: str
    other_number: int
    reason: str
    """A `ConflictReason`."""
    happened_at: datetime
    """Of the exception."""
    other_happened_at: datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """One dossier of another desk that is to be taken over: open, or its result not collected."""

    dossier: str
    code: str


def manifest_of(db: Database, package: PackageId) -> str:
    """Return the SHA-256 of the manifest of a package that was taken; empty where it was not."""
    sql = "select manifest_sha256 from foreign_package where journal = ? and day = ? and part = ?"
    return str(db.value(sql, (package.journal, package.day.isoformat(), package.part)) or "")


def note(db: Database, package: PackageId, span: tuple[int, int], manifest_sha256: str, now: datetime) -> None:
    """Note that a package was taken; the caller owns the transaction."""
    values = (package.journal, package.day.isoformat(), package.part, *span, manifest_sha256, now.isoformat())
    db.execute("insert into foreign_package values (?, ?, ?, ?, ?, ?, ?)", values)


def other_desks(db: Database) -> list[OtherDesk]:
    """Return the desks whose packages were taken, by ward and number."""
    rows = db.rows(
        """select j.agency_code, j.desk, max(p.day), j.last_number, max(j.generation)
           from journal j join foreign_package p on p.journal = j.id
           where j.is_own = 0 group by j.agency_code, j.desk order by j.agency_code, j.desk"""
    )
    return [
        OtherDesk(ward=ward, desk=desk, until=date.fromisoformat(until), last=last)
        for ward, desk, until, last, _generation in rows
    ]


def known_until(db: Database, desk: str) -> date | None:
    """Return the day of the last package of a desk "ward/desk" that was taken."""
    ward, _, number = desk.partition("/")
    found = [one.until for one in other_desks(db) if (one.ward, one.desk) == (ward, int(number))]
    return found[0] if found else None


def conflicts(db: Database, code: str = "") -> list[ConflictLine]:
    """Return the exceptions that nobody has settled, the newest first: of one dossier, or of all."""
    sql = "select id, journal, number, other_journal, other_number, reason from conflict order by id desc"
    found = []
    for row_id, journal, number, other_journal, other_number, reason in db.rows(sql):
        line = ConflictLine(
            code=_code(db, row_id),
            journal=journal,
            number=number,
            other_journal=other_journal,
            other_number=other_number,
            reason=reason,
            happened_at=_happened_at(db, journal, number),
            other_happened_at=_happened_at(db, other_journal, other_number),
        )
        if code in ("", line.code):
            found.append(line)
    return found


def to_take_over(db: Database, ward: str) -> list[OpenLine]:
    """Return the dossiers that a ward's desks left: open ones, and results that nobody collected."""
    rows = db.rows(
        """select dossier, code from foreign_dossier where (finished_at = '' or state = 'result_ready')
           and (held_by = :ward or held_by = '' and dossier >= :ward || '/' and dossier < :ward || '0') order by id""",
        {"ward": ward},  # "0" is the sign after "/"
    )
    return [OpenLine(dossier=dossier, code=code) for dossier, code in rows]


def _code(db: Database, row_id: int) -> str:
    tables = ("dossier", "foreign_dossier")
    found = (db.value(f"select code from {table} where id = ?", (row_id,)) for table in tables)
    return next((str(code) for code in found if code), "")


def _happened_at(db: Database, journal: str, number: int) -> datetime:
    sql = "select json_extract(text, '$.happened_at') from entry where journal = ? and number = ?"
    return datetime.fromisoformat(db.value(sql, (journal, number)))
