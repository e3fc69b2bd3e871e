"""Papers of steps: which entry each one quotes, composed anew from the journal at every print."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from cchc_desktop import errors, paths, sentences
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.evaluation import EvaluationSet, EvaluationSlip, evaluation_set_on
from cchc_desktop.domain.folding import current_texts, fold, undone_places
from cchc_desktop.domain.forms import FormPurpose
from cchc_desktop.domain.notice import Notice, PaperKind
from cchc_desktop.domain.printing import EVALUATION_KIND, ROUTING_KIND, WITHOUT_DRAFT, PaperSize
from cchc_desktop.domain.routing_sheet import RecordedHandover, RoutingSheet
from cchc_desktop.domain.slip import Offsets
from cchc_desktop.services import notice_wording, paper_texts, slip_wording
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.notice_facts import PaperFacts
from cchc_desktop.store import dossiers, journal
from cchc_desktop.store.engine import Database
from cchc_desktop.store.journal import Written
from cchc_desktop.text import long_date, long_moment

if TYPE_CHECKING:
    from cchc_desktop.services.step_desk import StepPreview


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """Everything that a paper's bytes depend on; `build` may run on any thread."""

    value: Notice | RoutingSheet | EvaluationSlip
    size: PaperSize
    offsets: Offsets = Offsets()
    """Kept for the record; only the slip is moved by them."""
    counterparts: tuple[int, ...] = ()

    def build(self) -> bytes:
        """Return the PDF: the same order, the same bytes."""
        if isinstance(self.value, Notice):
            from cchc_desktop.documents import notice

            return notice.build(self.value)
        if isinstance(self.value, RoutingSheet):
            from cchc_desktop.documents import routing_sheet

            return routing_sheet.build(self.value)
        from cchc_desktop.documents import evaluation_slip

        return evaluation_slip.build(self.value)

    def marked(self, mark: str) -> PaperOrder:
        """Return the order with the mark of a reprint; an evaluation slip bears none."""
        if isinstance(self.value, EvaluationSlip):
            return self
        return dataclasses.replace(self, value=dataclasses.replace(self.value, reprint_mark=mark))


