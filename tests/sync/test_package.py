"""A day package: what goes in comes out, to whom it may; whatever was changed on the way is not taken."""

from __future__ import annotations

import dataclasses
import io
import json
import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cchc_desktop.domain.day_package import Manifest
from cchc_desktop.domain.entry import digest
from cchc_desktop.errors import PackageRefused
from cchc_desktop.sync import archive, keys, package
from cchc_desktop.sync.package import Content, open_package
from tests.house.repository import ROOT
from tests.services.life_desk import life_desk
from tests.sync.packages import Keys, content_of, file_of, manifest_of, new_keys


@pytest.fixture(scope="module")
def found() -> Keys:
    return new_keys()


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    life = life_desk(tmp_path_factory.mktemp("desk"))
    for hour in range(8, 12):
        dossier = life.receive(f"2023-10-24T{hour:02d}:00")
    life.step("result_ready", dossier, "2023-10-24T14:00")
    content = content_of(life.desk.db)
    life.desk.close()
    return content


@pytest.fixture(scope="module")
def manifest(content: Content) -> Manifest:
    return manifest_of(content, "000.99.40.H32/1/1")


@pytest.fixture(scope="module")
def file(manifest: Manifest, content: Content, found: Keys) -> bytes:
    return file_of(manifest, content, found)


def test_the_ward_reads_all_of_it(file: bytes, manifest: Manifest, content: Content, found: Keys) -> None:
    opened = open_package(file, identity=found.ward[0], desk_key=found.desk)
    assert opened.manifest == manifest
    assert opened.has_ward_part
    assert set(opened.content.for_ward) == set(content.for_ward)
    assert opened.content.entries == content.entries
    assert opened.content.summaries == content.summaries


def test_the_city_reads_only_what_it_needs(file: bytes, content: Content, found: Keys) -> None:
    opened = open_package(file, identity=found.city[0], desk_key=found.desk)
    assert not opened.has_ward_part
    assert {line.field for line in opened.content.for_city} == {"applicant.name"}
    assert opened.content.for_ward == ()
    assert b"190000123" not in file


def test_without_a_key_form_and_size_are_seen_and_nothing_else(file: bytes, manifest: Manifest) -> None:
    header = package.look(file)
    assert header.id == manifest.id
    assert sum(header.sizes.values()) < len(file)


def test_the_same_content_gives_the_same_bytes_up_to_signature_and_encryption(
    content: Content, manifest: Manifest
) -> None:
    again = dataclasses.replace(content, for_ward=tuple(reversed(content.for_ward)))
    assert package.parts_of(again) == package.parts_of(content)
    members = {"a": b"1" * 100, "b": b"2"}
    assert archive.packed(members, deflated=True) == archive.packed(dict(members), deflated=True)
    assert Manifest.from_text(manifest.to_text()).to_text() == manifest.to_text()


@pytest.mark.parametrize("who", ["stranger", "other desk"])
def test_a_foreign_key_opens_nothing(file: bytes, found: Keys, who: str) -> None:
    other = new_keys()
    identity = other.city[0] if who == "stranger" else found.city[0]
    desk = found.desk if who == "stranger" else other.desk
    with pytest.raises(PackageRefused) as refused:
        open_package(file, identity=identity, desk_key=desk)
    assert refused.value.facts["cause"] == ("cannot_decrypt" if who == "stranger" else "wrong_signature")


