"""Không giấy hẹn at the terminal: a Tuesday from the first citizen to the last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, dossier

COPIES = "2.000815"


@pytest.fixture
def tuesday(tmp_path: Path) -> Terminal:
    """A desk on the first day of the pilot."""
    terminal = Terminal(tmp_path, now="2023-10-24T08:00")
    terminal.done("init", "--sample")
    return terminal


def _receive(terminal: Terminal, when: str, **more: object) -> str:
    terminal.environment["CCHC_NOW"] = when
    record = dossier(procedure_code=COPIES, **more)
    told = terminal.run(
        "receive", "--file", "-", "--accept-duplicate", "--json", stdin=json.dumps(record).encode()
    ).json
    assert told["is_same_day"] is True
    return str(told["code"])


def test_a_tuesday_at_the_terminal(tuesday: Terminal) -> None:
    first = _receive(tuesday, "2023-10-24T08:00")
    old = _receive(tuesday, "2023-10-24T08:10", priority="elderly")
    third = _receive(tuesday, "2023-10-24T08:20")
    tuesday.environment["CCHC_NOW"] = "2023-10-24T08:30"
    tuesday.done("same-day", "start", first)
    board = tuesday.told("same-day", "board")
    assert [(ticket["code"], ticket["lane"]) for ticket in board["tickets"]] == [
        (old, "waiting"), (first, "started"), (third, "waiting"),
    ]  # fmt: skip
    assert "8679/KH-UBND" in board["decision"]
    assert "name" not in board["tickets"][0]
    tuesday.environment["CCHC_NOW"] = "2023-10-24T09:00"
    assert tuesday.told("same-day", "ready", first)["state"] == "result_ready"
    assert tuesday.told("same-day", "return", first)["saved_minutes"] == 420
    assert tuesday.told("same-day", "return", old, "receiver=applicant")["saved_minutes"] == 430
    assert tuesday.told("same-day", "unreliable", old, "--reason", "Mất điện")["is_time_unreliable"] is True
    tuesday.environment["CCHC_NOW"] = "2023-10-24T16:55"
    told = tuesday.told("same-day", "to-appointment", third)
    assert (told["due_at"], told["promised_at"]) == ("2023-10-24T17:00:00+07:00", "2023-10-25T17:00:00+07:00")
    said = tuesday.done("same-day", "board")
    assert said.startswith("Không giấy hẹn theo Kế hoạch 8679/KH-UBND")
    assert "đã trao 2 hồ sơ (1 tính giờ), tiết kiệm 7 giờ" in said
    out = tuesday.place / "slip.pdf"
    tuesday.done("paper", third, "appointment_slip", "--out", str(out))
    assert out.exists()


def test_a_later_moment_wants_the_agreement(tuesday: Terminal) -> None:
    code = _receive(tuesday, "2023-10-24T08:00")
    late = ("same-day", "to-appointment", code, "--new-due-at", "2023-10-27T10:00")
    assert "thỏa thuận" in tuesday.run(*late).sentence
    assert tuesday.told(*late, "--agreement", "Số 5/TT")["promised_at"] == "2023-10-27T10:00:00+07:00"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("same-day", "start"), "Thiếu mã hồ sơ"),
        (("same-day", "board", "X-1"), "Bảng chờ không cần mã hồ sơ"),
        (("same-day", "start", "X-1"), "X-1"),
    ],
)
def test_what_cannot_be_done_is_said(tuesday: Terminal, words: tuple[str, ...], said: str) -> None:
    assert said in tuesday.run(*words).sentence


def test_outside_the_mode_a_key_says_where_the_dossier_stands(tuesday: Terminal) -> None:
    record = dossier(procedure_code=COPIES, wants_appointment=True)
    code = tuesday.run("receive", "--file", "-", "--json", stdin=json.dumps(record).encode()).json["code"]
    assert "có giấy hẹn" in tuesday.run("same-day", "to-appointment", code).sentence
