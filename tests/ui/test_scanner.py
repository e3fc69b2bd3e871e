"""The scanner on the desk: told from a hand by the times of its keys, whichever field has the focus."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from tests.tools.screen import ROOT, running_screen
from ui.scanner import FASTEST_HAND_MS, Scanner
from ui.views.lists import RowList
from ui.widgets.buttons import make_action
from ui.widgets.delegates import ListRow

CARD = "056190000123|225000111|Nguyễn Thị Thử|01021990|Nữ|1 Đường Mẫu, Phường Mẫu, Nha Trang, Khánh Hòa|15042021"
NO_OLD_NUMBER = CARD.replace("|225000111|", "||")
MORE_FIELDS = f"{CARD}|Nguyễn Văn Mẫu||Lê Thị Mẫu|"
CODE = "000.16.40.H32-231024-0417"
ADDRESS = "https://dichvucong.gov.vn/tra-cuu?ma=" + CODE
BURST, HAND = 4, 90
"""Milliseconds from key to key."""
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
LETTERS = VIETNAMESE + VIETNAMESE.upper() + "bcdghklmnpqrstvxBCDGHKLMNPQRSTVX 0123456789|-.,:/?=@'()"


class Keyboard:
    """Sends keys as the system does: the question for shortcuts, press, release, each with its time."""

    def __init__(self) -> None:
        self.at = 5000

    def press(self, key: int, text: str = "", modifiers: Qt.KeyboardModifier = NONE, *, after: int = HAND) -> None:
        self.at += after
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        for kind in kinds:
            event = QKeyEvent(kind, key, modifiers, text)
            event.setTimestamp(self.at)
            QApplication.sendEvent(QApplication.focusWidget(), event)

    def type(self, text: str, *, every: int | Iterable[int] = HAND) -> None:
        """Type ``text``; ``every`` is the time before each key, or the times."""
        pauses = [every] * len(text) if isinstance(every, int) else every
        for sign, pause in zip(text, pauses, strict=True):
            if sign.isupper():
                self.press(Qt.Key.Key_Shift, "", SHIFT, after=0)
            self.press(ord(sign.upper()), sign, SHIFT if sign.isupper() else NONE, after=pause)

    def scan(self, payload: str, *, end: int | None = Qt.Key.Key_Return) -> None:
        self.type(payload, every=[HAND] + [BURST] * (len(payload) - 1))
        if end is not None:
            self.press(end, "\r" if end == Qt.Key.Key_Return else "\t", after=BURST)

    def rest(self) -> None:
        """Let whatever is held back come out at once: a key that types nothing."""
        self.press(Qt.Key.Key_F12)


class Desk(QWidget):
    """Fields of every kind, and what was heard."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.lines, self.button = QLineEdit(), QPlainTextEdit(), QPushButton("Lưu")
        self.choice, self.list = QComboBox(), RowList("Hồ sơ")
        self.choice.addItems(["Phường", "Xã"])
        self.list.show_rows([ListRow(key=1, head="một"), ListRow(key=2, head="hai")])
        self.opened: list[object] = []
        self.pressed: list[int] = []
        self.digit = make_action(self, "Ô đếm", "1")
        column = QVBoxLayout(self)
        for part in (self.line, self.lines, self.button, self.choice, self.list):
            column.addWidget(part)
        self.list.opened.connect(self.opened.append)
        self.line.returnPressed.connect(self._note_return)
        self.button.clicked.connect(self._note_return)
        self.digit.triggered.connect(self._note_return)

    def _note_return(self) -> None:
        self.pressed.append(1)

    def clear(self) -> None:
        self.line.clear()
        self.lines.clear()
        self.opened.clear()
        self.pressed.clear()
        self.choice.setCurrentIndex(0)
        self.line.setFocus()


class Ear:
    """What the scanner told."""

    def __init__(self, scanner: Scanner) -> None:
        self.cards: list[str] = []
        self.codes: list[str] = []
        scanner.card_scanned.connect(self.cards.append)
        scanner.code_scanned.connect(self.codes.append)


