"""What the desk itself is: packs of data by version, settings by version, officials."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cchc_desktop import errors, paths
from cchc_desktop.store.engine import Database


def add_pack(db: Database, *, kind: str, version: str, sha256: str, text: str, now: datetime) -> None:
    """Keep a pack (catalogue, calendar, forms) for good; the caller owns the transaction."""
    db.execute("insert into pack values (?, ?, ?, ?, ?)", (kind, version, sha256, now.isoformat(), text))


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Turn what the reading of a kept text stumbles over (it is none of ours) into `DatabaseDamaged`."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.DatabaseDamaged(file=paths.DATABASE) from error


def pack(db: Database, kind: str, version: str = "") -> tuple[str, str] | None:
    """Return (version, text) of the pack of this kind and version; without one, of the pack loaded last."""
    sql = "select version, text from pack where kind = ?"
    if version:
        row = db.row(f"{sql} and version = ?", (kind, version))
    else:
        row = db.row(f"{sql} order by rowid desc limit 1", (kind,))
    return (row[0], row[1]) if row else None


def settings_record(db: Database, version: int = 0) -> tuple[int, dict[str, Any]] | None:
    """Return (version, record) of the settings: of that version, or the latest."""
    sql = "select version, record from settings_version"
    which, values = ("where version = ?", (version,)) if version else ("order by version desc limit 1", ())
    row = db.row(f"{sql} {which}", values)
    return (row[0], json.loads(row[1])) if row else None


def foreign_settings(db: Database, desk: str, version: int) -> dict[str, Any] | None:
    """Return the settings of another desk "ward/desk" at a version; ``None`` where its packages did not tell."""
    text = db.value("select record from foreign_settings where desk = ? and version = ?", (desk, version))
    return json.loads(text) if text else None


def officers(db: Database) -> dict[str, str]:
    """Return the officials' names by id, in the order they were named."""
    return dict(db.rows("select id, name from officer order by from_at, id"))


def officer_records(db: Database) -> dict[str, dict[str, Any]]:
    """Return what was last entered about each official, by id, in the order they were first named."""
    return {row[0]: json.loads(row[1]) for row in db.rows("select id, record from officer order by from_at, id")}


def delegations(db: Database) -> list[dict[str, Any]]:
    """Return the delegations that were not ended, the earliest first."""
    return [json.loads(row[0]) for row in db.rows("select record from delegation order by from_on, id")]


def delegations_given(db: Database) -> int:
    """Return how many this desk ever gave: a number is not given twice."""
    sql = """select count(*) from entry e cross join journal j on j.id = e.journal
             where e.kind = 'DelegationGiven' and e.dossier = '' and j.is_own = 1"""
    return int(db.value(sql))


def has_secret(db: Database, officer: str) -> bool:
    """Return whether a PIN of this official is kept."""
    return db.value("select 1 from secret where officer = ?", (officer,)) is not None
