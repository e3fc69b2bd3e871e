"""A reporting period: its days and its name."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, time

from cchc_desktop.clock import VIETNAM


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From one day to another, both belonging to it."""

    code: str
    """"2023", "2023-H1", "2023-9M", "2023-Q4", "2023-11"; or the two days, joined by "..", of a free one."""
    first: date
    last: date

    @property
    def starts_at(self) -> datetime:
        """Return its first moment."""
        return datetime.combine(self.first, time.min, VIETNAM)

    @property
    def ends_at(self) -> datetime:
        """Return its last moment."""
        return datetime.combine(self.last, time.max, VIETNAM).replace(microsecond=0)
