"""A reporting period: its days and its name."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, time

from cchc_desktop.clock import VIETNAM

_PARTS = {
    "Q1": "quý I", "Q2": "quý II", "Q3": "quý III", "Q4": "quý IV",
    "H1": "6 tháng đầu", "H2": "6 tháng cuối", "9M": "9 tháng",
}  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From one day to another, both belonging to it."""

    code: str
    """"2023", "2023-H1", "2023-9M", "2023-Q4", "2023-11"; or the two days, joined by "..", of a free one."""
    first: date
    last: date

    @property
    def name(self) -> str:
        """Return "năm 2023", "quý IV năm 2023", "tháng 11 năm 2023"; empty for a free one, whose days say it."""
        year, _, part = self.code.partition("-")
        if len(year) != 4 or ".." in self.code:
            return ""
        if not part:
            return f"năm {year}"
        if part.isdigit():
            return f"tháng {int(part) if int(part) > 2 else part} năm {year}"
        return f"{_PARTS.get(part, part)} năm {year}"

    @property
    def starts_at(self) -> datetime:
        """Return its first moment."""
        return datetime.combine(self.first, time.min, VIETNAM)

    @property
    def ends_at(self) -> datetime:
        """Return its last moment."""
        return datetime.combine(self.last, time.max, VIETNAM).replace(microsecond=0)
