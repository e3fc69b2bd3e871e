"""Reporting periods: a month ends on its 14th, a year on 14 December (RULES §5.1)."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, timedelta

from cchc_desktop.domain.period import Period
from cchc_desktop.rules.sources import LegalSource, applies

_CIRCULAR = LegalSource(
    document="Thông tư 01/2020/TT-VPCP", provision="Điều 13 (điều khoản chưa đối chiếu)",
    in_force_from=date(2020, 12, 5), statement="53", certainty="L",
)  # fmt: skip
_PLAN = LegalSource(
    document="Kế hoạch 2724/KH-UBND thành phố Nha Trang", provision="mục I.5, I.8, III.1, III.17",
    in_force_from=date(2023, 4, 14), statement="53",
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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReportDue:
    """One report that a ward owes."""

    report: str
    """staff_evaluation, plan_progress, procedures_control, reform."""
    period: str
    last_day: date


@applies(_PLAN)
def reports_due(day: date, *, days_ahead: int = 7) -> tuple[ReportDue, ...]:
    """Return the reports due from ``day`` on, within so many days, the first one first (row 145).

    Officials before the 5th of the next month, the reform report on the 14th and the control of procedures by the 17th
    of a quarter's last month, the plan's progress on the 25th of each month.
    """
    last = day + timedelta(days=days_ahead)
    found = [due for due in _due_in(day) + _due_in(last) if day <= due.last_day <= last]
    return tuple(sorted(dict.fromkeys(found), key=lambda due: (due.last_day, due.report)))


def _due_in(day: date) -> list[ReportDue]:
    year, month = day.year, day.month
    before = f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02d}"
    found = [
        # "Before the 5th": the 4th is the last day.
        ReportDue(report="staff_evaluation", period=before, last_day=date(year, month, 4)),
        ReportDue(report="plan_progress", period=f"{year}-{month:02d}", last_day=date(year, month, 25)),
    ]
    if month % 3 == 0:
        quarter = f"{year}-Q{month // 3}"
        found.append(ReportDue(report="reform", period=quarter, last_day=date(year, month, 14)))
        found.append(ReportDue(report="procedures_control", period=quarter, last_day=date(year, month, 17)))
    return found
