"""The city's figures: the same conditions on the same rows as at a desk, over all wards or over one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime

from cchc_desktop.city.board import WardCount
from cchc_desktop.city.engine import CityDatabase
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import (
    FIGURES,
    BehindLine,
    ReportHead,
    ReportKind,
    ResultsReport,
    SavedRow,
    TableLine,
    TimeSaved,
    WardReport,
    differences_of,
)
from cchc_desktop.domain.report import Source as FigureSource
from cchc_desktop.reports import figures
from cchc_desktop.reports.figures import Scope
from cchc_desktop.reports.tables import OF_DAY, RESULTS_BY, gathered, ratio_of, results_rows, saved_row, summed
from cchc_desktop.rules import ratios as ratio_rules

_SAME = ("ward", "id")
_WARD_NOW = "case when d.held_by = '' then d.ward else d.held_by end"
"""Who answers for a dossier: the ward that received it, or the one that took it over."""
_ROWS: Mapping[str, tuple[str, ...]] = {
    "field": ("service_field",),
    "procedure": ("procedure_code", "service_field"),
}
_PROCEDURES = "select procedure_code, max(procedure_name) from dossier group by procedure_code"
_OTHER_NAMES = {"no_slip_minutes_saved": "no_slip"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CityAsked:
    """Which figures: of a period, as it stands now or stood on its last evening."""

    period: Period
    now: datetime
    city: str


def results(db: CityDatabase, asked: CityAsked, ward: str = "") -> ResultsReport:
    """Return Biểu II.06a of one ward, or of all."""
    found = figures.counts(db, _scope(asked, ward), FIGURES, by=RESULTS_BY)
    total = summed(row[len(RESULTS_BY) :] for row in found)
    return ResultsReport(
        head=_head(ReportKind.RESULTS, asked, _ward_name(db, ward) if ward else ""),
        total=total,
        rows=tuple(results_rows(found)),
        differences=differences_of(total),
    )


def ratios(db: CityDatabase, asked: CityAsked) -> WardReport:
    """Return the ratios over all wards, with the counts that they are made of."""
    scope = _scope(asked)
    names = tuple(figures.conditions(scope))
    counted = dict(zip(names, (int(value) for value in figures.counts(db, scope, names)[0]), strict=True))
    return WardReport(
        head=_head(ReportKind.RATIOS, asked),
        lines=tuple(
            TableLine(figure=name, value=value, source=FigureSource.COUNTED, group="")
            for name, value in counted.items()
        ),
        ratios=tuple(ratio_of(name, counted, {}) for name in ratio_rules.TARGETS),
        differences=differences_of(counted),
    )


def time_saved(db: CityDatabase, asked: CityAsked) -> TimeSaved:
    """Return what không giấy hẹn saved, over all and by ward, procedure, day, week and month."""
    scope = _scope(asked)
    names = _names(db)
    procedures = {str(code): str(name) for code, name in db.rows(_PROCEDURES)}
    by_ward = figures.saved(db, scope, by=_WARD_NOW)
    by_procedure = figures.saved(db, scope, by="d.procedure_code")
    days = figures.saved(db, scope, by="substr(d.received_at, 1, 10)")
    rows: dict[str, tuple[SavedRow, ...]] = {
        "ward": tuple(saved_row(f"ward:{key}", names.get(key, key), found) for key, found in by_ward),
        "procedure": tuple(
            saved_row(f"procedure:{key}", procedures.get(key, key), found) for key, found in by_procedure
        ),
    }
    for kind, name in OF_DAY.items():
        some = gathered((name(date.fromisoformat(day)), minutes) for day, minutes in days)
        rows[kind] = tuple(saved_row(f"{kind}:{key}", key, found) for key, found in some)
    marked = figures.counts(db, scope, ("slip_on_request", "time_unreliable"))[0]
    return TimeSaved(
        head=_head(ReportKind.TIME_SAVED, asked),
        total=saved_row("", "", [minutes for _day, found in days for minutes in found]),
        with_slip_on_request=int(marked[0]),
        left_out=int(marked[1]),
        rows=rows,
    )


def wards(db: CityDatabase, asked: CityAsked, figure: str, row: str = "") -> tuple[WardCount, ...]:
    """Return each ward's part of a figure, by the wards' names; those with none left out."""
    scope = _scope(asked)
    figure = _OTHER_NAMES.get(figure, figure)
    if figure not in figures.conditions(scope):
        return ()
    names = _names(db)
    found = figures.counts(db, scope, (figure,), by=("answering_ward", *_columns(row)))
    counted: dict[str, int] = {}
    for ward, *columns, count in found:
        if tuple(str(column) for column in columns) == _values(row):
            counted[ward] = counted.get(ward, 0) + int(count)
    listed = (WardCount(ward=ward, name=names.get(ward, ward), count=count) for ward, count in counted.items() if count)
    return tuple(sorted(listed, key=lambda one: (one.name, one.ward)))


def behind_ward(db: CityDatabase, asked: CityAsked, ward: str, figure: str, row: str = "") -> tuple[BehindLine, ...]:
    """Return one ward's dossiers behind a figure, as many as `wards` counts: nothing personal."""
    where = dict(zip(_columns(row), _values(row), strict=True))
    return tuple(figures.behind(db, _scope(asked, ward), _OTHER_NAMES.get(figure, figure), where))


def _columns(row: str) -> tuple[str, ...]:
    kind, _, values = row.partition(":")
    return _ROWS.get(kind, ())[: 1 + ("|" in values)]


def _values(row: str) -> tuple[str, ...]:
    kind, _, values = row.partition(":")
    return tuple(values.split("|", 1)[: len(_ROWS[kind])]) if kind in _ROWS else ()


def _scope(asked: CityAsked, ward: str = "") -> Scope:
    """Return what a report looks at; every dossier stands under the ward that answers for it."""
    chosen = f" where {_WARD_NOW} = :ward" if ward else ""
    return Scope(
        start=asked.period.starts_at,
        as_of=min(asked.period.ends_at, asked.now),
        dossiers="told",
        same=_SAME,
        prelude=f"with told as (select d.*, {_WARD_NOW} as answering_ward from dossier d{chosen}) ",
        more={"ward": ward} if ward else {},
    )


def _names(db: CityDatabase) -> dict[str, str]:
    return {str(ward): str(name) for ward, name in db.rows("select ward, name from ward")}


def _ward_name(db: CityDatabase, ward: str) -> str:
    return str(db.value("select name from ward where ward = ?", (ward,)) or ward)


def _head(kind: ReportKind, asked: CityAsked, unit: str = "") -> ReportHead:
    return ReportHead(
        kind=kind,
        period=asked.period,
        as_of=min(asked.period.ends_at, asked.now),
        known_at=None,
        unit=f"UBND {unit}" if unit else asked.city,
        receiver="",
        made_at=asked.now,
        made_by="",
        last_number=0,
    )
