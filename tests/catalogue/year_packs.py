"""Year-packs for tests: the program's own files, changed at one place, signed by a made-up city."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date

from cchc_desktop.catalogue.year_pack_reading import CALENDAR, CATALOGUE, FILES, FORMS
from cchc_desktop.domain.year_pack import YearPackText
from cchc_desktop.paths import resources
from cchc_desktop.sync import keys, year_pack
from cchc_desktop.sync.cards import CityCard

NEW_YEAR = date(2027, 1, 1)
UNITS_HEAD = "agency_code,valid_from,unit_kind,unit_name,superior_name,hotline"
MERGERS_HEAD = "on,from_code,to_code,desk_shift,unit_kind,unit_name,superior_name,hotline"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city with its keys."""

    signing_key: str
    card: CityCard

    def sign(self, pack: YearPackText) -> bytes:
        return year_pack.make(pack, self.signing_key)


def new_city(name: str = "Thành phố Nha Trang") -> City:
    signing, (_private, public) = keys.new_signing_key(), keys.new_identity()
    return City(signing_key=signing, card=CityCard(name=name, key=public, sign_key=keys.public_of(signing)))


def shipped(*folders: str) -> dict[str, str]:
    """Return the texts of the program's own files."""
    return {
        f"{folder}/{name}": (resources() / folder / name).read_text("utf-8")
        for folder in folders or (CATALOGUE, CALENDAR, FORMS)
        for name in FILES[folder]
    }


def changed(files: Mapping[str, str], name: str, old: str, new: str) -> dict[str, str]:
    """Return files with one text in the place of another, which must stand there once or more."""
    assert old in files[name], f"{old!r} is not in {name}"
    return {**files, name: files[name].replace(old, new, 1)}


def units(*rows: str) -> dict[str, str]:
    return {"units/units.csv": "\n".join([UNITS_HEAD, *rows]) + "\n"}


def mergers(*rows: str) -> dict[str, str]:
    return {"units/mergers.csv": "\n".join([MERGERS_HEAD, *rows]) + "\n"}


def pack_of(files: Mapping[str, str], *, number: int = 1, since: date = NEW_YEAR) -> YearPackText:
    return YearPackText(
        number=number,
        valid_from=since,
        decisions=("Quyết định 12/QĐ-UBND ngày 10/12/2026",),
        city="Thành phố Nha Trang",
        files=files,
    )
