"""A copy of backups/ becomes the desk again: what was lost is said, and what packages still hold comes back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import OFFICER, Terminal, dossier
from tests.services.made_up_city import MadeUpCity


@pytest.fixture
def desk(tmp_path: Path) -> Terminal:
    """A desk that closed a day, with its copy, and knows its city."""
    terminal = Terminal(tmp_path)
    terminal.done("init", "--sample")
    terminal.done("enrol", "--card", terminal.file("city.json", MadeUpCity().card().encode()))
    receive(terminal)
    terminal.is_at("2023-10-26T17:05")
    terminal.done("close-day")
    return terminal


def receive(desk: Terminal) -> str:
    told = desk.told("receive", "--accept-duplicate", "--file", desk.file("d.json", dossier()))
    return str(told["code"])


def copy_of(desk: Terminal) -> Path:
    (found,) = (desk.data / "backups").glob("desk-*.db")
    kept = desk.place / "kept.db"
    shutil.copy(found, kept)
    return kept


def test_what_came_after_the_copy_comes_back_from_the_package_of_its_day(desk: Terminal) -> None:
    copy = copy_of(desk)
    desk.is_at("2023-10-27T09:00")
    lost = receive(desk)
    desk.is_at("2023-10-27T17:05")
    desk.done("close-day")
    last = desk.entries
    desk.is_at("2023-10-30T08:00")

    told = desk.told("restore", str(copy), "--reason", "ổ đĩa hỏng")

    assert (told["back"], told["lost"], told["journal"]) == (last, [], "000.99.40.H32/1/2")
    assert desk.told("show", lost)["state"] == "processing"
    assert (desk.data / "backups" / told["set_aside"]).exists()
    desk.done("verify")
    desk.done("rebuild")
    desk.done("verify")
    new = receive(desk)
    assert new.endswith("-0101")  # a hole of a hundred
    desk.is_at("2023-10-30T17:05")
    closed = desk.told("close-day")
    assert "_lan-2_2023-10-30_goi-1" in closed["file"]
    desk.done("verify")


def test_what_no_package_holds_is_told_as_lost(desk: Terminal) -> None:
    copy = copy_of(desk)
    desk.is_at("2023-10-27T09:00")
    first = desk.entries + 1
    lost = receive(desk)
    last = desk.entries

    said = desk.done("restore", str(copy), "--reason", "ổ đĩa hỏng")

    assert f"Còn mất các mục #{first}-#{last}" in said
    assert "Gói của bàn khác nhận sau bản sao này thì nhận lại bằng: take-package" in said
    desk.refused("show", lost)
    again = receive(desk)
    assert int(again[-4:]) > int(lost[-4:]) + 99
    desk.done("verify")


def test_a_restored_desk_stands_above_every_generation_that_was(desk: Terminal) -> None:
    copy = copy_of(desk)
    desk.done("next-generation", "--reason", "thử")

    told = desk.told("restore", str(copy), "--reason", "ổ đĩa hỏng")

    assert told["journal"] == "000.99.40.H32/1/3"
    receive(desk)
    desk.done("verify")


def test_where_the_file_is_gone_or_torn_the_copy_is_taken_all_the_same(desk: Terminal) -> None:
    copy = copy_of(desk)
    torn = b"not a database any more" * 500
    (desk.data / "desk.db").write_bytes(torn)

    told = desk.told("restore", str(copy), "--reason", "ổ đĩa hỏng")

    assert (desk.data / "backups" / told["set_aside"]).read_bytes() == torn
    receive(desk)
    again = desk.told("restore", str(copy), "--reason", "ổ đĩa hỏng")
    assert again["set_aside"] != told["set_aside"]
    assert (desk.data / "backups" / told["set_aside"]).read_bytes() == torn
    (desk.data / "desk.db").unlink()
    desk.done("restore", str(copy), "--reason", "ổ đĩa mất")
    receive(desk)
    desk.done("verify")


def test_a_copy_of_another_desk_or_a_torn_one_changes_nothing(desk: Terminal, tmp_path: Path) -> None:
    place = tmp_path / "other"
    place.mkdir()
    other = Terminal(place)
    other.done("init", "--training", "--officer", OFFICER, "unit_name=Khác", "agency_code=000.98.40.H32")
    before = desk.entries
    torn = desk.place / "torn.db"
    torn.write_bytes(copy_of(desk).read_bytes()[:8000])

    told = desk.refused("restore", str(other.data / "desk.db"), "--reason", "thử")
    assert told["error"] == "CopyRefused"
    assert desk.refused("restore", str(torn), "--reason", "thử")["error"] == "DatabaseDamaged"
    assert desk.refused("restore", str(desk.place / "none.db"), "--reason", "thử")["error"] == "CopyRefused"
    assert desk.run("restore", str(copy_of(desk)), "--reason", " ").code != 0

    assert desk.entries == before
    receive(desk)
