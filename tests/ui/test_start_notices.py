"""What is said right after the start: papers nobody is sure of, and a clock that cannot be believed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from cchc_desktop import paths
from cchc_desktop.domain.printing import JobState
from cchc_desktop.services.catalogue_desk import read_packs
from tests.ui.real_desk import WEDNESDAY, RealDesk, real_desk
from ui.jobs import JobRunner
from ui.start_notices import PackNews
from ui.widgets.panels import SidePanel

EARLIER, LATER = datetime(2024, 4, 23, 9, 0), datetime(2024, 5, 20, 9, 0)
QUESTION = "Đồng hồ máy cần được xác nhận trước khi ghi sổ"


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[RealDesk]:
    with real_desk(tmp_path, WEDNESDAY) as found:
        found.receive("Lê Thị Thu Hà")
        qtbot.waitUntil(lambda: found.shell.clock is not None)
        yield found


def sentence(desk: RealDesk) -> str:
    said = desk.notice()
    return said.sentence if said is not None else ""


def look(desk: RealDesk) -> None:
    assert desk.shell.clock is not None
    desk.shell.clock.look()


def panel(desk: RealDesk) -> SidePanel:
    found = desk.window.findChild(SidePanel)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(EARLIER, id="a day behind"),
        pytest.param(datetime(2024, 4, 24, 8, 57), id="three minutes behind"),
        pytest.param(datetime(2024, 5, 3, 9, 0), id="four working days ahead"),
    ],
)
def test_a_clock_that_cannot_be_believed_is_told(desk: RealDesk, now: datetime):
    desk.at(now)
    look(desk)
    assert sentence(desk) == QUESTION


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(datetime(2024, 4, 24, 8, 58), id="two minutes behind"),
        pytest.param(datetime(2024, 5, 2, 9, 0), id="three working days ahead, over the holidays"),
    ],
)
def test_a_clock_that_can_be_believed_is_not(desk: RealDesk, now: datetime):
    desk.at(now)
    look(desk)
    assert sentence(desk) == ""


def test_a_clock_set_right_takes_the_notice_back(desk: RealDesk):
    desk.at(EARLIER)
    look(desk)
    desk.at(WEDNESDAY)
    look(desk)
    assert sentence(desk) == ""


def test_another_date_is_not_recorded(desk: RealDesk):
    desk.at(LATER)
    look(desk)
    before = desk.opened.parts.recorder.clock_problem()
    desk.press("Alt+Y")
    assert isinstance(desk.window.focusWidget(), QLineEdit)
    desk.type("24/4/2024")
    desk.press("Ctrl+Return")
    assert panel(desk).isVisible()
    assert before is not None
    assert desk.opened.parts.recorder.clock_problem() is not None
    desk.press("Escape")
    assert sentence(desk) == QUESTION


@pytest.mark.parametrize("typed", ["20/5/2024", "ngày 20 tháng 5 năm 2024", "200524"])
def test_the_right_date_in_words_lets_work_go_on(desk: RealDesk, typed: str):
    desk.at(LATER)
    look(desk)
    desk.press("Alt+Y")
    desk.type(typed)
    desk.press("Ctrl+Return")
    assert not panel(desk).isVisible()
    assert sentence(desk) == ""
    assert desk.opened.parts.recorder.clock_problem() is None
    desk.receive("Trần Thị Bình")


def test_nobody_s_date_is_asked_again_in_the_same_panel(desk: RealDesk):
    desk.at(LATER)
    look(desk)
    desk.press("Alt+Y")
    desk.type("24/4/2024")
    desk.press("Ctrl+Return", "Escape", "Alt+Y")
    edit = desk.window.focusWidget()
    assert isinstance(edit, QLineEdit)
    assert edit.text() == ""


def test_papers_on_their_way_when_the_program_ended_are_shown_at_the_next_start(qtbot, qapp, tmp_path: Path):
    with real_desk(tmp_path, WEDNESDAY) as desk:
        wanted = desk.receive("Lê Thị Thu Hà", printed=False)
        handed = desk.receive("Trần Thị Bình", printed=False)
        failed = desk.receive("Phạm Văn Dũng", printed=False)
        desk.receive("Đặng Văn Đức")
        desk.opened.parts.printing().note_state(desk.job_of(handed), JobState.HANDED)
        desk.fail_print(failed)
    with real_desk(tmp_path, WEDNESDAY, page="intake") as desk:
        qtbot.waitUntil(lambda: sentence(desk) != "")
        assert sentence(desk) == "2 giấy chưa chắc đã in: xem, in"
        desk.press("Alt+J")
        assert desk.window.page_key == "today"
        rows = desk.today.rows().rows()
        assert [row.key.code for row in rows] == [wanted, handed, failed]  # type: ignore[union-attr]
        assert sentence(desk) == ""
        desk.press("Ctrl+P")
        qtbot.waitUntil(lambda: desk.kinds(wanted) == ["DossierReceived", "PaperOut"], timeout=20_000)


def test_a_paper_that_no_printer_was_given_is_not_looked_for_in_a_tray(qtbot, qapp, tmp_path: Path):
    with real_desk(tmp_path, WEDNESDAY) as desk:
        desk.receive("Lê Thị Thu Hà", printed=False)
    with real_desk(tmp_path, WEDNESDAY) as desk:
        qtbot.waitUntil(lambda: sentence(desk) != "")
        assert sentence(desk) == "1 giấy chưa gửi đến máy in: xem, in"
        assert desk.window.notices.seen.facts == "Hồ sơ đã vào sổ, không mất gì. Chưa máy in nào nhận giấy này."


def test_the_notice_of_the_start_goes_when_the_last_of_them_is_out(qtbot, qapp, tmp_path: Path):
    with real_desk(tmp_path, WEDNESDAY) as desk:
        code = desk.receive("Lê Thị Thu Hà", printed=False)
    with real_desk(tmp_path, WEDNESDAY) as desk:
        qtbot.waitUntil(lambda: sentence(desk) != "")
        desk.note_out(desk.job_of(code))
        qtbot.waitUntil(lambda: sentence(desk) == "")


def test_a_start_with_every_paper_out_says_nothing(qtbot, qapp, tmp_path: Path):
    with real_desk(tmp_path, WEDNESDAY) as desk:
        desk.receive("Lê Thị Thu Hà")
    with real_desk(tmp_path, WEDNESDAY) as desk:
        qtbot.waitUntil(lambda: desk.shell.clock is not None)
        assert sentence(desk) == ""


def test_a_newer_calendar_is_told_and_loaded_on_a_key(qtbot, desk: RealDesk, tmp_path: Path):
    shipped = tmp_path / "shipped"
    shutil.copytree(paths.resources() / "calendar", shipped / "calendar")
    days = shipped / "calendar" / "days.csv"
    days.write_text(days.read_text("utf-8").replace("Ngày Chiến thắng", "Ngày Chiến thắng 30/4"), "utf-8")
    news = PackNews(desk.shell.desk, JobRunner(desk.window), shipped, desk.window)
    news.told.connect(desk.window.notices.post)
    news.look()
    qtbot.waitUntil(lambda: sentence(desk) == "Chương trình có bản mới: lịch nghỉ")
    desk.press("Alt+Y")
    assert sentence(desk) == "Đã nạp: lịch nghỉ"
    assert desk.shell.desk.packs.newer(read_packs(shipped)) == ()


def test_what_is_loaded_already_is_not_told(qtbot, desk: RealDesk):
    news = PackNews(desk.shell.desk, JobRunner(desk.window), paths.resources(), desk.window)
    with qtbot.assertNotEmitted(news.told, wait=400):
        news.look()
