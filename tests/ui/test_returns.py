"""Trả kết quả by keys, on a real desk: a scan, who takes it, Ctrl+Enter; and who has not come is called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from cchc_desktop.domain.dossier import DossierState, FeeState
from cchc_desktop.domain.intake import ReceiveDossier, TickedPaper
from cchc_desktop.domain.people import Role
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.services.desk_view import HistoryStep
from cchc_desktop.services.people_desk import Approval
from tests.ui.intake_desk import CARD, MARITAL, OTHER_CARD, until
from tests.ui.real_desk import RealDesk, real_desk
from ui.views.returns import ReturnsPage

MONDAY, TUESDAY = datetime(2024, 4, 22, 9, 0), datetime(2024, 4, 23, 14, 0)
WEDNESDAY, THURSDAY = datetime(2024, 4, 24, 10, 0), datetime(2024, 4, 25, 14, 30)


class Counter:
    """The return desk as a clerk sees it."""

    def __init__(self, desk: RealDesk) -> None:
        self.desk = desk
        people = desk.opened.parts.desk.people
        leader = people.name_official("Trần Văn Mẫu", roles={Role.LEADER}, title="Phó Chủ tịch")
        self.approval = Approval(approver=leader, is_self=False)

    @property
    def page(self) -> ReturnsPage:
        page = self.desk.window.page("returns")
        assert isinstance(page, ReturnsPage)
        return page

    def ready(self, code: str, at: datetime = TUESDAY, **values: Any) -> str:
        self.desk.at(at)
        self.step("result_ready", code, **{"shelf": "Kệ 2", **values})
        return code

    def step(self, kind: str, code: str, **values: Any) -> None:
        command = TakeStep(kind=StepKind(kind), code=code, values=values)
        self.desk.opened.parts.desk.steps.take(command, self.approval)

    def stand(self, at: datetime = WEDNESDAY) -> None:
        self.desk.at(at)
        self.desk.window.open_page("returns")

    def scan(self, code: str) -> None:
        scanner = self.desk.opened.parts.scanner
        assert scanner is not None
        scanner.code_scanned.emit(code)

    def scan_card(self, payload: str) -> None:
        scanner = self.desk.opened.parts.scanner
        assert scanner is not None
        assert scanner.card_reader is not None
        scanner.card_reader(payload)

    def press(self, *keys: str) -> None:
        self.desk.press(*keys)

    def words(self) -> str:
        self.desk.settle()
        return " | ".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())

    def said(self) -> str:
        notice = self.desk.notice()
        return notice.sentence if notice is not None else ""

    def state(self, code: str) -> DossierState:
        return self.desk.opened.parts.view.dossier(code).dossier.state

    def last(self, code: str) -> HistoryStep:
        return self.desk.history(code)[-1]

    def listed(self) -> list[str]:
        return [row.head for row in self.page.list.rows()]

    def returned(self) -> list[str]:
        return [row.head for row in self.page.returned.rows()]


@pytest.fixture
def counter(qtbot, qapp, tmp_path: Path) -> Iterator[Counter]:
    with real_desk(tmp_path, MONDAY) as desk:
        yield Counter(desk)


@pytest.fixture
def code(counter: Counter) -> str:
    """A result that came back in time and lies on shelf 2."""
    return counter.ready(counter.desk.receive("Lê Thị Thu Hà", at=MONDAY))


def test_the_cursor_waits_in_the_box(counter: Counter, code: str):
    counter.stand()
    assert counter.page.search.hasFocus()
    assert "Quét mã trên giấy hẹn của người dân" in counter.words()


def test_a_scan_and_one_key_hand_it_over(counter: Counter, code: str):
    counter.stand()
    counter.scan(code)
    shown = counter.words()
    assert "Kệ 2" in shown
    assert "1 kết quả" in shown
    assert counter.page._hint.text() == "1 hoặc 3 đổi người nhận. Esc trở lại ô quét."
    counter.press("Ctrl+Return")
    assert counter.state(code) is DossierState.RETURNED
    assert counter.last(code).body["receiver"] == "applicant"
    assert counter.said() == "Đã trả 1 kết quả cho Lê Thị Thu Hà"
    assert counter.page.search.hasFocus()
    assert counter.page.search.text() == ""
    assert counter.returned() == ["Lê Thị Thu Hà"]
    assert counter.listed() == []


def test_on_another_screen_a_scan_opens_the_whole_dossier(counter: Counter, code: str):
    counter.desk.window.open_page("today")
    counter.scan(code)
    assert counter.desk.window.page_key == "dossiers"


def test_whoever_filed_is_proposed_and_the_keys_stay(counter: Counter):
    form = ReceiveDossier(
        procedure_code=MARITAL,
        applicant=Person(name="Lê Thị Thu Hà", personal_id="056191004821", address="Nha Trang"),
        submitter=Person(name="Trần Văn Thử", personal_id="056090000123"),
        submitter_ground="Giấy ủy quyền",
        papers=(TickedPaper(name="Tờ khai"),),
    )
    code = counter.desk.opened.parts.intake.receive(form).dossier.code
    counter.ready(code)
    counter.stand()
    counter.scan(code)
    assert counter.page.form.fields.receiver.receiver == "submitter"
    counter.press("1")
    assert counter.page.form.fields.receiver.receiver == "applicant"
    counter.press("2", "Ctrl+Return")
    assert counter.last(code).body["receiver"] == "submitter"
    assert counter.said() == "Đã trả 1 kết quả cho Trần Văn Thử"


def test_somebody_authorised_needs_name_and_authority(counter: Counter, code: str):
    counter.stand()
    counter.scan(code)
    counter.press("2")
    assert counter.page.form.fields.receiver.receiver == "applicant", "nobody filed for her: 2 is nobody"
    counter.press("3", "Ctrl+Return")
    assert counter.state(code) is DossierState.RESULT_READY
    assert counter.page.form.fields.field("receiver.name").error == "Chưa điền"
    counter.desk.type("Phạm Văn Đức")
    assert counter.page.unsaved() == "Lần trả kết quả cho Lê Thị Thu Hà chưa ghi"
    counter.page.form.fields.field("authority").editor.setFocus()
    counter.desk.type("Giấy ủy quyền số 5, 20/04/2024")
    counter.press("Ctrl+Return")
    last = counter.last(code)
    assert last.body["receiver"] == "authorised"
    assert dict(last.personal) == {"receiver.name": "Phạm Văn Đức", "authority": "Giấy ủy quyền số 5, 20/04/2024"}
    assert counter.page.unsaved() == ""


def test_a_lost_slip_is_found_by_the_card_and_noted(counter: Counter, code: str):
    counter.stand()
    counter.scan_card(CARD)
    assert counter.desk.window.page_key == "returns"
    assert "Lê Thị Thu Hà" in counter.words()
    counter.press("Alt+M")
    counter.desk.type("Rơi mất giấy")
    counter.press("Ctrl+Return")
    last = counter.last(code)
    assert last.body["is_slip_lost"] is True
    assert dict(last.personal) == {"receiver.personal_id": "056191004821", "lost_note": "Rơi mất giấy"}


def test_a_lost_slip_needs_number_and_note(counter: Counter, code: str):
    counter.stand()
    counter.scan(code)
    counter.press("Alt+M", "Ctrl+Return")
    assert counter.state(code) is DossierState.RESULT_READY
    assert counter.page.form.fields.field("receiver.personal_id").error == "Chưa điền"
    counter.scan_card(OTHER_CARD)
    counter.page.form.fields.field("lost_note").editor.setFocus()
    counter.desk.type("Mất giấy, đã đối chiếu")
    counter.press("Ctrl+Return")
    assert counter.last(code).personal["receiver.personal_id"] == "056090000123"


def test_the_card_of_whoever_is_authorised_fills_name_and_number(counter: Counter, code: str):
    counter.stand()
    counter.scan(code)
    counter.press("3")
    counter.scan_card(OTHER_CARD)
    counter.page.form.fields.field("authority").editor.setFocus()
    counter.desk.type("Giấy ủy quyền")
    counter.press("Ctrl+Return")
    assert counter.last(code).personal["receiver.name"] == "Trần Văn Thử"


def test_a_card_with_several_results_shows_them_to_choose(counter: Counter, code: str):
    other = counter.ready(counter.desk.receive("Lê Thị Thu Hà", at=TUESDAY), shelf="Kệ 5")
    counter.stand()
    counter.scan_card(CARD)
    assert counter.listed() == ["Lê Thị Thu Hà", "Lê Thị Thu Hà"]
    assert counter.page.list.hasFocus()
    counter.press("Return", "Ctrl+Return")
    assert [counter.state(one) for one in (code, other)].count(DossierState.RETURNED) == 1


def test_elsewhere_a_card_still_belongs_to_the_intake(counter: Counter, code: str):
    counter.stand()
    counter.desk.window.open_page("today")
    scanner = counter.desk.opened.parts.scanner
    assert scanner is not None
    assert scanner.card_reader is None


def test_a_part_of_the_results_goes_and_the_rest_stays(counter: Counter):
    code = counter.ready(counter.desk.receive("Lê Thị Thu Hà", at=MONDAY), count=3)
    counter.stand()
    counter.scan(code)
    counter.page.form.fields.field("count").editor.setValue(2)  # type: ignore[attr-defined]
    counter.press("Ctrl+Return")
    assert counter.state(code) is DossierState.RESULT_READY
    assert counter.last(code).body["is_partial"] is True
    notice = counter.desk.notice()
    assert notice is not None
    assert notice.facts.startswith("Còn 1 kết quả ở Kệ 2.")
    counter.scan(code)
    assert "1 kết quả, đã trả 2" in counter.words()
    counter.press("Ctrl+Return")
    assert counter.state(code) is DossierState.RETURNED


def test_originals_go_back_with_their_note(counter: Counter, code: str):
    counter.stand()
    counter.scan(code)
    assert "Đã nộp bản chính: Tờ khai (1)" in counter.words()
    counter.page.form.fields.field("originals").editor.setValue(2)  # type: ignore[attr-defined]
    counter.page.form.fields.field("originals_note").editor.setFocus()
    counter.desk.type("Sổ hộ khẩu")
    counter.press("Ctrl+Return")
    assert counter.last(code).body["originals"] == 2
    assert counter.last(code).personal["originals_note"] == "Sổ hộ khẩu"


def test_by_post_needs_the_code_of_the_parcel(counter: Counter, code: str):
    counter.stand()
    counter.scan(code)
    counter.press("Alt+B", "Ctrl+Return")
    assert counter.state(code) is DossierState.RESULT_READY
    counter.desk.type("RR123456789VN")
    counter.press("Ctrl+Return")
    body = counter.last(code).body
    assert (body["way"], body["postal_code"]) == ("post", "RR123456789VN")


def test_what_is_late_says_why_and_who_answers_for_it(counter: Counter):
    code = counter.desk.receive("Lê Thị Thu Hà", at=MONDAY)
    counter.step("handover", code, to_unit="Tư pháp - Hộ tịch")
    counter.ready(code, at=THURSDAY)
    counter.stand(THURSDAY)
    counter.scan(code)
    assert "Trả quá hạn" in counter.words()
    counter.press("Ctrl+Return")
    assert counter.state(code) is DossierState.RESULT_READY
    assert counter.page.form.fields.field("cause").error == "Chưa điền"
    counter.press("2")
    assert counter.page.form.fields.receiver.hasFocus(), "the next digit says who takes it"
    counter.press("Ctrl+Return")
    body = counter.last(code).body
    assert (body["cause"], body["responsible_unit"]) == ("partner_agency", "Tư pháp - Hộ tịch")


def test_tab_goes_as_the_eye_does(counter: Counter, code: str):
    counter.stand()
    counter.scan(code)
    counter.press("3")
    fields = counter.page.form.fields
    walked = []
    for _ in range(4):
        counter.press("Tab")
        walked.append(QApplication.focusWidget())
    asked = [fields.field(name).editor for name in ("receiver.name", "receiver.personal_id", "authority")]
    assert walked[1:] == asked


def test_a_fee_that_is_open_is_amber_and_taken_here(counter: Counter):
    code = counter.desk.receive("Lê Thị Thu Hà", at=MONDAY, fee=(FeeState.NOT_YET, 15_000))
    counter.ready(code)
    counter.stand()
    counter.scan(code)
    assert "Chưa thu lệ phí: 15.000 đ" in counter.words()
    counter.press("Alt+P", "Ctrl+Return")
    assert counter.said() == "Đã ghi lệ phí vào sổ"
    assert "Chưa thu lệ phí" not in counter.words()
    counter.press("Ctrl+Return")
    assert counter.desk.kinds(code)[-2:] == ["FeeSettled", "ResultReturned"]


def test_a_result_that_just_came_back_is_noted_and_handed_over(counter: Counter):
    code = counter.desk.receive("Lê Thị Thu Hà", at=MONDAY)
    counter.stand()
    counter.scan(code)
    assert "Hồ sơ đang giải quyết: hẹn trả" in counter.words()
    counter.press("Alt+Q")
    counter.desk.type("Kệ 7")
    counter.page.form.ready.field("signed_at").editor.setFocus()
    counter.desk.type("9h 24/4")
    counter.press("Ctrl+Return")
    assert counter.last(code).body["shelf"] == "Kệ 7"
    assert counter.last(code).body["signed_at"] == "2024-04-24T09:00:00+07:00"
    counter.press("Ctrl+Return")
    assert counter.state(code) is DossierState.RETURNED


@pytest.mark.parametrize(
    ("typed", "signed"),
    [
        pytest.param("9h", "2024-04-24T09:00:00+07:00", id="an hour is of today"),
        pytest.param("15:00 23/4", "2024-04-23T15:00:00+07:00", id="a day lies behind"),
        pytest.param("8:00 28/12", "2023-12-28T08:00:00+07:00", id="of last year"),
    ],
)
def test_the_moment_of_signing_lies_behind(counter: Counter, typed: str, signed: str):
    code = counter.desk.receive("Lê Thị Thu Hà", at=MONDAY)
    counter.stand()
    counter.scan(code)
    counter.press("Alt+Q")
    counter.page.form.ready.field("signed_at").editor.setFocus()
    counter.desk.type(typed)
    counter.press("Ctrl+Return")
    assert counter.last(code).body["signed_at"] == signed


@pytest.mark.parametrize("typed", ["hôm qua", "11:00 24/4"])
def test_a_moment_that_is_none_or_to_come_is_refused(counter: Counter, typed: str):
    code = counter.desk.receive("Lê Thị Thu Hà", at=MONDAY)
    counter.stand()
    counter.scan(code)
    counter.press("Alt+Q")
    counter.page.form.ready.field("signed_at").editor.setFocus()
    counter.desk.type(typed)
    counter.press("Ctrl+Return")
    assert counter.state(code) is DossierState.PROCESSING
    assert counter.page.form.ready.field("signed_at").error
    counter.press("Escape")
    assert not counter.page.form.is_asking()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        pytest.param("withdrawal", "Hồ sơ đã rút nên không có kết quả để trả.", id="withdrawn"),
        pytest.param("void", "Hồ sơ đã hủy nên không có kết quả để trả.", id="voided"),
    ],
)
def test_a_dossier_without_a_result_says_so(counter: Counter, kind: str, words: str):
    code = counter.desk.receive("Lê Thị Thu Hà", at=MONDAY)
    counter.step(kind, code, reason="Người dân yêu cầu")
    counter.stand()
    counter.scan(code)
    assert words in counter.words()
    counter.press("Ctrl+Return")
    assert counter.desk.kinds(code)[-1] != "ResultReturned"


def test_what_was_returned_says_when_and_to_whom(counter: Counter, code: str):
    counter.step("result_return", code)
    counter.stand()
    counter.scan(code)
    assert "Đã trả lúc 14:00 thứ Ba 23/04/2024 cho chủ hồ sơ." in counter.words()


def test_a_name_finds_it_and_the_result_that_waits_comes_first(counter: Counter, code: str):
    counter.desk.receive("Lê Thị Thu Hà", at=TUESDAY)
    counter.stand()
    counter.desk.type("thu ha")
    until(lambda: len(counter.listed()) == 2)
    counter.press("Return")
    assert counter.page.form.fields.receiver.hasFocus()
    assert "Kệ 2" in counter.words()


def test_from_the_list_nothing_goes_out_by_one_key(counter: Counter, code: str):
    counter.stand()
    counter.press("Down")
    until(lambda: "Kệ 2" in counter.words())
    counter.press("Ctrl+Return")
    assert counter.state(code) is DossierState.RESULT_READY
    assert counter.page.form.fields.receiver.hasFocus()
    counter.press("Ctrl+Return")
    assert counter.state(code) is DossierState.RETURNED


def test_who_has_not_come_stands_in_the_list_the_longest_first(counter: Counter, code: str):
    late = counter.desk.receive("Trần Thị Bình", at=TUESDAY)
    counter.ready(late, at=WEDNESDAY, shelf="Tủ giữa")
    counter.stand(THURSDAY)
    rows = counter.page.list.rows()
    assert [row.head for row in rows] == ["Lê Thị Thu Hà", "Trần Thị Bình"]
    assert rows[0].lines[1] == "Kệ 2 · 0905118264 · chưa gọi"
    assert rows[0].chip == "2 ngày"


@pytest.mark.parametrize(("key", "outcome"), [("Alt+G", "reached"), ("Alt+K", "no_answer"), ("Alt+H", "will_come")])
def test_a_call_is_one_key(counter: Counter, code: str, key: str, outcome: str):
    counter.stand()
    counter.press("Down")
    until(lambda: "Kệ 2" in counter.words())
    counter.press(key)
    assert counter.last(code).body["outcome"] == outcome
    until(lambda: counter.page.list.rows()[0].lines[1].endswith("gọi 1 lần"))
    assert counter.page.list.hasFocus()


def test_the_number_is_copied(counter: Counter, code: str):
    counter.stand()
    counter.scan(code)
    counter.press("Ctrl+Shift+C")
    assert QApplication.clipboard().text() == "0905118264"


def test_the_last_return_is_undone_by_a_draft(counter: Counter, code: str):
    counter.stand()
    counter.scan(code)
    counter.press("Ctrl+Return", "Alt+Z", "Ctrl+Return")
    assert counter.desk.kinds(code)[-1] == "ResultReturned", "a reason is needed"
    counter.desk.type("Đưa nhầm người")
    counter.press("Ctrl+Return")
    assert counter.desk.kinds(code)[-1] == "StepDrafted"
    assert counter.state(code) is DossierState.RETURNED
    steps = counter.desk.opened.parts.desk.steps
    steps.approve(code, counter.last(code).number, counter.approval)
    assert counter.state(code) is DossierState.RESULT_READY
    until(lambda: counter.returned() == [])
    assert counter.listed() == ["Lê Thị Thu Hà"]


def test_esc_goes_back_to_the_box_and_then_clears_it(counter: Counter, code: str):
    counter.stand()
    counter.scan(code)
    counter.press("Escape")
    assert counter.page.search.hasFocus()
    assert counter.page.search.text() == code
    counter.press("Escape")
    assert counter.page.search.text() == ""
    assert "Quét mã trên giấy hẹn của người dân" in counter.words()


def test_a_code_that_is_not_on_record_says_so(counter: Counter, code: str):
    counter.stand()
    counter.scan("000.99.40.H32-240101-0009")
    assert counter.said() == "Việc này chưa xong"
    assert counter.page.search.hasFocus()


def test_no_key_stands_twice(counter: Counter, code: str):
    counter.stand()
    counter.scan(code)
    keys = [keys for keys, _ in counter.page.key_lines() if keys]
    assert len(keys) == len(set(keys))


def test_a_small_window_shows_one_side_at_a_time(counter: Counter, code: str, qtbot):
    counter.stand()
    counter.desk.window.resize(1180, 600)
    qtbot.waitUntil(lambda: counter.desk.window.layout_class == "compact")
    assert not counter.page.form.isVisible()
    counter.scan(code)
    assert counter.page.form.isVisible()
    assert not counter.page.list.isVisible()
    counter.press("Ctrl+Return")
    assert counter.page.search.isVisible()
