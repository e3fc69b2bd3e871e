"""Where there is no screen, or not even the packages: help works anywhere, and one sentence says what is lacking."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_desktop.cli_arguments import has_screen
from tests.cli.terminal import ROOT, Said, Terminal

NEVER_NEEDED = ("PySide6", "shiboken6", "ui", "reportlab", "qrcode", "sqlite_utils", "pypdfium2")


def bare(terminal: Terminal, *words: str, **environment: str) -> Said:
    """Run the program with Python's own library only, as on a machine where nothing was installed."""
    done = subprocess.run(
        [sys.executable, "-S", "main.py", *words],
        cwd=ROOT,
        env={**terminal.environment, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Said(code=done.returncode, out=done.stdout, err=done.stderr)


def imported(terminal: Terminal, *words: str) -> set[str]:
    """Return the packages that a run imports, as Python itself reports them."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *words],
        cwd=ROOT,
        env=terminal.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return {line.rsplit("|", 1)[-1].strip().partition(".")[0] for line in done.stderr.splitlines()}


def test_help_needs_no_package_and_imports_none(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    said = bare(terminal, "--help")
    assert (said.code, said.err) == (0, "")
    assert "tiếp nhận một hồ sơ" in said.out
    assert not imported(terminal, "main.py", "--help") & set(NEVER_NEEDED)
    assert {"reportlab", "PySide6"} <= imported(terminal, "-c", "import reportlab, PySide6"), "it would be seen"


@pytest.mark.parametrize("command", ["receive", "due", "next-generation"])
def test_help_of_a_command_is_in_vietnamese(tmp_path: Path, command: str) -> None:
    said = bare(Terminal(tmp_path), command, "--help")
    assert said.code == 0
    assert "thư mục của bàn" in said.out


def test_reading_commands_load_no_screen(desk: Terminal) -> None:
    found = imported(desk, "main.py", "search", "thu", "--data", str(desk.data))
    assert not found & {"PySide6", "shiboken6", "ui", "reportlab"}
    assert "sqlite3" in found


def test_without_a_screen_the_window_says_how_to_get_one(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    said = terminal.run()
    assert said.code == 2
    assert "không có màn hình" in said.sentence
    assert "xvfb-run" in said.sentence
    assert "main.py --help" in said.sentence
    assert not terminal.data.exists()


@pytest.mark.parametrize(
    "environment", [{"DISPLAY": ":4711"}, {"WAYLAND_DISPLAY": "wayland-4711"}, {"QT_QPA_PLATFORM": "xcb"}]
)
def test_a_screen_that_does_not_answer_is_none(tmp_path: Path, environment: dict[str, str]) -> None:
    said = Terminal(tmp_path).run(environment=environment)
    assert said.code == 2
    assert "không có màn hình" in said.sentence


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ":4711"}, False),
        ({"DISPLAY": "unix:4711.0"}, False),
        ({"DISPLAY": "far.example:10.0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4711"}, False),
    ],
)
def test_which_screens_are_believed(environment: dict[str, str], expected: bool) -> None:
    assert has_screen(environment) is expected


def test_a_screen_that_answers_is_believed(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        assert not has_screen({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)})
        server.listen()
        assert has_screen({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)})


def test_what_is_not_installed_is_said_in_one_sentence(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    window = bare(terminal, "--data", str(terminal.data), QT_QPA_PLATFORM="offscreen")
    assert "PySide6" in window.sentence
    assert "make run" in window.sentence
    first = bare(terminal, "init", "--sample", "--json", "--data", str(terminal.data))
    assert "sqlite_utils" in first.sentence
    assert first.json["error"] == "NotInstalled"
    assert not list(terminal.data.glob("desk.db*"))
