"""The monthly evaluation of officials: from ten per cent overdue on, "hoàn thành tốt nhiệm vụ" is out of reach."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from cchc_desktop.domain.report import Rating
from cchc_desktop.rules.sources import LegalSource, applies

_EVALUATION = LegalSource(
    document="Kế hoạch 2724/KH-UBND thành phố Nha Trang",
    provision="mục I.8",
    in_force_from=date(2023, 4, 14),
    statement="57",
)

CAP_FROM_PERCENT = 10


@applies(_EVALUATION)
def overdue_share(resolved: int, overdue: int) -> Fraction | None:
    """Return the share of resolved dossiers that were overdue; ``None`` where none was resolved.

    Raises:
        ValueError: More were overdue than resolved, or a count is negative.
    """
    if not 0 <= overdue <= resolved:
        raise ValueError(f"{overdue} overdue of {resolved} resolved")
    return Fraction(overdue, resolved) if resolved else None


@applies(_EVALUATION)
def rating_cap(resolved: int, overdue: int, *, from_percent: int = CAP_FROM_PERCENT) -> Rating:
    """Return how high an official may be rated; where nothing was resolved, not at all. The exact share counts."""
    share = overdue_share(resolved, overdue)
    if share is None:
        return Rating.NOT_RATED
    return Rating.CAPPED if share >= Fraction(from_percent, 100) else Rating.OPEN