class KeysHeard(QObject):
    """Notes what a field gets to type, in its order."""

    def __init__(self, order: list[str]) -> None:
        super().__init__()
        self._order = order

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._order.append(event.text())
        return False


@pytest.fixture(scope="module")
def window(qapp: QApplication) -> Iterator[Desk]:
    window = Desk()
    window.resize(500, 600)
    window.show()
    window.activateWindow()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def desk(window: Desk) -> Desk:
    window.clear()
    return window


@pytest.fixture
def scanner(qapp: QApplication) -> Iterator[Scanner]:
    scanner = Scanner(qapp)
    yield scanner
    scanner.end(qapp)
    scanner.deleteLater()


@pytest.fixture
def ear(scanner: Scanner) -> Ear:
    return Ear(scanner)


@pytest.fixture
def keys() -> Keyboard:
    return Keyboard()


def test_the_window_has_the_keys(desk):
    assert QApplication.focusWidget() is desk.line


@pytest.mark.parametrize("field", ["line", "lines", "button", "choice", "list"])
def test_a_card_is_heard_whichever_field_has_the_focus_and_lands_in_none(desk, ear, keys, field):
    getattr(desk, field).setFocus()
    keys.scan(CARD)
    assert ear.cards == [CARD]
    assert (desk.line.text(), desk.lines.toPlainText(), desk.choice.currentIndex()) == ("", "", 0)
    assert (desk.pressed, desk.opened) == ([], [])


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(CARD, id="whole card"),
        pytest.param(NO_OLD_NUMBER, id="no old number"),
        pytest.param(MORE_FIELDS, id="eleven fields"),
        pytest.param("không phải thẻ|a|b|c".replace("k", "K", 1), id="bars, but no card: told so, not typed"),
    ],
)
def test_a_card_is_told_as_it_is(desk, ear, keys, payload):
    keys.scan(payload)
    assert (ear.cards, ear.codes, desk.line.text()) == ([payload], [], "")


@pytest.mark.parametrize(
    "payload",
    [CODE, ADDRESS, "H26.188.22-261120-10000", CODE.swapcase(), ADDRESS.swapcase()],
    ids=["bars of a slip", "look-up address", "the ten thousandth", "caps lock", "address with caps lock"],
)
def test_a_slip_tells_its_code(desk, ear, keys, payload):
    keys.scan(payload)
    wanted = "H26.188.22-261120-10000" if "10000" in payload else CODE
    assert (ear.codes, ear.cards, desk.line.text()) == ([wanted], [], "")


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_the_key_behind_a_scan_does_nothing(desk, ear, keys, end):
    keys.scan(CARD, end=end)
    assert (ear.cards, desk.pressed, QApplication.focusWidget()) == ([CARD], [], desk.line)


def test_an_enter_that_comes_a_little_late_does_nothing_either(qtbot, desk, ear, keys):
    keys.scan(CARD, end=None)
    qtbot.waitUntil(lambda: ear.cards == [CARD], timeout=1000)
    keys.press(Qt.Key.Key_Return, "\r", after=300)
    assert desk.pressed == []
    keys.press(Qt.Key.Key_Return, "\r", after=600)
    assert desk.pressed == [1]


def test_enter_by_hand_is_never_swallowed(desk, ear, keys):
    keys.press(Qt.Key.Key_Return, "\r")
    QTest.keyClick(desk.line, Qt.Key.Key_Return)  # has no time, as everything that a program sends
    keys.type("Hoa 12")
    keys.press(Qt.Key.Key_Return, "\r")
    assert (desk.pressed, desk.line.text()) == ([1, 1, 1], "Hoa 12")


def test_a_scan_without_enter_is_told_after_a_moment(qtbot, desk, ear, keys):
    keys.scan(CODE, end=None)
    assert ear.codes == []
    qtbot.waitUntil(lambda: ear.codes == [CODE], timeout=1000)


