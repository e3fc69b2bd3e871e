"""The day package: packed, signed and encrypted at the desk; opened and checked by whoever has a key.

    package.json        who, which day, size and hash of the other members; for a look without a key
    main.age            to city and ward: manifest.json, manifest.sig, entries.jsonl, summary.*, attachments/*
    personal-city.age   to city and ward: the personal texts that the city's setting names
    personal-ward.age   to the ward alone: all other personal texts

docs/day-package.md tells the form to whoever writes another reader.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from cchc_desktop.domain.day_package import FORMAT, VERSION, Manifest, PackageId, Part, PersonalLine, id_of
from cchc_desktop.domain.entry import Entry, Written, canonical, digest, personal_digest
from cchc_desktop.errors import PackageRefused
from cchc_desktop.sync import archive, keys

HEADER, MAIN, PERSONAL_CITY, PERSONAL_WARD = "package.json", "main.age", "personal-city.age", "personal-ward.age"
MANIFEST, SIGNATURE, ENTRIES = "manifest.json", "manifest.sig", "entries.jsonl"
CITY_PART, WARD_PART = "personal-city.jsonl", "personal-ward.jsonl"
_OUTER = (HEADER, MAIN, PERSONAL_CITY, PERSONAL_WARD)
_SUMMARIES = ("summary.pdf", "summary.xlsx")
_MOST_MANIFEST = 16 * 1024 * 1024
_ATTACHMENT = re.compile(r"attachments/[0-9a-f]{64}")
_SUSPECT = re.compile(r"\\u(0000|[dD][89a-fA-F])")
_NUL = re.compile(r"(?<!\\)(\\\\)*\\u0000")
_JSON_TEXT = json.JSONEncoder(ensure_ascii=False).encode


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a package carries besides its manifest."""

    entries: tuple[str, ...]
    """The entries' texts, exactly as they were hashed."""
    for_city: tuple[PersonalLine, ...] = ()
    for_ward: tuple[PersonalLine, ...] = ()
    summaries: Mapping[str, bytes] = dataclasses.field(default_factory=dict)
    attachments: Mapping[str, bytes] = dataclasses.field(default_factory=dict)
    """By SHA-256."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What can be seen of a package without a key."""

    id: PackageId
    sizes: Mapping[str, int]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A package whose signature, parts, chain and counts hold."""

    manifest: Manifest
    manifest_sha256: str
    """By this a package is recognised: the same id with another one is shouted about."""
    content: Content
    entries: tuple[Written, ...]
    """The same entries, read; the personal texts are not put beside them."""
    has_ward_part: bool
    """Whether the reader's key opened the ward's own texts."""


def parts_of(content: Content) -> tuple[Part, ...]:
    """Return the parts as the manifest names them; the same content gives the same parts."""
    return tuple(
        Part(name=name, size=len(part), sha256=hashlib.sha256(part).hexdigest())
        for name, part in {**_inner(content), **_personal(content)}.items()
    )


def pack(manifest: Manifest, content: Content, *, signing_key: str, city: str, ward: str) -> bytes:
    """Return the file of a package.

    Args:
        manifest: With the parts of `parts_of`.
        content: What it carries.
        signing_key: The desk's.
        city: The city's public age key.
        ward: The ward's.

    Raises:
        PackageRefused: A key is none.
    """
    text = manifest.to_text().encode()
    inner = {MANIFEST: text, SIGNATURE: keys.sign(signing_key, text), **_inner(content)}
    personal = _personal(content)
    members = {
        MAIN: keys.encrypted(archive.packed(inner, deflated=True), (city, ward)),
        PERSONAL_CITY: keys.encrypted(personal[CITY_PART], (city, ward)),
        PERSONAL_WARD: keys.encrypted(personal[WARD_PART], (ward,)),
    }
    return archive.packed({HEADER: _header(manifest.id, members), **members}, deflated=False)


def _header(package: PackageId, members: Mapping[str, bytes]) -> bytes:
    """Return the one text that can be read without a key: no signature covers it, so it is spelled in one way only."""
    told = {
        name: {"size": len(member), "sha256": hashlib.sha256(member).hexdigest()} for name, member in members.items()
    }
    place = {"ward": package.ward, "desk": package.desk, "generation": package.generation}
    one = {**place, "day": package.day.isoformat(), "part": package.part}
    return canonical({"format": FORMAT, "version": VERSION, **one, "members": told}).encode()


def look(file: bytes) -> Header:
    """Return what a package says of itself without a key: form and sizes hold, the content was not looked at.

    Raises:
        PackageRefused: It is no package, not whole, or of a newer format.
    """
    return _outer(file)[0]


def label(file: bytes) -> PackageId | None:
    """Return which package a damaged file says it is; nobody has checked it. ``None``: it says nothing."""
    try:
        return id_of(json.loads(archive.first_member(file, HEADER)))
    except (PackageRefused, ValueError, KeyError, TypeError, RecursionError):
        return None


def open_package(file: bytes, *, identity: str, desk_key: str) -> Opened:
    """Return a package after all of it was checked.

    Args:
        file: The package.
        identity: The reader's private age key: the city's or the ward's.
        desk_key: The public key of the desk that must have signed it.

    Raises:
        PackageRefused: Something does not hold; ``cause`` says what. Nothing of it may be used.
    """
    header, members = _outer(file)
    main = keys.decrypted(members[MAIN], identity)
    # Anybody can encrypt to the city: nothing else unpacks before the desk's signature stands for its size.
    signed = archive.unpacked(main, _is_inner, only=(MANIFEST, SIGNATURE), most=_MOST_MANIFEST)
    manifest, text = _manifest(signed, desk_key)
    if manifest.id != header.id:
        raise PackageRefused(cause="other_header")
    size = sum(len(part) for part in signed.values()) + sum(part.size for part in manifest.parts)
    inner = archive.unpacked(main, _is_inner, most=min(size, archive.MOST_UNPACKED))
    city = keys.decrypted(members[PERSONAL_CITY], identity)
    ward = _ward_part(members[PERSONAL_WARD], identity)
    _check_parts(manifest, inner, city, ward)
    content = _content(inner, city, ward)
    entries = _read_chain(manifest, content.entries)
    _check_personal(content, entries)
    return Opened(
        manifest=manifest,
        manifest_sha256=hashlib.sha256(text).hexdigest(),
        content=content,
        entries=entries,
        has_ward_part=ward is not None,
    )


def _read_chain(manifest: Manifest, entries: Iterable[str]) -> tuple[Written, ...]:
    """Return the entries read; raise `PackageRefused` where numbers, hashes or counts are not the manifest's."""
    number, before, counts = manifest.first - 1, manifest.head_before, dict.fromkeys(manifest.counts, 0)
    found = []
    for text in entries:
        entry = _entry(text)
        number += 1
        if (entry.journal, entry.number, entry.previous) != (manifest.id.journal, number, before):
            raise PackageRefused(cause="broken_chain", number=number)
        before = digest(text)
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
        found.append(Written(seq=0, entry=entry, hash=before, personal={}))
    if number != manifest.last or before != manifest.head:
        raise PackageRefused(cause="broken_chain", number=number)
    if counts != dict(manifest.counts):
        raise PackageRefused(cause="wrong_counts")
    return tuple(found)


