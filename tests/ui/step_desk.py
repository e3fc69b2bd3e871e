"""A desk with a leader and a dossier, and hands that fill in the form of a step by keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QLabel

from cchc_desktop.domain.people import Official, Role
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.services.people_desk import Approval
from tests.ui.intake_desk import until
from tests.ui.real_desk import WEDNESDAY, RealDesk, real_desk
from ui.views.step_fields import StepFields
from ui.widgets.timeline import TimelineRow

PIN, WRONG_PIN, CLERK_PIN = "286413", "731950", "482913"
UNITS = ("Tư pháp – Hộ tịch", "Địa chính – Xây dựng")


class StepDesk(RealDesk):
    """A real desk whose screen Hồ sơ is worked at."""

    def name_leader(self, *, pin: str = PIN) -> Official:
        """Name a leader; with ``pin`` it may approve here, and the clerk, an administrator, has a PIN too."""
        people = self.opened.parts.desk.people
        leader = people.name_official("Trần Văn Mẫu", roles={Role.LEADER}, title="Phó Chủ tịch")
        if pin:
            actor = self.opened.parts.recorder.actor
            people.set_pin(actor, CLERK_PIN, by=actor)
            people.set_pin(leader.id, pin, by=actor)
        return leader

    def name_units(self) -> None:
        """Give the desk units between which papers are handed over."""
        self.opened.parts.setup().change({"handling_units": UNITS})

    def open(self, code: str) -> None:
        """Show a dossier."""
        self.window.open_page("dossiers", code)
        self.settle()

    def take(self, kind: StepKind, code: str, leader: Official | None = None, **values: object) -> int:
        """Take a step without the screen and return its entry's number."""
        approval = Approval(approver=leader, is_self=False) if leader is not None else None
        command = TakeStep(kind=kind, code=code, values=values)
        return self.opened.parts.desk.steps.take(command, approval).entry

    @property
    def fields(self) -> StepFields:
        """The fields of the form that is open."""
        fields = self.dossiers.step.fields
        assert fields is not None
        return fields

    @property
    def is_filling_in(self) -> bool:
        """Whether the form of a step is seen."""
        return self.dossiers.step.isVisible()

    def fill(self, name: str, text: str) -> None:
        """Go to a field, empty it, and type."""
        self.fields.focus_on(name)
        self.press("Ctrl+A", "Delete")
        self.type(text)

    def record(self) -> None:
        """Press the screen's decision."""
        self.press("Ctrl+Return")
        self.settle()

    def words(self) -> str:
        """Return every word that is seen on the screen."""
        self.settle()
        return " | ".join(label.text() for label in self.dossiers.findChildren(QLabel) if label.isVisible())

    def outlook(self, words: str) -> None:
        """Wait until the panel says something of what will happen."""
        until(lambda: words in self.words())

    def buttons(self) -> dict[str, str]:
        """Return what the keys of the page do now, without those of a notice."""
        return dict(self.dossiers.key_lines())

    def acts(self) -> list[str]:
        """Return what the history says happened."""
        self.settle()
        rows = [row for row in self.dossiers.detail.findChildren(TimelineRow) if row.isVisible()]
        rows.sort(key=lambda row: row.y())
        return [row.accessibleName().split(". ")[1] for row in rows]

    def state(self, code: str) -> str:
        """Return a dossier's state."""
        return str(self.opened.parts.view.dossier(code).dossier.state)


@contextmanager
def step_desk(tmp_path: Path, moment: datetime = WEDNESDAY) -> Iterator[StepDesk]:
    """Open a training desk with the screen Hồ sơ shown."""
    with real_desk(tmp_path, moment, page="dossiers") as desk:
        yield StepDesk(desk.opened)
