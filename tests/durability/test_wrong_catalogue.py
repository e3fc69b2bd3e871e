"""A wrong line in the catalogue: file, line and column are named, and no desk is made of the other lines."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import ROOT, Terminal
from tests.durability.wrong_columns import files


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program without its screens, whose files may be spoilt."""
    place = tmp_path / "program"
    without = shutil.ignore_patterns("__pycache__")
    for name in ("cchc_desktop", "resources"):
        shutil.copytree(ROOT / name, place / name, ignore=without)
    shutil.copy(ROOT / "main.py", place)
    shutil.copy(ROOT / "tests" / "durability" / "wrong_columns.py", place)
    return place


def run(program: Path, terminal: Terminal, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=program,
        env=terminal.environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def columns() -> list[tuple[str, str]]:
    """Return (file, column) of everything that `init` reads."""
    return [
        (path.name, column)
        for path in files()
        for column in next(csv.reader(io.StringIO(path.read_text("utf-8").splitlines()[0])))
    ]


def test_every_column_of_every_file_is_named_when_it_is_wrong(program: Path, tmp_path: Path) -> None:
    done = run(program, Terminal(tmp_path), "wrong_columns.py")
    assert done.returncode == 0, done.stderr
    *spoilt, mended = (json.loads(line) for line in done.stdout.splitlines())
    assert [(one["file"], one["column"]) for one in spoilt] == columns()
    assert len(spoilt) > 50
    for one in spoilt:
        _check(one)
    assert mended["said"]["code"] == 0


def _check(one: dict[str, Any]) -> None:
    said = one["said"]
    assert (said["code"], said["answer"]["error"]) == (1, "CatalogueLineWrong"), one
    expected = f"Tệp {one['file']}, dòng 3, cột {one['column']}: thừa dấu cách. Không dòng nào được nạp."
    assert said["answer"]["sentence"].startswith(expected), one
    assert said["err"] == said["answer"]["sentence"] + "\n"
    first = said["answer"]["facts"]["problems"][0]
    assert (first["file"], first["line"], first["column"]) == (one["file"], 3, one["column"])
    assert one["made"] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("procedures.csv", "cấp xã,3,working_days", "cấp xã,ba,working_days", "dòng 6, cột term_count: không phải số"),
        ("procedures.csv", "code,name", "code,title", "dòng 1: dòng đầu không đúng các cột"),
        ("procedures.csv", ",Hộ tịch,", ",", "dòng 3: thừa hoặc thiếu ô"),
        ("procedures.csv", "", None, "procedures.csv: không có tệp này"),
        ("papers.csv", "", b"procedure_code\xff", "papers.csv, dòng 1: không phải UTF-8"),
        ("version.txt", "", b"", "version.txt, dòng 1: bản viết không đúng"),
    ],
)
def test_a_wrong_file_is_told_in_words(
    program: Path, tmp_path: Path, file: str, old: str, new: str | bytes | None, told: str
) -> None:
    path = program / "resources" / "catalogue" / file
    if isinstance(new, str):
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    elif new is None:
        path.unlink()
    else:
        path.write_bytes(new)
    done = run(program, Terminal(tmp_path), "main.py", "init", "--sample", "--data", str(tmp_path / "desk"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert told in done.stderr
    assert done.stderr.endswith("Không dòng nào được nạp. Sửa tệp rồi nạp lại.\n")
    assert not list((tmp_path / "desk").glob("desk.*db*"))
