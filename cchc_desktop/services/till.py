"""What came into the till by some entries: fees taken at receipt and later, less what was corrected or voided since.

The amounts follow the dossiers, not the sums of their entries: a fee that was typed wrongly and corrected is counted
once, as it was corrected, and that of a dossier entered by mistake is counted out again on the day of its voiding.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from cchc_desktop.domain.dossier import Dossier, DossierState, FeeState
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.folding import fold
from cchc_desktop.store import closing, journal
from cchc_desktop.store.engine import Database
from cchc_desktop.store.journal import Written

WAYS = (FeeState.CASH, FeeState.TRANSFER, FeeState.ONLINE)
_TAKING = frozenset({EntryKind.DOSSIER_RECEIVED, EntryKind.FEE_SETTLED})
_MENDING = frozenset({EntryKind.CORRECTED, EntryKind.VOIDED, EntryKind.STEP_UNDONE})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Till:
    """Fees by way in đồng."""

    cash: int = 0
    transfer: int = 0
    online: int = 0
    """Paid on the national portal."""
    mended: int = 0
    """Of all ways together, what corrections and voided dossiers changed; below zero where money was given back."""

    @property
    def total(self) -> int:
        """Return all ways together."""
        return self.cash + self.transfer + self.online


def till_of(db: Database, journal_id: str, first: int, last: int) -> Till:
    """Return what came into the till by the entries from ``first`` to ``last``; imported books bring none."""
    rows = closing.money(db, journal_id, first, last)
    mended = {row.dossier for row in rows if row.kind in _MENDING}
    sums = dict.fromkeys(WAYS, 0)
    by_entries = dict.fromkeys(WAYS, 0)
    for row in rows:
        if row.kind in _TAKING and row.fee_state in sums:
            way, amount = FeeState(row.fee_state), row.fee_dong or 0
            by_entries[way] += amount
            if row.dossier not in mended:
                sums[way] += amount
    since, until = closing.seq_at(db, journal_id, first - 1), closing.seq_at(db, journal_id, last)
    for dossier in sorted(mended):
        written = journal.of_dossier(db, dossier)
        for way in WAYS:
            sums[way] += _held(standing(written, until), way) - _held(standing(written, since), way)
    return Till(
        cash=sums[FeeState.CASH],
        transfer=sums[FeeState.TRANSFER],
        online=sums[FeeState.ONLINE],
        mended=sum(sums.values()) - sum(by_entries.values()),
    )


def standing(written: Iterable[Written], until: int) -> Dossier | None:
    """Return a dossier as it stood after the entry with this place in the file; ``None`` where it was not there yet."""
    return fold((one.entry, one.hash) for one in written if one.seq <= until)


def _held(dossier: Dossier | None, way: FeeState) -> int:
    """Return what is in the till for a dossier."""
    if dossier is None or dossier.is_imported or dossier.state is DossierState.VOIDED or dossier.fee_state is not way:
        return 0
    return dossier.fee_dong or 0
