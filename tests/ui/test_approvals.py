"""Chờ duyệt by keys on a real desk: queue, paper, signature by PIN, what goes back, what the rules refuse."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from cchc_desktop.domain.people import Role
from cchc_desktop.domain.steps import StepKind, SupplementItem, TakeStep
from tests.ui.intake_desk import until
from tests.ui.real_desk import RealDesk, real_desk
from ui.views.approvals import ApprovalsPage
from ui.widgets.notices import Notice

CLERK, LEADER, SECOND = "u1", "u2", "u3"
PIN, OTHER_PIN, CLERK_PIN = "482913", "705184", "915273"
ITEMS = (SupplementItem(name="Giấy xác nhận tình trạng hôn nhân", originals=1, copies=2),)
MORNING = datetime(2024, 4, 22, 8, 0)


@dataclasses.dataclass(frozen=True, slots=True)
class Queue:
    """A desk with a clerk's drafts, and the screen as a leader sees it."""

    desk: RealDesk

    @property
    def page(self) -> ApprovalsPage:
        page = self.desk.window.page("approvals")
        assert isinstance(page, ApprovalsPage)
        return page

    def draft(self, kind: StepKind, code: str, **values: Any) -> int:
        taken = self.desk.opened.parts.desk.steps.draft(TakeStep(kind=kind, code=code, values=values))
        return taken.draft

    def apology(self, code: str, **values: Any) -> int:
        steps = self.desk.opened.parts.desk.steps
        suggested = steps.suggested(StepKind.APOLOGY, code)
        return self.draft(StepKind.APOLOGY, code, **{"reason": "Chờ cơ quan phối hợp trả lời.", **suggested, **values})

    def request(self, code: str, **values: Any) -> int:
        return self.draft(StepKind.SUPPLEMENT_REQUEST, code, **{"items": ITEMS, "reason": "Thiếu giấy.", **values})

    def work_as(self, officer: str, pin: str = "") -> None:
        """Let somebody else work, and show F7."""
        before = self.desk.window
        self.desk.opened.parts.desk.people.switch_to(officer, pin)
        self.desk.shell.work_as(officer)
        until(lambda: self.desk.window is not before and self.desk.window.isVisible())
        self.desk.settle()
        self.desk.window.showNormal()
        self.desk.window.resize(1366, 768)
        self.desk.press("F7")
        self.desk.settle()

    def type_pin(self, pin: str = PIN) -> None:
        target = QApplication.focusWidget()
        assert target is self.page.signing.pin
        QTest.keyClicks(target, pin)

    def rows(self) -> list[str]:
        return [row.head if row.key is not None else f"= {row.head}" for row in self.page.list.rows()]

    def seen(self, widget: QWidget | None = None) -> str:
        labels = (widget or self.page.card).findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible() and label.text())

    def kinds(self, code: str) -> list[str]:
        return self.desk.kinds(code)

    def waiting(self) -> int:
        return len(self.desk.opened.parts.desk.steps.waiting())

    def notice(self) -> str:
        found = self.desk.notice()
        return f"{found.sentence} | {found.facts}" if found is not None else ""


@pytest.fixture
def queue(qapp: QApplication, tmp_path: Path) -> Iterator[Queue]:
    with real_desk(tmp_path, MORNING) as desk:
        people = desk.opened.parts.desk.people
        people.name_official("Trần Văn Mẫu", (Role.LEADER,), "Phó Chủ tịch", "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH")
        people.set_pin(CLERK, CLERK_PIN, CLERK)
        people.set_pin(LEADER, PIN, CLERK)
        until(lambda: desk.shell.is_warm)
        yield Queue(desk)


