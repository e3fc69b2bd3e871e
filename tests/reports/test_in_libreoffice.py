"""The workbooks opened by the program that offices have: LibreOffice shows the numbers that the report says."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from cchc_desktop.domain.report import RESULTS_COLUMNS
from cchc_desktop.reports import figures_workbook, register_workbook
from cchc_desktop.sentences.figures_said import WORDS
from cchc_desktop.text import percent
from tests.documents.form_samples import REGISTER_HEAD, RETURNED, WAITING
from tests.documents.report_samples import RATIOS, RESULTS, SAVED, WARD

_SHEETS_ONE_BY_ONE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Commas, quotes, UTF-8, as it is shown on the screen, every sheet in a file of its own."""
_PATIENCE_SECONDS = 180


def shown(folder: Path, write: Callable[[BinaryIO], None]) -> list[list[str]]:
    """Return the rows of all sheets of a workbook, as LibreOffice shows them."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("LibreOffice is needed: sudo apt-get install libreoffice-calc-nogui")
    with (folder / "book.xlsx").open("wb") as file:
        write(file)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", _SHEETS_ONE_BY_ONE, "--outdir", str(folder), "book.xlsx"],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=_PATIENCE_SECONDS,
    )
    rows: list[list[str]] = []
    for sheet in sorted(folder.glob("book*.csv")):
        with sheet.open(encoding="utf-8", newline="") as file:
            rows.extend(csv.reader(file))
    assert rows, "LibreOffice opened nothing"
    assert not [cell for row in rows for cell in row if cell.startswith(("#", "Err:"))]
    return rows


def _numbers(row: list[str]) -> list[int]:
    return [int(cell.replace(",", "").replace(".", "")) for cell in row if cell.replace(",", "").isdigit()]


def test_the_06a_table_shows_the_same_numbers(tmp_path: Path) -> None:
    rows = shown(tmp_path, lambda target: figures_workbook.write_results(RESULTS, WORDS, target))
    for row in RESULTS.rows:
        wanted = [row.figures[column] for column in RESULTS_COLUMNS]
        found = [line for line in rows if any(row.label in cell for cell in line)]
        assert any(_numbers(line)[-len(wanted) :] == wanted for line in found), row.label
    total = [RESULTS.total[column] for column in RESULTS_COLUMNS]
    assert any(_numbers(line)[-len(total) :] == total for line in rows)


def test_the_wards_table_shows_the_same_numbers_and_shares(tmp_path: Path) -> None:
    rows = shown(tmp_path, lambda target: figures_workbook.write_ward(WARD, WORDS, target))
    for line in WARD.lines:
        label = WORDS.figure(line.figure)
        found = [cells for cells in rows if label in cells]
        assert found, label
        if line.value is not None and not line.figure.endswith("_minutes_saved"):
            assert any(line.value in _numbers(cells) for cells in found), label
    shares = {cell.replace(".", ",").replace(" ", "") for cells in rows for cell in cells}
    for ratio in RATIOS:
        if ratio.part is not None and ratio.whole:
            assert percent(ratio.part, ratio.whole, ratio.decimals).replace(" ", "") in shares, ratio.name


def test_the_time_saved_shows_the_same_numbers(tmp_path: Path) -> None:
    rows = shown(tmp_path, lambda target: figures_workbook.write_time_saved(SAVED, target))
    for kind in SAVED.rows.values():
        for row in kind:
            assert any(row.no_slip in _numbers(cells) for cells in rows if any(row.label in cell for cell in cells))


def test_the_register_shows_every_dossier_with_its_true_moments(tmp_path: Path) -> None:
    rows = shown(tmp_path, lambda target: register_workbook.write([RETURNED, WAITING], REGISTER_HEAD, target))
    for row in (RETURNED, WAITING):
        assert any(row.dossier_code in cells and f"{row.received_at:%m/%d/%Y %H:%M:%S}" in cells for cells in rows)
