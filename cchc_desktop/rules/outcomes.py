"""Early, on time or overdue: how an ended dossier counts in the report."""

from __future__ import annotations

from datetime import date, datetime

from cchc_desktop.domain.outcome import Outcome
from cchc_desktop.rules.sources import LegalSource, applies

_REPORT = LegalSource(
    document="Thông tư 01/2020/TT-VPCP",
    provision="Biểu II.06a/VPCP/KSTT (ngày hiệu lực chưa đối chiếu)",
    in_force_from=date(2020, 10, 21),
    statement="26, 37",
    certainty="L",
)


@applies(_REPORT)
def result_outcome(
    finished_at: datetime,
    *,
    first_due_at: datetime,
    new_due_at: datetime | None = None,
    by_first_due: bool = True,
    was_overdue: bool = False,
) -> Outcome:
    """Return how a result counts: early on a day before the due day, on time until the due moment itself.

    Args:
        finished_at: When the result reached the one-stop desk.
        first_due_at: The promise without re-appointment, as supplements and pauses have moved it.
        new_due_at: The re-appointment, where there is one.
        by_first_due: Whether the first promise is what counts (default), or the re-appointment.
        was_overdue: Whether it was overdue when papers were asked for: it stays so.
    """
    due_at = first_due_at if by_first_due or new_due_at is None else new_due_at
    if was_overdue or finished_at > due_at:
        return Outcome.OVERDUE
    # By the first promise even where the second one counts: what had to be apologised for is not early.
    return Outcome.EARLY if finished_at.date() < first_due_at.date() else Outcome.ON_TIME


@applies(_REPORT)
def ending_outcome(at: datetime, *, due_at: datetime, was_overdue: bool, is_waiting: bool) -> Outcome:
    """Return how a refusal, withdrawal, stop or closing counts: never early.

    Args:
        at: When it ended.
        due_at: The first promise.
        was_overdue: Whether it was overdue when papers were asked for: it stays so.
        is_waiting: Whether the clock stands (papers are waited for, or it is paused), so that no due moment runs.
    """
    if was_overdue:
        return Outcome.OVERDUE
    return Outcome.ON_TIME if is_waiting or at <= due_at else Outcome.OVERDUE
