"""Who may work at this desk now: the lock over the window, and the change of person, with a PIN where there is one."""

from __future__ import annotations

import dataclasses
import logging
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from cchc_desktop.domain.people import Official
from cchc_desktop.errors import CchcError, FormIncomplete, PinWait
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.presenters import people_words

logger = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LockPerson:
    """One official who may go on working."""

    id: str
    name: str
    line: str
    """Title or roles."""
    has_pin: bool
    can_enter: bool
    """Without a PIN nobody is entered where an administrator has one."""
    works_now: bool


class LockPresenter(QObject):
    """Judges PINs and changes who works.

    Signals:
        opened: An official works now; carries the id, and whether it is another one than before.
        refused: Carries the name of the field ("pin", "recovery_code", "again") and what is wrong.
        waiting: No try counts before a moment; carries it.
    """

    opened = Signal(str, bool)
    refused = Signal(str, str)
    waiting = Signal(object)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts

    @property
    def actor(self) -> str:
        """Who works now."""
        return self._parts.recorder.actor

    def now(self) -> datetime:
        """Return Vietnam's wall clock."""
        return self._parts.clock.now()

    def people(self) -> tuple[LockPerson, ...]:
        """Return the officials who work here, in the order of their keys."""
        people = self._parts.desk.people
        is_free = not people.asks_for_pins()
        return tuple(
            LockPerson(
                id=one.id,
                name=one.name,
                line=people_words.what(one),
                has_pin=people.has_pin(one.id),
                can_enter=is_free or one.id == self.actor or people.has_pin(one.id),
                works_now=one.id == self.actor,
            )
            for one in people.officials()
            if one.is_active
        )

    def first_pin_advice(self, officer: str) -> str:
        """Return what an official does who has no PIN and cannot be entered, or lock the desk, for want of one."""
        names = ", ".join(one.name for one in self._administrators() if one.id != officer)
        return self.tr("Nhờ quản trị đặt mã PIN lần đầu: {} vào F10, nhóm Cán bộ, Alt+P.").format(names)

    def place(self) -> tuple[str, str]:
        """Return the desk's name and the ward's."""
        settings = self._parts.state.settings
        kind, name = settings.unit_on(self.now().date().isoformat())
        return settings.desk_name, f"{kind[:1].upper()}{kind[1:]} {name}"

    def open(self, officer: str, pin: str) -> None:
        """Let an official work; exactly one of `opened`, `refused`, `waiting` follows."""
        before = self.actor
        try:
            self._parts.desk.people.switch_to(officer, pin)
        except PinWait as error:
            self.waiting.emit(datetime.fromisoformat(str(error.facts["until"])))
        except FormIncomplete as error:
            self.refused.emit("pin", error_texts.cause(error_texts.first_problem(error)))
        except CchcError as error:
            logger.info("not opened: %s", type(error).__name__)
            self.refused.emit("pin", error_texts.sentence(error))
        else:
            self.opened.emit(officer, officer != before)

    def recover(self, officer: str, code: str, pin: str, again: str) -> None:
        """Give an administrator a new PIN by the sealed code and let that one work; a signal follows as of `open`."""
        if pin != again:
            self.refused.emit("again", self.tr("Hai lần nhập không giống nhau"))
            return
        try:
            self._parts.desk.people.use_recovery(code, officer, pin)
        except PinWait as error:
            self.waiting.emit(datetime.fromisoformat(str(error.facts["until"])))
        except FormIncomplete as error:
            problem = error_texts.first_problem(error)
            self.refused.emit(problem.field, error_texts.cause(problem))
        except CchcError as error:
            self.refused.emit("recovery_code", error_texts.sentence(error))
        else:
            self.open(officer, pin)

    def can_recover(self, officer: str) -> bool:
        """Return whether the sealed code helps this official: an administrator, and a code was made."""
        people = self._parts.desk.people
        return people.official(officer).is_administrator and people.has_recovery_code()

    def advice(self, officer: str) -> str:
        """Return what an official does who forgot the PIN and whom no sealed code helps."""
        others = [one.name for one in self._administrators() if one.id != officer]
        if others:
            return self.tr("Nhờ quản trị ({}) vào F10, nhóm Cán bộ, đặt lại mã PIN cho mình.").format(", ".join(others))
        if self._parts.desk.people.official(officer).is_administrator:
            return self.tr("Chưa lập mã khôi phục và không có quản trị khác. Gọi đơn vị hỗ trợ phần mềm.")
        return self.tr("Không có quản trị nào đang làm việc. Gọi đơn vị hỗ trợ phần mềm.")

    def wait_words(self, until: datetime) -> str:
        """Return how long nobody may try, in words; empty when it is over."""
        left = until - self.now()
        if left <= timedelta(0):
            return ""
        minutes, seconds = divmod(int(left.total_seconds()) + (1 if left.microseconds else 0), 60)
        words = self.tr("{} giây").format(seconds)
        if minutes:
            words = self.tr("{} phút {} giây").format(minutes, f"{seconds:02}")
        return self.tr("Nhập sai nhiều lần liền. Chờ thêm {} rồi nhập lại; quên thì bấm Alt+Q.").format(words)

    def _administrators(self) -> list[Official]:
        return [one for one in self._parts.desk.people.officials() if one.is_administrator]
