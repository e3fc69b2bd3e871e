"""Pause of the clock (dừng tính): what it needs, the promise after it, the time that is left while it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.term import CountingMode, DueGround, Promise, Step, StepKind
from cchc_desktop.rules.deadlines import add_working_minutes, clock_start, working_minutes_between
from cchc_desktop.rules.sources import LegalSource, applies
from cchc_desktop.text import weekday_name

_CONCLUSION = LegalSource(
    document="Thông báo kết luận 28/10/2022 của Chủ tịch UBND thành phố Nha Trang",
    provision="mục 3",
    in_force_from=date(2022, 10, 28),
    statement="27, 28",
)
_PLAN = LegalSource(
    document="Kế hoạch 2724/KH-UBND thành phố Nha Trang",
    provision="mục III.6",
    in_force_from=date(2023, 4, 14),
    statement="27, 28",
)
_CLOCK = LegalSource(
    document="Kế hoạch 2724/KH-UBND thành phố Nha Trang",
    provision="mục III.6 (cách cộng thời gian theo phần mềm Một cửa)",
    in_force_from=date(2023, 4, 14),
    statement="29-31",
    certainty="L",
)


@applies(_CONCLUSION, _PLAN)
def pause_faults(
    *, reason: str, document: str, has_attachment: bool, now: datetime, due_at: datetime, is_paused: bool
) -> tuple[Problem, ...]:
    """Return what is missing for a pause; the leader's approval is a matter of who saves it.

    Args:
        reason: Why the clock is to stand.
        document: Number of the signed paper.
        has_attachment: Whether that paper lies with the dossier already.
        now: When the pause would begin.
        due_at: The first promise, not a re-appointment: what is past it is overdue and may not be hidden.
        is_paused: Whether a pause stands already.
    """
    found = [Problem("reason", "missing")] if not reason.strip() else []
    if not document.strip():
        found.append(Problem("document", "missing"))
    if not has_attachment:
        found.append(Problem("attachment", "missing"))
    if now > due_at:
        found.append(Problem("due_at", "already_overdue"))
    if is_paused:
        found.append(Problem("paused_at", "paused_already"))
    return tuple(found)


@applies(_CLOCK)
def resume(
    *,
    paused_at: datetime,
    resumed_at: datetime,
    due_at: datetime,
    calendar: WorkingCalendar,
    mode: CountingMode,
    paused_before: int = 0,
    ground: DueGround = DueGround.RULE,
) -> Promise:
    """Return the promise after a pause: the due moment moved on by the working minutes of the pause.

    DAYS counts the minutes too, as a pause begins and ends within a day; counting whole days of it would take
    from the handling unit what two part days were worth. A promise that ended with a day then ends with the last
    session of the day that the minutes reach; one that did not (a term in hours, an agreed moment) keeps its minute.

    Args:
        paused_at: When the clock stopped, Vietnam's wall clock; seconds are dropped as on paper.
        resumed_at: When it runs again.
        due_at: The promise so far.
        calendar: Must cover every day of the pause and every day up to the new due day.
        mode: How the desk counts days.
        paused_before: Minutes of earlier pauses, where ``due_at`` is the promise from before them. In HOURS
            it comes to the same as moving the moved promise. In DAYS it is needed for two pauses to add up:
            ending with the day twice would give the rest of a day twice.
        ground: Where the promise so far comes from; a moved one keeps it.

    Raises:
        CalendarNotCovered: A year on the way has no loaded calendar.
    """
    minutes = _minutes_between(paused_at, resumed_at, calendar)
    earlier = f", các lần dừng trước {_length(paused_before)}" if paused_before else ""
    words = f"dừng tính {_span(paused_at, resumed_at)}: {_length(minutes)} làm việc{earlier}"
    return moved_on(due_at, paused_before + minutes, words=words, calendar=calendar, mode=mode, ground=ground)


@applies(_CLOCK)
def wait(
    *,
    since: datetime,
    until: datetime,
    due_at: datetime,
    calendar: WorkingCalendar,
    mode: CountingMode,
    ground: DueGround = DueGround.RULE,
) -> Promise:
    """Return the promise after a wait for papers where that only pauses the clock (RULES 24); counted as `resume`."""
    minutes = _minutes_between(since, until, calendar)
    words = f"chờ bổ sung {_span(since, until)}: {_length(minutes)} làm việc"
    return moved_on(due_at, minutes, words=words, calendar=calendar, mode=mode, ground=ground)


@applies(_CLOCK)
def moved_on(
    due_at: datetime,
    minutes: int,
    *,
    words: str,
    calendar: WorkingCalendar,
    mode: CountingMode,
    ground: DueGround,
) -> Promise:
    """Return the promise ``minutes`` of working time after ``due_at``, with ``words`` and the days as its lines.

    Nothing to add leaves the moment where it is: a promise of Friday 17:00 does not become Monday 07:00.
    """
    steps = [Step(day=due_at.date(), kind=StepKind.REMARK, text=f"{words}, cộng vào hẹn {_moment(due_at)}")]
    if minutes <= 0:
        return Promise(due_at=due_at, clock_start=due_at, term=None, ground=ground, steps=tuple(steps))
    reached = add_working_minutes(due_at, minutes, calendar)
    steps.extend(_added(due_at, reached, calendar))
    new_due_at = reached
    if mode is CountingMode.DAYS and due_at == calendar.closing(due_at.date()):
        new_due_at = calendar.closing(reached.date())
        text = "tính theo ngày: đến hết buổi cuối của ngày này"
        steps.append(Step(day=reached.date(), kind=StepKind.REMARK, text=text))
    start = clock_start(due_at, calendar)
    return Promise(due_at=new_due_at, clock_start=start, term=None, ground=ground, steps=tuple(steps))


@applies(_CLOCK)
def minutes_left(now: datetime, *, due_at: datetime, calendar: WorkingCalendar) -> int:
    """Return the working minutes that are left at ``now``; 0 where it is overdue.

    Asked with the moment of the pause it is what is shown, frozen, as long as the pause stands (RULES 31).
    """
    return _minutes_between(now, due_at, calendar)


def _minutes_between(start: datetime, end: datetime, calendar: WorkingCalendar) -> int:
    """Return working minutes between the minutes as papers print them, so that parts make up the whole."""
    return working_minutes_between(
        start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0), calendar
    )


def _added(due_at: datetime, reached: datetime, calendar: WorkingCalendar) -> Iterator[Step]:
    """Yield a line for each day from the old promise to the new one."""
    day = due_at.date()
    while day <= reached.date():
        sessions = ((max(due_at, opens), min(reached, closes)) for opens, closes in calendar.sessions_on(day))
        stretches = [(began, until) for began, until in sessions if began < until]
        if stretches:
            yield _counted(day, stretches, calendar)
        elif not calendar.is_working(day):
            kind = StepKind.DAY_OFF if day in calendar.days_off else StepKind.WEEKEND
            yield Step(day=day, kind=kind, text=calendar.days_off.get(day) or weekday_name(day))
        day += timedelta(days=1)


def _counted(day: date, stretches: list[tuple[datetime, datetime]], calendar: WorkingCalendar) -> Step:
    minutes = sum(int((until - began).total_seconds()) // 60 for began, until in stretches)
    text = " và ".join(f"{began:%H:%M}-{until:%H:%M}" for began, until in stretches)
    if minutes == calendar.minutes_a_day:
        text = "đủ các buổi"
    if day in calendar.extra_days:
        text = f"{text} · {calendar.extra_days[day]}"
    return Step(day=day, kind=StepKind.COUNTED, minutes=minutes, text=text)


def _span(start: datetime, end: datetime) -> str:
    return f"từ {_moment(start)} đến {_moment(end)}"


def _moment(moment: datetime) -> str:
    return f"{moment:%H:%M %d/%m/%Y}"


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = ([f"{hours} giờ"] if hours else []) + ([f"{rest} phút"] if rest or not hours else [])
    return " ".join(parts)
