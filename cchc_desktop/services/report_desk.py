"""Reports: figures of a period as they stood on its last evening, from what is known now or was known then."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cchc_desktop import errors
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.report import (
    FIGURES,
    BehindLine,
    Cell,
    Difference,
    ReportKind,
    ResultsReport,
    WardReport,
    differences_of,
)
from cchc_desktop.reports import figures
from cchc_desktop.reports.figures import Scope
from cchc_desktop.reports.tables import RESULTS_BY, results_rows, summed
from cchc_desktop.rules import periods
from cchc_desktop.services.report_room import Asked, ReportRoom
from cchc_desktop.services.ward_figures import ADVICE, TYPED_TOTALS, WardFigures
from cchc_desktop.store import typed_figures
from cchc_desktop.store.transaction import reading
from cchc_desktop.store.typed_figures import SentReport

if TYPE_CHECKING:
    from cchc_desktop.services.report_reading import FigureReader

_ROWS: Mapping[str, tuple[str, ...]] = {
    "field": ("service_field",),
    "procedure": ("procedure_code", "service_field"),
    "officer": ("officer",),
    "cause": ("overdue_cause", "responsible_unit"),
}
"""Kinds of rows (`Cell.row`), and by which columns of a dossier they are told apart."""
_OTHER_NAMES = {"no_slip_minutes_saved": "no_slip", "late": "resolved_late"}
"""Figures that stand on the same dossiers as another one."""


class ReportDesk:
    """The desk of figures."""

    def __init__(self, room: ReportRoom) -> None:
        self._room = room
        self._ward = WardFigures(room)

    def period(self, code: str) -> Period:
        """Return a period by its code ("2023", "2023-H1", "2023-9M", "2023-Q4", "2023-11").

        Raises:
            FormIncomplete: There is no such period.
        """
        found = periods.report_period(code.strip().upper())
        if found is None:
            raise errors.FormIncomplete(problems=(Problem("period", "unknown_period"),))
        return found

    def period_now(self) -> Period:
        """Return the month that runs."""
        return self.period(periods.month_of(self._room.clock.now().date()))

    def reports_due(self, days_ahead: int = 7) -> tuple[periods.ReportDue, ...]:
        """Return the reports that the ward owes within some days."""
        return periods.reports_due(self._room.clock.now().date(), days_ahead=days_ahead)

    def results(self, asked: Asked) -> ResultsReport:
        """Return Biểu II.06a."""
        with reading(self._room.db):
            scope = self._room.scope(asked)
            found = figures.counts(self._room.db, scope, FIGURES, by=RESULTS_BY)
            total = summed(row[len(RESULTS_BY) :] for row in found)
            return ResultsReport(
                head=self._room.head(ReportKind.RESULTS, asked, scope),
                total=total,
                rows=tuple(results_rows(found)),
                differences=(*differences_of(total), *self._typed_differences(asked)),
                adjustments=self._adjustments(ReportKind.RESULTS, asked),
            )

    def ward(self, asked: Asked) -> WardReport:
        """Return the ward's table with its ratios, officials and causes of lateness."""
        with reading(self._room.db):
            scope = self._room.scope(asked)
            counted = self._ward.counted(scope)
            lines = tuple(self._ward.lines(asked, scope, counted))
            return WardReport(
                head=self._room.head(ReportKind.WARD, asked, scope),
                lines=lines,
                ratios=self._ward.ratios(asked, scope, counted),
                officers=self._ward.officers(scope),
                causes=tuple(figures.causes(self._room.db, scope)),
                differences=(*differences_of(counted), *self._typed_differences(asked)),
                adjustments=self._adjustments(ReportKind.WARD, asked),
            )

    def has_list(self, figure: str) -> bool:
        """Return whether a figure is counted here, so that there is a list behind it."""
        known = figures.conditions(Scope(start=self.period_now().starts_at, as_of=self.period_now().ends_at))
        return figure in {*known, *figures.STEPS, *ADVICE, *_OTHER_NAMES}

    def behind(self, cell: Cell, asked: Asked, *, limit: int = 0) -> tuple[BehindLine, ...]:
        """Return the list behind a figure: as many lines as it says.

        Args:
            cell: Which figure of which row.
            asked: The report it stands in.
            limit: So many lines at most; 0: all.
        """
        with reading(self._room.db):
            scope = self._room.scope(asked)
            if cell.figure in ADVICE:
                return tuple(self._room.advice(ADVICE[cell.figure], asked, scope))[: limit or None]
            kind, _, values = cell.row.partition(":")
            where = dict(zip(_ROWS.get(kind, ()), values.split("|", 1), strict=False))
            figure = _OTHER_NAMES.get(cell.figure, cell.figure)
            return tuple(figures.behind(self._room.db, scope, figure, where, limit=limit))

    def send(self, kind: ReportKind, period: Period) -> SentReport:
        """Enter that a report of a period was sent as it stands now, so that it can be given again exactly.

        Raises:
            ClockError, StoreError: Nothing was saved.
        """
        with self._room.recorder.recording() as record:
            report = self.results(Asked(period=period))
            head = report.head
            body = {
                "report": str(kind),
                "period": period.code,
                "as_of": head.as_of.isoformat(),
                "known_at": record.now.isoformat(),
                "last_number": head.last_number,
                "made_by": head.made_by,
                "settings": self._room.state.settings_version,
                "figures": dict(report.total),
            }
            written = record.add(EntryKind.REPORT_SENT, body)
        found = typed_figures.sent_with(self._room.db, written.seq)
        if found is None:
            raise errors.StoreError(cause="ReportSent", code="")
        return found

    def sent(self, kind: ReportKind, period: Period) -> list[SentReport]:
        """Return how often a report of a period was sent, the last one first."""
        return typed_figures.sent(self._room.db, str(kind), period.code)

    def asked_as_sent(self, sent: SentReport) -> Asked:
        """Return by which moments a report that was sent is counted, for its figures and the lists behind them."""
        return Asked(
            period=self.period(sent.period),
            as_of=sent.as_of,
            known_at=sent.known_at,
            before=sent.seq,
            settings=int(sent.record["settings"]),
        )

    def as_sent(self, sent: SentReport) -> ResultsReport | WardReport:
        """Return a report as it was sent, to the figure and to the moment that stands on it."""
        asked = self.asked_as_sent(sent)
        report = self.results(asked) if sent.report == ReportKind.RESULTS else self.ward(asked)
        head = dataclasses.replace(
            report.head,
            kind=ReportKind(sent.report),
            made_at=sent.sent_at,
            made_by=sent.record["made_by"],
            last_number=int(sent.record["last_number"]),
        )
        return dataclasses.replace(report, head=head)

    def reader(self) -> FigureReader:
        """Return who reads the same figures on any thread, on connections of their own."""
        from cchc_desktop.services.report_reading import FigureReader

        return FigureReader(self._room)

    def _typed_differences(self, asked: Asked) -> tuple[Difference, ...]:
        """Return what is wrong with totals that somebody else printed (RULES 54)."""
        typed = self._room.typed(asked)
        if not all(name in typed for name in TYPED_TOTALS):
            return ()
        left, parts = typed["typed_received"], (typed["typed_resolved"], typed["typed_open"])
        if left == sum(parts):
            return ()
        return (Difference(what="typed_received_resolved_open", left=left, right=sum(parts), parts=parts),)

    def _adjustments(self, kind: ReportKind, asked: Asked) -> tuple[Difference, ...]:
        """Return what was corrected after the report was sent last: now beside then, both as of the same moment."""
        if asked.known_at is not None and not asked.before:
            return ()
        earlier = [sent for sent in self.sent(kind, asked.period) if not asked.before or sent.seq < asked.before]
        if not earlier:
            return ()
        scope = self._room.scope(dataclasses.replace(asked, as_of=earlier[0].as_of))
        now = dict(zip(FIGURES, figures.counts(self._room.db, scope, FIGURES)[0], strict=True))
        then: Mapping[str, Any] = earlier[0].record["figures"]
        return tuple(
            Difference(what=name, left=now[name], right=int(then[name]))
            for name in FIGURES
            if name in then and now[name] != then[name]
        )
