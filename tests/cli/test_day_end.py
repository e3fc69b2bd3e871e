"""The day's end at the terminal: what is not in order, the close, the city's card, a package on a stick."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cchc_desktop.sync import keys
from cchc_desktop.sync.cards import CityCard
from cchc_desktop.sync.package import open_package
from tests.cli.terminal import Terminal, dossier
from tests.documents.readers import text_of

IDENTITY, KEY = keys.new_identity()
CARD = CityCard(name="Thành phố Thử", key=KEY, sign_key=keys.public_of(keys.new_signing_key())).to_text()


@pytest.fixture
def desk(tmp_path: Path) -> Terminal:
    """A Wednesday with one dossier, just before five."""
    terminal = Terminal(tmp_path, now="2023-10-25T09:00")
    terminal.done("init", "--sample")
    terminal.run("receive", "--file", "-", "--json", stdin=json.dumps(dossier()).encode())
    terminal.environment["CCHC_NOW"] = "2023-10-25T17:05"
    return terminal


def test_a_day_is_closed_carried_on_a_stick_and_opened_by_the_city(desk: Terminal, tmp_path: Path) -> None:
    assert len(desk.told("close-day", "--list")["checks"]["not_printed"]) == 1
    closed = desk.told("close-day")
    assert (closed["is_new"], closed["file"]) == (True, "")
    (tmp_path / "city.json").write_text(CARD, encoding="utf-8")
    assert desk.told("enrol", "--card", str(tmp_path / "city.json"))["card"] == "city"
    again = desk.told("close-day")
    assert (again["is_new"], again["seal"], again["last"]) == (False, closed["seal"], closed["last"])
    (file,) = desk.told("package", "2023-10-25", "--out", str(tmp_path / "stick"))["files"]
    card = json.loads(desk.told("enrol")["card"])
    opened = open_package(Path(file).read_bytes(), identity=IDENTITY, desk_key=card["desk_key"])
    assert opened.manifest.seal == closed["seal"]
    looked = desk.told("package-check", file)
    assert (looked["ward"], looked["checked"]) == (card["ward"], "form_and_size")
    assert "AGE-SECRET-KEY" not in json.dumps(card)


def test_a_file_that_is_no_package_or_no_card_is_refused_with_a_sentence(desk: Terminal, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x", encoding="utf-8")
    assert desk.run("package-check", str(tmp_path / "x")).sentence.startswith("Tệp x không nguyên vẹn")
    card = desk.run("enrol", "--card", str(tmp_path / "x"))
    assert card.code == 1
    assert card.sentence.startswith("Thẻ chưa được nhận: tệp không phải thẻ")
    assert "gói" not in card.sentence.lower()


def test_the_close_says_what_is_not_in_order(desk: Terminal) -> None:
    said = desk.done("close-day")
    assert "giấy chưa ra: 1 (000.99.40.H32-231025-0001)" in said
    assert "chờ duyệt: không có" in said
    assert "Chốt sớm" not in said


def test_a_close_before_the_last_session_ends_says_so(desk: Terminal) -> None:
    desk.is_at("2023-10-25T10:00")
    assert "Chốt sớm, lúc 10:00: việc sau giờ này vào gói bổ sung." in desk.done("close-day")
    desk.is_at("2023-10-25T16:59")
    desk.run("receive", "--file", "-", stdin=json.dumps(dossier(accepts_duplicate=True)).encode())
    assert desk.told("close-day")["early_at"].startswith("2023-10-25T16:59")
    desk.is_at("2023-10-25T17:00")
    desk.run("receive", "--file", "-", stdin=json.dumps(dossier(accepts_duplicate=True)).encode())
    assert desk.told("close-day")["early_at"] == ""


def test_without_the_citys_card_the_day_is_said_to_be_closed_and_safe(desk: Terminal, tmp_path: Path) -> None:
    words = ("package", "2023-10-25", "--out", str(tmp_path / "stick"))
    assert "chưa chốt" in desk.run(*words).sentence
    assert "gói cần thẻ của thành phố" in desk.done("close-day")
    sentence = desk.run(*words).sentence
    assert "đã chốt" in sentence
    assert "gói cần thẻ của thành phố" in sentence


def test_the_counted_cash_is_told_beside_the_books_and_stops_nothing(desk: Terminal) -> None:
    desk.told("fee", "000.99.40.H32-231025-0001", "cash", "--dong", "15000")
    assert "--cash-counted" in desk.run("close-day", "--cash-counted", "mười").sentence
    closed = desk.told("close-day", "--cash-counted", "14.000")
    assert closed["cash"] == {"dong": 15_000, "counted": 14_000}
    assert "Tiền mặt theo sổ 15.000 đồng, đếm được 14.000 đồng: thiếu 1.000 đồng." in desk.done("close-day")


def test_the_page_to_sign_bears_the_seal_of_the_close(desk: Terminal, tmp_path: Path) -> None:
    page = tmp_path / "trang.pdf"
    assert "chưa chốt" in desk.run("day-sheet", "2023-10-25", "--out", str(page)).sentence
    seal = desk.told("close-day")["seal"]
    desk.done("day-sheet", "2023-10-25", "--out", str(page))
    assert f"{seal[:4]}-{seal[4:]}" in text_of(page.read_bytes())
    assert "2023-10-26" in desk.run("day-sheet", "hôm nay", "--out", str(page)).sentence


def test_the_key_is_changed_with_a_reason_and_its_card_is_a_qr(desk: Terminal, tmp_path: Path) -> None:
    before = json.loads(desk.told("enrol")["card"])
    assert "cần lý do" in desk.run("enrol", "--new-key").sentence
    card = json.loads(desk.told("enrol", "--new-key", "--cause", "đổi máy")["card"])
    assert card["desk_key"] != before["desk_key"]
    assert {**card, "desk_key": "", "voucher": ""} == {**before, "desk_key": "", "voucher": ""}
    for name in ("thẻ.pdf", "thẻ.png"):
        desk.done("enrol", "--qr", str(tmp_path / name))
    assert (tmp_path / "thẻ.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "thẻ.png").read_bytes().startswith(b"\x89PNG")
    assert "đã có" in desk.run("enrol", "--qr", str(tmp_path / "thẻ.png")).sentence
    assert desk.told("enrol", "--key-store", "file")["key_store"] == "file"
