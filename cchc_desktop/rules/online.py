"""Online dossiers: the eight working hours until the desk must act, and the notice to the official."""

from __future__ import annotations

import enum
from datetime import date, datetime, timedelta

from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.rules.deadlines import add_working_minutes
from cchc_desktop.rules.sources import LegalSource, applies

_ONLINE = LegalSource(
    document="Nghị định 118/2025/NĐ-CP", provision="Điều 17 khoản 2", in_force_from=date(2025, 7, 1), statement="18-20"
)

ACTION_HOURS = 8
_NOTICE_AT_MOST = timedelta(hours=2)


class OnlineAct(enum.StrEnum):
    """What the desk does with a dossier that came online; values are stored and never renamed."""

    OPEN = "open"
    ACCEPT = "accept"
    REQUEST = "request"
    REFUSE = "refuse"


_ANSWERS = frozenset({OnlineAct.ACCEPT, OnlineAct.REQUEST, OnlineAct.REFUSE})


@applies(_ONLINE)
def action_due(received_at: datetime, calendar: WorkingCalendar, *, hours: int = ACTION_HOURS) -> datetime:
    """Return until when the desk must accept, refuse or ask for papers.

    Args:
        received_at: Receipt by the system, or submitted: a setting of the unit.
        calendar: Must cover every day on the way.
        hours: Working hours; a specialised law may give others than eight.

    Raises:
        CalendarNotCovered: A year on the way has no loaded calendar.
    """
    return add_working_minutes(received_at, hours * 60, calendar)


@applies(_ONLINE)
def is_late_notice(acknowledged_at: datetime, noticed_at: datetime) -> bool:
    """Return whether the official was told later than two hours by the clock after the portal's acknowledgement."""
    return noticed_at - acknowledged_at > _NOTICE_AT_MOST


@applies(_ONLINE)
def stops_the_timer(kind: str) -> bool:
    """Return whether an act is an answer to the citizen (see `OnlineAct`); opening the dossier is none."""
    return kind in _ANSWERS
