"""Dossiers as rows of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.text import mask_number
from ui import labels
from ui.widgets.delegates import ListRow

if TYPE_CHECKING:
    from cchc_desktop.services.workplace import DossierLine

say = QCoreApplication.translate


def group(head: str, tone: str = "ink2") -> ListRow:
    """Return a group's head."""
    return ListRow(key=None, head=head, tone=tone)


def due_row(line: DossierLine, now: datetime, late: str = "") -> ListRow:
    """Return a dossier by its promise: the hour, amber when it is today, red with how late it is.

    Args:
        line: The dossier.
        now: This moment.
        late: How late it is in words; empty where it is not.
    """
    chip = late or f"{line.due_at:%H:%M}"
    tone = "bad" if late else "warn" if line.due_at.date() == now.date() else "quiet"
    icon = "warning" if late else ""
    return ListRow(
        key=line.code,
        head=name(line),
        lines=(f"{line.procedure_name}  ·  {labels.short_code(line.code)}",),
        chip=chip,
        chip_tone=tone,
        chip_icon=icon,
    )


def received_row(line: DossierLine) -> ListRow:
    """Return a dossier by its receipt, with the day that was promised."""
    promised = say("DossierRows", "hẹn {}").format(f"{line.due_at:%H:%M %d/%m}")
    return ListRow(
        key=line.code,
        head=name(line),
        lines=(f"{line.procedure_name}  ·  {labels.short_code(line.code)}",),
        side=f"{line.received_at:%H:%M}",
        chip=promised,
    )


def found_row(line: DossierLine, now: datetime) -> ListRow:
    """Return a dossier as the search shows it: three lines, its number masked."""
    words, tone = labels.state(line.state)
    icon = "check" if line.state == DossierState.RESULT_READY else ""
    if line.state == DossierState.PROCESSING and line.due_at < now:
        (words, tone), icon = labels.overdue(), "warning"
    numbers = (labels.short_code(line.code), mask_number(line.personal_id), line.phone)
    return ListRow(
        key=line.code,
        head=name(line),
        lines=(line.procedure_name, "  ·  ".join(part for part in numbers if part)),
        chip=words,
        chip_tone=tone,
        chip_icon=icon,
    )


def name(line: DossierLine) -> str:
    """Return the applicant's name, or that it was erased."""
    return line.name or say("DossierRows", "(đã xóa thông tin cá nhân)")


def by_day(lines: Iterable[DossierLine]) -> list[tuple[date, list[DossierLine]]]:
    """Return the lines by the day of their promise, in their order."""
    days: dict[date, list[DossierLine]] = {}
    for line in lines:
        days.setdefault(line.due_at.date(), []).append(line)
    return list(days.items())


def count(rows: Sequence[ListRow]) -> int:
    """Return how many rows are dossiers."""
    return sum(not row.is_group for row in rows)
