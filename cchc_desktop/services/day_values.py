"""What closing a day tells: a closed day, what would be closed now, a package's file that was made."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from cchc_desktop.store.outbox import OutboxLine as OutboxLine


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A closed day."""

    day: date
    part: int
    first: int
    last: int
    seal: str
    file: Path | None
    """The package; ``None`` while the city's key is not known: it is made as soon as its card has come."""
    is_new: bool
    """Whether this call closed it; otherwise nothing had come since."""
    early_at: datetime | None = None
    """When it was closed, where its last session had not ended: what comes yet goes into a further package."""
    cash_dong: int
    """The cash of the book: what is handed over."""
    cash_counted: int | None
    """What was counted; ``None`` where nobody typed it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What would be closed now: everything recorded since the last close."""

    day: date
    part: int
    first: int
    last: int
    """Without the entry that closes; ``first - 1`` where nothing came since."""
    counts: Mapping[str, int]
    """Entries by kind."""
    totals: Mapping[str, int]
    begins_at: datetime | None
    """When the first of them was recorded; ``None`` where nothing came since."""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing came since the last close."""
        return self.last < self.first


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The file of a package that was written, to be noted."""

    line: OutboxLine
    path: Path
    manifest_sha256: str
