"""When a result is due, and why: pure arithmetic on the working calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from cchc_desktop.domain.calendar import WorkingCalendar, minutes_within
from cchc_desktop.domain.term import CountingMode, DueGround, Promise, Step, StepKind, Term, TermUnit
from cchc_desktop.rules.sources import LegalSource, applies
from cchc_desktop.text import weekday_name

CUT_OFF_BY_DEFAULT = time(15, 0)

_CLOCK_START = LegalSource(
    document="Nghị định 118/2025/NĐ-CP", provision="Điều 17 khoản 3", in_force_from=date(2025, 7, 1), statement="1-11"
)
_DAYS = LegalSource(
    document="Bộ luật Dân sự 2015", provision="Điều 147, 148", in_force_from=date(2017, 1, 1), statement="1-7"
)
_SAME_DAY = LegalSource(
    document="Nghị định 23/2015/NĐ-CP", provision="Điều 7", in_force_from=date(2015, 4, 10), statement="14-16"
)
_HAND_OVER = LegalSource(
    document="Nghị định 118/2025/NĐ-CP", provision="Điều 18 khoản 2", in_force_from=date(2025, 7, 1), statement="17"
)


@applies(_CLOCK_START, _DAYS, _SAME_DAY)
def promise(
    received_at: datetime,
    term: Term,
    calendar: WorkingCalendar,
    *,
    mode: CountingMode = CountingMode.HOURS,
    cut_off: time = CUT_OFF_BY_DEFAULT,
) -> Promise:
    """Return the due moment of a dossier with the lines that explain it.

    Args:
        received_at: When complete papers were received, Vietnam's wall clock.
        term: The statutory term.
        calendar: Must cover every day up to the due day.
        mode: HOURS counts working time to the minute (seconds of the receipt are dropped, as the slip
            prints minutes); DAYS ends with the last session of the last day.
        cut_off: Same-day procedures received strictly later than this go to the next working day.

    Raises:
        CalendarNotCovered: A year on the way has no loaded calendar.
    """
    if term.count < 1:
        raise ValueError(f"a term is at least 1: {term.count}")
    if term.unit is TermUnit.SAME_DAY:
        return _same_day(received_at, term, calendar, cut_off)
    if term.unit is TermUnit.CALENDAR_DAYS:
        return _calendar_days(received_at, term, calendar)
    if mode is CountingMode.DAYS and term.unit is TermUnit.WORKING_DAYS:
        return _working_days(received_at, term, calendar)
    minutes = term.statutory_minutes(calendar.minutes_a_day)
    return _working_minutes(received_at, term, minutes or 0, calendar)


@applies(_CLOCK_START)
def clock_start(received_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Return from when working time counts: the receipt, or the next opening of a session."""
    received_at = received_at.replace(second=0, microsecond=0)
    day = received_at.date()
    while True:
        for opens, closes in calendar.sessions_on(day):
            if received_at < closes:
                return max(received_at, opens)
        day += timedelta(days=1)


@applies(_CLOCK_START)
def working_minutes_between(start: datetime, end: datetime, calendar: WorkingCalendar) -> int:
    """Return the working minutes from ``start`` to ``end``; 0 where ``end`` is not later (RULES 11)."""
    total = 0
    first, last = start.date(), end.date()
    a_day = calendar.minutes_a_day
    day = first
    while day <= last:
        if first < day < last:
            total += a_day if calendar.is_working(day) else 0
        else:
            total += minutes_within(calendar.sessions_on(day), start, end)
        day += timedelta(days=1)
    return total


@applies(_CLOCK_START)
def add_working_minutes(start: datetime, minutes: int, calendar: WorkingCalendar) -> datetime:
    """Return the moment ``minutes`` of working time after ``start``.

    A moment that falls on the end of a session stays there: 11:30, not 13:30 (RULES 8).
    """
    start = clock_start(start, calendar)
    for _day, until, counted in _stretches(start, minutes, calendar):
        minutes -= counted
        if minutes <= 0:
            return until
    return start


