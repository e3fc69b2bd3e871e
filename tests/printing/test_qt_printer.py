"""Qt's way to paper: pictures, two-sided, of the right size, black on white."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from cchc_desktop.printing.raster import grey_pages
from tests.printing.sheets import BACK, FRONT, codes, difference, mean, pictures
from tests.tools.printer import QUEUE, TestPrinter

ROOT = Path(__file__).parents[2]


def qt(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, "-m", "tests.printing.qt_print_once", *arguments),
        cwd=ROOT,
        env={**environment, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def written(sheet: bytes, folder: Path) -> str:
    (folder / "sheet.pdf").write_bytes(sheet)
    return str(folder / "sheet.pdf")


def looks_like(got: bytes, sheet: bytes, folder: Path) -> None:
    sent_pages, got_pages = pictures(sheet, folder / "sent"), pictures(got, folder / "got")
    assert [codes(page) for page in got_pages] == [[FRONT], [BACK]]
    for sent_page, got_page in zip(sent_pages, got_pages, strict=True):
        assert mean(got_page) > 0.8
        assert abs(got_page.width - sent_page.width) <= 2
        assert abs(got_page.height - sent_page.height) <= 2
        got_page = got_page.crop((0, 0, *sent_page.size))
        assert difference(sent_page, got_page) < 0.02


def test_the_queue_is_seen_with_its_duplexer(printer: TestPrinter, sheet: bytes, tmp_path: Path) -> None:
    done = qt(printer.environment, written(sheet, tmp_path), "list")
    assert done.stdout.split("\n")[0] == f"{QUEUE} True", done.stderr


def test_both_sides_reach_the_printer_as_pictures_in_true_size(
    printer: TestPrinter, sheet: bytes, tmp_path: Path
) -> None:
    done = qt(printer.environment, written(sheet, tmp_path), "queue", QUEUE, "H26-QT")
    assert (done.returncode, done.stdout.split()) == (0, ["unknown", "unknown", "offscreen"]), done.stderr
    got = printer.received_as("H26-QT")
    assert got.attributes["IPP_SIDES"] == "two-sided-long-edge"
    assert "media-size={x-dimension=14800 y-dimension=21000}" in got.attributes["IPP_MEDIA_COL"]
    looks_like(got.content, sheet, tmp_path)


def test_an_unknown_printer_is_refused(printer: TestPrinter, sheet: bytes, tmp_path: Path) -> None:
    done = qt(printer.environment, written(sheet, tmp_path), "queue", "khong-co", "H26-QT")
    assert (done.returncode, done.stdout.split()[0]) == (1, "PrinterUnavailable"), done.stderr


def test_painted_to_a_file_it_is_the_same_sheet(sheet: bytes, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    done = qt(os.environ, written(sheet, tmp_path), "file", str(out), "H26-QT")
    assert done.returncode == 0, done.stderr
    looks_like(out.read_bytes(), sheet, tmp_path)


def test_what_is_no_pdf_is_refused_and_prints_nothing(printer: TestPrinter, tmp_path: Path) -> None:
    before = len(printer.received())
    done = qt(printer.environment, written(b"no PDF", tmp_path), "queue", QUEUE, "H26-TORN")
    assert done.returncode == 1, done.stdout
    assert len(printer.received()) == before


def test_pages_are_drawn_dark_on_white(sheet: bytes) -> None:
    pages = list(grey_pages(sheet, 100))
    assert [(page.width, page.height) for page in pages] == [(583, 827)] * 2
    for page in pages:
        assert page.pixels[0] == page.pixels[-1] == 255
        assert min(page.pixels) == 0
        assert 0.8 < sum(page.pixels) / len(page.pixels) / 255 < 0.99
