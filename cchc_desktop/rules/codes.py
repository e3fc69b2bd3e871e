"""Numbers of the desk: which part of a series is this desk's, and how a number is written."""

from __future__ import annotations

from datetime import date

from cchc_desktop.rules.sources import LegalSource, applies

_CODE = LegalSource(
    document="Thông tư 03/2025/TT-VPCP",
    provision="mã hồ sơ (chi tiết chưa đối chiếu)",
    in_force_from=date(2025, 7, 1),
    statement="49",
    certainty="M",
)
_BLOCK = 1000
_OVERFLOW = 10_000


@applies(_CODE)
def dossier_number(count: int, *, desk: int, desks: int) -> int:
    """Return the number that the ``count``-th dossier of a day takes at ``desk``.

    A ward with one desk has the whole line. With more, desk d has (d-1)·1000+1 to d·1000-1, and goes on
    at d·10000+1 when that is full; so two desks never meet. Desks from 10 on (agencies that became one) begin there.

    Args:
        count: 1 for the first dossier of the day at this desk.
        desk: 1 to 99.
        desks: How many desks the ward has.
    """
    if count < 1 or not 1 <= desk <= 99:
        raise ValueError(f"no such number: count={count} desk={desk}")
    if desks == 1:
        return count
    if desk > 9:
        return desk * _OVERFLOW + count
    room = _BLOCK - 1
    if count <= room:
        return (desk - 1) * _BLOCK + count
    return desk * _OVERFLOW + count - room


@applies(_CODE)
def dossier_code(agency_code: str, day: date, number: int) -> str:
    """Return "H32.x-231026-0001"; the width grows past 9999 and never wraps."""
    return f"{agency_code}-{day:%y%m%d}-{number:04}"


@applies(_CODE)
def slip_number(count: int, series: str, *, desk: int, desks: int) -> str:
    """Return "1286/TNHS"; with more than one desk the desk stands behind: "1286-2/TNHS"."""
    return f"{count}/{series}" if desks == 1 else f"{count}-{desk}/{series}"


@applies(_CODE)
def register_volume(year: int, *, desk: int, desks: int) -> str:
    """Return the volume (quyển) of the tracking register: one a desk and calendar year."""
    return f"{year}" if desks == 1 else f"{desk:02}/{year}"
