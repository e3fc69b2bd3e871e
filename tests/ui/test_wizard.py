"""The first run, by keys alone, on a real folder: what it makes, and that it makes nothing before its end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from cchc_desktop import bootstrap, errors, paths
from cchc_desktop.domain.printing import Printer
from cchc_desktop.printing.cups import CupsPrintBackend
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening
from cchc_desktop.services.print_desk import Choice
from cchc_desktop.services.workplace import wards
from cchc_desktop.settings import Settings
from tests.tools.printer import QUEUE, running_printer
from ui.presenters.wizard import DESK, PAPER, SLIP, START, SUMMARY, UNIT
from ui.views.wizard import WizardWindow
from ui.widgets.labels import AccentLabel
from ui.widgets.shortcuts import ShortcutOverlay

CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
TWO_SIDED = Printer(name="HP", description="HP quầy 2", is_default=True, can_duplex=True, accepts=True)
ONE_SIDED = Printer(name="Canon", description="Canon", is_default=False, can_duplex=False, accepts=True)


class Sitter:
    """Sits before the wizard with a keyboard."""

    def __init__(self, folder: Path, printers: Callable[[], Sequence[Printer]] = tuple) -> None:
        self.folder, self.real, self.sample = folder, folder / "desk", folder / "desk-thu"
        self.opened: list[bootstrap.Desk] = []
        self.window = WizardWindow(
            prepare=partial(bootstrap.first_run, self.real, environment=self.environment),
            practise=self._practise,
            printers=printers,
            resources=paths.resources(),
            practice_folder=str(self.sample),
        )
        self.window.finished.connect(self.opened.append)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)

    @property
    def environment(self) -> dict[str, str]:
        return {"XDG_STATE_HOME": str(self.folder / "state")}

    def _practise(self, opening: Opening) -> bootstrap.Desk:
        if bootstrap.is_prepared(self.sample):
            return bootstrap.open_desk(self.sample, environment=self.environment)
        return bootstrap.first_run(self.sample, opening, environment=self.environment)

    @property
    def step(self) -> int:
        return self.window.presenter.step

    def press(self, *keys: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key, held)

    def next(self) -> None:
        self.press(Qt.Key.Key_Return, held=CONTROL)

    def back(self) -> None:
        self.press(Qt.Key.Key_Left, held=ALT)

    def tab(self, times: int = 1) -> None:
        self.press(*[Qt.Key.Key_Tab] * times)

    def type(self, text: str) -> None:
        """Type as an input method commits; a line's end is the key Enter."""
        for sign in text:
            if sign == "\n":
                self.press(Qt.Key.Key_Return)
                continue
            event = QInputMethodEvent()
            event.setCommitString(sign)
            QCoreApplication.sendEvent(QApplication.focusWidget(), event)

    def keys(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def fill(self, name: str, text: str) -> None:
        """Put ``text`` into a field of the step that is shown."""
        editor = self.editor(name)
        editor.setFocus()
        self.press(Qt.Key.Key_A, held=CONTROL)
        self.press(Qt.Key.Key_Backspace)
        self.type(text)

    def editor(self, name: str) -> QWidget:
        return next(form.editor(name) for form in self.window.forms.values() if name in form.names())

    def text(self, name: str) -> str:
        return next(form.texts()[name] for form in self.window.forms.values() if name in form.names())

    def fault(self, name: str) -> str:
        return next(form.field(name).error for form in self.window.forms.values() if name in form.names())

    def warning(self, name: str) -> str:
        return next(form.field(name).warning for form in self.window.forms.values() if name in form.names())

    def go_to(self, step: int) -> None:
        """Fill what must be filled and go to a step."""
        self.next()
        if step > UNIT:
            self.fill("unit_name", "Phước Hòa")
            self.fill("agency_code", "000.16.40.H32")
            self.next()
        if step > DESK:
            self.fill("officer_name", "Nguyễn Thị Hạnh")
            self.next()
        while self.step < step:
            self.next()
        assert self.step == step

    def said(self) -> list[str]:
        """Return every word of the last step."""
        shown = self.window.stack.currentWidget()
        return [label.text() for label in shown.findChildren(AccentLabel)]


@pytest.fixture
def sit(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., Sitter]]:
    sitters: list[Sitter] = []

    def sit_down(printers: Callable[[], Sequence[Printer]] = tuple) -> Sitter:
        sitters.append(Sitter(tmp_path, printers))
        return sitters[-1]

    yield sit_down
    for sitter in sitters:
        sitter.window.close()
        sitter.window.deleteLater()
        for desk in sitter.opened:
            desk.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def sitter(sit: Callable[..., Sitter]) -> Sitter:
    return sit()


