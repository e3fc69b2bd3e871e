"""A day package: what a desk sends of one day, as values. The file's form is told in docs/day-package.md."""

from __future__ import annotations

import dataclasses
import enum
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cchc_desktop.domain.entry import canonical

FORMAT = "cchc-day-package"
VERSION = 1
SEAL_SIGNS = 8
"""Signs of the chain's head that stand as the seal on the day's page."""
_WARD = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class PackageState(enum.StrEnum):
    """How far a package has come; values are stored and never renamed."""

    WANTED = "wanted"
    """The day is closed; the file is not made yet."""
    MADE = "made"
    SENT = "sent"
    """Handed over; the city has not answered."""
    KEPT_ASIDE = "kept_aside"
    """The city has it and waits for one before it."""
    ACCEPTED = "accepted"
    REFUSED = "refused"


class CheckKind(enum.StrEnum):
    """What is looked at before a day is closed, in the order of the page."""

    SAME_DAY_OPEN = "same_day_open"
    NOT_PRINTED = "not_printed"
    FEE_NOT_TAKEN = "fee_not_taken"
    NOT_COLLECTED = "not_collected"
    APPROVALS = "approvals"
    NO_ATTACHMENT = "no_attachment"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DayCheck:
    """One line of the list that is gone through before a day is closed."""

    kind: CheckKind
    codes: tuple[str, ...]
    """Dossiers it is about; none: it is in order."""

    @property
    def is_hard(self) -> bool:
        """Return whether the day cannot be closed with it."""
        return self.kind is CheckKind.SAME_DAY_OPEN and bool(self.codes)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PackageId:
    """Which package: the same id never bears two contents."""

    ward: str
    """The ward's agency code."""
    desk: int
    generation: int
    day: date
    part: int
    """1: the day as it was closed; 2 and more: what came after the close."""

    @property
    def file_name(self) -> str:
        """Return "H32.x_ban-1_lan-1_2023-10-24_goi-1.cchc": nothing personal, and sorted by day."""
        desk = f"ban-{self.desk}_lan-{self.generation}"
        return f"{self.ward}_{desk}_{self.day.isoformat()}_goi-{self.part}.cchc"

    @property
    def journal(self) -> str:
        """Return the journal whose entries it carries."""
        return f"{self.ward}/{self.desk}/{self.generation}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a package before it is encrypted."""

    name: str
    size: int
    sha256: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PersonalLine:
    """One personal text beside an entry, with the salt that proves it against the entry's hash."""

    number: int
    """Of the entry."""
    field: str
    salt: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a package says of itself; this text is what the desk signs."""

    id: PackageId
    first: int
    """Number of its first entry; one more than ``last`` where the day has none."""
    last: int
    head_before: str
    """Hash of the entry before the first one."""
    head: str
    """Hash of the last entry."""
    previous: str
    """SHA-256 of the manifest of the package before; zeros in the first one."""
    counts: Mapping[str, int]
    """Entries by kind."""
    totals: Mapping[str, int]
    """received, returned, fees_dong … of these entries."""
    program: str
    catalogue: str
    settings: int
    made_at: datetime
    parts: tuple[Part, ...]

    @property
    def seal(self) -> str:
        """Return the signs that stand on the page that is signed by hand."""
        return self.head[:SEAL_SIGNS].upper()

    def to_text(self) -> str:
        """Return the one text that is signed: JSON, keys sorted, no fractions."""
        return canonical(
            {
                "format": FORMAT,
                "version": VERSION,
                "ward": self.id.ward,
                "desk": self.id.desk,
                "generation": self.id.generation,
                "day": self.id.day.isoformat(),
                "part": self.id.part,
                "first": self.first,
                "last": self.last,
                "head_before": self.head_before,
                "head": self.head,
                "previous": self.previous,
                "counts": dict(self.counts),
                "totals": dict(self.totals),
                "program": self.program,
                "catalogue": self.catalogue,
                "settings": self.settings,
                "made_at": self.made_at.isoformat(),
                "parts": [dataclasses.asdict(part) for part in self.parts],
            }
        )

    @classmethod
    def from_text(cls, text: str) -> Manifest:
        """Return the manifest that a text spells.

        Raises:
            ValueError: It spells none, or one of another format.
        """
        try:
            record = json.loads(text)
            if (record["format"], record["version"]) != (FORMAT, VERSION):
                raise ValueError("another format")
            found = cls(
                id=id_of(record),
                first=_whole(record["first"]),
                last=_whole(record["last"]),
                head_before=_hash(record["head_before"]),
                head=_hash(record["head"]),
                previous=_hash(record["previous"]),
                counts={str(kind): _whole(count) for kind, count in record["counts"].items()},
                totals={str(name): _whole(value) for name, value in record["totals"].items()},
                program=str(record["program"]),
                catalogue=str(record["catalogue"]),
                settings=_whole(record["settings"]),
                made_at=_moment(record["made_at"]),
                parts=tuple(
                    Part(name=str(part["name"]), size=_whole(part["size"]), sha256=_hash(part["sha256"]))
                    for part in record["parts"]
                ),
            )
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("not a manifest") from error
        if found.to_text() != text:
            raise ValueError("not spelled as a manifest is")
        return found


def id_of(record: Mapping[str, Any]) -> PackageId:
    """Return the id that a record names; raise `ValueError` where it names none."""
    ward = record["ward"]
    if not isinstance(ward, str) or len(ward) > 40 or not _WARD.fullmatch(ward):
        raise ValueError("no agency code")
    desk, generation, part = (_whole(record[name]) for name in ("desk", "generation", "part"))
    if not (1 <= desk <= 9 and 1 <= generation <= 10**6 and 1 <= part <= 10**6):
        raise ValueError("no desk, generation or part")
    return PackageId(ward=ward, desk=desk, generation=generation, day=date.fromisoformat(record["day"]), part=part)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**15:
        raise ValueError("no count")
    return value


def _moment(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError("a moment of no place")
    return found


def _hash(value: object) -> str:
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise ValueError("no hash")
    return value
