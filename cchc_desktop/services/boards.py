"""Today's boards, the list of what is near due, apologies to propose, and spot checks. Reads only, but for one note."""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import partial

from cchc_desktop.clock import Clock
from cchc_desktop.domain.board import (
    ApologyProposal,
    BoardKind,
    BoardLine,
    BoardNote,
    CheckedStep,
    PickedDossier,
    SpotCheck,
    TakenStep,
)
from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.domain.dossier import Dossier, DossierState
from cchc_desktop.domain.folding import undone_places
from cchc_desktop.domain.steps import BY_ENTRY, STEPS, StepKind
from cchc_desktop.domain.term import CountingMode, Term, TermUnit
from cchc_desktop.errors import CalendarNotCovered
from cchc_desktop.rules import apologies, online, reminders, supplements
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.paper_texts import wording_of
from cchc_desktop.services.workplace import TimeLeft
from cchc_desktop.store import boards, dossiers, journal, local
from cchc_desktop.store.boards import BoardRow, Span
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import writing
from cchc_desktop.text import weekday_name

MOST_LINES = 200
MOST_NEAR_DUE = 500
DAYS_LOOKED_BACK = 31
"""How long steps approved by oneself and emergency slips stay on their boards; a report has all of them."""
REMINDER = "near_due_seen"
"""Local note: the opening of the session whose list was shown."""

_WORKING_DAYS_AHEAD = {BoardKind.DUE_1: 1, BoardKind.DUE_2: 2, BoardKind.DUE_3: 3}
_RUNNING = frozenset(
    {*_WORKING_DAYS_AHEAD, BoardKind.DUE_TODAY, BoardKind.OVERDUE, BoardKind.APOLOGIES, BoardKind.GIVEN_DATES}
)
"""Boards of dossiers whose clock runs: time left is reckoned from now."""
_STANDING = (DossierState.SUPPLEMENT_WAITING, DossierState.PAUSED)
"""While the clock stands, time left is what it was then (RULES 31)."""
_FIRST = "2000-01-01T00:00:00+07:00"
_LARGEST_SEED = 999_999


