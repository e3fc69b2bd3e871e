"""The board on F5, by keys on a real desk: one key each, live figures, red after hours; RULES 44 to 48 as seen."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.dossier import Dossier, DossierState
from cchc_desktop.domain.intake import ReceiveDossier, TickedPaper
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.printing import SLIP_KIND
from cchc_desktop.domain.same_day import Lane, Priority
from tests.ui.intake_desk import until
from tests.ui.real_desk import RealDesk, real_desk
from ui.views.same_day import SameDayPage
from ui.widgets.day_banner import LATE, SOFT, SOLID
from ui.widgets.notices import Notice

TUESDAY = datetime(2023, 10, 24, 8, 0)
COPY, BIRTH = "2.000815", "1.001193"
FORM = ReceiveDossier(procedure_code=COPY, papers=(TickedPaper(name="Tờ khai"),), accepts_duplicate=True)


@dataclasses.dataclass(frozen=True, slots=True)
class Board:
    """The screen and its keyboard."""

    desk: RealDesk

    @property
    def page(self) -> SameDayPage:
        page = self.desk.window.page("same_day")
        assert isinstance(page, SameDayPage)
        return page

    def receive(self, name: str, minute: int = 0, **changes: object) -> str:
        self.desk.at(TUESDAY + timedelta(minutes=minute))
        form = dataclasses.replace(FORM, applicant=Person(name=name, phone="0905118264"), **changes)  # type: ignore[arg-type]
        return self.desk.opened.parts.intake.receive(form).dossier.code

    def open(self, moment: datetime | None = None) -> None:
        if moment is not None:
            self.desk.at(moment)
        self.desk.press("F5")
        self.desk.settle()

    def lanes(self) -> list[list[str]]:
        """Return the names in each lane."""
        return [[row.name for row in self.page.board.lists[lane].cards.rows()] for lane in Lane]

    def dossier(self, code: str) -> Dossier:
        return self.desk.opened.parts.view.dossier(code).dossier

    def notice(self) -> str:
        found = self.desk.notice()
        return found.sentence if found is not None else ""

    def chosen(self) -> str:
        ticket = self.page._presenter.ticket(self.page.code)
        return ticket.name if ticket is not None else ""


@pytest.fixture
def board(qapp: QApplication, tmp_path: Path) -> Iterator[Board]:
    with real_desk(tmp_path, TUESDAY, page="intake") as desk:
        yield Board(desk)


def test_rule_44_three_keys_from_waiting_to_handed_over(board: Board) -> None:
    code = board.receive("Cao Thị Lài")
    board.open()
    assert board.lanes() == [["Cao Thị Lài"], [], []]
    board.desk.at(TUESDAY.replace(minute=20))
    board.desk.press("B")
    assert board.lanes() == [[], ["Cao Thị Lài"], []]
    assert board.notice() == "Số 0001, Cao Thị Lài đang được giải quyết"
    board.desk.press("X")
    assert board.lanes() == [[], [], ["Cao Thị Lài"]]
    board.desk.at(TUESDAY.replace(hour=9))
    board.desk.press("T")
    assert board.lanes() == [[], [], []]
    assert board.dossier(code).saved_minutes == 7 * 60
    assert board.page.tally.words() == ("7", "00", "1", "7 giờ", "1")
    assert [row.head for row in board.page.handed.rows()] == ["0001   Cao Thị Lài"]
    assert board.page.handed.rows()[0].chip == "tiết kiệm 7 giờ"


def test_priority_goes_first_and_says_so(board: Board) -> None:
    board.receive("Cao Thị Lài")
    board.receive("Bùi Văn Hậu", 5, priority=Priority.DISABLED)
    board.open()
    assert board.lanes()[0] == ["Bùi Văn Hậu", "Cao Thị Lài"]
    assert board.page.board.lists[Lane.WAITING].cards.rows()[0].chip == "Ưu tiên: khuyết tật"


def test_arrows_and_digits_choose(board: Board) -> None:
    codes = [board.receive(f"Người {n}", n) for n in range(12)]
    board.desk.shell.desk.same_day.start(codes[3])
    board.open()
    assert board.chosen() == "Người 3", "being served goes before waiting"
    board.desk.press("Left", "Down", "Down")
    assert board.chosen() == "Người 2"
    board.desk.press("Right")
    assert board.chosen() == "Người 3"
    board.desk.press("Left", "1", "2")
    assert board.chosen() == "Người 11"
    board.page._forget_digits()
    board.desk.press("7")
    assert board.chosen() == "Người 6"
    board.page._forget_digits()
    board.desk.press("9", "9")
    assert (board.chosen(), board.page._hint.text()) == ("Người 8", "Không có số 99")


def test_keys_that_do_not_fit_the_lane_do_nothing(board: Board) -> None:
    code = board.receive("Cao Thị Lài")
    board.open()
    board.desk.press("T")
    assert board.dossier(code).state is DossierState.PROCESSING
    board.desk.press("B", "X", "H")
    assert board.dossier(code).state is DossierState.RESULT_READY
    assert not board.page._is_filling_in()


def test_rule_47_within_the_day_the_new_moment_is_proposed_and_the_slip_printed(board: Board) -> None:
    code = board.receive("Cao Thị Lài")
    board.open(TUESDAY.replace(hour=16))
    board.desk.press("H")
    assert board.page._is_filling_in()
    assert board.page.step.fields is not None
    until(lambda: board.page.step.go.text() == "Ghi và in")
    board.desk.press("Ctrl+Return")
    dossier = board.dossier(code)
    assert (f"{dossier.due_at:%d %H:%M}", f"{dossier.promised_at:%d %H:%M}") == ("24 17:00", "25 17:00")
    assert dossier.received_at.replace(tzinfo=None) == TUESDAY
    assert board.lanes() == [[], [], []]
    jobs = board.desk.opened.parts.view.dossier(code).jobs
    assert [job.kind for job in jobs] == [SLIP_KIND]
    assert not board.page._is_filling_in()


def test_where_the_law_s_moment_is_still_to_come_one_key_makes_the_appointment(board: Board) -> None:
    listed = (("2023-10-24", "", "1.004873"),)
    board.desk.opened.parts.setup().change({"same_day_procedures": listed})
    code = board.receive("Cao Thị Lài", procedure_code="1.004873")
    board.open()
    board.desk.press("H")
    dossier = board.dossier(code)
    assert dossier.appointment_at is not None
    assert dossier.promised_at == dossier.due_at
    assert board.notice() == "Đã chuyển sang hẹn trả: số 0001, Cao Thị Lài"
    assert len(board.desk.opened.parts.view.dossier(code).jobs) == 1


def test_times_that_are_not_reliable_are_left_out_of_the_figure(board: Board) -> None:
    code = board.receive("Cao Thị Lài")
    board.open(TUESDAY.replace(hour=9))
    board.desk.press("K")
    board.desk.type("mất điện")
    board.desk.press("Ctrl+Return")
    assert board.dossier(code).is_time_unreliable
    assert board.desk.window.notices.seen.facts == "Đang chờ."
    board.desk.press("B", "X", "T")
    assert board.dossier(code).state is DossierState.RETURNED
    assert board.page.tally.words()[2] == "1 (0 tính giờ)"
    assert board.page.handed.rows()[0].chip == "không tính giờ"


def test_what_is_known_of_the_chosen_one_is_never_cut(board: Board) -> None:
    board.receive("Cao Thị Lài", priority=Priority.ELDERLY, wants_slip=True)
    board.desk.window.notices.post(Notice(key="other", tone="ok", sentence="Một việc khác", facts="đã xong"))
    board.open(TUESDAY + timedelta(minutes=25))
    for key in ("", "B"):
        board.desk.press(*([key] if key else []))
        board.desk.settle()
        for label in (board.page.person._facts, board.page.person._notes, board.page.person._procedure):
            assert label.isVisible()
            assert label.height() >= label.minimumSizeHint().height(), (key, label.text())
            assert label.width() >= label.minimumSizeHint().width(), (key, label.text())
    assert board.page.person._notes.text() == "Có giấy theo yêu cầu"


def test_a_reason_is_wanted_and_esc_gives_up(board: Board) -> None:
    code = board.receive("Cao Thị Lài")
    board.open()
    board.desk.press("K", "Ctrl+Return")
    assert board.page._is_filling_in()
    board.desk.press("Escape")
    assert not board.page._is_filling_in()
    assert not board.dossier(code).is_time_unreliable
    board.desk.press("B")
    assert board.dossier(code).started_at is not None


def test_a_step_back_is_of_whoever_was_served_last(board: Board) -> None:
    first, second = board.receive("Cao Thị Lài"), board.receive("Bùi Văn Hậu", 1)
    board.open()
    board.desk.press("B", "X", "T")
    assert board.chosen() == "Bùi Văn Hậu"
    board.desk.press("Ctrl+Z")
    board.desk.type("trao nhầm")
    board.desk.press("Ctrl+Return")
    assert board.dossier(first).state is DossierState.RESULT_READY
    assert board.dossier(second).state is DossierState.PROCESSING
    assert board.lanes() == [["Bùi Văn Hậu"], [], ["Cao Thị Lài"]]
    assert board.page.tally.words()[2] == "0"


def test_the_whole_day_is_listed_on_d(board: Board) -> None:
    codes = [board.receive(f"Người {n}", n) for n in range(5)]
    desk = board.desk.shell.desk.same_day
    for code in codes[:4]:
        desk.hand_over(code)
    desk.to_appointment(codes[4])
    board.open()
    assert len(board.page.handed.rows()) == 3
    board.desk.press("D")
    heads = [row.head for row in board.page.day.rows()]
    assert heads[0] == "Đã trao: 4"
    assert heads[-2:] == ["Chuyển sang hẹn trả: 1", "0005   Người 4"]
    board.desk.press("Escape")
    assert board.page.panel.isHidden()


def test_after_hours_who_is_left_is_red_with_the_key_to_press(board: Board) -> None:
    codes = [board.receive("Cao Thị Lài"), board.receive("Bùi Văn Hậu", 1)]
    board.desk.shell.desk.same_day.ready(codes[1])
    board.open(TUESDAY.replace(hour=17))
    assert board.page.banner.tone == SOLID, "17:00 itself is in time"
    board.open(TUESDAY.replace(hour=17, minute=1))
    assert board.page.banner.tone == LATE
    assert board.page.banner.words[0] == "Còn 1 hồ sơ chưa xong mà hết giờ"
    waiting, ready = (board.page.board.lists[lane].cards.rows()[0] for lane in (Lane.WAITING, Lane.READY))
    assert (waiting.tone, waiting.chip) == ("bad", "Quá giờ: H hẹn trả")
    assert ready.chip == "Chưa nhận: F6"
    board.desk.press("Left")
    assert board.chosen() == "Cao Thị Lài"
    assert board.page._foot.isVisible()


def test_the_next_day_what_was_left_is_red_and_what_is_ready_is_on_the_uncollected_list(board: Board) -> None:
    codes = [board.receive("Cao Thị Lài"), board.receive("Bùi Văn Hậu", 1)]
    board.desk.shell.desk.same_day.ready(codes[1])
    board.open(TUESDAY + timedelta(days=1))
    assert board.lanes() == [["Cao Thị Lài"], [], []]
    assert board.page.banner.words[0] == "Còn 1 hồ sơ chưa xong từ thứ Ba 24/10"
    assert board.desk.window.rail._buttons["same_day"]._tone == "bad"
    board.desk.press("F6")
    returns = board.desk.window.page("returns")
    assert [row.head for row in returns.list.rows()] == ["Bùi Văn Hậu"]  # type: ignore[attr-defined]


def test_an_ordinary_day_says_when_the_next_is(board: Board) -> None:
    board.open(datetime(2023, 10, 25, 9, 0))
    assert board.page.banner.tone == SOFT
    assert board.page.banner.words == ("Hôm nay không phải ngày không giấy hẹn", "Ngày tới: thứ Năm 26/10.")
    assert board.page._empty._line.text().startswith("Hồ sơ nhận hôm nay có giấy hẹn như thường.")


def test_an_empty_board_says_what_comes_next(board: Board) -> None:
    board.open()
    assert board.page._empty._sentence.text() == "Chưa có ai chờ"
    assert board.page.banner.words[1] == "Theo Kế hoạch 8679/KH-UBND ngày 18/10/2023 đến 31/12/2023"


def test_the_rail_counts_who_waits(board: Board) -> None:
    board.receive("Cao Thị Lài")
    board.receive("Bùi Văn Hậu", 1)
    board.desk.settle()
    assert board.desk.window.rail._buttons["same_day"]._count == 2


def test_the_clocks_run_by_themselves_and_only_what_changed_is_painted(board: Board) -> None:
    board.receive("Cao Thị Lài")
    board.open()
    cards = board.page.board.lists[Lane.WAITING].cards
    changed, reset = [], []
    cards.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    cards.modelReset.connect(lambda: reset.append(1))
    board.page._presenter.tick()
    assert (cards.rows()[0].clock, changed) == ("00:00", [])
    board.desk.at(TUESDAY.replace(hour=12, minute=30))
    board.page._presenter.tick()
    assert (cards.rows()[0].clock, cards.rows()[0].tone, changed, reset) == ("03:30", "day", [0], [])
    board.desk.at(TUESDAY.replace(hour=14, minute=0))
    board.page._presenter.tick()
    assert (cards.rows()[0].clock, cards.rows()[0].tone) == ("04:00", "warn"), "from half of eight hours"


def test_a_whole_number_goes_before_one_that_only_ends_so(board: Board) -> None:
    for n in range(1, 12):
        board.receive(f"Người {n}", n, priority=Priority.ELDERLY if n == 11 else Priority.NONE)
    board.open()
    assert board.chosen() == "Người 11"
    board.desk.press("1")
    assert board.chosen() == "Người 1"


def test_a_key_ends_the_number_that_was_being_typed(board: Board) -> None:
    codes = [board.receive(f"Người {n}", n) for n in range(1, 13)]
    board.open()
    board.desk.press("1", "B", "2", "B")
    assert [bool(board.dossier(code).started_at) for code in codes[:3]] == [True, True, False]
    assert board.dossier(codes[11]).started_at is None


def test_what_is_overdue_asks_for_its_cause_before_it_is_handed_over(board: Board) -> None:
    code = board.receive("Cao Thị Lài")
    board.open()
    board.desk.press("B")
    board.open(TUESDAY.replace(hour=17, minute=5))
    board.desk.press("X", "T")
    assert board.page._is_filling_in()
    assert board.dossier(code).state is DossierState.RESULT_READY
    board.desk.press("Escape")
    assert board.page.tally.words()[2] == "0"


def test_what_is_ready_in_time_is_handed_over_after_hours_and_not_counted(board: Board) -> None:
    code = board.receive("Cao Thị Lài")
    board.open()
    board.desk.press("B", "X")
    board.open(TUESDAY.replace(hour=17, minute=5))
    board.desk.press("T")
    assert board.dossier(code).state is DossierState.RETURNED
    assert (board.page.tally.words()[2], board.page.handed.rows()[0].chip) == ("1 (0 tính giờ)", "không tính giờ")


def test_a_small_window_shows_one_lane_and_its_key_in_the_foot(board: Board) -> None:
    codes = [board.receive("Cao Thị Lài"), board.receive("Bùi Văn Hậu", 1)]
    board.desk.shell.desk.same_day.start(codes[0])
    board.desk.window.resize(1000, 640)
    board.open()
    lists = board.page.board.lists
    assert [lane for lane in Lane if lists[lane].isVisible()] == [Lane.STARTED]
    assert [b.label() for b in board.page._foot_buttons if b.isVisible()] == ["Không kịp: hẹn trả", "Xong"]
    board.desk.press("Left")
    assert [lane for lane in Lane if lists[lane].isVisible()] == [Lane.WAITING]
    board.desk.press("B")
    assert board.dossier(codes[1]).started_at is not None


def test_enter_opens_the_dossier(board: Board) -> None:
    code = board.receive("Cao Thị Lài")
    board.open()
    board.desk.press("Return")
    assert board.desk.window.page_key == "dossiers"
    assert board.desk.dossiers._presenter.code == code


def test_a_handed_over_dossier_of_another_screen_is_seen_at_once(board: Board) -> None:
    code = board.receive("Cao Thị Lài")
    board.open()
    board.desk.shell.desk.same_day.hand_over(code)
    until(lambda: board.lanes() == [[], [], []])
    assert board.page.tally.words()[2] == "1"
