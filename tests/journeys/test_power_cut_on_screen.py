"""The power goes while a form is being filled in: after it the form is there again and becomes a dossier."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

from cchc_desktop.services.intake import INTAKE_DRAFT
from cchc_desktop.store import dossiers, engine, local
from tests.tools.screen import ROOT, Screen, running_screen

CARD = "056191004821|225000111|Lê Thị Thu Hà|14081991|Nữ|27/4 Lê Hồng Phong, Phước Hòa, Nha Trang, Khánh Hòa|15042021"


def kept(data: Path) -> str:
    """Return the draft that lies on the disk."""
    with contextlib.closing(engine.open_database(data / "desk.db", read_only=True)) as db:
        found = local.draft(db, INTAKE_DRAFT)
    return found[0] if found else ""


def on_record(data: Path) -> list[dossiers.DossierLine]:
    """Return the dossiers of the person in the test."""
    with contextlib.closing(engine.open_database(data / "desk.db", read_only=True)) as db:
        return dossiers.search(db, "0905118264")


def test_a_form_survives_the_power_cut_and_is_saved_after_it(tmp_path: Path) -> None:
    data = tmp_path / "desk"
    state = {"XDG_STATE_HOME": str(tmp_path / "state"), "CCHC_NOW": "2024-04-24T09:00:00"}
    with running_screen() as screen:
        environment = {**screen.environment, **state}
        init = [sys.executable, "main.py", "init", "--sample", "--data", str(data)]
        subprocess.run(init, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        with screen.program("--data", str(data), environment=state) as program:
            screen.wait_for_window()
            screen.scan(CARD)
            screen.wait(lambda: "Thu Hà" in kept(data))
            screen.press("alt+2")
            screen.type("0905118264")
            screen.wait(lambda: "0905118264" in kept(data))
            program.kill()
            program.wait()
        assert on_record(data) == []
        with screen.program("--data", str(data), environment=state):
            screen.wait_for_window()
            screen.wait(lambda: _saved(screen, data))
    lines = on_record(data)
    assert [(line.name, line.phone) for line in lines] == [("Lê Thị Thu Hà", "0905118264")]
    assert kept(data) == ""


def _saved(screen: Screen, data: Path) -> bool:
    """Press the key that saves until the window takes keys and the dossier is there."""
    if not on_record(data):
        screen.press("ctrl+Return")
    return bool(on_record(data))
