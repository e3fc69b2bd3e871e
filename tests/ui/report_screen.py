"""The screen Báo cáo of a real desk with an old book in it, and the keys that walk over it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from cchc_desktop.catalogue.logbook_file import COLUMNS
from cchc_desktop.services.desk_setup import SAMPLE
from tests.ui.intake_desk import until
from tests.ui.real_desk import RealDesk, real_desk
from ui.models.figure_sheet import FigureCell
from ui.views.reports import ReportsPage
from ui.widgets.figure_grid import FigureGrid

NEW_YEAR = datetime(2024, 1, 3, 9, 0)
COPY, MARITAL = "2.000815", "1.004873"
_LINE = {
    "procedure_code": MARITAL, "applicant_name": "Nguyễn Văn Mẫu", "channel": "counter", "no_slip": "no",
    "fee_vnd": "0", "paid_online": "no", "returned_by_post": "no", "officer": "can-bo-1",
}  # fmt: skip


def line(number: int, received: str, due: str, finished: str = "", **more: str) -> dict[str, str]:
    """Return one line of a book; what finished was returned at once."""
    code = f"{SAMPLE.agency_code}-231101-{number:04d}"
    moments = {"received_at": received, "due_at": due, "finished_at": finished, "returned_at": finished}
    return {**dict.fromkeys(COLUMNS, ""), **_LINE, "code": code, **moments, **more}


BOOK = (
    line(1, "2023-10-10T08:00", "2023-10-13T08:00", "2023-10-16T09:00"),  # carried over, late
    line(2, "2023-11-02T08:00", "2023-11-07T08:00", "2023-11-03T09:00", channel="online"),
    line(3, "2023-11-02T08:30", "2023-11-02T17:00", "2023-11-02T09:30", procedure_code=COPY, no_slip="yes",
         fee_vnd="8000", officer="can-bo-2"),
    line(4, "2023-11-07T09:00", "2023-11-07T17:00", "2023-11-07T09:45", procedure_code=COPY, no_slip="yes",
         fee_vnd="4000", paid_online="yes", officer="can-bo-2"),
    line(5, "2023-11-08T09:00", "2023-11-13T09:00", officer="can-bo-2"),  # open, late at the period's end
    line(6, "2023-11-13T14:00", "2023-11-16T14:00"),  # open, in time
)  # fmt: skip
"""Six dossiers of two officials; in the month of November 2023 one is carried over, four of them are resolved."""


def write_book(path: Path, *lines: dict[str, str]) -> Path:
    """Write a book and return where."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(lines)
    return path


class ReportScreen:
    """The screen and its keyboard."""

    def __init__(self, desk: RealDesk) -> None:
        self.desk = desk

    @property
    def page(self) -> ReportsPage:
        page = self.desk.window.page("reports")
        assert isinstance(page, ReportsPage)
        return page

    @property
    def grid(self) -> FigureGrid:
        return self.page.figures.grid

    @property
    def behind(self) -> FigureGrid:
        return self.page.figures.behind

    def go(self, keys: str, period: str = "2023-11") -> None:
        """Open a report of a period."""
        if self.desk.window.page_key != "reports":
            self.desk.press("F9")
        self.settle(lambda: self.desk.press(keys))
        if period:
            self.type_period(period)

    def type_period(self, code: str) -> None:
        self.desk.press("Alt+K", "Ctrl+A", "Backspace")
        self.desk.type(code)
        self.settle(lambda: self.desk.press("Return"))

    def settle(self, act: Callable[[], object]) -> None:
        """Do something and wait until the worker has answered."""
        act()
        for _ in range(2):
            self.page._presenter._slow._pool.waitForDone(10_000)
            self.desk.settle()

    def rows(self) -> list[tuple[FigureCell, ...]]:
        return list(self.page.figures._sheet.sheet.rows)

    def row(self, words: str) -> tuple[FigureCell, ...]:
        """Return the row whose first cell says something."""
        return next(row for row in self.rows() if len(row) > 1 and row[0].text.strip() == words)

    def texts(self, words: str) -> list[str]:
        return [cell.text for cell in self.row(words)[1:]]

    def stand_on(self, words: str, column: int = 1) -> None:
        """Walk to a cell by arrows."""
        places = [at for at, row in enumerate(self.rows()) if len(row) > 1 and row[0].text.strip() == words]
        self.grid.setFocus()
        for _ in range(200):
            index = self.grid.currentIndex()
            if index.row() == places[0] and index.column() == column:
                return
            if index.row() != places[0]:
                self.desk.press("Down" if index.row() < places[0] else "Up")
            else:
                self.desk.press("Right" if index.column() < column else "Left")
        raise AssertionError(f"arrows do not lead to {words}")

    def open_behind(self) -> int:
        """Press Enter on the current figure and return how many lines its list has."""
        self.settle(lambda: self.desk.press("Return"))
        assert self.page.figures.is_behind
        return self.behind.model().rowCount()

    def files(self, ending: str) -> list[Path]:
        return sorted((self.desk.opened.folder / "papers").glob(f"*.{ending}"))

    def said(self, sentence: str) -> None:
        """Wait for a notice."""
        until(lambda: (notice := self.desk.notice()) is not None and notice.sentence == sentence)

    def take_book(self, *lines: dict[str, str]) -> None:
        """Let a book be in the journal, without the screen."""
        path = write_book(self.desk.opened.folder / "so.csv", *lines)
        report = self.desk.opened.parts.desk.logbooks.begin(path)
        while report.step():
            pass
        assert report.end().refused == ()


@contextmanager
def report_screen(tmp_path: Path, moment: datetime = NEW_YEAR) -> Iterator[ReportScreen]:
    """Open a desk with the book taken in."""
    with real_desk(tmp_path, moment) as desk:
        screen = ReportScreen(desk)
        screen.take_book(*BOOK)
        yield screen
