"""The first hour of a new desk, as a clerk lives it: a virtual screen, real key presses, a real duplex printer.

The wizard is filled in by keys, a card is scanned, a procedure chosen, one key pressed: the dossier is on disk and the
slip lies in the printer, both sides. Pictures of each step are kept in ``build/journey/`` to be looked at.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

import pytest

from tests.printing.sheets import codes, mean, pictures
from tests.tools.printer import Received, TestPrinter, running_printer
from tests.tools.screen import ROOT, Screen, running_screen

PICTURES = ROOT / "build" / "journey"
CARD = "056191004821|225000111|Lê Thị Thu Hà|14081991|Nữ|27/4 Lê Hồng Phong, Phước Hòa, Nha Trang, Khánh Hòa|15042021"
A_REST = 0.9
"""Seconds a person takes before the next step; the program answers within a fraction of it."""


class Journey:
    """Somebody before the screen who takes a picture of what they see."""

    def __init__(self, screen: Screen, data: Path, environment: dict[str, str]) -> None:
        self.screen = screen
        self.data = data
        self.environment = environment
        self._count = 0
        PICTURES.mkdir(parents=True, exist_ok=True)

    def look(self, name: str) -> None:
        """Rest, then keep what is seen."""
        threading.Event().wait(A_REST)
        self._count += 1
        self.screen.shoot(PICTURES / f"{self._count:02}-{name}.png")

    def ask(self, *arguments: str) -> dict[str, object]:
        """Ask the same desk on the command line, which may always read."""
        done = subprocess.run(
            [sys.executable, "main.py", *arguments, "--data", str(self.data), "--json"],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        found: dict[str, object] = json.loads(done.stdout)
        return found


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> tuple[Journey, str, bytes, dict[str, str]]:
    """Live the first hour once; return the journey, the code, what the printer got and the job's attributes."""
    place = tmp_path_factory.mktemp("first_hour")
    with running_printer() as printer, running_screen() as screen:
        environment = {
            "CUPS_SERVER": printer.server, "XDG_STATE_HOME": str(place / "state"), "HOME": str(place),
        }  # fmt: skip
        journey = Journey(screen, place / "desk", {**screen.environment, **environment})
        with screen.program("--data", str(journey.data), environment=environment):
            _set_the_desk_up(journey)
            code = _take_a_dossier_in(journey)
            got = _wait_for_paper(journey, printer, code)
    return journey, code, got.content, dict(got.attributes)


def _set_the_desk_up(journey: Journey) -> None:
    screen = journey.screen
    screen.wait_for_window()
    journey.look("wizard-start")
    screen.press("ctrl+Return")
    screen.press("Tab", "Tab")
    screen.type("Mẫu Hòa")
    screen.press("Tab")
    screen.type("Tỉnh Khánh Hòa")
    screen.press("Tab")
    screen.type("H32.99.1")
    journey.look("wizard-unit")
    screen.press("ctrl+Return")
    screen.type("Nguyễn Thị Thử")
    journey.look("wizard-desk")
    screen.press("ctrl+Return")
    screen.type("0258 3000 000")
    screen.press("Tab")
    screen.type("Ủy ban nhân dân phường Mẫu Hòa, số 1 đường Mẫu")
    journey.look("wizard-slip")
    screen.press("ctrl+Return")
    journey.look("wizard-paper")
    threading.Event().wait(2 * A_REST)  # the machine is asked for its printers
    screen.press("Tab", "Tab", "Tab", "Down")
    journey.look("wizard-printer")
    screen.press("ctrl+Return")
    journey.look("wizard-summary")
    screen.press("ctrl+Return")
    screen.wait(lambda: (journey.data / "desk.db").exists())
    threading.Event().wait(A_REST)
    screen.wait_for_window("Mẫu Hòa")  # a virtual screen has no window manager to hand the keys on
    journey.look("empty-intake")


def _take_a_dossier_in(journey: Journey) -> str:
    screen = journey.screen
    screen.scan(CARD)
    journey.look("card-scanned")
    screen.type("xn hon nhan")
    journey.look("procedure-found")
    screen.press("Return")
    screen.press("Right", "Right")
    journey.look("procedure-chosen")
    screen.press("ctrl+Return")
    journey.look("saved")
    screen.wait(lambda: journey.ask("search", "le thi thu ha")["dossiers"])
    found = journey.ask("search", "le thi thu ha")["dossiers"]
    assert isinstance(found, list)
    return str(found[0]["code"])


def _wait_for_paper(journey: Journey, printer: TestPrinter, code: str) -> Received:
    got = printer.received_as(code)
    journey.screen.wait(lambda: _papers_out(journey, code) == 1)
    journey.look("slip-out")
    return got


def _papers_out(journey: Journey, code: str) -> int:
    history = journey.ask("show", code)["history"]
    assert isinstance(history, list)
    return sum(1 for step in history if step["kind"] == "PaperOut")


def test_the_dossier_is_on_record_as_it_was_taken_in(received) -> None:
    journey, code, _content, _attributes = received
    told = journey.ask("show", code)
    assert told["applicant_name"] == "Lê Thị Thu Hà"
    assert told["procedure_code"] == "1.004873"
    assert journey.ask("verify")["done"]


def test_both_sides_came_out_long_edge_and_in_the_right_size(received) -> None:
    _journey, code, _content, attributes = received
    assert attributes["IPP_SIDES"] == "two-sided-long-edge"
    assert "14800" in attributes["IPP_MEDIA_COL"]
    assert attributes["IPP_JOB_NAME"] == code


def test_the_pixels_that_the_printer_got_say_the_code(received, tmp_path: Path) -> None:
    _journey, code, content, _attributes = received
    pages = pictures(content, tmp_path, dpi=300)
    assert len(pages) == 4
    for front in (pages[0], pages[2]):
        said = codes(front)
        assert code in said
        assert any(one.endswith(code) and "://" in one for one in said)
    for back in (pages[1], pages[3]):
        assert len(codes(back)) >= 15
    assert all(0.6 < mean(page) < 0.99 for page in pages)


def test_the_text_of_the_paper_is_exact(received, tmp_path: Path) -> None:
    _journey, code, content, _attributes = received
    file = tmp_path / "slip.pdf"
    file.write_bytes(content)
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert unicodedata.is_normalized("NFC", text)
    for words in ("LÊ THỊ THU HÀ", "PHƯỜNG MẪU HÒA", "Nguyễn Thị Thử", "0258 3000 000", code, "đã ghi sổ"):
        assert words in text
    assert "SPECIMEN" not in text
