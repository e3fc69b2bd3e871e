"""Which period a report is of: chosen by its kind, moved before and after, or typed."""

from __future__ import annotations

import enum
import re

from PySide6.QtCore import QCoreApplication

from cchc_desktop.text import fold

say = QCoreApplication.translate


class PeriodKind(enum.IntEnum):
    """How long a period is, in the order of its keys."""

    MONTH = 0
    QUARTER = 1
    HALF = 2
    NINE_MONTHS = 3
    YEAR = 4


_PARTS = {
    PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.NINE_MONTHS: 1, PeriodKind.YEAR: 1,
}  # fmt: skip
"""How many of a kind a year has."""
_TYPED = re.compile(r"(?:(?:thang|t)?(\d{1,2})|(?:quy|q)([1-4]|iv|i{1,3})|(?:h|6t)([12])|(9m|9t))[/-](\d{4})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def kind_of(code: str) -> PeriodKind:
    """Return the kind of a period by its code."""
    part = code.partition("-")[2]
    if not part:
        return PeriodKind.YEAR
    if part == "9M":
        return PeriodKind.NINE_MONTHS
    return {"Q": PeriodKind.QUARTER, "H": PeriodKind.HALF}.get(part[0], PeriodKind.MONTH)


def as_kind(code: str, kind: PeriodKind) -> str:
    """Return the period of another kind in which the last month of ``code`` lies; nine months always begin a year."""
    year, month = int(code[:4]), _last_month(code)
    return _code(year, kind, (month - 1) * _PARTS[kind] // 12)


def moved(code: str, by: int) -> str:
    """Return the period of the same kind that lies so many before (less than nought) or after."""
    kind = kind_of(code)
    parts = _PARTS[kind]
    place = int(code[:4]) * parts + (_last_month(code) - 1) * parts // 12 + by
    return _code(place // parts, kind, place % parts)


def typed_code(text: str) -> str:
    """Return the code that was meant: "11/2023", "quý IV/2023", "Q4/2023" and "9T/2023" as well as "2023-Q4"."""
    bare = fold(text).replace(" ", "").lower()
    found = _TYPED.fullmatch(bare)
    if found is None:
        return text.strip().upper()
    month, quarter, half, nine, year = found.groups()
    if nine:
        return f"{year}-9M"
    if quarter:
        return f"{year}-Q{_ROMAN.get(quarter, quarter)}"
    return f"{year}-H{half}" if half else f"{year}-{int(month):02d}"


def kind_words() -> tuple[str, ...]:
    """Return the kinds in words, in the order of their keys."""
    return (
        say("ReportPeriod", "Tháng"),
        say("ReportPeriod", "Quý"),
        say("ReportPeriod", "6 tháng"),
        say("ReportPeriod", "9 tháng"),
        say("ReportPeriod", "Năm"),
    )


def name(code: str) -> str:
    """Return "Quý IV năm 2023"."""
    year, _, part = code.partition("-")
    if not part:
        return say("ReportPeriod", "Năm {}").format(year)
    if part == "9M":
        return say("ReportPeriod", "9 tháng năm {}").format(year)
    if part[0] == "Q":
        return say("ReportPeriod", "Quý {} năm {}").format(("I", "II", "III", "IV")[int(part[1]) - 1], year)
    if part == "H1":
        return say("ReportPeriod", "6 tháng đầu năm {}").format(year)
    if part == "H2":
        return say("ReportPeriod", "6 tháng cuối năm {}").format(year)
    return say("ReportPeriod", "Tháng {} năm {}").format(int(part), year)


def _last_month(code: str) -> int:
    part = code.partition("-")[2]
    if not part:
        return 12
    if part == "9M":
        return 9
    return int(part[1]) * (3 if part[0] == "Q" else 6) if part[0] in "QH" else int(part)


def _code(year: int, kind: PeriodKind, place: int) -> str:
    if kind is PeriodKind.YEAR:
        return f"{year:04d}"
    if kind is PeriodKind.NINE_MONTHS:
        return f"{year:04d}-9M"
    mark = {PeriodKind.QUARTER: "Q", PeriodKind.HALF: "H"}.get(kind, "")
    return f"{year:04d}-{mark}{place + 1}" if mark else f"{year:04d}-{place + 1:02d}"
