"""Taking a package: checked whole, written once, folded, answered. One transaction; what is refused changes nothing.

The same id with the same content is answered again; with another content it is refused and shouted about. What comes
too early is kept aside and taken when what is missing before it has come.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from cchc_desktop.city import desks, folding
from cchc_desktop.city.desks import DeskHead
from cchc_desktop.city.engine import CityDatabase, put
from cchc_desktop.domain.acknowledgement import (
    Acknowledgement,
    CityQuestion,
    HeldEntry,
    HeldReason,
    MissingNumbers,
    Verdict,
)
from cchc_desktop.domain.day_package import Manifest, PackageId
from cchc_desktop.domain.day_totals import totals_of
from cchc_desktop.domain.entry import Entry, EntryKind, Written
from cchc_desktop.errors import PackageRefused
from cchc_desktop.store.attachments import write_whole
from cchc_desktop.sync import package
from cchc_desktop.sync.package import Opened

_FUTURE = timedelta(days=1)
"""A desk's clock may be that far ahead of the city's."""
_MOST_REFUSED = 1024 * 1024 * 1024
"""Bytes of refused files that are kept."""
_REASONS = {folding.WAITS: HeldReason.WAITS_FOR_BEGINNING, folding.UNKNOWN: HeldReason.UNKNOWN_KIND}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A package that was opened and holds, with its entries read."""

    file_sha256: str
    manifest: Manifest
    manifest_sha256: str
    opened: Opened
    entries: tuple[Written, ...]


def opened(file: bytes, *, identity: str, desk_keys: list[str], now: datetime) -> Whole:
    """Return a package after all of it was checked that can be checked without the database.

    Raises:
        PackageRefused: Something does not hold; ``cause`` says what.
    """
    refusal = PackageRefused(cause="unknown_desk")
    for desk_key in desk_keys:
        try:
            found = package.open_package(file, identity=identity, desk_key=desk_key)
        except PackageRefused as error:
            if error.facts.get("cause") != "wrong_signature":
                raise
            refusal = error
            continue
        if max(found.manifest.made_at, now) - now > _FUTURE or found.manifest.id.day > (now + _FUTURE).date():
            raise PackageRefused(cause="future_day")
        return Whole(
            file_sha256=hashlib.sha256(file).hexdigest(),
            manifest=found.manifest,
            manifest_sha256=found.manifest_sha256,
            opened=found,
            entries=found.entries,
        )
    raise refusal


def take(db: CityDatabase, whole: Whole, now: datetime) -> Acknowledgement:
    """Take a package that holds; the caller owns the transaction.

    Raises:
        PackageRefused: Its id is known with another content, or it does not follow what the city has. Nothing was
            written.
    """
    manifest = whole.manifest
    desk = desks.head(db, manifest.id, lock=True)
    if desk is None:
        raise PackageRefused(cause="unknown_desk")
    known = _known(db, manifest.id)
    if known is not None and known != whole.manifest_sha256:
        raise PackageRefused(cause="other_content")
    if known is not None and _state(db, manifest.id) == Verdict.ACCEPTED:
        return _answer(db, whole, desk, Verdict.ACCEPTED, now, held=_held(db, manifest))
    if manifest.first > desk.last_number + 1:
        _note(db, whole, Verdict.KEPT_ASIDE, now)
        return _answer(db, whole, desk, Verdict.KEPT_ASIDE, now)
    _refuse_not_following(db, desk, manifest)
    held = _write(db, whole)
    desks.move_head(db, desk, last_number=manifest.last, head_hash=manifest.head, manifest_sha256=whole.manifest_sha256)
    _note(db, whole, Verdict.ACCEPTED, now)
    after = dataclasses.replace(desk, last_number=manifest.last, head=manifest.head)
    return _answer(db, whole, after, Verdict.ACCEPTED, now, held=held)


def next_kept_aside(db: CityDatabase, package_id: PackageId) -> str:
    """Return the file of a package that was kept aside and follows now; empty: none."""
    sql = """select p.file_sha256 from package p join desk d
             on d.ward = p.ward and d.desk = p.desk and d.generation = p.generation
             where p.ward = ? and p.desk = ? and p.generation = ? and p.state = 'kept_aside'
             and p.first <= d.last_number + 1 order by p.first limit 1"""
    return str(db.value(sql, (package_id.ward, package_id.desk, package_id.generation)) or "")


