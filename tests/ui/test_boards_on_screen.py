"""The boards of Hôm nay by their keys, what leaves the screen, and the notice at the opening of a session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.board import BoardKind
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.people import Role
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.steps import StepKind, SupplementItem, TakeStep
from cchc_desktop.services.people_desk import Approval
from tests.ui.intake_desk import MARITAL, until
from tests.ui.real_desk import RealDesk, real_desk
from ui import labels
from ui.models.board_rows import BoardKey
from ui.start_notices import NEAR_DUE
from ui.views.boards import KEYS

MONDAY, TUESDAY = datetime(2024, 4, 22, 9, 0), datetime(2024, 4, 23, 14, 0)
WEDNESDAY, THURSDAY = datetime(2024, 4, 24, 10, 0), datetime(2024, 4, 25, 8, 0)
ITEMS = (SupplementItem(name="Giấy khai sinh", originals=1),)
WAITING, PAUSED, UNCOLLECTED, ONLINE, APOLOGIES, APPROVALS = range(6, 12)


class Boards:
    """Hôm nay as a clerk sees it."""

    def __init__(self, desk: RealDesk) -> None:
        self.desk = desk
        self.services = desk.opened.parts.desk
        leader = self.services.people.name_official("Trần Văn Mẫu", roles={Role.LEADER}, title="Phó Chủ tịch")
        self.approval = Approval(approver=leader, is_self=False)

    def step(self, kind: str, code: str, **values: Any) -> None:
        self.services.steps.take(TakeStep(kind=StepKind(kind), code=code, values=values), self.approval)

    def draft(self, kind: str, code: str, **values: Any) -> None:
        self.services.steps.draft(TakeStep(kind=StepKind(kind), code=code, values=values))

    def look(self, at: datetime) -> None:
        self.desk.at(at)
        self.desk.window.open_page("today")

    def number(self, place: int) -> str:
        return self.desk.today.counters()[place].accessibleName().split(":")[1].split(".")[0].strip()

    def spoken(self, place: int) -> str:
        return self.desk.today.counters()[place].accessibleName()

    def rows(self) -> list[tuple[str, str, str]]:
        return [(row.head, row.side, row.chip) for row in self.desk.today.rows().rows() if not row.is_group]

    def words(self) -> str:
        self.desk.settle()
        return " | ".join(label.text() for label in self.desk.today.findChildren(QLabel) if label.isVisible())

    def said(self) -> str:
        notice = self.desk.notice()
        return notice.sentence if notice is not None else ""


@pytest.fixture
def boards(qtbot, qapp, tmp_path: Path) -> Iterator[Boards]:
    with real_desk(tmp_path, MONDAY) as desk:
        qtbot.waitUntil(lambda: desk.shell.near_due is not None)
        yield Boards(desk)


def test_every_board_has_its_own_key(boards: Boards):
    boards.look(MONDAY)
    keys = [keys for keys, _ in boards.desk.today.key_lines() if keys]
    assert set(KEYS) <= set(keys)
    assert len(keys) == len(set(keys))
    assert not {"0", "H"} & set(keys), "cards, codes and addresses begin so"


@pytest.mark.parametrize(
    ("key", "nothing"),
    [
        ("7", "Không hồ sơ nào chờ bổ sung"),
        ("8", "Không hồ sơ nào đang dừng tính"),
        ("9", "Không kết quả nào nằm chờ"),
        ("T", "Không hồ sơ trực tuyến nào chờ trả lời"),
        ("X", "Không hồ sơ nào cần xin lỗi"),
        ("D", "Không việc nào chờ duyệt"),
    ],
)
def test_an_empty_board_says_so(boards: Boards, key: str, nothing: str):
    boards.look(MONDAY)
    boards.desk.press(key)
    assert nothing in boards.words()
    assert "Esc để xem tất cả." in boards.words()


def test_a_dossier_that_waits_for_papers(boards: Boards):
    code = boards.desk.receive("Nguyễn Văn An", at=MONDAY)
    boards.step("supplement_request", code, items=ITEMS, reason="Thiếu giấy")
    boards.look(TUESDAY)
    assert boards.number(WAITING) == "1"
    assert "lâu nhất 22/04" in boards.spoken(WAITING)
    boards.desk.press("7")
    [(head, side, chip)] = boards.rows()
    assert head == "Nguyễn Văn An"
    assert (side, chip) == ("từ 22/04", "còn 24 giờ")


def test_results_that_lie_open_the_return_desk(boards: Boards):
    code = boards.desk.receive("Nguyễn Văn An", at=MONDAY)
    boards.step("result_ready", code, shelf="Kệ 2")
    boards.step("call", code, outcome="no_answer")
    boards.look(WEDNESDAY)
    assert "cũ nhất 2 ngày" in boards.spoken(UNCOLLECTED)
    boards.desk.press("9")
    assert boards.rows() == [("Nguyễn Văn An", "Kệ 2 · gọi 1 lần", "2 ngày")]
    boards.desk.press("Return")
    assert boards.desk.window.page_key == "returns"


def test_an_apology_that_should_be_drafted(boards: Boards):
    code = boards.desk.receive("Nguyễn Văn An", at=MONDAY)
    boards.look(WEDNESDAY)
    assert boards.number(APOLOGIES) == "1"
    assert "chưa trình" in boards.spoken(APOLOGIES)
    boards.desk.press("X")
    assert boards.rows() == [("Nguyễn Văn An", "tối đa 09:00 26/04", "09:00 25/04")]
    assert boards.desk.today.rows().current_key() == BoardKey(BoardKind.APOLOGIES, code, MARITAL)
    new_due_at = boards.services.boards.apology_proposals()[0].new_due_at
    boards.draft("apology", code, reason="Hồ sơ nhiều", new_due_at=new_due_at)
    until(lambda: "1 đã trình" in boards.spoken(APOLOGIES))
    assert boards.rows() == [("Nguyễn Văn An", "tối đa 09:00 26/04", "đã trình ký")]


def test_enter_on_a_late_one_opens_its_apology_and_esc_comes_back(boards: Boards):
    code = boards.desk.receive(at=MONDAY)
    boards.look(THURSDAY)
    boards.desk.press("X", "Return")
    boards.desk.settle()
    page = boards.desk.dossiers
    assert (boards.desk.window.page_key, page.presenter.code) == ("dossiers", code)
    assert page.presenter.taking.title == labels.step(StepKind.APOLOGY)
    assert page.step.isVisible()
    for _ in range(2):  # the form, then the dossier
        boards.desk.press("Escape")
        boards.desk.settle()
    assert boards.desk.window.page_key == "today"
    new_due_at = boards.services.boards.apology_proposals()[0].new_due_at
    boards.draft("apology", code, reason="Hồ sơ nhiều", new_due_at=new_due_at)
    boards.look(THURSDAY)
    boards.desk.press("X", "Return")
    boards.desk.settle()
    assert not boards.desk.dossiers.step.isVisible(), "it waits for the leader"



def test_a_draft_waits_for_a_leader(boards: Boards):
    code = boards.desk.receive("Nguyễn Văn An", at=MONDAY)
    boards.draft("supplement_request", code, items=ITEMS, reason="Thiếu giấy")
    boards.look(MONDAY + timedelta(hours=1))
    boards.desk.press("D")
    assert boards.rows() == [("Nguyễn Văn An", "Nguyễn Thị Thử", "Yêu cầu bổ sung")]
    assert boards.desk.today.rows().rows()[0].lines[0].startswith("từ 09:00 22/04")


def test_the_next_three_days_are_told_apart(boards: Boards):
    boards.desk.receive("Nguyễn Văn An", at=MONDAY)
    boards.desk.receive("Trần Thị Bình", at=TUESDAY)
    boards.look(WEDNESDAY)
    assert boards.spoken(2).startswith("1, 2, 3 ngày tới: 2. 1 / 1 / 0.")


def test_a_counter_follows_an_entry_by_itself(boards: Boards):
    boards.look(MONDAY)
    code = boards.desk.receive("Nguyễn Văn An")
    boards.step("result_ready", code)
    until(lambda: boards.number(UNCOLLECTED) == "1")
    boards.step("result_return", code)
    until(lambda: boards.number(UNCOLLECTED) == "0")
    assert "không có" in boards.spoken(UNCOLLECTED)


def test_a_dossier_whose_clock_no_longer_runs_is_not_among_what_is_due(boards: Boards):
    names = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Thị Cúc", "Phạm Văn Dũng")
    running, returned, ready, waiting = (boards.desk.receive(name, at=MONDAY) for name in names)
    boards.step("result_ready", ready)
    boards.step("result_ready", returned)
    boards.step("result_return", returned)
    boards.step("supplement_request", waiting, items=ITEMS, reason="Thiếu giấy")
    boards.look(MONDAY)
    assert "Việc đến hạn" in boards.words()
    assert [row.key for row in boards.desk.today.rows().rows() if not row.is_group] == [running]


def test_the_shown_board_is_marked(boards: Boards):
    boards.look(MONDAY)
    boards.desk.press("8")
    assert [card.isChecked() for card in boards.desk.today.counters()].index(True) == PAUSED
    boards.desk.press("Escape")
    assert not any(card.isChecked() for card in boards.desk.today.counters())


def test_the_list_for_the_heads_group_names_nobody(boards: Boards):
    code = boards.desk.receive("Nguyễn Văn An", at=MONDAY)
    boards.look(WEDNESDAY + timedelta(hours=5))
    boards.desk.press("Alt+C")
    text = QApplication.clipboard().text()
    assert code in text
    assert "Nguyễn" not in text
    assert boards.said() == "Đã chép danh sách sắp đến hạn: 1 hồ sơ"


def test_the_morning_page_is_printed(boards: Boards):
    boards.desk.receive("Nguyễn Văn An", at=MONDAY)
    boards.look(WEDNESDAY)
    boards.desk.press("Alt+B")
    assert boards.said() == "Đang in bảng tin đầu ngày"
    until(lambda: boards.said().startswith("Bảng tin đầu ngày ở tệp "))
    path = Path(boards.said().removeprefix("Bảng tin đầu ngày ở tệp "))
    assert path.name == "bang-tin-20240424-1000.pdf"
    assert path.read_bytes().startswith(b"%PDF")


def test_at_the_opening_of_a_session_what_is_near_due_is_told_once(boards: Boards):
    code = boards.desk.receive("Nguyễn Văn An", at=MONDAY)
    news = boards.desk.shell.near_due
    assert news is not None
    boards.desk.at(THURSDAY)
    news.look()
    notice = boards.desk.notice()
    assert notice is not None
    assert (notice.key, notice.sentence) == (NEAR_DUE, "1 hồ sơ đến hạn trong 8 giờ làm việc tới")
    assert notice.facts.startswith("09:00 ")
    boards.desk.press("Alt+Y")
    assert code in QApplication.clipboard().text()
    assert boards.said() == "Đã chép danh sách sắp đến hạn, dán vào nhóm của các bộ phận"
    boards.desk.press("Escape")
    news.look()
    assert boards.said() == "", "seen in this session"


def test_a_notice_behind_a_graver_one_counts_as_seen_only_when_it_is(boards: Boards):
    from ui.widgets.notices import Notice

    boards.desk.receive("Nguyễn Văn An", at=MONDAY)
    news = boards.desk.shell.near_due
    assert news is not None
    boards.desk.window.notices.post(Notice(key="grave", tone="bad", sentence="Việc gấp"))
    boards.desk.at(THURSDAY)
    news.look()
    assert boards.services.boards.is_reminder_due()
    boards.desk.press("Escape")
    assert boards.said() == "1 hồ sơ đến hạn trong 8 giờ làm việc tới"
    assert not boards.services.boards.is_reminder_due()


def test_between_sessions_and_with_nothing_near_due_nothing_is_told(boards: Boards):
    news = boards.desk.shell.near_due
    assert news is not None
    boards.desk.receive("Nguyễn Văn An", at=WEDNESDAY)
    boards.desk.at(datetime(2024, 4, 24, 12, 0))
    news.look()
    assert boards.said() == ""
    boards.desk.at(datetime(2024, 4, 24, 13, 40))
    news.look()
    assert boards.said() == ""
    assert not boards.services.boards.is_reminder_due()


def test_what_was_entered_from_a_slip_of_a_power_cut_is_looked_at_by_its_moment(boards: Boards):
    boards.services.emergency.print_ahead(1)
    boards.desk.at(TUESDAY)
    form = ReceiveDossier(
        procedure_code=MARITAL,
        applicant=Person(name="Lê Thị Thu Hà", personal_id="056191004821"),
        emergency_number="KC-1-0001",
        received_at=(TUESDAY - timedelta(hours=3)).replace(tzinfo=VIETNAM),
    )
    boards.services.intake.receive(form)
    boards.look(TUESDAY)
    assert "giấy tạm" in boards.spoken(5)
    boards.desk.press("6")
    assert boards.rows() == [("Lê Thị Thu Hà", "KC-1-0001", "nhận 11:00 23/04")]


def test_a_long_lateness_is_told_in_days_of_eight_hours(qapp: QApplication) -> None:
    told = [labels.time_left(-minutes)[0] for minutes in (65, 479, 480, 1770 * 60 + 20)]
    assert told == ["trễ 1 giờ 05 phút làm việc", "trễ 7 giờ 59 phút làm việc", "trễ 1 ngày làm việc",
                    "trễ 221 ngày 2 giờ làm việc"]  # fmt: skip
