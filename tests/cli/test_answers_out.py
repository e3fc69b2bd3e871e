"""Answers that cannot go out, or go out into files and pipes of another alphabet: what is done stays done."""

from __future__ import annotations

import errno
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_desktop import cli, errors, sentences
from tests.cli.terminal import ROOT, Terminal, dossier

FIRST = "000.99.40.H32-231026-0001"


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "ascii"}, {"LANG": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "cp1252"}]
)
def test_answers_are_utf_8_in_pipes_whatever_the_machine_speaks(desk: Terminal, environment: dict[str, str]) -> None:
    assert desk.told("show", FIRST, environment=environment)["applicant_name"] == "Nguyễn Thị Thử"
    assert "Chủ hồ sơ: Nguyễn Thị Thử" in desk.done("show", FIRST, environment=environment)
    assert "Không có hồ sơ" in desk.run("show", "X", environment=environment).sentence


@pytest.mark.parametrize("words", [("show", FIRST), ("show", FIRST, "--json")])
def test_an_answer_that_cannot_be_written_is_said(desk: Terminal, words: tuple[str, ...]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = _run(desk, *words, stdout=full)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Việc đã làm xong, nhưng câu trả lời không ghi ra được. Xem lại bằng show hoặc search."
    ]


@pytest.mark.parametrize("words", [(), ("receive",), ("package",), ("pin",), ("result-ready",), ("report",)])
def test_help_is_in_the_clerks_language(desk: Terminal, words: tuple[str, ...]) -> None:
    said = desk.run(*words, "--help").out
    assert said.startswith("cách dùng: main.py")
    assert "tùy chọn:" in said
    assert not re.search("usage|options|positional|arguments", said)


def test_answers_name_boards_and_roles_in_the_clerks_language(desk: Terminal) -> None:
    boards = desk.done("board")
    assert "Quá hạn: 0\n" in boards
    assert "Hẹn trả sau 3 ngày làm việc: 1  (xem: board due_3)" in boards
    assert desk.done("officials").strip().endswith("tiếp nhận, quản trị")


def test_a_reader_who_has_seen_enough_is_no_error(desk: Terminal) -> None:
    command = [sys.executable, "main.py", "catalogue", "list", "--json", "--data", str(desk.data)]
    with subprocess.Popen(
        command, cwd=ROOT, env=desk.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_dossier_is_kept_though_its_answer_is_lost(desk: Terminal) -> None:
    before = desk.told("verify")["dossiers"]
    file = desk.file("d.json", dossier(accepts_duplicate=True))
    with open("/dev/full", "w", encoding="utf-8") as full:
        assert _run(desk, "receive", "--file", file, stdout=full).returncode == 1
    assert desk.told("verify")["dossiers"] == before + 1


def test_json_is_one_object_in_utf_8_without_escapes(desk: Terminal) -> None:
    out = desk.done("show", FIRST, "--json")
    assert "Nguyễn Thị Thử" in out
    assert json.loads(out)["done"] is True


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, errors.DiskFull),
        (errno.EDQUOT, errors.DiskFull),
        (errno.EROFS, errors.FolderReadOnly),
        (errno.EACCES, errors.FolderReadOnly),
        (errno.EIO, errors.StoreError),
    ],
)
def test_what_the_machine_refuses_has_a_sentence(number: int, error: type[errors.StoreError]) -> None:
    told = cli._of_the_machine(OSError(number, "told by the machine"), Path("/desk"))
    assert type(told) is error
    assert "told by the machine" not in sentences.sentence(told)


def _run(desk: Terminal, *words: str, stdout: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", *words, "--data", str(desk.data)],
        cwd=ROOT,
        env=desk.environment,
        stdout=stdout,  # type: ignore[call-overload]
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
