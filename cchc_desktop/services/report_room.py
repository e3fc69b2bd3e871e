"""What every report needs: the period asked for, what it looks at, what stands over it, what was typed in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime

from cchc_desktop.clock import Clock
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import BehindLine, ReportHead, ReportKind
from cchc_desktop.reports import known
from cchc_desktop.reports.figures import Scope
from cchc_desktop.rules import periods
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.recording import Recorder
from cchc_desktop.store import desk_lists, journal, typed_figures
from cchc_desktop.store.engine import Database


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which report: the period, and by which moments."""

    period: Period
    as_of: datetime | None = None
    """``None``: the period's last evening, or now where that is sooner."""
    known_at: datetime | None = None
    """``None``: from what is known now."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReportRoom:
    """What the services of figures read from."""

    db: Database
    state: DeskState
    recorder: Recorder
    clock: Clock

    def scope(self, asked: Asked) -> Scope:
        """Return what a report looks at: nothing after now, and nothing after what was known."""
        now = self.clock.now()
        moments = [asked.as_of or asked.period.ends_at, now, *([asked.known_at] if asked.known_at else [])]
        scope = Scope(
            start=asked.period.starts_at,
            as_of=min(moments),
            by_first_due=self.state.settings.overdue_by_first_due,
        )
        return known.as_known(self.db, scope, asked.known_at) if asked.known_at else scope

    def head(self, kind: ReportKind, asked: Asked, scope: Scope) -> ReportHead:
        """Return what stands over a report."""
        settings = self.state.settings
        unit_kind, unit_name = settings.unit_on(asked.period.last.isoformat())
        return ReportHead(
            kind=kind,
            period=asked.period,
            as_of=scope.as_of,
            known_at=asked.known_at,
            unit=f"UBND {unit_kind} {unit_name}",
            receiver=settings.report_receiver or f"UBND {settings.superior_name}".strip(),
            made_at=self.clock.now(),
            made_by=self.state.officer_name(self.recorder.actor),
            last_number=journal.head(self.db).number,
            specimen=self.state.is_training,
        )

    def typed(self, asked: Asked) -> Mapping[str, int]:
        """Return the figures typed in for a period."""
        return typed_figures.typed(self.db, asked.period.code, known_at=asked.known_at)

    def evaluations(self, asked: Asked) -> list[tuple[str, str, int]]:
        """Return (question, word of the scale, answers) of the quarters that a period is made of."""
        return typed_figures.evaluations(self.db, _quarters(asked.period), known_at=asked.known_at)

    def advice(self, kind: EntryKind, scope: Scope, limit: int = 0) -> Iterable[BehindLine]:
        """Yield what was advised or refused before a receipt; such a line has no dossier."""
        # What was advised in the very second of the last moment belongs to it.
        until = f"{scope.as_of.isoformat()}~"
        found = desk_lists.advice(self.db, scope.start.isoformat(), until, limit=limit or -1)
        for line in (one for one in found if one.kind == kind):
            yield BehindLine(
                code=line.number,
                procedure_name=line.procedure_name,
                received_at=line.given_at,
                due_at=line.given_at,
                finished_at=line.given_at,
                state="",
                outcome="",
            )


def _quarters(period: Period) -> tuple[str, ...]:
    """Return the quarters that lie wholly in a period."""
    codes = [f"{year}-Q{quarter}" for year in range(period.first.year, period.last.year + 1) for quarter in range(1, 5)]
    found = [periods.report_period(code) for code in codes]
    return tuple(q.code for q in found if q is not None and period.first <= q.first and q.last <= period.last)
