"""Keys and cards: the desk's own, the ward's, and the city's to which packages are encrypted.

A card is a small JSON text that is carried by file or QR. The desk's card with the ward's public key goes to the city;
the city's card (its key and the personal fields that it may read) comes back; the ward's private key goes from the
first desk to each further one and to nobody else.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cchc_desktop import errors
from cchc_desktop.store import journal, key_files
from cchc_desktop.store.engine import Database
from cchc_desktop.sync import keys, package

DESK, WARD, CITY = "desk.json", "ward.json", "city.json"
CITY_FIELDS = ("applicant.name",)
"""What the city may read where its card names nothing."""
_DESK_CARD, _CITY_CARD, _WARD_CARD = "cchc-desk-card", "cchc-city-card", "cchc-ward-key"
_VERSION = 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Everything with which a package is made."""

    signing_key: str
    desk_key: str
    """Public."""
    ward_identity: str
    ward_key: str
    """Public."""
    city_key: str
    """Public; empty while the city's card has not come."""
    city_fields: tuple[str, ...]


class Enrolment:
    """Keeps the desk's keys."""

    def __init__(self, db: Database, folder: Path) -> None:
        self._db = db
        self._folder = folder

    def keys(self) -> Enrolled:
        """Return the keys; the desk's and, at the first desk, the ward's are made when first asked for.

        Raises:
            FolderReadOnly, DatabaseDamaged: The keys could not be kept or read.
        """
        desk, ward = self._own(DESK, _new_desk), self._own(WARD, _new_ward)
        city = key_files.read(self._folder, CITY) or {}
        return Enrolled(
            signing_key=str(desk["signing_key"]),
            desk_key=keys.public_of(str(desk["signing_key"])),
            ward_identity=str(ward["identity"]),
            ward_key=str(ward["key"]),
            city_key=str(city.get("key", "")),
            city_fields=tuple(str(field) for field in city.get("fields", CITY_FIELDS)),
        )

    def desk_card(self) -> str:
        """Return the card that the city enrols this desk by: public keys only."""
        head, found = journal.head(self._db), self.keys()
        record = {
            "card": _DESK_CARD,
            "version": _VERSION,
            "ward": head.agency_code,
            "desk": head.desk,
            "generation": head.generation,
            "desk_key": found.desk_key,
            "ward_key": found.ward_key,
        }
        return json.dumps(record, ensure_ascii=False, indent=1)

    def ward_card(self) -> str:
        """Return the ward's private key for a further desk of the same ward: to be carried by hand, then deleted."""
        found = self.keys()
        record = {
            "card": _WARD_CARD,
            "version": _VERSION,
            "ward": journal.head(self._db).agency_code,
            "identity": found.ward_identity,
            "key": found.ward_key,
        }
        return json.dumps(record, ensure_ascii=False, indent=1)

    def take_card(self, text: str) -> str:
        """Take the city's card, or the ward's key from the first desk; return which card it was.

        Raises:
            CardRefused: It is no such card, of another ward, or its key is none; nothing was changed.
            FolderReadOnly: It could not be kept.
        """
        record = _record(text)
        kind = record.get("card")
        if kind == _CITY_CARD:
            fields = record.get("fields", list(CITY_FIELDS))
            _check_key(str(record.get("key")))
            if not isinstance(fields, list) or not all(isinstance(field, str) for field in fields):
                raise errors.CardRefused(cause="not_a_card")
            key_files.write(self._folder, CITY, {"key": record["key"], "fields": fields})
            return "city"
        if kind == _WARD_CARD and record.get("ward") == journal.head(self._db).agency_code:
            identity, key = str(record.get("identity")), str(record.get("key"))
            _check_key(key, identity)
            key_files.write(self._folder, WARD, {"identity": identity, "key": key})
            return "ward"
        raise errors.CardRefused(cause="not_a_card")

    def _own(self, name: str, made: Any) -> Mapping[str, Any]:
        found = key_files.read(self._folder, name)
        if found is None:
            found = made()
            key_files.write(self._folder, name, found)
        return found


def city_card(key: str, fields: tuple[str, ...] = CITY_FIELDS) -> str:
    """Return the card of a city, for its desks."""
    record = {"card": _CITY_CARD, "version": _VERSION, "key": key, "fields": list(fields)}
    return json.dumps(record, ensure_ascii=False, indent=1)


def looked_at(file: bytes) -> package.Header:
    """Return what a package says of itself without a key.

    Raises:
        PackageRefused: It is no package, not whole, or of a newer format.
    """
    return package.look(file)


def _check_key(key: str, identity: str | None = None) -> None:
    """Raise `CardRefused` where a public key is none, or not the one of a private key."""
    try:
        sealed = keys.encrypted(b"x", (key,))
        if identity is not None:
            keys.decrypted(sealed, identity)
    except errors.PackageRefused as error:
        raise errors.CardRefused(cause="wrong_key") from error


def _record(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise errors.CardRefused(cause="not_a_card") from error
    if not isinstance(found, dict) or found.get("version") != _VERSION:
        raise errors.CardRefused(cause="not_a_card")
    return found


def _new_desk() -> dict[str, str]:
    return {"signing_key": keys.new_signing_key()}


def _new_ward() -> dict[str, str]:
    identity, key = keys.new_identity()
    return {"identity": identity, "key": key}
