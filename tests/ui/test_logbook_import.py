"""An old book comes in by keys: looked at first, taken by all or one official, stopped, its refusals saved."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from cchc_desktop.services.logbook_desk import MOST_WARNED
from tests.ui.intake_desk import until
from tests.ui.real_desk import RealDesk, real_desk
from tests.ui.report_screen import BOOK, NEW_YEAR, line, write_book
from ui.presenters.logbook_import import LINES_AT_ONCE, LogbookPresenter
from ui.views.reports import ReportsPage

WRONG = line(8, "2023-11-09T08:00", "2023-11-14T08:00", procedure_code="9.999999", applicant_name="Lê Thị Thử")
UNREADABLE = line(9, "9/11/2023", "2023-11-14T08:00", applicant_name="Trần Văn Thử")


class Importing:
    """The import on the screen of a real desk."""

    def __init__(self, desk: RealDesk) -> None:
        self.desk = desk
        desk.press("F9", "Ctrl+8")

    @property
    def page(self) -> ReportsPage:
        page = self.desk.window.page("reports")
        assert isinstance(page, ReportsPage)
        return page

    @property
    def presenter(self) -> LogbookPresenter:
        return self.page._books

    def choose(self, path: Path) -> None:
        """Choose a file in the dialog and wait until it was looked at."""
        self.desk.press("Ctrl+O")
        dialog = self.page.books.files.dialog
        assert isinstance(dialog, QFileDialog)
        dialog.filesSelected.emit([str(path)])
        dialog.close()
        self.desk.window.activateWindow()
        until(self.desk.window.isActiveWindow)
        self.wait()

    def wait(self) -> None:
        until(lambda: not self.presenter.is_running)
        self.desk.settle()

    def take(self) -> None:
        self.desk.press("Ctrl+Return")
        self.wait()

    def words(self) -> str:
        return self.page.books.words()

    def count(self) -> int:
        return len(self.desk.opened.codes())

    def refusals(self) -> list[str]:
        return [row[0].text for row in self.page.books._lines.sheet.rows]


@pytest.fixture
def importing(qapp: QApplication, tmp_path: Path) -> Iterator[Importing]:
    with real_desk(tmp_path, NEW_YEAR) as desk:
        yield Importing(desk)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "so-cu.csv", *BOOK, WRONG, UNREADABLE)


def test_a_book_is_looked_at_and_nothing_is_written(importing: Importing, book: Path):
    importing.choose(book)
    words = importing.words()
    assert "Đã xem so-cu.csv: chưa ghi gì. Ctrl+Enter để nhập" in words
    assert "Hồ sơ mới: 6" in words
    assert "Trong đó không giấy hẹn: 2" in words
    assert "Bị từ chối: 2" in words
    assert "Nhận từ 10/10/2023" in words
    assert [row.head for row in importing.page.books.officers.rows()] == ["Tất cả cán bộ", "can-bo-1", "can-bo-2"]
    assert importing.count() == 0
    assert importing.refusals() == [
        "Thủ tục: không có trong danh mục",
        "Thời điểm nhận: viết dạng 2023-10-31T15:30",
    ]


def test_every_line_to_look_at_again_is_counted_though_not_all_are_listed(importing: Importing, tmp_path: Path):
    lines = [
        line(number, "2023-11-02T08:00", "2023-11-07T08:00", code=f"000.99.41.H32-231102-{number:04d}")
        for number in range(MOST_WARNED + 20)
    ]
    importing.choose(write_book(tmp_path / "so-khac.csv", *lines))
    assert len(importing.refusals()) == MOST_WARNED
    head = importing.page.books._head.text()
    assert head == f"0 dòng bị từ chối, {MOST_WARNED + 20} dòng nên xem lại (ở đây thấy {MOST_WARNED} dòng đầu)"


def test_it_is_taken_and_the_same_file_again_changes_nothing(importing: Importing, book: Path):
    importing.choose(book)
    importing.take()
    assert "Đã nhập 6 hồ sơ từ so-cu.csv" in importing.words()
    assert importing.count() == 6

    importing.choose(book)
    assert "Đã có trong sổ, không đổi: 6" in importing.words()
    importing.take()
    assert "Đã nhập 0 hồ sơ" in importing.words()
    assert importing.count() == 6


def test_only_one_official_s_lines_are_taken(importing: Importing, book: Path):
    importing.choose(book)
    assert importing.page.books.officers.hasFocus()
    importing.desk.press("Down", "Down")
    importing.take()
    assert "Đã nhập 3 hồ sơ" in importing.words()
    assert importing.count() == 3


def test_refused_lines_are_saved_without_anything_personal(importing: Importing, book: Path):
    importing.choose(book)
    importing.desk.press("Alt+L")
    folder = importing.desk.opened.folder / "papers"
    until(lambda: list(folder.glob("*.csv")))
    (path,) = folder.glob("*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = csv.reader(file)
    assert heads == ["Dòng", "Mã hồ sơ", "Lý do"]
    assert [row[0] for row in rows] == ["8", "9"]
    assert rows[0][1:] == [WRONG["code"], "Thủ tục: không có trong danh mục"]
    assert "Thử" not in path.read_text("utf-8-sig")


def test_escape_stops_and_what_was_taken_stays(importing: Importing, tmp_path: Path):
    lines = [line(number, "2023-11-02T08:00", "2023-11-07T08:00", "2023-11-03T09:00") for number in range(1, 101)]
    path = write_book(tmp_path / "dai.csv", *lines)
    importing.choose(path)
    importing.desk.press("Ctrl+Return")
    until(lambda: importing.presenter._run is None or importing.presenter._run.lines >= 2 * LINES_AT_ONCE)
    assert "Esc để dừng" in importing.words()
    assert importing.page.unsaved()
    importing.desk.press("Escape")
    importing.wait()
    taken = importing.presenter._report
    assert taken is not None
    assert 0 < taken.taken < 100
    assert f"Đã dừng: {taken.taken} hồ sơ đã nhập được giữ" in importing.words()

    importing.choose(path)
    importing.take()
    assert "Đã có trong sổ, không đổi" in importing.words()
    assert len(importing.desk.opened.parts.view.newest(limit=200)) == 100


def test_the_window_answers_between_two_steps(importing: Importing, tmp_path: Path):
    lines = [line(number, "2023-11-02T08:00", "2023-11-07T08:00", "2023-11-03T09:00") for number in range(1, 101)]
    importing.choose(write_book(tmp_path / "dai.csv", *lines))
    importing.desk.press("Ctrl+Return", "F4")
    assert importing.presenter.is_writing
    assert importing.desk.window.page_key == "dossiers"
    importing.wait()
    importing.desk.press("F9")
    assert "Đã nhập 100 hồ sơ" in importing.words()


def test_a_file_that_is_no_book_is_refused_and_another_can_be_chosen(importing: Importing, book: Path, tmp_path: Path):
    other = tmp_path / "khac.csv"
    other.write_text("a,b\n1,2\n", "utf-8")
    importing.choose(other)
    assert "Chưa nhập được sổ" in importing.words()
    assert "dòng đầu không đúng các cột" in importing.words()
    importing.choose(book)
    assert "Hồ sơ mới: 6" in importing.words()


def test_a_clock_that_cannot_be_believed_stops_it_and_says_so(importing: Importing, book: Path):
    importing.choose(book)
    importing.desk.at(datetime(2024, 1, 2, 9, 0))
    importing.take()
    assert "Chưa nhập được sổ" in importing.words()
    assert importing.count() == 0
