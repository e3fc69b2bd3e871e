"""The tracking register (sổ theo dõi hồ sơ, RULES 1.8) as its paper and its workbook both show it."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from cchc_desktop.domain.dossier import DossierState


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One dossier; moments are real moments, so that a workbook can sort and reckon."""

    number: int
    """Số thứ tự in its volume, as line 16 of the appointment slip says."""
    dossier_code: str
    procedure_name: str
    sets: int
    applicant_name: str
    address: str
    phone: str
    handling_unit: str
    received_at: datetime
    due_at: datetime | None
    handed_over_at: datetime | None
    """To the handling unit."""
    result_ready_at: datetime | None
    """From the handling unit."""
    returned_at: datetime | None
    return_way: str
    """"Trực tiếp", "Bưu chính", "Trực tuyến"."""
    note: str
    state: DossierState

    @property
    def place_and_phone(self) -> str:
        """Return column 6: address and telephone number."""
        return "; ".join(part for part in (self.address, self.phone) if part)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RegisterHead:
    """What stands over and under the rows."""

    committee: tuple[str, ...]
    centre: tuple[str, ...]
    form_number: str
    """"06" by the circular of 2018, "07" by that of 2025."""
    title: str
    """In capitals."""
    volume: str
    """Quyển số: "02/2023"."""
    field_group: str
    """The service fields of this volume; empty where one volume holds all."""
    since: date
    until: date
    made_at: datetime
    made_by: str
    """The official who printed or exported it (RULES 10)."""
    desks: str
    """"1, 2"."""
    last_number: int
    """The last entry of the journal that was read."""
    specimen: bool
    states: Mapping[DossierState, str]
    """The states in words, in the order in which a sum names them."""


def sum_line(label: str, rows: Iterable[RegisterRow], states: Mapping[DossierState, str]) -> str:
    """Return "Cộng trang: 06 hồ sơ; đã trả 04, chờ bổ sung 02.", naming those of the ``states`` that occur."""
    counts = Counter(row.state for row in rows)
    parts = ", ".join(f"{words} {counts[state]:02}" for state, words in states.items() if counts[state])
    return f"{label}: {counts.total():02} hồ sơ{'; ' if parts else ''}{parts}."
