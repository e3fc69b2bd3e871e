"""Somebody at a terminal: the real program, a folder of its own, and a clock that shows what the test sets.

terminal = Terminal(tmp_path)
terminal.run("init", "--sample")
assert terminal.told("show", code)["state"] == "processing"
"""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import functools
import json
import os
import re
import select
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cchc_desktop.cli_arguments import is_done_by_somebody

ROOT = Path(__file__).resolve().parents[2]
START = "2023-10-26T09:00"
"""A Thursday."""
OFFICER = "Nguyễn Thị Thử"

_VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Its JSON, one object."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def sentence(self) -> str:
        """The one line that a refusal says; what a refusal has to be is checked on the way."""
        assert self.code not in (0, None), self
        lines = self.err.splitlines()
        assert len(lines) == 1, self
        assert _VIETNAMESE.search(lines[0]), self
        assert lines[0].endswith("."), self
        assert "Traceback" not in self.err + self.out, self
        assert "Chương trình gặp lỗi" not in self.err, self
        return lines[0]


class Terminal:
    """One desk's folder and the commands given there."""

    def __init__(self, place: Path, *, now: str = START) -> None:
        self.place = place
        self.data = place / "desk"
        self.session: tuple[str, ...] = ()
        """``--as`` and the PIN's file, added to every command that takes them and names nobody."""
        self.environment: dict[str, str] = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(place / "home"),
            "XDG_DATA_HOME": str(place / "share"),
            "XDG_STATE_HOME": str(place / "state"),
            "LANG": "C.UTF-8",
            "CCHC_NOW": now,
        }

    def run(
        self,
        *words: str,
        stdin: bytes = b"",
        environment: Mapping[str, str] | None = None,
        before: Sequence[str] = (),
    ) -> Said:
        """Run ``main.py`` with these words on the folder.

        Args:
            words: The command and its arguments; ``--data`` is added.
            stdin: What comes in by the standard input.
            environment: Variables besides the terminal's own; a new Python is started, which reads them.
            before: A program that runs ours (``strace -o file``); a new Python is started under it.
        """
        if self.session and is_done_by_somebody(words[0]) and "--as" not in words:
            words = (*words, *self.session)
        words = (*words, "--data", str(self.data))
        if not environment and not before:
            return self._run_quickly(words, stdin)
        done = subprocess.run(
            [*before, sys.executable, "main.py", *words],
            cwd=ROOT,
            env={**self.environment, **(environment or {})},
            input=stdin,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Said(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())

    def _run_quickly(self, words: Sequence[str], stdin: bytes) -> Said:
        with tempfile.TemporaryDirectory() as folder:
            given, out, err = (Path(folder, name) for name in ("stdin", "out", "err"))
            given.write_bytes(stdin)
            files = [str(path) for path in (given, out, err)]
            code = _program().run({"words": words, "environment": self.environment, "files": files})
            return Said(code=code, out=out.read_bytes().decode(), err=err.read_bytes().decode())

    def done(self, *words: str, **how: Any) -> str:
        """Run a command that has to be done and return its text."""
        said = self.run(*words, **how)
        assert said.code == 0, said
        assert said.err == "", said
        return said.out

    def told(self, *words: str, **how: Any) -> dict[str, Any]:
        """Run a command that has to be done and return its JSON."""
        found = json.loads(self.done(*words, "--json", **how))
        assert isinstance(found, dict)
        return found

    def refused(self, *words: str, **how: Any) -> dict[str, Any]:
        """Run a command that has to be refused with one sentence and return its JSON."""
        said = self.run(*words, "--json", **how)
        answer = said.json
        assert answer["done"] is False
        assert answer["sentence"] == said.sentence
        return answer

    def file(self, name: str, content: object) -> str:
        """Write a file (JSON, or bytes as they are) and return its path."""
        path = self.place / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode())
        return str(path)

    def is_at(self, now: str) -> None:
        """Set the clock of the training folder."""
        self.environment["CCHC_NOW"] = now

    def sit_down(self, officer: str, pin_file: str) -> None:
        """Let an official with a PIN give every command from now on."""
        self.session = ("--as", officer, "--as-pin-file", pin_file)

    @property
    def kinds(self) -> list[str]:
        """The kinds of the journal's entries in order, asked of the file itself."""
        with contextlib.closing(sqlite3.connect(f"file:{self.data / 'desk.db'}?mode=ro", uri=True)) as db:
            return [row[0] for row in db.execute("select kind from entry order by seq")]

    @property
    def entries(self) -> int:
        """How many entries the journal holds."""
        return len(self.kinds)

    def copy(self, place: Path) -> Terminal:
        """Return another terminal with a copy of folder and state, as if this one stood there."""
        for name in ("desk", "state"):
            shutil.copytree(self.place / name, place / name)
        return Terminal(place, now=self.environment["CCHC_NOW"])


class _QuickProgram:
    """The process of `quick_program`, kept for all tests of this run."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.quick_program"],
            cwd=ROOT,
            env={**os.environ, "LANG": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, what: Mapping[str, Any]) -> int:
        """Run the program once and return its exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        self._process.stdin.flush()
        assert select.select([self._process.stdout], [], [], 120)[0], what
        return int(self._process.stdout.readline())

    def end(self) -> None:
        """End the process."""
        self._process.communicate()


@functools.cache
def _program() -> _QuickProgram:
    program = _QuickProgram()
    atexit.register(program.end)
    return program


def dossier(**changes: Any) -> dict[str, Any]:
    """Return an invented dossier as ``receive --file`` takes it; a change of ``None`` leaves a name out."""
    base: dict[str, Any] = {
        "procedure_code": "1.004873",
        "applicant": {
            "name": "Nguyễn Thị Thử",
            "personal_id": "056190000123",
            "birth_on": "1990-02-01",
            "sex": "female",
            "address": "1 Đường Mẫu, Phường Mẫu",
            "phone": "0905000417",
        },
    }
    base |= changes
    return {name: value for name, value in base.items() if value is not None}


def text_of(pdf: Path) -> str:
    """Return the text of a PDF as `pdftotext` reads it."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, timeout=60)
    return done.stdout.decode()
