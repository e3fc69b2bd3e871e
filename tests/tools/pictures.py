"""Takes the pictures of README and the guide anew: `python -m tests.tools.pictures` (a virtual screen, real keys)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from tests.tools.screen import ROOT, Screen, running_screen

PICTURES = ROOT / "docs" / "pictures"
MORNING = "2024-04-24T15:18:00"
CARD = (
    "056191004821|225000111|Lê Thị Thu Hà|14081991|Nữ|"
    "27/4 Lê Hồng Phong, tổ 6, phường Phước Hòa, thành phố Nha Trang, tỉnh Khánh Hòa|15042021"
)
_EARLIER = (
    ("Trần Văn Thử", "056090000123", "1.000656"),
    ("Nguyễn Thị Mẫu", "056190000456", "2.000884"),
    ("Phạm Hữu Thử", "056085000789", "1.001193"),
    ("Đặng Thị Ước", "056188000321", "1.004859"),
)


def main() -> int:
    """Fill a sample desk, sit down before it, and keep what is seen."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"CCHC_NOW": MORNING, "XDG_STATE_HOME": f"{folder}/state"}
        data = Path(folder) / "desk"
        _fill(data, {**os.environ, **environment})
        with running_screen() as screen, screen.program("--data", str(data), environment=environment):
            screen.wait_for_window()
            _rest()
            _take(screen)
    return 0


def _fill(data: Path, environment: dict[str, str]) -> None:
    _run(environment, "init", "--sample", "--data", str(data))
    for name, number, procedure in _EARLIER:
        dossier = {"procedure_code": procedure, "applicant": {"name": name, "personal_id": number}}
        path = data.with_name(f"{number}.json")
        path.write_text(json.dumps(dossier), "utf-8")
        slip = path.with_suffix(".pdf")
        _run(environment, "receive", "--file", str(path), "--slip", str(slip), "--data", str(data))


def _take(screen: Screen) -> None:
    screen.scan(CARD)
    _rest()
    screen.type("xn hon nhan")
    _rest()
    screen.press("Return", "Right", "Right")
    screen.press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
    screen.type("0905118264")
    _rest()
    screen.shoot(PICTURES / "intake.png")
    screen.press("alt+v")
    _rest()
    screen.shoot(PICTURES / "why.png")
    screen.press("Escape", "F2")
    _rest()
    screen.shoot(PICTURES / "today.png")
    screen.press("F8")
    _rest()
    screen.shoot(PICTURES / "day-end.png")


def _run(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "main.py", *arguments], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
    )


def _rest() -> None:
    """Let the picture settle: previews are drawn after a rest in typing."""
    threading.Event().wait(1.5)


if __name__ == "__main__":
    sys.exit(main())