def drop_kept_aside(db: CityDatabase, file_sha256: str) -> None:
    """Forget a package that was kept aside and turned out not to follow: it is refused then."""
    db.execute("delete from package where file_sha256 = ? and state = 'kept_aside'", (file_sha256,))


def _refuse_not_following(db: CityDatabase, desk: DeskHead, manifest: Manifest) -> None:
    """Raise `PackageRefused` where a package begins where the city's journal ends, and is no continuation of it."""
    if manifest.first != desk.last_number + 1:
        raise PackageRefused(cause="overlaps", number=manifest.first)
    if desk.last_number and manifest.head_before != desk.head:
        raise PackageRefused(cause="broken_chain", number=manifest.first)
    if desk.last_number and manifest.previous != desk.manifest_sha256:
        raise PackageRefused(cause="other_previous")


def _write(db: CityDatabase, whole: Whole) -> tuple[HeldEntry, ...]:
    """Write entries and personal texts, and fold the dossiers they are about; return what is held of them."""
    ward, journal = whole.manifest.id.ward, whole.manifest.id.journal
    homes = {written.entry.number: folding.home_of(written.entry.dossier)[0] or ward for written in whole.entries}
    fresh: dict[str, list[Written]] = {}
    for written in whole.entries:
        if written.entry.dossier:
            fresh.setdefault(written.entry.dossier, []).append(written)
    begun = {w.entry.dossier for w in whole.entries if w.entry.kind == EntryKind.DOSSIER_RECEIVED}
    desks.lock_wards(db, {folding.home_of(dossier)[0] for dossier in fresh})
    # A receipt may come after what another desk did to it: only what is nowhere yet needs no look.
    before = folding.entries_of(db, fresh)
    new = frozenset(begun - before.keys())
    with _refusing_what_no_desk_writes():
        waiting = folding.refold(db, {one: [*before.get(one, ()), *fresh[one]] for one in fresh}, new)
    states = {written.entry.number: _entry_state(written.entry, waiting) for written in whole.entries}
    db.insert(
        "entry",
        ("ward", "journal", "number", "dossier", "kind", "state", "hash", "text"),
        [
            (
                homes[written.entry.number], journal, written.entry.number, written.entry.dossier,
                str(written.entry.kind), states[written.entry.number], written.hash, text,
            )
            for written, text in zip(whole.entries, whole.opened.content.entries, strict=True)
        ],
    )  # fmt: skip
    db.insert(
        "personal",
        ("ward", "journal", "number", "field", "salt", "text"),
        [
            (homes[line.number], journal, line.number, line.field, line.salt, line.text)
            for line in whole.opened.content.for_city
        ],
    )
    _release(db, begun & before.keys())
    _answer_questions(db, whole)
    return tuple(
        _held_entry(one.entry.number, states[one.entry.number], one.entry.dossier)
        for one in whole.entries
        if states[one.entry.number]
    )


@contextlib.contextmanager
def _refusing_what_no_desk_writes() -> Iterator[None]:
    """Refuse a package whose entries are signed and chained, and whose bodies are none of their kinds."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise PackageRefused(cause="not_entries") from error


def _entry_state(entry: Entry, waiting: set[str]) -> str:
    if entry.kind not in folding.KNOWN_KINDS:
        return folding.UNKNOWN
    return folding.WAITS if entry.dossier in waiting else folding.FOLDED


def _release(db: CityDatabase, dossiers: set[str]) -> None:
    """Entries that waited for the receipt of these dossiers wait no longer."""
    for dossier in sorted(dossiers):
        db.execute(
            "update entry set state = '' where ward = ? and dossier = ? and state = 'waits'",
            (folding.home_of(dossier)[0], dossier),
        )


def _answer_questions(db: CityDatabase, whole: Whole) -> None:
    """Note the ward's answers to what the city asked; their text is among what the city may read, or stays empty."""
    texts = {(line.number, line.field): line.text for line in whole.opened.content.for_city}
    for written in whole.entries:
        if written.entry.kind == EntryKind.CITY_ANSWERED:
            db.execute(
                "update question set answered_at = ?, answer = ? where ward = ? and id = ?",
                (
                    written.entry.recorded_at.isoformat(),
                    texts.get((written.entry.number, "answer"), ""),
                    whole.manifest.id.ward,
                    str(written.entry.body.get("question", "")),
                ),
            )


def _known(db: CityDatabase, package_id: PackageId) -> str | None:
    found = db.value(f"select manifest_sha256 from package {_OF_ID}", _values(package_id))
    return str(found) if found is not None else None


