"""Three dossiers' lives as a clerk and a leader live them: a virtual screen, real key presses, a real duplex printer.

The clock is a file that the test moves on. After each step the journal is asked by the command line, and what lies in
the printer is read; pictures of each step are kept in ``build/journey/`` to be looked at.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from cchc_desktop import bootstrap
from cchc_desktop.domain.printing import SLIP_KIND
from cchc_desktop.services.intake import INTAKE_DRAFT
from cchc_desktop.services.print_desk import Choice
from cchc_desktop.store import engine, local
from tests.cli.terminal import Terminal
from tests.documents.outside_files import pdf
from tests.documents.readers import text_of
from tests.tools.printer import QUEUE, TestPrinter, running_printer, wait_until
from tests.tools.screen import ROOT, Screen, running_screen

PICTURES = ROOT / "build" / "journey"
CARD = "056191004821|225000111|Lê Thị Thu Hà|14081991|Nữ|27/4 Lê Hồng Phong, Phước Hòa, Nha Trang, Khánh Hòa|15042021"
SECOND_CARD = "056090000123||Trần Văn Thử|01021990|Nam|1 Đường Mẫu, Phường Mẫu, Nha Trang, Khánh Hòa|15042021"
THIRD_CARD = "056188004477||Phạm Thị Bưởi|03041988|Nữ|12 Đường Mẫu, Phường Mẫu, Nha Trang, Khánh Hòa|15042021"
CLERK, LEADER = "Nguyễn Thị Thử", "Trần Văn Mẫu"
CLERK_PIN, LEADER_PIN, WRONG_PIN = "482913", "705184", "915273"
MONDAY, TUESDAY, WEDNESDAY = "2026-11-16", "2026-11-17", "2026-11-18"
"""An ordinary week: no day of it is a holiday."""
WINDOW = "CCHC"
CURSOR_PX, HAND_MS, DRAWN = 3, 60, 6


class Life:
    """Somebody before the screen, a terminal beside it that only reads, and the printer under the desk."""

    def __init__(self, screen: Screen, printer: TestPrinter, terminal: Terminal, clock: Path) -> None:
        self.screen = screen
        self.printer = printer
        self.terminal = terminal
        self._clock = clock
        self._count = 0
        self._seen = Image.new("RGB", (1366, 768))

    def is_at(self, day: str, time: str) -> None:
        """Move the desk's clock; whole or not at all, as the program reads it whenever it likes."""
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(f"{day}T{time}:00", "utf-8")
        fresh.replace(self._clock)

    def look(self, name: str, *, shots_alike: int = 3) -> None:
        """Wait until another picture than the last one stands still, and keep it; a paper is drawn a little later."""
        self._count += 1
        path = PICTURES / f"life-{self._count:02}-{name}.png"
        before, shots = self._seen, [self._seen]

        def stands_still() -> bool:
            with Image.open(self.screen.shoot(path)) as picture:
                shots.append(picture.convert("RGB"))
            return not _alike(shots[-1], before) and all(_alike(shots[-1], shot) for shot in shots[-shots_alike:])

        self.screen.wait(stands_still)
        self._seen = shots[-1]

    def write(self, text: str) -> None:
        """Type a sentence no faster than a hand does: what comes faster is held back until it is no scan."""
        self.screen.type(text, delay_ms=HAND_MS)

    def show(self, code: str) -> dict[str, Any]:
        """Return a dossier as the command line shows it."""
        return self.terminal.told("show", code)

    def last(self, code: str, kind: str) -> dict[str, Any]:
        """Wait until an entry of this kind stands in a dossier's history, and return the last one."""

        def written() -> dict[str, Any] | None:
            return next((step for step in reversed(self.show(code)["history"]) if step["kind"] == kind), None)

        return wait_until(written, 20)

    def paper(self, code: str, kind: str, entry: int) -> str:
        """Wait until a step's paper lies in the printer and is on record as out; return its text."""
        got = self.printer.received_as(f"{code}-{kind}-{entry}")
        assert got.attributes["IPP_SIDES"] == "two-sided-long-edge"
        self.screen.wait(lambda: any(paper == kind for paper in self.out(code)))
        return text_of(got.content)

    def out(self, code: str) -> list[str]:
        """Return the kinds of a dossier's papers that are out."""
        return [step["body"]["kind"] for step in self.show(code)["history"] if step["kind"] == "PaperOut"]

    def draft(self) -> str:
        """Return the unfinished form that lies on the disk."""
        with contextlib.closing(engine.open_database(self.terminal.data / "desk.db", read_only=True)) as db:
            found = local.draft(db, INTAKE_DRAFT)
        return found[0] if found else ""


