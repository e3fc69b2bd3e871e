"""The scanner, on SANE's own test device: pages come as asked, and whatever hinders them has its cause."""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest
from PIL import Image

from cchc_desktop.domain.attachment import Scanner
from cchc_desktop.errors import ScanFailed
from cchc_desktop.scanning.sane import SaneScanBackend, wished_options
from tests.scanning.conftest import MakeScanner

DEVICE = "test:0"
SLOW = ("read-delay true", "read-delay-duration 200000")


def picture(page: bytes) -> Image.Image:
    return Image.open(io.BytesIO(page), formats=["PNG"])


def failure(backend: SaneScanBackend, device: str = DEVICE, **how: object) -> ScanFailed:
    wishes = {"dpi": 75, "grey": True, "pages": 1, **how}
    with pytest.raises(ScanFailed) as failed:
        backend.scan(device, **wishes)  # type: ignore[arg-type]
    return failed.value


def left_over() -> set[str]:
    """Return the folders of scans in the system's temporary folder."""
    return {path.name for path in Path(tempfile.gettempdir()).glob("cchc-scan-*")}


def test_scanners_are_listed_with_what_people_call_them(scanner: MakeScanner) -> None:
    found = scanner().scanners()
    assert found == tuple(Scanner(device=f"test:{n}", label="Noname frontend-tester") for n in (0, 1))


def test_a_machine_without_a_scanner_has_none_and_says_so(scanner: MakeScanner) -> None:
    assert scanner(dll="").scanners() == ()
    assert failure(scanner(dll=""), "nowhere:0").facts == {"cause": "no_scanner", "pages": 0}


def test_a_machine_without_the_program_has_none_and_says_so(tmp_path: Path) -> None:
    backend = SaneScanBackend({"PATH": str(tmp_path)})
    assert backend.scanners() == ()
    assert failure(backend).facts["cause"] == "no_program"


@pytest.mark.parametrize(("grey", "mode"), [(True, "L"), (False, "RGB")])
def test_a_page_comes_as_it_was_asked_for(scanner: MakeScanner, grey: bool, mode: str) -> None:
    (page,) = scanner().scan(DEVICE, dpi=150, grey=grey, pages=1)
    with picture(page) as seen:
        assert (seen.size, seen.mode) == ((472, 590), mode)
        assert round(seen.info["dpi"][0]) == 150


def test_a_feeder_gives_as_many_pages_as_are_asked_for(scanner: MakeScanner) -> None:
    assert len(scanner().scan(DEVICE, dpi=75, grey=True, pages=3)) == 3


def test_a_feeder_that_is_empty_early_is_no_fault(scanner: MakeScanner) -> None:
    assert len(scanner().scan(DEVICE, dpi=75, grey=True, pages=40)) == 10, "so many sheets the test feeder holds"


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        ("SANE_STATUS_DEVICE_BUSY", "scanner_busy"),
        ("SANE_STATUS_JAMMED", "scanner_jammed"),
        ("SANE_STATUS_NO_DOCS", "no_paper"),
        ("SANE_STATUS_COVER_OPEN", "cover_open"),
        ("SANE_STATUS_ACCESS_DENIED", "no_access"),
        ("SANE_STATUS_IO_ERROR", "scan_broken"),
        ("SANE_STATUS_NO_MEM", "scan_broken"),
    ],
)
def test_what_hinders_the_scanner_is_told_by_its_cause(scanner: MakeScanner, status: str, cause: str) -> None:
    assert failure(scanner(f'read-status-code "{status}"')).facts == {"cause": cause, "pages": 0}


@pytest.mark.parametrize("device", ["test:7", "nowhere:0", "--help", "-L"])
def test_a_scanner_that_is_not_there_is_told_and_no_name_is_an_option(scanner: MakeScanner, device: str) -> None:
    assert failure(scanner(), device).facts["cause"] == "no_scanner"


