"""Báo cáo by keys on a real desk: periods, tables whose figures open, figures typed in, what was sent, charts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from cchc_desktop import bootstrap
from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.report import ReportKind
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening
from tests.documents.readers import text_of
from tests.ui.intake_desk import SetClock, until
from tests.ui.real_desk import real_desk
from tests.ui.report_screen import BOOK, NEW_YEAR, ReportScreen, line, report_screen
from ui import theme, translation
from ui.presenters import report_period
from ui.presenters.report_charts import ChartKind
from ui.presenters.reports import Place

TOTAL = "Tổng cộng"
RESULTS, WARD, OFFICERS, SAVED, CHARTS, SLIPS = "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+7"


@pytest.fixture
def screen(qapp: QApplication, tmp_path: Path) -> Iterator[ReportScreen]:
    with report_screen(tmp_path) as found:
        yield found


def test_the_06a_table_stands_as_the_book_says(screen: ReportScreen):
    screen.go(RESULTS)
    assert screen.texts(TOTAL) == ["6", "1", "4", "1", "4", "1", "2", "1", "2", "1", "1"]
    words = screen.page.figures.words()
    assert "Những việc đã xảy ra đến 23:59 14/11/2023, đã biết đến lúc này" in words
    assert "Đối chiếu: các tổng khớp nhau" in words
    assert screen.row(TOTAL)[8].tone == "bad", "what is late is red"


@pytest.mark.parametrize("keys", [RESULTS, WARD, OFFICERS, SAVED])
def test_every_figure_opens_as_many_lines_as_it_says(screen: ReportScreen, keys: str):
    screen.go(keys)
    opened = 0
    for place, row in enumerate(screen.rows()):
        for column, cell in enumerate(row):
            if cell.key is None:
                continue
            screen.grid.setCurrentIndex(screen.grid.model().index(place, column))
            number = row[1].text if keys == SAVED or "giờ" in cell.text else cell.text
            lines = screen.open_behind()
            if number.isdecimal():
                assert lines == int(number), (row[0].text, column)
                opened += 1
            screen.desk.press("Escape")
            assert not screen.page.figures.is_behind
            assert screen.grid.hasFocus()
            assert (screen.grid.currentIndex().row(), screen.grid.currentIndex().column()) == (place, column)
    assert opened >= 10


def test_a_line_opens_its_dossier_and_the_list_is_still_there(screen: ReportScreen):
    screen.go(RESULTS)
    screen.stand_on(TOTAL, 8)
    assert screen.open_behind() == 1
    assert screen.page.figures._head.text() == "1 hồ sơ · Tổng cộng: đã giải quyết quá hạn"
    screen.desk.press("Return")
    assert screen.desk.window.page_key == "dossiers"
    assert screen.desk.dossiers._presenter.code.endswith("231101-0001")
    screen.desk.press("F9")
    assert screen.page.figures.is_behind
    assert screen.behind.hasFocus()
    screen.desk.press("Escape")
    assert screen.grid.hasFocus()


def test_esc_in_a_dossier_that_a_list_opened_goes_back_to_the_list(screen: ReportScreen):
    screen.go(RESULTS)
    screen.stand_on(TOTAL, 8)
    screen.open_behind()
    screen.desk.press("Return")
    assert screen.desk.window.page_key == "dossiers"
    screen.desk.press("Escape")
    assert screen.desk.window.page_key == "reports"
    assert screen.page.figures.is_behind
    assert screen.behind.hasFocus()
    screen.desk.press("Return", "F4", "Escape")
    assert screen.desk.window.page_key == "dossiers", "F4 is a beginning of its own"


def test_a_list_says_where_its_dossiers_stood_then(screen: ReportScreen):
    """The one that was open and late on 14 November was settled on 20 November."""
    screen.take_book(line(5, "2023-11-08T09:00", "2023-11-13T09:00", "2023-11-20T09:00", officer="can-bo-2"))
    screen.go(RESULTS)
    screen.stand_on(TOTAL, 11)
    assert screen.open_behind() == 1
    assert screen.page.figures._head.text() == "1 hồ sơ · Tổng cộng: đang giải quyết, quá hạn"
    told = [screen.page.figures._lines.cell(0, column).text for column in (4, 5)]
    assert told == ["-", "Đang giải quyết"]
    assert not screen.page.figures._none.isVisible()


def test_a_list_of_nothing_says_so(screen: ReportScreen):
    screen.go(RESULTS, period="2023-01")
    screen.stand_on(TOTAL, 8)
    assert screen.open_behind() == 0
    assert screen.page.figures._none.isVisible()
    screen.desk.press("Escape")
    assert screen.grid.hasFocus()


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        pytest.param(("Alt+1",), "2024-01", id="month"),
        pytest.param(("Alt+2",), "2024-Q1", id="quarter"),
        pytest.param(("Alt+3",), "2024-H1", id="half"),
        pytest.param(("Alt+4",), "2024-9M", id="nine months"),
        pytest.param(("Alt+5",), "2024", id="year"),
        pytest.param(("Alt+Left",), "2023-12", id="before"),
        pytest.param(("Alt+2", "Alt+Left", "Alt+Left", "Alt+Right"), "2023-Q4", id="back and on"),
    ],
)
def test_a_period_is_chosen_by_keys(screen: ReportScreen, keys: tuple[str, ...], code: str):
    screen.go(RESULTS, period="")
    screen.settle(lambda: screen.desk.press(*keys))
    assert screen.page.period.code.text() == code
    assert screen.page._presenter.period.code == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [("11/2023", "2023-11"), ("quý IV/2023", "2023-Q4"), ("2023-q4", "2023-Q4"), ("9T/2023", "2023-9M")],
)
def test_a_period_is_typed_as_people_write_it(typed: str, code: str):
    assert report_period.typed_code(typed) == code


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("2023", "Năm 2023"), ("2023-H1", "6 tháng đầu năm 2023"), ("2023-H2", "6 tháng cuối năm 2023"),
        ("2023-9M", "9 tháng năm 2023"), ("2023-Q4", "Quý IV năm 2023"), ("2023-02", "Tháng 2 năm 2023"),
    ],
)  # fmt: skip
def test_a_period_has_its_name(qapp: QApplication, code: str, name: str):
    assert report_period.name(code) == name


def test_a_kind_of_period_that_is_refused_is_not_lit(screen: ReportScreen):
    screen.go(SLIPS, period="")
    screen.desk.press("Alt+5")
    assert screen.page.period.field.error == "Phiếu đánh giá đếm theo quý"
    assert [kind.isChecked() for kind in screen.page.period._kinds] == [False, True, False, False, False]


def test_a_period_that_is_none_stays_in_its_field(screen: ReportScreen):
    screen.go(RESULTS)
    screen.type_period("13/2023")
    assert "Không có kỳ này" in screen.page.period.field.error
    assert screen.page._presenter.period.code == "2023-11"
    screen.type_period("10/2023")
    assert screen.page.period.field.error == ""
    assert screen.texts(TOTAL)[0] == "1"


def test_a_figure_of_another_system_is_typed_in_its_cell(screen: ReportScreen):
    screen.go(WARD)
    assert screen.texts("Phản ánh, kiến nghị tiếp nhận")[:2] == ["-", "chưa có số liệu: Enter hoặc gõ số để nhập"]
    screen.stand_on("Phản ánh, kiến nghị tiếp nhận")
    screen.desk.type("12")
    screen.settle(lambda: screen.desk.press("Return"))
    assert screen.texts("Phản ánh, kiến nghị tiếp nhận")[:2] == ["12", "nhập tay: Enter hoặc gõ số để nhập"]
    assert screen.grid.hasFocus()

    screen.desk.press("Return", "Ctrl+A")
    screen.desk.type("9")
    screen.desk.press("Escape")
    assert screen.texts("Phản ánh, kiến nghị tiếp nhận")[0] == "12", "Esc leaves the figure as it was"


def test_totals_of_another_report_that_do_not_add_up_are_said_in_red(screen: ReportScreen):
    screen.go(WARD)
    for words, number in (
        ("Tiếp nhận theo báo cáo khác", "14048"),
        ("Đã giải quyết theo báo cáo khác", "12919"),
        ("Đang giải quyết theo báo cáo khác", "1195"),
    ):
        screen.stand_on(words)
        screen.desk.type(number)
        screen.settle(lambda: screen.desk.press("Return"))
    wrong = screen.page.figures._wrong
    assert wrong.isVisible()
    assert "14.048 so với 14.114, lệch −66" in wrong.text()
    assert not screen.page.figures._right.isVisible()


def test_what_was_sent_can_be_seen_again_and_what_was_corrected_since_is_told(screen: ReportScreen):
    screen.go(RESULTS)
    screen.settle(lambda: screen.desk.press("Ctrl+Return"))
    assert "Đã gửi lúc 09:00 03/01/2024" in screen.page.figures.words()
    period = screen.page._presenter.period
    assert len(screen.desk.opened.parts.desk.reports.sent(ReportKind.RESULTS, period)) == 1
    screen.desk.at(datetime(2024, 1, 3, 10, 0))
    screen.take_book(line(7, "2023-11-09T08:00", "2023-11-14T08:00", "2023-11-10T09:00"))

    screen.settle(lambda: screen.desk.press("F2", "F9"))
    assert screen.texts(TOTAL)[0] == "7"
    assert "đã báo 6, nay 7 (+1)" in screen.page.figures.words()

    screen.settle(lambda: screen.desk.press("Alt+V"))
    assert screen.texts(TOTAL)[0] == "6"
    assert "Đang xem bản đã gửi lúc 09:00 03/01/2024" in screen.page.figures.words()
    assert "đã biết đến 09:00 03/01/2024" in screen.page.figures.words()
    assert "Ctrl+Return" not in dict(screen.page.key_lines()), "it is only looked at"
    screen.stand_on(TOTAL)
    assert screen.open_behind() == 6
    screen.desk.press("Escape")
    screen.settle(lambda: screen.desk.press("Ctrl+Return"))
    assert len(screen.desk.opened.parts.desk.reports.sent(ReportKind.RESULTS, period)) == 1, "it is only looked at"
    screen.settle(lambda: screen.desk.press("Alt+V"))
    assert screen.texts(TOTAL)[0] == "7"


@pytest.mark.parametrize(
    ("keys", "name", "words"),
    [
        pytest.param(RESULTS, "bieu-06a-2023-11", "II.06a", id="06a"),
        pytest.param(WARD, "bang-phuong-2023-11", "BẢNG TỔNG HỢP", id="ward"),
        pytest.param(OFFICERS, "can-bo-2023-11", "THEO CÔNG CHỨC", id="officials"),
        pytest.param(SAVED, "thoi-gian-tiet-kiem-2023-11", "KHÔNG GIẤY HẸN", id="notice board"),
    ],
)
def test_a_report_goes_out_as_paper_and_as_a_workbook(screen: ReportScreen, keys: str, name: str, words: str):
    screen.go(keys)
    screen.desk.press("Ctrl+P")
    until(lambda: screen.files("pdf"))
    screen.said("Đã lập xong")
    (paper,) = screen.files("pdf")
    assert paper.stem == name
    assert words in text_of(paper.read_bytes())

    screen.desk.press("Escape", "Ctrl+E")
    until(lambda: screen.files("xlsx"))
    (book,) = screen.files("xlsx")
    assert book.stem == name
    assert book.read_bytes()[:2] == b"PK"


def test_the_paper_is_looked_at_large_before(screen: ReportScreen):
    screen.go(RESULTS)
    screen.settle(lambda: screen.desk.press("Alt+X"))
    assert screen.page._large.isVisible()
    screen.desk.press("Escape")
    assert not screen.page._large.isVisible()
    assert screen.grid.hasFocus()


def test_the_sheet_for_the_notice_board_is_also_a_picture(screen: ReportScreen):
    screen.go(SAVED)
    screen.desk.press("Alt+S")
    until(lambda: screen.files("png"))
    image = QImage(str(screen.files("png")[0]))
    assert image.width() == 1920


def test_filled_slips_are_counted_in_a_grid_and_recorded_together(screen: ReportScreen):
    screen.go(SLIPS, period="")
    assert screen.page.period.code.text() == "2024-Q1", "slips are counted by quarters"
    screen.type_period("2023-Q4")
    first = screen.rows()[0][0].text
    for column, number in ((1, "40"), (2, "44"), (5, "16")):
        screen.stand_on(first, column)
        screen.desk.type(number)
        screen.settle(lambda: screen.desk.press("Return"))
    assert screen.texts(first) == ["40", "44", "-", "-", "16", "100"]
    assert screen.page.unsaved() == "Số phiếu đánh giá chưa ghi sổ"

    screen.settle(lambda: screen.desk.press("Ctrl+Return"))
    assert screen.page.unsaved() == ""
    assert screen.texts(first) == ["40", "44", "-", "-", "16", "100"]
    screen.go(WARD, period="2023-Q4")
    assert screen.texts("Lượt đánh giá hài lòng")[0] == "84"
    assert screen.texts("Mức độ hài lòng")[0].startswith("84")


def test_slips_of_a_month_are_refused(screen: ReportScreen):
    screen.go(SLIPS, period="2023-Q4")
    screen.settle(lambda: screen.desk.press("Alt+1"))
    assert screen.page.period.field.error == "Phiếu đánh giá đếm theo quý"
    assert screen.page.period.code.text() == "2023-Q4"


@pytest.mark.parametrize(
    ("key", "kind", "words"),
    [
        pytest.param("Alt+6", ChartKind.FLOW, "Hồ sơ nhận và trả theo giờ, thứ Tư 03/01/2024", id="flow"),
        pytest.param("Alt+7", ChartKind.SAVED, "Giờ tiết kiệm nhờ không giấy hẹn theo tuần", id="saved"),
        pytest.param("Alt+8", ChartKind.LATE, "Tỷ lệ hồ sơ quá hạn theo tháng, năm 2023", id="late"),
    ],
)
def test_a_chart_is_drawn_said_in_words_and_saved(screen: ReportScreen, key: str, kind: ChartKind, words: str):
    screen.go(RESULTS, period="2023-11")
    screen.go(CHARTS, period="")
    screen.settle(lambda: screen.desk.press(key))
    charts = screen.page._charts
    assert charts.kind is kind
    assert charts.chart is not None
    assert words in screen.page.charts.picture.accessibleName()
    screen.desk.press("Alt+S")
    until(lambda: screen.files("png"))
    assert QImage(str(screen.files("png")[0])).width() == 1920


def test_arrows_move_the_day_of_the_flow_past_days_nobody_works(screen: ReportScreen):
    screen.go(CHARTS, period="")
    screen.settle(lambda: screen.desk.press("Alt+Left"))
    assert f"{screen.page._charts.day:%d/%m/%Y}" == "02/01/2024"
    screen.settle(lambda: screen.desk.press("Alt+Left"))
    assert f"{screen.page._charts.day:%d/%m/%Y}" == "29/12/2023", "New Year and a weekend lie between"
    assert screen.page.period._own.text() == "Thứ Sáu 29/12/2023"
    assert screen.page._presenter.period.code == "2024-01", "the period of the other reports stays"


def test_the_window_hears_keys_while_figures_are_read(screen: ReportScreen):
    screen.desk.press("F9", RESULTS, WARD, OFFICERS, SAVED, RESULTS)
    assert screen.page.place is Place.RESULTS
    screen.settle(lambda: screen.type_period("2023-11"))
    assert screen.texts(TOTAL)[0] == "6", "only what was asked for last is shown"


def test_what_is_due_to_whom_stands_over_every_report(screen: ReportScreen):
    screen.go(RESULTS)
    words = screen.page._due.text()
    assert words.startswith("Sắp phải gửi: 04/01: đánh giá công chức, gửi Phòng Nội vụ (tháng 12 năm 2023)")
    assert "25/01: tiến độ kế hoạch" in words


@pytest.mark.parametrize(
    ("now", "told"),
    [
        pytest.param(
            datetime(2024, 3, 11, 9, 0), "1 báo cáo phải gửi trong 3 ngày tới", id="three days before the 14th"
        ),
        pytest.param(datetime(2024, 3, 8, 9, 0), "", id="six days before"),
    ],
)
def test_a_report_that_is_due_is_told_at_the_start(qapp: QApplication, tmp_path: Path, now: datetime, told: str):
    environment = {"XDG_STATE_HOME": str(tmp_path / "state")}
    opening = Opening(settings=SAMPLE, officer_name=SAMPLE_OFFICER, is_training=False)
    clock = SetClock(now.replace(tzinfo=VIETNAM))
    bootstrap.first_run(tmp_path / "desk", opening, clock=clock, environment=environment).close()
    with real_desk(tmp_path, now) as desk:
        until(lambda: desk.shell.is_warm)
        notice = desk.notice()
        assert (notice.sentence if notice is not None else "") == told
        if told:
            assert notice is not None
            assert notice.facts == "14/03: cải cách hành chính, gửi UBND cấp trên (quý I năm 2024)"
            desk.press("Alt+J")
            assert desk.window.page_key == "reports"
            assert desk.window.page("reports").place is Place.RESULTS  # type: ignore[attr-defined]


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1100, 1366])
def test_no_button_is_cut(redressed: QApplication, tmp_path: Path, look: theme.Theme, width: int):
    theme.apply(redressed, look)
    with report_screen(tmp_path) as screen:
        screen.desk.window.resize(width, 768)
        for keys in (RESULTS, WARD, OFFICERS, SAVED, CHARTS, SLIPS, "Ctrl+8"):
            screen.go(keys, period="")
            shown = [button for button in screen.page._buttons if button.isVisible()]
            assert all(button.width() >= button.sizeHint().width() for button in shown), keys
            assert max(button.geometry().right() for button in shown) <= screen.page.width(), keys


def test_every_key_of_a_report_is_offered_once(screen: ReportScreen):
    for keys in ("Ctrl+1", RESULTS, WARD, OFFICERS, SAVED, CHARTS, SLIPS, "Ctrl+8"):
        screen.go(keys, period="")
        offered = [keys for keys, _words in screen.page.key_lines()]
        assert len(offered) == len(set(offered)), keys


def test_the_reports_speak_english(redressed: QApplication, tmp_path: Path):
    with report_screen(tmp_path, NEW_YEAR) as screen:
        translation.switch(redressed, translation.ENGLISH)
        screen.go(RESULTS)
        assert screen.page.title == "Reports"
        assert screen.texts("In all")[0] == str(len(BOOK))
        assert "What had happened by 23:59 14/11/2023" in screen.page.figures.words()
