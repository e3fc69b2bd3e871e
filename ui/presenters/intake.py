"""Tiếp nhận: each keystroke makes a new form and a judgement of it; one key makes the form a dossier and a slip."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.person import Sex
from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.domain.term import Promise
from cchc_desktop.errors import CardUnreadable, CchcError, DuplicateDossier, FormIncomplete
from cchc_desktop.services import intake_origin
from cchc_desktop.services.intake import Preview, Received
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.presenters import intake_judgement, intake_same_day, intake_words
from ui.presenters.intake_draft import IntakeDraft
from ui.presenters.intake_explanation import IntakeExplanation
from ui.presenters.intake_form import APPLICANT, SUBMITTER, IntakeForm
from ui.presenters.intake_notices import DUPLICATE, UNSAVED, IntakeNotices
from ui.presenters.intake_strip import IntakeStrip
from ui.presenters.live_slip import LiveSlip
from ui.widgets.papers import PaperRow

logger = logging.getLogger(__name__)

_DRAFT_REST_MS = 400
_PASSING_MS = 20_000
"""So often the promise is looked at again: at 15:00 it may move a day."""


class IntakePresenter(QObject):
    """Holds the form; the view shows what it is told.

    Signals:
        filled: The program changed the form (a card, a draft, an empty one): every field is to be shown anew.
        judged: What the form amounts to now; carries an `IntakeScreen`.
        papers_listed: Other papers are to be listed; carries the rows.
        found: Procedures that match what is typed; carries them.
        fault_wanted: Go to this field.
        saved: A dossier is on record; carries its code.
    """

    filled = Signal()
    judged = Signal(object)
    papers_listed = Signal(object)
    found = Signal(object)
    fault_wanted = Signal(str)
    saved = Signal(str)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self.form = IntakeForm(parts.clock.now)
        self.slip = LiveSlip(parts, self)
        self.draft = IntakeDraft(parts, self)
        self.strip = IntakeStrip(self)
        self.notices = IntakeNotices(parts, self)
        self.explanation = IntakeExplanation(parts, self)
        self._preview: Preview | None = None
        self._left: set[str] = set()
        self._has_tried = False
        self._waiting_for_answer: bool | None = None  # of a saving that an open dossier stopped: keeps it the person
        self._offered: list[str] = []
        self._cleared = self.form.value
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_DRAFT_REST_MS)
        self._rest.timeout.connect(self._after_rest)
        self._passing = QTimer(self)
        self._passing.setInterval(_PASSING_MS)
        self._passing.timeout.connect(self._time_passed)
        self._passing.start()
        self.notices.taken_anyway.connect(self._take_anyway)
        self.explanation.posted.connect(self.notices.posted)
        if parts.print_flow is not None:
            parts.print_flow.progressed.connect(self.strip.hear_of_print)

    @property
    def procedure(self) -> Procedure | None:
        """The chosen procedure in force."""
        if not self.form.value.procedure_code:
            return None
        return self._parts.state.catalogue.find(self.form.value.procedure_code, self._today())

    @property
    def promise(self) -> Promise | None:
        """The promise as it stands now."""
        return self._preview.promise if self._preview is not None else None

    @property
    def received_at(self) -> datetime:
        """From when the days are counted: now, or the moment that stands on the slip of a power cut."""
        return intake_origin.received_at(self.form.value, self._parts.clock.now())

    def begin(self) -> None:
        """Show the form for the first time: an empty one, or the one that a power cut left."""
        kept = self.draft.read()
        if kept is not None:
            self.form.put(kept[0])
            self.form.put_marks(self.draft.read_marks())
            self.strip.say_draft_taken(kept[1])
        self._show_whole()

    def refresh(self) -> None:
        """Judge again: the screen is shown again, time has passed, or a setting has changed."""
        self._judge()
        self._point_out_duplicate()

    def favourites(self) -> list[Procedure]:
        """Return the procedures on Alt+1 … Alt+9."""
        return self._parts.state.procedures_found("", self._today(), limit=9)

    def search(self, typed: str) -> None:
        """Look for a procedure by a few letters."""
        self.found.emit(self._parts.state.procedures_found(typed, self._today(), limit=5))

    def choose(self, code: str) -> None:
        """Take a procedure."""
        procedure = self._parts.state.catalogue.find(code, self._today())
        if procedure is None:
            return
        if code != self.form.value.procedure_code:
            self.form.choose_procedure(procedure)
        self._show_whole()
        self._changed()

    def choose_case(self, place: int) -> None:
        """Take a case of the procedure."""
        procedure = self.procedure
        if procedure is not None and 0 <= place < len(procedure.cases):
            self.form.choose_case(procedure, procedure.cases[place].case_code)
            self._list_papers()
            self._changed()

    def type(self, field: str, typed: str) -> None:
        """Take what stands in a field now."""
        self.form.type(field, typed)
        self._changed()

    def leave(self, field: str) -> None:
        """The field has been left: its faults may be shown from now on."""
        if field not in self._left:
            self._left.add(field)
            self._judge()

    def change(self, **changes: Any) -> None:
        """Take plain choices: applicant_kind, channel, return_way, sets."""
        self.form.change(**changes)
        self._show_whole()
        self._changed()

    def choose_sex(self, who: str, sex: Sex) -> None:
        """Take a sex."""
        self.form.choose_sex(who, sex)
        self._changed()

    def file_on_behalf(self, is_on: bool) -> None:
        """Let somebody file for the applicant, or not."""
        if is_on != (self.form.value.submitter is not None):
            self.form.file_on_behalf(is_on, self.procedure)
            self._show_whole()
            self._changed()

    def set_papers(self, rows: Sequence[PaperRow]) -> None:
        """Take the papers as they are ticked now."""
        self.form.set_papers(intake_words.ticked_papers(rows, self.procedure))
        self._changed()

    def type_paper(self, typed: str) -> None:
        """Take what stands in the papers' free field; it is no paper yet."""
        self.form.other_paper = typed
        self.strip.leave_saved()
        self._rest.start()

    def add_paper(self, name: str) -> None:
        """Put a typed paper into the list, ticked."""
        self.form.other_paper = ""
        rows = self.rows()
        name = " ".join(name.split())
        if name and name not in {row.name for row in rows if row.ticked}:
            others = tuple(row for row in rows if row.name != name)
            self.set_papers((*others, intake_words.typed_row(name)))
            self._list_papers()

    def offered_papers(self) -> list[str]:
        """Return names that were typed for this procedure before."""
        return self._offered

    def rows(self) -> tuple[PaperRow, ...]:
        """Return the papers of the list."""
        return intake_words.paper_rows(self.procedure, self.form.value, self._offered)

    def choose_fee(self, state: FeeState) -> None:
        """Take a state of the fee."""
        self.form.choose_fee(state, self._preview.fee_suggested if self._preview is not None else None)
        self._show_whole()
        self._changed()

    def take_card(self, payload: str, who: str) -> None:
        """Read a scanned card into the form; what cannot be read changes no field."""
        try:
            card = self._parts.intake.read_card(payload)
        except CardUnreadable as error:
            logger.info("card refused: %s", error.facts.get("cause"))
            self.strip.say_card_refused(error_texts.sentence(error))
            return
        value = self.form.value
        if who == APPLICANT and value.submitter is not None and value.applicant.name and not value.submitter.name:
            who = SUBMITTER
        elif who == SUBMITTER and value.submitter is not None and value.submitter.name and not value.applicant.name:
            who = APPLICANT
        self.form.take_card(card, who)
        self.strip.say_card_read(card)
        self._show_whole()
        self._look_for_earlier()
        self._changed()

    def take_earlier(self) -> None:
        """Fill what is empty from the person's newest earlier dossier."""
        earlier = self._parts.intake.earlier_person(self.form.value.applicant.personal_id)
        if earlier is None:
            return
        self.strip.say_filled(len(self.form.fill_from_earlier(earlier)))
        self._show_whole()
        self._changed()

    def clear(self) -> None:
        """Empty the form; `take_back` brings it again."""
        if not self.form.is_empty:
            self._cleared = self.form.value
        self._start_anew(same_person=False)
        self.notices.withdraw(DUPLICATE, UNSAVED)
        self.strip.say_cleared()
        self.draft.drop()

    def take_back(self) -> None:
        """Bring the form again that was emptied last."""
        self.form.put(self._cleared)
        self.strip.say_nothing()
        self._show_whole()
        self._changed()

    def faults(self) -> list[str]:
        """Return the fields that stop the saving, in the order of the paper."""
        return intake_judgement.fields_at_fault(self._preview, self.form.unreadable)

    def next_fault(self, after: str) -> None:
        """Go to the next field that stops the saving; `fault_wanted` follows where there is one."""
        self._show_all_faults()
        faults = self.faults()
        later = faults[faults.index(after) + 1 :] if after in faults else []
        for field in (later or faults)[:1]:
            self.fault_wanted.emit(field)

    def receive(self, *, same_person: bool = False) -> None:
        """Make the form a dossier and send its slip; a form that is not complete shows its first fault instead."""
        self._rest.stop()
        self._judge()
        if self.faults():
            self.next_fault("")
            return
        try:
            received = self._parts.intake.receive(self.form.value)
        except FormIncomplete:
            self.next_fault("")
        except DuplicateDossier as error:
            self._waiting_for_answer = same_person
            self.notices.say_duplicate(str(error.facts["code"]))
        except CchcError as error:
            logger.warning("not received: %s", error)
            self.notices.say_unsaved(error)
        else:
            self._after_receiving(received, same_person=same_person)

    def keep_draft(self) -> None:
        """Keep the form on disk as it stands; an empty one leaves no draft."""
        self._rest.stop()
        if self.form.is_empty:
            self.draft.drop()
        else:
            self.draft.keep(self.form.value, self.form.marks())

    def explain(self) -> tuple[str, Promise] | None:
        """Return the title and the promise that "Vì sao ngày này?" explains, None where there is nothing to explain."""
        return self.explanation.of(self.promise)

    def print_explanation(self) -> None:
        """Print "Vì sao ngày này?" as a page."""
        found = self.explain()
        if found is not None:
            self.explanation.send(found[1], self.procedure, self.slip.when_ready)

    def look_away(self) -> None:
        """Another screen is shown: what concerns this form only is not said there."""
        self.notices.withdraw(DUPLICATE)

    def _after_receiving(self, received: Received, *, same_person: bool) -> None:
        self.notices.withdraw(UNSAVED, DUPLICATE)
        self.strip.say_saved(received.dossier, received.print_job)
        self.slip.when_ready(partial(self._send, received))
        self._start_anew(same_person=same_person)
        self.draft.told.emit("")
        self.saved.emit(received.dossier.code)

    def _send(self, received: Received) -> None:
        if self._parts.print_flow is None or received.print_job is None:
            return
        order = self._parts.papers().order(received.dossier, received.personal)
        self._parts.print_flow.send(received.print_job, order, received.dossier.code)
        self._parts.print_flow.send_all(received.other_jobs)

    def _start_anew(self, *, same_person: bool) -> None:
        self.form.start_anew(same_person=same_person)
        self._left.clear()
        self._has_tried = False
        self._waiting_for_answer = None
        self._rest.stop()
        if not same_person:
            self.strip.show_earlier(0, "")
        self._show_whole()

    def _take_anyway(self) -> None:
        """The open dossier was seen; a saving that it stopped goes on."""
        same_person = self._waiting_for_answer
        self.form.change(accepts_duplicate=True)
        self._changed()
        if same_person is not None:
            self.receive(same_person=same_person)

    def _changed(self) -> None:
        """Judge at once; the draft, the slip and the look at open dossiers wait for a rest in typing."""
        self._waiting_for_answer = None
        self.strip.leave_saved()
        self._judge()
        self._rest.start()

    def _show_whole(self) -> None:
        self._offered = []
        if self.form.value.procedure_code:
            self._offered = self._parts.intake.typed_papers(self.form.value.procedure_code)
        self.filled.emit()
        self._list_papers()
        self._judge()

    def _list_papers(self) -> None:
        self.papers_listed.emit(self.rows())

    def _judge(self) -> None:
        self._preview = self._parts.intake.preview(self.form.value)
        shown = intake_judgement.shown_faults(
            self._preview, self.form.unreadable, self._left, everything=self._has_tried
        )
        screen = intake_judgement.screen(
            self.form.value,
            self._preview,
            self.procedure,
            rows=self.rows(),
            shown=shown,
            to_mend=self.faults() if self._has_tried else [],
            received_at=self.received_at,
        )
        now = self._parts.clock.now()
        day = intake_same_day.of(self.form.value, self._preview, self.procedure, self._parts.state, now)
        self.judged.emit(dataclasses.replace(screen, day=day))
        self.slip.follow(self._preview)

    def _show_all_faults(self) -> None:
        self._has_tried = True
        self._judge()

    def _after_rest(self) -> None:
        self._look_for_earlier()
        self._point_out_duplicate()
        self.keep_draft()

    def _time_passed(self) -> None:
        if self.form.value.procedure_code:
            self._judge()

    def _look_for_earlier(self) -> None:
        number = self.form.value.applicant.personal_id
        lines = self._parts.intake.earlier_of(number) if len(number) >= 8 else []
        self.strip.show_earlier(len(lines), labels.day_inside(lines[0].received_at) if lines else "")

    def _point_out_duplicate(self) -> None:
        self.notices.look_for_duplicate(self.form.value)

    def _today(self) -> date:
        return self.received_at.date()