def test_the_most_urgent_stands_first_in_its_group(queue: Queue):
    later = queue.desk.receive("Phan Văn Thành", number="")
    queue.desk.at(datetime(2024, 4, 19, 9, 0))
    desk = queue.desk
    desk.at(MORNING)
    soon = desk.receive("Đặng Hữu Nghĩa", number="")
    queue.request(later)
    desk.at(datetime(2024, 4, 24, 9, 0))
    queue.apology(soon)
    queue.work_as(LEADER, PIN)
    assert queue.rows() == ["= Phải ký trong hôm nay", "Đặng Hữu Nghĩa", "= Chưa đến hạn", "Phan Văn Thành"]
    assert queue.page._heading.text() == "Chờ tôi duyệt"
    assert desk.window.rail.button("approvals")._count == 2


def test_a_leader_signs_with_the_pin_and_the_next_one_comes(queue: Queue):
    first, second = queue.desk.receive("Đặng Hữu Nghĩa", number=""), queue.desk.receive("Phan Văn Thành", number="")
    queue.apology(first)
    queue.apology(second)
    queue.work_as(LEADER, PIN)
    assert QApplication.focusWidget() is queue.page.list
    until(lambda: queue.page.sheet.has_page)
    queue.desk.press("Ctrl+Return")
    queue.type_pin()
    queue.desk.press("Return")
    queue.desk.settle()
    (entry,) = [step for step in queue.desk.history(first) if step.kind == "Apologised"]
    assert (entry.officer, entry.approver) == ("Nguyễn Thị Thử", "Trần Văn Mẫu")
    assert "Apologised" not in queue.kinds(second)
    assert queue.notice().startswith("Đã ký duyệt: Xin lỗi, hẹn lại, Đặng Hữu Nghĩa | Đã vào sổ cùng tên người duyệt")
    assert queue.page._screen is not None
    assert queue.page._screen.key.code == second
    assert queue.page.signing.pin.pin == ""
    assert [job.kind for job in queue.desk.opened.parts.view.dossier(first).jobs] == [
        "appointment_slip",
        "apology_notice",
    ]
    assert queue.desk.window.rail.button("approvals")._count == 1


def test_the_signature_is_confirmed_at_once_over_what_falls_due(queue: Queue):
    queue.apology(queue.desk.receive("Đặng Hữu Nghĩa", number=""))
    queue.work_as(LEADER, PIN)
    queue.desk.window.notices.post(Notice(key="due", tone="warn", sentence="3 hồ sơ sắp đến hạn"))
    queue.desk.press("Ctrl+Return")
    queue.type_pin()
    queue.desk.press("Return")
    queue.desk.settle()
    assert queue.notice().startswith("Đã ký duyệt: Xin lỗi, hẹn lại, Đặng Hữu Nghĩa")
    queue.desk.press("Escape")
    assert queue.notice().startswith("3 hồ sơ sắp đến hạn")


def test_the_paper_bears_the_draft_s_mark_and_is_seen_large(queue: Queue):
    queue.apology(queue.desk.receive(number=""))
    queue.work_as(LEADER, PIN)
    until(lambda: queue.page.sheet.has_page)
    queue.desk.press("Alt+X")
    assert queue.page.preview.isVisible()
    queue.desk.press("Escape")
    assert not queue.page.preview.isVisible()


def test_facts_and_checks_of_an_apology(queue: Queue):
    queue.apology(queue.desk.receive("Đặng Hữu Nghĩa", number=""))
    queue.work_as(LEADER, PIN)
    seen = queue.seen()
    for words in (
        "Đặng Hữu Nghĩa", "Xin lỗi, hẹn lại", "Nguyễn Thị Thử trình 08:00", "Chờ cơ quan phối hợp trả lời.",
        "Lần xin lỗi đầu tiên\nMỗi hồ sơ chỉ một lần", "Người trình khác người duyệt\nNguyễn Thị Thử",
        "Hẹn lại không quá một phần ba thời hạn\nMuộn nhất",
    ):  # fmt: skip
        assert words in seen
    assert "Mã PIN của Trần Văn Mẫu" in queue.seen(queue.page.signing)


