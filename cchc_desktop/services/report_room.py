"""What every report needs: the period asked for, what it looks at, what stands over it, what was typed in."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from cchc_desktop.clock import Clock
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import BehindLine, ReportHead, ReportKind
from cchc_desktop.reports import known
from cchc_desktop.reports.figures import Scope
from cchc_desktop.rules import periods
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.recording import Recorder
from cchc_desktop.settings import Settings
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
    before: int = 0
    """Only what stands in the journal before this place, exact to the entry; 0: `known_at` alone says it."""
    settings: int = 0
    """Number of the settings by which it is counted; 0: those of today."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReportRoom:
    """What the services of figures read from."""

    db: Database
    state: DeskState
    recorder: Recorder
    clock: Clock

    @contextlib.contextmanager
    def apart(self) -> Iterator[ReportRoom]:
        """Lend the same room on a connection of its own that only reads: for any thread, whoever writes meanwhile.

        Raises:
            StoreError: The file cannot be read.
        """
        db = self.db.reopened()
        try:
            state = DeskState(db, is_training=self.state.is_training)
            recorder = Recorder(db, state, self.clock, Path(), can_write=False)
            recorder.actor = self.recorder.actor
            yield ReportRoom(db=db, state=state, recorder=recorder, clock=self.clock)
        finally:
            db.close()

    def scope(self, asked: Asked) -> Scope:
        """Return what a report looks at: nothing after now, and nothing after what was known."""
        now = self.clock.now()
        moments = [asked.as_of or asked.period.ends_at, now, *([asked.known_at] if asked.known_at else [])]
        scope = Scope(
            start=asked.period.starts_at,
            as_of=min(moments),
            by_first_due=self.settings(asked).overdue_by_first_due,
        )
        if asked.before:
            return known.as_known_before(self.db, scope, asked.before)
        return known.as_known(self.db, scope, asked.known_at) if asked.known_at else scope

    def settings(self, asked: Asked) -> Settings:
        """Return the settings by which a report is counted and headed."""
        return self.state.settings_at(asked.settings) if asked.settings else self.state.settings

    def head(self, kind: ReportKind, asked: Asked, scope: Scope) -> ReportHead:
        """Return what stands over a report."""
        settings = self.settings(asked)
        unit_kind, unit_name = settings.unit_on(asked.period.last.isoformat())
        return ReportHead(
            kind=kind,
            period=asked.period,
            as_of=scope.as_of,
            known_at=asked.known_at,
            unit=f"UBND {unit_kind} {unit_name}",
            receiver=settings.report_receiver or f"UBND {settings.superior_on(asked.period.last.isoformat())}".strip(),
            made_at=self.clock.now(),
            made_by=self.state.officer_name(self.recorder.actor),
            last_number=journal.head(self.db).number,
            specimen=self.state.is_training,
        )

    def typed(self, asked: Asked) -> Mapping[str, int]:
        """Return the figures typed in for a period."""
        before = asked.before or typed_figures.EVERY
        return typed_figures.typed(self.db, asked.period.code, known_at=asked.known_at, before=before)

    def evaluations(self, asked: Asked) -> list[tuple[str, str, int]]:
        """Return (question, word of the scale, answers) of the quarters that a period is made of."""
        before = asked.before or typed_figures.EVERY
        return typed_figures.evaluations(self.db, _quarters(asked.period), known_at=asked.known_at, before=before)

    def advice(self, kind: EntryKind, asked: Asked, scope: Scope) -> Iterable[BehindLine]:
        """Yield what was advised or refused before a receipt; such a line has no dossier."""
        # What was advised in the very second of the last moment belongs to it.
        until = f"{scope.as_of.isoformat()}~"
        before = asked.before or typed_figures.EVERY
        found = desk_lists.advice(self.db, scope.start.isoformat(), until, limit=-1, before=before)
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
