"""Sending at the terminal: on a stick and back, exit codes, the way that is chosen, an answer by hand, a question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cchc_desktop.domain.acknowledgement import CityQuestion, Verdict
from cchc_desktop.sync.acknowledgement import SUFFIX
from tests.cli.terminal import Terminal, dossier
from tests.services.made_up_city import MadeUpCity


@pytest.fixture
def city() -> MadeUpCity:
    city = MadeUpCity()
    city.at = "2023-10-25T17:30"
    return city


@pytest.fixture
def desk(tmp_path: Path, city: MadeUpCity) -> Terminal:
    """A Wednesday that is closed, and the city's card."""
    terminal = Terminal(tmp_path, now="2023-10-25T09:00")
    terminal.done("init", "--sample")
    terminal.done("receive", "--file", terminal.file("dossier.json", json.dumps(dossier()).encode()))
    terminal.is_at("2023-10-25T17:05")
    terminal.done("enrol", "--card", terminal.file("city.json", city.card("https://city.example").encode()))
    terminal.done("close-day")
    (tmp_path / "stick").mkdir()
    return terminal


def desk_key(desk: Terminal) -> str:
    return str(json.loads(desk.told("enrol")["card"])["desk_key"])


def test_a_day_travels_on_a_stick_and_its_answer_back(desk: Terminal, city: MadeUpCity, tmp_path: Path) -> None:
    stick = str(tmp_path / "stick")
    told = desk.told("send", "--folder", stick)
    assert [one["state"] for one in told["packages"]] == ["sent"]
    assert told["unsent"]["days"] == 1
    (package,) = (tmp_path / "stick").glob("*.cchc")
    city.answers_beside(package, desk_key(desk))
    assert [one["state"] for one in desk.told("send", "--folder", stick)["packages"]] == ["accepted"]
    assert "Không có gói nào chờ gửi." in desk.done("send", "--folder", stick)


def test_what_was_only_copied_is_not_called_sent(desk: Terminal, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    copied = desk.done("send", "--folder", str(stick))
    assert "đã chép ra thư mục, chờ trả lời" in copied
    assert "đã gửi" not in copied
    desk.done("carrier", "--folder", str(stick))
    assert "đã chép ra thư mục, chờ trả lời" in desk.done("send")
    assert "đã chép" not in desk.run("send", "--folder", str(tmp_path / "usb")).err


def test_what_is_not_with_the_city_is_told_by_the_exit_code(desk: Terminal, city: MadeUpCity, tmp_path: Path) -> None:
    missing = desk.run("send", "--folder", str(tmp_path / "usb"))
    assert missing.code == 1
    assert "chờ gửi. Chưa gửi được: không thấy thư mục gửi" in missing.err
    stick = str(tmp_path / "stick")
    desk.done("send", "--folder", stick)
    (package,) = (tmp_path / "stick").glob("*.cchc")
    answer = city.answers_beside(package, desk_key(desk), verdict=Verdict.REFUSED, cause="broken_chain", number=3)
    refused = desk.run("send", "--folder", stick)
    assert refused.code == 1
    assert "bị từ chối. Thành phố không nhận: chuỗi mục bị đứt ở mục #3" in refused.err
    assert desk.run("send", "--folder", stick).code == 1
    assert answer.exists()
    assert [one["state"] for one in desk.told("send", "--folder", stick, "--again")["packages"]] == ["sent"]
    assert not answer.exists()


def test_the_way_is_chosen_once_and_shown(desk: Terminal, tmp_path: Path) -> None:
    assert "Chưa gửi tự động" in desk.done("carrier")
    assert "Chưa chọn cách gửi" in desk.run("send").sentence
    assert desk.told("carrier", "--folder", str(tmp_path / "stick"))["kind"] == "folder"
    assert [one["state"] for one in desk.told("send")["packages"]] == ["sent"]
    assert desk.told("carrier", "--https")["where"] == "https://city.example"
    assert "--known-hosts" in desk.run("carrier", "--sftp", "city.example").sentence
    sftp = ("--sftp", "city.example", "--port", "2222", "--known-hosts", "/k")
    assert desk.told("carrier", *sftp)["where"] == "city.example:2222"
    assert "Chọn một cách gửi" in desk.run("carrier", "--none", "--https").sentence
    assert desk.run("carrier", *sftp[:2], "--port", "0").code == 2
    assert desk.told("carrier")["kind"] == "sftp"
    assert desk.told("carrier", "--none")["kind"] == "none"


def test_an_answer_is_taken_from_a_hand(desk: Terminal, city: MadeUpCity, tmp_path: Path) -> None:
    desk.done("send", "--folder", str(tmp_path / "stick"))
    (package,) = (tmp_path / "stick").glob("*.cchc")
    answer = city.answers_beside(package, desk_key(desk))
    assert answer.name.endswith(SUFFIX)
    assert desk.told("take-acknowledgement", str(answer))["state"] == "accepted"
    city.signing_key = MadeUpCity().signing_key
    forged = city.answers_beside(package, desk_key(desk))
    assert "Trả lời của thành phố chưa được tin" in desk.run("take-acknowledgement", str(forged)).sentence
    assert "Không đọc được" in desk.run("take-acknowledgement", str(tmp_path / "none")).sentence


def test_a_question_of_the_city_is_listed_and_answered(desk: Terminal, city: MadeUpCity, tmp_path: Path) -> None:
    stick = str(tmp_path / "stick")
    desk.done("send", "--folder", stick)
    (package,) = (tmp_path / "stick").glob("*.cchc")
    code = desk.told("search", "thu")["dossiers"][0]["code"]
    city.answers_beside(package, desk_key(desk), questions=(CityQuestion(id="q1", code=code, text="Đã xong chưa?"),))
    assert desk.told("send", "--folder", stick)["questions"] == 1
    assert desk.told("city-question", "list")["questions"] == [
        {"id": "q1", "code": code, "text": "Đã xong chưa?", "is_answered": False}
    ]
    desk.done("city-question", "answer", "q1", "--text", "Mai xong.")
    assert desk.told("city-question", "list")["questions"][0]["is_answered"] is True
    assert "không còn chờ trả lời" in desk.run("city-question", "answer", "q1", "--text", "x").sentence
    assert "CityAsked" in desk.kinds
