"""What a year-pack makes of a ward's names and codes by date; a pure function on settings."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import Any

from cchc_desktop.domain.year_pack import Merger, UnitName, YearPack
from cchc_desktop.settings import Settings

_LONG_AGO = "2000-01-01"
"""From when the name of before holds where a ward had only one: the first of the names by date holds for all earlier
days, too (`Settings.unit_on`)."""


def with_names(settings: Settings, pack: YearPack) -> Settings:
    """Return the settings with what the pack says about this very agency and those that pass into it.

    Names, telephones and codes change on their day, which lies not before the pack's own; mergers are kept whatever
    their day, so that a successor knows whose dossiers are its own.
    """
    own = _of_this_agency(settings, pack.mergers)
    settings = _put(settings, "mergers", ((m.on.isoformat(), m.from_code, m.to_code) for m in own), parts=2)
    told: list[tuple[date, int, UnitName | Merger]] = [
        *((merger.on, 0, merger) for merger in own),
        *((unit.valid_from, 1, unit) for unit in pack.units),
    ]
    for day, _rank, row in sorted(told, key=lambda line: line[:2]):
        if day < pack.valid_from:
            continue
        settings = _merged(settings, row) if isinstance(row, Merger) else _named(settings, row)
    return settings


def _of_this_agency(settings: Settings, mergers: Iterable[Merger]) -> tuple[Merger, ...]:
    """Return the mergers on the way from this agency to its last successor, and those that lead to any of these."""
    all_mergers = tuple(mergers)
    reached = [settings.agency_code, *(row[1] for row in settings.agency_codes)]
    for code in reached:
        reached += [m.to_code for m in all_mergers if m.from_code == code and m.to_code not in reached]
    for code in reached:
        reached += [m.from_code for m in all_mergers if m.to_code == code and m.from_code not in reached]
    return tuple(merger for merger in all_mergers if merger.to_code in reached)


def _merged(settings: Settings, merger: Merger) -> Settings:
    day = merger.on.isoformat()
    here = settings.agency_code_on(_day_before(merger.on))
    if merger.from_code == here:
        settings = _put(settings, "agency_codes", [(day, merger.to_code, merger.desk_shift)])
    elif merger.to_code != settings.agency_code_on(day):
        return settings  # about a neighbour on the way, or a step that is not ours yet
    return _called(settings, day, merger)


def _named(settings: Settings, unit: UnitName) -> Settings:
    day = unit.valid_from.isoformat()
    return _called(settings, day, unit) if settings.agency_code_on(day) == unit.agency_code else settings


def _called(settings: Settings, day: str, row: UnitName | Merger) -> Settings:
    if settings.unit_on(day) != (row.unit_kind, row.unit_name):
        if not settings.units:
            settings = _put(settings, "units", [(_LONG_AGO, settings.unit_kind, settings.unit_name)])
        settings = _put(settings, "units", [(day, row.unit_kind, row.unit_name)])
    if row.superior_name and settings.superior_on(day) != row.superior_name:
        settings = _put(settings, "superiors", [(day, row.superior_name)])
    if row.hotline and settings.hotline_on(day) != row.hotline:
        settings = _put(settings, "hotlines", [(day, row.hotline)])
    return settings


def _put(settings: Settings, name: str, rows: Iterable[tuple[Any, ...]], *, parts: int = 1) -> Settings:
    """Return settings with rows by date added, each in the place of one of the same day (and first ``parts``)."""
    found = {row[:parts]: row for row in getattr(settings, name)}
    found |= {row[:parts]: row for row in rows}
    changes: dict[str, Any] = {name: tuple(sorted(found.values()))}
    return dataclasses.replace(settings, **changes)


def _day_before(day: date) -> str:
    return date.fromordinal(day.toordinal() - 1).isoformat()
