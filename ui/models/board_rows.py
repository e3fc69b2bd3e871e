"""Lines of the boards as rows of a list: what the board is looked at for stands in the chip at the right."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cchc_desktop import sentences
from cchc_desktop.domain.board import BoardKind, BoardNote
from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.domain.steps import StepKind
from cchc_desktop.text import mask_number
from ui import labels
from ui.error_texts import said
from ui.models import dossier_rows
from ui.widgets.delegates import ListRow

if TYPE_CHECKING:
    from cchc_desktop.domain.board import ApologyProposal, BoardLine, TakenStep
    from cchc_desktop.services.workplace import DossierLine

say = QCoreApplication.translate

LONG_UNCOLLECTED_DAYS = 10
"""A result that lies so long is amber: the citizen may not know of it."""
_ONLINE_HURRY = 2 * 60
"""Working minutes of the eight hours; with fewer left an online dossier is amber."""


@dataclasses.dataclass(frozen=True, slots=True)
class BoardKey:
    """What a row of a board opens: which board it stood on, and its dossier or case."""

    board: BoardKind
    code: str
    procedure_code: str = ""
    draft: int = 0


def board_row(kind: BoardKind, line: BoardLine, now: datetime) -> ListRow:
    """Return a line of a board as a row."""
    return _ROWS[kind](line, now)


def apology_row(line: BoardLine, proposal: ApologyProposal | None, now: datetime) -> ListRow:
    """Return a dossier for which an apology should be drafted: its promise, and the latest legal new moment."""
    side = ""
    if proposal is not None and proposal.note is BoardNote.PAST_CAP:
        side = say("BoardRows", "đã qua mức hẹn lại tối đa")
    elif proposal is not None and proposal.new_due_at is not None:
        side = say("BoardRows", "tối đa {}").format(_short(proposal.new_due_at))
    chip, tone, icon = _promise(line, now)
    if line.note is BoardNote.DRAFTED:
        chip, tone, icon = say("BoardRows", "đã trình ký"), "quiet", ""
    return _row(BoardKind.APOLOGIES, line, side=side, chip=(chip, tone, icon))


def return_row(line: DossierLine, now: datetime) -> ListRow:
    """Return a dossier as the return desk finds it: its state first, its number masked."""
    state = DossierState(line.state)
    tone = {DossierState.RESULT_READY: "ok", DossierState.PROCESSING: "accent"}.get(state, "quiet")
    icon = "check" if state is DossierState.RESULT_READY else ""
    words = said(sentences.BY_STATE[state])
    if state is DossierState.RESULT_READY:
        words = said(sentences.BY_STEP[StepKind.RESULT_READY])  # shorter: the rows are narrow
    if state is DossierState.PROCESSING and line.due_at < now:
        (words, tone), icon = labels.overdue(), "warning"
    numbers = (labels.short_code(line.code), mask_number(line.personal_id), line.phone)
    return ListRow(
        key=line.code,
        head=dossier_rows.name(line),
        lines=(line.procedure_name, "  ·  ".join(part for part in numbers if part)),
        chip=words,
        chip_tone=tone,
        chip_icon=icon,
    )


def call_row(line: BoardLine, now: datetime) -> ListRow:
    """Return a result that lies on its shelf, for the list of calls: three lines."""
    days = (now.date() - line.moment.date()).days
    calls = say("BoardRows", "gọi {} lần").format(line.calls) if line.calls else say("BoardRows", "chưa gọi")
    place = " · ".join(part for part in (line.shelf, line.phone, calls) if part)
    return ListRow(
        key=line.code,
        head=_name(line),
        lines=(line.procedure_name, place),
        chip=_days(days),
        chip_tone="warn" if days >= LONG_UNCOLLECTED_DAYS else "quiet",
    )


def returned_row(step: TakenStep) -> ListRow:
    """Return a result that was handed over today."""
    return ListRow(
        key=step.code,
        head=step.name or say("DossierRows", "(đã xóa thông tin cá nhân)"),
        lines=(f"{labels.short_code(step.code)}  ·  {step.procedure_name}",),
        chip=f"{step.happened_at:%H:%M}",
    )


def _waiting(line: BoardLine, now: datetime) -> ListRow:
    del now
    side = say("BoardRows", "từ {}").format(f"{line.moment:%d/%m}")
    if line.closes_on is not None:
        side = say("BoardRows", "chờ đến hết {}").format(f"{line.closes_on:%d/%m}")
    chip = (_frozen(line.minutes_left), "quiet", "")
    if line.note is BoardNote.CLOSING_PROPOSED:
        chip = (say("BoardRows", "đề nghị đóng"), "bad", "warning")
    return _row(BoardKind.WAITING, line, side=side, chip=chip)


def _paused(line: BoardLine, now: datetime) -> ListRow:
    del now
    side = say("BoardRows", "dừng từ {}").format(_short(line.moment))
    return _row(BoardKind.PAUSED, line, side=side, chip=(_frozen(line.minutes_left), "quiet", ""))


def _online(line: BoardLine, now: datetime) -> ListRow:
    del now
    minutes = line.minutes_left
    chip = (_short(line.moment), "quiet", "")
    if minutes is not None and minutes < 0:
        chip = (say("BoardRows", "trễ {}").format(labels.days_and_hours(-minutes)), "bad", "warning")
    elif minutes is not None:
        tone = "warn" if minutes < _ONLINE_HURRY else "quiet"
        chip = (say("BoardRows", "còn {}").format(labels.minutes(minutes)), tone, "clock")
    side = say("BoardRows", "chậm thông báo") if line.note is BoardNote.LATE_NOTICE else ""
    return ListRow(
        key=BoardKey(BoardKind.ONLINE, line.code, line.procedure_code),
        head=line.procedure_name,
        lines=(line.code,),
        side=side,
        chip=chip[0],
        chip_tone=chip[1],
        chip_icon=chip[2],
    )


def _uncollected(line: BoardLine, now: datetime) -> ListRow:
    days = (now.date() - line.moment.date()).days
    calls = say("BoardRows", "gọi {} lần").format(line.calls) if line.calls else ""
    part = say("BoardRows", "đã trả một phần") if line.note is BoardNote.PARTLY_RETURNED else ""
    side = " · ".join(part for part in (line.shelf, part or calls) if part)
    tone = "warn" if days >= LONG_UNCOLLECTED_DAYS else "quiet"
    return _row(BoardKind.UNCOLLECTED, line, side=side, chip=(_days(days), tone, ""))


def _approval(line: BoardLine, now: datetime) -> ListRow:
    del now
    words = said(sentences.BY_STEP.get(StepKind(line.step), line.step))
    chip = (words, "warn", "")
    if line.note is BoardNote.MOVED_ON:
        chip = (say("BoardRows", "hồ sơ đã đổi trạng thái"), "quiet", "")
    since = say("BoardRows", "từ {}").format(_short(line.moment))
    row = _row(BoardKind.APPROVALS, line, side=line.official, chip=chip)
    return dataclasses.replace(row, lines=(f"{since}  ·  {row.lines[0]}",))


def _emergency(line: BoardLine, now: datetime) -> ListRow:
    del now
    words = say("BoardRows", "nhận {}").format(_short(line.moment))
    return _row(BoardKind.EMERGENCY, line, side=line.number, chip=(words, "warn", ""))


_ROWS: Mapping[BoardKind, Callable[[BoardLine, datetime], ListRow]] = {
    BoardKind.WAITING: _waiting,
    BoardKind.PAUSED: _paused,
    BoardKind.ONLINE: _online,
    BoardKind.UNCOLLECTED: _uncollected,
    BoardKind.APPROVALS: _approval,
    BoardKind.EMERGENCY: _emergency,
}


def _row(kind: BoardKind, line: BoardLine, *, side: str, chip: tuple[str, str, str]) -> ListRow:
    words, tone, icon = chip
    return ListRow(
        key=BoardKey(kind, line.code, line.procedure_code, line.draft),
        head=_name(line),
        lines=(f"{line.procedure_name}  ·  {labels.short_code(line.code)}",),
        side=side,
        chip=words,
        chip_tone=tone,
        chip_icon=icon,
    )


def _promise(line: BoardLine, now: datetime) -> tuple[str, str, str]:
    """Return the promise as a chip: red with how late it is, amber where it falls today."""
    if line.moment < now:
        if line.minutes_left is not None and -line.minutes_left < 2 * 8 * 60:
            return say("BoardRows", "trễ {}").format(labels.minutes(-line.minutes_left)), "bad", "warning"
        return say("BoardRows", "trễ {} ngày").format(max(1, (now.date() - line.moment.date()).days)), "bad", "warning"
    if line.moment.date() == now.date():
        return f"{line.moment:%H:%M}", "warn", ""
    return _short(line.moment), "warn", ""


def _frozen(minutes: int | None) -> str:
    """Return the working time that is left once the clock runs again."""
    if minutes is None:
        return ""
    if minutes < 0:
        return say("BoardRows", "đã trễ {}").format(labels.days_and_hours(-minutes))
    return say("BoardRows", "còn {}").format(labels.minutes(minutes))


def _name(line: BoardLine) -> str:
    return line.name or say("DossierRows", "(đã xóa thông tin cá nhân)")


def _days(count: int) -> str:
    return say("BoardRows", "{} ngày").format(count) if count > 0 else say("BoardRows", "hôm nay")


def _short(moment: datetime) -> str:
    return f"{moment:%H:%M %d/%m}"