def _state(db: CityDatabase, package_id: PackageId) -> str:
    return str(db.value(f"select state from package {_OF_ID}", _values(package_id)))


_OF_ID = "where ward = ? and desk = ? and generation = ? and day = ? and part = ?"


def _values(package_id: PackageId) -> tuple[str, int, int, str, int]:
    return (package_id.ward, package_id.desk, package_id.generation, package_id.day.isoformat(), package_id.part)


def _note(db: CityDatabase, whole: Whole, verdict: Verdict, now: datetime) -> None:
    manifest = whole.manifest
    columns = (
        "ward", "desk", "generation", "day", "part", "manifest_sha256", "file_sha256", "state", "first", "last",
        "counts", "totals", "taken_at",
    )  # fmt: skip
    row = (
        *_values(manifest.id), whole.manifest_sha256, whole.file_sha256, str(verdict), manifest.first, manifest.last,
        json.dumps(dict(manifest.counts)), json.dumps(dict(manifest.totals)), now.isoformat(),
    )  # fmt: skip
    put(db, "package", columns[:5], columns, row)


def _answer(
    db: CityDatabase,
    whole: Whole,
    desk: DeskHead,
    verdict: Verdict,
    now: datetime,
    *,
    held: tuple[HeldEntry, ...] = (),
) -> Acknowledgement:
    """Return the answer: what the city itself counted of this package, what it holds, asks for, and asks back."""
    manifest = whole.manifest
    missing = MissingNumbers(first=desk.last_number + 1, last=manifest.first - 1)
    counts: dict[str, int] = {}
    for written in whole.entries:
        counts[written.entry.kind] = counts.get(written.entry.kind, 0) + 1
    with _refusing_what_no_desk_writes():
        totals = totals_of(written.entry for written in whole.entries)
    return Acknowledgement(
        package=manifest.id,
        manifest_sha256=whole.manifest_sha256,
        file_sha256=whole.file_sha256,
        verdict=verdict,
        missing=(missing,) if verdict is Verdict.KEPT_ASIDE else (),
        held=held,
        questions=questions(db, manifest.id),
        counts=counts,
        totals=totals,
        last=desk.last_number,
        head=desk.head,
        answered_at=now,
    )


def _held(db: CityDatabase, manifest: Manifest) -> tuple[HeldEntry, ...]:
    sql = """select number, state, dossier from entry where journal = ? and number between ? and ? and state <> ''
             order by number"""
    rows = db.rows(sql, (manifest.id.journal, manifest.first, manifest.last))
    return tuple(_held_entry(*row) for row in rows)


def _held_entry(number: int, state: str, dossier: str) -> HeldEntry:
    return HeldEntry(number=number, reason=_REASONS[state], journal=folding.home_of(dossier)[1])


def questions(db: CityDatabase, package_id: PackageId) -> tuple[CityQuestion, ...]:
    """Return what the city asks a desk back and was not answered yet."""
    sql = """select id, code, text from question where ward = ? and desk = ? and generation = ? and answered_at = ''
             order by asked_at, id"""
    rows = db.rows(sql, (package_id.ward, package_id.desk, package_id.generation))
    return tuple(CityQuestion(id=row[0], code=row[1], text=row[2]) for row in rows)


def kept_file(folder: Path, file_sha256: str) -> Path:
    """Return where the file of a package that was kept aside lies."""
    return folder / "kept" / f"{file_sha256}.cchc"


def keep_refused(folder: Path, file: bytes, file_sha256: str) -> None:
    """Keep a refused file to be looked into; the oldest make room, as anybody may send what is refused."""
    place = folder / "refused"
    write_whole(file, place / f"{file_sha256}.cchc")
    room = _MOST_REFUSED
    for path in sorted(place.glob("*.cchc"), key=lambda path: path.stat().st_mtime_ns, reverse=True):
        room -= path.stat().st_size
        if room < 0:
            path.unlink(missing_ok=True)


def refusal(package_id: PackageId, file_sha256: str, error: PackageRefused, now: datetime) -> Acknowledgement:
    """Return the answer to a package that was refused."""
    facts: Mapping[str, object] = error.facts
    number = facts.get("number", 0)
    return Acknowledgement(
        package=package_id,
        manifest_sha256="",
        file_sha256=file_sha256,
        verdict=Verdict.REFUSED,
        cause=str(facts.get("cause", "")),
        number=number if isinstance(number, int) else 0,
        answered_at=now,
    )