class StepPapers:
    """Composes the papers of steps."""

    def __init__(self, db: Database, state: DeskState) -> None:
        self._db = db
        self._state = state

    def of_entry(self, kind: str, code: str, number: int) -> PaperOrder:
        """Return the paper of a kind that quotes the entry of this number.

        Args:
            kind: A `PaperKind`, the routing sheet or the evaluation slip.
            code: The dossier; empty for guidance before receipt.
            number: The entry's number in the journal that is written now.

        Raises:
            DossierNotFound, DraftNotFound: No such dossier or entry.
            PaperIncomplete: What makes the paper one is missing.
        """
        if not code:
            return self._before_intake(kind, number)
        _dossier, entries = dossiers.with_history(self._db, code)
        place = _place(entries, number, code, _Wanted(kind, journal.own_desk(self._db)))
        return self._order(kind, entries[: place + 1])

    def last_of(self, kind: str, code: str) -> int:
        """Return the number of the last entry that has a paper of this kind; 0 for none."""
        _dossier, entries = dossiers.with_history(self._db, code)
        undone = undone_places(written.entry for written in entries)
        wanted = _ENTRIES_OF.get(kind, ())
        found = [
            written.entry.number
            for written in entries
            if written.entry.kind in wanted and (written.entry.journal, written.entry.number) not in undone
        ]
        return found[-1] if found else 0

    def draft(self, kind: str, code: str, preview: StepPreview, now: datetime) -> PaperOrder:
        """Return the paper as it would be, marked NHÁP; numbers are those that come next."""
        dossier, entries = dossiers.with_history(self._db, code)
        personal = current_texts((written.entry, written.personal) for written in entries)
        if kind in WITHOUT_DRAFT:
            raise errors.PaperIncomplete(missing=("step",))
        facts = PaperFacts(
            office=self._office(dossier.settings, dossier.catalogue, dossier.first.journal),
            names=self._state.settings,
            body=preview.body,
            step_personal=preview.personal,
            issued_at=now,
            dossier=dossier,
            personal=personal,
        )
        notice = notice_wording.compose(PaperKind(kind), facts)
        return PaperOrder(value=dataclasses.replace(notice, draft=True), size=PaperSize.A4)

    def _order(self, kind: str, until: Sequence[Written]) -> PaperOrder:
        dossier = fold((written.entry, written.hash) for written in until)
        if dossier is None:
            raise errors.DossierNotFound(code="")
        source = until[-1]
        if kind == EVALUATION_KIND:
            return self._evaluation(source, dossier.received_at.date(), dossier.procedure_name, dossier)
        if kind == ROUTING_KIND:
            return self._routing(dossier, until)
        facts = PaperFacts(
            office=self._office(dossier.settings, dossier.catalogue, dossier.first.journal),
            names=self._state.settings_at(source.entry.settings, source.entry.journal),
            body=source.entry.body,
            step_personal=source.personal,
            issued_at=source.entry.recorded_at,
            dossier=dossier,
            personal=current_texts((written.entry, written.personal) for written in until),
            proof=_proof(source),
        )
        return PaperOrder(value=notice_wording.compose(PaperKind(kind), facts), size=PaperSize.A4)

    def _before_intake(self, kind: str, number: int) -> PaperOrder:
        found = journal.at(self._db, number)
        if found is None or found.entry.kind not in (EntryKind.GUIDANCE_GIVEN, EntryKind.INTAKE_REFUSED):
            raise errors.DraftNotFound(code="", number=number)
        body = found.entry.body
        if kind == EVALUATION_KIND:
            day = datetime.fromisoformat(body["given_at"]).date()
            return self._evaluation(found, day, body["procedure_name"], None)
        facts = PaperFacts(
            office=self._office(found.entry.settings, found.entry.catalogue, found.entry.journal),
            body=body,
            step_personal=found.personal,
            issued_at=found.entry.recorded_at,
            proof=_proof(found),
        )
        return PaperOrder(value=notice_wording.compose(PaperKind(kind), facts), size=PaperSize.A4)

    def _office(self, settings: int, catalogue: str, by: str) -> slip_wording.Office:
        return slip_wording.Office(
            settings=self._state.settings_at(settings, by),
            forms=self._state.forms,
            catalogue=self._state.catalogue_at(catalogue),
            is_training=self._state.is_training,
        )

    def _evaluation(self, source: Written, day: date, procedure: str, dossier: Dossier | None) -> PaperOrder:
        # Names and wording are those of the receipt, as on every paper of a dossier; before one, of the visit.
        about = (
            (source.entry.settings, source.entry.catalogue, source.entry.journal)
            if dossier is None
            else (dossier.settings, dossier.catalogue, dossier.first.journal)
        )
        office = self._office(*about)
        wording = self._wording(day, office)
        asked = evaluation_set_on(self._questions, day)
        at = source.entry.happened_at
        shows_code = dossier is not None and office.settings.evaluation_with_code
        value = EvaluationSlip(
            committee=wording.committee,
            centre=wording.centre,
            desk_name=wording.desk_label,
            procedure=procedure,
            questions=asked.questions,
            scale=asked.scale,
            url=office.settings.feedback_url,
            hotline=office.settings.hotline_on(day.isoformat()),
            handed_with=self._handed_with(source, day),
            quarter=f"quý {('I', 'II', 'III', 'IV')[(at.month - 1) // 3]}/{at.year}",
            specimen=office.is_training,
            dossier_code=dossier.code if dossier is not None and shows_code else "",
        )
        return PaperOrder(value=value, size=PaperSize.A5)

    def _handed_with(self, source: Written, day: date) -> str:
        purpose = _EVALUATED.get(source.entry.kind)
        forms = self._state.form_set_on(day)
        if purpose is None or not forms.has_form(purpose):
            return ""
        form = forms.form(purpose)
        return f"{form.title} (Mẫu {form.number})"

    @cached_property
    def _questions(self) -> tuple[EvaluationSet, ...]:
        from cchc_desktop.catalogue.evaluation_reading import read_evaluation

        return read_evaluation(paths.resources() / "evaluation")

    def _wording(self, day: date, office: slip_wording.Office) -> Any:
        kind, name = office.settings.unit_on(day.isoformat())
        return paper_texts.wording_of(day, office.forms, office.settings).for_unit(kind, name)

    def _routing(self, dossier: Dossier, until: Sequence[Written]) -> PaperOrder:
        day = dossier.received_at.date()
        office = self._office(dossier.settings, dossier.catalogue, dossier.first.journal)
        wording = self._wording(day, office)
        form = office.forms.form_set_of(dossier.form_set, day, office.settings.forms_changed_on).form(
            FormPurpose.ROUTING_SHEET
        )
        _kind, place = office.settings.unit_on(day.isoformat())
        undone = undone_places(written.entry for written in until)
        moves = [
            written
            for written in until
            if written.entry.kind == EntryKind.HANDED_OVER
            and (written.entry.journal, written.entry.number) not in undone
        ]
        value = RoutingSheet(
            committee=wording.committee,
            centre=wording.centre,
            place_date=f"{place}, {long_date(until[-1].entry.happened_at.date())}",
            form_number=form.number,
            title=form.title.upper(),
            dossier_code=dossier.code,
            handling_unit=moves[0].entry.body["to_unit"] if moves else "",
            partner_agency="",
            handovers=tuple(_handover(written) for written in moves),
            proof=_proof(until[-1]),
            specimen=office.is_training,
            is_finished=not dossier.is_open,
        )
        return PaperOrder(value=value, size=PaperSize.A4)


