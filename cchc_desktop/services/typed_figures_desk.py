"""Figures of other systems typed in, and filled evaluation slips counted by the quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc_desktop import errors
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.problems import Problem
from cchc_desktop.services.report_room import Asked, ReportRoom
from cchc_desktop.services.ward_figures import TYPED_FIGURES, TYPED_TOTALS


class TypedFiguresDesk:
    """The desk at which figures are typed in."""

    def __init__(self, room: ReportRoom) -> None:
        self._room = room

    def type_figure(self, period: Period, name: str, value: int) -> None:
        """Enter a figure of another system for a period; the last word holds.

        Raises:
            FormIncomplete: The name is none of those typed in, or the value is no count.
            ClockError, StoreError: Nothing was saved.
        """
        if name not in (*TYPED_FIGURES, *TYPED_TOTALS):
            raise errors.FormIncomplete(problems=(Problem(name, "unknown"),))
        if not 0 <= value < 10**9:
            raise errors.FormIncomplete(problems=(Problem(name, "wrong_count"),))
        with self._room.recorder.recording() as record:
            record.add(EntryKind.FIGURE_TYPED, {"period": period.code, "name": name, "value": value})

    def typed(self, asked: Asked) -> Mapping[str, int]:
        """Return the figures typed in for a period."""
        return self._room.typed(asked)

    def count_evaluations(self, quarter: Period, counts: Sequence[tuple[str, str, int]]) -> None:
        """Enter the filled evaluation slips of a quarter: (question, word of the scale, answers).

        Raises:
            FormIncomplete: The period is no quarter, or a count is none.
            ClockError, StoreError: Nothing was saved.
        """
        if "-Q" not in quarter.code:
            raise errors.FormIncomplete(problems=(Problem("period", "not_a_quarter"),))
        if any(not 0 <= answers < 10**7 for _question, _scale, answers in counts):
            raise errors.FormIncomplete(problems=(Problem("answers", "wrong_count"),))
        told = [{"question": question, "scale": scale, "answers": answers} for question, scale, answers in counts]
        with self._room.recorder.recording() as record:
            record.add(EntryKind.EVALUATION_COUNTED, {"period": quarter.code, "counts": told})

    def evaluations(self, asked: Asked) -> list[tuple[str, str, int]]:
        """Return (question, word of the scale, answers) of the quarters that a period is made of."""
        return self._room.evaluations(asked)