def test_what_was_checked_is_seen_without_scrolling_however_much_the_draft_says(queue: Queue):
    items = tuple(SupplementItem(name=f"Giấy tờ chứng minh nơi cư trú, tờ thứ {number}") for number in range(1, 7))
    queue.request(queue.desk.receive("Đặng Hữu Nghĩa", number=""), items=items, reason="Thiếu giấy tờ. " * 12)
    queue.work_as(LEADER, PIN)
    card = queue.page.card
    view = card.parentWidget()
    assert view is not None
    assert card.height() > view.height(), "the draft says too little to be scrolled"
    checked = [label for label in card.findChildren(QLabel) if "yêu cầu bổ sung" in label.text()]
    assert len(checked) >= 2
    for label in checked:
        assert view.rect().contains(label.rect().translated(label.mapTo(view, QPoint(0, 0)))), label.text()


def test_a_second_request_is_flagged_with_its_basis(queue: Queue):
    desk = queue.desk
    code = desk.receive(number="")
    steps, people = desk.opened.parts.desk.steps, desk.opened.parts.desk.people
    steps.approve(code, queue.request(code), people.approve_as(LEADER, PIN, CLERK))
    steps.take(TakeStep(kind=StepKind.SUPPLEMENT_RECEIVED, code=code))
    queue.request(code, legal_basis="Điều 6 Luật Hộ tịch")
    queue.work_as(LEADER, PIN)
    assert "Yêu cầu bổ sung lần 2\nCăn cứ: Điều 6 Luật Hộ tịch" in queue.seen()
    assert "Giấy xác nhận tình trạng hôn nhân (1 bản chính, 2 bản sao)" in queue.seen()


def test_what_is_sent_late_is_flagged(qapp: QApplication, tmp_path: Path):
    with real_desk(tmp_path, datetime(2025, 10, 20, 8, 0)) as desk:
        people = desk.opened.parts.desk.people
        people.name_official("Trần Văn Mẫu", (Role.LEADER,), "Phó Chủ tịch")
        people.set_pin(CLERK, CLERK_PIN, CLERK)
        people.set_pin(LEADER, PIN, CLERK)
        until(lambda: desk.shell.is_warm)
        queue = Queue(desk)
        code = desk.receive(number="")
        desk.at(datetime(2025, 10, 23, 7, 30))
        queue.apology(code)
        queue.work_as(LEADER, PIN)
        assert "Gửi muộn: phải gửi trước hạn ít nhất 1 ngày\nHạn 23/10, hôm nay là 23/10" in queue.seen()


def test_a_wrong_pin_signs_nothing_and_is_said_at_the_field(queue: Queue):
    code = queue.desk.receive(number="")
    queue.apology(code)
    queue.work_as(LEADER, PIN)
    queue.desk.press("Ctrl+Return")
    queue.type_pin("111222")
    queue.desk.press("Ctrl+Return")
    assert "còn 4 lần thử" in queue.page.signing.field.error
    assert (queue.waiting(), queue.page.signing.pin.pin) == (1, "")
    queue.type_pin()
    queue.desk.press("Ctrl+Return")
    assert queue.waiting() == 0


def test_nothing_is_signed_without_the_pin(queue: Queue):
    queue.apology(queue.desk.receive(number=""))
    queue.work_as(LEADER, PIN)
    queue.desk.press("Ctrl+Return", "Ctrl+Return", "Return")
    assert (queue.waiting(), QApplication.focusWidget() is queue.page.signing.pin) == (1, True)


def test_a_pin_typed_for_one_draft_does_not_sign_another(queue: Queue):
    queue.apology(queue.desk.receive("Đặng Hữu Nghĩa", number=""))
    queue.apology(queue.desk.receive("Phan Văn Thành", number=""))
    queue.work_as(LEADER, PIN)
    queue.desk.press("Ctrl+Return")
    queue.type_pin()
    queue.desk.press("Down", "Return")
    assert queue.waiting() == 2
    until(lambda: queue.page._screen is not None and queue.page._screen.name == "Phan Văn Thành")
    assert queue.page.signing.pin.pin == ""


