"""The day's tally of those without an appointment, kept in step by what each entry changes: constant work."""

from __future__ import annotations

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.folding import fold
from cchc_desktop.domain.same_day import NOT_COUNTED
from cchc_desktop.store import journal
from cchc_desktop.store.engine import Database

_CHANGES_THE_TALLY = frozenset(
    {
        EntryKind.RESULT_RETURNED,
        EntryKind.TIME_UNRELIABLE,
        EntryKind.VOIDED,
        EntryKind.CORRECTED,
        EntryKind.STEP_UNDONE,
        EntryKind.APPOINTMENT_GIVEN,
    }
)
_PUT = """insert into same_day_tally values (?, ?, ?)
          on conflict (day, saved_minutes) do update set dossiers = dossiers + excluded.dossiers"""


def change(db: Database, dossier: Dossier, written: journal.Written, entries: list[journal.Written]) -> None:
    """Bring the tally in step with the last entry of a dossier; ``entries`` are all up to that one."""
    if not dossier.is_same_day or written.entry.kind not in _CHANGES_THE_TALLY:
        return
    before = fold((one.entry, one.hash) for one in entries[:-1])
    move(db, before, dossier)


def move(db: Database, before: Dossier | None, dossier: Dossier | None) -> None:
    """Count a dossier as it is now instead of as it was; ``None``: it was, or is, not this desk's."""
    old, new = counted(before) if before else None, counted(dossier) if dossier else None
    if old != new:
        put(db, old, -1)
        put(db, new, 1)


def counted(dossier: Dossier) -> tuple[str, int] | None:
    """Return (day, minutes saved) of a dossier that was handed over; ``None`` for one that was not, or not in the mode.

    Where its time is left out the minutes are `NOT_COUNTED`, and the day is that of the return.
    """
    if not dossier.is_same_day or dossier.returned_at is None or dossier.voided_at is not None:
        return None
    if dossier.saved_minutes is not None and not dossier.is_time_unreliable:
        return dossier.received_at.date().isoformat(), dossier.saved_minutes
    if dossier.appointment_at is not None:
        return None
    return dossier.returned_at.date().isoformat(), NOT_COUNTED


def put(db: Database, place: tuple[str, int] | None, dossiers: int) -> None:
    """Add so many dossiers, or take them away."""
    if place is None:
        return
    db.execute(_PUT, (*place, dossiers))
    db.execute("delete from same_day_tally where day = ? and saved_minutes = ? and dossiers = 0", place)
