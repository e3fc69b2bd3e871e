"""CCHC_NOW: obeyed in training folders and by their `init`, nowhere else; and a clock that cannot be believed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cchc_desktop.clock import VIETNAM
from tests.cli.terminal import OFFICER, Terminal, dossier

REAL = ("init", "--officer", OFFICER, "unit_name=Phước Hòa", "agency_code=000.16.40.H32")


@pytest.mark.parametrize("words", [("init", "--training"), ("init", "--sample")])
def test_init_of_a_training_folder_obeys_it(tmp_path: Path, words: tuple[str, ...]) -> None:
    terminal = Terminal(tmp_path, now="2023-10-26T15:30")
    terminal.done(*words)
    assert terminal.told("due", "2.000815")["received_at"].startswith("2023-10-26T15:30")


@pytest.mark.parametrize("now", ["2023-10-26T15:30", "nonsense", "@/no/such/file"])
def test_a_real_folder_does_not_even_look_at_it(tmp_path: Path, now: str) -> None:
    terminal = Terminal(tmp_path, now=now)
    before = datetime.now(VIETNAM) - timedelta(seconds=2)
    terminal.done(*REAL)
    told = datetime.fromisoformat(terminal.run("clock", "?", "--json").json["now"])
    assert before <= told <= datetime.now(VIETNAM)


def test_a_file_is_read_anew_each_time(tmp_path: Path) -> None:
    hand = tmp_path / "now"
    hand.write_text("2023-10-26T08:00\n", "utf-8")
    terminal = Terminal(tmp_path, now=f"@{hand}")
    terminal.done("init", "--sample")
    assert terminal.told("due", "2.000815")["received_at"] == "2023-10-26T08:00:00+07:00"
    hand.write_text("2023-10-26T03:30:15Z", "utf-8")
    assert terminal.told("due", "2.000815")["received_at"] == "2023-10-26T10:30:15+07:00"


@pytest.mark.parametrize("now", ["abc", "2023-13-01T00:00", "2023-10-26 nine", "@/no/such/file", "@.", " "])
def test_nonsense_is_one_sentence_and_nothing_is_written(desk: Terminal, now: str) -> None:
    before = desk.entries
    desk.is_at(now)
    file = desk.file("d.json", dossier(accepts_duplicate=True))
    for words in (("due", "2.000815"), ("receive", "--file", file)):
        answer = desk.refused(*words)
        assert answer["error"] == "ClockUnreadable"
        assert "CCHC_NOW" in answer["sentence"]
    assert desk.entries == before


def test_nonsense_makes_no_training_folder(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, now="soon")
    assert terminal.refused("init", "--training")["error"] == "ClockUnreadable"
    assert not list(terminal.data.glob("desk.db*"))


@pytest.mark.parametrize(
    ("now", "error"),
    [
        pytest.param("2023-10-26T08:58", None, id="2 minutes behind"),
        pytest.param("2023-10-26T08:57:59", "ClockBehind", id="a second more behind"),
        pytest.param("2022-10-26T09:00", "ClockBehind", id="a year behind"),
        pytest.param("2023-10-31T09:00", None, id="3 working days ahead"),
        pytest.param("2023-11-01T09:00", "ClockAhead", id="4 working days ahead"),
    ],
)
def test_a_clock_that_cannot_be_believed_stops_writing(desk: Terminal, now: str, error: str | None) -> None:
    desk.is_at(now)
    file = desk.file("d.json", dossier(accepts_duplicate=True))
    if error is None:
        assert desk.told("receive", "--file", file)["code"].endswith(f"{3 if now[:10] == '2023-10-26' else 1:04}")
        return
    for words in (("receive", "--file", file), ("fee", "000.99.40.H32-231026-0001", "cash", "--dong", "1000")):
        answer = desk.refused(*words)
        assert answer["error"] == error
        assert "clock 'ngày" in answer["sentence"]
    assert desk.told("search", "thu")["count"] == 1, "reading goes on"


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2023-10-25T14:00", "ngày 25 tháng 10 năm 2023"),
        ("2023-11-20T08:00", "Ngày 20 tháng 11 năm 2023"),
        ("2023-11-20T08:00", "20/11/2023"),
    ],
)
def test_the_date_in_words_lets_work_go_on(desk: Terminal, now: str, said: str) -> None:
    desk.is_at(now)
    file = desk.file("d.json", dossier(accepts_duplicate=True))
    assert "Error" not in desk.refused("receive", "--file", file)["error"]
    wrong = desk.run("clock", "ngày 24 tháng 12 năm 2023")
    assert wrong.code == 1
    assert "Chưa ghi gì" in wrong.sentence
    assert desk.refused("receive", "--file", file)
    told = desk.told("clock", said)
    assert told["done"] is True
    assert told["now"].startswith(now)
    assert desk.told("receive", "--file", file)["received_at"].startswith(now)
    assert desk.told("verify")["done"] is True