class BoardDesk:
    """The desk's boards."""

    def __init__(self, db: Database, state: DeskState, clock: Clock) -> None:
        self._db = db
        self._state = state
        self._clock = clock

    # --- boards -------------------------------------------------------------------------------

    def counts(self) -> Mapping[BoardKind, int]:
        """Return how many lines each board has."""
        now = self._clock.now()
        return {kind: boards.count(self._db, kind, self._span(kind, now)) for kind in BoardKind}

    def lines(self, kind: BoardKind, limit: int = MOST_LINES) -> tuple[BoardLine, ...]:
        """Return a board's lines in its order; of too many overdue ones those that became so last."""
        now = self._clock.now()
        found = boards.rows(self._db, kind, self._span(kind, now), limit=limit)
        return self._lines(kind, found, now)

    def oldest_open(self) -> BoardLine | None:
        """Return the open dossier that was received first; its moment is that of the receipt."""
        row = boards.oldest_open(self._db)
        return self._lines(None, [row], self._clock.now())[0] if row else None

    def riskiest(self) -> BoardLine | None:
        """Return the dossier with the least working time left; where nothing is to come, the last overdue one."""
        now = self._clock.now()
        found = boards.due_between(self._db, Span(since=now.isoformat(), until=_midnight(date.max)), limit=1)
        found = found or boards.rows(self._db, BoardKind.OVERDUE, self._span(BoardKind.OVERDUE, now), limit=1)
        return self._lines(BoardKind.DUE_TODAY, found[:1], now)[0] if found else None

    def most_supplemented(self) -> tuple[BoardLine, int] | None:
        """Return the open dossier for which papers were asked for most often, and how often."""
        row = boards.most_supplemented(self._db)
        return (self._lines(BoardKind.DUE_TODAY, [row], self._clock.now())[0], row.supplements) if row else None

    def desk_label(self) -> str:
        """Return what the one-stop desk is called today among the units that have papers."""
        return wording_of(self._clock.now().date(), self._state.forms, self._state.settings).desk_label

    def working_day_before(self, day: date) -> date:
        """Return the last working day before a day."""
        day -= timedelta(days=1)
        while not self._calendar.is_working(day):
            day -= timedelta(days=1)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Return the working days after ``first`` up to ``last``."""
        calendar = self._calendar
        years = frozenset(range(first.year, last.year + 1))
        whole = dataclasses.replace(calendar, years=calendar.years | years)
        days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
        return sum(whole.is_working(day) for day in days)

    def taken_on(self, kind: StepKind, day: date) -> tuple[TakenStep, ...]:
        """Return the steps of a kind that this desk took on a day and that stand, the last one first.

        Whichever desk received the dossier; an exception beside another desk's act stands as little as an undone step.
        """
        until = _midnight(day + timedelta(days=1))
        steps = boards.own_steps(self._db, str(STEPS[kind].entry), _midnight(day), until)
        found = sorted(filter(self._stands, steps), key=lambda step: step.happened_at, reverse=True)
        return tuple(self._taken(step) for step in found)

    def _stands(self, step: boards.OwnStep) -> bool:
        if not step.is_of_several:
            return not step.is_undone
        entries = journal.of_dossier(self._db, step.dossier)
        return (step.journal, step.number) not in undone_places(written.entry for written in entries)

    def _taken(self, step: boards.OwnStep) -> TakenStep:
        lines = dossiers.with_code(self._db, step.code)
        return TakenStep(
            code=step.code,
            name=lines[0].name if lines else "",
            procedure_name=step.procedure_name,
            happened_at=datetime.fromisoformat(step.happened_at),
            official=self._state.officer_name(step.actor),
        )

    # --- near due -----------------------------------------------------------------------------

    def near_due(self, now: datetime | None = None) -> tuple[BoardLine, ...]:
        """Return what falls due within the set working hours from the session's opening on, soonest first (RULES 58).

        Between sessions they count from now. What fell due since the opening is overdue and no longer in it.
        """
        at = now or self._clock.now()
        found = boards.due_between(self._db, self._near_span(at), limit=MOST_NEAR_DUE)
        return self._lines(BoardKind.DUE_TODAY, found, at)

    def near_due_text(self, now: datetime | None = None) -> str:
        """Return the list as a text for the heads' group: by unit, codes and hours; no citizen is named."""
        at = now or self._clock.now()
        lines = self.near_due(at)
        count = boards.count_due(self._db, self._near_span(at))
        kind, name = self._state.settings.unit_on(at.date().isoformat())
        parts = [
            f"HỒ SƠ SẮP ĐẾN HẠN · {kind} {name}",
            f"{at:%H:%M} {weekday_name(at.date())} {at:%d/%m/%Y}, trong {self._state.settings.near_due_hours} giờ "
            f"làm việc tới: {count:02} hồ sơ",
        ]
        for unit, of_unit in self.by_unit(lines).items():
            parts += ["", f"{unit} ({len(of_unit):02}):"]
            parts += [f"- {line.moment:%H:%M %d/%m}: {line.code}, {self.short_name(line)}" for line in of_unit]
        if count > len(lines):
            parts += ["", f"… và {count - len(lines)} hồ sơ nữa."]
        return "\n".join(parts)

    def by_unit(self, lines: Iterable[BoardLine]) -> dict[str, list[BoardLine]]:
        """Return lines by the unit that has the papers, the units in the order of their names, the desk first."""
        label = self.desk_label()
        found: dict[str, list[BoardLine]] = {}
        for line in sorted(lines, key=lambda line: line.holder):
            found.setdefault(line.holder or label, []).append(line)
        return found

    def short_name(self, line: BoardLine) -> str:
        """Return a procedure's short name as the catalogue in force has it; else its legal one."""
        found = self._state.catalogue.find(line.procedure_code, self._clock.now().date())
        return found.short_name if found and found.short_name else line.procedure_name

    def is_reminder_due(self) -> bool:
        """Return whether the running session's list was not shown yet; between sessions there is none to show."""
        opened = reminders.session_opening(self._clock.now(), self._calendar)
        return opened is not None and local.note(self._db, REMINDER) != opened.isoformat()

    def reminder_seen(self) -> None:
        """Remember that the running session's list was shown; it is not shown again before the next one.

        Raises:
            StoreError: Nothing was saved.
        """
        opened = reminders.session_opening(self._clock.now(), self._calendar)
        if opened is not None:
            with writing(self._db):
                local.keep_note(self._db, REMINDER, opened.isoformat())

    # --- apologies ----------------------------------------------------------------------------

    def apology_proposals(self, limit: int = MOST_LINES) -> tuple[ApologyProposal, ...]:
        """Return for which dossiers an apology should be drafted: due by tomorrow or overdue, without one so far."""
        now = self._clock.now()
        kind = BoardKind.APOLOGIES
        found = boards.rows(self._db, kind, self._span(kind, now), limit=limit)
        return tuple(self._proposal(row, now) for row in found)

    def _proposal(self, row: BoardRow, now: datetime) -> ApologyProposal:
        latest = self._latest_new_due(dossiers.get(self._db, row.code))
        is_past = latest is not None and latest <= now
        note = BoardNote.PAST_CAP if is_past else BoardNote.NONE
        return ApologyProposal(
            code=row.code,
            promised_at=datetime.fromisoformat(row.moment),
            new_due_at=None if is_past else latest,
            note=BoardNote.DRAFTED if row.has_apology_draft else note,
        )

    def _latest_new_due(self, dossier: Dossier) -> datetime | None:
        """Return the latest legal new moment, by the term and the counting of the day of receipt."""
        if not self._state.settings.apology_cap_on or dossier.term_count is None:
            return None
        term = Term(dossier.term_count, TermUnit(dossier.term_unit))
        mode = CountingMode(self._state.settings_at(dossier.settings, dossier.first.journal).counting_mode)
        try:
            return apologies.latest(dossier.due_at, term=term, calendar=self._state.calendar, mode=mode)
        except CalendarNotCovered:
            return None

    # --- spot checks --------------------------------------------------------------------------

    def spot_check(
        self,
        kinds: Iterable[StepKind],
        since: date,
        until: date,
        *,
        picks: int = 5,
        seed: int | None = None,
    ) -> SpotCheck:
        """Return dossiers picked at random of those with such a step on one of the days; undone steps do not count.

        Args:
            kinds: Which steps (`SPOT_CHECK_KINDS` are the usual ones).
            since: The first day.
            until: The last day.
            picks: How many dossiers at most.
            seed: That of an earlier check gives the same dossiers, as long as the same steps stand.
        """
        chosen = tuple(kind for kind in StepKind if kind in set(kinds))
        entries = [str(STEPS[kind].entry) for kind in chosen]
        steps = boards.steps_of_kinds(self._db, entries, _midnight(since), _midnight(until + timedelta(days=1)))
        by_code = {code: tuple(found) for code, found in itertools.groupby(steps, key=lambda step: step.code)}
        number = random.SystemRandom().randint(1, _LARGEST_SEED) if seed is None else seed
        codes = sorted(by_code)
        picked = random.Random(number).sample(codes, min(max(picks, 0), len(codes)))
        return SpotCheck(
            kinds=chosen,
            since=since,
            until=until,
            seed=number,
            dossiers=len(codes),
            picked=tuple(map(partial(self._picked, by_code), sorted(picked))),
        )

    def _picked(self, by_code: Mapping[str, tuple[boards.StepRow, ...]], code: str) -> PickedDossier:
        return PickedDossier(
            code=code,
            procedure_name=by_code[code][0].procedure_name,
            steps=tuple(
                CheckedStep(
                    kind=BY_ENTRY[step.kind],
                    happened_at=datetime.fromisoformat(step.happened_at),
                    official=self._state.officer_name(step.actor),
                    approver=self._state.officer_name(step.approver) if step.approver else "",
                )
                for step in by_code[code]
            ),
        )

    # --- inside -------------------------------------------------------------------------------

    @property
    def _calendar(self) -> WorkingCalendar:
        """Return the calendar for lists: a year that is not loaded counts Monday to Friday; no promise goes by it."""
        year = self._clock.now().year
        return dataclasses.replace(
            self._state.calendar, years=self._state.calendar.years | {year - 1, year, year + 1, year + 2}
        )

    def _near_span(self, at: datetime) -> Span:
        calendar = self._calendar
        opened = reminders.session_opening(at, calendar) or at
        last = reminders.near_due_until(opened, hours=self._state.settings.near_due_hours, calendar=calendar)
        # The last moment itself is near: one second more, as a span leaves its end out.
        return Span(since=at.isoformat(), until=(last + timedelta(seconds=1)).isoformat())

    def _span(self, kind: BoardKind, now: datetime) -> Span:
        """Return between which moments a board's dossiers lie."""
        today, here = now.date(), now.isoformat()
        if kind in _WORKING_DAYS_AHEAD:
            ahead = _WORKING_DAYS_AHEAD[kind]
            return Span(since=self._after(today, ahead - 1), until=self._after(today, ahead))
        match kind:
            case BoardKind.DUE_TODAY:
                return Span(since=here, until=self._after(today, 0))
            case BoardKind.OVERDUE:
                return Span(since=_FIRST, until=here)
            case BoardKind.APOLOGIES:
                return Span(since=_FIRST, until=self._after(today, 1))
            case BoardKind.GIVEN_DATES:
                years = self._state.calendar.years
                missing = next(year for year in itertools.count(today.year) if year not in years)
                return Span(since=here, until=_midnight(date(missing, 1, 1)))
            case _:
                return Span(since=_midnight(today - timedelta(days=DAYS_LOOKED_BACK)))

    def _after(self, today: date, working_days: int) -> str:
        """Return the midnight after today, or after so many working days more."""
        return _midnight(self._calendar.add_working_days(today, working_days) + timedelta(days=1))

    def _lines(self, kind: BoardKind | None, rows: Iterable[BoardRow], now: datetime) -> tuple[BoardLine, ...]:
        left = TimeLeft(now, self._state.calendar)
        return tuple(self._line(kind, row, now, left) for row in rows)

    def _line(self, kind: BoardKind | None, row: BoardRow, now: datetime, left: TimeLeft) -> BoardLine:
        moment = datetime.fromisoformat(row.moment)
        return BoardLine(
            code=row.code,
            name=row.name,
            phone=row.phone,
            procedure_code=row.procedure_code,
            procedure_name=row.procedure_name,
            state=row.state,
            moment=moment,
            minutes_left=self._minutes_left(kind, row, moment, left),
            note=self._note(kind, row, now),
            closes_on=date.fromisoformat(row.closes_on) if row.closes_on else None,
            holder=row.holder,
            shelf=row.shelf,
            calls=row.calls,
            results_left=max(0, row.results_left),
            step=str(BY_ENTRY.get(row.step, row.step)),
            draft=row.draft,
            official=self._state.officer_name(row.official) if row.official else "",
            number=row.emergency_number,
        )

    def _minutes_left(self, kind: BoardKind | None, row: BoardRow, moment: datetime, left: TimeLeft) -> int | None:
        if row.state in _STANDING:
            return row.minutes_left
        if kind in _RUNNING or kind is BoardKind.ONLINE:
            return left.until(moment)
        return None

    def _note(self, kind: BoardKind | None, row: BoardRow, now: datetime) -> BoardNote:
        match kind:
            case BoardKind.WAITING if row.closes_on:
                is_over = supplements.is_to_close(now.date(), date.fromisoformat(row.closes_on))
                return BoardNote.CLOSING_PROPOSED if is_over else BoardNote.NONE
            case BoardKind.UNCOLLECTED if row.results_left < row.results:
                return BoardNote.PARTLY_RETURNED
            case BoardKind.APOLOGIES if row.has_apology_draft:
                return BoardNote.DRAFTED
            case BoardKind.APPROVALS if row.state not in STEPS[StepKind(row.step)].states:
                return BoardNote.MOVED_ON
            case BoardKind.ONLINE:
                received, noticed = datetime.fromisoformat(row.received_at), datetime.fromisoformat(row.noticed_at)
                return BoardNote.LATE_NOTICE if online.is_late_notice(received, noticed) else BoardNote.NONE
            case _:
                is_reappointed = kind in _RUNNING and row.moment != row.due_at
                return BoardNote.REAPPOINTED if is_reappointed else BoardNote.NONE


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+07:00"
