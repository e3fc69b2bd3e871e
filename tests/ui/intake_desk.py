"""A real desk with the intake on the screen, for tests: real folder, real services, a clock that shows what is set."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cchc_desktop import bootstrap
from cchc_desktop.clock import VIETNAM
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening
from cchc_desktop.services.desk_view import DossierView
from tests.tools import ready_desks
from ui.app import Program, start
from ui.desk_parts import DeskParts
from ui.main_window import MainWindow
from ui.views.intake import IntakePage

CARD = "056191004821|225000111|Lê Thị Thu Hà|14081991|Nữ|27/4 Lê Hồng Phong, Phước Hòa, Nha Trang, Khánh Hòa|15042021"
OTHER_CARD = "056090000123||Trần Văn Thử|01021990|Nam|1 Đường Mẫu, Phường Mẫu, Nha Trang, Khánh Hòa|15042021"
MARITAL = "1.004873"
"""3 working days, five cases."""
NO_TERM = "2.002622"


class SetClock:
    """A clock that shows what the test sets."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Return the moment set."""
        return self.moment


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class IntakeDesk:
    """The program as a clerk sees it."""

    window: MainWindow
    page: IntakePage
    program: Program
    clock: SetClock
    folder: Path

    @property
    def parts(self) -> DeskParts:
        """The services behind the screen."""
        shell = self.program.shell
        assert shell is not None
        return shell.parts

    def press(self, *keys: str) -> None:
        """Press keys where the focus is: "Ctrl+Return", "Tab", "Alt+U"."""
        for name in keys:
            key, modifiers = _key(name)
            QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, text: str) -> None:
        """Type text where the focus is, letter by letter, as an input method commits it."""
        for sign in text:
            target = QApplication.focusWidget()
            assert target is not None
            event = QInputMethodEvent()
            event.setCommitString(sign)
            QCoreApplication.sendEvent(target, event)

    def scan(self, payload: str) -> None:
        """Let the scanner's filter have heard a card."""
        assert self.parts.scanner is not None
        self.parts.scanner.card_scanned.emit(payload)

    def field(self, name: str) -> QWidget:
        """Return where a field is typed."""
        for fields in (self.page.people.fields, self.page.due.fields):
            if name in fields:
                return fields[name].editor
        return {"fee_dong": self.page.fee.amount, "fee_reason": self.page.fee.reason.editor}[name]

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type into it."""
        self.field(name).setFocus()
        self.type(text)

    def come_again(self) -> None:
        """Receive a dossier and begin another of the same person and procedure, until the open one is spoken of."""
        self.scan(CARD)
        self.press("Alt+2", "Ctrl+Return")
        self.scan(CARD)
        self.press("Alt+2")
        until(lambda: self.window.notices.seen is not None)

    def codes(self) -> list[str]:
        """Return the codes of every dossier on record, oldest first."""
        return [line.code for line in reversed(self.parts.view.newest(limit=200))]

    def last(self) -> DossierView:
        """Return the dossier received last, whole."""
        return self.parts.view.dossier(self.codes()[-1])


@contextmanager
def intake_desk(tmp_path: Path, moment: datetime, settings: Mapping[str, object] | None = None) -> Iterator[IntakeDesk]:
    """Open a training desk with the intake shown; closed at the end."""
    folder = tmp_path / "desk"
    environment = {"XDG_STATE_HOME": str(tmp_path / "state")}
    clock = SetClock(moment.replace(tzinfo=VIETNAM))
    if not bootstrap.is_prepared(folder):
        opening = Opening(
            settings=dataclasses.replace(SAMPLE, **(settings or {})),  # type: ignore[arg-type]
            officer_name=SAMPLE_OFFICER,
            is_training=True,
        )
        ready_desks.prepare(folder, opening, clock=clock, environment=environment)
    app, window = start(folder, ["tests"], clock=clock, environment=environment)
    program = app.property("cchc_program")
    assert isinstance(window, MainWindow)
    QTest.qWaitForWindowExposed(window)
    await_intake(window)
    page = window.page("intake")
    assert isinstance(page, IntakePage)
    window.activateWindow()
    try:
        yield IntakeDesk(window=window, page=page, program=program, clock=clock, folder=folder)
    finally:
        program.finish()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def await_intake(window: MainWindow) -> None:
    """Wait until the intake stands where something was painted first in its place."""
    until(lambda: isinstance(window.page("intake"), IntakePage))


def until(is_so: Callable[[], object]) -> None:
    """Let the window work until something is so, ten seconds at most."""
    limit = QDeadlineTimer(10_000)
    while not is_so() and not limit.hasExpired():
        QTest.qWait(1)
    assert is_so()


def _key(name: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    *held, last = name.split("+")
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= {
            "Ctrl": Qt.KeyboardModifier.ControlModifier,
            "Alt": Qt.KeyboardModifier.AltModifier,
            "Shift": Qt.KeyboardModifier.ShiftModifier,
        }[one]
    return getattr(Qt.Key, f"Key_{last}"), modifiers
