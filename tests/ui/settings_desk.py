"""The screen Thiết lập of a real desk, and its keyboard."""

from __future__ import annotations

import dataclasses
import json

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox, QWidget

from cchc_desktop.settings import Settings
from tests.ui.real_desk import RealDesk
from ui.views.settings import SettingsPage
from ui.widgets.choice import SegmentedChoice
from ui.widgets.labels import AccentLabel

SECTIONS = (
    "unit", "desk", "people", "slip", "time", "handling", "same_day", "reports", "printers", "sending", "screen",
    "catalogue", "about",
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class SettingsDesk:
    """The screen Thiết lập of a real desk, and its keyboard."""

    desk: RealDesk

    @property
    def page(self) -> SettingsPage:
        page = self.desk.window.page("settings")
        assert isinstance(page, SettingsPage)
        return page

    @property
    def settings(self) -> Settings:
        return self.desk.opened.parts.state.settings

    def open(self, section: str) -> None:
        """Choose a group by its arrows."""
        self.page.sections.setFocus()
        self.desk.press("Home", *["Down"] * SECTIONS.index(section))
        assert self.page.stack.currentIndex() == SECTIONS.index(section)

    def editor(self, name: str) -> QWidget:
        return self.page.form(name).editor(name)

    def fill(self, name: str, text: str) -> None:
        """Go to the section of a field and type over what stands there."""
        place = next(n for n in range(len(SECTIONS)) if self.page.stack.widget(n).isAncestorOf(self.page.form(name)))
        self.open(SECTIONS[place])
        editor = self.editor(name)
        editor.setFocus()
        if isinstance(editor, SegmentedChoice):
            self.desk.press(text)
            return
        self.desk.press("Ctrl+A", "Backspace")
        for n, line in enumerate(text.split("\n")):
            if n:
                self.desk.press("Return")
            if isinstance(editor, QSpinBox):
                QTest.keyClicks(editor, line)
            else:
                self.desk.type(line)

    def save(self) -> None:
        self.desk.press("Ctrl+Return")

    def text(self, name: str) -> str:
        return self.page.form(name).texts()[name]

    def faults(self) -> dict[str, str]:
        forms = {id(form): form for form in (self.page.form(name) for name in NAMES)}.values()
        return {name: form.field(name).error for form in forms for name in form.names() if form.field(name).error}

    def hint(self, name: str) -> str:
        return "  ".join(label.text() for label in self.page.form(name).field(name).findChildren(AccentLabel))

    def entries(self, kind: str = "SettingsChanged") -> list[dict[str, object]]:
        """Return the bodies of the journal's entries of a kind, oldest first."""
        db = self.desk.opened.program.shell._desk.db
        found = [json.loads(row[0]) for row in db.rows("select text from entry order by seq", ())]
        return [entry["body"] for entry in found if entry["kind"] == kind]

    def seen(self) -> list[str]:
        """Return every word of the section that is shown."""
        shown = self.page.stack.currentWidget()
        return [label.text() for label in shown.findChildren(AccentLabel) if label.isVisible()]

    def foot(self) -> str:
        return self.page._state.text()


ELSEWHERE = {"paper_texts"}
"""The wording of the papers has an editor of its own: a text, a day, the paper beside it."""
NAMES = tuple(field.name for field in dataclasses.fields(Settings) if field.name not in ELSEWHERE)