def has_focus(sitter: Sitter, name: str) -> bool:
    return QApplication.focusWidget() is sitter.editor(name)


def test_the_whole_first_run_by_keys_alone(qtbot, sit):
    with running_printer() as printer:
        sitter = sit(CupsPrintBackend(printer.environment).printers)
        qtbot.waitUntil(lambda: sitter.window.printer.printer_words != "" and QUEUE in listed(sitter), timeout=20_000)
        sitter.next()
        sitter.keys("phuoc hoa")  # the list of wards has the focus
        assert (sitter.text("unit_kind"), sitter.text("unit_name")) == ("phường", "Phước Hòa")
        sitter.tab(3)
        assert has_focus(sitter, "superior_name")
        sitter.type("Thành phố Nha Trang")
        sitter.tab()
        sitter.type("000.16.40.H32")
        sitter.next()
        assert has_focus(sitter, "officer_name")
        sitter.type("Nguyễn Thị Hạnh")
        sitter.tab()
        sitter.keys("3")
        sitter.tab()
        sitter.keys("2")
        sitter.tab()
        assert sitter.text("desk_name") == "Bàn 2"
        sitter.next()
        assert has_focus(sitter, "hotline")
        sitter.type("0258 3510 417")
        sitter.tab()
        sitter.type("Ủy ban nhân dân phường Phước Hòa\ntổng đài 18001096")
        sitter.tab()
        sitter.type("https://dichvucong.gov.vn/pakn")
        sitter.tab()
        sitter.press(Qt.Key.Key_End)
        sitter.press(Qt.Key.Key_Home, held=SHIFT)
        sitter.type("https://tracuu.nhatrang.gov.vn/?ma=")
        sitter.tab()
        sitter.press(Qt.Key.Key_End, held=CONTROL)
        sitter.type("\nNghỉ thứ Bảy")
        sitter.next()
        assert has_focus(sitter, "paper_size")
        sitter.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
        sitter.tab()
        sitter.press(Qt.Key.Key_A, held=CONTROL)
        sitter.type("7h30-11h30, 13h30-17h30")
        sitter.tab()
        sitter.press(Qt.Key.Key_Right)
        sitter.tab()
        sitter.press(Qt.Key.Key_Down)
        sitter.next()
        assert not sitter.real.exists()
        said = sitter.said()
        for wanted in ("Phước Hòa", "Thành phố Nha Trang", "2 liên A5 trên một tờ A4", "07:30-11:30, 13:30-17:30"):
            assert wanted in said
        assert [words for words in said if words.startswith(QUEUE)]
        sitter.next()
    (desk,) = sitter.opened
    assert desk.state.settings == Settings(
        unit_kind="phường",
        unit_name="Phước Hòa",
        superior_name="Thành phố Nha Trang",
        agency_code="000.16.40.H32",
        desk_number=2,
        desk_count=3,
        desk_name="Bàn 2",
        hotline="0258 3510 417",
        feedback_address="Ủy ban nhân dân phường Phước Hòa\ntổng đài 18001096",
        feedback_url="https://dichvucong.gov.vn/pakn",
        lookup_url="https://tracuu.nhatrang.gov.vn/?ma=",
        office_hours=f"{Settings().office_hours}\nNghỉ thứ Bảy",
        sessions=(("07:30", "11:30"), ("13:30", "17:30")),
        counting_mode="days",
        paper_size="a5_two_up",
    )
    assert (dict(desk.state.officers), desk.is_training) == ({"u1": "Nguyễn Thị Hạnh"}, False)
    assert desk.printing.choice("appointment_slip") == Choice(printer=QUEUE)


