"""Cuối ngày by keys: every line opens its place, the hard stop, the close, what is sent, the count on every screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.acknowledgement import CityQuestion, Verdict
from cchc_desktop.domain.day_package import CheckKind, PackageState
from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.people import Role
from cchc_desktop.domain.printing import JobState
from cchc_desktop.domain.steps import StepKind, SupplementItem, TakeStep
from cchc_desktop.sync import acknowledgement
from tests.ui.day_end_desk import AT_FIVE, City, DayEndDesk, choose, day_end_desk
from tests.ui.intake_desk import until
from ui.presenters.day_words import CheckRow, QuestionKey
from ui.views.returns import ReturnsPage
from ui.views.same_day import SameDayPage

ITEMS = (SupplementItem(name="Giấy khai sinh", originals=1, copies=0),)
CASH, NOT_YET = (FeeState.CASH, 15_000), (FeeState.NOT_YET, 8_000)
OTHER = "056090000123"


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[DayEndDesk]:
    with day_end_desk(tmp_path) as found:
        yield found


def at_five(desk: DayEndDesk) -> None:
    desk.at(AT_FIVE)
    desk.enter()


def line(desk: DayEndDesk, kind: CheckKind) -> CheckRow:
    found = next(row for row in desk.page.checks.list.rows() if row.key is kind)
    assert isinstance(found, CheckRow)
    return found


def place(desk: DayEndDesk, kind: CheckKind) -> str:
    """Press the digit of a line."""
    desk.press(line(desk, kind).digit)
    desk.settle()
    return desk.window.page_key


def why(desk: DayEndDesk) -> str:
    return desk.page._why.text()


def said(desk: DayEndDesk) -> tuple[str, str]:
    notice = desk.notice()
    return (notice.sentence, notice.facts) if notice is not None else ("", "")


def finish(desk: DayEndDesk, code: str) -> None:
    desk.opened.parts.desk.steps.take(TakeStep(kind=StepKind.RESULT_READY, code=code, values={}))


def choose_file(desk: DayEndDesk, key: str, path: Path) -> None:
    """Open a list of files by its key and take one."""
    desk.press(key)
    choose(desk, desk.page.folders if key == "Alt+S" else desk.page.files, path)


# --- the list -----------------------------------------------------------------------------------


def test_an_empty_day_is_in_order_in_words_and_sign(desk: DayEndDesk) -> None:
    at_five(desk)
    rows = desk.page.checks.list.rows()
    assert [row.key for row in rows] == list(CheckKind)
    assert {row.state for row in rows if isinstance(row, CheckRow)} == {"ok"}
    assert line(desk, CheckKind.NOT_PRINTED).lines == ("Giấy nào cũng đã ra",)


def test_somebody_on_the_board_stops_the_close_and_his_line_opens_the_board(desk: DayEndDesk) -> None:
    code = desk.same_day()
    at_five(desk)
    assert line(desk, CheckKind.SAME_DAY_OPEN).chip == "Phải xong"
    assert why(desk) == "Còn 1 người trên bảng nên chưa chốt ngày được. F5 để xem."
    assert not desk.page.close_day.isEnabled()
    desk.press("Ctrl+Return")
    assert desk.opened.parts.desk.day_end.packages() == []
    assert place(desk, CheckKind.SAME_DAY_OPEN) == "same_day"
    board = desk.window.page("same_day")
    assert isinstance(board, SameDayPage)
    assert board.code == code
    desk.opened.parts.desk.same_day.to_appointment(code)
    desk.enter()
    assert line(desk, CheckKind.SAME_DAY_OPEN).state == "ok"
    desk.close()
    assert len(desk.opened.parts.desk.day_end.packages()) == 1


def test_unprinted_papers_open_their_list_and_one_printed_anew_is_named_no_more(desk: DayEndDesk) -> None:
    code = desk.receive(fee=CASH, printed=False)
    at_five(desk)
    assert line(desk, CheckKind.NOT_PRINTED).lines[0].startswith("1 hồ sơ có giấy chưa chắc đã ra: …")
    assert place(desk, CheckKind.NOT_PRINTED) == "today"
    assert desk.today._presenter.which == 5
    desk.opened.parts.printing().note_state(desk.job_of(code), JobState.UNKNOWN, message="Mất điện")
    desk.enter()
    assert line(desk, CheckKind.NOT_PRINTED).state == "warn"
    desk.note_out(desk.opened.parts.papers().reprint(code, "Mất điện").job)
    desk.enter()
    assert line(desk, CheckKind.NOT_PRINTED).state == "ok"


def test_a_fee_not_taken_opens_its_dossier_and_esc_comes_back(desk: DayEndDesk) -> None:
    code = desk.receive(fee=NOT_YET)
    at_five(desk)
    assert place(desk, CheckKind.FEE_NOT_TAKEN) == "dossiers"
    assert desk.dossiers.presenter.code == code
    desk.opened.parts.desk.fees.settle(code, FeeState.CASH, dong=8_000)
    desk.press("Escape")
    desk.settle()
    assert desk.window.page_key == "day_end"
    assert line(desk, CheckKind.FEE_NOT_TAKEN).state == "ok"
    assert desk.page.checks.list.hasFocus()


def test_of_several_fees_one_is_chosen_by_its_digit(desk: DayEndDesk) -> None:
    desk.receive(fee=NOT_YET)
    second = desk.receive("Trần Văn Bình", fee=NOT_YET, number=OTHER)
    at_five(desk)
    assert place(desk, CheckKind.FEE_NOT_TAKEN) == "day_end"
    assert desk.page.choice.list is not None
    assert [row.head for row in desk.page.choice.list.rows()] == ["Lê Thị Thu Hà", "Trần Văn Bình"]
    desk.press("2")
    desk.settle()
    assert (desk.window.page_key, desk.dossiers.presenter.code) == ("dossiers", second)


def test_behind_an_open_list_the_keys_of_the_screen_rest(desk: DayEndDesk) -> None:
    desk.receive(fee=NOT_YET)
    desk.receive("Trần Văn Bình", fee=NOT_YET, number=OTHER)
    at_five(desk)
    place(desk, CheckKind.FEE_NOT_TAKEN)
    assert desk.page.choice.isVisible()
    desk.press("Ctrl+Return", "Alt+S")
    desk.rest()
    assert desk.opened.parts.desk.day_end.packages() == []
    assert desk.page.folders.dialog is None
    desk.press("F8")
    assert not desk.page.choice.isVisible()
    assert desk.page.checks.list.hasFocus()
    desk.press("Ctrl+Return")
    desk.rest()
    assert len(desk.opened.parts.desk.day_end.packages()) == 1


def test_arrows_go_to_the_list_beside(desk: DayEndDesk) -> None:
    at_five(desk)
    desk.close()
    desk.page.checks.list.setFocus()
    desk.press("Right")
    assert desk.page.packages.list.hasFocus()
    desk.press("Left")
    assert desk.page.checks.list.hasFocus()


def test_a_result_nobody_fetched_opens_the_list_of_those_to_call(desk: DayEndDesk) -> None:
    code = desk.receive(fee=CASH)
    finish(desk, code)
    at_five(desk)
    assert place(desk, CheckKind.NOT_COLLECTED) == "returns"
    page = desk.window.page("returns")
    assert isinstance(page, ReturnsPage)
    desk.enter()
    assert place(desk, CheckKind.NO_ATTACHMENT) == "dossiers"
    assert desk.dossiers.presenter.code == code


def test_what_waits_for_a_leader_opens_the_queue(desk: DayEndDesk) -> None:
    code = desk.receive(fee=CASH)
    command = TakeStep(kind=StepKind.SUPPLEMENT_REQUEST, code=code, values={"items": ITEMS, "reason": "Thiếu giấy."})
    people = desk.opened.parts.desk.people
    people.name_official("Trần Văn Mẫu", roles={Role.LEADER}, title="Phó Chủ tịch")
    desk.opened.parts.desk.steps.draft(command)
    at_five(desk)
    assert place(desk, CheckKind.APPROVALS) == "approvals"
    desk.enter()
    assert desk.window.page_key == "day_end"


def test_enter_opens_the_line_the_arrows_chose(desk: DayEndDesk) -> None:
    desk.receive(fee=CASH, printed=False)
    at_five(desk)
    desk.press("Down", "Return")
    desk.settle()
    assert desk.window.page_key == "today"


# --- the close ----------------------------------------------------------------------------------


def test_the_difference_of_the_cash_is_said_and_stops_nothing(desk: DayEndDesk) -> None:
    desk.receive(fee=CASH)
    at_five(desk)
    desk.press("Alt+D")
    desk.type("5.000")
    assert desk.page.cash.difference == "Thiếu 10.000 đồng so với sổ"
    desk.close()
    closed = desk.opened.parts.desk.day_end.close()
    assert (closed.cash_counted, closed.cash_dong, closed.is_new) == (5_000, 15_000, False)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("15000", "Khớp với sổ"), ("16 000", "Thừa 1.000 đồng so với sổ"), ("", "")],
)
def test_the_cash_is_compared_while_it_is_typed(desk: DayEndDesk, typed: str, words: str) -> None:
    desk.receive(fee=CASH)
    at_five(desk)
    desk.press("Alt+D")
    desk.type(typed)
    assert desk.page.cash.difference == words


def test_cash_that_cannot_be_read_is_asked_for_again(desk: DayEndDesk) -> None:
    at_five(desk)
    desk.press("Alt+D")
    desk.type("chưa đếm")
    desk.press("Ctrl+Return")
    assert desk.page.cash.field.error.startswith("Gõ số đồng")
    assert desk.page.cash.edit.hasFocus()
    assert desk.opened.parts.desk.day_end.packages() == []


def test_one_key_closes_the_day_and_shows_its_seal(desk: DayEndDesk) -> None:
    desk.receive(fee=CASH)
    desk.enrol(City.new())
    at_five(desk)
    assert why(desk) == "Chốt xong: niêm phong, sao lưu, lập gói rồi tự gửi."
    desk.close()
    sentence, facts = said(desk)
    seal = desk.page.sealed.seal.text()
    assert sentence == "Đã chốt ngày 24/10/2023"
    assert facts.startswith(f"Dấu niêm phong {seal}.")
    (package,) = desk.opened.parts.desk.day_end.packages()
    assert seal.replace("-", "") == desk.opened.parts.desk.day_end.seal_of(package)
    until(lambda: "goi-1.cchc" in desk.page.sealed.file)
    assert "Sao lưu: đọc thử được. Gửi đi: đã lập gói" in desk.page.sealed.stations.accessibleName()


def test_closing_again_says_that_nothing_new_came(desk: DayEndDesk) -> None:
    at_five(desk)
    desk.close()
    entries = desk.opened.parts.desk.day_end.outlook().first
    desk.close()
    assert said(desk)[0] == "Không có gì mới từ lần chốt trước"
    assert desk.opened.parts.desk.day_end.outlook().first == entries


def test_what_comes_later_goes_into_a_supplement(desk: DayEndDesk) -> None:
    desk.receive(fee=CASH)
    at_five(desk)
    desk.close()
    desk.at(AT_FIVE + timedelta(minutes=10))
    desk.receive("Phạm Văn Lộc", fee=CASH, number=OTHER)
    until(lambda: "vào gói bổ sung 1" in why(desk))
    assert desk.page.close_day.text() == "Chốt gói bổ sung"
    desk.close()
    assert [line.part for line in desk.opened.parts.desk.day_end.packages()] == [1, 2]
    assert any("gói bổ sung 1" in row.head for row in desk.page.packages.list.rows())


def test_without_the_citys_card_the_row_says_so_and_its_key_takes_the_card(desk: DayEndDesk, tmp_path: Path) -> None:
    at_five(desk)
    desk.close()
    row = next(row for row in desk.page.packages.list.rows() if row.key is not None)
    assert (row.chip, row.lines[-1]) == ("Chưa lập gói", "Gói cần thẻ của thành phố: Alt+T nhận tệp thẻ.")
    card = tmp_path / "the-thanh-pho.json"
    card.write_text(City.new().card(), "utf-8")
    choose_file(desk, "Alt+T", card)
    desk.rest()
    until(lambda: desk.states() == ["Chờ gửi"])


def test_yesterday_not_closed_is_said_and_goes_along(desk: DayEndDesk) -> None:
    at_five(desk)
    desk.close()
    desk.at(AT_FIVE + timedelta(days=1))
    desk.receive(fee=CASH)
    desk.at(AT_FIVE + timedelta(days=2))
    desk.enter()
    assert why(desk) == "Gói này gồm cả việc sau lần chốt trước, từ thứ Tư 25/10."


# --- sending ------------------------------------------------------------------------------------


def test_a_way_that_was_not_chosen_is_said_and_where_it_is_chosen(desk: DayEndDesk) -> None:
    desk.enrol(City.new())
    at_five(desk)
    desk.close()
    desk.press("Alt+G")
    desk.rest()
    sentence, facts = said(desk)
    assert sentence == "Chưa chọn cách gửi về thành phố"
    assert "F10" in facts


def test_a_closed_day_is_sent_by_itself_and_green_only_after_the_answer(desk: DayEndDesk, tmp_path: Path) -> None:
    city, folder = City.new(), tmp_path / "hop-thu"
    desk.receive(fee=CASH)
    desk.enrol(city)
    desk.send_by(folder)
    at_five(desk)
    desk.close()
    until(lambda: desk.states() == ["Đã gửi, chờ trả lời"])
    assert desk.unsent().startswith("Chưa gửi: 1 ngày · ")
    (file,) = folder.glob("*.cchc")
    city.answer(file, desk.desk_key)
    desk.press("Alt+G")
    desk.rest()
    assert desk.states() == ["Đã nhận"]
    assert said(desk) == ("Thành phố đã nhận 1 gói", "Số mục, số tiền và dấu niêm phong khớp.")
    assert desk.unsent() == "Thành phố đã nhận đủ"
    assert desk.window.top.unsent_state()[1] == "ok"


def test_a_refused_package_stands_on_top_with_its_cause(desk: DayEndDesk, tmp_path: Path) -> None:
    city, folder = City.new(), tmp_path / "hop-thu"
    desk.enrol(city)
    desk.send_by(folder)
    at_five(desk)
    desk.close()
    until(lambda: list(folder.glob("*.cchc")))
    desk.rest()
    city.answer(next(folder.glob("*.cchc")), desk.desk_key, Verdict.REFUSED, cause="wrong_counts")
    desk.press("Alt+G")
    desk.rest()
    rows = desk.page.packages.list.rows()
    assert (rows[0].head, rows[1].chip) == ("Cần xem", "Bị từ chối")
    assert rows[1].lines[0] == "Thành phố không nhận: số mục theo loại khác bản kê."
    assert said(desk)[0] == "1 gói chưa xong, xem ở đầu danh sách"
    assert desk.unsent() != "Thành phố đã nhận đủ"


def test_a_folder_that_is_not_there_holds_up_nothing_and_is_tried_again(desk: DayEndDesk, tmp_path: Path) -> None:
    desk.enrol(City.new())
    desk.send_by(tmp_path / "usb")
    (tmp_path / "usb").rmdir()
    at_five(desk)
    desk.close()
    until(lambda: any("Tự thử lại lúc 17:06" in " ".join(row.lines) for row in desk.page.packages.list.rows()))
    desk.press("F3")
    desk.type("khai sinh")
    assert desk.opened.page.procedure.search.text() == "khai sinh"


def test_packages_are_copied_to_a_stick(desk: DayEndDesk, tmp_path: Path) -> None:
    desk.enrol(City.new())
    at_five(desk)
    desk.close()
    stick = tmp_path / "usb"
    stick.mkdir()
    choose_file(desk, "Alt+S", stick)
    desk.rest()
    (package,) = desk.opened.parts.desk.day_end.packages()
    assert [path.name for path in stick.iterdir()] == [desk.opened.parts.desk.day_end.path_of(package).name]
    assert package.state is PackageState.SENT
    assert said(desk)[0] == f"Đã chép 1 gói ra {stick}"


def on_a_stick(desk: DayEndDesk, folder: Path) -> tuple[City, Path]:
    """Close a day on a desk without a way to the city, and copy its package to a stick."""
    city, stick = City.new(), folder / "usb"
    stick.mkdir()
    desk.enrol(city)
    at_five(desk)
    desk.close()
    choose_file(desk, "Alt+S", stick)
    desk.rest()
    return city, stick


def test_a_stick_brings_the_answer_and_says_so(desk: DayEndDesk, tmp_path: Path) -> None:
    city, stick = on_a_stick(desk, tmp_path)
    choose_file(desk, "Alt+S", stick)
    desk.rest()
    assert said(desk)[0] == "Chưa có trả lời nào trên USB này"
    city.answer(next(stick.glob("*.cchc")), desk.desk_key)
    choose_file(desk, "Alt+S", stick)
    desk.rest()
    assert said(desk) == ("Thành phố đã nhận 1 gói", "Số mục, số tiền và dấu niêm phong khớp.")
    assert desk.states() == ["Đã nhận"]
    desk.press("Alt+G")
    desk.rest()
    assert said(desk)[0] == "Không có gói nào chờ gửi"


def test_a_stick_chosen_while_something_is_under_way_is_done_afterwards(desk: DayEndDesk, tmp_path: Path) -> None:
    city, stick = on_a_stick(desk, tmp_path)
    city.answer(next(stick.glob("*.cchc")), desk.desk_key)
    other = tmp_path / "usb-khac"
    other.mkdir()
    desk.shell.outgoing.copy_to(other)
    assert desk.shell.outgoing.is_busy
    desk.shell.outgoing.copy_to(stick)
    desk.rest()
    assert desk.states() == ["Đã nhận"]
    assert said(desk)[0] == "Thành phố đã nhận 1 gói"


def test_what_lies_on_a_stick_waits_for_the_stick_and_for_no_hour(desk: DayEndDesk, tmp_path: Path) -> None:
    on_a_stick(desk, tmp_path)
    stations = desk.page.sealed.stations.accessibleName()
    assert "Gửi đi: đã chép ra USB. Thành phố nhận: chờ trả lời trên USB" in stations
    (row,) = (row for row in desk.page.packages.list.rows() if row.key is not None)
    assert (row.chip, row.lines[0]) == ("Đã chép ra USB", "Đã chép ra USB, chờ trả lời trên USB.")
    assert "lúc" not in " ".join(row.lines)


def test_a_close_without_a_way_to_the_city_says_so(desk: DayEndDesk, tmp_path: Path) -> None:
    desk.enrol(City.new())
    at_five(desk)
    desk.close()
    assert said(desk)[1].endswith("Chưa chọn cách gửi: chép ra USB (Alt+S) hoặc chọn ở F10.")
    desk.send_by(tmp_path / "hop-thu")
    desk.at(AT_FIVE + timedelta(days=1))
    desk.receive(fee=CASH)
    desk.enter()
    desk.close()
    assert "Chưa chọn cách gửi" not in said(desk)[1]


def test_what_the_city_has_is_copied_once_more_for_the_wards_other_desks(desk: DayEndDesk, tmp_path: Path) -> None:
    city, stick = City.new(), tmp_path / "stick"
    stick.mkdir()
    desk.enrol(city)
    at_five(desk)
    desk.close()
    (package,) = desk.opened.parts.desk.day_end.packages()
    file = desk.opened.parts.desk.day_end.path_of(package)
    choose_file(desk, "Alt+T", city.answer(file, desk.desk_key))
    choose_file(desk, "Alt+S", stick)
    desk.rest()
    assert (said(desk)[0], list(stick.iterdir())) == ("Không có gói nào chờ gửi", []), "a ward of one desk"

    desk.opened.parts.setup().change({"desk_count": 2})
    choose_file(desk, "Alt+S", stick)
    desk.rest()
    assert said(desk)[0] == f"Đã chép 1 gói cho bàn khác ra {stick}"
    assert [path.name for path in stick.iterdir()] == [file.name]
    assert desk.states()[0] == "Đã nhận"


def test_an_answer_that_came_by_hand_is_taken(desk: DayEndDesk, tmp_path: Path) -> None:
    city = City.new()
    desk.enrol(city)
    at_five(desk)
    desk.close()
    (package,) = desk.opened.parts.desk.day_end.packages()
    answer = city.answer(desk.opened.parts.desk.day_end.path_of(package), desk.desk_key)
    assert answer.name.endswith(acknowledgement.SUFFIX)
    choose_file(desk, "Alt+T", answer)
    assert said(desk)[0] == "Đã nhận câu trả lời của thành phố"
    assert desk.states() == ["Đã nhận"]


def test_the_city_asks_and_is_answered(desk: DayEndDesk, tmp_path: Path) -> None:
    city = City.new()
    code = desk.receive(fee=CASH)
    desk.enrol(city)
    at_five(desk)
    desk.close()
    (package,) = desk.opened.parts.desk.day_end.packages()
    asked = CityQuestion(id="hoi-1", code=code, text="Thiếu tên thủ tục, xin xem lại.")
    choose_file(
        desk, "Alt+T", city.answer(desk.opened.parts.desk.day_end.path_of(package), desk.desk_key, questions=(asked,))
    )
    desk.press("Escape")
    key = desk.page.packages.list.current_key()
    assert key == QuestionKey("hoi-1", code)
    desk.press("Alt+R")
    desk.press("Ctrl+Return")
    assert desk.page.answer._field is not None
    assert desk.page.answer._field.error
    desk.type("Đã bổ sung")
    desk.press("Ctrl+Return")
    desk.settle()
    assert said(desk)[0] == "Đã ghi câu trả lời cho thành phố"
    assert all(line.answered_at is not None for line in desk.opened.parts.desk.sending.questions())


# --- the count on every screen ------------------------------------------------------------------


def test_the_count_stands_on_every_screen_and_follows_every_entry(desk: DayEndDesk) -> None:
    before = desk.unsent()
    assert before.startswith("Chưa gửi: ")
    desk.receive(fee=CASH)
    until(lambda: desk.unsent() != before)
    count = desk.opened.parts.desk.day_end.unsent()[1]
    for key in ("F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10"):
        desk.press(key)
        assert desk.window.top._unsent.isVisible(), key
        assert desk.unsent() == f"Chưa gửi: {count} mục", key


def test_a_day_unsent_for_more_than_a_day_is_amber(desk: DayEndDesk) -> None:
    at_five(desk)
    desk.close()
    assert desk.window.top.unsent_state()[1] == "quiet"
    desk.at(AT_FIVE + timedelta(days=1))
    desk.receive(fee=CASH)
    assert desk.window.top.unsent_state()[1] == "quiet"
    desk.at(AT_FIVE + timedelta(days=1, minutes=1))
    desk.receive("Trần Văn Bình", fee=CASH, number=OTHER)
    until(lambda: desk.window.top.unsent_state()[1] == "warn")
    desk.settle()
    assert "1" in desk.window.rail.button("day_end").accessibleDescription()


def test_the_chip_opens_the_screen(desk: DayEndDesk) -> None:
    desk.window.top._unsent.clicked.emit()
    assert desk.window.page_key == "day_end"


def test_the_count_is_seen_on_the_lock_too(desk: DayEndDesk) -> None:
    actor = desk.opened.parts.recorder.actor
    desk.opened.parts.desk.people.set_pin(actor, "482913", by=actor)
    desk.settle()
    desk.press("Ctrl+L")
    cover = desk.shell.lock.cover
    assert cover is not None
    assert cover.unsent.isVisible()
    assert cover.unsent.text == desk.unsent()
