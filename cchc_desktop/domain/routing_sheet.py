"""What the routing sheet (phiếu kiểm soát quá trình giải quyết hồ sơ) says, ready for drawing; every text is final."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RecordedHandover:
    """One hand-over that stands in the journal: one block of the sheet."""

    from_unit: str
    to_unit: str
    handed_at: str
    """"09 giờ 10 phút, ngày 26 tháng 10 năm 2023"."""
    giver_name: str
    taker_name: str
    result: str
    """"Trước hạn", "Đúng hạn", "Quá hạn"; empty where the taker has nothing to judge."""
    note: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RoutingSheet:
    """One routing sheet, with the form and the unit names of the dossier's day of receipt."""

    committee: tuple[str, ...]
    centre: tuple[str, ...]
    place_date: str
    form_number: str
    """"05" by the circular of 2018, "06" by that of 2025."""
    title: str
    """As the law writes it, in capitals."""
    dossier_code: str
    handling_unit: str
    partner_agency: str
    """Empty: printed as dots."""
    handovers: tuple[RecordedHandover, ...]
    proof: str
    """"đã ghi sổ · bàn 2 · #0418 · 9F3C"."""
    specimen: bool
    is_finished: bool = False
    """A dossier that is handed over no more gets no blank blocks; any other has one at least."""
    reprint_mark: str = ""