def listed(sitter: Sitter) -> list[str]:
    choice = sitter.window.printer.field.editor
    return [choice.itemData(line) for line in range(choice.count())]


def test_a_ward_that_is_not_in_the_list_is_typed(sitter):
    sitter.next()
    sitter.tab()
    sitter.press(Qt.Key.Key_Right)
    sitter.tab()
    sitter.type("Vĩnh Lương")
    sitter.tab(2)
    sitter.type("000.27.40.H32")
    sitter.next()
    assert sitter.step == DESK
    assert (sitter.text("unit_kind"), sitter.text("unit_name")) == ("xã", "Vĩnh Lương")


@pytest.mark.parametrize(
    ("typed", "name"),
    [("phuoc", "Phước Đồng"), ("phuoc h", "Phước Hải"), ("loc", "Lộc Thọ"), ("vinh ng", "Vĩnh Ngọc"), ("zz", "")],
)
def test_a_ward_is_found_by_a_few_letters_without_accents(sitter, typed, name):
    sitter.next()
    sitter.keys(typed)
    assert sitter.text("unit_name") == name


def test_a_ward_is_found_in_the_open_list_too(sitter):
    sitter.next()
    listing = sitter.window.ward.view()  # not opened: without a screen Qt cannot hold the keyboard for it
    for letter in "Phước h":
        listing.keyboardSearch(letter)
    assert listing.currentIndex().data() == "Phước Hải (phường)"


def test_every_ward_of_the_list_can_be_chosen_and_gives_its_kind(sitter):
    sitter.next()
    taken = []
    for _ in wards(paths.resources()):
        sitter.press(Qt.Key.Key_Down)
        taken.append((sitter.text("unit_kind"), sitter.text("unit_name")))
    assert sorted(taken) == sorted((ward.unit_kind, ward.name) for ward in wards(paths.resources()))
    sitter.fill("unit_name", "Tên khác")
    assert sitter.window.ward.ward is None  # both never disagree
    assert sitter.text("agency_code") == ""  # the sample codes of the list are never taken for real ones


FAULTS = [
    (UNIT, {"unit_name": "", "agency_code": "000.16.40.H32"}, {"unit_name": "Chưa điền; chỗ này phải có"}),
    (UNIT, {"unit_name": "Phước Hòa", "agency_code": "  "}, {"agency_code": "Chưa điền; chỗ này phải có"}),
    (
        UNIT,
        {"unit_name": "Phước Hòa", "agency_code": "000.16.đ0.H32"},
        {"agency_code": "Chỉ gồm chữ in hoa không dấu, số và dấu chấm, như 000.16.40.H32"},
    ),
    (
        UNIT,
        {"unit_name": "Phước Hòa", "agency_code": "000.16.40.H32.000.16.40"},
        {"agency_code": "Dài quá 20 ký tự"},
    ),
    (DESK, {"officer_name": "  "}, {"officer_name": "Chưa điền; chỗ này phải có"}),
    (
        DESK,
        {"officer_name": "Hạnh", "desk_number": "2"},
        {"desk_number": "Phường có 1 bàn: sửa số bàn của phường, hoặc chọn số nhỏ hơn"},
    ),
    (PAPER, {"sessions": ""}, {"sessions": "Chưa điền; chỗ này phải có"}),
    (PAPER, {"sessions": "sáng và chiều"}, {"sessions": "Mỗi buổi viết như 07:00-11:30, hai buổi cách nhau dấu phẩy"}),
    (PAPER, {"sessions": "07:00"}, {"sessions": "Mỗi buổi viết như 07:00-11:30, hai buổi cách nhau dấu phẩy"}),
    (PAPER, {"sessions": "07:00-25:00"}, {"sessions": "Giờ từ 00:00 đến 23:59, viết như 07:00-11:30"}),
    (PAPER, {"sessions": "13:30-17:00, 07:00-11:30"}, {"sessions": "Buổi sau phải mở sau buổi trước"}),
]