@pytest.mark.parametrize("is_bare", [True, False], ids=["an age key", "a file of keys"])
@pytest.mark.parametrize("who", ["city", "ward"])
def test_a_reader_written_from_the_document_alone_opens_it(
    file: bytes, manifest: Manifest, found: Keys, who: str, is_bare: bool, tmp_path: Path
) -> None:
    (tmp_path / "day.cchc").write_bytes(file)
    key = getattr(found, who)[0]
    (tmp_path / "key").write_text(key if is_bare else json.dumps({"identity": key, "key": "…"}))
    reader = [sys.executable, str(ROOT / "docs" / "read_package.py"), "day.cchc", "key", found.desk]
    done = subprocess.run(reader, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert manifest.seal in done.stdout
    assert ("somebody else" in done.stdout) == (who == "city")


def test_the_schema_names_just_what_a_manifest_has(manifest: Manifest) -> None:
    schema = json.loads((ROOT / "docs" / "day-package.schema.json").read_text(encoding="utf-8"))
    record = json.loads(manifest.to_text())
    assert set(schema["required"]) == set(schema["properties"]) == set(record)
    named = re.compile(schema["properties"]["parts"]["items"]["properties"]["name"]["pattern"])
    assert all(named.fullmatch(part["name"]) for part in record["parts"])


def _told(content: Content, manifest: Manifest, found: Keys) -> str:
    with pytest.raises(PackageRefused) as refused:
        open_package(file_of(manifest, content, found), identity=found.ward[0], desk_key=found.desk)
    return str(refused.value.facts["cause"])


def test_what_the_desk_itself_signed_wrongly_is_refused_too(content: Content, manifest: Manifest, found: Keys) -> None:
    texts = content.entries

    def changed(**parts: object) -> tuple[Content, Manifest]:
        other = dataclasses.replace(content, **parts)  # type: ignore[arg-type]
        return other, dataclasses.replace(manifest, parts=package.parts_of(other))

    swapped = (texts[1], texts[0], *texts[2:])
    assert _told(*changed(entries=swapped), found) == "broken_chain"
    assert _told(*changed(entries=texts[:-1]), found) == "broken_chain"
    assert _told(*changed(entries=(*texts[:-1], texts[-1].replace("ResultReady", "Refused"))), found) == "broken_chain"
    line = dataclasses.replace(content.for_ward[0], text="another")
    assert _told(*changed(for_ward=(line, *content.for_ward[1:])), found) == "wrong_personal"
    wrong = dataclasses.replace(manifest, counts={**manifest.counts, "Refused": 1})
    assert _told(content, wrong, found) == "wrong_counts"
    assert _told(content, dataclasses.replace(manifest, head=digest("x")), found) == "broken_chain"
    assert _told(dataclasses.replace(content, attachments={"0" * 64: b"x"}), manifest, found) == "changed_part"


def _repacked(members: dict[str, bytes]) -> bytes:
    return archive.packed(members, deflated=False)


def _members(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_parts_that_are_strange_missing_doubled_or_escape_are_refused(file: bytes, found: Keys) -> None:
    members = _members(file)
    bad = {
        "strange": _repacked({**members, "x.txt": b"1"}),
        "escape": _repacked({**members, "../../etc/passwd": b"1"}),
        "missing": _repacked({name: part for name, part in members.items() if name != package.PERSONAL_WARD}),
        "reordered": _repacked(dict(reversed(members.items()))),
        "empty": b"",
        "no archive": b"PK" + b"0" * 500,
        "newer": _repacked(
            {**members, package.HEADER: members[package.HEADER].replace(b'"version":1', b'"version":2')}
        ),
        "other day": _repacked({**members, package.HEADER: members[package.HEADER].replace(b"10-24", b"10-25")}),
        "other ward": _repacked({**members, package.HEADER: members[package.HEADER].replace(b"000.99", b"000.98")}),
    }
    taken = [name for name, changed in bad.items() if _is_taken(changed, found)]
    assert not taken


def _is_taken(file: bytes, found: Keys) -> bool:
    try:
        open_package(file, identity=found.city[0], desk_key=found.desk)
    except PackageRefused:
        return False
    return True


def test_what_unpacks_to_far_more_than_it_says_is_refused() -> None:
    bomb = archive.packed({"entries.jsonl": b"0" * 50_000_000}, deflated=True)
    lying = bomb.replace((50_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(PackageRefused):
        archive.unpacked(lying, lambda name: True)


@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_random_changes_each_are_all_refused(file: bytes, found: Keys, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(100):
        changed = _mutated(dice, file)
        if changed == file:
            continue
        with pytest.raises(PackageRefused):
            open_package(changed, identity=found.city[0], desk_key=found.desk)


def _mutated(dice: random.Random, file: bytes) -> bytes:
    """Return a package that was flipped, cut, doubled, or whose members were exchanged or re-zipped otherwise."""
    place = dice.randrange(len(file))
    match dice.randrange(6):
        case 0:
            return file[:place] + bytes([file[place] ^ (1 << dice.randrange(8))]) + file[place + 1 :]
        case 1:
            return file[:place]
        case 2:
            return file[:place] + file[place + dice.randrange(1, 40) :]
        case 3:
            return file[:place] + dice.randbytes(dice.randrange(1, 40)) + file[place:]
        case 4:
            members = _members(file)
            one, other = dice.sample([name for name in members if name != package.HEADER], 2)
            return _repacked({**members, one: members[other], other: members[one]})
        case _:
            members = _members(file)
            name = dice.choice(list(members))
            part = bytearray(members[name])
            part[dice.randrange(len(part))] ^= 1 << dice.randrange(8)
            return _repacked({**members, name: bytes(part)})


def test_a_key_that_is_none_signs_nothing() -> None:
    assert not keys.is_signed("cchc-desk-none", b"x", b"y")
    assert not keys.is_signed("", b"x", b"y")
    with pytest.raises(PackageRefused):
        keys.encrypted(b"x", ("age1none",))
