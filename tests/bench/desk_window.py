"""The program's real window in a measuring process, on a copy of a big desk, with a printer that only swallows."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from time import perf_counter

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cchc_desktop import bootstrap
from cchc_desktop.domain.printing import SLIP_KIND, JobReference, JobReport, JobState, Media, Printer, Sides
from cchc_desktop.services.print_desk import Choice
from tests.bench.big_desk import BigDesk
from tests.bench.people import Citizen
from ui import app as program_of_windows
from ui.main_window import MainWindow
from ui.shell import Shell

PRINTER = "bench"
_BREATH = 0.0005


class SwallowingPrinter:
    """Takes every job at once and says that it is out; no paper, no viewer, no waiting."""

    def printers(self) -> tuple[Printer, ...]:
        return (Printer(name=PRINTER, description=PRINTER, is_default=True, can_duplex=True, accepts=True),)

    def submit(
        self, pdf: bytes, *, printer: str, title: str, sides: Sides, media: Media, copies: int = 1
    ) -> JobReference:
        return JobReference(printer=printer, number="1", title=title)

    def state(self, job: JobReference) -> JobReport:
        return JobReport(state=JobState.OUT)

    def give_up(self, job: JobReference) -> JobReport:
        return JobReport(state=JobState.OUT)


class OpenWindow:
    """An open desk and its window, driven from outside."""

    def __init__(self, application: QApplication, window: MainWindow, shell: Shell, desk: bootstrap.Desk) -> None:
        self.application = application
        self.window = window
        self.shell = shell
        self.desk = desk

    def turn(self) -> bool:
        """Let the interface thread do once whatever is ready; return whether there was anything."""
        dispatcher = QAbstractEventDispatcher.instance()
        return bool(dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents))

    def run_until(self, is_done: Callable[[], object], *, within: float = 60) -> None:
        """Turn until ``is_done`` answers; raise where it never does."""
        limit = perf_counter() + within
        while not is_done():
            if perf_counter() > limit:
                raise TimeoutError("the window never came so far")
            if not self.turn():
                breathe()

    def rest(self, seconds: float) -> None:
        """Turn for so long, as while a clerk looks at the screen."""
        limit = perf_counter() + seconds
        while perf_counter() < limit:
            if not self.turn():
                breathe()


def breathe() -> None:
    """Give the workers the processor when nothing is ready."""
    threading.Event().wait(_BREATH)


@contextlib.contextmanager
def open_window(desk: BigDesk) -> Iterator[OpenWindow]:
    """Open the program on a desk; its slips go to the printer that swallows and bear no SPECIMEN, as at a real desk."""
    application, window = program_of_windows.start(desk.folder, ["bench"], environment=desk.environment)
    program = application.property("cchc_program")
    shell = program.shell
    if not isinstance(window, MainWindow) or shell is None:
        raise RuntimeError("the program did not open its desk")
    opened: bootstrap.Desk = shell._desk
    opened.state.is_training = False
    opened.print_through(SwallowingPrinter())
    opened.printing.choose(SLIP_KIND, Choice(printer=PRINTER))
    try:
        yield OpenWindow(application, window, shell, opened)
    finally:
        program.finish()


class Keyboard:
    """Presses real keys: each goes to the window first, as from the system, and has the time at which it was pressed.

    The times are those of a person, or of a scanner, whatever the speed at which the keys are really played.
    """

    HAND_MS, SCANNER_MS = 140, 2

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._clock = 1_000_000

    def press(self, name: str) -> None:
        """Press a key by its name: "Ctrl+Return", "Alt+1", "F4", "Tab"."""
        combination = QKeySequence(name)[0]
        self._clock += self.HAND_MS
        QTest.keyClick(self._window.windowHandle(), combination.key(), combination.keyboardModifiers())

    def signs(self, text: str, gap_ms: int = HAND_MS) -> Iterator[str]:
        """Type ``text`` sign by sign; each step yields when its sign has been sent."""
        for sign in text:
            self._clock += gap_ms
            if sign.isascii() or gap_ms == self.SCANNER_MS:
                self._send(sign)
            else:
                event = QInputMethodEvent()
                event.setCommitString(sign)
                QCoreApplication.sendEvent(QApplication.focusWidget(), event)
            yield sign

    def end_of_scan(self) -> None:
        """Send the Enter that a scanner puts behind what it read."""
        self._clock += self.SCANNER_MS
        self._send("\r", Qt.Key.Key_Return)

    def _send(self, sign: str, key: int | Qt.Key | None = None) -> None:
        code = int(key) if key is not None else ord(sign.upper()[0])
        shift = Qt.KeyboardModifier.ShiftModifier if sign.isupper() else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, shift, sign)
            event.setTimestamp(self._clock)
            QCoreApplication.sendEvent(self._window.windowHandle(), event)


def card_of(citizen: Citizen) -> str:
    """Return what the code on a citizen's card holds."""
    birth = "".join(reversed(citizen.birth_on.split("-")))
    sex = "Nữ" if citizen.sex == "female" else "Nam"
    return f"{citizen.personal_id}||{citizen.name}|{birth}|{sex}|{citizen.address}|15042021"
