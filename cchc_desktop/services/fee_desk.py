"""A fee that was not taken at intake: taken or waived later, as an entry of its own."""

from __future__ import annotations

from cchc_desktop import errors
from cchc_desktop.domain.dossier import Dossier, FeeState
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.problems import Problem
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.intake_checks import MOST_DONG
from cchc_desktop.services.recording import Recorder
from cchc_desktop.store import dossiers
from cchc_desktop.store.engine import Database
from cchc_desktop.text import nfc

_SETTLING = (FeeState.CASH, FeeState.TRANSFER, FeeState.ONLINE, FeeState.WAIVED)


class FeeDesk:
    """The desk's till, as far as it knows of one."""

    def __init__(self, db: Database, state: DeskState, recorder: Recorder) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder

    def settle(self, code: str, state: FeeState, *, dong: int | None = None, reason: str = "") -> Dossier:
        """Record that a fee was taken (cash, transfer) or waived.

        Args:
            code: The dossier.
            state: CASH, TRANSFER, ONLINE or WAIVED.
            dong: Whole đồng; ``None`` keeps the amount that is known.
            reason: Needed for a waiver; personal, as it speaks of a citizen.

        Raises:
            FormIncomplete: No amount for a payment, no reason for a waiver, or the fee was settled before.
            DossierNotFound, ClockError, StoreError: Nothing was saved.
        """
        dossier = dossiers.get(self._db, code)
        amount = dossier.fee_dong if dong is None else dong
        reason = nfc(reason)
        problem = _fault(dossier, state, amount, reason)
        if problem is not None:
            raise errors.FormIncomplete(problems=(problem,))
        with self._recorder.recording() as record:
            name = self._state.officer_name(self._recorder.actor)  # another desk does not know whose id that is
            body = {"fee_dong": amount, "fee_state": str(state), "officer_name": name}
            personal = {"fee_reason": reason} if reason else {}
            record.add(EntryKind.FEE_SETTLED, body, personal=personal, dossier=dossier.id, after=dossier.last)
        return dossiers.get(self._db, code)


def _fault(dossier: Dossier, state: FeeState, amount: int | None, reason: str) -> Problem | None:
    if dossier.fee_state in _SETTLING or (dossier.is_imported and dossier.fee_dong):
        return Problem("fee_dong", "settled")
    if state not in _SETTLING:
        return Problem("fee_dong", "unknown")
    if state is FeeState.WAIVED:
        return None if reason else Problem("fee_reason", "missing")
    if amount is None or amount == 0:
        return Problem("fee_dong", "missing")
    return None if 0 < amount <= MOST_DONG else Problem("fee_dong", "wrong_amount")
