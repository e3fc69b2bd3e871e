"""Không giấy hẹn: who waits, what the day has saved, and one key each for started, ready, handed over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.calendar import minutes_within
from cchc_desktop.domain.dossier import Channel, DossierState
from cchc_desktop.domain.same_day import DayTally, Lane, Priority, SameDaySpan, Ticket, tally_of
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.rules import deadlines
from cchc_desktop.rules.same_day import LEAST_STATUTORY_MINUTES
from cchc_desktop.services import same_day_mode, step_work
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.step_desk import StepDesk, Taken
from cchc_desktop.store import dossiers, same_day
from cchc_desktop.store.engine import Database
from cchc_desktop.store.same_day import WaitingRow


class SameDayDesk:
    """The board of those who wait, and its keys. What it writes goes through `StepDesk`."""

    def __init__(self, db: Database, state: DeskState, steps: StepDesk, clock: Clock) -> None:
        self._db = db
        self._state = state
        self._steps = steps
        self._clock = clock

    def span_now(self) -> SameDaySpan | None:
        """Return the decision by which nobody is given an appointment now; ``None`` on every other half-day."""
        return same_day_mode.span_at(self._state.settings, self._state.calendar, self._clock.now())

    def is_eligible(self, procedure_code: str, channel: Channel = Channel.COUNTER) -> bool:
        """Return whether a procedure is settled at once on such a half-day: only over the counter."""
        day = self._clock.now().date()
        found = self._state.catalogue.find(procedure_code, day)
        if found is None or channel is not Channel.COUNTER:
            return False
        return same_day_mode.is_eligible(self._state.settings, found, day)

    # --- the board ----------------------------------------------------------------------------

    def tickets(self) -> list[Ticket]:
        """Return who waits, those with priority first, then by the moment of receipt, whatever the lane.

        What was received on an earlier day and never settled is among them and says so; a result that lies ready from
        an earlier day is not: nobody waits for it any more.
        """
        now = self._clock.now()
        today = now.date()
        rows = same_day.waiting(self._db, since=_midnight(today), until=_midnight(today + timedelta(days=1)))
        found = [self._ticket(row, now) for row in rows]
        return sorted(found, key=lambda ticket: (not ticket.priority, ticket.received_at))

    def left_open(self, day: date) -> list[str]:
        """Return the codes of what a day cannot be closed with: neither handed over nor ready nor an appointment.

        What is ready and was not collected is finished: it is on the uncollected list and needs no slip (RULES 47).
        What was left from before is among them.
        """
        return same_day.open_until(self._db, _midnight(day + timedelta(days=1)))

    def tally(self, day: date | None = None) -> DayTally:
        """Return what a day (today where none is named) has saved so far; the work does not grow with the day."""
        day = day or self._clock.now().date()
        return tally_of(day, same_day.saved_on(self._db, day.isoformat()))

    # --- its keys -----------------------------------------------------------------------------

    def start(self, code: str) -> Taken:
        """Begin work on a dossier.

        Raises:
            StepNotAllowed, DossierNotFound, ClockError, StoreError: See `StepDesk.take`; so for every key.
        """
        return self._take(StepKind.SAME_DAY_START, code)

    def ready(self, code: str) -> Taken:
        """Put the result on the counter."""
        return self._take(StepKind.RESULT_READY, code)

    def hand_over(self, code: str, **values: Any) -> Taken:
        """Hand the result over, ready or not until now; what it saved stands in its entry.

        Args:
            code: The dossier.
            values: Fields of the return, where the receiver is not who filed, or the result is overdue.

        Raises:
            FormIncomplete: What is overdue needs ``cause`` and ``responsible_unit``; then nothing was saved.
        """
        if dossiers.get(self._db, code).state is DossierState.PROCESSING:
            self._refuse_unexplained(code, values)
            self.ready(code)
        return self._take(StepKind.RESULT_RETURN, code, values)

    def to_appointment(self, code: str, *, new_due_at: datetime | None = None, agreement: str = "") -> Taken:
        """Make an appointment of it after all; the slip with the original moment of receipt is wanted in the same act.

        Args:
            code: The dossier.
            new_due_at: ``None``: the law's own due moment where it is still to come, else the next working day's end.
            agreement: The written agreement, where the moment is later than the law allows without one.

        Raises:
            FormIncomplete: The moment is too late or over, or has to be given.
        """
        values = {"agreement": agreement} | ({} if new_due_at is None else {"new_due_at": new_due_at})
        return self._take(StepKind.TO_APPOINTMENT, code, values)

    def unreliable(self, code: str, reason: str) -> Taken:
        """Leave a dossier's times out of the tallies; raise `FormIncomplete` without a reason."""
        return self._take(StepKind.TIME_UNRELIABLE, code, {"reason": reason})

    # --- inside -------------------------------------------------------------------------------

    def _take(self, kind: StepKind, code: str, values: Mapping[str, Any] | None = None) -> Taken:
        return self._steps.take(TakeStep(kind=kind, code=code, values=values or {}))

    def _refuse_unexplained(self, code: str, values: Mapping[str, Any]) -> None:
        """Raise before anything is written where a result that would be overdue lacks its cause."""
        then = self._steps.preview(TakeStep(kind=StepKind.RESULT_READY, code=code)).after
        missing = step_work.overdue_faults(then, values) if then is not None else ()
        if missing:
            raise errors.FormIncomplete(problems=missing)

    def _ticket(self, row: WaitingRow, now: datetime) -> Ticket:
        received_at = datetime.fromisoformat(row.received_at)
        return Ticket(
            code=row.code,
            number=int(row.code.rpartition("-")[2]),
            name=row.name,
            procedure_name=row.procedure_name,
            lane=_lane(row),
            received_at=received_at,
            due_at=datetime.fromisoformat(row.due_at),
            elapsed_minutes=self._elapsed(received_at, now),
            statutory_minutes=max(self._statutory(row), LEAST_STATUTORY_MINUTES),
            priority=Priority(row.priority),
            is_time_unreliable=bool(row.is_time_unreliable),
            has_slip_on_request=bool(row.has_slip_on_request),
            is_of_earlier_day=received_at.date() < now.date(),
        )

    def _statutory(self, row: WaitingRow) -> int:
        if row.version > 1:
            return dossiers.get(self._db, row.code).statutory_minutes or 0
        return row.statutory_minutes or 0

    def _elapsed(self, received_at: datetime, now: datetime) -> int:
        try:
            return deadlines.working_minutes_between(received_at, now, self._state.calendar)
        except errors.CalendarNotCovered:
            return minutes_within(((received_at, now),), received_at, now)


def _lane(row: WaitingRow) -> Lane:
    if row.state == DossierState.RESULT_READY:
        return Lane.READY
    return Lane.STARTED if row.started_at else Lane.WAITING


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+07:00"
