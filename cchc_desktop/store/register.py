"""Which dossiers stand in the tracking register, in its order."""

from __future__ import annotations

from cchc_desktop.store.engine import Database


def dossiers_received(db: Database, since: str, until: str) -> list[str]:
    """Return the ids of the dossiers received in [since, until), by volume and number of the register."""
    found = db.rows(
        """select dossier from dossier where received_at >= ? and received_at < ?
           order by register_volume, register_number""",
        (since, until),
    )
    return [row[0] for row in found]


def volumes_and_desks(db: Database, since: str, until: str) -> tuple[list[str], list[int]]:
    """Return the volumes in which dossiers received in [since, until) stand, and the desks that received them."""
    found = db.rows(
        "select distinct register_volume, desk from dossier where received_at >= ? and received_at < ?", (since, until)
    )
    return sorted({row[0] for row in found}), sorted({row[1] for row in found})
