"""Invented reports: a quarter of a ward, a year of a busy one, an empty one; tallies of không giấy hẹn."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from cchc_desktop.catalogue import reading
from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import (
    Difference,
    OfficerRow,
    Rating,
    Ratio,
    ReportHead,
    ReportKind,
    ResultsReport,
    ResultsRow,
    SavedRow,
    Source,
    TableLine,
    TimeSaved,
    WardReport,
)
from cchc_desktop.paths import resources

QUARTER = Period(code="2023-Q4", first=date(2023, 9, 15), last=date(2023, 12, 14))
HEAD = ReportHead(
    kind=ReportKind.RESULTS,
    period=QUARTER,
    as_of=datetime(2023, 12, 14, 23, 59, 59, tzinfo=VIETNAM),
    known_at=None,
    unit="UBND phường Phước Hòa",
    receiver="UBND thành phố Nha Trang",
    made_at=datetime(2023, 12, 15, 16, 40, tzinfo=VIETNAM),
    made_by="Phạm Thị Mỹ Lệ",
    last_number=5017,
)
WARD_HEAD = dataclasses.replace(HEAD, kind=ReportKind.WARD)
COLUMNS = (
    "received", "received_online", "received_counter_post", "carried_over", "resolved", "resolved_early",
    "resolved_on_time", "resolved_late", "open", "open_in_time", "open_late",
)  # fmt: skip
NOTHING = dict.fromkeys(COLUMNS, 0)


def figures(
    online: int, counter: int, carried: int, early: int, on_time: int, late: int, open_late: int
) -> dict[str, int]:
    """Return eleven figures that add up."""
    received, resolved = online + counter + carried, early + on_time + late
    still_open = received - resolved
    values = (
        received, online, counter, carried, resolved, early, on_time, late,
        still_open, still_open - open_late, open_late,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def added(parts: Iterable[dict[str, int]]) -> dict[str, int]:
    """Return the sums of each figure."""
    total = dict(NOTHING)
    for part in parts:
        for name, value in part.items():
            total[name] += value
    return total


def results(procedures: Iterable[tuple[str, str, str, dict[str, int]]], **head: object) -> ResultsReport:
    """Return a report of (field, code, name, figures), a field's procedures standing together."""
    fields: dict[str, list[ResultsRow]] = {}
    for field, code, name, values in procedures:
        fields.setdefault(field, []).append(ResultsRow(row=f"procedure:{code}", code=code, label=name, figures=values))
    rows: list[ResultsRow] = []
    for field, found in fields.items():
        together = added(dict(row.figures) for row in found)
        rows.append(ResultsRow(row=f"field:{field}", code="", label=field, figures=together, is_field=True))
        rows += found
    total = added(dict(row.figures) for row in rows if row.is_field)
    return ResultsReport(head=dataclasses.replace(HEAD, **head), total=total, rows=tuple(rows))  # type: ignore[arg-type]


RESULTS = results(
    [
        ("Hộ tịch", "1.001193", "Thủ tục đăng ký khai sinh", figures(212, 189, 20, 151, 246, 16, 0)),
        ("Hộ tịch", "1.000894", "Thủ tục đăng ký kết hôn", figures(200, 200, 18, 150, 250, 0, 0)),
        (
            "Chứng thực",
            "2.000815",
            "Thủ tục chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền của Việt Nam "
            "cấp hoặc chứng nhận",
            figures(1604, 5120, 0, 1204, 5520, 0, 0),
        ),
        ("Bảo trợ xã hội", "1.001776", "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng",
         figures(118, 64, 41, 88, 102, 3, 3)),
    ]
)  # fmt: skip
EMPTY = ResultsReport(head=HEAD, total=NOTHING, rows=())


def whole_catalogue() -> ResultsReport:
    """Return a report with every procedure of the catalogue."""
    found = sorted(reading.read_catalogue(resources() / "catalogue"), key=lambda one: (one.service_field, one.code))
    return results(
        [
            (one.service_field, one.code, one.name, figures(number * 37, number * 11, 3, number, number * 20, 2, 1))
            for number, one in enumerate(found, start=1)
        ]
    )


def line(figure: str, value: int | None, group: str, source: Source = Source.COUNTED) -> TableLine:
    return TableLine(figure=figure, value=value, source=source, group=group)


LINES = (
    line("received", 8017, "received"),
    line("received_online", 2171, "received"),
    line("received_counter", 5700, "received"),
    line("received_post", 14, "received"),
    line("carried_over", 132, "received"),
    line("resolved", 7912, "resolved"),
    line("resolved_early", 1658, "resolved"),
    line("resolved_on_time", 6232, "resolved"),
    line("resolved_late", 22, "resolved"),
    line("open", 105, "open"),
    line("open_in_time", 97, "open"),
    line("open_late", 8, "open"),
    line("supplement_requested", 31, "steps"),
    line("refused", 4, "steps"),
    line("withdrawn", 3, "steps"),
    line("stopped", 0, "steps"),
    line("paused", 12, "steps"),
    line("apologised", 9, "steps"),
    line("reappointed", 8, "steps"),
    line("guidance_given", 17, "steps"),
    line("intake_refused", 2, "steps"),
    line("scanned_papers", 2100, "ratios_base"),
    line("scanned_results", 7000, "ratios_base"),
    line("e_certified", 640, "ratios_base", Source.TYPED),
    line("no_slip", 10_662, "same_day"),
    line("no_slip_minutes_saved", 10_662 * 420, "same_day"),
    line("slip_on_request", 12, "same_day"),
    line("to_appointment", 41, "same_day"),
    line("feedback_received", 5, "feedback", Source.TYPED),
    line("feedback_in_time", None, "feedback", Source.NONE),
    line("feedback_late", None, "feedback", Source.NONE),
    line("evaluations", 412, "satisfaction"),
    line("evaluations_satisfied", 398, "satisfaction"),
)


