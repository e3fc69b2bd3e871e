"""Measuring processes: each thing is measured in a process of its own, which prints its figures as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bench.big_desk import KEPT, ROOT


def ask(module: str, *arguments: object, within: float = 3600) -> dict[str, Any]:
    """Run a module of this package and return what it prints; what it says on the way goes to the terminal.

    Raises:
        RuntimeError: It did not come to its end.
    """
    command = [sys.executable, "-m", f"tests.bench.{module}", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, env=child_environment({}), capture_output=True, text=True, timeout=within, check=False
    )  # fmt: skip
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        raise RuntimeError(f"{module} {arguments} ended with {done.returncode}:\n{done.stderr[-4000:]}")
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def child_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a measured process.

    Compiled modules are kept, as with every installed program. The screen in memory has the size of a desk's screen:
    by itself it would be 800 x 800, where the program leaves half of its parts out.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(KEPT / "pycache"), "PYTHONFAULTHANDLER": "1", **extra}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if environment.get("QT_QPA_PLATFORM", _OFFSCREEN) == _OFFSCREEN:
        environment["QT_QPA_PLATFORM"] = f"{_OFFSCREEN}:configfile={_screen()}"
    return environment


def _screen() -> Path:
    path = KEPT / "screen.json"
    screen = {
        "name": "desk",
        "x": 0,
        "y": 0,
        "width": 1366,
        "height": 768,
        "dpr": 1,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
    }
    KEPT.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"screens": [screen]}), "utf-8")
    return path


_OFFSCREEN = "offscreen"
