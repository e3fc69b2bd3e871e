"""What không giấy hẹn saved, and figures that people would rather see as a chart."""

from __future__ import annotations

from datetime import date

from cchc_desktop import errors
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.report import BehindLine, ReportKind, TimeSaved
from cchc_desktop.reports import figures
from cchc_desktop.reports.tables import OF_DAY, gathered, saved_row
from cchc_desktop.rules import periods
from cchc_desktop.services.report_room import Asked, ReportRoom
from cchc_desktop.store.transaction import reading

_SAVED_BY = {"procedure": "procedure_code", "desk": "desk", "officer": "officer"}


class TimeSavedDesk:
    """The desk of time saved."""

    def __init__(self, room: ReportRoom) -> None:
        self._room = room

    def behind(self, row: str, since: date, until: date) -> tuple[BehindLine, ...]:
        """Return the dossiers behind a row of `time_saved`, by its name ("procedure:2.000815", "day:2023-10-24")."""
        kind, _, value = row.partition(":")
        with reading(self._room.db):
            scope = self._room.scope(Asked(period=_days(since, until)))
            where = {_SAVED_BY[kind]: value} if kind in ("procedure", "officer", "desk") else {}
            found = figures.behind(self._room.db, scope, "no_slip", where)
        if kind in OF_DAY:
            return tuple(line for line in found if OF_DAY[kind](line.received_at.date()) == value)
        return tuple(found)

    def over(self, since: date, until: date) -> TimeSaved:
        """Return what không giấy hẹn saved of dossiers received on the days from ``since`` to ``until``."""
        asked = Asked(period=_days(since, until))
        with reading(self._room.db):
            scope = self._room.scope(asked)
            by = {kind: figures.saved(self._room.db, scope, by=f"d.{column}") for kind, column in _SAVED_BY.items()}
            days = figures.saved(self._room.db, scope, by="substr(d.received_at, 1, 10)")
            for kind, name in OF_DAY.items():
                by[kind] = gathered((name(date.fromisoformat(day)), minutes) for day, minutes in days)
            marked = figures.counts(self._room.db, scope, ("slip_on_request", "time_unreliable"))[0]
            return TimeSaved(
                head=self._room.head(ReportKind.TIME_SAVED, asked, scope),
                total=saved_row("", "", [minutes for _day, found in days for minutes in found]),
                with_slip_on_request=marked[0],
                left_out=marked[1],
                rows={
                    kind: tuple(saved_row(f"{kind}:{key}", self._label(kind, key), found) for key, found in rows)
                    for kind, rows in by.items()
                },
            )

    def flow_by_hour(self, day: date) -> tuple[tuple[int, int, int], ...]:
        """Return (hour, received, returned) of a day's hours, from the desk's opening to its closing."""
        sessions = self._room.state.calendar.sessions
        hours = range(sessions[0].opens.hour, sessions[-1].closes.hour + 1)
        received, returned = (
            figures.by_hour(self._room.db, column, day.isoformat()) for column in ("received_at", "returned_at")
        )
        outside = (received.keys() | returned.keys()) - set(hours)
        return tuple((hour, received.get(hour, 0), returned.get(hour, 0)) for hour in sorted({*hours, *outside}))

    def late_by_month(self, year: int) -> tuple[tuple[str, int, int], ...]:
        """Return (month, resolved, late) of a year's months that have begun."""
        now = self._room.clock.now()
        found = []
        for month in range(1, 13):
            period = periods.report_period(f"{year}-{month:02d}")
            if period is not None and period.starts_at <= now:
                with reading(self._room.db):
                    scope = self._room.scope(Asked(period=period))
                    resolved, late = figures.counts(self._room.db, scope, ("resolved", "resolved_late"))[0]
                found.append((period.code, int(resolved), int(late)))
        return tuple(found)

    def _label(self, kind: str, key: str) -> str:
        if kind == "procedure":
            return figures.procedure_name(self._room.db, key) or key
        return self._room.state.officer_name(key) if kind == "officer" else key


def _days(since: date, until: date) -> Period:
    if until < since:
        raise errors.FormIncomplete(problems=(Problem("until", "ends_before_start"),))
    return Period(code=f"{since.isoformat()}..{until.isoformat()}", first=since, last=until)
