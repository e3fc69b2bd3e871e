"""Hồ sơ by keys, on a real desk: one search box, one dossier whole, its slip again, its fee."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit

from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.printing import JobState
from cchc_desktop.services.desk_setup import SAMPLE_OFFICER
from tests.ui.real_desk import NO_SUCH_PRINTER, RealDesk, real_desk
from ui.presenters.dossiers import FIRST_FOUND
from ui.widgets.panels import Overlay
from ui.widgets.timeline import TimelineRow

WEDNESDAY = datetime(2024, 4, 24, 9, 0)
NUMBER, PHONE = "056191004821", "0905118264"
NOT_YET = (FeeState.NOT_YET, 15_000)


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[RealDesk]:
    with real_desk(tmp_path, WEDNESDAY, page="dossiers") as found:
        yield found


@pytest.fixture
def three(desk: RealDesk) -> dict[str, str]:
    codes = {
        "Hà": desk.receive("Lê Thị Thu Hà"),
        "Ửng": desk.receive("Lương Thị Kim Ửng", number="056191007703", phone="0914000222"),
        "Đức": desk.receive("Đặng Văn Đức", number="056080000177", phone="0258 300 0417"),
    }
    desk.window.open_page("dossiers")
    return codes


def found(desk: RealDesk) -> list[str]:
    return [row.head.split()[-1] for row in desk.dossiers.list.rows()]


def look_for(desk: RealDesk, typed: str) -> None:
    desk.dossiers.search.setFocus()
    desk.dossiers.search.clear()
    desk.type(typed)


def open_dossier(desk: RealDesk, code: str) -> None:
    desk.window.open_page("dossiers", code)


def words(desk: RealDesk) -> str:
    desk.settle()
    return " | ".join(label.text() for label in desk.dossiers.findChildren(QLabel) if label.isVisible())


def acts(desk: RealDesk) -> list[str]:
    desk.settle()
    rows = [row for row in desk.dossiers.detail.findChildren(TimelineRow) if row.isVisible()]
    rows.sort(key=lambda row: row.y())
    return [row.accessibleName().split(". ")[1] for row in rows]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("le thi thu ha", ["Hà"], id="a name without accents"),
        pytest.param("Đặng", ["Đức"], id="a name with accents"),
        pytest.param("duc dang", ["Đức"], id="its words in another order"),
        pytest.param("kim u", ["Ửng"], id="the beginning of a word"),
        pytest.param("thi", ["Ửng", "Hà"], id="two of them, the newest first"),
        pytest.param("4821", ["Hà"], id="the last digits of the number"),
        pytest.param("056191007703", ["Ửng"], id="the whole number"),
        pytest.param("0914000222", ["Ửng"], id="a telephone"),
        pytest.param("0258 300 0417", ["Đức"], id="a telephone in groups"),
        pytest.param("240424-0002", ["Ửng"], id="the end of a code"),
        pytest.param("000.99.40.H32-240424-0003", ["Đức"], id="a whole code"),
        pytest.param("https://dichvucong.gov.vn/tra-cuu?ma=000.99.40.H32-240424-0001", ["Hà"], id="a slip's address"),
        pytest.param("khong co ai", [], id="nobody"),
    ],
)
def test_one_box_finds_everything(desk: RealDesk, three: dict[str, str], typed: str, shown: list[str]):
    look_for(desk, typed)
    assert found(desk) == shown


def test_nothing_typed_shows_the_newest(desk: RealDesk, three: dict[str, str]):
    assert found(desk) == ["Đức", "Ửng", "Hà"]
    assert desk.dossiers.found.text() == "Hồ sơ mới nhận"
    assert desk.dossiers.search.hasFocus()


def test_a_screenful_comes_with_the_key_and_the_others_when_typing_rests(qtbot, desk: RealDesk):
    for number in range(FIRST_FOUND + 2):
        desk.receive(f"Lê Văn {number}")
    look_for(desk, "le van")
    assert len(found(desk)) == FIRST_FOUND
    assert desk.dossiers.found.text() == f"{FIRST_FOUND} hồ sơ đầu tiên, gõ thêm để thu hẹp"
    desk.press("Down", "Down")
    current = desk.dossiers.list.current_key()
    qtbot.waitUntil(lambda: len(found(desk)) == FIRST_FOUND + 2)
    assert desk.dossiers.found.text() == f"{FIRST_FOUND + 2} hồ sơ"
    assert desk.dossiers.list.current_key() == current


def test_down_enter_esc(desk: RealDesk, three: dict[str, str]):
    desk.press("Down")
    assert desk.dossiers.list.hasFocus()
    desk.press("Down", "Return")
    assert desk.dossiers.detail.hasFocus()
    assert "Lương Thị Kim Ửng" in words(desk)
    desk.press("Escape")
    assert desk.dossiers.search.hasFocus()


def test_up_on_the_first_row_returns_to_the_box(desk: RealDesk, three: dict[str, str]):
    desk.press("Down", "Up")
    assert desk.dossiers.search.hasFocus()


def test_enter_in_the_box_opens_the_first(desk: RealDesk, three: dict[str, str]):
    look_for(desk, "thu ha")
    desk.press("Return")
    assert desk.dossiers.detail.hasFocus()
    assert three["Hà"] in words(desk)


def test_the_dossier_of_the_current_row_is_shown_after_a_rest(desk: RealDesk, three: dict[str, str], qtbot):
    look_for(desk, "ung")
    qtbot.waitUntil(lambda: three["Ửng"] in words(desk))
    assert desk.dossiers.search.hasFocus()


def test_where_nothing_matches_no_dossier_is_left_on_the_screen(desk: RealDesk, three: dict[str, str]):
    open_dossier(desk, three["Hà"])
    look_for(desk, "zzz")
    said = words(desk)
    assert "Không có hồ sơ nào khớp" in said
    assert "Lê Thị Thu Hà" not in said
    desk.press("Ctrl+P", "Alt+P", "Alt+E")
    assert not desk.dossiers.detail.is_asking()
    assert desk.kinds(three["Hà"]) == ["DossierReceived", "PaperOut"]
    desk.receive("Phạm Văn Dũng")
    assert "Lê Thị Thu Hà" not in words(desk), "another clerk's news do not bring it back"


def test_an_empty_desk_says_how_to_begin(desk: RealDesk):
    said = words(desk)
    assert "Chưa có hồ sơ nào" in said
    assert "F3 để tiếp nhận hồ sơ đầu tiên." in said


def test_the_whole_history_is_shown(desk: RealDesk, qtbot):
    code = desk.receive(fee=NOT_YET, printed=False)
    open_dossier(desk, code)
    desk.press("Ctrl+P")
    qtbot.waitUntil(lambda: "PaperOut" in desk.kinds(code), timeout=20_000)
    desk.press("Alt+P", "Ctrl+Return", "Ctrl+P")
    desk.type("công dân làm mất giấy")
    desk.press("Ctrl+Return")
    qtbot.waitUntil(lambda: desk.kinds(code).count("PaperOut") == 2, timeout=20_000)
    qtbot.waitUntil(
        lambda: (
            acts(desk)
            == [
                "Tiếp nhận hồ sơ",
                "Giấy hẹn đã ra",
                "Ghi lệ phí",
                "In lại giấy hẹn",
                "Giấy hẹn đã ra",
                "Hẹn trả kết quả",
            ]
        )
    )
    said = words(desk)
    assert "Lần 1. Lý do: công dân làm mất giấy" in said
    assert "15.000 đ, đã thu tiền mặt" in said
    assert "Nguyễn Thị Thử · bàn 1 · #" in said
    assert "27/4 Lê Hồng Phong, Nha Trang" in said


def test_the_number_is_masked_until_it_is_asked_for(desk: RealDesk, three: dict[str, str]):
    open_dossier(desk, three["Hà"])
    assert "056••••••821" in words(desk)
    assert NUMBER not in words(desk)
    desk.press("Alt+E")
    assert NUMBER in words(desk)
    desk.press("Alt+E")
    assert NUMBER not in words(desk)


def test_the_number_is_masked_again_on_another_dossier_and_on_another_screen(desk: RealDesk, three: dict[str, str]):
    open_dossier(desk, three["Hà"])
    desk.press("Alt+E")
    open_dossier(desk, three["Ửng"])
    open_dossier(desk, three["Hà"])
    assert NUMBER not in words(desk)
    desk.press("Alt+E", "F2", "F4")
    assert "056••••••821" in words(desk)
    assert NUMBER not in words(desk)


def test_the_list_masks_every_number(desk: RealDesk, three: dict[str, str]):
    lines = [line for row in desk.dossiers.list.rows() for line in row.lines]
    assert any("056••••••821" in line for line in lines)
    assert not [line for line in lines if NUMBER in line]


def test_the_first_print_needs_no_reason_the_second_does(desk: RealDesk, qtbot):
    code = desk.receive(printed=False)
    open_dossier(desk, code)
    desk.press("Ctrl+P")
    qtbot.waitUntil(lambda: desk.kinds(code) == ["DossierReceived", "PaperOut"], timeout=20_000)
    desk.settle()
    desk.press("Ctrl+P")
    assert desk.dossiers.detail.is_asking()
    desk.press("Ctrl+Return")
    assert "Ghi lý do rồi bấm Ctrl+Enter. Chưa in gì." in words(desk)
    assert desk.kinds(code) == ["DossierReceived", "PaperOut"]
    desk.type("in mờ")
    desk.press("Ctrl+Return")
    qtbot.waitUntil(lambda: desk.kinds(code)[2:] == ["Reprinted", "PaperOut"], timeout=20_000)
    assert desk.history(code)[2].personal == {"reason": "in mờ"}
    assert not desk.dossiers.detail.is_asking()


def test_esc_takes_the_question_back(desk: RealDesk, three: dict[str, str]):
    open_dossier(desk, three["Hà"])
    desk.press("Ctrl+P")
    desk.type("in mờ")
    desk.press("Escape")
    assert not desk.dossiers.detail.is_asking()
    assert desk.dossiers.detail.hasFocus()
    assert "Reprinted" not in desk.kinds(three["Hà"])


def test_enter_alone_does_not_print(desk: RealDesk, three: dict[str, str]):
    """A scanner sends Enter behind everything."""
    open_dossier(desk, three["Hà"])
    desk.press("Ctrl+P")
    desk.type("in mờ")
    desk.press("Return")
    assert desk.dossiers.detail.is_asking()
    assert "Reprinted" not in desk.kinds(three["Hà"])


def test_a_failed_print_is_shown_with_its_reason_and_sent_again_without_a_record(desk: RealDesk, qtbot):
    code = desk.receive(printed=False)
    desk.fail_print(code, "Hết giấy khay 1")
    open_dossier(desk, code)
    assert "Giấy hẹn chưa in được (Hết giấy khay 1)" in words(desk)
    desk.press("Ctrl+P")
    qtbot.waitUntil(lambda: desk.kinds(code) == ["DossierReceived", "PaperOut"], timeout=20_000)
    qtbot.waitUntil(lambda: "chưa in được" not in words(desk))


def test_a_failed_reprint_keeps_its_mark_and_needs_no_second_reason(desk: RealDesk, qtbot):
    code = desk.receive()
    desk.opened.parts.papers().reprint(code, "in mờ")
    desk.fail_print(code)
    open_dossier(desk, code)
    desk.press("Ctrl+P")
    qtbot.waitUntil(lambda: desk.kinds(code)[-1] == "PaperOut", timeout=20_000)
    assert desk.kinds(code).count("Reprinted") == 1
    assert desk.history(code)[-1].body["reprint"] == 1


def test_after_an_uncertain_print_the_next_one_asks_why(desk: RealDesk):
    code = desk.receive(printed=False)
    desk.opened.parts.printing().note_state(desk.job_of(code), JobState.UNKNOWN)
    open_dossier(desk, code)
    assert "Chưa rõ giấy hẹn đã ra chưa" in words(desk)
    desk.press("Ctrl+P")
    assert desk.dossiers.detail.is_asking()


def test_a_printer_that_does_not_answer_is_told_at_once(desk: RealDesk, qtbot):
    code = desk.receive(printed=False)
    desk.print_on(NO_SUCH_PRINTER)
    open_dossier(desk, code)
    desk.press("Ctrl+P")
    qtbot.waitUntil(lambda: "chưa in được" in words(desk), timeout=20_000)
    said = desk.notice()
    assert said is not None
    assert said.tone == "bad"
    assert [button.keys for button in said.buttons] == ["Ctrl+P", "Alt+J"]
    assert desk.kinds(code) == ["DossierReceived"]


@pytest.mark.parametrize(
    ("steps", "state", "said"),
    [
        pytest.param(0, FeeState.CASH, "15.000 đ, đã thu tiền mặt", id="cash"),
        pytest.param(1, FeeState.TRANSFER, "15.000 đ, đã thu chuyển khoản", id="transfer"),
    ],
)
def test_a_fee_is_taken_later(desk: RealDesk, steps: int, state: FeeState, said: str):
    code = desk.receive(fee=NOT_YET)
    open_dossier(desk, code)
    assert "15.000 đ, chưa thu" in words(desk)
    desk.press("Alt+P", *["Right"] * steps, "Ctrl+Return")
    assert desk.opened.parts.view.dossier(code).dossier.fee_state is state
    assert said in words(desk)
    assert not desk.dossiers.detail.is_asking()
    assert desk.dossiers.detail.hasFocus()


def test_a_waiver_needs_its_reason(desk: RealDesk):
    code = desk.receive(fee=NOT_YET)
    open_dossier(desk, code)
    desk.press("Alt+P", "Right", "Right", "Ctrl+Return")
    assert desk.kinds(code)[-1] != "FeeSettled"
    assert isinstance(desk.dossiers.window().focusWidget(), QLineEdit)
    desk.type("hộ nghèo")
    desk.press("Ctrl+Return")
    step = desk.history(code)[-1]
    assert (step.body["fee_state"], step.personal) == ("waived", {"fee_reason": "hộ nghèo"})
    assert "hộ nghèo" not in str(step.body)
    assert words(desk).count("Được miễn: hộ nghèo") == 2, "once among the facts, once in the history"


@pytest.mark.parametrize(("typed", "said"), [("", "Chưa điền"), ("mười lăm", "Số tiền không đúng"), ("0", "Chưa điền")])
def test_a_payment_needs_a_right_amount(desk: RealDesk, typed: str, said: str):
    code = desk.receive(fee=(FeeState.UNKNOWN, None))
    open_dossier(desk, code)
    desk.press("Alt+P")
    desk.type(typed)
    desk.press("Ctrl+Return")
    assert said in words(desk)
    assert desk.kinds(code)[-1] == "PaperOut"
    desk.press("Ctrl+A")
    desk.type("8.000")
    desk.press("Ctrl+Return")
    body = desk.history(code)[-1].body
    assert (body["fee_dong"], body["fee_state"], body["officer_name"]) == (8000, "cash", SAMPLE_OFFICER)


def test_a_settled_fee_is_not_offered_again(desk: RealDesk):
    code = desk.receive(fee=(FeeState.CASH, 8000))
    open_dossier(desk, code)
    desk.press("Alt+P")
    assert not desk.dossiers.detail.is_asking()
    assert "Alt+P" not in [keys for keys, _ in desk.dossiers.key_lines()]


@pytest.mark.parametrize("page", ["today", "intake", "settings", "dossiers"])
def test_a_scanned_slip_opens_its_dossier_from_any_screen(desk: RealDesk, three: dict[str, str], page: str):
    desk.window.open_page(page)
    scanner = desk.opened.parts.scanner
    assert scanner is not None
    scanner.code_scanned.emit(three["Ửng"])
    assert desk.window.page_key == "dossiers"
    assert three["Ửng"] in words(desk)
    assert found(desk) == ["Ửng"]
    assert desk.dossiers.detail.hasFocus()


def test_a_scanned_slip_puts_the_help_away(desk: RealDesk, three: dict[str, str]):
    desk.window.open_page("today")
    desk.press("F1")
    scanner = desk.opened.parts.scanner
    assert scanner is not None
    scanner.code_scanned.emit(three["Hà"])
    assert not [overlay for overlay in desk.window.findChildren(Overlay) if overlay.isVisible()]
    assert desk.dossiers.detail.hasFocus()


def test_a_scanned_code_that_is_not_on_record_says_so(desk: RealDesk, three: dict[str, str]):
    open_dossier(desk, three["Hà"])
    open_dossier(desk, "000.99.40.H32-230101-0009")
    said = desk.notice()
    assert said is not None
    assert "Không có hồ sơ nào mang mã 000.99.40.H32-230101-0009" in said.facts
    assert "Lê Thị Thu Hà" not in words(desk)
    assert desk.dossiers.search.hasFocus()
    desk.press("F2", "F4")
    assert desk.notice() is None


def test_the_code_is_copied(desk: RealDesk, three: dict[str, str]):
    open_dossier(desk, three["Hà"])
    desk.press("Ctrl+Shift+C")
    assert QGuiApplication.clipboard().text() == three["Hà"]
    assert "đã chép" in words(desk)


def test_the_slip_is_seen_large_and_turned(desk: RealDesk, three: dict[str, str], qtbot):
    open_dossier(desk, three["Hà"])
    with qtbot.waitSignal(desk.dossiers.slip_shown, timeout=20_000):
        desk.press("Alt+X")
    assert desk.dossiers.preview.isVisible()
    desk.press("Right", "Escape")
    assert not desk.dossiers.preview.isVisible()
    assert desk.dossiers.detail.hasFocus()


def test_arrows_scroll_the_dossier(desk: RealDesk, three: dict[str, str], qtbot):
    desk.window.resize(1366, 520)
    open_dossier(desk, three["Hà"])
    desk.settle()
    before = desk.dossiers.detail.scrolled()
    desk.press("Down")
    assert desk.dossiers.detail.scrolled() > before
    desk.press("Home")
    assert desk.dossiers.detail.scrolled() == before


def test_in_a_small_window_list_and_dossier_take_turns(desk: RealDesk, three: dict[str, str], qtbot):
    desk.window.resize(911, 512)
    qtbot.waitUntil(lambda: desk.window.layout_class == "compact")
    desk.window.open_page("dossiers")
    assert desk.dossiers.list.isVisible()
    assert not desk.dossiers.detail.isVisible()
    desk.press("Down", "Return")
    assert desk.dossiers.detail.isVisible()
    assert not desk.dossiers.list.isVisible()
    desk.press("Escape")
    assert desk.dossiers.list.isVisible()
    assert desk.dossiers.search.hasFocus()


def test_what_another_does_to_the_dossier_is_seen_at_once(desk: RealDesk, qtbot):
    code = desk.receive(fee=NOT_YET)
    open_dossier(desk, code)
    desk.at(WEDNESDAY + timedelta(minutes=5))
    desk.opened.parts.desk.fees.settle(code, FeeState.CASH)
    qtbot.waitUntil(lambda: "15.000 đ, đã thu tiền mặt" in words(desk))


def test_nobody_s_number_name_or_telephone_is_in_a_log(desk: RealDesk, three: dict[str, str], qtbot, caplog):
    logs = desk.opened.folder / "logs"
    qtbot.waitUntil(logs.exists)
    code = desk.receive(fee=NOT_YET, printed=False)
    desk.print_on(NO_SUCH_PRINTER)
    for typed in (NUMBER, PHONE, "Lê Thị Thu Hà", "zzz"):
        look_for(desk, typed)
    open_dossier(desk, code)
    desk.press("Alt+E", "Ctrl+P")
    qtbot.waitUntil(lambda: "chưa in được" in words(desk), timeout=20_000)
    desk.press("Alt+P", "Right", "Right")
    desk.type("hộ nghèo")
    desk.press("Ctrl+Return")
    open_dossier(desk, "000.99.40.H32-230101-0009")
    logged = "".join(path.read_text("utf-8") for path in logs.iterdir()) + caplog.text
    assert "print job" in logged
    for personal in (NUMBER, "004821", PHONE, "118264", "Thu Hà", "hộ nghèo"):
        assert personal not in logged
