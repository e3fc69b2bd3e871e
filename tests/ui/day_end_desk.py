"""A desk at five o'clock with the screen Cuối ngày, and a city that opens what it sends and signs its answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from cchc_desktop.domain.acknowledgement import Acknowledgement, CityQuestion, Verdict
from cchc_desktop.domain.intake import ReceiveDossier, TickedPaper
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.sending import CarrierChoice, CarrierKind
from cchc_desktop.sync import acknowledgement, keys
from cchc_desktop.sync.cards import CityCard
from cchc_desktop.sync.package import Opened, open_package
from tests.ui.intake_desk import until
from tests.ui.real_desk import RealDesk, real_desk
from ui.views.day_end import DayEndPage
from ui.widgets.files import FileChoice

MORNING = datetime(2023, 10, 24, 8, 0)
AT_FIVE = datetime(2023, 10, 24, 17, 5)
COPY = "2.000815"
"""Settled while one waits."""


@dataclasses.dataclass(frozen=True, slots=True)
class City:
    """The keys of a city and what it answers."""

    identity: str
    key: str
    signing_key: str

    @classmethod
    def new(cls) -> City:
        """Return a city with keys of its own."""
        identity, key = keys.new_identity()
        return cls(identity, key, keys.new_signing_key())

    def card(self) -> str:
        """Return its card."""
        sign_key = keys.public_of(self.signing_key)
        return CityCard(name="Thành phố Thử", key=self.key, sign_key=sign_key).to_text()

    def open(self, file: Path, desk_key: str) -> Opened:
        """Open a package."""
        return open_package(file.read_bytes(), identity=self.identity, desk_key=desk_key)

    def answer(self, file: Path, desk_key: str, verdict: Verdict = Verdict.ACCEPTED, **facts: object) -> Path:
        """Lay an answer beside a package."""
        import hashlib

        opened = self.open(file, desk_key)
        manifest = opened.manifest
        told = {"counts": manifest.counts, "totals": manifest.totals, "last": manifest.last, "head": manifest.head}
        answer = Acknowledgement(
            package=manifest.id,
            manifest_sha256=opened.manifest_sha256,
            file_sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
            verdict=verdict,
            answered_at=datetime.fromisoformat("2023-10-24T17:30:00+07:00"),
            **{**told, **facts},  # type: ignore[arg-type]
        )
        beside = file.with_name(f"{file.name}{acknowledgement.SUFFIX}")
        beside.write_bytes(acknowledgement.signed(answer, self.signing_key))
        return beside


class DayEndDesk(RealDesk):
    """A real desk whose day is closed."""

    @property
    def page(self) -> DayEndPage:
        """The screen Cuối ngày."""
        page = self.window.page("day_end")
        assert isinstance(page, DayEndPage)
        return page

    def enter(self) -> None:
        """Go to the screen by its key."""
        self.press("F8")
        self.settle()

    def same_day(self, name: str = "Cao Thị Lài") -> str:
        """Receive somebody who is settled while waiting."""
        person = Person(name=name, phone="0905118264")
        form = ReceiveDossier(
            procedure_code=COPY, papers=(TickedPaper(name="Tờ khai"),), applicant=person, accepts_duplicate=True
        )
        return self.opened.parts.intake.receive(form).dossier.code

    def enrol(self, city: City) -> None:
        """Take the city's card."""
        self.opened.parts.desk.enrolment.take_card(city.card())

    def send_by(self, folder: Path) -> None:
        """Choose a folder as the way to the city."""
        folder.mkdir(exist_ok=True)
        self.opened.parts.desk.sending.choose(CarrierChoice(kind=CarrierKind.FOLDER, folder=str(folder)))

    @property
    def desk_key(self) -> str:
        """The desk's public key."""
        return self.opened.parts.desk.enrolment.keys().desk_key

    def close(self) -> None:
        """Press Ctrl+Enter and wait until copy, package and a round of sending are done."""
        self.press("Ctrl+Return")
        self.rest()

    def rest(self) -> None:
        """Wait until nothing is under way."""
        until(lambda: not self.shell.outgoing.is_busy)
        self.settle()

    def unsent(self) -> str:
        """Return what the top bar says."""
        return self.window.top.unsent()

    def states(self) -> list[str]:
        """Return the states of the packages in the list."""
        return [row.chip for row in self.page.packages.list.rows() if row.key is not None]


QUESTION = CityQuestion(id="hoi-1", code="", text="Hồ sơ thiếu tên thủ tục, xin bàn xem lại.")


def choose(desk: DayEndDesk, files: FileChoice, *paths: Path) -> None:
    """Take paths from an open list of files, and wait until they are dealt with."""
    dialog = files.dialog
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(path) for path in paths])
    dialog.close()
    desk.window.activateWindow()
    desk.page.checks.list.setFocus()
    until(lambda: not desk.page._presenter.files.is_busy)
    desk.settle()


@contextmanager
def day_end_desk(tmp_path: Path, moment: datetime = MORNING) -> Iterator[DayEndDesk]:
    """Open a training desk in the morning."""
    with real_desk(tmp_path, moment, page="intake") as desk:
        until(lambda: desk.shell.is_warm)
        found = DayEndDesk(desk.opened)
        until(lambda: found.unsent() != "")
        yield found