@pytest.mark.parametrize("cut", [13, 20, 31, 60, 97])
@pytest.mark.parametrize("breath", [200, 400, 590])
def test_a_card_that_comes_in_two_bursts_is_one_card(desk, ear, keys, cut, breath):
    keys.type(CARD[:cut], every=BURST)
    assert ear.cards == []
    keys.type(CARD[cut:], every=[breath] + [BURST] * (len(CARD) - cut - 1))
    keys.press(Qt.Key.Key_Return, "\r", after=BURST)
    assert (ear.cards, desk.line.text()) == ([CARD], "")


def test_the_breath_is_waited_for_in_real_time(qtbot, desk, scanner, ear, keys):
    keys.type(CARD[:40], every=BURST)
    with qtbot.assertNotEmitted(scanner.card_scanned, wait=300):
        pass
    keys.type(CARD[40:69], every=[300] + [BURST] * 28)
    with qtbot.waitSignal(scanner.card_scanned, timeout=2000):
        pass  # two parts of three and nothing behind them: told as it is, and the desk says that it cannot be read
    assert (ear.cards, desk.line.text()) == ([CARD[:69]], "")


def test_two_cards_one_after_the_other_are_two(desk, ear, keys):
    keys.scan(CARD)
    keys.scan(NO_OLD_NUMBER)
    assert (ear.cards, desk.line.text()) == ([CARD, NO_OLD_NUMBER], "")


def test_what_was_typed_before_and_after_a_scan_stays_in_its_field(qtbot, desk, ear, keys):
    keys.type("Lê 12")
    keys.scan(CARD)
    keys.type("H7")
    qtbot.waitUntil(lambda: desk.line.text() == "Lê 12H7", timeout=1000)
    assert ear.cards == [CARD]


@pytest.mark.parametrize(
    "text", ["Hà", "H", "056190000123", "01/02/1990", "Nguyễn Thị Đặng Ước", "h", "A1B2", CODE, CARD]
)
def test_slow_typing_is_unharmed(desk, ear, keys, text):
    keys.type(text, every=HAND)
    keys.rest()
    assert (desk.line.text(), ear.cards, ear.codes) == (text, [], [])


def test_a_sign_by_hand_appears_by_itself_within_a_moment(qtbot, desk, ear, keys):
    keys.type("H")
    assert desk.line.text() == ""
    qtbot.waitUntil(lambda: desk.line.text() == "H", timeout=300)


@pytest.mark.parametrize("text", ["0905000417", "8934567890123", "Nguyễn Văn A", "12-34", "2.000815"])
def test_a_burst_that_is_no_code_goes_to_its_field_with_its_enter(desk, ear, keys, text):
    keys.scan(text)
    assert (desk.line.text(), desk.pressed, ear.cards, ear.codes) == (text, [1], [], [])


def test_a_code_with_something_before_it_is_text(desk, ear, keys):
    keys.scan("Hồ sơ " + CODE)
    assert (desk.line.text(), ear.codes) == ("Hồ sơ " + CODE, [])


def test_order_is_kept_around_keys_that_type_nothing(desk, ear, keys):
    keys.type("12")
    keys.press(Qt.Key.Key_Left, after=BURST)
    keys.type("H3", every=BURST)
    keys.press(Qt.Key.Key_Backspace, "\b", after=BURST)
    keys.press(Qt.Key.Key_End, after=BURST)
    keys.type("9", every=BURST)
    keys.rest()
    assert desk.line.text() == "1H29"


def test_a_field_chosen_by_mouse_in_between_gets_only_what_comes_after(qtbot, desk, ear, keys):
    keys.type("7")
    qtbot.mouseClick(desk.lines.viewport(), Qt.MouseButton.LeftButton)
    keys.type("8")
    keys.rest()
    assert (desk.line.text(), desk.lines.toPlainText()) == ("7", "8")


