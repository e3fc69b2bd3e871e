"""The outbox: each package of this desk and how far it has come. Local: in backups, never in a package."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

from cchc_desktop.domain.day_package import PackageState
from cchc_desktop.store.engine import Database, Row


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OutboxLine:
    """One package."""

    day: date
    part: int
    first: int
    last: int
    state: PackageState
    manifest_sha256: str
    """Empty until the file was made."""
    changed_at: datetime
    message: str


_COLUMNS = "day, part, first, last, state, manifest_sha256, changed_at, message"


def want(db: Database, day: date, part: int, *, first: int, last: int, now: datetime) -> None:
    """Note, in the transaction that closes the day, that a package has to be made."""
    values = (day.isoformat(), part, first, last, str(PackageState.WANTED), "", now.isoformat(), "")
    db.execute(f"insert into outbox ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?)", values)


def change(db: Database, day: date, part: int, now: datetime, **changes: str) -> None:
    """Note what became of a package (``state``, ``manifest_sha256``, ``message``)."""
    named = "".join(f", {name} = :{name}" for name in changes)
    values = {"day": day.isoformat(), "part": part, "now": now.isoformat(), **changes}
    db.execute(f"update outbox set changed_at = :now{named} where day = :day and part = :part", values)


def lines(db: Database) -> list[OutboxLine]:
    """Return all packages, the first one first."""
    return [_line(row) for row in db.rows(f"select {_COLUMNS} from outbox order by first")]


def last(db: Database) -> OutboxLine | None:
    """Return the package made last."""
    row = db.row(f"select {_COLUMNS} from outbox order by first desc limit 1")
    return _line(row) if row else None


def _line(row: Row) -> OutboxLine:
    day, part, first, last_number, state, manifest_sha256, changed_at, message = row
    return OutboxLine(
        day=date.fromisoformat(day),
        part=part,
        first=first,
        last=last_number,
        state=PackageState(state),
        manifest_sha256=manifest_sha256,
        changed_at=datetime.fromisoformat(changed_at),
        message=message,
    )
