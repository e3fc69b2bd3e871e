"""A real desk with dossiers in it and its window on the screen; `intake_desk` opens it and presses its keys."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.intake import ReceiveDossier, TickedPaper
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.printing import JobState
from cchc_desktop.domain.slip import Offsets
from cchc_desktop.services.desk_view import HistoryStep
from cchc_desktop.services.print_desk import Choice
from tests.ui.intake_desk import MARITAL, IntakeDesk, intake_desk
from ui.main_window import MainWindow
from ui.shell import Shell
from ui.views.dossiers import DossiersPage
from ui.views.today import TodayPage
from ui.widgets.notices import Notice

SLIP = "appointment_slip"
NO_SUCH_PRINTER = "may-in-khong-co"
WEDNESDAY = datetime(2024, 4, 24, 9, 0)


@dataclasses.dataclass(frozen=True, slots=True)
class RealDesk:
    """The program as a clerk sees it, and a way to put dossiers on record."""

    opened: IntakeDesk

    @property
    def shell(self) -> Shell:
        """The open desk's windows."""
        shell = self.opened.program.shell
        assert shell is not None
        return shell

    @property
    def window(self) -> MainWindow:
        """The window that is shown now; another one after a change of language or clerk."""
        return self.shell.window

    @property
    def today(self) -> TodayPage:
        """The screen Hôm nay."""
        page = self.window.page("today")
        assert isinstance(page, TodayPage)
        return page

    @property
    def dossiers(self) -> DossiersPage:
        """The screen Hồ sơ."""
        page = self.window.page("dossiers")
        assert isinstance(page, DossiersPage)
        return page

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        self.opened.press(*keys)

    def type(self, text: str) -> None:
        """Type text where the focus is; the screen hears of it as from a keyboard."""
        self.opened.type(text)

    def notice(self) -> Notice | None:
        """Return the notice that is seen."""
        return self.window.notices.seen

    def at(self, moment: datetime) -> None:
        """Set the clock."""
        self.opened.clock.moment = moment.replace(tzinfo=VIETNAM)

    def receive(
        self,
        name: str = "Lê Thị Thu Hà",
        *,
        at: datetime | None = None,
        procedure: str = MARITAL,
        number: str = "056191004821",
        phone: str = "0905118264",
        fee: tuple[FeeState, int | None] = (FeeState.UNKNOWN, None),
        printed: bool = True,
    ) -> str:
        """Put a dossier on record and return its code; its slip is out unless ``printed`` says otherwise."""
        if at is not None:
            self.at(at)
        person = Person(name=name, personal_id=number, phone=phone, address="27/4 Lê Hồng Phong, Nha Trang")
        form = ReceiveDossier(
            procedure_code=procedure,
            applicant=person,
            papers=(TickedPaper(name="Tờ khai"),),
            fee_state=fee[0],
            fee_dong=fee[1],
            accepts_duplicate=True,
        )
        received = self.opened.parts.intake.receive(form)
        if printed and received.print_job is not None:
            self.note_out(received.print_job)
        return received.dossier.code

    def note_out(self, job: int) -> None:
        """Record that a slip is out."""
        printing = self.opened.parts.printing()
        printing.note_out(job, sha256="0" * 64, way="printer", offsets=Offsets(), counterparts=(1, 2))

    def job_of(self, code: str) -> int:
        """Return the last print job of a dossier."""
        return self.opened.parts.view.dossier(code).jobs[-1].id

    def fail_print(self, code: str, message: str = "Hết giấy khay 1") -> None:
        """Let the last print of a dossier be known as failed."""
        self.opened.parts.printing().note_state(self.job_of(code), JobState.FAILED, message=message)

    def print_on(self, printer: str) -> None:
        """Choose the printer of the slips; an empty name writes a file."""
        self.opened.parts.printing().choose(SLIP, Choice(printer=printer))

    def history(self, code: str) -> tuple[HistoryStep, ...]:
        """Return a dossier's history."""
        return self.opened.parts.view.dossier(code).history

    def kinds(self, code: str) -> list[str]:
        """Return what happened to a dossier."""
        return [str(step.kind) for step in self.history(code)]

    def settle(self) -> None:
        """Let everything happen that was put off to the next turn of the event loop."""
        for _ in range(3):
            QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def real_desk(tmp_path: Path, moment: datetime = WEDNESDAY, page: str = "today") -> Iterator[RealDesk]:
    """Open a training desk at a moment with ``page`` shown."""
    with intake_desk(tmp_path, moment) as opened:
        opened.window.showNormal()
        opened.window.resize(1366, 768)
        opened.window.open_page(page)
        desk = RealDesk(opened)
        desk.settle()
        yield desk
