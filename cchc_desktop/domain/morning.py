"""The leader's morning page: what a day begins with, on one sheet; every text is final and names no citizen."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MorningFigure:
    """One large number and what it counts."""

    value: str
    label: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NamedDossier:
    """One dossier that the leader should know by its code, and why."""

    distinction: str
    """"Lâu nhất", "Rủi ro nhất", "Bổ sung nhiều nhất"."""
    dossier_code: str
    procedure: str
    moment: str
    """"hẹn 09 giờ 05 phút, ngày 31 tháng 10 năm 2023"."""
    reason: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPaper:
    """One paper in the signature queue."""

    paper: str
    """"Phiếu xin lỗi", "Yêu cầu bổ sung" …"""
    dossier_code: str
    procedure: str
    waiting: str
    """"chờ ký từ 16:20 26/10"."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NearDueDossier:
    """One dossier that is due soon."""

    due: str
    """"10:31"."""
    dossier_code: str
    procedure: str
    holder: str
    """Who has it now."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NearDueGroup:
    """Dossiers under one heading: a unit, a session or an official."""

    title: str
    dossiers: tuple[NearDueDossier, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MorningPage:
    """Everything on the page."""

    committee: tuple[str, ...]
    centre: tuple[str, ...]
    place_date: str
    title: str
    """In capitals."""
    figures: tuple[MorningFigure, ...]
    """Five of them."""
    named: tuple[NamedDossier, ...]
    waiting: tuple[WaitingPaper, ...]
    near_due: tuple[NearDueGroup, ...]
    near_due_title: str
    """"Sắp đến hạn trong 8 giờ làm việc tới"."""
    made_at: str
    """"07 giờ 00 phút, ngày 27 tháng 10 năm 2023"."""
    proof: str
    """"bàn 1, 2 · đến mục số 447 của sổ"."""
    specimen: bool
