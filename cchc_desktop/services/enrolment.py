"""Keys and cards: the desk's own, the ward's, and the city's to which packages are encrypted (`sync.cards`).

The desk's card with the ward's public keys goes to the city; the city's card (its keys and the personal fields that it
may read) comes back; the ward's private keys go from the first desk to each further one and to nobody else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cchc_desktop import errors
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.store import journal, key_files
from cchc_desktop.store.engine import Database
from cchc_desktop.sync import cards, keys, package
from cchc_desktop.sync.cards import CityCard, DeskCard, WardKey

DESK, WARD, CITY = "desk.json", "ward.json", "city.json"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Everything with which a package is made, sent and its answer believed."""

    signing_key: str
    desk_key: str
    """Public."""
    ward_identity: str
    ward_key: str
    """Public."""
    ward_signing_key: str
    """The ward administrator's private key: vouches for cards of desks."""
    ward_sign_key: str
    """Public."""
    city: CityCard | None
    """``None`` while the city's card has not come."""

    @property
    def city_key(self) -> str:
        """Return the city's public age key; empty while its card has not come."""
        return self.city.key if self.city else ""

    @property
    def city_sign_key(self) -> str:
        """Return the key that signs the city's answers and year-packs; empty while its card has not come."""
        return self.city.sign_key if self.city else ""

    @property
    def city_address(self) -> str:
        """Return where the city's service listens; empty: nowhere, or not known."""
        return self.city.address if self.city else ""

    @property
    def city_fields(self) -> tuple[str, ...]:
        """Return the personal fields that the city may read."""
        return self.city.fields if self.city else cards.CITY_FIELDS


class Enrolment:
    """Keeps the desk's keys."""

    def __init__(self, db: Database, state: DeskState, folder: Path) -> None:
        self._db = db
        self._state = state
        self._folder = folder

    def keys(self) -> Enrolled:
        """Return the keys; the desk's and, at the first desk, the ward's are made when first asked for.

        Raises:
            FolderReadOnly, DatabaseDamaged: The keys could not be kept or read.
        """
        desk, ward = self._own(DESK, _new_desk), self._ward()
        city = key_files.read(self._folder, CITY)
        return Enrolled(
            signing_key=str(desk["signing_key"]),
            desk_key=keys.public_of(str(desk["signing_key"])),
            ward_identity=str(ward["identity"]),
            ward_key=str(ward["key"]),
            ward_signing_key=str(ward["signing_key"]),
            ward_sign_key=keys.public_of(str(ward["signing_key"])),
            city=_city(city) if city else None,
        )

    def desk_card(self) -> str:
        """Return the card that the city enrols this desk by: public keys only, vouched for by the ward's."""
        head, found = journal.head(self._db), self.keys()
        unit_kind, unit_name = self._state.settings.unit_kind, self._state.settings.unit_name
        card = DeskCard(
            ward=head.agency_code,
            ward_name=f"{unit_kind.capitalize()} {unit_name}",
            desk=head.desk,
            generation=head.generation,
            desk_key=found.desk_key,
            ward_key=found.ward_key,
            ward_sign_key=found.ward_sign_key,
        )
        return card.vouched_by(found.ward_signing_key).to_text()

    def ward_card(self) -> str:
        """Return the ward's private keys for a further desk of the same ward: to be carried by hand, then deleted."""
        found = self.keys()
        return WardKey(
            ward=journal.head(self._db).agency_code,
            identity=found.ward_identity,
            key=found.ward_key,
            signing_key=found.ward_signing_key,
        ).to_text()

    def take_card(self, text: str) -> str:
        """Take the city's card, or the ward's keys from the first desk; return which card it was.

        Raises:
            CardRefused: It is no such card, of another ward, or its key is none; nothing was changed.
            FolderReadOnly: It could not be kept.
        """
        card = cards.read_card(text)
        if isinstance(card, CityCard):
            key_files.write(self._folder, CITY, dataclasses.asdict(card))
            return "city"
        if isinstance(card, WardKey) and card.ward == journal.head(self._db).agency_code:
            key_files.write(self._folder, WARD, dataclasses.asdict(card))
            return "ward"
        raise errors.CardRefused(cause="not_a_card")

    def _ward(self) -> Mapping[str, Any]:
        """Return the ward's keys; those made before its administrator had one to sign with get one."""
        found = self._own(WARD, _new_ward)
        if "signing_key" not in found:
            found = {**found, "signing_key": keys.new_signing_key()}
            key_files.write(self._folder, WARD, found)
        return found

    def _own(self, name: str, made: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        found = key_files.read(self._folder, name)
        if found is None:
            found = dict(made())
            key_files.write(self._folder, name, found)
        return found


def looked_at(file: bytes) -> package.Header:
    """Return what a package says of itself without a key.

    Raises:
        PackageRefused: It is no package, not whole, or of a newer format.
    """
    return package.look(file)


def _city(record: Mapping[str, Any]) -> CityCard:
    return CityCard(**{**record, "fields": tuple(record["fields"])})


def _new_desk() -> dict[str, str]:
    return {"signing_key": keys.new_signing_key()}


def _new_ward() -> dict[str, str]:
    identity, key = keys.new_identity()
    return {"identity": identity, "key": key, "signing_key": keys.new_signing_key()}
