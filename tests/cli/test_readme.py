"""README is what a newcomer types: its training example runs as it stands, its sample codes are the catalogue's."""

from __future__ import annotations

import csv
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from cchc_desktop.services.desk_setup import SAMPLE
from tests.cli.terminal import ROOT

README = (ROOT / "README.md").read_text("utf-8")
_CODE = re.compile(r"\b000\.[0-9]{2}\.40\.H32")


def test_the_training_example_runs_in_an_empty_directory(tmp_path: Path) -> None:
    block = re.search(r"### Training folders.*?```\n(.*?)```", README, re.DOTALL)
    assert block is not None
    assert block[1].count("main.py") == 5
    program = f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'main.py'))}"
    script = "set -e\n" + block[1].replace("python main.py", program)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "15.000 đồng, đã thu tiền mặt" in done.stdout


def test_one_ward_has_one_code_wherever_it_is_an_example() -> None:
    with (ROOT / "resources" / "catalogue" / "wards.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    code = next(cell for row in rows if "Phước Hòa" in row for cell in row if _CODE.fullmatch(cell))
    places = (ROOT / "README.md", ROOT / "docs" / "huong-dan.md", ROOT / "ui" / "presenters" / "setting_fields.py")
    for place in places:
        assert set(_CODE.findall(place.read_text("utf-8"))) <= {code, SAMPLE.agency_code}, place
