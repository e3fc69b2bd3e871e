"""Two desks of one ward, a folder each, and a stick between them: received here, found and returned there."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal, dossier
from tests.services.made_up_city import MadeUpCity

DAY, NEXT_DAY = "2023-10-26", "2023-10-27"
UNIT = ("unit_name=Phước Hòa", "agency_code=000.16.40.H32", "hotline=0258 3000 000", "feedback_address=số 1 đường Mẫu")


@dataclasses.dataclass(frozen=True, slots=True)
class Ward:
    """Two desks that know each other's cards, and a folder that is carried from one to the other."""

    one: Terminal
    two: Terminal
    stick: Path

    def carry(self, desk: Terminal, other: Terminal, day: str) -> dict[str, Any]:
        """Close a desk's day, carry its packages of that day over and take them there."""
        desk.done("close-day")
        return self.take(other, desk.told("package", day, "--out", str(self.stick))["files"])

    def take(self, desk: Terminal, files: Sequence[str]) -> dict[str, Any]:
        """Take packages that lie on the stick."""
        return desk.told("take-package", *files)

    def at(self, moment: str) -> None:
        """Set both clocks."""
        self.one.is_at(moment)
        self.two.is_at(moment)


def opened(place: Path, desk: int) -> Terminal:
    """Return a desk of the ward in a folder of its own."""
    place.mkdir()
    terminal = Terminal(place, now=f"{DAY}T08:00")
    number = (f"desk_number={desk}", "desk_count=2", f"desk_name=Bàn {desk}")
    terminal.done("init", "--training", "--officer", f"Cán Bộ {'Một' if desk == 1 else 'Hai'}", *UNIT, *number)
    return terminal


def exchange_cards(one: Terminal, two: Terminal, stick: Path) -> None:
    """Give the second desk the ward's keys, each desk the other's card, and both the city's."""
    ward, first, second = (str(stick / name) for name in ("ward.json", "one.json", "two.json"))
    city = one.file("city.json", MadeUpCity().card().encode())
    one.done("enrol", "--ward-key", "--out", ward)
    two.done("enrol", "--card", ward)
    one.done("enrol", "--out", first)
    two.done("enrol", "--out", second)
    two.done("enrol", "--card", first)
    one.done("enrol", "--card", second)
    for desk in (one, two):
        desk.done("enrol", "--card", city)


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    """Two desks that know each other."""
    one, two = opened(tmp_path / "one", 1), opened(tmp_path / "two", 2)
    stick = tmp_path / "stick"
    stick.mkdir()
    exchange_cards(one, two, stick)
    return Ward(one, two, stick)


def ready_at_one(ward: Ward) -> str:
    """Receive a dossier at the first desk, have its result ready, and carry that to the second."""
    code = str(ward.one.told("receive", "--file", ward.one.file("dossier.json", dossier()))["code"])
    ward.one.done("result-ready", code, "shelf=A1")
    ward.at(f"{DAY}T17:05")
    taken = ward.carry(ward.one, ward.two, DAY)
    assert [package["dossiers"] for package in taken["packages"]] == [1]
    ward.at(f"{NEXT_DAY}T08:30")
    return code


def whole(desk: Terminal) -> None:
    """Let a desk prove its book, as it is and folded anew."""
    desk.done("verify")
    desk.done("rebuild")
    desk.done("verify")


def test_received_at_one_desk_and_returned_at_the_other(ward: Ward) -> None:
    code = ready_at_one(ward)

    found = ward.two.told("search", "Nguyễn")["dossiers"]
    assert [(line["code"], line["other_desk"]) for line in found] == [(code, 1)]
    shown = ward.two.done("show", code)
    assert "Hồ sơ của bàn 1, xem theo gói đến ngày 26/10/2023." in shown
    assert "Cán Bộ Một" in shown

    ward.two.done("result-return", code)
    assert ward.two.told("show", code)["state"] == "returned"
    whole(ward.two)

    ward.at(f"{NEXT_DAY}T17:05")
    taken = ward.carry(ward.two, ward.one, NEXT_DAY)
    assert taken["packages"][0]["conflicts"] == []
    assert ward.one.told("show", code)["state"] == "returned"
    assert "Cán Bộ Hai" in ward.one.done("show", code)
    assert ward.one.told("exceptions", "list")["conflicts"] == []
    whole(ward.one)


def test_figures_and_boards_are_each_desks_own(ward: Ward) -> None:
    code = ready_at_one(ward)

    def figures(desk: Terminal) -> tuple[int, ...]:
        total = desk.told("report", "06a", "--period", "2023-11")["total"]
        return total["received"], total["resolved"]

    assert (figures(ward.one), figures(ward.two)) == ((1, 1), (0, 0))
    uncollected = [desk.told("board", "uncollected")["dossiers"] for desk in (ward.one, ward.two)]
    assert [[line["code"] for line in lines] for lines in uncollected] == [[code], []]

    ward.two.done("result-return", code)
    ward.at(f"{NEXT_DAY}T17:05")
    ward.two.done("close-day")
    assert (figures(ward.one), figures(ward.two)) == ((1, 1), (0, 0))