def commit(text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def test_an_input_method_commits_in_the_order_in_which_it_was_typed(desk, ear, keys):
    keys.type("H", every=BURST)
    commit("ồ sơ ")
    keys.type("12", every=BURST)
    commit("Đặng")
    keys.rest()
    assert desk.line.text() == "Hồ sơ 12Đặng"


def test_an_input_method_that_takes_back_and_sends_again_at_once_is_unharmed(desk, ear, keys):
    """As UniKey does: Telex "Hoafng" comes as Hoa, two backspaces, òa, ng, at the speed of a machine."""
    keys.type("Hoa")
    for _ in range(2):
        keys.press(Qt.Key.Key_Backspace, "\b", after=1)
    keys.type("òa", every=1)
    keys.type("D")
    keys.press(Qt.Key.Key_Backspace, "\b", after=1)
    keys.type("Đ", every=1)
    keys.type("16")
    keys.rest()
    assert desk.line.text() == "HòaĐ16"


def test_shortcuts_are_no_part_of_a_scan(desk, ear, keys):
    keys.type("12", every=BURST)
    keys.press(Qt.Key.Key_A, "\x01", CONTROL, after=BURST)
    keys.type("3", every=BURST)
    keys.rest()
    assert desk.line.text() == "3"  # Ctrl+A chose what had been typed, the digit took its place
    keys.type("4", every=BURST)
    keys.press(Qt.Key.Key_Left, "", ALT, after=BURST)
    keys.rest()
    assert desk.line.text() == "34"


def test_caps_and_other_modifiers_alone_are_nothing(desk, ear, keys):
    for key in (Qt.Key.Key_CapsLock, Qt.Key.Key_Alt, Qt.Key.Key_Control, Qt.Key.Key_Meta, Qt.Key.Key_NumLock):
        keys.press(key)
    keys.scan(CARD)
    assert ear.cards == [CARD]


def test_a_key_held_down_repeats(desk, ear, keys):
    keys.press(Qt.Key.Key_5, "5")
    for pause in (300, 30, 30):
        keys.at += pause
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_5, NONE, "5", True)
        event.setTimestamp(keys.at)
        QApplication.sendEvent(desk.line, event)
    assert desk.line.text() == "5555"  # at once: nothing of it is held back


def test_each_sign_goes_to_the_field_that_had_the_focus_when_it_was_typed(desk, ear, keys):
    keys.type("12", every=BURST)
    desk.lines.setFocus()
    keys.type("34", every=BURST)
    keys.rest()
    assert (desk.line.text(), desk.lines.toPlainText()) == ("12", "34")


@pytest.mark.parametrize("field", ["line", "lines", "button"])
def test_a_pasted_payload_is_a_scan(qapp, desk, ear, keys, field):
    getattr(desk, field).setFocus()
    qapp.clipboard().setText(f"  {CARD}\n")
    keys.press(Qt.Key.Key_V, "\x16", CONTROL)
    assert (ear.cards, desk.line.text(), desk.lines.toPlainText()) == ([CARD], "", "")


@pytest.mark.parametrize("text", ["a|b", "0905 000 417", f"{CARD}\n{CARD}", CODE])
def test_any_other_text_is_pasted_as_ever(qapp, desk, ear, keys, text):
    qapp.clipboard().setText(text)
    keys.type("H1", every=BURST)
    keys.press(Qt.Key.Key_V, "\x16", CONTROL, after=BURST)
    assert (ear.cards, ear.codes) == ([], [])
    assert desk.line.text().split() == ["H1" + text.split()[0], *text.split()[1:]]


def test_through_the_whole_of_qt_no_sign_of_a_scan_is_a_shortcut(qtbot, desk, ear):
    """The window itself gets the keys, with their real times; the digit 1 is a shortcut here."""
    desk.button.setFocus()
    handle = desk.windowHandle()
    payload = "056190000111|111|Nguyen Thi Thu|01011991|Nu|1 Duong Mau|11112021"
    for sign in payload:
        QTest.keyClick(handle, sign)
    QTest.keyClick(handle, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ear.cards == [payload], timeout=1000)
    assert desk.pressed == []
    qtbot.wait(50)
    QTest.keyClick(handle, "1")
    qtbot.waitUntil(lambda: desk.pressed == [1], timeout=1000)