def ratio(name: str, part: int | None, whole: int | None, target: int | None, **more: object) -> Ratio:
    values: dict[str, object] = {"is_at_most": False, "decimals": 1, **more}
    return Ratio(name=name, part=part, whole=whole, target_permille=target, **values)  # type: ignore[arg-type]


RATIOS = (
    ratio("late", 90, 12_919, 10, is_at_most=True),
    ratio("on_time", 12_829, 12_919, 990),
    ratio("online", 7320, 10_282, 700, decimals=2),
    ratio("online_payment", 6346, 9912, 700, decimals=2),
    ratio("post_return", 622, 79_075, None, decimals=2),
    ratio("digitised_input", 0, 0, 800),
    ratio("e_certified", 640, 3000, 200, source=Source.TYPED),
    ratio("satisfaction", 398, 412, 840),
)
OFFICERS = (
    OfficerRow(
        officer="can-bo-1", name="Trần Quốc Bảo", received=4120, resolved=4100, late=9, open=20, open_late=0,
        rating=Rating.OPEN,
    ),
    OfficerRow(
        officer="can-bo-2", name="Phạm Thị Mỹ Lệ", received=12, resolved=10, late=1, open=2, open_late=1,
        rating=Rating.CAPPED,
    ),
    OfficerRow(
        officer="can-bo-3", name="Lê Minh Tuấn", received=0, resolved=0, late=0, open=0, open_late=0,
        rating=Rating.NOT_RATED,
    ),
)  # fmt: skip
CAUSES = (
    ("partner_agency", "Chi nhánh Văn phòng đăng ký đất đai", 13),
    ("workload", "Công chức Tư pháp - Hộ tịch", 7),
    ("software", "", 2),
)
WARD = WardReport(
    head=WARD_HEAD,
    lines=LINES,
    ratios=RATIOS,
    officers=OFFICERS,
    causes=CAUSES,
    adjustments=(Difference(what="resolved_late", left=22, right=21),),
)
EMPTY_WARD = WardReport(
    head=WARD_HEAD, lines=tuple(dataclasses.replace(one, value=None, source=Source.NONE) for one in LINES)
)


def saved(row: str, label: str, dossiers: int, minutes: int) -> SavedRow:
    return SavedRow(
        row=row, label=label, no_slip=dossiers, no_slip_minutes_saved=minutes,
        median_minutes=minutes // dossiers if dossiers else 0,
    )  # fmt: skip


def time_saved(weeks: int) -> TimeSaved:
    """Return a tally of so many weeks from 24 October 2023, each with a Tuesday and a Thursday."""
    by_day, by_week, by_month = [], [], {}
    for number in range(weeks):
        tuesday = date(2023, 10, 24) + timedelta(weeks=number)
        counts = (19 + number * 7 % 11, 12 + number * 5 % 9)
        for day, count in zip((tuesday, tuesday + timedelta(days=2)), counts, strict=True):
            by_day.append(saved(f"day:{day}", f"{day:%d/%m/%Y}", count, count * 411))
            months = by_month.setdefault(f"{day:%Y-%m}", [0, 0])
            months[0] += count
            months[1] += count * 411
        year, week, _ = tuesday.isocalendar()
        by_week.append(saved(f"week:{year}-W{week:02}", f"Tuần {week}", sum(counts), sum(counts) * 411))
    total = sum(row.no_slip for row in by_week)
    names = (
        ("2.000815", "Chứng thực bản sao từ bản chính"),
        ("2.000884", "Chứng thực chữ ký"),
        ("2.000635", "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh"),
        ("1.001193", "Đăng ký khai sinh"),
        ("1.000656", "Đăng ký khai tử"),
        ("1.004873", "Cấp Giấy xác nhận tình trạng hôn nhân"),
    )
    procedures = [
        saved(f"procedure:{code}", name, total // (number + 2), total // (number + 2) * 411)
        for number, (code, name) in enumerate(names)
    ]
    period = Period(code="2023-10-24..2023-12-31", first=date(2023, 10, 24), last=date(2023, 12, 31))
    return TimeSaved(
        head=dataclasses.replace(HEAD, period=period, receiver=""),
        total=saved("", "", total, total * 411),
        with_slip_on_request=4,
        left_out=3,
        rows={
            "procedure": tuple(procedures),
            "desk": (saved("desk:1", "Bàn 1", total, total * 411),),
            "officer": (saved("officer:can-bo-1", "Trần Quốc Bảo", total, total * 411),),
            "day": tuple(by_day),
            "week": tuple(by_week),
            "month": tuple(saved(f"month:{month}", month, *sums) for month, sums in by_month.items()),
        },
    )


SAVED = time_saved(10)
"""The pilot of 2023."""
