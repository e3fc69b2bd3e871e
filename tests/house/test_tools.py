"""Style, types and the directions of imports, as pyproject.toml has them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.repository import ROOT

_TOOLS = Path(sys.executable).parent


def _run(*command: str, at: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=at, capture_output=True, text=True, check=False)


def _ruff(*arguments: str) -> subprocess.CompletedProcess[str]:
    return _run(str(_TOOLS / "ruff"), "check", "--output-format=concise", "--no-cache", *arguments)


def test_the_style_is_the_house_s() -> None:
    done = _ruff(".")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_types_hold() -> None:
    done = _run(sys.executable, "-m", "mypy")
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_go_down_only() -> None:
    done = _run(str(_TOOLS / "lint-imports"))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        pytest.param("domain", "from cchc_desktop.rules import deadlines", "built in floors", id="upwards"),
        pytest.param("rules", "from cchc_desktop.store import engine", "built in floors", id="to a neighbour"),
        pytest.param("services", "import PySide6.QtCore", "neither Qt nor the screens", id="Qt in the core"),
        pytest.param("services", "import reportlab", "drawn in documents/", id="a paper outside documents"),
    ],
)
def test_an_import_that_the_plan_forbids_is_named(tmp_path: Path, room: str, line: str, contract: str) -> None:
    for package in ("cchc_desktop", "ui"):
        _copy_code(ROOT / package, tmp_path / package)
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    (tmp_path / "cchc_desktop" / room / "planted.py").write_text(f"{line}\n", encoding="utf-8")
    done = _run(str(_TOOLS / "lint-imports"), "--no-cache", at=tmp_path)
    assert done.returncode != 0
    assert [row for row in done.stdout.splitlines() if contract in row and "BROKEN" in row], done.stdout


def _copy_code(source: Path, target: Path) -> None:
    for path in source.rglob("*.py"):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
