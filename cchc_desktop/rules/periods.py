"""Reporting periods: a month ends on its 14th, a year on 14 December (RULES §5.1)."""

from __future__ import annotations

import re
from datetime import date

from cchc_desktop.domain.period import Period
from cchc_desktop.rules.sources import LegalSource, applies

_CIRCULAR = LegalSource(
    document="Thông tư 01/2020/TT-VPCP", provision="Điều 13 (điều khoản chưa đối chiếu)",
    in_force_from=date(2020, 12, 5), statement="53", certainty="L",
)  # fmt: skip
_FIRST_DAY, _LAST_DAY = 15, 14
_CODE = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(9M)|(0[1-9]|1[0-2])))?")


@applies(_CIRCULAR)
def report_period(code: str) -> Period | None:
    """Return the period of "2023", "2023-H1", "2023-9M", "2023-Q4" or "2023-11"; ``None`` for any other code."""
    found = _CODE.fullmatch(code)
    if found is None or not date.min.year < int(found[1]) <= date.max.year:
        return None
    year = int(found[1])
    first_month, last_month = _months(found)
    return Period(code=code, first=_begins(year, first_month), last=date(year, last_month, _LAST_DAY))


@applies(_CIRCULAR)
def month_of(day: date) -> str:
    """Return the code of the report's month that a day belongs to: from the 15th on the next one."""
    year, month = day.year, day.month + (day.day > _LAST_DAY)
    return f"{year + 1}-01" if month > 12 else f"{year}-{month:02d}"


def _months(found: re.Match[str]) -> tuple[int, int]:
    _year, quarter, half, nine, month = found.groups()
    if quarter:
        return int(quarter) * 3 - 2, int(quarter) * 3
    if half:
        return int(half) * 6 - 5, int(half) * 6
    if nine:
        return 1, 9
    return (int(month), int(month)) if month else (1, 12)


def _begins(year: int, month: int) -> date:
    return date(year - 1, 12, _FIRST_DAY) if month == 1 else date(year, month - 1, _FIRST_DAY)