_EVALUATED: Mapping[str, FormPurpose] = {
    EntryKind.DOSSIER_RECEIVED: FormPurpose.APPOINTMENT_SLIP,
    EntryKind.SUPPLEMENT_REQUESTED: FormPurpose.SUPPLEMENT_REQUEST,
    EntryKind.GUIDANCE_GIVEN: FormPurpose.SUPPLEMENT_REQUEST,
    EntryKind.REFUSED: FormPurpose.REFUSAL_NOTICE,
    EntryKind.INTAKE_REFUSED: FormPurpose.REFUSAL_NOTICE,
}
"""With which paper an evaluation slip is handed out."""

_ENTRIES_OF: Mapping[str, tuple[str, ...]] = {
    PaperKind.SUPPLEMENT_REQUEST: (EntryKind.SUPPLEMENT_REQUESTED,),
    PaperKind.REFUSAL_NOTICE: (EntryKind.REFUSED,),
    PaperKind.APOLOGY_NOTICE: (EntryKind.APOLOGISED,),
    PaperKind.STOP_NOTICE: (EntryKind.STOPPED,),
    PaperKind.PAUSE_NOTICE: (EntryKind.CLOCK_PAUSED,),
    ROUTING_KIND: (EntryKind.HANDED_OVER, EntryKind.DOSSIER_RECEIVED),
    EVALUATION_KIND: tuple(_EVALUATED),
}
"""Which entries have a paper of a kind."""


def _handover(written: Written) -> RecordedHandover:
    body = written.entry.body
    return RecordedHandover(
        from_unit=body["from_unit"],
        to_unit=body["to_unit"],
        handed_at=long_moment(written.entry.happened_at),
        giver_name=body["giver_name"],
        taker_name=body["taker_name"],
        result=sentences.BY_CHOICE.get(body["section_result"], ""),
        note=written.personal.get("note", ""),
    )


def _proof(written: Written) -> str:
    desk = int(written.entry.journal.split("/")[-2])
    return slip_wording.proof_line(desk, written.entry.number, written.hash)


class _Wanted(NamedTuple):
    """Which of two desks' entries of one number is meant: the one with such a paper, and before that this desk's."""

    kind: str
    own_desk: str

    def fits(self, written: Written) -> tuple[bool, bool]:
        """Return how well an entry fits: the more, the better."""
        is_own = journal.desk_of(written.entry.journal) == self.own_desk
        return written.entry.kind in _ENTRIES_OF.get(self.kind, ()), is_own


def _place(entries: Sequence[Written], number: int, code: str, wanted: _Wanted) -> int:
    found = [place for place, written in enumerate(entries) if written.entry.number == number]
    if not found:
        raise errors.DraftNotFound(code=code, number=number)
    return max(found, key=lambda place: wanted.fits(entries[place]))
