"""Refusal (từ chối giải quyết, Mẫu 03): never without a reason in words."""

from __future__ import annotations

from datetime import date

from cchc_desktop.domain.problems import Problem
from cchc_desktop.rules.sources import LegalSource, applies

_REFUSAL = LegalSource(
    document="Nghị định 118/2025/NĐ-CP",
    provision="Điều 17 khoản 1, Điều 19 khoản 3",
    in_force_from=date(2025, 7, 1),
    statement="26",
)


@applies(_REFUSAL)
def refusal_faults(*, reasons: int, reason: str) -> tuple[Problem, ...]:
    """Return what keeps a refusal from being made; a late one is allowed and counts as overdue.

    The paper says "với lý do cụ thể như sau: ……": something must stand there.

    Args:
        reasons: How many reasons of the catalogue were chosen that bring a text onto the paper. "Other" is none.
        reason: The reason in free words.
    """
    if reasons < 1 and not reason.strip():
        return (Problem("reason", "missing"),)
    return ()
