"""Packages that something happened to: on their way, by a stranger's hand, or at a desk that signs what is not so.

A kind of mutation is a function of dice and of what it starts from; it returns bytes that no city may take.
"""

from __future__ import annotations

import dataclasses
import io
import json
import random
import warnings
import zipfile
from collections.abc import Callable
from datetime import timedelta

from cchc_desktop.domain.day_package import Manifest
from cchc_desktop.domain.entry import Entry, canonical, digest
from cchc_desktop.sync import archive, keys, package
from cchc_desktop.sync.package import Content, Opened

NAMES = (
    "../../etc/passwd",
    "/etc/cron.d/x",
    "..\\..\\x.bat",
    "C:\\x.bat",
    "main.age/../../x",
    "x\0.age",
    "MAIN.AGE",
    "",
)
_BOMB = 60_000_000
"""Bytes to which a bomb of some ten thousand unpacks."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A true package, another true one of the same desk, and the keys of the desk that would sign a false one."""

    file: bytes
    other: bytes
    opened: Opened
    signing_key: str
    city: str
    ward: str

    def signed(self, content: Content, manifest: Manifest, *, signing_key: str = "") -> bytes:
        """Return a package with these, as the desk itself would sign it."""
        return package.pack(
            dataclasses.replace(manifest, parts=package.parts_of(content)),
            content,
            signing_key=signing_key or self.signing_key,
            city=self.city,
            ward=self.ward,
        )

    @property
    def content(self) -> Content:
        return Content(entries=self.opened.content.entries, for_city=self.opened.content.for_city)


Mutation = Callable[[random.Random, Origin], bytes]


def members_of(file: bytes) -> dict[str, bytes]:
    """Return the four members of a package."""
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def repacked(members: dict[str, bytes]) -> bytes:
    """Return an archive of members, as a package's is written."""
    return archive.packed(members, deflated=False)


def with_header(members: dict[str, bytes]) -> dict[str, bytes]:
    """Return members whose header names their sizes and hashes, as a careful forger would leave them."""
    record = json.loads(members[package.HEADER])
    for name in record["members"]:
        record["members"][name] = {"size": len(members[name]), "sha256": digest_of(members[name])}
    return {**members, package.HEADER: canonical(record).encode()}


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of bytes."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


def _zipped(members: list[tuple[str, bytes]], method: int, *, comment: bytes = b"") -> bytes:
    written = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(written, "w", method) as made:
        warnings.simplefilter("ignore")  # a name that comes twice is what is wanted
        for name, content in members:
            made.writestr(zipfile.ZipInfo(name), content, compress_type=method)
        made.comment = comment
    return written.getvalue()


def flipped(dice: random.Random, origin: Origin) -> bytes:
    """A bit, somewhere."""
    place = dice.randrange(len(origin.file))
    return origin.file[:place] + bytes([origin.file[place] ^ (1 << dice.randrange(8))]) + origin.file[place + 1 :]


def truncated(dice: random.Random, origin: Origin) -> bytes:
    return origin.file[: dice.randrange(len(origin.file))]


def cut_out(dice: random.Random, origin: Origin) -> bytes:
    place = dice.randrange(len(origin.file))
    return origin.file[:place] + origin.file[place + dice.randrange(1, 4000) :]


def put_in(dice: random.Random, origin: Origin) -> bytes:
    place = dice.randrange(len(origin.file) + 1)
    return origin.file[:place] + dice.randbytes(dice.randrange(1, 400)) + origin.file[place:]


def glued(dice: random.Random, origin: Origin) -> bytes:
    """The head of one true package, the tail of another."""
    place = dice.randrange(1, min(len(origin.file), len(origin.other)) - 1)
    return origin.file[:place] + origin.other[place:]


def exchanged(dice: random.Random, origin: Origin) -> bytes:
    """Two members have changed places, the header says so or not."""
    members = members_of(origin.file)
    one, other = dice.sample([name for name in members if name != package.HEADER], 2)
    changed = {**members, one: members[other], other: members[one]}
    return repacked(with_header(changed) if dice.random() < 0.5 else changed)