def _outer(file: bytes) -> tuple[Header, dict[str, bytes]]:
    if len(file) > archive.MOST_PACKED:
        raise PackageRefused(cause="package_too_large")
    members = archive.unpacked(file, lambda name: name in _OUTER, deflated=False)
    if tuple(members) != _OUTER:
        raise PackageRefused(cause="missing_part")
    if archive.packed(members, deflated=False) != file:  # also what stands between the members is as it was written
        raise PackageRefused(cause="changed_part")
    text = members.pop(HEADER)
    try:
        record = json.loads(text)
        if record["format"] != FORMAT:
            raise PackageRefused(cause="not_a_package")
        if record["version"] != VERSION:
            raise PackageRefused(cause="unknown_format", version=str(record["version"])[:20])
        header = Header(id=id_of(record), sizes={name: len(member) for name, member in members.items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PackageRefused(cause="not_a_package") from error
    if text != _header(header.id, members):
        raise PackageRefused(cause="changed_part")
    return header, members


def _manifest(inner: Mapping[str, bytes], desk_key: str) -> tuple[Manifest, bytes]:
    text = inner.get(MANIFEST, b"")
    if not keys.is_signed(desk_key, text, inner.get(SIGNATURE, b"")):
        raise PackageRefused(cause="wrong_signature")
    try:
        return Manifest.from_text(text.decode()), text
    except ValueError as error:
        raise PackageRefused(cause="not_a_manifest") from error


def _ward_part(member: bytes, identity: str) -> bytes | None:
    """Return the ward's own texts; ``None`` for a reader who is not the ward."""
    try:
        return keys.decrypted(member, identity)
    except PackageRefused:
        return None


def _check_parts(manifest: Manifest, inner: Mapping[str, bytes], city: bytes, ward: bytes | None) -> None:
    told = {part.name: (part.size, part.sha256) for part in manifest.parts}
    found = {name: part for name, part in inner.items() if name not in (MANIFEST, SIGNATURE)} | {CITY_PART: city}
    if ward is not None:
        found[WARD_PART] = ward
    else:
        told.pop(WARD_PART, None)  # it stays verifiable text by text, by the salted hashes in the entries
    if told != {name: (len(part), hashlib.sha256(part).hexdigest()) for name, part in found.items()}:
        raise PackageRefused(cause="changed_part")


def _content(inner: Mapping[str, bytes], city: bytes, ward: bytes | None) -> Content:
    try:
        entries = tuple(inner[ENTRIES].decode().split("\n")[:-1])
    except (KeyError, UnicodeDecodeError) as error:
        raise PackageRefused(cause="not_entries") from error
    attachments = {
        name.removeprefix("attachments/"): part for name, part in inner.items() if _ATTACHMENT.fullmatch(name)
    }
    if any(hashlib.sha256(part).hexdigest() != name for name, part in attachments.items()):
        raise PackageRefused(cause="changed_part")
    return Content(
        entries=entries,
        for_city=_lines(city),
        for_ward=_lines(ward or b""),
        summaries={name: inner[name] for name in _SUMMARIES if name in inner},
        attachments=attachments,
    )


def _check_personal(content: Content, entries: Iterable[Written]) -> None:
    """Raise `PackageRefused` where a personal text is not the one whose salted hash its entry bears."""
    hashes = {written.entry.number: written.entry.personal for written in entries}
    for line in (*content.for_city, *content.for_ward):
        if hashes.get(line.number, {}).get(line.field) != personal_digest(line.salt, line.text):
            raise PackageRefused(cause="wrong_personal", number=line.number)


def _entry(text: str) -> Entry:
    try:
        entry = Entry.from_text(text)
        _refuse_wrong_types(entry)
        if _SUSPECT.search(text):
            _refuse_unstorable(entry.to_text())
        return entry
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PackageRefused(cause="not_entries") from error


def _refuse_wrong_types(entry: Entry) -> None:
    """Raise `ValueError` where an entry is spelled as none ever was."""
    words = (entry.journal, entry.kind, entry.dossier, entry.actor, entry.approver, entry.program, entry.catalogue)
    if not all(isinstance(one, str) for one in words) or not isinstance(entry.number, int):
        raise ValueError("no entry")
    if not isinstance(entry.body, dict) or not isinstance(entry.personal, dict):
        raise ValueError("no entry")
    if entry.recorded_at.tzinfo is None or entry.happened_at.tzinfo is None:
        raise ValueError("a moment of no place")


def _refuse_unstorable(text: str) -> None:
    """Raise `ValueError` where a text holds what no database keeps: a NUL, half a character."""
    text.encode()
    if _NUL.search(text):
        raise ValueError("not a text")


def _inner(content: Content) -> dict[str, bytes]:
    attachments = {f"attachments/{sha256}": part for sha256, part in sorted(content.attachments.items())}
    entries = "\n".join((*content.entries, "")).encode()
    summaries = {name: content.summaries[name] for name in _SUMMARIES if name in content.summaries}
    return {ENTRIES: entries, **summaries, **attachments}


def _personal(content: Content) -> dict[str, bytes]:
    return {CITY_PART: _jsonl(content.for_city), WARD_PART: _jsonl(content.for_ward)}


def _jsonl(lines: Iterable[PersonalLine]) -> bytes:
    ordered = sorted(lines, key=lambda line: (line.number, line.field))
    return "".join(map(_spelled, ordered)).encode()


def _spelled(line: PersonalLine) -> str:
    """Return a personal text as its line, keys sorted: written out, as there are thousands a day and twice over."""
    field, salt, text = _JSON_TEXT(line.field), _JSON_TEXT(line.salt), _JSON_TEXT(line.text)
    return f'{{"field":{field},"number":{line.number},"salt":{salt},"text":{text}}}\n'


def _lines(part: bytes) -> tuple[PersonalLine, ...]:
    try:
        return tuple(_line(json.loads(text)) for text in part.decode().split("\n")[:-1])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PackageRefused(cause="not_personal") from error


def _line(record: Mapping[str, Any]) -> PersonalLine:
    number, field, salt, text = (record[name] for name in ("number", "field", "salt", "text"))
    if not isinstance(number, int) or not all(isinstance(one, str) for one in (field, salt, text)):
        raise ValueError("not a personal text")
    for one in (field, salt, text):
        one.encode()  # half a character is none
        if "\0" in one:
            raise ValueError("not a text")
    return PersonalLine(number=number, field=field, salt=salt, text=text)


def _is_inner(name: str) -> bool:
    return name in (MANIFEST, SIGNATURE, ENTRIES, *_SUMMARIES) or _ATTACHMENT.fullmatch(name) is not None
