"""The evaluation slip (phiếu đánh giá, RULES 1.9): questions and scale are data with the days they cover."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSet:
    """The questions that are asked between two days, and the words of the scale, best first."""

    valid_from: date
    valid_to: date | None
    questions: tuple[str, ...]
    scale: tuple[str, ...]

    def in_force(self, on: date) -> bool:
        """Return whether it holds on a day; both ends belong to it."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def evaluation_set_on(sets: Sequence[EvaluationSet], day: date) -> EvaluationSet:
    """Return the set that is asked on ``day``; the series covers every day once."""
    return next(found for found in sets if found.in_force(day))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSlip:
    """One slip; it names nobody unless a setting of the unit says so."""

    committee: tuple[str, ...]
    centre: tuple[str, ...]
    desk_name: str
    """Where the box for slips stands: "Bộ phận Một cửa"."""
    procedure: str
    """"cấp Giấy xác nhận tình trạng hôn nhân"; empty on slips laid out on the writing desk."""
    questions: tuple[str, ...]
    scale: tuple[str, ...]
    url: str
    """Where the same is answered on a telephone; empty: no QR."""
    hotline: str
    handed_with: str
    """"Giấy tiếp nhận (Mẫu 01)"; empty where it was handed out with nothing."""
    quarter: str
    """"quý IV/2023"."""
    specimen: bool
    dossier_code: str = ""
    applicant_name: str = ""
