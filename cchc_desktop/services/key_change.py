"""A new signing key for the desk, with its reason on record; and the desk's card as a sheet with its QR."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from cchc_desktop import errors
from cchc_desktop.domain.desk_card_sheet import DeskCardSheet
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.services.day_end import DayEndDesk
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.enrolment import Enrolment
from cchc_desktop.services.recording import Recorder
from cchc_desktop.sync.cards import DeskCard, read_card
from cchc_desktop.text import nfc

_PICTURE_PX = 1240
"""Width of the sheet as a picture: 150 dpi."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class KeyChanged:
    """What a change of the key leaves to do."""

    card: str
    """The new card, vouched for by the ward's key, for the city."""
    files: tuple[Path, ...]
    """Packages that were signed anew, as their key was revoked."""


class KeyChange:
    """Changes the desk's signing key."""

    def __init__(self, state: DeskState, recorder: Recorder, enrolment: Enrolment, day_end: DayEndDesk) -> None:
        self._state = state
        self._recorder = recorder
        self._enrolment = enrolment
        self._day_end = day_end

    def change(self, cause: str, *, is_revoked: bool = False) -> KeyChanged:
        """Make a new key; days closed before are still signed by the old one, unless it is revoked.

        Args:
            cause: Why, as it goes on record.
            is_revoked: The old key is in wrong hands: packages that the city has not taken are signed anew.

        Raises:
            KeyChangeRefused: No reason was given; nothing was changed.
            ClockError, StoreError: Nothing was changed; or a package is signed anew later.
        """
        cause = nfc(cause)
        if not cause:
            raise errors.KeyChangeRefused(cause="missing")
        with self._recorder.recording() as record:
            # Within the transaction, at its end: what fails here leaves neither an entry nor a key.
            old, new = self._enrolment.change_key(record.now, is_revoked=is_revoked)
            body = {"old_key": old, "new_key": new, "is_revoked": is_revoked}
            record.add(EntryKind.KEY_CHANGED, body, personal={"reason": cause})
        files = self._day_end.sign_anew() if is_revoked else []
        return KeyChanged(card=self._enrolment.desk_card(), files=tuple(files))

    def card_sheet(self) -> bytes:
        """Return the desk's card as a sheet with its QR, PDF; raise `FontMissing` where the letters are not there."""
        from cchc_desktop.documents import desk_card_sheet

        return desk_card_sheet.build(self._sheet())

    def card_picture(self) -> bytes:
        """Return the same sheet as PNG, to be sent as a picture; raise `FontMissing`."""
        from cchc_desktop.documents.page_picture import picture

        return picture(self.card_sheet(), _PICTURE_PX)

    def _sheet(self) -> DeskCardSheet:
        text = self._enrolment.desk_card()
        card = read_card(text)
        if not isinstance(card, DeskCard):
            raise errors.CardRefused(cause="not_a_card")
        return DeskCardSheet(
            unit=card.ward_name,
            agency_code=card.ward,
            desk=card.desk,
            generation=card.generation,
            key=card.desk_key,
            code=json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")),
            specimen=self._state.is_training,
        )
