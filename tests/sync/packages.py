"""Packages for tests: keys of a made-up city, ward and desk, and the entries of a real one."""

from __future__ import annotations

import dataclasses
from datetime import date

from cchc_desktop.clock import moment
from cchc_desktop.domain.day_package import Manifest, PackageId, PersonalLine
from cchc_desktop.domain.entry import NO_ENTRY, digest
from cchc_desktop.store.engine import Database
from cchc_desktop.sync import keys, package
from cchc_desktop.sync.package import Content


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Everybody's keys: (private, public)."""

    city: tuple[str, str]
    ward: tuple[str, str]
    signing: str

    @property
    def desk(self) -> str:
        return keys.public_of(self.signing)


def new_keys() -> Keys:
    return Keys(city=keys.new_identity(), ward=keys.new_identity(), signing=keys.new_signing_key())


def content_of(db: Database, for_city: tuple[str, ...] = ("applicant.name",)) -> Content:
    """Return all entries of a desk with the personal texts beside them."""
    texts = tuple(row[0] for row in db.rows("select text from entry order by seq"))
    rows = db.rows("select e.number, p.field, p.salt, p.text from personal p join entry e on e.seq = p.seq")
    lines = [PersonalLine(number=number, field=field, salt=salt, text=text) for number, field, salt, text in rows]
    return Content(
        entries=texts,
        for_city=tuple(line for line in lines if line.field in for_city),
        for_ward=tuple(line for line in lines if line.field not in for_city),
        summaries={"summary.pdf": b"%PDF-1.4 made up"},
        attachments={},
    )


def manifest_of(content: Content, journal: str) -> Manifest:
    ward, desk, generation = journal.split("/")
    return Manifest(
        id=PackageId(ward=ward, desk=int(desk), generation=int(generation), day=date(2023, 10, 24), part=1),
        first=1,
        last=len(content.entries),
        head_before=NO_ENTRY,
        head=digest(content.entries[-1]) if content.entries else NO_ENTRY,
        previous=NO_ENTRY,
        counts=_counts(content.entries),
        totals={},
        program="0.1.0",
        catalogue="",
        settings=1,
        made_at=moment("2023-10-24T17:05"),
        parts=package.parts_of(content),
    )


def file_of(manifest: Manifest, content: Content, found: Keys) -> bytes:
    return package.pack(manifest, content, signing_key=found.signing, city=found.city[1], ward=found.ward[1])


def _counts(entries: tuple[str, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for text in entries:
        kind = text.split('"kind":"', 1)[1].split('"', 1)[0]
        counts[kind] = counts.get(kind, 0) + 1
    return counts