def from_another(dice: random.Random, origin: Origin) -> bytes:
    """A member of another true package of the same desk, the header says so or not."""
    members, others = members_of(origin.file), members_of(origin.other)
    name = dice.choice([package.MAIN, package.PERSONAL_CITY, package.HEADER])
    changed = {**members, name: others[name]}
    return repacked(with_header(changed) if dice.random() < 0.5 and name != package.HEADER else changed)


def reordered(dice: random.Random, origin: Origin) -> bytes:
    members = list(members_of(origin.file).items())
    mixed = members[:]
    while mixed == members:
        dice.shuffle(mixed)
    return repacked(dict(mixed))


def doubled(dice: random.Random, origin: Origin) -> bytes:
    members = list(members_of(origin.file).items())
    return _zipped([*members, dice.choice(members)], zipfile.ZIP_STORED)


def renamed(dice: random.Random, origin: Origin) -> bytes:
    """A member bears a path out of the archive, or another name."""
    members = members_of(origin.file)
    at = dice.choice(list(members))
    name = dice.choice(NAMES)
    if dice.random() < 0.5:
        return _zipped([(name if one == at else one, part) for one, part in members.items()], zipfile.ZIP_STORED)
    return _zipped([*members.items(), (name, b"x")], zipfile.ZIP_STORED)


def left_out(dice: random.Random, origin: Origin) -> bytes:
    members = members_of(origin.file)
    members.pop(dice.choice(list(members)))
    return repacked(members)


def zipped_again(dice: random.Random, origin: Origin) -> bytes:
    """By another program: compressed, with a comment, with other dates."""
    method = dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
    comment = dice.choice((b"", b"by hand"))
    return _zipped([(name, part + b"") for name, part in members_of(origin.file).items()], method, comment=comment)


def other_header(dice: random.Random, origin: Origin) -> bytes:
    """The readable header says something else: ward, desk, day, format, or nonsense."""
    members = members_of(origin.file)
    record = json.loads(members[package.HEADER])
    name, value = dice.choice(
        (
            ("note", "x"),
            ("format", "x"), ("version", 2), ("version", None), ("ward", "H32.90.02"), ("ward", "../x"), ("ward", 5),
            ("ward", "A\0"), ("ward", "\ud800"), ("desk", 2), ("desk", 10**30), ("desk", -1), ("desk", "1"),
            ("desk", True), ("generation", 2), ("generation", 10**30), ("day", "2023-02-29"), ("day", "2031-01-01"),
            ("day", 5), ("part", 2), ("part", 0), ("part", [[]]), ("members", []), ("members", {}), ("members", None),
        )
    )  # fmt: skip
    deep = ("[" * 100_000).encode() if dice.random() < 0.1 else b""
    return repacked({**members, package.HEADER: deep or json.dumps({**record, name: value}).encode()})


def bomb_outside(dice: random.Random, origin: Origin) -> bytes:
    """A member of the archive unpacks to a thousand times its size."""
    members, at = members_of(origin.file), dice.randrange(4)
    named = [(name, b"0" * _BOMB if place == at else part) for place, (name, part) in enumerate(members.items())]
    return _zipped(named, zipfile.ZIP_DEFLATED)


def bomb_of_a_stranger(dice: random.Random, origin: Origin) -> bytes:
    """Encrypted to the city by anybody, for its key is no secret: a part unpacks to a thousand times its size."""
    name = dice.choice((package.ENTRIES, package.MANIFEST, package.SIGNATURE, "summary.pdf"))
    inner = {package.MANIFEST: b"{}", package.SIGNATURE: b"0" * 64, package.ENTRIES: b"", name: b"0" * _BOMB}
    main = keys.encrypted(archive.packed(inner, deflated=True), (origin.city,))
    return repacked(with_header({**members_of(origin.file), package.MAIN: main}))


def of_a_stranger(dice: random.Random, origin: Origin) -> bytes:
    """Whole, and signed by a key that is not enrolled, or encrypted to somebody else."""
    if dice.random() < 0.5:
        return origin.signed(origin.content, origin.opened.manifest, signing_key=keys.new_signing_key())
    _private, public = keys.new_identity()
    manifest = dataclasses.replace(origin.opened.manifest, parts=package.parts_of(origin.content))
    return package.pack(manifest, origin.content, signing_key=origin.signing_key, city=public, ward=origin.ward)


