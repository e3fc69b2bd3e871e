"""Tuesday 24 October 2023, the first day without appointments: twelve citizens, real keys, a real printer.

The clock is a file that the test moves on. Nobody but two is given paper: who asks for a slip, and who cannot be served
within the day. What the board says at the end is the sum that is worked out by hand below.
"""

from __future__ import annotations

import contextlib
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop import bootstrap
from cchc_desktop.domain.printing import SLIP_KIND
from cchc_desktop.services.intake import INTAKE_DRAFT
from cchc_desktop.services.print_desk import Choice
from cchc_desktop.store import engine, local
from tests.cli.terminal import Terminal
from tests.documents.readers import text_of
from tests.tools.printer import QUEUE, TestPrinter, running_printer, wait_until
from tests.tools.screen import ROOT, Screen, running_screen

PICTURES = ROOT / "build" / "journey"
TUESDAY, NEXT_DAY = "2023-10-24", "2023-10-25"
PEOPLE = (
    "Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cảnh", "Phạm Thị Dung", "Hoàng Văn Em", "Vũ Thị Giang",
    "Đặng Văn Hải", "Bùi Thị Hoa", "Đỗ Văn Khánh", "Hồ Thị Lan", "Ngô Văn Minh", "Dương Thị Nga",
)  # fmt: skip
"""They come every five minutes from 08:00 on and are called by the numbers 1 to 12."""
PRIORITY, WITH_SLIP, UNRELIABLE, FALLS_BACK = 3, 5, 6, 12
SERVED = {"09:00": (1, 2, 3, 4), "10:30": (5, 6, 7, 8), "14:00": (9, 10, 11)}
SAVED = {1: 420, 2: 425, 3: 430, 4: 435, 5: 350, 7: 360, 8: 365, 9: 280, 10: 285, 11: 290}
"""By hand: 480 minutes less those from the receipt on, without the pause from 11:30 to 13:30; number 6 is left out."""


class Tuesday:
    """The clerk's screen and keys, the printer under the desk, a terminal that only reads, the clock on the wall."""

    def __init__(self, screen: Screen, printer: TestPrinter, terminal: Terminal, clock: Path) -> None:
        self.screen, self.printer, self.terminal = screen, printer, terminal
        self._clock = clock
        self._count = 0

    def is_at(self, time: str, day: str = TUESDAY) -> None:
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(f"{day}T{time}:00", "utf-8")
        fresh.replace(self._clock)

    def look(self, name: str) -> None:
        """Keep a picture once two in a row are alike."""
        self._count += 1
        path, last = PICTURES / f"tuesday-{self._count:02}-{name}.png", [b""]

        def stands_still() -> bool:
            before, last[0] = last[0], self.screen.shoot(path).read_bytes()
            return before == last[0]

        self.screen.wait(stands_still)

    def asked(self, sql: str, *values: str) -> list[Any]:
        """Return the rows of a question to the desk's file."""
        with contextlib.closing(engine.open_database(self.terminal.data / "desk.db", read_only=True)) as db:
            return list(db.rows(sql, values))

    def code(self, number: int) -> str:
        return f"000.99.40.H32-231024-{number:04}"

    def waits_for(self, kind: str, number: int) -> None:
        """Wait until an entry of this kind stands in the journal for somebody."""
        wait_until(lambda: kind in self.kinds(number), 20)

    def kinds(self, number: int) -> list[str]:
        sql = """select e.kind from entry e join dossier d on d.dossier = e.dossier where d.code = ? order by e.seq"""
        return [row[0] for row in self.asked(sql, self.code(number))]


@pytest.fixture
def tuesday(tmp_path: Path) -> Iterator[Tuesday]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("tuesday-*.png"):
        old.unlink()
    clock = tmp_path / "clock"
    terminal = Terminal(tmp_path, now=f"@{clock}")
    with running_printer() as printer, running_screen() as screen:
        found = Tuesday(screen, printer, terminal, clock)
        found.is_at("07:30")
        terminal.done("init", "--sample")
        with contextlib.closing(bootstrap.open_desk(terminal.data, environment=terminal.environment)) as desk:
            desk.printing.choose(SLIP_KIND, Choice(printer=QUEUE))
        environment = {**terminal.environment, "CUPS_SERVER": printer.server}
        with screen.program("--data", str(terminal.data), environment=environment):
            screen.wait_for_window()
            yield found


def test_a_tuesday_without_appointments_is_played_by_keys(tuesday: Tuesday) -> None:
    tuesday.look("morning")
    for number, name in enumerate(PEOPLE, 1):
        _receive(tuesday, number, name)
    assert tuesday.asked("select count(*) from dossier where is_same_day = 1")[0][0] == 12
    tuesday.screen.press("F5")
    tuesday.look("twelve-wait")
    _is_not_reliable(tuesday)
    for time, numbers in SERVED.items():
        tuesday.is_at(time)
        for number in numbers:
            _serve(tuesday, number)
        tuesday.look(f"served-at-{time.replace(':', '')}")
    _falls_back(tuesday)
    tuesday.screen.press("d")
    tuesday.look("whole-day")
    tuesday.screen.press("Escape")
    tuesday.is_at("17:05")
    tuesday.screen.press("F3", "F5")
    tuesday.look("evening")
    _the_sum_is_right(tuesday)


