"""What the desk knows at this moment: settings, catalogue, calendar, officials. Read once, read anew on change."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date, time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cchc_desktop import errors
from cchc_desktop.domain.calendar import Session, WorkingCalendar, calendar_of
from cchc_desktop.domain.term import CountingMode
from cchc_desktop.domain.year_pack import CalendarYear
from cchc_desktop.settings import Settings
from cchc_desktop.store import journal, records
from cchc_desktop.store.engine import Database

if TYPE_CHECKING:
    from cchc_desktop.catalogue.search import ProcedureIndex
    from cchc_desktop.domain.forms import Forms, FormSet
    from cchc_desktop.domain.procedure import Catalogue, Procedure

CATALOGUE, CALENDAR, FORMS = "catalogue", "calendar", "forms"


class DeskState:
    """The versions in force, read from the store; catalogue and forms when first asked for: a start needs neither."""

    def __init__(self, db: Database, *, is_training: bool) -> None:
        self._db = db
        self.is_training = is_training
        self.reload()

    def reload(self) -> None:
        """Read settings, packs and officials anew."""
        found = records.settings_record(self._db)
        self.settings_version, record = found or (0, {})
        self.settings = Settings.from_record(record)
        self.officers = records.officers(self._db)
        self._catalogue: tuple[str, Catalogue] | None = None
        self._index: tuple[date, ProcedureIndex] | None = None
        self.__dict__.pop("forms", None)  # read anew when next asked for
        _version, years = _pack(self._db, CALENDAR)
        self._years = tuple(CalendarYear.from_record(year) for year in years.get("years", ()))
        self.calendar = working_calendar(self._years, self.settings)

    @property
    def catalogue(self) -> Catalogue:
        """Return the catalogue in force; raise `DatabaseDamaged` where its text is none of ours."""
        return self._catalogue_in_force()[1]

    @property
    def catalogue_version(self) -> str:
        """Return which catalogue is in force; empty where none was loaded."""
        return self._catalogue_in_force()[0]

    def _catalogue_in_force(self) -> tuple[str, Catalogue]:
        if self._catalogue is None:
            with records.reading():
                version, record = _pack(self._db, CATALOGUE)
                self._catalogue = version, _read_catalogue(record)
        return self._catalogue

    @cached_property
    def forms(self) -> Forms:
        """Return wording and forms by date; raise `DatabaseDamaged` where their text is none of ours."""
        from cchc_desktop.domain.forms import Forms

        with records.reading():
            _version, record = _pack(self._db, FORMS)
            return Forms.from_record(record)

    def form_set_on(self, day: date) -> FormSet:
        """Return the set of forms of a day of receipt, by the unit's setting of when the new ones began."""
        return self.forms.form_set_on(day, self.settings.forms_changed_on)

    def index(self, on: date) -> ProcedureIndex:
        """Return the index in which procedures in force on a day are found by a few letters."""
        if self._index is None or self._index[0] != on:
            from cchc_desktop.catalogue.search import ProcedureIndex

            self._index = on, ProcedureIndex(self.catalogue.in_force(on))
        return self._index[1]

    @property
    def mode(self) -> CountingMode:
        """Return how working days are counted."""
        return CountingMode(self.settings.counting_mode)

    def procedure(self, code: str, on: date) -> Procedure:
        """Return the procedure as it is in force on a day; raise `ProcedureNotFound`."""
        found = self.catalogue.find(code, on)
        if found is None:
            raise errors.ProcedureNotFound(code=code)
        return found

    def procedures_found(self, typed: str, on: date, *, limit: int = 5) -> list[Procedure]:
        """Return the procedures in force that match a few letters, best first."""
        return list(self.index(on).search(typed, limit=limit, favourites=self.settings.favourites))

    def catalogue_at(self, version: str) -> Catalogue:
        """Return the catalogue of an earlier version."""
        if version == self.catalogue_version:
            return self.catalogue
        found = records.pack(self._db, CATALOGUE, version)
        return _read_catalogue(json.loads(found[1])) if found else self.catalogue

    def settings_at(self, version: int, by: str = "") -> Settings:
        """Return the settings of an earlier version; ``by``: the journal whose settings are counted so, if not ours."""
        if by and journal.desk_of(by) != journal.own_desk(self._db):
            record = records.foreign_settings(self._db, journal.desk_of(by), version)
            return Settings.from_record(record) if record else self.settings
        if version == self.settings_version:
            return self.settings
        found = records.settings_record(self._db, version)
        return Settings.from_record(found[1]) if found else self.settings

    def has_pin(self, officer: str) -> bool:
        """Return whether an official is asked for a PIN; a start asks this, so it needs nothing else of people."""
        return records.has_secret(self._db, officer)

    def officer_name(self, officer: str) -> str:
        """Return an official's name; the id where the name is not known."""
        return self.officers.get(officer, officer)


def working_calendar(years: tuple[CalendarYear, ...], settings: Settings) -> WorkingCalendar:
    """Return the calendar made of the loaded years, the unit's own days and its sessions."""
    sessions = tuple(
        Session(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in settings.sessions
    )
    loaded = calendar_of(years, sessions)
    days_off, extra_days = dict(loaded.days_off), dict(loaded.extra_days)
    for day, kind, name in settings.swapped_days:
        own = date.fromisoformat(day)
        (extra_days if kind == "working" else days_off)[own] = name
        (days_off if kind == "working" else extra_days).pop(own, None)
    return dataclasses.replace(loaded, days_off=days_off, extra_days=extra_days)


def _read_catalogue(record: Mapping[str, Any]) -> Catalogue:
    """Return the catalogue of a pack; an empty one where none was loaded."""
    from cchc_desktop.domain.procedure import Catalogue

    if not record:
        return Catalogue("", (), "")
    return Catalogue.from_record(record)


def _pack(db: Database, kind: str) -> tuple[str, Mapping[str, Any]]:
    found = records.pack(db, kind)
    return (found[0], json.loads(found[1])) if found else ("", {})
