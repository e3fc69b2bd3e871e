"""Báo cáo by keys on a real desk: the register of a period, out of the program only once entered; spot checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.services.people_desk import Approval
from tests.documents.readers import text_of
from tests.ui.intake_desk import until
from tests.ui.real_desk import RealDesk, real_desk
from ui import theme, translation
from ui.presenters.register import MOST_SHOWN, Period, RegisterPresenter, Span
from ui.views.register import RegisterPage
from ui.views.reports import ReportsPage

PEOPLE = ("Lê Thị Thu Hà", "Trần Văn Thử", "Nguyễn Thị Mẫu")


class Reports:
    """The screen Báo cáo of a real desk, and its keyboard."""

    def __init__(self, desk: RealDesk) -> None:
        self.desk = desk

    @property
    def page(self) -> RegisterPage:
        page = self.desk.window.page("reports")
        assert isinstance(page, ReportsPage)
        return page.register

    @property
    def presenter(self) -> RegisterPresenter:
        return self.page._presenter

    def open(self) -> None:
        self.desk.press("F9")
        self.wait()

    def wait(self) -> None:
        """Wait until the register is read."""
        until(lambda: not self.presenter.is_reading)
        self.desk.settle()

    def names(self) -> list[str]:
        return [row.head.split("  ")[1] for row in self.page.list.rows()]

    def type_days(self, since: str, until_day: str) -> None:
        for edit, text in ((self.page.since, since), (self.page.until, until_day)):
            edit.setFocus()
            self.desk.press("Ctrl+A", "Backspace")
            self.desk.type(text)
        self.desk.press("Return")
        self.wait()

    def exports(self) -> list[dict[str, object]]:
        """Return the bodies of what was entered as exported, oldest first."""
        db = self.desk.shell._desk.db
        found = [json.loads(row[0]) for row in db.rows("select text from entry order by seq", ())]
        return [entry["body"] for entry in found if entry["kind"] == "ListExported"]

    def withdraw(self, code: str) -> None:
        """Let the applicant take a dossier back."""
        desk = self.desk.opened.parts.desk
        command = TakeStep(kind=StepKind.WITHDRAWAL, code=code, values={"reason": "Không còn nhu cầu"})
        leader = desk.people.officials()[0]
        desk.steps.take(command, Approval(approver=leader, is_self=True))

    def papers(self, ending: str) -> list[Path]:
        return sorted((self.desk.opened.folder / "papers").glob(f"*.{ending}"))


@pytest.fixture
def reports(qapp: QApplication, tmp_path: Path) -> Iterator[Reports]:
    with real_desk(tmp_path, datetime(2024, 4, 22, 8, 0)) as desk:
        for number, name in enumerate(PEOPLE):
            desk.receive(name, at=datetime(2024, 4, 22 + number, 9, 10), number=f"05619100482{number}")
        yield Reports(desk)


def test_the_week_is_listed_by_number_and_names_no_personal_number(reports: Reports) -> None:
    reports.open()

    assert reports.names() == list(PEOPLE)
    words = " ".join(" ".join((row.head, *row.lines)) for row in reports.page.list.rows())
    assert "nhận 09:10 22/04" in words
    assert "0561910048" not in words
    assert reports.page._count.text() == "3 hồ sơ"
    assert reports.page.list.hasFocus()


@pytest.mark.parametrize(
    ("keys", "period"),
    [
        pytest.param("Alt+1", Period(since=date(2024, 4, 24), until=date(2024, 4, 24)), id="today"),
        pytest.param("Alt+2", Period(since=date(2024, 4, 22), until=date(2024, 4, 24)), id="week"),
        pytest.param("Alt+3", Period(since=date(2024, 4, 1), until=date(2024, 4, 24)), id="month"),
        pytest.param("Alt+4", Period(since=date(2024, 4, 1), until=date(2024, 4, 24)), id="quarter"),
        pytest.param("Alt+5", Period(since=date(2024, 1, 1), until=date(2024, 4, 24)), id="year"),
    ],
)
def test_each_period_has_its_key(reports: Reports, keys: str, period: Period) -> None:
    reports.open()

    reports.desk.press(keys)
    reports.wait()

    assert reports.presenter.period == period
    assert reports.page.since.text() == f"{period.since:%d/%m/%Y}"
    assert reports.page.until.text() == f"{period.until:%d/%m/%Y}"
    assert len(reports.names()) == (1 if keys == "Alt+1" else 3)


def test_what_was_pressed_is_lit_where_two_periods_are_the_same_days(reports: Reports) -> None:
    reports.desk.at(datetime(2029, 1, 3, 8, 0))  # a Wednesday
    reports.open()
    shown: list[int] = []
    reports.presenter.period_shown.connect(lambda _since, _until, span: shown.append(span))
    for span in (Span.WEEK, Span.MONTH, Span.YEAR):
        reports.desk.press(f"Alt+{span + 1}")
        reports.wait()
        assert shown[-1] == span


def test_typed_days_are_taken_and_a_wrong_one_keeps_the_register(reports: Reports) -> None:
    reports.open()

    reports.type_days("220424", "23/04/2024")
    assert reports.names() == list(PEOPLE[:2])

    reports.type_days("22/04/2024", "45/04/2024")
    assert reports.page._fields["until"].error == "Ngày viết như 26/10/2023"
    assert reports.page.until.text() == "45/04/2024", "what was typed stays"
    assert reports.names() == list(PEOPLE[:2])

    reports.type_days("24/04/2024", "22/04/2024")
    assert reports.page._fields["until"].error == "Không thể trước ngày đầu"

    reports.type_days("23/04/2024", "23/04/2024")
    assert reports.page._fields["until"].error == ""
    assert reports.names() == [PEOPLE[1]]


def test_a_period_without_dossiers_says_so(reports: Reports) -> None:
    reports.open()

    reports.type_days("01/01/2024", "02/01/2024")

    assert reports.names() == []
    assert reports.page._empty.isVisible()
    assert reports.page._count.text() == "Không có hồ sơ nào nhận trong kỳ này"


def test_enter_opens_the_dossier(reports: Reports) -> None:
    reports.open()

    reports.desk.press("Down", "Return")

    assert reports.desk.window.page_key == "dossiers"
    assert reports.desk.dossiers._presenter.code.endswith("240423-0001")


def test_the_printed_register_is_entered_before_it_goes_out(reports: Reports) -> None:
    reports.open()
    assert reports.exports() == []

    reports.desk.press("Ctrl+P")
    until(lambda: reports.papers("pdf"))
    until(lambda: (notice := reports.desk.notice()) is not None and notice.tone == "ok")

    assert reports.exports() == [{"list": "tracking_register", "rows": 3, "since": "2024-04-22", "until": "2024-04-24"}]
    (path,) = reports.papers("pdf")
    assert path.name == "so-theo-doi-20240422-20240424.pdf"
    text = text_of(path.read_bytes())
    assert "Lê Thị Thu Hà" in text
    assert "0561910048" not in text


def test_the_workbook_lies_in_the_folder_of_papers(reports: Reports) -> None:
    from openpyxl import load_workbook

    reports.open()

    reports.desk.press("Ctrl+E")
    until(lambda: (notice := reports.desk.notice()) is not None and notice.tone == "ok")

    (path,) = reports.papers("xlsx")
    said = {str(cell.value) for row in load_workbook(path).worksheets[0].iter_rows() for cell in row}
    assert set(PEOPLE) <= said
    assert [body["rows"] for body in reports.exports()] == [3]
    notice = reports.desk.notice()
    assert notice is not None
    assert str(path) in notice.facts


def test_a_folder_that_cannot_be_written_is_told(reports: Reports) -> None:
    reports.open()
    (reports.desk.opened.folder / "papers").write_text("in the way")

    reports.desk.press("Ctrl+E")
    until(lambda: (notice := reports.desk.notice()) is not None and notice.tone == "bad")

    notice = reports.desk.notice()
    assert notice is not None
    assert notice.sentence == "Chưa xuất được sổ"


def test_nothing_leaves_where_it_cannot_be_entered(reports: Reports) -> None:
    reports.open()
    told: list[str] = []
    reports.presenter.said.connect(lambda tone, sentence, facts: told.append(sentence))
    reports.desk.at(datetime(2024, 4, 23, 8, 0))  # the clock stands behind the last entry

    reports.desk.press("Ctrl+P")
    until(lambda: "Chưa xuất được sổ" in told)

    assert reports.exports() == []
    assert reports.presenter._names == set(), "nothing is on its way to the printer"
    assert reports.papers("pdf") == []


def test_what_was_received_meanwhile_is_in_the_register_that_is_printed(reports: Reports) -> None:
    reports.open()
    reports.desk.receive("Phạm Văn Mới", number="056191004829")

    reports.desk.press("Ctrl+P")
    until(lambda: reports.papers("pdf"))

    assert [body["rows"] for body in reports.exports()] == [4]
    assert "Phạm Văn Mới" in text_of(reports.papers("pdf")[0].read_bytes())


def test_a_spot_check_picks_shows_its_seed_and_gives_the_same_again(reports: Reports) -> None:
    codes = reports.desk.opened.codes()
    for code in codes[:2]:
        reports.withdraw(code)
    reports.open()
    reports.desk.press("Alt+M")
    assert reports.page.check.seed.hasFocus()
    check = reports.page.check
    check.picks.setValue(1)

    reports.desk.press("Ctrl+Return")
    (first,) = check.list.rows()
    assert first.key in codes[:2]
    assert "Rút hồ sơ" in first.lines[1]
    assert "Nguyễn Thị Thử" in first.lines[1]
    seed = check.seed.placeholderText()
    assert seed.isdecimal()
    assert f"Chọn 1 trong 2 hồ sơ có bước ấy, số chọn {seed}" == check._words.text()

    check.seed.setFocus()
    reports.desk.type(seed)
    reports.desk.press("Ctrl+Return")
    assert [row.key for row in check.list.rows()] == [first.key]

    reports.desk.press("Return")
    assert reports.desk.dossiers._presenter.code == first.key


def test_the_kinds_of_a_spot_check_have_keys(reports: Reports) -> None:
    reports.withdraw(reports.desk.opened.codes()[0])
    reports.open()
    reports.desk.press("Alt+M", "Alt+8", "Ctrl+Return")
    assert reports.page.check.list.rows() == []
    assert "không có hồ sơ nào có bước ấy" in reports.page.check._words.text()

    reports.desk.press("Alt+6", "Alt+7", "Alt+9", "Alt+0", "Ctrl+Return")
    assert reports.page.check._fault.text() == "Chọn ít nhất một loại bước"

    reports.desk.press("Alt+8", "Ctrl+Return")
    assert not reports.page.check._fault.isVisible()
    assert len(reports.page.check.list.rows()) == 1


def test_a_seed_of_letters_is_refused_under_its_field(reports: Reports) -> None:
    reports.open()
    reports.desk.press("Alt+M")
    reports.desk.type("abc")
    reports.desk.press("Ctrl+Return")

    assert reports.page.check._seed_field.error == "Chỉ gồm chữ số; để trống thì máy chọn ngẫu nhiên"
    assert reports.page.check.seed.text() == "abc"


def test_the_copied_list_names_officials_and_no_citizen(reports: Reports) -> None:
    code = reports.desk.opened.codes()[0]
    reports.withdraw(code)
    reports.open()
    reports.desk.press("Alt+M", "Ctrl+Shift+C")
    notice = reports.desk.notice()
    assert notice is not None
    assert notice.sentence == "Chưa có danh sách để chép"

    reports.desk.press("Ctrl+Return", "Ctrl+Shift+C")

    text = QGuiApplication.clipboard().text()
    assert code in text
    assert "Rút hồ sơ 09:10 24/04/2024 (Nguyễn Thị Thử" in text
    assert not any(name in text for name in PEOPLE)


def test_the_keys_of_one_part_rest_in_the_other(reports: Reports) -> None:
    reports.open()
    reports.desk.press("Alt+M", "Ctrl+P", "Ctrl+E")
    reports.wait()
    assert reports.exports() == []

    reports.desk.press("Alt+T", "Ctrl+Return")
    assert reports.page.check._words.text() == ""
    keys = [keys for keys, _words in reports.page.key_lines()]
    assert len(keys) == len(set(keys))


def test_long_registers_show_the_first_and_keep_all(reports: Reports) -> None:
    reports.open()
    rows = reports.presenter._rows * (MOST_SHOWN // 3 + 1)
    reports.presenter._read, reports.presenter._source = rows, iter(())
    reports.presenter._step.start()
    reports.wait()

    assert len(reports.names()) == MOST_SHOWN
    assert reports.page._count.text() == ("1.002 hồ sơ, ở đây thấy 1.000 hồ sơ đầu; bản in và Excel có đủ")


@pytest.mark.parametrize("percent", [100, 125])
def test_nothing_is_cut_in_a_small_window(redressed: QApplication, tmp_path: Path, percent: int) -> None:
    with real_desk(tmp_path, datetime(2024, 4, 22, 8, 0)) as desk:
        theme.apply(redressed, theme.LIGHT, text_percent=percent)
        reports = Reports(desk)
        reports.open()
        for part in ("Alt+M", "Alt+T"):
            desk.press(part)
            desk.settle()
            shown = [button for button in reports.page._buttons if button.isVisible()]
            assert all(button.width() >= button.sizeHint().width() for button in shown)
            assert max(button.geometry().right() for button in shown) <= reports.page.width()


def test_the_screen_speaks_english(redressed: QApplication, tmp_path: Path) -> None:
    translation.switch(redressed, translation.ENGLISH)
    with real_desk(tmp_path, datetime(2024, 4, 22, 8, 0)) as desk:
        translation.switch(redressed, translation.ENGLISH)
        desk.window.replace_page("reports") if "reports" in desk.window._pages else None
        reports = Reports(desk)
        reports.open()
        assert reports.page.title == "Reports"
        assert reports.page._count.text() == "No dossier was received in this period"
