"""What the city answers to a package, as values. The file's form is told in docs/day-package.md."""

from __future__ import annotations

import dataclasses
import enum
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cchc_desktop.domain.day_package import PackageId, id_of
from cchc_desktop.domain.entry import canonical

FORMAT = "cchc-acknowledgement"
VERSION = 1
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Verdict(enum.StrEnum):
    """What became of a package at the city; values are stored and sent, and never renamed."""

    ACCEPTED = "accepted"
    KEPT_ASIDE = "kept_aside"
    """Whole and true, but what comes before it has not arrived: `Acknowledgement.missing` names it."""
    REFUSED = "refused"


class HeldReason(enum.StrEnum):
    """Why an entry of an accepted package is not folded yet."""

    UNKNOWN_KIND = "unknown_kind"
    """The city's program is older than the desk's; it is folded after the update."""
    WAITS_FOR_BEGINNING = "waits_for_beginning"
    """The dossier was received at another desk, whose package has not come."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HeldEntry:
    """One entry that is kept and not folded yet."""

    number: int
    reason: HeldReason
    journal: str = ""
    """Whose package is waited for."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MissingNumbers:
    """Entries that the city asks for, both ends included."""

    first: int
    last: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CityQuestion:
    """What the city asks about one dossier; the text may name a person and is treated as personal."""

    id: str
    """Of the question: asked again in every answer until it is answered, it is taken once."""
    code: str
    """The dossier's."""
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """The city's answer to one package: this text is what the city signs."""

    package: PackageId
    manifest_sha256: str
    """Of the content that is answered; empty where the package could not be opened."""
    file_sha256: str
    """Of the file that came."""
    verdict: Verdict
    cause: str = ""
    """Why it was refused: a cause of `errors.PackageRefused`."""
    number: int = 0
    """The entry that a refusal is about; 0: none."""
    missing: tuple[MissingNumbers, ...] = ()
    held: tuple[HeldEntry, ...] = ()
    questions: tuple[CityQuestion, ...] = ()
    counts: Mapping[str, int] = dataclasses.field(default_factory=dict)
    """The city's own count of this package's entries by kind."""
    totals: Mapping[str, int] = dataclasses.field(default_factory=dict)
    """The city's own sums of this package's entries: received, returned, cash_dong."""
    last: int = 0
    """Number of the last entry of this journal that the city has without a gap."""
    head: str = ""
    """Its hash."""
    answered_at: datetime

    def to_text(self) -> str:
        """Return the one text that is signed: JSON, keys sorted, no fractions."""
        return canonical(
            {
                "format": FORMAT,
                "version": VERSION,
                "ward": self.package.ward,
                "desk": self.package.desk,
                "generation": self.package.generation,
                "day": self.package.day.isoformat(),
                "part": self.package.part,
                "manifest_sha256": self.manifest_sha256,
                "file_sha256": self.file_sha256,
                "verdict": str(self.verdict),
                "cause": self.cause,
                "number": self.number,
                "missing": [dataclasses.asdict(one) for one in self.missing],
                "held": [{**dataclasses.asdict(one), "reason": str(one.reason)} for one in self.held],
                "questions": [dataclasses.asdict(one) for one in self.questions],
                "counts": dict(self.counts),
                "totals": dict(self.totals),
                "last": self.last,
                "head": self.head,
                "answered_at": self.answered_at.isoformat(),
            }
        )

    @classmethod
    def from_text(cls, text: str) -> Acknowledgement:
        """Return the answer that a text spells.

        Raises:
            ValueError: It spells none, or one of another format.
        """
        try:
            record = json.loads(text)
            if (record["format"], record["version"]) != (FORMAT, VERSION):
                raise ValueError("another format")
            found = _of(record)
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("not an acknowledgement") from error
        if found.to_text() != text:
            raise ValueError("not spelled as an acknowledgement is")
        return found


def _of(record: Mapping[str, Any]) -> Acknowledgement:
    return Acknowledgement(
        package=id_of(record),
        manifest_sha256=_hash(record["manifest_sha256"]),
        file_sha256=_hash(record["file_sha256"]),
        verdict=Verdict(record["verdict"]),
        cause=str(record["cause"]),
        number=int(record["number"]),
        missing=tuple(MissingNumbers(first=int(one["first"]), last=int(one["last"])) for one in record["missing"]),
        held=tuple(
            HeldEntry(number=int(one["number"]), reason=HeldReason(one["reason"]), journal=str(one["journal"]))
            for one in record["held"]
        ),
        questions=tuple(
            CityQuestion(id=str(one["id"]), code=str(one["code"]), text=str(one["text"])) for one in record["questions"]
        ),
        counts={str(kind): int(count) for kind, count in record["counts"].items()},
        totals={str(name): int(value) for name, value in record["totals"].items()},
        last=int(record["last"]),
        head=_hash(record["head"]),
        answered_at=datetime.fromisoformat(record["answered_at"]),
    )


def _hash(value: object) -> str:
    if value != "" and not (isinstance(value, str) and _SHA256.fullmatch(value)):
        raise ValueError("no hash")
    return str(value)
