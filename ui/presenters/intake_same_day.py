"""What the intake says on a day without appointments: by which decision, what this dossier becomes, who goes first."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.domain.same_day import Priority, SameDaySpan
from cchc_desktop.services import same_day_mode
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.intake import Preview
from ui.models.tickets import called

say = QCoreApplication.translate

PRIORITIES = tuple(Priority)
"""In the order in which one key walks them."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class IntakeDay:
    """What the strip, the button and the slip's place say; an empty head: an ordinary day."""

    head: str = ""
    line: str = ""
    is_in_mode: bool = False
    """Whether the dossier as it is filled in opens in the mode."""
    is_without_slip: bool = False
    """Whether nothing is printed when it is saved."""
    can_choose: bool = False
    """Whether the citizen's wish makes a difference: a slip, or an appointment."""
    instead: str = ""
    """What happens in place of a slip."""


def of(
    form: ReceiveDossier, preview: Preview, procedure: Procedure | None, state: DeskState, now: datetime
) -> IntakeDay:
    """Return what is said of a form now."""
    span = preview.same_day or same_day_mode.span_at(state.settings, state.calendar, now)
    if span is None:
        return IntakeDay()
    if procedure is None:
        return IntakeDay(head=_head(), line=_basis(span))
    if preview.same_day is None:
        is_listed = same_day_mode.is_eligible(state.settings, procedure, now.date())
        line = _why_not(form, is_listed=is_listed)
        return IntakeDay(head=say("IntakeDay", "Hồ sơ này có hẹn trả"), line=line, can_choose=form.wants_appointment)
    without = not form.wants_slip
    code = preview.dossier.code if preview.dossier is not None else ""
    return IntakeDay(
        head=_head(),
        line=_basis(span),
        is_in_mode=True,
        is_without_slip=without,
        can_choose=True,
        instead=_instead(called(code)) if without and code else "",
    )


def next_priority(now: Priority) -> Priority:
    """Return what the key takes next: none, the old, the disabled, the pregnant, none."""
    return PRIORITIES[(PRIORITIES.index(now) + 1) % len(PRIORITIES)]


def priority_words(priority: Priority) -> str:
    """Return who goes first, in two words; "Ưu tiên" where nobody does yet."""
    words = {
        Priority.ELDERLY: say("IntakeDay", "Cao tuổi"),
        Priority.DISABLED: say("IntakeDay", "Khuyết tật"),
        Priority.PREGNANT: say("IntakeDay", "Mang thai"),
    }
    return words.get(priority, say("IntakeDay", "Ưu tiên"))


def _head() -> str:
    return say("IntakeDay", "Hôm nay giải quyết không giấy hẹn")


def _basis(span: SameDaySpan) -> str:
    return say("IntakeDay", "Theo {}").format(span.decision)


def _instead(number: str) -> str:
    return say(
        "IntakeDay", "Không in giấy. Lưu xong, số {} lên bảng (F5): người dân ngồi chờ, nhận kết quả trong buổi."
    ).format(number)


def _why_not(form: ReceiveDossier, *, is_listed: bool) -> str:
    if not is_listed:
        return say("IntakeDay", "Thủ tục này không thuộc danh sách giải quyết ngay.")
    if form.wants_appointment:
        return say("IntakeDay", "Người dân không chờ. In giấy hẹn như ngày thường.")
    return say("IntakeDay", "Không nộp và nhận tại quầy theo hạn thường, nên in giấy hẹn.")
