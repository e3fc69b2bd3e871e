"""The last way: the file on disk, and a viewer if there is one."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_desktop.errors import PrintError
from cchc_desktop.printing.opening import open_paper, write_paper
from tests.tools.printer import wait_until

ROOT = Path(__file__).parents[2]
NAME = "H26.188.22-261120-0417.pdf"


def test_the_file_is_whole_and_only_ours(tmp_path: Path) -> None:
    path = write_paper(b"%PDF-1.4 first", tmp_path / "new" / "folder", NAME)
    again = write_paper(b"%PDF-1.4 second", tmp_path / "new" / "folder", NAME)
    assert path == again == tmp_path / "new" / "folder" / NAME
    assert path.read_bytes() == b"%PDF-1.4 second"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [NAME]


@pytest.mark.parametrize("name", ["../x.pdf", "Nguyễn.pdf", "giay hen.pdf", "x.exe", ".pdf", "", "a/b.pdf"])
def test_a_name_that_leaves_the_folder_or_names_a_person_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="file name"):
        write_paper(b"%PDF-1.4", tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PrintError) as told:
        write_paper(b"%PDF-1.4", tmp_path / "file" / "folder", NAME)
    assert told.value.facts == {"folder": str(tmp_path / "file" / "folder"), "cause": "Not a directory"}


def test_a_full_disk_is_told_and_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    write_paper(b"%PDF-1.4 first", tmp_path, NAME)
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from cchc_desktop.printing.opening import write_paper\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "write_paper(b'x' * 5000, Path(sys.argv[1]), sys.argv[2])\n"
    )
    done = subprocess.run((sys.executable, "-c", code, str(tmp_path), NAME), cwd=ROOT, capture_output=True, text=True)
    assert "PrintError" in done.stderr
    assert (tmp_path / NAME).read_bytes() == b"%PDF-1.4 first"
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


def test_the_viewer_gets_the_file_and_is_not_waited_for(tmp_path: Path) -> None:
    programs, seen = tmp_path / "bin", tmp_path / "seen"
    programs.mkdir()
    viewer = programs / "xdg-open"
    viewer.write_text(f'#!/bin/sh\necho "$1" >"{seen}.part"\nmv "{seen}.part" "{seen}"\n')
    viewer.chmod(0o755)
    path = opened_with(f"{programs}:{os.environ['PATH']}", tmp_path)
    wait_until(seen.exists, 10)
    assert seen.read_text().strip() == path == str(tmp_path / NAME)


def test_no_viewer_is_no_error_and_the_path_is_told(tmp_path: Path) -> None:
    assert opened_with(str(tmp_path), tmp_path) == str(tmp_path / NAME)
    assert open_paper(b"%PDF-1.4", tmp_path, NAME).exists()


def opened_with(path: str, folder: Path) -> str:
    """Open a paper in a program of its own with this PATH; return the path that it tells."""
    code = (
        "import sys; from pathlib import Path; from cchc_desktop.printing.opening import open_paper\n"
        "print(open_paper(b'%PDF-1.4', Path(sys.argv[1]), sys.argv[2]))\n"
    )
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(
        (sys.executable, "-c", code, str(folder), NAME), cwd=ROOT, env=environment, capture_output=True, check=True
    )
    return done.stdout.decode().strip()
