"""The sheet on which a closed day is signed, and the list of its dossiers; every text is final and names no citizen."""

from __future__ import annotations

import dataclasses
from datetime import datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One line of a list."""

    label: str
    number: int | None
    """Counted entries or đồng; ``None``: dots, to be filled in by hand."""
    is_main: bool = False
    """Bold; the others are parts of the main line above them."""
    is_difference: bool = False
    """Shown with its sign."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SheetList:
    """Lines under one heading."""

    title: str
    rows: tuple[SheetRow, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A place for a signature; ``name`` is empty where the one who signs writes it."""

    title: str
    note: str
    name: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """Everything on the sheet."""

    committee: tuple[str, ...]
    centre: tuple[str, ...]
    place_date: str
    title: str
    """In capitals."""
    subtitle: str
    """"Bàn 2 · thứ Năm, ngày 26 tháng 10 năm 2023"."""
    left: tuple[SheetList, ...]
    right: tuple[SheetList, ...]
    seal: str
    """"7F3A-91C2"."""
    code: str
    """What the QR says: the seal and the package's id."""
    entries: str
    """"Sổ điện tử từ mục #0389 đến mục #0447 (59 mục, liền số)"."""
    package: str
    """The package's name and when the day was closed."""
    note: str
    signers: tuple[Signer, ...]
    proof: str
    """"đã ghi sổ · bàn 2 · #0447 · 9F3C"."""
    specimen: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DayDossier:
    """A dossier that the day's entries are about, as it stood when the day was closed."""

    code: str
    procedure_code: str
    procedure_name: str
    received_at: datetime
    promised_at: datetime
    finished_at: datetime | None
    returned_at: datetime | None
    state: str
    """In words."""
    done: str
    """What was done with it on the day, in words, in the order in which it was recorded."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DayBook:
    """The day as a workbook: the sheet's lists and its dossiers."""

    sheet: DaySheet
    dossiers: tuple[DayDossier, ...]
    made_by: str
    made_at: datetime
    """When the day was closed: made again later, it is the same book."""
    last_number: int
