"""Who is missing: which desks closed which days, what did not come, what is in doubt. Before any figure (AB 11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from cchc_desktop import errors
from cchc_desktop.city.board import DeskStanding
from cchc_desktop.city.engine import CityDatabase
from cchc_desktop.domain.acknowledgement import MissingNumbers
from cchc_desktop.domain.calendar import WorkingCalendar

_CONFLICTS = "select journal, count(*) from conflict group by journal"
Place = tuple[str, int, int]
"""Ward, desk, generation."""


def standings(db: CityDatabase, calendar: WorkingCalendar, now: datetime) -> tuple[DeskStanding, ...]:
    """Return every enrolled desk by ward and desk; of its generations the last one is expected to close days."""
    rows = db.rows(
        """select d.ward, w.name, d.desk, d.generation, d.last_number from desk d join ward w on w.ward = d.ward
           where d.state = 'good' order by w.name, d.ward, d.desk, d.generation"""
    )
    newest = {(ward, desk): generation for ward, _name, desk, generation, _last in rows}
    days, aside, arrivals = _accepted_days(db), _kept_aside(db), _arrivals(db)
    alarms = _counted(db, "select ward, desk, generation, count(*) from alarm group by ward, desk, generation")
    held = _held(db)
    conflicts = {str(row[0]): int(row[1]) for row in db.rows(_CONFLICTS)}
    found = []
    for ward, name, desk, generation, last in rows:
        place = (ward, int(desk), int(generation))
        is_newest = newest[(ward, desk)] == generation
        ward_days = sorted({day for one, some in days.items() if one[:2] == place[:2] for day in some})
        waiting = aside.get(place, [])
        found.append(
            DeskStanding(
                ward=ward,
                ward_name=name,
                desk=int(desk),
                generation=int(generation),
                last_day=ward_days[-1] if ward_days else None,
                missing_days=tuple(_missing_days(calendar, ward_days, now)) if is_newest else (),
                missing_numbers=tuple(_missing_numbers(int(last), waiting)),
                kept_aside=len(waiting),
                refused=arrivals.get(place, (0, None))[0],
                held=held.get(f"{ward}/{desk}/{generation}", 0),
                conflicts=conflicts.get(f"{ward}/{desk}/{generation}", 0),
                alarms=alarms.get(place, 0),
                heard_at=arrivals.get(place, (0, None))[1],
            )
        )
    return tuple(one for one in found if newest[(one.ward, one.desk)] == one.generation or not one.is_complete)


def _accepted_days(db: CityDatabase) -> dict[Place, list[date]]:
    """Return the days of which a part 1 was accepted: a day that was closed."""
    found: dict[Place, list[date]] = {}
    for ward, desk, generation, day in db.rows(
        "select distinct ward, desk, generation, day from package where state = 'accepted'"
    ):
        found.setdefault((ward, int(desk), int(generation)), []).append(date.fromisoformat(day))
    return found


def _kept_aside(db: CityDatabase) -> dict[Place, list[tuple[int, int]]]:
    found: dict[Place, list[tuple[int, int]]] = {}
    sql = "select ward, desk, generation, first, last from package where state = 'kept_aside' order by first"
    for ward, desk, generation, first, last in db.rows(sql):
        found.setdefault((ward, int(desk), int(generation)), []).append((int(first), int(last)))
    return found


def _arrivals(db: CityDatabase) -> dict[Place, tuple[int, datetime]]:
    """Return (packages refused of whose id no good one is here, when anything came last) of each desk."""
    sql = """select a.ward, a.desk, a.generation, max(a.at), count(distinct case when a.verdict = 'refused'
             and not exists (select 1 from package p where p.ward = a.ward and p.desk = a.desk
                             and p.generation = a.generation and p.day = a.day and p.part = a.part)
             then a.day || '/' || a.part end)
             from arrival a group by a.ward, a.desk, a.generation"""
    return {
        (ward, int(desk), int(generation)): (int(refused), datetime.fromisoformat(at))
        for ward, desk, generation, at, refused in db.rows(sql)
    }


def _held(db: CityDatabase) -> dict[str, int]:
    return {str(row[0]): int(row[1]) for row in db.rows(
        "select journal, count(*) from entry where state <> '' group by journal"
    )}  # fmt: skip


def _counted(db: CityDatabase, sql: str) -> dict[Place, int]:
    return {(ward, int(desk), int(generation)): int(count) for ward, desk, generation, count in db.rows(sql)}


def _missing_days(calendar: WorkingCalendar, days: list[date], now: datetime) -> Iterator[date]:
    """Yield the working days since a desk's first one, today apart, of which nothing came."""
    if not days:
        return
    known, day = set(days), days[0]
    while day < now.date():
        try:
            is_working = calendar.is_working(day)
        except errors.CalendarNotCovered:
            is_working = False  # a year that nobody loaded accuses nobody
        if is_working and day not in known:
            yield day
        day += timedelta(days=1)


def _missing_numbers(last: int, waiting: list[tuple[int, int]]) -> Iterator[MissingNumbers]:
    """Yield the stretches of entries between what is here and what was kept aside."""
    reached = last
    for first, until in waiting:
        if first > reached + 1:
            yield MissingNumbers(first=reached + 1, last=first - 1)
        reached = max(reached, until)