def of_another_manifest(dice: random.Random, origin: Origin) -> bytes:
    """Signed by the desk itself: another day or ward, a future, other numbers, counts or heads."""
    manifest = origin.opened.manifest
    one = manifest.id
    later = timedelta(days=dice.randrange(2, 4000))
    changes: tuple[dict[str, object], ...] = (
        {"id": dataclasses.replace(one, day=one.day + later)},
        {"id": dataclasses.replace(one, ward="H32.90.02")},
        {"id": dataclasses.replace(one, desk=one.desk + 1)},
        {"id": dataclasses.replace(one, generation=one.generation + 1)},
        {"made_at": manifest.made_at + later},
        {"made_at": manifest.made_at.replace(tzinfo=None)},
        {"first": manifest.first + dice.choice((-1, 1))},
        {"last": manifest.last + dice.choice((-1, 1, 10**9))},
        {"head": digest("x")},
        {"head_before": digest("x")},
        {"previous": digest("x")},
        {"counts": {**manifest.counts, "Refused": 1}},
        {"counts": dict(list(manifest.counts.items())[1:])},
    )
    return origin.signed(origin.content, dataclasses.replace(manifest, **dice.choice(changes)))  # type: ignore[arg-type]


def of_other_entries(dice: random.Random, origin: Origin) -> bytes:
    """Signed by the desk itself: entries exchanged, left out, doubled, changed, or texts that prove nothing."""
    texts = list(origin.opened.content.entries)
    place = dice.randrange(len(texts))
    for_city = origin.opened.content.for_city
    match dice.randrange(6):
        case 0:
            other = dice.choice([number for number in range(len(texts)) if number != place])
            texts[place], texts[other] = texts[other], texts[place]
        case 1:
            texts.pop(place)
        case 2:
            texts.insert(place, texts[place])
        case 3:
            texts[place] = texts[place].replace('"actor":"', '"actor":"x', 1)
        case 4:
            texts[place] = dice.choice(("", "{}", "[]", "null", "x", "[" * 50_000, texts[place][:-1]))
        case _:
            odd = dice.choice(("\ud800", "x", "a\0b")).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
            for_city = tuple(dataclasses.replace(line, text=odd) for line in for_city) or for_city
            texts = texts[:-1] if not for_city else texts
    content = Content(entries=tuple(texts), for_city=for_city)
    return origin.signed(content, origin.opened.manifest)


_NONSENSE: tuple[object, ...] = (None, -1, "x", [], {}, "2023-13-01", 10**40, "\ud800", "a\0b", True)


def of_broken_bodies(dice: random.Random, origin: Origin) -> bytes:
    """Signed and chained anew by the desk itself: an entry that no desk of ours writes."""
    manifest, texts, before = origin.opened.manifest, [], origin.opened.manifest.head_before
    entries = [Entry.from_text(text) for text in origin.opened.content.entries]
    bodies = [number for number, entry in enumerate(entries) if entry.kind == "DossierReceived"]
    chosen = dice.choice(bodies)
    needed = ("code", "procedure_code", "channel", "received_at", "due_at")
    for number, entry in enumerate(entries):
        changed = dataclasses.replace(entry, previous=before)
        if number == chosen:
            match dice.randrange(3):
                case 0:
                    gone = dice.choice(needed)
                    body = {name: value for name, value in entry.body.items() if name != gone}
                case 1:
                    body = {**entry.body, dice.choice(("channel", "received_at", "due_at")): dice.choice(_NONSENSE)}
                case _:
                    body = {**entry.body, "officer_name": dice.choice(("a\0b", "\ud800"))}
            changed = dataclasses.replace(changed, body=body)
        # Half a character travels as an escape; written out it would be no UTF-8.
        record = json.loads(changed.to_text())
        text = json.dumps(record, sort_keys=True, separators=(",", ":"))
        texts.append(text)
        before = digest(text)
    return origin.signed(Content(entries=tuple(texts)), dataclasses.replace(manifest, head=before))


MUTATIONS: tuple[Mutation, ...] = (
    flipped, truncated, cut_out, put_in, glued, exchanged, from_another, reordered, doubled, renamed, left_out,
    zipped_again, other_header, of_a_stranger, of_another_manifest, of_other_entries, of_broken_bodies,
)  # fmt: skip
BOMBS: tuple[Mutation, ...] = (bomb_outside, bomb_of_a_stranger)
"""Dear to make: a few of them go among the others."""