@applies(_HAND_OVER)
def hand_over_due(received_at: datetime, calendar: WorkingCalendar, cut_off: time = CUT_OFF_BY_DEFAULT) -> datetime:
    """Return by when the paper dossier goes to the handling unit.

    The close of the day of receipt; received later than 15:00, the opening of the next working day.
    It moves the hand-over only, never the clock.
    """
    day = received_at.date()
    if calendar.is_working(day) and received_at.time() <= cut_off:
        return calendar.closing(day)
    return calendar.opening(calendar.next_working(day))


def _same_day(received_at: datetime, term: Term, calendar: WorkingCalendar, cut_off: time) -> Promise:
    day = received_at.date()
    if calendar.is_working(day) and received_at.time() <= cut_off:
        step = Step(day=day, kind=StepKind.COUNTED, text=f"nhận {received_at:%H:%M}, trả trong ngày")
        return _promise(calendar.closing(day), received_at, term, (step,))
    due_day = calendar.next_working(day)
    steps: list[Step] = []
    if calendar.is_working(day):
        late = f"nhận {received_at:%H:%M:%S}, sau {cut_off:%H} giờ {cut_off:%M}: trả ngày làm việc sau"
        steps.append(Step(day=day, kind=StepKind.AFTER_CUT_OFF, text=late))
    else:
        steps.append(_skipped(day, calendar))
    steps.extend(_skipped(skipped, calendar) for skipped in _days_between(day, due_day))
    steps.append(Step(day=due_day, kind=StepKind.COUNTED, text="trả trong ngày làm việc này"))
    return _promise(calendar.closing(due_day), calendar.opening(due_day), term, tuple(steps))


def _calendar_days(received_at: datetime, term: Term, calendar: WorkingCalendar) -> Promise:
    first = received_at.date()
    last = first + timedelta(days=term.count)
    steps = [Step(day=first, kind=StepKind.NOT_COUNTED_FIRST_DAY, text="ngày nhận, không tính")]
    steps.extend(
        Step(day=first + timedelta(days=number), kind=StepKind.COUNTED, text=f"ngày thứ {number}")
        for number in range(1, term.count + 1)
    )
    due_day = last
    if not calendar.is_working(last):
        due_day = calendar.next_working(last)
        steps[-1] = Step(
            day=last, kind=StepKind.MOVED_TO_WORKING_DAY, text=f"ngày thứ {term.count}, {_why_off(last, calendar)}"
        )
        steps.extend(_skipped(day, calendar) for day in _days_between(last, due_day))
        steps.append(Step(day=due_day, kind=StepKind.COUNTED, text="hết hạn vào ngày làm việc tiếp theo"))
    return _promise(calendar.closing(due_day), received_at, term, tuple(steps))


def _working_days(received_at: datetime, term: Term, calendar: WorkingCalendar) -> Promise:
    first = received_at.date()
    due_day = calendar.add_working_days(first, term.count)
    steps = [Step(day=first, kind=StepKind.NOT_COUNTED_FIRST_DAY, text="ngày nhận, không tính")]
    number = 0
    for day in _days_between(first, due_day + timedelta(days=1)):
        if calendar.is_working(day):
            number += 1
            steps.append(_counted_day(day, f"ngày làm việc thứ {number}", calendar))
        else:
            steps.append(_skipped(day, calendar))
    return _promise(calendar.closing(due_day), received_at, term, tuple(steps))


def _working_minutes(received_at: datetime, term: Term, minutes: int, calendar: WorkingCalendar) -> Promise:
    start = clock_start(received_at, calendar)
    steps = list(_before_the_clock(received_at, start, calendar))
    due_at, left = start, minutes
    counted_by_day: dict[date, list[tuple[datetime, datetime]]] = {}
    for began, until, counted in _stretches(start, minutes, calendar):
        counted_by_day.setdefault(began.date(), []).append((began, until))
        left -= counted
        due_at = until
    for day in (start.date(), *_days_between(start.date(), due_at.date() + timedelta(days=1))):
        stretches = counted_by_day.get(day)
        steps.append(_counted(day, stretches, calendar) if stretches else _skipped(day, calendar))
    steps.extend(_spilled(steps, due_at, minutes, calendar))
    return _promise(due_at, start, term, tuple(steps))


