"""The notices of the intake: an open dossier of the same person, a form not saved, a setting that a slip needs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.errors import CchcError, ClockError, StationeryIncomplete
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.widgets.notices import Notice, NoticeButton

if TYPE_CHECKING:
    from cchc_desktop.services.workplace import DossierLine

DUPLICATE, UNSAVED, STATIONERY = "intake_duplicate", "intake_unsaved", "intake_stationery"
DOSSIERS, SETTINGS = "dossiers", "settings"


class IntakeNotices(QObject):
    """Words and ways out.

    Signals:
        posted: Carries a `Notice`.
        withdrawn: Carries the key of a notice whose matter is settled.
        page_wanted: Carries the key of another page and what it shall show.
        clock_doubted: Nothing was saved as the clock cannot be believed; carries the error.
        taken_anyway: The clerk takes the dossier in spite of an open one.
    """

    posted = Signal(object)
    withdrawn = Signal(str)
    page_wanted = Signal(str, object)
    clock_doubted = Signal(object)
    taken_anyway = Signal()

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._pointed_out = ""
        self.clock_doubted.connect(parts.changes.tell)
        parts.changes.changed.connect(self._hear)

    def look_for_duplicate(self, form: ReceiveDossier) -> None:
        """Point out an open dossier of the same person and procedure, or take that back where there is none."""
        is_asked = bool(form.procedure_code) and not form.accepts_duplicate
        found = self._parts.intake.duplicates(form) if is_asked else []
        if found:
            self.point_out_duplicate(found[0])
        else:
            self.withdraw(DUPLICATE)

    def point_out_duplicate(self, line: DossierLine) -> None:
        """Say once, while the form is being filled in, that a dossier of the same person and procedure is open."""
        if line.code != self._pointed_out:
            self._pointed_out = line.code
            self.say_duplicate(line.code, due=labels.due(line.due_at))

    def say_duplicate(self, code: str, due: str = "") -> None:
        """Say that a dossier of the same person and procedure is open."""
        facts = self.tr("Hồ sơ {}, hẹn trả {}. Chưa lưu gì.").format(code, due)
        if not due:
            facts = self.tr("Hồ sơ {}. Chưa lưu gì.").format(code)
        self.posted.emit(
            Notice(
                key=DUPLICATE,
                tone="warn",
                sentence=self.tr("Người này đang có hồ sơ cùng thủ tục chưa xong"),
                facts=facts,
                buttons=(
                    NoticeButton(
                        text=self.tr("Mở hồ sơ đó"), keys="Alt+O", run=partial(self._open, code), closes=False
                    ),
                    NoticeButton(text=self.tr("Vẫn nhận mới"), keys="Alt+N", run=self.taken_anyway.emit),
                ),
            )
        )

    def say_unsaved(self, error: CchcError) -> None:
        """Say why nothing was saved; the form stays as it is."""
        if isinstance(error, ClockError):
            self.clock_doubted.emit(error)  # who asks for the date in words says it with the key to press
            return
        sentence = self.tr("Chưa lưu được hồ sơ")
        key, buttons = UNSAVED, tuple[NoticeButton, ...]()
        if isinstance(error, StationeryIncomplete):
            key, buttons = STATIONERY, (self._to_settings(),)  # goes as soon as the setting is there
        self.posted.emit(
            Notice(key=key, tone="bad", sentence=sentence, facts=error_texts.sentence(error), buttons=buttons)
        )

    def look_at_settings(self) -> None:
        """Say before anything is typed that no slip can be printed yet, and which setting is missing."""
        missing = self._parts.state.settings.missing_for_slip()
        if not missing:
            self.withdraw(STATIONERY)
            return
        names = ", ".join(error_texts.field(name) for name in missing)
        self.posted.emit(
            Notice(
                key=STATIONERY,
                tone="warn",
                sentence=self.tr("Chưa nhận hồ sơ được vì giấy hẹn còn thiếu: {}").format(names),
                facts=self.tr("Điền một lần ở Thiết lập, mọi giấy hẹn sau đó đều có."),
                buttons=(self._to_settings(),),
            )
        )

    def withdraw(self, *keys: str) -> None:
        """Take notices back."""
        for key in keys:
            if key == DUPLICATE:
                self._pointed_out = ""
            self.withdrawn.emit(key)

    def _open(self, code: str) -> None:
        self.page_wanted.emit(DOSSIERS, code)

    def _to_settings(self) -> NoticeButton:
        """Return the way to the setting that is missing; the notice stays until it is saved."""
        return NoticeButton(text=self.tr("Thiết lập"), keys="F10", run=self._open_settings, closes=False)

    def _open_settings(self) -> None:
        """Show the settings; what they shall show is the first field that is missing."""
        missing = self._parts.state.settings.missing_for_slip()
        self.page_wanted.emit(SETTINGS, missing[0] if missing else None)

    def _hear(self, _what: object) -> None:
        """A setting may have been saved on another screen; it is in force once its entry has been told to all."""
        QTimer.singleShot(0, self, self._look_whether_complete)

    def _look_whether_complete(self) -> None:
        if not self._parts.state.settings.missing_for_slip():
            self.withdraw(STATIONERY)
