"""The board of those who wait without an appointment, in words: its strip, its cards, what the day has saved."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.same_day import DayTally, Lane, Priority, SameDaySpan, Ticket
from cchc_desktop.errors import CalendarNotCovered
from cchc_desktop.services import same_day_mode
from ui import labels
from ui.models.tickets import TicketRow, called
from ui.widgets.day_banner import LATE, SOFT, SOLID
from ui.widgets.delegates import ListRow

if TYPE_CHECKING:
    from cchc_desktop.domain.dossier import Dossier
    from cchc_desktop.services.desk_state import DeskState

say = QCoreApplication.translate

_HALF = 0.5
_LOOK_AHEAD_DAYS = 60


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TallyWords:
    """What the day has saved; a trip with each dossier: one visit, not two."""

    hours: str
    minutes: str
    handed_over: str
    """With how many are timed, where the time of somebody is left out."""
    median: str
    trips: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BoardScreen:
    """The whole board."""

    head: str
    line: str
    tone: str
    lanes: Mapping[Lane, tuple[TicketRow, ...]]
    tally: TallyWords
    empty: tuple[str, str]
    """What stands there while nobody waits."""
    foot: str
    foot_tone: str
    next_lane: Mapping[str, Lane]
    """Code -> lane."""


def screen(
    tickets: Sequence[Ticket],
    tally: DayTally,
    span: SameDaySpan | None,
    state: DeskState,
    now: datetime,
    short: Mapping[str, str],
) -> BoardScreen:
    """Return what the board shows at a moment; ``short`` has the procedures' short names."""
    is_over = is_after_hours(state, now)
    late = [ticket for ticket in tickets if is_late(ticket, is_over=is_over)]
    head, line, tone = _strip(span, late, state, now, is_over=is_over)
    lanes = {
        lane: tuple(row(ticket, short, is_over=is_over) for ticket in tickets if ticket.lane is lane) for lane in Lane
    }
    return BoardScreen(
        head=head,
        line=line,
        tone=tone,
        lanes=lanes,
        tally=tally_words(tally),
        empty=_empty(span, state, now, is_over=is_over),
        foot=_foot(tickets, late),
        foot_tone="bad" if late else "warn" if tickets else "ink2",
        next_lane={ticket.code: ticket.lane for ticket in tickets},
    )


def is_after_hours(state: DeskState, now: datetime) -> bool:
    """Return whether the last session of today is over: nothing can be settled in the mode any more."""
    try:
        calendar = state.calendar
        return calendar.is_working(now.date()) and now > calendar.closing(now.date())
    except CalendarNotCovered:
        return False


def is_late(ticket: Ticket, *, is_over: bool) -> bool:
    """Return whether somebody can no longer be settled in the mode and has to be given an appointment."""
    return ticket.is_of_earlier_day or (is_over and ticket.lane is not Lane.READY)


def row(ticket: Ticket, short: Mapping[str, str], *, is_over: bool) -> TicketRow:
    """Return a card."""
    share = min(1.0, ticket.elapsed_minutes / ticket.statutory_minutes)
    late = is_late(ticket, is_over=is_over)
    tone = "bad" if late else "warn" if share >= _HALF else "day"
    number = called(ticket.code)
    clock = f"{ticket.elapsed_minutes // 60:02}:{ticket.elapsed_minutes % 60:02}"
    chip, chip_tone = _chip(ticket, is_late=late, is_over=is_over)
    received = say("Board", "nhận {}").format(f"{ticket.received_at:%H:%M}")
    if ticket.is_of_earlier_day:
        received = say("Board", "nhận {}").format(f"{ticket.received_at:%d/%m}")
    return TicketRow(
        code=ticket.code,
        number=number,
        name=ticket.name or say("DossierRows", "(đã xóa thông tin cá nhân)"),
        procedure=short.get(ticket.procedure_name, ticket.procedure_name),
        clock=clock,
        share=share,
        tone=tone,
        received=received,
        limit=labels.minutes(ticket.statutory_minutes),
        chip=chip,
        chip_tone=chip_tone,
        note=_note(ticket),
        spoken=say("Board", "Số {}, {}, {}, đã {}. {}").format(
            int(number), ticket.name, ticket.procedure_name, labels.minutes(ticket.elapsed_minutes), chip
        ),
    )


def tally_words(tally: DayTally) -> TallyWords:
    """Return what a day has saved: minutes are kept, only the median is one of two halves."""
    hours, minutes = divmod(tally.minutes_saved, 60)
    return TallyWords(
        hours=labels.number(hours),
        minutes=f"{minutes:02}",
        handed_over=_handed_over(tally),
        median=labels.minutes(tally.median_minutes) if tally.dossiers else "–",
        trips=labels.number(tally.dossiers),
    )


def lane_words(lane: Lane) -> str:
    """Return what the lane is called in which somebody stands."""
    words = {
        Lane.WAITING: say("LaneBoard", "Đang chờ"),
        Lane.STARTED: say("LaneBoard", "Đang làm"),
        Lane.READY: say("LaneBoard", "Chờ trao"),
    }
    return words[lane]


