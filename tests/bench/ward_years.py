"""Day packages of many wards' desks, made ahead: one desk lives its days by its own services, the others are its like.

Each like bears another ward's code in every entry, its chain hashed anew, signed by its own key and encrypted to the
same city; names and salts are those of the mould.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.domain.day_package import Manifest
from cchc_desktop.domain.entry import NO_ENTRY, digest
from cchc_desktop.sync import keys, package
from cchc_desktop.sync.cards import DeskCard
from cchc_desktop.sync.package import Content, Opened
from tests.bench.busy_desk import BusyDesk, CityKeys, working_days

FIRST = date(2025, 1, 2)
_LEFT = 5
"""Dossiers of a desk that wait for their result overnight."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mould:
    """The opened packages of the one desk that lived, day by day, and the ward it is of."""

    ward: str
    calendar: WorkingCalendar
    days: tuple[Opened, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DeskYear:
    """One desk's card, and its packages in their order."""

    card: DeskCard
    files: tuple[Path, ...]


def mould(folder: Path, city: CityKeys, *, days: int, dossiers: int) -> Mould:
    """Let one desk live so many working days with so many dossiers in all, closing each day."""
    busy = BusyDesk(folder, first=FIRST, city=city.card)
    desk = busy.life.desk
    found = []
    for number, day in enumerate(itertools.islice(working_days(busy, FIRST), days)):
        busy.live(day, received=_share(number + 1, days, dossiers) - _share(number, days, dossiers), left=_LEFT)
        desk.db.execute("pragma synchronous = off")
        busy.life.at(f"{day.isoformat()}T17:05")
        desk.day_end.seal()
        (file,) = desk.day_end.make_packages()
        desk_key = desk.enrolment.keys().desk_key
        found.append(package.open_package(file.read_bytes(), identity=city.identity, desk_key=desk_key))
    calendar = desk.state.calendar
    desk.close()
    return Mould(ward=found[0].manifest.id.ward, calendar=calendar, days=tuple(found))


def _share(number: int, days: int, dossiers: int) -> int:
    return number * dossiers // days


def desk_year(mould: Mould, city: CityKeys, folder: Path, *, ward: str, desk: int) -> DeskYear:
    """Write the packages of a desk of another ward, like those of the mould."""
    signing_key, ward_signing_key = keys.new_signing_key(), keys.new_signing_key()
    _identity, ward_key = keys.new_identity()
    card = DeskCard(
        ward=ward, ward_name=f"Phường {ward}", desk=desk, generation=1, desk_key=keys.public_of(signing_key),
        ward_key=ward_key, ward_sign_key=keys.public_of(ward_signing_key),
    )  # fmt: skip
    files = []
    for manifest, content in _likes(mould, ward, desk):
        file = package.pack(manifest, content, signing_key=signing_key, city=city.card.key, ward=ward_key)
        path = folder / manifest.id.file_name
        path.write_bytes(file)
        files.append(path)
    return DeskYear(card=card.vouched_by(ward_signing_key), files=tuple(files))


def _likes(mould: Mould, ward: str, desk: int) -> Iterator[tuple[Manifest, Content]]:
    """Yield manifest and content of each day; the chain runs on from one day to the next."""
    head = previous = NO_ENTRY
    for opened in mould.days:
        one = dataclasses.replace(opened.manifest.id, ward=ward, desk=desk)
        before, texts, head_before = opened.manifest.id.journal, [], head
        for text in opened.content.entries:
            hashed = text.partition('"previous":"')[2][:64]
            like = text.replace(before, one.journal).replace(f"{mould.ward}-", f"{ward}-{desk}").replace(hashed, head)
            head = digest(like)
            texts.append(like)
        content = dataclasses.replace(opened.content, entries=tuple(texts))
        manifest = dataclasses.replace(
            opened.manifest, id=one, head_before=head_before, head=head, previous=previous,
            parts=package.parts_of(content),
        )  # fmt: skip
        previous = digest(manifest.to_text())
        yield manifest, content
