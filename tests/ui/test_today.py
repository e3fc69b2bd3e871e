"""Hôm nay by keys, on a real desk: its counters and lists are what was received."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLabel

from cchc_desktop.domain.printing import JobState
from cchc_desktop.errors import DatabaseBusy
from cchc_desktop.services.desk_view import Today
from tests.ui.real_desk import NO_SUCH_PRINTER, RealDesk, real_desk
from ui.presenters.today import TodayPresenter

MONDAY, TUESDAY = datetime(2024, 4, 22, 9, 0), datetime(2024, 4, 23, 14, 0)
WEDNESDAY, THURSDAY = datetime(2024, 4, 24, 10, 0), datetime(2024, 4, 25, 9, 30)


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[RealDesk]:
    with real_desk(tmp_path, MONDAY) as found:
        yield found


@pytest.fixture
def four(desk: RealDesk) -> dict[str, str]:
    """Three working days each: due Thursday 09:00, Friday 14:00, and twice after the holidays."""
    codes = {
        "An": desk.receive("Nguyễn Văn An", at=MONDAY),
        "Bình": desk.receive("Trần Thị Bình", at=TUESDAY),
        "Cúc": desk.receive("Lê Thị Cúc", at=WEDNESDAY),
        "Dũng": desk.receive("Phạm Văn Dũng", at=WEDNESDAY + timedelta(hours=1)),
    }
    desk.at(THURSDAY)
    desk.window.open_page("today")
    return codes


def numbers(desk: RealDesk) -> list[str]:
    return [counter.accessibleName().split(":")[1].split(".")[0].strip() for counter in desk.today.counters()]


def names(desk: RealDesk) -> list[str]:
    return [row.head.split()[-1] for row in desk.today.rows().rows() if not row.is_group]


def groups(desk: RealDesk) -> list[str]:
    return [row.head for row in desk.today.rows().rows() if row.is_group]


def words(desk: RealDesk) -> str:
    desk.settle()
    return " | ".join(label.text() for label in desk.today.findChildren(QLabel) if label.isVisible())


def test_the_counters_are_what_was_received(desk: RealDesk, four: dict[str, str]):
    assert numbers(desk)[:6] == ["0", "1", "3", "1", "0", "0"]
    assert "hôm qua 2" in desk.today.counters()[0].accessibleName()


def test_on_the_day_itself_the_receipts_are_counted(desk: RealDesk, four: dict[str, str]):
    desk.at(WEDNESDAY + timedelta(hours=2))
    desk.window.open_page("today")
    assert numbers(desk)[:4] == ["2", "0", "4", "0"]
    desk.press("1")
    assert names(desk) == ["Dũng", "Cúc"]


@pytest.mark.parametrize(
    ("key", "shown"),
    [("1", []), ("2", ["An"]), ("3", ["Bình", "Cúc", "Dũng"]), ("4", ["An"]), ("5", []), ("6", [])],
)
def test_each_digit_opens_the_list_of_its_counter(desk: RealDesk, four: dict[str, str], key: str, shown: list[str]):
    desk.press(key)
    assert names(desk) == shown
    assert numbers(desk)[int(key) - 1] == str(len(shown))
    assert bool(shown) == desk.today.rows().isVisible()


@pytest.mark.parametrize("back", ["4", "Escape"])
def test_the_same_digit_or_esc_shows_everything_again(desk: RealDesk, four: dict[str, str], back: str):
    desk.press("4")
    assert names(desk) == ["An"]
    desk.press(back)
    assert names(desk) == ["An", "Bình", "Cúc", "Dũng"]
    assert groups(desk)[0] == "Quá hạn"
    assert groups(desk)[1].startswith("Ngày mai")


def test_no_digit_with_which_a_scanned_code_begins_is_a_key(desk: RealDesk):
    """Cards and dossier codes begin with 0: their first digit must reach the scanner."""
    assert "0" not in [keys for keys, _ in desk.today.key_lines()]


def test_an_empty_list_says_so_and_what_comes_next(desk: RealDesk):
    desk.press("1")
    assert "Hôm nay chưa nhận hồ sơ nào" in words(desk)
    assert "F3 để tiếp nhận hồ sơ mới." in words(desk)


@pytest.mark.parametrize(
    ("key", "nothing", "stands"),
    [
        ("2", "Hôm nay không hẹn trả hồ sơ nào", "Ở đây là hồ sơ hẹn trả trong hôm nay."),
        ("3", "Không có hồ sơ nào sắp đến hạn", "Ở đây là hồ sơ hẹn trả trong 3 ngày làm việc tới."),
        ("4", "Không có hồ sơ nào quá hạn", "Ở đây là hồ sơ đã qua giờ hẹn mà chưa trả."),
        ("5", "Giấy nào cũng đã ra", "Ở đây là giấy chưa in"),
        ("6", "Không có ngày hẹn nào cần xem lại", "Ở đây là hồ sơ được hẹn khi năm chưa có lịch nghỉ"),
    ],
)
def test_an_empty_list_says_what_would_stand_there(desk: RealDesk, key: str, nothing: str, stands: str):
    desk.press(key)
    said = words(desk)
    assert nothing in said
    assert stands in said
    assert "Esc để xem tất cả." in said
    desk.press("Escape")
    assert "Không có việc nào đến hạn" in words(desk)
    assert "Esc để xem tất cả." not in words(desk)


@pytest.mark.parametrize("keys", [("4",), ("4", "4"), ("5", "5"), ("1", "3"), ("6", "Escape"), ("5", "4")])
def test_the_arrows_work_at_once_after_any_key_of_a_counter(desk: RealDesk, four: dict[str, str], keys: tuple[str]):
    desk.press(*keys)
    assert desk.today.rows().hasFocus()
    desk.press("Down", "Return")
    assert desk.window.page_key == "dossiers"


def test_a_counter_that_was_tabbed_to_gives_the_focus_to_its_list(desk: RealDesk, four: dict[str, str]):
    desk.today.counters()[2].setFocus()
    desk.press("3")
    assert desk.today.rows().hasFocus()


def test_a_list_that_fills_takes_the_focus_from_the_words_in_its_place(desk: RealDesk, qtbot):
    assert not desk.today.rows().hasFocus()
    desk.receive("Nguyễn Văn An")
    qtbot.waitUntil(lambda: names(desk) == ["An"])
    assert desk.today.rows().hasFocus()


def test_arrows_pass_over_the_heads_and_enter_opens(desk: RealDesk, four: dict[str, str]):
    assert desk.today.rows().hasFocus()
    desk.press("Down", "Return")
    assert desk.window.page_key == "dossiers"
    assert desk.dossiers.search.text() == four["Bình"]
    assert desk.dossiers.detail.hasFocus()


def test_what_is_received_meanwhile_is_counted_at_once(desk: RealDesk, qtbot):
    assert numbers(desk)[0] == "0"
    desk.receive("Nguyễn Văn An")
    qtbot.waitUntil(lambda: numbers(desk)[0] == "1")
    assert names(desk) == ["An"]


def test_the_list_keeps_the_chosen_row_when_it_is_read_anew(desk: RealDesk, four: dict[str, str]):
    desk.press("Down", "Down")
    chosen = desk.today.rows().current_key()
    desk.window.open_page("today")
    assert desk.today.rows().current_key() == chosen == four["Cúc"]


def test_many_overdue_do_not_push_the_day_down(desk: RealDesk):
    for minute in range(7):
        desk.receive(f"Người {minute}", at=MONDAY + timedelta(minutes=minute))
    desk.at(THURSDAY)
    desk.window.open_page("today")
    assert names(desk) == ["6", "5", "4", "3", "2"]
    assert groups(desk) == ["Quá hạn: 7 hồ sơ, bấm 4 xem hết"]
    desk.press("4")
    assert names(desk) == ["0", "1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize(
    ("now", "late"),
    [
        pytest.param(datetime(2024, 4, 25, 9, 1), "Trễ 1 phút", id="a minute"),
        pytest.param(datetime(2024, 4, 25, 14, 35), "Trễ 3 giờ 35 phút", id="the midday rest does not count"),
        pytest.param(datetime(2024, 5, 3, 9, 0), "Trễ 8 ngày", id="more than two working days: by days"),
    ],
)
def test_how_late_something_is(desk: RealDesk, now: datetime, late: str):
    desk.receive("Nguyễn Văn An", at=MONDAY)
    desk.at(now)
    desk.window.open_page("today")
    assert [row.chip for row in desk.today.rows().rows() if not row.is_group] == [late]


def test_a_dossier_stands_once_in_the_list_of_everything(desk: RealDesk):
    code = desk.receive("Nguyễn Văn An", procedure="2.000815")
    desk.window.open_page("today")
    keys = [row.key for row in desk.today.rows().rows() if not row.is_group]
    assert keys == [code]


def test_a_failed_slip_is_shown_with_its_reason_and_sent_again(desk: RealDesk, qtbot):
    code = desk.receive("Nguyễn Văn An", printed=False)
    desk.fail_print(code)
    desk.window.open_page("today")
    assert numbers(desk)[4] == "1"
    assert "in không được (Hết giấy khay 1)" in words(desk)
    desk.press("5", "Ctrl+P")
    qtbot.waitUntil(lambda: desk.kinds(code) == ["DossierReceived", "PaperOut"], timeout=20_000)
    qtbot.waitUntil(lambda: numbers(desk)[4] == "0")
    assert desk.opened.parts.view.dossier(code).dossier.reprints == 0
    assert "Giấy nào cũng đã ra" in words(desk)


def test_the_paper_of_the_chosen_row_is_printed_first(desk: RealDesk, qtbot):
    first = desk.receive("Nguyễn Văn An", printed=False)
    second = desk.receive("Trần Thị Bình", printed=False)
    desk.window.open_page("today")
    desk.press("5", "Down", "Ctrl+P")
    qtbot.waitUntil(lambda: "PaperOut" in desk.kinds(second), timeout=20_000)
    assert desk.kinds(first) == ["DossierReceived"]


def test_a_slip_that_fails_again_says_why_and_offers_it_once_more(desk: RealDesk, qtbot):
    code = desk.receive("Nguyễn Văn An", printed=False)
    desk.print_on(NO_SUCH_PRINTER)
    desk.window.open_page("today")
    desk.press("Ctrl+P")
    qtbot.waitUntil(lambda: (n := desk.notice()) is not None and n.tone == "bad", timeout=20_000)
    said = desk.notice()
    assert said is not None
    assert "chưa in được" in said.sentence
    assert "không trả lời" in said.facts
    desk.print_on("")
    desk.press("Ctrl+P")
    qtbot.waitUntil(lambda: "PaperOut" in desk.kinds(code), timeout=20_000)
    qtbot.waitUntil(lambda: (n := desk.notice()) is not None and n.tone == "ok")
    assert desk.kinds(code) == ["DossierReceived", "PaperOut"]


def test_a_doubtful_slip_that_was_reprinted_is_no_longer_missed(desk: RealDesk):
    code = desk.receive("Nguyễn Văn An", printed=False)
    desk.opened.parts.printing().note_state(desk.job_of(code), JobState.UNKNOWN)
    again = desk.opened.parts.papers().reprint(code, "không rõ đã ra chưa")
    desk.note_out(again.job)
    desk.window.open_page("today")
    assert numbers(desk)[4] == "0"
    assert desk.opened.parts.view.unfinished_print_jobs()


def test_the_state_of_the_desk_names_what_is_missing(desk: RealDesk):
    said = words(desk)
    assert "Chưa chọn máy in" in said
    assert "Lịch nghỉ năm 2024 đã nạp" in said
    desk.opened.parts.setup().change({"hotline": ""})
    desk.print_on("HP quầy 2")
    desk.window.open_page("today")
    said = words(desk)
    assert "còn thiếu: Điện thoại Bộ phận Một cửa" in said
    assert "Giấy hẹn in hai mặt ở HP quầy 2" in said


def test_from_october_the_next_year_s_calendar_is_missed(desk: RealDesk):
    desk.at(datetime(2026, 10, 1, 9, 0))
    desk.window.open_page("today")
    assert "Năm 2027 chưa có lịch nghỉ" in words(desk)
    desk.at(datetime(2026, 9, 30, 9, 0))
    desk.window.open_page("today")
    assert "2027" not in words(desk)


def test_a_small_window_has_short_names_and_the_gravest_line(desk: RealDesk, qtbot):
    desk.window.resize(911, 512)
    qtbot.waitUntil(lambda: desk.window.layout_class == "compact")
    assert "Chưa chọn máy in" in words(desk)
    assert desk.today.counters()[0].accessibleName().startswith("Tiếp nhận hôm nay: 0.")
    assert desk.window.width() == 911


class BusyView:
    """Stands for a desk whose file another program keeps busy."""

    def today(self) -> Today:
        raise DatabaseBusy


def test_a_desk_that_cannot_be_asked_says_so(desk: RealDesk):
    busy = SimpleNamespace(view=BusyView(), state=desk.opened.parts.state, clock=desk.opened.parts.clock)
    parts = dataclasses.replace(desk.opened.parts, desk=busy)  # type: ignore[arg-type]
    presenter = TodayPresenter(parts, None, None)  # type: ignore[arg-type]
    said: list[str] = []
    presenter.failed.connect(said.append)
    presenter.refresh()
    assert said == ["Dữ liệu đang bận vì một chương trình khác. Chưa có gì được lưu. Đợi vài giây rồi làm lại."]
