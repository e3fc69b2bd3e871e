"""No paper before its record is on the disk: the order of the system calls of the real program, as strace sees it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import ROOT, Terminal, dossier
from tests.durability.system_calls import Call, calls_in, faults_in_order, opens, starts, stopping, strace, watch

FAKE_LP = """#!/bin/sh
cat > "$(dirname "$0")/printed.pdf"
echo "request id is $2-41 (1 file(s))"
"""


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    terminal.done("init", "--sample")
    return terminal


def test_the_record_is_on_disk_before_the_first_byte_of_the_slip(terminal: Terminal) -> None:
    slip = terminal.place / "slip.pdf"
    calls = watch(terminal, "receive", "--file", terminal.file("d.json", dossier()), "--slip", str(slip))
    assert faults_in_order(calls, is_paper=opens(".slip.pdf")) == []
    assert slip.read_bytes().startswith(b"%PDF")


def test_the_slip_is_whole_on_disk_before_the_journal_says_that_it_is_out(terminal: Terminal) -> None:
    slip = terminal.place / "slip.pdf"
    calls = watch(terminal, "receive", "--file", terminal.file("d.json", dossier()), "--slip", str(slip))
    order = [
        next(at for at, call in enumerate(calls) if call.name == "fsync" and ".slip.pdf" in call.path),
        next(at for at, call in enumerate(calls) if call.name.startswith("rename") and ".slip.pdf" in call.path),
        next(at for at, call in enumerate(calls) if call.name == "fsync" and call.path == str(terminal.place)),
        next(at for at, call in enumerate(calls) if "desk.db-wal" in call.path and "PaperOut" in call.words),
    ]
    assert order == sorted(order)


def test_a_new_log_is_in_its_folder_before_the_slip(terminal: Terminal) -> None:
    """A log that is on the disk under no name would be gone after a power cut."""
    slip = terminal.place / "slip.pdf"
    calls = watch(terminal, "receive", "--file", terminal.file("d.json", dossier()), "--slip", str(slip))
    assert faults_in_order(_of_folder(calls, terminal.data), is_paper=opens(".slip.pdf"), record="") == []


def _of_folder(calls: list[Call], folder: Path) -> list[Call]:
    """Return the calls as if the folder were the log: its making is the write, its own sync the sync."""
    log = str(folder / "desk.db-wal")
    made = [call for call in calls if call.path == log and call.name == "openat"][:1]
    assert made, "the log is made new in this run"
    found = []
    for call in calls:
        if call is made[0]:
            found.append(Call(name="write", path=log, words="", is_done=True))
        elif call.path == str(folder) and call.name in ("fsync", "fdatasync"):
            found.append(Call(name="fsync", path=log, words="", is_done=call.is_done))
        elif call.path != log:
            found.append(call)
    return found


def test_a_reprint_is_on_record_before_its_paper(terminal: Terminal) -> None:
    slip = terminal.place / "slip.pdf"
    code = terminal.told("receive", "--file", terminal.file("d.json", dossier()), "--slip", str(slip))["code"]
    calls = watch(terminal, "slip", code, "--out", str(terminal.place / "again.pdf"), "--reason", "khách làm mất")
    assert faults_in_order(calls, is_paper=opens(".again.pdf"), record="Reprinted") == []


def test_the_record_is_on_disk_before_the_print_system_hears_of_the_job(terminal: Terminal) -> None:
    programs = terminal.place / "bin"
    programs.mkdir()
    (programs / "lp").write_text(FAKE_LP, "utf-8")
    (programs / "lp").chmod(0o755)
    calls = terminal.place / "calls"
    done = subprocess.run(
        [*strace(calls), sys.executable, "-m", "tests.durability.print_once", str(terminal.data), "office"],
        cwd=ROOT,
        env={**terminal.environment, "PATH": f"{programs}:{terminal.environment['PATH']}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "41\n"), done.stderr
    assert faults_in_order(calls_in(calls.read_text("utf-8", "replace").splitlines()), is_paper=starts("lp")) == []
    assert (programs / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_where_the_disk_does_not_keep_the_record_there_is_no_paper(terminal: Terminal) -> None:
    """The disk answers "I/O error" to every wish to keep something: nothing is received, nothing printed."""
    slip = terminal.place / "slip.pdf"
    broken = stopping(terminal.place / "calls", "fdatasync,fsync", "error=EIO")
    before = terminal.entries
    file = terminal.file("d.json", dossier())
    answer = terminal.refused("receive", "--file", file, "--slip", str(slip), before=broken)
    assert answer["error"] == "StoreError"
    assert "Chưa có gì được lưu." in answer["sentence"]
    assert not slip.exists()
    assert terminal.entries == before
    assert terminal.told("verify")["dossiers"] == 0
    assert terminal.told("receive", "--file", file, "--slip", str(slip))["code"].endswith("-0001")


WAL = "7</d/desk.db-wal>"
RECORD = f'7 pwrite64({WAL}, "...DossierReceived...", 4096, 0) = 4096'
SYNC = f"7 fdatasync({WAL}) = 0"
PAPER = '7 openat(AT_FDCWD</d>, "/d/.slip.pdf.7.part", O_WRONLY|O_CREAT|O_EXCL, 0600) = 8</d/.slip.pdf.7.part>'
BEFORE, WAITS, NONE = "before its record", "waits for the disk", "no paper"


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        pytest.param([RECORD, SYNC, PAPER], [], id="right"),
        pytest.param([PAPER, RECORD, SYNC], [BEFORE], id="paper first"),
        pytest.param([RECORD, PAPER, SYNC], [BEFORE, WAITS], id="paper before the disk"),
        pytest.param([RECORD, PAPER], [BEFORE, WAITS], id="never synced"),
        pytest.param([RECORD, f"{SYNC[:-1]}-1 EIO (Input/output error)", PAPER], [BEFORE, WAITS], id="sync failed"),
        pytest.param([SYNC, RECORD, PAPER], [BEFORE, WAITS], id="synced too early"),
        pytest.param([RECORD, SYNC, RECORD, PAPER], [WAITS], id="a later write waits"),
        pytest.param([SYNC, PAPER], [BEFORE], id="another record"),
        pytest.param([RECORD, SYNC], [NONE], id="no paper"),
        pytest.param([RECORD, SYNC, PAPER.replace("O_WRONLY|O_CREAT|O_EXCL", "O_RDONLY")], [NONE], id="only read"),
        pytest.param(
            [RECORD, f"7 fdatasync({WAL} <unfinished ...>", f"8 {PAPER[2:]}", "7 <... fdatasync resumed>) = 0"],
            [BEFORE, WAITS],
            id="another process begins while the disk is asked",
        ),
        pytest.param(
            [RECORD, f"7 fdatasync({WAL} <unfinished ...>", "7 <... fdatasync resumed>) = 0", PAPER], [], id="in two"
        ),
    ],
)
def test_a_wrong_order_is_seen(lines: list[str], faults: list[str]) -> None:
    found = faults_in_order(calls_in(lines), is_paper=opens(".slip.pdf"))
    assert len(found) == len(faults)
    assert all(part in whole for part, whole in zip(faults, found, strict=True))