@pytest.mark.parametrize(("step", "typed", "faults"), FAULTS)
def test_each_fault_is_a_sentence_under_its_field_and_nothing_typed_is_lost(sitter, step, typed, faults):
    sitter.go_to(step)
    for name, text in typed.items():
        sitter.fill(name, text)
    before = {name: sitter.text(name) for name in typed}
    sitter.next()
    assert sitter.step == step
    assert {name: sitter.fault(name) for name in sitter.window.forms[step].names() if sitter.fault(name)} == faults
    assert has_focus(sitter, next(iter(faults)))
    assert {name: sitter.text(name) for name in typed} == before
    assert not sitter.real.exists()


MENDED = {
    "unit_name": "Phước Hòa",
    "agency_code": "000.16.40.H32",
    "officer_name": "Hạnh",
    "desk_number": "1",
    "sessions": "07:00-11:30, 13:30-17:00",
}


@pytest.mark.parametrize(("step", "typed", "faults"), FAULTS)
def test_a_fault_goes_when_it_is_mended(sitter, step, typed, faults):
    sitter.go_to(step)
    for name, text in typed.items():
        sitter.fill(name, text)
    sitter.next()
    (name,) = faults
    sitter.fill(name, MENDED[name])
    assert sitter.fault(name) == ""
    assert [other for other in sitter.window.forms[step].names() if sitter.fault(other)] == []


def test_a_fault_mended_into_another_is_told_anew_and_no_new_one_while_typing(sitter):
    sitter.go_to(UNIT)
    sitter.next()
    assert sitter.fault("agency_code") == "Chưa điền; chỗ này phải có"
    sitter.fill("agency_code", "đ")
    assert sitter.fault("agency_code").startswith("Chỉ gồm chữ in hoa")
    sitter.fill("agency_code", "H32")
    assert sitter.fault("agency_code") == ""
    sitter.fill("agency_code", "đ")
    assert sitter.fault("agency_code") == "", "told when the step is left, not in the middle of typing"


def test_a_fault_goes_when_another_field_mends_it(sitter):
    sitter.go_to(DESK)
    sitter.fill("officer_name", "Hạnh")
    sitter.fill("desk_number", "2")
    sitter.next()
    assert sitter.fault("desk_number")
    sitter.fill("desk_count", "3")
    assert sitter.fault("desk_number") == ""


@pytest.mark.parametrize("step", range(SUMMARY + 1))
def test_f1_explains_every_step_and_lists_its_keys(sitter, step):
    if step:
        sitter.go_to(step)
    before = QApplication.focusWidget()
    sitter.press(Qt.Key.Key_F1)
    overlay = sitter.window.findChild(ShortcutOverlay)
    assert overlay is not None
    assert overlay.isVisible()
    said = overlay.accessibleName()
    assert len(said.split()) > 40
    for line in ("Ctrl+Enter: ", "F1: Phím tắt", "Ctrl+Q: Đóng chương trình"):
        assert line in said
    sitter.press(Qt.Key.Key_F1)
    assert not overlay.isVisible()
    assert QApplication.focusWidget() is before


def test_ctrl_q_closes_at_once_where_nothing_was_typed(sitter):
    sitter.next()
    sitter.press(Qt.Key.Key_Q, held=CONTROL)
    assert not sitter.window.isVisible()


def test_ctrl_q_says_first_what_would_be_lost(sitter):
    sitter.go_to(PAPER)
    sitter.press(Qt.Key.Key_Q, held=CONTROL)
    assert sitter.window.isVisible()
    assert sitter.window.notices.seen.sentence == "Chưa mở sổ: những gì đã gõ sẽ mất"
    sitter.press(Qt.Key.Key_Q, held=CONTROL)
    assert not sitter.window.isVisible()
    assert not sitter.real.exists()


