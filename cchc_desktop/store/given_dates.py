"""Dossiers by where their due moment comes from: read from the entries, as no projection keeps it."""

from __future__ import annotations

from cchc_desktop.store import dossiers
from cchc_desktop.store.dossiers import DossierLine
from cchc_desktop.store.engine import Database


def open_with_ground(db: Database, ground: str, *, since: str, limit: int = 200) -> list[DossierLine]:
    """Return the open dossiers due at ``since`` (ISO) or later whose due moment has this ground, soonest first."""
    codes = db.rows(
        # A dossier's row bears the place of its first entry.
        """select d.code from dossier d join entry e on e.seq = d.id
           where d.state = 'processing' and d.due_at >= ? and json_extract(e.text, '$.body.due_ground') = ?
           order by d.due_at limit ?""",
        (since, ground, limit),
    )
    return [line for row in codes for line in dossiers.with_code(db, row[0])]
