"""One real printer for all tests of this folder, and the sheet that they print."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cchc_desktop.printing.cups import CupsPrintBackend
from tests.printing.sheets import two_page_sheet
from tests.tools.printer import TestPrinter, running_printer


@pytest.fixture(scope="session")
def printer() -> Iterator[TestPrinter]:
    with running_printer() as running:
        yield running


@pytest.fixture
def backend(printer: TestPrinter) -> CupsPrintBackend:
    return CupsPrintBackend(printer.environment)


@pytest.fixture(scope="session")
def sheet() -> bytes:
    return two_page_sheet()
