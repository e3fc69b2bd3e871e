"""A ward passes into another: its open dossiers go on there, with their codes and due moments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, dossier, text_of
from tests.journeys.test_two_desks import Ward, whole
from tests.services.made_up_city import MadeUpCity

OLD, NEW = "000.17.40.H32", "000.16.40.H32"
DAY, MERGED = "2023-10-26", "2023-10-30"
MERGERS = json.dumps([[MERGED, OLD, NEW]])


def opened(place: Path, name: str, code: str) -> Terminal:
    place.mkdir()
    terminal = Terminal(place, now=f"{DAY}T08:00")
    unit = (f"unit_name={name}", f"agency_code={code}", "hotline=0258 3000 000", "feedback_address=số 1 đường Mẫu")
    terminal.done("init", "--training", "--officer", f"Cán Bộ {name}", *unit)
    terminal.done("enrol", "--card", terminal.file("city.json", MadeUpCity().card().encode()))
    return terminal


@pytest.fixture
def wards(tmp_path: Path) -> Ward:
    """The old ward with its dossiers of the day on the stick, and the successor before the merger."""
    stick = tmp_path / "stick"
    stick.mkdir()
    old, new = opened(tmp_path / "old", "Phước Tân", OLD), opened(tmp_path / "new", "Phước Hòa", NEW)
    old.done("enrol", "--ward-key", "--out", str(stick / "ward.json"))
    old.done("enrol", "--out", str(stick / "desk.json"))
    new.done("enrol", "--out", str(stick / "new.json"))
    return Ward(old, new, stick)


def handed_over(wards: Ward) -> tuple[str, str, str]:
    """Receive three dossiers at the old ward (running, ready, returned) and carry its day to the successor."""
    old, new = wards.one, wards.two
    codes = [
        str(old.told("receive", "--accept-duplicate", "--file", old.file("d.json", dossier()))["code"])
        for _ in range(3)
    ]
    for code in codes[1:]:
        old.done("result-ready", code)
    old.done("result-return", codes[2])
    old.is_at(f"{DAY}T17:05")
    old.done("close-day")
    files = old.told("package", DAY, "--out", str(wards.stick))["files"]
    wards.at(f"{MERGED}T08:30")
    assert new.refused("enrol", "--card", str(wards.stick / "ward.json"))["error"] == "CardRefused"
    assert new.refused("take-over", OLD)["error"] == "FormIncomplete"
    new.done("settings", f"mergers={MERGERS}")
    new.done("enrol", "--card", str(wards.stick / "ward.json"))
    assert new.refused("take-package", *files)["error"] == "PackageRefused"  # the desk's card comes first
    new.done("enrol", "--card", str(wards.stick / "desk.json"))
    assert new.refused("take-over", OLD)["error"] == "FormIncomplete"
    new.done("take-package", *files)
    running, ready, returned = codes
    return running, ready, returned


def received(desk: Terminal) -> int:
    return int(desk.told("report", "06a", "--period", "2023-11")["total"]["received"])


def test_open_dossiers_pass_to_the_successor_with_code_and_due_moment(wards: Ward) -> None:
    running, ready, returned = handed_over(wards)
    old, new = wards.one, wards.two
    before = old.told("show", running)
    assert received(new) == 0

    told = new.told("take-over", OLD)

    assert told["codes"] == [running, ready]
    shown = new.told("show", running)
    assert (shown["code"], shown["due_at"], shown["state"]) == (running, before["due_at"], "processing")
    assert f"Hồ sơ tiếp quản từ {OLD}; mã và hẹn trả giữ nguyên." in new.done("show", running)
    assert received(new) == 2
    assert [line["code"] for line in new.told("board", "uncollected")["dossiers"]] == [ready]
    assert new.told("take-over", OLD)["codes"] == []
    assert new.told("show", returned)["is_elsewhere"] is True
    whole(new)

    new.done("result-ready", running)
    new.done("result-return", running)
    new.done("result-return", ready)
    assert new.told("show", running)["state"] == "returned"
    assert new.told("board", "uncollected")["dossiers"] == []
    whole(new)


def test_the_old_desk_shows_them_as_handed_over(wards: Ward) -> None:
    running, ready, returned = handed_over(wards)
    old, new = wards.one, wards.two
    new.done("take-over", OLD)
    new.done("result-return", ready)
    new.is_at(f"{MERGED}T17:05")
    new.done("close-day")
    files = [str(path) for path in sorted((new.data / "packages").glob("*.cchc"))]
    assert received(old) == 3
    key = str(wards.stick / "new-ward.json")
    new.done("enrol", "--ward-key", "--out", key)
    assert old.refused("enrol", "--card", key)["error"] == "CardRefused"
    old.done("settings", f"mergers={MERGERS}")
    for card in (key, str(wards.stick / "new.json")):
        old.done("enrol", "--card", card)

    old.done("take-package", *files)

    assert f"Hồ sơ đã chuyển sang {NEW} tiếp quản; mã và hẹn trả giữ nguyên." in old.done("show", running)
    assert old.told("show", ready)["state"] == "returned"
    assert (received(old), received(new)) == (1, 2)
    assert old.told("board", "uncollected")["dossiers"] == []
    assert old.told("show", returned).get("held_by") is None
    whole(old)


def test_papers_of_the_successor_bear_its_own_head(wards: Ward) -> None:
    running, _ready, _returned = handed_over(wards)
    new = wards.two
    new.done("take-over", OLD)
    clerk, pin, leader = "Cán Bộ Phước Hòa", new.file("pin.txt", b"286413\n"), new.file("leader.txt", b"428913\n")
    new.done("official", "Trần Văn Mẫu", "--roles", "leader")
    new.done("pin", clerk, "--pin-file", pin)
    new.sit_down(clerk, pin)
    new.done("pin", "Trần Văn Mẫu", "--pin-file", leader)
    words = ("reason=Nhiều việc", "new_due_at=2023-10-31T16:00")
    new.is_at("2023-10-31T09:00")
    new.done("apology", running, *words, "--approver", "Trần Văn Mẫu", "--pin-file", leader)
    paper = new.place / "apology.pdf"
    new.done("paper", running, "apology_notice", "--out", str(paper))
    text = text_of(paper)
    assert "PHƯỚC HÒA" in text
    assert running in text
