"""Officials, PINs, the sealed code and delegations, as Thiết lập shows and changes them."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from PySide6.QtCore import QObject, Signal

from cchc_desktop.domain.people import Delegation, Official, Role
from cchc_desktop.domain.printing import SLIP_KIND
from cchc_desktop.domain.problems import Problem
from cchc_desktop.errors import CchcError, FormIncomplete, PinWait, PinWrong
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.presenters import people_words
from ui.widgets.delegates import ListRow

logger = logging.getLogger(__name__)

ROLE_FIELDS = {Role.CLERK: "is_clerk", Role.LEADER: "is_leader", Role.ADMINISTRATOR: "is_administrator"}
"""Which field of the form says whether an official has a role."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PeopleScreen:
    """Everything that the group Cán bộ shows."""

    officials: tuple[ListRow, ...]
    delegations: tuple[ListRow, ...]
    guidance: str
    """What an administrator should do first; empty where nothing is left to do."""
    is_administrator: bool
    has_own_pin: bool
    can_set_own_pin: bool
    has_code: bool
    rights: str
    """What the one at work may do here."""


class PeopleSettings(QObject):
    """Reads and changes who works here.

    Signals:
        shown: Carries a `PeopleScreen`.
        done: Something was recorded; carries the sentence and what to know besides.
        code_made: Carries the sealed code, this once.
        refused: Nothing was recorded; carries {field: words} and one sentence.
        renamed: The window's own words changed: the one at work has another name.
    """

    shown = Signal(object)
    done = Signal(str, str)
    code_made = Signal(str)
    refused = Signal(dict, str)
    renamed = Signal()

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._people = parts.desk.people

    @property
    def actor(self) -> str:
        """Who works now."""
        return self._parts.recorder.actor

    @property
    def today(self) -> date:
        """Today."""
        return self._parts.clock.now().date()

    def refresh(self) -> None:
        """Read everybody anew; `shown` follows."""
        officials = self._people.officials()
        me = next((one for one in officials if one.id == self.actor), None)
        is_administrator = me is not None and me.is_administrator
        can_set_own_pin = self._people.may_set_own_pin(self.actor)
        self.shown.emit(
            PeopleScreen(
                officials=tuple(self._row(one) for one in officials),
                delegations=tuple(self._delegation_row(one) for one in self._people.delegations()),
                guidance=self._guidance(officials) if is_administrator else "",
                is_administrator=is_administrator,
                has_own_pin=self._people.has_pin(self.actor),
                can_set_own_pin=can_set_own_pin,
                has_code=self._people.has_recovery_code(),
                rights=self._rights(is_administrator=is_administrator, can_set_own_pin=can_set_own_pin),
            )
        )

    def official(self, officer: str) -> Official:
        """Return one official."""
        return self._people.official(officer)

    def form_values(self, officer: str) -> dict[str, Any]:
        """Return an official as the form shows it; an empty id gives a new clerk."""
        one = self._people.official(officer) if officer else Official(id="", name="")
        found: dict[str, Any] = {
            "officer_name": one.name,
            "title": one.title,
            "capacity": "\n".join(one.capacity.split("|")),
            "is_active": one.is_active,
        }
        return found | {field: role in one.roles for role, field in ROLE_FIELDS.items()}

    def save_official(self, officer: str, typed: Mapping[str, Any]) -> bool:
        """Record a new or a changed official; return whether it is on disk."""
        roles = [role for role, field in ROLE_FIELDS.items() if typed.get(field)]
        capacity = "|".join(line.strip() for line in str(typed["capacity"]).splitlines() if line.strip())
        name, title = str(typed["officer_name"]), str(typed["title"])
        if not officer:
            if not self._did(lambda: self._people.name_official(name, roles, title, capacity)):
                return False
            self._tell(self.tr("Đã thêm cán bộ: {}").format(name.strip()), self._first_pin_words())
            return True
        is_active = bool(typed.get("is_active", True))
        before = self._people.official(officer)
        change = self._people.change_official
        if not self._did(
            lambda: change(officer, name=name, roles=roles, title=title, capacity=capacity, is_active=is_active)
        ):
            return False
        self._tell(self.tr("Đã sửa: {}").format(name.strip()), self.tr("Giấy đã in giữ tên cũ."))
        if officer == self.actor and before.name != self._people.official(officer).name:
            self.renamed.emit()
        return True

    def set_pin(self, typed: Mapping[str, Any]) -> bool:
        """Give the one at work a PIN, or another one; return whether it is kept."""
        if not self._keep_pin(self.actor, typed):
            return False
        facts = self.tr("Ctrl+L khóa bàn; mở lại bằng mã này. Đừng ghi mã ra giấy.")
        self._tell(self.tr("Đã đặt mã PIN của mình"), facts)
        return True

    def may_give_pin(self, officer: str) -> bool:
        """Return whether another official's first PIN can be typed now; `refused` says why not."""
        name = self._people.official(officer).name
        if self._people.has_pin(officer):
            self.refused.emit({}, self.tr("{} đã có mã PIN. Người ấy quên thì xóa (Alt+D) rồi đặt lại.").format(name))
        elif not self._people.has_pin(self.actor):
            self.refused.emit({}, self.tr("Đặt mã PIN của mình trước (Alt+M), rồi mới đặt lần đầu cho người khác."))
        else:
            return True
        return False

    def give_pin(self, officer: str, typed: Mapping[str, Any]) -> bool:
        """Keep the first PIN that another official typed while an administrator works; return whether it is kept."""
        if not self._keep_pin(officer, typed):
            return False
        facts = self.tr("Ctrl+Shift+L đổi người, hoặc ký duyệt, bằng mã này. Đừng ghi mã ra giấy.")
        self._tell(self.tr("Đã đặt mã PIN của {}").format(self._people.official(officer).name), facts)
        return True

    def reset_pin(self, officer: str) -> None:
        """Forget somebody's PIN, who sets a new one."""
        name = self._people.official(officer).name
        if not self._people.has_pin(officer):
            self.refused.emit({}, self.tr("{} chưa có mã PIN, không có gì để xóa.").format(name))
        elif self._did(lambda: self._people.reset_pin(officer, self.actor)):
            self._tell(self.tr("Đã xóa mã PIN của {}").format(name), self._first_pin_words())

    def make_code(self) -> None:
        """Make the sealed code; `code_made` shows it this once."""
        code = ""

        def make() -> None:
            nonlocal code
            code = self._people.make_recovery_code(self.actor)

        if self._did(make):
            self.code_made.emit(code)
            self.refresh()

    def can_print(self) -> bool:
        """Return whether there is a printer: without one a file with the code would stay on the disk."""
        return bool(self._parts.printing().choice(SLIP_KIND).printer)

    def print_code(self, build: Callable[[], bytes]) -> None:
        """Print the sheet of the sealed code; nothing of it is kept."""
        if self._parts.print_flow is not None and self.can_print():
            self._parts.print_flow.print_other(build, kind=SLIP_KIND, name="ma-khoi-phuc")

    def place(self) -> str:
        """Return the desk and the ward, for the sheet of the sealed code."""
        settings = self._parts.state.settings
        kind, name = settings.unit_on(self.today.isoformat())
        return f"{settings.desk_name}, {kind} {name}"

    def leaders(self) -> tuple[Official, ...]:
        """Return the leaders who may delegate: oneself, or any of them for an administrator."""
        me = self._people.official(self.actor)
        found = [one for one in self._people.officials() if one.is_leader]
        return tuple(one for one in found if me.is_administrator or one.id == me.id)

    def deputies(self) -> tuple[Official, ...]:
        """Return who may be a deputy."""
        return tuple(one for one in self._people.officials() if one.is_active and not one.is_leader)

    def delegate(self, typed: Mapping[str, Any]) -> bool:
        """Record a delegation; return whether it is on disk."""
        first, last = (date.fromisoformat(typed[name]) for name in ("from_on", "until_on"))
        give = self._people.delegate
        if not self._did(lambda: give(typed["leader"], typed["deputy"], first, last, typed["decision"])):
            return False
        self._tell(self.tr("Đã ghi ủy quyền"), self.tr("Trong những ngày ấy người duyệt thay ký bằng mã PIN của mình."))
        return True

    def end_delegation(self, delegation: str) -> None:
        """End a delegation now."""
        if self._did(lambda: self._people.end_delegation(delegation)):
            self._tell(self.tr("Đã kết thúc ủy quyền"), self.tr("Việc đã ký trong thời gian ấy giữ nguyên."))

    def _keep_pin(self, officer: str, typed: Mapping[str, Any]) -> bool:
        if typed["pin"] != typed["again"]:
            self.refused.emit({"again": self.tr("Hai lần nhập không giống nhau")}, "")
            return False
        old = typed.get("old_pin", "")
        return self._did(lambda: self._people.set_pin(officer, typed["pin"], self.actor, old=old), pin="old_pin")

    def _first_pin_words(self) -> str:
        return self.tr("Mời người ấy tự gõ mã PIN lần đầu ở đây: chọn tên, Alt+P.")

    def _rights(self, *, is_administrator: bool, can_set_own_pin: bool) -> str:
        if is_administrator:
            return self.tr("Bạn là quản trị: thêm, sửa cán bộ, đặt mã PIN lần đầu, xóa mã PIN bị quên.")
        if can_set_own_pin:
            return self.tr("Chỉ quản trị thêm, sửa được. Bạn xem danh sách và đổi mã PIN của mình.")
        return self.tr("Chỉ quản trị thêm, sửa được. Bạn chưa có mã PIN: nhờ quản trị đặt mã PIN lần đầu ở đây.")

    def _did(self, work: Callable[[], object], *, pin: str = "pin") -> bool:
        """Do something that may be refused; ``pin`` is the field of a PIN that is checked."""
        try:
            work()
        except FormIncomplete as error:
            problems = cast("tuple[Problem, ...]", error.facts["problems"])
            faults = {problem.field: error_texts.cause(problem) for problem in reversed(problems)}
            self.refused.emit(faults, error_texts.sentence(error))
        except (PinWrong, PinWait) as error:
            self.refused.emit({pin: error_texts.sentence(error)}, error_texts.sentence(error))
        except CchcError as error:
            logger.warning("people not changed: %s", error)
            self.refused.emit({}, error_texts.sentence(error))
        else:
            return True
        return False

    def _tell(self, sentence: str, facts: str = "") -> None:
        self.done.emit(sentence, facts)
        self.refresh()

    def _guidance(self, officials: tuple[Official, ...]) -> str:
        """Return the next thing that an administrator should see to."""
        if not self._people.has_pin(self.actor):
            return self.tr("Việc đầu tiên: đặt mã PIN của mình (Alt+M), rồi lập mã khôi phục (Alt+K) và niêm phong.")
        if not self._people.has_recovery_code():
            return self.tr("Tiếp theo: lập mã khôi phục (Alt+K) rồi niêm phong. Quên mã PIN thì chỉ còn mã ấy.")
        without = [one.name for one in officials if one.is_leader and not self._people.has_pin(one.id)]
        if without:
            names = ", ".join(without)
            return self.tr("Lãnh đạo chưa có mã PIN nên chưa duyệt được: {}. Mời đến tự gõ: chọn tên, Alt+P.").format(
                names
            )
        if not any(one.is_leader for one in officials):
            return self.tr("Chưa có lãnh đạo nào: bổ sung, từ chối, xin lỗi cần người duyệt. Alt+T để thêm.")
        return ""

    def _row(self, one: Official) -> ListRow:
        chip, tone = self.tr("chưa có mã PIN"), "warn" if one.is_leader or one.is_administrator else "quiet"
        if not one.is_active:
            chip, tone = self.tr("đã thôi làm"), "quiet"
        elif one.id == self.actor:
            chip, tone = self.tr("đang làm"), "accent"
        elif self._people.has_pin(one.id):
            chip, tone = self.tr("có mã PIN"), "ok"
        what = people_words.what(one)
        capacity = " / ".join(one.capacity.split("|")) if one.capacity else ""
        line = self.tr("{}  ·  ký: {}").format(what, capacity) if capacity else what
        return ListRow(key=one.id, head=one.name, lines=(line,), chip=chip, chip_tone=tone)

    def _delegation_row(self, one: Delegation) -> ListRow:
        leader, deputy = (self._people.official(who).name for who in (one.leader, one.deputy))
        days = self.tr("{} đến {}").format(f"{one.from_on:%d/%m/%Y}", f"{one.until_on:%d/%m/%Y}")
        if one.is_in_force(self.today):
            chip, tone = self.tr("đang có hiệu lực"), "ok"
        elif one.until_on < self.today:
            chip, tone = self.tr("đã hết hạn"), "quiet"
        else:
            chip, tone = self.tr("chưa đến ngày"), "accent"
        head = self.tr("{} duyệt thay {}").format(deputy, leader)
        return ListRow(key=one.id, head=head, lines=(f"{days}  ·  {one.decision}",), chip=chip, chip_tone=tone)
