"""The half-filled form on disk: a power cut costs nothing that was typed before the last rest."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.errors import CchcError
from ui.desk_parts import DeskParts

logger = logging.getLogger(__name__)


class IntakeDraft(QObject):
    """Keeps, reads and drops the draft.

    Signals:
        told: Words of the foot: when it was kept, or that it could not be; empty where there is none.
    """

    told = Signal(str)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts

    def read(self) -> tuple[ReceiveDossier, datetime] | None:
        """Return what was kept and when; one that cannot be read is as none."""
        try:
            return self._parts.intake.draft()
        except (CchcError, ValueError) as error:
            logger.warning("draft not read: %s", type(error).__name__)
            return None

    def read_marks(self) -> dict[str, Any]:
        """Return what was kept with the draft besides the form."""
        try:
            return self._parts.intake.draft_marks()
        except (CchcError, ValueError) as error:
            logger.warning("marks of the draft not read: %s", type(error).__name__)
            return {}

    def keep(self, form: ReceiveDossier, marks: Mapping[str, Any]) -> None:
        """Keep the form as it stands, with its marks; it replaces the one before."""
        try:
            self._parts.intake.keep_draft(form, marks)
        except CchcError as error:
            logger.warning("draft not kept: %s", error)
            self.told.emit(self.tr("Chưa giữ được bản nháp"))
        else:
            self.told.emit(self.tr("Bản nháp đã giữ lúc {}").format(f"{self._parts.clock.now():%H:%M:%S}"))

    def drop(self) -> None:
        """Forget the draft."""
        try:
            self._parts.intake.drop_draft()
        except CchcError as error:
            logger.warning("draft not dropped: %s", error)
        self.told.emit("")
