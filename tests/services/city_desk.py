"""A desk into which a city's books came, for tests of its figures."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from cchc_desktop import bootstrap
from cchc_desktop.clock import moment
from cchc_desktop.domain.logbook import LogbookReport
from cchc_desktop.domain.report import FIGURES
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening
from cchc_desktop.services.report_room import Asked
from tests.store.stores import Hand
from tests.tools import ready_desks

NEW_YEAR = "2024-01-02T08:00"


def new_desk(folder: Path, agency_code: str = "H32.90.01", when: str = NEW_YEAR) -> bootstrap.Desk:
    """Return a fresh desk that opens after the year is over."""
    settings = dataclasses.replace(SAMPLE, agency_code=agency_code)
    opening = Opening(settings=settings, officer_name=SAMPLE_OFFICER, is_training=True)
    environment = {"XDG_STATE_HOME": str(folder / "state")}
    return ready_desks.first_run(folder / "desk", opening, clock=Hand(moment(when)), environment=environment)


def reopened(folder: Path, when: str = NEW_YEAR) -> bootstrap.Desk:
    """Return the same desk, opened again."""
    environment = {"XDG_STATE_HOME": str(folder / "state")}
    return bootstrap.open_desk(folder / "desk", clock=Hand(moment(when)), environment=environment)


def import_all(desk: bootstrap.Desk, books: Sequence[Path]) -> list[LogbookReport]:
    """Take books in; not one line may be refused."""
    reports = [desk.logbooks.import_book(book) for book in books]
    assert [report.refused for report in reports] == [()] * len(reports)
    return reports


def year_asked(desk: bootstrap.Desk, year: int = 2023) -> Asked:
    """Return the question for a year's report."""
    return Asked(period=desk.reports.period(str(year)))


def totals_of(desk: bootstrap.Desk, year: int = 2023) -> dict[str, int]:
    """Return what the year's 06a table and the days without appointments show, by the logbook file's keys."""
    saved = desk.time_saved.over(date(year - 1, 12, 15), date(year, 12, 31)).total
    return {
        **desk.reports.results(year_asked(desk, year)).total,
        "no_slip": saved.no_slip,
        "no_slip_minutes_saved": saved.no_slip_minutes_saved,
    }


def by_procedure(desk: bootstrap.Desk, year: int = 2023) -> dict[str, dict[str, int]]:
    """Return the same by the procedure's code."""
    saved = desk.time_saved.over(date(year - 1, 12, 15), date(year, 12, 31)).rows["procedure"]
    found = {row.code: dict(row.figures) for row in desk.reports.results(year_asked(desk, year)).rows if row.code}
    for figures in found.values():
        figures |= {"no_slip": 0, "no_slip_minutes_saved": 0}
    for line in saved:
        procedure = found.setdefault(line.row.partition(":")[2], dict.fromkeys(FIGURES, 0))
        procedure |= {"no_slip": line.no_slip, "no_slip_minutes_saved": line.no_slip_minutes_saved}
    return found


def every(counted: Mapping[str, int], names: Sequence[str]) -> dict[str, int]:
    """Return a tally with a number for every name."""
    return {name: counted.get(name, 0) for name in names}
