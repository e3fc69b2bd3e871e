"""The city's year-pack at a desk: looked at as a list of differences, accepted whole by the administrator."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from cchc_desktop import errors
from cchc_desktop.catalogue import year_pack_merging, year_pack_reading
from cchc_desktop.catalogue.year_pack_diff import Change, differences, names_changed
from cchc_desktop.catalogue.year_pack_merging import Known
from cchc_desktop.domain.entry import EntryKind, canonical, digest
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.year_pack import CalendarYear, YearPack
from cchc_desktop.services.desk_setup import SetupService, check_settings
from cchc_desktop.services.desk_state import CALENDAR, CATALOGUE, FORMS, DeskState
from cchc_desktop.services.enrolment import Enrolment
from cchc_desktop.services.recording import Recorder, Recording
from cchc_desktop.services.year_pack_names import with_names
from cchc_desktop.settings import Settings
from cchc_desktop.store import attachments, records
from cchc_desktop.store.engine import Database
from cchc_desktop.sync import year_pack
from cchc_desktop.sync.year_pack import SUFFIX as SUFFIX

YEAR_PACK = "year_pack"
"""Kind under which an accepted pack is kept as it was signed; its version is its number."""
FETCHED = f"goi-nam{SUFFIX}"
"""A pack that came from the city's service lies under this name in the desk's folder until it is accepted."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class YearPackLook:
    """What a year-pack is and what it would change; nothing is changed by looking."""

    number: int
    valid_from: date
    decisions: tuple[str, ...]
    city: str
    sha256: str
    """Of the file."""
    changes: tuple[Change, ...]
    """Empty: the desk knows all of it already."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What the desk would go on with: kind of pack -> (version, canonical text), and the settings."""

    look: YearPackLook
    packs: dict[str, tuple[str, str]]
    settings: Settings


