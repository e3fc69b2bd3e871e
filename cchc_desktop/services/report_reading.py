"""Figures read apart from the desk's own connection: on any thread, while the desk goes on writing."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

from cchc_desktop.domain.evaluation import EvaluationSet
from cchc_desktop.domain.report import BehindLine, Cell, ReportKind, ResultsReport, TimeSaved, WardReport
from cchc_desktop.services.report_desk import ReportDesk
from cchc_desktop.services.report_room import Asked, ReportRoom
from cchc_desktop.services.time_saved_desk import TimeSavedDesk
from cchc_desktop.services.ward_figures import TYPED_TOTALS
from cchc_desktop.store.typed_figures import SentReport


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReportRead:
    """A report with what a screen says beside it."""

    report: ResultsReport | WardReport
    sent: tuple[SentReport, ...] = ()
    """How often it was sent, the last one first."""
    sender: str = ""
    """Who sent it last."""
    typed_totals: tuple[tuple[str, int | None], ...] = ()
    """Totals that somebody else printed, to be checked; ``None`` where nobody typed one."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRead:
    """What was counted of the filled evaluation slips of a quarter."""

    asked: EvaluationSet
    counted: Sequence[tuple[str, str, int]]
    """(question, word of the scale, answers)."""


class FigureReader:
    """Reads what the screens of reports show; each call opens a connection of its own and closes it."""

    def __init__(self, room: ReportRoom) -> None:
        self._room = room

    def report(self, kind: ReportKind, asked: Asked) -> ReportRead:
        """Return a report: the 06a table, or for every other kind the ward's with what belongs to it.

        Raises:
            StoreError: It cannot be read.
        """
        with self._room.apart() as room:
            desk = ReportDesk(room)
            sent = tuple(desk.sent(kind, asked.period))
            typed = room.typed(asked)
            return ReportRead(
                report=desk.results(asked) if kind is ReportKind.RESULTS else desk.ward(asked),
                sent=sent,
                sender=room.state.officer_name(sent[0].actor) if sent else "",
                typed_totals=tuple((name, typed.get(name)) for name in TYPED_TOTALS),
            )

    def as_sent(self, sent: SentReport) -> ResultsReport | WardReport:
        """Return a report as it was sent."""
        with self._room.apart() as room:
            return ReportDesk(room).as_sent(sent)

    def behind(self, cell: Cell, asked: Asked) -> tuple[BehindLine, ...]:
        """Return the whole list behind a figure."""
        with self._room.apart() as room:
            return ReportDesk(room).behind(cell, asked)

    def saved(self, since: date, until: date) -> TimeSaved:
        """Return what không giấy hẹn saved."""
        with self._room.apart() as room:
            return TimeSavedDesk(room).over(since, until)

    def saved_behind(self, row: str, since: date, until: date) -> tuple[BehindLine, ...]:
        """Return the dossiers behind a row of time saved."""
        with self._room.apart() as room:
            return TimeSavedDesk(room).behind(row, since, until)

    def flow_by_hour(self, day: date) -> tuple[tuple[int, int, int], ...]:
        """Return (hour, received, returned) of a day's hours."""
        with self._room.apart() as room:
            return TimeSavedDesk(room).flow_by_hour(day)

    def late_by_month(self, year: int) -> tuple[tuple[str, int, int], ...]:
        """Return (month, resolved, late) of a year's months."""
        with self._room.apart() as room:
            return TimeSavedDesk(room).late_by_month(year)

    def evaluations(self, asked: Asked) -> EvaluationRead:
        """Return the questions of a quarter with what was counted."""
        from cchc_desktop import paths
        from cchc_desktop.catalogue.evaluation_reading import read_evaluation
        from cchc_desktop.domain.evaluation import evaluation_set_on

        sets = read_evaluation(paths.resources() / "evaluation")
        with self._room.apart() as room:
            return EvaluationRead(
                asked=evaluation_set_on(sets, asked.period.last), counted=tuple(room.evaluations(asked))
            )