def test_it_goes_back_with_a_reason(queue: Queue):
    code = queue.desk.receive(number="")
    queue.apology(code)
    queue.work_as(LEADER, PIN)
    queue.desk.press("Ctrl+R")
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    queue.desk.press("Ctrl+Return")
    assert (queue.waiting(), queue.page._reason.error if queue.page._reason else "") == (1, "Chưa điền")
    queue.desk.type("Ghi rõ công văn nào.")
    assert queue.page.unsaved() == "Lý do trả lại chưa gửi"
    queue.desk.press("Ctrl+Return")
    assert (queue.waiting(), queue.page.unsaved()) == (0, "")
    assert queue.notice().startswith("Đã trả lại người trình: Xin lỗi, hẹn lại")
    assert "StepSentBack" in queue.kinds(code)
    assert queue.rows() == []
    assert "Không có việc nào chờ duyệt" in queue.seen(queue.page)


def test_one_s_own_draft_stands_apart_and_is_taken_back(queue: Queue):
    code = queue.desk.receive(number="")
    queue.apology(code)
    queue.desk.press("F7")
    assert queue.rows()[0] == "= Tôi trình, chờ người khác duyệt"
    assert (queue.page._count.text, queue.page._heading.text()) == ("", "Chờ lãnh đạo duyệt")
    assert queue.page.back.text() == "Rút lại"
    queue.desk.press("Ctrl+R", "Ctrl+Return")
    assert (queue.waiting(), "Đã rút lại" in queue.notice()) == (0, True)


def test_a_leader_signs_at_the_clerk_s_desk(queue: Queue):
    code = queue.desk.receive(number="")
    queue.apology(code)
    queue.desk.press("F7", "Ctrl+Return")
    queue.type_pin()
    queue.desk.press("Return")
    (entry,) = [step for step in queue.desk.history(code) if step.kind == "Apologised"]
    assert (entry.officer, entry.approver) == ("Nguyễn Thị Thử", "Trần Văn Mẫu")


def test_one_of_two_leaders_is_chosen(queue: Queue):
    people = queue.desk.opened.parts.desk.people
    people.name_official("Lê Thị Chủ", (Role.LEADER,), "Chủ tịch")
    people.set_pin(SECOND, OTHER_PIN, CLERK)
    code = queue.desk.receive(number="")
    queue.apology(code)
    queue.desk.press("F7")
    assert queue.page.signing.line == "Chọn người ký (mũi tên), rồi nhập mã PIN."
    queue.desk.press("Ctrl+Return")
    assert QApplication.focusWidget() is queue.page.signing.choice
    queue.desk.press("2", "Ctrl+Return")
    queue.type_pin(OTHER_PIN)
    queue.desk.press("Return")
    (entry,) = [step for step in queue.desk.history(code) if step.kind == "Apologised"]
    assert entry.approver == "Lê Thị Chủ"


def test_a_deputy_signs_by_the_delegation(queue: Queue):
    people = queue.desk.opened.parts.desk.people
    people.name_official("Lê Thị Thay")
    people.set_pin(SECOND, OTHER_PIN, CLERK)
    people.delegate(LEADER, SECOND, date(2024, 4, 22), date(2024, 4, 23), "Quyết định 12/QĐ-UBND")
    queue.apology(queue.desk.receive(number=""))
    queue.work_as(SECOND, OTHER_PIN)
    assert "Duyệt thay theo ủy quyền\nQuyết định 12/QĐ-UBND" in queue.seen()


def test_a_clerk_does_not_send_others_drafts_back(queue: Queue):
    people = queue.desk.opened.parts.desk.people
    people.name_official("Lê Thị Khác")
    people.set_pin(SECOND, OTHER_PIN, CLERK)
    queue.apology(queue.desk.receive(number=""))
    queue.work_as(SECOND, OTHER_PIN)
    assert not queue.page.back.isEnabled()
    assert "Lãnh đạo trả lại khi làm việc bằng tên mình" in queue.page._why.text()
    queue.desk.press("Ctrl+R")
    assert queue.waiting() == 1