class YearPackDesk:
    """Takes year-packs. What was received before keeps the version it was received under."""

    def __init__(
        self,
        db: Database,
        state: DeskState,
        recorder: Recorder,
        *,
        setup: SetupService,
        enrolment: Enrolment,
        folder: Path,
    ) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder
        self._setup = setup
        self._enrolment = enrolment
        self._fetched = folder / FETCHED

    def number(self) -> int:
        """Return the number of the pack that was accepted last; 0 for none."""
        found = records.pack(self._db, YEAR_PACK)
        return int(found[0]) if found else 0

    def may_accept(self) -> bool:
        """Return whether who works now may accept a pack: an administrator, or anybody while nobody has a PIN."""
        return self._setup.may_change()

    def look(self, file: bytes) -> YearPackLook:
        """Return what a pack would change.

        Raises:
            YearPackRefused: It is none, is not the city's, is not newer than the one in force, or its content is wrong.
        """
        return self._outcome(file).look

    def accept(self, file: bytes) -> YearPackLook:
        """Take a pack, whole and in one transaction, and return what it changed.

        Raises:
            YearPackRefused: See `look`.
            FormIncomplete: Who works now is no administrator, or the settings would be wrong.
            ClockError, StoreError: Nothing was taken.
        """
        if not self.may_accept():
            raise errors.FormIncomplete(problems=(Problem("settings", "administrator_changes"),))
        outcome = self._outcome(file)
        faults = tuple(problem for problem in check_settings(outcome.settings) if not problem.is_warning)
        if faults:
            raise errors.FormIncomplete(problems=faults)
        with self._recorder.recording() as record:
            self._write(record, file, outcome)
        self._state.reload()
        self._fetched.unlink(missing_ok=True)
        return outcome.look

    def keep(self, file: bytes) -> YearPackLook:
        """Lay a pack that came from the city's service ready for the administrator; return what it would change.

        Raises:
            YearPackRefused: See `look`; nothing is kept.
            DiskFull, FolderReadOnly, StoreError: It could not be kept.
        """
        look = self.look(file)
        attachments.write_whole(file, self._fetched)
        return look

    def waiting(self) -> bytes | None:
        """Return the pack that was fetched and not accepted yet; ``None``: there is none, or it is no longer newer."""
        try:
            file = self._fetched.read_bytes()
            self.look(file)
        except (OSError, errors.YearPackRefused):
            return None
        return file

    def _outcome(self, file: bytes) -> _Outcome:
        city = self._enrolment.city()
        if city is None:
            raise errors.YearPackRefused(cause="no_city_card")
        told = year_pack.opened(file, city.sign_key, after=self.number())
        try:
            pack = year_pack_reading.read(told)
        except errors.CatalogueLineWrong as error:
            facts = {name: error.facts.get(name, "") for name in ("file", "line", "column")}
            raise errors.YearPackRefused(cause="wrong_year_pack_line", **facts) from error
        packs, before, after = self._merged(pack)
        settings = with_names(self._state.settings, pack)
        look = YearPackLook(
            number=pack.number,
            valid_from=pack.valid_from,
            decisions=pack.decisions,
            city=pack.city,
            sha256=hashlib.sha256(file).hexdigest(),
            changes=(*differences(before, after), *names_changed(self._state.settings, settings)),
        )
        return _Outcome(look=look, packs=packs, settings=settings)

    def _merged(self, pack: YearPack) -> tuple[dict[str, tuple[str, str]], Known, Known]:
        """Return the texts that are kept, what the desk knows now, and what it would know."""
        catalogue, forms = self._state.catalogue, self._state.forms
        years = self._years()
        before = Known(procedures=catalogue.procedures, years=years, forms=forms)
        after, records_of = before, {}
        if pack.catalogue is not None:
            merged = year_pack_merging.merged_catalogue(catalogue, pack.catalogue, pack.valid_from, pack.number)
            after = dataclasses.replace(after, procedures=merged.procedures)
            records_of[CATALOGUE] = merged.version, merged.to_record()
        if pack.years:
            merged_years = year_pack_merging.merged_years(years, pack.years, pack.valid_from)
            after = dataclasses.replace(after, years=merged_years)
            record: dict[str, Any] = {"years": [year.to_record() for year in merged_years]}
            records_of[CALENDAR] = f"{merged_years[-1].year}-nam{pack.number}", record
        if pack.forms is not None:
            after = dataclasses.replace(
                after, forms=year_pack_merging.merged_forms(forms, pack.forms, pack.valid_from)
            )  # fmt: skip
            records_of[FORMS] = f"forms-nam{pack.number}", after.forms.to_record()
        is_new = {
            CATALOGUE: after.procedures != before.procedures,
            CALENDAR: after.years != before.years,
            FORMS: after.forms != before.forms,
        }
        texts = {kind: (name, canonical(of)) for kind, (name, of) in records_of.items() if is_new[kind]}
        return {kind: (f"{name}-{digest(text)[:8]}", text) for kind, (name, text) in texts.items()}, before, after

    def _years(self) -> tuple[CalendarYear, ...]:
        found = records.pack(self._db, CALENDAR)
        with records.reading():
            return tuple(CalendarYear.from_record(year) for year in json.loads(found[1])["years"]) if found else ()

    def _write(self, record: Recording, file: bytes, outcome: _Outcome) -> None:
        look = outcome.look
        kept = {**outcome.packs, YEAR_PACK: (str(look.number), file.decode("utf-8"))}
        for kind, (version, text) in kept.items():
            records.add_pack(
                record.db, kind=kind, version=version, sha256=digest(text), text=text, now=record.now
            )  # fmt: skip
        body = {
            "number": look.number,
            "sha256": look.sha256,
            "decisions": list(look.decisions),
            "valid_from": look.valid_from.isoformat(),
        }
        record.add(EntryKind.YEAR_PACK_ACCEPTED, body)
        for kind, (version, text) in outcome.packs.items():
            record.add(EntryKind.CATALOGUE_LOADED, {"pack": kind, "version": version, "sha256": digest(text)})
        if outcome.settings != self._state.settings:
            version_of = self._state.settings_version + 1
            record.add(
                EntryKind.SETTINGS_CHANGED, {"version": version_of, "settings": outcome.settings.to_record()}
            )  # fmt: skip
