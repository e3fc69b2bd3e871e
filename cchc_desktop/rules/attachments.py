"""When a signed result has to lie in the dossier."""

from __future__ import annotations

from datetime import date, datetime

from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.rules.deadlines import add_working_minutes
from cchc_desktop.rules.sources import LegalSource, applies

_PLAN = LegalSource(
    document="Kế hoạch 2724/KH-UBND thành phố Nha Trang",
    provision="mục III.8",
    in_force_from=date(2023, 4, 14),
    statement="",
)
_MOST_MINUTES = 8 * 60


@applies(_PLAN)
def is_attached_late(signed_at: datetime, attached_at: datetime, calendar: WorkingCalendar) -> bool:
    """Return whether a document was attached later than 8 working hours after it was signed.

    Both moments count by their minute. Signed outside the sessions, the hours run from the next opening; where they
    end with a session they end there, not at the next one's opening (as RULES 8).

    Raises:
        CalendarNotCovered: A year on the way has no loaded calendar; nobody can say.
    """
    latest = add_working_minutes(signed_at, _MOST_MINUTES, calendar)
    return attached_at.replace(second=0, microsecond=0) > latest
