"""Where files lie: the program's own resources, the desk's folder, the state outside it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

DATABASE = "desk.db"
LOCK = "desk.lock"
TRAINING_MARK = "TRAINING"
PAPERS = "papers"
LOGS = "logs"


def resources() -> Path:
    """Return the folder of icons, texts and the starting catalogue."""
    return Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"


def default_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where a desk lies unless ``--data`` says otherwise."""
    return _base(environment, "LOCALAPPDATA", "XDG_DATA_HOME", ".local/share") / "cchc-desktop"


def state_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder outside every desk's folder where the marker of what was last written lies."""
    return _base(environment, "APPDATA", "XDG_STATE_HOME", ".local/state") / "cchc-desktop"


def _base(environment: Mapping[str, str], windows: str, xdg: str, home: str) -> Path:
    if os.name == "nt" and environment.get(windows):
        return Path(environment[windows])
    return Path(environment[xdg]) if environment.get(xdg) else Path.home() / home
