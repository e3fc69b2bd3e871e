"""What a day's package carries: entries, personal texts by who may read them, the readable summary, attached files."""

from __future__ import annotations

import logging
from collections.abc import Collection
from pathlib import Path

from cchc_desktop import errors
from cchc_desktop.domain.day_package import PackageId, PersonalLine
from cchc_desktop.services.day_sheet import DaySheetDesk
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.store import closing
from cchc_desktop.store.attachments import AttachmentStore
from cchc_desktop.store.engine import Database
from cchc_desktop.sync.package import Content

logger = logging.getLogger(__name__)

TOLD_TO_THE_CITY = ("question", "answer")
"""Personal texts that were written for the city's eyes or by its hand, whatever its card names."""


class DayContent:
    """Composes the content of closed days from the journal; the same day gives the same content."""

    def __init__(self, db: Database, state: DeskState, folder: Path) -> None:
        self._db = db
        self._state = state
        self._store = AttachmentStore(folder)
        self.sheets = DaySheetDesk(db, state)
        """Makes the page to sign and the workbook."""

    def of(self, package: PackageId, first: int, last: int, city_fields: Collection[str]) -> Content:
        """Return the content of a part of a day whose entries run from ``first`` to ``last``."""
        personal = [
            PersonalLine(number=number, field=field, salt=salt, text=text)
            for number, field, salt, text in closing.personal(self._db, package.journal, first, last)
        ]
        for_city = {*city_fields, *TOLD_TO_THE_CITY}
        return Content(
            entries=tuple(closing.texts(self._db, package.journal, first, last)),
            for_city=tuple(one for one in personal if one.field in for_city),
            for_ward=tuple(one for one in personal if one.field not in for_city),
            summaries=self.sheets.summaries(package, first, last),
            attachments=self._attachments(package, first, last),
        )

    def _attachments(self, package: PackageId, first: int, last: int) -> dict[str, bytes]:
        """Return the files that these entries added, where the setting of the close sends them along."""
        closed = closing.entry_at(self._db, package.journal, last)
        if not self._state.settings_at(closed.settings).package_attachments:
            return {}
        found = {}
        for sha256 in closing.attachments_added(self._db, package.journal, first, last):
            try:
                found[sha256] = self._store.read(sha256)
            except errors.AttachmentDamaged:
                # The day must reach the city all the same; the desk's own list names what is damaged.
                logger.warning("package of %s: an attached file cannot be read and is left out", package.day)
        return found