@pytest.mark.parametrize(
    ("step", "name", "typed", "words"),
    [
        (SLIP, "lookup_url", "https://tracuu.phuochoa.nhatrang.gov.vn/?ma=", "Dài quá 37 ký tự thì mã QR"),
        (PAPER, "sessions", "07:00-11:00, 13:30-17:00", "Cộng lại là 450 phút, không phải 8 giờ"),
    ],
)
def test_what_should_be_looked_at_again_is_said_at_once_and_stops_nothing(sitter, step, name, typed, words):
    sitter.go_to(step)
    sitter.fill(name, typed)
    assert sitter.warning(name).startswith(words)
    while sitter.step < SUMMARY:
        sitter.next()
    assert [said for said in sitter.said() if words in said]
    while sitter.step > step:
        sitter.back()
    sitter.fill(name, {"lookup_url": "https://a.vn/", "sessions": "7-11:30; 13g30-17g"}[name])
    assert sitter.warning(name) == ""


def test_what_the_slip_still_lacks_is_said_before_the_end(sitter):
    sitter.go_to(SLIP)
    sitter.fill("feedback_url", "https://a.vn")
    assert sitter.warning("hotline") == ""  # its hint says so already
    sitter.next()
    sitter.next()
    assert len([said for said in sitter.said() if "chưa in được giấy hẹn" in said]) == 1
    assert sitter.said()[0] == (
        "Mở sổ được, nhưng chưa in được giấy hẹn: còn thiếu Điện thoại Bộ phận Một cửa, "
        "Địa chỉ tiếp nhận phản ánh, kiến nghị."
    )
    sitter.next()
    assert sitter.opened[0].state.settings.missing_for_slip() == ("hotline", "feedback_address")


def test_going_back_and_on_again_loses_nothing(sitter):
    sitter.go_to(PAPER)
    sitter.fill("sessions", "còn phải hỏi")
    for step in (SLIP, DESK, UNIT, START, START):
        sitter.back()
        assert sitter.step == step
    sitter.next()
    assert sitter.text("unit_name") == "Phước Hòa"
    for _ in range(3):
        sitter.next()
    assert sitter.step == PAPER
    assert (sitter.text("officer_name"), sitter.text("sessions")) == ("Nguyễn Thị Hạnh", "còn phải hỏi")
    sitter.next()
    assert sitter.step == PAPER


def test_a_bare_enter_goes_nowhere(sitter):
    for step in range(SUMMARY + 1):
        assert sitter.step == step
        if not isinstance(QApplication.focusWidget(), QPlainTextEdit):
            sitter.press(Qt.Key.Key_Return)
        assert sitter.step == step
        if step == UNIT:
            sitter.fill("unit_name", "Phước Hòa")
            sitter.fill("agency_code", "000.16.40.H32")
        elif step == DESK:
            sitter.fill("officer_name", "Hạnh")
        if step < SUMMARY:
            sitter.next()
    assert sitter.opened == []


def test_closing_half_way_makes_nothing(sitter, tmp_path):
    sitter.go_to(SUMMARY)
    sitter.window.close()
    assert list(tmp_path.iterdir()) == []


def test_to_try_it_out_opens_a_sample_apart_from_the_real_desk(sitter):
    sitter.press(Qt.Key.Key_Right)
    assert str(sitter.sample) in " ".join(sitter.said())
    sitter.next()
    (desk,) = sitter.opened
    assert (desk.state.settings, desk.is_training) == (SAMPLE, True)
    assert (list(desk.state.officers.values()), desk.folder) == ([SAMPLE_OFFICER], sitter.sample)
    assert not sitter.real.exists()


def test_trying_it_out_again_opens_what_was_tried_before(sit):
    first = sit()
    first.press(Qt.Key.Key_Right)
    first.next()
    first.opened[0].setup.change({"hotline": "0258 3000 999"})
    first.opened.pop().close()
    first.window.close()
    second = sit()
    second.press(Qt.Key.Key_Right)
    second.next()
    assert second.opened[0].state.settings.hotline == "0258 3000 999"


def test_a_folder_that_has_a_desk_by_now_is_left_alone_and_nothing_typed_is_lost(sitter):
    sitter.go_to(SUMMARY)
    opening = Opening(settings=SAMPLE, officer_name="Trần Văn Thử")
    bootstrap.first_run(sitter.real, opening, environment=sitter.environment).close()
    sitter.next()
    notice = sitter.window.notices.seen
    assert (notice.sentence, sitter.opened, sitter.step) == ("Chưa mở được sổ", [], SUMMARY)
    assert notice.facts.startswith("Thư mục")
    sitter.press(Qt.Key.Key_Escape)
    assert sitter.window.notices.seen is None
    sitter.back()
    assert sitter.text("unit_name") == "Phước Hòa"


