"""The sums that desk and city both make of a package's entries, to compare them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.entry import Entry, EntryKind

_TAKES_MONEY = (EntryKind.DOSSIER_RECEIVED, EntryKind.FEE_SETTLED)


def totals_of(entries: Iterable[Entry]) -> Mapping[str, int]:
    """Return dossiers received and results returned, and the cash taken (đồng), as these entries say."""
    counted: Counter[str] = Counter()
    for entry in entries:
        if entry.kind == EntryKind.DOSSIER_RECEIVED:
            counted["received"] += 1
        elif entry.kind == EntryKind.RESULT_RETURNED:
            counted["returned"] += 1
        if entry.kind in _TAKES_MONEY and entry.body.get("fee_state") == FeeState.CASH:
            counted["cash_dong"] += entry.body.get("fee_dong") or 0
    return {name: counted[name] for name in ("received", "returned", "cash_dong")}
