"""The queue of drafts as rows: by urgency, one's own apart."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.steps import STEPS, StepKind
from ui import labels
from ui.widgets.delegates import ListRow

say = QCoreApplication.translate

LATE, TODAY, LATER, GONE, OWN = range(5)
"""Groups of the queue, the most urgent first; who drafted something sees it apart."""


class DraftLine(Protocol):
    """A draft as `StepDesk.waiting` lists it."""

    @property
    def code(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def step(self) -> str: ...
    @property
    def drafter(self) -> str: ...
    @property
    def drafted_at(self) -> datetime: ...
    @property
    def name(self) -> str: ...
    @property
    def procedure_name(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...


@dataclasses.dataclass(frozen=True, slots=True)
class DraftKey:
    """Which draft: a dossier may have several."""

    code: str
    number: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One draft of the queue."""

    key: DraftKey
    step: str
    drafter: str
    drafted_at: datetime
    name: str
    procedure: str
    due_at: datetime
    group: int


def waiting(line: DraftLine, actor: str, now: datetime) -> Waiting:
    """Return a draft with its place in the queue of who works now."""
    return Waiting(
        key=DraftKey(line.code, line.number),
        step=line.step,
        drafter=line.drafter,
        drafted_at=line.drafted_at,
        name=line.name,
        procedure=line.procedure_name,
        due_at=line.due_at,
        group=_group(line, actor, now),
    )


def _group(line: DraftLine, actor: str, now: datetime) -> int:
    if line.drafter == actor:
        return OWN
    if line.step not in set(StepKind) or line.state not in STEPS[StepKind(line.step)].states:
        return GONE
    if line.due_at <= now:
        return LATE
    # An apology goes out a day before the promise: the one for tomorrow is today's work.
    ahead = timedelta(days=1 if line.step == StepKind.APOLOGY else 0)
    return TODAY if line.due_at.date() - ahead <= now.date() else LATER


def rows(lines: Sequence[Waiting], now: datetime, name_of: Callable[[str], str]) -> list[ListRow]:
    """Return the rows of a queue that is in order, with the heads of its groups."""
    heads = {
        LATE: (say("ApprovalQueue", "Hồ sơ đã quá hẹn"), "bad"),
        TODAY: (say("ApprovalQueue", "Phải ký trong hôm nay"), "warn"),
        LATER: (say("ApprovalQueue", "Chưa đến hạn"), "ink2"),
        GONE: (say("ApprovalQueue", "Không ký được nữa"), "ink2"),
        OWN: (say("ApprovalQueue", "Tôi trình, chờ người khác duyệt"), "ink2"),
    }
    found: list[ListRow] = []
    group = -1
    for line in lines:
        if line.group != group:
            group = line.group
            head, tone = heads[group]
            found.append(ListRow(key=None, head=head, tone=tone))
        found.append(_row(line, now, name_of))
    return found


def drafted(line: Waiting, now: datetime, name_of: Callable[[str], str]) -> str:
    """Return who drafted it when: "Đỗ Thị Mỹ Linh trình 07:20"."""
    at = f"{line.drafted_at:%H:%M}"
    if line.drafted_at.date() != now.date():
        at = f"{at} {line.drafted_at:%d/%m}"
    return say("ApprovalQueue", "{} trình {}").format(name_of(line.drafter), at)


def _row(line: Waiting, now: datetime, name_of: Callable[[str], str]) -> ListRow:
    is_late = line.due_at <= now
    return ListRow(
        key=line.key,
        head=line.name or labels.short_code(line.key.code),
        lines=(f"{labels.step(line.step)}  ·  {line.procedure}", drafted(line, now, name_of)),
        chip=say("ApprovalQueue", "Hạn {}").format(f"{line.due_at:%d/%m}"),
        chip_tone="bad" if is_late else "warn" if line.group == TODAY else "quiet",
        chip_icon="warning" if is_late else "",
    )
