"""Slips for a power cut: printed ahead with numbers of their own, and which of them have been entered since."""

from __future__ import annotations

import dataclasses
import logging

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.emergency import EmergencySlips, emergency_number
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.slip import Offsets, Stationery
from cchc_desktop.services import paper_texts, slip_wording
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.recording import Recorder
from cchc_desktop.store import desk_lists, number_books
from cchc_desktop.store.desk_lists import EmergencyLine as EmergencyLine
from cchc_desktop.store.engine import Database

logger = logging.getLogger(__name__)

EMERGENCY_BOOK = "KC"
EMERGENCY_KIND = "emergency_slip"
"""The kind of paper under which its printer is kept; stored, never renamed."""
MOST_AHEAD = 100
"""Slips of one print."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyOrder:
    """Everything that the slips' bytes depend on; `build` may run on any thread."""

    slips: EmergencySlips
    stationery: Stationery
    offsets: Offsets = Offsets()

    @property
    def size(self) -> PaperSize:
        """Return the sheet that they are printed on."""
        return PaperSize.A5

    def build(self) -> bytes:
        """Return the PDF: the same order, the same bytes."""
        from cchc_desktop.documents import emergency_slip

        return emergency_slip.build(self.slips, self.stationery, offsets=self.offsets)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UnusedSlip:
    """One slip that was printed and of which no dossier is entered."""

    number: str
    year: int
    """Of its print: each year the series begins anew."""


class EmergencyDesk:
    """The desk without power."""

    def __init__(self, db: Database, state: DeskState, recorder: Recorder, clock: Clock) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder
        self._clock = clock

    def print_ahead(self, count: int, *, offsets: Offsets | None = None) -> EmergencyOrder:
        """Take numbers for so many slips, enter that they are printed, and return what is to be printed.

        Raises:
            FormIncomplete: Not 1 to `MOST_AHEAD`.
            StationeryIncomplete: The slips could not be printed for want of a setting.
            ClockError, StoreError: No number was taken.
        """
        settings = self._state.settings
        if not 1 <= count <= MOST_AHEAD:
            raise errors.FormIncomplete(problems=(Problem("slip_count", "wrong_count", number=MOST_AHEAD),))
        missing = settings.missing_for_slip()
        if missing:
            raise errors.StationeryIncomplete(missing=missing)
        desk = settings.desk_number
        with self._recorder.recording() as record:
            day = record.now.date()
            taken = [
                number_books.take_next(record.db, EMERGENCY_BOOK, desk=desk, period=f"{day.year}") for _ in range(count)
            ]
            body = {"first": taken[0], "last": taken[-1], "year": day.year, "desk": desk}
            written = record.add(EntryKind.EMERGENCY_SLIPS_PRINTED, body)
        logger.info("emergency slips: %s to %s of %s", taken[0], taken[-1], day.year)
        office = slip_wording.Office(
            settings=settings,
            forms=self._state.forms,
            catalogue=self._state.catalogue,
            is_training=self._state.is_training,
        )
        slips = EmergencySlips(
            numbers=tuple(emergency_number(desk, number) for number in taken),
            desk_name=paper_texts.wording_of(day, self._state.forms, settings).desk_name,
            proof=f"in sẵn · bàn {desk} · năm {day.year} · #{written.entry.number:04} · {written.hash[:4].upper()}",
        )
        stationery = slip_wording.stationery_of(day, office)
        return EmergencyOrder(slips=slips, stationery=stationery, offsets=offsets or Offsets())

    def unused(self) -> list[UnusedSlip]:
        """Return the slips that were printed and bear no dossier yet, the oldest first."""
        desk = self._state.settings.desk_number
        used = desk_lists.used_emergency_numbers(self._db)
        printed = (
            UnusedSlip(number=emergency_number(desk, count), year=run.year)
            for run in desk_lists.emergency_runs(self._db)
            for count in range(run.first, run.last + 1)
        )
        return [slip for slip in printed if (slip.number, slip.year) not in used]

    def entered_later(self) -> list[EmergencyLine]:
        """Return what was received on such a slip: the true moment, and when and by whom it was entered."""
        return [
            dataclasses.replace(line, officer=self._state.officer_name(line.officer))
            for line in desk_lists.entered_later(self._db)
        ]
