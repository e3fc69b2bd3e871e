"""What the appointment slip (giấy tiếp nhận hồ sơ và hẹn trả kết quả) says, ready for drawing.

Every text is final: worded, NFC, masked and chosen by the law of the day of receipt. The paper only lays it out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from cchc_desktop.domain.printing import PaperSize


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SlipPaper:
    """One line of the list of papers handed in."""

    name: str
    originals: int
    copies: int
    manner: str
    """"Nộp", "Xuất trình", "Bản điện tử", "Bản chứng thực" …"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ListedProcedure:
    """One code of the listing on the back."""

    procedure_code: str
    short_name: str
    """At most 48 signs, written, not cut."""
    url: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Stationery:
    """What every slip of this desk carries, with the law and the unit names of the day of receipt."""

    committee: tuple[str, ...]
    """Lines of the issuing body, capitals: ("ỦY BAN NHÂN DÂN", "PHƯỜNG PHƯỚC HÒA")."""
    centre: tuple[str, ...]
    """Lines of the desk, bold capitals: ("BỘ PHẬN TIẾP NHẬN", "VÀ TRẢ KẾT QUẢ")."""
    place: str
    """Place name before the date: "Phước Hòa"."""
    title: str
    """GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"""
    desk_label: str
    """Label of the first field: "Bộ phận tiếp nhận và trả kết quả"."""
    counterpart_names: tuple[str, ...]
    """("Lưu", "Giao khách hàng")"""
    notes: tuple[str, ...]
    """Paragraphs of "Ghi chú:", each without its dash."""
    hotline_label: str
    hotline: str
    feedback_title: str
    """"Địa chỉ tiếp nhận phản ánh, kiến nghị về thủ tục hành chính"."""
    feedback_lines: tuple[str, ...]
    feedback_url: str
    """Empty: no feedback code is drawn."""
    office_hours: tuple[str, ...]
    bring_lines: tuple[str, ...]
    """What to bring when collecting."""
    listing: tuple[ListedProcedure, ...]
    """In the order of print; the paper takes the first 15 (A5), 18 (A4)."""
    size: PaperSize
    specimen: bool
    """A training folder: SPECIMEN behind everything, both sides."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One appointment slip."""

    dossier_code: str
    slip_number: str
    """"1286/TNHS" or "1286-2/TNHS"."""
    issued_place_date: str
    """"Phước Hòa, ngày 26 tháng 10 năm 2023"."""
    desk_name: str
    applicant_name: str
    address: str
    phone: str
    email: str
    request: str
    """Nội dung yêu cầu giải quyết: the procedure's legal name (and its case)."""
    submitter: str
    """Who files for the applicant, worded; empty where the applicant files."""
    papers: tuple[SlipPaper, ...]
    sets: int
    term: str
    """"03 ngày làm việc"; empty where the law gives none: printed as dots."""
    received_at: str
    """"09 giờ 05 phút, ngày 26 tháng 10 năm 2023"."""
    due_at: str
    due_weekday: str
    """"thứ Ba"."""
    return_place: str
    fee: str
    """"15.000 đồng, đã thu tiền mặt"; empty: printed as dots, never 0."""
    register_volume: str
    register_number: str
    submitter_name: str
    """Under NGƯỜI NỘP HỒ SƠ."""
    officer_name: str
    lookup_url: str
    proof: str
    """"đã ghi sổ · bàn 2 · #0417 · 9F3C"; empty in a preview."""
    draft: bool = False
    """A preview before the record: NHÁP across, never printed."""
    reprint_mark: str = ""
    """"BẢN IN LẠI LẦN 2 · 10:14 27/10/2023", in its reserved box; empty on the first print."""
    replaces: str = ""
    """Which slip this one replaces, when and why; empty on an ordinary slip (its form comes with corrections)."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Offsets:
    """How far a printer's pages are to be moved, in mm, right and down positive; read from the test sheet."""

    front_dx_mm: float = 0.0
    front_dy_mm: float = 0.0
    back_dx_mm: float = 0.0
    back_dy_mm: float = 0.0

    def to_hundredths(self) -> list[int]:
        """Return them as whole hundredths of a millimetre, as the journal keeps no fractions."""
        return [round(getattr(self, field.name) * 100) for field in dataclasses.fields(self)]

    @classmethod
    def from_hundredths(cls, kept: Sequence[int]) -> Offsets:
        """Return the offsets that `to_hundredths` gave."""
        names = [field.name for field in dataclasses.fields(cls)]
        return cls(**{name: value / 100 for name, value in zip(names, kept, strict=True)})