def test_a_fault_found_at_the_end_leads_back_to_its_step(sitter):
    sitter.go_to(SUMMARY)
    sitter.window.presenter.keep({"unit_name": ""})  # as if another hand had emptied it
    sitter.next()
    assert (sitter.step, sitter.fault("unit_name")) == (UNIT, "Chưa điền; chỗ này phải có")
    assert not bootstrap.is_prepared(sitter.real)


def test_the_machine_is_asked_for_its_printers_while_one_types(qtbot, sit):
    asked, may_answer = [], threading.Event()

    def printers() -> Sequence[Printer]:
        asked.append(threading.current_thread())
        may_answer.wait(10)
        return (TWO_SIDED, ONE_SIDED)

    sitter = sit(printers)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked[0] is not threading.main_thread()
    sitter.go_to(PAPER)
    assert listed(sitter) == [""]
    assert "Đang hỏi máy này có những máy in nào…" in sitter.said()
    may_answer.set()
    qtbot.waitUntil(lambda: listed(sitter) == ["", "HP", "Canon"])
    assert sitter.window.printer.printer == "HP"  # the machine's default is proposed
    sitter.window.printer.set_focus()
    sitter.press(Qt.Key.Key_Down)
    assert "Máy này chỉ in một mặt, mà giấy hẹn phải đủ hai mặt." in sitter.window.printer.field.warning
    sitter.press(Qt.Key.Key_Home)
    sitter.next()
    assert sitter.said()[-1] == "Không in, mở thành PDF"
    sitter.next()
    assert sitter.opened[0].printing.choice("appointment_slip") == Choice()


def test_a_printer_chosen_before_the_list_is_whole_stays_chosen(qtbot, sit):
    sitter = sit(lambda: (ONE_SIDED, TWO_SIDED))
    qtbot.waitUntil(lambda: sitter.window.printer.printer == "HP")
    sitter.go_to(PAPER)
    sitter.window.printer.set_focus()
    sitter.press(Qt.Key.Key_Up)
    sitter.window.presenter.ask_printers()
    with qtbot.waitSignal(sitter.window.presenter.printers_found):
        pass
    assert sitter.window.printer.printer == "Canon"


def test_a_machine_without_printers_or_that_cannot_be_asked_says_so(qtbot, sit):
    def printers() -> Sequence[Printer]:
        raise errors.PrinterUnavailable(printer="", message="none")

    sitter = sit(printers)
    words = "Máy này chưa cài máy in nào; giấy mở thành PDF. Cài máy in rồi chọn lại ở đây."
    sitter.go_to(PAPER)
    qtbot.waitUntil(lambda: words in sitter.said())
    assert sitter.window.printer.printer == ""


def test_a_name_given_to_the_desk_is_kept_when_its_number_changes(sitter):
    sitter.go_to(DESK)
    sitter.fill("officer_name", "Hạnh")
    sitter.editor("desk_number").setFocus()
    sitter.press(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert sitter.text("desk_name") == "Bàn 3"
    sitter.fill("desk_name", "Bàn tư pháp")
    sitter.editor("desk_number").setFocus()
    sitter.press(Qt.Key.Key_Down)
    assert sitter.text("desk_name") == "Bàn tư pháp"


def test_the_window_fits_a_small_screen_and_its_last_field_can_be_reached(qtbot, sitter):
    sitter.window.resize(910, 470)
    sitter.go_to(SLIP)
    sitter.tab(4)
    hours = sitter.editor("office_hours")
    qtbot.waitUntil(lambda: hours.visibleRegion().boundingRect().height() == hours.height())
    sitter.next()
    sitter.next()
    area = sitter.window.stack.currentWidget()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    sitter.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert area.verticalScrollBar().value() > 0
    sitter.tab(3)  # over both buttons and back
    sitter.press(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert area.verticalScrollBar().value() == 0
