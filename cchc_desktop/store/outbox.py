"""The outbox: each package of this desk and how far it has come. Local: in backups, never in a package."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cchc_desktop.domain.day_package import PackageState
from cchc_desktop.domain.entry import canonical
from cchc_desktop.domain.sending import PackageTrouble
from cchc_desktop.store.engine import Database, Row


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OutboxLine:
    """One package; `sentences.package_said` says in words how it stands."""

    day: date
    part: int
    first: int
    last: int
    state: PackageState
    manifest_sha256: str
    """Empty until the file was made."""
    changed_at: datetime
    trouble: PackageTrouble | None = None
    """What is in its way; none: nothing, or it has just not been tried yet."""
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """Of the trouble (``cause``, ``number``, ``missing``, ``names``), or ``held`` of an accepted one."""
    tries: int = 0
    """Tries in a row that did not bring it further."""
    next_at: datetime | None = None
    """Not before this moment; none: at once, or never where the city has refused it."""
    answered_at: datetime | None = None
    """When, by the city's clock, it said what holds now; older answers are not taken any more."""
    is_again: bool = False
    """The city has to take it anew, whatever answer lies there."""
    journal: str = ""
    """Whose entries it carries: this desk's journal of now, or of a generation before."""


_COLUMNS = (
    "day, part, first, last, state, manifest_sha256, changed_at, message, "
    "trouble, tries, next_at, answered_at, is_again, journal"
)


_GENERATION = "(select generation from journal where id = outbox.journal)"


def want(db: Database, day: date, part: int, *, journal: str, first: int, last: int, now: datetime) -> None:
    """Note, in the transaction that closes the day, that a package has to be made."""
    values = (day.isoformat(), part, first, last, str(PackageState.WANTED), "", now.isoformat(), "", journal)
    db.execute(
        """insert into outbox (day, part, first, last, state, manifest_sha256, changed_at, message, journal)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        values,
    )


def change(db: Database, day: date, part: int, now: datetime, **changes: str | int) -> None:
    """Note what became of a package, by the columns' names."""
    named = "".join(f", {name} = :{name}" for name in changes)
    values = {"day": day.isoformat(), "part": part, "now": now.isoformat(), **changes}
    db.execute(f"update outbox set changed_at = :now{named} where day = :day and part = :part", values)


def spelled(facts: Mapping[str, Any]) -> str:
    """Return facts as the column ``message`` keeps them."""
    return canonical(facts) if facts else ""


def lines(db: Database) -> list[OutboxLine]:
    """Return all packages, the first one first."""
    return [_line(row) for row in db.rows(f"select {_COLUMNS} from outbox order by {_GENERATION}, first")]


def line(db: Database, day: date, part: int) -> OutboxLine | None:
    """Return one package."""
    row = db.row(f"select {_COLUMNS} from outbox where day = ? and part = ?", (day.isoformat(), part))
    return _line(row) if row else None


def last(db: Database, journal: str) -> OutboxLine | None:
    """Return the last package of a journal."""
    row = db.row(f"select {_COLUMNS} from outbox where journal = ? order by first desc limit 1", (journal,))
    return _line(row) if row else None


_UNSENT = f"state <> '{PackageState.ACCEPTED}'"
"""The condition of the index `outbox_unsent`, to the letter: counted at every entry, it must not walk all days."""


def unsent(db: Database) -> tuple[int, int]:
    """Return (days, entries) of the packages that the city has not accepted."""
    row = db.row(f"select count(distinct day), coalesce(sum(last - first + 1), 0) from outbox where {_UNSENT}")
    return (int(row[0]), int(row[1])) if row else (0, 0)


def oldest_unsent(db: Database) -> OutboxLine | None:
    """Return the package of the oldest day that the city has not accepted."""
    row = db.row(f"select {_COLUMNS} from outbox where {_UNSENT} order by day, first limit 1")
    return _line(row) if row else None


def _line(row: Row) -> OutboxLine:
    day, part, first, last_number, state, manifest_sha256, changed_at, message, trouble, tries = row[:10]
    *moments, again, journal = row[10:]
    next_at, answered_at = (datetime.fromisoformat(text) if text else None for text in moments)
    return OutboxLine(
        day=date.fromisoformat(day),
        part=part,
        first=first,
        last=last_number,
        state=PackageState(state),
        manifest_sha256=manifest_sha256,
        changed_at=datetime.fromisoformat(changed_at),
        trouble=PackageTrouble(trouble) if trouble else None,
        facts=json.loads(message) if message else {},
        tries=tries,
        next_at=next_at,
        answered_at=answered_at,
        is_again=bool(again),
        journal=journal,
    )