def _alike(one: Image.Image, other: Image.Image) -> bool:
    """Return whether nothing differs but perhaps a cursor that blinks."""
    found = ImageChops.difference(one, other).getbbox()
    return found is None or found[2] - found[0] <= CURSOR_PX


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    """A training desk with a leader; clerk and leader have PINs, and the slip's printer is chosen."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("life-*.png"):
        old.unlink()
    clock = tmp_path / "clock"
    terminal = Terminal(tmp_path, now=f"@{clock}")
    with running_printer() as printer, running_screen() as screen:
        found = Life(screen, printer, terminal, clock)
        found.is_at(MONDAY, "08:00")
        terminal.done("init", "--sample")
        terminal.done("settings", "lock_minutes=0")  # a night that takes no time is no idle night
        terminal.done("official", LEADER, "--roles", "leader", "--title", "Phó Chủ tịch",
                      "--capacity", "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH")  # fmt: skip
        terminal.done("pin", CLERK, "--pin-file", terminal.file("clerk.txt", CLERK_PIN.encode()))
        terminal.sit_down(CLERK, str(terminal.place / "clerk.txt"))
        terminal.done("pin", LEADER, "--pin-file", terminal.file("leader.txt", LEADER_PIN.encode()))
        with contextlib.closing(bootstrap.open_desk(terminal.data, environment=terminal.environment)) as desk:
            desk.printing.choose(SLIP_KIND, Choice(printer=QUEUE))
        environment = {**terminal.environment, "CUPS_SERVER": printer.server}
        with screen.program("--data", str(terminal.data), environment=environment):
            screen.wait_for_window(WINDOW)
            yield found


def test_whole_lives_are_lived_by_keys(life: Life) -> None:
    _the_clerk_comes(life)
    first = _received(life, CARD, "le thi thu ha", "first")
    _papers_are_asked_for(life, first)
    _the_leader_signs(life, first)
    _papers_come(life, first)
    second = _received(life, SECOND_CARD, "tran van thu", "second")
    _the_clock_is_stopped(life, second)
    _the_clock_runs_on(life, second)
    third = _received(life, THIRD_CARD, "pham thi buoi", "third")
    _lateness_is_said_beforehand(life, third)
    _the_result_lies_on_its_shelf(life, first)
    _the_result_goes_over_the_desk(life, first)
    _the_desk_is_locked_in_the_middle(life)
    told = life.terminal.told("verify")
    assert told["done"]
    assert told["dossiers"] == 3


def _the_clerk_comes(life: Life) -> None:
    """A desk whose clerk has a PIN begins locked."""
    life.look("locked-at-the-start")
    life.screen.type(CLERK_PIN)
    life.screen.press("Return")
    life.look("opened")


def _received(life: Life, card: str, name: str, place: str) -> str:
    """Take a dossier in, and return its code when its slip is out."""
    screen = life.screen
    screen.press("F3")
    screen.scan(card)
    life.look(f"{place}-card")  # a scanner's late Enter is not heard, so nobody types one at once
    screen.type("xn hon nhan")
    screen.press("Return")
    screen.press("Right", "Right")
    life.look(f"{place}-filled-in")
    screen.press("ctrl+Return")
    code = str(wait_until(lambda: life.terminal.told("search", *name.split())["dossiers"], 20)[0]["code"])
    screen.wait(lambda: life.out(code) == [SLIP_KIND])
    life.look(f"{place}-received")
    said = text_of(life.printer.received_as(code).content)
    for words in ("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", code):
        assert words in said
    return code


def _opened(life: Life, code: str) -> None:
    """Open a dossier as the scanner does from whichever screen."""
    life.screen.press("F4")
    life.screen.scan(code)


def _papers_are_asked_for(life: Life, code: str) -> None:
    screen = life.screen
    life.is_at(MONDAY, "08:30")
    _opened(life, code)
    life.look("dossier")
    screen.press("alt+b")
    screen.press("Down", "space", "Down", "space")
    screen.press("Tab", "Tab")
    life.write("Tờ khai chưa ghi mục đích sử dụng, thiếu giấy tờ tùy thân")
    life.look("request-filled-in", shots_alike=DRAWN)
    screen.press("ctrl+Return")
    drafted = life.last(code, "StepDrafted")
    assert drafted["body"]["step"] == "supplement_request"
    life.look("request-drafted")
    assert life.show(code)["state"] == "processing"
    assert life.out(code) == [SLIP_KIND], "nothing is printed before it is approved"


def _the_leader_signs(life: Life, code: str) -> None:
    screen = life.screen
    life.is_at(MONDAY, "09:00")
    screen.press("F7")
    life.look("approvals")
    screen.press("ctrl+Return")
    screen.type(LEADER_PIN)
    life.look("approvals-pin")
    screen.press("Return")
    asked = life.last(code, "SupplementRequested")
    body = asked["body"]
    assert (body["officer_name"], body["approver_name"], body["number"]) == (CLERK, LEADER, "1/HDHS")
    assert [item["catalogue_seq"] for item in body["items"]] == [2, 3]
    assert life.show(code)["state"] == "supplement_waiting"
    life.look("signed")
    said = life.paper(code, "supplement_request", asked["number"])
    for words in ("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "1/HDHS", "Tờ khai chưa ghi mục đích sử dụng"):
        assert words in said
    assert "NHÁP" not in said


def _papers_come(life: Life, code: str) -> None:
    screen = life.screen
    life.is_at(TUESDAY, "08:00")
    _opened(life, code)
    life.look("waits-for-papers")
    screen.press("alt+b")
    life.look("papers-came")
    screen.press("ctrl+Return")
    assert life.last(code, "SupplementReceived")["body"]["due_at"] == "2026-11-20T08:00:00+07:00"
    told = life.show(code)
    assert (told["state"], told["due_at"]) == ("processing", "2026-11-20T08:00:00+07:00")
    life.look("runs-again")


def _the_clock_is_stopped(life: Life, code: str) -> None:
    screen = life.screen
    signed = life.terminal.place / "cong-van-12.pdf"
    signed.write_bytes(pdf())
    life.is_at(TUESDAY, "09:00")
    _opened(life, code)
    screen.press("alt+t")
    life.look("attach")
    screen.press("alt+f")
    screen.wait_for_window("Chọn tệp")
    life.look("attach-dialog")
    screen.type(str(signed))
    screen.press("Return")
    screen.wait_for_window(WINDOW)
    life.look("attach-role")
    screen.press("Right", "Right")
    screen.press("ctrl+Return")
    sha256 = life.last(code, "AttachmentAdded")["body"]["sha256"]
    life.look("attached")
    screen.press("alt+d")
    life.write("Chờ cơ quan công an xác minh nơi cư trú")
    screen.press("Tab")
    screen.type("12/UBND")
    life.look("pause-filled-in")
    screen.press("Tab", "Tab", "Right")
    screen.press("ctrl+shift+Return")
    life.look("pause-asks-the-leader", shots_alike=DRAWN)
    assert life.show(code)["state"] == "processing"
    screen.type(LEADER_PIN)
    screen.press("ctrl+Return")
    paused = life.last(code, "ClockPaused")
    assert (paused["body"]["approver_name"], paused["body"]["attachment"]) == (LEADER, sha256)
    assert life.show(code)["state"] == "paused"
    said = life.paper(code, "pause_notice", paused["number"])
    for words in ("THÔNG BÁO", "dừng tính thời hạn giải quyết hồ sơ", "12/UBND", "xác minh nơi cư trú"):
        assert words.lower() in said.lower()
    life.look("paused")


def _the_clock_runs_on(life: Life, code: str) -> None:
    life.is_at(WEDNESDAY, "09:00")
    _opened(life, code)
    life.look("still-paused")
    life.screen.press("alt+d")
    life.look("resume")
    life.screen.press("ctrl+Return")
    body = life.last(code, "ClockResumed")["body"]
    told = life.show(code)
    assert told["state"] == "processing"
    assert told["due_at"] == body["due_at"] > f"{WEDNESDAY}T09:00:00+07:00"
    life.look("resumed")


def _lateness_is_said_beforehand(life: Life, code: str) -> None:
    screen = life.screen
    _opened(life, code)
    before = life.show(code)["due_at"]
    screen.press("alt+m")
    life.look("other-steps")
    screen.press("1")
    life.write("Cơ quan phối hợp chưa trả lời")
    life.look("apology-filled-in", shots_alike=DRAWN)
    screen.press("ctrl+shift+Return")
    screen.type(LEADER_PIN)
    life.look("apology-asks-the-leader")
    screen.press("ctrl+Return")
    sorry = life.last(code, "Apologised")
    assert sorry["body"]["approver_name"] == LEADER
    assert sorry["body"]["new_due_at"] == sorry["body"]["latest_at"] > before, "the latest legal moment was proposed"
    assert life.show(code)["due_at"] == before, "the first promise stands"
    said = life.paper(code, "apology_notice", sorry["number"])
    for words in ("VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT", "1/PXL", "PHÓ CHỦ TỊCH", LEADER):
        assert words in said
    life.look("apologised")


def _the_result_lies_on_its_shelf(life: Life, code: str) -> None:
    screen = life.screen
    life.is_at(WEDNESDAY, "14:00")
    _opened(life, code)
    screen.press("alt+q")
    screen.type("Kệ 2")
    life.look("result-ready-filled-in")
    screen.press("ctrl+Return")
    body = life.last(code, "ResultReady")["body"]
    assert (body["shelf"], body["count"]) == ("Kệ 2", 1)
    assert life.show(code)["state"] == "result_ready"
    life.look("result-ready")


def _the_result_goes_over_the_desk(life: Life, code: str) -> None:
    """Two keys and a scan: F6, the slip, Ctrl+Enter."""
    screen = life.screen
    life.is_at(WEDNESDAY, "15:00")
    screen.press("F6")
    life.look("returns")
    screen.scan(code)
    life.look("slip-scanned")
    screen.press("ctrl+Return")
    body = life.last(code, "ResultReturned")["body"]
    assert (body["receiver"], body["way"], body["count"]) == ("applicant", "desk", 1)
    assert life.show(code)["state"] == "returned"
    life.look("returned")


def _the_desk_is_locked_in_the_middle(life: Life) -> None:
    screen = life.screen
    screen.press("F3")
    screen.scan(CARD)
    screen.press("alt+s")
    screen.type("090511")
    screen.wait(lambda: "090511" in life.draft())
    life.look("half-typed")
    screen.press("ctrl+l")
    life.look("locked")
    screen.type(WRONG_PIN)
    screen.press("Return")
    screen.wait(lambda: _kinds(life)[-1] == "PinFailed")
    life.look("wrong-pin")
    screen.type(CLERK_PIN)
    screen.press("Return")
    life.look("unlocked")
    screen.type("8264")
    screen.wait(lambda: "0905118264" in life.draft())
    assert "Lê Thị Thu Hà" in json.dumps(json.loads(life.draft()), ensure_ascii=False)
    life.look("typed-on")


def _kinds(life: Life) -> list[str]:
    return life.terminal.kinds
