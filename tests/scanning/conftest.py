"""SANE with nothing but its own test scanner, which needs no hardware."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc_desktop.scanning.sane import SaneScanBackend

MakeScanner = Callable[..., SaneScanBackend]


@pytest.fixture(scope="session", autouse=True)
def scanimage() -> str:
    """Say what is missing instead of passing without having scanned."""
    program = shutil.which("scanimage")
    if program is None:
        pytest.fail("the scanner's tests need the program scanimage: sudo apt-get install sane-utils")
    return program


@pytest.fixture
def scanner(tmp_path: Path) -> MakeScanner:
    """Return how a test scanner is made: lines of its test.conf, and how long a page may take."""

    def make(*lines: str, dll: str = "test", page_seconds: float = 60.0) -> SaneScanBackend:
        folder = tmp_path / "sane.d"
        folder.mkdir(exist_ok=True)
        (folder / "dll.conf").write_text(f"{dll}\n", encoding="ascii")
        (folder / "test.conf").write_text("\n".join(("number_of_devices 2", *lines, "")), encoding="ascii")
        return SaneScanBackend({**os.environ, "SANE_CONFIG_DIR": str(folder)}, page_seconds=page_seconds)

    return make
