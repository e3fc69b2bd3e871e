"""Không giấy hẹn: who waits, one key each for started, ready, handed over, and what the day has saved so far."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cchc_desktop.domain.same_day import Lane, Ticket
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.errors import CchcError, FormIncomplete
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.models.tickets import called
from ui.presenters import same_day_words
from ui.presenters.same_day_words import BoardScreen
from ui.presenters.step_taking import StepTaking
from ui.widgets.delegates import ListRow

if TYPE_CHECKING:
    from cchc_desktop.domain.board import TakenStep
    from cchc_desktop.services.step_desk import Taken

logger = logging.getLogger(__name__)

MOST_RECENT = 3
_MOST_LOOKED_AT = 12
"""Of the results handed over last, so many are looked at for the few that were settled in the mode."""


class SameDayPresenter(QObject):
    """The board and its keys; what needs a form goes through ``taking``.

    Signals:
        shown: Carries a `BoardScreen`.
        recent: Carries rows of what was handed over last.
        told: Something is on record; carries what to say, and a fact beside it.
        failed: Carries the sentence of what could not be done.
    """

    shown = Signal(object)
    recent = Signal(list)
    told = Signal(str, str)
    failed = Signal(str)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._tickets: dict[str, Ticket] = {}
        self._minute = ""
        self._last_code = ""
        self._recent: list[ListRow] = []
        self._short: dict[str, str] = {}
        self.taking = StepTaking(parts, self)

    def refresh(self) -> None:
        """Read the board anew; one of `shown` and `failed` follows."""
        desk, now = self._parts.desk.same_day, self._parts.clock.now()
        try:
            tickets, tally, span = desk.tickets(), desk.tally(), desk.span_now()
        except CchcError as error:
            logger.warning("board not read: %s", error)
            self.failed.emit(error_texts.sentence(error))
            return
        self._tickets = {ticket.code: ticket for ticket in tickets}
        self._minute = _minute(now)
        catalogue = self._parts.state.catalogue.in_force(now.date())
        self._short = {one.name: one.short_name for one in catalogue if one.short_name}
        found: BoardScreen = same_day_words.screen(tickets, tally, span, self._parts.state, now, self._short)
        self.shown.emit(found)

    def tick(self) -> None:
        """A second has passed: where it begins a minute the clocks of the cards go on."""
        if _minute(self._parts.clock.now()) != self._minute:
            self.refresh()

    def ticket(self, code: str) -> Ticket | None:
        """Return who waits with a dossier."""
        return self._tickets.get(code)

    def is_late(self, code: str) -> bool:
        """Return whether somebody can only be given an appointment any more."""
        ticket = self._tickets.get(code)
        is_over = same_day_words.is_after_hours(self._parts.state, self._parts.clock.now())
        return ticket is not None and same_day_words.is_late(ticket, is_over=is_over)

    def short_name(self, ticket: Ticket | None) -> str:
        """Return what the procedure of whoever waits is called in short; empty for nobody."""
        return self._short.get(ticket.procedure_name, ticket.procedure_name) if ticket is not None else ""

    def by_number(self, typed: str) -> str:
        """Return the code of whose number was typed: the whole number, else its last digits; empty for nobody."""
        numbers = {code: called(code) for code in self._tickets}
        whole = [code for code, number in numbers.items() if int(number) == int(typed)]
        ending = [code for code, number in numbers.items() if number.endswith(typed)]
        return next(iter([*whole, *ending]), "")

    # --- one key each ---------------------------------------------------------------------------

    def start(self, code: str) -> None:
        """Record that work on it began."""
        self._act(code, self._parts.desk.same_day.start, self.tr("{} đang được giải quyết"))

    def ready(self, code: str) -> None:
        """Record that the result lies on the counter."""
        self._act(code, self._parts.desk.same_day.ready, self.tr("Mời {} lên nhận kết quả"))

    def hand_over(self, code: str) -> None:
        """Record that the result is out of the house; what is overdue asks for its cause first."""
        ticket, now = self._tickets.get(code), self._parts.clock.now()
        try:
            taken = self._parts.desk.same_day.hand_over(code)
        except FormIncomplete as error:
            if ticket is not None and ticket.lane is Lane.READY:
                self.taking.begin(StepKind.RESULT_RETURN, code)
            else:
                self.failed.emit(error_texts.sentence(error))
        except CchcError as error:
            self._refuse(error)
        else:
            self._taken(code)
            name = ticket.name if ticket is not None else ""
            self._recent = [same_day_words.handed_row(taken.dossier, name, now), *self._recent][:MOST_RECENT]
            self.recent.emit(self._recent)
            saved = taken.dossier.saved_minutes
            facts = self.tr("Tiết kiệm {}.").format(labels.minutes(saved)) if saved is not None else ""
            self.told.emit(self.tr("Đã trao kết quả cho {}").format(self._whom(ticket, code)), facts)

    def to_appointment(self, code: str) -> None:
        """Make an appointment of it: in one key where the law's moment stands, else by a form with the suggestion."""
        steps = self._parts.desk.steps
        try:
            needs_moment = bool(steps.suggested(StepKind.TO_APPOINTMENT, code).get("new_due_at"))
            is_complete = not steps.preview(TakeStep(kind=StepKind.TO_APPOINTMENT, code=code)).problems
            if needs_moment or not is_complete:
                self.taking.begin(StepKind.TO_APPOINTMENT, code)
                return
            ticket = self._tickets.get(code)
            taken = self._parts.desk.same_day.to_appointment(code)
        except CchcError as error:
            self._refuse(error)
            return
        self._taken(code)
        self._print(taken, ticket, code)

    def ask_unreliable(self, code: str) -> None:
        """Open the form that asks why its times are left out of the tallies."""
        self.taking.begin(StepKind.TIME_UNRELIABLE, code)

    def ask_undo(self, code: str) -> None:
        """Open the form that takes the last step back: of who was served last here, else of whoever is chosen."""
        wanted = self._last_code or code
        if wanted:
            self.taking.begin(StepKind.UNDO, wanted)

    def after_form(self) -> None:
        """A form was recorded: look again at everything."""
        self._last_code = ""
        self.show_recent()
        self.refresh()

    # --- what the day was -----------------------------------------------------------------------

    def show_recent(self) -> None:
        """Show what was handed over last in the mode."""
        self._recent = self._handed(most=_MOST_LOOKED_AT)[:MOST_RECENT]
        self.recent.emit(self._recent)

    def whole_day(self) -> list[ListRow]:
        """Return everything that was handed over or became an appointment today."""
        handed, given = self._handed(), self._given()
        rows = [ListRow(key=None, head=self.tr("Đã trao: {}").format(len(handed))), *handed]
        if given:
            rows += [ListRow(key=None, head=self.tr("Chuyển sang hẹn trả: {}").format(len(given))), *given]
        return [dataclasses.replace(row, side="", lines=(row.side,) if row.side else ()) for row in rows]

    def _handed(self, most: int | None = None) -> list[ListRow]:
        rows = []
        for step in self._steps(StepKind.RESULT_RETURN)[:most]:
            dossier = self._parts.view.dossier(step.code).dossier
            if dossier.is_same_day and dossier.appointment_at is None:
                rows.append(same_day_words.handed_row(dossier, step.name, step.happened_at))
        return rows

    def _given(self) -> list[ListRow]:
        return [
            same_day_words.appointment_row(self._parts.view.dossier(step.code).dossier, step.name)
            for step in self._steps(StepKind.TO_APPOINTMENT)
        ]

    def _steps(self, kind: StepKind) -> tuple[TakenStep, ...]:
        try:
            return self._parts.desk.boards.taken_on(kind, self._parts.clock.now().date())
        except CchcError as error:
            self.failed.emit(error_texts.sentence(error))
            return ()

    # --- inside ---------------------------------------------------------------------------------

    def _act(self, code: str, act: Callable[[str], Taken], words: str) -> None:
        ticket = self._tickets.get(code)
        try:
            act(code)
        except CchcError as error:
            self._refuse(error)
        else:
            self._taken(code)
            said = words.format(self._whom(ticket, code))
            self.told.emit(said[:1].upper() + said[1:], "")

    def _taken(self, code: str) -> None:
        self._last_code = code
        self.refresh()

    def _print(self, taken: Taken, ticket: Ticket | None, code: str) -> None:
        sentence = self.tr("Đã chuyển sang hẹn trả: {}").format(self._whom(ticket, code))
        facts = self.tr("Hẹn {}.").format(labels.due(taken.dossier.promised_at))
        try:
            if self._parts.print_flow is not None:
                self._parts.print_flow.send_all(taken.print_jobs)
        except CchcError as error:
            logger.warning("slip not sent: %s", error)
            facts = self.tr("Việc đã vào sổ, giấy chưa in được: {}").format(error_texts.sentence(error))
        self.told.emit(sentence, facts)

    def _whom(self, ticket: Ticket | None, code: str) -> str:
        name = ticket.name if ticket is not None else ""
        return self.tr("số {}, {}").format(called(code), name) if name else self.tr("số {}").format(called(code))

    def _refuse(self, error: CchcError) -> None:
        logger.info("not recorded: %s", type(error).__name__)
        self.failed.emit(error_texts.sentence(error))
        self.refresh()


def _minute(now: datetime) -> str:
    return f"{now:%Y-%m-%d %H:%M}"