def _stretches(start: datetime, minutes: int, calendar: WorkingCalendar) -> Iterator[tuple[datetime, datetime, int]]:
    """Yield (from, until, minutes) of working time after ``start`` until ``minutes`` are used."""
    day, left = start.date(), minutes
    while left > 0:
        for opens, closes in calendar.sessions_on(day):
            began = max(start, opens)
            if left > 0 and began < closes:
                counted = min(left, int((closes - began).total_seconds()) // 60)
                left -= counted
                yield began, began + timedelta(minutes=counted), counted
        day += timedelta(days=1)


def _before_the_clock(received_at: datetime, start: datetime, calendar: WorkingCalendar) -> Iterator[Step]:
    """Explain a receipt outside the sessions: the clock starts at the next opening (RULES 8, 9)."""
    if start == received_at.replace(second=0, microsecond=0):
        return
    day = received_at.date()
    reason = "ngoài giờ làm việc" if calendar.is_working(day) else _why_off(day, calendar)
    where = f"nhận {received_at:%H:%M}, {reason}: tính từ {start:%H:%M}"
    if start.date() != day:
        where += f" {weekday_name(start.date())} {start:%d/%m}"
    yield Step(day=day, kind=StepKind.OUTSIDE_SESSIONS, text=where)
    for skipped in _days_between(day, start.date()):
        yield _skipped(skipped, calendar)


def _counted(day: date, stretches: list[tuple[datetime, datetime]], calendar: WorkingCalendar) -> Step:
    minutes = sum(int((until - began).total_seconds()) // 60 for began, until in stretches)
    if minutes == calendar.minutes_a_day:
        return _counted_day(day, "đủ các buổi", calendar, minutes)
    hours = " và ".join(f"{began:%H:%M}-{until:%H:%M}" for began, until in stretches)
    return _counted_day(day, hours, calendar, minutes)


def _counted_day(day: date, text: str, calendar: WorkingCalendar, minutes: int = 0) -> Step:
    if day in calendar.extra_days:
        text = f"{text} · {calendar.extra_days[day]}"
    return Step(day=day, kind=StepKind.COUNTED, minutes=minutes, text=text)


def _spilled(steps: list[Step], due_at: datetime, minutes: int, calendar: WorkingCalendar) -> Iterator[Step]:
    """Say why a few minutes move the promise to another day (RULES 10)."""
    last = steps[-1]
    if len(steps) > 1 and 0 < last.minutes <= 30 and minutes >= calendar.minutes_a_day:
        text = f"hết buổi hôm trước còn thiếu {last.minutes} phút, nên tính tiếp sang ngày này đến {due_at:%H:%M}"
        yield Step(day=last.day, kind=StepKind.REMARK, text=text)


def _skipped(day: date, calendar: WorkingCalendar) -> Step:
    kind = StepKind.DAY_OFF if day in calendar.days_off else StepKind.WEEKEND
    return Step(day=day, kind=kind, text=_why_off(day, calendar))


def _why_off(day: date, calendar: WorkingCalendar) -> str:
    return calendar.days_off.get(day) or weekday_name(day)


def _days_between(after: date, before: date) -> Iterator[date]:
    """Yield the days strictly between two days."""
    day = after + timedelta(days=1)
    while day < before:
        yield day
        day += timedelta(days=1)


def _promise(due_at: datetime, start: datetime, term: Term, steps: tuple[Step, ...]) -> Promise:
    return Promise(due_at=due_at, clock_start=start, term=term, ground=DueGround.RULE, steps=steps)