@pytest.mark.parametrize("how", [{"pages": 0}, {"pages": 501}, {"dpi": 10}, {"dpi": 5000}, {"device": " "}])
def test_what_makes_no_sense_is_not_scanned(scanner: MakeScanner, how: dict[str, object]) -> None:
    wishes = {"device": DEVICE, "dpi": 75, "grey": True, "pages": 1, **how}
    with pytest.raises(ValueError, match="scan"):
        scanner().scan(**wishes)  # type: ignore[arg-type]


def test_a_scan_is_cancelled_while_it_runs_and_leaves_nothing(scanner: MakeScanner) -> None:
    before, cancelled = left_over(), threading.Event()
    timer = threading.Timer(0.6, cancelled.set)
    timer.start()
    failed = failure(scanner(*SLOW), dpi=300, pages=9, cancelled=cancelled)
    timer.join()
    assert failed.facts["cause"] == "scan_cancelled"
    assert left_over() <= before
    assert children() == []


def test_a_scanner_that_hangs_is_given_up_and_leaves_nothing(scanner: MakeScanner) -> None:
    before = left_over()
    failed = failure(scanner(*SLOW, page_seconds=0.3), dpi=1200)
    assert failed.facts == {"cause": "no_answer", "pages": 0}
    assert left_over() <= before
    assert children() == []


def test_a_driver_that_hangs_behind_its_fault_is_not_waited_for(tmp_path: Path) -> None:
    program = tmp_path / "scanimage"
    program.write_text(
        """#!/bin/sh
case "$*" in *--all-options*) exit 0 ;; esac
echo "scanimage: sane_read: Device busy" >&2
echo "Scanned page 1. (scanner status = 3)" >&2
exec sleep 100
"""
    )
    program.chmod(0o755)
    backend = SaneScanBackend({"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}, page_seconds=60)
    assert failure(backend).facts == {"cause": "scanner_busy", "pages": 0}
    assert children() == []


def children() -> list[str]:
    """Return the scanning programs that this process still has."""
    told = subprocess.run(
        ("ps", "-o", "comm=", "--ppid", str(os.getpid())), capture_output=True, text=True, check=False
    )
    return [name for name in told.stdout.split() if name == "scanimage"]


def test_each_page_gives_new_time(scanner: MakeScanner) -> None:
    """Ten pages together take longer than one may."""
    backend = scanner("read-delay true", "read-delay-duration 100000", page_seconds=0.8)
    assert len(backend.scan(DEVICE, dpi=50, grey=True, pages=10)) == 10


BROTHER = """
    --mode Black & White|Gray[Error Diffusion]|True Gray|24bit Color|24bit Color[Fast] [24bit Color]
    --resolution 100|150|200|300|400|600|1200dpi [200]
    --source FlatBed|Automatic Document Feeder(left aligned)|ADF Duplex [Automatic Document Feeder(left aligned)]
"""
EPSON = """
    --mode Lineart|Gray|Color [Lineart]
    --resolution 50..600dpi (in steps of 1) [75]
    --source Flatbed|ADF|ADF Duplex [inactive]
"""


@pytest.mark.parametrize(
    ("told", "dpi", "grey", "feeds", "options"),
    [
        (BROTHER, 250, True, False, ("--mode=True Gray", "--resolution=300", "--source=FlatBed")),
        (BROTHER, 2400, False, True, ("--mode=24bit Color", "--resolution=1200", "--source=ADF Duplex")),
        (EPSON, 300, True, True, ("--mode=Gray", "--resolution=300")),
        (EPSON, 1200, False, False, ("--mode=Color", "--resolution=600")),
        ("", 300, True, True, ()),
    ],
)
def test_wishes_are_said_in_the_words_of_the_driver(
    told: str, dpi: int, grey: bool, feeds: bool, options: tuple[str, ...]
) -> None:
    assert wished_options(told, dpi=dpi, grey=grey, feeds=feeds) == options
