"""The real program stopped at each of its wishes to keep something: by a kill, and by a disk that answers with an error.

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
def _opened(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    terminal = Terminal(tmp_path_factory.mktemp("steps"))
    terminal.done("init", "--sample")
    return terminal


@pytest.mark.parametrize("how", ["signal=KILL", "error=EIO"])
@pytest.mark.parametrize(
    ("call", "number"),
    [
        pytest.param("fdatasync", 1, id="the log begins"),
        pytest.param("fdatasync", 3, id="the dossier"),
        pytest.param("fdatasync", 4, id="the listing's codes"),
        pytest.param("fdatasync", 5, id="the slip is handed over"),
        pytest.param("fsync", 1, id="the slip's file"),
        pytest.param("fsync", 2, id="the slip's folder"),
        pytest.param("fdatasync", 6, id="the slip is out"),
    ],
)
def test_stopped_at_any_step_nothing_is_half_done(
    _opened: Terminal, tmp_path: Path, how: str, call: str, number: int
) -> None:
    terminal, slip, calls = _opened.copy(tmp_path), tmp_path / "slip.pdf", tmp_path / "calls"
    words = ("receive", "--file", terminal.file("d.json", dossier()), "--slip", str(slip))
    said = terminal.run(*words, before=stopping(calls, call, f"{how}:when={number}"))
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
    terminal.done(*(("slip", CODE, "--out", str(slip)) if is_received else words))
    kinds = terminal.kinds
    assert kinds.count("DossierReceived") == 1
    assert kinds[-1] == "PaperOut"
    assert terminal.told("verify")["done"] is True


@pytest.mark.parametrize("number", [1, 6])
def test_killed_at_the_first_run_there_is_a_desk_or_none(tmp_path: Path, number: int) -> None:
    terminal = Terminal(tmp_path)
    kill = stopping(tmp_path / "calls", "fdatasync,fsync", f"signal=KILL:when={number}")
    assert terminal.run("init", "--sample", before=kill).code != 0
    has_desk = (terminal.data / "desk.db").exists()
    assert has_desk == (number == 6)
    if not has_desk:
        assert terminal.refused("settings")["error"] == "FolderNotPrepared"
        terminal.done("init", "--sample")
    assert terminal.told("verify")["done"] is True
    assert not list(terminal.data.glob("desk.opening*"))
