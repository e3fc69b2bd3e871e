"""The city's folder: where its database is, its keys, and the files that were kept aside."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cchc_desktop import errors
from cchc_desktop.store import key_files
from cchc_desktop.sync import cards, keys
from cchc_desktop.sync.cards import CityCard

SETTINGS, KEYS = "city.json", "city-keys.json"
DATABASE = "city.db"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CityPlace:
    """What a city is, apart from its records."""

    folder: Path
    name: str
    """"Thành phố Nha Trang"."""
    url: str
    """Of its database."""
    address: str
    fields: tuple[str, ...]
    identity: str
    """Private age key."""
    key: str
    signing_key: str
    """Private."""

    @property
    def sign_key(self) -> str:
        """Return the public key of what the city signs."""
        return keys.public_of(self.signing_key)

    def card(self) -> CityCard:
        """Return the card by which desks know this city."""
        return CityCard(name=self.name, key=self.key, sign_key=self.sign_key, fields=self.fields, address=self.address)


def prepare(
    folder: Path, *, name: str, url: str = "", address: str = "", fields: tuple[str, ...] = cards.CITY_FIELDS
) -> CityPlace:
    """Make a city's folder with keys of its own.

    Args:
        folder: Where; made when it is not there.
        name: The city's name.
        url: ``postgresql://…``; empty: an SQLite file in the folder.
        address: Where its service will listen, for the card of desks.
        fields: The personal fields that the city may read.

    Raises:
        FolderAlreadyPrepared: There is a city already; it is not touched.
        FolderReadOnly, DiskFull: Nothing was made.
    """
    if key_files.read(folder, SETTINGS) is not None:
        raise errors.FolderAlreadyPrepared(folder=str(folder))
    identity, key = keys.new_identity()
    # The keys first: a folder with settings is a whole one.
    key_files.write(folder, KEYS, {"identity": identity, "key": key, "signing_key": keys.new_signing_key()})
    record = {"name": name, "url": url, "address": address, "fields": list(fields)}
    key_files.write(folder, SETTINGS, record)
    return read(folder)


def read(folder: Path) -> CityPlace:
    """Return the city of a folder.

    Raises:
        FolderNotPrepared: There is none.
        DatabaseDamaged: Its settings or keys cannot be read.
    """
    settings, secret = key_files.read(folder, SETTINGS), key_files.read(folder, KEYS)
    if settings is None or secret is None:
        raise errors.FolderNotPrepared(folder=str(folder))
    try:
        return _place(folder, settings, secret)
    except (KeyError, TypeError) as error:
        raise errors.DatabaseDamaged(file=SETTINGS) from error


def _place(folder: Path, settings: Mapping[str, Any], secret: Mapping[str, Any]) -> CityPlace:
    return CityPlace(
        folder=folder,
        name=str(settings["name"]),
        url=str(settings["url"]) or str(folder / DATABASE),
        address=str(settings["address"]),
        fields=tuple(settings["fields"]),
        identity=str(secret["identity"]),
        key=str(secret["key"]),
        signing_key=str(secret["signing_key"]),
    )
