"""Newer packs (catalogue, calendars, forms): what has come, and loading it as entries of the journal."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from cchc_desktop.catalogue import calendar_reading, forms_reading, reading
from cchc_desktop.domain.entry import EntryKind, canonical, digest
from cchc_desktop.services.desk_state import CALENDAR, CATALOGUE, FORMS, DeskState
from cchc_desktop.services.recording import Recorder
from cchc_desktop.store import records
from cchc_desktop.store.engine import Database

logger = logging.getLogger(__name__)

Packs = Mapping[str, tuple[str, str]]
"""Kind -> (version, canonical text)."""


class CatalogueDesk:
    """Loads packs into an open desk. What was received before keeps the version it was received under."""

    def __init__(self, db: Database, state: DeskState, recorder: Recorder) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder

    def newer(self, packs: Packs) -> tuple[str, ...]:
        """Return the kinds of ``packs`` that this desk has not loaded yet."""
        return tuple(kind for kind, (version, _) in packs.items() if records.pack(self._db, kind, version) is None)

    def load(self, packs: Packs) -> tuple[str, ...]:
        """Load what is new, in one transaction, and return its kinds; where nothing is new nothing is written.

        Raises:
            ClockError, StoreError: Nothing was loaded.
        """
        kinds = self.newer(packs)
        if not kinds:
            return ()
        with self._recorder.recording() as record:
            for kind in kinds:
                version, text = packs[kind]
                sha256 = digest(text)
                records.add_pack(record.db, kind=kind, version=version, sha256=sha256, text=text, now=record.now)
                record.add(EntryKind.CATALOGUE_LOADED, {"pack": kind, "version": version, "sha256": sha256})
        self._state.reload()
        logger.info("packs loaded: %s", ", ".join(kinds))
        return kinds


def read_packs(folder: Path) -> dict[str, tuple[str, str]]:
    """Return the packs that lie in ``folder`` (catalogue/, calendar/, forms/; each may be missing); any thread.

    Raises:
        CatalogueLineWrong, ResourceError: A file is wrong; its file, line and column are told.
    """
    texts: dict[str, str] = {}
    names: dict[str, str] = {}
    if (folder / CATALOGUE).is_dir():
        catalogue = reading.read_catalogue(folder / CATALOGUE)
        texts[CATALOGUE], names[CATALOGUE] = canonical(catalogue.to_record()), catalogue.version
    if (folder / CALENDAR).is_dir():
        years = calendar_reading.read_calendar(folder / CALENDAR)
        texts[CALENDAR] = canonical({"years": [year.to_record() for year in years]})
        names[CALENDAR] = f"{max(year.year for year in years)}"
    if (folder / FORMS).is_dir():
        texts[FORMS] = canonical(forms_reading.read_forms(folder / FORMS).to_record())
        names[FORMS] = "forms"
    # Named by content too, so that two packs of one name are never taken for each other.
    return {kind: (f"{names[kind]}-{digest(text)[:8]}", text) for kind, text in texts.items()}