def test_what_the_rules_refuse_meanwhile_is_said_and_still_waits(queue: Queue):
    code = queue.desk.receive(number="")
    queue.apology(code)
    queue.desk.at(datetime(2024, 5, 20, 9, 0))
    queue.work_as(LEADER, PIN)
    assert not queue.page.sign.isEnabled()
    assert "Hẹn lại: phải sau thời điểm hiện tại" in queue.seen()
    assert "Quy định không cho ký. Trả lại để người trình sửa." in queue.page._why.text()
    queue.desk.press("Ctrl+Return")
    assert queue.waiting() == 1


def test_what_the_state_no_longer_allows_stands_last(queue: Queue):
    desk = queue.desk
    code, other = desk.receive("Đặng Hữu Nghĩa", number=""), desk.receive("Phan Văn Thành", number="")
    queue.apology(code)
    queue.apology(other)
    desk.opened.parts.desk.steps.take(TakeStep(kind=StepKind.WITHDRAWAL, code=code, values={"reason": "Rút"}))
    queue.work_as(LEADER, PIN)
    assert queue.rows()[-2:] == ["= Không ký được nữa", "Đặng Hữu Nghĩa"]
    desk.press("End")
    until(lambda: queue.page._screen is not None and queue.page._screen.key.code == code)
    assert not queue.page.sign.isEnabled()
    assert queue.page.back.isEnabled()


def test_a_step_without_a_paper_says_so(queue: Queue):
    queue.draft(StepKind.VOID, queue.desk.receive(number=""), reason="Nhập nhầm người")
    queue.work_as(LEADER, PIN)
    assert queue.page.sheet.words == "Bước này không có văn bản riêng. Xem nội dung bên phải."
    assert "Nhập nhầm người" in queue.seen()
    assert "Hồ sơ ra khỏi mọi số liệu" in queue.seen()


@pytest.mark.parametrize("has_leader", [True, False])
def test_where_nobody_can_sign_it_is_said_what_to_do(qapp: QApplication, tmp_path: Path, has_leader: bool):
    with real_desk(tmp_path, MORNING) as desk:
        people = desk.opened.parts.desk.people
        people.name_official("Trần Văn Mẫu", (Role.LEADER if has_leader else Role.CLERK,))
        queue = Queue(desk)
        queue.draft(StepKind.VOID, desk.receive(number=""), reason="Nhập nhầm")
        desk.press("F7")
        words = "Trần Văn Mẫu chưa có mã PIN" if has_leader else "Chưa có lãnh đạo nào duyệt được"
        assert words in queue.page.signing.line
        assert not queue.page.sign.isEnabled()


def test_a_unit_s_only_official_signs_the_own_draft_and_it_is_said(qapp: QApplication, tmp_path: Path):
    with real_desk(tmp_path, MORNING) as desk:
        queue = Queue(desk)
        code = desk.receive(number="")
        queue.draft(StepKind.VOID, code, reason="Nhập nhầm")
        desk.press("F7")
        assert "Tự duyệt: đơn vị chỉ có một cán bộ" in queue.seen()
        assert "không cần mã PIN" in queue.page.signing.line
        desk.press("Ctrl+Return")
        assert "Voided" in queue.kinds(code)


def test_the_dossier_is_opened_by_key(queue: Queue):
    code = queue.desk.receive(number="")
    queue.draft(StepKind.VOID, code, reason="Nhập nhầm")
    queue.work_as(LEADER, PIN)
    asked: list[tuple[str, object]] = []
    queue.page.page_wanted.disconnect(queue.desk.window.open_page)
    queue.page.page_wanted.connect(lambda page, what: asked.append((page, what)))
    queue.desk.press("Alt+H")
    assert asked == [("dossiers", code)]


def test_the_screen_hears_of_a_new_draft(queue: Queue):
    queue.desk.press("F7")
    assert queue.rows() == []
    queue.draft(StepKind.VOID, queue.desk.receive("Phan Văn Thành", number=""), reason="Nhập nhầm")
    until(lambda: "Phan Văn Thành" in queue.rows())
