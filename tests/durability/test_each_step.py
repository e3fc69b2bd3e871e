"""The real program stopped at each of its wishes to keep something: by a kill, and by a disk that fails.

strace stops it there, so that no moment is left to chance: before a record, between a record and its paper, between a
paper and its entry.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, dossier
from tests.durability.system_calls import stopping

CODE = "000.99.40.H32-231026-0001"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    terminal = Terminal(tmp_path_factory.mktemp("steps"))
    terminal.done("init", "--sample")
    return terminal


@pytest.mark.parametrize(
    ("call", "how"),
    [
        pytest.param("fdatasync", "error=EIO:when=3", id="the dossier is not kept"),
        pytest.param("fdatasync", "error=EIO:when=4", id="that the slip is handed over is not kept"),
        pytest.param("fsync", "error=EIO:when=1", id="the slip's file is not kept"),
        pytest.param("fsync", "error=EIO:when=2", id="the slip's name is not kept"),
        pytest.param("fdatasync", "error=EIO:when=5", id="that the slip is out is not kept"),
        pytest.param("fdatasync", "signal=KILL:when=3", id="killed at the dossier"),
        pytest.param("fdatasync", "signal=KILL:when=4", id="killed before the slip"),
        pytest.param("fsync", "signal=KILL:when=1", id="killed at the slip's file"),
        pytest.param("fsync", "signal=KILL:when=2", id="killed behind the slip"),
        pytest.param("fdatasync", "signal=KILL:when=5", id="killed before the slip is out"),
    ],
)
def test_stopped_at_any_step_nothing_is_half_done(opened: Terminal, tmp_path: Path, how: str, call: str) -> None:
    terminal, slip, calls = opened.copy(tmp_path), tmp_path / "slip.pdf", tmp_path / "calls"
    words = ("receive", "--file", terminal.file("d.json", dossier()), "--slip", str(slip))
    said = terminal.run(*words, before=stopping(calls, call, how))
    assert ("killed by SIGKILL" if "KILL" in how else "(INJECTED)") in calls.read_text("utf-8")
    assert "Traceback" not in said.err
    is_received = "DossierReceived" in terminal.kinds
    if slip.exists():
        assert is_received, "no paper without its record"
        assert slip.read_bytes().rstrip().endswith(b"%%EOF")
    if "Chưa có gì được lưu" in said.err:
        assert not is_received
    if is_received and said.code == 1:
        assert CODE in said.sentence, "a dossier that is on record is named"
    had_slip = slip.exists()
    again = ("slip", CODE, "--out", str(slip), "--reason", "mất điện")
    told = terminal.told(*(again if is_received else words))
    assert not had_slip or told["reprint"] == 1, "a second paper bears its mark"
    kinds = terminal.kinds
    assert kinds.count("DossierReceived") == 1
    assert kinds[-1] == "PaperOut"
    assert terminal.told("verify")["done"] is True


@pytest.mark.parametrize(("call", "has_desk"), [("fdatasync", False), ("rename", False), ("rename:when=2", True)])
def test_killed_at_the_first_run_there_is_a_desk_or_none(tmp_path: Path, call: str, has_desk: bool) -> None:
    """It is killed when it first keeps something; when the file gets its name; behind that, at the marker's name."""
    terminal = Terminal(tmp_path)
    name, _colon, which = call.partition(":")
    kill = stopping(tmp_path / "calls", name, f"signal=KILL:{which or 'when=1'}")
    assert terminal.run("init", "--sample", before=kill).code != 0
    assert (terminal.data / "desk.db").exists() == has_desk
    if not has_desk:
        assert terminal.refused("settings")["error"] == "FolderNotPrepared"
        terminal.done("init", "--sample")
    assert terminal.told("verify")["done"] is True
    assert not list(terminal.data.glob("desk.opening*"))


def test_a_first_run_that_finds_no_room_when_its_log_is_brought_home_leaves_no_desk(tmp_path: Path) -> None:
    """All of it stands in the log, the file itself is full: its name alone would be a desk without a journal."""
    terminal = Terminal(tmp_path)
    terminal.data.mkdir()
    full = stopping(tmp_path / "calls", "pwrite64", "error=ENOSPC:when=20+", "-P", str(terminal.data / "desk.opening"))
    assert terminal.refused("init", "--sample", before=full)["error"] == "DiskFull"
    assert [path.name for path in terminal.data.iterdir()] == ["desk.lock"]
    terminal.done("init", "--sample")
    assert terminal.told("verify")["done"] is True
