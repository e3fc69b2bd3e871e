"""Cards by which desks and the city know each other: small JSON texts, carried as a file or a QR code.

A desk's card bears public keys only. The ward's signing key, which its administrator holds, vouches for a further desk,
a new key and a new generation; the city enrols a ward's first card by the hand of its own administrator.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any

from cchc_desktop.domain.day_package import id_of
from cchc_desktop.domain.entry import canonical
from cchc_desktop.errors import CardRefused, PackageRefused
from cchc_desktop.sync import keys

CITY_FIELDS = ("applicant.name",)
"""The personal fields that the city may read where its card names nothing."""
_VERSION = 1
_DESK, _CITY, _WARD = "cchc-desk-card", "cchc-city-card", "cchc-ward-key"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DeskCard:
    """What the city enrols one desk by."""

    ward: str
    """Agency code."""
    ward_name: str
    """"Phường Phước Hòa", as of the day of the card."""
    desk: int
    generation: int
    desk_key: str
    """Public key by which this desk's packages are signed."""
    ward_key: str
    """The ward's public age key."""
    ward_sign_key: str
    """The public key of the ward's administrator."""
    voucher: str = ""
    """Signature (hex) of the ward's administrator over all else."""

    def to_text(self) -> str:
        """Return the card as it is carried."""
        return _spelled(_DESK, dataclasses.asdict(self))

    def is_vouched(self, ward_sign_key: str) -> bool:
        """Return whether the holder of the ward's signing key stands for this card."""
        try:
            voucher = bytes.fromhex(self.voucher)
        except ValueError:
            return False
        return keys.is_signed(ward_sign_key, self._vouched_text(), voucher)

    def vouched_by(self, ward_signing_key: str) -> DeskCard:
        """Return the card with the voucher of the ward's administrator."""
        return dataclasses.replace(self, voucher=keys.sign(ward_signing_key, self._vouched_text()).hex())

    def _vouched_text(self) -> bytes:
        return canonical({**dataclasses.asdict(self), "voucher": "", "card": _DESK}).encode()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CityCard:
    """What a desk knows its city by."""

    name: str
    key: str
    """The city's public age key; packages are encrypted to it."""
    sign_key: str
    """The city's public signing key; it signs acknowledgements and year-packs."""
    fields: tuple[str, ...] = CITY_FIELDS
    """The personal fields that the city may read."""
    address: str = ""
    """Where its service listens: "https://…"; empty: packages come by folder or SFTP."""

    def to_text(self) -> str:
        """Return the card as it is carried."""
        return _spelled(_CITY, dataclasses.asdict(self))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WardKey:
    """The ward's private keys: from its first desk to each further one, by hand, and to nobody else."""

    ward: str
    identity: str
    """Private age key."""
    key: str
    """Its public half."""
    signing_key: str
    """The administrator's private key."""

    def to_text(self) -> str:
        """Return the record as it is carried."""
        return _spelled(_WARD, dataclasses.asdict(self))


def read_card(text: str) -> DeskCard | CityCard | WardKey:
    """Return the card that a text is.

    Raises:
        CardRefused: It is none, or a key on it is none.
    """
    record = _record(text)
    try:
        return _READ[record["card"]](record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CardRefused(cause="not_a_card") from error


def _desk(record: Mapping[str, Any]) -> DeskCard:
    id_of({**record, "day": "2000-01-01", "part": 1})  # ward, desk and generation are what they have to be
    card = DeskCard(**{field.name: record[field.name] for field in dataclasses.fields(DeskCard)})
    _refuse_no_keys((card.desk_key, card.ward_sign_key), (card.ward_key,))
    return card


def _city(record: Mapping[str, Any]) -> CityCard:
    fields = record["fields"]
    if not isinstance(fields, list) or not all(isinstance(field, str) for field in fields):
        raise ValueError("no fields")
    name, key, sign_key, address = (str(record[name]) for name in ("name", "key", "sign_key", "address"))
    _refuse_no_keys((sign_key,), (key,))
    return CityCard(name=name, key=key, sign_key=sign_key, fields=tuple(fields), address=address)


def _ward(record: Mapping[str, Any]) -> WardKey:
    card = WardKey(**{field.name: str(record[field.name]) for field in dataclasses.fields(WardKey)})
    try:
        keys.decrypted(keys.encrypted(b"x", (card.key,)), card.identity)
        keys.public_of(card.signing_key)
    except (PackageRefused, ValueError) as error:
        raise CardRefused(cause="wrong_key") from error
    return card


_READ: Mapping[str, Callable[[Mapping[str, Any]], DeskCard | CityCard | WardKey]] = {
    _DESK: _desk,
    _CITY: _city,
    _WARD: _ward,
}


def _refuse_no_keys(signing: tuple[str, ...], age: tuple[str, ...]) -> None:
    try:
        for key in signing:
            keys.refuse_no_public_key(key)
        keys.encrypted(b"x", age)
    except (PackageRefused, ValueError, AttributeError) as error:
        raise CardRefused(cause="wrong_key") from error


def _spelled(kind: str, record: Mapping[str, Any]) -> str:
    return json.dumps({"card": kind, "version": _VERSION, **record}, ensure_ascii=False, indent=1)


def _record(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CardRefused(cause="not_a_card") from error
    if not isinstance(found, dict) or found.get("version") != _VERSION:
        raise CardRefused(cause="not_a_card")
    return found
