"""Who acts at the terminal: from the first PIN on nothing is written there that nobody's PIN stands for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cchc_desktop.cli_arguments import commands_known, is_done_by_somebody
from tests.cli.terminal import OFFICER, Terminal, dossier

LEADER, CLERK = "Trần Văn Mẫu", "Lê Thị Mẫu"
_PINS = {OFFICER: b"286413\n", LEADER: b"428913\n", CLERK: b"915273\n"}


@pytest.fixture(scope="module")
def _first_pins(_first_desk: Terminal, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    desk = _first_desk.copy(tmp_path_factory.mktemp("pins"))
    desk.done("official", LEADER, "--roles", "leader")
    desk.done("official", CLERK)
    desk.done("pin", OFFICER, "--pin-file", _file(desk, OFFICER))
    for name in (LEADER, CLERK):
        desk.done("pin", name, "--pin-file", _file(desk, name), *_as(desk, OFFICER))
    return desk


@pytest.fixture
def pins(_first_pins: Terminal, tmp_path: Path) -> Terminal:
    """A desk with an administrator, a leader and a clerk, each with a PIN; the desk keeps the administrator."""
    return _first_pins.copy(tmp_path)


def _file(desk: Terminal, name: str) -> str:
    return desk.file(f"{name}.txt", _PINS[name])


def _as(desk: Terminal, name: str) -> tuple[str, ...]:
    return "--as", name, "--as-pin-file", _file(desk, name)


def _code(desk: Terminal) -> str:
    return str(desk.told("search", "thu")["dossiers"][0]["code"])


_WRITING = [
    ("settings", "lock_minutes=9"),
    ("settings", "--officer", "Kẻ Lạ"),
    ("official", "Kẻ Lạ", "--roles", "leader"),
    ("official", LEADER, "--roles", "leader,administrator"),
    ("pin", LEADER, "--pin-file", "{pin}"),
    ("delegate", LEADER, CLERK, "--from", "2023-10-26", "--to", "2023-10-27", "--decision", "QĐ 1"),
    ("receive", "--accept-duplicate", "--file", "{dossier}"),
    ("fee", "{code}", "cash"),
    ("slip", "{code}", "--out", "{out}", "--reason", "mờ"),
    ("paper", "{code}", "appointment_slip", "--out", "{out}", "--reason", "mờ"),
    ("attach", "{code}", "{pin}"),
    ("result-ready", "{code}"),
    ("void", "{code}", "reason=Nhầm", "--draft"),
    ("void", "{code}", "reason=Nhầm", "--approver", LEADER, "--pin-file", "{leader}"),
    ("same-day", "start", "{code}"),
    ("send-back", "{code}"),
    ("guidance", "--file", "{dossier}"),
    ("intake-refusal", "--file", "{dossier}"),
    ("online", "file", "{dossier}"),
    ("emergency-slips", "2", "--out", "{out}"),
    ("register", "--from", "2023-10-26", "--to", "2023-10-26", "--pdf", "{out}"),
    ("close-day",),
    ("package", "2023-10-26", "--out", "{folder}"),
    ("enrol",),
    ("enrol", "--ward-key"),
    ("enrol", "--new-key", "--cause", "đổi máy"),
    ("enrol", "--key-store", "file"),
    ("send", "--folder", "{folder}"),
    ("take-acknowledgement", "{pin}"),
    ("carrier", "--folder", "{folder}"),
    ("city-question", "answer", "q1", "--text", "x"),
    ("take-package", "{pin}"),
    ("exceptions", "settle", "{code}", "--reason", "x"),
    ("take-over", "000.16.41.H32"),
    ("restore", "{copy}", "--reason", "thử"),
    ("catalogue", "load"),
    ("year-pack", "{dossier}", "--accept"),
    ("clock", "26/10/2023"),
    ("next-generation", "--reason", "thử"),
    ("import-logbook", "{dossier}"),
    ("figure", "--period", "2023-10", "feedback_received", "3"),
    ("evaluations", "--quarter", "2023-Q4", "{votes}"),
    ("report-send", "06a", "--period", "2023-10"),
]


@pytest.mark.parametrize("words", _WRITING, ids=" ".join)
def test_what_would_be_written_needs_somebody_and_the_pin(
    pins: Terminal, tmp_path: Path, words: tuple[str, ...]
) -> None:
    stand_for = {
        "code": _code(pins),
        "dossier": pins.file("d.json", dossier()),
        "votes": pins.file("votes.json", {"q1": {"good": 3}}),
        "out": str(tmp_path / "out.pdf"),
        "folder": str(tmp_path),
        "pin": pins.file("new.txt", b"731846\n"),
        "leader": _file(pins, LEADER),
        "copy": str(shutil.copy(pins.data / "desk.db", tmp_path / "copy.db")),
    }
    typed = [word.format(**stand_for) for word in words]
    before = pins.entries
    told = pins.refused(*typed)
    if "--officer" not in words:
        assert "--as CÁN-BỘ --as-pin-file TỆP" in told["sentence"]
        assert "mã PIN" in pins.refused(*typed, "--as", OFFICER)["sentence"]
    assert pins.entries == before
    assert not (tmp_path / "out.pdf").exists()
    wrong = pins.refused(*typed, "--as", OFFICER, "--as-pin-file", pins.file("wrong.txt", b"999123\n"))
    assert (wrong["error"], pins.kinds[before:]) in (("PinWrong", ["PinFailed"]), ("PinWrong", []), (told["error"], []))


def test_no_writing_command_is_forgotten_above() -> None:
    tried = {words[0] for words in _WRITING}
    left = {name for name in commands_known() if is_done_by_somebody(name)} - tried
    steps = {name for name, (told, _add) in commands_known().items() if told.startswith("bước")}
    assert left - steps == {"approve"}  # the approver's own PIN is asked for


def test_who_only_reads_is_asked_nothing(pins: Terminal) -> None:
    code, day = _code(pins), ("--from", "2023-10-26", "--to", "2023-10-26")
    before = pins.entries
    for words in (
        ("settings",), ("catalogue", "list"), ("show", code), ("online", "list"), ("same-day", "board"), ("verify",),
        ("close-day", "--list"), ("register", *day), ("spot-check", *day), ("slip", code, "--check"), ("rebuild",),
        ("morning-page", "--out", str(pins.place / "page.pdf")), ("result-ready", code, "--check"), ("officials",),
        ("carrier",), ("city-question", "list"), ("exceptions", "list"),
    ):  # fmt: skip
        pins.done(*words)
    assert pins.entries == before


def test_what_is_the_administrators_needs_that_session(pins: Terminal) -> None:
    before = pins.entries
    clerk = _as(pins, CLERK)
    for words in (
        ("settings", "lock_minutes=9"),
        ("official", "Kẻ Lạ", "--roles", "leader"),
        ("pin", LEADER, "--pin-file", pins.file("new.txt", b"731846\n")),
        ("enrol", "--ward-key"),
        ("carrier", "--none"),
        ("take-over", "000.16.41.H32"),
        ("catalogue", "load"),
    ):
        assert "quản trị" in pins.refused(*words, *clerk)["sentence"] or words[0] == "pin", words
    assert pins.entries == before
    pins.done("receive", "--accept-duplicate", "--file", pins.file("d.json", dossier()), *clerk)
    pins.done("settings", "lock_minutes=9", *_as(pins, OFFICER))
    pins.done("official", "Phạm Văn Mẫu", "--roles", "leader", *_as(pins, OFFICER))


def test_whoever_sits_down_with_the_own_pin_needs_no_second_one(pins: Terminal) -> None:
    pins.done("settings", "--officer", CLERK, "--officer-pin-file", _file(pins, CLERK))
    assert pins.told("settings")["officer"] == CLERK
    assert "quản trị" in pins.refused("settings", "lock_minutes=9", *_as(pins, CLERK))["sentence"]
    pins.refused("settings", "lock_minutes=9", "--officer", CLERK, "--officer-pin-file", _file(pins, CLERK))


def test_an_administrator_without_a_pin_is_nobody_once_another_has_one(desk: Terminal) -> None:
    desk.done("official", CLERK, "--roles", "clerk,administrator")
    desk.done("pin", CLERK, "--pin-file", _file(desk, CLERK), "--as", CLERK)
    before = desk.entries
    none = desk.file("none.txt", b"111999\n")
    for session in ((), ("--as", OFFICER), ("--as", OFFICER, "--as-pin-file", none)):
        desk.refused("official", "Kẻ Lạ", "--roles", "leader", *session)
    desk.refused("settings", "lock_minutes=9", "--officer", OFFICER)
    assert desk.entries == before
    desk.done("pin", OFFICER, "--pin-file", _file(desk, OFFICER), *_as(desk, CLERK))


def test_a_leader_is_made_by_an_administrator_only(desk: Terminal) -> None:
    desk.done("official", CLERK)
    before = desk.entries
    told = desk.refused("official", "Kẻ Lạ", "--roles", "leader", "--as", CLERK)
    assert "quản trị" in told["sentence"]
    desk.refused("official", CLERK, "--roles", "leader", "--as", CLERK)
    assert desk.entries == before


def test_a_restored_folder_goes_on_by_somebody_with_a_pin(pins: Terminal) -> None:
    before = pins.entries
    wrong = pins.refused(
        "next-generation", "--reason", "thử", "--as", CLERK, "--as-pin-file", pins.file("wrong.txt", b"999123\n")
    )
    assert (wrong["error"], pins.entries) == ("PinWrong", before)
    assert pins.told("next-generation", "--reason", "khôi phục", *_as(pins, CLERK))["journal"].endswith("/2")
