"""Keys and cards: the desk's own, the ward's, and the city's to which packages are encrypted (`sync.cards`).

The desk's card with the ward's public keys goes to the city; the city's card (its keys and the personal fields that it
may read) comes back; the ward's private keys go from the first desk to each further one and to nobody else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cchc_desktop import errors
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.recording import FOLDER_ID
from cchc_desktop.store import journal, key_files, local
from cchc_desktop.store.engine import Database
from cchc_desktop.store.key_keeping import KeyKeeping
from cchc_desktop.store.system_keys import SystemKeys
from cchc_desktop.sync import cards, keys, package
from cchc_desktop.sync.cards import CityCard, DeskCard, WardKey

DESK, WARD, CITY = "desk.json", "ward.json", "city.json"
_OLD = "desk-old-"
"""Before the number of a key that the desk had before."""
_OLD_WARD = "ward-old-"
"""Before the code of a ward that passed into this one."""


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

    def __init__(self, db: Database, state: DeskState, folder: Path, *, system: SystemKeys | None = None) -> None:
        """Take the desk's folder, and another store of secrets than the system's own where there is one."""
        self._db = db
        self._state = state
        self._folder = folder
        self._system = system or SystemKeys()
        self._kept = KeyKeeping(folder, local.note(db, FOLDER_ID), self._system)

    def on(self, db: Database, state: DeskState) -> Enrolment:
        """Return the same keys read on another connection, for another thread."""
        return Enrolment(db, state, self._folder, system=self._system)

    def keys(self) -> Enrolled:
        """Return the keys; the desk's and, at the first desk, the ward's are made when first asked for.

        Raises:
            FolderReadOnly, DatabaseDamaged: The keys could not be kept or read.
        """
        desk, ward = self._own(DESK, _new_desk), self._ward()
        return Enrolled(
            signing_key=str(desk["signing_key"]),
            desk_key=keys.public_of(str(desk["signing_key"])),
            ward_identity=str(ward["identity"]),
            ward_key=str(ward["key"]),
            ward_signing_key=str(ward["signing_key"]),
            ward_sign_key=keys.public_of(str(ward["signing_key"])),
            city=self.city(),
        )

    def city(self) -> CityCard | None:
        """Return the city's card; ``None`` while it has not come. No key is made for that."""
        found = key_files.read(self._folder, CITY)
        return _city(found) if found else None

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

    def identity_of(self, ward: str) -> str:
        """Return the private age key that opens packages of a ward: this one, or one that passed into it."""
        if ward == journal.head(self._db).agency_code:
            return self.keys().ward_identity
        found = self._kept.read(_old_ward(ward))
        return str(found["identity"]) if found else ""

    def keys_of(self, ward: str, desk: int) -> tuple[str, ...]:
        """Return the public keys that sign packages of a desk, the newest first; none: its card was not taken."""
        head = journal.head(self._db)
        if (ward, desk) == (head.agency_code, head.desk):
            old = (keys.public_of(str(one["signing_key"])) for one in self._old_keys() if not one["is_revoked"])
            return (self.keys().desk_key, *old)
        kept = key_files.read(self._folder, _other_desk(ward, desk)) or {"keys": []}
        return tuple(kept["keys"])

    def _take_desk(self, card: DeskCard) -> str:
        """Keep the public key of another desk whose card its ward's administrator vouched for."""
        head = journal.head(self._db)
        own = card.ward == head.agency_code
        old = None if own else self._kept.read(_old_ward(card.ward))
        sign_key = self.keys().ward_sign_key if own else keys.public_of(str(old["signing_key"])) if old else ""
        if not sign_key:
            raise errors.CardRefused(cause="other_ward")
        if not card.is_vouched(sign_key):
            raise errors.CardRefused(cause="not_vouched")
        if own and card.desk == head.desk:
            raise errors.CardRefused(cause="own_card")
        known = [one for one in self.keys_of(card.ward, card.desk) if one != card.desk_key]
        key_files.write(self._folder, _other_desk(card.ward, card.desk), {"keys": [card.desk_key, *known]})
        return "desk"

    def take_card(self, text: str, *, today: date | None = None, is_other_city: bool = False) -> str:
        """Take the city's card, another desk's, or a ward's keys; return which card it was.

        Args:
            text: The card.
            today: On this day the settings must name the merger by which another ward's keys are this one's.
            is_other_city: Whether the administrator said that another city's card, or the city's new one, takes the
                place of the one that is known: what is sent from then on only that city can read.

        Raises:
            CardRefused: It is no such card, of another ward, its key is none, or of another city than the one that is
                known; nothing was changed.
            FolderReadOnly: It could not be kept.
        """
        card = cards.read_card(text)
        if isinstance(card, CityCard):
            known = self.city()
            if known is not None and (known.key, known.sign_key) != (card.key, card.sign_key) and not is_other_city:
                raise errors.CardRefused(cause="other_city", known=known.name, name=card.name)
            key_files.write(self._folder, CITY, dataclasses.asdict(card))
            return "city"
        if isinstance(card, WardKey) and card.ward == journal.head(self._db).agency_code:
            self._kept.write(WARD, dataclasses.asdict(card))
            return "ward"
        if isinstance(card, DeskCard):
            return self._take_desk(card)
        if today is None or not self._is_joined(card.ward, today):
            raise errors.CardRefused(cause="no_merger")
        self._kept.write(_old_ward(card.ward), dataclasses.asdict(card))
        return "old_ward"

    def _is_joined(self, ward: str, today: date) -> bool:
        """Return whether the settings name a merger by which a ward passed into this one, or this one into it."""
        settings, day, own = self._state.settings, today.isoformat(), journal.head(self._db).agency_code
        passed = any(on <= day and old == own and new == ward for on, old, new in settings.mergers)
        return passed or ward in settings.predecessors_on(day)

    def _ward(self) -> Mapping[str, Any]:
        """Return the ward's keys; those made before its administrator had one to sign with get one."""
        found = self._own(WARD, _new_ward)
        if "signing_key" not in found:
            found = {**found, "signing_key": keys.new_signing_key()}
            self._kept.write(WARD, found)
        return found

    def _own(self, name: str, made: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        found = self._kept.read(name)
        if found is None:
            found = dict(made())
            self._kept.write(name, found)
        return found

    def signing_key_of(self, closed_at: datetime) -> str:
        """Return the key that signs the package of a day: the one of its close, or of revoked ones the next.

        Raises:
            FolderReadOnly, DatabaseDamaged, KeyStoreSilent: The keys could not be kept or read.
        """
        for old in self._old_keys():
            if closed_at <= datetime.fromisoformat(old["until"]) and not old["is_revoked"]:
                return str(old["signing_key"])
        return self.keys().signing_key

    def change_key(self, now: datetime, *, is_revoked: bool) -> tuple[str, str]:
        """Make a new signing key and keep the old one for the days closed before; return both public keys.

        Args:
            now: Days closed until this moment are still signed by the old key.
            is_revoked: The old key is in wrong hands and signs nothing any more.

        Raises:
            FolderReadOnly, DiskFull, KeyStoreSilent: The desk's key is as it was.
        """
        old = self.keys()
        new = _new_desk()
        kept = {"signing_key": old.signing_key, "until": now.isoformat(), "is_revoked": is_revoked}
        self._kept.write(f"{_OLD}{len(self._old_keys()) + 1:03}.json", kept)
        self._kept.write(DESK, new)
        return old.desk_key, keys.public_of(new["signing_key"])

    def keep_by_system(self) -> None:
        """Move the desk's and the ward's private keys into the system's own store of secrets.

        Raises:
            KeyStoreSilent: None answers; the keys are where they were.
        """
        self.keys()
        self._kept.move_to_system(self._private())

    def keep_in_files(self) -> None:
        """Move the private keys into files that only this user reads.

        Raises:
            KeyStoreSilent: The system's store does not give them.
        """
        self._kept.move_to_files(self._private())

    @property
    def is_kept_by_system(self) -> bool:
        """Return whether the private keys lie in the system's own store."""
        return self._kept.is_by_system

    def _private(self) -> list[str]:
        """Return the names of the records with private keys."""
        return [name for name in self._kept.names() if name in (DESK, WARD) or name.startswith((_OLD, _OLD_WARD))]

    def _old_keys(self) -> list[Mapping[str, Any]]:
        """Return the keys that the desk had before, the oldest first."""
        found = (self._kept.read(name) for name in self._kept.names() if name.startswith(_OLD))
        return [old for old in found if old is not None]


def _other_desk(ward: str, desk: int) -> str:
    return f"other-{ward}-{desk}.json"


def _old_ward(ward: str) -> str:
    return f"{_OLD_WARD}{ward}.json"


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