def _receive(tuesday: Tuesday, number: int, name: str) -> None:
    """Scan, one key for the procedure, one to save; no slip comes but for who asks."""
    screen = tuesday.screen
    tuesday.is_at(f"08:{5 * (number - 1):02}")
    is_woman = "Thị" in name
    sex, word = ("1", "Nữ") if is_woman else ("0", "Nam")
    screen.scan(f"056{sex}80{number:06}||{name}|01021980|{word}|1 Đường Mẫu, Phường Mẫu, Nha Trang|15042021")
    wait_until(lambda: name in _draft(tuesday), 20)
    screen.press(f"alt+{(number - 1) % 3 + 1}")
    if number == PRIORITY:
        screen.press("alt+k")
    if number == WITH_SLIP:
        screen.press("alt+i")
    if number in (1, PRIORITY, WITH_SLIP):
        tuesday.look(f"citizen-{number:02}")
    screen.press("ctrl+Return")
    tuesday.waits_for("DossierReceived", number)
    if number in (1, WITH_SLIP):
        tuesday.look(f"citizen-{number:02}-saved")


def _draft(tuesday: Tuesday) -> str:
    with contextlib.closing(engine.open_database(tuesday.terminal.data / "desk.db", read_only=True)) as db:
        found = local.draft(db, INTAKE_DRAFT)
    return found[0] if found else ""


def _chosen(tuesday: Tuesday, number: int) -> None:
    tuesday.screen.press(*str(number))


def _is_not_reliable(tuesday: Tuesday) -> None:
    _chosen(tuesday, UNRELIABLE)
    tuesday.screen.press("k")
    tuesday.screen.type("mat dien giua chung", delay_ms=60)
    tuesday.look("not-reliable")
    tuesday.screen.press("ctrl+Return")
    tuesday.waits_for("TimeUnreliable", UNRELIABLE)


def _serve(tuesday: Tuesday, number: int) -> None:
    """One key each: started, ready, handed over; no question is asked."""
    _chosen(tuesday, number)
    tuesday.screen.press("b", "x", "t")
    tuesday.waits_for("ResultReturned", number)
    assert tuesday.kinds(number)[-3:] == ["WorkStarted", "ResultReady", "ResultReturned"]


def _falls_back(tuesday: Tuesday) -> None:
    """At half past four number 12 cannot be served any more: H, and the slip has the first moment of receipt."""
    tuesday.is_at("16:30")
    _chosen(tuesday, FALLS_BACK)
    tuesday.screen.press("h")
    tuesday.look("falls-back")
    tuesday.screen.press("ctrl+Return")
    tuesday.waits_for("AppointmentGiven", FALLS_BACK)
    tuesday.waits_for("PaperOut", FALLS_BACK)
    told = tuesday.terminal.told("show", tuesday.code(FALLS_BACK))
    assert told["received_at"] == f"{TUESDAY}T08:55:00+07:00"
    assert told["due_at"] == f"{TUESDAY}T17:00:00+07:00", "the first promise stands"
    tuesday.look("fell-back")


def _the_sum_is_right(tuesday: Tuesday) -> None:
    """What the desk says is what was worked out by hand; and only two were given paper."""
    saved = list(SAVED.values())
    board = tuesday.terminal.told("same-day", "board")
    assert board["count"] == 0
    assert board["tally"] == {
        "day": TUESDAY,
        "handed_over": 11,
        "dossiers": 10,
        "minutes_saved": 3640,
        "median_minutes": int(statistics.median(saved)),
    }
    assert sum(saved) == 3640 == 60 * 60 + 40
    told = tuesday.terminal.told("time-saved", "--from", TUESDAY, "--to", TUESDAY)["total"]
    assert (told["no_slip"], told["no_slip_minutes_saved"]) == (10, 3640)
    assert tuesday.terminal.told("verify")["done"]
    papers = {row[0] for row in tuesday.asked("select distinct code from print_job")}
    assert papers == {tuesday.code(WITH_SLIP), tuesday.code(FALLS_BACK)}
    first, later = tuesday.code(WITH_SLIP), tuesday.code(FALLS_BACK)
    entry = tuesday.asked("select entry from print_job where code = ?", later)[0][0]
    for code, title, words in (
        (first, first, ("08 giờ 20", "17 giờ 00", "24 tháng 10")),
        (later, f"{later}-{entry}", ("08 giờ 55", "17 giờ 00", "25 tháng 10")),
    ):
        got = tuesday.printer.received_as(title)
        assert got.attributes["IPP_SIDES"] == "two-sided-long-edge"
        said = text_of(got.content)
        assert [one for one in (code, *words) if one not in said] == []
        assert "NHÁP" not in said
