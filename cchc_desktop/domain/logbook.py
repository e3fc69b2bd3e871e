"""The logbook file: a ward's book that was kept elsewhere, one dossier a line, and what became of each line."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime

from cchc_desktop.domain.dossier import Channel
from cchc_desktop.domain.problems import Problem


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LogbookLine:
    """One line, read; texts are NFC, moments Vietnam's wall clock."""

    line: int
    """Counted from 1, the header's line."""
    code: str
    procedure_code: str
    applicant_name: str
    personal_id: str
    phone: str
    address: str
    channel: Channel
    received_at: datetime
    due_at: datetime | None
    """As the book has it; ``None``: worked out from the procedure."""
    finished_at: datetime | None
    returned_at: datetime | None
    no_slip: bool
    fee_vnd: int
    paid_online: bool
    returned_by_post: bool
    officer: str
    note: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefusedBookLine:
    """One line that cannot be right, and why; never what stands in it."""

    line: int
    code: str
    """Empty where that is what cannot be read."""
    problems: tuple[Problem, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LogbookReport:
    """What became of a book, or would become of it."""

    name: str
    """The file's name."""
    lines: int
    """All lines read, those of other officials left out."""
    taken: int
    """New dossiers."""
    filled: int
    """Dossiers that got a result or a return which the book did not have before."""
    unchanged: int
    refused: tuple[RefusedBookLine, ...]
    warned: tuple[RefusedBookLine, ...]
    """Taken, but to be looked at: a code of another agency; the first of them."""
    warned_count: int
    no_slip: int
    first_received: date | None
    last_received: date | None
    officers: Mapping[str, int]
    """Who took in how many, of all lines of the file."""
    is_dry: bool
    """Whether this is only what would become of it."""
    is_stopped: bool = False
    """Whether it was stopped on the way; what was taken in by then stays, and the same file goes on from there."""