def test_returned_at_both_desks_is_an_exception_at_both(ward: Ward) -> None:
    code = ready_at_one(ward)
    ward.one.done("result-return", code)
    ward.at(f"{NEXT_DAY}T09:15")
    ward.two.done("result-return", code)
    ward.at(f"{NEXT_DAY}T17:05")

    to_one = ward.carry(ward.two, ward.one, NEXT_DAY)
    to_two = ward.carry(ward.one, ward.two, NEXT_DAY)

    told = [to_one["packages"][0]["conflicts"], to_two["packages"][0]["conflicts"]]
    assert [[(line["code"], line["reason"]) for line in lines] for lines in told] == [[(code, "two_returns")]] * 2
    # The first to return stands at both: it was desk 1.
    assert told[0] == told[1]
    assert [line["journal"] for line in told[0]] == ["000.16.40.H32/2/1"]
    for desk in (ward.one, ward.two):
        assert "Trả kết quả hai lần: bàn 1 lúc 08:30 27/10, bàn 2 lúc 09:15 27/10" in desk.done("show", code)
        assert "NGOẠI LỆ" in desk.done("show", code)
        whole(desk)

    ward.one.refused("exceptions", "settle", code)
    ward.one.done("exceptions", "settle", code, "--reason", "Bàn 2 trao bản sao")
    assert ward.one.told("exceptions", "list")["conflicts"] == []
    ward.one.is_at(f"{NEXT_DAY}T17:20")
    ward.carry(ward.one, ward.two, NEXT_DAY)
    assert ward.two.told("exceptions", "list")["conflicts"] == []
    for desk in (ward.one, ward.two):
        whole(desk)


def test_the_same_package_is_taken_once(ward: Ward) -> None:
    ready_at_one(ward)
    files = [str(path) for path in ward.stick.glob("*.cchc")]
    before = ward.two.entries

    for _ in range(2):
        assert [package["is_new"] for package in ward.take(ward.two, files)["packages"]] == [False]
    assert ward.two.entries == before


def test_a_folder_is_taken_in_the_order_of_its_days_and_parts_without_ones_own(ward: Ward) -> None:
    ready_at_one(ward)  # one package is known already
    for part in range(2, 12):  # the names of parts 10 and 11 sort before part 2
        ward.one.is_at(f"{DAY}T17:{part + 10}")
        ward.one.told("receive", "--accept-duplicate", "--file", ward.one.file("dossier.json", dossier()))
        ward.one.done("close-day")
    ward.at(f"{NEXT_DAY}T17:05")
    ward.two.done("close-day")
    for desk, day in ((ward.one, DAY), (ward.two, NEXT_DAY)):
        desk.told("package", day, "--out", str(ward.stick))

    taken = ward.take(ward.two, [str(ward.stick)])["packages"]

    assert [package["is_new"] for package in taken] == [False] + [True] * 10
    assert ward.two.told("exceptions")["conflicts"] == []


def two_parts(ward: Ward) -> tuple[Path, Path]:
    """Close a day of the first desk twice, and return its packages on the stick."""
    ward.at(f"{DAY}T17:05")
    for moment in ("17:05", "17:10"):
        ward.one.is_at(f"{DAY}T{moment}")
        ward.one.told("receive", "--accept-duplicate", "--file", ward.one.file("dossier.json", dossier()))
        ward.one.done("close-day")
    first, second = ward.one.told("package", DAY, "--out", str(ward.stick))["files"]
    ward.two.is_at(f"{DAY}T17:20")
    return Path(first), Path(second)


def test_one_package_that_is_refused_holds_up_none_of_the_others(ward: Ward) -> None:
    _first, second = two_parts(ward)
    second.write_bytes(second.read_bytes()[:-40])
    (ward.stick / "a.cchc").write_bytes(b"no package")
    (ward.stick / "b.cchc").mkdir()

    said = ward.two.run("take-package", str(ward.stick), "--json")

    assert said.code == 1
    assert said.json["done"] is False
    assert [package["is_new"] for package in said.json["packages"]] == [True]
    refused = {one["file"]: (one["error"], one["sentence"]) for one in said.json["refused"]}
    assert {file: error for file, (error, _words) in refused.items()} == {
        second.name: "PackageRefused", "a.cchc": "PackageRefused", "b.cchc": "WrongInput"
    }  # fmt: skip
    assert all(words.startswith(("Gói chưa được nhận: ", "Không đọc được tệp ")) for _error, words in refused.values())
    again = ward.two.run("take-package", str(ward.stick)).err
    assert again.splitlines()[0].endswith(": đã có.")
    assert all(f"{file}: {words}" in again for file, (_error, words) in refused.items())
    assert "Không nhận được 3 tệp" in again


def test_what_follows_a_refused_package_says_what_is_wanted_first(ward: Ward) -> None:
    first, second = two_parts(ward)
    whole_file = first.read_bytes()
    first.write_bytes(whole_file[:-40])
    said = ward.two.run("take-package", str(first), str(second), "--json").json
    assert said["packages"] == []
    refused = {one["file"]: one["sentence"] for one in said["refused"]}
    assert refused.keys() == {first.name, second.name}
    assert "#1" in refused[second.name]
    first.write_bytes(whole_file)
    assert len(ward.take(ward.two, [str(ward.stick)])["packages"]) == 2


def test_a_lone_package_is_refused_like_anything_else(ward: Ward) -> None:
    first, _second = two_parts(ward)
    first.write_bytes(first.read_bytes()[:-40])
    assert ward.two.refused("take-package", str(first))["error"] == "PackageRefused"
    assert "Không đọc được" in ward.two.refused("take-package", str(ward.stick / "none"))["sentence"]
