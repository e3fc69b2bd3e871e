"""From a year-pack's texts to its values, with the very checks of the files that come with the program.

Raises everywhere: `errors.CatalogueLineWrong` with every fault; nothing of a faulty pack is handed on.
"""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path

from cchc_desktop.catalogue import lines
from cchc_desktop.catalogue.calendar_reading import read_calendar
from cchc_desktop.catalogue.forms_reading import read_forms
from cchc_desktop.catalogue.lines import Faults, Line
from cchc_desktop.catalogue.reading import read_catalogue
from cchc_desktop.domain.year_pack import Merger, UnitName, YearPack, YearPackText

CATALOGUE, CALENDAR, FORMS, UNITS = "catalogue", "calendar", "forms", "units"
# fmt: off
FILES = {
    CATALOGUE: ("version.txt", "procedures.csv", "papers.csv", "cases.csv", "short_names.csv"),
    CALENDAR: ("years.csv", "days.csv"),
    FORMS: ("regimes.csv", "form_sets.csv", "forms.csv", "wording.csv", "paper_texts.csv", "refusal_reasons.csv"),
    UNITS: ("units.csv", "mergers.csv"),
}
"""What a pack may hold, by folder; a folder is there whole or not at all, of `UNITS` one file is enough."""
_NAMES = ("agency_code", "valid_from", "unit_kind", "unit_name", "superior_name", "hotline")
_MERGERS = ("on", "from_code", "to_code", "desk_shift", "unit_kind", "unit_name", "superior_name", "hotline")
# fmt: on
_AGENCY = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*", re.ASCII)
_KINDS = ("phường", "xã", "đặc khu")
_LONGEST_AGENCY, _LONGEST_NAME, _MOST_SHIFT = 20, 80, 90


def read(pack: YearPackText) -> YearPack:
    """Return what a pack's files say.

    Raises:
        CatalogueLineWrong: A file is unknown, missing or wrong, or the pack holds none.
    """
    _refuse_strange(pack)
    with tempfile.TemporaryDirectory(prefix="cchc-nam-") as made:
        folder = Path(made)
        for name, text in pack.files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(text.encode("utf-8"))
        return read_values(folder, pack)


def read_values(folder: Path, pack: YearPackText) -> YearPack:
    """Return what the files of a folder say, under the number, day and decisions of ``pack``."""
    units, mergers = _read_units(folder / UNITS) if (folder / UNITS).is_dir() else ((), ())
    return YearPack(
        number=pack.number,
        valid_from=pack.valid_from,
        decisions=pack.decisions,
        city=pack.city,
        catalogue=read_catalogue(folder / CATALOGUE) if (folder / CATALOGUE).is_dir() else None,
        years=read_calendar(folder / CALENDAR) if (folder / CALENDAR).is_dir() else (),
        forms=read_forms(folder / FORMS) if (folder / FORMS).is_dir() else None,
        units=units,
        mergers=mergers,
    )


def _refuse_strange(pack: YearPackText) -> None:
    """Refuse a file that no pack has, before anything is written under its name."""
    faults = Faults()
    known = {f"{folder}/{name}" for folder, names in FILES.items() for name in names}
    for name in pack.files:
        if name not in known:
            faults.add(name[:60], 0, "", "strange_file")
    if not pack.files:
        faults.add("", 0, "", "no_lines")
    faults.refuse_if_any()


def _read_units(folder: Path) -> tuple[tuple[UnitName, ...], tuple[Merger, ...]]:
    faults = Faults()
    if not any((folder / name).exists() for name in FILES[UNITS]):
        faults.add(FILES[UNITS][0], 0, "", "missing_file")
    units = _units(folder / "units.csv", faults) if (folder / "units.csv").exists() else ()
    mergers = _mergers(folder / "mergers.csv", faults) if (folder / "mergers.csv").exists() else ()
    faults.refuse_if_any()
    return units, mergers


def _units(path: Path, faults: Faults) -> tuple[UnitName, ...]:
    seen: set[tuple[str, date]] = set()
    found = []
    for line in lines.read(path, _NAMES, faults):
        unit = UnitName(
            agency_code=_agency(line, "agency_code"),
            valid_from=_day(line, "valid_from"),
            unit_kind=line.one_of("unit_kind", _KINDS),
            unit_name=line.needed("unit_name", most=_LONGEST_NAME),
            superior_name=line.text("superior_name", most=_LONGEST_NAME),
            hotline=line.text("hotline", most=_LONGEST_NAME),
        )
        if (unit.agency_code, unit.valid_from) in seen:
            line.refuse("valid_from", "duplicate")
        seen.add((unit.agency_code, unit.valid_from))
        found.append(unit)
    return tuple(found)


def _mergers(path: Path, faults: Faults) -> tuple[Merger, ...]:
    given_up: set[str] = set()
    successors: dict[tuple[str, date], Merger] = {}
    shifts: set[tuple[str, date, int]] = set()
    found = []
    for line in lines.read(path, _MERGERS, faults):
        merger = Merger(
            on=_day(line, "on"),
            from_code=_agency(line, "from_code"),
            to_code=_agency(line, "to_code"),
            desk_shift=line.count("desk_shift"),
            unit_kind=line.one_of("unit_kind", _KINDS),
            unit_name=line.needed("unit_name", most=_LONGEST_NAME),
            superior_name=line.text("superior_name", most=_LONGEST_NAME),
            hotline=line.text("hotline", most=_LONGEST_NAME),
        )
        if not line.is_whole:
            continue
        if merger.from_code == merger.to_code:
            line.refuse("to_code", "merges_into_itself")
        if merger.from_code in given_up:
            line.refuse("from_code", "duplicate")
        given_up.add(merger.from_code)
        if merger.desk_shift > _MOST_SHIFT:
            line.refuse("desk_shift", "wrong_number")
        first = successors.setdefault((merger.to_code, merger.on), merger)
        if _named(first) != _named(merger):
            line.refuse("unit_name", "successor_named_twice")
        if (merger.to_code, merger.on, merger.desk_shift) in shifts:
            line.refuse("desk_shift", "duplicate")
        shifts.add((merger.to_code, merger.on, merger.desk_shift))
        found.append(merger)
    _refuse_circles(path.name, found, faults)
    return tuple(found)


def _named(merger: Merger) -> tuple[str, str, str, str]:
    return merger.unit_kind, merger.unit_name, merger.superior_name, merger.hotline


def _refuse_circles(file: str, mergers: list[Merger], faults: Faults) -> None:
    """Refuse agencies that would pass into each other: nobody could say who goes on with a dossier."""
    successor = {merger.from_code: merger.to_code for merger in mergers}
    for begin in successor:
        code, steps = begin, 0
        while code in successor and steps <= len(successor):
            code, steps = successor[code], steps + 1
        if steps > len(successor):
            faults.add(file, 0, "to_code", "merges_in_a_circle", begin)
            return


def _agency(line: Line, column: str) -> str:
    line.needed(column, most=_LONGEST_AGENCY)
    return line.matching(column, _AGENCY, "wrong_code")


def _day(line: Line, column: str) -> date:
    line.needed(column)
    return line.day(column) or date.min
