"""The people of a dossier. Everything in here is personal data: it lies beside the entry, never in it."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from datetime import date


class ApplicantKind(enum.StrEnum):
    """Whose dossier it is; values are stored and never renamed."""

    PERSON = "person"
    ORGANISATION = "organisation"
    FOREIGNER = "foreigner"
    CHILD = "child"
    """A child without a card of its own."""


class Sex(enum.StrEnum):
    """Values are stored and never renamed."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class IdentityCard:
    """What the code on a card said."""

    personal_id: str
    old_id: str
    """The former number of nine digits; empty where the card has none."""
    name: str
    birth_on: date
    sex: Sex
    address: str
    issued_on: date | None
    extra: tuple[str, ...] = ()
    """Fields after the seventh, kept raw."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The applicant (chủ hồ sơ) or the submitter (người nộp); empty texts are not known."""

    name: str = ""
    personal_id: str = ""
    """12 digits; a passport or other number for a foreigner; the tax code of an organisation."""
    old_id: str = ""
    birth_on: date | None = None
    sex: Sex = Sex.UNKNOWN
    address: str = ""
    phone: str = ""
    email: str = ""
    representative: str = ""
    """Who stands for an organisation, or the parent of a child."""
    nationality: str = ""

    def to_fields(self, prefix: str) -> dict[str, str]:
        """Return the filled-in fields as texts, named ``prefix.field``."""
        values: dict[str, str] = {}
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            text = value.isoformat() if isinstance(value, date) else str(value or "")
            if text:
                values[f"{prefix}.{field.name}"] = text
        return values

    @classmethod
    def from_fields(cls, fields: Mapping[str, str], prefix: str) -> Person:
        """Return the person kept under ``prefix`` (the inverse of `to_fields`)."""
        head = f"{prefix}."
        found = {name.removeprefix(head): text for name, text in fields.items() if name.startswith(head)}
        birth = found.get("birth_on", "")
        return cls(
            name=found.get("name", ""),
            personal_id=found.get("personal_id", ""),
            old_id=found.get("old_id", ""),
            birth_on=date.fromisoformat(birth) if birth else None,
            sex=Sex(found.get("sex", "")),
            address=found.get("address", ""),
            phone=found.get("phone", ""),
            email=found.get("email", ""),
            representative=found.get("representative", ""),
            nationality=found.get("nationality", ""),
        )