def test_a_shortcut_right_behind_a_digit_is_run_and_none_is_lost(qtbot, desk, ear):
    """A hand that rolls over two keys: the first may begin a code and waits, the second is a key of the screen."""
    desk.list.setFocus()
    handle = desk.windowHandle()
    QTest.keyClick(handle, "5")
    QTest.keyClick(handle, "1")
    qtbot.waitUntil(lambda: desk.pressed == [1], timeout=1000)
    desk.line.setFocus()
    QTest.keyClick(handle, "5")
    QTest.keyClick(handle, "1")
    qtbot.waitUntil(lambda: desk.line.text() == "51", timeout=1000)
    assert desk.pressed == [1], "a field that types it comes first"
    assert (ear.cards, ear.codes) == ([], [])


def test_a_shortcut_never_overtakes_a_digit_that_waits(desk, ear):
    """The program was busy: by the times of the keys the digit's moment is over, and nobody has let it go yet."""
    order: list[str] = []
    heard = KeysHeard(order)
    desk.list.setFocus()
    desk.list.installEventFilter(heard)
    noted = desk.digit.triggered.connect(lambda: order.append("shortcut"))
    try:
        QTest.keyClick(desk.windowHandle(), "5")
        assert order == []
        threading.Event().wait(HAND / 1000)  # no turn of the event loop
        QTest.keyClick(desk.windowHandle(), "1")
        assert order == ["5", "shortcut"]
    finally:
        desk.digit.triggered.disconnect(noted)
        desk.list.removeEventFilter(heard)


def test_a_program_that_was_busy_while_the_scanner_typed_hears_it_all_the_same():
    """On a real X server: the keys wait there with their times, while the pause of the first one is long over."""
    payload = "056190000123|225000111|Nguyen Thi Thu|01021990|Nu|1 Duong Mau|15042021"
    with running_screen("400x300") as screen:
        program = subprocess.Popen(
            (sys.executable, "-m", "tests.ui.busy_desk"),
            cwd=ROOT,
            env={**screen.environment, "QT_QPA_PLATFORM": "xcb"},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            screen.wait_for_window("busy desk")
            screen.scan(payload)
            told, _nothing = program.communicate(timeout=20)
        finally:
            program.kill()
    assert told == f"{payload} []\n"


speeds = st.lists(st.integers(FASTEST_HAND_MS, 400), min_size=1, max_size=20)
any_speeds = st.lists(st.integers(0, 400), min_size=1, max_size=20)
pieces = st.lists(st.tuples(st.text(LETTERS, max_size=40), st.booleans()), max_size=4)
"""Texts, each typed sign by sign or committed at once by an input method."""


@given(pieces, speeds)
@example([(CARD, False)], [FASTEST_HAND_MS])
@example([(CODE, False)], [FASTEST_HAND_MS])
@settings(max_examples=300, deadline=None)
def test_any_text_typed_by_hand_arrives_unchanged(qapp, window, pieces, speeds):
    assert arrived(qapp, window, pieces, speeds) == ("".join(text for text, _at_once in pieces), [])


@given(pieces, any_speeds)
@settings(max_examples=300, deadline=None)
def test_any_text_that_is_no_code_arrives_unchanged_at_any_speed(qapp, window, pieces, any_speeds):
    pieces = [(text.replace("|", "/").replace("-", "+"), at_once) for text, at_once in pieces]
    assert arrived(qapp, window, pieces, any_speeds) == ("".join(text for text, _at_once in pieces), [])


def arrived(
    qapp: QApplication, window: Desk, pieces: list[tuple[str, bool]], speeds: list[int]
) -> tuple[str, list[str]]:
    """Type at drawn speeds, over and over the same; return what stands in the field and what the scanner told."""
    scanner, keys, told, pauses = Scanner(qapp), Keyboard(), [], itertools.cycle(speeds)
    scanner.card_scanned.connect(told.append)
    scanner.code_scanned.connect(told.append)
    window.clear()
    try:
        for text, at_once in pieces:
            if at_once:
                commit(text)
            else:
                keys.type(text, every=[next(pauses) for _ in text])
        keys.press(Qt.Key.Key_Return, "\r")
    finally:
        scanner.end(qapp)
        scanner.deleteLater()
    return window.line.text(), told