def handed_row(dossier: Dossier, name: str, returned_at: datetime) -> ListRow:
    """Return a line of what was handed over: what it saved stands at the right."""
    chip, tone = say("Board", "không tính giờ"), "quiet"
    if dossier.saved_minutes is not None and not dossier.is_time_unreliable:
        chip, tone = say("Board", "tiết kiệm {}").format(labels.minutes(dossier.saved_minutes)), "day"
    return ListRow(
        key=dossier.code,
        head=f"{called(dossier.code)}   {name}",
        side=say("Board", "trao {}").format(f"{returned_at:%H:%M}"),
        chip=chip,
        chip_tone=tone,
    )


def appointment_row(dossier: Dossier, name: str) -> ListRow:
    """Return a line of what became an appointment after all."""
    return ListRow(
        key=dossier.code,
        head=f"{called(dossier.code)}   {name}",
        side=say("Board", "hẹn {}").format(f"{dossier.promised_at:%H:%M %d/%m}"),
        chip=say("Board", "đã hẹn trả"),
        chip_tone="warn",
    )


def next_day(state: DeskState, now: datetime) -> date | None:
    """Return the next day on which some half is without appointments; ``None`` where none is known."""
    for ahead in range(1, _LOOK_AHEAD_DAYS):
        day = now.date() + timedelta(days=ahead)
        for hour in (time(8), time(14)):
            moment = datetime.combine(day, hour, VIETNAM)
            if same_day_mode.span_at(state.settings, state.calendar, moment) is not None:
                return day
    return None


def priority_words(priority: str) -> str:
    """Return who goes first, short enough for a card."""
    words = {
        Priority.ELDERLY: say("Board", "Ưu tiên: cao tuổi"),
        Priority.DISABLED: say("Board", "Ưu tiên: khuyết tật"),
        Priority.PREGNANT: say("Board", "Ưu tiên: mang thai"),
    }
    return words.get(Priority(priority), "")


def _handed_over(tally: DayTally) -> str:
    count = labels.number(tally.handed_over)
    if tally.dossiers == tally.handed_over:
        return count
    return say("Board", "{} ({} tính giờ)").format(count, labels.number(tally.dossiers))


def _chip(ticket: Ticket, *, is_late: bool, is_over: bool) -> tuple[str, str]:
    if is_late:
        return say("Board", "Quá giờ: H hẹn trả"), "bad"
    if is_over:
        return say("Board", "Chưa nhận: F6"), "day"
    return priority_words(ticket.priority), "warn"


def _note(ticket: Ticket) -> str:
    notes = (
        say("Board", "có giấy theo yêu cầu") if ticket.has_slip_on_request else "",
        say("Board", "không tính giờ") if ticket.is_time_unreliable else "",
    )
    return " · ".join(note for note in notes if note)


def _strip(
    span: SameDaySpan | None, late: Sequence[Ticket], state: DeskState, now: datetime, *, is_over: bool
) -> tuple[str, str, str]:
    if late:
        head = say("Board", "Còn {} hồ sơ chưa xong mà hết giờ").format(len(late))
        earlier = [ticket for ticket in late if ticket.is_of_earlier_day]
        if earlier:
            day = labels.day_inside(min(ticket.received_at for ticket in earlier))
            head = say("Board", "Còn {} hồ sơ chưa xong từ {}").format(len(late), day)
        return head, say("Board", "Chọn từng người, H hẹn trả và in giấy hẹn."), LATE
    if span is not None:
        until = say("Board", " đến {}").format(f"{span.until:%d/%m/%Y}") if span.until is not None else ""
        line = say("Board", "Theo {}{}").format(span.decision, until)
        return say("Board", "Hôm nay giải quyết không giấy hẹn"), line, SOLID
    if is_over:
        return say("Board", "Đã hết giờ làm việc"), _next_words(state, now), SOFT
    return say("Board", "Hôm nay không phải ngày không giấy hẹn"), _next_words(state, now), SOFT


def _next_words(state: DeskState, now: datetime) -> str:
    day = next_day(state, now)
    if day is None:
        return say("Board", "Chưa có ngày nào tới. F10 để khai theo quyết định.")
    return say("Board", "Ngày tới: {}.").format(labels.day_inside(day))


def _empty(span: SameDaySpan | None, state: DeskState, now: datetime, *, is_over: bool) -> tuple[str, str]:
    if span is not None:
        return (
            say("Board", "Chưa có ai chờ"),
            say("Board", "F3 tiếp nhận. Hồ sơ giải quyết ngay tự lên bảng này, không in giấy hẹn."),
        )
    if is_over:
        return say("Board", "Không còn ai chờ"), say("Board", "D xem lại cả ngày.")
    return (
        say("Board", "Hôm nay không phải ngày không giấy hẹn"),
        say("Board", "Hồ sơ nhận hôm nay có giấy hẹn như thường. {}").format(_next_words(state, now)),
    )


def _foot(tickets: Sequence[Ticket], late: Sequence[Ticket]) -> str:
    waiting = sum(ticket.lane is not Lane.READY for ticket in tickets)
    if late:
        return say("Board", "Còn {} người phải hẹn trả.").format(len(late))
    if waiting:
        return say("Board", "Còn {} người. Hết giờ mà chưa xong thì phải hẹn trả.").format(waiting)
    return ""
