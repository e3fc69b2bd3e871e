"""A training folder with two dossiers, made once and copied for each test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, dossier


@pytest.fixture(scope="session")
def _first_desk(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    terminal = Terminal(tmp_path_factory.mktemp("terminal"))
    terminal.done("init", "--sample")
    terminal.done("receive", "--file", terminal.file("one.json", dossier()), "--slip", str(terminal.place / "one.pdf"))
    other = dossier(procedure_code="2.000815", applicant={"name": "Lê Văn Mẫu", "phone": "0905111222"})
    other["wants_appointment"] = True  # it is a Thursday of không giấy hẹn
    terminal.done("receive", "--file", "-", stdin=json.dumps(other).encode())
    return terminal


@pytest.fixture
def desk(_first_desk: Terminal, tmp_path: Path) -> Terminal:
    """A desk with two dossiers: `FIRST` with its slip out, `SECOND` without."""
    return _first_desk.copy(tmp_path)
