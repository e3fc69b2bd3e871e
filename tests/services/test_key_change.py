"""A new key for the desk: on record with its reason; closed days keep theirs; the card as a QR that scanners read."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from cchc_desktop import errors
from cchc_desktop.services.enrolment import Enrolment
from cchc_desktop.store.system_keys import SystemKeys
from cchc_desktop.sync import keys
from cchc_desktop.sync.cards import CityCard, DeskCard, read_card
from cchc_desktop.sync.package import open_package
from tests.documents.readers import collisions, pictures, symbols, text_of, zbar_texts
from tests.services.life_desk import Life, life_desk
from tests.store.test_key_keeping import Memory

CITY_IDENTITY, CITY_KEY = keys.new_identity()
CITY_CARD = CityCard(name="Thành phố Thử", key=CITY_KEY, sign_key=keys.public_of(keys.new_signing_key())).to_text()


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path, "2023-10-24T08:00")
    life.desk.enrolment.take_card(CITY_CARD)
    yield life
    life.desk.close()


def closed(life: Life, when: str) -> Path:
    life.receive(when.replace("T17", "T09"))
    file = life.at(when).desk.day_end.close().file
    assert file is not None
    return file


def signed_by(file: Path, *known: str) -> str:
    """Return which of some public keys signed a package."""
    for key in known:
        try:
            open_package(file.read_bytes(), identity=CITY_IDENTITY, desk_key=key)
        except errors.PackageRefused:
            continue
        return key
    return ""


def test_days_closed_before_are_signed_by_the_old_key_and_later_ones_by_the_new(life: Life) -> None:
    before = closed(life, "2023-10-24T17:05")
    old = life.desk.enrolment.keys().desk_key
    life.desk.key_change.change("Đổi máy")
    new = life.desk.enrolment.keys().desk_key
    assert new != old
    after = closed(life, "2023-10-25T17:05")
    before.unlink()
    life.desk.day_end.make_packages()
    assert (signed_by(before, old, new), signed_by(after, old, new)) == (old, new)


def test_of_two_changes_each_day_has_its_own_key(life: Life) -> None:
    files, known = [], []
    for day in ("2023-10-24", "2023-10-25", "2023-10-26"):
        files.append(closed(life, f"{day}T17:05"))
        known.append(life.desk.enrolment.keys().desk_key)
        life.desk.key_change.change("Đổi định kỳ")
    for file in files:
        file.unlink()
    life.desk.day_end.make_packages()
    assert [signed_by(file, *known) for file in files] == known


def test_a_revoked_key_signs_nothing_any_more(life: Life) -> None:
    file = closed(life, "2023-10-24T17:05")
    old = life.desk.enrolment.keys().desk_key
    manifest = open_package(file.read_bytes(), identity=CITY_IDENTITY, desk_key=old).manifest_sha256
    changed = life.desk.key_change.change("Máy bị mất", is_revoked=True)
    new = life.desk.enrolment.keys().desk_key
    assert changed.files == (file,)
    assert signed_by(file, old, new) == new
    assert open_package(file.read_bytes(), identity=CITY_IDENTITY, desk_key=new).manifest_sha256 == manifest


def test_the_new_card_is_vouched_for_by_the_ward(life: Life) -> None:
    ward = life.desk.enrolment.keys().ward_sign_key
    card = read_card(life.desk.key_change.change("Đổi máy").card)
    assert isinstance(card, DeskCard)
    assert card.desk_key == life.desk.enrolment.keys().desk_key
    assert card.is_vouched(ward)


def test_the_change_is_on_record_with_its_reason_apart(life: Life) -> None:
    old = life.desk.enrolment.keys()
    life.desk.key_change.change("  Máy bị mất ", is_revoked=True)
    seq, text = life.desk.db.row("select seq, text from entry order by seq desc limit 1") or (0, "")
    new = life.desk.enrolment.keys().desk_key
    assert json.loads(text)["body"] == {"old_key": old.desk_key, "new_key": new, "is_revoked": True}
    assert life.desk.db.value("select text from personal where seq = ?", (seq,)) == "Máy bị mất"
    assert old.signing_key not in text


def test_without_a_reason_nothing_is_changed(life: Life) -> None:
    before, entries = life.desk.enrolment.keys(), life.entries
    with pytest.raises(errors.KeyChangeRefused):
        life.desk.key_change.change("  ")
    assert (life.desk.enrolment.keys(), life.entries) == (before, entries)


def test_keys_in_the_systems_store_sign_and_change_there(life: Life, tmp_path: Path) -> None:
    store = Memory()
    enrolment = Enrolment(life.desk.db, life.desk.state, tmp_path / "desk", system=SystemKeys(lambda: store))
    before = enrolment.keys()
    enrolment.keep_by_system()
    now = life.clock.now()
    assert enrolment.keys() == before
    enrolment.change_key(now, is_revoked=False)
    assert enrolment.keys().signing_key != before.signing_key
    assert enrolment.signing_key_of(now) == before.signing_key
    for file in (tmp_path / "desk" / "keys").iterdir():
        assert "cchc-sign-" not in file.read_text("utf-8")
        assert "AGE-SECRET-KEY" not in file.read_text("utf-8")
    enrolment.keep_in_files()
    assert (store.kept, enrolment.signing_key_of(now)) == ({}, before.signing_key)


def test_the_card_fits_one_qr_that_scanners_read_back(life: Life, tmp_path: Path) -> None:
    from cchc_desktop.documents import desk_card_sheet

    wanted = read_card(life.desk.enrolment.desk_card())
    pdf = life.desk.key_change.card_sheet()
    for dpi in (100, 150, 300):
        # Only squares: the keys are random, and once in a while a reader of every kind takes a part of them for bars.
        (text,) = symbols(pictures(pdf, dpi=dpi, width_mm=210)[0])["QRCode"]
        assert read_card(text) == wanted
    assert len(zbar_texts(pictures(pdf, dpi=150, width_mm=210)[0], tmp_path)) >= 1
    png = Image.open(io.BytesIO(life.desk.key_change.card_picture()))
    (text,) = symbols(png.convert("L"))["QRCode"]
    assert read_card(text) == wanted
    assert collisions(desk_card_sheet.laid(life.desk.key_change._sheet())) == []
    assert "AGE-SECRET-KEY" not in text_of(pdf)
    assert life.desk.key_change.card_sheet() == pdf
